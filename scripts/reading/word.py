"""Word files (.docx, ECMA-376) as articles.

`Article.text` is made here: paragraphs in the order of the file, an empty line between them; a row of a table
is one item, its cells parted by commas. What was deleted in tracked changes is not in the text; what was
inserted is. Footnotes stand at the end and are listed in `dropped`. Who made the file, and when, is not taken
for the article's byline and date: it seldom is.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scripts.errors import ArticleError
from scripts.model import Article, BlockKind
from scripts.reading import fields
from scripts.reading.archive import Archive
from scripts.reading.page import Piece, laid_out
from scripts.reading.structure import describe
from scripts.words import fold, sayable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What older programs show in the place of something that is in the file as well."""
_HOLDERS = frozenset({f"{_W}tr", f"{_W}p", _FALLBACK})
_SPACES = frozenset({f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}ptab"})
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop|rubrik)\s?([1-9])\Z", re.IGNORECASE)
_STYLES = (
    (BlockKind.TITLE, re.compile(r"(?:title|titel)\Z", re.IGNORECASE)),
    (
        BlockKind.BLOCK_QUOTE,
        re.compile(r"(?:intense )?(?:quote|zitat|citation|cita|block text)\Z", re.IGNORECASE),
    ),
    (BlockKind.CAPTION, re.compile(r"(?:caption|beschriftung|légende)\Z", re.IGNORECASE)),
    (BlockKind.LIST_ITEM, re.compile(r"(?:list|listen?absatz)\b.*", re.IGNORECASE)),
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
    styles = _styles(archive)
    parts = [(piece, "") for piece in _pieces(body, styles)]
    notes = archive.xml("word/footnotes.xml")
    if notes is not None:
        parts += [(piece, "footnote") for piece in _pieces(notes, styles)]
    if not any(sayable(piece.words) and not reason for piece, reason in parts):
        raise ArticleError(
            f"{archive.name} holds no words to read aloud", "Give a file with the article in it."
        )
    text, blocks, dropped = laid_out(parts)
    return describe(
        Article(
            text,
            blocks,
            dropped,
            language=fields.language(" ".join(text[block.start : block.end] for block in blocks)),
            source=source,
        )
    )


def _styles(archive: Archive) -> dict[str, tuple[BlockKind, int]]:
    """What a paragraph of each style is, by the style's id."""
    root = archive.xml("word/styles.xml")
    found: dict[str, tuple[BlockKind, int]] = {}
    for style in root.iter(f"{_W}style") if root is not None else ():
        name = style.find(f"{_W}name")
        kind = _kind_of(name.get(f"{_W}val", "") if name is not None else "")
        level = style.find(f"{_W}pPr/{_W}outlineLvl")
        outline = level.get(f"{_W}val", "") if level is not None else ""
        if kind is None and outline.isascii() and outline.isdigit() and int(outline) < 6:
            kind = (BlockKind.HEADING, int(outline) + 1)
        if kind:
            found[style.get(f"{_W}styleId", "")] = kind
    return found


def _kind_of(name: str) -> tuple[BlockKind, int] | None:
    if heading := _HEADING.match(name):
        return BlockKind.HEADING, min(6, int(heading[1]))
    return next(((kind, 0) for kind, pattern in _STYLES if pattern.match(name)), None)


def _pieces(root: Any, styles: Mapping[str, tuple[BlockKind, int]]) -> Iterator[Piece]:
    """The paragraphs and the tables' rows under `root`."""
    for element in root.iter(f"{_W}p", f"{_W}tr"):
        # A paragraph of a table belongs to its row, and so does a table in a table.
        if _inside(element, root):
            continue
        row = element.tag == f"{_W}tr"
        words = (
            ", ".join(filter(None, map(_words, element.iterchildren(f"{_W}tc")))) if row else _words(element)
        )
        if words:
            kind, level = (BlockKind.LIST_ITEM, 0) if row else _kind(element, styles)
            yield Piece(kind, words, level)


def _inside(element: Any, root: Any) -> bool:
    """Whether it stands in a row, in another paragraph (a text box), or in what only older programs show."""
    for parent in element.iterancestors():
        if parent is root:
            return False
        if parent.tag in _HOLDERS:
            return True
    return False


def _words(element: Any) -> str:
    parts = []
    skipped = {id(one) for holder in element.iter(_FALLBACK) for one in holder.iter()}
    for one in element.iter():
        if id(one) in skipped:
            continue
        if one.tag == f"{_W}t":
            parts.append(one.text or "")
        elif one.tag in _SPACES:
            parts.append(" ")
        elif one.tag == f"{_W}noBreakHyphen":
            parts.append("‑")
    return fold("".join(parts))


def _kind(paragraph: Any, styles: Mapping[str, tuple[BlockKind, int]]) -> tuple[BlockKind, int]:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    own = styles.get(style.get(f"{_W}val", "")) if style is not None else None
    if own and own[0] is not BlockKind.LIST_ITEM:
        return own
    listed = own is not None or paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    return (BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH), 0
