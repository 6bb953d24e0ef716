"""Roman numerals: siglo XIX, Louis XIV, Papst Johannes XXIII., II Guerra Mundial, chapitre IV."""

import re
from collections.abc import Sequence

from voices.numbers import roman
from voices.rule import Piece, core
from voices.tongues.facts import Tongue
from voices.tongues.numbers import ordinal
from voices.written import Token

_NUMERAL = re.compile(r"[IVX]{1,8}|[IVXLC]{2,9}")
_EDITION = re.compile(r"[IVX]{2,6}")
_DATIVE = frozenset(["von", "mit", "unter", "nach", "bei", "zu", "seit", "vor", "aus"])
_ACCUSATIVE = frozenset(["für", "gegen", "ohne", "durch", "um"])
_LINKS = frozenset(["und", "et", "y", "e", "en"])
_MOST_NAMED = 40
"""Numerals up to here are told behind any name."""


def say_roman(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """A numeral beside a century, a name, or what it counts."""
    word = core(tokens, at)
    number = roman(word) if _NUMERAL.fullmatch(word) else 0
    if not number or tokens[at].before:
        return None
    if said := _behind_its_noun(tokens, at, number, tongue) or _before_its_noun(tokens, at, number, tongue):
        return [Piece(1, said)]
    if at == 0 or tokens[at - 1].after:
        return None
    before = core(tokens, at - 1)
    if _is_king(before, tongue) or (number > 1 and before[:1].isupper() and _is_pointed(tokens, at, tongue)):
        return [Piece(1, _of_king(tokens, at, number, tongue), dot=True)]
    named = before[:1].isupper() and not before.isupper() and len(word) > 1 and number < _MOST_NAMED
    return [Piece(1, str(number))] if named else None


def _behind_its_noun(tokens: Sequence[Token], at: int, number: int, tongue: Tongue) -> str:
    """siglo XIX, s. XIX, capítulo IV; siglos XIX y XX."""
    before = core(tokens, at - 1)
    after = tokens[at - 1].after if at else ""
    if after == ".":
        before = tongue.short.get(before) or tongue.before_number.get(before) or ""
    if after in ("", "."):
        if before.lower() in tongue.century_words:
            return _of_century(number, tongue)
        if before.lower() in tongue.romans.numbered:
            return str(number)
    return str(number) if _in_a_row(tokens, at, tongue) else ""


def _before_its_noun(tokens: Sequence[Token], at: int, number: int, tongue: Tongue) -> str:
    """II Guerra Mundial, la XV edición."""
    facts, following = tongue.romans, core(tokens, at + 1)
    if tokens[at].after:
        return ""
    if following in facts.ordinal_nouns or following.lower() in tongue.century_words:
        return ordinal(number, tongue, "f" if following in facts.feminine_nouns else "m")
    gender = (
        _by_article(core(tokens, at - 1), following, tongue) if _EDITION.fullmatch(tokens[at].core) else ""
    )
    return ordinal(number, tongue, gender) if gender else ""


def _is_pointed(tokens: Sequence[Token], at: int, tongue: Tongue) -> bool:
    """Whether a point inside the line makes a German ordinal of a numeral: Thutmosis III. baute."""
    return tongue.ordinals.cases is not None and tokens[at].after == "." and bool(core(tokens, at + 1))


def _of_century(number: int, tongue: Tongue) -> str:
    style = tongue.romans.style
    is_ordinal = style == "all" or (style == "ten" and number <= 10)
    return ordinal(number, tongue) if is_ordinal else str(number)


def _is_king(name: str, tongue: Tongue) -> bool:
    facts = tongue.romans
    genitive = name.endswith("s") and name[:-1] in facts.regnal
    return name in facts.regnal or name in facts.regnal_women or genitive


def _by_article(before: str, following: str, tongue: Tongue) -> str:
    """The gender of what a numeral after an article is the number of: la XV edición."""
    if not following.isalpha():
        return ""
    article = before.lower()
    masculine = article in tongue.romans.masculine_articles
    return "m" if masculine else "f" if article in tongue.romans.feminine_articles else ""


def _in_a_row(tokens: Sequence[Token], at: int, tongue: Tongue) -> bool:
    """siglos XIX y XX."""
    known = tongue.century_words | tongue.romans.numbered
    return (
        core(tokens, at - 1) in _LINKS
        and bool(_NUMERAL.fullmatch(core(tokens, at - 2)))
        and core(tokens, at - 3).lower() in known
    )


def _of_king(tokens: Sequence[Token], at: int, number: int, tongue: Tongue) -> str:
    style, before = tongue.romans.style, core(tokens, at - 1)
    woman = before in tongue.romans.regnal_women
    if style == "the":
        article = _article(tokens, at, woman, tongue)
        strong = article in (tongue.romans.the, "die")
        ending = ("e" if strong else "en") if tongue.ordinals.cases else ""
        said = ordinal(number, tongue) + ending
        return f"{article} {said[0].upper()}{said[1:]}"
    is_ordinal = style == "all" or number == 1 or (style == "ten" and number <= 10)
    return ordinal(number, tongue, "f" if woman else "m") if is_ordinal else str(number)


def _article(tokens: Sequence[Token], at: int, woman: bool, tongue: Tongue) -> str:
    """Before the number of a king: German has it follow the case."""
    if not tongue.ordinals.cases:
        return tongue.romans.the
    name = core(tokens, at - 1)
    if name not in tongue.romans.regnal | tongue.romans.regnal_women and name[:-1] in tongue.romans.regnal:
        return "des"  # Ludwigs XIV.
    earlier = {core(tokens, at - 2).lower(), core(tokens, at - 3).lower()}
    if earlier & _DATIVE:
        return "der" if woman else "dem"
    if earlier & _ACCUSATIVE and not woman:
        return "den"
    return "die" if woman else tongue.romans.the
