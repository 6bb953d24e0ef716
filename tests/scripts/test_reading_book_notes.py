"""Footnotes of books: marks in one document, notes in another, and the policy for them."""

import itertools
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.errors import ArticleError
from scripts.model import Article, BlockKind, Script
from scripts.reading import SourceKind, read_bytes
from scripts.settings import AsidePolicy, Manner
from tests.scripts.books import TEXT, Book, xhtml
from tests.scripts.test_asides import FIRST, assert_tiles, script, told
from tests.scripts.test_reading_asides import DIALECTS

AFTER = "Nobody gave it a thought, and nobody asked."
NOTES = ["(Notes)", "(Note 1:)", FIRST]


def article(book: Book) -> Article:
    return read_bytes(book.packed(), SourceKind.EPUB, "weir.epub")


def made_of(*bodies: str, policy: AsidePolicy | None = None, beside: frozenset[int] = frozenset()) -> Script:
    made = script(article(Book(bodies, metadata="<dc:language>en</dc:language>", beside=beside)), policy)
    assert_tiles(made)
    return made


def reasons(made: Script) -> dict[str, str]:
    return {made.text[one.start : one.end].strip(): one.reason for one in made.dropped}


def paragraph(mark: str) -> str:
    return f"<p>It held for ninety years.{mark} {AFTER}</p>"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_notes_below_the_text_as_pages_write_them(dialect: str) -> None:
    mark, note = DIALECTS[dialect]
    said = told(made_of(f"<h1>Sea</h1>{paragraph(mark)}{note.format(FIRST)}", "<h1>Land</h1><p>It was.</p>"))
    assert said[:5] == ["Sea", "It held for ninety years.", AFTER, "Land", "It was."]
    assert said[5:8] == NOTES


NOTE = (
    '<section><h2>Remarks</h2><p id="n"><a href="t/d0.xhtml#r">1</a> {}</p><p>Printed in Holm.</p></section>'
)


def test_notes_that_no_reading_order_lists_are_read() -> None:
    mark = '<sup><a id="r" href="../x.xhtml#n">1</a></sup>'
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>'
        for name in ("x", "other", "gone")
    )
    other = xhtml("<p>Nothing leads here.</p>")
    book = Book(
        [f"<h1>Sea</h1>{paragraph(mark)}"],
        metadata="<dc:language>en</dc:language>",
        items=items,
        more={"OEBPS/x.xhtml": xhtml(NOTE.format(FIRST)), "OEBPS/other.xhtml": other},
    )
    made = script(article(book))
    assert_tiles(made)
    assert told(made)[-3:] == NOTES
    assert "Nothing leads here." not in made.text
    assert reasons(made)["Printed in Holm."] == "outside the reading order"


LINKED = {name: both for name, both in DIALECTS.items() if "#" in both[0]}
BOOKS = {
    "said by the book": (
        '<a epub:type="noteref" id="r" href="d1.xhtml#n">1</a>',
        '<aside epub:type="footnote" id="n"><p>1. {}</p></aside>',
    ),
    "said by roles": (
        '<sup><a role="doc-noteref" id="r" href="d1.xhtml#n">1</a></sup>',
        '<section role="doc-endnotes"><ol><li role="doc-endnote" id="n">{}'
        ' <a role="doc-backlink" href="d0.xhtml#r">Go back</a></li></ol></section>',
    ),
    "a figure that a way leads back to": (
        '<a class="calibre3" id="r" href="d1.xhtml#n">1</a>',
        '<p id="n"><a href="d0.xhtml#r">1</a>. {}</p>',
    ),
    "an anchor in front": (
        '<a id="r"></a><a href="d1.xhtml#n">[1]</a>',
        '<a id="n"></a><p>[<a href="d0.xhtml#r">1</a>] {}</p>',
    ),
    "words that lead back": (
        '<sup id="r"><a href="d1.xhtml#n">1</a></sup>',
        '<div id="n"><p>{} <a href="d0.xhtml#r">Back to the text</a></p></div>',
    ),
    "a picture for a mark": (
        '<a class="book-footnote" href="d1.xhtml#n"><img src="n.png" alt="note"/></a>',
        '<ol><li class="book-footnote-item" id="n">{}</li></ol>',
    ),
    "a mark in brackets of the text": (
        '[<a epub:type="noteref" href="d1.xhtml#n">1</a>]',
        '<aside epub:type="endnote" id="n">{}</aside>',
    ),
    "a table of notes": (
        '<sup><a href="d1.xhtml#n">1</a></sup>',
        '<table><tr><td id="n">1</td><td>{}</td></tr></table>',
    ),
}


