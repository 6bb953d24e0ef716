"""Money, percentages, measures, ranges, fractions and plain numbers."""

import re
import unicodedata
from collections.abc import Sequence

from voices.english.rule import Piece, core, plural, touches, ungrouped
from voices.english.units import ATTACHED_ONLY, UNITS
from voices.numbers import cardinal, decimal, ordinal, spelled, year
from voices.written import Token

_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]*\.[0-9]+|[0-9]+"
_IS_NUMBER = re.compile(_NUMBER)
_RANGE_SIGN = r"[-–]"

_MAGNITUDES = {
    "k": "thousand",
    "K": "thousand",
    "m": "million",
    "M": "million",
    "mn": "million",
    "mln": "million",
    "b": "billion",
    "B": "billion",
    "bn": "billion",
    "tn": "trillion",
    "trn": "trillion",
}
_MAGNITUDE_WORDS = frozenset({"hundred", "thousand", "million", "billion", "trillion"})

_CURRENCIES = {
    "$": ("dollar", "dollars", "cent", "cents"),
    "US$": ("US dollar", "US dollars", "cent", "cents"),
    "A$": ("Australian dollar", "Australian dollars", "cent", "cents"),
    "C$": ("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "HK$": ("Hong Kong dollar", "Hong Kong dollars", "cent", "cents"),
    "NZ$": ("New Zealand dollar", "New Zealand dollars", "cent", "cents"),
    "€": ("euro", "euros", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"),
    "¥": ("yen", "yen", "sen", "sen"),
    "₹": ("rupee", "rupees", "paisa", "paise"),
    "₽": ("ruble", "rubles", "kopek", "kopeks"),
}
_MONEY = re.compile(
    rf"([-+]?)((?:US|HK|NZ|A|C)?\$|[€£¥₹₽])({_NUMBER})(?:{_RANGE_SIGN}(?:[$€£¥₹₽])?({_NUMBER}))?"
    r"-?(k|K|mn|mln|m|M|bn|b|B|trn|tn|million|billion|trillion)?"
)
_MONEY_AFTER = re.compile(rf"({_NUMBER})(k|m|bn)?([€£$])")

_PERCENT = re.compile(rf"([-+~]?)({_NUMBER})%?(?:{_RANGE_SIGN}({_NUMBER}))?([%‰])")
_MEASURE = re.compile(rf"([-+~≈]?)({_NUMBER})(?:{_RANGE_SIGN}({_NUMBER}))?-?([^\W\d_][\w/²³]*|°[CFK]?|[%])")
_HEIGHT = re.compile(r"([0-9])'(?:([0-9]{1,2})\"?)?")
_RANGE = re.compile(rf"({_NUMBER})[-–]({_NUMBER})")
_YEARS = re.compile(r"(1[1-9][0-9]{2}|20[0-9]{2})[-–/](1[1-9][0-9]{2}|20[0-9]{2}|[0-9]{2})")
_ORDINAL = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:st|nd|rd|th)", re.IGNORECASE)
_FRACTION = re.compile(r"([0-9]{1,3})/([0-9]{1,3})")
_SIGNED = re.compile(rf"([-+~≈±#№]?)({_NUMBER})(\+?)")
_RATIO = re.compile(r"([0-9]{1,3}):([0-9]{1,3})")
_VULGAR = re.compile(r"([0-9]{0,6})([¼½¾⅐-⅞])")
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+){2,}")
_TELEPHONE = re.compile(r"\+?[0-9]{1,4}(?:[-.][0-9]{2,4}){1,4}")
_SIGNS = {
    "": "",
    "-": "minus ",
    "+": "plus ",
    "~": "about ",
    "≈": "about ",
    "±": "plus or minus ",
    "#": "number ",
    "№": "number ",
}
_SPECIAL = {"9/11": "nine eleven", "24/7": "twenty-four seven", "50/50": "fifty fifty", "7/7": "seven seven"}


def number(written: str) -> str:
    """A number with or without commas and a fraction.

    >>> number("1,234.5")
    'one thousand two hundred thirty-four point five'
    """
    plain = ungrouped(written)
    if "." in plain:
        return decimal(plain)
    return spelled(plain) if len(plain) > 1 and plain[0] == "0" else cardinal(plain)


