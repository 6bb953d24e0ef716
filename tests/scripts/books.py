"""Small EPUBs for tests."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OEBPS/a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
METADATA = (
    "<dc:title>The Weir</dc:title><dc:creator>Ada Lund</dc:creator><dc:language>en-GB</dc:language>"
    "<dc:date>2019-04-02T00:00:00Z</dc:date><dc:publisher>Mill Press</dc:publisher>"
)
TEXT = "It held for ninety years, and nobody gave it a thought until the flood."


def xhtml(body: str, attributes: str = "") -> str:
    """A content document."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>not read</title></head><body {attributes}>{body}</body></html>"
    )


@dataclass
class Book:
    """What a book is packed from; documents are named d0.xhtml, d1.xhtml..."""

    bodies: Sequence[str] = (f"<h1>One</h1><p>{TEXT}</p>",)
    metadata: str = METADATA
    nav: str = ""
    """List items of the table of contents."""
    landmarks: str = ""
    ncx: str = ""
    """Nav points."""
    guide: str = ""
    items: str = ""
    """More of the package's manifest."""
    more: Mapping[str, str | bytes] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    beside: frozenset[int] = frozenset()
    """Documents outside the linear order."""

    def packed(self) -> bytes:
        """The file."""
        files: dict[str, str | bytes] = {"META-INF/container.xml": CONTAINER}
        items, spine = self.items, ""
        for number, body in enumerate(self.bodies):
            files[f"OEBPS/t/d{number}.xhtml"] = body if body.startswith("<?xml") else xhtml(body)
            linear = ' linear="no"' if number in self.beside else ""
            items += f'<item id="d{number}" href="t/d{number}.xhtml" media-type="application/xhtml+xml"/>'
            spine += f'<itemref idref="d{number}"{linear}/>'
        if self.nav or self.landmarks:
            lists = f'<nav epub:type="toc"><ol>{self.nav}</ol></nav>'
            lists += f'<nav epub:type="landmarks"><ol>{self.landmarks}</ol></nav>'
            files["OEBPS/nav.xhtml"] = xhtml(lists)
            items += '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        if self.ncx:
            files["OEBPS/toc.ncx"] = (
                f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{self.ncx}</navMap></ncx>'
            )
            items += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        files["OEBPS/a.opf"] = (
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
            f"{self.metadata}</metadata><manifest>{items}</manifest><spine>{spine}</spine>"
            f"<guide>{self.guide}</guide></package>"
        )
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
            for name, data in {**files, **self.more}.items():
                if name not in self.left_out:
                    archive.writestr(name, data)
        return buffer.getvalue()
