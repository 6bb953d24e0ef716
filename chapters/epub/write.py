"""Writing an EPUB: a ZIP whose every byte follows from the edition.

The container is written with `zipfile` and the documents as text. ebooklib was weighed: it knows overlays
only as files that somebody else wrote, stamps the time of day on every book, and makes its own navigation.
"""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from chapters.epub.content import STYLE, content_chapters
from chapters.epub.package import cover_page, navigation, package_document
from chapters.manifest import Manifest
from chapters.reading.container import Sound, write_package
from chapters.reading.model import reading_text
from chapters.written import WrittenFile

MIMETYPE = "application/epub+zip"
_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)


def write_epub(path: Path, manifest: Manifest, sound: Sound, *, by_word: bool = False) -> WrittenFile:
    """Write the book to `path`, in one step; one chapter's recording is held at a time.

    Raises PublishError if the disk refuses, LostChapterError if a chapter is not in the store.
    """
    return write_package(path, _contents(manifest, sound, by_word))


def _contents(manifest: Manifest, sound: Sound, by_word: bool) -> Iterator[tuple[str, bytes]]:
    chapters = content_chapters(reading_text(manifest), manifest.language, by_word=by_word)
    yield "mimetype", MIMETYPE.encode()
    yield "META-INF/container.xml", _CONTAINER.encode()
    yield "EPUB/package.opf", package_document(manifest, chapters, sound.cover_name).encode()
    yield "EPUB/nav.xhtml", navigation(manifest, chapters).encode()
    yield "EPUB/cover.xhtml", cover_page(manifest, sound.cover_name).encode()
    yield f"EPUB/{sound.cover_name}", sound.cover
    yield f"EPUB/{STYLE}", (files("chapters.epub") / STYLE).read_bytes()
    for number, one in enumerate(chapters):
        yield f"EPUB/{one.name}.xhtml", one.document.encode()
        if one.clips:
            yield f"EPUB/{one.name}.smil", one.overlay.encode()
            yield f"EPUB/{one.name}.mp3", sound.mp3(number)
