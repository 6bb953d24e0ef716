"""A site on its way to a host: any place that fsspec can write to.

The list of files that the last upload left there (`site.json`) says what has to go up; what stands there is
looked at too, so that a file that somebody removed comes back. The order is that of `edition.show.site`: the
feed after all that it points to, removals after the feed.

Object stores show a file once it is whole. Elsewhere a file goes up under another name first and is renamed.
"""

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edition.show.digests import Digest, Digests, digest_of
from edition.show.site import (
    LIST,
    Action,
    Listed,
    SiteFile,
    Step,
    decide_steps,
    is_inside,
    list_text,
    read_list,
)
from scripts.errors import PublishError

_OBJECT_STORES = frozenset(
    ("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oss", "oci", "hf", "memory", "r2", "b2")
)
"""Whose files appear whole or not at all. For everything else that is not taken for granted."""
_TYPES = {
    ".xml": "application/rss+xml",
    ".vtt": "text/vtt; charset=utf-8",
    ".srt": "application/x-subrip; charset=utf-8",
    ".json": "application/json",
    ".html": "text/html; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/x-m4a",
    ".m4b": "audio/mp4",
    ".epub": "application/epub+zip",
    ".png": "image/png",
    ".jpg": "image/jpeg",
}


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What an upload did."""

    to: str
    written: int
    """Files, the list not counted."""
    removed: int


def open_target(to: str) -> tuple[Any, str, str]:
    """File system of `to`, path of the site's root on it, and `to` for people. Raises PublishError."""
    try:
        import fsspec
    except ImportError as error:
        raise PublishError("Uploading needs fsspec", "pip install 'audio-edition[upload]'") from error
    try:
        fs, root = fsspec.core.url_to_fs(to)  # type: ignore[no-untyped-call]
    except Exception as error:
        raise PublishError(
            f"Cannot upload to {_shown(to)}: {error}",
            "Give a folder or a URL that fsspec knows, and install what it names.",
        ) from error
    return fs, str(root).rstrip("/"), _shown(to)


def upload_to(fs: Any, root: str, site: Path, digests: Digests, to: str) -> Uploaded:
    """Bring the site below `root` on a file system of fsspec to what stands in `site`; `to` is its name for
    people.

    Raises PublishError if the host refuses; what is there by then is safe to be seen, and the next upload
    goes on from there.
    """
    listing = _local(site)
    files = [SiteFile(path, entry.digest, site / path) for path, entry in listing.items()]
    _refuse_changed(files, digests)
    text = list_text(listing).encode()
    files.append(SiteFile(LIST, digest_of(text), text))
    place = _Place(fs, root, to)
    last = place.listing()
    there = place.there(last, listing)
    steps = decide_steps(files, listing, there)
    if doubtful := {step.path for step in steps if step.file and step.path in last}:
        # Should the upload break off, the list must not promise what may have been overwritten by then.
        less = {path: entry for path, entry in last.items() if path not in doubtful}
        place.write(LIST, list_text(less).encode())
        there.pop(LIST, None)
        steps = decide_steps(files, listing, there)
    for step in steps:
        place.do(step)
    written = sum(step.action is Action.WRITE and step.path != LIST for step in steps)
    return Uploaded(to, written, sum(step.action is Action.REMOVE for step in steps))


def _local(site: Path) -> dict[str, Listed]:
    try:
        listing = read_list((site / LIST).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise PublishError(f"Cannot read {site / LIST}: {error}", "Publish the show again.") from error
    if not listing:
        raise PublishError(f"{site / LIST} is damaged", "Publish the show again.")
    return listing


def _refuse_changed(files: list[SiteFile], digests: Digests) -> None:
    """What stands in the site must be what its list says, or the host's list would be wrong too."""
    for file in files:
        try:
            same = isinstance(file.source, Path) and digests.of(file.source) == file.digest
        except OSError:
            same = False
        if not same:
            raise PublishError(f"{file.path} is not as it was published", "Publish the show again.")


class _Place:
    """A site on a file system of fsspec; whatever that raises becomes one error with a next step."""

    def __init__(self, fs: Any, root: str, to: str) -> None:
        self.fs, self.root, self.to = fs, root, to
        protocols = {fs.protocol} if isinstance(fs.protocol, str) else set(fs.protocol)
        self.protocols = protocols
        self.whole = bool(protocols & _OBJECT_STORES)
        self.list: Digest | None = None
        """Of the list that stands there."""
        self.folders: set[str] = set()

    def listing(self) -> dict[str, Listed]:
        with self.errors("read"):
            try:
                data: bytes = self.fs.cat_file(self.path(LIST))
            except FileNotFoundError:
                return {}
        self.list = digest_of(data)
        return read_list(data.decode("utf-8", "replace"))

    def there(self, last: Mapping[str, Listed], wanted: Mapping[str, Listed]) -> dict[str, Digest | int]:
        """Of our files what stands there; those whose size is as listed are taken to be as listed."""
        with self.errors("list"):
            self.fs.invalidate_cache()
            try:
                found = self.fs.find(self.root, detail=True)
            except FileNotFoundError:
                found = {}
        sizes = {name[len(self.root) :].lstrip("/"): info.get("size") for name, info in found.items()}
        there: dict[str, Digest | int] = {}
        for path in {*last, *wanted} & sizes.keys():
            entry = last.get(path)
            known = entry is not None and sizes[path] in (None, entry.digest.bytes)
            there[path] = entry.digest if entry and known else Digest(-1, "")
        if self.list:
            there[LIST] = self.list
        return there

    def do(self, step: Step) -> None:
        if not is_inside(step.path):
            raise PublishError(f"{step.path!r} would lead out of the site", "Rename that file.")
        if step.file is None:
            with self.errors("remove"), contextlib.suppress(FileNotFoundError):
                self.fs.rm_file(self.path(step.path))
        else:
            self.write(step.path, step.file.source)

    def write(self, path: str, source: Path | bytes) -> None:
        target = self.path(path)
        with self.errors("write"):
            self._folder(target.rpartition("/")[0])
            if self.whole:
                self._put(source, target, path)
                return
            head, _, name = target.rpartition("/")
            part = f"{head}/.{name}.part"
            self._put(source, part, path)
            self.fs.mv(part, target)

    def _put(self, source: Path | bytes, target: str, path: str) -> None:
        more = self._headers(path)
        if isinstance(source, bytes):
            self.fs.pipe_file(target, source, **more)
        else:
            self.fs.put_file(os.fspath(source), target, **more)

    def _headers(self, path: str) -> dict[str, Any]:
        """What an object store is told of a file, if fsspec passes it on; it guesses half of them wrong."""
        kind = _TYPES.get(Path(path).suffix, "application/octet-stream")
        if self.protocols & {"s3", "s3a"}:
            return {"ContentType": kind}
        if self.protocols & {"gs", "gcs"}:
            return {"content_type": kind}
        return {}

    def _folder(self, folder: str) -> None:
        if folder not in self.folders:
            self.fs.makedirs(folder, exist_ok=True)
            self.folders.add(folder)

    def path(self, path: str) -> str:
        return f"{self.root}/{path}"

    @contextlib.contextmanager
    def errors(self, verb: str) -> Iterator[None]:
        try:
            yield
        except PublishError:
            raise
        except Exception as error:  # hosts raise what they like
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            raise PublishError(
                f"Cannot {verb} at {self.to}: {reason}",
                "What is there is whole. Publish again: it goes on from there.",
            ) from error


def _shown(to: str) -> str:
    """An address without the password that may be in it."""
    return re.sub(r"//[^/@]*@", "//", to)
