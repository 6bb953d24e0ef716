"""Lines of a plain text file put together to blocks.

Three kinds of file are met: paragraphs parted by empty lines, hard-wrapped or not; a line per paragraph
without empty lines; and mixtures. A line break inside a run of lines is a paragraph's end where the writer
broke the line on purpose: long before the margin, or where nothing is wrapped, and at a sentence's end.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from scripts.words import fold

_UNWRAPPED = 120
"""Nobody wraps lines wider than this, in characters."""
_STOP = re.compile(r"[.!?…:。！？؟।][\"'”’»“)\]]*\Z")
_ITEM = re.compile(r"(?:[-*•‣◦·–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
LABEL = re.compile(
    r"(?:[QAFRP]|(?:\*\*?|__?)?[^\W\d_a-z][^\W\d_a-z.'’-]{1,24}(?: [^\W\d_a-z][^\W\d_a-z.'’-]{0,24}){0,3}"
    r"|(?:\*\*?|__?)[^\W\d_a-z][^\n*_:]{0,60}) ?(?::(?:\*\*?|__?)?|(?:\*\*?|__?) ?:)\s"
)
"""What an interview's turn begins with: a letter, a name in capitals or in bold, and a colon."""
LINE_OF_VERSE = 70
"""Characters of a line of verse, at most."""
_RULE = re.compile(r"[-=_*~#.·•\s]{3,}\Z")


class Shape(Enum):
    """How a block is written down."""

    PROSE = "prose"
    ITEM = "item"
    """It starts with a bullet or a number."""
    VERSE = "verse"
    """Its lines break on purpose, inside of sentences."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A run of lines that belongs together, without outer white space."""

    start: int
    end: int
    shape: Shape = Shape.PROSE


def text_blocks(text: str, lines: Sequence[tuple[int, int]]) -> list[TextBlock]:
    """The blocks of these lines of a plain text (without outer white space; empty ones part blocks), in
    order; every character of theirs that can be seen is in one."""
    groups: list[list[tuple[int, int]]] = [[]]
    for line in lines:
        if line[0] < line[1]:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    margin = _margin(text, groups)
    width = min(LINE_OF_VERSE, max((end - start for group in groups for start, end in group), default=0))
    found: list[TextBlock] = []
    after_verse = False
    for number, group in enumerate(groups):
        after_verse = bool(number) and is_verse(text, group, width, after_verse=after_verse)
        if after_verse:
            found.append(TextBlock(group[0][0], group[-1][1], Shape.VERSE))
        else:
            found += _split(text, group, margin)
    return _without_talk(text, found)


_SAID_ON = re.compile(r"[?!…,.][ \u00a0]?– ")
"""Where a dash parts what somebody says from who says it."""


def _without_talk(text: str, found: list[TextBlock]) -> list[TextBlock]:
    """The blocks; what en dashes begin is no item where it is talk, as several languages set it: each ends as
    a sentence does, and somebody asks, cries out, is named behind another dash, or speaks behind a longer
    one."""
    dashed = [one for one in found if one.shape is Shape.ITEM and text[one.start] == "–"]
    spoken = [text[one.start + 1 : one.end] for one in dashed]
    asks = any(words.rstrip('"”’»')[-1:] in ("?", "!") or _SAID_ON.search(words) for words in spoken)
    asks = asks or any(one.shape is Shape.PROSE and text[one.start] == "—" for one in found)
    if not asks or not all(map(ends_sentence, spoken)):
        return found
    talk = {one.start for one in dashed}
    return [replace(one, shape=Shape.PROSE) if one.start in talk else one for one in found]


def is_verse(text: str, group: Sequence[tuple[int, int]], width: int, *, after_verse: bool = False) -> bool:
    """Whether lines break on purpose: short ones that had room for the next word, and that seldom end where
    sentences do; or all with a capital. Addresses are such lines too. `width` is that of the file."""
    if len(group) < 3 or any(end - start > LINE_OF_VERSE for start, end in group):
        return False
    if any(pattern.match(text, *line) for line in group for pattern in (_ITEM, _RULE, LABEL)):
        return False
    inner = list(itertools.pairwise(group))
    if sum(ends_sentence(text[slice(*line)]) for line, _ in inner) > 0.5 * len(inner):
        return False
    own = max(end - start for start, end in group)
    needed = [line[1] - line[0] + 1 + _first_word(text, following) for line, following in inner]
    ragged = sum(one <= own for one in needed) / len(inner)
    short = own <= 0.8 * width and all(one <= width for one in needed)
    capitals = len(group) > 3 and all(text[start].isupper() for start, _ in group)
    return ragged >= 0.5 or (short and (ragged >= 0.25 or after_verse)) or capitals


def _first_word(text: str, line: tuple[int, int]) -> int:
    """Characters of the first word of a line."""
    gap = text.find(" ", *line)
    return (gap if gap >= 0 else line[1]) - line[0]


def ends_sentence(words: str) -> bool:
    """Whether a line ends as a sentence does, closing marks counted in.

    >>> ends_sentence('"Not now."'), ends_sentence("The long way home")
    (True, False)
    """
    return _STOP.search(words[-12:].rstrip()) is not None


def _margin(text: str, groups: list[list[tuple[int, int]]]) -> int:
    """Width of the widest line that stands in a run of wrapped lines; 0 if nothing is wrapped."""
    inner = [line for group in groups for line in group[:-1]]
    ends = sum(ends_sentence(text[max(start, end - 12) : end]) for start, end in inner)
    if len(inner) > 1 and ends > 0.9 * len(inner):
        # Wrapped lines seldom end where sentences do; a file in which all do has a line per paragraph.
        return 0
    widths = [end - start for group in groups if len(group) > 1 for start, end in group]
    return 0 if any(width > _UNWRAPPED for width in widths) else max(widths, default=0)


def _split(text: str, group: list[tuple[int, int]], margin: int) -> list[TextBlock]:
    blocks: list[TextBlock] = []
    first = group[0]
    for line, following in zip(group, [*group[1:], None], strict=True):
        if following is None or _parts(text, first, line, following, margin):
            item = _ITEM.match(text, first[0], line[1]) is not None
            blocks.append(TextBlock(first[0], line[1], Shape.ITEM if item else Shape.PROSE))
            first = following or first
    return blocks


def _parts(
    text: str, first: tuple[int, int], line: tuple[int, int], following: tuple[int, int], margin: int
) -> bool:
    """Whether a new block starts with the line `following`; `first` is the first line of the present one."""
    width, after = line[1] - line[0], following[1] - following[0]
    if _ITEM.match(text, *following) and (_ITEM.match(text, *first) or ends_sentence(text[slice(*line)])):
        return True
    if _RULE.match(text, *line) or _RULE.match(text, *following):
        return True
    if LABEL.match(text, *following) and (LABEL.match(text, *first) or ends_sentence(text[slice(*line)])):
        return True
    if width > _UNWRAPPED or after > _UNWRAPPED or _same(text, line, following):
        return True
    ends = ends_sentence(text[slice(*line)])
    if not margin or (ends and _indent(text, *following) > _indent(text, *line) + 1):
        return ends
    return ends and width + 1 + _first_word(text, following) <= margin


def _indent(text: str, start: int, _end: int) -> int:
    """Spaces before a line, up to 16; a tab counts as four."""
    before = text[max(0, start - 16) : start]
    return len(before.expandtabs(4)) - len(before.rstrip(" \t").expandtabs(4))


def _same(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    return line[1] - line[0] > 20 and fold(text[slice(*line)]) == fold(text[slice(*following)])
