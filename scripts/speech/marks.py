"""Quotation marks: which stretches of a page stand between them.

Conventions
-----------
A `Quoted` is the outermost pair; what is quoted inside it belongs to it. Offsets are page offsets, end exclusive,
marks included. Marks come in two families, double and single: `''` and two backticks count as double.

A mark is read by its neighbours first (a mark after a space and before a letter opens) and by what stands open
second, so straight, curly, low-high and angled marks, mixed in one text, and marks that face the wrong way are all
read by one rule. Apostrophes, feet, inches and minutes are no marks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

_MARK = re.compile(r"'{2,3}|``|‘‘|’’|,,(?=\w)|[\"“”„‟«»＂「」『』'‘’‚‛‹›`´]")
_YEAR = re.compile(r"\d\ds?\b")
_OPENERS = frozenset("“„‟‘‚‛`「『") | {"``", "‘‘", ",,"}
_CLOSERS = frozenset("”’」』´") | {"’’"}
_SINGLE = frozenset("'‘’‚‛‹›`´")
_ELISIONS = frozenset(
    [
        "em",
        "tis",
        "twas",
        "twere",
        "twill",
        "til",
        "till",
        "n",
        "cause",
        "bout",
        "round",
        "neath",
        "gainst",
        "tween",
    ]
    + ["cept", "cos", "coz", "im", "ere", "er", "e", "nuff"]
)
"""What is left of English words that begin with an apostrophe: 'em, 'tis."""
_AFTER_OPEN = frozenset("([{<—–-…/*_¿¡")
_SENTENCE_END = frozenset(".!?…")
_INNER_END = frozenset(".!?…,;—–-")


class Side(Enum):
    """What a mark can do where it stands."""

    OPEN = "open"
    CLOSE = "close"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark and what its neighbours say about it."""

    start: int
    end: int
    text: str
    single: bool
    side: Side


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
    """It stands behind a dash instead of between marks."""
    inner_start: int = 0
    """First character inside the marks."""
    inner_end: int = 0


def find_marks(text: str) -> list[Mark]:
    """Every quotation mark of a page, apostrophes left out."""
    marks = []
    for match in _MARK.finditer(text):
        mark = _mark(text, match.start(), match.end())
        if mark is not None:
            marks.append(mark)
    return marks


def _mark(text: str, start: int, end: int) -> Mark | None:
    sign = text[start:end]
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    single = sign in _SINGLE
    if single and _is_apostrophe(text, start, end, before, after):
        return None
    if sign in ("′", "″"):
        return None
    return Mark(start, end, sign, single, _side(sign, before, after, end >= len(text)))


def _is_apostrophe(text: str, start: int, end: int, before: str, after: str) -> bool:
    if text[start] in "‹›„‚":
        return False
    if before.isalnum() and after.isalnum():
        return True
    if before.isalnum() or before in ".,!?…":
        return before.isdigit() and after.isspace() and text[start] == "'" and _is_measure(text, start)
    if text[start] in "'’‘" and _YEAR.match(text, end):
        return True
    if text[start] in "'’" and after.isalpha():
        word = _word(text, end)
        if word in _ELISIONS:
            return True
        return text[start] == "’" and start > 0
    return not (after.isalnum() or not after.isspace() or not before.isspace())


def _is_measure(text: str, start: int) -> bool:
    at = start
    while at and start - at < 6 and text[at - 1].isdigit():
        at -= 1
    return at > 0 and text[at - 1].isspace()


def _word(text: str, start: int) -> str:
    end = start
    while end < len(text) and end - start < 8 and text[end].isalpha():
        end += 1
    return text[start:end].lower()


def _side(sign: str, before: str, after: str, last: bool) -> Side:
    spaced_before = before.isspace() or before in _AFTER_OPEN or before in "\"“„'‘`«"
    spaced_after = after.isspace()
    if sign in _OPENERS:
        if (
            sign in ("“", "‘", "‟", "`")
            and not before.isalnum()
            and (last or (before.isspace() and spaced_after))
        ):
            return Side.CLOSE if last else Side.EITHER
        if sign == "“" and not spaced_before and (spaced_after or after in ".,;:!?"):
            return Side.CLOSE
        return Side.OPEN
    if sign in _CLOSERS:
        if (
            sign in ("”", "’’")
            and spaced_before
            and before != "…"
            and after.isalnum()
            and before not in "—–-"
        ):
            return Side.EITHER
        return Side.CLOSE
    if before.isspace() and not spaced_after:
        return Side.OPEN
    if spaced_after and not before.isspace():
        return Side.CLOSE
    if spaced_before and after.isalnum() and before not in "—–-…":
        return Side.OPEN
    if after in ".,;:!?)]}" and not before.isspace():
        return Side.CLOSE
    return Side.EITHER


def find_quoted(texts: Sequence[str]) -> list[list[Quoted]]:
    """The quoted stretches of each page, given all pages in order (a quote may go on over several pages)."""
    result: list[list[Quoted]] = []
    pending = ""
    for text in texts:
        found = _pair(text, find_marks(text))
        if (pending and found and found[0].start == _first_visible(text) and found[0].opened) or (
            pending and found and not found[0].opened
        ):
            found[0] = _with_continues(found[0])
        pending = "open" if found and not found[-1].closed else ""
        result.append(found)
    return result


def _first_visible(text: str) -> int:
    return len(text) - len(text.lstrip())


def _with_continues(quoted: Quoted) -> Quoted:
    return replace(quoted, continues=True)


