"""The records of a feed: a channel and its items, ready to be written.

Conventions
-----------
Texts are plain and may be anything that a person or a web page wrote; making them fit for XML is the
writer's. Addresses are absolute, ASCII and checked. Dates have a zone. Sizes are bytes, durations seconds.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chapters.feed.settings import Show


class EpisodeType(StrEnum):
    """What an episode is to its show."""

    FULL = "full"
    TRAILER = "trailer"
    BONUS = "bonus"


MP3_TYPE = "audio/mpeg"
M4A_TYPE = "audio/x-m4a"
CHAPTERS_TYPE = "application/json+chapters"
TRANSCRIPT_TYPES = {
    ".vtt": "text/vtt",
    ".srt": "application/x-subrip",
    ".json": "application/json",
    ".html": "text/html",
}
"""Ending of a transcript's file to its type, the one with most in it first."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A file beside the feed."""

    url: str
    type: str
    bytes: int
    sha256: str
    """Hex."""


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter in an item's notes."""

    title: str
    start_s: float


@dataclass(frozen=True, slots=True)
class Item:
    """An episode."""

    title: str
    guid: str
    link: str
    """Its page."""
    date: datetime
    summary: str
    """A paragraph a line."""
    duration_s: float
    enclosure: Linked
    alternates: tuple[Linked, ...] = ()
    """The same recording in other formats."""
    transcripts: tuple[Linked, ...] = ()
    chapters: Linked | None = None
    image_url: str = ""
    parts: tuple[Part, ...] = ()
    author: str = ""
    language: str = ""
    explicit: bool | None = None
    """None: as the show."""
    season: int | None = None
    episode: int | None = None
    type: EpisodeType = EpisodeType.FULL
    article_url: str = ""
    """Where the article itself is read; empty if unknown."""
    links: tuple[tuple[str, str], ...] = ()
    """Words of the article that lead somewhere, and where."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A show as its feed presents it."""

    show: Show
    """Its settings, complete and checked."""
    guid: str
    """podcast:guid."""
    feed_url: str
    link: str
    image_url: str
    changed: datetime
    """When anything in the feed changed last."""
    generator: str
    """Program and version."""
