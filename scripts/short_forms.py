"""Short forms of a language, and what they stand for: where sentences are cut, their points end none, and
voices say them in full.

Read from `data/short_forms/<language>.toml`. They are written as in a text, without white space and without
the point at their end; `z. B.` is `z.B`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from scripts.words import main_language


@dataclass(frozen=True)
class ShortForms:
    """A language's short forms."""

    short: Mapping[str, str]
    """With a point at the end -> what is said."""
    titles: Mapping[str, str]
    """Before a name; "he/she" where the name decides."""
    before_number: Mapping[str, str]
    enders: frozenset[str]
    """Of `short`, those that may stand at the end of a sentence and are one word."""
    pointed: frozenset[str]
    """Units and magnitudes that a point shortens."""
    openers: frozenset[str]
    """Small words whose capital says that a sentence begins."""
    before_ordinals: frozenset[str]
    """Words before a figure whose point makes it a place in a row (German: it has these alone, and nouns with
    capitals)."""
    behind_ordinals: frozenset[str]
    """Words behind one."""

    @property
    def nouns_have_capitals(self) -> bool:
        """Whether a capital does not tell that a sentence begins."""
        return bool(self.before_ordinals)

    def knows(self, word: str) -> bool:
        """Whether a point belongs to it."""
        return word in self.never_end or word in self.may_end or word in self.before_number

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Of short forms with several points, and those themselves."""
        found = set()
        for key in self.short:
            parts = key.split(".")
            found |= {".".join(parts[:size]) for size in range(2, len(parts) + 1)}
        return frozenset(found)

    @cached_property
    def never_end(self) -> frozenset[str]:
        """Those whose point ends no sentence."""
        return frozenset([*self.titles, *self.short]) - self.may_end

    @cached_property
    def may_end(self) -> frozenset[str]:
        """Those whose point may end one: only a word that opens sentences tells."""
        ends_in_capital = (key for key in self.short if key.rpartition(".")[2].isupper())
        return self.enders | self.pointed | frozenset(ends_in_capital)


@cache
def short_forms(language: str) -> ShortForms | None:
    """The short forms of a BCP 47 language; None if there is no file of them."""
    name = main_language(language)
    path = files("scripts").joinpath("data", "short_forms", f"{name}.toml")
    if not name.isalpha() or not path.is_file():
        return None
    data = tomllib.loads(path.read_text("utf-8"))
    words = ("enders", "pointed", "openers", "before_ordinals", "behind_ordinals")
    return ShortForms(
        short=data["short"],
        titles=data["titles"],
        before_number=data["before_number"],
        **{name: frozenset(data.get(name, "").split()) for name in words},
    )
