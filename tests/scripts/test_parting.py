"""Where runs of blocks are parted: by odds and lengths together, erring as little as can be expected."""

import itertools
import math
import random
from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from scripts import parting
from scripts.parting import Parting

TARGET = 200.0


def parted(odds: Sequence[float | None], ends: Sequence[float], target: float = TARGET) -> list[int]:
    may_start = [one is not None for one in odds]
    return Parting(may_start, lambda: odds, ends, target).cuts(0, len(odds))


def test_lengths_and_odds_are_weighed_together() -> None:
    ends = [100.0 * number for number in range(9)]
    odds = [None, -3.0, -3.0, 0.5, -3.0, 1.0, -3.0, -3.0]
    assert parted(odds, ends, 300.0) == [3, 5]
    assert parted(odds, ends, 600.0) == [5]


def test_a_start_that_is_likely_stands_where_it_is_likeliest() -> None:
    ends = [40.0 * number for number in range(21)]
    odds = [None, *[-4.0] * 9, 3.0, *[-4.0] * 9]
    assert 10 in parted(odds, ends)


def test_no_part_is_much_longer_than_the_target_where_any_place_may_part_it() -> None:
    ends = [50.0 * number for number in range(41)]
    cuts = parted([None, *[-9.0] * 39], ends)
    assert all(b - a <= 2.5 * 4 for a, b in itertools.pairwise([0, *cuts, 40]))


def test_no_part_is_much_shorter_than_the_target() -> None:
    ends = [20.0 * number for number in range(61)]
    cuts = parted([None, *[5.0] * 59], ends)
    assert len(cuts) > 3
    assert all(b - a >= 0.35 * 10 for a, b in itertools.pairwise([0, *cuts, 60]))


def test_a_run_without_a_place_is_one_part() -> None:
    assert parted([None] * 12, [90.0 * number for number in range(13)]) == []


def test_a_block_longer_than_all_that_is_weighed_ends_a_part() -> None:
    ends = [0.0, 100.0, 200.0, 5000.0, 5100.0, 5200.0, 5300.0]
    cuts = parted([None, -1.0, -1.0, -1.0, -1.0, -1.0], ends)
    assert set(cuts) <= {1, 2, 3, 4, 5}
    assert cuts


def test_odds_are_asked_for_only_where_something_is_parted() -> None:
    def find() -> list[float | None]:
        raise AssertionError("asked")

    ends = [10.0 * number for number in range(7)]
    made = Parting([False, *[True] * 5], find, ends, TARGET)
    assert made.cuts(0, 6, given=True) == []
    assert made.halves(0, 6) == []
    assert made.is_short(0, 6)


def ways(places: Sequence[int], ends: Sequence[float]) -> Iterator[tuple[int, ...]]:
    """Each way to part a run, but those with a part that is too short or too long."""
    inner = places[1:-1]
    for count in range(len(inner) + 1):
        for cuts in itertools.combinations(inner, count):
            lengths = [ends[b] - ends[a] for a, b in itertools.pairwise([0, *cuts, places[-1]])]
            if all(parting._SHORT <= length <= parting._LONGEST for length in lengths):
                yield cuts


def told_together(cuts: tuple[int, ...], one: int, other: int) -> bool:
    return not any(one < cut <= other for cut in cuts)


@pytest.mark.parametrize("seed", range(12))
def test_all_ways_are_summed_and_pairs_told_wrongly_counted(seed: int) -> None:
    chance = random.Random(seed)
    count = chance.randrange(7, 12)
    steps = [chance.uniform(0.15, 0.5) for _ in range(count)]
    ends = np.array(list(itertools.accumulate(steps, initial=0.0)))
    open_ = [
        at
        for at in range(1, count)
        if chance.random() < 0.8 and ends[at] >= parting._SHORT and ends[-1] - ends[at] >= parting._SHORT
    ]
    places, odds = np.array([0, *open_, count]), {at: chance.gauss(-0.5, 1.5) for at in open_}
    summed = parting._all_ways(places, ends, np.array([odds[at] for at in open_]))
    worth = {}
    for cuts in ways(places.tolist(), ends.tolist()):
        lengths = [ends[b] - ends[a] for a, b in itertools.pairwise([0, *cuts, count])]
        fit = sum(parting._UNLIKE * math.log(length / parting._TYPICAL) ** 2 for length in lengths)
        worth[cuts] = math.exp(sum(odds[at] for at in cuts) - fit)
    total = sum(worth.values())
    for at in range(count):
        expected = sum(value for cuts, value in worth.items() if at in cuts) / total
        assert summed.chances[at] == pytest.approx(expected, abs=1e-9)

    costs = parting._wrong(places, ends, summed)
    pairs = [
        (one, max(int(np.searchsorted(ends[:-1], ends[one] + apart)), one + 1), steps[one])
        for apart in parting._APART
        for one in range(count)
    ]

    def expected_errors(told: tuple[int, ...]) -> float:
        return sum(
            value / total * share * (told_together(told, one, other) != told_together(cuts, one, other))
            for cuts, value in worth.items()
            for one, other, share in pairs
            if other < count
        )

    index = {int(place): number for number, place in enumerate(places)}
    apart = expected_errors(tuple(range(1, count)))
    for told in worth:
        found = sum(
            costs[index[b] - 1][index[a] - summed.parts[index[b] - 1][0]]
            for a, b in itertools.pairwise([0, *told, count])
        )
        scale = parting._TOLD / len(parting._APART)
        assert found == pytest.approx(scale * (expected_errors(told) - apart), abs=1e-9)
