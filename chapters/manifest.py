"""`edition.json`: everything about a built edition, for programs, for `check`, and for the next build.

Conventions
-----------
Frames at the audio's rate are the truth; seconds stand beside them for readers and are never read back.
Offsets are code points, ends exclusive: those of lines and drops into the article's text, those of words into
the text of their line. Nothing in the file depends on when or where it was written: the same edition gives
the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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
