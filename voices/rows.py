"""Records of four whole numbers, packed: a book has a hundred thousand words, each in several records.

Conventions
-----------
The first two numbers of a row are places in a text, the last two frames (or places in another text). What is
heard later has the same rows, moved: their last two numbers grow by `at` as they are read, and nothing is
copied.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar, overload

Row = TypeVar("Row")
Made = TypeVar("Made")


class Rows(Sequence[Row]):
    """A sequence of records that are made when they are asked for; equal to a tuple of the same records."""

    __slots__ = ("_at", "_kind", "_numbers")

    def __init__(
        self, kind: Callable[[int, int, int, int], Row], numbers: Iterable[int], at: int = 0
    ) -> None:
        """`numbers` has four for each record, one behind the other, from 0 on and below 2**63."""
        self._kind, self._at = kind, at
        self._numbers = numbers if isinstance(numbers, array) else _narrow(list(numbers))

    def moved(self, kind: Callable[[int, int, int, int], Made], at: int) -> "Rows[Made]":
        """The same as records of another kind, `at` frames later."""
        return Rows(kind, self._numbers, self._at + at)

    def numbers(self, since: int = 0) -> list[int]:
        """Those of all rows, one behind the other, frames counted from `since`."""
        return moved(self._numbers.tolist(), self._at - since)

    def __len__(self) -> int:
        return len(self._numbers) // 4

    def __iter__(self) -> Iterator[Row]:
        fours = iter(self.numbers())
        return map(self._kind, fours, fours, fours, fours)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return tuple(self)[index]
        first = 4 * range(len(self))[index]
        start, end, start_frame, end_frame = self._numbers[first : first + 4]
        return self._kind(start, end, start_frame + self._at, end_frame + self._at)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == (tuple(other) if isinstance(other, Rows) else other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def _narrow(numbers: list[int]) -> "array[int]":
    greatest = max(numbers, default=0)
    return array("H" if greatest < 1 << 16 else "i" if greatest < 1 << 31 else "q", numbers)


def packed(rows: Sequence[object], kind: Callable[[int, int, int, int], Made], at: int = 0) -> Rows[Made]:
    """Rows of four numbers, packed or not, as records of `kind`, `at` frames later."""
    return rows.moved(kind, at) if isinstance(rows, Rows) else Rows(kind, numbers_of(rows), at)


def numbers_of(rows: Sequence[object]) -> list[int]:
    """The numbers of all rows, one behind the other, whether they are packed or records of four fields."""
    if isinstance(rows, Rows):
        return rows.numbers()
    return [getattr(row, name) for row in rows for name in row.__slots__]  # type: ignore[attr-defined]


def bytes_of(rows: Sequence[object], at: int) -> bytes:
    """The numbers of all rows, frames counted from `at`: the same bytes for the same rows, packed or not."""
    numbers = rows.numbers(at) if isinstance(rows, Rows) else moved(numbers_of(rows), -at)
    return array("q", numbers).tobytes()


def moved(numbers: list[int], at: int) -> list[int]:
    """The numbers of rows that are heard `at` frames later.

    >>> moved([0, 3, 100, 200, 4, 9, 250, 400], 1000)
    [0, 3, 1100, 1200, 4, 9, 1250, 1400]
    """
    if at:
        numbers[2::4] = [frame + at for frame in numbers[2::4]]
        numbers[3::4] = [frame + at for frame in numbers[3::4]]
    return numbers
