"""A site in Chromium, served by `serve`: players seek, pages are accessible, nothing leaves the site."""

import json
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from edition.serve.server import open_server
from tests.sites.conftest import HERE, missing, node, tool

pytestmark = pytest.mark.readers


@pytest.fixture
def address(show: Path) -> Iterator[str]:
    """Where the show is served."""
    with open_server(show, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server.url
        server.shutdown()
        thread.join()


def test_players_seek_and_pages_are_accessible(address: str) -> None:
    chromium = tool("chromium", "chromium-browser", "google-chrome")
    pages = [address, f"{address}rain/"]
    found = [json.loads(line) for line in node("browse.mjs", chromium, *pages).splitlines()]
    assert [page["url"] for page in found] == pages
    for page in found:
        assert page["light"] == []
        assert page["dark"] == []
        assert page["problems"] == []
        seek = page["seek"]
        assert seek["seekable"] == pytest.approx(seek["duration"])
        assert seek["places"] == pytest.approx([0.75, 0.25], abs=0.01)
        assert all(answer["url"].startswith((address, "data:")) for answer in page["answers"])
        ranged = [answer for answer in page["answers"] if answer["range"]]
        assert ranged
        assert {answer["status"] for answer in ranged} == {206}
        assert {answer["status"] for answer in page["answers"]} <= {200, 206, 304}


def test_pages_are_valid_html(show: Path) -> None:
    java = tool("java")
    jar = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        missing("vnu-jar", "npm install --prefix tests/sites")
    pages = [str(show / "index.html"), str(show / "rain" / "index.html")]
    finished = subprocess.run([java, "-jar", str(jar), *pages], capture_output=True, text=True, check=False)
    # On a disk a page has no origin, so that what its policy calls 'self' is nothing to the validator.
    told = [line for line in finished.stderr.splitlines() if "violates Content Security Policy" not in line]
    assert told == []
    assert finished.returncode == 0
