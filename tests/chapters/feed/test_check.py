"""Each defect of a feed is found: it is put into a feed that is right, and told."""

import base64
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from chapters.cover import draw_cover
from chapters.feed.check import check_feed
from chapters.feed.model import Channel, Item
from chapters.feed.write import write_feed
from chapters.manifest import FILE_NAME
from tests.chapters.feed.conftest import BASE, NOW, full_channel, full_item, plain_item
from tests.making import manifest_text


@dataclass
class Memory:
    """Files beside a feed."""

    content: dict[str, bytes] = field(default_factory=dict)

    def size(self, path: str) -> int | None:
        return len(self.content[path]) if path in self.content else None

    def read(self, path: str) -> bytes:
        if path not in self.content:
            raise FileNotFoundError(path)
        return self.content[path]


COVER = draw_cover("Harrow")
JPEG = io.BytesIO()
Image.open(io.BytesIO(COVER)).save(JPEG, "JPEG")
M4A = b"m" * 1_400_000


def right() -> tuple[Channel, list[Item], Memory]:
    """A feed in which all is well, and its files."""
    files = {
        "cover-1a2b3c4d.png": COVER,
        "tea/cover-00ff00ff.jpg": JPEG.getvalue(),
        "tea/tea.mp3": b"a" * 1_500_000,
        "tea/tea.m4a": M4A,
        "tea/chapters.json": b"{}",
        f"tea/{FILE_NAME}": manifest_text("tea.mp3", 125.5).encode(),
        "e1/e1.mp3": b"a" * 1_001,
        f"e1/{FILE_NAME}": manifest_text("e1.mp3", 61.0).encode(),
    }
    files |= {f"tea/transcript.{ending}": b"x" for ending in ("vtt", "srt", "json", "html")}
    item = full_item()
    other = replace(item.alternates[0], sha256=hashlib.sha256(M4A).hexdigest())
    return full_channel(), [replace(item, alternates=(other,)), plain_item(1)], Memory(files)


def found(data: bytes, files: Memory) -> list[str]:
    return [f"{finding.where}: {finding.what}" for finding in check_feed(data, files, NOW)]


def test_a_feed_as_we_write_it_is_well() -> None:
    channel, items, files = right()
    assert found(write_feed(channel, items), files) == []
    assert found(write_feed(channel, []), files) == []


