"""Pages for folders that have none: an edition, or a folder of editions."""

from pathlib import Path

from chapters.manifest import FILE_NAME
from chapters.pages import PageChapter, PageEpisode, PageShow, show_page
from chapters.summary import read_summary
from scripts.errors import PublishError

_MOST_EDITIONS = 500


def folder_page(folder: Path) -> str | None:
    """A page of what can be heard in `folder`; None if nothing can."""
    places = [(folder, ".")] if (folder / FILE_NAME).is_file() else _editions(folder)
    episodes = [episode for place, name in places if (episode := _episode(place, name))]
    if not episodes:
        return None
    show = PageShow(
        title=folder.name or "Editions", description="", language="en", author="", image="", feed=""
    )
    return show_page(show, episodes)


def _editions(folder: Path) -> list[tuple[Path, str]]:
    try:
        found = sorted(path.parent for path in folder.glob(f"*/{FILE_NAME}"))
    except OSError:
        return []
    return [(path, path.name) for path in found if path.name[0] != "."][:_MOST_EDITIONS]


def _episode(folder: Path, name: str) -> PageEpisode | None:
    try:
        summary = read_summary(folder)
    except PublishError:
        return None
    stem = summary.audio.file.rpartition(".")[0]
    return PageEpisode(
        title=summary.title or folder.name,
        folder=name,
        audio=summary.audio.file,
        day=summary.date,
        duration_s=summary.duration_s,
        summary=summary.lead,
        language=summary.language,
        author=summary.byline,
        chapters=tuple(PageChapter(s.title, s.start_frame / summary.audio.rate) for s in summary.sections),
        transcript=next((n for n in ("transcript.html", "transcript.vtt") if (folder / n).is_file()), ""),
        downloads=(("Audiobook (M4B)", f"{stem}.m4b"),) if (folder / f"{stem}.m4b").is_file() else (),
    )
