"""Names of an article that are likely to be said wrong, as text and as data."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from scripts.model import Script
from voices.lexicon import Lexicon
from voices.unfamiliar import Unfamiliar, has_dictionary, unfamiliar

NO_DICTIONARY = (
    "Only unusual spellings are told: the pronouncing dictionary is not installed."
    " Install it: pip install 'audio-edition[names]'"
)


def names_of(script: Script, lexicon: Lexicon) -> tuple[Unfamiliar, ...]:
    """The names in what the author wrote and is read."""
    return unfamiliar(_numbered(script), lexicon)


def _numbered(script: Script) -> Iterator[tuple[str, int]]:
    """Each line with the number, from 1, of the article's line that it begins in."""
    at, number = 0, 1
    for line in sorted(script.lines, key=lambda line: line.start):
        if line.added:
            continue
        number += script.text.count("\n", at, line.start)
        at = max(at, line.start)
        yield line.text, number


def names_text(names: Sequence[Unfamiliar]) -> str:
    """A `[lexicon]` to paste into edition.toml: a name is said as before until its right side is changed."""
    lines = ["[lexicon]"]
    for name in names:
        times = "once" if name.count == 1 else f"{name.count} times"
        said = f"; said /{name.said}/" if name.said else ""
        note = f"{times}, line {name.line}: {name.doubt}{said}"
        lines.append(f"{_quoted(name.name)} = {_quoted(name.name)}  # {note}")
    return "\n".join(lines) + "\n"


def names_json(names: Sequence[Unfamiliar]) -> dict[str, Any]:
    """The same as data."""
    found = [
        {"name": n.name, "count": n.count, "line": n.line, "doubt": n.doubt.value, "said": n.said}
        for n in names
    ]
    return {"names": found, "dictionary": has_dictionary()}


def _quoted(text: str) -> str:
    """A basic string of TOML: JSON's strings are such."""
    return json.dumps(text, ensure_ascii=False)
