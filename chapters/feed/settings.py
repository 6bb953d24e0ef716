"""What a producer says of a show, in `[show]` and `[publish]` of `edition.toml`, and what is wrong with it.

Conventions
-----------
The tables' fields are the keys of the file. Nothing here is needed to build an edition: what a feed needs is
asked for when a show is published, and then all of it at once, before anything is written.
"""

import ipaddress
import re
import uuid
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from chapters.feed.categories import category_problem


class ShowType(StrEnum):
    """In which order a show is listened to."""

    EPISODIC = "episodic"
    """Newest first."""
    SERIAL = "serial"
    """From the first on."""


class Caching(StrEnum):
    """How the address of a file says that its content is another now."""

    QUERY = "query"
    """A query, `?v=` and the content's hash: the path stays, and so do old addresses."""
    NAME = "name"
    """The hash is part of the recording's file name: for hosts whose caches look at paths alone."""
    NONE = "none"
    """Not at all: for hosts that tell every cache."""


@dataclass(frozen=True, slots=True)
class Show:
    """`[show]`: the series that an edition belongs to."""

    title: str = ""
    author: str = ""
    """Stands in the tags where an article has no byline."""
    image: str = ""
    """Path of a cover picture, from the folder of `edition.toml`; drawn from the titles if there is none."""
    description: str = ""
    language: str = ""
    """BCP 47."""
    category: tuple[str, ...] = ()
    """Of Apple's list, the main one first: "News", or "News > Daily News"."""
    explicit: bool | None = None
    """Whether there is strong language or worse in it; directories refuse a show that does not say."""
    base_url: str = ""
    """Where the site will be: the feed is `feed.xml` below it."""
    link: str = ""
    """The show's own page; empty: the site's."""
    copyright: str = ""
    funding: str = ""
    """URL of a page where listeners can give money."""
    funding_text: str = ""
    """What stands on that link."""
    medium: str = "podcast"
    type: ShowType = ShowType.EPISODIC
    guid: str = ""
    """podcast:guid of a show that has one already; else it follows from the first address of the feed."""
    locked: bool = False
    """Asks hosts not to import the feed elsewhere."""
    email: str = ""
    """Published with `locked`, as the address that may unlock; nowhere else."""
    update_frequency: str = ""
    """In words, for listeners: "Every Friday"."""
    update_rule: str = ""
    """The same for apps, as a recurrence rule of RFC 5545: "FREQ=WEEKLY;BYDAY=FR"."""
    complete: bool = False
    """There will be no more episodes."""
    block: bool = False
    """Keeps the show out of directories."""
    new_feed_url: str = ""
    """Where the feed has moved; in the old feed, it takes subscribers along."""


@dataclass(frozen=True, slots=True)
class Publish:
    """`[publish]`: how a show is put on its site."""

    to: str = ""
    """Where `publish` uploads to, unless `--to` says otherwise: a folder, or a URL that fsspec knows."""
    caching: Caching = Caching.QUERY
    timezone: str = "UTC"
    """IANA name; of dates that name no zone."""
    ignore: tuple[str, ...] = ()
    """Patterns of files below the show's folder that are no articles: "notes/*"."""
    keep_days: int = 7
    """How long files that the feed no longer points to stay in place; 0: not at all."""


