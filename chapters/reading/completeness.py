"""Proof that nothing was left out: what became of every word of the article, and who speaks.

Conventions
-----------
A word is what `voices.words` counts: a stretch with a letter or a digit, in Chinese and Japanese a character.
The words of the article are those voiced, those that no voice can say and those dropped; added words (intro,
outro, spoken cues) are counted apart.
"""

from collections import Counter
from dataclasses import asdict, dataclass

from audio.timeline import ms_from_frames
from chapters.cues import shown_name
from chapters.manifest import Manifest
from chapters.text import one_line
from voices.words import count_words


@dataclass(frozen=True, slots=True)
class DroppedWords:
    """What is not read for one reason."""

    reason: str
    words: int
    stretches: int


@dataclass(frozen=True, slots=True)
class Pronounced:
    """A word of the article that the producer's lexicon respells."""

    written: str
    spoken: str
    times: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line of which it is not certain who says it."""

    speaker: str
    text: str
    start_s: float


@dataclass(frozen=True, slots=True)
class UsedVoice:
    """Who speaks with which voice, and how much."""

    speaker: str
    voice: str
    engine: str
    words: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """What became of an article's words."""

    article_words: int
    voiced_words: int
    silent_words: int
    """In lines in which the engine could say nothing."""
    dropped: tuple[DroppedWords, ...]
    added_words: int
    pronounced: tuple[Pronounced, ...]
    doubtful: tuple[Doubt, ...]
    voices: tuple[UsedVoice, ...]
    synthetic: bool = True
    """No human voice is heard."""

    @property
    def dropped_words(self) -> int:
        return sum(one.words for one in self.dropped)

    def to_json(self) -> dict[str, object]:
        """For `check --json`."""
        return asdict(self) | {"dropped_words": self.dropped_words}


def completeness(manifest: Manifest) -> Completeness:
    """Count; linear in the text."""
    voiced = silent = added = 0
    by_speaker: Counter[str] = Counter()
    for line in manifest.lines:
        words = count_words(line.text)
        if line.added:
            added += words
        elif line.end_frame > line.start_frame:
            voiced += words
        else:
            silent += words
        by_speaker[line.speaker] += words
    dropped = _dropped(manifest)
    return Completeness(
        article_words=voiced + silent + sum(one.words for one in dropped),
        voiced_words=voiced,
        silent_words=silent,
        dropped=dropped,
        added_words=added,
        pronounced=tuple(Pronounced(one.written, one.spoken, one.times) for one in manifest.pronounced),
        doubtful=tuple(
            Doubt(
                shown_name(line.speaker),
                one_line(line.text),
                ms_from_frames(line.start_frame, manifest.audio.rate) / 1000,
            )
            for line in manifest.lines
            if line.doubtful
        ),
        voices=tuple(
            UsedVoice(shown_name(one.speaker), one.voice, one.engine, by_speaker[one.speaker])
            for one in manifest.cast
        ),
    )


def _dropped(manifest: Manifest) -> tuple[DroppedWords, ...]:
    words: Counter[str] = Counter()
    stretches: Counter[str] = Counter()
    for drop in manifest.dropped:
        words[drop.reason] += count_words(drop.text)
        stretches[drop.reason] += 1
    return tuple(DroppedWords(reason, words[reason], stretches[reason]) for reason in stretches)
