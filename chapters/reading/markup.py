"""The text of an edition as elements that HTML and XHTML both understand.

Conventions
-----------
A passage is an element of class `t`: what is in these, in order, is the text of the edition, and nothing else
is. What somebody says in one go is a `q`, in a colour and with a mark that belong to them. A table's rows are
rows. Footnotes and the sentences that refer to them lead to each other by links without words of their own.
"""

import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from chapters.labels import Labels
from chapters.languages import lang
from chapters.reading.model import Passage, ReadingText, Sentence
from scripts.model import CELLS, BlockKind

_ASIDE = {
    **{"caption": " caption", "byline": " caption", "verse": " verse"},
    **{"image": " caption", "footnote": " note"},
}
"""Classes of passages, by their role."""


def _told(one: Sentence) -> tuple[bool, int, str]:
    return one.quote, one.speaker, one.language


def _gap(before: Sentence, one: Sentence) -> str:
    """What stands between two sentences."""
    return " " * one.space + "<br/>" * before.ends_line


@dataclass(frozen=True, slots=True)
class Markup:
    """How a chapter's text is written out."""

    text: ReadingText
    sentence: Callable[[Sentence], str]
    """The element of a sentence; asked for each once, in order."""
    named: bool
    """Whether the names of those who speak stand beside a passage."""
    labels: Labels
    chapter: int = 0
    """Its number, counted from 0."""
    file: Callable[[int], str] = lambda _: ""
    """The document that a chapter of this number is in; empty if all are in one."""
    heading: Callable[[Passage], str] = lambda _: ""
    """Attributes of a heading that is not the first of all; asked for in order."""
    asked: set[str] = field(default_factory=set)
    """Footnotes that were referred to so far."""

    def passages(self, passages: Sequence[Passage], *, headed: bool, level: int) -> Iterator[str]:
        """Elements for `passages`. `headed`: the first is the heading of them all, of this level; headings
        further down are below it, as far as the article has them, and no level is left out."""
        top = passages[0].level if headed and passages else 0
        first, depth = headed, 0
        for role, group in groupby(passages, key=_together):
            if role == "list item":
                items = "\n".join(f"<li>{self._turn(one, 'div')}</li>" for one in group)
                yield f"<ul>\n{items}\n</ul>"
                first = False
                continue
            if role == BlockKind.CELL:
                yield from map(self._table, _tables(list(group)))
                first = False
                continue
            for one in group:
                if role in ("title", "heading"):
                    below = one.level - top if one.level and top else 1
                    depth = 0 if first else max(1, min(below, depth + 1))
                    tag = f"h{min(6, level + depth)}"
                    name = "" if first else self.heading(one)
                    yield f'<{tag} class="t"{name} dir="auto">{self.sentences(one)}</{tag}>'
                elif role == "block quote":
                    yield f"<blockquote>{self._turn(one, 'p')}</blockquote>"
                else:
                    yield self._turn(one, "p", _ASIDE.get(role, ""))
                first = False

    def sentences(self, passage: Passage) -> str:
        """A passage's words."""
        parts: list[str] = []
        last, before = -1, None
        for (quote, speaker, language), group in groupby(passage.sentences, key=_told):
            said = list(group)
            words = ""
            for number, one in enumerate(said):
                gap = _gap(before, one) if before else ""
                if number:
                    words += gap
                elif gap:
                    parts.append(gap)
                words += self.sentence(one) + self._refs(one)
                before = one
            if quote and speaker != self.text.narrator:
                voice = f' data-voice="{html.escape(self.text.speakers[speaker])}"' if self.named else ""
                mark = self._mark(speaker, "v again" if speaker == last else "v")
                words = f"<q{mark}{voice}{lang(language)}>{words}</q>"
                last = speaker
            elif language:
                words = f"<span{lang(language)}>{words}</span>"
            parts.append(words)
        return "".join(parts)

    def speaker(self, speaker: int) -> str:
        """A speaker's name with their colour and mark."""
        kind = "" if speaker == self.text.narrator else self._mark(speaker)
        return f'<cite{kind} dir="auto">{html.escape(self.text.speakers[speaker])}</cite>'

    def _mark(self, speaker: int, kind: str = "") -> str:
        """Attributes that give an element the look of a speaker."""
        mark = self.text.marks[speaker]
        initials = f' data-i="{html.escape(mark.initials)}"' if mark.initials and self.named else ""
        first, _, again = kind.partition(" ")
        names = filter(None, (first, f"v{mark.colour}", "i" if initials else "", again))
        return f' class="{" ".join(names)}"{initials}'

    def _turn(self, passage: Passage, tag: str, more: str = "") -> str:
        """A passage, with the names of those who speak in it if they are wanted."""
        name, back = self._note(passage)
        words = f'<{tag} class="t{more}"{name} dir="auto">{self.sentences(passage)}{back}</{tag}>'
        speakers = dict.fromkeys(one.speaker for one in passage.sentences if one.quote)
        speakers.pop(self.text.narrator, None)
        if not speakers or not self.named:
            return words
        return f'<div class="turn"><div class="who">{"".join(map(self.speaker, speakers))}</div>{words}</div>'

    def _table(self, rows: Sequence[Sequence[Passage]]) -> str:
        width = max(one.level for row in rows for one in row)
        written = "\n".join(f"<tr>{self._row(row, width)}</tr>" for row in rows)
        table = f"<table>\n{written}\n</table>"
        if not self.named:
            return table
        # On a page it may be wider than the window, and then has to be scrolled, by keyboard too.
        name = f'aria-label="{self.labels("table")}"{self.labels.marked()}'
        return f'<div class="wide" role="region" tabindex="0" {name}>{table}</div>'

    def _row(self, row: Sequence[Passage], width: int) -> str:
        cells = {max(1, one.level): one for one in row}
        parts = []
        for column in range(1, max(1, width) + 1):
            one = cells.get(column)
            if one is None:
                parts.append("<td></td>")
            elif one.role == BlockKind.COLUMN:
                parts.append(f'<th class="t" scope="col" dir="auto">{self.sentences(one)}</th>')
            else:
                parts.append(f"<td>{self._turn(one, 'div')}</td>")
        return "".join(parts)

    def _refs(self, one: Sentence) -> str:
        """Links to the footnotes of a sentence. Their numbers are the style sheet's: no voice reads them."""
        return "".join(self._ref(ref) for ref in one.refs if ref in self.text.notes)

    def _ref(self, ref: str) -> str:
        place = self.text.notes[ref]
        first = place.asked == self.chapter and ref not in self.asked
        self.asked.add(ref)
        name = f' id="r{ref}"' if first else ""
        words = html.escape(self.labels("note_number", number=ref))
        return (
            f'<a class="ref"{name} href="{self.file(place.read)}#n{ref}" role="doc-noteref" '
            f'data-n="{ref}" aria-label="{words}"{self.labels.marked()}></a>'
        )

    def _note(self, passage: Passage) -> tuple[str, str]:
        """The name of a footnote's first paragraph, and the link back from it."""
        note = passage.note
        if not note or f"n{note}" in self.asked:
            return "", ""
        self.asked.add(f"n{note}")
        place = self.text.notes[note]
        if place.asked < 0:
            return f' id="n{note}"', ""
        words = html.escape(self.labels("note_back", number=note))
        link = (
            f'<a class="back" href="{self.file(place.asked)}#r{note}" role="doc-backlink" '
            f'aria-label="{words}"{self.labels.marked()}></a>'
        )
        return f' id="n{note}"', link


def _together(passage: Passage) -> str:
    """Passages that follow each other and share this are one list, one table or one run."""
    return BlockKind.CELL.value if passage.role in CELLS else passage.role


def _tables(cells: Sequence[Passage]) -> Iterator[list[list[Passage]]]:
    """Cells by tables and rows: names of columns after cells begin another table."""
    rows: list[list[Passage]] = []
    before: Passage | None = None
    for cell in cells:
        if before and cell.role == BlockKind.COLUMN != before.role:
            yield rows
            rows = []
        if not rows or before is None or cell.level <= before.level or cell.role != before.role:
            rows.append([])
        rows[-1].append(cell)
        before = cell
    yield rows
