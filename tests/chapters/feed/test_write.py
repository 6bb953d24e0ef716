"""The feed as other people's parsers read it: feedparser and podcastparser, every value asserted."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import feedparser
import podcastparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from chapters.feed.model import Channel, Item
from chapters.feed.write import ATOM, CONTENT, ITUNES, PODCAST, item_bytes, write_feed
from chapters.text import many_lines, one_line
from tests.chapters.feed.conftest import BASE, full_channel, full_item, plain_item


def parsed(data: bytes) -> Any:
    feed = feedparser.parse(io.BytesIO(data))
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def test_feedparser_reads_the_channel(channel: Channel, item: Item) -> None:
    found = parsed(write_feed(channel, [item])).feed
    assert found.title == "Harrow & <friends> 🦊"
    assert found.link == f"{BASE}/"
    assert found.subtitle == "The week in Harrow.\n\nRead aloud: 1 < 2 & 3."
    assert found.language == "en-GB"
    assert found.rights == "© 2026 Harrow"
    assert found.updated == "Sat, 30 May 2026 08:00:01 +0000"
    assert found.generator == "audio-edition test"
    assert found.author == "Harrow Newsroom"
    assert found.image.href == f"{BASE}/cover-1a2b3c4d.png"
    assert found.itunes_type == "serial"
    assert [tag.term for tag in found.tags] == ["News", "Daily News", "Society & Culture"]
    own = [link for link in found.links if link.rel == "self"]
    assert [(link.href, link.type) for link in own] == [(f"{BASE}/feed.xml", "application/rss+xml")]


def test_feedparser_reads_the_item(channel: Channel, item: Item) -> None:
    (found,) = parsed(write_feed(channel, [item])).entries
    assert found.title == "Tea & <rain> ]]> “later”"
    assert found.link == f"{BASE}/tea/"
    assert found.id == item.guid
    assert found.guidislink is False
    assert found.published == "Fri, 29 May 2026 06:30:00 +0200"
    assert found.published_parsed[:6] == (2026, 5, 29, 4, 30, 0)
    (encoded,) = (content.value for content in found.content)
    assert found.summary == (
        "<p>It rained &amp; rained.</p><p>Then &lt;tea&gt;.</p><p>Read by synthetic voices.</p>"
    )
    assert "<li>01:02 Tea</li>" in encoded
    assert "<li>00:00 Rain &lt;1&gt;</li>" in encoded
    (enclosure,) = found.enclosures
    assert dict(enclosure) == {
        "href": f"{BASE}/tea/tea.mp3?v=abcdef01",
        "length": "1500000",
        "type": "audio/mpeg",
    }
    assert found.itunes_duration == "126"
    assert found.itunes_title == found.title
    assert found.podcast_season == "2"
    assert found.podcast_episode == "7"
    assert found.itunes_episodetype == "bonus"
    assert found.itunes_season == "2"
    assert found.itunes_episode == "7"
    assert found.author == "Noor Haddad"
    assert found.image.href == f"{BASE}/tea/cover-00ff00ff.jpg"


def test_addresses_stand_in_the_notes_and_hostile_ones_do_not(channel: Channel, item: Item) -> None:
    links = (
        ("the <report>", "https://example.org/r?a=1&b=2"),
        ("run", "javascript:alert(1)"),
        ("", "mailto:a@example.org"),
    )
    (found,) = parsed(write_feed(channel, [replace(item, links=links)])).entries
    (encoded,) = (content.value for content in found.content)
    assert '<li><a href="https://example.org/r?a=1&amp;b=2">the &lt;report&gt;</a></li>' in encoded
    assert '<li><a href="mailto:a@example.org">mailto:a@example.org</a></li>' in encoded
    assert "javascript" not in encoded


def test_podcastparser_reads_the_same(channel: Channel, item: Item) -> None:
    data = write_feed(channel, [item, plain_item(1)])
    found = podcastparser.parse(f"{BASE}/feed.xml", io.BytesIO(data))
    assert found["title"] == "Harrow & <friends> 🦊"
    assert found["link"] == f"{BASE}/"
    assert found["language"] == "en-GB"
    assert found["cover_url"] == f"{BASE}/cover-1a2b3c4d.png"
    assert found["itunes_author"] == "Harrow Newsroom"
    assert found["itunes_categories"] == [["News", "Daily News"], ["Society & Culture"]]
    assert found["explicit"] is False
    assert found["type"] == "serial"
    assert found["generator"] == "audio-edition test"
    assert found["description"] == "The week in Harrow.\n\nRead aloud: 1 < 2 & 3."
    # podcastparser turns a serial show around: the first episode first.
    second, first = found["episodes"]
    assert first["title"] == "Tea & <rain> ]]> “later”"
    assert first["guid"] == item.guid
    assert first["published"] == 1_780_029_000
    assert first["total_time"] == 126
    assert first["explicit"] is True
    assert first["season"] == 2
    assert first["number"] == 7
    assert first["type"] == "bonus"
    assert first["link"] == f"{BASE}/tea/"
    assert first["itunes_author"] == "Noor Haddad"
    assert first["episode_art_url"] == f"{BASE}/tea/cover-00ff00ff.jpg"
    assert first["description_html"].startswith("<p>It rained &amp; rained.</p><p>Then &lt;tea&gt;.</p>")
    assert first["enclosures"] == [
        {"url": f"{BASE}/tea/tea.mp3?v=abcdef01", "file_size": 1_500_000, "mime_type": "audio/mpeg"}
    ]
    assert second["guid"] == "urn:example:1"
    assert second["total_time"] == 61


def test_podcasting_2_is_complete(channel: Channel, item: Item) -> None:
    top = etree.fromstring(write_feed(channel, [item])).find("channel")
    assert top.findtext(f"{{{PODCAST}}}guid") == channel.guid
    locked = top.find(f"{{{PODCAST}}}locked")
    assert (locked.text, locked.get("owner")) == ("yes", "desk@harrow.example")
    assert top.findtext(f"{{{PODCAST}}}medium") == "podcast"
    funding = top.find(f"{{{PODCAST}}}funding")
    assert (funding.text, funding.get("url")) == ("Give & take", "https://harrow.example/give?a=1&b=2")
    often = top.find(f"{{{PODCAST}}}updateFrequency")
    assert (often.text, often.get("rrule")) == ("Every Friday", "FREQ=WEEKLY;BYDAY=FR")
    for node in (top, top.find("item")):
        (told,) = node.findall(f"{{{PODCAST}}}txt")
        assert (told.get("purpose"), told.text) == ("ai-content", "true")
    node = top.find("item")
    person = node.find(f"{{{PODCAST}}}person")
    assert (person.text, person.get("role"), person.get("group")) == ("Noor Haddad", "author", "writing")
    assert [
        (one.get("url"), one.get("type"), one.get("language"))
        for one in node.findall(f"{{{PODCAST}}}transcript")
    ] == [(one.url, one.type, "en") for one in item.transcripts]
    chapters = node.find(f"{{{PODCAST}}}chapters")
    assert chapters.get("type") == "application/json+chapters"
    other = node.find(f"{{{PODCAST}}}alternateEnclosure")
    assert (other.get("type"), other.get("length"), other.get("bitrate")) == (
        "audio/x-m4a",
        "1400000",
        str(round(8 * 1_400_000 / 125.5)),
    )
    assert other.find(f"{{{PODCAST}}}source").get("uri") == item.alternates[0].url
    assert other.find(f"{{{PODCAST}}}integrity").get("value").startswith("sha256-q6ur")
    assert node.findtext(f"{{{PODCAST}}}season") == "2"
    assert node.findtext(f"{{{PODCAST}}}episode") == "7"
    assert top.find(f"{{{ITUNES}}}owner") is None


def test_namespaces_stand_at_the_root(channel: Channel) -> None:
    root = etree.fromstring(write_feed(channel, []))
    assert root.nsmap == {"itunes": ITUNES, "podcast": PODCAST, "atom": ATOM, "content": CONTENT}
    assert root.get("version") == "2.0"


def test_what_moves_ends_or_hides_a_show(channel: Channel) -> None:
    moved = replace(channel.show, new_feed_url="https://new.example/f", complete=True, block=True)
    top = etree.fromstring(write_feed(replace(channel, show=moved), [])).find("channel")
    assert top.findtext(f"{{{ITUNES}}}new-feed-url") == "https://new.example/f"
    assert top.findtext(f"{{{ITUNES}}}complete") == "Yes"
    assert top.findtext(f"{{{ITUNES}}}block") == "Yes"
    assert top.find(f"{{{PODCAST}}}updateFrequency").get("complete") == "true"


def test_items_stand_newest_first_whatever_their_order(channel: Channel) -> None:
    items = [plain_item(number) for number in (2, 5, 1)]
    data = write_feed(channel, items)
    assert [entry.title for entry in parsed(data).entries] == ["Episode 5", "Episode 2", "Episode 1"]
    assert write_feed(channel, items[::-1]) == data


def test_one_date_is_ordered_by_numbers(channel: Channel) -> None:
    day = datetime(2026, 5, 1, tzinfo=UTC)
    items = [replace(plain_item(n), date=day, season=1, episode=n) for n in (1, 3, 2)]
    found = parsed(write_feed(channel, items)).entries
    assert [entry.itunes_episode for entry in found] == ["3", "2", "1"]


def test_a_changed_item_leaves_the_others_as_they_are(channel: Channel) -> None:
    items = [plain_item(number) for number in range(5)]
    before = write_feed(channel, items)
    items[2] = replace(items[2], title="Another & title", duration_s=99)
    after = write_feed(replace(channel, changed=datetime(2026, 6, 2, tzinfo=UTC)), items)
    changed = [
        number
        for number, (one, two) in enumerate(zip(pieces(before), pieces(after), strict=True))
        if one != two
    ]
    assert changed == [0, 3]  # the head with its date, and the middle one of five items
    assert item_bytes(items[1], channel) == item_bytes(plain_item(1), channel)
    assert item_bytes(items[2], channel) != item_bytes(plain_item(2), channel)


def pieces(data: bytes) -> list[bytes]:
    """The head of a feed and its items."""
    return data.split(b"<item>")


def test_a_long_summary_is_cut_and_the_disclosure_stays(channel: Channel) -> None:
    long = replace(full_item(), summary="Straße & <b> 🦊 " * 700)
    node = etree.fromstring(write_feed(channel, [long])).find("channel/item")
    description = node.findtext("description")
    assert 3_000 < len(description.encode()) <= 4_000
    assert description.endswith("…</p><p>Read by synthetic voices.</p>")


@pytest.mark.parametrize("year", [1, 1890, 9998])
def test_dates_far_away_are_written(channel: Channel, year: int) -> None:
    item = replace(plain_item(1), date=datetime(year, 1, 1, 12, tzinfo=UTC))
    assert f"Jan {year:04d} 12:00:00 +0000".encode() in write_feed(channel, [item])


TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=80),
    st.sampled_from(
        [
            "]]>",
            "&amp;lt;",
            "<![CDATA[x]]>",
            "<script>alert(1)</script>",
            "\u202eabc\u202c",
            "مرحبا بالعالم",
            "👩‍👩‍👧‍👦🇩🇪",
            "\x00\x01\x1b[2J\x7f\x85",
            "../../etc/passwd",
            "a\r\nb\n\nc\td",
            "x" * 5_000,
            "\ufffe\uffff\ufdd0",
            "&#0;&#x1F;&nbsp;",
            "' \" ` $(x) %s {0}",
        ]
    ),
)


@settings(max_examples=150, deadline=None)
@given(title=TEXTS, summary=TEXTS, author=TEXTS, part=TEXTS)
def test_any_text_comes_out_as_it_went_in(title: str, summary: str, author: str, part: str) -> None:
    """By lxml, strictly; what is asserted is the text without what no XML and no line may hold."""
    item = replace(full_item(), title=title, summary=summary, author=author)
    item = replace(item, parts=(replace(item.parts[0], title=part), item.parts[1]))
    channel = replace(full_channel(), show=replace(full_channel().show, title=title, author=author))
    data = write_feed(channel, [item])
    top = etree.fromstring(data, etree.XMLParser(huge_tree=False)).find("channel")
    node = top.find("item")
    assert (top.findtext("title") or "") == one_line(title)
    assert (node.findtext("title") or "") == one_line(title)
    assert (top.findtext(f"{{{ITUNES}}}author") or "") == one_line(author)
    assert (node.findtext(f"{{{PODCAST}}}person") or "") == one_line(author)
    shown = [
        "".join(paragraph.itertext())
        for paragraph in etree.HTML(f"<div>{node.findtext('description')}</div>").iter("p")
    ]
    lines = [line for line in many_lines(summary).split("\n") if line]
    if len(summary) < 500:
        assert shown == [*lines, "Read by synthetic voices."]
    rows = etree.HTML(node.findtext(f"{{{CONTENT}}}encoded")).findall(".//li")
    assert "".join(rows[0].itertext()).rstrip() == f"00:00 {one_line(part)}".rstrip()
    assert len(rows) == 2


@settings(max_examples=60, deadline=None)
@given(title=TEXTS, summary=TEXTS)
def test_any_text_is_read_by_podcast_parsers(title: str, summary: str) -> None:
    item = replace(full_item(), title=f"t {title}", summary=summary)
    data = write_feed(full_channel(), [item, plain_item(1)])
    by_feedparser = parsed(data)
    found = podcastparser.parse(f"{BASE}/feed.xml", io.BytesIO(data))
    assert [entry.id for entry in by_feedparser.entries] == [item.guid, "urn:example:1"]
    assert [entry["guid"] for entry in found["episodes"]] == ["urn:example:1", item.guid]
    assert found["episodes"][1]["title"] == podcastparser.squash_whitespace(one_line(f"t {title}"))
    for entry in by_feedparser.entries:
        assert len(entry.enclosures) == 1
