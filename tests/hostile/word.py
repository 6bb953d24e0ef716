"""Word files that are out to do harm."""

from tests.hostile.spoiling import DEEP, HUGE, SENTENCE, Files, bomb, entities, locked, packed, spoilt

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RUN = f"<w:r><w:t>{SENTENCE}</w:t></w:r>"


def word(body: str, **others: str) -> bytes:
    """A Word file."""
    files = {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"}
    return packed({**files, **{f"word/{name}.xml": text for name, text in others.items()}})


def docx_files() -> Files:
    """Word files."""
    cell = f"<w:tc><w:p>{RUN}</w:p></w:tc>"
    whole = word(f"<w:p>{RUN}</w:p><w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>", styles=f"<w:styles {W}/>")
    yield from spoilt(whole)
    yield "nested", word("<w:p>" * DEEP + RUN + "</w:p>" * DEEP)
    yield (
        "nested tables",
        word("<w:tbl><w:tr><w:tc>" * 60 + f"<w:p>{RUN}</w:p>" + "</w:tc></w:tr></w:tbl>" * 60),
    )
    yield "not closed", word("<w:p>" * DEEP)
    yield "an entity bomb", packed({"word/document.xml": entities("w")})
    yield "an entity bomb in UTF-16", packed({"word/document.xml": entities("w").encode("utf-16")})
    yield "a zip bomb", bomb("word/document.xml", b"<a>", b" ", 200, {})
    yield "a zip bomb of styles", bomb("word/styles.xml", b"<a>", b" ", 200, {"word/document.xml": "<a/>"})
    yield "a bomb of elements", bomb("word/document.xml", f"<w:document {W}>".encode(), b"<w:p/>", 30, {})
    yield "a huge attribute", word(f'<w:p w:rsidR="{"0" * HUGE}">{RUN}</w:p>')
    yield (
        "many attributes",
        word(f"<w:p {' '.join(f'a{n}={chr(34)}1{chr(34)}' for n in range(20_000))}>{RUN}</w:p>"),
    )
    yield "many runs", word("<w:p>" + "<w:r><w:t>a </w:t></w:r>" * 90_000 + "</w:p>")
    yield "many paragraphs", word(f"<w:p>{RUN}</w:p>" * 25_000)
    yield "many cells", word("<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 50_000 + f"{cell}</w:tr></w:tbl>")
    yield "many parts", packed({"word/document.xml": "<a/>", **{f"word/a{n}": b"" for n in range(25_000)}}, 0)
    yield "the same part twice", whole.replace(b"word/styles.xml", b"word/document.xml"[:15])
    yield "locked", locked(whole)
