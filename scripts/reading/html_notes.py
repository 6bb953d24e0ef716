"""Footnotes of a web page: taken out before the article is looked for, and put behind it.

Conventions
-----------
A mark is a link to a place further down in the page, short and raised, or named as one; the note is the block
that it leads to. In the page's words a mark stands between signs that the page does not have (`Marker`), so
that it survives every reader of the page. Raised digits without a link are marks where no number can be
meant, else they become Unicode's raised digits: "106" would be read for "10 to the 6".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from scripts.model import BlockKind
from scripts.reading.notes import Marker, bare
from scripts.reading.pieces import Piece, with_marks
from scripts.reading.trees import remove
from scripts.words import fold, sayable, word_set

OUTSIDE = "note of what is not the article"
CITATION = "source that a note names"
NOTE_BLOCKS = word_set("li p div td dd aside section blockquote")
NOTE_WORDS = re.compile(r"foot-?note|end-?note|note-?ref|doc-noteref|\bfn\b|reference", re.IGNORECASE)
_TYPE = "{http://www.idpf.org/2007/ops}type"
_SOURCE = re.compile(r"\bcite|citation|\bbib|\breferences?\b|\bref-", re.IGNORECASE)
BACK = re.compile(
    r"back-?(?:ref|link)|footnote-back|doc-backlink|cite-backlink|reversefootnote", re.IGNORECASE
)
_SHORT_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z]|[ivxl]{1,6})[\])]?\Z")
_UP = re.compile(r"[\W\d_a-z]{0,3}\Z")
_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_DIGITS = re.compile(r"\d{1,3}(?:,\s?\d{1,3}){0,5}\Z")
MOST_CHARACTERS = 4_000
"""Characters of a note; what is longer is a part of the article."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note of a page."""

    label: str
    words: str
    source: bool
    """It names a source, as an encyclopedia's notes do, and tells nothing more."""


class PageMarker(Marker):
    """Marks in a page's words; `text` is all that the page has."""

    def __init__(self, text: str) -> None:
        name = "note"
        while f"⟦{name}:" in text:
            name += "x"
        super().__init__(f"⟦{name}:", "⟧")
        self.used = False

    def put(self, label: str) -> str:
        self.used = True
        return super().put(label)


def taken_out(page: etree._Element | None, text: str) -> tuple[PageMarker, list[Footnote]]:
    """Take the notes out of `page`, and put marks where it refers to them."""
    marker = PageMarker(text)
    if page is None or not ("#" in text or "<sup" in text.lower()):
        return marker, []
    notes = _linked(page, marker)
    for one in list(page.iter("sup")):
        instead = in_place_of(one, marker)
        if instead is not None:
            one.tail = instead + (one.tail or "")
            remove(one)
    return marker, notes


def _linked(page: etree._Element, marker: PageMarker) -> list[Footnote]:
    order = {one: number for number, one in enumerate(page.iter())}
    places: dict[str, etree._Element] = {}
    for one in order:
        for name in filter(None, (one.get("id"), one.get("name"))):
            places.setdefault(name, one)
    asked: dict[etree._Element, list[etree._Element]] = {}
    for link in page.iter("a"):
        note = _note_of(link, places.get((link.get("href") or "")[1:]), order)
        if note is not None:
            asked.setdefault(note, []).append(link)
    found: list[Footnote] = []
    for note, links in asked.items():
        words = _note_words(note)
        nested = any(one in asked for link in links for one in link.iterancestors())
        if nested or not sayable(words) or len(words) > MOST_CHARACTERS:
            continue
        label = str(len(found) + 1)
        found.append(Footnote(label, words, is_source(links[0], note)))
        for link in links:
            _replace(link, marker, label)
        remove(note)
    return found


def _note_of(
    link: etree._Element, target: etree._Element | None, order: dict[etree._Element, int]
) -> etree._Element | None:
    """The block of the note that a link refers to, if it is a mark."""
    if target is None or not (link.get("href") or "").startswith("#") or order[target] < order[link]:
        return None
    words = fold("".join(link.itertext()))
    parent = link.getparent()
    named = called_note(link) or (parent is not None and called_note(parent))
    if not _SHORT_MARK.match(words) or not (is_raised(link) or named or words[0] in "[("):
        return None
    block = target
    while block is not None and block.tag not in NOTE_BLOCKS:
        block = block.getparent()
    if block is not None and block.tag == "p" and block.getparent() is not None:
        above = block.getparent()
        if above.tag in ("li", "aside", "dd") and len(above) == 1:
            block = above
    return block


def is_raised(link: etree._Element) -> bool:
    """Whether a link stands above the line: in a raised element, or around one."""
    parent = link.getparent()
    return (parent is not None and parent.tag == "sup") or any(one.tag == "sup" for one in link)


