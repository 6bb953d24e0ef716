"""What tests read in the feed of a show."""

import io
import re

import feedparser

from tests.edition.show.conftest import Desk


def items(feed: bytes) -> dict[str, bytes]:
    """Each item's bytes, by guid."""
    found = re.findall(rb"<item>.*?</item>", feed, re.DOTALL)
    return {re.search(rb"<guid[^>]*>(.*?)<", item)[1].decode(): item for item in found}  # type: ignore[index]


def urls(feed: bytes) -> list[str]:
    """Everything that a feed points to on its own site, without queries."""
    return sorted({url.partition("?")[0] for url in re.findall(r"https://harrow[^\"<]*", feed.decode())})


def parsed(desk: Desk) -> feedparser.FeedParserDict:
    return feedparser.parse(io.BytesIO(desk.feed()))


def enclosure(desk: Desk, title: str) -> feedparser.FeedParserDict:
    return next(entry.enclosures[0] for entry in parsed(desk).entries if entry.title == title)
