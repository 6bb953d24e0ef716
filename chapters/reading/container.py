"""ZIP packages whose every byte follows from the edition, and the recordings that go into them."""

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from audio.waves import Levels
from chapters.mp3file import write_stream
from chapters.written import WrittenFile, digest_of
from scripts.files import publishing

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP can say."""
_STORED = (".mp3", ".png", ".jpg", "mimetype")
"""What packing would not make smaller, or may not be packed."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What an edition sounds and looks like, for packages that carry it."""

    read: Callable[[int], bytes]
    """The MP3 frames of a section's chapter."""
    cover: bytes
    """A PNG or a JPEG."""
    levels: Callable[[], Levels]
    """How loud it is from moment to moment."""

    @property
    def cover_name(self) -> str:
        return "cover.png" if self.cover.startswith(b"\x89PNG") else "cover.jpg"

    @property
    def cover_type(self) -> str:
        return "image/png" if self.cover.startswith(b"\x89PNG") else "image/jpeg"

    def mp3(self, number: int) -> bytes:
        """A chapter's recording as a file of its own."""
        file: BinaryIO = io.BytesIO()
        write_stream(file, b"", [self.read(number)], "")
        file.seek(0)
        return file.read()


def write_package(path: Path, contents: Iterable[tuple[str, bytes]]) -> WrittenFile:
    """Write files (name, content) to a ZIP at `path`, in one step; one of them is held at a time.

    Raises PublishError if the disk refuses, and whatever `contents` raises.
    """
    with publishing(path) as file:
        with zipfile.ZipFile(file, "w") as package:
            for name, data in contents:
                entry = zipfile.ZipInfo(name, _FIRST_DAY)
                stored = name.endswith(_STORED)
                entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                entry.create_system, entry.external_attr = 3, 0o100644 << 16
                package.writestr(entry, data)
        return digest_of(file, path.name)
