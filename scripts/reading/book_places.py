"""The places of a book's documents: its links, what can be linked to, and the blocks that these stand in.

Each document is walked once, from its beginning to its end.
"""

from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from scripts.reading.html_notes import NOTE_BLOCKS
from scripts.reading.package import kind_of
from scripts.words import sayable, word_set

NOTE_KINDS = word_set("footnote endnote rearnote")
"""What says of an element that it is a note."""
HOLDER_KINDS = word_set("footnotes endnotes rearnotes")
"""What says of an element that it holds notes."""
_HEADINGS = word_set("h1 h2 h3 h4 h5 h6")
_BEFORE = 24
"""Characters before a place that are kept."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A document of the reading order, opened."""

    path: str
    body: Any
    beside: bool
    """It holds what is opened from the text: notes, if anything refers to it."""
    language: str = ""
    """The one that it says it is in as a whole; empty if it says none."""


@dataclass(slots=True)
class Place:
    """Where a link stands or leads to."""

    element: Any
    leaf: int
    at: int
    """Its number in its document."""
    said: Any
    """The note that the book says it stands in, innermost; or None."""
    held: bool
    """Whether the book says that it stands among notes."""
    block: Any
    """The block of a note that it could stand in; or None."""
    outer: Any
    """The block around that one."""
    behind: bool
    """Whether words stand before it in its block."""
    before: str
    """The text right before it."""
    leads: tuple[str, str] | None = None
    """Of a link to a place in the reading order: the document's path, and an id in it."""


class Walk:
    """What one walk over a document learns."""

    def __init__(self, leaf: Leaf, number: int) -> None:
        self.leaf, self.number = leaf, number
        self.links: list[Place] = []
        self.ids: dict[str, Place] = {}
        self.notes: list[Any] = []
        """Elements that are said to be notes."""
        self.sizes: dict[Any, tuple[int, bool]] = {}
        """By block: its characters, and whether a heading stands in it."""
        self.blocks: list[tuple[Any, int, int, int]] = [(leaf.body, 0, 0, 0)]
        self.said: list[Any] = [None]
        self.held: list[Any] = []
        self.characters = self.words = self.heads = 0
        self.text = ""
        self._walk()

    def _walk(self) -> None:
        events = etree.iterwalk(self.leaf.body, events=("start", "end"))
        for at, (event, one) in enumerate(events):
            if not isinstance(one.tag, str):
                continue
            if event == "start":
                self._enter(one, at)
                self._told(one.text or "")
            else:
                self._leave(one)
                self._told(one.tail or "" if one is not self.leaf.body else "")

    def _enter(self, one: Any, at: int) -> None:
        kinds = kind_of(one)
        if kinds & NOTE_KINDS:
            self.notes.append(one)
            self.said.append(one)
        if kinds & HOLDER_KINDS:
            self.held.append(one)
        if one.tag in NOTE_BLOCKS:
            self.blocks.append((one, self.characters, self.words, self.heads))
        self.heads += one.tag in _HEADINGS
        if one.tag == "a" and one.get("href"):
            self.links.append(self._place(one, at))
        for name in filter(None, (one.get("id"), one.get("name") if one.tag == "a" else None)):
            if name not in self.ids:
                self.ids[name] = self._place(one, at)

    def _place(self, one: Any, at: int) -> Place:
        block, _, words, _ = self.blocks[-1]
        outer = self.blocks[-2][0] if len(self.blocks) > 1 else None
        behind = self.words > words
        held = bool(self.held) or self.leaf.beside
        return Place(one, self.number, at, self.said[-1], held, block, outer, behind, self.text[-_BEFORE:])

    def _leave(self, one: Any) -> None:
        if self.said[-1] is one:
            self.said.pop()
        if self.held and self.held[-1] is one:
            self.held.pop()
        if self.blocks[-1][0] is one and len(self.blocks) > 1:
            _, characters, _, heads = self.blocks.pop()
            self.sizes[one] = self.characters - characters, self.heads > heads

    def _told(self, text: str) -> None:
        self.characters += len(text)
        if text.strip():
            self.words += sayable(text)
            self.text = text
