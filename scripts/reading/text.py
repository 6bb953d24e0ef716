"""Plain text files (`.txt`) as articles: prose, verse, interviews, and e-mail with what it quotes.

Offsets are those of the file. What stands behind ">" is a block quotation, the marks markup; where the
message says whose words these are, the blocks say so too (`Block.said_by`).
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scripts.detecting import article_language
from scripts.model import Article, Block, BlockKind, Dropped, Span
from scripts.reading import fields
from scripts.reading.bounds import check_blocks
from scripts.reading.bylines import byline
from scripts.reading.layout import Shape, TextBlock, text_blocks
from scripts.reading.mail import NO_WORDS, SIGNATURE, Mail, Row, addresses, attributed, read_mail
from scripts.reading.structure import describe
from scripts.signatures import is_signature
from scripts.words import fold, lines_of, trim

_KINDS = {Shape.PROSE: BlockKind.PARAGRAPH, Shape.ITEM: BlockKind.LIST_ITEM, Shape.VERSE: BlockKind.VERSE}
_BOLD_LABEL = re.compile(
    r"(?P<open>\*\*?|__?)[^\W\d_][^*_\n:]{0,60}(?::(?P<inner>(?P=open))|(?P<outer>(?P=open))\s?:)"
)
_HEADING = re.compile(r"(?P<mark>#{2,6})[ \t]{1,8}(?P<words>[^\s#][^\r\n]{0,158}?)[ \t]*#*\Z")
_SENT_FROM = re.compile(
    r"(?:sent from my \w+|sent from [\w ]{1,20} for \w+|get outlook for \w+|von meinem \w+ gesendet"
    r"|envoyé de mon \w+|enviado desde mi \w+)[ .]{0,3}\Z",
    re.IGNORECASE,
)


def read_text(text: str, source: str = "") -> Article:
    """The article in a plain text; its offsets are those of the file."""
    lines = lines_of(text)
    mail = read_mail(text, lines)
    if mail is None:
        found = text_blocks(text, [trim(text, start, end) for start, end in lines])
        check_blocks(len(found), source or "The text")
        found = _with_head(text, found)
        blocks = [_headed(text, Block(_KINDS[one.shape], one.start, one.end)) for one in found]
        markup = sorted(
            (*_bold_labels(text, blocks), *_heading_marks(text, blocks)), key=lambda one: one.start
        )
        article = Article(text, tuple(blocks), markup=tuple(markup))
    else:
        article = _letter(text, mail)
    return describe(replace(article, language=article_language(text), source=source))


def _headed(text: str, block: Block) -> Block:
    """A line of its own with Markdown's mark of a heading is one, in a text as well; one "#" is a title's or
    stands for "number", and tells nothing."""
    mark = _HEADING.match(text, block.start, block.end) if block.kind is BlockKind.PARAGRAPH else None
    return replace(block, kind=BlockKind.HEADING, level=len(mark["mark"])) if mark else block


def _heading_marks(text: str, blocks: Sequence[Block]) -> Iterator[Span]:
    for block in blocks:
        if block.kind is BlockKind.HEADING and (mark := _HEADING.match(text, block.start, block.end)):
            yield Span(block.start, mark.start("words"))
            if mark.end("words") < block.end:
                yield Span(mark.end("words"), block.end)


def _bold_labels(text: str, blocks: Sequence[Block]) -> Iterator[Span]:
    """The marks around a name in bold that a paragraph begins with: "**Ada Lund:** Not us."."""
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH and (match := _BOLD_LABEL.match(text, block.start, block.end)):
            yield Span(*match.span("open"))
            yield Span(*match.span("inner" if match["inner"] else "outer"))


def _letter(text: str, mail: Mail) -> Article:
    """The article in an e-mail."""
    blocks: list[Block] = []
    markup: list[Span] = []
    dropped = [Dropped(*one) for one in mail.dropped]
    if mail.subject:
        blocks.append(Block(BlockKind.TITLE, *mail.subject))
    for depth, rows in _levels(mail):
        found = text_blocks(text, [(row.start, row.end) for row in rows])
        if depth:
            _add_quoted(text, rows, found, blocks, markup, dropped)
        else:
            for one in found:
                if _SENT_FROM.match(fold(text[one.start : one.end])):
                    dropped.append(Dropped(one.start, one.end, SIGNATURE))
                else:
                    blocks.append(Block(_KINDS[one.shape], one.start, one.end))
    if len(blocks) > 1 and blocks[-1].kind is BlockKind.PARAGRAPH and _signs_off(text, blocks[-1]):
        blocks[-1] = replace(blocks[-1], kind=BlockKind.BYLINE)
    blocks = _with_authors(
        text, blocks, mail, markup, {row.at: row.depth for run in mail.runs for row in run}
    )
    return Article(
        text,
        tuple(blocks),
        tuple(sorted(dropped, key=lambda one: one.start)),
        tuple(sorted(markup, key=lambda one: one.start)),
        title=fold(text[slice(*mail.subject)]) if mail.subject else "",
        byline=mail.author,
        date=mail.date,
    )


def _signs_off(text: str, block: Block) -> bool:
    """ "— Bo" at a message's end is who writes it, and not who says what is quoted above."""
    return is_signature(text[block.start : block.end])