def called_note(element: etree._Element) -> bool:
    """Whether an element is named as a note, or as a mark of one."""
    names = (element.get("class"), element.get("role"), element.get("rel"), element.get(_TYPE))
    return NOTE_WORDS.search(" ".join(filter(None, (*names, element.get("epub:type"))))) is not None


def _note_words(note: etree._Element) -> str:
    """A note without its number and the way back."""
    parts: list[str] = []
    skipped: etree._Element | None = None
    for event, one in etree.iterwalk(note, events=("start", "end")):
        if event == "start" and skipped is None:
            way = isinstance(one.tag, str) and one is not note and _leads_back(one)
            if way or one.tag in ("script", "style"):
                skipped = one
            else:
                parts.append(one.text or "")
        elif event == "end" and (skipped is None or skipped is one):
            skipped = None
            parts.append((one.tail or "") if one is not note else "")
            parts.append(" " if one.tag in ("p", "br", "li") else "")
    return bare(fold("".join(parts)))


def _leads_back(one: etree._Element) -> bool:
    names = " ".join(filter(None, (one.get("class"), one.get("role"), one.get("rev"))))
    if BACK.search(names):
        return True
    own = one.tag == "a" and (one.get("href") or "").startswith("#")
    return own and _UP.match(fold("".join(one.itertext())).strip("[]()")) is not None


def is_source(link: etree._Element, note: etree._Element) -> bool:
    names = " ".join(filter(None, (link.get("href"), note.get("id"), note.get("class"))))
    return _SOURCE.search(names) is not None


def _replace(link: etree._Element, marker: PageMarker, label: str) -> None:
    """The mark in the place of a link; a raised element that holds nothing else goes as well."""
    parent = link.getparent()
    if (
        parent is not None
        and parent.tag == "sup"
        and fold("".join(parent.itertext())) == fold("".join(link.itertext()))
    ):
        link = parent
    link.tail = marker.put(label) + (link.tail or "")
    remove(link)


def in_place_of(sup: etree._Element, marker: PageMarker) -> str | None:
    """What stands in the place of raised words: a mark, a power; None if they stay as they are."""
    words = fold("".join(sup.itertext()))
    if not words or len(words) > _MOST_RAISED or sup.getparent() is None:
        return None
    text = _text_before(sup)
    if marker.opening in words:  # what parts marks that are raised together goes
        rest = marker.pattern.sub("", words)
        return None if sayable(rest) else "".join(map(marker.put, marker.pattern.findall(words)))
    if not words.strip(",;– -") and text.endswith(marker.closing):
        return ""  # what stands between two marks
    first = sup.getprevious() is None and not text
    if first and sup.getparent().tag in NOTE_BLOCKS and words.isdecimal():
        return f"[{words}] "  # the number that a note begins with
    return _mark_or_power(words, text, marker) if len(words) <= _MOST_DIGITS else None


def _mark_or_power(words: str, text: str, marker: PageMarker) -> str | None:
    if _DIGITS.match(words) and _MARKED.search(text) and not _MEASURE.search(text):
        return "".join(marker.put(one.strip()) for one in words.split(","))
    if words.strip("0123456789+-−n") or not text[-1:].strip():
        return None
    marker.used = True
    return words.translate(_RAISED)


def _text_before(sup: etree._Element) -> str:
    """The end of the text before an element."""
    before, parent = sup.getprevious(), sup.getparent()
    own = parent.text if before is None else before.tail or "".join(before.itertext())
    text = own or ""
    return text[-_MOST_RAISED:] if text.strip() else ""


_MOST_RAISED, _MOST_DIGITS = 200, 24
"""Characters of marks that are raised together, of the text before them that tells, and of digits."""
_MARKED = re.compile(r"(?:[^\W\d_]{4,}|[.,;:!?…”’\"»⟧])\Z")
"""What a mark stands behind."""
_MEASURE = re.compile(
    r"(?:met(?:er|re)s?|fe?oot|feet|inch(?:es)?|miles?|yards?|metern?|metros?|metri)\Z", re.IGNORECASE
)


def placed(
    parts: Sequence[tuple[Piece, str]], notes: Sequence[Footnote], marker: PageMarker
) -> list[tuple[Piece, str]]:
    """The article's pieces with its marks as readers know them, and its notes behind them. A note that only
    the rest of the page refers to is left out."""
    asked: set[str] = set()
    found: list[tuple[Piece, str]] = []
    for piece, reason in parts:
        marked = with_marks(piece, marker) if marker.used else piece
        if not reason:
            asked |= {label for *_, label in marked.marks}
        found.append((marked, reason))
    for note in notes:
        reason = CITATION if note.source else "" if note.label in asked else OUTSIDE
        found.append((Piece(BlockKind.FOOTNOTE, note.words, label=note.label), reason))
    return found
