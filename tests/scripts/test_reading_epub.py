"""EPUB books: what is read, in which order, and what is left out."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.errors import ArticleError
from scripts.model import Article
from scripts.reading import SourceKind, read, read_bytes
from scripts.reading.package import resolved
from scripts.writing import write_script
from tests.scripts.books import METADATA, TEXT, Book, xhtml
from tests.scripts.conftest import assert_tiles


def article(book: Book) -> Article:
    return read_bytes(book.packed(), SourceKind.EPUB, "weir.epub")


def blocks(found: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, found.words(block.start, block.end)) for block in found.blocks]


def dropped(found: Article) -> list[tuple[str, str]]:
    return [(found.text[one.start : one.end], one.reason) for one in found.dropped]


def test_a_book_says_who_wrote_it_and_is_read_in_the_order_of_its_spine(tmp_path: Path) -> None:
    data = Book([f"<h2>One</h2><p>{TEXT}</p>", "<h2>Two</h2><p>Then it did not.</p>"]).packed()
    (tmp_path / "weir.epub").write_bytes(data)
    found = read(str(tmp_path / "weir.epub"))
    assert (found.title, found.byline, found.date) == ("The Weir", "Ada Lund", "2019-04-02")
    assert (found.language, found.publisher, found.source) == ("en-GB", "Mill Press", "weir.epub")
    assert blocks(found) == [
        ("title", "The Weir"),
        ("heading", "One"),
        ("paragraph", TEXT),
        ("heading", "Two"),
        ("paragraph", "Then it did not."),
    ]
    assert found.dropped == ()
    assert blocks(read("-", stdin=lambda: data)) == blocks(found)


def test_the_main_title_and_those_who_wrote_it() -> None:
    metadata = (
        '<dc:title id="s">A History</dc:title><meta refines="#s" property="title-type">subtitle</meta>'
        '<dc:title id="m">The Weir</dc:title><meta refines="#m" property="title-type">main</meta>'
        '<dc:creator id="a">Ada Lund</dc:creator><meta refines="#a" property="role">aut</meta>'
        '<dc:creator opf:role="aut">Karl Weber</dc:creator><dc:creator opf:role="ill">Ida Ott</dc:creator>'
        '<dc:date opf:event="conversion">2024-01-01</dc:date><dc:date>1911</dc:date>'
    )
    found = article(Book(metadata=metadata))
    assert (found.title, found.byline, found.date) == ("The Weir", "Ada Lund, Karl Weber", "1911")


ENTRY = '<li><a href="t/d{}.xhtml">{}</a></li>'.format


@pytest.mark.parametrize("form", ["nav", "ncx"])
def test_chapters_without_headings_get_those_of_the_contents(form: str) -> None:
    titles = ["The flood", "Chapter 2", "Three"]
    point = '<navPoint><navLabel><text>{1}</text></navLabel><content src="t/d{0}.xhtml"/></navPoint>'.format
    rows = "".join((ENTRY if form == "nav" else point)(*one) for one in enumerate(titles))
    book = Book(
        [
            f"<p>{TEXT}</p>",
            f'<p class="head">CHAPTER 2</p><p>{TEXT}</p>',
            f"<h3>Three</h3><p>{TEXT}</p>",
            "<p>It goes on in a part that nobody named.</p>",
        ],
        nav=rows if form == "nav" else "",
        ncx=rows if form == "ncx" else "",
    )
    found = article(book)
    assert [words for kind, words in blocks(found) if kind == "heading"] == [
        "The flood",
        "CHAPTER 2",
        "Three",
    ]
    assert [section.title for section in write_script(found).sections][1:] == [
        "The flood",
        "CHAPTER 2",
        "Three",
    ]


def test_what_a_book_says_is_no_text_is_left_out() -> None:
    book = Book(
        [
            '<section epub:type="cover"><p>THE WEIR</p></section>',
            '<section epub:type="titlepage"><p>The Weir, by Ada Lund</p></section>',
            '<p role="doc-dedication">For the eels.</p>',
            f'<h1>One</h1><p>{TEXT}</p><span epub:type="pagebreak">17</span><p>It rained.</p>',
            '<section epub:type="index"><p>eels, 4, 17</p></section>',
        ]
    )
    found = article(book)
    assert [words for _, words in blocks(found)] == ["The Weir", "For the eels.", "One", TEXT, "It rained."]
    assert dropped(found) == [
        ("THE WEIR", "cover"),
        ("The Weir, by Ada Lund", "title page"),
        ("eels, 4, 17", "index"),
    ]


def test_landmarks_and_guide_tell_what_a_document_is() -> None:
    landmarks = '<li><a epub:type="titlepage" href="t/d0.xhtml">Title</a></li>'
    guide = '<reference type="copyright-page" href="t/d1.xhtml"/><reference type="toc" href="t/d2.xhtml#x"/>'
    book = Book(
        ["<p>A weir of words</p>", "<p>Printed at the mill.</p>", f"<p>{TEXT}</p>"],
        nav=ENTRY(2, "One"),
        landmarks=landmarks,
        guide=guide,
    )
    assert dropped(article(book)) == [
        ("A weir of words", "title page"),
        ("Printed at the mill.", "copyright page"),
    ]


def test_what_says_nothing_is_looked_at_near_the_ends() -> None:
    links = "".join(f'<p><a href="d{n}.xhtml">Chapter {n}</a></p>' for n in range(3, 9))
    inside = f"<h2>One</h2><p>{TEXT} He signed “all rights reserved” and the man left.</p>"
    book = Book(
        [
            "<h1>The Weir</h1><p>Ada Lund</p><p>Mill Press</p>",
            "<p>Copyright © 2019 Ada Lund. All rights reserved.</p><p>ISBN 123</p>",
            f"<h2>Contents</h2>{links}",
            "<ul>" + "".join(f'<li><a href="#p{n}">Place {n}</a></li>' for n in range(5)) + "</ul>"
            f"<p>{TEXT}</p>",
            inside + "<p>" + f"{TEXT} " * 20 + "</p>",
        ],
        beside=frozenset({4}),
    )
    assert [reason for _, reason in dropped(article(book))] == [
        "title page",
        "copyright page",
        "table of contents",
        "outside the reading order",
    ]
    book.beside = frozenset()
    assert "rights reserved” and" in " ".join(words for _, words in blocks(article(book)))


def test_marks_that_lead_to_no_note_go_and_other_raised_or_linked_words_stay() -> None:
    book = Book(
        [
            '<h2><a href="#c">IV</a></h2><p>At 10<sup>2</sup> fathoms<sup><a href="#f">3</a></sup> eels'
            '<a href="n.xhtml#f4">[4]</a> and <a href="#x">a</a> bream<a href="#y"><sup>b</sup></a>, see'
            ' <a href="#z">7</a>.</p>'
        ]
    )
    assert [words for _, words in blocks(article(book))][1:] == [
        "IV",
        "At 10² fathoms eels and a bream, see 7.",
    ]


def test_ruby_is_read_by_its_characters_and_entities_by_name() -> None:
    body = "<p><ruby>堰<rp>(</rp><rt>せき</rt><rp>)</rp></ruby>&nbsp;&mdash;&#160;caf&eacute;</p>"
    assert blocks(article(Book([body], metadata="")))[0][1] == "堰 — café"


def test_pages_that_are_no_xml_are_read_as_browsers_do() -> None:
    broken = '<?xml version="1.0"?><html><body><p>It held <b>for <i>ninety</b> years</i>.<br><p>Then &c.'
    assert [words for _, words in blocks(article(Book([broken])))] == [
        "The Weir",
        "It held for ninety years.",
        "Then &c.",
    ]


def test_a_chapter_that_tells_of_copyright_is_read() -> None:
    told = "<p>It was © 2019, the sign said, and we laughed.</p>"
    book = Book([f"<h2>The sign</h2>{told}", told], nav=ENTRY(0, "The sign"))
    assert dropped(article(book)) == [("It was © 2019, the sign said, and we laughed.", "copyright page")]


def test_the_cover_comes_along_and_a_bad_one_is_none() -> None:
    metadata = METADATA + '<meta name="cover" content="c"/>'
    item = '<item id="c" href="c.jpg" media-type="image/jpeg"/>'
    book = Book(metadata=metadata, items=item, more={"OEBPS/c.jpg": b"picture"})
    assert write_script(article(book)).picture == b"picture"
    assert article(Book(metadata=metadata, items=item)).picture == b""


def test_the_title_is_not_read_twice() -> None:
    found = article(Book([f"<h1>THE WEIR</h1><p>{TEXT}</p>", f"<h2>Two</h2><p>{TEXT}</p>"]))
    assert blocks(found)[0] == ("title", "THE WEIR")
    assert found.title in {"The Weir", "THE WEIR"}


REFUSED = {
    "no container": (Book(left_out=frozenset({"META-INF/container.xml"})), "META-INF/container.xml"),
    "an empty container": (Book(more={"META-INF/container.xml": "<container/>"}), "names no package"),
    "no package": (Book(left_out=frozenset({"OEBPS/a.opf"})), "'OEBPS/a.opf' is missing"),
    "no text": (Book([]), "names no text"),
    "a chapter missing": (
        Book(["<p>a</p>", f"<p>{TEXT}</p>"], left_out=frozenset({"OEBPS/t/d1.xhtml"})),
        "'OEBPS/t/d1.xhtml' is missing",
    ),
    "pictures only": (Book(["<img src='a.jpg' alt=''/>"], metadata=""), "no words"),
    "entities": (Book(['<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><html/>']), "entities of its own"),
    "a lock": (
        Book(
            more={
                "META-INF/encryption.xml": '<encryption><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">'
                '<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
                "</EncryptedData></encryption>"
            }
        ),
        "digital rights management",
    ),
    "deep": (Book(["<div>" * 10_000 + TEXT + "</div>" * 10_000]), "too deep"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_books_that_cannot_be_read_say_why(what: str) -> None:
    book, says = REFUSED[what]
    with pytest.raises(ArticleError, match=says) as refused:
        article(book)
    assert "weir.epub" in str(refused.value)


def test_disguised_fonts_are_no_lock() -> None:
    fonts = (
        '<encryption><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">'
        '<EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/></EncryptedData></encryption>'
    )
    assert article(Book(more={"META-INF/encryption.xml": fonts})).title == "The Weir"


def test_a_file_with_a_password_says_so() -> None:
    data = bytearray(Book().packed())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(mark, start)) >= 0:
            data[start + at] |= 1
            start += 4
    with pytest.raises(ArticleError, match="password"):
        read_bytes(bytes(data), SourceKind.EPUB, "weir.epub")


def test_another_archive_is_neither_book_nor_word_file() -> None:
    with pytest.raises(ArticleError, match="no EPUB"):
        read_bytes(b"PK\x03\x04 nothing", SourceKind.EPUB, "weir.epub")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(("<p>", "</p>", "<h1>", "<li>", "&", "<", TEXT, "1", "<a href='#a'>", "]]>")))
)
def test_lines_and_drops_tile_any_book(parts: list[str]) -> None:
    with contextlib.suppress(ArticleError):
        assert_tiles(write_script(article(Book([xhtml("".join(parts)), f"<p>{TEXT}</p>"]))))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_what_a_book_points_to_is_in_the_book(href: str) -> None:
    found = resolved("OEBPS/a.opf", href)
    assert not found.startswith(("/", "../"))
    assert found != ".."


def test_metadata_is_never_needed() -> None:
    found = article(Book(metadata=""))
    assert (found.title, found.byline, found.date, found.language) == ("", "", "", "en")
    assert write_script(found).title == "One"


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_damaged_archive_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(Book([f"<h2>One</h2><p>{TEXT}</p>"]).packed())
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(len(whole) // 2, len(whole)))
    for kind in (SourceKind.EPUB, SourceKind.WORD):
        with contextlib.suppress(ArticleError):
            read_bytes(bytes(whole[:end]), kind, "weir")
