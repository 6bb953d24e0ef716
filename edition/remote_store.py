"""A store at any address that fsspec can write to (`memory://`, `s3://bucket/takes`, `sftp://...`).

Workers on other machines share it by its address alone. Entries carry checksums, so a half-written one is
noticed wherever writing is not one step.
"""

import contextlib
import functools
import io
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, BinaryIO

from edition.addresses import LAYOUT, check_address
from scripts.errors import AudioEditionError, ConfigError, PublishError


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """A store behind an address; it implements `voices.model.Store` and can be sent to workers."""

    address: str

    @classmethod
    def at(cls, address: str) -> "RemoteStore":
        """Raises ConfigError if nothing here can reach such an address."""
        store = cls(address.rstrip("/") if not address.endswith("://") else address)
        _file_system(store.address)
        return store

    def open(self, kind: str, key: str) -> BinaryIO | None:
        """A reader of the entry, or None if there is none. It is fetched whole: entries are of a few MB."""
        files, root = _file_system(self.address)
        try:
            return io.BytesIO(files.cat_file(_path(root, kind, key)))
        except FileNotFoundError:
            return None
        except Exception as error:
            raise self._problem("read", error) from error

    def write(self, kind: str, key: str, data: bytes) -> None:
        """Put an entry in place."""
        files, root = _file_system(self.address)
        path = _path(root, kind, key)
        try:
            files.makedirs(path.rpartition("/")[0], exist_ok=True)
            files.pipe_file(path, data)
        except Exception as error:
            raise self._problem("write", error) from error

    def discard(self, kind: str, key: str) -> None:
        """Take out a damaged entry."""
        files, root = _file_system(self.address)
        with contextlib.suppress(Exception):
            files.rm_file(_path(root, kind, key))

    def _problem(self, verb: str, error: Exception) -> AudioEditionError:
        what = " ".join(str(error).split()) or type(error).__name__
        return PublishError(
            f"Cannot {verb} the store of takes at {self.address}: {what[:200]}",
            "Check the address in AUDIO_EDITION_CACHE, your rights there, and the network.",
        )


def _path(root: str, kind: str, key: str) -> str:
    check_address(kind, key)
    return f"{root.rstrip('/')}/{LAYOUT}/{kind}/{key[:2]}/{key}"


@functools.cache
def _file_system(address: str) -> tuple[Any, str]:
    """The file system behind an address, and the path in it: one connection a process."""
    if find_spec("fsspec") is None:
        raise ConfigError(
            f"fsspec is not installed, and the store is at {address}",
            "Install it: pip install 'audio-edition[upload]'; or name a folder in AUDIO_EDITION_CACHE.",
        )
    from fsspec import core

    connect: Any = core.url_to_fs
    try:
        files, root = connect(address)
    except (ValueError, ImportError, OSError) as error:
        raise ConfigError(
            f"No store can be reached at {address}: {error}",
            "Install what this kind of address needs, or name a folder in AUDIO_EDITION_CACHE.",
        ) from error
    return files, root
