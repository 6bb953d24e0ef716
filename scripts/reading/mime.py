"""E-mail as programs save it (.eml; RFC 2045 to 2047): the message in it, decoded.

A message in parts has one text, twice: the plain one is read unless it is a stub ("view this in a browser")
beside the other. What is attached is no part of the article.
"""

import contextlib
import email
import email.errors
import email.header
import html
import re
from email.message import Message

from scripts.errors import ArticleError
from scripts.reading.apart import UNSEEN
from scripts.reading.decoding import declared_charset, decode
from scripts.reading.html import parse_page
from scripts.reading.kinds import SourceKind
from scripts.reading.page import pieces
from scripts.words import fold

_MOST_PARTS = 100
_STUB = 0.5
"""Share of the other's words below which a plain text is no text."""
_SHOWN = ("From", "Subject", "Date")


def unpacked(data: bytes, name: str) -> tuple[str, SourceKind]:
    """The message as a text with its header, or as a page. Raises ArticleError if it holds no text."""
    if data.lower().count(b"boundary=") > _MOST_PARTS:
        raise ArticleError(f"{name} has too many parts for a message", "Save its text and give that file.")
    message = email.message_from_bytes(data)
    plain, page = "", ""
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        if kind == "text/plain" and not plain:
            plain = _text(part, name)
        elif kind == "text/html" and not page:
            page = _text(part, name)
    if page and len(plain.split()) < _STUB * _words_of(page):
        return _headed(message, page), SourceKind.HTML
    if not plain.strip():
        raise ArticleError(f"{name} is a message without a text", "Save what is in it, and give that file.")
    fields = (f"{field}: {_field(message, field)}" for field in _SHOWN)
    return "\n".join((*fields, "", plain)), SourceKind.TEXT


def _words_of(page: str) -> int:
    root = parse_page(page)
    return sum(len(piece.words.split()) for piece in pieces(root, UNSEEN)) if root is not None else 0


def _text(part: Message, name: str) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    declared = part.get_content_charset("") or declared_charset(data)
    return decode(data, name, declared)


def _headed(message: Message, page: str) -> str:
    """The page of a message, which says in its head what the message's says."""
    title, author, date = (html.escape(_field(message, field)) for field in ("Subject", "From", "Date"))
    author = re.sub(r"\s?&lt;.*?&gt;|&quot;", "", author)
    told = f'<meta property="og:title" content="{title}"><meta name="author" content="{author}">'
    return f'<!doctype html><title>{title}</title>{told}<meta name="date" content="{date}">{page}'


def _field(message: Message, name: str) -> str:
    """A field of the header, on one line; encoded words are read."""
    value = str(message.get(name, ""))
    with contextlib.suppress(ValueError, LookupError, email.errors.HeaderParseError):
        value = str(email.header.make_header(email.header.decode_header(value)))
    return fold(value)
