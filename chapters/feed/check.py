"""Checking a feed by reading it: what directories and apps ask of a channel and its items, and the files
beside it.

Conventions
-----------
The feed is read with a parser of its own and nothing of the writer's state. Files are asked of a `Files`, by
their path below the feed's folder; what the feed points to elsewhere cannot be looked at, and is not.

Sources: Apple's requirements, PSP-1, RSS 2.0, Podcasting 2.0.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from chapters.cover import cover_problem
from chapters.feed.around import Around, Files
from chapters.feed.categories import category_problem
from chapters.feed.itemcheck import item_problems
from chapters.feed.settings import MEDIA, is_uuid, url_problem
from chapters.feed.values import Problem, date_in, long_description, text_in, values_in
from chapters.feed.write import ATOM, ITUNES, NAMESPACES, PODCAST
from chapters.report import Finding, Severity

AGAIN = "Publish the show again."
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\Z")


def check_feed(data: bytes, files: Files, now: datetime, name: str = "feed.xml") -> list[Finding]:
    """Everything that is wrong with the feed in `data`."""
    return [
        Finding(Severity.ERROR, what, f"{name}: {where}" if where else name, AGAIN)
        for what, where in _problems(data, files, now)
    ]


def _problems(data: bytes, files: Files, now: datetime) -> Iterator[Problem]:
    if re.search(rb"<!DOCTYPE|<!ENTITY", data):
        yield "It has a DOCTYPE, which readers refuse", ""
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        yield f"It is not XML: {error.msg}", ""
        return
    if (root.getroottree().docinfo.encoding or "").upper() != "UTF-8":
        yield "It is not UTF-8", ""
    channels = root.findall("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or len(channels) != 1:
        yield "It is no RSS 2.0 with one channel", ""
        return
    for prefix in ("itunes", "podcast", "atom"):
        if root.nsmap.get(prefix) != NAMESPACES[prefix]:
            yield f"The root does not declare the namespace {prefix}", ""
    self_url = _self(channels[0])
    around = Around(files, self_url.rpartition("/")[0] + "/" if self_url else "", now)
    yield from _channel(channels[0], around)
    yield from _items(channels[0], around)


def _self(channel: Any) -> str:
    links = [link for link in channel.findall(f"{{{ATOM}}}link") if link.get("rel") == "self"]
    url = links[0].get("href", "") if len(links) == 1 else ""
    return "" if url_problem(url) else str(url)


def _channel(channel: Any, around: Around) -> Iterator[Problem]:
    where = "channel"
    for tag in ("title", "link", "description", "language"):
        if problem := text_in(channel, tag):
            yield problem, where
    if problem := long_description(channel):
        yield problem, where
    language = channel.findtext("language") or ""
    if language and not _LANGUAGE.match(language):
        yield f"language {language!r} is no language", where
    link = channel.findtext("link") or ""
    if link and (problem := url_problem(link)):
        yield f"link {problem}", where
    if not around.base_url:
        yield "There is not one atom:link with rel self and the feed's address", where
    if date_in(channel, "lastBuildDate") is None:
        yield "lastBuildDate is no date of RFC 2822 with a zone", where
    yield from _itunes(channel, around)
    yield from _podcast(channel)


def _itunes(channel: Any, around: Around) -> Iterator[Problem]:
    where = "channel"
    categories = channel.findall(f"{{{ITUNES}}}category")
    if not categories:
        yield "itunes:category is missing", where
    for category in categories:
        subs = [sub.get("text", "") for sub in category.findall(f"{{{ITUNES}}}category")] or [""]
        for sub in subs:
            written = f"{category.get('text', '')} > {sub}" if sub else category.get("text", "")
            if problem := category_problem(written):
                yield f"itunes:category: {problem}", where
    yield from values_in(channel, f"{{{ITUNES}}}explicit", ("true", "false"), where)
    yield from values_in(channel, f"{{{ITUNES}}}type", ("episodic", "serial"), where, needed=False)
    images = channel.findall(f"{{{ITUNES}}}image")
    if len(images) != 1:
        yield "There is not one itunes:image", where
    for image in images:
        yield from image_problems(image.get("href", ""), around, where)
    if channel.find(f"{{{ITUNES}}}owner") is not None:
        yield "itunes:owner publishes an address that only spam needs", where
    moved = channel.findtext(f"{{{ITUNES}}}new-feed-url")
    if moved is not None and (problem := url_problem(moved)):
        yield f"itunes:new-feed-url {problem}", where


def _podcast(channel: Any) -> Iterator[Problem]:
    where = "channel"
    if problem := text_in(channel, f"{{{PODCAST}}}guid"):
        yield problem, where
    elif not is_uuid(channel.findtext(f"{{{PODCAST}}}guid")):
        yield "podcast:guid is no UUID", where
    yield from values_in(channel, f"{{{PODCAST}}}locked", ("yes", "no"), where)
    yield from values_in(channel, f"{{{PODCAST}}}medium", MEDIA, where)
    for funding in channel.findall(f"{{{PODCAST}}}funding"):
        if problem := url_problem(funding.get("url", "")):
            yield f"podcast:funding {problem}", where
    yield from disclosed(channel, where)


def _items(channel: Any, around: Around) -> Iterator[Problem]:
    items = channel.findall("item")
    places = [_place(number, item) for number, item in enumerate(items, 1)]
    for item, where in zip(items, places, strict=True):
        yield from item_problems(item, around, where)
        yield from disclosed(item, where)
        for image in item.findall(f"{{{ITUNES}}}image"):
            yield from image_problems(image.get("href", ""), around, where)
    for what, found in (("guid", _guids(items)), ("enclosure", _enclosures(items))):
        for value, count in Counter(found).items():
            if value and count > 1:
                yield f"{count} items have the {what} {value!r}", "items"
    dates = [date_in(item, "pubDate") for item in items]
    for (first, second), where in zip(pairwise(dates), places[1:], strict=True):
        if first and second and second > first:
            yield "It is newer than the item above it", where


def _guids(items: list[Any]) -> list[str]:
    return [(item.findtext("guid") or "").strip() for item in items]


def _enclosures(items: list[Any]) -> list[str]:
    nodes = [item.find("enclosure") for item in items]
    return [node.get("url", "").partition("?")[0] if node is not None else "" for node in nodes]


def _place(number: int, item: Any) -> str:
    title = " ".join((item.findtext("title") or "").split())
    return f"item {number}" + (f" ({title[:40]})" if title else "")


def image_problems(url: str, around: Around, where: str) -> Iterator[Problem]:
    """What directories would not take of a picture."""
    if problem := url_problem(url):
        yield f"itunes:image {problem}", where
        return
    if not urlsplit(url).path.lower().endswith((".jpg", ".jpeg", ".png")):
        yield "itunes:image does not end in .jpg or .png", where
    path = around.path(url)
    if path is None:
        return
    try:
        data = around.files.read(path)
    except OSError:
        yield f"itunes:image {path!r} is not there", where
        return
    if problem := cover_problem(data):
        yield f"itunes:image: {problem}", where
    elif data.startswith(b"\x89PNG") != path.lower().endswith(".png"):
        yield "itunes:image is not what its ending says", where


def disclosed(node: Any, where: str) -> Iterator[Problem]:
    """Whether it is said that voices are synthetic."""
    texts = node.findall(f"{{{PODCAST}}}txt")
    if not any(text.get("purpose") == "ai-content" and text.text == "true" for text in texts):
        yield "podcast:txt does not say that voices are synthetic (ai-content)", where
