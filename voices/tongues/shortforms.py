"""Short forms, with the white space and the points that people write into them: z. B., EE. UU., M. Dupont."""

import re
from collections.abc import Iterator, Sequence

from voices.rule import Piece, core, lone_sign
from voices.tongues.facts import Tongue
from voices.tongues.patterns import ROMAN
from voices.written import Token

_MOST_PARTS = 4


def say_short(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """A short form, a title before a name, a word before its number."""
    word = core(tokens, at)
    if not word:
        return _before_number(tokens, at, lone_sign(tokens[at]), tongue)
    if said := tongue.unpointed.get(word):
        return [Piece(1, said, dot=True)]
    return (
        _before_number(tokens, at, word, tongue)
        or _title(tokens, at, tongue)
        or _pointed(tokens, at, tongue)
        or _hyphened(word, tongue)
    )


def _keys(tokens: Sequence[Token], at: int) -> Iterator[tuple[str, int]]:
    """(what is written here without white space and the last point, how many tokens that takes)."""
    key = ""
    for size in range(1, _MOST_PARTS + 1):
        if at + size > len(tokens) or (size > 1 and tokens[at + size - 1].before):
            return
        token = tokens[at + size - 1]
        key += token.core
        yield key, size
        if token.after != "." or len(token.core) > 4:
            return
        key += "."


def _pointed(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    for key, size in reversed(list(_keys(tokens, at))):
        if said := tongue.unpointed.get(key) if size > 1 else None:
            return [Piece(size, said, dot=True)]
        said = tongue.short.get(key)
        sure = len(key) > 3 or core(tokens, at + size)[:1].isdigit()  # "Max." is a name
        if not said and at == 0 and key[:1].isupper() and sure:
            lower = tongue.short.get(key[0].lower() + key[1:])
            said = lower and lower[0].upper() + lower[1:]
        last = tokens[at + size - 1]
        if said and last.after.startswith(".") and not last.after.startswith(".."):
            may_end = size > 1 or "." in key or key in tongue.enders or at + size < len(tokens)
            return [Piece(size, said, dot=True, goes_on=key not in tongue.may_end)] if may_end else None
    return None


def _title(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """M. Dupont, Dr. Weber, D. Juan; not an initial, and not at a sentence's end."""
    word, token = core(tokens, at), tokens[at]
    said = tongue.titles.get(word)
    following = core(tokens, at + 1)
    names = following[:1].isupper() or following in tongue.titles
    if not said or not names or tokens[at + 1].before:
        return None
    if token.after != "." and (token.after or word not in tongue.unpointed_titles):
        return None
    before = core(tokens, at - 1)
    named = before[:1].isupper() and before.lower() not in tongue.openers and not tokens[at - 1].after
    if len(word) == 1 and at and (named or (len(before) == 1 and tokens[at - 1].after == ".")):
        return None  # Ana M. Ruiz, J. D. Orr
    him, _, her = said.partition("/")
    said = her if her and following.endswith("a") else him
    return [Piece(1, said[0].upper() + said[1:] if at == 0 else said, dot=True, goes_on=True)]


def _before_number(tokens: Sequence[Token], at: int, word: str, tongue: Tongue) -> list[Piece] | None:
    """Nr. 5, n° 5, § 5, §5, p. 12."""
    sign = re.match(r"(§{1,2}|#|№|[nN][°º])(?=[0-9])", word)
    if sign and sign[1] in tongue.before_number:
        return [Piece(1, f"{tongue.before_number[sign[1]]} {word[sign.end() :]}")]
    token = tokens[at]
    following = core(tokens, at + 1)
    if not (following[:1].isdigit() or ROMAN.fullmatch(following)) or tokens[at + 1].before:
        return None
    said = (
        tongue.before_number.get(word + token.after) if token.after == "°" else tongue.before_number.get(word)
    )
    if not said:
        return None
    fits = not token.core or token.after in (".", "°") or word[-1] in "º°"
    return [Piece(1, said, dot=True)] if fits else None


def _hyphened(word: str, tongue: Tongue) -> list[Piece] | None:
    """St-Denis."""
    head, hyphen, rest = word.partition("-")
    said = tongue.hyphened.get(head)
    return [Piece(1, f"{said.capitalize()}-{rest}")] if said and hyphen and rest[:1].isupper() else None
