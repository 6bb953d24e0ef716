"""Footnotes in any text: which paragraphs are notes, and which marks in the text refer to them.

Conventions
-----------
A mark that refers to a note becomes markup, so that nobody reads "rain one" for "rain[1]"; it carries the
note's label, and so does the note's block. Notes are told by how they begin: `[^a]:` in Markdown; `[1]` or a
superscript digit where something in the text refers to that. A bracket or superscript that refers to nothing
is a mark only where it cannot be anything else: a power of ten and a square metre are read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scripts.model import Article, Block, BlockKind, Span, inside
from scripts.words import BLANK, trim

_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPER = "[⁰¹²³⁴-⁹]"
_BEGINNING = re.compile(
    rf"(?:\[\^(?P<named>[^\]\s]{{1,40}})\]:|\[(?P<number>\d{{1,3}})\](?![(:\[])|(?P<raised>{_SUPER}{{1,3}}))"
    r"[ \t]*(?=\S)"
)
_LINE = re.compile(
    rf"(?:\r\n|\n|\r)[ \t>]*(?=\[\^[^\]\s]{{1,40}}\]:|\[\d{{1,3}}\][ \t]|{_SUPER}{{1,3}}[ \t]*\w)"
)
_MARK = re.compile(
    rf"(?<=[^\s\[(])[ \t]?\[(?P<number>\d{{1,3}})\](?![(:\[])|(?<=[^\W\d_])(?P<raised>{_SUPER}{{1,3}})|"
    rf"(?<=[.,;:!?…”’\"'»)\]])(?P<closing>{_SUPER}{{1,3}})"
)
_NAMED = re.compile(r"\[?\^(?P<named>[^\]\s]{1,40})\]?\Z")
_WORD = re.compile(r"[^\W\d_]{3,}[.,;:!?…”’\"'»)]*\Z")
"""What nothing but a mark of a note sticks to."""
_UNITS = re.compile(
    r"(?:[kcdmµn]?m|in|ft|yd|mi|ha|sq|feet|foot|inch(?:es)?|yards?|miles?|met(?:er|re)s?|meter[ns]?|fu[sß]|"
    r"kilomet(?:er|re)s?|centimet(?:er|re)s?|kilometern?|zentimeter|metros?|metri|mètres?|chi|sigma|r|mc)\Z",
    re.IGNORECASE,
)
_NEVER = frozenset({BlockKind.TITLE, BlockKind.HEADING})


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    label: str
    sure: bool
    """Nothing but a mark can stand like this."""


def with_notes(article: Article) -> Article:
    """`article` with its footnotes and the marks of them told."""
    if "[" not in article.text and not re.search(_SUPER, article.text):
        return article
    blocks = [part for block in article.blocks for part in _parts(article.text, block)]
    found = [_mark for block in blocks for _mark in _marks(article, block)]
    own = [_named(article, mark) for mark in article.markup]
    asked = {mark.label for mark in found} | {mark.note for mark in own if mark.note}
    told = list(_told(article.text, blocks, asked))
    labels = {block.label for block in told if block.kind is BlockKind.FOOTNOTE}
    added = [
        Span(one.start, one.end, note=one.label if one.label in labels else "")
        for one in found
        if one.sure or one.label in labels
    ]
    added += _beginnings(article, told, blocks)
    if not added and told == list(article.blocks) and own == list(article.markup):
        return article
    return replace(article, blocks=tuple(told), markup=tuple(_merged([*own, *added])))


def _parts(text: str, block: Block) -> Iterator[Block]:
    """A block of several notes, a line each, as so many blocks."""
    if block.kind in _NEVER or block.label or not _BEGINNING.match(text, block.start, block.end):
        yield block
        return
    at = block.start
    for line in _LINE.finditer(text, block.start, block.end):
        yield replace(block, start=at, end=trim(text, at, line.start())[1])
        at = line.end()
    yield replace(block, start=at)


def _marks(article: Article, block: Block) -> Iterator[_Mark]:
    """Brackets and raised digits in a block that may refer to a note."""
    text = article.text
    for found in _MARK.finditer(text, block.start, block.end):
        raised = found["raised"] or found["closing"]
        start = found.start() + (found[0][0] in " \t")
        if any(mark.start <= start for mark in inside(article.markup, start, found.end())):
            continue
        before = text[max(block.start, found.start() - 24) : found.start()]
        word = _WORD.search(before)
        sure = (
            word is not None and start == found.start() and not (found["raised"] and _UNITS.search(word[0]))
        )
        yield _Mark(start, found.end(), raised.translate(_DIGITS) if raised else found["number"], sure)


def _named(article: Article, mark: Span) -> Span:
    """Markdown's `[^a]`, which is markup already."""
    found = _NAMED.match(article.text, mark.start, min(mark.end, mark.start + 50))
    if not found or mark.instead or mark.note or article.text[mark.end - 1 : mark.end + 1] in ("]:", ":"):
        return mark
    in_brackets = article.text[mark.start] == "[" or article.text[mark.start - 1 : mark.start] == "["
    return replace(mark, note=found["named"]) if in_brackets else mark


