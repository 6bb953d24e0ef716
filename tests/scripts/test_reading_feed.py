"""Feeds: every form that is met, entries as articles, and feeds that are out to do harm."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.errors import ArticleError
from scripts.model import Article
from scripts.reading import read_bytes
from scripts.reading.feed import Entry, is_feed, read_entry, read_feed
from scripts.writing import write_script
from tests.scripts.conftest import assert_tiles

BODY = "<p>The weir held for ninety years.</p><p>“It will stand,” said Ada Lund.</p>"
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>The Harrow Weekly</title><link>https://harrow.example/</link><language>en-gb</language>
<item><title>The weir &amp;amp; the flood</title><link>https://harrow.example/weir</link>
<guid isPermaLink="false">harrow-17</guid><dc:creator>Noor Haddad</dc:creator>
<pubDate>Fri, 01 May 2026 09:00:00 +0200</pubDate><description>It held.</description>
<media:content url="https://harrow.example/weir.jpg" medium="image"/>
<content:encoded><![CDATA[{BODY}<p>The post The weir appeared first on The Harrow Weekly.</p>]]>
</content:encoded>
</item>
<item><title>A note</title><link>https://harrow.example/note</link>
<author>desk@harrow.example (Karl Weber)</author>
<description>Only &lt;b&gt;a few&lt;/b&gt; words.</description>
</item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Der Bote</title>
<author><name>Ida Ott</name></author>
<entry><id>tag:bote.example,2026:1</id><title type="html">Das &lt;em&gt;Wehr&lt;/em&gt;</title>
<link href="https://bote.example/wehr"/><updated>2026-05-02T10:00:00Z</updated>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><h2>Am Fluss</h2><p>Es hielt <em>lange</em>.</p>
<ul><li>Aale</li></ul></div></content></entry>
<entry xml:lang="en"><id>tag:bote.example,2026:2</id><title>In English</title>
<link href="javascript:alert(1)"/><published>2026-05-01T10:00:00Z</published>
<author><name>Ada Lund</name></author><author><name>Karl Weber</name></author>
<content type="text">The weir held.

Nobody knows &amp;lt;why&amp;gt;.</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://a.example/"><title>Old</title></channel>
<item rdf:about="https://a.example/1"><title>One</title><link>https://a.example/1</link>
<description>It held for ninety years.</description></item></rdf:RDF>"""


def entries(text: str) -> tuple[Entry, ...]:
    return read_feed(text.encode(), "feed.xml").entries


def blocks(found: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, found.words(block.start, block.end)) for block in found.blocks]


def test_rss_with_the_whole_text() -> None:
    first, second = entries(RSS)
    assert (first.id, first.title, first.author) == ("harrow-17", "The weir & the flood", "Noor Haddad")
    assert (first.date, first.link) == ("2026-05-01T07:00:00+00:00", "https://harrow.example/weir")
    assert (first.language, first.publisher) == ("en-gb", "The Harrow Weekly")
    assert first.image == "https://harrow.example/weir.jpg"
    assert not first.is_summary
    article = read_entry(first)
    assert blocks(article) == [
        ("title", "The weir & the flood"),
        ("paragraph", "The weir held for ninety years."),
        ("paragraph", "“It will stand,” said Ada Lund."),
    ]
    assert [(article.text[one.start : one.end], one.reason) for one in article.dropped] == [
        ("The post The weir appeared first on The Harrow Weekly.", "link to the article")
    ]
    assert (article.byline, article.link, article.source) == ("Noor Haddad", first.link, first.link)
    assert (second.id, second.author, second.is_summary) == (
        "https://harrow.example/note",
        "Karl Weber",
        True,
    )
    assert blocks(read_entry(second)) == [("title", "A note"), ("paragraph", "Only a few words.")]


def test_atom_in_two_languages() -> None:
    first, second = entries(ATOM)
    assert (first.title, first.author, first.language) == ("Das Wehr", "Ida Ott", "de")
    assert blocks(read_entry(first)) == [
        ("title", "Das Wehr"),
        ("heading", "Am Fluss"),
        ("paragraph", "Es hielt lange."),
        ("list item", "Aale"),
    ]
    assert (second.author, second.language, second.link) == ("Ada Lund, Karl Weber", "en", "")
    assert second.date == "2026-05-01T10:00:00+00:00"
    assert blocks(read_entry(second)) == [
        ("title", "In English"),
        ("paragraph", "The weir held."),
        ("paragraph", "Nobody knows &lt;why&gt;."),
    ]


