"""What a page says around its article and about it: leftovers, captions, metadata."""

import contextlib
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from scripts.errors import ArticleError
from scripts.model import Article, BlockKind
from scripts.reading import SourceKind, read_bytes
from scripts.reading.leftovers import sorted_out
from scripts.reading.metadata import about_page
from scripts.reading.pieces import Piece
from scripts.writing import write_script
from tests.scripts.conftest import assert_tiles

PROSE = [
    f"On day {number} the dredger worked its way along the harbour wall, and the men on the quay counted the"
    f" loads that it brought up, {number * 7} of them before noon, each heavier than the last one had been."
    for number in range(2, 9)
]


def page(body: str, head: str = "") -> Article:
    return read_bytes(
        f"<html lang=en><head>{head}</head><body>{body}</body></html>".encode(), SourceKind.HTML
    )


def article(*more: str, around: str = "") -> Article:
    paragraphs = "".join(f"<p>{one}</p>" for one in PROSE)
    return page(f"<article><h1>The dredger</h1>{paragraphs}{''.join(more)}</article>{around}")


def voiced(found: Article) -> str:
    return "\n".join(found.words(block.start, block.end) for block in found.blocks)


def reason(found: Article, words: str) -> str:
    return next(one.reason for one in found.dropped if words in found.text[one.start : one.end])


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Related: How the harbour silted up: a history in maps", "link to another article"),
        ("Email Nora Quint at nora.quint@harbour.example or follow her on Chirper.", "contact line"),
        ("Nora Quint can be reached at nora.quint@harbour.example.", "contact line"),
        ("Get our best stories in your inbox every weekday. Subscribe now.", "newsletter line"),
        ("Tell us what YOU think...", "comments line"),
        ("Follow Harrow Harbour News on Facebook, Mastodon and Instagram.", "contact line"),
        ("Follow our reports from the harbour at https://harbour.example/reports", "contact line"),
    ],
)
def test_leftovers_at_the_end_are_dropped_with_a_reason(words: str, why: str) -> None:
    found = article(f"<p>{words}</p>")
    assert words not in voiced(found)
    assert reason(found, words) == why
    assert PROSE[-1] in voiced(found)


@pytest.mark.parametrize(
    "words",
    [
        "More than forty boats were left on the mud when the water went out that evening.",
        "Related to the mayor by marriage, she did not vote.",
        "Get out of the boat, he told them, and they did so without a word to each other.",
        "Watch the tide: that was all the advice he had.",
        "Follow the wall on your left hand until the light comes in sight, the keeper said.",
    ],
)
def test_prose_that_begins_like_a_leftover_is_read(words: str) -> None:
    kept = sorted_out([Piece(BlockKind.PARAGRAPH, words), Piece(BlockKind.PARAGRAPH, PROSE[0])])
    assert kept[0][1] == "" or words.startswith("Watch")


VERSE = "The <i>lamp</i> goes round,<br>the sea goes out,<br/>I count the ships<br>and do without."


@pytest.mark.parametrize("element", ["p", "blockquote"])
def test_lines_of_verse_stay_lines(element: str) -> None:
    found = article(f"<{element}>{VERSE}</{element}>", f"<p>{PROSE[0]} She left.</p>")
    assert_tiles(write_script(found))
    (verse,) = [block for block in found.blocks if block.kind is BlockKind.VERSE]
    assert found.text[verse.start : verse.end].split("\n") == [
        "The lamp goes round,",
        "the sea goes out,",
        "I count the ships",
        "and do without.",
    ]


def test_verse_with_a_mark_of_a_footnote_keeps_its_lines() -> None:
    verse = VERSE.replace("sea", 'sea<sup><a href="#n1" id="r1">1</a></sup>')
    found = article(
        f"<p>{verse}</p>", f"<p>{PROSE[0]} She left.</p>", '<p id="n1">1. The cold one, in winter.</p>'
    )
    (verse_block,) = [block for block in found.blocks if block.kind is BlockKind.VERSE]
    words = found.text[verse_block.start : verse_block.end]
    assert words.split("\n")[0] == "The lamp goes round,"
    assert words.split("\n")[2:] == ["I count the ships", "and do without."]


@pytest.mark.parametrize(
    "words",
    [
        "It rained.<br>It rained again.<br>Then it stopped.<br>The men went home.",
        f"{PROSE[0]}<br>{PROSE[1]}<br>{PROSE[2]}",
        "The quay was empty,<br>they said.",
    ],
)
def test_broken_lines_of_prose_are_no_verse(words: str) -> None:
    found = article(f"<p>{words}</p>", f"<p>{PROSE[3]} She left.</p>")
    assert all(block.kind is not BlockKind.VERSE for block in found.blocks)


