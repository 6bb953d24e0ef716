"""`chapters.json`: the chapters for apps that read Podcasting 2.0.

Conventions
-----------
Times are seconds, to the millisecond that the other forms of the chapters have. An article that says where it
was published has its address at each chapter, with the section's first words as a text fragment, so that a
browser opens it there; its lead image stands at the first chapter.

Sources: Podcasting 2.0, `chapters/jsonChapters.md`, version 1.2.0; WICG, "URL Fragment Text Directives".
"""

import json
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from audio.timeline import ms_from_frames
from chapters.manifest import Manifest, ManifestSection
from chapters.text import one_line

CHAPTERS = "chapters.json"
VERSION = "1.2.0"
_WORDS = 8
"""Of a section's first line in its address."""


def chapters_json(manifest: Manifest) -> str:
    """The file's text, a row for each chapter."""
    about = {
        "version": VERSION,
        "title": one_line(manifest.title),
        "author": one_line(manifest.byline),
        "podcastName": one_line(manifest.show),
        "fileName": manifest.audio.file,
    }
    rows = [f"  {_json(key)}: {_json(value)}" for key, value in about.items() if value]
    rate = manifest.audio.rate
    entries = [_chapter(section, rate) for section in manifest.sections]
    if _is_web(manifest.link):
        openings: dict[int, str] = {}
        for line in manifest.lines:
            if not line.added and line.text.strip():
                openings.setdefault(line.section, line.text)
        for number, entry in enumerate(entries):
            entry["url"] = _address(manifest.link, openings.get(number, "") if number else "")
        image = urljoin(manifest.link, manifest.image)
        if manifest.image and _is_web(image):
            entries[0]["img"] = image
    chapters = ",\n".join(f"    {_json(entry)}" for entry in entries)
    return "{\n" + ",\n".join([*rows, f'  "chapters": [\n{chapters}\n  ]']) + "\n}\n"


def _chapter(section: ManifestSection, rate: int) -> dict[str, object]:
    return {
        "startTime": ms_from_frames(section.start_frame, rate) / 1000,
        "endTime": ms_from_frames(section.end_frame, rate) / 1000,
        "title": one_line(section.title),
    }


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _address(link: str, opening: str) -> str:
    """The article's address, at the first words of the author's that a section opens with."""
    words = opening.split()[:_WORDS]
    plain = urlunsplit(urlsplit(link)._replace(fragment=""))
    if not words:
        return plain
    # A comma or a dash would be read as part of the directive's own form.
    text = quote(" ".join(words), safe="").replace("-", "%2D")
    return f"{plain}#:~:text={text}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
