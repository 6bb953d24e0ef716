"""Numbers with what they count: units, sums of money, millions; ranges and scores; signs before a number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from voices.rule import Piece, core, lone_sign
from voices.tongues.facts import Noun, Tongue
from voices.tongues.numbers import before_noun, form, year
from voices.tongues.patterns import NUMBER, PREFIXES, ungrouped
from voices.written import Token

_AMOUNT = re.compile(
    rf"(?P<head>[^\d\s.,:/]{{0,5}}?)(?P<sign>[{PREFIXES}]?)(?P<inner>[$€£¥]?)(?P<first>{NUMBER})"
    rf"(?:(?P<unit>[%°€$£]?)(?P<dash>[-–])[€$£]?(?P<second>{NUMBER}))?(?P<tail>[^\d\s.,:][^\s]{{0,7}})?"
)
_SCORE = re.compile(r"([0-9]{1,2})(\D)([0-9]{1,2})")
_MILLIONS = re.compile(r"[.0-9](?:000\.?000)\Z")
_EVEN = frozenset({",-", ",–", ",—", ",--"})
"""Behind a sum without cents: 99,- €."""
_VOWELS = "aeiouyéèêhàâîïôö"
_LONGEST_MAGNITUDE = 4
_DECADES = frozenset({"50", "60", "70", "80", "90"})


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a number counts, and where in the tokens that ends."""

    end: int
    """One after the last token."""
    noun: Noun | None = None
    is_money: bool = False
    magnitude: Noun | None = None
    magnitude_end: int = 0


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number in the text, with all that is said of it."""

    start: int
    """The first token: the number, or the currency before it."""
    at: int
    """The number's token."""
    first: str
    second: str
    dash: str
    sign: str
    """As it is said, with a space behind it."""
    counted: _Counted