def say_money(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """$4.5m, £3bn, €1.2 million, $3.50, 100€."""
    word = core(tokens, at)
    match = _MONEY.fullmatch(word)
    if match:
        sign, currency, low, high, short = match.groups()
    else:
        match = _MONEY_AFTER.fullmatch(word)
        if not match:
            return None
        sign, high = "", None
        low, short, currency = match.groups()
    one, many, *cents = _CURRENCIES[currency]
    size = _MAGNITUDES.get(short, short) if short else None
    said = _SIGNS[sign] + number(low) + (f" to {number(high)}" if high else "")
    if size:
        return [Piece(1, f"{said} {size} {many}")]
    if touches(tokens, at) and core(tokens, at + 1) in _MAGNITUDE_WORDS | _MAGNITUDES.keys() - {"k", "K"}:
        following = core(tokens, at + 1)
        return [Piece(1, said), Piece(1, f"{_MAGNITUDES.get(following, following)} {many}")]
    if re.fullmatch(r"[0-9,]+\.[0-9]{2}", low) and not high:
        return [Piece(1, _SIGNS[sign] + _with_cents(ungrouped(low), (one, many), cents))]
    return [Piece(1, f"{said} {one if low == '1' and not high else many}")]


def _with_cents(amount: str, units: tuple[str, str], cents: Sequence[str]) -> str:
    whole, _, fraction = amount.partition(".")
    whole, fraction = str(int(whole)) if len(whole) < 16 else whole, fraction.lstrip("0")
    parts = [f"{cardinal(whole)} {plural(whole, *units)}"] if whole != "0" or not fraction else []
    if fraction:
        parts.append(f"{cardinal(fraction)} {plural(fraction, cents[0], cents[1])}")
    return " and ".join(parts)


def say_quantity(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """5%, 10-15 %, 38C, 2.3 km, 5ft, 300 MW, 6'2"."""
    word = core(tokens, at)
    match = _PERCENT.fullmatch(word)
    if match:
        sign, low, high, unit = match.groups()
        per = "percent" if unit == "%" else "per mille"
        return [Piece(1, f"{_SIGNS[sign]}{_span(low, high)} {per}")]
    match = _HEIGHT.fullmatch(word)
    if match:
        inches = f" {cardinal(match[2])}" if match[2] else ""
        return [Piece(1, f"{cardinal(match[1])} foot{inches}")]
    match = _MEASURE.fullmatch(word)
    if match:
        return _attached(tokens, at, match)
    return _apart(tokens, at)


def _span(low: str, high: str | None) -> str:
    return number(low) + (f" to {number(high)}" if high else "")


def _attached(tokens: Sequence[Token], at: int, match: re.Match[str]) -> list[Piece] | None:
    sign, low, high, unit = match.groups()
    said = _SIGNS[sign] + _span(low, high)
    if unit in _MAGNITUDES and not (unit == "m" and _is_length(tokens, at)):
        return [Piece(1, f"{said} {_MAGNITUDES[unit]}")]
    forms = UNITS.get(unit) or ATTACHED_ONLY.get(unit)
    if forms is None:
        return None
    return [Piece(1, f"{said} {plural(high or low, *forms)}")]


_LENGTHS = frozenset(
    [
        "tall",
        "long",
        "wide",
        "high",
        "deep",
        "away",
        "race",
        "sprint",
        "final",
        "hurdles",
        "freestyle",
        "relay",
        "above",
        "below",
        "apart",
        "from",
        "of",
    ]
)


def _is_length(tokens: Sequence[Token], at: int) -> bool:
    """Whether "m" after a number means metres and not million."""
    return not touches(tokens, at) or core(tokens, at + 1).lower() in _LENGTHS


def _apart(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """A number and its unit as two words."""
    match = re.fullmatch(rf"([-+~≈]?)({_NUMBER})(?:{_RANGE_SIGN}({_NUMBER}))?", core(tokens, at))
    if not match or not touches(tokens, at):
        # "5 %": a sign has no core, and stands in `before`.
        if match and at + 1 < len(tokens) and tokens[at + 1].before == "%" and not tokens[at].after:
            return [Piece(1, _SIGNS[match[1]] + _span(match[2], match[3])), Piece(1, "percent")]
        return None
    forms = UNITS.get(core(tokens, at + 1))
    if forms is None:
        return None
    said = _SIGNS[match[1]] + _span(match[2], match[3])
    return [Piece(1, said), Piece(1, plural(match[3] or match[2], *forms), dot=True)]


def say_number(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """Ordinals, fractions, ranges and scores, years, telephone numbers, and all other numbers."""
    word = core(tokens, at)
    vulgar = _VULGAR.fullmatch(word)
    if vulgar:
        numerator, _, denominator = unicodedata.normalize("NFKC", vulgar[2]).partition("⁄")
        part = fraction(numerator, denominator)
        return [Piece(1, f"{cardinal(vulgar[1])} and {_indefinite(part)}" if vulgar[1] else part)]
    if not any(character.isdigit() for character in word):
        return None
    said = _fixed(word) or _mixed_fraction(tokens, at) or _signed(tokens, at)
    if isinstance(said, list):
        return said
    return [Piece(1, said)] if said else None


def _fixed(word: str) -> str | None:  # noqa: PLR0911 - a table of patterns
    if word in _SPECIAL:
        return _SPECIAL[word]
    match = _ORDINAL.fullmatch(word)
    if match:
        return ordinal(ungrouped(match[1]))
    match = _YEARS.fullmatch(word)
    if match:
        return f"{year(match[1])} to {_later(match[2])}"
    if _TELEPHONE.fullmatch(word) and sum(map(str.isdigit, word)) >= 7:
        return ", ".join(spelled(group) for group in re.split(r"[-.]", word.lstrip("+")))
    match = _RANGE.fullmatch(word) or _RATIO.fullmatch(word)
    if match:
        return f"{number(match[1])} to {number(match[2])}"
    if _VERSION.fullmatch(word):
        return " point ".join(cardinal(part) for part in word.split("."))
    return None


def _later(digits: str) -> str:
    """The second of two years: "2016", "16", "06"."""
    if len(digits) == 4:
        return year(digits)
    return f"oh {cardinal(digits)}" if digits[0] == "0" else cardinal(digits)


_PARTS = {"2": ("half", "halves"), "4": ("quarter", "quarters")}


def fraction(numerator: str, denominator: str) -> str:
    """Of two numbers in digits.

    >>> fraction("3", "4"), fraction("1", "3"), fraction("21", "20")
    ('three quarters', 'one third', 'twenty-one over twenty')
    """
    if int(numerator) >= int(denominator) or denominator == "0":
        return f"{cardinal(numerator)} over {cardinal(denominator)}"
    one = ordinal(denominator)
    return f"{cardinal(numerator)} {plural(numerator, *_PARTS.get(denominator, (one, one + 's')))}"


def _mixed_fraction(tokens: Sequence[Token], at: int) -> str | list[Piece] | None:
    """3/4, and 2 1/2 as two words."""
    match = _FRACTION.fullmatch(core(tokens, at))
    if match:
        return fraction(*match.groups())
    following = _FRACTION.fullmatch(core(tokens, at + 1))
    if following and touches(tokens, at) and re.fullmatch(r"[0-9]{1,3}", core(tokens, at)):
        part = _indefinite(fraction(*following.groups()))
        return [Piece(1, cardinal(core(tokens, at))), Piece(1, f"and {part}")]
    return None


def _indefinite(part: str) -> str:
    """What follows "and" after a whole number: "a half"."""
    return f"a {part[4:]}" if part.startswith("one ") else part


def _signed(tokens: Sequence[Token], at: int) -> str | None:
    match = _SIGNED.fullmatch(core(tokens, at))
    if not match:
        return None
    sign, digits, more = match.groups()
    if not sign and not more and _is_year(tokens, at, digits):
        return year(digits)
    return _SIGNS[sign] + number(digits) + (" plus" if more else "")


def _is_year(tokens: Sequence[Token], at: int, digits: str) -> bool:
    """A whole number of four digits without a comma is read as a year, which is right for a quantity too
    ("fifteen hundred people"), unless a magnitude follows."""
    return (
        len(digits) == 4
        and digits.isdigit()
        and "1100" <= digits < "2100"
        and not (touches(tokens, at) and core(tokens, at + 1).lower() in _MAGNITUDE_WORDS)
    )
