"""Markdown files as articles: CommonMark with GitHub's tables and strikethrough, offsets those of the file.

The parser gives each block's content and the lines it stands in. From these every content line is found again
in the file; characters of those lines that are no content (bullets, quote marks, bars) are markup. What no
block accounts for is kept as a paragraph if there is a word in it.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from scripts.detecting import article_language
from scripts.model import ASIDES, Article, Block, BlockKind, Dropped, Link, Span
from scripts.reading.bounds import check_blocks
from scripts.reading.drafts import Draft, apart
from scripts.reading.inline import inline_markup
from scripts.reading.layout import LINE_OF_VERSE, is_verse
from scripts.reading.matter import ESCAPES, FrontMatter, front_matter
from scripts.reading.pieces import MAY_BE_VERSE
from scripts.reading.pieces import is_verse as lines_are_verse
from scripts.reading.structure import describe
from scripts.reading.tags import html_parts
from scripts.signatures import is_signature
from scripts.words import fold, sayable, trim

_NARROW = 40
"""Characters at which nobody wraps the lines of a quotation."""
_LINE_END = re.compile(r"\r\n|\n|\r")
_DEFINITION = re.compile(r"[\s>]*\[(?!\^)[^\]]{1,300}\]:")
_DEFINITION_TITLE = re.compile(r"[\s>]*[\"'(<]|[\s>]*https?:")
_PREFIX = re.compile(r"(?>(?:[\s>]|[-*+]\s|\[\^[^\]\s]{1,40}\]:\s*)*)(?P<number>\d{1,9}[.)]\s+)?")


def read_markdown(text: str, source: str = "") -> Article:
    """The article in a Markdown text."""
    matter = front_matter(text)
    reader = _Reader(text, matter.end, source or "The text")
    drafts = reader.drafts()
    drafts[:0] = _of_matter(text, matter, drafts)
    blocks = [one for one in drafts if not one.reason]
    if not blocks:
        # A file of code alone is read as it stands.
        for one in drafts:
            one.reason = "" if one.reason == "code" else one.reason
        blocks = [one for one in drafts if not one.reason]
    # A picture may stand above the title.
    first = next((one for one in blocks if one.kind not in ASIDES), None)
    if first and first.kind is BlockKind.HEADING and first.level == 1:
        first.kind, first.level = BlockKind.TITLE, 0
    return describe(
        Article(
            text,
            tuple(Block(one.kind, one.start, one.end, one.level) for one in blocks),
            tuple(Dropped(one.start, one.end, one.reason) for one in drafts if one.reason),
            tuple(mark for one in blocks for mark in one.marks),
            links=tuple(reader.links),
            title=matter.title,
            byline=matter.byline,
            date=matter.date,
            language=matter.language or article_language(text[matter.end :]),
            source=source,
            notes=matter.problems(source),
        )
    )


def _of_matter(text: str, matter: FrontMatter, drafts: Sequence[Draft]) -> list[Draft]:
    """The front matter; its title is read if the article has no headline of its own."""
    if not matter.end:
        return []
    start, end = matter.title_at
    escape = ESCAPES.get(text[start - 1]) if start else None
    places = re.finditer(re.escape(escape), text[start:end]) if escape else ()
    marks = [Span(start + one.start(), start + one.start() + 1) for one in places]
    title = Draft(BlockKind.TITLE, start, end, marks=marks)
    if not sayable(_words(text, title)) or _has_headline(text, _words(text, title), drafts):
        return [Draft(BlockKind.PARAGRAPH, *trim(text, 0, matter.end), reason="front matter")]
    around = (trim(text, 0, start), trim(text, end, matter.end))
    before, after = (Draft(BlockKind.PARAGRAPH, *one, reason="front matter") for one in around)
    return [before, title, after]


def _has_headline(text: str, title: str, drafts: Sequence[Draft]) -> bool:
    """Whether the article begins with a headline, or has the title's words in one or in its first block."""
    read = [one for one in drafts if not one.reason and one.kind not in ASIDES]
    if not read or (read[0].kind is BlockKind.HEADING and read[0].level == 1):
        return True
    likely = [read[0], *(one for one in read if one.kind is BlockKind.HEADING)]
    return any(_words(text, one) == title for one in likely)


