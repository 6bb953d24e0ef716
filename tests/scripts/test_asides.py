"""Alternative texts, captions, footnotes, tables and links: the producer's policy, whatever the format."""

import io
import zipfile
from dataclasses import replace

import pytest

from scripts.asides import FILE_NAME, SAME_AS_CAPTION, arranged, aside_words, left_out
from scripts.errors import ArticleError
from scripts.model import Article, BlockKind, Boundary, Script
from scripts.reading import SourceKind, read_bytes
from scripts.screenplay import compose, parse
from scripts.settings import AsidePolicy, Manner
from scripts.words import sayable
from scripts.writing import write_script
from tests.scripts.books import Book

MARKDOWN = """# The weir

It held for ninety years.[^why] Nobody gave it a thought, and nobody asked about it.[^2]

![A weir under snow](w.jpg)
*The weir in winter.*

[^why]: Because it was built of oak.
[^2]: See [the report](https://example.org/r).

| Year | Eels |
|------|------|
| 1990 | 40   |
| 2000 |      |

All of the eels were gone by then, and the weir went with them.
"""
HTML = """<html lang="en"><head><title>The weir</title></head><body><article><h1>The weir</h1>
<p>It held for ninety years.<sup><a href="#fn1" id="r1">1</a></sup> Nobody gave it a thought, and nobody asked
about it.<a href="#fn2" id="r2" role="doc-noteref">[2]</a></p>
<figure><img src="w.jpg" alt="A weir under snow"><figcaption>The weir in winter.</figcaption></figure>
<table><thead><tr><th>Year</th><th>Eels</th></tr></thead><tbody><tr><td>1990</td><td>40</td></tr>
<tr><td>2000</td><td></td></tr></tbody></table>
<p>All of the eels were gone by then, and the weir went with them.</p>
<ol><li id="fn1"><p>Because it was built of oak. <a href="#r1">↩</a></p></li>
<li id="fn2"><p>See <a href="https://example.org/r">the report</a>. <a href="#r2">↩</a></p></li></ol>
</article></body></html>"""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file() -> bytes:
    def run(words: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'

    def row(*cells: str, head: bool = False) -> str:
        told = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
        return f"<w:tr>{told}{''.join(f'<w:tc><w:p>{run(one)}</w:p></w:tc>' for one in cells)}</w:tr>"

    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'.format
    picture = (
        '<w:p><w:r><w:drawing><p:inline xmlns:p="p"><p:docPr id="1" descr="A weir under snow"/></p:inline>'
        "</w:drawing></w:r></w:p>"
    )
    styled = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr>{}</w:p>'.format
    body = (
        styled("T", run("The weir"))
        + f"<w:p>{run('It held for ninety years.')}{mark(1)}{run(' Nobody gave it a thought, and nobody ')}"
        + f"{run('asked about it.')}{mark(2)}</w:p>{picture}"
        + styled("C", run("The weir in winter."))
        + f"<w:tbl>{row('Year', 'Eels', head=True)}{row('1990', '40')}{row('2000', '')}</w:tbl>"
        + f"<w:p>{run('All of the eels were gone by then, and the weir went with them.')}</w:p>"
    )
    note = '<w:footnote w:id="{}"><w:p>{}</w:p></w:footnote>'.format
    notes = note(1, run("Because it was built of oak.")) + note(2, run("See the report."))
    styles = (
        '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:styleId="C"><w:name w:val="caption"/></w:style>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in (
            ("document", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'),
            ("footnotes", f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>'),
            ("styles", f'<w:styles xmlns:w="{W}">{styles}</w:styles>'),
        ):
            archive.writestr(f"word/{name}.xml", text)
    return buffer.getvalue()


def epub_file() -> bytes:
    """The same, with the notes in a document of their own."""
    text, notes = HTML.partition("<body>")[2].partition("</body>")[0].split("<ol>")
    text = text.replace("</article>", "").replace('"#fn', '"d1.xhtml#fn')
    notes = "<h2>Remarks</h2><ol>" + notes.replace("</article>", "").replace('"#r', '"d0.xhtml#r')
    return Book([text, notes], metadata="<dc:language>en</dc:language>").packed()


FORMATS = {
    SourceKind.MARKDOWN: MARKDOWN.encode(),
    SourceKind.HTML: HTML.encode(),
    SourceKind.WORD: word_file(),
    SourceKind.EPUB: epub_file(),
}


def article(text: str, kind: SourceKind = SourceKind.MARKDOWN) -> Article:
    return read_bytes(text.encode("utf-8", "replace"), kind, "a.md")


def script(read: Article, policy: AsidePolicy | None = None) -> Script:
    policy = policy or AsidePolicy()
    return arranged(write_script(left_out(read, policy)), policy)


def told(made: Script) -> list[str]:
    """What is read, in order; what is added in brackets."""
    return [f"({line.text})" if line.added else " ".join(line.text.split()) for line in made.lines]


def assert_tiles(made: Script) -> None:
    """Lines and drops partition the text, wherever lines were moved; sections tile it."""
    spans = sorted((one.start, one.end) for one in (*made.lines, *made.dropped) if one.start < one.end)
    assert [start for start, _ in spans] == [0, *(end for _, end in spans[:-1])]
    assert spans[-1][1] == len(made.text)
    assert all(line.added for line in made.lines if line.start == line.end)
    assert [one.start for one in made.sections[1:]] == [one.end for one in made.sections[:-1]]
    assert (made.sections[0].start, made.sections[-1].end) == (0, len(made.text))


def everything(manner: Manner) -> AsidePolicy:
    return AsidePolicy(manner, manner, manner, manner)


TEXT = ["The weir", "It held for ninety years.", "Nobody gave it a thought, and nobody asked about it."]
LAST = "All of the eels were gone by then, and the weir went with them."
IMAGE, CAPTION = "A weir under snow", "The weir in winter."
FIRST, SECOND = "Because it was built of oak.", "See the report."
TABLE = [
    *("(Table, rows: 2, columns: 2.)", "Year", "Eels"),
    *("(Year:)", "1990", "(Eels:)", "40", "(Year:)", "2000"),
]


@pytest.mark.parametrize("kind", FORMATS)
def test_by_default(kind: SourceKind) -> None:
    made = script(read_bytes(FORMATS[kind], kind, "a"))
    notes = ["(Notes)", "(Note 1:)", FIRST, "(Note 2:)", SECOND]
    assert told(made) == [*TEXT, "(Image:)", IMAGE, CAPTION, *TABLE, LAST, *notes]
    assert [one.title for one in made.sections] == ["The weir", "Notes"]
    assert [line.refs for line in made.lines if line.refs] == [("1",), ("2",)]
    assert {line.note for line in made.lines if line.role is BlockKind.FOOTNOTE} == {"1", "2"}
    assert_tiles(made)


@pytest.mark.parametrize("kind", FORMATS)
def test_all_of_it_read_where_it_stands(kind: SourceKind) -> None:
    """A footnote stands after the paragraph that refers to it."""
    made = script(read_bytes(FORMATS[kind], kind, "a"), everything(Manner.VOICE))
    assert told(made) == [*TEXT, FIRST, SECOND, IMAGE, CAPTION, "Year", "Eels", "1990", "40", "2000", LAST]
    assert_tiles(made)


@pytest.mark.parametrize("kind", FORMATS)
def test_all_of_it_announced(kind: SourceKind) -> None:
    made = script(read_bytes(FORMATS[kind], kind, "a"), everything(Manner.ANNOUNCE))
    notes = ["(Footnote:)", FIRST, "(Footnote:)", SECOND]
    assert told(made) == [*TEXT, *notes, "(Image:)", IMAGE, "(Caption:)", CAPTION, *TABLE, LAST]
    assert_tiles(made)


@pytest.mark.parametrize("kind", FORMATS)
def test_all_of_it_at_the_end(kind: SourceKind) -> None:
    made = script(read_bytes(FORMATS[kind], kind, "a"), everything(Manner.END))
    notes = ["(Note 1:)", FIRST, "(Note 2:)", SECOND]
    assert told(made) == [*TEXT, LAST, "(Notes)", "(Image:)", IMAGE, "(Caption:)", CAPTION, *TABLE, *notes]
    assert made.lines[3].boundary is Boundary.SECTION
    assert {line.section for line in made.lines[4:]} == {1}
    assert_tiles(made)


@pytest.mark.parametrize("kind", FORMATS)
def test_all_of_it_dropped_with_its_reasons(kind: SourceKind) -> None:
    made = script(read_bytes(FORMATS[kind], kind, "a"), everything(Manner.DROP))
    assert told(made) == [*TEXT, LAST]
    reasons = {one.reason for one in made.dropped if sayable(made.text[one.start : one.end])}
    assert reasons - {"heading of notes"} == {
        "description of a picture, left out by choice",
        "caption, left out by choice",
        "footnote, left out by choice",
        "table, left out by choice",
    }
    assert not any(line.refs for line in made.lines)
    assert_tiles(made)


def test_a_long_page_with_things_around_its_article() -> None:
    more = "".join(
        f"<p>The keeper counted the boats of day {day}, and wrote them in his book.</p>" for day in range(40)
    )
    page = HTML.replace("<ol><li", f"{more}<ol><li").replace(
        "<body>",
        '<body><nav><a href="/">Home</a><img src="l.png" alt="The Harrow Weekly" class="logo"></nav>',
    )
    page = page.replace(
        "</body>", '<div class="related"><p>Other</p><img src="o.png" alt="Another boat"></div></body>'
    )
    made = script(article(page, SourceKind.HTML))
    days = [one for one in told(made) if "counted the boats" in one]
    assert len(days) == 40
    notes = ["(Notes)", "(Note 1:)", FIRST, "(Note 2:)", SECOND]
    assert [one for one in told(made) if one not in days] == [
        *TEXT,
        "(Image:)",
        IMAGE,
        CAPTION,
        *TABLE,
        LAST,
        *notes,
    ]
    left = {made.text[one.start : one.end].strip(): one.reason for one in made.dropped}
    assert any("The Harrow Weekly" in words for words in left)
    assert any("Another boat" in words for words in left)
    assert_tiles(made)


def test_nobody_gets_a_voice_for_words_that_are_dropped() -> None:
    text = "# Sea\n\nIt rained for days.[^1]\n\n[^1]: “It poured,” said Mara Quill, who keeps the harbour.\n"
    assert [one.name for one in script(article(text)).speakers] == ["Mara Quill"]
    assert script(article(text), AsidePolicy(footnotes=Manner.DROP)).speakers == ()


def test_nothing_left_is_an_error_with_a_next_step() -> None:
    with pytest.raises(ArticleError, match="Nothing is left to read"):
        left_out(article("![A boat](a.png)\n"), everything(Manner.DROP))


@pytest.mark.parametrize(
    ("caption", "alt", "reason"),
    [
        ("A weir under snow", "A weir under snow.", SAME_AS_CAPTION),
        ("A weir under snow, photographed by Ann.", "a weir under snow", SAME_AS_CAPTION),
        ("A weir", "A weir under snow", ""),
        ("Winter", "IMG_2041.jpg", FILE_NAME),
        ("Winter", "uploads/weir-2.PNG", FILE_NAME),
    ],
)
def test_a_caption_is_not_said_twice(caption: str, alt: str, reason: str) -> None:
    found = article(f"The weir stood there.\n\n![{alt}](a.jpg)\n*{caption}*\n\nThen it fell.\n")
    kept = left_out(found, AsidePolicy())
    assert [one.reason for one in kept.dropped] == [reason] * bool(reason)
    # With the caption dropped, its words are not lost.
    other = left_out(found, AsidePolicy(captions=Manner.DROP))
    assert (SAME_AS_CAPTION in [one.reason for one in other.dropped]) is False


def test_words_are_those_of_the_language() -> None:
    german = "Das Wehr hielt neunzig Jahre lang, und niemand dachte sich etwas dabei."
    german += "\n\n![Ein Wehr im Schnee](a.jpg)\n"
    assert "(Bild:)" in told(script(article(german)))
    strange = replace(article(german), language="tlh")
    made = script(strange)
    assert not any(line.added for line in made.lines)
    assert any("no words for that are known in 'tlh'" in note for note in made.notes)
    for language in ("en", "de", "fr", "es", "it", "nl", "pt", "sv"):
        words = aside_words(language)
        assert words is not None
        assert words.note.format(number=3) != words.note
        assert words.table.format(rows=1, columns=2) != words.table


def test_a_script_file_says_the_same_and_is_announced_anew() -> None:
    made = script(article(MARKDOWN))
    text = compose(made)
    assert "[table cell 2]" in text
    assert "[footnote 2]" in text
    assert "; added when it is built: Table, rows: 2, columns: 2." in text
    again = arranged(parse(text), AsidePolicy())
    assert told(again) == told(made)
    assert [line.boundary for line in again.lines] == [line.boundary for line in made.lines]
    assert compose(again).replace("Source: a.md\n", "") == text.replace("Source: a.md\n", "")


@pytest.mark.parametrize("row", ["[table cell x]", "[caption 2]", "[table cell 2222]", "[footnote -1]"])
def test_a_strange_number_of_a_paragraph_is_an_error(row: str) -> None:
    with pytest.raises(ArticleError, match="line 4, column 1"):
        parse(f"Title: A\n\n== A ==\n{row}\nNarrator:\n    One.\n")
