"""What an article says of itself as an episode, in its front matter.

Front matter belongs to many programs: keys that are not ours are left alone. A value of ours that cannot be
right is an error, which names its line before anything is built.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from chapters.feed.model import EpisodeType
from chapters.feed.settings import url_problem
from chapters.text import one_line


class EpisodeError(ValueError):
    """A value that cannot be right. `key` is the front matter's; the message a clause that follows it."""

    def __init__(self, key: str, what: str) -> None:
        super().__init__(what)
        self.key = key


@dataclass(frozen=True, slots=True)
class EpisodeSettings:
    """What is said; the defaults stand for what is not."""

    title: str = ""
    date: datetime | None = None
    """When it is published; in the future: not before then."""
    summary: str = ""
    image: str = ""
    """Path of its picture, from the article's folder."""
    guid: str = ""
    """Of an episode that was published elsewhere before."""
    link: str = ""
    """Where the article is read."""
    season: int | None = None
    episode: int | None = None
    type: EpisodeType = EpisodeType.FULL
    explicit: bool | None = None
    draft: bool = False
    """Not built."""
    withdrawn: bool | None = None
    """Taken out of the feed, its files removed; False takes back what the command withdrew."""


_KEYS = {
    "date": ("date", "published", "pubdate"),
    "summary": ("description", "summary", "excerpt"),
    "link": ("canonical_url", "link", "url"),
    "image": ("image",),
    "guid": ("guid",),
    "season": ("season",),
    "episode": ("episode",),
    "type": ("episode_type",),
    "explicit": ("explicit",),
    "draft": ("draft",),
    "withdrawn": ("withdrawn",),
    "title": ("title",),
}
"""Field to the front matter's names for it."""
_TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_MOST_NUMBER = 1_000_000


def read_settings(values: Mapping[str, str], zone: tzinfo = UTC) -> EpisodeSettings:
    """The settings in front matter's values. `zone` is that of dates that name none. Raises EpisodeError.

    >>> read_settings({"season": "2", "episode-type": "bonus"}).type.value
    'bonus'
    """
    written = {re.sub(r"[\s-]+", "_", key): (key, value.strip()) for key, value in values.items()}
    found = {
        name: next((written[key] for key in keys if written.get(key, ("", ""))[1]), ("", ""))
        for name, keys in _KEYS.items()
    }
    link = found["link"][1]
    return EpisodeSettings(
        title=one_line(found["title"][1]),
        date=_date(*found["date"], zone),
        summary=found["summary"][1],
        image=found["image"][1],
        guid=_guid(*found["guid"]),
        link="" if link and url_problem(link) else link,
        season=_number(*found["season"], least=1),
        episode=_number(*found["episode"], least=1),
        type=_type(*found["type"]),
        explicit=_truth(*found["explicit"]),
        draft=_truth(*found["draft"]) or False,
        withdrawn=_truth(*found["withdrawn"]),
    )


def date_of(text: str, zone: tzinfo = UTC) -> datetime | None:
    """A date of ISO 8601, with its zone; None if there is none. A day alone begins at midnight.

    >>> str(date_of("2026-05-17")), date_of("soon")
    ('2026-05-17 00:00:00+00:00', None)
    """
    try:
        date = datetime.fromisoformat(text)
        date = date if date.tzinfo else date.replace(tzinfo=zone)
        date.astimezone(UTC)  # overflows at either end of the calendar
    except (ValueError, OverflowError):
        return None
    return date.replace(microsecond=0)


def _date(key: str, value: str, zone: tzinfo) -> datetime | None:
    if not value:
        return None
    from scripts.reading.fields import any_date

    spaced = re.sub(r"(\d)\s+(?=[+-]\d\d)", r"\1", value)
    date = date_of(spaced, zone)
    if date is None and ":" not in value:  # a time that cannot be read must not become midnight
        date = date_of(any_date(value), zone)
    if date is None:
        raise EpisodeError(key, f"{value!r} is no date: write one like 2026-05-17 or 2026-05-17T06:30+02:00")
    return date


def _number(key: str, value: str, least: int) -> int | None:
    if not value:
        return None
    if not re.match(r"[0-9]{1,7}\Z", value) or not least <= int(value) <= _MOST_NUMBER:
        raise EpisodeError(key, f"{value!r} is no whole number from {least}")
    return int(value)


def _type(key: str, value: str) -> EpisodeType:
    if not value:
        return EpisodeType.FULL
    try:
        return EpisodeType(value.lower())
    except ValueError:
        raise EpisodeError(key, f"{value!r} is none of {', '.join(EpisodeType)}") from None


def _truth(key: str, value: str) -> bool | None:
    if not value:
        return None
    if value.lower() not in _TRUTHS:
        raise EpisodeError(key, f"{value!r} is neither true nor false")
    return _TRUTHS[value.lower()]


def _guid(key: str, value: str) -> str:
    if value and value != one_line(value):
        raise EpisodeError(key, "has characters in it that no guid has")
    return value
