"""Numbers before a plain noun, where they have its gender: 21 personas, 200 pessoas, 1 casa."""

import re
from collections.abc import Sequence

from voices.rule import Piece, core, touches
from voices.tongues.facts import Noun, Tongue
from voices.tongues.numbers import before_noun
from voices.written import Token

_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_WHOLE = re.compile(r"[1-9][0-9]{0,2}(?:\.?[0-9]{3})?")


def say_agreeing(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """A whole number below a million, as the noun behind it has it; a thousand may stand between."""
    facts, number = tongue.cardinals, core(tokens, at)
    if not facts.feminine_ends or not _WHOLE.fullmatch(number) or not touches(tokens, at):
        return None
    numbered = touches(tokens, at - 1) and _is_numbered(tokens, at - 1, number, tongue)
    if numbered or _YEAR.fullmatch(number):
        return None
    noun = at + 2 if core(tokens, at + 1) == facts.thousand and touches(tokens, at + 1) else at + 1
    gender = _gender(core(tokens, noun), number == "1", tongue)
    if not gender or (number == "1" and _ends_a_score(tokens, at, tongue)):
        return None
    said = before_noun(number.replace(".", ""), Noun(gender, "", ""), tongue)
    return [Piece(1, said)] if not said[0].isdigit() else None


def _gender(word: str, alone: bool, tongue: Tongue) -> str:
    """Of a noun, "m" or "f", as far as its end tells; `alone` is for one of them. Several have an s."""
    facts = tongue.cardinals
    articles = tongue.romans.masculine_articles | tongue.romans.feminine_articles
    is_noun = word.isalpha() and word.islower() and len(word) >= 3 and word not in articles | tongue.openers
    is_noun = is_noun and word not in tongue.dates.names
    if not is_noun or (not alone and not word.endswith("s")):
        return ""
    ends_so = word.endswith(facts.feminine_ends) and word not in facts.masculine_nouns
    if ends_so or word in facts.feminine_nouns:
        return "f"
    return "m" if alone and word.endswith(facts.masculine_ends) else ""


def _is_numbered(tokens: Sequence[Token], at: int, number: str, tongue: Tongue) -> bool:
    """Whether a number belongs to the word at `at`: 1 000, paragrafo 1, Metropolis 1."""
    word = core(tokens, at)
    named = (at > 0 and word[:1].isupper()) or word in tongue.romans.numbered
    named = named or word in tongue.before_number.values()
    return word[-1:].isdigit() or (number == "1" and named)


def _ends_a_score(tokens: Sequence[Token], at: int, tongue: Tongue) -> bool:
    """3 a 1."""
    return core(tokens, at - 1) == tongue.score_word and core(tokens, at - 2).isdigit()
