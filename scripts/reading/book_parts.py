"""The documents of a book: their blocks, and which of them nobody wants to hear.

Left out, with a reason: cover, title page, tables of contents, copyright page, index, bibliography, the
licence of who distributes it, and what stands outside the reading order. Notes stay, as such, wherever they
stand: `book_notes` tells them, and what stands with them in a part of notes is one. What a book says of its
parts comes first (`epub:type`, roles, landmarks, guide); what says nothing is looked at near either end
alone, if it is short.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from scripts.detecting import article_language
from scripts.errors import ArticleError
from scripts.model import BlockKind, Tongue
from scripts.reading.apart import UNSEEN
from scripts.reading.archive import Archive
from scripts.reading.book_notes import BookNote, BookNotes
from scripts.reading.book_places import HOLDER_KINDS, NOTE_KINDS, Leaf
from scripts.reading.html_notes import CITATION
from scripts.reading.notes import bare
from scripts.reading.package import Package, SpineItem, kind_of
from scripts.reading.page import pieces
from scripts.reading.pieces import Piece, with_marks
from scripts.reading.quoted_html import plain_quotations
from scripts.reading.trees import declared_language
from scripts.words import main_language, sayable, word_set

_CONTENTS, _INDEX, _FOOTNOTE = "table of contents", "index", "footnote"
_TITLE_PAGE, _COPYRIGHT_PAGE = "title page", "copyright page"
_REASONS: Mapping[str, str] = {
    "cover": "cover",
    "bibliography": "bibliography",
    **dict.fromkeys(word_set("titlepage title-page halftitlepage halftitle half-title"), _TITLE_PAGE),
    **dict.fromkeys(word_set("copyright-page copyright imprint colophon imprimatur"), _COPYRIGHT_PAGE),
    **dict.fromkeys(word_set("toc toc-brief loi lot loa lov landmarks page-list contents"), _CONTENTS),
    **dict.fromkeys(word_set("index index-headnotes"), _INDEX),
    **dict.fromkeys(NOTE_KINDS | HOLDER_KINDS | {"notes"}, _FOOTNOTE),
}
"""By what an element, or a whole document, is said to be."""
_ANY_LENGTH = frozenset({_INDEX, _FOOTNOTE, "bibliography"})
BESIDE = "outside the reading order"
_LICENCE = "licence of who distributes it"
_SILENT = UNSEEN | word_set("rt rp")
"""Ruby says how characters beside it are said: the engine's business."""
_NUMBER = re.compile(r"[\[(]?([^\s\[\]().:]{1,8})(?:[\])]?[.:)]?\s+|[\])]?[.:)]?\Z)")
"""What a note may begin with: a number, whatever it is, or a star."""
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


def leaf(archive: Archive, package: Package, number: int) -> Leaf:
    """The document at `number` in the spine. Raises ArticleError if it is missing or damaged."""
    item = package.spine[number]
    root = archive.page(item.path)
    if root is None:
        if item.path not in archive.names:
            raise ArticleError(
                f"{archive.name} is not whole: {item.path[:80]!r} is missing", "Save it anew, or its text."
            )
        root = etree.Element("body")
    found = root.find("body")
    body = root if found is None else found
    plain_quotations(body)
    kinds = package.kinds.get(item.path, frozenset()) | kind_of(body)
    beside = not item.linear or any(_REASONS.get(kind) == _FOOTNOTE for kind in kinds)
    return Leaf(item.path, body, beside, declared_language(body) or declared_language(root))


def read_leaf(package: Package, number: int, opened: Leaf, notes: BookNotes) -> Document:
    """The blocks of the document at `number` in the spine, whose notes and marks are told."""
    item, body = package.spine[number], opened.body
    lists = set(_link_lists(body))
    apart: list[Any] = []
    """Elements that are left out, as the numbers of `Piece.apart` count them from 1."""

    def told(one: Any, tag: str) -> str:
        reason = _FOOTNOTE if one in notes.notes else _CONTENTS if one in lists else _apart(one, tag)
        if reason:
            apart.append(one)
        return reason

    found = list(pieces(body, _SILENT, told))
    own = [_own_note(piece, apart, notes) for piece in found]
    edge = min(number, package.listed - 1 - number) < _EDGE
    reason = _reason(item, package, body, found, at_edge=edge)
    blocks = list(_with_notes(found, own, notes, all_notes=reason == _FOOTNOTE))
    blocks = _in_language(blocks, opened.language, package.language)
    return Document(item, tuple(blocks), "" if reason == _FOOTNOTE else reason)


def _in_language(found: list[Piece], said: str, own: str) -> list[Piece]:
    """The blocks of a document, which says it is in the language `said` of a book in another. Programs write
    wrong ones, the same into each document: it is believed if the document's words are in that language, and
    holds then for the short ones as well. What a part of it says goes before."""
    if not said or not own or main_language(said) == main_language(own):
        return found
    words = " ".join(piece.unmarked for piece in found if not piece.around)
    if main_language(article_language(words)) != main_language(said):
        return found
    return [replace(piece, tongues=(Tongue(piece.unmarked, said), *piece.tongues)) for piece in found]


def _own_note(piece: Piece, apart: Sequence[Any], notes: BookNotes) -> BookNote | None:
    """The innermost note that a block stands in."""
    inside = (notes.notes.get(apart[number - 1]) for number, _ in reversed(piece.apart) if number)
    return next(filter(None, inside), None)


def _with_notes(
    found: Sequence[Piece], own: Sequence[BookNote | None], notes: BookNotes, *, all_notes: bool
) -> Iterator[Piece]:
    """The blocks with notes as such. What follows a note in a part that holds notes belongs to it, but for
    headings; the number of a note is none of its words."""
    last, begun = (0, ""), set()
    for piece, note in zip(found, own, strict=True):
        among = piece.around == _FOOTNOTE or (all_notes and not piece.around)
        if not among:
            yield with_marks(piece, notes.marker)
            continue
        if note is None and piece.kind is BlockKind.HEADING:
            last = (0, "")
            yield with_marks(replace(piece, around=""), notes.marker)
            continue
        holder = piece.apart[0][0] if piece.apart else -1
        label = note.label if note else last[1] if last[0] == holder else ""
        last = (holder, label)
        words = " ".join(piece.words.split("\t"))
        around = CITATION if note and note.source else ""
        if note and label not in begun:
            begun.add(label)
            words = _without_number(words, note.number)
            around = around or ("" if sayable(words) else "number of a note")
        kept, words = piece.breaks if words == piece.words else (), words or piece.words
        told = replace(
            piece,
            kind=BlockKind.FOOTNOTE,
            words=words,
            level=0,
            label=label,
            around=around,
            breaks=kept,
            number="",
        )
        yield with_marks(told, notes.marker)


def _without_number(words: str, number: str) -> str:
    """The beginning of a note without its number."""
    found = _NUMBER.match(words)
    return words[found.end() :] if found and found[1] == number else bare(words)


def folded(words: str) -> str:
    """Letters and digits alone, without case: the same for the same title."""
    return "".join(_words(words))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


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
        return BESIDE
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
