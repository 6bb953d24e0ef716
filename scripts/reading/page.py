"""The blocks of an HTML tree, in the order of the page, and what each stands in.

Walking is done without recursion: pages nest as deep as they like.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from scripts.model import Block, BlockKind, Dropped
from scripts.words import fold, word_set

UNSEEN = word_set(
    "script style template noscript svg math iframe object head select textarea input canvas audio video"
)
"""Elements whose text is not the page's."""
_BLOCKS = {
    "p": BlockKind.PARAGRAPH,
    "li": BlockKind.LIST_ITEM,
    "item": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.BLOCK_QUOTE,
    "quote": BlockKind.BLOCK_QUOTE,
    "figcaption": BlockKind.CAPTION,
    "row": BlockKind.LIST_ITEM,
    "tr": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "ab": BlockKind.PARAGRAPH,
}
_BREAKS = word_set(
    "main body div section article header figure table thead tbody ul ol dl list pre hr address details"
    " summary fw nav footer aside form button"
)
_CELLS = frozenset(("td", "th", "cell"))
_HEADING = re.compile(r"h([1-6])\Z")
_TAGS = {
    "nav": "navigation",
    "footer": "foot of the page",
    "aside": "beside the article",
    "form": "form",
    "button": "form",
}
APART = frozenset(_TAGS.values())
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
    )
)  # fmt: skip


Apart = Callable[[etree._Element, str], str]
"""Given an element and its tag, why it is left out; empty if it is not."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a page."""

    kind: BlockKind
    words: str
    """White space folded; never empty."""
    level: int = 0
    """1 to 6 for headings."""
    around: str = ""
    """What it stands in, if that is no part of an article: a reason to drop it."""


def laid_out(
    parts: Sequence[tuple[Piece, str]],
) -> tuple[str, tuple[Block, ...], tuple[Dropped, ...]]:
    """Pieces, each with the reason to leave it out or with none, as one text; its blocks; what is dropped.

    Neighbours that are left out for one reason are one drop.
    """
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    at = 0
    for reason, run in itertools.groupby(parts, key=_reason_of):
        start = at
        for piece, _ in run:
            end = at + len(piece.words)
            if not reason:
                blocks.append(Block(piece.kind, at, end, piece.level))
            at = end + 2
        if reason:
            dropped.append(Dropped(start, at - 2, reason))
    return "\n\n".join(piece.words for piece, _ in parts) + "\n", tuple(blocks), tuple(dropped)


def _reason_of(part: tuple[Piece, str]) -> str:
    return part[1]


def pieces(
    root: etree._Element, silent: frozenset[str] = frozenset(), apart: Apart | None = None
) -> Iterator[Piece]:
    """The blocks under `root`, in order; nothing of what is in the elements named in `silent`.

    `apart` tells why an element is no part of the text; by default that is what its tag and class say.
    """
    walk = _Walk(apart or _reason)
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                walk.words.append(element.tail or "")
        elif event == "start" and tag in silent:
            skipped = element
        elif event == "start":
            yield from walk.enter(element, tag)
        else:
            yield from walk.leave(element, tag, element is root)
    yield from walk.flush()


class _Walk:
    """What is open at a place of the tree."""

    def __init__(self, apart: Apart) -> None:
        self.apart = apart
        self.words: list[str] = []
        self.kinds: list[tuple[BlockKind, int]] = []
        self.around: list[tuple[object, str]] = []

    def flush(self) -> Iterator[Piece]:
        text = fold("".join(self.words))
        self.words.clear()
        if text:
            kind, level = self.kinds[-1] if self.kinds else (BlockKind.PARAGRAPH, 0)
            yield Piece(kind, text, level, self.around[0][1] if self.around else "")

    def enter(self, element: etree._Element, tag: str) -> Iterator[Piece]:
        own, reason = _kind(element, tag), self.apart(element, tag)
        if own or reason or tag in _BREAKS:
            yield from self.flush()
        if reason:
            self.around.append((element, reason))
        if own:
            # A paragraph in a list item or a quote is one of those.
            self.kinds.append(self.kinds[-1] if self.kinds and own[0] is BlockKind.PARAGRAPH else own)
        if tag in _CELLS and "".join(self.words).strip():
            self.words.append(", ")
        self.words.append(element.text or "")

    def leave(self, element: etree._Element, tag: str, last: bool) -> Iterator[Piece]:
        own, ends = _kind(element, tag), bool(self.around) and self.around[-1][0] is element
        if own or ends or tag in _BREAKS:
            yield from self.flush()
        if ends:
            self.around.pop()
        if own and self.kinds:
            self.kinds.pop()
        if tag in {"br", "lb"}:
            self.words.append(" ")
        if not last:
            self.words.append(element.tail or "")


def _kind(element: etree._Element, tag: str) -> tuple[BlockKind, int] | None:
    if tag in _BLOCKS:
        return _BLOCKS[tag], 0
    heading = _HEADING.match(element.get("rend", "") if tag == "head" else tag)
    if heading:
        return BlockKind.HEADING, int(heading[1])
    return (BlockKind.HEADING, 2) if tag == "head" else None


def _reason(element: etree._Element, tag: str) -> str:
    if tag in _TAGS:
        return _TAGS[tag]
    if tag not in {"div", "section", "ul", "ol", "p", "header", "span", "li"}:
        return ""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:200]
    return next((reason for reason, pattern in _HINTS if pattern.search(names)), "") if len(names) > 1 else ""
