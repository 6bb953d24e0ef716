"""Blocks of a Markdown file in the making, and pictures taken out of paragraphs.

Conventions
-----------
Offsets are those of the file. A picture is a block of its own where it stands on lines of its own; its words
are its alternative text. Inside a sentence it stays a part of that.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from scripts.model import BlockKind, Span
from scripts.words import trim

_OPENING = ("![", "[![")
_MOST_MARKS = 2_000
"""No paragraph that somebody wrote has more."""


@dataclass(slots=True)
class Draft:
    """A block in the making, or a stretch to drop if it has a reason."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    marks: list[Span] = field(default_factory=list)
    reason: str = ""


def apart(text: str, draft: Draft) -> Iterator[Draft]:
    """A paragraph, with the pictures on lines of their own as blocks of their own."""
    few = len(draft.marks) <= _MOST_MARKS
    pictures = [one for one in _pictures(text, draft) if few and _alone(text, draft, *one)]
    at = draft.start
    for start, end in pictures:
        yield from _between(text, draft, at, start, after=at > draft.start)
        marks = [mark for mark in draft.marks if start <= mark.start < end]
        yield Draft(BlockKind.IMAGE, start, end, 0, marks)
        at = end
    if not pictures:
        yield draft
        return
    yield from _between(text, draft, at, draft.end, after=True)


def _between(text: str, draft: Draft, start: int, end: int, *, after: bool) -> Iterator[Draft]:
    """What is left of a paragraph; under a picture, a line in italics is its caption."""
    start, end = trim(text, start, end)
    marks = [mark for mark in draft.marks if start <= mark.start < end]
    # Signs of a quotation at the lines' starts have no words.
    while marks and marks[0].start == start:
        if text[start] != ">":
            break
        start = trim(text, marks.pop(0).end, end)[0]
    if start >= end:
        return
    slanted = (
        after and text[start] in "*_" and text[end - 1] == text[start] and text[start : start + 2] != "**"
    )
    yield replace(draft, kind=BlockKind.CAPTION if slanted else draft.kind, start=start, end=end, marks=marks)


def _pictures(text: str, draft: Draft) -> Iterator[tuple[int, int]]:
    """Where pictures stand; a linked one with its link."""
    marks = iter(enumerate(draft.marks))
    for number, mark in marks:
        if text[mark.start : mark.end] != "![":
            continue
        start, end = mark.start, 0
        for _, closing in marks:
            if text.startswith("]", closing.start):
                end = closing.end
                break
        before = draft.marks[number - 1] if number else None
        if end and before and before.end == start and text[before.start : before.end] == "[":
            linked = next((one.end for one in draft.marks if one.start == end and text[end] == "]"), 0)
            start, end = (before.start, linked) if linked else (start, end)
        if end:
            yield start, end


def _alone(text: str, draft: Draft, start: int, end: int) -> bool:
    """Whether nothing else stands on its lines, but other pictures and marks of a list or a quotation."""
    before = text[draft.start : start].rpartition("\n")[2].strip(" \t\r>")
    after = text[end : draft.end].partition("\n")[0].strip(" \t\r\\")
    opens = not before or (before.endswith((")", "]")) and before.startswith(_OPENING))
    return opens and (not after or after.startswith(_OPENING))
