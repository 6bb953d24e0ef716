"""Front matter: the lines `key: value` between two rules at the start of a Markdown file."""

import re
from dataclasses import dataclass, field

from scripts.reading import fields

_OPEN = re.compile(r"\ufeff?(?P<rule>---|\+\+\+)[ \t]{0,20}(?:\r\n|\n|\r)")
_LINE = re.compile(r"(?P<line>[^\r\n]*+)(?:\r\n|\n|\r|\Z)")
_PAIR = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}?)\s{0,5}[:=]\s{0,20}(?P<value>.*)\Z")
_MAX_LINES = 300


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a Markdown file says about itself; `end` is 0 if it says nothing."""

    end: int = 0
    """Where the article begins."""
    values: dict[str, str] = field(default_factory=dict)
    """Lower-case key to value, in the order of the file; lists are joined with commas."""

    @property
    def title(self) -> str:
        return self.values.get("title", "")

    @property
    def byline(self) -> str:
        value = next(
            (self.values[key] for key in ("author", "authors", "byline", "by") if key in self.values), ""
        )
        return fields.byline(value) or value

    @property
    def date(self) -> str:
        """ISO 8601; empty if it is written in a way that cannot be told."""
        value = next((self.values[key] for key in ("date", "published", "pubdate") if key in self.values), "")
        stamp = re.match(
            r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?\s?(?:Z|[+-]\d\d:?\d\d)?)?\Z", value
        )
        return value.replace(" ", "T", 1).replace(" ", "") if stamp else fields.any_date(value)

    @property
    def language(self) -> str:
        value = next((self.values[key] for key in ("lang", "language", "locale") if key in self.values), "")
        return (
            value.replace("_", "-")
            if re.match(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}\Z", value)
            else ""
        )


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
    key, at = "", opening.end()
    for _ in range(_MAX_LINES):
        found = _LINE.match(text, at)
        if not found or at >= len(text):
            break
        line, at = found["line"].rstrip(), found.end()
        if line in {opening["rule"], "..."}:
            return FrontMatter(at, values) if values else FrontMatter()
        pair = _PAIR.match(line)
        item = line.lstrip()
        if pair:
            key = pair["key"].lower()
            values[key] = _value(pair["value"])
        elif key and item.startswith("- "):
            values[key] = ", ".join(filter(None, (values[key], _value(item[2:]))))
        elif key and line[:1] in {" ", "\t"}:
            values[key] = f"{values[key]} {item}".strip()
        elif item and not item.startswith("#"):
            # Prose between two rules is no front matter.
            return FrontMatter()
    return FrontMatter()


def _value(written: str) -> str:
    value = written.strip()
    if value in {"|", ">", "|-", ">-"}:
        return ""
    if value[:1] == "[" and value[-1:] == "]":
        return ", ".join(_value(part) for part in value[1:-1].split(","))
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace('\\"', '"')
    return re.sub(r"\s#.*", "", value).strip()
