"""Packed times are the records that they stand for."""

import pickle
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voices.model import SpokenWord, Word
from voices.rows import Rows, bytes_of, numbers_of, packed

NUMBER = st.integers(0, 300) | st.integers(0, 2**40)
WORDS = st.lists(st.builds(Word, *[NUMBER] * 4), max_size=5).map(tuple)


@given(WORDS, st.integers(-(2**40), 2**40))
def test_they_read_as_the_records(words: tuple[Word, ...], at: int) -> None:
    rows = packed(words, Word)
    assert rows == words
    assert words == rows
    assert hash(rows) == hash(words)
    assert len(rows) == len(words)
    assert [rows[index] for index in range(-len(words), len(words))] == [*words, *words]
    assert rows[1:] == words[1:]
    assert bool(rows) == bool(words)
    assert pickle.loads(pickle.dumps(rows)) == words  # noqa: S301 - workers get them so
    assert packed(rows, Word, at) == tuple(
        Word(word.start, word.end, word.start_frame + at, word.end_frame + at) for word in words
    )
    assert packed(rows, Word, at)[:1] == tuple(packed(rows, Word, at))[:1]
    assert numbers_of(rows) == numbers_of(words)


@given(WORDS, NUMBER, NUMBER)
def test_what_is_moved_twice_is_moved_by_both(words: tuple[Word, ...], one: int, other: int) -> None:
    assert packed(packed(words, Word, one), Word, other) == packed(words, Word, one + other)


@given(WORDS, NUMBER, NUMBER)
def test_the_bytes_of_rows_are_those_of_what_is_said_and_when(
    words: tuple[Word, ...], one: int, other: int
) -> None:
    rows = packed(words, Word, one)
    assert bytes_of(rows, one) == bytes_of(words, 0) == bytes_of(tuple(rows), one)
    assert bytes_of(rows, other) == bytes_of(tuple(rows), other)
    assert (bytes_of(rows, one) == bytes_of(rows, other)) == (one == other or not words)


def test_other_records_and_other_numbers_are_not_equal() -> None:
    rows = packed((Word(0, 3, 1, 8),), Word)
    assert rows != packed((SpokenWord(0, 3, 1, 8),), SpokenWord)
    assert rows != packed((Word(0, 3, 1, 9),), Word)
    assert rows != (Word(0, 3, 1, 8), Word(0, 3, 1, 8))
    with pytest.raises(IndexError):
        rows[1]


def test_rows_that_are_moved_share_their_numbers() -> None:
    """A take's words, the timeline's and the manifest's are one list in memory."""
    rows: Sequence[Word] = Rows(Word, range(4_000))
    alone = len(pickle.dumps(rows))
    assert len(pickle.dumps([rows, *(packed(rows, SpokenWord, at) for at in range(100))])) < 1.5 * alone
