"""From a built edition to its place on the site: the feed's item, the page, and the files of both."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from urllib.parse import quote

from chapters.cover import cover_problem
from chapters.feed.episode import EpisodeSettings, date_of
from chapters.feed.model import CHAPTERS_TYPE, M4A_TYPE, MP3_TYPE, TRANSCRIPT_TYPES, Item, Linked, Part
from chapters.feed.settings import Caching, url_problem
from chapters.manifest import FILE_NAME as MANIFEST
from chapters.manifest import is_plain_name
from chapters.pages import PageChapter, PageEpisode
from chapters.summary import Summary, read_summary
from chapters.text import one_line
from edition.show.decide import Episode
from edition.show.digests import Digest, Digests, digest_of
from edition.show.site import SiteFile
from scripts.errors import PublishError

_DOWNLOADS = {".m4b": "Audiobook (M4B)", ".mp3": "MP3", ".epub": "Book with sound (EPUB)"}


@dataclass(frozen=True, slots=True)
class Site:
    """What all episodes of a show have in common."""

    base_url: str
    """Without a slash at its end."""
    caching: Caching
    zone: tzinfo
    language: str


@dataclass(frozen=True, slots=True)
class Placed:
    """An episode as it will stand on the site."""

    item: Item
    page: PageEpisode
    files: tuple[SiteFile, ...]
    has_page: bool
    """The edition brings a page of its own."""
    notes: tuple[str, ...] = ()


def place_episode(episode: Episode, folder: Path, first: datetime, site: Site, digests: Digests) -> Placed:
    """The episode whose edition is in `folder`; `first` is its date if nothing else tells one.

    Raises PublishError if the edition is damaged or not there.
    """
    slug = episode.state.slug
    settings = episode.found.settings if episode.found else EpisodeSettings()
    summary = read_summary(folder)
    files = {name: folder / name for name in (summary.audio.file, MANIFEST, *summary.files)}
    try:
        found = {name: digests.of(path) for name, path in files.items() if _is_published(name)}
    except OSError as error:
        raise PublishError(
            f"Cannot read {error.filename}: {error.strerror}", f"Delete {folder} and publish again."
        ) from error
    if summary.audio.file not in found:
        raise PublishError(f"{folder} names no recording", "Delete it and publish again.")
    placing = _Placing(slug, site, found)
    image, notes = _image(episode, settings)
    item = _item(placing, episode, settings, summary, first)
    if image:
        name = f"cover-{image.digest.sha256[:8]}{image.path}"
        image = replace(image, path=f"{slug}/{name}")
        item = replace(item, image_url=placing.url(name))
    copies = (SiteFile(f"{slug}/{name}", digest, files[name]) for name, digest in found.items())
    named = (SiteFile(f"{slug}/{name}", found[of], files[of]) for name, of in placing.named.items())
    return Placed(
        item,
        _page(slug, item, summary, found),
        tuple(sorted([*copies, *named, *([image] if image else [])], key=lambda file: file.path)),
        "index.html" in found,
        notes,
    )


def _is_published(name: str) -> bool:
    """What a damaged manifest names is not trusted with a path."""
    return is_plain_name(name) and not name.startswith(".")


class _Placing:
    """Addresses of one episode's files."""

    def __init__(self, slug: str, site: Site, found: Mapping[str, Digest]) -> None:
        self.slug, self.site, self.found = slug, site, found
        self.named: dict[str, str] = {}
        """Names with a hash in them, and whose content they have."""

    def url(self, name: str) -> str:
        return f"{self.site.base_url}/{self.slug}/{quote(name)}"

    def linked(self, name: str, kind: str) -> Linked:
        digest = self.found[name]
        version = digest.sha256[:8]
        url = self.url(name)
        if self.site.caching is Caching.QUERY:
            url += f"?v={version}"
        elif self.site.caching is Caching.NAME:
            stem, dot, ending = name.rpartition(".")
            other = f"{stem}.{version}{dot}{ending}"
            self.named[other] = name
            url = self.url(other)
        return Linked(url, kind, digest.bytes, digest.sha256)

    def if_there(self, name: str, kind: str) -> tuple[Linked, ...]:
        return (self.linked(name, kind),) if name in self.found else ()


def _item(
    placing: _Placing, episode: Episode, settings: EpisodeSettings, summary: Summary, first: datetime
) -> Item:
    audio = summary.audio
    stem = audio.file.rpartition(".")[0]
    transcripts = [
        linked
        for ending, kind in TRANSCRIPT_TYPES.items()
        for linked in placing.if_there(f"transcript{ending}", kind)
    ]
    date = settings.date or date_of(summary.date, placing.site.zone) or first
    parts = (Part(section.title, section.start_frame / audio.rate) for section in summary.sections)
    return Item(
        title=one_line(summary.title) or placing.slug,
        guid=episode.state.guid,
        link=f"{placing.site.base_url}/{placing.slug}/",
        date=date,
        summary=settings.summary or summary.lead,
        duration_s=summary.duration_s,
        enclosure=placing.linked(audio.file, MP3_TYPE),
        alternates=placing.if_there(f"{stem}.m4a", M4A_TYPE),
        transcripts=tuple(transcripts),
        chapters=next(iter(placing.if_there("chapters.json", CHAPTERS_TYPE)), None),
        parts=tuple(parts),
        author=summary.byline,
        language=summary.language,
        explicit=settings.explicit,
        season=settings.season,
        episode=settings.episode,
        type=settings.type,
        links=tuple((one.words, one.address) for one in summary.links),
        article_url=settings.link or (summary.source if not url_problem(summary.source) else ""),
    )


def _page(slug: str, item: Item, summary: Summary, found: Mapping[str, Digest]) -> PageEpisode:
    stem = summary.audio.file.rpartition(".")[0]
    downloads = [(name, stem + ending) for ending, name in _DOWNLOADS.items() if stem + ending in found]
    return PageEpisode(
        title=item.title,
        folder=slug,
        audio=summary.audio.file,
        day=item.date.isoformat(),
        duration_s=item.duration_s,
        summary=item.summary,
        language=item.language,
        author=item.author,
        chapters=tuple(PageChapter(part.title, part.start_s) for part in item.parts),
        transcript=next((n for n in ("transcript.html", "transcript.vtt") if n in found), ""),
        downloads=tuple(downloads),
        article_url=item.article_url,
    )


def _image(episode: Episode, settings: EpisodeSettings) -> tuple[SiteFile | None, tuple[str, ...]]:
    """The episode's own picture, its path being its ending for now; front matter often names one that no
    directory takes, which is told and not used."""
    if not settings.image or not episode.found:
        return None, ()
    name = episode.found.name
    if "://" in settings.image:
        return None, (f"{name}: image is an address: only a file beside the article is used as a cover",)
    path = episode.found.path.parent / settings.image.lstrip("/")
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        return None, (f"{name}: its image {settings.image} is not used: {reason}",)
    if problem := cover_problem(data):
        return None, (f"{name}: its image {settings.image} is not used: {problem}",)
    ending = ".png" if data.startswith(b"\x89PNG") else ".jpg"
    return SiteFile(ending, digest_of(data), data), ()


def first_date(episode: Episode, now: datetime) -> datetime:
    """When the episode was first in the feed, to the second: now, if it never was."""
    return date_of(episode.state.first) or now.astimezone(UTC).replace(microsecond=0)
