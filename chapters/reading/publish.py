"""Putting what is read with the eyes beside a recording: the page that plays it with the cover, and
books."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from audio.waves import amplitudes
from chapters.companions import companion
from chapters.epub.write import MIMETYPE, write_epub
from chapters.manifest import Manifest
from chapters.packages import daisy, lpf
from chapters.packages.daisy import write_daisy
from chapters.packages.lpf import write_lpf
from chapters.page.page import PAGE, PICTURE, page_parts
from chapters.reading import report_picture
from chapters.reading.container import Sound
from chapters.reading.model import ReadingText
from chapters.reading.picture import COLUMNS
from chapters.written import Hashing, WrittenFile
from scripts.files import publishing


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
        manifest = _with(manifest, book, MIMETYPE)
    if wanted.lpf:
        book = write_lpf(folder / f"{stem}.lpf", manifest, sound)
        manifest = _with(manifest, book, lpf.MIMETYPE)
    if wanted.daisy:
        book = write_daisy(folder / f"{stem}.daisy.zip", manifest, sound)
        manifest = _with(manifest, book, daisy.MIMETYPE)
    if wanted.picture:
        heights = amplitudes(sound.levels(), report_picture.COLUMNS)
        png = report_picture.report_picture(manifest, text, heights)
        manifest = _with(manifest, _written(folder, PICTURE, [png]), "image/png")
    if wanted.page:
        manifest = _with(manifest, _written(folder, sound.cover_name, [sound.cover]), sound.cover_type)
        heights = amplitudes(sound.levels(), COLUMNS)
        page = (part.encode("utf-8") for part in page_parts(manifest, text, sound.cover_name, heights))
        manifest = _with(manifest, _written(folder, PAGE, page), "text/html")
    return manifest


def _with(manifest: Manifest, file: WrittenFile, kind: str) -> Manifest:
    return replace(manifest, files=(*manifest.files, companion(file, kind)))


def _written(folder: Path, name: str, parts: Iterable[bytes]) -> WrittenFile:
    with publishing(folder / name) as file:
        hashing = Hashing(file)
        for part in parts:
            hashing.write(part)
    return hashing.written(name)
