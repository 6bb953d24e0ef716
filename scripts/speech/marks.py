"""Quotation marks: where they are in a text, and what each can do there.

Conventions
-----------
Offsets are page offsets, end exclusive. Marks come in two families, double and single: '' and two backticks
count as double. A mark is read by its neighbours (a mark after a space and before a letter opens), so
straight, curly, low-high and angled marks, and marks that face the wrong way, are all read by one rule.
Apostrophes, feet, inches and minutes are no marks.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum

_MARK = re.compile(r"'{2,3}|``|‘‘|’’|,,(?=\w)|[\"“”„‟«»＂「」『』'‘’‚‛‹›`´]")
_YEAR = re.compile(r"\d\ds?\b")
_OPENERS = frozenset("“„‟‘‚‛`「『") | {"``", "‘‘", ",,"}
_CLOSERS = frozenset("”’」』´") | {"’’"}
_SINGLE = frozenset("'‘’‚‛‹›`´")
_ELISIONS = frozenset(
    {"em", "tis", "twas", "twere", "twill", "til", "till", "n", "cause", "bout", "round", "neath", "gainst"}
    | {"tween", "cept", "cos", "coz", "im", "ere", "er", "e", "nuff"}
)
"""What is left of English words that begin with an apostrophe: 'em, 'tis."""
_AFTER_OPEN = frozenset("([{<—–-…/*_¿¡")


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


def find_marks(text: str) -> list[Mark]:
    """Every quotation mark of a page, apostrophes left out."""
    marks = []
    low_high = "‚" in text
    for match in _MARK.finditer(text):
        mark = _mark(text, match.start(), match.end())
        if mark is not None:
            if low_high and mark.text == "‘" and _ends_low_high(text, mark):
                mark = replace(mark, side=Side.CLOSE)
            marks.append(mark)
    return marks


def _mark(text: str, start: int, end: int) -> Mark | None:
    sign = text[start:end]
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    single = sign in _SINGLE
    if single and _is_apostrophe(text, start, end, before, after):
        return None
    return Mark(start, end, sign, single, _side(sign, before, after, end >= len(text)))


def _ends_low_high(text: str, mark: Mark) -> bool:
    """Whether `‘` closes, as it does for whoever opens with `‚`: behind a letter or a stop, before none."""
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    return bool(before) and (before.isalnum() or before in ".,!?…)") and not after.isalnum()


def _is_apostrophe(text: str, start: int, end: int, before: str, after: str) -> bool:
    sign = text[start]
    if sign in "‹›„‚":
        return False
    if before.isalnum() or before in ".,!?…":
        minutes = before.isdigit() and after.isspace() and sign == "'" and _is_measure(text, start)
        return minutes or (before.isalnum() and after.isalnum())
    if sign in "'’‘" and _YEAR.match(text, end):
        return True
    if sign in "'’" and after.isalpha():
        return _word(text, end) in _ELISIONS or (sign == "’" and start > 0)
    return after.isspace() and before.isspace()


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
    """What a mark can do between two characters; `last`: nothing but the page's end follows."""
    spaced_before = before.isspace() or before in _AFTER_OPEN or before in "\"“„'‘`«"
    if sign in _OPENERS:
        return _side_of_opener(sign, before, after, last, spaced_before)
    if sign in _CLOSERS:
        turned = sign in ("”", "’’") and spaced_before and before not in "…—–-" and after.isalnum()
        return Side.EITHER if turned else Side.CLOSE
    if before.isspace() != after.isspace():
        return Side.OPEN if before.isspace() else Side.CLOSE
    if spaced_before and after.isalnum() and before not in "—–-…":
        return Side.OPEN
    return Side.CLOSE if after in ".,;:!?)]}" and not before.isspace() else Side.EITHER


def _side_of_opener(sign: str, before: str, after: str, last: bool, spaced_before: bool) -> Side:
    """A mark that is made to open may face the wrong way."""
    can_turn = sign in ("“", "‘", "‟", "`") and not before.isalnum()
    if can_turn and (last or (before.isspace() and after.isspace())):
        return Side.CLOSE if last else Side.EITHER
    turned = sign == "“" and not spaced_before and (after.isspace() or after in ".,;:!?")
    return Side.CLOSE if turned else Side.OPEN
