"""EPUB books (EPUB 2 and 3, without a lock) as articles.

`Article.text` is made here: the documents in the order of the spine, block by block. Chapters that have no
heading of their own get the one that the table of contents has for them. What a listener has no use for is
listed in `dropped` where it stands in the book, by `book_parts`; everything else is read. Notes are blocks of
their own where they stand, and marks lead to them from any document (`book_notes`); what heads nothing but
notes is listed. Page numbers are no words of the author, and are left out. The first title is the book's own.
"""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from scripts.detecting import article_language
from scripts.errors import ArticleError
from scripts.model import Article, BlockKind
from scripts.note_headings import HEADING_OF_NOTES, NOTE, TEXT, heads_no_text
from scripts.reading.archive import Archive
from scripts.reading.book_notes import BookNotes
from scripts.reading.book_parts import BESIDE, Document, folded, leaf, read_leaf
from scripts.reading.book_places import Leaf
from scripts.reading.bounds import check_blocks
from scripts.reading.html_notes import OUTSIDE
from scripts.reading.package import Named, Package, SpineItem, read_package, resolved
from scripts.reading.pieces import Piece, laid_out
from scripts.reading.structure import describe
from scripts.words import fold, sayable

_BLOCKS = ("p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST_HEADING = 200
"""Characters of a paragraph that can be what the table of contents names."""


def is_epub(data: bytes) -> bool:
    """Whether these bytes look like an EPUB."""
    return data[:4] == b"PK\x03\x04" and (
        b"application/epub+zip" in data[:200] or b"META-INF/container.xml" in data
    )


def read_epub(data: bytes, source: str = "") -> Article:
    """The article in an EPUB. Raises ArticleError if it is damaged, locked, too large or empty."""
    archive = Archive(data, source or "The book")
    package = read_package(archive)
    leaves = [leaf(archive, package, number) for number in range(len(package.spine))]
    package, leaves = _with_unlisted(archive, package, leaves)
    check_blocks(sum(1 for one in leaves for _ in one.body.iter(*_BLOCKS)), archive.name)
    notes = BookNotes(leaves)
    documents = [read_leaf(package, number, one, notes) for number, one in enumerate(leaves)]
    parts = _asked([part for one in documents for part in _headless(_parts(one, package))], notes)
    if not any(sayable(piece.words) and not reason for piece, reason in parts if not _is_note(piece)):
        raise ArticleError(
            f"{archive.name} holds no words to read aloud", "Give a book with text, not with pictures of it."
        )
    laid = laid_out(_titled(parts, package.title))
    return describe(
        replace(
            laid.article(),
            title=package.title,
            byline=package.author,
            date=package.date,
            language=package.language or article_language(laid.words),
            publisher=package.publisher,
            picture=_picture(archive, package.cover),
            source=source,
        )
    )


def _with_unlisted(archive: Archive, package: Package, leaves: Sequence[Leaf]) -> tuple[Package, list[Leaf]]:
    """The package and its documents with those behind them that the text leads into and that no reading order
    lists: notes stand there. What else is in them is beside the text."""
    known = package.unlisted & archive.names
    led: dict[str, None] = {}
    for one in leaves if known else ():
        places: dict[str, str] = {}
        for link in one.body.iter("a"):
            file, _, place = (link.get("href") or "").partition("#")
            if file and place:
                path = places.setdefault(file, "") or resolved(one.path, file)
                places[file] = path
                if path in known:
                    led[path] = None
    more = [SpineItem(path, linear=False, is_contents=False) for path in led]
    package = replace(package, spine=(*package.spine, *more), listed=len(package.spine))
    return package, [*leaves, *(leaf(archive, package, package.listed + at) for at in range(len(more)))]


def _picture(archive: Archive, path: str) -> bytes:
    """The cover; none is better than no book."""
    with contextlib.suppress(ArticleError):
        return archive.part(path)
    return b""


def _parts(document: Document, package: Package) -> Iterator[tuple[Piece, str]]:
    """The pieces of a document, each with the reason to leave it out or with none; headings as the table of
    contents has them."""
    named = () if document.reason else package.contents.get(document.item.path, ())
    beside = document.reason == BESIDE
    for piece in _headed(document.pieces, named):
        reason = "" if beside and _is_note(piece) else document.reason
        yield piece, piece.around or reason


def _is_note(piece: Piece) -> bool:
    return piece.kind is BlockKind.FOOTNOTE


def _headless(parts: Iterable[tuple[Piece, str]]) -> list[tuple[Piece, str]]:
    """The pieces of a document without the headings that have nothing but notes under them."""
    found = list(parts)
    read = [number for number, (_, reason) in enumerate(found) if not reason]
    noted, _ = heads_no_text([_part(found[number][0]) for number in read])
    for at in noted:
        found[read[at]] = found[read[at]][0], HEADING_OF_NOTES
    return found


def _part(piece: Piece) -> int:
    if piece.kind is BlockKind.HEADING:
        return TEXT if piece.marks else piece.level
    return NOTE if _is_note(piece) else TEXT


def _asked(parts: Sequence[tuple[Piece, str]], notes: BookNotes) -> list[tuple[Piece, str]]:
    """The pieces, without the notes that only what is left out refers to."""
    asked = {label for piece, reason in parts if not reason for *_, label in piece.marks}
    lost = {note.label for note in notes.notes.values() if note.number} - asked
    return [
        (piece, reason or (OUTSIDE if _is_note(piece) and piece.label in lost else ""))
        for piece, reason in parts
    ]


def _headed(found: Sequence[Piece], named: Sequence[Named]) -> Iterator[Piece]:
    """Pieces with what the table of contents names made a heading; its first name stands before a document
    that has none of its own."""
    levels = {folded(one.title): one.level + 1 for one in named}
    told = [piece for piece in found if not piece.around and not _is_note(piece)]
    if named and named[0].whole and told and not _heads(told, named[0]):
        yield Piece(BlockKind.HEADING, named[0].title, named[0].level + 1)
    for piece in found:
        level = levels.get(folded(piece.unmarked)) if len(piece.words) <= _LONGEST_HEADING else None
        if level and piece.kind is BlockKind.PARAGRAPH and not piece.around:
            yield replace(piece, kind=BlockKind.HEADING, level=level)
        else:
            yield piece


def _heads(told: Sequence[Piece], named: Named) -> bool:
    """Whether a document begins with a heading, or with words that its name has in it."""
    name = folded(named.title)
    for piece in told[:4]:
        key = folded(piece.unmarked[: 2 * _LONGEST_HEADING])
        if piece.kind is BlockKind.HEADING or (len(key) > 1 and key in name):
            return True
        if name and key.startswith(name) and len(key) < 2 * len(name):
            return True
    return False


def _titled(parts: Sequence[tuple[Piece, str]], title: str) -> list[tuple[Piece, str]]:
    """The book's title first: where its text begins with it, that is it."""
    if not title:
        return list(parts)
    at = next((number for number, (_, reason) in enumerate(parts) if not reason), len(parts))
    if at < len(parts) and folded(parts[at][0].unmarked) == folded(title):
        piece = replace(parts[at][0], kind=BlockKind.TITLE, level=0)
        return [*parts[:at], (piece, ""), *parts[at + 1 :]]
    return [(Piece(BlockKind.TITLE, fold(title)), ""), *parts]
