"""Lines of a plain text file put together to blocks.

Three kinds of file are met: paragraphs parted by empty lines, hard-wrapped or not; a line per paragraph
without empty lines; and mixtures. A line break inside a run of lines is a paragraph's end where the writer
broke the line on purpose: long before the margin, or where nothing is wrapped, and at a sentence's end.
"""

import re
from dataclasses import dataclass

from scripts.words import fold, lines_of, trim

_UNWRAPPED = 120
"""Nobody wraps lines wider than this, in characters."""
_STOP = re.compile(r"[.!?…:。！？؟।][\"'”’»“)\]]*\Z")
_ITEM = re.compile(r"(?:[-*•‣◦·–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
_RULE = re.compile(r"[-=_*~#.·•\s]{3,}\Z")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A run of lines that belongs together, without outer white space."""

    start: int
    end: int
    item: bool = False
    """It starts with a bullet or a number."""


def text_blocks(text: str) -> list[TextBlock]:
    """The blocks of a plain text, in order; every character that can be seen is in one."""
    lines = [trim(text, start, end) for start, end in lines_of(text)]
    groups: list[list[tuple[int, int]]] = [[]]
    for line in lines:
        if line[0] < line[1]:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    margin = _margin(text, groups)
    return [block for group in groups for block in _split(text, group, margin)]


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
            blocks.append(TextBlock(first[0], line[1], _ITEM.match(text, first[0], line[1]) is not None))
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
    if width > _UNWRAPPED or after > _UNWRAPPED or _same(text, line, following):
        return True
    ends = ends_sentence(text[slice(*line)])
    if not margin or (ends and _indent(text, *following) > _indent(text, *line) + 1):
        return ends
    gap = text.find(" ", *following)
    word = (gap if gap >= 0 else following[1]) - following[0]
    return ends and width + 1 + word <= margin


def _indent(text: str, start: int, _end: int) -> int:
    """Spaces before a line, up to 16; a tab counts as four."""
    before = text[max(0, start - 16) : start]
    return len(before.expandtabs(4)) - len(before.rstrip(" \t").expandtabs(4))


def _same(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    return line[1] - line[0] > 20 and fold(text[slice(*line)]) == fold(text[slice(*following)])
