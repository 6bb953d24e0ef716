"""What a producer can decide about a script, as records: what each decision does is beside what does it.

They are here, apart, for whoever reads a configuration need not load what reads an article.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from scripts.model import Age, Gender


class Fragments(StrEnum):
    """Who reads a quoted fragment that stands inside narration ("he felt no “support for either side”")."""

    NARRATOR = "narrator"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class SpeakerDecision:
    """Who somebody is: everybody named here is one person, shown under the first name."""

    name: str
    """The narrator's makes all that they say narration."""
    also: tuple[str, ...] = ()
    gender: Gender | None = None
    """None leaves it to the article."""
    place: str = ""
    """Where it was decided, for notes: "edition.toml, line 4"."""
    age: Age | None = None
    """None leaves it to the article."""


@dataclass(frozen=True, slots=True)
class QuoteDecision:
    """Who says some words: any stretch of a quote, or of narration that is to become one."""

    words: str
    speaker: str
    """The narrator's name makes a quote narration."""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything decided for an article; quotes first, each over the ones before it, then speakers."""

    speakers: tuple[SpeakerDecision, ...] = ()
    quotes: tuple[QuoteDecision, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionDecision:
    """The title of a section that starts with these words."""

    words: str
    title: str
    place: str = ""
    """Where it was decided, for notes: "edition.toml, line 4"."""


@dataclass(frozen=True, slots=True)
class SectionLengths:
    """How long sections are that no heading makes, in seconds of speech at 160 words a minute."""

    target_s: float = 75.0
    single_s: float = 150.0
    """A script up to this length is one section."""
    split: bool = False
    """Whether a section under a heading is parted too if it is long."""

    @property
    def name(self) -> str:
        """Tells lengths apart: "75/150 s"."""
        return f"{self.target_s:g}/{self.single_s:g} s{', split' if self.split else ''}"


@dataclass(frozen=True, slots=True)
class LanguageDecision:
    """The language of the paragraph or quote that has these words."""

    words: str
    language: str
    """BCP 47."""
    place: str = ""
    """Where it was decided, for notes: "edition.toml, line 4"."""


@dataclass(frozen=True, slots=True)
class LanguageSettings:
    """What a producer decides about languages."""

    detect: bool = True
    """Whether other languages are looked for."""
    decisions: tuple[LanguageDecision, ...] = ()


class Manner(StrEnum):
    """What becomes of a kind of aside."""

    VOICE = "voice"
    """It is read where it stands."""
    ANNOUNCE = "announce"
    """So, with a word before it that says what it is."""
    END = "end"
    """It is read after the article, in a chapter of notes, with such a word."""
    DROP = "drop"
    """It is not read, and listed with that reason."""


class Addresses(StrEnum):
    """What becomes of the addresses of links; their words are always read."""

    DROP = "drop"
    END = "end"
    """They stand at the end of page and transcript, and in a feed's notes; no voice reads them."""


@dataclass(frozen=True, slots=True)
class AsidePolicy:
    """`[article]`: what becomes of what stands beside the text."""

    alt: Manner = Manner.ANNOUNCE
    """Alternative texts of pictures: written for those who listen, and nonsense unannounced."""
    captions: Manner = Manner.VOICE
    """They are sentences of the article, and most say themselves that they are about a picture."""
    footnotes: Manner = Manner.END
    """Nobody who listens can leave a sentence in the middle and come back."""
    tables: Manner = Manner.ANNOUNCE
    """With the size before, and the name of its column before each cell."""
    links: Addresses = Addresses.DROP


class CueStyle(StrEnum):
    """What the narrator says around quotes, for those who cannot tell voices apart."""

    NONE = "none"
    QUOTE = "quote"
    """ "Quote" before each quote, "end quote" after it."""
    NAME = "name"
    """The speaker's name whenever another person than before begins to speak, anew in each section."""


@dataclass(frozen=True, slots=True)
class Cues:
    """`[cues]`: spoken cues around quotes."""

    style: CueStyle = CueStyle.NONE
    open: str = ""
    """Read before a quote; empty: the word for it in the article's language."""
    close: str = ""
    """Read after it."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """`[intro]` and `[outro]`: what is read before and after the article."""

    enabled: bool = False
    text: str = ""
    """A template (`scripts.templates`); empty: one that says that the voices are synthetic."""
    chapter: bool = False
    """Whether it is a chapter of its own."""
    title: str = ""
    """Of that chapter; empty: a word for it in the article's language."""


@dataclass(frozen=True, slots=True)
class Additions:
    """All that a producer wants added."""

    cues: Cues = field(default_factory=Cues)
    intro: Announcement = field(default_factory=Announcement)
    outro: Announcement = field(default_factory=Announcement)
    show: str = ""
    """Title of the show, for the templates."""