def _words(text: str, draft: Draft) -> str:
    words = Article(text, (), markup=tuple(draft.marks)).words(draft.start, draft.end)
    return fold(words).casefold()


class _Reader:
    """Walks over the parser's tokens and finds their places in the text."""

    def __init__(self, text: str, start: int, name: str) -> None:
        self.text, self.name = text, name
        # The parser reads U+FFFD for NUL; one character either way, so places stay.
        self.body = text.replace("\0", "\ufffd")
        self.first = start + (text[start : start + 1] == "\ufeff")
        # Four spaces at a line's start are prose that somebody indented more often than code.
        self.parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")
        self.environment: dict[str, object] = {}
        self.links: list[Link] = []
        self.parser.core.ruler.disable(["inline", "text_join"])
        ends = list(_LINE_END.finditer(text, self.first))
        self.starts = [self.first, *(end.end() for end in ends), len(text)]
        self.ends = [*(end.start() for end in ends), len(text), len(text)]

    def drafts(self) -> list[Draft]:
        """All blocks and drops, in order, every visible character of the body in one of them."""
        found = sorted(self._blocks(), key=lambda one: one.start)
        return self._without_gaps(found)

    def _blocks(self) -> Iterator[Draft]:
        tokens = self.parser.parse(self.body[self.first :], self.environment)
        check_blocks(sum(token.type == "inline" for token in tokens), self.name)
        containers: list[str] = []
        line = at = column = 0
        for number, token in enumerate(tokens):
            if token.type in {"blockquote_open", "list_item_open"}:
                containers.append(token.type)
            elif token.type in {"blockquote_close", "list_item_close"}:
                containers.pop()
            elif token.type == "tr_open" and token.map:
                line, column = token.map[0], 0
                at = self.starts[line]
            elif token.type == "inline" and tokens[number - 1].type in {"th_open", "td_open"}:
                column += 1
                cell = self._cell(token, line, at, column)
                if cell:
                    cell.kind = BlockKind.COLUMN if tokens[number - 1].type == "th_open" else BlockKind.CELL
                    at = cell.end
                    yield cell
            elif token.type == "inline" and token.map:
                # A list item is the first paragraph in it; more of them are paragraphs.
                first = number > 1 and tokens[number - 2].type == "list_item_open"
                draft = self._inline(token, tokens[number - 1], containers, first)
                if draft:
                    yield from apart(self.text, draft)
            elif token.map:
                yield from self._leaf(token)

    def _inline(self, token: Token, opening: Token, containers: Sequence[str], item: bool) -> Draft | None:
        lines = token.map or [0, 0]
        spots = self._places(token.content, lines[0], lines[1])
        if not spots:
            return None
        kind, level = BlockKind.PARAGRAPH, 0
        if opening.type == "heading_open":
            kind, level = BlockKind.HEADING, int(opening.tag[1:])
        elif "blockquote_open" in containers:
            kind = BlockKind.BLOCK_QUOTE
        elif item:
            kind = BlockKind.LIST_ITEM
        if kind in MAY_BE_VERSE and self._is_verse(token.content, spots, kind):
            kind = BlockKind.VERSE
        marks = _placed(self._marks(token.content, item), spots)
        marks += self._between(spots)
        start, end = spots[0].start, spots[-1].end
        marks.sort(key=lambda mark: mark.start)
        return Draft(kind, start, end, level, marks)

    def _is_verse(self, content: str, spots: Sequence["_Place"], kind: BlockKind) -> bool:
        """Whether the lines of a paragraph stand for themselves: all are broken by hard breaks, or it is a
        quotation whose lines have room for more."""
        lines = [(one.start, one.end) for one in spots]
        if len(lines) > 1 and is_signature(self.body[slice(*lines[-1])]):
            lines.pop()
        narrow = max(end - start for start, end in lines) <= _NARROW
        if kind is BlockKind.BLOCK_QUOTE and (narrow or is_verse(self.body, lines, LINE_OF_VERSE)):
            return lines_are_verse([self.body[start:end] for start, end in lines])
        hard = all(line.endswith(("  ", "\\")) for line in content.rstrip().split("\n")[:-1])
        return hard and lines_are_verse([self.body[start:end].rstrip("\\ ") for start, end in lines])

    def _places(self, content: str, first: int, last: int) -> list["_Place"]:
        """Where each line of `content` stands in the text; the whole lines if one is not found again."""
        found, index = [], 0
        for number, line in enumerate(content.split("\n")):
            core = line.strip(" \t")
            at = -1
            if first + number < last:
                # Content is what is left of a line after its marks, so it is found from the right.
                at = self.body.rfind(core, self.starts[first + number], self.ends[first + number])
            if at < 0:
                return []
            lead = len(line) - len(line.lstrip(" \t"))
            if core:
                found.append(_Place(at, at + len(core), index + lead))
            index += len(line) + 1
        return found

    def _between(self, spots: list["_Place"]) -> Iterator[Span]:
        """Marks at the starts of a paragraph's lines (">"), and nothing else."""
        for before, after in itertools.pairwise(spots):
            start, end = trim(self.text, before.end, after.start)
            if start < end:
                yield Span(start, end)

    def _marks(self, content: str, task: bool = False) -> list[Span]:
        return inline_markup(self.parser, content, self.environment, task=task, links=self.links)

    def _cell(self, token: Token, line: int, at: int, column: int) -> Draft | None:
        """A table's cell; none where nothing is in it."""
        written = token.content.replace("|", "\\|")
        start = self.body.find(written, at, self.ends[line]) if written else -1
        if start < 0:
            return None
        end = start + len(written)
        spots, index = [], 0
        for part in token.content.split("|"):
            # The bar after a backslash belongs to the words, the backslash does not.
            spots.append(_Place(start, start + len(part), index))
            start, index = start + len(part) + 1, index + len(part)
            spots.append(_Place(start, start + 1, index))
            start, index = start + 1, index + 1
        spots.pop()
        escapes = [Span(one.end, one.end + 1) for one in spots[:-1:2]]
        marks = _placed(self._marks(token.content), spots)
        marks = sorted((*marks, *escapes), key=lambda mark: mark.start)
        return Draft(BlockKind.CELL, spots[0].start, end, column, marks)

    def _leaf(self, token: Token) -> Iterator[Draft]:
        start, end = self._range(token)
        if token.type == "hr":
            yield Draft(BlockKind.PARAGRAPH, start, end, reason="rule")
        elif token.type == "fence":
            yield from self._fence(token, start, end)
        elif token.type == "html_block":
            for kind, first, last, marks in html_parts(self.text, start, end):
                words = Article(self.text, (), markup=tuple(marks)).words(first, last)
                if sayable(words):
                    yield Draft(kind, first, last, marks=marks)
                else:
                    comment = self.text.startswith("<!--", first)
                    yield Draft(kind, first, last, reason="HTML comment" if comment else "HTML")

    def _fence(self, token: Token, start: int, end: int) -> Iterator[Draft]:
        lines = token.map or [0, 0]
        last = self.text[self.starts[lines[1] - 1] : self.ends[lines[1] - 1]].strip(" \t>")
        if lines[1] - lines[0] > 1 and last.startswith(token.markup) and not last.strip(token.markup[0]):
            yield Draft(BlockKind.PARAGRAPH, start, end, reason="code")
            return
        # A fence that nobody closed would swallow the rest of the article.
        end = trim(self.text, start, self.ends[lines[0]])[1]
        ticks = self.text.index(token.markup, start) + len(token.markup)
        if sayable(self.text[ticks:end]):
            yield Draft(BlockKind.PARAGRAPH, start, end, marks=[Span(start, ticks)])
        else:
            yield Draft(BlockKind.PARAGRAPH, start, end, reason="code fence left open")
        yield from self._paragraphs(lines[0] + 1, lines[1])

    def _paragraphs(self, first: int, last: int) -> Iterator[Draft]:
        """Lines that stand for themselves, put together where no empty line is between them."""
        begun: tuple[int, int] | None = None
        for number in range(first, last + 1):
            line = trim(self.text, self.starts[number], self.ends[number]) if number < last else (0, 0)
            if line[0] < line[1]:
                begun = (begun[0] if begun else line[0], line[1])
            elif begun:
                yield Draft(BlockKind.PARAGRAPH, *begun)
                begun = None

    def _range(self, token: Token) -> tuple[int, int]:
        lines = token.map or [0, 0]
        return trim(self.text, self.starts[lines[0]], self.ends[max(lines[0], lines[1] - 1)])

    def _without_gaps(self, drafts: list[Draft]) -> list[Draft]:
        """Give every visible character between the drafts to one of them, or to a draft of its own."""
        found: list[Draft] = []
        at = self.first
        for draft in drafts:
            if draft.start < at:
                # Two blocks cannot share characters; what the parser reads twice is kept once.
                continue
            found += self._gap(at, draft.start, found[-1] if found else None, draft)
            found.append(draft)
            at = draft.end
        return [*found, *self._gap(at, len(self.text), found[-1] if found else None, None)]

    def _gap(self, start: int, end: int, before: Draft | None, after: Draft | None) -> list[Draft]:
        lines = list(_split_lines(self.text, start, end))
        if after and lines and lines[-1][1] == end:
            _lead(self.text, after, *lines.pop())
        if before and lines and lines[0][0] == start:
            _trail(self.text, before, *lines.pop(0))
        found: list[Draft] = []
        for a, b in lines:
            line = trim(self.text, a, b)
            if line[0] < line[1]:
                last = found[-1] if found else before
                found += self._stray(*line, last)
        return found

    def _stray(self, start: int, end: int, before: Draft | None) -> list[Draft]:
        words = self.text[start:end]
        follows = before is not None and before.reason == "link address" and _DEFINITION_TITLE.match(words)
        if _DEFINITION.match(words) or follows:
            return [Draft(BlockKind.PARAGRAPH, start, end, reason="link address")]
        if sayable(words):
            prefix = _PREFIX.match(words)
            lead = (prefix.start("number") if prefix["number"] else prefix.end()) if prefix else 0
            marks = [Span(start, start + lead)] if lead else []
            return [Draft(BlockKind.PARAGRAPH, start, end, marks=marks)]
        if before is None or before.reason:
            return [Draft(BlockKind.PARAGRAPH, start, end, reason="mark without words")]
        _trail(self.text, before, before.end, end)
        return []


