"""Putting what is read with the eyes beside a recording: the page that plays it with the cover, and
books."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from audio.waves import amplitudes
from chapters.epub.write import MIMETYPE, write_epub
from chapters.manifest import CompanionFile, Manifest
from chapters.packages import daisy, lpf
from chapters.packages.daisy import write_daisy
from chapters.packages.lpf import write_lpf
from chapters.page.page import PAGE, PICTURE, page_parts
from chapters.reading import report_picture
from chapters.reading.container import Sound
from chapters.reading.model import ReadingText
from chapters.reading.picture import COLUMNS
from chapters.written import Hashing
from scripts.files import publishing, write_atomic


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a producer wants beside the recording."""

    page: bool = True
    """The read-along page."""
    picture: bool = False
    """A PNG of who speaks when."""
    epub: bool = False
    lpf: bool = False
    daisy: bool = False
    epub_words: bool = False
    """The book marks words instead of sentences."""


def write_reading(
    folder: Path, manifest: Manifest, text: ReadingText, sound: Sound, wanted: Wanted
) -> Manifest:
    """Put the files into `folder`, each in one step; one that is the same already is left alone. `text` is
    what `reading_text` makes of the manifest.

    Returns the manifest with the files added, the page last: it links to all others. Raises PublishError if
    the disk refuses.
    """
    stem = Path(manifest.audio.file).stem
    if wanted.epub:
        book = write_epub(folder / f"{stem}.epub", manifest, sound, by_word=wanted.epub_words)
        manifest = _with(manifest, CompanionFile(book.name, MIMETYPE, book.bytes, book.sha256))
    if wanted.lpf:
        book = write_lpf(folder / f"{stem}.lpf", manifest, sound)
        manifest = _with(manifest, CompanionFile(book.name, lpf.MIMETYPE, book.bytes, book.sha256))
    if wanted.daisy:
        book = write_daisy(folder / f"{stem}.daisy.zip", manifest, sound)
        manifest = _with(manifest, CompanionFile(book.name, daisy.MIMETYPE, book.bytes, book.sha256))
    if wanted.picture:
        heights = amplitudes(sound.levels(), report_picture.COLUMNS)
        png = report_picture.report_picture(manifest, text, heights)
        manifest = _with(manifest, _written(folder, PICTURE, "image/png", png))
    if wanted.page:
        manifest = _with(manifest, _written(folder, sound.cover_name, sound.cover_type, sound.cover))
        heights = amplitudes(sound.levels(), COLUMNS)
        with publishing(folder / PAGE) as file:
            page = Hashing(file)
            for part in page_parts(manifest, text, sound.cover_name, heights):
                page.write(part.encode("utf-8"))
        one = page.written(PAGE)
        manifest = _with(manifest, CompanionFile(PAGE, "text/html", one.bytes, one.sha256))
    return manifest


def _with(manifest: Manifest, file: CompanionFile) -> Manifest:
    return replace(manifest, files=(*manifest.files, file))


def _written(folder: Path, name: str, kind: str, data: bytes) -> CompanionFile:
    write_atomic(folder / name, data)
    return CompanionFile(name, kind, len(data), hashlib.sha256(data).hexdigest())
