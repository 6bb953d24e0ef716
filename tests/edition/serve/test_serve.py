"""The server as players see it, and as those who mean no good see it."""

import email
import http.client
import os
import socket
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from email.utils import formatdate
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from edition.serve import server as servers
from edition.serve.server import is_loopback, open_server
from scripts.errors import PublishError
from tests.edition.serve.conftest import AUDIO, Site
from tests.making import make_edition, make_manifest

MP3 = "/tea/tea.mp3"


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("/feed.xml", "application/rss+xml; charset=utf-8"),
        ("/", "text/html; charset=utf-8"),
        (MP3, "audio/mpeg"),
        ("/tea/tea.m4a", "audio/x-m4a"),
        ("/tea/tea.m4b", "audio/mp4"),
        ("/tea/transcript.vtt", "text/vtt; charset=utf-8"),
        ("/tea/transcript.srt", "application/x-subrip; charset=utf-8"),
        ("/tea/chapters.json", "application/json+chapters"),
        ("/tea/edition.json", "application/json"),
    ],
)
def test_types_and_cors(site: Site, target: str, kind: str) -> None:
    for method in ("GET", "HEAD"):
        reply = site.ask(target, method, Origin="https://player.example")
        assert reply.status == 200
        assert reply.headers["content-type"] == kind
        assert reply.headers["access-control-allow-origin"] == "*"
        assert "Content-Range" in reply.headers["access-control-expose-headers"]
        assert reply.headers["accept-ranges"] == "bytes"
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert "python" not in reply.headers["server"].lower()
        assert reply.body == (b"" if method == "HEAD" else _content(site, target))
        assert int(reply.headers["content-length"]) == len(_content(site, target))


def _content(site: Site, target: str) -> bytes:
    return (site.root / (target.lstrip("/") or "index.html")).read_bytes()


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-99", 0, 100), ("bytes=100-", 100, len(AUDIO)), ("bytes=-50", len(AUDIO) - 50, len(AUDIO))],
)
def test_a_range(site: Site, asked: str, start: int, end: int) -> None:
    reply = site.ask(MP3, Range=asked)
    assert reply.status == 206
    assert reply.body == AUDIO[start:end]
    assert reply.headers["content-range"] == f"bytes {start}-{end - 1}/{len(AUDIO)}"
    assert int(reply.headers["content-length"]) == end - start


def test_several_ranges_are_parts_of_one_answer(site: Site) -> None:
    reply = site.ask(MP3, Range="bytes=0-9,1000-1009,-5")
    assert reply.status == 206
    assert int(reply.headers["content-length"]) == len(reply.body)
    head = f"Content-Type: {reply.headers['content-type']}\r\n\r\n".encode()
    parts = email.message_from_bytes(head + reply.body).get_payload()
    assert [part["Content-Range"] for part in parts] == [  # type: ignore[union-attr, index]
        f"bytes 0-9/{len(AUDIO)}",
        f"bytes 1000-1009/{len(AUDIO)}",
        f"bytes {len(AUDIO) - 5}-{len(AUDIO) - 1}/{len(AUDIO)}",
    ]
    assert [part["Content-Type"] for part in parts] == ["audio/mpeg"] * 3  # type: ignore[union-attr, index]
    assert reply.body.count(AUDIO[1000:1010]) >= 1


def test_ranges_that_touch_are_one(site: Site) -> None:
    reply = site.ask(MP3, Range="bytes=0-9,10-19,5-30")
    assert (reply.status, reply.body) == (206, AUDIO[:31])


def test_a_range_that_is_not_in_the_file(site: Site) -> None:
    reply = site.ask(MP3, Range=f"bytes={len(AUDIO)}-")
    assert (reply.status, reply.body) == (416, b"")
    assert reply.headers["content-range"] == f"bytes */{len(AUDIO)}"


@pytest.mark.parametrize(
    "asked", ["bytes=9-1", "seconds=0-1", "bytes=" + ",".join(f"{n}-{n}" for n in range(0, 9_000, 2))]
)
def test_what_is_not_understood_or_too_much_gets_the_file_once(site: Site, asked: str) -> None:
    reply = site.ask(MP3, Range=asked)
    assert (reply.status, reply.body) == (200, AUDIO)


def test_an_empty_file(site: Site) -> None:
    reply = site.ask("/tea/empty.txt", Range="bytes=0-")
    assert (reply.status, reply.body, reply.headers["content-length"]) == (200, b"", "0")


def test_head_knows_no_ranges(site: Site) -> None:
    reply = site.ask(MP3, "HEAD", Range="bytes=0-9")
    assert (reply.status, reply.headers["content-length"]) == (200, str(len(AUDIO)))


