"""A site goes up: only what changed, the feed last, and whatever fails, no feed points to what is not
there."""

import itertools
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.implementations.local import LocalFileSystem
from fsspec.implementations.memory import MemoryFileSystem

from edition.show.digests import Digests
from edition.show.upload import Uploaded, open_target, upload_to
from scripts.errors import PublishError
from tests.edition.show.conftest import Desk

HOUR = timedelta(hours=1)
BASE = "https://harrow.example/audio/"
_names = itertools.count()


class Watched:
    """What a file system of fsspec is asked to do, noted, and refused from the Nth time on."""

    def __init__(self, fs: Any) -> None:
        self.fs = fs
        self.done: list[tuple[str, str]] = []
        self.asked = 0
        self.limit = 10**9

    def __getattr__(self, name: str) -> Any:
        real = getattr(self.fs, name)
        if name not in ("put_file", "pipe_file", "mv", "rm_file", "cat_file", "find", "makedirs"):
            return real

        def call(*arguments: Any, **more: Any) -> Any:
            self.asked += 1
            if self.asked > self.limit:
                if name == "put_file" and isinstance(self.fs, LocalFileSystem):
                    Path(arguments[1]).write_bytes(b"half")  # what a broken connection leaves
                raise OSError("connection lost")
            path = str(arguments[-1] if name in ("put_file", "mv") else arguments[0])
            self.done.append((name, path))
            return real(*arguments, **more)

        return call


@pytest.fixture(params=["memory", "file"])
def host(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Watched, str]:
    """An object store, and a place where a file can be seen half written."""
    if request.param == "memory":
        return Watched(MemoryFileSystem()), f"/bucket{next(_names)}/show"
    return Watched(LocalFileSystem()), (tmp_path / "host").as_posix()


def up(desk: Desk, host: tuple[Watched, str]) -> Uploaded:
    fs, root = host
    fs.done.clear()
    fs.asked = 0
    return upload_to(fs, root, desk.site, Digests(desk.folder / "d.json"), "the host")


def there(host: tuple[Watched, str]) -> dict[str, bytes]:
    fs, root = host
    try:
        found = fs.fs.find(root)
    except FileNotFoundError:
        return {}
    return {path.removeprefix(root + "/"): fs.fs.cat_file(path) for path in found}


def written(host: tuple[Watched, str]) -> list[str]:
    """Files of the last upload that were put in place, in that order; the list of files left out."""
    fs, root = host
    names = ("mv",) if isinstance(fs.fs, LocalFileSystem) else ("put_file", "pipe_file")
    paths = [path.removeprefix(root + "/") for name, path in fs.done if name in names]
    return [path for path in paths if path != "site.json"]


def test_everything_goes_up_and_the_feed_after_it(desk: Desk, host: tuple[Watched, str]) -> None:
    desk.publish()
    done = up(desk, host)
    assert there(host) == desk.files()
    order = written(host)
    assert order[-2:] == ["feed.xml", "index.html"]
    assert done == Uploaded("the host", len(desk.files()) - 1, 0)


def test_only_what_changed_goes_up(desk: Desk, host: tuple[Watched, str]) -> None:
    desk.publish()
    up(desk, host)
    assert up(desk, host) == Uploaded("the host", 0, 0)
    assert written(host) == []
    desk.edit("tea.md", "It rained.", "It rained and rained.")
    desk.publish(later=HOUR)
    up(desk, host)
    assert {path.partition("/")[0] for path in written(host)} == {"tea", "feed.xml", "index.html"}
    assert there(host) == desk.files()


def test_what_is_withdrawn_goes_after_the_feed(desk: Desk, host: tuple[Watched, str]) -> None:
    desk.publish()
    up(desk, host)
    desk.publish(withdraw=["tea"], later=HOUR)
    done = up(desk, host)
    assert done.removed == 10
    assert there(host) == desk.files()
    fs, root = host
    names = [path for name, path in fs.done if name in ("mv", "put_file", "pipe_file", "rm_file")]
    assert names.index(f"{root}/feed.xml") < names.index(f"{root}/tea/tea.mp3")


def test_what_somebody_else_put_there_stays(desk: Desk, host: tuple[Watched, str]) -> None:
    fs, root = host
    desk.publish()
    fs.fs.makedirs(f"{root}/tea", exist_ok=True)
    fs.fs.pipe_file(f"{root}/tea/mine.txt", b"mine")
    up(desk, host)
    desk.publish(withdraw=["tea"], later=HOUR)
    up(desk, host)
    assert there(host)["tea/mine.txt"] == b"mine"


def test_what_somebody_removed_comes_back(desk: Desk, host: tuple[Watched, str]) -> None:
    fs, root = host
    desk.publish()
    up(desk, host)
    fs.fs.rm_file(f"{root}/tea/tea.mp3")
    fs.fs.pipe_file(f"{root}/tide/tide.mp3", b"cut off")
    assert up(desk, host).written == 2
    assert there(host) == desk.files()


def promised(files: dict[str, bytes]) -> Iterator[tuple[str, int]]:
    """What the feed there points to: path and length."""
    feed = files.get("feed.xml", b"").decode()
    for url, length in re.findall(r'<enclosure url="([^"]*)" length="(\d+)"', feed):
        yield url.removeprefix(BASE).partition("?")[0], int(length)