@pytest.mark.parametrize("dialect", [*LINKED, *BOOKS])
@pytest.mark.parametrize("where", ["after", "beside", "said"])
def test_notes_in_another_document(dialect: str, where: str) -> None:
    mark, note = (
        BOOKS[dialect]
        if dialect in BOOKS
        else (LINKED[dialect][0].replace('"#', '"d1.xhtml#'), LINKED[dialect][1].replace('"#', '"d0.xhtml#'))
    )
    notes = note.format(FIRST)
    if where == "said":
        notes = f'<section epub:type="endnotes"><h1>Remarks</h1>{notes}</section>'
    made = made_of(
        f"<h1>Sea</h1>{paragraph(mark)}", notes, beside=frozenset({1} if where == "beside" else ())
    )
    assert told(made)[:6] == ["Sea", "It held for ninety years.", AFTER, *NOTES]
    assert made.lines[1].refs[:1] == ("1",)
    assert ("Remarks" in reasons(made)) == (where == "said")


@pytest.mark.parametrize("name", BOOKS)
def test_every_word_of_the_policy(name: str) -> None:
    mark, note = BOOKS[name]
    bodies = f"<h1>Sea</h1>{paragraph(mark)}<p>It snowed.</p>", note.format(FIRST)
    for manner, lead in ((Manner.VOICE, []), (Manner.ANNOUNCE, ["(Footnote:)"])):
        said = told(made_of(*bodies, policy=AsidePolicy(footnotes=manner)))
        assert said[:6] == ["Sea", "It held for ninety years.", AFTER, *lead, FIRST, "It snowed."][:6]
    left = made_of(*bodies, policy=AsidePolicy(footnotes=Manner.DROP))
    assert FIRST not in told(left)
    assert "footnote, left out by choice" in reasons(left).values()


def test_notes_of_each_chapter_are_counted_through_and_their_headings_are_listed() -> None:
    chapter = '<h1>{0}</h1><p>It rained.<sup><a href="d2.xhtml#{0}1" id="r{0}1">1</a></sup></p>'.format
    notes = '<h2>{0}</h2><p id="{0}1"><a href="d{1}.xhtml#r{0}1">1</a>. Of {0}.</p><p>More of it.</p>'.format
    made = made_of(
        chapter("Sea"),
        chapter("Land"),
        f'<section epub:type="endnotes"><h1>Remarks</h1>{notes("Sea", 0)}{notes("Land", 1)}</section>',
        "<h1>Thanks</h1><p>To all.</p>",
    )
    end = ["(Notes)", "(Note 1:)", "Of Sea.", "More of it.", "(Note 2:)", "Of Land.", "More of it."]
    assert told(made) == ["Sea", "It rained.", "Land", "It rained.", "Thanks", "To all.", *end]
    assert [one.title for one in made.sections] == ["Sea", "Land", "Thanks", "Notes"]
    assert reasons(made) == dict.fromkeys(["Remarks\n\nSea", "Land"], "heading of notes")