FIRST = "<title>Harrow &amp; &lt;friends&gt; 🦊</title>"
TEXT_DEFECTS: dict[str, tuple[str, str, str]] = {
    # what is replaced, by what, and what is told
    "no XML": ("</channel>", "", "It is not XML"),
    "a DOCTYPE": ("<rss", "<!DOCTYPE rss [<!ENTITY a 'b'>]><rss", "DOCTYPE"),
    "another encoding": ("encoding='UTF-8'", "encoding='ISO-8859-1'", "not UTF-8"),
    "no RSS": ('version="2.0">', 'version="0.9">', "no RSS 2.0"),
    "a namespace with another address": (
        "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "http://www.itunes.com/DTDs/Podcast-1.0.dtd",
        "does not declare the namespace itunes",
    ),
    "no title": (FIRST, "", "title is missing"),
    "an empty title": (FIRST, "<title> </title>", "title is empty"),
    "two titles": (FIRST, FIRST + FIRST, "title is there 2 times"),
    "two descriptions": (
        "<description>The",
        "<description/><description>The",
        "description is there 2 times",
    ),
    "no language": ("<language>en-GB</language>", "", "language is missing"),
    "a wrong language": ("<language>en-GB", "<language>English", "'English' is no language"),
    "a link that is none": (f"<link>{BASE}/</link>", "<link>/</link>", "link '/' is no http(s) address"),
    "no address of its own": ('rel="self"', 'rel="other"', "atom:link"),
    "a date of another kind": ("Sat, 30 May 2026 08:00:01 +0000", "2026-05-30", "lastBuildDate"),
    "a wrong day of the week": ("Sat, 30 May 2026", "Fri, 30 May 2026", "lastBuildDate"),
    "a category in lower case": ('text="News"', 'text="news"', "'news' is not in Apple's list"),
    "a subcategory that is none": ('text="Daily News"', 'text="Daily"', "no subcategory 'Daily'"),
    "explicit by another word": (
        "<itunes:explicit>false</itunes:explicit>",
        "<itunes:explicit>clean</itunes:explicit>",
        "itunes:explicit 'clean'",
    ),
    "no explicit": (
        "<itunes:explicit>false</itunes:explicit>\n    <itunes:im",
        "<itunes:im",
        "explicit is missing",
    ),
    "an unknown type": ("<itunes:type>serial", "<itunes:type>series", "itunes:type 'series'"),
    "an owner": ("<itunes:type>", "<itunes:owner/><itunes:type>", "itunes:owner"),
    "two images": ("<itunes:type>", '<itunes:image href=""/><itunes:type>', "not one itunes:image"),
    "an image without ending": ("cover-1a2b3c4d.png", "cover", "does not end in .jpg or .png"),
    "an image that is not there": ("cover-1a2b3c4d.png", "no.png", "'no.png' is not there"),
    "an image that is another": ("cover-1a2b3c4d.png", "tea/cover-00ff00ff.png", "is not there"),
    "a podcast:guid that is none": ("9b024349-ccf0", "9b02-ccf0", "podcast:guid is no UUID"),
    "locked by another word": (">yes</podcast:locked>", ">true</podcast:locked>", "podcast:locked 'true'"),
    "no medium": ("<podcast:medium>podcast</podcast:medium>", "", "podcast:medium is missing"),
    "an unknown medium": ("<podcast:medium>podcast", "<podcast:medium>Podcast", "medium 'Podcast'"),
    "funding without address": ('<podcast:funding url="https:', '<podcast:funding url="', "podcast:funding"),
    "a new address that is none": (
        "<itunes:type>",
        "<itunes:new-feed-url>x</itunes:new-feed-url><itunes:type>",
        "itunes:new-feed-url",
    ),
    "synthetic voices not told": ('purpose="ai-content"', 'purpose="other"', "ai-content"),
    "an item without title": ("<title>Episode 1</title>", "", "item 2: title is missing"),
    "an item without guid": ('<guid isPermaLink="false">urn:example:1</guid>', "", "guid is missing"),
    "a guid that claims to be an address": (
        '<guid isPermaLink="false">urn:example:1',
        "<guid>urn:example:1",
        "isPermaLink",
    ),
    "a guid that is there twice": (
        "urn:example:1<",
        "urn:uuid:a4b74cbe-3d0b-553e-bb85-7cf5dabb0ddd<",
        "2 items",
    ),
    "an item's date without zone": ("06:30:00 +0200", "06:30:00", "pubDate is no date"),
    "a date that does not exist": ("Fri, 29 May 2026", "Fri, 32 May 2026", "pubDate is no date"),
    "a date to come": ("Fri, 29 May 2026 06", "Mon, 29 Jun 2026 06", "is yet to come"),
    "items out of order": ("Fri, 29 May 2026 06", "Thu, 29 May 2025 06", "newer than the item above"),
    "a duration in minutes": (">126<", ">2:06<", "no number of whole seconds"),
    "a duration that is not that of the recording": (">126<", ">127<", "duration is 127 s"),
    "a season that is none": ("<itunes:season>2", "<itunes:season>II", "itunes:season 'II'"),
    "an episode zero": ("<itunes:episode>7", "<itunes:episode>0", "itunes:episode '0'"),
    "an unknown kind of episode": ("<itunes:episodeType>bonus", "<itunes:episodeType>extra", "episodeType"),
    "no enclosure": ("<enclosure", "<closure", "0 enclosures"),
    "an enclosure that is not there": ("e1/e1.mp3", "e1/e2.mp3", "e1/e2.mp3 is not there"),
    "an enclosure with a wrong length": ('length="1001"', 'length="1002"', "the file has 1001 bytes"),
    "an enclosure without length": ('length="1001" ', "", "is no number of bytes"),
    "an enclosure of another type": (
        'length="1001" type="audio/mpeg"',
        'length="1001" type="audio/mp3"',
        "type",
    ),
    "a type that its ending denies": (
        'length="1001" type="audio/mpeg"',
        'length="1001" type="audio/x-m4a"',
        "ending does not fit",
    ),
    "an audiobook as enclosure": ("e1/e1.mp3", "e1/e1.m4b", "ending does not fit"),
    "a relative enclosure": (f"{BASE}/e1/e1.mp3", "e1/e1.mp3", "is no http(s) address"),
    "an address with other letters": ("e1/e1.mp3", "e1/é.mp3", "characters in it that no address has"),
    "two items with one recording": (
        f"{BASE}/e1/e1.mp3",
        f"{BASE}/tea/tea.mp3",
        "2 items have the enclosure",
    ),
    "another recording that is not there": ("tea/tea.m4a", "tea/no.m4a", "tea/no.m4a is not there"),
    "another recording with a wrong length": ('length="1400000"', 'length="1"', "the file has 1400000"),
    "another recording that changed": (
        base64.b64encode(hashlib.sha256(M4A).digest()).decode(),
        "AAAA",
        "podcast:integrity",
    ),
    "another recording without source": ("podcast:source", "podcast:sauce", "has no source"),
    "a transcript of unknown type": (
        'type="application/x-subrip"',
        'type="application/srt"',
        "transcript: type",
    ),
    "a transcript with another ending": ("tea/transcript.vtt", "tea/transcript.srt", "ending does not fit"),
    "a transcript that is not there": ("tea/transcript.vtt", "tea/no.vtt", "tea/no.vtt is not there"),
    "chapters of another type": ('type="application/json+chapters"', 'type="text/plain"', "chapters: type"),
    "chapters that are not there": ("tea/chapters.json", "tea/no.json", "tea/no.json is not there"),
    "an address that leads out": ("tea/chapters.json", "../chapters.json", "is not there"),
}


