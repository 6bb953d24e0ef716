"""EPUB books (EPUB 2 and 3, without a lock) as articles.

`Article.text` is made here: the documents in the order of the spine, block by block. Chapters that have no
heading of their own get the one that the table of contents has for them. What a listener has no use for is
listed in `dropped` where it stands in the book, by `book_parts`; everything else is read. Marks of footnotes
and page numbers are no words of the author, and are left out. The first title is the book's own.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scripts.detecting import article_language
from scripts.errors import ArticleError
from scripts.model import Article, BlockKind
from scripts.reading.archive import Archive
from scripts.reading.book_parts import Document, folded, opened
from scripts.reading.package import Named, Package, read_package
from scripts.reading.pieces import Piece, laid_out
from scripts.reading.structure import describe
from scripts.words import fold, sayable

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
    documents = [opened(archive, package, number) for number in range(len(package.spine))]
    parts = [part for one in documents for part in _parts(one, package)]
    if not any(sayable(piece.words) and not reason for piece, reason in parts):
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


def _picture(archive: Archive, path: str) -> bytes:
    """The cover; none is better than no book."""
    with contextlib.suppress(ArticleError):
        return archive.part(path)
    return b""


def _parts(document: Document, package: Package) -> Iterator[tuple[Piece, str]]:
    """The pieces of a document, each with the reason to leave it out or with none; headings as the table of
    contents has them."""
    named = () if document.reason else package.contents.get(document.item.path, ())
    for piece in _headed(document.pieces, named):
        yield piece, piece.around or document.reason


def _headed(found: Sequence[Piece], named: Sequence[Named]) -> Iterator[Piece]:
    """Pieces with what the table of contents names made a heading; its first name stands before a document
    that has none of its own."""
    levels = {folded(one.title): one.level + 1 for one in named}
    told = [piece for piece in found if not piece.around]
    if named and named[0].whole and told and not _heads(told, named[0]):
        yield Piece(BlockKind.HEADING, named[0].title, named[0].level + 1)
    for piece in found:
        level = levels.get(folded(piece.words)) if len(piece.words) <= _LONGEST_HEADING else None
        if level and piece.kind is BlockKind.PARAGRAPH and not piece.around:
            yield replace(piece, kind=BlockKind.HEADING, level=level)
        else:
            yield piece


def _heads(told: Sequence[Piece], named: Named) -> bool:
    """Whether a document begins with a heading, or with words that its name has in it."""
    name = folded(named.title)
    for piece in told[:4]:
        key = folded(piece.words[: 2 * _LONGEST_HEADING])
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
    if at < len(parts) and folded(parts[at][0].words) == folded(title):
        piece = replace(parts[at][0], kind=BlockKind.TITLE, level=0)
        return [*parts[:at], (piece, ""), *parts[at + 1 :]]
    return [(Piece(BlockKind.TITLE, fold(title)), ""), *parts]
