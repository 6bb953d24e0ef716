"""Letters that stand for words: U.S., J. K., MPs, IMF; and letters with figures: G7, A380."""

import re
from collections.abc import Sequence

from voices.english.quantities import figures
from voices.english.rule import Piece, core, words
from voices.written import Token

_DOTTED = re.compile(r"(?:[A-Za-z]\.){1,6}[A-Za-z]?('?s)?(?:-(.+))?")
_PLURAL = re.compile(r"([A-Z]{2,6})('?s)")
_AND = re.compile(r"([A-Z]{1,4})&([A-Z]{1,4})('?s)?")
_MIXED = re.compile(r"[A-Za-z]+[0-9]+[A-Za-z]?|[0-9]+[A-Za-z]+|(?:[A-Za-z]+[0-9]+){2,4}[A-Za-z]*")
_PLUS = re.compile(r"([A-Za-z]+)(\++)")

SPELLED = words(
    "ACLU AFL AFP AIG AKA AMA AP API APR ATM AOC ECB EFL EMT EPA EPL ETF EU EV FAA FDA FDI GED GOP IAEA "
    "IBM ICC ICJ IDF IED IEA IFC ILO IMF IMO IOC IOM IPA IPO IQ IRA IRS ISP IT ITN ITV IUCN IUD IVF MRI "
    "NCAA NGO NYU NRA OAS OED ODI OTC RAF RNA SAS TSA UAE UAV UAW UAP UFC UNHCR UPS URL USC USPS USS VAT "
    "VIP DEA DUI EIA ESA IPCC IFRS ITC OCD AFC AFD UDA UDP AARP AU BYOB COO IAAF OSCE SEIU"
)
"""Initialisms that a synthesiser takes for words ("imf"): said letter by letter. Words that are written in
capitals only to be loud are not among them."""
_WORDS_TOO = frozenset({"IT", "UPS", "VAT", "OAS", "ESA", "DUI"})
_WORDS_OF_TWO = words("AM AN AS AT BE BY DO GO HE IF IN IS IT ME MY NO OF ON OR SO TO UP WE")
_SAID = frozenset({"AIDS", "ASCAP"})
_UNSAYABLE = re.compile(r"[AEIOU][B-DF-HJ-NP-TV-Z]{3,6}|[B-DF-HJ-NP-TV-Z]{3,6}[AEIOU]")
"""What a synthesiser says as a word although nobody can: IRGC, DVLA."""
_SAYABLE = words(
    "ACTS ADDS APTS ARCH ARMS ARTS ASKS ASPS EGGS ELKS ELMS ENDS INCH INNS IRKS ITCH ODDS OILS ORBS UMPS THRU"
)
_NAMED = {"FTSE": "Footsie", "WHO": "W H O"}
"""Said otherwise than a synthesiser would; WHO only where no question can stand."""
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
    if _is_spelled(word) and not _shouted(tokens, at):
        return [Piece(1, spell(word))]
    if match := _PLURAL.fullmatch(word):
        return [Piece(1, _plural(match[1], match[2]))]
    if match := _PLUS.fullmatch(word):
        return [Piece(1, f"{match[1]}{' plus' * min(2, len(match[2]))}")]
    head, hyphen, rest = word.partition("-")
    if hyphen and head in SPELLED and rest.isalpha():
        return [Piece(1, f"{spell(head)} {rest}")]
    return [Piece(1, mixed(word))] if _MIXED.fullmatch(word) else None


def _is_spelled(word: str) -> bool:
    return word in SPELLED or (_UNSAYABLE.fullmatch(word) is not None and word not in _SAYABLE)


def _named(tokens: Sequence[Token], at: int) -> str | None:
    word, owner = core(tokens, at).removesuffix("'s"), core(tokens, at).endswith("'s")
    if word == "WHO" and core(tokens, at - 1).lower() not in _BEFORE_WHO:
        return None
    return _NAMED[word] + ("'s" if owner else "") if word in _NAMED else None


def _without_points(word: str, ending: str | None, rest: str | None) -> str:
    from voices.english.codes import part

    letters = word.partition("-")[0].replace(".", "").removesuffix("'s").upper()
    if word.endswith(".s") and word[0].isupper():
        return _plural(letters[:-1], "s")  # M.P.s
    if ending == "s":
        letters = letters[:-1]
    said = spell(letters) if _is_spelled(letters) or letters in _WORDS_OF_TWO else letters
    return f"{said}{chr(39) + 's' if ending else ''}{f' {part(rest)}' if rest else ''}"


def spell(letters: str) -> str:
    """Letter by letter, in a form that synthesisers read so: after a space, "A" would be the article.

    >>> spell("IMF"), spell("EPA")
    ('I M F', 'E.P.A')
    """
    return (".".join if "A" in letters else " ".join)(letters)


def _by_letter(letters: str) -> str:
    return spell(letters) if len(letters) <= 2 else letters


def _plural(letters: str, ending: str) -> str:
    """MPs, NGO's: the ending after the last letter."""
    if _is_spelled(letters) or (ending == "s" and letters not in _SAID):
        apart = " ".join(letters).replace("A ", "A-")
        return f"{apart}'s"
    return f"{letters}'s"


def _shouted(tokens: Sequence[Token], at: int) -> bool:
    """Whether a neighbour is in capitals as well and no initialism: a headline."""
    fewest = 1 if core(tokens, at) in _WORDS_TOO else 3
    neighbours = (core(tokens, at - 1), core(tokens, at + 1))
    return any(len(w) > fewest and w.isupper() and w.isalpha() and w not in SPELLED for w in neighbours)


def mixed(word: str) -> str:
    """Letters and figures: A380, G7, MP3, H1N1, 5G.

    >>> mixed("A380"), mixed("H1N1"), mixed("t2000")
    ('A-three eighty', 'H one N one', 't two thousand')
    """
    parts = re.findall(r"[0-9]+|[A-Za-z]+", word)
    said = " ".join(figures(part) if part[0].isdigit() else part for part in parts)
    return re.sub(r"^A (?=[a-z])", "A-", said)
