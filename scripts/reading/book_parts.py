"""The documents of a book: their blocks, and which of them nobody wants to hear.

Left out, with a reason: cover, title page, tables of contents, copyright page, index, bibliography,
footnotes, the licence of who distributes it, and what stands outside the reading order. What a book says of
its parts comes first (`epub:type`, roles, landmarks, guide); what says nothing is looked at near either end
alone, if it is short.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from scripts.errors import ArticleError
from scripts.model import BlockKind
from scripts.reading.archive import Archive
from scripts.reading.package import Package, SpineItem, kind_of
from scripts.reading.page import UNSEEN, pieces
from scripts.reading.pieces import Piece
from scripts.reading.quoted_html import plain_quotations
from scripts.reading.trees import remove
from scripts.words import sayable, word_set

_CONTENTS, _INDEX, _FOOTNOTE = "table of contents", "index", "footnote"
_TITLE_PAGE, _COPYRIGHT_PAGE = "title page", "copyright page"
_REASONS: Mapping[str, str] = {
    "cover": "cover",
    "bibliography": "bibliography",
    **dict.fromkeys(word_set("titlepage title-page halftitlepage halftitle half-title"), _TITLE_PAGE),
    **dict.fromkeys(word_set("copyright-page copyright imprint colophon imprimatur"), _COPYRIGHT_PAGE),
    **dict.fromkeys(word_set("toc toc-brief loi lot loa lov landmarks page-list contents"), _CONTENTS),
    **dict.fromkeys(word_set("index index-headnotes"), _INDEX),
    **dict.fromkeys(word_set("footnote footnotes endnote endnotes rearnote rearnotes"), _FOOTNOTE),
}
"""By what an element, or a whole document, is said to be."""
_ANY_LENGTH = frozenset({_INDEX, _FOOTNOTE, "bibliography"})
_BESIDE = "outside the reading order"
_LICENCE = "licence of who distributes it"
_MARKS = word_set("noteref pagebreak backlink annoref")
_SILENT = UNSEEN | word_set("rt rp")
"""Ruby says how characters beside it are said: the engine's business."""
_MARK = re.compile(r"[\s\[(]*(?:\d{1,4}|[*†‡§¶]{1,4}|[ivxl]{1,6}|[a-z])[\])\s.]*\Z", re.IGNORECASE)
_SURE_MARK = re.compile(r"\s*(?:\[\w{1,5}\]|[*†‡§¶]{1,4})\s*\Z")
_COPYRIGHT = re.compile(
    r"all rights reserved|©|\(c\) ?\d{4}|\bISBN\b|copyright\s+(?:©|\d{4})|alle rechte vorbehalten"
    r"|tous droits réservés|library of congress",
    re.IGNORECASE,
)
_LEGAL = re.compile(r"copyright|imprint|impressum|colophon|legal|notice|edition|rights", re.IGNORECASE)
_PAGE_WORDS = 600
"""More than this is no cover, no copyright page and no title page."""
_TITLE_WORDS = 40
_EDGE = 6
"""So many documents from either end can be such pages without saying so."""
_LINKS = 4
_LINKED = 0.6
"""What is links to such a part, and has so many, is a table of contents."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a document of the spine holds."""

    item: SpineItem
    pieces: tuple[Piece, ...]
    """`around` has the reason to leave one out."""
    reason: str
    """Why it is left out as a whole; empty if it is read."""


def opened(archive: Archive, package: Package, number: int) -> Document:
    """The document at `number` in the spine. Raises ArticleError if it is missing or damaged."""
    item = package.spine[number]
    root = archive.page(item.path)
    if root is None:
        if item.path not in archive.names:
            raise ArticleError(
                f"{archive.name} is not whole: {item.path[:80]!r} is missing", "Save it anew, or its text."
            )
        return Document(item, (), "")
    found = root.find("body")
    body = root if found is None else found
    _drop_marks(body)
    plain_quotations(body)
    lists = set(_link_lists(body))
    blocks = tuple(pieces(body, _SILENT, lambda one, tag: _CONTENTS if one in lists else _apart(one, tag)))
    edge = min(number, len(package.spine) - 1 - number) < _EDGE
    return Document(item, blocks, _reason(item, package, body, blocks, at_edge=edge))


