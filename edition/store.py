"""Where takes and encoded chapters are kept between builds: one file an entry, addressed by content.

An entry is written under another name and renamed, so a killed build leaves whole entries only. Takes and
chapters carry checksums of their own (their writers see to it), so no fsync is needed: one that a power cut
tore is noticed, discarded and made again.
"""

import contextlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from scripts.errors import PublishError
from scripts.files import remove_abandoned, replacing

LAYOUT = "v1"
"""Name of the folder that holds entries laid out as here; a new layout gets a new one."""


def default_root() -> Path:
    """`$AUDIO_EDITION_CACHE`, or the user's cache folder."""
    import platformdirs

    named = os.environ.get("AUDIO_EDITION_CACHE")
    return Path(named) if named else Path(platformdirs.user_cache_dir("audio-edition", appauthor=False))


@dataclass(frozen=True, slots=True)
class FolderStore:
    """A store in a folder; it implements `voices.model.Store`."""

    root: Path

    def path(self, kind: str, key: str) -> Path:
        """Where an entry lives. Keys are hex digests; anything else is a bug, not a path."""
        if not re.fullmatch(r"[a-z]+", kind) or not re.fullmatch(r"[0-9a-f]{16,128}", key):
            raise ValueError(f"not an address of the store: {kind!r} {key!r}")
        return self.root / LAYOUT / kind / key[:2] / key

    def open(self, kind: str, key: str) -> BinaryIO | None:
        """A reader of the entry, or None if there is none."""
        try:
            return self.path(kind, key).open("rb")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._problem("read", error) from error

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

    def sweep(self) -> None:
        """Remove what killed builds left half written."""
        with contextlib.suppress(OSError):
            for part in (self.root / LAYOUT).glob("*/*/.*.part"):
                remove_abandoned(part)

    def _problem(self, verb: str, error: OSError) -> PublishError:
        return PublishError(
            f"Cannot {verb} the store of takes at {self.root}: {error.strerror or error}",
            "Check its rights and free space, or name another folder in AUDIO_EDITION_CACHE.",
        )
