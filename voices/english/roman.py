"""Roman numerals: World War II, Henry VIII, Chapter IV, Super Bowl LVIII; not the word I, nor an initial."""

import re
from collections.abc import Sequence
from functools import cache

from voices.english.rule import Piece, core, touches, words
from voices.numbers import cardinal, ordinal, roman
from voices.written import Token

_NUMBERED = words(
    "war part chapter act volume vol book phase type title article section bowl class level stage mark "
    "grade schedule appendix figure table unit olympiad games season episode round group region tier "
    "apollo annex factor category division gemini saturn corps"
)
_REGNAL = words(
    "henry elizabeth charles george louis pius paul john benedict william edward james richard philip "
    "felipe carlos francis napoleon nicholas alexander catherine leo gregory innocent clement urban "
    "ramses ivan peter frederick wilhelm otto umberto victor emmanuel gustav harald haakon christian "
    "margrethe carl robert david malcolm juan alfonso ferdinand leopold albert baudouin rama ptolemy "
    "cleopatra darius xerxes constantine mehmed selim mohammed muhammad hassan abdullah faisal sixtus "
    "julius boniface celestine mary anne isabella maximilian joseph rudolf sigismund augustus tutankhamun "
    "hussein murad suleiman maria thutmose queen king pope"
)
_TITLES = words("king queen pope emperor empress tsar czar kaiser sultan prince saint")
_AFTER_THE_FIRST = frozenset(["of", "and", "reigned", "ruled", "died's"])
_NO_NAME = words("the a an and or in on of my our your his her their this that if when as at for by")


def say_roman(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """A numeral after what it counts."""
    word, before = core(tokens, at), core(tokens, at - 1)
    if word[:1] not in tuple("IVXLC") or not before[:1].isupper() or not touches(tokens, at - 1):
        return None
    numeral = word.removesuffix("'s")
    value = roman(numeral)
    if not value or (len(numeral) == 1 and not _alone_is_a_number(tokens, at, numeral)):
        return None
    said = _kind(before, numeral, value)
    return [Piece(1, said + ("'s" if word != numeral else ""))] if said else None


def _kind(before: str, numeral: str, value: int) -> str | None:
    name = before.lower()
    if name in _NUMBERED:
        return cardinal(str(value))
    if name in _REGNAL or (len(numeral) > 1 and name in _given_names()):
        return f"the {ordinal(str(value))}"
    # Vatican II, Rocky IV, Pentium III; no other letters than I, V, X: "My CV", "Big LI".
    if len(numeral) > 1 and set(numeral) <= set("IVX") and value < 40 and name not in _NO_NAME:
        return (
            None
            if numeral in ("XX", "XXX") or not re.fullmatch(r"[A-Z][a-z]+", before)
            else cardinal(str(value))
        )
    return None


def _alone_is_a_number(tokens: Sequence[Token], at: int, numeral: str) -> bool:
    """One letter is an initial before a point and a name, and I is a word."""
    token, before = tokens[at], core(tokens, at - 1).lower()
    if token.after.startswith(".") and core(tokens, at + 1)[:1].isupper() and before not in _NUMBERED:
        return False
    if numeral in "CL" or (numeral == "X" and before == "malcolm"):
        return before in _NUMBERED and numeral not in "CL"
    if numeral != "I":
        return True
    if before in _NUMBERED - {"mark"}:
        return True
    titled = any(core(tokens, back).lower() in _TITLES for back in (at - 2, at - 3))
    following = core(tokens, at + 1).lower()
    return titled or bool(token.after) or at + 1 == len(tokens) or following in _AFTER_THE_FIRST


@cache
def _given_names() -> frozenset[str]:
    from scripts.speech.lexicon import lexicon_for

    return frozenset(lexicon_for("en").given)