def folded(words: str) -> str:
    """Letters and digits alone, without case: the same for the same title."""
    return "".join(_words(words))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _drop_marks(body: Any) -> None:
    """Take out marks of footnotes and page numbers; what stands after them stays."""
    for one in [mark for mark in body.iter("a", "sup", "span", "div", "hr") if _is_mark(mark)]:
        remove(one)


def _is_mark(one: Any) -> bool:
    said = bool(kind_of(one) & _MARKS)
    if not said and one.tag not in {"a", "sup"}:
        return False
    text = "".join(one.itertext())
    if sayable(text) and not _MARK.match(text):
        return False
    if said:
        return True
    raised = one.tag == "sup" or one.find("sup") is not None
    links = one.find(".//a") is not None if one.tag == "sup" else "#" in (one.get("href") or "")
    return links and sayable(text) and (raised or _SURE_MARK.match(text) is not None)


def _link_lists(body: Any) -> Iterator[Any]:
    """Lists and tables that are tables of contents; outermost ones."""
    walk = etree.iterwalk(body, events=("start",), tag=("ul", "ol", "table"))
    for _, one in walk:
        walk.skip_subtree()
        if _is_contents(one, len("".join(one.itertext()).split())):
            yield one


def _apart(element: Any, tag: str) -> str:
    """Why an element is left out of what is read. Classes tell nothing: a book has no teasers."""
    if (element.get("id") or "") in {"pg-header", "pg-footer"}:
        return _LICENCE
    if tag == "nav":
        return _CONTENTS
    kinds = kind_of(element)
    return next((_REASONS[kind] for kind in sorted(kinds) if kind in _REASONS), "") if kinds else ""


def _reason(item: SpineItem, package: Package, body: Any, found: Sequence[Piece], *, at_edge: bool) -> str:
    """Why a document is left out as a whole."""
    if item.is_contents or _is_contents(body, _length(found)):
        return _CONTENTS
    told = [piece for piece in found if not piece.around]
    length = _length(told)
    for kind in sorted(package.kinds.get(item.path, ())):
        reason = _REASONS.get(kind, "")
        if reason and (length <= _PAGE_WORDS or reason in _ANY_LENGTH):
            return reason
    if not item.linear:
        return _BESIDE
    named = [one.title for one in package.contents.get(item.path, ())]
    named += [piece.words for piece in told if piece.kind is BlockKind.HEADING]
    return _looks_like(told, length, package, named) if at_edge and 0 < length <= _PAGE_WORDS else ""


def _length(found: Sequence[Piece]) -> int:
    return sum(len(piece.words.split()) for piece in found)


def _looks_like(found: Sequence[Piece], length: int, package: Package, named: Sequence[str]) -> str:
    """What a short document near either end is that does not say so; `named` are its headings."""
    words = " ".join(piece.words for piece in found)
    headed = named and not any(map(_LEGAL.search, named))
    if len(_COPYRIGHT.findall(words)) * 100 >= length and not headed:
        return _COPYRIGHT_PAGE
    return _TITLE_PAGE if _is_title_page(found, package) else ""


def _is_contents(element: Any, length: int) -> bool:
    """Whether most of it leads to other places of the book."""
    links = [one for one in element.iter("a") if one.get("href") and ":" not in one.get("href")]
    if len(links) < _LINKS or not length:
        return False
    return sum(len("".join(one.itertext()).split()) for one in links) >= _LINKED * length


def _is_title_page(found: Sequence[Piece], package: Package) -> bool:
    """Little more than the title, who wrote it and who published it."""
    known = set(_words(f"{package.title} {package.author} {package.publisher} {package.date[:4]} by"))
    title = set(_words(package.title))
    words = [word for piece in found for word in _words(piece.words)]
    if not title or not title <= set(words) or len(words) > _TITLE_WORDS:
        return False
    return sum(word in known for word in words) >= 0.6 * len(words)
