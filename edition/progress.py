"""What a build says of itself while it runs."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """The four stages, in the order of the work."""

    SCRIPT = "script"
    VOICES = "voices"
    AUDIO = "audio"
    CHAPTERS = "chapters"


@dataclass(frozen=True, slots=True)
class Progress:
    """One step forward."""

    stage: Stage
    done: int
    total: int
    """In the unit of the stage: takes, chapters; 0 where nothing is counted."""
    text: str
    """What is being done, for a person: "takes: 12 of 140"."""


OnProgress = Callable[[Progress], None]


def silent(_: Progress) -> None:
    """Report to nobody."""