@dataclass(frozen=True, slots=True)
class _Place:
    """A run of a block's content as it stands in the text."""

    start: int
    end: int
    index: int
    """Of its first character, in the content."""


def _placed(marks: Sequence[Span], spots: Sequence[_Place]) -> list[Span]:
    """Marks of the content as marks of the text; one over several lines becomes one on each."""
    found: list[Span] = []
    number = 0
    for mark in marks:
        while (
            number < len(spots)
            and spots[number].index + spots[number].end - spots[number].start <= mark.start
        ):
            number += 1
        instead = mark.instead
        for spot in itertools.islice(spots, number, None):
            length = spot.end - spot.start
            if spot.index >= mark.end:
                break
            start, end = max(mark.start - spot.index, 0), min(mark.end - spot.index, length)
            if start < end:
                found.append(Span(spot.start + start, spot.start + end, instead))
                instead = ""
    return found


def _split_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in _LINE_END.finditer(text, start, end):
        yield at, found.start()
        at = found.end()
    yield at, end


def _lead(text: str, draft: Draft, start: int, end: int) -> None:
    """Take in what stands before a draft on its line: a bullet, "#"; a list's number is read."""
    start, stop = trim(text, start, end)
    if start >= stop:
        return
    prefix = _PREFIX.match(text, start, end)
    number = prefix.start("number") if prefix and prefix["number"] else -1
    mark = Span(start, number if number >= 0 else draft.start)
    draft.start = start if mark.start < mark.end else number
    if mark.start < mark.end:
        draft.marks.insert(0, mark)


def _trail(text: str, draft: Draft, start: int, end: int) -> None:
    """Take in what stands after a draft and belongs to it: closing "#", a heading's underline."""
    start, stop = trim(text, start, end)
    if start < stop:
        draft.marks.append(Span(start, stop))
        draft.end = stop
