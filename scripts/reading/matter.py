"""Front matter: the lines `key: value` between two rules at the start of a Markdown file."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from scripts.reading import fields
from scripts.reading.bylines import byline
from scripts.words import LANGUAGE_TAG, cut_short

_OPEN = re.compile(r"\ufeff?(?P<rule>---|\+\+\+)[ \t]{0,20}(?:\r\n|\n|\r)")
_LINE = re.compile(r"(?P<line>[^\r\n]*+)(?:\r\n|\n|\r|\Z)")
_PAIR = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}?)\s{0,5}[:=]\s{0,20}(?P<value>.*)\Z")
_MAX_LINES = 300
_AUTHOR = ("author", "authors", "byline", "by")
_DATE = ("date", "published", "pubdate")
_LANGUAGE = ("lang", "language", "locale")
ESCAPES = {'"': '\\"', "'": "''"}
"""How a quotation mark is written inside a value that stands in such marks; its first sign has no words."""
_STAMP = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?\s?(?:Z|[+-]\d\d:?\d\d)?)?\Z")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a Markdown file says about itself; `end` is 0 if it says nothing."""

    end: int = 0
    """Where the article begins."""
    values: dict[str, str] = field(default_factory=dict)
    """Lower-case key to value, in the order of the file; lists are joined with commas."""
    lines: dict[str, int] = field(default_factory=dict)
    """Lower-case key to the line that it stands in, counted from 1."""
    title_at: tuple[int, int] = (0, 0)
    """Where the title's words stand, without the quotation marks around them; (0, 0) if there is none."""

    @property
    def title(self) -> str:
        return self.values.get("title", "")

    @property
    def byline(self) -> str:
        value = self._said(_AUTHOR)[1]
        return byline(value) or value

    @property
    def date(self) -> str:
        """ISO 8601; empty if it is written in a way that cannot be told."""
        value = self._said(_DATE)[1]
        stamp = value.replace(" ", "T", 1).replace(" ", "")
        return stamp if _STAMP.match(value) and _is_date(stamp) else fields.any_date(value)

    @property
    def language(self) -> str:
        """BCP 47; empty if it is no tag."""
        tag = self._said(_LANGUAGE)[1].replace("_", "-")
        return tag if LANGUAGE_TAG.match(tag) else ""

    def problems(self, source: str) -> tuple[str, ...]:
        """What is written and cannot be used, for the producer, with its line in the file `source`."""
        unread = (
            (self._said(_DATE), self.date, "is no date, so none is used: write one like 2026-05-17"),
            (
                self._said(_LANGUAGE),
                self.language,
                'is no language tag, so its words told the language: write one like "fr" or "pt-BR"',
            ),
        )
        found = [(key, value, wrong) for (key, value), known, wrong in unread if value and not known]
        where = source or "front matter"
        return tuple(
            f"{where}, line {self.lines.get(key, 1)}: {key}: {cut_short(value, 60)!r} {wrong}"
            for key, value, wrong in found
        )

    def _said(self, keys: tuple[str, ...]) -> tuple[str, str]:
        """The first of `keys` that has a value, and the value."""
        return next(((key, self.values[key]) for key in keys if self.values.get(key)), ("", ""))


def _is_date(stamp: str) -> bool:
    try:
        datetime.fromisoformat(stamp)
    except ValueError:
        return False
    return True


def front_matter(text: str) -> FrontMatter:
    """The front matter at the start of `text`.

    >>> found = front_matter('---\\ntitle: "Low water"\\nauthors:\\n  - Ann Lee\\n---\\nText')
    >>> found.title, found.byline, found.end
    ('Low water', 'Ann Lee', 48)
    """
    opening = _OPEN.match(text)
    if not opening:
        return FrontMatter()
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    key, at = "", opening.end()
    title_at = (0, 0)
    for number in range(2, _MAX_LINES + 2):
        found = _LINE.match(text, at)
        if not found or at >= len(text):
            break
        line, start, at = found["line"].rstrip(), at, found.end()
        if line in {opening["rule"], "..."}:
            return FrontMatter(at, values, lines, title_at) if values else FrontMatter()
        pair = _PAIR.match(line)
        item = line.lstrip()
        if pair:
            key = pair["key"].lower()
            lines[key] = number
            values[key] = _value(pair["value"])
            if key == "title" and values[key]:
                title_at = _spot(text, start + pair.start("value"), start + len(line))
        elif key and item.startswith("- "):
            values[key] = ", ".join(filter(None, (values[key], _value(item[2:]))))
        elif key and line[:1] in {" ", "\t"}:
            values[key] = f"{values[key]} {item}".strip()
            if key == "title":
                title_at = (title_at[0] or start + len(line) - len(item), start + len(line))
        elif item and not item.startswith("#"):
            # Prose between two rules is no front matter.
            return FrontMatter()
    return FrontMatter()


def _spot(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the words of a value are that stands on one line."""
    value = text[start:end]
    if _is_quoted(value):
        return start + 1, end - 1
    return start, start + len(_uncommented(value))


def _value(written: str) -> str:
    value = written.strip()
    if value in {"|", ">", "|-", ">-"}:
        return ""
    if value[:1] == "[" and value[-1:] == "]":
        return ", ".join(_value(part) for part in value[1:-1].split(","))
    if _is_quoted(value):
        return value[1:-1].replace(ESCAPES[value[0]], value[0])
    return _uncommented(value)


def _is_quoted(value: str) -> bool:
    return len(value) > 1 and value[0] == value[-1] and value[0] in ESCAPES


def _uncommented(value: str) -> str:
    return re.sub(r"\s#.*", "", value).strip()
