"""Rows of a web page's tables: cells with their columns, or no cells where a table only lays a page out."""

import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from scripts.model import BlockKind, Link
from scripts.words import fold, sayable, word_set

_CELLS = frozenset(("td", "th", "cell"))
_PROSE = word_set("table h1 h2 h3 h4 h5 h6 head ul ol list blockquote quote figure form article section")
"""What a cell of data does not hold."""
_APART = word_set("p div br lb li")
"""Elements that part words."""
_LONG = 600
"""Characters: a cell with more is a column of a page."""
_MOST_COLUMNS = 200


def row_of(row: etree._Element, silent: frozenset[str]) -> tuple[BlockKind, str, tuple[Link, ...]] | None:
    """The kind of a row's cells, their words with tabs between them, and their links; None where it holds no
    data: it has one cell, or cells with prose in them. A cell over several columns is in the first."""
    cells = [one for one in row if isinstance(one.tag, str) and one.tag in _CELLS]
    if len(cells) < 2 or any(one.tag in _PROSE for one in row.iterdescendants() if isinstance(one.tag, str)):
        return None
    words: list[str] = []
    for cell in cells:
        words.append(fold("".join(_text(cell, silent))))
        words += [""] * (_span(cell) - 1)
    if not any(map(sayable, words)) or max(map(len, words)) > _LONG or len(words) > _MOST_COLUMNS:
        return None
    heads = all(_names(cell) for cell in cells if fold("".join(_text(cell, silent))))
    kind = BlockKind.COLUMN if heads else BlockKind.CELL
    return kind, "\t".join(words).rstrip("\t"), tuple(_links(row))


def _names(cell: etree._Element) -> bool:
    """Whether a cell names a column: all of its row do. One that names its row does not."""
    if cell.get("scope") in ("row", "rowgroup"):
        return False
    parent = cell.getparent()
    group = parent.getparent() if parent is not None else None
    in_head = group is not None and group.tag == "thead"
    return bool(cell.tag == "th" or cell.get("role") == "head" or in_head)


def _span(cell: etree._Element) -> int:
    told = cell.get("colspan") or cell.get("cols") or "1"
    return min(int(told), _MOST_COLUMNS) if re.fullmatch(r"[1-9]\d{0,2}", told) else 1


def _text(element: etree._Element, silent: frozenset[str]) -> Iterator[str]:
    skipped: etree._Element | None = None
    for event, one in etree.iterwalk(element, events=("start", "end")):
        tag = one.tag if isinstance(one.tag, str) else ""
        if skipped is None and event == "start":
            if tag in silent:
                skipped = one
                continue
            yield " " if tag in _APART else ""
            yield one.text or ""
        elif event == "end" and (skipped is None or one is skipped):
            skipped = None
            yield " " if tag in _APART else ""
            yield (one.tail or "") if one is not element else ""


def _links(row: etree._Element) -> Iterator[Link]:
    for one in row.iter("a"):
        words = fold("".join(one.itertext()))
        if words and one.get("href"):
            yield Link(words, one.get("href"))
