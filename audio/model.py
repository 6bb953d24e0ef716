"""The records of this room: takes in, Recording out.

Conventions
-----------
Times are integer sample frames at `voices.model.RATE`, from the first frame of the recording. A chapter is as
long as a whole number of MP3 frames (1,152 samples) and of AAC frames (1,024), so encoded chapters can be
joined. Levels are in LUFS (ITU-R BS.1770-4, the mono signal read as it is, not as dual mono), dBTP and dB.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scripts.model import Boundary


@dataclass(frozen=True, slots=True)
class Pacing:
    """Pauses between lines, by what is over; in milliseconds of silence (`benchmarks/pauses.py`)."""

    phrase_ms: int = 250
    sentence_ms: int = 420
    paragraph_ms: int = 700
    heading_ms: int = 900
    section_ms: int = 1400
    lead_ms: int = 400
    """Before the first line of each section."""
    word_ms: int = 40
    """Where a sentence goes on in another voice without a mark."""
    item_ms: int = 500
    part_ms: int = 1100
    """Before a heading inside a section."""
    turn_ms: int = 60
    """On top, where somebody else speaks next."""
    pace: float = 1.0
    """Tempo of everything against the voices' own; pauses grow as speech slows down."""
    heading_pace: float = 0.95
    """Tempo of titles and headings, on top."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """What listeners get, measured on the encoded file."""

    target_lufs: float = -16.0
    ceiling_dbtp: float = -1.0


class Codec(StrEnum):
    """In what a chapter is encoded; the value is the kind of its entry in the store."""

    MP3 = "chapter"
    AAC = "aac"


class Format(StrEnum):
    """What a recording is published as; the value is the file's suffix."""

    MP3 = "mp3"
    M4B = "m4b"
    """An audiobook: players remember the place."""
    M4A = "m4a"
    """The same for feeds: Apple's directory takes no .m4b."""
    EPUB = "epub"
    """A book whose text and recording go together."""
    LPF = "lpf"
    """W3C Audiobook."""
    DAISY = "daisy"
    """DAISY 2.02, in a ZIP."""

    @property
    def codec(self) -> Codec:
        """In what its chapters are encoded."""
        return Codec.AAC if self in (Format.M4B, Format.M4A) else Codec.MP3


@dataclass(frozen=True, slots=True)
class Music:
    """`[music]`: files in any format that ffmpeg reads, from the folder of `edition.toml`."""

    intro: str = ""
    between: str = ""
    """At the start of each section but the first."""
    outro: str = ""
    gain_db: float = 0.0
    """Against the loudness of the speech."""
    duck_db: float = 15.0
    """By how much it is turned down under speech."""
    alone_ms: int = 4000
    """How long it plays before and after speech."""
    fade_ms: int = 2000


@dataclass(frozen=True, slots=True)
class Encoding:
    """Constant bit rate."""

    bitrate_kbps: int = 96
    """Of the MP3; AAC gets the same, from 64 to 256."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One take as it is placed in a chapter."""

    take: str
    """Key of the take; empty for a line without a sound."""
    frames: int
    """Of the take; 0 for a line without a sound."""
    gain_db: float
    """The gain of its voice."""
    boundary: Boundary
    turn: bool = False
    """Whether somebody else speaks the next line."""


@dataclass(frozen=True, slots=True)
class Bed:
    """Music in a chapter, under speech or alone."""

    piece: str
    """Key of its samples in the store."""
    start: int
    """First frame, from the chapter's first."""
    curve: tuple[tuple[int, float], ...]
    """(frame from the bed's first, amplitude): straight between the points, nought at the first and the
    last, which is the bed's end."""
    gain_db: float
    """On top of the curve: what brings the piece to the loudness of speech."""

    @property
    def end(self) -> int:
        """One frame after the last, from the chapter's first."""
        return self.start + self.curve[-1][0]


@dataclass(frozen=True, slots=True)
class Chapter:
    """All that decides how one chapter sounds: `key` is the address of its encoded form."""

    key: str
    clips: tuple[Clip, ...]
    starts: tuple[int, ...]
    """First frame of each clip, from the chapter's first frame."""
    frames: int
    """A multiple of 9,216: of 1,152 and of 1,024."""
    beds: tuple[Bed, ...] = ()
    """In order of their starts."""
    pieces: tuple["Chapter", ...] = ()
    """What it is encoded in, one behind the other, each as long as a whole number of MP3 frames; empty if it
    is encoded in one go. An edit changes its own piece only."""


@dataclass(frozen=True, slots=True)
class TimedWord:
    start: int
    """In the line's text, first character."""
    end: int
    start_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class TimedLine:
    start_frame: int
    end_frame: int
    line: int
    """Index into `Script.lines`."""
    words: Sequence[TimedWord]
    estimated: bool = False
    """Whether the words' times are estimated: the engine told none."""


@dataclass(frozen=True, slots=True)
class TimedSection:
    title: str
    start_frame: int
    end_frame: int
    """Where the next one starts."""


@dataclass(frozen=True, slots=True)
class TimedMusic:
    """Where music plays, alone or under speech."""

    start_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Where everything is heard; the only source of times (invariant 3)."""

    rate: int
    """Hertz."""
    frames: int
    sections: tuple[TimedSection, ...]
    lines: tuple[TimedLine, ...]
    music: tuple[TimedMusic, ...] = ()
