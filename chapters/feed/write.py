"""A feed as bytes: RSS 2.0 with the namespaces of Apple, Podcasting 2.0, Atom and content.

Conventions
-----------
The same channel and items give the same bytes, and an item's bytes depend on nothing but that item (and, for
what it does not say, on the show). Items stand newest first. Titles and names are plain text on one line; an
item's `description` and `content:encoded` are HTML, as RSS has it: a "<" of the article is escaped twice.

The feed is written with lxml. Libraries for podcast feeds know nothing of Podcasting 2.0, or set dates and
order themselves; what is left of their work is shorter than teaching them.

Sources: RSS 2.0 (Advisory Board), PSP-1 of the Podcast Standards Project, Apple's requirements, Podcasting
2.0.
"""

import base64
import html
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from chapters.feed.categories import split_category
from chapters.feed.model import Channel, Item, Linked
from chapters.feed.settings import MOST_DESCRIPTION_BYTES
from chapters.linklist import readable
from chapters.text import many_lines, one_line, within_bytes

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
NAMESPACES = {"itunes": ITUNES, "podcast": PODCAST, "atom": ATOM, "content": CONTENT}
DISCLOSURE = "Read by synthetic voices."

_NOTES_CHAPTERS = 100
"""Chapters listed in the notes of an item; all are in its chapters file."""
_NOTES_LINKS = 100
"""Links listed there; all are on its page."""