@pytest.mark.parametrize("caching", ["query", "name"])
def test_whatever_fails_no_feed_points_to_what_is_not_there(
    desk: Desk, host: tuple[Watched, str], caching: str
) -> None:
    """First an upload to an empty place, then one of an edit, a new episode and a withdrawn one; each fails
    at its every operation in turn, and goes on from there."""
    fs, _ = host
    desk.edit("edition.toml", "[show]", f'[publish]\ncaching = "{caching}"\n[show]')
    desk.publish()
    whole: set[bytes] = set()
    failures = 0
    for change in range(2):
        if change:
            desk.edit("tea.md", "It rained.", "It rained for days and days.")
            desk.write("new.md", "---\ndate: 2026-05-20\n---\n# New\n\nWords.\n")
            desk.publish(withdraw=["gulls"], later=HOUR)
        whole |= set(desk.files().values())
        for fs.limit in itertools.count():
            try:
                up(desk, host)
            except PublishError as error:
                failures += 1
                assert "goes on from there" in error.next_step
            else:
                break
            files = there(host)
            for path, length in promised(files):
                assert path in files, (fs.limit, path)
                assert files[path] in whole, "a file is half there"
                if caching == "name":
                    assert len(files[path]) == length
        fs.limit = 10**9
        up(desk, host)
        assert {
            path: data for path, data in there(host).items() if not path.endswith(".part")
        } == desk.files()
    assert failures > 30


def test_an_upload_that_broke_off_leaves_no_doubt(desk: Desk, host: tuple[Watched, str]) -> None:
    """The article is edited, the upload breaks, the edit is taken back: sizes are equal, contents were
    not."""
    fs, _ = host
    desk.publish()
    up(desk, host)
    desk.edit("tea.md", "It rained.", "It poured.")
    desk.publish(later=HOUR)
    fs.limit = 12
    with pytest.raises(PublishError):
        up(desk, host)
    fs.limit = 10**9
    desk.edit("tea.md", "It poured.", "It rained.")
    desk.publish(later=HOUR)
    up(desk, host)
    assert there(host) == desk.files()


def test_a_site_that_was_changed_by_hand_does_not_go_up(desk: Desk, host: tuple[Watched, str]) -> None:
    desk.publish()
    (desk.site / "tea" / "tea.mp3").write_bytes(b"x")
    with pytest.raises(PublishError, match=r"tea/tea\.mp3 is not as it was published"):
        up(desk, host)
    assert there(host) == {}
    (desk.site / "site.json").write_text("{}", encoding="utf-8")
    with pytest.raises(PublishError, match="damaged"):
        up(desk, host)


def test_a_list_on_the_host_cannot_lead_out(desk: Desk, tmp_path: Path) -> None:
    host = Watched(LocalFileSystem()), (tmp_path / "host").as_posix()
    outside = tmp_path / "outside.txt"
    outside.write_text("mine", encoding="utf-8")
    (tmp_path / "host").mkdir()
    evil = '{"version": 1, "files": {"../outside.txt": {"bytes": 4, "sha256": ""}, "/etc/x": {}}}'
    (tmp_path / "host" / "site.json").write_text(evil, encoding="utf-8")
    desk.publish()
    up(desk, host)
    assert outside.read_text(encoding="utf-8") == "mine"
    assert there(host) == desk.files()


def test_targets(tmp_path: Path) -> None:
    fs, root, shown = open_target(str(tmp_path / "host"))
    assert isinstance(fs, LocalFileSystem)
    assert (root, shown) == ((tmp_path / "host").as_posix(), str(tmp_path / "host"))
    _, root, _ = open_target("memory://bucket/show/")
    assert root == "/bucket/show"
    with pytest.raises(PublishError, match="Cannot upload to nonsense://x"):
        open_target("nonsense://user:word@x")
    with pytest.raises(PublishError) as caught:
        open_target("sftp://user:word@host.example/x" if not _has("paramiko") else "nonsense://user:word@x")
    assert "word" not in caught.value.message


def _has(module: str) -> bool:
    import importlib.util

    return importlib.util.find_spec(module) is not None


def test_without_fsspec_the_fix_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(PublishError, match=r"audio-edition\[upload\]"):
        open_target("memory://x")


def test_object_stores_are_told_the_types() -> None:
    class Store(MemoryFileSystem):  # type: ignore[misc]
        protocol = ("s3", "s3a")
        told: dict[str, str] = {}  # noqa: RUF012

        def pipe_file(self, path: str, value: bytes, **more: Any) -> None:
            self.told[path] = more.pop("ContentType", "")

    from edition.show.upload import _Place

    place = _Place(Store(), "/types", "s3")
    for name in ("feed.xml", "a/transcript.vtt", "a/a.m4a", "a/chapters.json", "a/a.mp3"):
        place.write(name, b"x")
    assert Store.told == {
        "/types/feed.xml": "application/rss+xml",
        "/types/a/transcript.vtt": "text/vtt; charset=utf-8",
        "/types/a/a.m4a": "audio/x-m4a",
        "/types/a/chapters.json": "application/json",
        "/types/a/a.mp3": "audio/mpeg",
    }
    assert fsspec.__version__
