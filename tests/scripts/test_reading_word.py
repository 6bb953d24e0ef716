"""Word files: what is in them, and files that are out to do harm."""

import contextlib
import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.errors import ArticleError
from scripts.model import Article, BlockKind, Link
from scripts.reading import MAX_BYTES, SourceKind, read, read_bytes
from scripts.reading.archive import MAX_PART_BYTES
from scripts.writing import write_script
from tests.scripts.conftest import assert_tiles

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = (
    f"<w:styles {W}>"
    '<w:style w:styleId="Berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="Q"><w:name w:val="Quote"/></w:style>'
    '<w:style w:styleId="C"><w:name w:val="caption"/></w:style>'
    '<w:style w:styleId="Own"><w:name w:val="House head"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    "</w:styles>"
)


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(words: str, style: str = "", more: str = "") -> str:
    said = f'<w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>' if style or more else ""
    return f"<w:p>{said}{run(words)}</w:p>"


def packed(body: str, styles: str = STYLES, **others: str) -> bytes:
    """A Word file with this body; `others` are more files under word/."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        if styles:
            archive.writestr("word/styles.xml", styles)
        for name, text in others.items():
            archive.writestr(f"word/{name}.xml", text)
    return buffer.getvalue()


def blocks(found: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, found.words(block.start, block.end)) for block in found.blocks]


def word(body: str, **others: str) -> Article:
    return read_bytes(packed(body, **others), SourceKind.WORD, "a.docx")


def test_paragraphs_are_what_their_styles_say() -> None:
    found = word(
        paragraph("The weir", "T")
        + paragraph("Before the flood", "Berschrift1")
        + paragraph("It held for ninety years and nobody gave it a thought.")
        + paragraph("Nobody at all.", "Q")
        + paragraph("eels", more='<w:numPr><w:numId w:val="1"/></w:numPr>')
        + paragraph("A picture of the weir.", "C")
        + paragraph("After it", "Own")
        + paragraph("It did not.")
    )
    assert found.title == "The weir"
    assert blocks(found) == [
        ("title", "The weir"),
        ("heading", "Before the flood"),
        ("paragraph", "It held for ninety years and nobody gave it a thought."),
        ("block quote", "Nobody at all."),
        ("list item", "eels"),
        ("caption", "A picture of the weir."),
        ("heading", "After it"),
        ("paragraph", "It did not."),
    ]
    assert [block.level for block in found.blocks if block.kind is BlockKind.HEADING] == [1, 2]


def test_styles_that_the_file_does_not_describe_are_told_by_their_ids() -> None:
    bold = "<w:tr><w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r></w:p></w:tc>".format
    head = bold("Port").replace("</w:tc>", "</w:tc>" + bold("Boats").removeprefix("<w:tr>")) + "</w:tr>"
    row = f"<w:tr><w:tc>{paragraph('Holm')}</w:tc><w:tc>{paragraph('nine')}</w:tc></w:tr>"
    found = word(
        paragraph("The weir", "Title")
        + paragraph("Before the flood", "Heading1")
        + paragraph("It held for ninety years.")
        + paragraph("Nobody at all.", "IntenseQuote")
        + paragraph("eels", "ListBullet")
        + paragraph("After it", "Berschrift2")
        + paragraph("Later", more='<w:outlineLvl w:val="2"/>')
        + f"<w:tbl>{head}{row}{row}</w:tbl>",
        styles="",
    )
    assert blocks(found) == [
        ("title", "The weir"),
        ("heading", "Before the flood"),
        ("paragraph", "It held for ninety years."),
        ("block quote", "Nobody at all."),
        ("list item", "eels"),
        ("heading", "After it"),
        ("heading", "Later"),
        ("column name", "Port"),
        ("column name", "Boats"),
        *[("table cell", "Holm"), ("table cell", "nine")] * 2,
    ]
    assert [block.level for block in found.blocks if block.kind is BlockKind.HEADING] == [1, 2, 3]


def test_a_style_is_what_the_one_is_that_it_is_based_on() -> None:
    style = '<w:style w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="{}"/></w:style>'.format
    styles = STYLES.replace(
        "</w:styles>",
        style("A", "Paper head", "B")
        + style("B", "Old head", "Berschrift1")
        + style("C1", "One", "C2")
        + style("C2", "Two", "C1")
        + "</w:styles>",
    )
    found = word(
        paragraph("Before", "A") + paragraph("It held.", "C1") + paragraph("After", "A"), styles=styles
    )
    assert [kind for kind, _ in blocks(found)] == ["heading", "paragraph", "heading"]


def test_a_table_that_is_bold_throughout_has_no_heads() -> None:
    cell = "<w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r></w:p></w:tc>".format
    rows = "".join(f"<w:tr>{cell(a)}{cell(b)}</w:tr>" for a, b in [("Holm", "nine"), ("Lund", "ten")])
    found = word(paragraph("The boats of the ports.") + f"<w:tbl>{rows}</w:tbl>")
    assert [kind for kind, _ in blocks(found)] == ["paragraph", *["table cell"] * 4]


CELL = "<w:tc>{}</w:tc>".format


def table(*rows: tuple[str, ...], look: str = "") -> str:
    cells = ("".join(CELL(paragraph(one) if one else "<w:p/>") for one in row) for row in rows)
    return f"<w:tbl>{look}{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_tables_are_read_by_rows_with_their_columns() -> None:
    look = '<w:tblPr><w:tblLook w:val="04A0"/></w:tblPr>'
    found = word(
        paragraph("They were counted.") + table(("Fish", "Number"), ("eels", "forty"), ("", "two"), look=look)
    )
    assert [(one.kind.value, one.level, found.words(one.start, one.end)) for one in found.blocks[1:]] == [
        ("column name", 1, "Fish"),
        ("column name", 2, "Number"),
        ("table cell", 1, "eels"),
        ("table cell", 2, "forty"),
        ("table cell", 2, "two"),
    ]
    plain = word(paragraph("They were counted.") + table(("eels", "forty"), ("one cell alone",)))
    assert [kind for kind, _ in blocks(plain)] == ["paragraph", "table cell", "table cell", "list item"]


def test_footnotes_stand_at_the_end_and_their_marks_are_not_read() -> None:
    def note(number: int, words: str, kind: str = "") -> str:
        return f'<w:footnote w:id="{number}"{kind}>{paragraph(words)}</w:footnote>'

    line = note(0, "line", ' w:type="separator"')
    notes = f"<w:footnotes {W}>{line}{note(2, 'In May.')}</w:footnotes>"
    ends = f'<w:endnotes {W}><w:endnote w:id="2">{paragraph("In June.")}</w:endnote></w:endnotes>'
    mark = '<w:r><w:{}Reference w:id="2"/></w:r>'.format
    body = f"<w:p>{run('Counted')}{mark('footnote')}{run(', and lost')}{mark('endnote')}{run('.')}</w:p>"
    found = word(body, footnotes=notes, endnotes=ends)
    assert blocks(found) == [
        ("paragraph", "Counted, and lost."),
        ("footnote", "In May."),
        ("footnote", "In June."),
    ]
    made = write_script(found)
    assert made.lines[0].refs == (made.lines[1].note, made.lines[2].note)
    assert_tiles(made)


def test_pictures_and_links() -> None:
    drawing = (
        '<w:r><w:drawing><wp:inline xmlns:wp="urn:wp"><wp:docPr id="1" name="P" descr="{}"/>{}</wp:inline>'
        "</w:drawing></w:r>"
    ).format
    decoration = '<x:decorative xmlns:x="urn:decorative" val="1"/>'
    link = (
        '<w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'r:id="rId7">{run("here")}</w:hyperlink>'
    )
    body = (
        f"<w:p>{drawing('The weir in May', '')}</w:p><w:p>{run('Look ')}{link}</w:p>"
        f"<w:p>{drawing('A wave', '').replace('descr', 'title')}{run('End.')}</w:p>"
        f"<w:p>{drawing('Rule', '')}{run('The end.')}</w:p>"
    ).replace('descr="Rule"/>', f'descr="Rule">{decoration}</wp:docPr>')
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="rId7" Type="t" Target="https://example.org/weir" TargetMode="External"/></Relationships>'
    )
    buffer = io.BytesIO(packed(body))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/_rels/document.xml.rels", relations)
    found = read_bytes(buffer.getvalue(), SourceKind.WORD, "a.docx")
    assert blocks(found) == [
        ("image", "The weir in May"),
        ("paragraph", "Look here"),
        ("paragraph", "End."),
        ("paragraph", "The end."),
    ]
    assert found.links == (Link("here", "https://example.org/weir"),)


def test_deleted_words_are_gone_and_breaks_part_words() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>old </w:delText></w:r></w:del>"
        f"<w:ins>{run('new')}</w:ins><w:r><w:tab/></w:r>{run('weir')}<w:r><w:br/></w:r>{run('stands')}</w:p>"
    )
    assert blocks(word(body)) == [("paragraph", "new weir stands")]


def test_what_is_in_a_file_for_older_programs_is_not_read_twice() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    inside = paragraph("in a box")
    both = f"<mc:Choice>{inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback>"
    body = f"<w:p><w:r><mc:AlternateContent {mc}>{both}</mc:AlternateContent></w:r></w:p>"
    assert blocks(word(body)) == [("paragraph", "in a box")]


def test_a_file_and_standard_input_are_told_by_their_content(tmp_path: Path) -> None:
    data = packed(paragraph("It held for ninety years."))
    (tmp_path / "a.docx").write_bytes(data)
    assert blocks(read(str(tmp_path / "a.docx"))) == blocks(read("-", stdin=lambda: data))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30), max_size=6)
)
def test_lines_and_drops_tile_any_word_file(words: list[str]) -> None:
    escaped = [
        one.replace("&", "&amp;").replace("<", "&lt;").replace("\ufffe", "").replace("\uffff", "")
        for one in words
    ]
    with contextlib.suppress(ArticleError):
        assert_tiles(write_script(word("".join(map(paragraph, escaped)))))


def bomb() -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as file,
    ):
        for _ in range(MAX_PART_BYTES // 2**20 + 2):
            file.write(b" " * 2**20)
    return buffer.getvalue()


def entities() -> bytes:
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", f'<!DOCTYPE a [<!ENTITY a0 "b">{names}]><a>&a11;</a>')
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"PK\x03\x04 word/", id="no archive"),
        pytest.param(packed(paragraph("some words"))[:300] + b"word/", id="cut off"),
        pytest.param(packed("<w:p>" * 10_000), id="not closed"),
        pytest.param(packed("<w:p>" * 10_000 + "</w:p>" * 10_000), id="nested"),
        pytest.param(packed(""), id="empty"),
        pytest.param(bomb(), id="zip bomb"),
        pytest.param(entities(), id="entities"),
        pytest.param(b"PK\x03\x04" + b"\0" * 100, id="another zip"),
        pytest.param(b"PK" + b"\0" * (MAX_BYTES + 1), id="too large"),
    ],
)
def test_hostile_files_are_refused_in_time(data: bytes) -> None:
    began = time.process_time()
    with pytest.raises(ArticleError) as refused:
        read_bytes(data, None, "a.docx")
    assert "a.docx" in str(refused.value)
    assert time.process_time() - began < 10


def test_a_huge_attribute_is_no_problem() -> None:
    body = f'<w:p w:rsidR="{"0" * 5_000_000}">{run("some words")}</w:p>'
    with contextlib.suppress(ArticleError):
        assert blocks(word(body)) == [("paragraph", "some words")]


def lines(*said: str) -> str:
    return "<w:r><w:br/></w:r>".join(run(one) for one in said)


def test_lines_that_break_on_purpose_are_verse() -> None:
    poem = lines("The lamp goes round,", "the sea goes out,", "", "I count the ships", "and every doubt.")
    found = word(paragraph("The poem is hers.") + f"<w:p>{poem}</w:p>" + paragraph("It was found later."))
    assert [(one.kind, found.text[one.start : one.end]) for one in found.blocks] == [
        (BlockKind.PARAGRAPH, "The poem is hers."),
        (BlockKind.VERSE, "The lamp goes round,\nthe sea goes out,"),
        (BlockKind.VERSE, "I count the ships\nand every doubt."),
        (BlockKind.PARAGRAPH, "It was found later."),
    ]
    assert_tiles(write_script(found))


def test_other_breaks_are_spaces() -> None:
    said = lines("It rained on the harbour all day.", "Then it stopped.", "The men went home.")
    page = said.replace("<w:br/>", '<w:br w:type="page"/>')
    whole = "It rained on the harbour all day. Then it stopped. The men went home."
    for body in (said, page, said.replace("<w:br/>", "<w:tab/>")):
        assert ("paragraph", whole) in blocks(word(paragraph("The day.") + f"<w:p>{body}</w:p>"))


def test_verse_keeps_its_lines_around_marks_of_notes() -> None:
    poem = lines("The lamp goes round,", "the sea goes out,", "I count the ships")
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = f"<w:p>{poem.replace('<w:r><w:br/>', f'{mark}<w:r><w:br/>', 1)}</w:p>"
    note = f'<w:footnotes {W}><w:footnote w:id="2">{paragraph("A big one.")}</w:footnote></w:footnotes>'
    found = word(paragraph("The poem is hers.") + body, footnotes=note)
    (verse,) = [one for one in found.blocks if one.kind is BlockKind.VERSE]
    assert found.text[verse.start : verse.end].split("\n")[1:] == ["the sea goes out,", "I count the ships"]
    assert found.words(verse.start, verse.end).startswith("The lamp goes round,\nthe")
