"""The blocks of an HTML tree, in the order of the page, and what each stands in.

Walking is done without recursion: pages nest as deep as they like.
"""

import re
from collections.abc import Callable, Iterator

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from scripts.model import BlockKind, Link, Tongue
from scripts.reading.apart import embeds, outermost, reason_apart
from scripts.reading.grid import row_of
from scripts.reading.ordered import Ordered
from scripts.reading.pieces import LINE, MAY_BE_VERSE, Piece, parted
from scripts.reading.trees import said_language
from scripts.words import fold, sayable, word_set

_BLOCKS = {
    "p": BlockKind.PARAGRAPH,
    "li": BlockKind.LIST_ITEM,
    "item": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.BLOCK_QUOTE,
    "quote": BlockKind.BLOCK_QUOTE,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
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
_LISTS = frozenset(("ol", "ul"))
_BOXES = word_set("body main article section div td aside header footer nav form")
"""Elements that hold blocks; what stands in the same one belongs together."""
_HEADING = re.compile(r"h([1-6])\Z")
Apart = Callable[[etree._Element, str], str]
"""Given an element and its tag, why it is left out; empty if it is not."""


def pieces(
    root: etree._Element, silent: frozenset[str] = frozenset(), apart: Apart | None = None
) -> Iterator[Piece]:
    """The blocks under `root`, in order; nothing of what is in the elements named in `silent`.

    `apart` tells why an element is no part of the text; by default that is what its tag and class say.
    """
    walk = _Walk(apart or reason_apart)
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                walk.words.append(element.tail or "")
        elif event == "start" and tag in silent:
            skipped = element
        elif event == "start" and tag in ("tr", "row") and (row := row_of(element, silent)):
            skipped = element
            yield from walk.row(row)
        elif event == "start":
            yield from walk.enter(element, tag)
        else:
            yield from walk.leave(element, tag, element is root)
    yield from walk.flush()


class _Walk:
    """What is open at a place of the tree."""

    def __init__(self, apart: Apart) -> None:
        self.reason = apart
        self.words: list[str] = []
        self.kinds: list[tuple[BlockKind, int]] = []
        self.around: list[tuple[object, tuple[tuple[int, str], ...]]] = []
        """Elements that are open and no part of an article, each with its reason and those around it."""
        self.links: list[Link] = []
        self.opened: list[tuple[str, int]] = []
        """Address of each link that is open, and how many words stood before it."""
        self.pictures: list[Piece] = []
        """Of the block that is open."""
        self.times: list[str] = []
        """What `time` elements of the block that is open say."""
        self.speaking: list[tuple[object, str, int]] = []
        """Elements that are open and say their language, and how many words stood before each."""
        self.tongues: list[Tongue] = []
        self.lists: list[Ordered | None] = []
        """Lists that are open; None for one without numbers."""
        self.number = ""
        """Of the item that was begun last, until its first words are read."""
        self.boxes: list[int] = [0]
        self.boxes_seen = 0
        self.reasons_seen = 0

    def flush(self) -> Iterator[Piece]:
        written = "".join(self.words)
        text = fold(written)
        if self.speaking:
            said = len(self.tongues)
            self.told(*self.speaking[-1][1:])
            # What is inside of it was told already, and has the last word.
            self.tongues = [*self.tongues[said:], *self.tongues[:said]]
            self.speaking = [(element, language, 0) for element, language, _ in self.speaking]
        self.words.clear()
        self.opened = [(address, 0) for address, _ in self.opened]
        if text:
            yield from self.parts(written, text)
        yield from self.pictures
        self.links.clear()
        self.times.clear()
        self.tongues.clear()
        self.pictures.clear()

    def parts(self, written: str, text: str) -> Iterator[Piece]:
        """The block that is open; several, where empty lines part its prose or its verse."""
        kind, level = self.kinds[-1] if self.kinds else (BlockKind.PARAGRAPH, 0)
        parts = parted(written) if LINE in written and kind in MAY_BE_VERSE else []
        if not parts or (kind is BlockKind.BLOCK_QUOTE and not any(breaks for _, breaks in parts)):
            parts = [(text, ())]  # a quotation is one
        for words, breaks in parts:
            yield Piece(
                kind,
                words,
                level,
                outermost(self.apart),
                apart=self.apart,
                links=tuple(link for link in self.links if len(parts) == 1 or link.words in words),
                tongues=tuple(one for one in self.tongues if len(parts) == 1 or one.words in words),
                inside=self.boxes[-1],
                moment=words in self.times and _CLOCK.search(words) is not None,
                breaks=breaks,
                number=self.number if kind is BlockKind.LIST_ITEM else "",
            )
            self.number = ""

    def told(self, language: str, at: int) -> None:
        """That the words from `at` on are in a language."""
        if words := fold("".join(self.words[at:])):
            self.tongues.append(Tongue(words, language))

    @property
    def apart(self) -> tuple[tuple[int, str], ...]:
        """What is open here and is no part of an article."""
        return self.around[-1][1] if self.around else ()

    def row(self, row: tuple[BlockKind, str, tuple[Link, ...]]) -> Iterator[Piece]:
        """A table's row."""
        yield from self.flush()
        around = outermost(self.apart)
        yield Piece(row[0], row[1], 0, around, apart=self.apart, links=row[2], inside=self.boxes[-1])

    def picture(self, element: etree._Element) -> None:
        """An alternative text; what is only decoration has none."""
        alt = fold(element.get("alt") or "")
        if not alt or element.get("aria-hidden") == "true" or element.get("role") in ("presentation", "none"):
            return
        if not any(map(str.isalnum, alt)) or "emoji" in (element.get("class") or ""):
            self.words.append(f" {alt} ")
            return
        if sayable(alt):
            own = _ornament(element, alt) or self._leads_away()
            apart = (*self.apart, (0, own)) if own else self.apart
            around, box = outermost(apart), self.boxes[-1]
            self.pictures.append(
                Piece(BlockKind.IMAGE, alt, _framed(element), around, apart=apart, inside=box)
            )

    def _leads_away(self) -> str:
        """Why a picture is a teaser's: it is a link, and not to itself in a larger size."""
        address = self.opened[-1][0] if self.opened else ""
        own = not address or address.startswith("#") or _PICTURE.search(address.partition("?")[0])
        return "" if own else "link to another article"

    def enter(self, element: etree._Element, tag: str) -> Iterator[Piece]:
        own, reason = _kind(element, tag), self.reason(element, tag)
        if own or reason or tag in _BREAKS:
            yield from self.flush()
        if reason:
            self.reasons_seen += 1
            self.around.append((element, (*self.apart, (self.reasons_seen, reason))))
        if tag in _BOXES:
            own_box = not embeds(element)
            self.boxes_seen += own_box
            self.boxes.append(self.boxes_seen if own_box else self.boxes[-1])
        if own:
            # A paragraph in a list item or a quote is one of those.
            self.kinds.append(self.kinds[-1] if self.kinds and own[0] is BlockKind.PARAGRAPH else own)
        if tag in _LISTS:
            self.lists.append(Ordered(element) if tag == "ol" else None)
        elif tag == "li":
            owner = self.lists[-1] if self.lists else None
            self.number = owner.item(element) if owner and not _is_teaser(element) else ""
        if tag in _CELLS and any(map(str.strip, self.words)):
            self.words.append(", ")
        if tag == "img":
            self.picture(element)
        elif tag == "a":
            self.opened.append((element.get("href") or "", len(self.words)))
        if language := said_language(element):
            self.speaking.append((element, language, len(self.words)))
        self.words.append(element.text or "")

    def leave(self, element: etree._Element, tag: str, last: bool) -> Iterator[Piece]:
        if tag == "a" and self.opened:
            address, at = self.opened.pop()
            words = fold("".join(self.words[at:]))
            if address and words:
                self.links.append(Link(words, address))
        if tag == "time":
            self.times.append(fold("".join(element.itertext())))
        if self.speaking and self.speaking[-1][0] is element:
            self.told(*self.speaking.pop()[1:])
        own, ends = _kind(element, tag), bool(self.around) and self.around[-1][0] is element
        if own or ends or tag in _BREAKS:
            yield from self.flush()
        if ends:
            self.around.pop()
        if tag in _BOXES:
            self.boxes.pop()
        if tag in _LISTS:
            self.lists.pop()
        elif tag == "li":
            self.number = ""
        if own and self.kinds:
            self.kinds.pop()
        if tag in {"br", "lb"}:
            self.words.append(LINE)
        if not last:
            self.words.append(element.tail or "")


_CLOCK = re.compile(r"(?<!\d)\d{1,2}(?:\s?[:.h]\s?\d\d|\s?[ap]\.?m\b)", re.IGNORECASE)


def _is_teaser(item: etree._Element) -> bool:
    """Whether an item is no line of a list: it has a picture or a heading, as teasers do."""
    return (
        next(item.iter("article", "figure", "section", "h1", "h2", "h3", "h4", "h5", "h6"), None) is not None
    )


_CAPTION = re.compile(
    r"(?:\A|\s)(?:wp-)?(?:(?:image|photo|picture|media|figure)[-_]+)?caption(?:[-_]+text)?(?:\Z|\s)",
    re.IGNORECASE,
)
"""Classes of paragraphs under pictures, as many publishing systems write them."""


def _kind(element: etree._Element, tag: str) -> tuple[BlockKind, int] | None:
    if tag == "p" and _CAPTION.search((element.get("class") or "")[:200]):
        return BlockKind.CAPTION, 0
    if tag in _BLOCKS:
        return _BLOCKS[tag], 0
    heading = _HEADING.match(element.get("rend", "") if tag == "head" else tag)
    if heading:
        return BlockKind.HEADING, int(heading[1])
    return (BlockKind.HEADING, 2) if tag == "head" else None


_ORNAMENT = re.compile(
    r"(?:\A|[\s_-])(?:icon|icons|logo|avatar|pixel|sprite|badge|gravatar|spinner|share|social|mugshot|headshot|byline)(?:\Z|[\s_-])",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg)\Z|attachment|/(?:photos?|images?|File):?", re.IGNORECASE
)
"""Addresses of pictures, and of pages about one."""
_LOGO = re.compile(r"(?:\S+\s){0,3}logo\Z|logo(?:\s\S+){0,4}\Z", re.IGNORECASE)
_SMALL = 48
"""Pixels; no picture that tells something is smaller."""


def _framed(element: etree._Element) -> int:
    return int(any(one.tag in ("article", "main", "figure") for one in element.iterancestors()))


def _ornament(element: etree._Element, alt: str) -> str:
    """Why a picture belongs to the page and not to the article; empty if it does not."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:200]
    sizes = [
        one
        for one in (element.get("width"), element.get("height"))
        if one and one.isascii() and one.isdigit()
    ]
    small = any(len(one) < 6 and int(one) <= _SMALL for one in sizes)
    return "icon or logo" if small or _ORNAMENT.search(names) or _LOGO.match(alt) else ""
