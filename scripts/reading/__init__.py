"""Reading an article from a file, from the web or from standard input.

`read` is the edge: it opens files and connections. `read_bytes` is what it calls with what it got, and needs
nothing but the bytes. Both give an article that is cleaned: residue of scraping is listed in
`Article.dropped`. Everything that a user can get wrong ends in an ArticleError.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.cleaning import clean
from scripts.errors import ArticleError
from scripts.model import Article
from scripts.reading.bounds import check_text
from scripts.reading.decoding import declared_charset, decode, read_encoded
from scripts.reading.kinds import SUFFIXES, SourceKind, is_packed_mail, told_by_looks

if TYPE_CHECKING:
    from scripts.reading.web import Page

__all__ = [
    "MAX_BYTES",
    "MAX_LINES",
    "SUFFIXES",
    "SourceKind",
    "file_bytes",
    "read",
    "read_bytes",
    "read_page",
    "read_text_file",
    "shown_name",
]

MAX_BYTES = 64 * 1024 * 1024
"""Larger files are refused: three months of speech."""
MAX_LINES = 1_000_000
"""Of a text: a hundred times a long book's. Each line costs memory, an empty one as much as others."""
_DOCUMENTS = frozenset(
    (
        ".pdf",
        ".doc",
        ".odt",
        ".rtf",
        ".pages",
        ".mp3",
        ".m4a",
        ".wav",
        ".jpg",
        ".png",
        ".zip",
    )
)


def read(source: str, *, stdin: Callable[[], bytes] | None = None, allow_private: bool = False) -> Article:
    """The article at a path, at an http(s) URL, or on standard input if `source` is "-".

    `stdin` gives the bytes of standard input (by default the process's own); `allow_private` lets a URL point
    into the local network. Raises ArticleError if there is no article to be had.
    """
    if source == "-":
        if stdin is None and sys.stdin is None:
            raise ArticleError("Standard input is closed", "Send the article to it, or name a file.")
        data = (stdin or sys.stdin.buffer.read)()
        return read_bytes(data, None, "")
    if "://" in source[:20]:
        from scripts.reading.web import fetch  # imports ssl

        return read_page(fetch(source, allow_private=allow_private))
    path = Path(source)
    if path.suffix.lower() in _DOCUMENTS:
        raise ArticleError(
            f"{path.name} is a {path.suffix.lower()} file, not text",
            "Save it as text, Markdown or HTML and give that file.",
        )
    return read_bytes(file_bytes(path), SUFFIXES.get(path.suffix.lower()), shown_name(path))


def read_page(page: "Page") -> Article:
    """The article in a page as a server sent it, now or earlier. Raises ArticleError if there is none."""
    return read_bytes(page.data, page.kind, page.address, declared=page.charset)


def read_bytes(data: bytes, kind: SourceKind | None, source: str = "", *, declared: str = "") -> Article:
    """The article in the bytes of a file.

    `kind` None looks at the text: what begins like a page is HTML, what has front matter or headings with "#"
    is Markdown, all else is plain text. What is called text and begins like a page is HTML too. `source` is a
    URL or a file's name; `declared` the charset that a server named. Raises ArticleError if no article is in
    it.
    """
    name = source or "Standard input"
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    if kind in {SourceKind.WORD, SourceKind.EPUB} or (kind is None and data[:2] == b"PK"):
        return _cleaned(_packed(data, name), name)
    if kind in {None, SourceKind.TEXT} and is_packed_mail(data):
        from scripts.reading.mime import unpacked  # imports lxml

        message, kind = unpacked(data, name)
        data, declared = message.encode("utf-8", "replace"), "utf-8"
    tagged = data.lstrip()[:1] == b"<"
    if kind is not SourceKind.MARKDOWN and tagged and _is_feed(data):
        raise ArticleError(
            f"{name} is a feed, of many articles",
            "Build it as an .xml file, or from its address: audio-edition build makes an edition of each.",
        )
    declared = declared or (declared_charset(data) if kind is not SourceKind.TEXT or tagged else "")
    text, note = read_encoded(data, name, declared)
    kind = told_by_looks(text, kind)
    if kind is not SourceKind.HTML:
        if text.count("\n") > MAX_LINES:
            raise ArticleError(
                f"{name} has more than {MAX_LINES:,} lines", "Give one article, or a part of it."
            )
        check_text(text, name, marked=kind is SourceKind.MARKDOWN)
    if kind is SourceKind.HTML:
        from scripts.reading.html import read_html  # imports lxml and trafilatura

        article = read_html(text, source)
    elif kind is SourceKind.MARKDOWN:
        from scripts.reading.markdown import read_markdown  # imports markdown-it

        article = read_markdown(text, source)
    else:
        from scripts.reading.text import read_text

        article = read_text(text, source)
    article = _cleaned(article, name)
    return replace(article, notes=(note, *article.notes) if note else article.notes)


def _is_feed(data: bytes) -> bool:
    from scripts.reading.feed import is_feed  # imports lxml

    return is_feed(data)


def _packed(data: bytes, name: str) -> Article:
    """What is in an archive, by its content: names of files lie."""
    from scripts.reading.epub import is_epub, read_epub  # imports lxml
    from scripts.reading.word import is_word, read_word

    if is_epub(data):
        return read_epub(data, name)
    if is_word(data):
        return read_word(data, name)
    raise ArticleError(
        f"{name} is no Word file (.docx) and no EPUB", "Save it as text, Markdown, HTML, .docx or .epub."
    )


def _cleaned(article: Article, name: str) -> Article:
    article = clean(article)
    if not article.blocks:
        raise ArticleError(
            f"{name} holds no words to read aloud", "Give a file with the article's text in it."
        )
    return article


def shown_name(path: Path) -> str:
    """The file's name as text; what is no text in it (POSIX allows any bytes) becomes U+FFFD."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def read_text_file(path: Path) -> str:
    """The text of a file (a script file, say), decoded as articles are, a byte-order mark included.

    Raises ArticleError for everything that `read` refuses.
    """
    return decode(file_bytes(path), path.name or str(path))


def file_bytes(path: Path) -> bytes:
    """What is in a file. Raises ArticleError if it cannot be read, or if it is too large."""
    name = path.name or str(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise ArticleError(f"There is no file {path}", "Check the name and the folder.") from error
    except IsADirectoryError as error:
        raise ArticleError(f"{path} is a folder", "Give the article's file in it.") from error
    except PermissionError as error:
        raise ArticleError(f"{name} may not be read", "Check the file's rights.") from error
    except (OSError, ValueError) as error:
        # ValueError: a NUL in the path. On Windows, opening a folder is a PermissionError.
        problem = getattr(error, "strerror", None) or error
        raise ArticleError(
            f"{name} cannot be read: {problem}", "Check the file and the disk it is on."
        ) from error
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    return data


def _too_large(name: str) -> ArticleError:
    return ArticleError(
        f"{name} is larger than {MAX_BYTES // 1024**2} MB", "Give one article, or a part of the book."
    )
