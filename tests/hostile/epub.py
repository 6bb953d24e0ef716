"""Books that are out to do harm."""

import io

from tests.hostile.spoiling import DEEP, HUGE, SENTENCE, Files, bomb, entities, locked, spoilt
from tests.scripts.books import CONTAINER, Book, xhtml

COVER = '<item id="c" href="c.png" media-type="image/png" properties="cover-image"/>'
OPF = (
    '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="d" href="d.xhtml"'
    ' media-type="application/xhtml+xml"/></manifest><spine><itemref idref="d"/></spine></package>'
)


def epub_files() -> Files:
    """Books."""
    row = '<li><a href="t/d{0}.xhtml">Chapter {0}</a></li>'.format
    whole = Book(
        [f"<h1>One</h1><p>{SENTENCE}</p>", f"<p>{SENTENCE}</p>"], nav=row(0) + row(1), ncx="<navPoint/>"
    )
    yield from spoilt(whole.packed())
    for tag in ("div", "span", "table", "section"):
        yield f"nested <{tag}>", Book([f"<{tag}>" * DEEP + SENTENCE + f"</{tag}>" * DEEP]).packed()
        yield (
            f"unclosed <{tag}>",
            Book([f'<?xml version="1.0"?><html><body>{f"<{tag}>" * DEEP}{SENTENCE}']).packed(),
        )
    yield "an entity bomb", Book([entities("html")]).packed()
    yield "an entity bomb in the package", Book(more={"OEBPS/a.opf": entities("package")}).packed()
    yield (
        "an entity bomb in the container",
        Book(more={"META-INF/container.xml": entities("container")}).packed(),
    )
    yield (
        "an entity bomb in UTF-16",
        Book(more={"OEBPS/a.opf": entities("package").encode("utf-16")}).packed(),
    )
    yield (
        "a zip bomb",
        bomb("OEBPS/x", b"", b" ", 200, {"META-INF/container.xml": CONTAINER, "OEBPS/a.opf": "<a/>"}),
    )
    document = xhtml(f"<p>{SENTENCE}</p>").encode()
    others = {"META-INF/container.xml": CONTAINER, "OEBPS/a.opf": OPF}
    yield "a bomb of a document", bomb("OEBPS/d.xhtml", document, b" ", 200, others)
    yield "a bomb of elements", bomb("OEBPS/d.xhtml", b"<html><body>", b"<p/>", 30, others)
    yield "a bomb of broken elements", bomb("OEBPS/d.xhtml", b"<html><body>", b"<p>&x ", 30, others)
    yield "a huge attribute", Book([f'<p title="{"x" * HUGE}">{SENTENCE}</p>']).packed()
    yield "many documents", Book([f"<p>{SENTENCE}</p>"] * 4_000).packed()
    yield "too many files", Book(more={f"OEBPS/i{n}": b"" for n in range(25_000)}).packed()
    yield "the same document many times", Book(items='<item id="z" href="t/d0.xhtml"/>' * 20_000).packed()
    yield "many entries", Book(nav="".join(row(0) for _ in range(60_000))).packed()
    yield "a deep table of contents", Book(nav="<li><ol>" * 100 + row(0) + "</ol></li>" * 100).packed()
    yield "many links", Book([f"<p>{SENTENCE}</p>" + '<a href="#a">1</a>' * 60_000]).packed()
    yield "many lists", Book(["<ul><li>" * 100 + '<a href="#a">b</a>' * 3_000 + "</li></ul>" * 100]).packed()
    yield "many paragraphs", Book([f"<p>{SENTENCE}</p>" * 20_000]).packed()
    yield (
        "many notes",
        Book([noted("d1.xhtml#n{0}", 10_000), held("<p id='n{0}'>[1] A.</p>", 10_000)]).packed(),
    )
    yield (
        "too many notes",
        Book([noted("d1.xhtml#n{0}", 100_000), held("<p id='n{0}'>[1] A.</p>", 100_000)]).packed(),
    )
    ring = held('<p epub:type="footnote" id="n{0}">See <a epub:type="noteref" href="#n{1}">1</a></p>', 10_000)
    yield "notes in a ring", Book([noted("#n0", 1) + ring]).packed()
    deep = "<div epub:type='footnote' id='n0'>" * 200 + SENTENCE + "</div>" * 200
    yield "notes in notes", Book([noted("#n0", 1) + deep * 300]).packed()
    yield "a picture that grows", Book(items=COVER, more={"OEBPS/c.png": picture()}).packed()
    yield "locked", locked(whole.packed())
    yield (
        "a ring",
        Book(
            more={"META-INF/container.xml": CONTAINER.replace("a.opf", "../META-INF/container.xml")}
        ).packed(),
    )


def noted(address: str, marks: int) -> str:
    """Paragraphs with a mark each, which leads to `address` with its number."""
    return "".join(f'<p>{SENTENCE}<a href="{address.format(n)}">[1]</a></p>' for n in range(marks))


def held(note: str, notes: int) -> str:
    """Notes: `note` with its number, and with that of the next one, from the last one the first."""
    return "".join(note.format(n, (n + 1) % notes) for n in range(notes))


def picture() -> bytes:
    """A PNG of many pixels in few bytes."""
    from PIL import Image

    file = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")
    return file.getvalue()