def _pair(text: str, marks: list[Mark]) -> list[Quoted]:
    """Outermost pairs of one page, left to right, with one pass over its marks."""
    spans: list[Quoted] = []
    doubles_left = [0] * (len(marks) + 1)
    singles_left = [0] * (len(marks) + 1)
    for number in range(len(marks) - 1, -1, -1):
        mark = marks[number]
        closes = mark.side is not Side.OPEN
        doubles_left[number] = doubles_left[number + 1] + (closes and not mark.single)
        singles_left[number] = singles_left[number + 1] + (
            closes and mark.single and _strong_close(text, mark)
        )
    opener: Mark | None = None
    depth = 0
    for number, mark in enumerate(marks):
        if opener is None:
            if mark.side is Side.CLOSE:
                if not spans and _missing_opener(text, mark, marks, number):
                    spans.append(
                        Quoted(
                            _first_visible(text),
                            mark.end,
                            mark.single,
                            False,
                            True,
                            inner_start=0,
                            inner_end=mark.start,
                        )
                    )
                continue
            if mark.single and not singles_left[number + 1] and not _has_single_close(marks, number):
                continue
            opener, depth = mark, 1
            continue
        if mark.single != opener.single:
            continue
        if _opens_deeper(text, mark, opener, depth, doubles_left[number + 1], marks, number):
            depth += 1
            continue
        if mark.side is Side.OPEN:
            if mark.single:
                continue
            if opener.text in "“„«" and opener.text == mark.text:
                _close_early(text, opener, mark, spans)
                opener, depth = mark, 1
                continue
        if mark.single and not _closes_single(text, mark, singles_left[number + 1]):
            continue
        if _is_inches(text, mark, marks, number):
            continue
        depth -= 1
        if depth <= 0:
            spans.append(
                Quoted(opener.start, mark.end, opener.single, inner_start=opener.end, inner_end=mark.start)
            )
            opener = None
    if opener is not None and _runs_on(text, opener):
        end = len(text.rstrip())
        if end > opener.end:
            spans.append(
                Quoted(opener.start, end, opener.single, closed=False, inner_start=opener.end, inner_end=end)
            )
    return spans


def _has_single_close(marks: list[Mark], number: int) -> bool:
    """Whether a single mark is closed soon; the window keeps the whole linear."""
    return any(mark.single and mark.side is not Side.OPEN for mark in marks[number + 1 : number + 9])


def _strong_close(text: str, mark: Mark) -> bool:
    return mark.start > 0 and (
        text[mark.start - 1] in ".,!?…;" or text[mark.end : mark.end + 1] in (".", ",", ";", ":", "?", "!")
    )


def _closes_single(text: str, mark: Mark, strong_left: int) -> bool:
    """Whether a single mark closes; after an s it may be a plural's apostrophe if a surer one follows."""
    if mark.start and text[mark.start - 1] in "sS" and not _strong_close(text, mark):
        after = text[mark.end : mark.end + 2]
        return not (strong_left and after[:1] == " " and after[1:].islower())
    return True


def _opens_deeper(
    text: str, mark: Mark, opener: Mark, depth: int, closers_left: int, marks: list[Mark], number: int
) -> bool:
    """Whether a mark of the open family opens a quote inside it: only if enough marks are left to close both."""
    if mark.side is not Side.OPEN or mark.single or mark.text not in ("“", "«", "„", "「", "『"):
        return False
    if opener.text == '"' and mark.text != '"':
        return any(one.text in ("”", "»") for one in marks[number + 1 : number + 4])
    if mark.text != opener.text:
        return False
    if closers_left < depth + 1:
        return False
    inner = outer = 0
    for follower in marks[number + 1 : number + 12]:
        if follower.single:
            continue
        if follower.side is Side.OPEN:
            if inner == 0:
                return False
            outer += 1
            if outer > 2:
                break
            if inner == 1:
                return False
        else:
            inner += 1
            if inner == 2:
                return True
    return False


def _close_early(text: str, opener: Mark, mark: Mark, spans: list[Quoted]) -> None:
    """A quote was never closed and another opens: the first ends with the sentence in which it began."""
    stretch = text[opener.end : mark.start]
    match = re.search(r"[.!?…](?=\s)|,(?=\s+\w+\s+\w+[.,:])", stretch)
    end = opener.end + (match.end() if match else len(stretch.rstrip()))
    if end > opener.end:
        spans.append(Quoted(opener.start, end, opener.single, inner_start=opener.end, inner_end=end))


def _missing_opener(text: str, mark: Mark, marks: list[Mark], number: int) -> bool:
    """A closing mark with nothing open: did the page begin inside the quote?"""
    if mark.single or number or mark.start == 0:
        return False
    return text[mark.start - 1] in _INNER_END and mark.start < 1500


def _is_inches(text: str, mark: Mark, marks: list[Mark], number: int) -> bool:
    """Whether a straight double mark after a figure means inches: the next one could only close."""
    if mark.text != '"' or not mark.start or not text[mark.start - 1].isdigit():
        return False
    for follower in marks[number + 1 : number + 4]:
        if not follower.single:
            return follower.side is Side.CLOSE
    return False


def _runs_on(text: str, opener: Mark) -> bool:
    """Whether an open quote goes to the page's end: it begins where speech can begin, and words follow."""
    if opener.single:
        return opener.start == _first_visible(text) and opener.text in "‘'"
    before = (
        text[: opener.start].rstrip()[-1:]
        if opener.start < 200
        else text[opener.start - 200 : opener.start].rstrip()[-1:]
    )
    rest = text[opener.end : opener.end + 200].split()
    return len(rest) >= 2 and (not before or before in '.!?…,:;—–-)”"’' or before.isalpha())
