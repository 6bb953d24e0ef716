"""Where a run of blocks is parted, by the odds at each block and the lengths that this leaves.

Conventions
-----------
Blocks have numbers, from 0; a part starts at one of them. Lengths are measured as `sections.measure` does.

Every way to part a run has a likelihood: the odds at its starts, and how usual its lengths are. The likeliest
way of all is no good answer, for there are thousands that are nearly as likely; so all of them are summed
(forward and backward, as in a semi-Markov model: Sarawagi and Cohen 2004), and that way is taken that is
expected to err least when it is held against all others: it tells as few pairs of blocks, a third of a part
or so away from each other, wrongly apart or together (the measure of Beeferman and others 1999), and its
starts lie no more than a block from where one is likely.
"""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from scripts.headings import PARTED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# In parts of the target length, but for worths; chosen on the texts that the weights were learned from.
_TYPICAL, _UNLIKE = 0.72, 0.75
"""A part is as long as the first; another length costs the second times the square of the logarithm of how
many times as long it is, or as short."""
_WORTH = 0.6
"""What a start is worth beside its odds."""
_MOST = 2.5
"""No part is longer than this, if there is any place to part it."""
_LONGEST = 4.0
"""Nor is any longer than this weighed."""
_SHORT = 0.35
"""No part is shorter than this."""
_EVEN = 0.5
"""What an uneven split costs: this times the logarithm of how uneven it is."""
_APART = (0.25, 0.4, 0.6)
"""How far from each other the two of a pair are."""
_TOLD = 3.0
"""What a pair told wrongly costs, counted as one for each part that the pairs fill."""
_SURE = 0.35
"""A start costs this, and is worth the chance that one is there."""
_BESIDE = 0.75
"""What a start is worth that is likely at the block before it, or after it, instead."""


@dataclass(frozen=True, slots=True)
class _Ways:
    """All ways to part a run, summed."""

    chances: "NDArray[np.float64]"
    """That a part starts at each block."""
    parts: "list[tuple[int, NDArray[np.float64]]]"
    """For each place but the first: the number of the first place that a part may start at that ends there,
    and the chance of each such part."""


class Parting:
    """Parts runs of blocks where a new subject begins."""

    def __init__(
        self,
        may_start: Sequence[bool],
        find: Callable[[], Sequence[float | None]],
        ends: Sequence[float],
        target: float,
    ) -> None:
        """`may_start`: whether a part may start at a block at all. `find` gives the odds of each that may; it
        is called once at most, and only if odds are needed. `ends`: what stands before each block, and before
        the end. `target`: the length of a part."""
        self.may_start = may_start
        self.ends = ends
        self.target = target
        self._find = find

    @cached_property
    def odds(self) -> list[float]:
        """The logarithm of odds that a part starts at each block."""
        return [-math.inf if one is None else one for one in self._find()]

    def cuts(self, first: int, end: int, *, given: bool = False) -> list[int]:
        """Blocks between `first` and `end` at which a part starts. What is `given`, by a heading or a
        producer, is parted only if it is too long for one part."""
        if given and self.ends[end] - self.ends[first] <= PARTED * self.target:
            return []
        best = self._best(first, end)
        bounds = itertools.pairwise([first, *best, end])
        return sorted([*best, *(cut for a, b in bounds for cut in self.halves(a, b))])

    def halves(self, first: int, end: int, slack: float = 1.0) -> list[int]:
        """Blocks at which a part starts because there is more than one part may have; where there is not
        `slack` times as much, none."""
        found: list[int] = []
        if self.ends[end] - self.ends[first] <= slack * _MOST * self.target:
            return found
        runs = [(first, end)]
        while runs:
            a, b = runs.pop()
            if self.ends[b] - self.ends[a] > _MOST * self.target and (open_ := self._open(a, b)):
                cut = max(open_, key=lambda at: self._worth(a, at, b))
                found.append(cut)
                runs += [(a, cut), (cut, b)]
        return sorted(found)

    def is_short(self, first: int, end: int, slack: float = 1.0) -> bool:
        """Whether blocks are too few for a part, by more than `slack` allows."""
        return self.ends[end] - self.ends[first] < _SHORT * self.target / slack

    def _open(self, first: int, end: int) -> list[int]:
        """Where a part may start without one that is too short."""
        return [
            at
            for at in range(first + 1, end)
            if self.may_start[at] and not self.is_short(first, at) and not self.is_short(at, end)
        ]

    def _worth(self, first: int, at: int, end: int) -> tuple[float, float]:
        left, right = self.ends[at] - self.ends[first], self.ends[end] - self.ends[at]
        uneven = abs(math.log(left / right))
        return self.odds[at] - _EVEN * uneven, -uneven

    def _best(self, first: int, end: int) -> list[int]:
        """Those starts that are expected to err least."""
        import numpy as np

        open_ = self._open(first, end)
        if not open_:
            return []
        places = np.array([first, *open_, end]) - first
        ends = (np.array(self.ends[first : end + 1]) - self.ends[first]) / self.target
        ways = _all_ways(places, ends, np.array([self.odds[at] + _WORTH for at in open_]))
        wrong = _wrong(places, ends, ways)
        cost, back = [0.0], [0]
        for number, (low, parts) in enumerate(ways.parts, 1):
            # What no way has, a part that is too short, is not taken either.
            costs = np.array(cost[low:number]) + np.where(parts > 0, wrong[number - 1], np.inf)
            if number <= len(open_):
                costs += _risks(places[low : number + 1], ways.chances)
            least = int(np.argmin(costs))
            cost.append(float(costs[least]))
            back.append(low + least)
        found, number = [], back[-1]
        while number:
            found.append(int(places[number]) + first)
            number = back[number]
        return found[::-1]


