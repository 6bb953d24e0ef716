"""Our own words on pages and in books, by language: `<language>.toml` beside this file.

Conventions
-----------
An edition in a language that has no file gets English ones, and whoever writes them out marks them as English
(`Labels.language`). Every file has the same keys, and the same fields in braces; a test holds that. What is
for producers and not for listeners (reasons, notes, errors) is in English everywhere.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from chapters.languages import clean_tag, direction
from scripts.words import main_language

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Labels:
    """Words in one language."""

    edition: str
    """BCP 47 tag of the edition's own language."""
    language: str
    """That of these words: the edition's own, or English's."""
    words: Mapping[str, str] = field(repr=False)

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key, with values for its fields.

        >>> labels_for("de-AT")("chapters"), labels_for("tlh")("goes_on", place="1:02")
        ('Kapitel', 'Goes on at 1:02.')
        """
        return self.words[key].format(**values) if values else self.words[key]

    @property
    def are_own(self) -> bool:
        """Whether they are in the edition's language."""
        return self.language == self.edition

    def marked(self) -> str:
        """Attributes for these words inside of text in the edition's language."""
        return "" if self.are_own else f' lang="{self.language}" dir="ltr"'

    def edition_marked(self) -> str:
        """Attributes for text in the edition's language inside of these words."""
        return "" if self.are_own else f' lang="{self.edition}" dir="{direction(self.edition)}"'

    def number(self, number: int) -> str:
        """A whole number, its thousands parted."""
        return f"{number:,}".replace(",", self.words["thousands"])


def labels_for(language: str) -> Labels:
    """The words for an edition in `language`."""
    tag = clean_tag(language)
    primary = main_language(tag)
    own = _words(primary)
    return Labels(tag, tag, own) if own else Labels(tag, FALLBACK, _words(FALLBACK))


def languages() -> list[str]:
    """Those that have words."""
    return sorted(
        one.name.removesuffix(".toml")
        for one in files("chapters.labels").iterdir()
        if one.name.endswith(".toml")
    )


@cache
def _words(primary: str) -> Mapping[str, str]:
    file = files("chapters.labels") / f"{primary}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
