"""Footnotes of a book: which elements of its documents are notes, and which links are marks of them.

Conventions
-----------
A mark is a short link to a note, in the same document or in another one of the reading order. The book says
so itself (`epub:type`, roles: EPUB 3 Structural Semantics Vocabulary, DPUB-ARIA), or the link is raised, in
brackets, called a note's, or led back to by what it leads to. A note stands behind what refers to it, unless
it is said to be one or its document holds notes alone; so a way back from a note to the text is no mark.
Notes stay where they stand. In their words a mark stands between signs that the book does not have
(`PageMarker`); numbers and ways back of notes go, as they are no words of the author. Each link is looked at
once, however notes refer to each other.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from scripts.reading.book_places import HOLDER_KINDS, NOTE_KINDS, Leaf, Place, Walk
from scripts.reading.html_notes import (
    BACK,
    MOST_CHARACTERS,
    NOTE_BLOCKS,
    PageMarker,
    called_note,
    in_place_of,
    is_raised,
    is_source,
)
from scripts.reading.package import kind_of, resolved
from scripts.reading.trees import emptied
from scripts.words import sayable, word_set

_MARK = re.compile(r"[\s\[(]*(?:\d{1,4}|[*†‡§¶]{1,4}|[ivxl]{1,6}|[a-z])[\])\s.]*\Z", re.IGNORECASE)
_SURE_MARK = re.compile(r"\s*(?:\[\w{1,5}\]|[*†‡§¶]{1,4})\s*\Z")
_MARK_KINDS = word_set("noteref pagebreak backlink annoref")
_WAY = 24
"""Characters of a way back that says so in words ("Back to the text")."""
_MOST_TEXTS = 20
"""Stretches of text in what is looked at as a mark."""
_ENDS = re.compile(r"[.!?:;…)\]”’»\"']\s*\Z")
_AFTER_NUMBER = re.compile(r"\s*[.):\]]+\s*|\s+")

_Key = tuple[str, str]
"""A document's path and an id in it."""


@dataclass(frozen=True, slots=True)
class BookNote:
    """A note of a book."""

    label: str
    number: str
    """What the first mark of it shows; empty if nothing refers to it."""
    source: bool = False
    """It names a source and tells nothing more."""


