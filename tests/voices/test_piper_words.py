"""Words and the groups of phonemes that they are said in."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voices.engines.alignment import Group, align
from voices.engines.piper.phonemes import ids_of
from voices.engines.piper.times import groups_of


def test_one_group_each() -> None:
    assert align([(3,), (4,)], [3, 5]) == [(0, 1, 0, 1), (1, 2, 1, 2)]


def test_two_words_said_together() -> None:
    # the end / of the / street
    assert align([(2,), (3,), (2,), (2,), (6,)], [2, 3, 4, 6]) == [
        (0, 1, 0, 1),
        (1, 2, 1, 2),
        (2, 4, 2, 3),
        (4, 5, 3, 4),
    ]


def test_a_word_of_several_groups() -> None:
    assert align([(4,), (8, 4, 5), (3,)], [4, 8, 4, 5, 3]) == [(0, 1, 0, 1), (1, 2, 1, 4), (2, 3, 4, 5)]


def test_nothing_to_pair() -> None:
    assert align([], [1]) == []
    assert align([(1,)], []) == []


def test_far_more_words_than_groups() -> None:
    pairs = align([(1,)] * 200, [5])
    assert pairs[0][:2] == (0, 1)
    assert pairs[-1][1] == 200
    assert sum(after - first for _, _, first, after in pairs) == 1


def test_far_more_groups_than_words_are_one_stretch() -> None:
    assert align([(1,)], [5] * 100) == [(0, 1, 0, 100)]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 9), max_size=3).map(tuple), min_size=1, max_size=40),
    st.lists(st.integers(1, 12), min_size=1, max_size=40),
)
def test_pairs_tile_words_and_groups(alone: list[tuple[int, ...]], groups: list[int]) -> None:
    pairs = align(alone, groups)
    words = [pair[:2] for pair in pairs]
    taken = [pair[2:] for pair in pairs]
    assert words[0][0] == taken[0][0] == 0
    assert words[-1][1] == len(alone)
    assert taken[-1][1] == len(groups)
    for left, right in pairwise(pairs):
        assert left[1] == right[0]
        assert left[3] == right[2]


@pytest.mark.parametrize("size", [1_000])
def test_the_time_is_linear(size: int) -> None:
    pairs = align([(2,), (3,)] * size, [5] * size)
    assert pairs[-1][1] == 2 * size


_IDS = {symbol: [number] for number, symbol in enumerate("_^$ ,anot")}


def _groups(phonemes: str, lengths: dict[str, int], at_frame: int = 0) -> list[Group]:
    """Each phoneme, with the pad behind it, lasts as many frames as `lengths` says, or 10."""
    ids, owners = ids_of(list(phonemes), _IDS)
    signs = dict(zip((number for own in _IDS.values() for number in own), _IDS, strict=True))
    frames = [lengths.get(signs[number], 0 if signs[number] == "_" else 10) for number in ids]
    return list(groups_of(list(phonemes), owners, frames, at_frame, rate=1_000))


def test_a_word_begins_with_the_space_before_it_and_the_first_with_its_sentence() -> None:
    assert _groups("an to", {" ": 40}, at_frame=500) == [Group(2, 500, 530), Group(2, 530, 590)]


def test_a_pause_before_a_word_is_not_the_words() -> None:
    assert _groups("an, to", {",": 200, " ": 40}) == [Group(2, 0, 30), Group(2, 230, 290)]
    assert _groups("an to", {" ": 300}) == [Group(2, 0, 30), Group(2, 240, 350)]


def test_a_sentence_may_begin_with_a_space() -> None:
    assert _groups(" an", {"^": 120, " ": 40})[0] == Group(2, 120, 180)
