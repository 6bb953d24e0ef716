"""One page from the web, within bounds: time, size, redirects, addresses, kinds of content.

Only http and https. Every host is looked up here, its addresses are checked, and the connection goes to the
address that was checked, so a name cannot lead into the local network (not by a redirect, and not by a second
answer from its name server).
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from scripts.errors import ArticleError

if TYPE_CHECKING:
    from scripts.reading import SourceKind

MAX_BYTES = 10 * 1024 * 1024
MAX_REDIRECTS = 5
MAX_SECONDS = 30.0
_Address = tuple[socket.AddressFamily, Any]
"""A family and what its sockets connect to."""
_CONNECT_SECONDS = 10.0
_CHUNK_BYTES = 64 * 1024
_XML = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml")
_AGENT = "audio-edition (reads one page for its user)"
_SAVE = "Save the page as a file and give that."


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent."""

    data: bytes
    kind: "SourceKind | None"
    """None if the server does not say."""
    charset: str
    """As the server declares it, or empty."""
    address: str
    """The address that was asked for, without its fragment."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a fetch may go."""

    bytes: int = MAX_BYTES
    seconds: float = MAX_SECONDS
    redirects: int = MAX_REDIRECTS


def fetch(address: str, *, allow_private: bool = False, bounds: Bounds | None = None) -> Page:
    """Get the page at an http(s) address.

    Raises ArticleError, within `bounds.seconds`, for whatever goes wrong.
    """
    bounds = bounds or Bounds()
    given = _parts(address)
    with _Deadline(bounds.seconds) as deadline:
        try:
            return _follow(given, deadline, bounds, allow_private)
        except ArticleError:
            raise
        except (OSError, http.client.HTTPException, ValueError, zlib.error, EOFError) as error:
            if deadline.over():
                raise _too_slow(given, bounds) from error
            raise ArticleError(
                f"{given.hostname} cannot be read: {_words(error)}", f"Check the address, or: {_SAVE}"
            ) from error


def address_of(address: str) -> str:
    """The address of a page as `Page` has it. Raises ArticleError if it is none."""
    return _parts(address)._replace(fragment="").geturl()


def _follow(given: SplitResult, deadline: "_Deadline", bounds: Bounds, allow_private: bool) -> Page:
    parts = given
    for _ in range(bounds.redirects + 1):
        with (
            contextlib.closing(
                # Who names a host of the local network means it; a page that sends us there may not.
                _connection(parts, deadline, allow_private and parts.hostname == given.hostname)
            ) as connection,
            _asked(connection, parts) as response,
        ):
            target = response.getheader("Location")
            if response.status in {301, 302, 303, 307, 308} and target:
                parts = _parts(urljoin(parts.geturl(), target))
                continue
            if response.status != 200:
                raise ArticleError(
                    f"{parts.hostname} answers {response.status} {response.reason}".rstrip(),
                    f"Check the address; if the page opens in your browser: {_SAVE}",
                )
            kind, charset = _content(response, parts)
            data = _body(response, deadline, bounds, parts)
            return Page(data, kind, charset, given._replace(fragment="").geturl())
    raise ArticleError(
        f"{given.hostname} redirects more than {bounds.redirects} times", f"Check the address, or: {_SAVE}"
    )


def _asked(connection: http.client.HTTPConnection, parts: SplitResult) -> http.client.HTTPResponse:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    accept = f"text/html, text/*;q=0.8, {', '.join(f'{kind};q=0.7' for kind in _XML)}"
    headers = {"User-Agent": _AGENT, "Accept": accept, "Accept-Encoding": "identity"}
    connection.request("GET", path + query, headers=headers)
    return connection.getresponse()


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ArticleError(f"{address[:200]} is no web address", "Check how it is written.") from error
    if parts.scheme.lower() not in {"http", "https"}:
        raise ArticleError(f"{parts.scheme}: addresses are not read, only http and https", _SAVE)
    if not host or port == 0 or any(character.isspace() or ord(character) < 32 for character in parts.netloc):
        raise ArticleError(f"{address[:200]} names no host", "Check how it is written.")
    if parts.username or parts.password:
        raise ArticleError(
            "The address holds a user name or a password, which would end up in the edition", _SAVE
        )
    return parts


def _connection(parts: SplitResult, deadline: "_Deadline", allow_private: bool) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    secure = parts.scheme.lower() == "https"
    port = parts.port or (443 if secure else 80)
    ascii_host = host if ":" in host else host.encode("idna").decode("ascii")
    raw = _connect(_addresses(ascii_host, port, allow_private), ascii_host, deadline)
    deadline.watch(raw)
    connection = http.client.HTTPConnection(ascii_host, port)
    try:
        # The name stays in the Host header and in the certificate's check; the socket is the checked one.
        connection.sock = (
            ssl.create_default_context().wrap_socket(raw, server_hostname=ascii_host) if secure else raw
        )
    except BaseException:
        raw.close()
        raise
    if secure:
        connection.default_port = 443
    return connection