def say_amount(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """4,5 Mio. €, € 5, R$ 4,5 mi, 20 %, 10-12 km, 5 °C, 3:1, 2015-16, -5, ~5."""
    if said := _score(core(tokens, at), tongue):
        return [Piece(1, said)]
    amount = _amount(tokens, at, at, tongue, None) or _led(tokens, at, tongue)
    return _said(tokens, amount, tongue) if amount else None


def _led(tokens: Sequence[Token], at: int, tongue: Tongue) -> _Amount | None:
    """A currency that stands alone before its sum: € 5, R$ 4,5 mi, CHF 12."""
    token = tokens[at]
    sign = token.core or lone_sign(token)
    money = tongue.currencies.get(sign)
    if (
        not money
        or token.after
        or (not token.core and token.before != sign)
        or at + 1 >= len(tokens)
        or tokens[at + 1].before
    ):
        return None
    if sign.isalpha() and not (sign.isupper() and len(sign) > 2):
        return None  # other words are money behind the number only
    return _amount(tokens, at, at + 1, tongue, money)


def _amount(
    tokens: Sequence[Token], start: int, at: int, tongue: Tongue, money: Noun | None
) -> _Amount | None:
    """The amount whose number stands at `at`; `money` is a currency that was written before it."""
    match = _AMOUNT.fullmatch(core(tokens, at))
    if not match:
        return None
    head = match["head"] + match["inner"]
    money = money or tongue.currencies.get(head)
    if head and not money:
        return None
    counted = _counted(tokens, at, match, tongue)
    if counted is None:
        return None
    if money:
        counted = replace(counted, noun=money, is_money=True)
    first, second = (_written(number or "", tongue) for number in (match["first"], match["second"]))
    sign = f"{tongue.signs[match['sign']]} " if match["sign"] else ""
    return _Amount(start, at, first, second, match["dash"] or "", sign, counted)


def _written(number: str, tongue: Tongue) -> str:
    """The number as the engine is given it: French ones without points between thousands."""
    return number if tongue.thousands else ungrouped(number)


def _said(tokens: Sequence[Token], amount: _Amount, tongue: Tongue) -> list[Piece] | None:
    counted = amount.counted
    number, noun = _number(tokens, amount, tongue), counted.noun
    used = counted.end - amount.start
    dot = tokens[counted.end - 1].core in tongue.pointed
    if not noun and not counted.magnitude:
        if amount.second and not _is_range(amount):
            return None
        return [Piece(used, number)] if number != tokens[amount.at].core else None
    if not counted.magnitude:
        assert noun is not None  # noqa: S101 - for the types
        cents = _with_cents(amount, noun, tongue) if counted.is_money else ""
        name = noun.many if amount.second else form(amount.first, noun, tongue)
        if _MILLIONS.search(amount.second or amount.first):
            name = _linked("", noun, tongue).strip()
        return [Piece(used, cents or f"{number} {name}", dot)]
    several = counted.magnitude.many if amount.second else form(amount.first, counted.magnitude, tongue)
    several = _linked(several, noun, tongue) if noun else several
    apart = counted.magnitude_end - amount.at - 1
    if not apart or not number:
        return [Piece(used, f"{number} {several}".strip(), dot)]
    return [
        Piece(used - (counted.end - amount.at - 1), number),
        Piece(counted.end - amount.at - 1, several, dot),
    ]


def _is_range(amount: _Amount) -> bool:
    """Whether two figures around a dash are a stretch, of years too, or a score, and no file's number."""
    first, second = amount.first, amount.second
    if amount.dash == "–" or not (first.isdigit() and second.isdigit()):
        return True
    if len(first) == 4:
        return (len(second) == 4 and first < second) or len(second) == 2
    if max(len(first), len(second)) > 3 or first[0] == "0":
        return False
    is_score = len(first) <= 2 and len(second) <= 2
    return int(first) < int(second) or is_score


def _number(tokens: Sequence[Token], amount: _Amount, tongue: Tongue) -> str:
    """The number, or the two ends of a range, with the sign before it."""
    magnitude = amount.counted.magnitude
    noun = magnitude or amount.counted.noun
    cases = tongue.ordinals.cases
    if noun and cases and core(tokens, amount.start - 1).lower() in cases.datives:
        noun = replace(noun, gender=f"{noun.gender} dative")
    if not noun:
        first, second = year(amount.first, tongue), year(amount.second, tongue)
    else:
        first, second = (before_noun(n, noun, tongue) if n else "" for n in (amount.first, amount.second))
    if magnitude and not amount.second and amount.first == "1" and magnitude.gender == "n":
        return amount.sign.strip()  # "tausend", not "ein tausend"
    if not second:
        return amount.sign + first
    short = len(amount.first) == len(amount.second) == 1
    joint = (
        " " if tongue.score_dash and amount.dash == "-" and not noun and short else f" {tongue.range_word} "
    )
    return amount.sign + first + joint + second


def _linked(magnitude: str, noun: Noun, tongue: Tongue) -> str:
    """ "millions d'euros"; a thousand has no link."""
    if magnitude in tongue.unlinked:
        return f"{magnitude} {noun.many}"
    link = tongue.vowel_link if noun.many[:1] in _VOWELS else tongue.link
    return f"{magnitude} {link}{noun.many}"


def _with_cents(amount: _Amount, noun: Noun, tongue: Tongue) -> str:
    """A sum with cents: "5 Euro 50"; empty for others."""
    whole, comma, rest = amount.first.partition("," if "," in amount.first else ".")
    if not comma or len(rest) != 2 or not noun.part or amount.second:
        return ""
    units = f"{amount.sign}{before_noun(whole, noun, tongue)} {form(whole, noun, tongue)}"
    cents = rest.lstrip("0")
    if not cents:
        return units
    small = f"{before_noun(cents, noun.part, tongue)} {form(cents, noun.part, tongue)}"
    if whole == "0":
        return amount.sign + small
    return f"{units} {tongue.cents_word} {small}" if tongue.cents_word else f"{units} {cents}"


def _counted(tokens: Sequence[Token], at: int, match: re.Match[str], tongue: Tongue) -> _Counted | None:
    """What stands behind a number; None if it is not known, so that the number is no amount."""
    tail = match["tail"] or match["unit"] or ""
    if tail:
        return _attached(tokens, at, tail, tongue) if not _of_a_decade(match) else None
    nothing = _Counted(at + 1)
    if (tokens[at].after and tokens[at].after not in _EVEN) or at + 1 >= len(tokens):
        return nothing
    led = bool(match["head"] or match["inner"]) or _currency(tokens, at - 1, tongue) is not None
    needs_no_money = led or match["first"] == "1"
    return _magnitude(tokens, at, tongue, needs_no_money) or _plain_noun(tokens, at, tongue) or nothing


def _of_a_decade(match: re.Match[str]) -> bool:
    """1980s, 80s."""
    return match["tail"] == "s" and (len(match["first"]) == 4 or match["first"] in _DECADES)


def _attached(tokens: Sequence[Token], at: int, tail: str, tongue: Tongue) -> _Counted | None:
    """What is written close behind the figures: 5%, 20km, 4,5M€."""
    if found := _two_in_one(tail, at + 1, tongue):
        return found
    if tail == "°" and core(tokens, at + 1) in ("C", "F") and not tokens[at].after:  # 5° C
        return _Counted(at + 2, tongue.units[f"°{tokens[at + 1].core}"])
    if money := tongue.currencies.get(tail):
        return _Counted(at + 1, money, True)
    if unit := tongue.units.get(_plain(tail)) or _per(tail, tongue):
        return _Counted(at + 1, unit)
    magnitude = tongue.magnitudes.get(tail)
    return _with_money(tokens, at + 1, magnitude, tongue) if magnitude else None


def _two_in_one(word: str, end: int, tongue: Tongue) -> _Counted | None:
    """M€: a magnitude and a currency in one word."""
    for size in range(min(_LONGEST_MAGNITUDE, len(word) - 1), 0, -1):
        magnitude, money = tongue.magnitudes.get(word[:size]), tongue.currencies.get(word[size:].lstrip("."))
        if magnitude and money:
            return _Counted(end, money, True, magnitude, end)
    return None


def _magnitude(tokens: Sequence[Token], at: int, tongue: Tongue, needs_no_money: bool) -> _Counted | None:
    """A magnitude in the next word, with what it counts behind it."""
    token, following = tokens[at + 1], core(tokens, at + 1)
    if not following or token.before or tokens[at].after:
        return None
    if found := _two_in_one(following, at + 2, tongue):
        return found
    magnitude = tongue.magnitudes.get(following)
    if magnitude:
        if len(following) == 1 and not needs_no_money and _currency(tokens, at + 2, tongue) is None:
            return None  # a unit, or an initial: millions need money around such a letter
        return _with_money(tokens, at + 2, magnitude, tongue)
    if following not in tongue.magnitude_words and following.capitalize() not in tongue.magnitude_words:
        return None
    known = [
        noun
        for noun in tongue.magnitudes.values()
        if following.lower() in (noun.one.lower(), noun.many.lower())
    ]
    noun = replace(known[0], one=following, many=following) if known else Noun("m", following, following)
    found = _with_money(tokens, at + 2, noun, tongue)
    return found if found.noun or needs_no_money else None


def _with_money(tokens: Sequence[Token], at: int, magnitude: Noun, tongue: Tongue) -> _Counted:
    """A magnitude, and the currency or unit that stands at `at`."""
    alone = _Counted(at, magnitude=magnitude, magnitude_end=at)
    if at >= len(tokens) or tokens[at - 1].after not in ("", "."):
        return alone
    word = core(tokens, at)
    linked = bool(tongue.link) and word == tongue.link.strip() and at + 1 < len(tokens)  # millones de €
    place = at + 1 if linked else at
    if money := _currency(tokens, place, tongue):
        return _Counted(place + 1, money, True, magnitude, at)
    if word in tongue.currency_words and not tokens[at].before:
        return _Counted(at + 1, Noun("m", word, word), True, magnitude, at)
    unit = _unit(tokens, place, tongue)
    return _Counted(place + 1, unit, False, magnitude, at) if unit else alone


def _plain_noun(tokens: Sequence[Token], at: int, tongue: Tongue) -> _Counted | None:
    """A currency or a unit in the next token."""
    if money := _currency(tokens, at + 1, tongue):
        return _Counted(at + 2, money, True)
    unit = _unit(tokens, at + 1, tongue) if not (tokens[at].after and tokens[at + 1].core) else None
    return _Counted(at + 2, unit) if unit else None


def _unit(tokens: Sequence[Token], at: int, tongue: Tongue) -> Noun | None:
    """The unit that is the token at `at`; its degree sign stands before it."""
    token = tokens[at]
    if not token.core:
        return tongue.units.get(lone_sign(token))
    written = token.before + token.core
    following = core(tokens, at + 1) if not token.after else ""
    if written in tongue.word_units and following not in ("", "de", "di", "del", "y", "e", "o"):
        return None
    return tongue.units.get(_plain(written)) or _per(written, tongue)


def _per(written: str, tongue: Tongue) -> Noun | None:
    """€/mois, g/km, kWh/m²."""
    above, slash, below = written.partition("/") if written not in tongue.unpointed else ("", "", "")
    noun = tongue.currencies.get(above) or tongue.units.get(_plain(above))
    unit = tongue.units.get(_plain(below))
    name = unit.one if unit else below if below.isalpha() else ""
    if not slash or not noun or not name:
        return None
    return Noun(noun.gender, f"{noun.one} {tongue.per} {name}", f"{noun.many} {tongue.per} {name}")


def _currency(tokens: Sequence[Token], at: int, tongue: Tongue) -> Noun | None:
    """The currency whose sign or code is the token at `at`."""
    if not 0 <= at < len(tokens) or (tokens[at].core and tokens[at].before):
        return None
    return tongue.currencies.get(tokens[at].core or lone_sign(tokens[at]))


def _plain(unit: str) -> str:
    """m2, km^2, Km and kwh as m², km², km and kWh."""
    unit = unit.replace("ºC", "°C").replace("μ", "µ")
    if unit.lower() in ("kwh", "mwh", "gwh", "twh"):
        return f"{unit[0].lower() if unit[0] in 'kK' else unit[0].upper()}Wh"
    if re.fullmatch(r"[kcm]?m\^?[23]", unit):
        unit = unit.replace("^", "")[:-1] + ("²" if unit[-1] == "2" else "³")
    return "k" + unit[1:] if unit[:2] in ("Km", "Kg") else unit


def _score(word: str, tongue: Tongue) -> str:
    """3:1; with two figures behind the mark it is a time of day, which is told before."""
    match = _SCORE.fullmatch(word)
    return f"{match[1]} {tongue.score_word} {match[3]}" if match and match[2] in tongue.score_marks else ""