def _all_ways(places: "NDArray[np.int64]", ends: "NDArray[np.float64]", odds: "NDArray[np.float64]") -> _Ways:
    """`places`: the blocks that a part may start at, from 0, and how many blocks there are; `odds` belongs to
    all but the first and the last. `ends` are parts of the target."""
    import numpy as np

    own = np.concatenate(([0.0], odds, [0.0]))
    at = ends[places]
    lows, fits = [], []
    for number in range(1, len(places)):
        low = min(int(np.searchsorted(at, at[number] - _LONGEST)), number - 1)
        lengths = at[number] - at[low:number]
        fit = -_UNLIKE * np.log(np.maximum(lengths, 1e-3) / _TYPICAL) ** 2
        # Behind a paragraph longer than all that is weighed, a part may be as it comes.
        allowed = lengths >= _SHORT
        allowed[-1] |= not allowed.any()
        lows.append(low)
        fits.append(np.where(allowed, fit, -np.inf))
    forth = np.full(len(places), -np.inf)
    forth[0] = 0.0
    for number, (low, fit) in enumerate(zip(lows, fits, strict=True), 1):
        forth[number] = np.logaddexp.reduce(forth[low:number] + fit) + own[number]
    back = np.full(len(places), -np.inf)
    back[-1] = 0.0
    for number in range(len(places) - 1, 0, -1):
        low = lows[number - 1]
        reached = fits[number - 1] + own[number] + back[number]
        back[low:number] = np.logaddexp(back[low:number], reached)
    chances = np.zeros(len(ends) - 1)
    chances[places[1:-1]] = np.exp(forth + back - forth[-1])[1:-1]
    parts = [
        (low, np.exp(forth[low:number] + fit + own[number] + back[number] - forth[-1]))
        for number, (low, fit) in enumerate(zip(lows, fits, strict=True), 1)
    ]
    return _Ways(chances, parts)


def _wrong(
    places: "NDArray[np.int64]", ends: "NDArray[np.float64]", ways: _Ways
) -> "list[NDArray[np.float64]]":
    """What each part costs by the pairs of blocks that it tells to be together, against what it would cost to
    tell them apart; in the order of `ways.parts`."""
    import numpy as np

    count = len(ends) - 1
    costs = [np.zeros(len(chances)) for _, chances in ways.parts]
    for apart in _APART:
        other = np.maximum(np.searchsorted(ends[:-1], ends[:-1] + apart), np.arange(count) + 1)
        beyond = np.searchsorted(other, np.arange(count + 1))
        """The first block whose other one is this or one behind it."""
        together = np.zeros(count + 1)
        for number, (low, chances) in enumerate(ways.parts, 1):
            starts, stop = places[low:number], beyond[places[number]]
            inside = starts < stop
            together[starts[inside]] += chances[inside]
            together[stop] -= chances[inside].sum()
        share = np.where(other < count, np.diff(ends) * (1 - 2 * np.cumsum(together)[:-1]), 0.0)
        run = np.concatenate(([0.0], np.cumsum(share))) * _TOLD / len(_APART)
        for number, (low, _) in enumerate(ways.parts, 1):
            stop = beyond[places[number]]
            costs[number - 1] += np.where(places[low:number] < stop, run[stop] - run[places[low:number]], 0.0)
    return costs


def _risks(places: "NDArray[np.int64]", chances: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """What a start at the last of `places` costs, after one at each of the others. What lies between two that
    are so near that both are beside it counts for one of them."""
    import numpy as np

    at = int(places[-1])
    gain = min(1.0, float(chances[at] + _BESIDE * (chances[at - 1 : at + 2].sum() - chances[at])))
    apart = at - places[:-1]
    shared = _BESIDE * (np.where(apart <= 2, chances[at - 1], 0.0) + np.where(apart == 1, chances[at], 0.0))
    return _SURE - gain + np.where(places[:-1] > 0, shared, 0.0)
