"""Quoted stretches: which mark closes which.

Conventions
-----------
A `Quoted` is the outermost pair; what is quoted inside it belongs to it. Offsets are page offsets, end
exclusive, marks included. What stands open decides what an ambiguous mark does. All looks ahead are over a
few marks or over counts made beforehand, so the work is proportional to the number of marks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from scripts.speech.marks import Mark, Side, find_marks

_INNER_END = frozenset(".!?…,;—–-")
_NESTING = frozenset(["“", "«", "„", "「", "『"])
_ANGLED = frozenset(["«", "»"])
_EARLY_END = re.compile(r"[.!?…](?=\s)|,(?=\s+\w+\s+\w+[.,:])")
_LONGEST_WITHOUT_OPENER = 1500
"""Characters that a quote whose opening mark is missing can hold."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch in quotation marks."""

    start: int
    end: int
    single: bool = False
    opened: bool = True
    """False if the mark that should open it is missing."""
    closed: bool = True
    """False if it runs to the page's end without a closing mark."""
    continues: bool = False
    """It goes on from the page before, whose quote was left open."""
    dashed: bool = False
    """It stands behind a dash or a label instead of between marks."""
    inner_start: int = 0
    """First character inside the marks."""
    inner_end: int = 0


def find_quoted(texts: Sequence[str]) -> list[list[Quoted]]:
    """The quoted stretches of each page, given all pages in order (a quote may go on over several pages)."""
    result: list[list[Quoted]] = []
    left_open = False
    for text in texts:
        found = _Pairing(text, left_open).pairs()
        if left_open and found and (not found[0].opened or found[0].start == _first_visible(text)):
            found[0] = replace(found[0], continues=True)
        left_open = bool(found) and not found[-1].closed
        result.append(found)
    return result


def _first_visible(text: str) -> int:
    return len(text) - len(text.lstrip())


