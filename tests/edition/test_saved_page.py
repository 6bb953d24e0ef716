"""A web page is kept beside its edition: rebuilds ask nobody, until they are told to."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from chapters.manifest import SavedPage
from chapters.manifestfile import from_text, to_text
from chapters.summary import summarise
from tests.conftest import Run
from tests.making import make_manifest

PAGE = """<html lang="en"><head><title>The Weir</title></head><body><article><h1>The Weir</h1>
<p>The weir above the mill has held for ninety years, and the spring flood did not move a stone of it.</p>
<p>“It will stand,” said Ada Lund, who has the key to the sluice. The council wants a survey.</p>
</article></body></html>"""


class Site(ThreadingHTTPServer):
    """Pages that a test may change, and how often each was asked for."""

    daemon_threads = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Pages)
        self.pages = {"/weir": PAGE, "/": PAGE, "/other": PAGE.replace("Weir", "Lock")}
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Answer with the page and count the request."""
        site = self.server
        assert isinstance(site, Site)
        site.asked.append(self.path)
        body = site.pages.get(self.path.partition("?")[0])
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        data = (body or "").encode()
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as httpd:
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        yield httpd
        httpd.shutdown()


def build(command: Run, address: str, *more: object) -> dict[str, Any]:
    finished = command("build", address, "--engine", "tone", "--jobs", "1", "--json", *more)
    assert finished.code == 0, finished
    told: dict[str, Any] = json.loads(finished.out)
    return told


def saved(folder: Path) -> dict[str, Any]:
    (entry,) = json.loads((folder / "edition.json").read_text(encoding="utf-8"))["saved"]
    return dict(entry)


def test_a_rebuild_asks_nobody(command: Run, site: Site, tmp_path: Path) -> None:
    address = f"{site.address}/weir"
    build(command, f"{address}#top")
    folder = tmp_path / "editions" / "weir"
    assert (folder / "source.html").read_text(encoding="utf-8") == PAGE
    entry = saved(folder)
    assert (entry["address"], entry["kind"], entry["charset"]) == (address, "html", "utf-8")
    assert entry["fetched"].endswith("+00:00")
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    site.pages.clear()
    for _ in range(3):
        assert build(command, address)["unchanged"]
    assert site.asked == ["/weir"]
    assert before == {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert command("check", folder).code == 0
    # Another voice needs the words again: they are there.
    assert build(command, address, "--pace", "0.9")["takes_made"] > 0
    assert command("diff", address, "--engine", "tone").code == 0
    assert site.asked == ["/weir"]


def test_an_unchanged_page_is_not_even_read(
    command: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"{site.address}/weir"
    build(command, address)
    build(command, address)  # leaves the seal

    def refuse(*_: object) -> None:
        raise AssertionError("the article was read")

    monkeypatch.setattr("edition.standing.load_script", refuse)
    assert build(command, address)["unchanged"]


def test_two_queries_are_two_editions(command: Run, site: Site, tmp_path: Path) -> None:
    site.pages["/story"] = PAGE
    first, second = (build(command, f"{site.address}/story?id={number}") for number in (1, 2))
    assert first["dir"] != second["dir"]
    assert build(command, f"{site.address}/story?id=1")["unchanged"]
    assert sorted(path.name for path in (tmp_path / "editions").iterdir()) == sorted(
        Path(one["dir"]).name for one in (first, second)
    )
    assert site.asked == ["/story?id=1", "/story?id=2"]


def test_an_edition_of_a_query_made_under_the_short_name_stays_there(
    command: Run, site: Site, tmp_path: Path
) -> None:
    site.pages["/story"] = PAGE
    address = f"{site.address}/story?id=1"
    folder = tmp_path / "editions" / Path(build(command, address)["dir"]).name
    folder.rename(folder.with_name("story"))
    told = build(command, address)
    assert Path(told["dir"]).name == "story"
    assert [path.name for path in (tmp_path / "editions").iterdir()] == ["story"]
    assert site.asked == ["/story?id=1"]
    other = build(command, f"{site.address}/story?id=2")
    assert Path(other["dir"]).name != "story"


def test_refresh_fetches_anew(command: Run, site: Site, tmp_path: Path) -> None:
    address = f"{site.address}/weir"
    build(command, address)
    assert build(command, address, "--refresh")["unchanged"]
    site.pages["/weir"] = PAGE.replace("ninety years", "a hundred years")
    assert build(command, address)["unchanged"]
    told = build(command, address, "--refresh")
    assert told["takes_made"] == 1
    assert "a hundred years" in (tmp_path / "editions" / "weir" / "source.html").read_text(encoding="utf-8")
    assert site.asked == ["/weir"] * 3
    site.pages.clear()
    assert command("build", address, "--engine", "tone", "--refresh").code == 1
    assert build(command, address)["unchanged"]


def test_the_script_that_is_shown_is_that_of_the_kept_page(command: Run, site: Site) -> None:
    address = f"{site.address}/weir"
    build(command, address)
    site.pages["/weir"] = PAGE.replace("ninety years", "a hundred years")
    assert "ninety years" in command("script", address).out
    assert site.asked == ["/weir"]
    assert "a hundred years" in command("script", address, "--refresh").out
    assert "ninety years" in command("script", address).out  # nothing was kept by looking


def test_voices_are_previewed_by_the_kept_page(command: Run, site: Site) -> None:
    address = f"{site.address}/weir"
    build(command, address)
    assert command("voices", "preview", address, "--engine", "tone").code == 0
    assert site.asked == ["/weir"]


def test_an_address_without_a_path_is_found_again(command: Run, site: Site) -> None:
    build(command, f"{site.address}/other")
    first = build(command, f"{site.address}/")
    site.pages.clear()
    again = build(command, f"{site.address}/")
    assert again["unchanged"]
    assert again["dir"] == first["dir"]


@pytest.mark.parametrize("spoil", ["the page", "its name", "the address"])
def test_what_is_not_the_page_that_was_fetched_is_fetched_anew(
    command: Run, site: Site, tmp_path: Path, spoil: str
) -> None:
    address = f"{site.address}/weir"
    build(command, address)
    folder = tmp_path / "editions" / "weir"
    manifest = folder / "edition.json"
    text = manifest.read_text(encoding="utf-8")
    if spoil == "the page":
        (folder / "source.html").write_text("<p>Something else entirely.</p>", encoding="utf-8")
        assert "SHA-256" in command("check", folder).out
    elif spoil == "its name":
        (tmp_path / "editions" / "secret.html").write_text(PAGE, encoding="utf-8")
        manifest.write_text(text.replace('"source.html"', '"../secret.html"'), encoding="utf-8")
        assert "leads out of the folder" in command("check", folder).out
    else:
        address += "?page=2"
    folder = tmp_path / "editions" / Path(build(command, address)["dir"]).name
    assert site.asked == ["/weir", address.removeprefix(site.address)]
    assert (folder / "source.html").read_text(encoding="utf-8") == PAGE
    assert saved(folder)["address"] == address


def test_a_kept_page_is_never_published() -> None:
    page = SavedPage("source.html", "https://example.org/a", "2026-05-17T09:30:00+00:00", "html", "", 3, "0")
    text = to_text(replace(make_manifest("a.mp3", 3), saved=(page,)))
    assert from_text(text).saved == (page,)
    assert "source.html" not in summarise(text).files
