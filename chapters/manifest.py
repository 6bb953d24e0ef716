"""`edition.json`: everything about a built edition, for programs, for `check`, and for the next build.

Conventions
-----------
Frames at the audio's rate are the truth; seconds stand beside them for readers and are never read back.
Offsets are code points, ends exclusive: those of lines and drops into the article's text, those of words into
the text of their line. Nothing in the file depends on when or where it was written: the same edition gives
the same bytes.
"""

import contextlib
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from chapters.typed import MistypedError, plain, shape, typed
from scripts.errors import PublishError
from scripts.files import publishing
from voices.rows import numbers_of

FILE_NAME = "edition.json"
VERSION = 1
"""Of the file's form; readers refuse others."""


def is_plain_name(name: str) -> bool:
    """Whether a name stays in the folder it is used in."""
    return name not in ("", ".", "..") and not any(character in name for character in "/\\:\0")


@dataclass(frozen=True, slots=True)
class AudioFile:
    """The published recording."""

    file: str
    """Name, in the folder of edition.json."""
    bytes: int
    sha256: str
    rate: int
    """Hertz."""
    frames: int
    """Samples of sound when decoded."""
    bitrate_kbps: int


@dataclass(frozen=True, slots=True)
class CompanionFile:
    """A file that is published beside the recording."""

    file: str
    """Name, in the folder of edition.json."""
    type: str
    """Media type: "text/vtt"."""
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The web page that the article was read from, kept beside the edition for rebuilds; never published."""

    file: str
    """Name, in the folder of edition.json."""
    address: str
    """That it was asked for at."""
    fetched: str
    """When, in UTC: `2026-05-17T09:30:00+00:00`."""
    kind: str
    """What the server called it: "html", "markdown" or "text"; empty if it did not say."""
    charset: str
    """As the server declared it, or empty."""
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Levels:
    """What the recording was mastered to."""

    target_lufs: float
    ceiling_dbtp: float


@dataclass(frozen=True, slots=True)
class ManifestSection:
    """A chapter."""

    title: str
    start_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class ManifestWord:
    """A written word and when it is heard; in the file a row of four numbers in this order."""

    start: int
    end: int
    start_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """A line of the script and when it is heard."""

    speaker: str
    kind: str
    """"narration" or "quote"."""
    role: str
    """Of the block that it stands in: "paragraph", "heading"..."""
    block: int
    """Number of that block."""
    section: int
    """Index into `sections`."""
    text: str
    start: int
    end: int
    start_frame: int
    end_frame: int
    words: Sequence[ManifestWord]
    added: bool = False
    """Not the author's: an intro, an outro or a spoken cue; `start` and `end` are equal."""
    doubtful: bool = False
    """It is not certain who says it."""
    level: int = 0
    """Of a heading, 1 to 6; of a table's cell its column; 0 for everything else, and where it is not
    known."""
    estimated: bool = False
    """Whether the times of its words are estimated; else the engine told them."""
    note: str = ""
    """Of a footnote: its number."""
    refs: str = ""
    """Numbers of the footnotes that it refers to, with spaces between them."""
    language: str = ""
    """BCP 47, where it is not the edition's."""


@dataclass(frozen=True, slots=True)
class ManifestVoice:
    """Who speaks with which voice, and its settings."""

    speaker: str
    voice: str
    """What people call it."""
    engine: str
    name: str
    tract: float
    rate: float
    pitch: float
    gain_db: float
    pinned: bool
    """Whether the producer chose it."""


@dataclass(frozen=True, slots=True)
class ManifestForeign:
    """With which voice somebody speaks another language than the edition's."""

    speaker: str
    language: str
    voice: str
    """What people call it."""
    engine: str
    name: str
    tract: float
    rate: float
    pitch: float


@dataclass(frozen=True, slots=True)
class ManifestMusic:
    """Where music plays, alone or under speech."""

    start_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class ManifestPronounced:
    """A word or phrase of the article that the producer's lexicon respells."""

    written: str
    """As the lexicon has it."""
    spoken: str
    times: int
    """How often the article has it."""


@dataclass(frozen=True, slots=True)
class ManifestLink:
    """Words of the article that lead somewhere."""

    words: str
    address: str
    """http, https or mailto."""


@dataclass(frozen=True, slots=True)
class ManifestDrop:
    """A stretch that is not read aloud."""

    start: int
    end: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The content of `edition.json`."""

    title: str
    byline: str
    date: str
    language: str
    source: str
    show: str
    audio: AudioFile
    loudness: Levels
    sections: tuple[ManifestSection, ...]
    lines: tuple[ManifestLine, ...]
    cast: tuple[ManifestVoice, ...]
    dropped: tuple[ManifestDrop, ...]
    files: tuple[CompanionFile, ...]
    """All that is published beside the recording and this file."""
    generator: str
    """Program and version: "audio-edition 0.1.0"."""
    plan: str
    """Fingerprint of all that decides the edition: an equal one means there is nothing to do."""
    music: tuple[ManifestMusic, ...] = ()
    link: str = ""
    """Address of the article where it was published; empty if it does not say."""
    image: str = ""
    """Address of its lead image, as it names it."""
    pronounced: tuple[ManifestPronounced, ...] = ()
    foreign: tuple[ManifestForeign, ...] = ()
    saved: tuple[SavedPage, ...] = ()
    """Of an article from the web, its page; at most one."""
    links: tuple[ManifestLink, ...] = ()
    """Addresses that are to stand at the end of the text."""
    parted: str = ""
    """As in `Script`: how long sections were to be that no heading made."""
    version: int = VERSION


def to_text(manifest: Manifest) -> str:
    """The file's text: a line for each line of the script, so that differences can be read."""
    return "".join(_parts(manifest))


