"""How an article is written down: by the end of its file's name, and by its looks where that tells nothing.

A file that is called text and begins as a web page does is a page: browsers and downloads name them so. An
ordinary text may begin with "<" as well, so one tag is not enough: another follows it, or it is closed where
a line ends.
"""

import re
from enum import StrEnum


class SourceKind(StrEnum):
    """How an article is written down."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    WORD = "Word"
    EPUB = "EPUB"


SUFFIXES = {
    ".txt": SourceKind.TEXT,
    ".text": SourceKind.TEXT,
    ".md": SourceKind.MARKDOWN,
    ".markdown": SourceKind.MARKDOWN,
    ".mdown": SourceKind.MARKDOWN,
    ".html": SourceKind.HTML,
    ".htm": SourceKind.HTML,
    ".xhtml": SourceKind.HTML,
    ".docx": SourceKind.WORD,
    ".epub": SourceKind.EPUB,
}
"""What a file with an article in it is, by the end of its name."""

_DOCTYPE = re.compile(r"<!doctype\s+html\b|<\?xml\s", re.IGNORECASE)
_WHOLE = re.compile(r"<(?:html|head|body)(?:\s[^<>]*)?>\s*(?=<[a-z!/])", re.IGNORECASE)
"""What nothing but a page begins with, before another tag."""
_PART = re.compile(
    r"<(?P<name>html|head|body|article|main|section|header|title|meta|link|div|p|h[1-6]|blockquote|figure|ul|ol|dl|table)"
    r"(?:\s[^<>]*)?/?>(?P<next>\s*<[a-z!])?",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"[\s\ufeff]+|<!--(?:(?!-->).){0,5000}-->", re.DOTALL)
_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)


_HEADER = re.compile(rb"\A\s*(?>(?:[A-Za-z][\w-]{1,40}:[^\n]*\n(?>(?:[ \t][^\n]*\n)*)){2,})\r?\n")
_HEADER_BYTES = 65_536
_PACKED = re.compile(
    rb"^(?:content-type:\s*(?:multipart/|text/html)"
    rb"|content-transfer-encoding:\s*(?:quoted-printable|base64))",
    re.IGNORECASE | re.MULTILINE,
)


def is_packed_mail(data: bytes) -> bool:
    """Whether a file is a message whose words have to be unpacked: in parts, as a page, or encoded.

    >>> head = b"Subject: Eels\\nContent-Type: text/html\\n\\n"
    >>> is_packed_mail(head + b"<p>They left.</p>"), is_packed_mail(b"Note: they left.\\n\\nAll of them.")
    (True, False)
    """
    head = _HEADER.match(data[:_HEADER_BYTES])
    return head is not None and _PACKED.search(head[0]) is not None


def told_by_looks(text: str, named: SourceKind | None) -> SourceKind:
    """What a text is whose file's name says `named`, or says nothing.

    >>> told_by_looks("<article><h1>Boats</h1>", SourceKind.TEXT).value
    'html'
    >>> told_by_looks("<head> is where a page says what it is called.", SourceKind.TEXT).value
    'text'
    """
    if named in {SourceKind.HTML, SourceKind.WORD, SourceKind.EPUB}:
        return named
    start = _beginning(text)
    if _DOCTYPE.match(text, start) or _WHOLE.match(text, start):
        return SourceKind.HTML
    if named is SourceKind.MARKDOWN:
        return named  # which may begin with a block of HTML
    if _is_part(text, start):
        return SourceKind.HTML
    return named or (SourceKind.MARKDOWN if _is_markdown(text) else SourceKind.TEXT)


def _beginning(text: str) -> int:
    """Where the text begins, white space and comments left out."""
    at = 0
    while found := _COMMENT.match(text, at):
        at = found.end()
    return at


def _is_part(text: str, start: int) -> bool:
    """Whether a page's part begins here, without the tags of the whole around it."""
    first = _PART.match(text, start)
    if first is None or _HEADING.search(text):
        return False
    if first["next"]:
        return True
    name = first["name"]
    closed = rf"</{name}\s{{0,20}}>[ \t]{{0,20}}(?:[\r\n<]|\Z)"
    return re.search(closed, text[start:], re.IGNORECASE) is not None


def _is_markdown(text: str) -> bool:
    head = text[:2000].lstrip("\ufeff \t\r\n")
    lines = head.splitlines()
    matter = head.startswith("---") and "---" in lines[1:60]
    return matter or any(
        line.lstrip("#")[:1] == " " and 0 < line.find(" ") <= 6 for line in lines if line[:1] == "#"
    )