def _addresses(host: str, port: int, allow_private: bool) -> Sequence[_Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ArticleError(
            f"There is no host {host}, or no network to find it with", "Check the address and the network."
        ) from error
    allowed = [
        (family, where) for family, _, _, _, where in found if allow_private or _is_public(str(where[0]))
    ]
    if not allowed:
        raise ArticleError(f"{host} is in the local network, where pages are not fetched from", _SAVE)
    return allowed


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (mapped is None or mapped.is_global)


def _connect(addresses: Sequence[_Address], host: str, deadline: "_Deadline") -> socket.socket:
    problem: OSError = OSError(f"{host} has no address")
    for family, where in addresses:
        connecting = socket.socket(family, socket.SOCK_STREAM)
        connecting.settimeout(max(0.1, min(_CONNECT_SECONDS, deadline.left())))
        try:
            connecting.connect(where)
        except OSError as error:
            connecting.close()
            problem = error
        else:
            return connecting
    raise problem


def _content(response: http.client.HTTPResponse, parts: SplitResult) -> tuple["SourceKind | None", str]:
    from scripts.reading import SourceKind  # that module imports this one

    kinds: dict[str, SourceKind | None] = {
        "text/html": SourceKind.HTML,
        "application/xhtml+xml": SourceKind.HTML,
        "text/markdown": SourceKind.MARKDOWN,
        "text/x-markdown": SourceKind.MARKDOWN,
        # Feeds, and pages that are told by their content.
        **dict.fromkeys(_XML),
        "text/plain": SourceKind.MARKDOWN
        if parts.path.lower().endswith((".md", ".markdown"))
        else SourceKind.TEXT,
    }
    if not response.getheader("Content-Type"):
        return None, ""
    kind = response.headers.get_content_type()
    if kind not in kinds:
        raise ArticleError(
            f"{parts.hostname} sends {kind[:60]}, not a page of text",
            "Give the address of the article's page.",
        )
    return kinds[kind], response.headers.get_content_charset() or ""


def _body(
    response: http.client.HTTPResponse, deadline: "_Deadline", bounds: Bounds, parts: SplitResult
) -> bytes:
    data = bytearray()
    while chunk := response.read1(_CHUNK_BYTES):
        data += chunk
        if len(data) > bounds.bytes:
            raise _too_large(parts, bounds)
        if deadline.over():
            raise _too_slow(parts, bounds)
    if deadline.over():
        raise _too_slow(parts, bounds)
    if response.length:
        raise ArticleError(f"{parts.hostname} broke off in the middle of the page", f"Try again, or: {_SAVE}")
    encoding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if encoding in {"identity", ""}:
        return bytes(data)
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise ArticleError(f"{parts.hostname} sends the page packed as {encoding[:40]}", _SAVE)
    unpacking = zlib.decompressobj(wbits=47 if "gzip" in encoding else 15)
    unpacked = unpacking.decompress(bytes(data), bounds.bytes + 1)
    if len(unpacked) > bounds.bytes:
        raise _too_large(parts, bounds)
    return unpacked


class _Deadline:
    """Shuts watched connections when the time is over, whatever they wait for: a name, a header, a byte."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()

    def __enter__(self) -> "_Deadline":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            for one in self._sockets:
                one.close()
            self._sockets.clear()

    def watch(self, connection: socket.socket) -> None:
        """Shut `connection` at the end; a TLS socket takes the original over, so a duplicate is kept."""
        with self._lock:
            self._sockets.append(connection.dup())
        if self.over():
            self._shut()

    def left(self) -> float:
        return max(0.0, self._end - time.monotonic())

    def over(self) -> bool:
        return self.left() <= 0

    def _shut(self) -> None:
        with self._lock:
            for one in self._sockets:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)


def _words(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error or type(error).__name__)[:200]


def _too_slow(parts: SplitResult, bounds: Bounds) -> ArticleError:
    return ArticleError(
        f"{parts.hostname} did not send the page within {bounds.seconds:g} seconds", f"Try again, or: {_SAVE}"
    )


def _too_large(parts: SplitResult, bounds: Bounds) -> ArticleError:
    return ArticleError(
        f"The page at {parts.hostname} is larger than {bounds.bytes / 1024**2:g} MB",
        "Give the article's text as a file.",
    )
