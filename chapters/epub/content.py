"""Chapters of an EPUB: their text, and when each stretch of it is heard.

Conventions
-----------
Every chapter has a content document, an overlay and a recording of its own, so a long book opens as fast as a
short one. Clips are seconds of the chapter's recording. They follow each other without a gap, and together
they are the whole recording: pauses and music belong to the sentence before them, and a player need not jump.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from chapters.labels import labels_for
from chapters.languages import clean_tag, direction
from chapters.reading.markup import Markup
from chapters.reading.model import Passage, ReadingChapter, ReadingText, Sentence

STYLE = "style.css"


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of a chapter's recording, and the element whose words are heard in it."""

    element: str
    """Its id."""
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    place: str
    """Document, and the element in it: "c2.xhtml#h1"."""
    title: str
    level: int
    """Of the heading; chapters without one are as deep as the topmost."""


@dataclass(frozen=True, slots=True)
class ContentChapter:
    """What a chapter becomes."""

    name: str
    """Of its files, without their endings: "c1"."""
    title: str
    body: str
    """Elements, each of the ids in `clips` on one of them."""
    document: str
    """XHTML."""
    clips: tuple[Clip, ...]
    """In reading order; empty if nothing in it is heard."""
    duration_ms: int
    entries: tuple[Entry, ...] = ()
    """For the table of contents: the chapter, and the headings in it."""

    @property
    def overlay(self) -> str:
        """SMIL."""
        rows = "\n".join(
            f'<par id="p{number}"><text src="{self.name}.xhtml#{clip.element}"/>'
            f'<audio src="{self.name}.mp3" clipBegin="{seconds(clip.start_ms)}" '
            f'clipEnd="{seconds(clip.end_ms)}"/></par>'
            for number, clip in enumerate(self.clips, 1)
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" '
            'version="3.0">\n'
            f'<body><seq id="s" epub:textref="{self.name}.xhtml#chapter" epub:type="chapter">\n{rows}\n'
            "</seq></body>\n</smil>\n"
        )


def content_chapters(text: ReadingText, language: str, *, by_word: bool) -> list[ContentChapter]:
    """All chapters; `by_word` marks and times every word instead of every sentence."""
    return [
        _Writing(text, chapter, number, by_word).chapter(language)
        for number, chapter in enumerate(text.chapters, 1)
    ]


def document(title: str, language: str, body: str, kind: str = "") -> str:
    """An XHTML content document."""
    tag = clean_tag(language)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{tag}" xml:lang="{tag}" dir="{direction(tag)}">\n'
        f'<head><title>{html.escape(title)}</title><link rel="stylesheet" href="{STYLE}" type="text/css"/>'
        f"</head>\n<body{kind}>\n{body}\n</body>\n</html>\n"
    )


def seconds(ms: int) -> str:
    """A SMIL clock value.

    >>> seconds(61_050)
    '61.050s'
    """
    return f"{ms // 1000}.{ms % 1000:03}s"


class _Writing:
    """One chapter while its elements are numbered."""

    def __init__(self, text: ReadingText, chapter: ReadingChapter, number: int, by_word: bool) -> None:
        self.text, self.own, self.number, self.by_word = text, chapter, number, by_word
        self.headings: list[Entry] = []
        self.marks: list[tuple[str, int]] = []
        """Element and when it begins to be heard, in the recording."""

    def chapter(self, language: str) -> ContentChapter:
        title = self.own.title or str(self.number)
        markup = Markup(
            self.text,
            self.sentence,
            named=False,
            labels=labels_for(language),
            chapter=self.number - 1,
            file=lambda number: f"c{number + 1}.xhtml",
            heading=self.heading,
        )
        level = 1 if self.number == 1 else 2
        body = "\n".join(markup.passages(self.own.passages, headed=self.own.headed, level=level))
        section = (
            '<section id="chapter" epub:type="chapter" role="doc-chapter" '
            f'aria-label="{html.escape(title)}">\n{body}\n</section>'
        )
        return ContentChapter(
            f"c{self.number}",
            title,
            body,
            document(title, language, section),
            self.clips(),
            self.own.length_ms,
            self.entries(title),
        )

    def heading(self, passage: Passage) -> str:
        """The id of a heading further down in the chapter."""
        name = f"h{len(self.headings) + 1}"
        self.headings.append(Entry(f"c{self.number}.xhtml#{name}", passage.text(), passage.level))
        return f' id="{name}"'

    def entries(self, title: str) -> tuple[Entry, ...]:
        """The chapter's own first; its headings are below it, however deep they say they are."""
        tops = [one.passages[0].level for one in self.text.chapters if one.headed and one.passages[0].level]
        own = self.own.passages[0].level if self.own.headed else 0
        level = own or min(tops, default=1)
        inner = (replace(one, level=max(level + 1, one.level)) for one in self.headings)
        return (Entry(f"c{self.number}.xhtml", title, level), *inner)

    def sentence(self, one: Sentence) -> str:
        if not one.is_heard:
            return html.escape(one.text)
        name = f"s{len(self.marks) + 1}"
        kind = ' class="added"' if one.added else ""
        if not self.by_word:
            self.marks.append((name, one.start_ms))
            return f'<span id="{name}"{kind}>{html.escape(one.text)}</span>'
        return f"<span{kind}>{''.join(self.words(one))}</span>"

    def words(self, one: Sentence) -> Sequence[str]:
        ends = (*one.starts[1:], len(one.text))
        parts = []
        for start, end, heard_ms in zip(one.starts, ends, one.heard_ms, strict=True):
            piece = one.text[start:end]
            name = f"s{len(self.marks) + 1}"
            self.marks.append((name, heard_ms))
            words = piece.rstrip(" ")
            parts.append(f'<span id="{name}">{html.escape(words)}</span>{piece[len(words) :]}')
        return parts

    def clips(self) -> tuple[Clip, ...]:
        """Without a gap from the chapter's beginning to its end. Elements that begin at once (a dash beside a
        word) share their time, a millisecond each at least."""
        if not self.marks:
            return ()
        begin, length = self.own.start_ms, self.own.length_ms
        starts = [0]
        for place, (_, heard_ms) in enumerate(self.marks[1:], 1):
            latest = length - (len(self.marks) - place)
            starts.append(max(starts[-1] + 1, min(heard_ms - begin, latest)))
        places = pairwise((*starts, length))
        return tuple(Clip(name, *place) for (name, _), place in zip(self.marks, places, strict=True))