class _Pairing:
    """Reads the marks of one page from left to right."""

    def __init__(self, text: str, left_open: bool) -> None:
        self.text = text
        self.left_open = left_open
        """Whether the page before ended inside a quote."""
        self.marks = find_marks(text)
        self.spans: list[Quoted] = []
        self.opener: Mark | None = None
        self.depth = 0
        self.doubles_left = [0] * (len(self.marks) + 1)
        """How many double marks from here on can close."""
        self.singles_left = [0] * (len(self.marks) + 1)
        """How many single marks from here on surely close."""
        for number in range(len(self.marks) - 1, -1, -1):
            mark = self.marks[number]
            closes = mark.side is not Side.OPEN
            sure = closes and mark.single and self._is_strong(mark)
            self.doubles_left[number] = self.doubles_left[number + 1] + (closes and not mark.single)
            self.singles_left[number] = self.singles_left[number + 1] + sure

    def pairs(self) -> list[Quoted]:
        """The outermost pairs."""
        for number, mark in enumerate(self.marks):
            if self.opener is None:
                self._begin(number, mark)
            elif mark.single == self.opener.single:
                self._go_on(number, mark, self.opener)
        end = len(self.text.rstrip())
        if self.opener is not None and end > self.opener.end and self._runs_on(self.opener):
            self._add(self.opener, end, end, closed=False)
        return self.spans

    def _add(self, opener: Mark, inner_end: int, end: int, closed: bool = True) -> None:
        self.spans.append(
            Quoted(
                opener.start, end, opener.single, closed=closed, inner_start=opener.end, inner_end=inner_end
            )
        )

    def _begin(self, number: int, mark: Mark) -> None:
        """A mark where nothing stands open."""
        if mark.side is Side.CLOSE:
            if number == 0 and self._lacks_opener(mark):
                start = _first_visible(self.text)
                self.spans.append(
                    Quoted(start, mark.end, opened=False, inner_start=start, inner_end=mark.start)
                )
            return
        if mark.single and not self.singles_left[number + 1] and not self._closes_soon(number):
            return
        self.opener, self.depth = mark, 1

    def _go_on(self, number: int, mark: Mark, opener: Mark) -> None:
        """A mark of the family that stands open."""
        if self._is_of_inner(number, mark, opener):
            return
        if self._opens_deeper(number, mark, opener):
            self.depth += 1
            return
        if mark.side is Side.OPEN and mark.single:
            return
        if mark.side is Side.OPEN and opener.text in _NESTING and opener.text == mark.text:
            self._close_early(opener, mark)
            self.opener, self.depth = mark, 1
            return
        if self._is_plural(number, mark) or self._is_inches(number, mark):
            return
        self.depth -= 1
        if self.depth <= 0:
            self._add(opener, mark.start, mark.end)
            self.opener = None

    def _is_of_inner(self, number: int, mark: Mark, opener: Mark) -> bool:
        """Whether a mark of another shape stands inside angled ones: `«Mi disse: “Torna”»`."""
        if opener.text != "«" or mark.text in _ANGLED:
            return False
        return any(one.text == "»" for one in self._next_doubles(number, 11))

    def _next_doubles(self, number: int, reach: int) -> list[Mark]:
        return [mark for mark in islice(self.marks, number + 1, number + 1 + reach) if not mark.single]

    def _closes_soon(self, number: int) -> bool:
        """Whether one of the next marks can close a single one."""
        return any(mark.single and mark.side is not Side.OPEN for mark in self.marks[number + 1 : number + 9])

    def _is_strong(self, mark: Mark) -> bool:
        """Whether punctuation stands beside a mark, which makes it a closing one and no apostrophe."""
        return mark.start > 0 and (
            self.text[mark.start - 1] in ".,!?…;" or self.text[mark.end : mark.end + 1] in tuple(".,;:?!")
        )

    def _is_plural(self, number: int, mark: Mark) -> bool:
        """Whether a single mark after an s is a plural's apostrophe: a surer one follows."""
        if not mark.single or self.text[mark.start - 1] not in "sS" or self._is_strong(mark):
            return False
        after = self.text[mark.end : mark.end + 2]
        return self.singles_left[number + 1] > 0 and after[:1] == " " and after[1:].islower()

    def _is_inches(self, number: int, mark: Mark) -> bool:
        """Whether a straight double mark after a figure means inches: the next one could only close."""
        if mark.text != '"' or not self.text[mark.start - 1].isdigit():
            return False
        following = self._next_doubles(number, 3)
        return bool(following) and following[0].side is Side.CLOSE

    def _opens_deeper(self, number: int, mark: Mark, opener: Mark) -> bool:
        """Whether a mark opens a quote inside the open one: only if enough marks are left to close both."""
        if mark.side is not Side.OPEN or mark.single or mark.text not in _NESTING:
            return False
        if opener.text == '"':
            return any(one.text in ("”", "»") for one in self.marks[number + 1 : number + 4])
        if mark.text != opener.text or self.doubles_left[number + 1] < self.depth + 1:
            return False
        following = self._next_doubles(number, 11)
        return len(following) >= 2 and all(one.side is not Side.OPEN for one in following[:2])

    def _close_early(self, opener: Mark, mark: Mark) -> None:
        """A quote was never closed and another opens: the first ends with the sentence in which it began."""
        stretch = self.text[opener.end : mark.start]
        match = _EARLY_END.search(stretch)
        end = opener.end + (match.end() if match else len(stretch.rstrip()))
        if end > opener.end:
            self._add(opener, end, end)

    def _lacks_opener(self, mark: Mark) -> bool:
        """Whether the page began inside the quote that its first mark closes."""
        if mark.single or not 0 < mark.start < _LONGEST_WITHOUT_OPENER:
            return False
        awaited = self.left_open and mark.text != '"'  # a straight mark may mean inches
        return awaited or self.text[mark.start - 1] in _INNER_END

    def _runs_on(self, opener: Mark) -> bool:
        """Whether an open quote goes to the page's end: it begins where speech can, and words follow."""
        if opener.single:
            return opener.start == _first_visible(self.text) and opener.text in "‘'"
        before = self.text[max(0, opener.start - 200) : opener.start].rstrip()[-1:]
        rest = self.text[opener.end : opener.end + 200].split()
        return len(rest) >= 2 and (not before or before.isalpha() or before in '.!?…,:;—–-)”"’')
