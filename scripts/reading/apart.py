"""What a page itself marks as no part of its article: by elements, names of classes, and what it hides."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from scripts.reading.layout import ends_sentence
from scripts.reading.pieces import Piece
from scripts.reading.trees import remove
from scripts.words import word_set

UNSEEN = word_set(
    "script style template noscript svg math iframe object head select textarea input canvas audio video"
)
"""Elements whose text is not the page's."""
_TAGS = {
    "nav": "navigation",
    "footer": "foot of the page",
    "aside": "beside the article",
    "form": "form",
    "button": "form",
}
HIDDEN = "hidden on the page"
APART = frozenset((*_TAGS.values(), HIDDEN))
"""What the page itself marks as no part of its article; the other reasons are read from names of classes."""
_HINTS = tuple(
    (reason, re.compile(rf"(?:\A|[\s_-])(?:{names})(?:\Z|[\s_-])", re.IGNORECASE))
    for reason, names in (
        ("comments", "comments?|disqus(?:_thread)?|respond|commentlist"),
        ("share line", "share|sharing|social|sharedaddy|addthis|sharebar"),
        ("newsletter line", "newsletter|subscribe|subscription|signup|mailchimp"),
        ("cookie notice", "cookies?|consent|gdpr"),
        (
            "link to another article",
            "related|recommended|recommendations|more-from|read-more|teasers?|trending|popular|outbrain|taboola",
        ),
        ("advertisement", "ads?|advert|advertisement|sponsored|promo|promotion"),
        ("about the author", "author-(?:bio|box|info)|about-author|authorbox|bio"),
        ("menu", "nav|navbar|navigation|menu|breadcrumbs?|pagination|pager|sitemap"),
        ("sidebar", "sidebar|side-bar|widget|rail"),
        ("link to edit", "mw-editsection"),
    )
)  # fmt: skip


_SLUG = 3
"""Words of an identifier that says what an element is, at most."""


def outermost(apart: tuple[tuple[int, str], ...]) -> str:
    return apart[0][1] if apart else ""


_POST = re.compile(
    r"(?:\A|\s)(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed"
    r"|reddit-(?:card|embed-bq)|fb-xfbml-parse-ignore)(?:\Z|\s)"
)
"""What the block quotation of a network's post is called, in the code that each gives out for it."""
_WRAPPED = 6


def embeds(element: etree._Element) -> bool:
    """Whether a box holds a post of another site and nothing else: it is the article's where it stands."""
    for _ in range(_WRAPPED):
        if element.tag == "blockquote" and _POST.search(element.get("class") or ""):
            return True
        inner = [one for one in element if isinstance(one.tag, str) and one.tag not in UNSEEN]
        if len(inner) != 1:
            return False
        element = inner[0]
    return False


_HIDDEN = re.compile(r"(?:\A|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDES = word_set("p div section article ul ol li aside nav form header footer table blockquote figure dl")
_MOST_HIDDEN, _ENOUGH_SHOWN = 0.6, 800
"""The share of its words that a page may hide, and how much prose it shows where it shows its article."""
_SENTENCE = 60
"""Characters of a paragraph that is prose."""


def is_hidden(element: etree._Element) -> bool:
    """Whether a page does not show an element, by what is written on the element itself."""
    style = element.get("style")
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or (style is not None and _HIDDEN.search(style[:400]) is not None)
    )


def without_hidden(page: etree._Element | None, found: Sequence[Piece]) -> bool:
    """Take out of `page` what it does not show, and say whether there was any. A page that hides most of its
    words and shows no article until a script runs is left alone."""
    if page is None:
        return False
    hidden = sum(len(piece.words) for piece in found if piece.around == HIDDEN)
    shown = sum(
        len(piece.words)
        for piece in found
        if piece.around not in APART and len(piece.words) >= _SENTENCE and ends_sentence(piece.words)
    )
    most = _MOST_HIDDEN * sum(len(piece.words) for piece in found)
    if not hidden or (hidden > most and shown < _ENOUGH_SHOWN):
        return False
    for element in [one for one in page.iter() if isinstance(one.tag, str) and is_hidden(one)]:
        if element.tag in _HIDES:
            remove(element)
    return True


def reason_apart(element: etree._Element, tag: str) -> str:
    if tag in _HIDES and is_hidden(element):
        return HIDDEN
    if tag in _TAGS:
        return _TAGS[tag]
    if tag not in {"div", "section", "ul", "ol", "p", "header", "span", "li"}:
        return ""
    name = element.get("id") or ""
    if len(re.split(r"[\s_-]+", name)) > _SLUG:
        name = ""  # made of a heading's words
    names = f"{element.get('class') or ''} {name}"[:200]
    reason = (
        next((reason for reason, pattern in _HINTS if pattern.search(names)), "") if len(names) > 1 else ""
    )
    if not reason or embeds(element):
        return ""
    # Comments in the source of a program are marked as such.
    return "" if tag == "span" and next(element.iterancestors("pre", "code"), None) is not None else reason


def with_article(page: Sequence[Piece], found: Sequence[Piece]) -> list[Piece]:
    """The pieces of a page, freed of the name of an element that most of the article stands in: a class
    called "rail" or "promo" says nothing then."""
    own = {piece.words for piece in found}
    said = "\n".join(own)
    length: Counter[tuple[int, str]] = Counter()
    for piece in page:
        if piece.apart and (piece.words in own or (len(piece.words) >= _SENTENCE and piece.words in said)):
            length.update(dict.fromkeys(piece.apart, len(piece.words)))
    half = sum(len(piece.words) for piece in found) / 2
    wrong = {one for one, size in length.items() if size > half and one[1] not in APART}
    return [_without(piece, wrong) for piece in page] if wrong else list(page)


def _without(piece: Piece, wrong: set[tuple[int, str]]) -> Piece:
    apart = tuple(one for one in piece.apart if one not in wrong)
    return piece if len(apart) == len(piece.apart) else replace(piece, apart=apart, around=outermost(apart))