def test_headings_with_nothing_under_them_go() -> None:
    pieces = [Piece(BlockKind.PARAGRAPH, PROSE[0]), Piece(BlockKind.HEADING, "More of this", 2)]
    assert [why for _, why in sorted_out(pieces)] == ["", "heading with nothing under it"]


def test_who_the_author_is_goes_at_the_end_alone() -> None:
    bio = Piece(BlockKind.PARAGRAPH, "Nora Quint is a reporter at the Harbour Times and covers the sea.")
    prose = Piece(BlockKind.PARAGRAPH, PROSE[0])
    assert [why for _, why in sorted_out([prose, prose, bio], "Nora Quint")][-1] == "about the author"
    assert [why for _, why in sorted_out([prose, bio, prose], "Nora Quint")] == ["", "", ""]
    assert [why for _, why in sorted_out([prose, prose, bio], "Ada Bell")] == ["", "", ""]


def test_a_page_of_leftovers_alone_is_read() -> None:
    pieces = [Piece(BlockKind.PARAGRAPH, "Comments")]
    assert sorted_out(pieces) == [(pieces[0], "")]


def test_what_is_outside_the_article_is_listed_where_it_stands() -> None:
    around = (
        "<div class=related><ul><li>Seven harbours to see before they are gone from the map</li></ul></div>"
        "<div id=comments><p>I was there and saw it, and it was nothing like that at all.</p></div>"
        "<footer><p>Harbour Times, 2 Quay Street</p></footer>"
    )
    found = article(around=around)
    assert reason(found, "Seven harbours") == "link to another article"
    assert reason(found, "I was there") == "comments"
    assert reason(found, "Quay Street") == "foot of the page"
    assert "Seven harbours" not in voiced(found)
    assert_tiles(write_script(found))


def test_captions_that_tell_are_read_and_credits_are_listed() -> None:
    telling = "The dredger at the harbour wall in the second week of its work."
    first, *rest = PROSE
    body = (
        f"<article><h1>The dredger</h1><p>{first}</p><figure><img src=a.jpg>"
        f"<figcaption>{telling}</figcaption></figure><p>{rest[0]}</p><figure><img src=b.jpg>"
        "<figcaption>Quint/Times</figcaption></figure>"
        + "".join(f"<p>{one}</p>" for one in rest[1:])
        + "</article>"
    )
    found = page(body)
    kinds = {found.words(block.start, block.end): block.kind for block in found.blocks}
    assert kinds[telling] is BlockKind.CAPTION
    lines = voiced(found).splitlines()
    assert lines.index(first) < lines.index(telling) < lines.index(rest[0])
    assert "Quint/Times" in found.text


LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Harbour Times"},
        {
            "@type": ["NewsArticle"],
            "headline": "Mud &amp; money",
            "author": [{"@type": "Person", "name": "Nora Quint"}, {"name": "Ada Bell"}],
            "datePublished": "2026-03-02T08:00:00+01:00",
            "image": {"url": "https://harbour.example/a.jpg"},
            "publisher": {"name": "Harbour Times"},
        },
    ],
}
OG = (
    '<meta property="og:title" content="Mud and money in the harbour"><meta property="og:url"'
    ' content="https://harbour.example/og"><meta property="article:author" content="https://harbour.example/nq">'
    '<meta property="article:published_time" content="2026-03-03">'
)
DC = '<meta name="DC.creator" content="By Otto Bell"><meta name="DC.date" content="4 March 2026">'


def about(head: str) -> object:
    return about_page(lxml_html.fromstring(f"<html><head>{head}</head><body><p>a</p></body></html>"))


def test_sources_count_in_the_stated_order() -> None:
    script = f'<script type="application/ld+json">{json.dumps(LD)}</script>'
    first = about_page(lxml_html.fromstring(f"<html><head>{DC}{OG}{script}</head><body></body></html>"))
    assert first.title == "Mud & money"
    assert first.author == "Nora Quint, Ada Bell"
    assert first.date == "2026-03-02T08:00:00+01:00"
    assert (first.image, first.publisher) == ("https://harbour.example/a.jpg", "Harbour Times")
    assert first.link == "https://harbour.example/og"
    second = about_page(lxml_html.fromstring(f"<html><head>{DC}{OG}</head><body></body></html>"))
    assert second.title == "Mud and money in the harbour"
    assert (second.author, second.date) == ("Otto Bell", "2026-03-03")
    third = about_page(lxml_html.fromstring(f"<html><head>{DC}</head><body></body></html>"))
    assert third.date == "2026-03-04"