@pytest.mark.parametrize(("old", "new", "told"), TEXT_DEFECTS.values(), ids=TEXT_DEFECTS.keys())
def test_a_defect_of_the_text_is_told(old: str, new: str, told: str) -> None:
    channel, items, files = right()
    text = write_feed(channel, items).decode()
    assert old in text
    data = text.replace(old, new, -1 if "namespace" in told else 1)
    encoding = "latin-1" if "ISO-8859-1" in data else "utf-8"
    problems = found(data.encode(encoding, "xmlcharrefreplace"), files)
    assert any(told in problem for problem in problems), problems
    assert len(problems) <= 6


def _picture(mode: str, size: tuple[int, int], form: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new(mode, size).save(file, form)
    return file.getvalue()


FILE_DEFECTS: dict[str, tuple[Callable[[Memory], object], str]] = {
    "a small cover": (
        lambda files: files.content.update({"cover-1a2b3c4d.png": _picture("RGB", (800, 800))}),
        "800 pixels wide",
    ),
    "a cover that is not square": (
        lambda files: files.content.update({"cover-1a2b3c4d.png": _picture("RGB", (1_400, 1_500))}),
        "not square",
    ),
    "a cover in grey": (
        lambda files: files.content.update({"cover-1a2b3c4d.png": _picture("L", (1_400, 1_400))}),
        "not RGB",
    ),
    "a cover of another format": (
        lambda files: files.content.update({"cover-1a2b3c4d.png": _picture("RGB", (1_400, 1_400), "GIF")}),
        "GIF",
    ),
    "a JPEG that is called PNG": (
        lambda files: files.content.update({"cover-1a2b3c4d.png": JPEG.getvalue()}),
        "not what its ending says",
    ),
    "an episode's picture that is none": (
        lambda files: files.content.update({"tea/cover-00ff00ff.jpg": b"x"}),
        "no picture",
    ),
    "no manifest": (lambda files: files.content.pop(f"e1/{FILE_NAME}"), "beside it that can be read"),
    "a damaged manifest": (lambda files: files.content.update({f"e1/{FILE_NAME}": b"{"}), "can be read"),
    "a recording that became longer": (
        lambda files: files.content.update({"e1/e1.mp3": b"a" * 2_000}),
        "length is 1001, the file has 2000",
    ),
}


@pytest.mark.parametrize(("change", "told"), FILE_DEFECTS.values(), ids=FILE_DEFECTS.keys())
def test_a_defect_of_a_file_is_told(change: Callable[[Memory], object], told: str) -> None:
    channel, items, files = right()
    change(files)
    problems = found(write_feed(channel, items), files)
    assert len(problems) == 1, problems
    assert told in problems[0]


def test_a_description_that_is_too_long_is_told() -> None:
    channel, items, files = right()
    long = "é" * 2_001
    text = write_feed(channel, items).decode().replace("<description>The", f"<description>{long}The")
    assert any("description has 40" in problem for problem in found(text.encode(), files))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_damaged_feed_is_told_and_never_breaks_the_check(data: st.DataObject) -> None:
    channel, items, files = right()
    text = write_feed(channel, items)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    check_feed(text[:start] + data.draw(st.binary(max_size=12)) + text[end:], files, NOW)


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">]><rss version="2.0"><channel>&a;</channel></rss>'
    assert found(bomb, Memory()) == ["feed.xml: It has a DOCTYPE, which readers refuse"]
