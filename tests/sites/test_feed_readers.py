"""The feed in the hands of podcast-partytime and feedsmith, every value asserted."""

from pathlib import Path
from typing import Any

import pytest

from chapters.feed.write import write_feed
from tests.chapters.feed.conftest import BASE, full_channel, full_item, plain_item
from tests.chapters.feed.test_check import TEXT_DEFECTS
from tests.sites.conftest import read_feed

pytestmark = pytest.mark.readers

KINDS = ("vtt", "srt", "json", "html")


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return read_feed(write_feed(full_channel(), [full_item(), plain_item(1)]))


def test_partytime_reads_the_channel(found: dict[str, Any]) -> None:
    feed = found["partytime"]
    expected = {
        "title": "Harrow & <friends> 🦊",
        "description": "The week in Harrow. Read aloud: 1 < 2 & 3.",
        "link": f"{BASE}/",
        "language": "en-GB",
        "explicit": False,
        "itunesImage": f"{BASE}/cover-1a2b3c4d.png",
        "itunesCategory": ["News > Daily News", "Society & Culture"],
        "itunesType": "serial",
        "itunesBlock": False,
        "itunesComplete": False,
        "author": "Harrow Newsroom",
        "copyright": "© 2026 Harrow",
        "generator": "audio-edition test",
        "lastBuildDate": "2026-05-30T08:00:01.000Z",
        "guid": "9b024349-ccf0-5f69-a609-6b82873eab3c",
        "medium": "podcast",
        "locked": True,
        "podcastOwner": "desk@harrow.example",
        "podcastFunding": [{"message": "Give & take", "url": "https://harrow.example/give?a=1&b=2"}],
        "pubsub": {"self": f"{BASE}/feed.xml"},
    }
    assert {key: feed.get(key) for key in expected} == expected
    assert feed["pc20support"] == {
        "1": ["locked", "funding", "transcript", "chapters"],
        "2": ["person", "season", "episode"],
        "3": ["guid", "alternateEnclosure"],
        "4": ["medium"],
    }


def test_partytime_reads_the_item(found: dict[str, Any]) -> None:
    item, plain = found["partytime"]["items"]
    expected = {
        "guid": "urn:uuid:a4b74cbe-3d0b-553e-bb85-7cf5dabb0ddd",
        "title": "Tea & <rain> ]]> “later”",
        "author": "Noor Haddad",
        "link": f"{BASE}/tea/",
        "pubDate": "2026-05-29T04:30:00.000Z",
        "duration": 126,
        "explicit": True,
        "enclosure": {"url": f"{BASE}/tea/tea.mp3?v=abcdef01", "length": 1_500_000, "type": "audio/mpeg"},
        "itunesImage": f"{BASE}/tea/cover-00ff00ff.jpg",
        "itunesEpisode": 7,
        "itunesSeason": 2,
        "itunesEpisodeType": "bonus",
        "podcastSeason": {"number": 2},
        "podcastEpisode": {"number": 7},
        "podcastPeople": [{"name": "Noor Haddad", "role": "Author", "group": "Writing"}],
        "podcastChapters": {
            "url": f"{BASE}/tea/chapters.json?v=abcdef01",
            "type": "application/json+chapters",
        },
    }
    assert {key: item.get(key) for key in expected} == expected
    assert [(one["url"], one["language"]) for one in item["podcastTranscripts"]] == [
        (f"{BASE}/tea/transcript.{kind}?v=abcdef01", "en") for kind in KINDS
    ]
    (other,) = item["alternativeEnclosures"]
    assert other["source"] == [
        {"uri": f"{BASE}/tea/tea.m4a?v=abcdef01", "contentType": "audio/x-m4a"},
    ]
    assert (other["type"], other["length"], other["default"]) == ("audio/x-m4a", 1_400_000, False)
    assert other["integrity"]["type"] == "sri"
    assert (plain["guid"], plain["explicit"], plain["author"]) == ("urn:example:1", False, "Harrow Newsroom")


