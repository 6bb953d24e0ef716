"""Feeds (RSS 0.9 to 2.0, Atom) as their entries, and an entry as an article.

feedparser reads the feed, from its bytes alone: nothing is fetched. What it would clean or complete in the
HTML of entries is left to the reader of pages. An entry's text is all article: what the page's reader takes
for left-overs goes with a reason, and nothing else is looked for.
"""

import calendar
import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from scripts.detecting import ALIKE, article_language
from scripts.errors import ArticleError
from scripts.model import Article, BlockKind
from scripts.reading.apart import UNSEEN
from scripts.reading.archive import declares_entities
from scripts.reading.leftovers import sorted_out
from scripts.reading.page import pieces
from scripts.reading.pieces import Piece, laid_out
from scripts.reading.structure import describe
from scripts.words import LANGUAGE_TAG, cut_short, fold, main_language, sayable

MAX_BYTES = 10 * 1024 * 1024
MAX_ENTRIES = 5_000
_HEAD = re.compile(
    r"\s*+(?>(?:(?><!--.*?-->|<\?[^<>]*+>|<!(?!--)[^<>]*+>)\s*+)*)<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)
_APPEARED = re.compile(r"The post .{1,300} (?:first )?appeared (?:first )?on .{1,200}\Z", re.DOTALL)
_ONWARD = re.compile(
    r"(?:continue reading|read (?:more|on|the rest)|weiterlesen|lire la suite)\b.{0,200}\Z", re.IGNORECASE
)
SUMMARY_ONLY = "the feed has only a summary of it"


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of a feed."""

    id: str
    """What the feed knows it by: the same after every edit. Never empty."""
    title: str
    author: str
    """Names, with commas between several."""
    date: str
    """ISO 8601, in UTC; empty if unknown."""
    link: str
    """http or https; empty if there is none."""
    language: str
    """As the feed declares it; empty if it does not."""
    publisher: str
    """The feed's title."""
    image: str
    text: str
    """HTML, or plain text."""
    is_html: bool
    is_summary: bool
    """The whole text is not in the feed."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read."""

    title: str
    entries: tuple[Entry, ...]
    """In the feed's order, each id once."""


def is_feed(data: bytes) -> bool:
    """Whether these bytes begin as a feed does."""
    head = data[:5000]
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _HEAD.match(head.decode("utf-16", "replace").lstrip("\ufeff")) is not None
    return _HEAD.match(head.decode("utf-8", "replace").lstrip("\ufeff")) is not None


def read_feed(data: bytes, source: str, charset: str = "") -> Feed:
    """The entries of a feed. Raises ArticleError if it is none, or too large, or has none."""
    if len(data) > MAX_BYTES:
        raise ArticleError(
            f"{source} is larger than {MAX_BYTES // 1024**2} MB", "Give a feed of the latest entries."
        )
    if declares_entities(data):
        raise ArticleError(
            f"{source} defines entities of its own, which are not read", "Give the articles themselves."
        )
    found = _parsed(data, source, charset)
    about = found.get("feed") or {}
    entries: dict[str, Entry] = {}
    for one in found.get("entries") or ():
        entry = _entry(one, about)
        first = entries.get(entry.id)
        if first and entry.link and entry.link != first.link:
            entry = replace(entry, id=entry.link)  # an id that several articles have tells nothing
        entries.setdefault(entry.id, entry)
    if not entries:
        raise ArticleError(f"{source} has no entries", "Check that it is a feed of articles (RSS or Atom).")
    if len(entries) > MAX_ENTRIES:
        raise ArticleError(f"{source} has more than {MAX_ENTRIES} entries", "Give a feed of the latest ones.")
    return Feed(fold(_text(about, "title")), tuple(entries.values()))


def read_entry(entry: Entry) -> Article:
    """The article in an entry. Raises ArticleError if it has no words."""
    parts = _parts(entry)
    if not any(sayable(piece.words) and not reason for piece, reason in parts):
        raise ArticleError(
            f"The entry {shown(entry)} holds no words to read aloud", "Build the page that it links to."
        )
    title = [(Piece(BlockKind.TITLE, entry.title), "")] if entry.title else []
    laid = laid_out([*title, *parts])
    return describe(
        replace(
            laid.article(),
            title=entry.title,
            byline=entry.author,
            date=entry.date,
            language=_language(entry.language, laid.words),
            source=entry.link or entry.id,
            image=entry.image,
            link=entry.link,
            publisher=entry.publisher,
        )
    )


def shown(entry: Entry) -> str:
    """What people call an entry."""
    return repr(cut_short(fold(entry.title or entry.link or entry.id), 60))


def _language(declared: str, words: str) -> str:
    """The feed's word counts unless the entry is clearly in another language."""
    found = article_language(words)
    if not declared:
        return found
    alike = any(found in group and main_language(declared) in group for group in ALIKE)
    return declared if alike or found in ("en", main_language(declared)) else found


def _parts(entry: Entry) -> list[tuple[Piece, str]]:
    found = list(_blocks(entry))
    if found and found[0].kind is BlockKind.HEADING and found[0].words.casefold() == entry.title.casefold():
        found = found[1:]
    sorted_ = [
        (piece, piece.around or why or _onward(piece)) for piece, why in sorted_out(found, entry.author)
    ]
    return sorted_ if any(not reason for _, reason in sorted_) else [(piece, "") for piece in found]


def _onward(piece: Piece) -> str:
    if _APPEARED.match(piece.words) or _ONWARD.match(piece.words):
        return "link to the article"
    return ""


def _blocks(entry: Entry) -> Iterator[Piece]:
    if entry.is_html and ("<" in entry.text or "&" in entry.text):
        from scripts.reading.html import parse_page
        from scripts.reading.quoted_html import plain_quotations

        page = parse_page(f"<html><body>{entry.text}</body></html>")
        plain_quotations(page)
        if page is not None:
            yield from pieces(page, UNSEEN)
        return
    for paragraph in re.split(r"\n\s*\n", html.unescape(entry.text) if entry.is_html else entry.text):
        if words := fold(paragraph):
            yield Piece(BlockKind.PARAGRAPH, words)


def _parsed(data: bytes, source: str, charset: str) -> Any:
    from feedparser import api

    parse: Any = api.parse
    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    try:
        # A stream: of text it would think that it may be an address to open.
        return parse(
            io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False, response_headers=headers
        )
    except Exception as error:  # a feed can break any of its parsers
        raise ArticleError(
            f"{source} is no feed that can be read", "Check it, or give the articles."
        ) from error


def _entry(one: Any, about: Any) -> Entry:
    title = fold(html.unescape(re.sub(r"<[^<>]{1,200}>", "", _text(one, "title"))))
    link = _address(_text(one, "link"))
    text, is_html, is_summary = _content(one)
    language = next(filter(LANGUAGE_TAG.match, _languages(one, about)), "")
    return Entry(
        id=fold(_text(one, "id")) or link or title or fold(text)[:200] or "entry",
        title=title[:300],
        author=_authors(one) or _authors(about),
        date=_date(one),
        link=link,
        language=language,
        publisher=fold(_text(about, "title"))[:300],
        image=_image(one),
        text=text,
        is_html=is_html,
        is_summary=is_summary,
    )


def _content(one: Any) -> tuple[str, bool, bool]:
    """(text, whether it is HTML, whether it is only a summary): the longest of what the entry has."""
    contents = [part for part in one.get("content") or () if fold(_text(part, "value"))]
    summary = _text(one, "summary")
    if contents:
        best = max(contents, key=lambda part: len(_text(part, "value")))
        return _text(best, "value"), "html" in _text(best, "type"), False
    kind = _text(one.get("summary_detail") or {}, "type")
    # RSS has nothing but a description, which may be all there is to say.
    return summary, "html" in kind or not kind, len(fold(re.sub(r"<[^<>]*>", "", summary))) < 600


def _languages(one: Any, about: Any) -> Iterator[str]:
    for part in (*(one.get("content") or ()), one.get("summary_detail") or {}, one.get("title_detail") or {}):
        yield _text(part, "language").replace("_", "-")
    yield _text(about, "language").replace("_", "-")


def _authors(one: Any) -> str:
    """Names; addresses of e-mail are nobody's business."""
    raw = fold(_text(one, "author"))
    if "@" in raw:  # RSS: "desk@example.org (Ada Lund)", which feedparser takes apart wrongly
        return re.sub(r"\S*@\S*", " ", raw).strip(" ()<>,;")[:300]
    named = [fold(_text(author, "name")) for author in one.get("authors") or ()] or [raw]
    return ", ".join(dict.fromkeys(name for name in named if name and "@" not in name))[:300]


def _date(one: Any) -> str:
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        if parsed := one.get(name):
            try:
                return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat()
            except (ValueError, TypeError, OverflowError, OSError):
                continue
    return ""


def _image(one: Any) -> str:
    for name in ("media_content", "media_thumbnail"):
        for part in one.get(name) or ():
            address = _address(_text(part, "url"))
            kind = _text(part, "type") or _text(part, "medium")
            if address and (name == "media_thumbnail" or kind.startswith("image")):
                return address
    for part in one.get("enclosures") or ():
        if _text(part, "type").startswith("image/") and (address := _address(_text(part, "href"))):
            return address
    return ""


def _address(text: str) -> str:
    text = text.strip()
    return text if re.match(r"https?://[^\s<>\"]{1,2000}\Z", text) else ""


def _text(record: Any, name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""
