"""Cues: phrases of a transcript that a person can read while they are heard.

A turn (one speaker and one language, in one section) is cut where the sum of costs is least (dynamic
programming, linear in the words): ends of sentences are the cheapest, then clauses, then words that a phrase
begins with; an article is not parted from its noun. No cue is longer than two lines or 7 s, or shorter than
0.7 s unless it is one word or has no room.

Conventions
-----------
Times are frames at the recording's rate. A cue starts with its first word and ends with its last; one that
would be gone too fast to read stays into the silence behind it. (Where somebody breaks in sooner than that, a
few words overlap the next cue for what is missing of 0.7 s: starts are never moved.)
"""

import functools
import hashlib
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import groupby, pairwise

from chapters.breaks import INSIDE, break_cost, columns
from chapters.labels import FALLBACK, labels_for
from chapters.manifest import ManifestLine
from chapters.memo import NO_MEMO, Memo, key_of
from chapters.pieces import Piece, pieces_of
from chapters.runs import Run, runs_of
from chapters.text import one_line, shortened
from scripts.model import NARRATOR

LONGEST_S = 7.0
SHORTEST_S = 0.7
READABLE_S = 1.0
"""What a cue gets if the silence behind it allows."""

_CUE = 10.0
_SENTENCE, _CLAUSE, _LEAD, _PLAIN, _CLINGING, _TIED = 0.0, 6.0, 14.0, 25.0, 45.0, 1000.0
"""What it costs to end a cue there."""
_OVER_SENTENCE, _OVER_BLOCK = 15.0, 60.0
"""What it costs to have the end of one inside."""
_TOO_SHORT, _HASTY = 200.0, 20.0
_SCRAP = 12.0
"""What a cue without length costs beside a full line."""
_NEVER = float("inf")
_ANY_WIDTH = sys.maxsize


@dataclass(frozen=True, slots=True)
class Layout:
    """How much text a cue may show, on two lines."""

    width: int
    """Characters on a line; of full-width ones, `breaks.WIDE_LINE`."""
    named: bool = False
    """Whether the first line begins with the speaker's name and a colon."""
    language: str = FALLBACK
    """BCP 47, of the edition: what the narrator is called."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase by one speaker."""

    identifier: str
    """Follows from speaker and words: other edits of the article leave it alone."""
    speaker: str
    start_frame: int
    end_frame: int
    lines: tuple[str, ...]
    """One or two (the first is empty where there is no room beside a name)."""
    text: str
    """The same as one line: a word that was cut to fit is whole here."""
    language: str = ""
    """BCP 47, where it is not the edition's."""


def cues_of(
    lines: Sequence[ManifestLine], rate: int, layout: Layout, memo: Memo = NO_MEMO, runs: Sequence[Run] = ()
) -> list[Cue]:
    """The cues of all lines that have a sound, in order.

    `memo` keeps those of each section; `runs` are what `runs_of` makes of `lines`, where somebody has them.
    """
    return [cue for cues in cues_by_run(runs or runs_of(lines), rate, layout, memo) for cue in cues]


def cues_by_run(runs: Sequence[Run], rate: int, layout: Layout, memo: Memo = NO_MEMO) -> Iterator[list[Cue]]:
    """Those of each run, when they are asked for."""
    names = _Names()
    for run, until in zip(runs, _ends(runs, rate), strict=True):
        cues: list[Cue] = []
        for line, group in groupby(_phrases(run, until, rate, layout, memo), key=lambda phrase: phrase[0]):
            own = run.lines[line]
            name = names.of(own)
            cues += (
                Cue(next(name), own.speaker, run.at + start, run.at + end, shown, text, own.language)
                for _, start, end, shown, text in group
            )
        yield cues


_Phrase = tuple[int, int, int, tuple[str, ...], str]
"""A cue inside its run: index of the line it begins in, first and last frame from the run's beginning, the
lines shown, the text."""


def _ends(runs: Sequence[Run], rate: int) -> list[int]:
    """For each run, until when its last cue may stay: what is heard next begins, or it can be read by
    then."""
    ends: list[int] = []
    following: int | None = None
    for run in reversed(runs):
        last = max(line.end_frame for line in run.lines) + round(READABLE_S * rate)
        ends.append(last if following is None else min(last, following))
        first = (pieces[0] for line in run.lines if (pieces := pieces_of(line, 0, _ANY_WIDTH)))
        following = next((piece.start_frame for piece in first), following)
    return ends[::-1]


