"""Places in a row: 3e, 1ª, 2.º, XIXe; German "3.", whose ending follows from the words around it."""

import re
from collections.abc import Sequence

from voices.numbers import roman
from voices.rule import Piece, core
from voices.tongues.facts import Cases, Tongue
from voices.tongues.numbers import cardinal, ended, ordinal
from voices.written import Token

_SUFFIXED = re.compile(r"([0-9]{1,3}|[IVX]{1,8})(\.?[ºª°]|\.?[a-zèᵉʳ]{1,4})")
_AGE = re.compile(r"([1-9][0-9]{1,2})([a-z]{4})")
_ROMAN_ENDS = frozenset({"e", "er", "re", "ème", "ère", "º", "ª"})
"""Other ends make words of numerals: Ira."""
_SIGHT = 6
"""Words that are looked at on either side of an ordinal."""


def say_written_ordinal(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """A figure or a Roman numeral with the ending of an ordinal."""
    match = _SUFFIXED.fullmatch(core(tokens, at))
    form = tongue.ordinals.suffixes.get(match[2]) if match else None
    if not match or form is None:
        return None
    number = int(match[1]) if match[1].isdigit() else roman(match[1])
    if not number or (match[1].isalpha() and match[2] not in _ROMAN_ENDS):
        return None
    if match[2] == "°" and not _is_place(tokens, at, tongue):
        return None  # degrees
    return [Piece(1, ordinal(number, tongue, form))]


def _is_place(tokens: Sequence[Token], at: int, tongue: Tongue) -> bool:
    """Whether a figure with a degree's sign is a place in a row: il 1°, 2° posto."""
    article = core(tokens, at - 1).lower() in tongue.romans.masculine_articles
    following = core(tokens, at + 1)
    noun = len(following) > 3 and following.islower() and not tokens[at].after
    return noun or (article and following[:1] not in ("C", "F"))


def say_age(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """Somebody by the years: 42enne."""
    match = _AGE.fullmatch(core(tokens, at))
    if not match or match[2] not in tongue.age_ends:
        return None
    return [Piece(1, ended(cardinal(int(match[1]), tongue), tongue.ages) + match[2])]


def say_pointed_ordinal(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """German "3." and "XIX." before a noun: a full stop that something follows makes an ordinal."""
    token = tokens[at]
    if not tongue.ordinals.cases or token.after[:1] != "." or len(token.after) > 1:
        return None
    number = int(token.core) if re.fullmatch("[0-9]{1,3}", token.core) else roman(token.core)
    following = core(tokens, at + 1)
    if not number or not following or tokens[at + 1].before or not following[0].isalpha():
        return None
    if token.core.isalpha() and following not in tongue.romans.ordinal_nouns | tongue.century_words:
        return None
    if following.lower() in tongue.openers and following[0].isupper():
        return None
    if at == 0 and not _is_ordered(following, tongue):
        return None  # it counts the items of a list
    return [Piece(1, inflected(tokens, at, number, _noun_after(tokens, at, tongue), tongue), dot=True)]


def _is_ordered(following: str, tongue: Tongue) -> bool:
    """Whether a word is one that places in a row stand before, also where a list may begin."""
    facts = tongue.ordinals.cases
    known = facts is not None and following in facts.feminine_nouns | facts.neuter_nouns | facts.ordered
    month = following.lower() in tongue.dates.names or following.lower() in tongue.dates.short
    return known or month or following[0].islower()


def inflected(tokens: Sequence[Token], at: int, number: int, noun: str, tongue: Tongue) -> str:
    """A German ordinal with the ending that the word before and the noun behind ask for."""
    cases = tongue.ordinals.cases
    return ordinal(number, tongue) + (_ending(tokens, at, noun, cases) if cases else "")


def _noun_after(tokens: Sequence[Token], at: int, tongue: Tongue) -> str:
    """The noun that an ordinal belongs to: the next word with a capital, or a month."""
    for token in tokens[at + 1 : at + _SIGHT]:
        if token.core[:1].isupper():
            return token.core
        if token.core in tongue.dates.names:
            return token.core
    return ""


def _ending(tokens: Sequence[Token], at: int, noun: str, cases: Cases) -> str:
    article, earlier = _deciding(tokens, at, cases)
    feminine = noun in cases.feminine_nouns or (noun[:1].isupper() and noun.endswith(cases.feminine_ends))
    if article in cases.nominative:
        is_dative = article in cases.double and (feminine or earlier in cases.datives)
        return "en" if is_dative else "e"
    if article in cases.weak:
        return "en"
    if article in cases.neuter or feminine:
        return "e"
    return "es" if noun in cases.neuter_nouns or noun.endswith(cases.neuter_ends) else "er"


def _deciding(tokens: Sequence[Token], at: int, cases: Cases) -> tuple[str, str]:
    """The word that decides the ending, and the one before it, in small letters; a weekday before a date, and
    what stands in a row with it ("vom 3. bis 5. Mai"), are passed over."""
    back = at - 1
    while back > at - _SIGHT and back > 0:
        word = core(tokens, back).lower()
        row = word in cases.links and core(tokens, back - 1).isdigit()
        if not row and not word.isdigit() and not word.endswith(cases.skipped):
            break
        back -= 1
    return core(tokens, back).lower(), core(tokens, back - 1).lower()
