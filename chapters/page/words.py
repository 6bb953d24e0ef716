"""The text of the read-along page, and the times of its sentences as the page's script reads them.

Conventions
-----------
Every sentence that is heard is a `span.s`; its number among them is its number in the times.
"""

import html
import re
from collections.abc import Iterator, Sequence

from chapters.labels import Labels
from chapters.reading.markup import Markup
from chapters.reading.model import Passage, ReadingText, Sentence, is_headed
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
    passages = tuple(iter(text.chapters[0].passages)) if text.chapters else ()
    if not passages or passages[0].role != "title":
        return ()
    return passages[: 2 if [one.role for one in passages[1:2]] == ["byline"] else 1]


def sentence_times(text: ReadingText, cuts: dict[str, list[int]]) -> Iterator[list[int]]:
    """A row for each sentence that is heard: start, end, and from there on the steps between the starts of
    its pieces.

    In `cuts` comes to stand, by the numbers of sentences whose pieces are not just parted by spaces, where
    they begin, in UTF-16.
    """
    for number, one in enumerate(one for one in text.sentences() if one.is_heard):
        gaps = [0, *(space.end() for space in _SPACE.finditer(one.text))]
        if gaps != list(one.starts):
            cuts[str(number)] = [len(one.text[:at].encode("utf-16-le")) // 2 for at in one.starts]
        before = (one.start_ms, *one.heard_ms[:-1])
        steps = [heard - last for last, heard in zip(before, one.heard_ms, strict=True)]
        yield [one.start_ms, one.end_ms, *steps]


def _sentence(one: Sentence) -> str:
    words = html.escape(one.text)
    return f'<span class="s{" added" if one.added else ""}">{words}</span>' if one.is_heard else words


def _chapter(text: ReadingText, labels: Labels, number: int, shown: int) -> str:
    passages = tuple(iter(text.chapters[number].passages))
    title = html.escape(text.chapters[number].title) or str(number + 1)
    headed = is_headed(passages)
    parts = [] if headed else [f'<h2 dir="auto">{title}</h2>']
    markup = page_markup(text, labels, number)
    parts += markup.passages(passages[shown:], headed=headed and not shown, level=2)
    height = sum(_PASSAGE_REM + _LINE_REM * (1 + len(one.text()) // _LINE_CHARACTERS) for one in passages)
    body = "\n".join(parts)
    return (
        f'<section class="c" id="c{number + 1}" aria-label="{title}" style="--h:{height:.0f}rem">\n'
        f"{body}\n</section>"
    )