def test_the_canonical_link_counts_and_makes_addresses_whole() -> None:
    head = (
        '<link rel="canonical" href="https://harbour.example/mud">'
        '<meta property="og:image" content="/i/a.png">'
        '<meta property="og:url" content="javascript:alert(1)">'
    )
    found = about_page(lxml_html.fromstring(f"<html><head>{head}</head><body></body></html>"))
    assert (found.link, found.image) == ("https://harbour.example/mud", "https://harbour.example/i/a.png")


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.text(max_size=8) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["@type", "@graph", "author", "headline", "image", "name"]), inner
            )
        ),
        max_leaves=12,
    )
)
def test_no_json_ld_breaks_a_page(told: object) -> None:
    about(f'<script type="application/ld+json">{json.dumps(told).replace("<", "")}</script>')


@pytest.mark.parametrize("text", ["[" * 20_000, '{"@type":' * 5000, "null", "{", ""])
def test_broken_json_ld_is_left_aside(text: str) -> None:
    assert about_page(
        lxml_html.fromstring(
            f'<html><head><script type="application/ld+json">{text}</script></head><body></body></html>'
        )
    ) == about_page(None)


@pytest.mark.parametrize(
    "text",
    [
        "<html><body>" + "<div>" * 10_000 + "some words" + "</div>" * 10_000,
        "<html><body>" + "<blockquote>" * 10_000 + "some words",
        '<html><body><p class="' + "a " * 1_000_000 + '">some words</p></body></html>',
        "<html><body>" + "<p>word " * 60_000,
        "<!DOCTYPE html ["
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
        + "]><p>&a11; w",
        "<html><body><article><p>some words and mo",
        "<html><body>" + "<table><tr><td>" * 3000 + "some words",
        '<html><head><script type="application/ld+json">' + "[" * 300_000 + "</script></head><body><p>Words.",
    ],
    ids=["nested", "quotes", "attribute", "many", "entities", "cut off", "tables", "json"],
)
def test_hostile_pages_are_read_or_refused_in_time(text: str) -> None:
    began = time.process_time()
    with contextlib.suppress(ArticleError):
        write_script(read_bytes(text.encode(), SourceKind.HTML))
    assert time.process_time() - began < 10


def read_blocks(inside: str) -> list[tuple[str, str]]:
    days = [
        f"<p>On day {day} the keeper counted {day + 20} boats, and wrote them in the book by the door.</p>"
        for day in range(12)
    ]
    made = (
        "<html><head><title>Boats</title></head><body><nav><a href='/'>Home</a></nav><main><article>"
        f"<h1>Boats</h1>{''.join(days[:6])}{inside}{''.join(days[6:])}</article></main></body></html>"
    )
    article = read_bytes(made.encode(), SourceKind.HTML, "https://example.org/a")
    blocks = [(one.kind.value, article.text[one.start : one.end]) for one in article.blocks]
    return [one for one in blocks if "counted" not in one[1] and one[0] != "title"]


def test_empty_lines_part_verse_into_stanzas() -> None:
    poem = (
        "<div>The lamp goes <em>round</em>,<br>the sea goes out,<br><br>"
        "I count the <a href='/s'>ships</a><br>and every doubt,<br><br>and one is lost.</div>"
    )
    assert read_blocks(poem) == [
        ("verse", "The lamp goes round,\nthe sea goes out,"),
        ("verse", "I count the ships\nand every doubt,"),
        ("paragraph", "and one is lost."),
    ]


def test_empty_lines_part_prose_into_paragraphs() -> None:
    first = "The wind had turned by noon, and the first of them came back with its nets torn."
    second = "Nobody on the wall said a word until the last of the nine had been tied to its ring."
    assert read_blocks(f"<div>{first}<br><br>{second}<br/> <br/></div>") == [
        ("paragraph", first),
        ("paragraph", second),
    ]
    # One line break is none between paragraphs, and a quotation is one.
    assert read_blocks(f"<p>{first}<br>{second}</p>") == [("paragraph", f"{first} {second}")]
    assert read_blocks(f"<blockquote>{first}<br><br>{second}</blockquote>") == [
        ("block quote", f"{first} {second}")
    ]
