"""Numbers before a plain noun, where they have its gender: 21 personas, 200 pessoas, 1 casa."""

import re
from collections.abc import Sequence

from voices.rule import Piece, core, touches
from voices.tongues.facts import Noun, Tongue
from voices.tongues.numbers import before_noun
from voices.written import Token

_WHOLE = re.compile(r"[1-9][0-9]{0,2}(?:\.?[0-9]{3})?")


def say_agreeing(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """A whole number below a million, as the noun behind it has it; a thousand may stand between."""
    facts = tongue.cardinals
    number = core(tokens, at)
    if not facts.feminine_ends or not _WHOLE.fullmatch(number) or not touches(tokens, at):
        return None
    noun = at + 2 if core(tokens, at + 1) == facts.thousand and touches(tokens, at + 1) else at + 1
    word = core(tokens, noun)
    articles = tongue.romans.masculine_articles | tongue.romans.feminine_articles
    if not word.isalpha() or not word.islower() or len(word) < 3 or word in articles:
        return None
    ends_so = word.endswith(facts.feminine_ends) and word not in facts.masculine_nouns
    feminine = ends_so or word in facts.feminine_nouns
    if not feminine and (number != "1" or word in tongue.openers or _ends_a_score(tokens, at, tongue)):
        return None
    said = before_noun(number.replace(".", ""), Noun("f" if feminine else "m", word, word), tongue)
    return [Piece(1, said)] if not said[0].isdigit() else None


def _ends_a_score(tokens: Sequence[Token], at: int, tongue: Tongue) -> bool:
    """3 a 1."""
    return core(tokens, at - 1) == tongue.score_word and core(tokens, at - 2).isdigit()