def test_two_marks_of_one_note_and_two_notes_of_one_mark() -> None:
    text = (
        '<p>It rained.<sup><a href="#a">1</a>, <a href="#b">2</a></sup> It snowed.<sup>'
        '<a href="#a">1</a></sup></p><p id="a">1 For days.</p><p id="b">2 For weeks.</p>'
    )
    made = made_of(text)
    assert told(made) == [
        "It rained.",
        "It snowed.",
        "(Notes)",
        "(Note 1:)",
        "For days.",
        *("(Note 2:)", "For weeks."),
    ]
    assert [line.refs for line in made.lines[:2]] == [("1", "2"), ("1",)]


def test_a_note_in_the_middle_of_a_paragraph_does_not_part_it() -> None:
    made = made_of(
        '<p>It rained<a epub:type="noteref" href="#n">*</a><span epub:type="footnote" id="n">For days.</span>'
        " and snowed.</p>"
    )
    assert told(made) == ["It rained and snowed.", "(Notes)", "(Note 1:)", "For days."]


def test_a_mark_in_a_heading_and_in_another_language() -> None:
    book = Book(
        [
            '<h2>The weir<sup><a href="#n">1</a></sup></h2>'
            '<p lang="fr">Bon vent, la mer.<sup><a href="#m">2</a></sup></p>'
            f'<p>{TEXT}</p><p id="n">1. Of oak.</p><p id="m">2. A song.</p>'
        ],
        nav='<li><a href="t/d0.xhtml">The weir</a></li>',
    )
    made = script(article(book))
    assert told(made)[:2] == ["The weir", "Bon vent, la mer."]
    assert made.lines[1].language == "fr"
    assert [one.title for one in made.sections] == ["The Weir", "Notes"]


def test_what_is_no_mark_stays_and_what_is_no_note_is_read() -> None:
    table = "<h1 id='c{0}'>Part {0}</h1><p>{1}</p>".format
    made = made_of(
        '<p>See <a href="#c2">2</a> and <a href="d1.xhtml#c3">part 3</a>, and then'
        f' <a href="d1.xhtml#p">3</a>.</p>{table(2, TEXT)}',
        f'{table(3, "So it went.")}<p id="p">It rained on.</p>',
    )
    assert told(made)[0] == "See 2 and part 3, and then 3."
    assert not any(line.role is BlockKind.FOOTNOTE for line in made.lines)


def test_a_way_back_is_no_mark_of_the_text() -> None:
    """The notes stand before the text, and lead to it with figures in brackets."""
    made = made_of(
        '<ol><li epub:type="endnote" id="n"><a href="d1.xhtml#r">[1]</a> Of oak.</li></ol>',
        '<p id="r">It held.<a href="d0.xhtml#n">[1]</a></p>',
    )
    assert told(made) == ["It held.", "(Notes)", "(Note 1:)", "Of oak."]


def test_notes_that_nothing_or_only_a_title_page_refers_to() -> None:
    made = made_of(
        '<section epub:type="titlepage"><p>The Weir'
        '<a epub:type="noteref" href="d2.xhtml#a">1</a></p></section>',
        f"<p>{TEXT}</p>",
        '<aside epub:type="footnote" id="a">A play on words.</aside>'
        '<aside epub:type="footnote" id="b">Of <a href="https://example.org/oak">oak</a>.</aside>',
        beside=frozenset({2}),
    )
    assert told(made) == [TEXT, "(Notes)", "(Note 1:)", "Of oak."]
    assert reasons(made)["A play on words."] == "note of what is not the article"


def test_what_a_document_beside_the_text_holds_but_notes_is_listed() -> None:
    made = made_of(
        f'<p>{TEXT}<sup><a href="d1.xhtml#a">1</a></sup></p>',
        '<p>An advertisement of the publisher’s.</p><p id="a">1. Of oak.</p>',
        beside=frozenset({1}),
    )
    assert told(made) == [TEXT, "(Notes)", "(Note 1:)", "Of oak."]
    assert reasons(made) == {"An advertisement of the publisher’s.": "outside the reading order"}


