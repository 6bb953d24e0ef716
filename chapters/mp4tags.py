"""What an M4B or M4A says of itself: tags as iTunes has them, and Nero's list of chapters.

Sources: the iTunes metadata atoms as Apple's and Nero's programs write them (`ilst` in `meta` in `udta`);
Nero's `chpl`, version 1: 100 ns units, titles of at most 255 bytes, at most 255 chapters.
"""

import re
import struct
from collections.abc import Iterator, Sequence

from audio.model import TimedSection, Timeline
from chapters.boxes import box, full_box
from chapters.tags import DISCLOSURE, GENRE, About
from chapters.text import one_line

MOST_NERO = 255
"""Chapters: their number is one byte. (Readers that know the text track see all of them.)"""
AUDIOBOOK = 2
"""Media type: what makes players remember the place."""

_TEXT, _JPEG, _PNG, _INTEGER = 1, 13, 14, 21


def user_data(about: About, timeline: Timeline, cover: bytes, *, audiobook: bool) -> bytes:
    """The `udta` box; `cover` is a PNG or a JPEG, or empty."""
    handler = full_box(b"hdlr", 0, 0, bytes(4), b"mdir", b"appl", bytes(9))
    items = box(b"ilst", *_items(about, cover, audiobook))
    return box(b"udta", full_box(b"meta", 0, 0, handler, items), nero_chapters(timeline))


def nero_chapters(timeline: Timeline) -> bytes:
    """The `chpl` box."""
    sections = timeline.sections[:MOST_NERO]
    entries = b"".join(_nero_entry(section, timeline.rate) for section in sections)
    return full_box(b"chpl", 1, 0, bytes(4), bytes([len(sections)]), entries)


def _nero_entry(section: TimedSection, rate: int) -> bytes:
    title = title_bytes(section.title, 255)
    start = (section.start_frame * 20_000_000 + rate) // (2 * rate)
    return struct.pack(">QB", start, len(title)) + title


def title_bytes(title: str, limit: int) -> bytes:
    """A title as UTF-8 on one line, cut between characters.

    >>> title_bytes("aé", 2)
    b'a'
    """
    return one_line(title).encode("utf-8", "replace")[:limit].decode("utf-8", "ignore").encode("utf-8")


def _items(about: About, cover: bytes, audiobook: bool) -> Iterator[bytes]:
    title, show = one_line(about.title), one_line(about.show)
    artist = one_line(about.byline) or one_line(about.author) or show
    source = one_line(about.source)
    texts = (
        (b"\xa9nam", title),
        (b"\xa9ART", artist),
        (b"aART", one_line(about.author) or artist),
        (b"\xa9alb", show or title),
        (b"\xa9day", _date(about.date)),
        (b"\xa9gen", GENRE),
        (b"\xa9cmt", f"{DISCLOSURE} Source: {source}" if source else DISCLOSURE),
        (b"\xa9too", one_line(about.generator)),
    )
    for name, text in texts:
        if text:
            yield _item(name, _TEXT, text.encode("utf-8", "replace"))
    if audiobook:
        yield _item(b"stik", _INTEGER, bytes([AUDIOBOOK]))
    else:
        yield _item(b"pcst", _INTEGER, b"\x01")
    if cover:
        yield _item(b"covr", _PNG if cover.startswith(b"\x89PNG") else _JPEG, cover)


def _item(name: bytes, kind: int, value: bytes) -> bytes:
    return box(name, box(b"data", struct.pack(">II", kind, 0), value))


def _date(date: str) -> str:
    """The day, month or year of an ISO 8601 date; anything else is left out.

    >>> _date("2026-05-17T10:00Z"), _date("soon")
    ('2026-05-17', '')
    """
    found = re.match(r"\d{4}(-(0\d|1[0-2])(-([0-2]\d|3[01]))?)?", date, re.ASCII)
    return found[0] if found else ""


def chapter_samples(sections: Sequence[TimedSection]) -> list[bytes]:
    """The samples of the QuickTime text track: a length, the title, and that it is UTF-8."""
    titles = (title_bytes(section.title, 65_535) for section in sections)
    unicode = box(b"encd", struct.pack(">I", 0x100))
    return [struct.pack(">H", len(title)) + title + unicode for title in titles]