class BookNotes:
    """The notes of a book, by their elements; its documents have marks in the place of the links to them."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self.marker = PageMarker("".join(itertools.chain.from_iterable(map(_signs, leaves))))
        self.leaves = leaves
        self.walks = [Walk(leaf, number) for number, leaf in enumerate(leaves)]
        self.paths = {leaf.path: number for number, leaf in enumerate(leaves)}
        self.notes: dict[Any, BookNote] = {}
        for link in self._links():
            link.leads = self._key(link)
        self.ways = {
            (block, link.leads) for link in self._links() if link.leads for block in (link.block, link.outer)
        }
        self._mark()
        for leaf in leaves:
            _drop_marks(leaf.body)
            for one in list(leaf.body.iter("sup")):
                instead = in_place_of(one, self.marker)
                if instead is not None:
                    emptied(one, instead)
        self.walks = []
        self.ways = set()

    def _links(self) -> Iterator[Place]:
        return (link for walk in self.walks for link in walk.links)

    def _mark(self) -> None:
        asked: dict[Any, list[tuple[Place, str]]] = {}
        for link in self._links():
            note, shown = self._asked_by(link)
            if note is not None:
                asked.setdefault(note, []).append((link, shown))
        said = [note for walk in self.walks for note in walk.notes]
        for number, note in enumerate(dict.fromkeys([*asked, *said]), 1):
            marks = asked.get(note, [])
            source = bool(marks) and not kind_of(note) & NOTE_KINDS and is_source(marks[0][0].element, note)
            shown = marks[0][1].strip("[]() .\t\r\n") if marks else ""
            self.notes[note] = BookNote(f"n{number}", shown, source)
        marked = {link.element for links in asked.values() for link, _ in links}
        self._drop_ways({note: [link for link, _ in links] for note, links in asked.items()}, marked)
        for note, links in asked.items():
            for link, shown in links:
                sign = self.marker.put(self.notes[note].label)
                if sayable(shown) and not _MARK.match(shown):
                    link.element.tail = sign + (link.element.tail or "")
                else:
                    _put(link.element, sign)
        ends: dict[Any, Any] = {}
        for note in self.notes:
            _as_block(note, ends)

    def _key(self, link: Place) -> _Key | None:
        """Where a link leads, if that is a place in the reading order."""
        href, path = link.element.get("href"), self.leaves[link.leaf].path
        if "#" not in href:
            return None
        place = path if href.startswith("#") else resolved(path, href)
        return (place, href.partition("#")[2]) if place in self.paths else None

    def _asked_by(self, link: Place) -> tuple[Any, str]:
        """The note that a link is a mark of, and what it shows; None if it is no mark."""
        key = link.leads
        target = self.walks[self.paths[key[0]]].ids.get(key[1]) if key else None
        if key is None or target is None:
            return None, ""
        shown = _shown(link.element)
        said = "noteref" in kind_of(link.element)
        if shown is None or (sayable(shown) and not _MARK.match(shown) and not said):
            return None, ""
        note = self._extent(target)
        if note is None or note in (link.block, link.outer, link.said):
            return None, ""
        among = target.said is not None or target.held
        later = (target.leaf, target.at) > (link.leaf, link.at)
        if not among and (not later or link.said is not None or link.held):
            return None, ""
        if said or (link.behind and (among or _looks_like_mark(link, shown) or self._comes_back(link, note))):
            return note, shown
        return None, ""

    def _extent(self, target: Place) -> Any:
        """The element of the note that a place belongs to; None if it belongs to none."""
        if target.said is not None:
            return target.said
        block, walk = target.block, self.walks[target.leaf]
        if block.tag == "td" and block.getprevious() is None and not target.behind:
            return block.getparent()
        own = target.element
        if own is not block and not len(own) and not (own.text or own.tail or "").strip():
            following = own.getnext()
            if own.getparent() is block and following is not None and following.tag in NOTE_BLOCKS:
                block = following  # an anchor in front of the block that it names
        above = block.getparent()
        if above is not None and (_wraps(above) or (_called_note(above) and above[0] is block)):
            block = above
        size, headed = walk.sizes.get(block, (MOST_CHARACTERS + 1, True))
        if target.behind and block is target.block:
            return None  # another note begins the block, or the words that are referred to
        held = kind_of(block) & HOLDER_KINDS
        return None if headed or held or (size > MOST_CHARACTERS and not target.held) else block

    def _comes_back(self, link: Place, note: Any) -> bool:
        """Whether a way leads from the note back to its mark."""
        path = self.leaves[link.leaf].path
        return any((note, (path, name)) in self.ways for name in _names(link))

    def _drop_ways(self, asked: Mapping[Any, Sequence[Place]], marked: set[Any]) -> None:
        """Take the ways back out of notes."""
        marks = {
            note: {(self.leaves[link.leaf].path, name) for link in links for name in _names(link)}
            for note, links in asked.items()
        }
        for link in self._links():
            note = next((one for one in (link.said, link.block, link.outer) if one in self.notes), None)
            if note is None or link.element in marked:
                continue
            key, shown = link.leads, _shown(link.element)
            if shown is not None and self._is_way(link, shown, key in marks.get(note, ()), key is not None):
                _take_out(link.element)

    def _is_way(self, link: Place, shown: str, own: bool, known: bool) -> bool:
        element = link.element
        names = " ".join(filter(None, (element.get("class"), element.get("role"), element.get("rev"))))
        if "backlink" in kind_of(element) or BACK.search(names):
            return True
        if not sayable(shown):
            return known
        if _MARK.match(shown):
            return own or (known and not link.behind)
        return own and (not link.behind or _ENDS.search(link.before) is not None)


def _wraps(above: Any) -> bool:
    return above.tag in ("li", "aside", "dd") and len(above) == 1


def _called_note(above: Any) -> bool:
    """Whether a box is called a note, which may have several paragraphs."""
    return above.tag in NOTE_BLOCKS and not NOTE_KINDS.isdisjoint((above.get("class") or "").lower().split())


def _signs(leaf: Leaf) -> Iterator[str]:
    """The texts of a document that could be taken for marks between signs."""
    for text in itertools.chain(
        leaf.body.itertext(), (one.get("alt") or "" for one in leaf.body.iter("img"))
    ):
        if "⟦" in text:
            yield text


def _shown(element: Any) -> str | None:
    """The text of a short element; None if it is long."""
    texts = list(itertools.islice(element.itertext(), _MOST_TEXTS + 1))
    text = "".join(texts).strip()
    return text if len(texts) <= _MOST_TEXTS and len(text) <= _WAY else None


def _looks_like_mark(link: Place, shown: str) -> bool:
    """Whether a link is raised, in brackets or called a note's."""
    element, parent = link.element, link.element.getparent()
    named = called_note(element) or (parent is not None and parent.tag == "sup" and called_note(parent))
    return named or (shown != "" and (is_raised(element) or _SURE_MARK.match(shown) is not None))


