"""The text of the read-along page, and the times of its sentences as the page's script reads them.

Conventions
-----------
Every sentence that is heard is a `span.s`; its number among them is its number in the times.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence

from chapters.labels import Labels
from chapters.reading.markup import Markup
from chapters.reading.model import Passage, ReadingText, Sentence
from chapters.text import between

_SPACE = re.compile(" ")
_LINE_CHARACTERS, _LINE_REM, _PASSAGE_REM = 68, 1.9, 1.1
"""By which the height of a chapter is guessed that was not laid out yet."""


def page_markup(text: ReadingText, labels: Labels, chapter: int = 0) -> Markup:
    """With names beside the text."""
    return Markup(text, _sentence, named=True, labels=labels, chapter=chapter)


def text_parts(text: ReadingText, header: Sequence[Passage], labels: Labels) -> Iterator[str]:
    """All chapters, one by one; `header` are the passages that the page shows above them already."""
    chapters = (
        _chapter(text, labels, number, len(header) if number == 0 else 0)
        for number in range(len(text.chapters))
    )
    return between("\n", chapters)


def heading_passages(text: ReadingText) -> Sequence[Passage]:
    """The title and the byline, if the recording begins with the title."""
    passages = text.chapters[0].passages if text.chapters else ()
    if not passages or passages[0].role != "title":
        return ()
    return passages[: 2 if [one.role for one in passages[1:2]] == ["byline"] else 1]


def sentence_times(text: ReadingText) -> Iterator[list[int]]:
    """A row for each sentence that is heard: start, end, and from there on the steps between the starts of
    its pieces."""
    for one in _heard(text):
        before = (one.start_ms, *one.heard_ms[:-1])
        steps = [heard - last for last, heard in zip(before, one.heard_ms, strict=True)]
        yield [one.start_ms, one.end_ms, *steps]


def sentence_cuts(text: ReadingText) -> Mapping[str, list[int]]:
    """By the numbers of sentences whose pieces are not just parted by spaces: where they begin, in UTF-16."""
    cuts: dict[str, list[int]] = {}
    for number, one in enumerate(_heard(text)):
        gaps = [0, *(space.end() for space in _SPACE.finditer(one.text))]
        if gaps != list(one.starts):
            cuts[str(number)] = [len(one.text[:at].encode("utf-16-le")) // 2 for at in one.starts]
    return cuts


def _heard(text: ReadingText) -> Iterator[Sentence]:
    return (one for one in text.sentences() if one.is_heard)


def _sentence(one: Sentence) -> str:
    words = html.escape(one.text)
    return f'<span class="s{" added" if one.added else ""}">{words}</span>' if one.is_heard else words


def _chapter(text: ReadingText, labels: Labels, number: int, shown: int) -> str:
    chapter = text.chapters[number]
    title = html.escape(chapter.title) or str(number + 1)
    parts = [] if chapter.headed else [f'<h2 dir="auto">{title}</h2>']
    headed = chapter.headed and not shown
    parts += page_markup(text, labels, number).passages(chapter.passages[shown:], headed=headed, level=2)
    height = sum(
        _PASSAGE_REM + _LINE_REM * (1 + len(one.text()) // _LINE_CHARACTERS) for one in chapter.passages
    )
    body = "\n".join(parts)
    return (
        f'<section class="c" id="c{number + 1}" aria-label="{title}" style="--h:{height:.0f}rem">\n'
        f"{body}\n</section>"
    )