def _parts(manifest: Manifest) -> Iterator[str]:
    """The same part by part: the whole of a book takes more room than the book."""
    from audio.timeline import seconds_from_frames  # imports numpy, which reading a manifest does not need

    def seconds(frames: int) -> float:
        return seconds_from_frames(frames, manifest.audio.rate)

    content = plain(replace(manifest, lines=()))
    content["duration_s"] = seconds(manifest.audio.frames)
    opening = "{\n"
    for key, value in content.items():
        yield f"{opening}  {_json(key)}: "
        opening = ",\n"
        if isinstance(value, list):
            entries = map(_plain_line, manifest.lines) if key == "lines" else value
            timed = key in ("sections", "lines", "music")
            yield from _rows(_json(_with_times(entry, seconds) if timed else entry) for entry in entries)
        else:
            yield _json(value)
    yield "\n}\n"


def _with_times(entry: dict[str, Any], seconds: Callable[[int], float]) -> dict[str, Any]:
    return {**entry, "start_s": seconds(entry["start_frame"]), "end_s": seconds(entry["end_frame"])}


def _plain_line(line: ManifestLine) -> dict[str, Any]:
    """A book has ten thousand of them, and a hundred thousand words."""
    fields_ = {name: getattr(line, name) for name, _, _ in shape(ManifestLine)}
    fours = iter(numbers_of(line.words))
    fields_["words"] = list(zip(fours, fours, fours, fours, strict=True))
    return fields_


def from_text(text: str) -> Manifest:
    """Read what `to_text` made. Raises PublishError, naming the entry, on anything else."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _wrong(f"it is not JSON: {error}") from error
    if not isinstance(content, dict):
        raise _wrong("it holds no object")
    if content.get("version") != VERSION:
        raise _wrong(f"version {content.get('version')!r} is not {VERSION}")
    try:
        manifest: Manifest = typed(Manifest, content, rows=(ManifestWord,))
    except MistypedError as error:
        raise _wrong(str(error)) from error
    if manifest.audio.rate < 1:
        raise _wrong("audio.rate is not positive")
    return manifest


def without_lines(rows: Iterable[bytes]) -> Iterator[bytes]:
    """The rows of a manifest's text without those of its lines, which are nearly all of a book's.

    It is whole only if those stand where `to_text` puts them. (No string of JSON holds a line feed.)
    """
    rows = iter(rows)
    for row in rows:
        yield row
        if row == LINES.encode()[1:]:
            yield from itertools.dropwhile(lambda row: row != LINES_END.encode()[1:], rows)


LINES, LINES_END = '\n  "lines": [\n', "\n  ],\n"
"""What stands before and behind those rows."""


def write(folder: Path, manifest: Manifest) -> None:
    """Put `edition.json` into `folder`. Raises PublishError if that fails."""
    with writing(folder, manifest):
        pass


@contextlib.contextmanager
def writing(folder: Path, manifest: Manifest) -> Iterator[None]:
    """The same, when the block has ended well: what it speaks of may be written meanwhile."""
    with publishing(folder / FILE_NAME) as file:
        file.writelines(part.encode("utf-8") for part in _parts(manifest))
        yield


def read(folder: Path) -> Manifest:
    """Read `edition.json` in `folder`. Raises PublishError if it is missing, unreadable or malformed."""
    return from_text(_text(folder))


def read_head(folder: Path) -> Manifest:
    """The same without its lines, which are not looked at: of a book in a hundredth of the time."""
    try:
        head = from_text(_text(folder, without_lines))
    except PublishError:
        head = read(folder)  # laid out by somebody else, or damaged indeed
    return replace(head, lines=())


def read_lines(folder: Path) -> Iterator[ManifestLine]:
    """The lines in `edition.json` one by one: of a book, hardly any memory. Raises as `read` does, at any of
    them."""
    path, found = folder / FILE_NAME, 0
    try:
        with path.open("rb") as file:
            rows = itertools.dropwhile(lambda row: row != LINES.encode()[1:], file)
            next(rows)
            for row in itertools.takewhile(lambda row: row != LINES_END.encode()[1:], rows):
                line: ManifestLine = typed(ManifestLine, json.loads(row.rstrip(b",\n")), rows=(ManifestWord,))
                found += 1
                yield line
    except (OSError, ValueError, RecursionError, StopIteration) as error:
        if found:
            raise _wrong(f"line {found}: {error}") from error
        yield from read(folder).lines  # laid out by somebody else, or damaged indeed


def _text(folder: Path, chosen: Callable[[Iterable[bytes]], Iterable[bytes]] = iter) -> str:
    """The file's rows that are `chosen`."""
    path = folder / FILE_NAME
    try:
        with path.open("rb") as file:
            return b"".join(chosen(file)).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise PublishError(f"Cannot read {path}: {reason}", "Build the edition.") from error


_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _rows(rows: Iterable[str]) -> Iterator[str]:
    """A list, an entry a row."""
    opening = "[\n    "
    for row in rows:
        yield f"{opening}{row}"
        opening = ",\n    "
    yield "[]" if opening.startswith("[") else "\n  ]"


def _wrong(what: str) -> PublishError:
    return PublishError(f"{FILE_NAME} is damaged: {what}", "Build the edition again.")