def test_feedsmith_reads_the_channel(found: dict[str, Any]) -> None:
    assert found["feedsmith"]["format"] == "rss"
    feed = dict(found["feedsmith"]["feed"])
    assert len(feed.pop("items")) == 2
    assert feed == {
        "title": "Harrow & <friends> 🦊",
        "link": f"{BASE}/",
        "description": "The week in Harrow.\n\nRead aloud: 1 < 2 & 3.",
        "language": "en-GB",
        "copyright": "© 2026 Harrow",
        "lastBuildDate": "Sat, 30 May 2026 08:00:01 +0000",
        "generator": "audio-edition test",
        "atom": {"links": [{"href": f"{BASE}/feed.xml", "rel": "self", "type": "application/rss+xml"}]},
        "itunes": {
            "image": f"{BASE}/cover-1a2b3c4d.png",
            "explicit": False,
            "author": "Harrow Newsroom",
            "type": "serial",
            "categories": [
                {"text": "News", "categories": [{"text": "Daily News"}]},
                {"text": "Society & Culture"},
            ],
        },
        "podcast": {
            "locked": {"value": True, "owner": "desk@harrow.example"},
            "fundings": [{"url": "https://harrow.example/give?a=1&b=2", "display": "Give & take"}],
            "guid": "9b024349-ccf0-5f69-a609-6b82873eab3c",
            "medium": "podcast",
            "txts": [{"display": "true", "purpose": "ai-content"}],
            "updateFrequency": {"display": "Every Friday", "rrule": "FREQ=WEEKLY;BYDAY=FR"},
        },
    }


def test_feedsmith_reads_the_item(found: dict[str, Any]) -> None:
    item = dict(found["feedsmith"]["feed"]["items"][0])
    notes = item.pop("content")["encoded"]
    assert "<li>01:02 Tea</li>" in notes
    assert '<a href="https://harrow.example/tea?x=1&amp;y=2">' in notes
    podcast = item.pop("podcast")
    assert item == {
        "title": "Tea & <rain> ]]> “later”",
        "link": f"{BASE}/tea/",
        "description": "<p>It rained &amp; rained.</p><p>Then &lt;tea&gt;.</p>"
        "<p>Read by synthetic voices.</p>",
        "enclosures": [{"url": f"{BASE}/tea/tea.mp3?v=abcdef01", "length": 1_500_000, "type": "audio/mpeg"}],
        "guid": {"value": "urn:uuid:a4b74cbe-3d0b-553e-bb85-7cf5dabb0ddd", "isPermaLink": False},
        "pubDate": "Fri, 29 May 2026 06:30:00 +0200",
        "itunes": {
            "duration": 126,
            "image": f"{BASE}/tea/cover-00ff00ff.jpg",
            "explicit": True,
            "author": "Noor Haddad",
            "title": "Tea & <rain> ]]> “later”",
            "episode": 7,
            "season": 2,
            "episodeType": "bonus",
        },
    }
    assert podcast["transcripts"] == [
        {"url": one.url, "type": one.type, "language": "en"} for one in full_item().transcripts
    ]
    assert podcast["chapters"]["type"] == "application/json+chapters"
    assert podcast["persons"] == [{"display": "Noor Haddad", "role": "author", "group": "writing"}]
    assert (podcast["season"], podcast["episode"]) == ({"number": 2}, {"number": 7})
    assert podcast["txts"] == [{"display": "true", "purpose": "ai-content"}]
    (other,) = podcast["alternateEnclosures"]
    assert other["sources"] == [{"uri": f"{BASE}/tea/tea.m4a?v=abcdef01"}]


def test_they_read_a_show_as_it_is_published(show: Path) -> None:
    found = read_feed((show / "feed.xml").read_bytes())
    (item,) = found["partytime"]["items"]
    (same,) = found["feedsmith"]["feed"]["items"]
    assert item["title"] == same["title"] == "Rain & <tea> ]]> 🦊"
    assert item["enclosure"]["length"] == (show / "rain" / "rain.mp3").stat().st_size
    assert item["pubDate"] == "2026-05-01T04:30:00.000Z"
    assert same["guid"]["value"] == item["guid"]
    kinds = {one["type"] for one in same["podcast"]["transcripts"]}
    assert kinds == {"text/vtt", "application/x-subrip", "text/html", "application/json"}
    assert same["podcast"]["chapters"]["type"] == "application/json+chapters"
    for one in (*same["podcast"]["transcripts"], same["podcast"]["chapters"]):
        path = one["url"].removeprefix("https://harrow.example/audio/").partition("?")[0]
        assert (show / path).is_file()


def test_our_check_sees_what_they_let_pass() -> None:
    """At least these defects are no error to any of the readers, and are to `check`."""
    names = ("a category in lower case", "an enclosure with a wrong length", "a guid that is there twice")
    text = write_feed(full_channel(), [full_item(), plain_item(1)]).decode()
    for name in names:
        old, new, _ = TEXT_DEFECTS[name]
        assert len(read_feed(text.replace(old, new).encode())["partytime"]["items"]) == 2
