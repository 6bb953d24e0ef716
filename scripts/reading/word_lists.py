"""The numbers that Word shows before the paragraphs of its numbered lists (ECMA-376 part 1, 17.9).

A paragraph, or its style, names a list (`numId`) and a level of it; how that level counts and looks stands in
the file's numbering. Lists that share a definition go on counting where the last one stopped, but for one
that says where it starts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scripts.reading.ordered import letters, roman

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_BULLETS = frozenset({"bullet", "none"})
_PLACE = re.compile("%([1-9])")
_MOST_STYLES = 12
"""So many styles that a style is based on are looked at, one behind the other."""
_MOST = 100_000
"""No list is as long; where a file starts one further on, it is damaged."""


@dataclass(slots=True)
class _Level:
    """How a level of a list counts."""

    start: int = 1
    style: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class _Definition:
    """A list as it is defined, and where it stands in its count."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, level: int, starts: Mapping[int, int]) -> str:
        """What stands before the next paragraph at a level; `starts` are said by the list that is begun."""
        for one, start in starts.items():
            self.counts[one] = start - 1
        known = self.levels.get(level, _Level())
        self.counts[level] = min(self.counts.get(level, known.start - 1) + 1, _MOST)
        for deeper in range(level + 1, _LEVELS):
            self.counts.pop(deeper, None)
        if known.style in _BULLETS:
            return ""
        told = _PLACE.sub(lambda place: self._count(int(place[1]) - 1), known.text).strip()
        # With a point, a letter is a sentence of its own.
        return f"{told[:-1]})" if re.search(r"(?:\A|[^\w.])[^\W\d]+\.\Z", told) else told

    def _count(self, level: int) -> str:
        known = self.levels.get(level, _Level())
        number = self.counts.get(level, known.start)
        made = {"Letter": letters, "Roman": roman}.get(known.style[5:], str)(number) or str(number)
        return made.upper() if known.style.startswith("upper") else made


class Numbering:
    """Tells the numbers of a file's paragraphs, asked in their order."""

    def __init__(self, root: Any, styles: Any) -> None:
        """`root` is the file's numbering and `styles` its styles; None where it has none."""
        self._definitions: dict[str, _Definition] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        """The definition of each list, and where it starts; that is forgotten once it has begun."""
        for one in root.iterchildren(f"{_W}abstractNum") if root is not None else ():
            self._definitions[one.get(f"{_W}abstractNumId", "")] = _definition(one)
        for one in root.iterchildren(f"{_W}num") if root is not None else ():
            starts = {
                _number(over, "ilvl"): _number(start, "val")
                for over in one.iterchildren(f"{_W}lvlOverride")
                if (start := over.find(f"{_W}startOverride")) is not None
            }
            self._lists[one.get(f"{_W}numId", "")] = _value(one, "abstractNumId"), starts
        self._styles = _in_styles(styles) if self._lists and styles is not None else {}

    def of(self, paragraph: Any) -> str:
        """What stands before a paragraph; empty for one in no numbered list. Counts it."""
        own = paragraph.find(f"{_W}pPr")
        told = own.find(f"{_W}numPr") if own is not None else None
        style = _value(own, "pStyle") if own is not None else ""
        listed, level = (
            self._styles.get(style, ("", 0)) if told is None else _place(told, self._styles.get(style))
        )
        known = self._lists.get(listed)
        if known is None or known[0] not in self._definitions:
            return ""
        if own is not None and own.find(f"{_W}rPr/{_W}del") is not None and not _has_words(paragraph):
            return ""  # it was deleted, and is still there to be accepted
        number = self._definitions[known[0]].next(level, known[1])
        self._lists[listed] = known[0], {}
        return number


def _definition(element: Any) -> _Definition:
    levels = {}
    for one in element.iterchildren(f"{_W}lvl"):
        start = one.find(f"{_W}start")
        levels[_number(one, "ilvl")] = _Level(
            _number(start, "val") if start is not None else 1,
            _value(one, "numFmt") or "decimal",
            _value(one, "lvlText")[:40],
        )
    return _Definition(levels)


def _in_styles(root: Any) -> dict[str, tuple[str, int]]:
    """The list and the level of each style that has one, or is based on one that has."""
    own: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    for style in root.iter(f"{_W}style"):
        name, told = style.get(f"{_W}styleId", ""), style.find(f"{_W}pPr/{_W}numPr")
        if told is not None:
            own[name] = _place(told, None)
        based[name] = _value(style, "basedOn")
    found = dict(own)
    for name in based:
        at = name
        for _ in range(_MOST_STYLES):
            if at in own or at not in based:
                break
            at = based[at]
        if at in own:
            found[name] = own[at]
    return found


def _place(told: Any, style: tuple[str, int] | None) -> tuple[str, int]:
    """The list and the level that a paragraph or a style names; what it does not say is its style's."""
    listed, level = style or ("", 0)
    named = told.find(f"{_W}ilvl")
    return _value(told, "numId") or listed, _number(named, "val") if named is not None else level


def _has_words(paragraph: Any) -> bool:
    return any((one.text or "").strip() for one in paragraph.iter(f"{_W}t"))


def _value(element: Any, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return str(found.get(f"{_W}val", "")) if found is not None else ""


def _number(element: Any, name: str) -> int:
    """A number that an attribute tells; 0 where it tells none."""
    told = element.get(f"{_W}{name}", "")
    return int(told) if re.fullmatch("[0-9]{1,6}", told) else 0