def test_rss_one() -> None:
    (one,) = entries(RDF)
    assert (one.id, one.title, one.publisher) == ("https://a.example/1", "One", "Old")


def test_a_title_is_not_read_twice_and_an_id_counts_once() -> None:
    text = "&lt;h1&gt;Weir&lt;/h1&gt;It held."
    item = f"<item><guid>1</guid><title>Weir</title><description>{text}</description></item>"
    (one,) = entries(f"<rss version='2.0'><channel>{item}{item}</channel></rss>")
    assert blocks(read_entry(one)) == [("title", "Weir"), ("paragraph", "It held.")]


def test_articles_that_share_an_id_stay_apart() -> None:
    item = "<item><guid>1</guid><link>https://a.example/{0}</link><description>It held.</description></item>"
    items = "".join(item.format(number) for number in (1, 2, 2))
    found = entries(f"<rss version='2.0'><channel>{items}</channel></rss>")
    assert [one.id for one in found] == ["1", "https://a.example/2"]


def test_an_entry_clearly_in_another_language_says_so() -> None:
    words = "Der Hund und die Katze sind nicht mit uns auf dem Weg zu einem Haus, das es nicht gibt."
    item = f"<item><guid>1</guid><description>{words}</description></item>"
    (one,) = entries(f"<rss version='2.0'><channel><language>en</language>{item}</channel></rss>")
    assert read_entry(one).language == "de"


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        ("<rss version='2.0'>", True),
        ("\ufeff<?xml version='1.0'?>\n<!-- a --><!DOCTYPE rss>\n<rss>", True),
        ("<feed xmlns='http://www.w3.org/2005/Atom'>", True),
        ("<html><body>&lt;rss", False),
        ("<!-- <rss> --><html>", False),
        ("<feedback>", False),
        ("<!-- a --><" * 400, False),
        ("text about <rss>", False),
    ],
)
def test_feeds_are_told_by_how_they_begin(head: str, is_one: bool) -> None:
    assert is_feed(head.encode()) is is_one
    assert is_feed(head.encode("utf-16")) is is_one


def test_a_feed_is_no_article() -> None:
    with pytest.raises(ArticleError, match="is a feed"):
        read_bytes(RSS.encode(), None, "feed.xml")


def bomb() -> str:
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE rss [<!ENTITY a0 "b">{names}]><rss><channel><title>&a11;</title></channel></rss>'


DESCRIPTION = "<rss><channel><item><guid>1</guid><description>{}</description></item></channel></rss>".format
HOSTILE = {
    "entities": bomb(),
    "an entity from a file": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><rss><title>&b;</title></rss>',
    "no entries": "<rss><channel><title>a</title></channel></rss>",
    "cut off": RSS[:300],
    "nested": "<rss>" + "<channel>" * 10_000 + "</channel>" * 10_000 + "</rss>",
    "too large": "<rss>" + " " * 11_000_000,
    "too many": "<rss><channel>" + "".join(f"<item><guid>{n}</guid></item>" for n in range(6_000)),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_feeds_are_refused_in_time(what: str) -> None:
    began = time.process_time()
    with pytest.raises(ArticleError, match=r"feed\.xml"):
        entries(HOSTILE[what])
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(DESCRIPTION("&lt;div&gt;" * 10_000 + "a word"), id="deep"),
        pytest.param(DESCRIPTION("&lt;a b='" + "c" * 5_000_000 + "'&gt;a word"), id="a huge attribute"),
        pytest.param(DESCRIPTION("&lt;" * 1_000_000 + "a word"), id="brackets"),
        pytest.param(DESCRIPTION("a word " * 1_000_000), id="a long paragraph"),
    ],
)
def test_hostile_entries_are_read_or_refused_in_time(text: str) -> None:
    began = time.process_time()
    for one in entries(text):
        try:
            assert "word" in read_entry(one).text
        except ArticleError as refused:
            assert "entry" in str(refused)
    assert time.process_time() - began < 10


@settings(max_examples=80, deadline=None)
@given(
    st.text(max_size=40),
    st.lists(st.sampled_from(("<p>", "a word. ", "&amp;", "</div>", "\n\n", "<ul><li>")), max_size=8),
)
def test_lines_and_drops_tile_any_entry(title: str, parts: list[str]) -> None:
    text = "".join(parts)
    for is_html in (True, False):
        entry = Entry("1", " ".join(title.split()), "", "", "", "", "", "", text, is_html, False)
        try:
            article = read_entry(entry)
        except ArticleError:
            continue
        assert_tiles(write_script(article))