def test_sources_are_listed_and_signs_of_our_own_are_words() -> None:
    made = made_of(
        '<p>It held.<sup><a href="#cite_note-1">1</a></sup> It says ⟦note:n1⟧ there.</p>'
        '<p id="cite_note-1">1. Lee (1990).</p>'
    )
    assert told(made) == ["It held.", "It says ⟦note:n1⟧ there."]
    assert reasons(made) == {"Lee (1990).": "source that a note names"}


def test_a_box_that_is_called_a_note_is_one_with_all_its_paragraphs() -> None:
    note = (
        '<div class="footnote"><p><a id="n{0}"></a>'
        '<a href="d0.xhtml#r{0}"><span class="label">[{0}]</span></a>'
        " It was {1}.</p><p>So they say.</p></div>"
    ).format
    mark = '<a id="r{0}"></a><a class="anchor" href="d1.xhtml#n{0}">[{0}]</a>'.format
    made = made_of(f"<p>It held.{mark(1)} Then not.{mark(2)}</p>", note(1, "oak") + note(2, "age"))
    notes = [
        "(Notes)",
        *("(Note 1:)", "It was oak.", "So they say."),
        *("(Note 2:)", "It was age.", "So they say."),
    ]
    assert told(made) == ["It held.", "Then not.", *notes]


def test_a_note_of_several_blocks_is_one() -> None:
    made = made_of(
        '<p>It held.<a epub:type="noteref" href="#n">7</a></p><aside epub:type="footnote" id="n"><p>7</p>'
        "<h4>Oak</h4><p>It was oak.</p><ul><li>Old.</li></ul>"
        "<table><tr><td>Year</td><td>1990</td></tr></table></aside><p>And then not.</p>"
    )
    notes = ["(Notes)", "(Note 1:)", "Oak", "It was oak.", "Old.", "Year 1990"]
    assert told(made) == ["It held.", "And then not.", *notes]
    assert reasons(made) == {"7": "number of a note"}


_PARTS = (
    "<p>{0}a{1} {0}b</p>",
    "<h2>{0}{1}</h2>",
    '<p id="{2}"><a href="d0.xhtml#{3}">1</a>. {0}{1}</p>',
    '<aside epub:type="footnote" id="{2}"><p>{0}</p><p>{0}c{1}</p></aside>',
    '<section epub:type="endnotes"><h3>{0}h</h3><p>{0}p{1}</p><p id="{2}">{0}n</p><p>{0}q</p></section>',
    '<ol><li id="{2}">{0}<span epub:type="footnote">{0}s{1}</span> {0}t</li></ol>',
    '<table><tr><td id="{2}">{0}</td><td>{0}d{1}</td></tr></table>',
    '<section epub:type="bibliography"><p id="{2}">{0}{1}</p></section>',
)
_MARKED = (
    "",
    '<a id="{3}" epub:type="noteref" href="d{4}.xhtml#{5}">1</a>',
    '<sup><a id="{3}" href="d{4}.xhtml#{5}">1</a></sup>',
)


