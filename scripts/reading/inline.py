"""Inline Markdown: which characters of a paragraph are markup and which are the author's words.

markdown-it says what the words are, but not where they stand. Its tokens keep the order of the source, so one
walk over both finds each mark again; links and images are measured by the parser's own rules. Where the walk
loses its way, nothing is marked: then a few marks are read aloud, and no word is lost.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token

from scripts.model import Link, Span
from scripts.reading.tags import alt_of

MAX_CHARACTERS = 100_000
"""Longer paragraphs are read as they stand: no author marks up that much in one."""
_FOOTNOTE = re.compile(r"\A\[\^[^\]\s]{1,40}\]:\s*|\[\^[^\]\s]{1,40}\]")
_FOOTNOTE_LABEL = re.compile(r"\^\S{1,40}\Z")
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_TASK = re.compile(r"\[[ xX]\]\s+(?=\S)")


class _LostError(Exception):
    """The walk does not find in the source what the parser says is there."""


def inline_markup(
    parser: MarkdownIt,
    content: str,
    environment: dict[str, object],
    *,
    task: bool = False,
    links: list[Link] | None = None,
) -> list[Span]:
    """The markup in a paragraph's `content`, as spans of it in order; `task` if it is a list item's first.

    `environment` is what the parser found out about the file: the addresses of its links. Those that stand in
    the paragraph are added to `links`.

    Empty, rather than wrong, where the source cannot be followed.
    """
    if len(content) > MAX_CHARACTERS:
        return []
    tokens: list[Token] = []
    try:
        parser.inline.parse(content, parser, environment, tokens)
        marks = _Walk(parser, content, environment).all(tokens)
        if links is not None:
            links += _links(tokens)
    except (_LostError, RecursionError):
        return []
    box = _TASK.match(content) if task else None
    return [Span(0, box.end()), *(mark for mark in marks if mark.start >= box.end())] if box else marks


def _links(tokens: Sequence[Token]) -> Iterator[Link]:
    """Where the words lead; a footnote is no link."""
    address, words = "", ""
    for token in tokens:
        if token.type == "link_open":
            address, words = str(token.attrGet("href") or ""), ""
        elif token.type == "link_close":
            if not _FOOTNOTE_LABEL.match(words):
                yield Link(words, address)
        else:
            words += token.content if token.type != "softbreak" else " "


class _Walk:
    """One pass over a paragraph's source, along its tokens."""

    def __init__(self, parser: MarkdownIt, content: str, environment: dict[str, object]) -> None:
        self.content = content
        self.at = 0
        self.marks: list[Span] = []
        self.link_ends: list[int] = []
        self.state = StateInline(content, parser, environment, [])

    def all(self, tokens: Sequence[Token]) -> list[Span]:
        self._tokens(tokens)
        if self.content[self.at :].strip():
            raise _LostError
        return self.marks

    def _tokens(self, tokens: Sequence[Token]) -> None:
        for number, token in enumerate(tokens):
            self._token(token, tokens[number + 1 : number + 2])

    def _token(self, token: Token, following: Sequence[Token]) -> None:
        if token.type == "text":
            self._text(token.content)
        elif token.type == "text_special":
            self._special(token)
        elif token.type in {"softbreak", "hardbreak"}:
            self._line_end()
        elif token.type == "code_inline":
            self._code(token.markup)
        elif token.type == "html_inline":
            self._mark(token.content, " " if _BREAK.match(token.content) else alt_of(token.content))
        elif token.type == "image":
            self._image(token)
        elif token.type == "link_open":
            self._link(token, following)
        elif token.type == "link_close":
            self._link_end(token)
        else:
            self._mark(token.markup)

    def _text(self, words: str) -> None:
        if not self.content.startswith(words, self.at):
            raise _LostError
        end = self.at + len(words)
        if _FOOTNOTE_LABEL.match(words) and self.link_ends:
            self.marks.append(Span(self.at, end))
        elif "[^" in words:
            self.marks += [Span(*found.span()) for found in _FOOTNOTE.finditer(self.content, self.at, end)]
        self.at = end

    def _special(self, token: Token) -> None:
        if not self.content.startswith(token.markup, self.at):
            raise _LostError
        if token.info == "escape" and token.content != token.markup:
            self.marks.append(Span(self.at, self.at + 1))
        elif token.content != token.markup:
            self.marks.append(Span(self.at, self.at + len(token.markup), token.content))
        self.at += len(token.markup)

    def _line_end(self) -> None:
        end = self.content.find("\n", self.at)
        before = self.content[self.at : end] if end >= 0 else "lost"
        if before.strip(" \\"):
            raise _LostError
        if "\\" in before:
            self.marks.append(Span(end - 1, end))
        self.at = end + 1
        while self.content[self.at : self.at + 1] in {" ", "\t"}:
            self.at += 1

    def _code(self, ticks: str) -> None:
        self._mark(ticks)
        for run in re.compile("`+").finditer(self.content, self.at):
            if len(run[0]) == len(ticks):
                self.marks.append(Span(*run.span()))
                self.at = run.end()
                return
        raise _LostError

    def _image(self, token: Token) -> None:
        end = self._measured(image)
        self._mark("![")
        self._tokens(token.children or [])
        self._mark_to(end)

    def _link(self, token: Token, following: Sequence[Token]) -> None:
        if token.markup == "autolink":
            # The parser rewrites the address ("%20"); it is kept as the author wrote it.
            self._mark("<")
            end = self.content.find(">", self.at)
            if end < 0 or not following:
                raise _LostError
            following[0].content = self.content[self.at : end]
            self.link_ends.append(end + 1)
            return
        self.link_ends.append(self._measured(link))
        self._mark("[")

    def _link_end(self, _token: Token) -> None:
        self._mark_to(self.link_ends.pop())

    def _measured(self, rule: object) -> int:
        """Where the link or image that starts here ends, by the parser's own rule."""
        self.state.pos = self.at
        if not callable(rule) or not rule(self.state, True):
            raise _LostError
        return self.state.pos

    def _mark(self, markup: str, instead: str = "") -> None:
        if not self.content.startswith(markup, self.at):
            raise _LostError
        self.marks.append(Span(self.at, self.at + len(markup), instead))
        self.at += len(markup)

    def _mark_to(self, end: int) -> None:
        if end < self.at:
            raise _LostError
        self.marks.append(Span(self.at, end))
        self.at = end
