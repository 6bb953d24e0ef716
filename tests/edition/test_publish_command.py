"""`publish`, `check` and `serve` from the command line, with real sound (tones)."""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.edition.show.conftest import SETTINGS

ARTICLE = """---
date: 2026-05-01
---
# Rain & tea

It rained.

## Later

“It rained again,” said Mara Quill.
"""


@pytest.fixture
def show(tmp_path: Path) -> Path:
    folder = tmp_path / "show"
    (folder / "2026").mkdir(parents=True)
    (folder / "edition.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "2026" / "rain.md").write_text(ARTICLE, encoding="utf-8")
    return folder


def test_publish_and_check(command: Run, show: Path, tmp_path: Path) -> None:
    arguments = ("publish", show, "--engine", "tone", "--jobs", "1")
    finished = command(*arguments, "--json", "--to", tmp_path / "host")
    assert finished.code == 0, finished
    done = json.loads(finished.out)
    assert done["feed_url"] == "https://harrow.example/audio/feed.xml"
    assert [(told["name"], told["title"], told["change"]) for told in done["episodes"]] == [
        ("rain", "Rain & tea", "new")
    ]
    assert done["written"][-3:] == ["feed.xml", "index.html", "site.json"]
    assert done["uploaded"]["written"] == len(done["written"]) - 1
    site = show / "site"
    assert {path.name for path in site.iterdir()} >= {"feed.xml", "index.html", "rain", "site.json"}
    for file in site.rglob("*"):
        if file.is_file():
            assert (tmp_path / "host" / file.relative_to(site)).read_bytes() == file.read_bytes()
    checked = command("check", show, "--json")
    assert checked.code == 0, checked
    assert json.loads(checked.out)["ok"]
    again = command(*arguments)
    assert again.code == 0
    assert "Nothing has changed." in again.out
    assert "1 unchanged" in again.out
    feed = site / "feed.xml"
    feed.write_bytes(feed.read_bytes().replace(b"audio/mpeg", b"audio/mp3"))
    checked = command("check", site)
    assert checked.code == 1
    assert "type 'audio/mp3' is none of audio/mpeg" in checked.out


def test_a_show_with_mistakes_is_one_clear_line(command: Run, show: Path) -> None:
    (show / "edition.toml").write_text("[show]\ntitle = 'x'\ncategory = ['Nws']\n", encoding="utf-8")
    finished = command("publish", show, "--engine", "tone")
    assert finished.code == 1
    assert finished.out == ""
    assert len(finished.err.strip().splitlines()) == 1
    assert "line 3: category 'Nws' is not in Apple's list" in finished.err
    assert "did you mean 'News'?" in finished.err
    assert not (show / "site").exists()


def test_an_unreachable_host_is_told_before_anything_is_built(command: Run, show: Path) -> None:
    finished = command("publish", show, "--engine", "tone", "--to", "nonsense://x")
    assert finished.code == 1
    assert "Cannot upload to nonsense://x" in finished.err
    assert not (show / "editions").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to a child there")
def test_serve(command: Run, show: Path) -> None:
    """Of a show, its site and nothing else."""
    assert command("publish", show, "--engine", "tone", "--jobs", "1").code == 0
    program = "import sys; from edition.cli import run; sys.exit(run(sys.argv[1:]))"
    arguments = [sys.executable, "-c", program, "serve", str(show), "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as child:
        try:
            assert child.stdout
            url = child.stdout.readline().strip()
            assert url.startswith("http://127.0.0.1:")
            place = url.removeprefix("http://").rstrip("/")
            with contextlib.closing(http.client.HTTPConnection(place, timeout=10)) as connection:
                connection.request("GET", "/rain/rain.mp3", headers={"Range": "bytes=0-2"})
                assert connection.getresponse().read() == b"ID3"
                connection.request("GET", "/edition.toml")
                reply = connection.getresponse()
                assert (reply.status, reply.read()) == (404, b"There is no such file here.\n")
            child.send_signal(signal.SIGINT)
            _, err = child.communicate(timeout=20)
        finally:
            child.kill()
    assert child.returncode == 0
    assert err == ""


def test_serve_needs_a_folder(command: Run, tmp_path: Path) -> None:
    finished = command("serve", tmp_path / "no")
    assert finished.code == 1
    assert "There is no folder" in finished.err
