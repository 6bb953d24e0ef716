"""What is passed on while an article is read: quotes with their speakers, and one page with all that is known
of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from scripts.speech.cues import Cue
from scripts.speech.kinds import Kind
from scripts.speech.person import Person
from scripts.speech.prose import Prose
from scripts.speech.quotes import Quoted


class Basis(Enum):
    """What an attribution rests on."""

    CUE = "cue"
    CONTEXT = "context"
    """The sentence before or after, an announcement, a quote that goes on."""
    SAME = "same"
    """The same paragraph as another quote."""
    GUESS = "guess"


@dataclass(slots=True)
class Said:
    """A quote, what it is and who says it."""

    page: int
    quoted: Quoted
    kind: Kind
    person: Person | None = None
    evidence: str = ""
    confidence: float = 0.0
    basis: Basis = Basis.GUESS
    told: bool = False
    """A verb of speech stands beside it whose subject was named before."""
    topic: Person | None = None
    """Whom the narration of the page before was about, if it was narration alone."""

    def give(self, person: Person | None, basis: Basis, evidence: str, confidence: float) -> None:
        """Put somebody down as the speaker."""
        self.person, self.basis, self.evidence, self.confidence = person, basis, evidence, confidence


@dataclass(slots=True)
class Sheet:
    """One page while its quotes are given to their speakers."""

    number: int
    text: str
    prose: Prose
    places: list[int]
    """The token of each quote."""
    cues: list[tuple[Cue | None, Cue | None]]
    """The cue after and the cue before each quote."""
    said: list[Said]
    found: dict[int, Person] = field(default_factory=dict)
    """The person of each mention, by its first token."""


def nobody() -> None:
    """Finds nobody."""


@dataclass(slots=True)
class Turn:
    """What the pages before leave behind."""

    last: Person | None = None
    """The last speaker."""
    last_page: int = -10
    said: list[Said] = field(default_factory=list)
    """The quotes of the page before."""
    asks: bool = False
    """Whether the last of those is a question."""
    topic: Person | None = None
    """Whom the page before was about, if nobody spoke on it."""
    teller: Callable[[], Person | None] = nobody
    """Finds the one whose words the last sentence of the page before reported; few quotes need it."""
    colon: Person | None = None
    """Who is about to speak: the page before ended in a colon."""
