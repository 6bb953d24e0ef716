"""Writing an EPUB: a ZIP whose every byte follows from the edition.

The container is written with `zipfile` and the documents as text. ebooklib was weighed: it knows overlays
only as files that somebody else wrote, stamps the time of day on every book, and makes its own navigation.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO

from audio.waves import Levels
from chapters.epub.content import STYLE, content_chapters
from chapters.epub.package import cover_page, navigation, package_document
from chapters.manifest import Manifest
from chapters.mp3file import WrittenFile, digest_of, write_stream
from chapters.reading.model import reading_text
from scripts.files import publishing

MIMETYPE = "application/epub+zip"
_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP can say."""


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


def write_epub(path: Path, manifest: Manifest, sound: Sound, *, by_word: bool = False) -> WrittenFile:
    """Write the book to `path`, in one step; one chapter's recording is held at a time.

    Raises PublishError if the disk refuses, LostChapterError if a chapter is not in the store.
    """
    with publishing(path) as file:
        with zipfile.ZipFile(file, "w") as book:
            add(book, "mimetype", MIMETYPE.encode(), packed=False)
            add(book, "META-INF/container.xml", _CONTAINER.encode())
            for name, data in _contents(manifest, sound, by_word):
                add(book, f"EPUB/{name}", data, packed=not name.endswith((".mp3", ".png", ".jpg")))
        return digest_of(file, path.name)


def add(book: zipfile.ZipFile, name: str, data: bytes, *, packed: bool = True) -> None:
    """Add a file that says nothing of when and where it was made."""
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    entry.create_system, entry.external_attr = 3, 0o100644 << 16
    book.writestr(entry, data)


def chapter_mp3(frames: bytes) -> bytes:
    """A chapter's recording as a file of its own."""
    file: BinaryIO = io.BytesIO()
    write_stream(file, b"", [frames], "")
    file.seek(0)
    return file.read()


def _contents(manifest: Manifest, sound: Sound, by_word: bool) -> Iterator[tuple[str, bytes]]:
    chapters = content_chapters(reading_text(manifest), manifest.language, by_word=by_word)
    cover = sound.cover_name
    yield "package.opf", package_document(manifest, chapters, cover).encode()
    yield "nav.xhtml", navigation(manifest, chapters).encode()
    yield "cover.xhtml", cover_page(manifest, cover).encode()
    yield cover, sound.cover
    yield STYLE, (files("chapters.epub") / STYLE).read_bytes()
    for number, one in enumerate(chapters):
        yield f"{one.name}.xhtml", one.document.encode()
        if one.clips:
            yield f"{one.name}.smil", one.overlay.encode()
            yield f"{one.name}.mp3", chapter_mp3(sound.read(number))
