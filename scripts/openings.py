"""What the words that a paragraph opens with tell about its subject.

Conventions
-----------
The words are data (`data/openings.toml`), by language. A paragraph is looked at as it begins, without the
marks before its first word; the result is 1.0 for each kind that its opening has, else 0.0.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from scripts.words import main_language

KINDS = ("dates", "goes_on", "persons", "points_back", "speaks_to", "sums_up", "turns")
"""Of openings; what each means is said in the data."""
_FAR = 12
"""Words of a first sentence that are looked at for some that lean on what stands before."""
_FEWEST = 8
"""Words of a sentence for its share: of fewer, one would be most of it."""


@dataclass(frozen=True, slots=True)
class _Words:
    opens: Mapping[str, re.Pattern[str]]
    leans: re.Pattern[str]


def openings(text: str, first: str, language: str) -> dict[str, float]:
    """The kinds of opening that `text` has, and `leans`: whether its sentence `first` needs the one before;
    `leaning` is the share of its words that do.

    >>> found = openings("But the boats had left.", "But the boats had left.", "en-GB")
    >>> [kind for kind, value in found.items() if value]
    ['goes_on', 'turns']
    """
    words = _languages().get(main_language(language))
    if words is None:
        return dict.fromkeys((*KINDS, "leans", "leaning"), 0.0)
    all_words = first.split()
    inside = " ".join(all_words[1:_FAR])
    return {kind: float(words.opens[kind].match(text) is not None) for kind in KINDS} | {
        "leans": float(words.leans.search(inside) is not None),
        "leaning": len(words.leans.findall(first)) / max(_FEWEST, len(all_words)),
    }


@cache
def _languages() -> Mapping[str, _Words]:
    table = tomllib.loads((files("scripts") / "data" / "openings.toml").read_text(encoding="utf-8"))
    return {
        language: _Words({kind: _pattern(kinds[kind]) for kind in KINDS}, _pattern(kinds["leans"]))
        for language, kinds in table.items()
    }


def _pattern(pieces: list[str]) -> re.Pattern[str]:
    joined = "|".join(pieces).replace("'", "['’]")
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE)
