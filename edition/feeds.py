"""Feeds as orders: one for each entry, in a folder of its own under the feed's.

The folder's name follows from the entry's id alone, so a new headline or another place in the feed does not
move an edition, and no id can lead anywhere else. An entry is all that its edition is made from: one that is
as it was costs nothing.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from edition.naming import edition_slug, is_file_name, is_url, slug, telling
from edition.order import Order
from edition.saved import fetch_page, kept_page
from scripts.reading import file_bytes

_SUFFIXES = frozenset({".xml", ".rss", ".atom", ".rdf"})
_NAME_CHARACTERS = 40


def expand(order: Order) -> Sequence[Order]:
    """The orders for a source: one for each entry of a feed, else the order itself, with the page that was
    fetched to find out. Raises ArticleError for a feed that cannot be read."""
    if is_file_name(order.source):
        data = feed_in(order.source)
        return [order] if data is None else _entries(order, data, "")
    if not is_url(order.source) or kept_page(order):
        return [order]
    from scripts.reading.feed import is_feed

    kept = fetch_page(order.source)
    if is_feed(kept.page.data):
        return _entries(order, kept.page.data, kept.page.charset)
    return [replace(order, page=kept)]


def feed_in(source: str) -> bytes | None:
    """What is in a file that is a feed; None for any other. Raises ArticleError if it cannot be read."""
    path = Path(source)
    if path.suffix.lower() not in _SUFFIXES:
        return None
    from scripts.reading.feed import is_feed  # imports lxml

    data = file_bytes(path)
    return data if is_feed(data) else None


def _entries(order: Order, data: bytes, charset: str) -> Sequence[Order]:
    from scripts.reading.feed import read_feed

    feed = read_feed(data, _shown(order.source), charset)
    root = order.root / edition_slug(order.source, feed.title)
    return [replace(order, root=root, name=entry_name(one.id), entry=one) for one in feed.entries]


def label(order: Order) -> str:
    """What people call the article of an order."""
    if order.entry is None:
        return order.source
    from scripts.reading.feed import shown

    return f"{_shown(order.source)}: {shown(order.entry)}"


def _shown(source: str) -> str:
    return Path(source).name if is_file_name(source) else source


def entry_name(entry: str) -> str:
    """The folder of the entry with this id.

    >>> entry_name("https://example.org/2026/05/last-ferry.html"), entry_name("../../etc/passwd")
    ('last-ferry-66daa42f', 'passwd-3754d6cb')
    """
    try:
        path = PurePosixPath(unquote(urlsplit(entry).path) if is_url(entry) else entry)
    except ValueError:
        path = PurePosixPath(entry)
    digest = hashlib.sha256(entry.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug(telling(path) or entry)[:_NAME_CHARACTERS].strip('-')}-{digest}"
