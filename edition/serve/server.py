"""The server: sockets and threads around what the other modules decide."""

import contextlib
import os
import socket
import sys
import threading
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from socketserver import TCPServer
from typing import BinaryIO

from edition.serve.answer import Answer, Entity, decide_answer, type_of
from edition.serve.listing import folder_page
from edition.serve.paths import find, location, request_parts
from scripts.errors import PublishError

MOST_CONNECTIONS = 256
"""At one time; more of them wait to be accepted."""
IDLE_S = 30.0
"""After which a client that neither asks nor takes is let go."""
_BLOCK_BYTES = 1 << 16
_CORS = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "Accept-Ranges, Content-Range, Content-Length, ETag, Last-Modified"),
)
_PREFLIGHT = (
    ("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
    ("Access-Control-Allow-Headers", "Range, If-Range, If-None-Match, If-Modified-Since, Cache-Control"),
    ("Access-Control-Max-Age", "600"),
)


class Server(ThreadingHTTPServer):
    """Serves a folder until it is closed; use as a context, or call `serve_forever`."""

    request_queue_size = 512
    daemon_threads = True
    block_on_close = False

    def __init__(self, root: Path, host: str, port: int) -> None:
        self.root = root.resolve()
        self.slots = threading.BoundedSemaphore(MOST_CONNECTIONS)
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), Handler)

    def server_bind(self) -> None:
        # HTTPServer's own asks the DNS for the host's full name, which can take seconds.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    @property
    def url(self) -> str:
        """Where it is reached."""
        host, port = self.server_address[:2]
        name = f"[{host!s}]" if ":" in str(host) else str(host)
        return f"http://{name}:{port}/"

    def process_request(self, request: object, client_address: object) -> None:
        self.slots.acquire()
        try:
            super().process_request(request, client_address)  # type: ignore[arg-type]
        except BaseException:
            self.slots.release()
            raise

    def process_request_thread(self, request: object, client_address: object) -> None:
        try:
            super().process_request_thread(request, client_address)  # type: ignore[arg-type]
        finally:
            self.slots.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no event; anything else is a bug, to be seen."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = IDLE_S

    def version_string(self) -> str:
        """What the header Server says: nothing that tells versions."""
        return "audio-edition"

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def do_OPTIONS(self) -> None:
        self._send(Answer(HTTPStatus.NO_CONTENT, (("Allow", "GET, HEAD, OPTIONS"), *_PREFLIGHT)), None)

    def do_POST(self) -> None:
        headers = (("Allow", "GET, HEAD, OPTIONS"), ("Content-Length", "0"))
        self._send(Answer(HTTPStatus.METHOD_NOT_ALLOWED, headers), None)

    do_PUT = do_DELETE = do_PATCH = do_POST  # noqa: N815 - the base looks them up

    def _answer(self) -> None:
        parts = request_parts(self.path)
        path = None if parts is None else find(self.server.root, parts)
        slash = self.path.partition("?")[0].endswith("/")
        if parts and path and path.is_dir() and not slash:
            moved = (("Location", location(parts)), ("Content-Length", "0"))
            self._send(Answer(HTTPStatus.MOVED_PERMANENTLY, moved), None)
            return
        path = None if parts is None else self._page(parts, path, slash=slash)
        if path is None:
            self._message(HTTPStatus.NOT_FOUND, "There is no such file here.\n")
        elif path.is_dir():
            self._folder(path)
        else:
            self._file(path)

    def _page(self, parts: tuple[str, ...], path: Path | None, *, slash: bool) -> Path | None:
        """The file to send, or the folder whose page is made here."""
        if path is None and parts[-1:] == ("index.html",):
            folder = find(self.server.root, parts[:-1])
            return folder if folder and folder.is_dir() else None
        if path and path.is_dir():
            return find(self.server.root, (*parts, "index.html")) or path
        return None if slash else path

    def _folder(self, folder: Path) -> None:
        page = folder_page(folder)
        if page is None:
            self._message(HTTPStatus.NOT_FOUND, "There is no page here.\n")
        else:
            self._message(HTTPStatus.OK, page, "text/html; charset=utf-8")

    def _file(self, path: Path) -> None:
        try:
            file = path.open("rb")
        except OSError:
            self._message(HTTPStatus.NOT_FOUND, "There is no such file here.\n")
            return
        with file:
            stat = os.fstat(file.fileno())
            entity = Entity(type_of(path.name), stat.st_size, stat.st_mtime_ns)
            headers = {name.lower(): value for name, value in self.headers.items()}
            self._send(decide_answer(self.command, headers, entity), file)

    def _message(self, status: HTTPStatus, text: str, kind: str = "text/plain; charset=utf-8") -> None:
        data = text.encode()
        headers = (("Content-Type", kind), ("Content-Length", str(len(data))))
        self._send(Answer(status, headers, (data,)), None)

    def _send(self, answer: Answer, file: BinaryIO | None) -> None:
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # a body that nobody reads must not be taken for the next request
        self.send_response(answer.status)
        for name, value in (*answer.headers, *_CORS):
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            for block in self._blocks(answer, file):
                self.wfile.write(block)

    def _blocks(self, answer: Answer, file: BinaryIO | None) -> Iterator[bytes]:
        for part in answer.body:
            if isinstance(part, bytes):
                yield part
            elif file:
                start, end = part
                file.seek(start)
                while start < end:
                    block = file.read(min(_BLOCK_BYTES, end - start))
                    if not block:  # the file became shorter: what was promised cannot be kept
                        self.close_connection = True
                        return
                    start += len(block)
                    yield block

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name is the base's
        """Quiet: what a browser fetches is of no interest to who listens."""


def open_server(root: Path, host: str, port: int) -> Server:
    """A server that listens, and serves once told to. Raises PublishError if it cannot."""
    if not root.is_dir():
        raise PublishError(f"There is no folder {root}", "Name the folder of a site, or of editions.")
    try:
        return Server(root, host, port)
    except (OSError, OverflowError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise PublishError(
            f"Cannot listen on {host}, port {port}: {reason}",
            "Give another --port (0 takes a free one) or --host.",
        ) from error


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches `host`.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    with contextlib.suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"
