"""A server on a port of its own, in a thread, and requests as they are written on the wire."""

import http.client
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from edition.serve.server import Server, open_server

AUDIO = bytes(range(256)) * 400


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes


@dataclass(frozen=True)
class Site:
    server: Server
    root: Path

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    def ask(self, target: str, method: str = "GET", **headers: str) -> Reply:
        """`headers`' names with "_" for "-"; the target goes out as it is, whatever is in it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection._validate_path = lambda url: None  # type: ignore[attr-defined]
        connection._encode_request = lambda request: request.encode("latin-1")  # type: ignore[attr-defined]
        try:
            connection.request(method, target, headers={k.replace("_", "-"): v for k, v in headers.items()})
            reply = connection.getresponse()
            return Reply(reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read())
        finally:
            connection.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    root = tmp_path / "site"
    (root / "tea").mkdir(parents=True)
    (root / "feed.xml").write_bytes(b"<rss/>")
    (root / "index.html").write_bytes(b"<!DOCTYPE html><title>x</title>")
    (root / "tea" / "tea.mp3").write_bytes(AUDIO)
    for name in ("tea.m4a", "tea.m4b", "transcript.vtt", "transcript.srt", "chapters.json", "edition.json"):
        (root / "tea" / name).write_bytes(name.encode())
    (root / "tea" / "empty.txt").write_bytes(b"")
    (root / ".secret").write_text("secret", encoding="utf-8")
    (tmp_path / "outside.txt").write_text("secret", encoding="utf-8")
    with open_server(root, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield Site(server, root)
        finally:
            server.shutdown()
            thread.join()
