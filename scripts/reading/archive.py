"""Files in a zip archive, within bounds, and the XML in them, without entities from outside or of their own.

An archive says how large its files are, and may lie: what counts is what comes out, and that is cut off. The
bounds hold for all that is read of one archive together.
"""

import html.entities
import io
import re
import zipfile
import zlib

from lxml import etree  # type: ignore[import-untyped,unused-ignore]
from lxml import html as lxml_html  # type: ignore[import-untyped,unused-ignore]

from scripts.errors import ArticleError
from scripts.reading.trees import parsable

MAX_PART_BYTES = 32 * 1024 * 1024
"""Of one file in an archive, unpacked: a text of five million words."""
MAX_TOTAL_BYTES = 64 * 1024 * 1024
MAX_PARTS = 20_000
MAX_ELEMENTS = 400_000
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OWN_TO_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DECLARED = tuple("<!ENTITY".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))


def declares_entities(data: bytes) -> bool:
    """Whether XML defines entities of its own: what a text says is then not what it looks like."""
    return any(declared in data for declared in _DECLARED)


class Archive:
    """An archive that is read file by file. Every problem of it is an ArticleError that names `name`."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.left = MAX_TOTAL_BYTES
        self.elements_left = MAX_ELEMENTS
        # Before anything is made of them: each entry of the directory costs ten times its bytes in memory.
        if data.count(b"PK\x01\x02") > MAX_PARTS:
            raise self.too_large()
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
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError) as error:
            raise self.broken() from error
        except RuntimeError as error:
            raise ArticleError(
                f"{self.name} is locked with a password", "Give a copy of it without a password."
            ) from error
        if len(data) > limit:
            raise self.too_large()
        self.left -= len(data)
        return data

    def xml(self, path: str) -> etree._Element | None:
        """The root of the XML file at `path`; None if there is no such file."""
        data = self._markup(path)
        if not data:
            return None
        try:
            return _parsed(data)
        except (etree.LxmlError, ValueError) as error:
            raise self.broken() from error

    def page(self, path: str) -> etree._Element | None:
        """The root of the XHTML file at `path`, its tags in lower case and without namespaces; None if there
        is no such file. One that is no XML is read as browsers read pages."""
        data = self._markup(path)
        if not data.strip():
            return None
        try:
            root = _parsed(_ENTITY.sub(_character, data))
        except (etree.LxmlError, ValueError):
            root = self._soup(data)
        for element in root.iter() if root is not None else ():
            if isinstance(element.tag, str):
                element.tag = element.tag.rpartition("}")[2].lower()
        return root

    def _soup(self, data: bytes) -> etree._Element | None:
        parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
        try:
            root = etree.fromstring(_as_utf8(data), parser)
        except (etree.LxmlError, ValueError, AssertionError) as error:
            raise self.broken() from error
        if any("depth" in entry.message for entry in parser.error_log):
            raise ArticleError(
                f"{self.name} nests its elements too deep to be read", "Save its text and give that file."
            )
        return root

    def _markup(self, path: str) -> bytes:
        data = self.part(path)
        if declares_entities(data):
            raise ArticleError(
                f"{self.name} defines entities of its own, which are not read", "Save its text as a file."
            )
        self.elements_left -= max(data.count(b"<"), 1) // 2
        if self.elements_left < 0:
            raise self.too_large()
        return data

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


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(data, parser)


def _character(match: re.Match[bytes]) -> bytes:
    """A named character of HTML as XML knows it; any other name as it is."""
    name = match[1].decode("ascii")
    found = "" if name in _OWN_TO_XML else html.entities.html5.get(f"{name};", "")
    return "".join(f"&#{ord(one)};" for one in found).encode() or match[0]


def _as_utf8(data: bytes) -> bytes:
    """What a page is written in, where it is none of the Unicode forms, is not asked: books are in those."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        data = data.decode("utf-16", "replace").encode("utf-8")
    return parsable(data.decode("utf-8", "replace")).encode("utf-8")
