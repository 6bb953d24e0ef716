"""What single values of `edition.toml` must be, beyond their type."""

from scripts.templates import template_problem
from scripts.words import LANGUAGE_TAG
from voices.lexicon import problem as lexicon_problem


def must_be(place: tuple[str, ...], item: object, *, by_words: bool) -> str:
    """What a value must be that is none; empty if it is one. `by_words`: it finds its place by words."""
    if place[0] in ("intro", "outro") and place[-1] == "text":
        return template_problem(str(item))
    if place[0] == "lexicon":
        return lexicon_problem(str(item))
    if place[0] in ("languages", "show") and place[-1] == "language" and item:
        return "" if LANGUAGE_TAG.match(str(item)) else 'a language tag, like "fr" or "pt-BR"'
    # No words would meet every quote, or none.
    return "words" if by_words and not any(map(str.isalnum, str(item))) else ""