def _names(link: Place) -> Iterator[str]:
    """The ids that a way back to a mark can have: the mark's, of what it stands in, and of an empty anchor
    before it."""
    element = link.element
    parent, before = element.getparent(), element.getprevious()
    near = [element, *itertools.islice(element, 3), link.block]
    near += [] if parent is None else [parent]
    near += [before] if before is not None and not (before.tail or "").strip() else []
    for one in near:
        yield from filter(None, (one.get("id"), one.get("name")))


def _put(link: Any, sign: str) -> None:
    """A sign in the place of a mark, without the brackets that stand around the mark alone."""
    before, parent, tail = link.getprevious(), link.getparent(), link.tail or ""
    text = (before.tail if before is not None else parent.text) or ""
    if (text[-1:], tail[:1]) in (("[", "]"), ("(", ")")):
        link.tail = tail[1:]
        if before is not None:
            before.tail = text[:-1]
        else:
            parent.text = text[:-1]
    emptied(link, sign)


def _take_out(link: Any) -> None:
    """Remove a way back, and what parts it from the words of its note if it is the number of that."""
    parent = link.getparent()
    while parent.tag in ("sup", "span") and len(parent) == 1 and _alone(link, parent):
        link, parent = parent, parent.getparent()
    first = link.getprevious() is None and not (parent.text or "").strip(" \t\r\n[(")
    after = _AFTER_NUMBER.match(link.tail or "")
    if first and after and sayable("".join(link.itertext())):
        parent.text, link.tail = "", link.tail[after.end() :]
    emptied(link)


def _alone(link: Any, parent: Any) -> bool:
    return not (parent.text or "").strip() and not (link.tail or "").strip()


def _as_block(note: Any, ends: dict[Any, Any]) -> None:
    """Move a note out of the middle of the paragraph that it stands in, behind it and its other notes
    (`ends`); make a row of a table that is one a block."""
    if note.tag == "tr":
        note.tag = "li"
        for cell in note:
            cell.tag, cell.tail = "span", " "
        return
    block = next((one for one in note.iterancestors() if one.tag in NOTE_BLOCKS), None)
    if note.tag in NOTE_BLOCKS or block is None or block.tag != "p":
        return
    hole = etree.Element("span")
    hole.tail, note.tail = note.tail, None
    note.addprevious(hole)
    ends.get(block, block).addnext(note)
    ends[block] = note


def _drop_marks(body: Any) -> None:
    """Take out marks that lead to no note, and page numbers; what stands after them stays."""
    for one in [mark for mark in body.iter("a", "sup", "span", "div", "hr") if _is_mark(mark)]:
        emptied(one)


def _is_mark(one: Any) -> bool:
    said = bool(kind_of(one) & _MARK_KINDS)
    if not said and one.tag not in {"a", "sup"}:
        return False
    text = _shown(one)
    if text is None or (sayable(text) and not _MARK.match(text)):
        return False
    if said:
        return True
    raised_up = one.tag == "sup" or one.find("sup") is not None
    links = one.find(".//a") is not None if one.tag == "sup" else "#" in (one.get("href") or "")
    return links and sayable(text) and (raised_up or _SURE_MARK.match(text) is not None)
