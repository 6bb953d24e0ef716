"""Letters that stand for words: U.S., J. K., MPs, IMF; and letters with figures: G7, A380."""

import re
from collections.abc import Sequence

from voices.english.capitals import ACRONYMS, has_vowel, is_spelled, is_word_too, spell, spell_with
from voices.english.codes import part
from voices.english.quantities import figures
from voices.english.short_forms import PLAIN
from voices.rule import Piece, core, words
from voices.written import Token

_DOTTED = re.compile(r"(?:[A-Za-z]\.){1,6}[A-Za-z]?('?s)?(?:-(.+))?")
_PLURAL = re.compile(r"([A-Z]{2,8})('?s)")
_AND = re.compile(r"([A-Z]{1,4})&([A-Z]{1,4})('?s)?")
_MIXED = re.compile(r"[A-Za-z]+[0-9]+[A-Za-z]?|[0-9]+[A-Za-z]+|(?:[A-Za-z]+[0-9]+){2,4}[A-Za-z]*")
_STROKE = re.compile(r"([A-Z])/([A-Z])(?:-([0-9]{1,3}s?))?")
_PLUS = re.compile(r"([A-Za-z]+)(\++)")

_NAMED = {
    "FTSE": "Footsie",
    "WHO": "W.H.O",
    "UNESCO": "Yunesco",
    "UEFA": "you ehfa",
    "UNEP": "you nep",
    "UNAIDS": "U.N aids",
    "USAID": "U.S aid",
    "NAACP": "N double A.C.P",
    "NCAA": "N C double A",
    "AAA": "triple A",
    "BBB": "triple B",
}
"""Said otherwise than a synthesiser would; WHO only where no question can stand."""
_WARS = {war: PLAIN[war] for war in ("WWI", "WWII", "WWIII")}
_BEFORE_WHO = words("the by from at with former")


def say_initials(tokens: Sequence[Token], at: int) -> list[Piece] | None:  # noqa: PLR0911 - a table of patterns
    """Initials with points or without, their plurals, and codes of letters and figures."""
    token = tokens[at]
    word = token.core
    dotted = _DOTTED.fullmatch(word + ("." if token.after.startswith(".") else ""))
    if dotted and "." in word + token.after[:1] and (word[0].isupper() or "." in word):
        return [Piece(1, _without_points(word, dotted[1], dotted[2]), dot=True)]
    if match := _AND.fullmatch(word):
        ending = "'s" if match[3] else ""
        return [Piece(1, f"{_by_letter(match[1])} and {_by_letter(match[2])}{ending}")]
    if said := _named(tokens, at):
        return [Piece(1, said)]
    if is_spelled(word) and not _shouted(tokens, at):
        return [Piece(1, spell(word))]
    if match := _PLURAL.fullmatch(word):
        return [Piece(1, _plural(match[1], match[2]))]
    if match := _STROKE.fullmatch(word):
        return [Piece(1, spell(match[1] + match[2]) + _numbered(match[3]))]  # P/E, F/A-18
    if match := _PLUS.fullmatch(word):
        return [Piece(1, f"{match[1]}{' plus' * min(2, len(match[2]))}")]
    parts = word.split("-")
    if len(parts) > 1 and all(map(str.isalpha, parts)) and any(is_spelled(p) or p in _WARS for p in parts):
        apart = (_WARS.get(one) or (spell(one) if is_spelled(one) else one) for one in parts)
        return [Piece(1, " ".join(apart))]
    return [Piece(1, mixed(word))] if _MIXED.fullmatch(word) else None


def _numbered(number: str | None) -> str:
    return f" {part(number)}" if number else ""


def _named(tokens: Sequence[Token], at: int) -> str | None:
    word, owner = core(tokens, at).removesuffix("'s"), core(tokens, at).endswith("'s")
    if word == "WHO" and core(tokens, at - 1).lower() not in _BEFORE_WHO:
        return None
    return _NAMED[word] + ("'s" if owner else "") if word in _NAMED else None


def _without_points(word: str, ending: str | None, rest: str | None) -> str:
    letters = word.partition("-")[0].replace(".", "").removesuffix("'s").upper()
    if word.endswith(".s") and word[0].isupper():
        return _plural(letters[:-1], "s")  # M.P.s
    if ending == "s":
        letters = letters[:-1]
    apart = is_spelled(letters) or letters == "IV" or (is_word_too(letters) and letters != "US")
    apart = apart or bool(ending and not has_vowel(letters))
    said = (spell_with(letters, "'s") if ending else spell(letters)) if apart else letters
    owner = "'s" if ending and not apart else ""
    return f"{said}{owner}{_numbered(rest)}"


def _by_letter(letters: str) -> str:
    return spell(letters) if len(letters) <= 2 else letters


def _plural(letters: str, ending: str) -> str:
    """MPs, NGO's, the NHS's: the ending after the last letter. PACs, NATO's: eSpeak NG drops the ending of a
    word in capitals."""
    if is_spelled(letters) or not has_vowel(letters):
        return spell_with(letters, "'s")
    return f"{letters.capitalize() if letters in ACRONYMS else letters}{ending}"


def _shouted(tokens: Sequence[Token], at: int) -> bool:
    """Whether a neighbour is in capitals as well and no initialism: a headline."""
    if "(" in tokens[at].before:
        return False
    fewest = 1 if is_word_too(core(tokens, at)) else 3
    neighbours = (core(tokens, at - 1), core(tokens, at + 1))
    return any(len(w) > fewest and w.isupper() and w.isalpha() and not is_spelled(w) for w in neighbours)


def mixed(word: str) -> str:
    """Letters and figures: A380, G7, MP3, H1N1, 5G.

    >>> mixed("A380"), mixed("H1N1"), mixed("t2000")
    ('A-three eighty', 'H one N one', 't two thousand')
    """
    parts = re.findall(r"[0-9]+|[A-Za-z]+", word)
    said = " ".join(figures(part) if part[0].isdigit() else part for part in parts)
    return re.sub(r"^A (?=[a-z])", "A-", said)
