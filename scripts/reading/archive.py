"""Files in a zip archive, within bounds, and the XML in them, without entities from outside or of their own.

An archive says how large its files are, and may lie: what counts is what comes out, and that is cut off.
"""

import io
import zipfile
import zlib

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from scripts.errors import ArticleError

MAX_PART_BYTES = 32 * 1024 * 1024
"""Of one file in an archive, unpacked: a text of five million words."""
MAX_TOTAL_BYTES = 64 * 1024 * 1024
MAX_PARTS = 20_000
MAX_ELEMENTS = 400_000
"""In one file."""


class Archive:
    """An archive that is read file by file. Every problem of it is an ArticleError that names `name`."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.left = MAX_TOTAL_BYTES
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self.zip.namelist())
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self.broken() from error
        if len(self.names) > MAX_PARTS:
            raise self.too_large()

    def part(self, path: str) -> bytes:
        """The file at `path` in the archive; empty if there is none."""
        if path not in self.names:
            return b""
        limit = min(MAX_PART_BYTES, self.left)
        try:
            with self.zip.open(path) as file:
                data = file.read(limit + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            # RuntimeError: the file is encrypted.
            raise self.broken() from error
        if len(data) > limit:
            raise self.too_large()
        self.left -= len(data)
        return data

    def xml(self, path: str) -> etree._Element | None:
        """The root of the XML file at `path`; None if there is no such file."""
        data = self.part(path)
        if not data:
            return None
        if b"<!ENTITY" in data or data.count(b"<") > 2 * MAX_ELEMENTS:
            raise self.broken() if b"<!ENTITY" in data else self.too_large()
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.LxmlError, ValueError) as error:
            raise self.broken() from error

    def broken(self) -> ArticleError:
        """The archive is not what it should be."""
        return ArticleError(
            f"{self.name} is damaged or is no such file", "Save it anew, or its text as a file."
        )

    def too_large(self) -> ArticleError:
        """It unpacks to more than an article can be."""
        return ArticleError(
            f"{self.name} unpacks to more than {MAX_PART_BYTES // 1024**2} MB of text",
            "Give the article's text as a file.",
        )