def _levels(mail: Mail) -> Iterator[tuple[int, list[Row]]]:
    """Lines that stand together, equally deep."""
    for run in mail.runs:
        for depth, rows in itertools.groupby(run, key=_depth_of):
            yield depth, list(rows)


def _depth_of(row: Row) -> int:
    return row.depth


def _add_quoted(  # noqa: PLR0913, PLR0917 - what is found goes to three lists
    text: str,
    rows: Sequence[Row],
    found: Sequence[TextBlock],
    blocks: list[Block],
    markup: list[Span],
    dropped: list[Dropped],
) -> None:
    """Blocks of quoted lines. Every mark is in one: those of lines without words belong to the block after
    them, else to the one before."""
    if not found:
        dropped.append(Dropped(*trim(text, rows[0].at, rows[-1].end), NO_WORDS))
        return
    number = 0
    for at, one in enumerate(found):
        own = []
        last = at + 1 == len(found)
        while number < len(rows) and (last or rows[number].start < one.end):
            own.append(rows[number])
            number += 1
        start, _ = trim(text, own[0].at, one.end)
        _, end = trim(text, one.start, max(one.end, *(_mark_end(text, row) for row in own)))
        blocks.append(Block(BlockKind.BLOCK_QUOTE, start, end))
        for row in own:
            mark, _ = trim(text, row.at, row.end)
            if mark < row.start:
                markup.append(Span(mark, min(row.start, end)))


def _mark_end(text: str, row: Row) -> int:
    """The end of a line's words, or of its marks if it has none."""
    return row.end if row.start < row.end else trim(text, row.at, row.start)[1]


def _with_authors(
    text: str, blocks: Sequence[Block], mail: Mail, markup: list[Span], depths: dict[int, int]
) -> list[Block]:
    """The blocks with whose words they are, where a line before them says so."""
    found: list[Block] = []
    told: list[tuple[int, str]] = []
    """Depth from which on somebody speaks, and who; deeper ones last."""
    headers = list(mail.authors)
    for number, block in enumerate(blocks):
        depth = depths.get(_line_start(text, block.start), 0)
        while headers and headers[0][0] <= block.start:
            told = [(depth, headers.pop(0)[1])]
        while told and told[-1][0] > depth:
            told.pop()
        by = told[-1][1] if told else ""
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        words = fold(_unmarked(text, block, markup)) if following else ""
        deeper = depths.get(_line_start(text, following.start), 0) if following else 0
        author = attributed(words) if deeper > depth else ""
        if author:
            markup += [Span(*one) for one in addresses(text, block.start, block.end)]
            told.append((deeper, author))
        kind = BlockKind.BLOCK_QUOTE if by and block.kind is BlockKind.PARAGRAPH else block.kind
        found.append(replace(block, kind=kind, said_by="" if author else by))
    return found


def _line_start(text: str, at: int) -> int:
    while at > 0 and text[at - 1] in " \t":
        at -= 1
    return at


def _unmarked(text: str, block: Block, markup: Sequence[Span]) -> str:
    words = text[max(block.start, block.end - 600) : block.end]
    return re.sub(r"(?m)^[ \t]{0,3}(?:>[ \t]?)+", "", words)


def _with_head(text: str, blocks: list[TextBlock]) -> list[TextBlock]:
    """Part a title, byline and date from each other where they stand on consecutive lines."""
    if not blocks or blocks[0].shape is Shape.ITEM:
        return blocks
    first = blocks[0]
    lines = [trim(text, first.start + a, first.start + b) for a, b in lines_of(text[first.start : first.end])]
    count = _head_lines([text[start:end] for start, end in lines])
    if not count:
        return blocks
    rest = [TextBlock(lines[count][0], first.end)] if count < len(lines) else []
    return [*(TextBlock(start, end) for start, end in lines[:count]), *rest, *blocks[1:]]


def _head_lines(lines: list[str]) -> int:
    """How many of the first block's lines stand for themselves; 0 if it is one paragraph."""
    if len(lines) < 2:
        return 0
    heads = 0
    while heads < len(lines) - 1 and (byline(lines[heads + 1]) or fields.date_line(lines[heads + 1])):
        heads += 1
    if heads and fields.heads_article(lines[0], lines[1]):
        return heads + 1
    # A title over a wrapped paragraph: the line breaks off long before the margin.
    margin = max(map(len, lines[1:]))
    return int(len(lines) > 2 and len(lines[0]) < 0.75 * margin and fields.is_title(lines[0]) and margin > 50)
