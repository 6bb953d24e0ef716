"""What is answered to a request for a file: decided from its headers, with nothing sent yet.

Source: RFC 9110, sections 13 (conditions) and 14 (ranges).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from pathlib import PurePath

from edition.serve.ranges import Ranges, parse_ranges

TYPES = {
    ".xml": "application/xml; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".srt": "application/x-subrip; charset=utf-8",
    ".json": "application/json",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/x-m4a",
    ".m4b": "audio/mp4",
    ".epub": "application/epub+zip",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_NAMED = {"feed.xml": "application/rss+xml; charset=utf-8", "chapters.json": "application/json+chapters"}


@dataclass(frozen=True, slots=True)
class Entity:
    """A file as it stands now."""

    type: str
    bytes: int
    changed_ns: int
    """Nanoseconds since 1970."""

    @property
    def etag(self) -> str:
        return f'"{self.changed_ns:x}-{self.bytes:x}"'

    @property
    def modified(self) -> str:
        return formatdate(self.changed_ns // 1_000_000_000, usegmt=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, headers, and the stretches of the file that follow them."""

    status: HTTPStatus
    headers: tuple[tuple[str, str], ...]
    body: tuple[bytes | tuple[int, int], ...] = ()
    """Bytes as they are, or a range of the file."""


def type_of(name: str) -> str:
    """Media type of a file by its name.

    >>> type_of("a/transcript.vtt"), type_of("chapters.json"), type_of("what")
    ('text/vtt; charset=utf-8', 'application/json+chapters', 'application/octet-stream')
    """
    path = PurePath(name)
    return _NAMED.get(path.name, TYPES.get(path.suffix.lower(), "application/octet-stream"))


def decide_answer(method: str, headers: Mapping[str, str], entity: Entity) -> Answer:
    """The answer to a GET or HEAD for `entity`. `headers` has names in lower case."""
    common = (("ETag", entity.etag), ("Last-Modified", entity.modified), ("Accept-Ranges", "bytes"))
    if _fails(headers, entity):
        return Answer(HTTPStatus.PRECONDITION_FAILED, (*common, ("Content-Length", "0")))
    if _is_known(headers, entity):
        return Answer(HTTPStatus.NOT_MODIFIED, common)
    ranges = _ranges(method, headers, entity)
    if ranges == ():
        refusal = (("Content-Range", f"bytes */{entity.bytes}"), ("Content-Length", "0"))
        return Answer(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, (*common, *refusal))
    if ranges is None:
        whole = (("Content-Type", entity.type), ("Content-Length", str(entity.bytes)))
        return Answer(HTTPStatus.OK, (*common, *whole), ((0, entity.bytes),))
    if len(ranges) == 1:
        start, end = ranges[0]
        part = (
            ("Content-Type", entity.type),
            ("Content-Range", f"bytes {start}-{end - 1}/{entity.bytes}"),
            ("Content-Length", str(end - start)),
        )
        return Answer(HTTPStatus.PARTIAL_CONTENT, (*common, *part), ranges)
    return _multipart(ranges, entity, common)


def _multipart(ranges: Ranges, entity: Entity, common: tuple[tuple[str, str], ...]) -> Answer:
    boundary = secrets.token_hex(16)
    body: list[bytes | tuple[int, int]] = []
    length = 0
    for start, end in ranges:
        head = (
            f"\r\n--{boundary}\r\nContent-Type: {entity.type}\r\n"
            f"Content-Range: bytes {start}-{end - 1}/{entity.bytes}\r\n\r\n"
        ).encode()
        body += [head, (start, end)]
        length += len(head) + end - start
    tail = f"\r\n--{boundary}--\r\n".encode()
    headers = (
        ("Content-Type", f"multipart/byteranges; boundary={boundary}"),
        ("Content-Length", str(length + len(tail))),
    )
    return Answer(HTTPStatus.PARTIAL_CONTENT, (*common, *headers), (*body, tail))


def _ranges(method: str, headers: Mapping[str, str], entity: Entity) -> Ranges | None:
    condition = headers.get("if-range", "").strip()
    if method != "GET" or "range" not in headers or condition not in ("", entity.etag, entity.modified):
        return None
    return parse_ranges(headers["range"], entity.bytes)


def _fails(headers: Mapping[str, str], entity: Entity) -> bool:
    if "if-match" in headers:
        return not _names(headers["if-match"], entity.etag, weak=False)
    since = _seconds(headers.get("if-unmodified-since", ""))
    return since is not None and entity.changed_ns // 1_000_000_000 > since


def _is_known(headers: Mapping[str, str], entity: Entity) -> bool:
    """Whether the client has the file as it is."""
    if "if-none-match" in headers:
        return _names(headers["if-none-match"], entity.etag, weak=True)
    since = _seconds(headers.get("if-modified-since", ""))
    return since is not None and entity.changed_ns // 1_000_000_000 <= since


def _names(header: str, etag: str, *, weak: bool) -> bool:
    tags = [tag.strip() for tag in header.split(",")]
    return "*" in tags or etag in ([tag.removeprefix("W/") for tag in tags] if weak else tags)


def _seconds(date: str) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp() if date else None
    except (ValueError, TypeError, OverflowError):
        return None