def _phrases(run: Run, until: int, rate: int, layout: Layout, memo: Memo) -> Iterator[_Phrase]:
    key = key_of("cues", run.content, until - run.at, rate, astuple(layout))
    known = memo.get(key)
    if known is None:
        phrases = [
            (line, start, end, shown, "" if text == " ".join(shown) else text)
            for line, start, end, shown, text in _cut(run, until, rate, layout)
        ]
        known = json.dumps(phrases, separators=(",", ":"))
        memo.put(key, known)
    for line, start, end, shown, text in json.loads(known):
        yield line, start, end, tuple(shown), text or " ".join(shown)


def _cut(run: Run, until: int, rate: int, layout: Layout) -> Iterator[_Phrase]:
    pieces = [piece for at, line in enumerate(run.lines) for piece in pieces_of(line, at, layout.width)]
    nexts = [*(after.start_frame for _, after in pairwise(pieces)), until]
    at = 0
    for _, turn in groupby(pieces, key=lambda piece: (piece.speaker, run.lines[piece.line].language)):
        own = list(turn)
        cutting = _Cutting(own, nexts[at : at + len(own)], rate, layout)
        for first, end in cutting.cuts():
            yield _phrase(_Group(own[first:end], nexts[at + end - 1]), run.at, rate, layout)
        at += len(own)


@dataclass(frozen=True, slots=True)
class _Group:
    """The pieces of a cue."""

    pieces: Sequence[Piece]
    until: int
    """Where the next cue starts."""


class _Cutting:
    """Where a turn is cut into cues."""

    def __init__(self, pieces: Sequence[Piece], nexts: Sequence[int], rate: int, layout: Layout) -> None:
        self.pieces, self.rate, self.layout = pieces, rate, layout
        self.sizes = [columns(piece.text, layout.width) for piece in pieces]
        self.ends = [piece.end_frame for piece in pieces]
        self.glued = [piece.glued for piece in pieces]
        self.shown_until = list(map(max, self.ends, nexts))
        japanese = _is_japanese(pieces)
        self.ending = [_end_cost(*pair, japanese) for pair in pairwise(pieces)] + [_SENTENCE]
        self.torn = [cost >= INSIDE and one.glued for cost, one in zip(self.ending, pieces[1:], strict=False)]
        self.crossing = [_cross_cost(*pair) for pair in pairwise(pieces)] + [0.0]
        self.prefix = name_width(pieces[0].speaker, layout)

    def cuts(self) -> list[tuple[int, int]]:
        """(first, end) of each cue."""
        count = len(self.pieces)
        best, before = [0.0, *[_NEVER] * count], [0] * (count + 1)
        for first in range(count):
            so_far = best[first]
            for end, cost in self._from(first):
                if so_far + cost < best[end]:
                    best[end], before[end] = so_far + cost, first
        found, end = [], count
        while end:
            found.append((before[end], end))
            end = before[end]
        return found[::-1]

    def _from(self, first: int) -> Iterator[tuple[int, float]]:
        """(end, cost) of every cue that can begin with the piece `first`; there is at least one.

        The innermost loop of all: what it asks of a piece lies in lists.
        """
        width, rate, ends, sizes, glued = self.layout.width, self.rate, self.ends, self.sizes, self.glued
        torn = self.torn
        filled, line, word = self.prefix, 1, 0.0
        start = self.pieces[first].start_frame
        latest, inside, length = start + LONGEST_S * rate, 0.0, 0.0
        for at in range(first, len(sizes)):
            size = sizes[at]
            space = filled > 0 and (at == first or not glued[at])
            word = word if at > first and torn[at - 1] else 0.0
            if filled and filled + space + size > width:
                # What has begun of a word without spaces goes to the next line with the rest of it.
                filled, line, space = word if word < filled and word + size <= width else 0.0, line + 1, False
            if at > first and (line > 2 or ends[at] > latest):
                return
            filled += space + size
            word += size
            length += size + 1
            shown_s = (self.shown_until[at] - start) / rate
            cost = _CUE + self.ending[at] + inside
            if length < width:
                cost += _SCRAP * (1 - length / width) ** 2
            if shown_s < READABLE_S:
                cost += _HASTY * (READABLE_S - shown_s)
                # Of one word too, where it has neighbours: else phrases would fall apart into words.
                cost += _TOO_SHORT if shown_s < SHORTEST_S else 0.0
            yield at + 1, cost
            inside += self.crossing[at]