def _told(text: str, blocks: Sequence[Block], asked: set[str]) -> Iterator[Block]:
    """Blocks that are notes as such; a paragraph that is set in under a note belongs to it."""
    label = ""
    for block in blocks:
        found = (
            None if block.kind in _NEVER or block.label else _BEGINNING.match(text, block.start, block.end)
        )
        named = found["named"] if found else ""
        number = (found["number"] or (found["raised"] or "").translate(_DIGITS)) if found else ""
        if block.label or named or (number and number in asked):
            label = block.label or named or number
            yield replace(block, kind=BlockKind.FOOTNOTE, level=0, label=label)
        elif (
            label
            and block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
            and _is_set_in(text, block.start)
        ):
            yield replace(block, kind=BlockKind.FOOTNOTE, level=0, label=label)
        else:
            label = ""
            yield block


def _is_set_in(text: str, start: int) -> bool:
    before = text[max(0, start - 16) : start]
    return (
        "\n" in before
        and len(before.rpartition("\n")[2].expandtabs(4)) >= 2
        and not before.rpartition("\n")[2].strip()
    )


def _beginnings(article: Article, told: Sequence[Block], blocks: Sequence[Block]) -> Iterator[Span]:
    """What a note begins with, and line ends between notes that were one block."""
    for block, was in zip(told, blocks, strict=True):
        if block.kind is not BlockKind.FOOTNOTE or was.label:
            continue
        found = _BEGINNING.match(article.text, block.start, block.end)
        if found:
            yield Span(block.start, found.end())


def _merged(marks: Sequence[Span]) -> Iterator[Span]:
    """Sorted, without overlap: what reaches into the one before is cut off."""
    at = 0
    for mark in sorted(marks, key=lambda one: (one.start, -one.end)):
        start = max(mark.start, at)
        if start < mark.end:
            yield mark if start == mark.start else replace(mark, start=start, instead="", note="")
            at = mark.end


class Marker:
    """Marks of notes inside words that are still on their way, between signs that the words do not have."""

    def __init__(self, opening: str, closing: str) -> None:
        self.opening, self.closing = opening, closing
        self.pattern = re.compile(
            rf"{re.escape(opening)}([^{re.escape(closing)}]{{0,40}}){re.escape(closing)}"
        )

    def put(self, label: str) -> str:
        """The mark, to be put into the words."""
        return f"{self.opening}{label}{self.closing}"

    def without(self, words: str) -> str:
        """The words without marks."""
        return self.pattern.sub("", words)

    def taken(self, words: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
        """The words with marks as readers know them, and (start, end, label) of each.

        >>> Marker("<", ">").taken("It rained<1>.")
        ('It rained[1].', ((9, 12, '1'),))
        """
        parts: list[str] = []
        marks: list[tuple[int, int, str]] = []
        at = length = 0
        for found in self.pattern.finditer(words):
            parts += [words[at : found.start()], f"[{found[1]}]"]
            start = length + found.start() - at
            length = start + len(found[1]) + 2
            marks.append((start, length, found[1]))
            at = found.end()
        return "".join((*parts, words[at:])), tuple(marks)


def bare(words: str) -> str:
    """A note without the number that it begins with.

    >>> bare("[1] See there."), bare("2. And there."), bare("1914 was hard.")
    ('See there.', 'And there.', '1914 was hard.')
    """
    found = re.match(rf"(?:\[\d{{1,3}}\]|\d{{1,3}}[.)](?=\s)|{_SUPER}{{1,3}}|[*†‡§^↑]+)\s*(?=\S)", words)
    return BLANK.sub(" ", words[found.end() :] if found else words).strip()
