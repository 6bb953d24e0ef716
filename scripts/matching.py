"""Which sentence of an article became which: the lines of two versions, matched by their words.

Conventions
-----------
Lines are numbered from 0. White space does not count. Everything here takes time in proportion to the lines
(times the logarithm of their number) as long as most of them are unchanged or unlike any other: first the
lines that stand once in both versions are matched in order (Cohen's patience diff: the longest increasing
subsequence), then what lies between them.
"""

import difflib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

ALIKE = 0.5
"""Share of their words that a sentence and its successor have in common, at least."""

_MOST_COMPARED = 20_000
"""Pairs of lines of one gap that are compared with each other: 140 by 140. Larger gaps are a rewrite."""


class Change(StrEnum):
    """What happened to a line."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Match:
    """A line before and after."""

    change: Change
    old: int | None
    """None for a line that was added."""
    new: int | None
    """None for a line that was removed."""


def match_lines(old: Sequence[str], new: Sequence[str]) -> tuple[Match, ...]:
    """Every line of both versions, once; in the order of the new version, what was removed where it stood.

    >>> [str(m.change) for m in match_lines(["One.", "Two.", "It rains."], ["Two.", "One.", "It snows."])]
    ['same', 'moved', 'changed']
    """
    before, after = [_folded(text) for text in old], [_folded(text) for text in new]
    kept = list(in_order(before, after))
    gaps = list(gaps_between(kept, len(before), len(after)))
    moved = _moved(before, after, gaps)
    matches = [Match(Change.SAME, a, b) for a, b in kept]
    matches += [Match(Change.MOVED, a, b) for b, a in moved.items()]
    from_there = set(moved.values())
    for gap_old, gap_new in gaps:
        left = [a for a in gap_old if a not in from_there]
        right = [b for b in gap_new if b not in moved]
        matches += _within(before, after, left, right)
    return _sorted(matches)


def _folded(text: str) -> str:
    return " ".join(text.split())


def in_order(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of equal lines, both numbers rising."""
    start, end = 0, 0
    shorter = min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        start += 1
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    yield from ((at, at) for at in range(start))
    low, high = (start, start), (len(before) - end, len(after) - end)
    last = low
    for pair in [*anchors(before, after, high, low), high]:
        yield from _between(before, after, last, pair)
        if pair != high:
            yield pair
            last = (pair[0] + 1, pair[1] + 1)
    yield from ((len(before) - at, len(after) - at) for at in range(end, 0, -1))


def anchors(
    before: Sequence[str], after: Sequence[str], high: tuple[int, int], low: tuple[int, int] = (0, 0)
) -> list[tuple[int, int]]:
    """The longest row of lines that stand once in both and in the same order, between the numbers `low` and
    `high` of each (patience sorting)."""
    count_old, count_new = Counter(before[low[0] : high[0]]), Counter(after[low[1] : high[1]])
    place = {after[b]: b for b in range(low[1], high[1]) if count_new[after[b]] == 1}
    pairs = [
        (a, place[before[a]])
        for a in range(low[0], high[0])
        if count_old[before[a]] == 1 and before[a] in place
    ]
    ends: list[int] = []  # least new number that a row of this length ends with
    at_end: list[int] = []  # index of that pair
    previous: list[int] = []
    for index, (_, b) in enumerate(pairs):
        length = bisect_left(ends, b)
        ends[length : length + 1] = [b]
        at_end[length : length + 1] = [index]
        previous.append(at_end[length - 1] if length else -1)
    row: list[tuple[int, int]] = []
    index = at_end[-1] if at_end else -1
    while index >= 0:
        row.append(pairs[index])
        index = previous[index]
    return row[::-1]


def _between(
    before: Sequence[str], after: Sequence[str], low: tuple[int, int], high: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """Equal lines between two anchors: those that stand more than once."""
    old, new = before[low[0] : high[0]], after[low[1] : high[1]]
    if not old or not new or set(old).isdisjoint(new):
        return
    for block in difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        yield from ((low[0] + block.a + at, low[1] + block.b + at) for at in range(block.size))


def gaps_between(kept: Sequence[tuple[int, int]], old: int, new: int) -> Iterator[tuple[range, range]]:
    """What lies between pairs of `in_order`, of `old` and `new` lines: numbers before and after."""
    a = b = 0
    for next_a, next_b in [*kept, (old, new)]:
        if next_a > a or next_b > b:
            yield range(a, next_a), range(b, next_b)
        a, b = next_a + 1, next_b + 1


def _moved(
    before: Sequence[str], after: Sequence[str], gaps: Sequence[tuple[range, range]]
) -> dict[int, int]:
    """New number to old number of lines that stand somewhere else now."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for gap_old, _ in reversed(gaps):
        for a in reversed(gap_old):
            places[before[a]].append(a)
    return {b: places[after[b]].pop() for _, gap_new in gaps for b in gap_new if places.get(after[b])}


def _within(
    before: Sequence[str], after: Sequence[str], left: Sequence[int], right: Sequence[int]
) -> Iterator[Match]:
    """What became of what between two lines that stayed: sentences that share most of their words are one."""
    pairs = dict(_best_pairs(before, after, left, right))
    taken = set(pairs.values())
    yield from (Match(Change.CHANGED, a, b) for a, b in pairs.items())
    yield from (Match(Change.REMOVED, a, None) for a in left if a not in pairs)
    yield from (Match(Change.ADDED, None, b) for b in right if b not in taken)


def _best_pairs(
    before: Sequence[str], after: Sequence[str], left: Sequence[int], right: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Pairs in order that have the most in common together."""
    if len(left) * len(right) > _MOST_COMPARED:
        yield from ((a, b) for a, b in zip(left, right, strict=False) if _alike(before[a], after[b]) >= ALIKE)
        return
    alike = [[_alike(before[a], after[b]) for b in right] for a in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= ALIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(left) and j < len(right):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield left[i], right[j]
            i, j = i + 1, j + 1


def _alike(one: str, other: str) -> float:
    """Share of their words that two lines have in common (Dice's coefficient), 0 to 1."""
    first, second = _words(one), _words(other)
    return 2 * (first & second).total() / max(1, first.total() + second.total())


def _words(text: str) -> Counter[str]:
    return Counter("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _sorted(matches: Sequence[Match]) -> tuple[Match, ...]:
    """By the new version; a line that was removed comes behind the line that it stood behind."""
    after = {match.old: match.new for match in matches if match.old is not None and match.new is not None}
    places: list[tuple[tuple[int, int, int], Match]] = []
    last_new = -1
    removed = {match.old: match for match in matches if match.new is None}
    for old in sorted([*after, *(a for a in removed if a is not None)]):
        if old in removed:
            places.append(((last_new, 1, old), removed[old]))
        else:
            last_new = after[old]
    places += [((match.new, 0, 0), match) for match in matches if match.new is not None]
    return tuple(match for _, match in sorted(places, key=lambda place: place[0]))
