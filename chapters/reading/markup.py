"""The text of an edition as elements that HTML and XHTML both understand.

Conventions
-----------
A passage is an element of class `t`: what is in these, in order, is the text of the edition, and nothing else
is. What somebody says in one go is a `q`, in a colour and with a shape that belong to them.
"""

import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from chapters.reading.model import Passage, ReadingText, Sentence

_SHAPES = 8
"""Colours with shapes of their own in the style sheets."""


_CLASSES = {"caption": " caption", "byline": " caption", "verse": " verse"}


def _gap(before: Sentence, one: Sentence) -> str:
    """What stands between two sentences."""
    return " " * one.space + "<br/>" * before.ends_line


def shape_of(text: ReadingText, speaker: int) -> int:
    """Number of the colour and shape of somebody who is not the narrator."""
    return (speaker - (0 <= text.narrator < speaker)) % _SHAPES


@dataclass(frozen=True, slots=True)
class Markup:
    """How an edition's text is written out."""

    text: ReadingText
    sentence: Callable[[Sentence], str]
    """The element of a sentence; asked for each once, in order."""
    named: bool
    """Whether the names of those who speak stand beside a passage."""

    def passages(self, passages: Sequence[Passage], *, headed: bool, level: int) -> Iterator[str]:
        """Elements for `passages`. `headed`: the first is the heading of them all, of this level; headings
        further down are below it, as far as the article has them, and no level is left out."""
        top = passages[0].level if headed and passages else 0
        first, depth = headed, 0
        for role, group in groupby(passages, key=lambda one: one.role):
            if role == "list item":
                items = "\n".join(f"<li>{self._turn(one, 'div')}</li>" for one in group)
                yield f"<ul>\n{items}\n</ul>"
                first = False
                continue
            for one in group:
                if role in ("title", "heading"):
                    below = one.level - top if one.level and top else 1
                    depth = 0 if first else max(1, min(below, depth + 1))
                    tag = f"h{min(6, level + depth)}"
                    yield f'<{tag} class="t" dir="auto">{self.sentences(one)}</{tag}>'
                elif role == "block quote":
                    yield f"<blockquote>{self._turn(one, 'p')}</blockquote>"
                else:
                    yield self._turn(one, "p", _CLASSES.get(role, ""))
                first = False

    def sentences(self, passage: Passage) -> str:
        """A passage's words."""
        parts: list[str] = []
        last, before = -1, None
        for (quote, speaker), group in groupby(passage.sentences, key=lambda one: (one.quote, one.speaker)):
            said = list(group)
            words = ""
            for number, one in enumerate(said):
                gap = _gap(before, one) if before else ""
                if number:
                    words += gap
                elif gap:
                    parts.append(gap)
                words += self.sentence(one)
                before = one
            if quote and speaker != self.text.narrator:
                kind = f"v v{shape_of(self.text, speaker)}{' again' * (speaker == last)}"
                name = html.escape(self.text.speakers[speaker])
                voice = f' data-voice="{name}"' if self.named else ""
                words = f'<q class="{kind}"{voice}>{words}</q>'
                last = speaker
            parts.append(words)
        return "".join(parts)

    def speaker(self, speaker: int) -> str:
        """A speaker's name with their colour and shape."""
        kind = "" if speaker == self.text.narrator else f' class="v{shape_of(self.text, speaker)}"'
        return f'<cite{kind} dir="auto">{html.escape(self.text.speakers[speaker])}</cite>'

    def _turn(self, passage: Passage, tag: str, more: str = "") -> str:
        """A passage, with the names of those who speak in it if they are wanted."""
        words = f'<{tag} class="t{more}" dir="auto">{self.sentences(passage)}</{tag}>'
        speakers = dict.fromkeys(one.speaker for one in passage.sentences if one.quote)
        speakers.pop(self.text.narrator, None)
        if not speakers or not self.named:
            return words
        return f'<div class="turn"><div class="who">{"".join(map(self.speaker, speakers))}</div>{words}</div>'
