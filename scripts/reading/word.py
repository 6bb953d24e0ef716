"""Word files (.docx, ECMA-376) as articles.

`Article.text` is made here: paragraphs in the order of the file, an empty line between them; a row of a table
stands on a line, with tabs between its cells. What was deleted in tracked changes is not in the text; what
was inserted is. Footnotes and endnotes stand at the end. Who made the file, and when, is not taken
for the article's byline and date: it seldom is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from scripts.detecting import article_language
from scripts.errors import ArticleError
from scripts.model import Article, BlockKind, Link
from scripts.reading.archive import Archive
from scripts.reading.bounds import check_blocks
from scripts.reading.notes import Marker
from scripts.reading.pieces import LINE, MAY_BE_VERSE, Piece, laid_out, parted, with_marks
from scripts.reading.structure import describe
from scripts.reading.word_lists import Numbering
from scripts.words import fold, sayable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REFERENCES = {f"{_W}footnoteReference": "f", f"{_W}endnoteReference": "e"}
_SIGNS = "\ufdd0", "\ufdd1"
"""Noncharacters, which no text has."""
_MARKER, _NO_SIGNS = Marker(*_SIGNS), {ord(one): None for one in _SIGNS}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What older programs show in the place of something that is in the file as well."""
_HOLDERS = frozenset({f"{_W}tr", f"{_W}p", _FALLBACK})
_SPACES = frozenset({f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}ptab"})
_LINES = frozenset({f"{_W}br", f"{_W}cr"})
"""Where a line breaks; a break of another type begins a page or a column."""
_HEADING = re.compile(r"(?:heading|ü?berschrift|titre|título|titolo|kop|rubrik)\s?([1-9])\Z", re.IGNORECASE)
_MOST_BASES = 12
"""So many styles that a style is based on are looked at, one behind the other."""
_STYLES = (
    (BlockKind.TITLE, re.compile(r"(?:title|titel)\Z", re.IGNORECASE)),
    (
        BlockKind.BLOCK_QUOTE,
        re.compile(r"(?:intense ?)?(?:quote|zitat|citation|cita|block ?text)\Z", re.IGNORECASE),
    ),
    (BlockKind.CAPTION, re.compile(r"(?:caption|beschriftung|légende)\Z", re.IGNORECASE)),
    (
        BlockKind.LIST_ITEM,
        re.compile(
            r"(?:list\b.*|list(?:paragraph|bullet|number|continue)\d?|listen?absatz\b.*)\Z", re.IGNORECASE
        ),
    ),
)


def is_word(data: bytes) -> bool:
    """Whether these bytes look like a Word file."""
    return data[:4] == b"PK\x03\x04" and b"word/" in data


def read_word(data: bytes, source: str = "") -> Article:
    """The article in a Word file. Raises ArticleError if it is damaged, too large or empty."""
    archive = Archive(data, source or "The file")
    root = archive.xml("word/document.xml")
    body = root.find(f"{_W}body") if root is not None else None
    if body is None:
        raise archive.broken()
    check_blocks(sum(1 for _ in body.iter(f"{_W}p")), archive.name)
    styles = _styles(archive)
    reader = _Reader(
        styles,
        _addresses(archive),
        Numbering(archive.xml("word/numbering.xml"), archive.xml("word/styles.xml")),
    )
    parts = [(piece, "") for piece in reader.pieces(body)]
    for kind in ("footnote", "endnote"):
        root = archive.xml(f"word/{kind}s.xml")
        parts += [(piece, "") for piece in reader.notes(root, kind)] if root is not None else []
    if not any(sayable(piece.words) for piece, _ in parts if piece.kind is not BlockKind.FOOTNOTE):
        raise ArticleError(
            f"{archive.name} holds no words to read aloud", "Give a file with the article in it."
        )
    laid = laid_out(parts)
    return describe(
        replace(
            laid.article(),
            language=article_language(laid.words),
            source=source,
        )
    )


def _addresses(archive: Archive) -> dict[str, str]:
    """Where links lead, by the ids that the text has for them."""
    root = archive.xml("word/_rels/document.xml.rels")
    return {
        one.get("Id", ""): one.get("Target", "")
        for one in (root.iter("{*}Relationship") if root is not None else ())
        if one.get("TargetMode") == "External"
    }


def _styles(archive: Archive) -> dict[str, tuple[BlockKind, int] | None]:
    """What a paragraph of each style is, by the style's id; None for nothing in particular."""
    root = archive.xml("word/styles.xml")
    found: dict[str, tuple[BlockKind, int] | None] = {}
    based: dict[str, str] = {}
    for style in root.iter(f"{_W}style") if root is not None else ():
        name, base = style.find(f"{_W}name"), style.find(f"{_W}basedOn")
        known = _kind_of(name.get(f"{_W}val", "") if name is not None else "")
        found[style.get(f"{_W}styleId", "")] = known or _outlined(style)
        if base is not None:
            based[style.get(f"{_W}styleId", "")] = base.get(f"{_W}val", "")
    for name in based:
        at, kind = name, found[name]
        for _ in range(_MOST_BASES):
            if kind or at not in based:
                break
            at = based[at]
            kind = found.get(at)
        found[name] = kind
    return found


def _outlined(element: Any) -> tuple[BlockKind, int] | None:
    """A heading, for a style or a paragraph with a place in the outline."""
    level = element.find(f"{_W}pPr/{_W}outlineLvl")
    outline = level.get(f"{_W}val", "") if level is not None else ""
    told = outline.isascii() and outline.isdigit() and int(outline) < 6
    return (BlockKind.HEADING, int(outline) + 1) if told else None


def _kind_of(name: str) -> tuple[BlockKind, int] | None:
    if heading := _HEADING.match(name):
        return BlockKind.HEADING, min(6, int(heading[1]))
    return next(((kind, 0) for kind, pattern in _STYLES if pattern.match(name)), None)


class _Reader:
    """Walks over the parts of a file."""

    def __init__(
        self,
        styles: Mapping[str, tuple[BlockKind, int] | None],
        addresses: Mapping[str, str],
        numbering: Numbering,
    ) -> None:
        self.styles, self.addresses, self.numbering = styles, addresses, numbering

    def pieces(self, root: Any) -> Iterator[Piece]:
        """The paragraphs, pictures and rows of tables under `root`."""
        for element in root.iter(f"{_W}p", f"{_W}tr"):
            # A paragraph of a table belongs to its row, and so does a table in a table.
            if _inside(element, root):
                continue
            row = element.tag == f"{_W}tr"
            cells = [_words(cell) for cell in element.iterchildren(f"{_W}tc")] if row else []
            if len(cells) > 1 and any(cells):
                words, marks = _MARKER.taken("\t".join(cells).rstrip("\t"))
                yield Piece(_row_kind(element), words, marks=marks, links=self.links(element))
            else:
                kind, level = (BlockKind.LIST_ITEM, 0) if row else _kind(element, self.styles)
                yield from self.paragraph(element, kind, level)
            yield from map(_picture, _alts(element))

    def paragraph(self, element: Any, kind: BlockKind, level: int) -> Iterator[Piece]:
        """A paragraph; several, where empty lines part its prose or its verse."""
        written, number = _written(element), self.numbering.of(element)
        parts = parted(written) if kind in MAY_BE_VERSE else [(fold(written), ())]
        for words, breaks in parts:
            if words:
                piece = Piece(kind, words, level, links=self.links(element), breaks=breaks, number=number)
                own = tuple(link for link in piece.links if len(parts) == 1 or link.words in words)
                yield with_marks(replace(piece, links=own), _MARKER)

    def notes(self, root: Any, kind: str) -> Iterator[Piece]:
        """The paragraphs of all footnotes or endnotes."""
        for note in root.iter(f"{_W}{kind}"):
            if note.get(f"{_W}type"):  # lines that part notes from the text
                continue
            for piece in self.pieces(note):
                yield replace(
                    piece,
                    kind=BlockKind.FOOTNOTE,
                    level=0,
                    label=f"{kind[0]}{note.get(f'{_W}id')}",
                    number="",
                )

    def links(self, element: Any) -> tuple[Link, ...]:
        """Where words of an element lead."""
        found = (
            (_words(one), self.addresses.get(one.get(f"{_R}id", ""), ""))
            for one in element.iter(f"{_W}hyperlink")
        )
        return tuple(Link(words, address) for words, address in found if words and address)


def _picture(alt: str) -> Piece:
    return Piece(BlockKind.IMAGE, alt)


def _alts(element: Any) -> Iterator[str]:
    """Alternative texts of an element's pictures; one that is marked as decoration has none."""
    skipped = {id(one) for holder in element.iter(_FALLBACK) for one in holder.iter()}
    for one in element.iter("{*}docPr"):
        decorative = any(told.get("val") in ("1", "true") for told in one.iter("{*}decorative"))
        alt = fold(one.get("descr") or "")
        if id(one) not in skipped and alt and not decorative:
            yield alt


def _row_kind(row: Any) -> BlockKind:
    """Whether a row's cells name the columns: it is marked as a heading, or first of a table that is styled
    so or whose other rows are not bold."""
    if row.find(f"{_W}trPr/{_W}tblHeader") is not None:
        return BlockKind.COLUMN
    table = row.getparent()
    if table is None or table.find(f"{_W}tr") is not row:
        return BlockKind.CELL
    look, second = table.find(f"{_W}tblPr/{_W}tblLook"), row.getnext()
    bold = _is_bold(row) and second is not None and second.tag == f"{_W}tr" and not _is_bold(second)
    return BlockKind.COLUMN if bold or (look is not None and _heads(look)) else BlockKind.CELL


def _is_bold(row: Any) -> bool:
    """Whether all words of a row are bold."""
    runs = [one for one in row.iter(f"{_W}r") if any(sayable(text.text or "") for text in one.iter(f"{_W}t"))]
    marks = [one.find(f"{_W}rPr/{_W}b") for one in runs]
    return bool(runs) and all(
        mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off") for mark in marks
    )


def _heads(look: Any) -> bool:
    told = look.get(f"{_W}firstRow")
    if told is not None:
        return told in ("1", "true", "on")
    value = look.get(f"{_W}val", "0")
    return bool(re.fullmatch("[0-9A-Fa-f]{1,8}", value)) and bool(int(value, 16) & 0x20)


def _inside(element: Any, root: Any) -> bool:
    """Whether it stands in a row, in another paragraph (a text box), or in what only older programs show."""
    for parent in element.iterancestors():
        if parent is root:
            return False
        if parent.tag in _HOLDERS:
            return True
    return False


def _words(element: Any) -> str:
    return fold(_written(element))


def _written(element: Any) -> str:
    """The words as they are written, with `LINE` where a line breaks."""
    parts = []
    skipped = {id(one) for holder in element.iter(_FALLBACK) for one in holder.iter()}
    for one in element.iter():
        if id(one) in skipped:
            continue
        if one.tag == f"{_W}t":
            parts.append((one.text or "").translate(_NO_SIGNS))
        elif one.tag in _LINES and one.get(f"{_W}type", "textWrapping") == "textWrapping":
            parts.append(LINE)
        elif one.tag in _SPACES:
            parts.append(" ")
        elif one.tag == f"{_W}noBreakHyphen":
            parts.append("‑")
        elif one.tag in _REFERENCES:
            parts.append(_MARKER.put(f"{_REFERENCES[one.tag]}{one.get(f'{_W}id', '')}"))
    return "".join(parts)


def _kind(paragraph: Any, styles: Mapping[str, tuple[BlockKind, int] | None]) -> tuple[BlockKind, int]:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = style.get(f"{_W}val", "") if style is not None else ""
    # A style that the file does not describe is told by its id, which programs make of its name.
    own = _outlined(paragraph) or (styles[name] if name in styles else _kind_of(name))
    if own and own[0] is not BlockKind.LIST_ITEM:
        return own
    listed = own is not None or paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    return (BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH), 0
