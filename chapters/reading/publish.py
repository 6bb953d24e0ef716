"""Putting what is read with the eyes beside a recording: the page that plays it with the cover, and
books."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from audio.waves import amplitudes
from chapters.epub.write import MIMETYPE, Sound, write_epub
from chapters.manifest import CompanionFile, Manifest
from chapters.page.page import PAGE, read_along_page
from chapters.reading.picture import COLUMNS
from scripts.files import write_atomic


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a producer wants beside the recording."""

    page: bool = True
    """The read-along page."""
    epub: bool = False
    epub_words: bool = False
    """The book marks words instead of sentences."""


def write_reading(folder: Path, manifest: Manifest, sound: Sound, wanted: Wanted) -> Manifest:
    """Put the files into `folder`, each in one step; one that is the same already is left alone.

    Returns the manifest with the files added, the page last: it links to all others. Raises PublishError if
    the disk refuses.
    """
    stem = Path(manifest.audio.file).stem
    if wanted.epub:
        book = write_epub(folder / f"{stem}.epub", manifest, sound, by_word=wanted.epub_words)
        manifest = _with(manifest, CompanionFile(book.name, MIMETYPE, book.bytes, book.sha256))
    if wanted.page:
        kind = "image/png" if sound.cover_name.endswith(".png") else "image/jpeg"
        manifest = _with(manifest, _written(folder, sound.cover_name, kind, sound.cover))
        heights = amplitudes(sound.levels(), COLUMNS)
        page = read_along_page(manifest, sound.cover_name, heights).encode("utf-8")
        manifest = _with(manifest, _written(folder, PAGE, "text/html", page))
    return manifest


def _with(manifest: Manifest, file: CompanionFile) -> Manifest:
    return replace(manifest, files=(*manifest.files, file))


def _written(folder: Path, name: str, kind: str, data: bytes) -> CompanionFile:
    write_atomic(folder / name, data)
    return CompanionFile(name, kind, len(data), hashlib.sha256(data).hexdigest())
