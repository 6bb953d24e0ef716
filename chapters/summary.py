"""What a feed needs to know of an edition, read from its manifest without the times of its words.

A show has thousands of manifests, and nearly all of each is words: `edition.json` has a row for each line of
the script, so that all but the first rows can be passed over unread.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chapters.manifest import FILE_NAME, VERSION, AudioFile, ManifestLink, ManifestSection
from chapters.manifestfile import LINES, LINES_END, from_text
from scripts.errors import PublishError

LEAD_CHARACTERS = 280
"""The lead is whole paragraphs until it is at least so long."""
_MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Summary:
    """An edition as a feed presents it."""

    title: str
    byline: str
    date: str
    """ISO 8601; empty if the article has none."""
    language: str
    source: str
    audio: AudioFile
    sections: tuple[ManifestSection, ...]
    speakers: tuple[str, ...]
    """Who is heard, the narrator first."""
    files: tuple[str, ...]
    """Names of what is published beside the recording."""
    lead: str
    """The article's first words after its headings; a paragraph a line."""
    links: tuple[ManifestLink, ...] = ()
    """Addresses that the producer wants listed."""

    @property
    def duration_s(self) -> float:
        return self.audio.frames / self.audio.rate


def read_summary(folder: Path) -> Summary:
    """The edition in `folder`. Raises PublishError if its manifest is missing or damaged."""
    path = folder / FILE_NAME
    try:
        return summarise(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise PublishError(f"Cannot read {path}: {reason}", "Build the edition.") from error


def summarise(text: str) -> Summary:
    """The same of a manifest's text. What is not in the form that we write is read in full."""
    try:
        return _quick(text)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _thorough(text)


def _quick(text: str) -> Summary:
    start = text.index(LINES)
    end = text.index(LINES_END, start)
    content = json.loads(text[:start] + '\n  "lines": [' + text[end:])
    if content["version"] != VERSION:
        raise ValueError("another version")
    rows = (json.loads(row.removesuffix(",")) for row in _rows(text, start + len(LINES), end))
    audio = AudioFile(**{name: content["audio"][name] for name in AudioFile.__slots__})
    links = tuple(ManifestLink(one["words"], one["address"]) for one in content.get("links", ()))
    if not all(isinstance(word, str) for one in links for word in (one.words, one.address)):
        raise TypeError("no text")
    if not isinstance(audio.rate, int) or audio.rate < 1:
        raise ValueError("no rate")
    names = ("title", "byline", "date", "language", "source")
    if not all(isinstance(word, str) for word in (*map(content.get, names), audio.file, audio.sha256)):
        raise TypeError("no text")
    return Summary(
        content["title"],
        content["byline"],
        content["date"],
        content["language"],
        content["source"],
        audio,
        tuple(ManifestSection(s["title"], s["start_frame"], s["end_frame"]) for s in content["sections"]),
        tuple(voice["speaker"] for voice in content["cast"]),
        tuple(file["file"] for file in content["files"]),
        _lead((row["role"], row["block"], row["text"]) for row in rows if not row["added"]),
        links,
    )


def _rows(text: str, at: int, end: int) -> Any:
    for _ in range(_MOST_ROWS):
        if at >= end:
            return
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        yield text[at:stop]
        at = stop + 1


def _thorough(text: str) -> Summary:
    manifest = from_text(text)
    return Summary(
        manifest.title,
        manifest.byline,
        manifest.date,
        manifest.language,
        manifest.source,
        manifest.audio,
        manifest.sections,
        tuple(voice.speaker for voice in manifest.cast),
        tuple(file.file for file in manifest.files),
        _lead((line.role, line.block, line.text) for line in manifest.lines[:_MOST_ROWS] if not line.added),
        manifest.links,
    )


def _lead(rows: Any) -> str:
    paragraphs: dict[int, str] = {}
    size = 0
    for role, block, words in rows:
        if role not in ("paragraph", "block quote", "list item"):
            continue
        if block not in paragraphs and size >= LEAD_CHARACTERS:
            break
        paragraphs[block] = paragraphs.get(block, "") + words
        size += len(words)
    return "\n".join(" ".join(words.split()) for words in paragraphs.values())