_KINDS = (
    "podcast",
    "music",
    "video",
    "film",
    "audiobook",
    "newsletter",
    "blog",
    "publisher",
    "course",
)
MEDIA = (*_KINDS, "mixed", *(f"{kind}L" for kind in _KINDS))
"""What podcast:medium can say."""
MOST_DESCRIPTION_BYTES = 4_000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\Z")
_RULE = re.compile(r"FREQ=(SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+:/-]+)*\Z")
_EMAIL = re.compile(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+\Z")


@dataclass(frozen=True, slots=True)
class Problem:
    """A setting that a feed cannot do with."""

    key: str
    what: str
    """A clause that the key is the subject of: "is missing"."""
    next_step: str
    """One imperative sentence."""
    table: str = "show"


def setting_problems(show: Show, publish: Publish) -> Iterator[Problem]:
    """Everything in the settings that directories or apps would refuse."""
    yield from _missing(show)
    for at, written in enumerate(show.category):
        if problem := category_problem(written):
            yield Problem("category", problem, "Write it as Apple does, letter by letter.")
        elif written in show.category[:at]:
            yield Problem("category", f"names {written!r} twice", "Name it once.")
    size = len(show.description.encode())
    if size > MOST_DESCRIPTION_BYTES:
        yield Problem("description", f"has {size} bytes, not at most {MOST_DESCRIPTION_BYTES}", "Shorten it.")
    if show.language and not _LANGUAGE.match(show.language):
        yield Problem("language", f"{show.language!r} is no language", 'Write a code like "en" or "de-AT".')
    yield from _addresses(show)
    yield from _words(show)
    try:
        zoneinfo.ZoneInfo(publish.timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        what = f"{publish.timezone!r} is no time zone"
        yield Problem("timezone", what, 'Write a name like "Europe/Berlin".', "publish")


def _missing(show: Show) -> Iterator[Problem]:
    examples = {
        "title": '"The Harrow Weekly"',
        "description": '"The week in Harrow, read aloud."',
        "author": '"Harrow Newsroom"',
        "language": '"en"',
        "category": '["News > Daily News"]',
        "base_url": '"https://harrow.example/audio"',
    }
    for key, example in examples.items():
        value = getattr(show, key)
        if not (value.strip() if isinstance(value, str) else value):
            yield Problem(key, "is missing", f"Add a line like: {key} = {example}.")
    if show.explicit is None:
        yield Problem("explicit", "is missing", "Add the line: explicit = false (or true).")


def _addresses(show: Show) -> Iterator[Problem]:
    for key in ("base_url", "link", "funding", "new_feed_url"):
        value = getattr(show, key)
        if value and (problem := url_problem(value)):
            yield Problem(key, problem, "Write the whole address: https://...")
    parts = urlsplit(show.base_url) if show.base_url and not url_problem(show.base_url) else None
    if parts and (parts.query or parts.fragment):
        yield Problem("base_url", 'has a "?" or "#" in it', "Name a folder: files' names are put behind it.")


def _words(show: Show) -> Iterator[Problem]:
    if show.medium not in MEDIA:
        yield Problem("medium", f"{show.medium!r} is none", f"Take one of {', '.join(MEDIA)}.")
    if show.guid and not is_uuid(show.guid):
        yield Problem("guid", f"{show.guid!r} is no UUID", "Copy podcast:guid from the show's present feed.")
    if show.email and not _EMAIL.match(show.email):
        yield Problem("email", f"{show.email!r} is no address", "Mend it or leave it out.")
    if show.funding_text and not show.funding:
        yield Problem("funding_text", "stands without funding", "Add the page's address as funding.")
    if show.update_rule and not _RULE.match(show.update_rule):
        yield Problem(
            "update_rule", f"{show.update_rule!r} is no rule", 'Write one like "FREQ=WEEKLY;BYDAY=FR".'
        )
    if show.update_rule and not show.update_frequency:
        yield Problem(
            "update_rule", "stands without words", 'Say it for people: update_frequency = "Every Friday".'
        )


def is_uuid(text: str) -> bool:
    """Whether `text` is a UUID in its usual form.

    >>> is_uuid("9b024349-ccf0-5f69-a609-6b82873eab3c"), is_uuid("9b024349")
    (True, False)
    """
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False


def url_problem(url: str) -> str:
    """Why `url` cannot stand in a feed, as a clause; empty if it can.

    >>> url_problem("https://harrow.example/a"), url_problem("harrow.example")
    ('', "'harrow.example' is no http(s) address")
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return f"{url!r} is no address"
    if parts.scheme not in ("http", "https") or not _is_host(host):
        return f"{url!r} is no http(s) address"
    if parts.username is not None or parts.password is not None:
        return "has a password in it, which everybody could read"
    if re.search(r"[^\x21-\x7e]|[<>\"\\^`{|}]", url):
        return f"{url!r} has characters in it that no address has: write them as %.. (the host as xn--...)"
    return ""


def _is_host(host: str) -> bool:
    if re.match(r"(?!-)[A-Za-z0-9-]{1,63}(\.(?!-)[A-Za-z0-9-]{1,63})*\.?\Z", host):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
