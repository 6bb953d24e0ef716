"""Values of a feed's elements, and what is wrong with them."""

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from chapters.feed.settings import MOST_DESCRIPTION_BYTES
from chapters.feed.write import NAMESPACES

Problem = tuple[str, str]
"""What is wrong, in a sentence without full stop, and where in the feed."""

_DATE = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    r"\d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UTC|UT)\Z"
)


def text_in(node: Any, tag: str) -> str:
    """What is wrong with an element that has to be there once, with text in it; empty if nothing."""
    found = node.findall(tag)
    if len(found) > 1:
        return f"{shown(tag)} is there {len(found)} times"
    if not found or not (found[0].text or "").strip():
        return f"{shown(tag)} is {'empty' if found else 'missing'}"
    return ""


def values_in(
    node: Any, tag: str, allowed: Collection[str], where: str, *, needed: bool = True
) -> Iterator[Problem]:
    """What is wrong with an element of a closed list, there once."""
    if not needed and node.find(tag) is None:
        return
    if problem := text_in(node, tag):
        yield problem, where
    elif node.findtext(tag) not in allowed:
        yield f"{shown(tag)} {node.findtext(tag)!r} is none of {', '.join(allowed)}", where


def date_in(node: Any, tag: str) -> datetime | None:
    """The date in an element, if it is one of RFC 2822 with a zone and a day of the week that is right."""
    text = node.findtext(tag) or ""
    if not _DATE.match(text):
        return None
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if date.tzinfo is None or ("," in text and not text.startswith(date.strftime("%a"))):
        return None
    return date


def long_description(node: Any) -> str:
    """What is wrong with the length of a description; empty if nothing."""
    size = len((node.findtext("description") or "").encode())
    if size <= MOST_DESCRIPTION_BYTES:
        return ""
    return f"description has {size} bytes, not at most {MOST_DESCRIPTION_BYTES}"


def shown(tag: str) -> str:
    """A tag as people write it.

    >>> shown("{https://podcastindex.org/namespace/1.0}guid"), shown("title")
    ('podcast:guid', 'title')
    """
    space, _, name = tag.rpartition("}")
    prefix = next((key for key, value in NAMESPACES.items() if value == space[1:]), "")
    return f"{prefix}:{name}" if prefix else name
