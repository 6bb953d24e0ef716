"""HTML pages: the article found in them, their structure kept, hostile pages read or refused in time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.errors import ArticleError
from scripts.model import Article, BlockKind
from scripts.reading import SourceKind, read_bytes
from scripts.writing import write_script
from tests.scripts.conftest import article, assert_tiles, quoted

FIRST = "The boats did not go out on that morning, and nobody on the pier could say when they would do so."
SECOND = "By noon the harbour master had sent two of his people home, and the cafe had closed its doors."
PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Boats stay in | The Example Post</title>
<meta name="author" content="Jane Doe"><meta property="article:published_time" content="2026-05-17T10:00:00Z">
<style>p {{ color: red }}</style></head><body><nav><a href="/">Home</a></nav><article><h1>Boats stay in</h1>
<p>{FIRST}
&ldquo;It is <em>cold</em>,&rdquo; she said, a bit <code>later</code> than <a href="x">others</a>.</p>
<h2>A cold noon</h2><p>{SECOND}</p><blockquote>
<p>Nobody who has a boat here will forget this day.</p></blockquote>
<ul><li>bread for all</li><li>milk<ul><li>and butter</li></ul></li></ul>
<table><tr><th>Name</th><th>Boats</th></tr><tr><td>Ann</td><td>5</td></tr></table>
<p>{FIRST[::-1]}</p><script>alert("x")</script></article><footer>All rights reserved</footer></body></html>"""


def page(text: str) -> Article:
    return article(text, SourceKind.HTML)


def blocks(found: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, found.words(block.start, block.end)) for block in found.blocks]


def test_an_article_page() -> None:
    found = page(PAGE)
    kinds = blocks(found)
    assert kinds[0] == ("title", "Boats stay in")
    assert kinds[1] == ("paragraph", f"{FIRST} “It is cold,” she said, a bit later than others.")
    assert ("heading", "A cold noon") in kinds
    assert ("block quote", "Nobody who has a boat here will forget this day.") in kinds
    assert [words for kind, words in kinds if kind == "list item"] == [
        "bread for all",
        "milk",
        "and butter",
    ]
    assert [one for one in kinds if one[0] in ("column name", "table cell")] == [
        ("column name", "Name"),
        ("column name", "Boats"),
        ("table cell", "Ann"),
        ("table cell", "5"),
    ]
    assert (found.title, found.byline, found.date) == ("Boats stay in", "Jane Doe", "2026-05-17T10:00:00Z")
    assert found.language.startswith("en")
    assert not any(word in " ".join(words for _, words in kinds) for word in ("Home", "All rights"))
    assert not any(word in found.text for word in ("alert", "color"))
    reasons = {found.text[one.start : one.end]: one.reason for one in found.dropped}
    assert reasons["Home"] == "navigation"
    assert next(reason for words, reason in reasons.items() if "All rights" in words)


def test_offsets_point_into_the_text() -> None:
    found = page(PAGE)
    made = write_script(found, speech=quoted)
    assert_tiles(made)
    spans = sorted((*made.lines, *made.dropped), key=lambda one: one.start)
    assert "".join(found.text[one.start : one.end] for one in spans) == found.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>Just this.</p>", ["Just this."]),
        ("Just words, no tags.", ["Just words, no tags."]),
        ("<div>One<p>Two</p>Three<br>Four</div>", ["One", "Two", "Three Four"]),
        ("<h1>Head</h1><p>A &lt;b&gt; &amp; c</p>", ["Head", "A <b> & c"]),
        ("<p>never closed <b>bold <i>both</p><p>next", ["never closed bold both", "next"]),
        ("\ufeff<?xml version='1.0' encoding='latin-1'?><html><body><p>Grüße</p></body></html>", ["Grüße"]),
    ],
)
def test_small_pages_are_read_as_they_stand(text: str, expected: list[str]) -> None:
    assert [words for _, words in blocks(page(text))] == expected


@pytest.mark.parametrize(
    "text",
    [
        "<html><head></head><body></body></html>",
        "<script>var a = 'words'</script>",
        "<!-- only a comment -->",
        "<>",
    ],
)
def test_a_page_without_words_is_refused(text: str) -> None:
    with pytest.raises(ArticleError) as caught:
        page(text)
    assert caught.value.next_step


def test_the_title_is_the_pages_own_words() -> None:
    found = page(
        f"<html><head><title>Boats &amp; more</title></head><body><p>{FIRST}</p><p>{SECOND}</p></body></html>"
    )
    assert found.title == "Boats & more"
    assert found.blocks[0].kind is BlockKind.TITLE


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 10_000 + "<p>deep words</p>" + "</div>" * 10_000,
        "<b>" * 10_000 + "deep words",
        "<ul><li>" * 5_000 + "deep words",
        "<table><tr><td>" * 2_000 + "deep words",
        "<blockquote>" * 5_000 + "deep words",
        "&amp;" * 100_000 + " deep words",
        "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><p>&b;&b; deep words</p>",
        "<p>" + "deep words " * 60_000,
        "<a " * 50_000 + ">deep words",
        "<!--" * 50_000 + "deep words",
        f"<p>{FIRST} deep words</p>" * 1_500,
        "<x>" * 450_000 + "deep words",
    ],
    ids=lambda text: text[:14],
)
def test_hostile_pages_are_read_or_refused_in_time(text: str) -> None:
    started = time.process_time()
    try:
        found = page(text)
    except ArticleError as error:
        assert error.next_step
    else:
        assert "deep words" in found.text or found.blocks
        assert_tiles(write_script(found, speech=quoted))
    assert time.process_time() - started < 15


TAGS = st.lists(
    st.sampled_from(
        [
            *(
                "<p>",
                "</p>",
                "<div>",
                "</div>",
                "<h1>",
                "</h1>",
                "<ul>",
                "<li>",
                "<b>",
                "</b>",
                "<br>",
                "<!--",
            ),
            *(
                "<table><tr><td>",
                "-->",
                "<script>",
                "</script>",
                "&amp;",
                "&#0;",
                "&bad;",
                "words ",
                "<",
                ">",
            ),
            *("<a href='", "\x00"),
        ]
    ),
    max_size=15,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(TAGS)
def test_any_page_is_an_article_or_an_article_error(text: str) -> None:
    try:
        found = page(text)
    except ArticleError:
        return
    assert_tiles(write_script(found, speech=quoted))


def test_an_element_with_a_hundred_thousand_attributes_is_refused_in_time() -> None:
    started = time.process_time()
    with pytest.raises(ArticleError, match="too many attributes"):
        page(f"<p {' '.join(f'a{number}=x' for number in range(100_000))}>{FIRST}</p>")
    assert time.process_time() - started < 5


def test_long_values_are_no_attributes() -> None:
    words = "many words " * 5_000
    found = page(PAGE.replace("<h1>", f"<h1 data-x='{words}'>"))
    assert found.title == "Boats stay in"


def test_a_page_without_the_tags_of_head_and_body_is_read() -> None:
    words = "The keeper walked along the harbour wall before dawn, and counted the boats that had stayed out."
    article = read_bytes(
        f"<!doctype html><title>Boats</title><main><h1>Boats</h1><p>{words}</p></main>".encode(),
        SourceKind.HTML,
    )
    assert article.title == "Boats"
    assert [article.words(one.start, one.end) for one in article.blocks] == ["Boats", words]
