"""Where takes and encoded chapters are kept between builds: one file an entry, addressed by content.

An entry is written under another name and renamed, so a killed build leaves whole entries only. Takes and
chapters carry checksums of their own (their writers see to it), so no fsync is needed: one that a power cut
tore is noticed, discarded and made again.

The time of an entry's file is when it was last used, to the hour: what was used least lately is pruned first
(`edition.prune`).
"""

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from edition.addresses import LAYOUT, check_address, is_address
from scripts.errors import ConfigError, PublishError
from scripts.files import ABANDONED_S, remove_abandoned, replacing
from voices.model import Store

USE_NOTED_S = 3600.0
"""An entry's time is brought up to date when it is read and its time is older than that."""

_ENVIRONMENT = "AUDIO_EDITION_CACHE"
_SWEPT = ".swept"
"""A file whose time is when the store was swept last."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in the store under a kind and a key."""

    kind: str
    key: str
    size: int
    """Bytes."""
    used: float
    """When it was last read or written, in seconds of Unix time; to the hour."""


def default_root() -> Path:
    """`$AUDIO_EDITION_CACHE`, or the user's cache folder."""
    import platformdirs

    named = os.environ.get(_ENVIRONMENT)
    return Path(named) if named else Path(platformdirs.user_cache_dir("audio-edition", appauthor=False))


def open_store(*, sweeping: bool = True) -> Store:
    """The store that this user's builds share: a folder, or whatever the address in `$AUDIO_EDITION_CACHE`
    names. With `sweeping`, a folder is rid of what killed builds left, now and then."""
    named = os.environ.get(_ENVIRONMENT, "")
    if "://" in named:
        from edition.remote_store import RemoteStore

        return RemoteStore.at(named)
    store = FolderStore(default_root())
    if sweeping:
        store.sweep()
    return store


def folder_store() -> "FolderStore":
    """The store, if it is a folder. Raises ConfigError otherwise."""
    if "://" in os.environ.get(_ENVIRONMENT, ""):
        raise ConfigError(
            f"The store in {_ENVIRONMENT} is not a folder of this machine",
            "Look through it, and prune it, with the tools of the place where it lies.",
        )
    return FolderStore(default_root())


@dataclass(frozen=True, slots=True)
class FolderStore:
    """A store in a folder; it implements `voices.model.Store`."""

    root: Path

    def path(self, kind: str, key: str) -> Path:
        """Where an entry lives. Keys are hex digests; anything else is a bug, not a path."""
        return Path(self._name(kind, key))

    def _name(self, kind: str, key: str) -> str:
        """The same in a text, for what is asked thousands of times a build."""
        check_address(kind, key)
        # pathlib interns the parts of every path, and the table of them only grows.
        return os.path.join(self.root, LAYOUT, kind, key[:2], key)  # noqa: PTH118 - see above

    def open(self, kind: str, key: str) -> BinaryIO | None:
        """A reader of the entry, or None if there is none."""
        path = self._name(kind, key)
        try:
            file = open(path, "rb")  # noqa: PTH123, SIM115 - the caller closes it
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._problem("read", error) from error
        with contextlib.suppress(OSError):
            if time.time() - os.fstat(file.fileno()).st_mtime > USE_NOTED_S:
                os.utime(path)
        return file

    def stamp(self, kind: str, key: str) -> tuple[str, str] | None:
        """Size and time of the entry, as they were and as they are from now on; None if there is none."""
        path = self._name(kind, key)
        try:
            status = now = os.stat(path)  # noqa: PTH116 - it is a text
            if time.time() - status.st_mtime > USE_NOTED_S:
                os.utime(path)
                now = os.stat(path)  # noqa: PTH116 - it is a text
        except OSError:  # reading it tells what is wrong
            return None
        return _stamp(status), _stamp(now)

    def write(self, kind: str, key: str, data: bytes) -> None:
        """Put an entry in place in one step."""
        path = self.path(kind, key)
        try:
            with replacing(path, durable=False) as file:
                file.write(data)
        except OSError as error:
            # Windows does not replace what somebody reads: then the entry is there already.
            if not (isinstance(error, PermissionError) and path.exists()):
                raise self._problem("write", error) from error

    def discard(self, kind: str, key: str) -> None:
        """Take out a damaged entry."""
        with contextlib.suppress(OSError):
            self.path(kind, key).unlink()

    def entries(self) -> Iterator[Entry]:
        """Everything that is there. Raises PublishError if the folder cannot be read."""
        try:
            for path in (self.root / LAYOUT).glob("*/*/*"):
                if is_address(path.parent.parent.name, path.name):
                    with contextlib.suppress(FileNotFoundError):  # gone since it was listed
                        status = path.stat()
                        yield Entry(path.parent.parent.name, path.name, status.st_size, status.st_mtime)
        except OSError as error:
            raise self._problem("read", error) from error

    def sweep(self) -> None:
        """Remove what killed builds left half written, if nobody has lately: of a book there are thousands of
        files to look through."""
        mark = self.root / LAYOUT / _SWEPT
        with contextlib.suppress(OSError):
            if mark.exists() and abs(time.time() - mark.stat().st_mtime) < ABANDONED_S:
                return
            mark.touch()  # fails where there is no store yet, and nothing to sweep
            for part in (self.root / LAYOUT).glob("*/*/.*.part"):
                remove_abandoned(part)

    def _problem(self, verb: str, error: OSError) -> PublishError:
        return PublishError(
            f"Cannot {verb} the store of takes at {self.root}: {error.strerror or error}",
            f"Check its rights and free space, or name another folder in {_ENVIRONMENT}.",
        )


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_size} {status.st_mtime_ns}"