def test_conditions(site: Site) -> None:
    first = site.ask(MP3)
    etag, modified = first.headers["etag"], first.headers["last-modified"]
    for header in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        known = site.ask(MP3, If_None_Match=header)
        assert (known.status, known.body) == (304, b"")
        assert known.headers["etag"] == etag
    assert site.ask(MP3, If_None_Match='"x"').status == 200
    assert site.ask(MP3, If_Modified_Since=modified).status == 304
    assert site.ask(MP3, If_Modified_Since=formatdate(0, usegmt=True)).status == 200
    assert site.ask(MP3, If_Modified_Since="yesterday").status == 200
    assert site.ask(MP3, If_Match='"x"').status == 412
    assert site.ask(MP3, If_Match=etag).status == 200
    assert site.ask(MP3, If_Match=f"W/{etag}").status == 412
    assert site.ask(MP3, If_Unmodified_Since=formatdate(0, usegmt=True)).status == 412
    for condition, status in ((etag, 206), (modified, 206), ('"x"', 200), (f"W/{etag}", 200)):
        assert site.ask(MP3, Range="bytes=0-9", If_Range=condition).status == status


def test_a_changed_file_has_another_etag(site: Site) -> None:
    before = site.ask(MP3).headers["etag"]
    (site.root / "tea" / "tea.mp3").write_bytes(AUDIO[::-1])
    os.utime(site.root / "tea" / "tea.mp3", ns=(1, 1))
    assert site.ask(MP3).headers["etag"] != before
    assert site.ask(MP3, Range="bytes=0-9", If_Range=before).body == AUDIO[::-1]


def test_preflight_and_other_methods(site: Site) -> None:
    reply = site.ask(MP3, "OPTIONS", Origin="https://x.example", Access_Control_Request_Method="GET")
    assert reply.status == 204
    assert "Range" in reply.headers["access-control-allow-headers"]
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        reply = site.ask(MP3, method)
        assert reply.status == 405
        assert reply.headers["allow"] == "GET, HEAD, OPTIONS"
    assert site.ask(MP3, "BREW").status == 501


def test_a_folder_gets_its_slash_and_its_page(site: Site) -> None:
    reply = site.ask("/tea?x=1")
    assert (reply.status, reply.headers["location"]) == (301, "/tea/")
    assert site.ask("/tea/").status == 404
    (site.root / "tea" / "index.html").write_text("hello", encoding="utf-8")
    assert site.ask("/tea/").body == b"hello"


def test_a_folder_of_editions_has_a_page(site: Site) -> None:
    make_edition(site.root / "all" / "rain", make_manifest("rain.mp3", 90, title="Rain & <b>tea</b>"))
    (site.root / "all" / "broken").mkdir()
    (site.root / "all" / "broken" / "edition.json").write_text("{", encoding="utf-8")
    for target in ("/all/", "/all/index.html", "/all/rain/", "/all/rain/index.html"):
        reply = site.ask(target)
        assert reply.status == 200, target
        assert "Rain &amp; &lt;b&gt;tea&lt;/b&gt;" in reply.body.decode()
        assert 'src="rain/rain.mp3"' in reply.body.decode() or 'src="./rain.mp3"' in reply.body.decode()


WAYS_OUT = [
    "/../outside.txt",
    "/tea/../../outside.txt",
    "/%2e%2e/outside.txt",
    "/..%2foutside.txt",
    "/%2e%2e%2foutside.txt",
    "/tea/..%5c..%5coutside.txt",
    "/..\\outside.txt",
    "/%252e%252e/outside.txt",
    "/%c0%ae%c0%ae/outside.txt",
    "/%uff0e%uff0e/outside.txt",
    "//outside.txt/..",
    "//etc/passwd",
    "/%2fetc%2fpasswd",
    "/file:///etc/passwd",
    "/C:/Windows/win.ini",
    "/C:%5cWindows%5cwin.ini",
    "/tea/tea.mp3%00.txt",
    "/%00",
    "/tea/tea.mp3::$DATA",
    "/con",
    "/tea/aux.txt",
    "/.secret",
    "/%2esecret",
    "/./.secret",
    "/tea/./tea.mp3/../../.secret",
    "/tea/tea.mp3.",
    "/tea/tea.mp3%20",
    "/feed.xml/",
    "/feed.xml/index.html",
    "/tea%0d%0aX-Evil:%201",
    "/%ff%fe",
    "/~root",
    "http://evil.example/x",
    "*",
    "tea/tea.mp3",
    "/" + "a" * 5_000,
    "/" + "a/" * 5_000,
    "/%",
    "/%zz",
]


@pytest.mark.parametrize("target", WAYS_OUT)
def test_there_is_no_way_out(site: Site, target: str) -> None:
    reply = site.ask(target)
    assert reply.status in (400, 404)
    assert b"secret" not in reply.body
    assert "x-evil" not in reply.headers