def _is_japanese(pieces: Sequence[Piece]) -> bool:
    """Whether there is kana: the scripts without spaces are then Japanese and not Chinese."""
    return any("\u3041" <= piece.text[:1] <= "\u30ff" for piece in pieces)


def _end_cost(piece: Piece, after: Piece, japanese: bool) -> float:
    """Of ending a cue behind `piece`."""
    if piece.line != after.line and piece.block != after.block:
        return _SENTENCE
    if after.tied:
        return _TIED
    if piece.stop:
        return _SENTENCE if piece.stop == "sentence" else _CLAUSE
    if after.glued:
        cost = break_cost(piece.text[-1], after.text[0], japanese=japanese)
        return _CLAUSE if piece.text.endswith("—") else cost
    if piece.clings:
        return _CLINGING
    return _LEAD if after.leads else _PLAIN


def _cross_cost(piece: Piece, after: Piece) -> float:
    """Of having this place inside a cue."""
    if piece.block != after.block:
        return _OVER_BLOCK
    return _OVER_SENTENCE if piece.line != after.line and piece.stop == "sentence" else 0.0


def name_width(speaker: str, layout: Layout) -> float:
    """What the name and its colon take of the first line."""
    name = shown_name(speaker, layout.language, layout.width)
    return columns(name, layout.width) + 1 if layout.named else 0


@functools.lru_cache(maxsize=256)
def shown_name(speaker: str, language: str = FALLBACK, width: int = 0) -> str:
    """The speaker's name in an edition in `language`, where the narrator's is a word of ours; cut to stand on
    a line of `width` with a colon behind it if there is a width.

    >>> shown_name("Narrator", "fr"), shown_name("Ann", "fr")
    ('Narration', 'Ann')
    """
    name = labels_for(language)("narrator") if speaker == NARRATOR else one_line(speaker) or "?"
    if not width or columns(name, width) < width:
        return name
    return shortened(name, int(len(name) * (width - 1) / columns(name, width)))


def _phrase(group: _Group, at: int, rate: int, layout: Layout) -> _Phrase:
    """Written out, `at` being the first frame of the run."""
    pieces, until = group.pieces, group.until
    start = pieces[0].start_frame
    end = max(piece.end_frame for piece in pieces)
    end = min(max(end, min(until, start + round(READABLE_S * rate))), start + round(LONGEST_S * rate))
    text = _text(pieces)
    shown = _wrapped(pieces, layout)
    # A millisecond at least: a cue without length is none.
    several = " " in text or len(shown) > 1
    least = math.ceil(SHORTEST_S * rate) if several else math.ceil(rate / 1000)
    return pieces[0].line, start - at, max(end, start + least) - at, shown, text


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text if piece.glued else f" {piece.text}" for piece in pieces).strip()


def _wrapped(pieces: Sequence[Piece], layout: Layout) -> tuple[str, ...]:
    """On one line if they fit, else on two of about the same length, parted at the best place."""
    width = layout.width
    prefix = name_width(pieces[0].speaker, layout)
    room = width - prefix - bool(prefix)
    whole = _text(pieces)
    taken = columns(whole, width)
    if taken <= room:
        return (whole,)
    if len(pieces) == 1:
        return ("", whole)
    japanese = _is_japanese(pieces)
    found = [(2.0 * width, ("", whole))] if taken <= width else []
    for at in range(1, len(pieces)):
        first, second = _text(pieces[:at]), _text(pieces[at:])
        sizes = columns(first, width), columns(second, width)
        if sizes[0] <= room and sizes[1] <= width:
            cost = abs(sizes[0] + prefix - sizes[1]) + _end_cost(pieces[at - 1], pieces[at], japanese)
            found.append((cost, (first, second)))
    return min(found)[1] if found else ("", whole)  # a single word is longer than any line


class _Names:
    """An identifier for each cue: a hash of the line it begins in, and a number where there are several."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, line: ManifestLine) -> Iterator[str]:
        """The next identifiers of cues that begin in `line`."""
        digest = hashlib.sha256(f"{line.speaker}\0{line.text}".encode("utf-8", "replace")).hexdigest()[:10]
        while True:
            self._seen[digest] += 1
            yield f"{digest}-{self._seen[digest]}"
