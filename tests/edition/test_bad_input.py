"""What a user can get wrong: one clear line, a next step, exit code 1 (2 for usage), and nothing lost."""

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from scripts.errors import PublishError
from tests.conftest import Finished, Run

ARTICLE = """The Clock in the Square

The clock in the market square stopped on a Tuesday.

“It has never been wrong before,” said Dora Finch, who winds it.

Nobody knows what time it is.
"""


def refused(finished: Finished, *, says: str, code: int = 1) -> None:
    """One line on standard error that names the problem and what to do; nothing on standard output."""
    assert finished.code == code, finished
    lines = finished.err.strip().splitlines()
    message = lines[-1]
    assert message.startswith("audio-edition: ")
    assert says.lower() in message.lower()
    assert "Traceback" not in finished.err
    assert message.count(". ") >= 1 or code == 2, "there should be a next step"
    assert finished.out == ""


def files_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "clock.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


FILES = {
    "empty file": (b"", "empty"),
    "only white space": (b" \n\t \r\n\xc2\xa0\n", "only white space"),
    "binary file": (bytes(range(256)) * 40, "not a text"),
    "an image": (b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" * 50, "not a text"),
    "undecodable bytes": (b"\xff\xfe\xfd" + b"\x81\x8d\x8f\x90\x9d" * 200, ""),
}


@pytest.mark.parametrize(("content", "says"), FILES.values(), ids=FILES.keys())
@pytest.mark.parametrize("verb", ["script", "build"])
def test_files_that_hold_no_article(
    command: Run, tmp_path: Path, content: bytes, says: str, verb: str
) -> None:
    path = tmp_path / "piece.txt"
    path.write_bytes(content)
    refused(command(verb, path), says=says)
    assert files_in(tmp_path) == ["piece.txt"]


def test_a_file_that_is_not_there(command: Run, tmp_path: Path) -> None:
    refused(command("build", "nowhere.txt"), says="nowhere.txt")
    assert files_in(tmp_path) == []


def test_a_folder(command: Run, tmp_path: Path) -> None:
    refused(command("build", tmp_path), says="folder")


def test_a_kind_of_file_that_is_not_read(command: Run, tmp_path: Path) -> None:
    path = tmp_path / "piece.pdf"
    path.write_bytes(b"%PDF-1.7 ...")
    refused(command("build", path), says="pdf")


def test_a_file_that_may_not_be_read(command: Run, article: Path) -> None:
    article.chmod(0)
    if os.access(article, os.R_OK):
        pytest.skip("this user may read everything (root)")
    refused(command("build", article), says="clock.txt")


def test_an_engine_that_does_not_exist(command: Run, article: Path) -> None:
    finished = command("build", article, "--engine", "parrot")
    refused(finished, says="parrot", code=2)
    assert "piper" in finished.err


def test_an_engine_that_is_not_installed(
    command: Run, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from voices import engines

    engines.get_engine.cache_clear()
    monkeypatch.setitem(sys.modules, "piper", None)
    try:
        finished = command("build", article, "--engine", "piper")
    finally:
        engines.get_engine.cache_clear()
    refused(finished, says="pip install")
    assert files_in(article.parent) == ["clock.txt"]


def test_a_typo_in_the_configuration(command: Run, article: Path) -> None:
    (article.parent / "edition.toml").write_text("[pacing]\nparagraf_ms = 700\n")
    finished = command("build", article, "--engine", "tone")
    refused(finished, says="line 2")
    assert "Did you mean 'paragraph_ms'?" in finished.err


def test_a_voice_that_there_is_not(command: Run, article: Path) -> None:
    (article.parent / "edition.toml").write_text('[cast]\n"Dora Finch" = "nightingale"\n')
    refused(command("build", article, "--engine", "tone"), says="nightingale")


def test_a_cover_that_is_not_there(command: Run, article: Path) -> None:
    (article.parent / "edition.toml").write_text('[show]\nimage = "gone.png"\n')
    refused(command("build", article, "--engine", "tone"), says="gone.png")


def test_a_cover_that_is_no_picture(command: Run, article: Path) -> None:
    (article.parent / "edition.toml").write_text('[show]\nimage = "clock.txt"\n')
    refused(command("build", article, "--engine", "tone"), says="clock.txt")


@pytest.mark.parametrize(
    "arguments",
    [["build"], ["build", "a.txt", "--jobs", "-1"], ["build", "a.txt", "--speed", "2"], ["bild"], ["script"]],
)
def test_wrong_usage(command: Run, arguments: list[str]) -> None:
    refused(command(*arguments), says="--help", code=2)


def test_an_output_folder_that_cannot_be_written(command: Run, article: Path) -> None:
    (article.parent / "taken").write_text("a file where a folder should go")
    refused(command("build", article, "--engine", "tone", "-o", "taken"), says="taken")
    assert (article.parent / "taken").read_text() == "a file where a folder should go"


def build_good(command: Run, article: Path) -> tuple[Path, bytes]:
    finished = command("build", article, "--engine", "tone", "--jobs", "1")
    assert finished.code == 0, finished
    mp3 = article.parent / "editions" / "clock" / "clock.mp3"
    return mp3, mp3.read_bytes()


def test_a_full_disk_leaves_the_last_edition(
    command: Run, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mp3, before = build_good(command, article)
    listing = files_in(article.parent)
    article.write_text(ARTICLE.replace("Tuesday", "Friday"), encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    refused(command("build", article, "--engine", "tone", "--jobs", "1"), says="No space left")
    assert mp3.read_bytes() == before
    assert files_in(article.parent) == listing


def test_a_full_disk_leaves_no_empty_folder(
    command: Run, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    refused(command("build", article, "--engine", "tone", "--jobs", "1"), says="No space left")
    assert not (article.parent / "editions" / "clock").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files to set")
def test_files_that_may_not_grow_leave_the_last_edition(command: Run, article: Path, cache: Path) -> None:
    mp3, before = build_good(command, article)
    article.write_text(ARTICLE.replace("Tuesday", "Friday"), encoding="utf-8")
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
        "from edition.cli import run; sys.exit(run(sys.argv[1:]))"
    )
    finished = subprocess.run(
        [sys.executable, "-c", program, "build", article, "--engine", "tone", "--jobs", "1"],
        capture_output=True,
        text=True,
        cwd=article.parent,
        check=False,
    )
    refused(Finished(finished.returncode, finished.stdout, finished.stderr), says="cannot write")
    assert mp3.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="the fake ffmpeg is a shell script")
def test_ffmpeg_that_fails(command: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mp3, before = build_good(command, article)
    article.write_text(ARTICLE.replace("Tuesday", "Friday"), encoding="utf-8")
    fake = article.parent / "bin" / "ffmpeg"
    fake.parent.mkdir()
    fake.write_text(
        '#!/bin/sh\ncase "$*" in *-version*) echo "ffmpeg version 7"; exit 0;; esac\n'
        'echo "Unknown encoder" >&2\nexit 1\n'
    )
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{fake.parent}:{os.environ['PATH']}")
    refused(command("build", article, "--engine", "tone", "--jobs", "1"), says="ffmpeg")
    assert mp3.read_bytes() == before


class Pages(BaseHTTPRequestHandler):
    """A server that is of no use to anybody."""

    pages: ClassVar[dict[str, tuple[int, str, bytes]]] = {
        "/gone": (404, "text/html", b"<p>Gone."),
        "/forbidden": (403, "text/html", b"<p>No."),
        "/broken": (500, "text/html", b"<p>Oops."),
        "/picture": (200, "image/png", b"\x89PNG"),
        "/nothing": (200, "text/html", b""),
    }

    def do_GET(self) -> None:
        """Answer as the page's row says; /endless never stops talking, /loop sends on to itself."""
        if self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
            return
        elsewhere = {"/file": "file:///etc/passwd", "/inside": "http://localhost:1/secret"}
        if self.path in elsewhere:
            self.send_response(302)
            self.send_header("Location", elsewhere[self.path])
            self.end_headers()
            return
        if self.path == "/endless":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"<p>and another thing</p>\n" * 4000)
            except OSError:
                return
        status, kind, body = self.pages[self.path]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Waits for its threads when it is closed, so that no socket is left open."""

    daemon_threads = False


@pytest.fixture
def server() -> Iterator[str]:
    with Server(("127.0.0.1", 0), Pages) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}"
        httpd.shutdown()


PAGES = {
    "/gone": "404",
    "/forbidden": "403",
    "/broken": "500",
    "/picture": "image/png",
    "/nothing": "empty",
    "/loop": "redirect",
    "/file": "file",
    "/inside": "local network",
    "/endless": "MB",
}


@pytest.mark.parametrize(("page", "says"), PAGES.items(), ids=PAGES.keys())
def test_addresses_that_give_no_article(
    command: Run, server: str, tmp_path: Path, page: str, says: str
) -> None:
    refused(command("build", server + page), says=says)
    assert files_in(tmp_path) == []


ADDRESSES = {
    "http://127.0.0.1:9/x": "127.0.0.1",
    "ftp://example.org/x": "ftp",
    "file:///etc/passwd": "file",
    "http://": "host",
}


@pytest.mark.parametrize(("url", "says"), ADDRESSES.items(), ids=ADDRESSES.keys())
def test_addresses_that_lead_nowhere(command: Run, url: str, says: str) -> None:
    refused(command("build", url), says=says)


def test_one_bad_article_does_not_stop_the_others(command: Run, article: Path) -> None:
    finished = command("build", "gone.txt", article, "--engine", "tone", "--jobs", "1")
    assert finished.code == 1
    assert "gone.txt" in finished.err
    assert (article.parent / "editions" / "clock" / "clock.mp3").is_file()


def test_what_is_wrong_with_one_of_several_names_it_once(command: Run, article: Path, tmp_path: Path) -> None:
    empty = tmp_path / "more" / "empty.txt"
    empty.parent.mkdir()
    empty.write_bytes(b"")
    finished = command("build", empty, "gone.txt", article, "--engine", "tone", "--jobs", "1")
    told = [row for row in finished.err.splitlines() if row.startswith("audio-edition: ")]
    assert [row.count("empty.txt") for row in told] == [1, 0]
    assert [row.count("gone.txt") for row in told] == [0, 1]
    assert str(empty) in told[0]


def test_two_articles_for_one_folder(command: Run, article: Path) -> None:
    other = article.parent / "more" / "clock.txt"
    other.parent.mkdir()
    other.write_text(ARTICLE, encoding="utf-8")
    finished = command("build", article, other, "--engine", "tone", "--jobs", "1")
    assert finished.code == 1
    assert "both" in finished.err


def test_a_bug_is_one_line_and_a_traceback_on_request(
    command: Run, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("wires crossed")

    monkeypatch.setattr("edition.load.read", broken)
    finished = command("script", article)
    refused(finished, says="wires crossed")
    assert "Traceback" in command("--debug", "script", article).err


def test_errors_carry_both_sentences() -> None:
    error = PublishError("It broke", "Mend it.")
    assert str(error) == "It broke. Mend it."