def test_links_lead_nowhere_out_of_the_folder(site: Site, tmp_path: Path) -> None:
    (site.root / "out.txt").symlink_to(tmp_path / "outside.txt")
    (site.root / "up").symlink_to(tmp_path)
    (site.root / "hidden.txt").symlink_to(site.root / ".secret")
    (site.root / "loop").symlink_to(site.root / "loop")
    (site.root / "within.mp3").symlink_to(site.root / "tea" / "tea.mp3")
    for target in ("/out.txt", "/up/outside.txt", "/up/", "/hidden.txt", "/loop"):
        assert site.ask(target).status == 404, target
    assert site.ask("/within.mp3").body == AUDIO


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_devices_are_not_opened(site: Site) -> None:
    os.mkfifo(site.root / "pipe.mp3")
    assert site.ask("/pipe.mp3").status == 404


def test_a_redirect_never_leads_to_another_host(site: Site) -> None:
    reply = site.ask("//tea")
    assert reply.headers.get("location", "/tea/") == "/tea/"
    assert not site.ask("//evil.example/%2f..").headers.get("location", "").startswith("//")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=40))
@example("tea/%2e%2e/../.secret")
def test_any_target_stays_inside(site: Site, target: str) -> None:
    reply = site.ask(f"/{target}")
    assert reply.status in (200, 301, 400, 404, 414)
    assert b"secret" not in reply.body


def test_two_hundred_at_once(site: Site) -> None:
    """200 clients, all connected before the first asks; each gets its own bytes."""
    gate = threading.Barrier(200)

    def ask(number: int) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
        connection.connect()
        gate.wait(60)
        start = number * 400
        connection.request("GET", MP3, headers={"Range": f"bytes={start}-{start + 4_999}"})
        reply = connection.getresponse()
        right = reply.status == 206 and reply.read() == AUDIO[start : start + 5_000]
        connection.close()
        return right

    with ThreadPoolExecutor(200) as pool:
        assert all(pool.map(ask, range(200)))


def test_more_connections_than_slots_wait_their_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "MOST_CONNECTIONS", 2)
    (tmp_path / "a.mp3").write_bytes(AUDIO)
    with open_server(tmp_path, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            idle = [socket.create_connection(server.server_address[:2]) for _ in range(2)]
            time.sleep(0.3)
            connection = http.client.HTTPConnection("127.0.0.1", int(server.server_address[1]), timeout=10)
            connection.request("GET", "/a.mp3")
            idle[0].close()
            assert connection.getresponse().read() == AUDIO
            connection.close()
            idle[1].close()
        finally:
            server.shutdown()
            thread.join()


def test_one_connection_serves_many_requests(site: Site) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    for number in range(20):
        connection.request("GET" if number % 2 else "HEAD", MP3, headers={"Range": "bytes=5-9"})
        reply = connection.getresponse()
        assert reply.read() == (AUDIO[5:10] if number % 2 else b"")
    connection.close()


def test_a_body_is_not_the_next_request(site: Site) -> None:
    smuggled = b"GET /feed.xml HTTP/1.1\r\nHost: x\r\n\r\n"
    for head in (b"Content-Length: %d" % len(smuggled), b"Transfer-Encoding: chunked"):
        with socket.create_connection(("127.0.0.1", site.port), timeout=10) as client:
            client.sendall(b"GET /tea/chapters.json HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n\r\n" + smuggled)
            received = b""
            while block := _received(client):
                received += block
        assert received.count(b"HTTP/1.1 ") == 1
        assert b"<rss/>" not in received


def _received(client: socket.socket) -> bytes:
    try:
        return client.recv(65_536)
    except ConnectionResetError:
        return b""


def test_a_client_that_says_nothing_is_let_go(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers.Handler, "timeout", 0.3)
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as client:
        client.sendall(b"GET /feed")
        assert client.recv(100) == b""


def test_a_client_that_hangs_up_disturbs_nobody(site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    (site.root / "large.mp3").write_bytes(b"x" * 20_000_000)
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", site.port), timeout=10) as client:
            client.sendall(b"GET /large.mp3 HTTP/1.1\r\nHost: x\r\n\r\n")
            client.recv(100)
    assert site.ask("/feed.xml").status == 200
    time.sleep(0.2)
    assert capfd.readouterr().err == ""


def test_where_it_listens(tmp_path: Path) -> None:
    with open_server(tmp_path, "127.0.0.1", 0) as server:
        assert server.url == f"http://127.0.0.1:{server.server_address[1]}/"
        with pytest.raises(PublishError, match="Cannot listen") as caught:
            open_server(tmp_path, "127.0.0.1", int(server.server_address[1]))
        assert "--port" in caught.value.next_step
    with pytest.raises(PublishError, match="Cannot listen"):
        open_server(tmp_path, "256.1.1.1", 0)
    with pytest.raises(PublishError, match="no folder"):
        open_server(tmp_path / "no", "127.0.0.1", 0)
    assert is_loopback("::1")
    assert not is_loopback("::")
    assert not is_loopback("example.org")
