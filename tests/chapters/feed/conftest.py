"""A show and its episodes as records, complete: every element of a feed is in it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from chapters.feed.model import Channel, EpisodeType, Item, Linked, Part
from chapters.feed.settings import Show, ShowType

BASE = "https://harrow.example/audio"
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def full_show() -> Show:
    return Show(
        title="Harrow & <friends> 🦊",
        author="Harrow Newsroom",
        description="The week in Harrow.\n\nRead aloud: 1 < 2 & 3.",
        language="en-GB",
        category=("News > Daily News", "Society & Culture"),
        explicit=False,
        base_url=BASE,
        copyright="© 2026 Harrow",
        funding="https://harrow.example/give?a=1&b=2",
        funding_text="Give & take",
        medium="podcast",
        type=ShowType.SERIAL,
        locked=True,
        email="desk@harrow.example",
        update_frequency="Every Friday",
        update_rule="FREQ=WEEKLY;BYDAY=FR",
    )


def full_channel() -> Channel:
    return Channel(
        show=full_show(),
        guid="9b024349-ccf0-5f69-a609-6b82873eab3c",
        feed_url=f"{BASE}/feed.xml",
        link=f"{BASE}/",
        image_url=f"{BASE}/cover-1a2b3c4d.png",
        changed=datetime(2026, 5, 30, 8, 0, 1, tzinfo=UTC),
        generator="audio-edition test",
    )


def linked(path: str, kind: str, size: int = 1_234) -> Linked:
    return Linked(f"{BASE}/{path}?v=abcdef01", kind, size, "ab" * 32)


def full_item() -> Item:
    return Item(
        title="Tea & <rain> ]]> “later”",
        guid="urn:uuid:a4b74cbe-3d0b-553e-bb85-7cf5dabb0ddd",
        link=f"{BASE}/tea/",
        date=datetime(2026, 5, 29, 6, 30, tzinfo=timezone(timedelta(hours=2))),
        summary="It rained & rained.\nThen <tea>.",
        duration_s=125.5,
        enclosure=linked("tea/tea.mp3", "audio/mpeg", 1_500_000),
        alternates=(linked("tea/tea.m4a", "audio/x-m4a", 1_400_000),),
        transcripts=(
            linked("tea/transcript.vtt", "text/vtt"),
            linked("tea/transcript.srt", "application/x-subrip"),
            linked("tea/transcript.json", "application/json"),
            linked("tea/transcript.html", "text/html"),
        ),
        chapters=linked("tea/chapters.json", "application/json+chapters"),
        image_url=f"{BASE}/tea/cover-00ff00ff.jpg",
        parts=(Part("Rain <1>", 0.0), Part("Tea", 62.4)),
        author="Noor Haddad",
        language="en",
        explicit=True,
        season=2,
        episode=7,
        type=EpisodeType.BONUS,
        article_url="https://harrow.example/tea?x=1&y=2",
    )


def plain_item(number: int) -> Item:
    """An item with nothing but what every episode has."""
    return Item(
        title=f"Episode {number}",
        guid=f"urn:example:{number}",
        link=f"{BASE}/e{number}/",
        date=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number),
        summary=f"Words of {number}.",
        duration_s=60.0 + number,
        enclosure=linked(f"e{number}/e{number}.mp3", "audio/mpeg", 1_000 + number),
    )


@pytest.fixture
def channel() -> Channel:
    return full_channel()


@pytest.fixture
def item() -> Item:
    return full_item()