def write_feed(channel: Channel, items: Sequence[Item]) -> bytes:
    """The feed's file. Of two items of the same date the one with the higher numbers stands first, then by
    guid."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap=NAMESPACES)
    top = etree.SubElement(root, "channel")
    _channel(top, channel)
    for item in sorted(items, key=_age):
        _item(top, item, channel)
    etree.indent(root)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data + b"\n"


def item_bytes(item: Item, channel: Channel) -> bytes:
    """What the feed says of one item; equal bytes mean that nothing about it has changed."""
    top = etree.Element("channel", nsmap=NAMESPACES)
    _item(top, item, channel)
    data: bytes = etree.tostring(top, encoding="UTF-8")
    return data


def _age(item: Item) -> tuple[float, int, int, str]:
    return -item.date.timestamp(), -(item.season or 0), -(item.episode or 0), item.guid


def _channel(top: Any, channel: Channel) -> None:
    show = channel.show
    _text(top, "title", one_line(show.title))
    _text(top, "link", channel.link)
    _text(top, "description", _either_way(many_lines(show.description)))
    _text(top, "language", show.language)
    if show.copyright:
        _text(top, "copyright", one_line(show.copyright))
    _text(top, "lastBuildDate", rfc_2822(channel.changed))
    _text(top, "generator", channel.generator)
    _node(top, ATOM, "link", href=channel.feed_url, rel="self", type="application/rss+xml")
    _itunes_channel(top, channel)
    _podcast_channel(top, channel)


def _itunes_channel(top: Any, channel: Channel) -> None:
    show = channel.show
    _text(top, "author", one_line(show.author), ITUNES)
    for written in show.category:
        name, sub = split_category(written)
        category = _node(top, ITUNES, "category", text=name)
        if sub:
            _node(category, ITUNES, "category", text=sub)
    _text(top, "explicit", _truth(bool(show.explicit)), ITUNES)
    _node(top, ITUNES, "image", href=channel.image_url)
    _text(top, "type", show.type.value, ITUNES)
    if show.complete:
        _text(top, "complete", "Yes", ITUNES)
    if show.block:
        _text(top, "block", "Yes", ITUNES)
    if show.new_feed_url:
        _text(top, "new-feed-url", show.new_feed_url, ITUNES)


def _podcast_channel(top: Any, channel: Channel) -> None:
    show = channel.show
    _text(top, "guid", channel.guid, PODCAST)
    owner = {"owner": show.email} if show.email else {}
    _text(top, "locked", "yes" if show.locked else "no", PODCAST, **owner)
    _text(top, "medium", show.medium, PODCAST)
    if show.funding:
        _text(top, "funding", one_line(show.funding_text) or "Support the show", PODCAST, url=show.funding)
    if show.update_frequency:
        more = {"complete": "true"} if show.complete else {}
        if show.update_rule:
            more["rrule"] = show.update_rule
        _text(top, "updateFrequency", one_line(show.update_frequency), PODCAST, **more)
    _text(top, "txt", "true", PODCAST, purpose="ai-content")


def _item(top: Any, item: Item, channel: Channel) -> None:
    node = etree.SubElement(top, "item")
    title = one_line(item.title)
    _text(node, "title", title)
    _text(node, "link", item.link)
    _text(node, "guid", item.guid, isPermaLink="false")
    _text(node, "pubDate", rfc_2822(item.date))
    _text(node, "description", _limited(many_lines(item.summary), DISCLOSURE))
    _text(node, "encoded", _notes(item), CONTENT)
    made = item.enclosure
    etree.SubElement(node, "enclosure", {"url": made.url, "length": str(made.bytes), "type": made.type})
    _itunes_item(node, item, channel)
    _podcast_item(node, item, channel)


def _itunes_item(node: Any, item: Item, channel: Channel) -> None:
    _text(node, "title", one_line(item.title), ITUNES)
    _text(node, "duration", str(whole_seconds(item.duration_s)), ITUNES)
    _text(node, "author", one_line(item.author) or one_line(channel.show.author), ITUNES)
    explicit = channel.show.explicit if item.explicit is None else item.explicit
    _text(node, "explicit", _truth(bool(explicit)), ITUNES)
    _text(node, "episodeType", item.type.value, ITUNES)
    if item.season is not None:
        _text(node, "season", str(item.season), ITUNES)
    if item.episode is not None:
        _text(node, "episode", str(item.episode), ITUNES)
    if item.image_url:
        _node(node, ITUNES, "image", href=item.image_url)


def _podcast_item(node: Any, item: Item, channel: Channel) -> None:
    if item.season is not None:
        _text(node, "season", str(item.season), PODCAST)
    if item.episode is not None:
        _text(node, "episode", str(item.episode), PODCAST)
    if author := one_line(item.author):
        _text(node, "person", author, PODCAST, role="author", group="writing")
    language = {"language": item.language or channel.show.language}
    for file in item.transcripts:
        _node(node, PODCAST, "transcript", url=file.url, type=file.type, **language)
    if item.chapters:
        _node(node, PODCAST, "chapters", url=item.chapters.url, type=item.chapters.type)
    for file in item.alternates:
        _alternate(node, file, item.duration_s)
    _text(node, "txt", "true", PODCAST, purpose="ai-content")


def _alternate(node: Any, file: Linked, duration_s: float) -> None:
    rate = {"bitrate": str(round(8 * file.bytes / duration_s))} if duration_s > 0 else {}
    other = _node(node, PODCAST, "alternateEnclosure", type=file.type, length=str(file.bytes), **rate)
    _node(other, PODCAST, "source", uri=file.url)
    digest = base64.b64encode(bytes.fromhex(file.sha256)).decode()
    _node(other, PODCAST, "integrity", type="sri", value=f"sha256-{digest}")


def _notes(item: Item) -> str:
    """HTML that apps show under the player: what it is about, its chapters with their times, where to read
    it, and where its words lead."""
    parts = [_paragraphs(many_lines(item.summary))]
    if len(item.parts) > 1:
        rows = (
            f"<li>{clock(part.start_s)} {_html(part.title)}</li>" for part in item.parts[:_NOTES_CHAPTERS]
        )
        parts.append(f"<ul>{''.join(rows)}</ul>")
    if item.article_url:
        address = html.escape(item.article_url)
        parts.append(f'<p><a href="{address}">{address}</a></p>')
    listed = "".join(
        f'<li><a href="{html.escape(address)}">{_html(words)}</a></li>'
        for words, address in readable(item.links[:_NOTES_LINKS])
    )
    if listed:
        parts.append(f"<ul>{listed}</ul>")
    parts.append(_paragraphs(DISCLOSURE))
    return "".join(parts)


def _either_way(text: str) -> str:
    """Plain text that says the same where it is taken for HTML: half of the apps do that with a channel's
    description, and the others would show the tags of a paragraph.

    >>> _either_way("Tea & rain, 1 < 2"), _either_way("a<b> &amp;")
    ('Tea & rain, 1 < 2', 'a&lt;b> &amp;amp;')
    """
    escaped = re.sub(r"&(?=[#A-Za-z])", "&amp;", text)
    escaped = re.sub(r"<(?=[A-Za-z/!?])", "&lt;", escaped)
    return within_bytes(escaped, MOST_DESCRIPTION_BYTES)


def _limited(text: str, closing: str = "") -> str:
    """Plain text as HTML paragraphs that directories take: 4,000 bytes at most, counted as they are parsed.

    `closing` is one more paragraph, which is there however much of the text has to go.
    """
    end, limit = _paragraphs(closing), MOST_DESCRIPTION_BYTES
    while len((markup := _paragraphs(within_bytes(text, limit)) + end).encode()) > MOST_DESCRIPTION_BYTES:
        limit -= max(1, (len(markup.encode()) - MOST_DESCRIPTION_BYTES) // 6)
    return markup


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in text.split("\n") if line)


def _html(text: str) -> str:
    return html.escape(one_line(text), quote=False)


def _text(parent: Any, tag: str, text: str, space: str = "", **attributes: str) -> Any:
    node = etree.SubElement(parent, f"{{{space}}}{tag}" if space else tag, attributes)
    node.text = text
    return node


def _node(parent: Any, space: str, tag: str, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{space}}}{tag}", attributes)


def _truth(value: bool) -> str:
    return "true" if value else "false"


def rfc_2822(date: datetime) -> str:
    """A date as RSS writes it, with its zone.

    >>> rfc_2822(datetime(2026, 5, 17, 6, 30, tzinfo=UTC))
    'Sun, 17 May 2026 06:30:00 +0000'
    """
    offset = date.utcoffset()
    if offset is None or offset.total_seconds() % 60:  # old local times, to the second, cannot be written
        date = date.astimezone(UTC)
    return format_datetime(date.replace(microsecond=0))


def whole_seconds(duration_s: float) -> int:
    """Seconds to the nearest, a half upwards; a sound has at least one.

    >>> whole_seconds(61.5), whole_seconds(0.2)
    (62, 1)
    """
    return max(1, int(duration_s + 0.5))


def clock(seconds: float) -> str:
    """A time as apps make links of it.

    >>> clock(61.9), clock(3600)
    ('01:01', '1:00:00')
    """
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute:02d}:{second:02d}"
