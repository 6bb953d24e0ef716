"""URLs: what is fetched, within which bounds, and how each failure is told. All servers are local."""

import contextlib
import gc
import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from scripts.errors import ArticleError
from scripts.reading import SourceKind, read
from scripts.reading.web import Bounds, _is_public, fetch

TEXT = "Boats stay in\n\nThe boats did not go out on that morning, and nobody could say when they would.\n"

BOMB = gzip.compress(bytes(20_000_000))


class _Server(ThreadingHTTPServer):
    """A client that hangs up is what these tests are about, and no news."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Keep quiet."""


class _Site(BaseHTTPRequestHandler):
    """Each path is one behaviour."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        name = self.path.split("?")[0].strip("/").replace("-", "_")
        getattr(self, f"get_{name}", self.get_missing)()

    def answer(
        self, body: bytes, kind: str = "text/plain; charset=utf-8", status: int = 200, **more: str
    ) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for key, value in {"Content_Length": str(len(body)), **more}.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def get_text(self) -> None:
        self.answer(TEXT.encode())

    def get_page(self) -> None:
        self.answer(b"<html><body><h1>Boats stay in</h1><p>All of them.</p></body></html>", "text/html")

    def get_untyped(self) -> None:
        self.answer(TEXT.encode(), "")

    def get_koi8(self) -> None:
        self.answer("Он ушёл домой, и больше его не видели.".encode("koi8-r"), "text/plain; charset=koi8-r")

    def get_packed(self) -> None:
        self.answer(gzip.compress(TEXT.encode()), Content_Encoding="gzip")

    def get_bomb(self) -> None:
        self.answer(BOMB, Content_Encoding="gzip")

    def get_image(self) -> None:
        self.answer(b"\x89PNG", "image/png")

    def get_missing(self) -> None:
        self.answer(b"no", status=404)

    def get_hop(self) -> None:
        self.answer(b"", status=302, Location="/text")

    def get_loop(self) -> None:
        self.answer(b"", status=301, Location="/loop")

    def get_to_file(self) -> None:
        self.answer(b"", status=302, Location="file:///etc/hostname")

    def get_large(self) -> None:
        self.answer(b"a" * 300_000)

    def get_broken(self) -> None:
        self.answer(TEXT.encode(), Content_Length="5000")
        self.close_connection = True

    def get_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.drip()

    def get_drip_header(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self.drip()

    def drip(self) -> None:
        with contextlib.suppress(OSError):
            for _ in range(600):
                self.wfile.write(b"a")
                time.sleep(0.05)
        self.close_connection = True


@contextmanager
def serving() -> Iterator[str]:
    server = _Server(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.mark.parametrize("path", ["text", "hop", "untyped", "packed", "text?a=1#part"])
def test_text_is_read(site: str, path: str) -> None:
    found = read(f"{site}/{path}", allow_private=True)
    assert found.title == "Boats stay in"
    assert found.text == TEXT
    assert found.source == f"{site}/{path}".split("#")[0]


def test_pages_and_charsets(site: str) -> None:
    assert fetch(f"{site}/page", allow_private=True).kind is SourceKind.HTML
    assert "All of them." in read(f"{site}/page", allow_private=True).text
    assert read(f"{site}/koi8", allow_private=True).text.startswith("Он ушёл")


REFUSED = [
    ("missing", "answers 404"),
    ("image", "sends image/png"),
    ("loop", "redirects more than 5 times"),
    ("to-file", "only http and https"),
    ("large", "larger than"),
    ("bomb", "larger than"),
    ("broken", "broke off|cannot be read"),
    ("drip", "within 0.5 seconds"),
    ("drip-header", "within 0.5 seconds"),
]


@pytest.fixture(params=["HTTP/1.1", "HTTP/1.0"])
def old_and_new_site(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, site: str) -> str:
    """An HTTP/1.0 server hangs up after each page: whatever is left open then is reported as a warning."""
    monkeypatch.setattr(_Site, "protocol_version", request.param)
    return site


@pytest.mark.parametrize(("path", "words"), REFUSED)
def test_refused_with_a_next_step(old_and_new_site: str, path: str, words: str) -> None:
    started = time.monotonic()
    with pytest.raises(ArticleError, match=words) as caught:
        fetch(f"{old_and_new_site}/{path}", allow_private=True, bounds=Bounds(bytes=200_000, seconds=0.5))
    gc.collect()
    assert time.monotonic() - started < 15  # half of what the slow ones take, also on a busy machine
    assert caught.value.next_step.endswith(".")


def test_the_local_network_is_out_of_bounds(site: str) -> None:
    with pytest.raises(ArticleError, match="local network"):
        read(f"{site}/text")
    with pytest.raises(ArticleError, match="local network"):
        read(site.replace("127.0.0.1", "localhost"))


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("127.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("::1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("fe80::1%eth0", False),
        ("224.0.0.1", False),
        ("2606:4700::1111", True),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert _is_public(address) is public


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/a",
        "file:///etc/hostname",
        "http://",
        "http://[::1",
        "http://a b/",
        "http://u:p@127.0.0.1/",
    ],
)
def test_other_addresses(address: str) -> None:
    with pytest.raises(ArticleError):
        read(address, allow_private=True)


def test_nobody_answers() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ArticleError, match="cannot be read"):
        read(f"http://127.0.0.1:{port}/", allow_private=True)


def test_a_server_that_is_silent() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(ArticleError, match=r"within 0\.3 seconds"),
    ):
        fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/", allow_private=True, bounds=Bounds(seconds=0.3))


def test_tls_to_a_server_without_it_is_told(site: str) -> None:
    with pytest.raises(ArticleError, match="cannot be read"):
        read(site.replace("http:", "https:") + "/text", allow_private=True)