@given(
    st.lists(
        st.lists(
            st.tuples(
                st.sampled_from(_PARTS),
                st.sampled_from(_MARKED),
                st.integers(0, 3),
                st.integers(0, 3),
                st.integers(0, 2),
            ),
            max_size=5,
        ),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from(list(Manner)),
    st.sets(st.integers(1, 2)),
)
@settings(max_examples=150, deadline=None)
def test_no_word_is_lost_or_told_twice(
    documents: list[list[tuple[str, str, int, int, int]]], manner: Manner, beside: set[int]
) -> None:
    count = itertools.count(100)
    bodies = [f"<p>{TEXT}</p>"]
    for parts in documents:
        body = ""
        for part, mark, own, way, document in parts:
            shown = mark.format(0, 0, 0, f"r{way}", document, f"n{own}")
            body += part.format(f"word{next(count)}", shown, f"n{way}", f"r{own}")
        bodies.append(body)
    data = Book(bodies, metadata="<dc:language>en</dc:language>", beside=frozenset(beside)).packed()
    read = read_bytes(data, SourceKind.EPUB, "a.epub")
    made = script(read, AsidePolicy(footnotes=manner))
    assert_tiles(made)
    written = re.findall(r"word\d+\w?", "".join(bodies))
    assert sorted(re.findall(r"word\d+\w?", made.text)) == sorted(written)
    voiced = [word for line in made.lines if not line.added for word in re.findall(r"word\d+\w?", line.text)]
    left = [
        word for one in made.dropped for word in re.findall(r"word\d+\w?", made.text[one.start : one.end])
    ]
    assert sorted(voiced + left) == sorted(written)


def test_a_book_of_notes_alone_has_no_words() -> None:
    with pytest.raises(ArticleError, match="holds no words to read aloud"):
        article(Book(['<aside epub:type="footnote">Of oak.</aside>'], metadata=""))


LINK = '<a epub:type="noteref" href="{}">{}</a>'.format
HOSTILE = {
    "a ring of notes": (
        f"<p>It rained.{LINK('d1.xhtml#n0', 1)}</p>",
        "".join(
            f'<p epub:type="footnote" id="n{n}">See {LINK(f"d1.xhtml#n{(n + 1) % 20_000}", n % 999)}</p>'
            for n in range(20_000)
        ),
    ),
    "two that refer to each other": (
        f"<p>It rained.{LINK('d1.xhtml#n', 1)}</p>"
        f"<aside epub:type='footnote' id='m'>B {LINK('d1.xhtml#n', 1)}</aside>",
        f"<aside epub:type='footnote' id='n'>A {LINK('d0.xhtml#m', 2)}</aside>",
    ),
    "a note that is in itself": (
        f"<p>It rained.{LINK('#n', 1)}</p>"
        + "<div epub:type='footnote' id='n'>" * 200
        + "A"
        + "</div>" * 200,
    ),
    "many marks of one note": ("<p>" + f"It rained.{LINK('#n', 1)} " * 30_000 + "</p><p id='n'>A</p>",),
    "many ways back": (
        f"<p id='r'>It rained.{LINK('#n', 1)}</p><aside epub:type='footnote' id='n'>A "
        + "<a href='#r'>1</a> " * 60_000
        + "</aside>",
    ),
    "links out of the book": (
        f"<p>It rained.{LINK('../../../etc/passwd#n', 1)}{LINK('https://example.org/n#n', 2)}"
        f"{LINK('file:///n#n', 3)}{LINK('none.xhtml#n', 4)}{LINK('#%00', 5)}{LINK('#', 6)}</p>",
    ),
    "raised figures": ("<p>It rained" + "<sup>1</sup>" * 60_000 + "</p>",),
    "raised figures after a long word": (f"<p>{'a' * 500_000}1<sup>2</sup></p>",),
    "notes in a paragraph": (
        "<p>It rained." + f"{LINK('#n', 1)}<span epub:type='footnote'>A</span>" * 30_000 + "</p>",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_books_that_are_out_to_do_harm_are_read_in_time(name: str) -> None:
    start = time.process_time()
    found = article(Book(HOSTILE[name], metadata="<dc:language>en</dc:language>"))
    assert time.process_time() - start < 10
    first = next(block for block in found.blocks if block.kind is BlockKind.PARAGRAPH)
    assert found.words(first.start, first.end).startswith(("It rained", "aaa"))
    assert not any(one.isdigit() for one in found.words(first.start, first.end)[:400])


def test_many_notes_cost_no_more_than_each() -> None:
    def spent(notes: int) -> float:
        text = "".join(f'<p>It rained.<a href="d1.xhtml#n{n}">[1]</a></p>' for n in range(notes))
        held = "".join(f'<p id="n{n}">[1] A.</p>' for n in range(notes))
        start = time.process_time()
        found = article(Book([text, held], metadata="<dc:language>en</dc:language>"))
        assert sum(block.kind is BlockKind.FOOTNOTE for block in found.blocks) == notes
        return time.process_time() - start

    assert spent(20_000) < 8 * max(spent(5_000), 0.5)
