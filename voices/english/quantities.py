"""Ordinals, fractions, ranges, years, numbers of models and plain numbers."""

import re
import unicodedata
from collections.abc import Sequence

from voices.english.rule import MAGNITUDE_WORDS, NUMBER, SCORED, SIGNS, plural, ungrouped
from voices.numbers import cardinal, decimal, ordinal, spelled, year
from voices.rule import Piece, core, lone_sign, touches, words
from voices.written import Token

_RANGE = re.compile(rf"({NUMBER})[-–~]({NUMBER})")
_YEARS = re.compile(r"(FY|CY|AY)?(1[1-9][0-9]{2}|20[0-9]{2})[-–/](1[1-9][0-9]{2}|20[0-9]{2}|[0-9]{2})")
_OLD_YEARS = re.compile(r"(10[1-9][0-9])[-–](1[0-9]{3})")
_ORDINAL = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(st|nd|rd|th)", re.IGNORECASE)
_WHOLE = r"[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,9}"
_FRACTION = re.compile(rf"({_WHOLE})/({_WHOLE})(?:st|nd|rds?|ths?)?", re.IGNORECASE)
_JOINED_FRACTION = re.compile(r"([0-9]{1,3})-([0-9]/[0-9]{1,2})")
_FRACTION_AND_WORD = re.compile(r"([0-9]{1,2})/([0-9]{1,2})-([a-z-]{2,20})")
_LISTED = re.compile(r"[0-9]{1,2}(?:,[0-9]{1,2}){1,9}")
_MODEL = re.compile(r"(7[0-8]7)-(8|9|10|[1-9]00)([A-Z]{2})?")
"""Of an airliner: 787-9."""
_SIGNED = re.compile(rf"([-+~≈±#№√<>≤≥=§¶]?)({NUMBER})(\+?)")
_SHARES = re.compile(r"([1-9][0-9])/([1-9][0-9])")
_CALLED = frozenset(["999", "112", "111", "101", "911", "988", "000", "119", "211", "311", "411", "511"])
_CALLING = frozenset(["call", "dial", "ring", "phone", "calling", "dialing", "dialling", "called", "text"])
_TEXTING = frozenset(["text", "texting", "texted", "sms"])
_WITHIN = 3
_RATIO = re.compile(r"([0-9]{1,3})((?::[0-9]{1,3}(?:,[0-9]{3}){0,2}){1,3})")
VULGAR = re.compile(r"([0-9]{0,6})([¼½¾⅐-⅞])")
_MINUTES = re.compile(r"(2[5-9]|[345][0-9]):([0-5][0-9])")
"""And seconds; two numbers that make a hundred are shares."""
_HUNDRED = 100
SPECIAL = {
    "9/11": "nine eleven",
    "24/7": "twenty four seven",
    "24/7/365": "twenty four seven three sixty five",
    "50/50": "fifty fifty",
    "50-50": "fifty fifty",
    "50:50": "fifty fifty",
    "20/20": "twenty twenty",
    "7/7": "seven seven",
    "911": "nine one one",
    "Five-0": "Five oh",
}
_OF_A_YEAR = frozenset(["in", "since", "by", "until", "before", "after", "from", "circa", "year", "of", "to"])
"""Words after which 1066 is a year."""
MANY = {"100s": "hundreds", "1000s": "thousands", "1,000s": "thousands", "10,000s": "tens of thousands"}
_PAIRED = words(
    "boeing airbus flight room route highway interstate section article proposition form local channel suite "
    "sb hb ab hr sr"
)
"""Words whose numbers are read in pairs: Flight 370, a Boeing 737, Section 230, SB 1070."""


_LONGEST_COUNT = 9
"""Digits without commas; longer numbers are those of accounts and of ships, unless they are round."""


def number(written: str) -> str:
    """A number with or without commas and a fraction.

    >>> number("1,234.5")
    'one thousand two hundred thirty four point five'
    """
    plain = ungrouped(written)
    if "." in plain:
        return decimal(plain)
    if len(plain) > 1 and plain[0] == "0":
        return spelled(plain)
    counts_nothing = "," not in written and len(plain) > _LONGEST_COUNT and not plain.endswith("000")
    return spelled(plain) if counts_nothing else cardinal(plain)


def say_number(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """Numbers without a unit, whatever they count."""
    word = core(tokens, at)
    if VULGAR.fullmatch(word):
        return [Piece(1, mixed(word))]
    if not any(character.isdigit() for character in word):
        return None
    said = _fixed(tokens, at) or _mixed_fraction(tokens, at) or _signed(tokens, at)
    if isinstance(said, list):
        return said
    return [Piece(1, said)] if said else None


def mixed(word: str) -> str:
    """A vulgar fraction, with or without a whole number before it.

    >>> mixed("2½"), mixed("¾")
    ('two and a half', 'three quarters')
    """
    whole, sign = word[:-1], word[-1]
    numerator, _, denominator = unicodedata.normalize("NFKC", sign).partition("⁄")
    part = fraction(numerator, denominator)
    return f"{cardinal(whole)} and {_indefinite(part)}" if whole else part


def _fixed(tokens: Sequence[Token], at: int) -> str | None:  # noqa: PLR0911 - a table of patterns
    word = core(tokens, at)
    if word in SPECIAL:
        return SPECIAL[word]
    if said := _called(tokens, at):
        return said
    if match := _ORDINAL.fullmatch(word):
        return place(ungrouped(match[1]), match[2])
    if match := re.fullmatch(r"([0-9]{1,4})(ths|rds)", word):
        return f"{place(match[1], match[2][:2])}s"  # 7/10ths, apart
    if match := _YEARS.fullmatch(word):
        return f"{match[1] + ' ' if match[1] else ''}{year(match[2])} to {_later(match[3])}"
    if (match := _OLD_YEARS.fullmatch(word)) and match[1] < match[2] and {match[1][3], match[2][3]} != {"0"}:
        return f"{year(match[1])} to {year(match[2])}"
    if said := _docket(tokens, at):
        return said
    if match := _RANGE.fullmatch(word):
        if _in_pairs(tokens, at):
            return f"{pairs(match[1])} {pairs(match[2])}"
        between = ", " if _falls_to_nothing(tokens, at, *match.groups()) else " to "
        return between.join(map(number, match.groups()))
    if (match := _MINUTES.fullmatch(word)) and int(match[1]) + int(match[2]) != _HUNDRED:
        return f"{cardinal(match[1])} {'oh ' if match[2][0] == '0' else ''}{cardinal(match[2])}"
    if match := _RATIO.fullmatch(word):
        return " to ".join(number(part) for part in word.split(":"))
    return pairs(word) if _in_pairs(tokens, at) and re.fullmatch(r"[1-9][0-9]{2,3}", word) else None


_DECIDED = words(
    "vote votes voted voting passed passes approved adopted rejected won win wins lost beat beaten tally "
    "margin lead led unanimous unanimously senate house assembly council chamber parliament lawmakers score "
    "scored runs"
)


def _falls_to_nothing(tokens: Sequence[Token], at: int, first: str, second: str) -> bool:
    """Whether it is part of a code and spans nothing: 978-0, unless somebody votes ("passed 412-0")."""
    near = {token.core.lower() for token in tokens[max(0, at - 6) : at + 6]}
    return second == "0" and re.fullmatch("[1-9][0-9]{2}", first) is not None and _DECIDED.isdisjoint(near)


_DOCKET = re.compile("([0-9]{2})-([0-9]{3,5})")
_FILED = frozenset(["no", "case", "docket", "number", "petition"])


def _docket(tokens: Sequence[Token], at: int) -> str | None:
    """A court's number of a case, the year before the dash: "No. 21-1484"."""
    match = _DOCKET.fullmatch(core(tokens, at))
    filed = match and core(tokens, at - 1).lower() in _FILED and at > 0 and tokens[at - 1].after in ("", ".")
    return f"{number(match[1])} dash {figures(match[2])}" if match and filed else None


def _called(tokens: Sequence[Token], at: int) -> str | None:
    """Figures that are a name, or several numbers: a 787-9, Form 1040, 1,2,3, 60/40, dial 999."""
    word = core(tokens, at)
    if (match := _MODEL.fullmatch(word)) and core(tokens, at + 1).lower() not in SCORED:
        return f"{pairs(match[1])} {number(match[2])}{f' {match[3]}' if match[3] else ''}"
    if said := _stroked(tokens, at):
        return said
    if _LISTED.fullmatch(word):
        return ", ".join(map(number, word.split(",")))
    before = [core(tokens, back).lower() for back in range(max(0, at - _WITHIN), at)]
    texted = before[-1:] == ["text"] or (before[-1:] == ["to"] and not _TEXTING.isdisjoint(before))
    short_code = texted and re.fullmatch("[0-9]{5,6}", word)
    if short_code or (word in _CALLED and not _CALLING.isdisjoint(before)):
        return spelled(word)
    return year(word) if core(tokens, at - 1) == "Form" and re.fullmatch("[1-9][0-9]{3}", word) else None


_STROKE = re.compile("([0-9]{1,4})/([0-9]{1,3})")


def _stroked(tokens: Sequence[Token], at: int) -> str | None:
    """A stroke that is no fraction's: a blood pressure of 120/80, 60/40, phase 2/3."""
    match = _STROKE.fullmatch(core(tokens, at))
    if not match:
        return None
    first, second = match.groups()
    if len(first) == 4 and "1950" <= first < "2100" and len(second) == 3:
        return f"{year(first)} slash {pairs(second)}"  # of the law: 2016/679
    if _SHARES.fullmatch(match[0]) and int(first) + int(second) == _HUNDRED:
        return f"{number(first)} {number(second)}"
    if core(tokens, at - 1).lower() == "phase" and int(second) - int(first) == 1:
        return f"{number(first)} {number(second)}"  # of a trial
    is_pressure = int(first) in range(80, 260) and int(second) in range(40, 150) and int(first) > int(second)
    return f"{pairs(first)} over {pairs(second)}" if is_pressure else None


def _in_pairs(tokens: Sequence[Token], at: int) -> bool:
    before = core(tokens, at - 1)
    return before[:1].isupper() and before.lower() in _PAIRED and touches(tokens, at - 1)


def pairs(digits: str) -> str:
    """As the number of a flight, a house or a road is read.

    >>> pairs("370"), pairs("708"), pairs("1211"), pairs("800"), pairs("12")
    ('three seventy', 'seven oh eight', 'twelve eleven', 'eight hundred', 'twelve')
    """
    if len(digits) == 3 and digits.isdigit() and digits[0] != "0" and digits[1:] != "00":
        tail = f"oh {cardinal(digits[2])}" if digits[1] == "0" else cardinal(digits[1:])
        return f"{cardinal(digits[0])} {tail}"
    if len(digits) == 4 and digits.isdigit() and digits[0] != "0":
        return year(digits)
    return number(digits) if len(digits) < 5 else spelled(ungrouped(digits).replace(".", ""))


def figures(digits: str) -> str:
    """Digits of a code: in pairs as far as one would, else one by one."""
    return spelled(digits) if digits[0] == "0" or len(digits) > 4 else pairs(digits)


def place(digits: str, ending: str) -> str:
    """An ordinal, if the ending belongs to the number; else as it is written.

    >>> place("22", "nd"), place("12", "nd")
    ('twenty second', 'twelve nd')
    """
    last = digits[-1] if digits[-2:-1] != "1" else "0"
    if ending.lower() == {"1": "st", "2": "nd", "3": "rd"}.get(last, "th"):
        return ordinal(digits)
    return f"{cardinal(digits)} {ending.lower()}"


def _later(digits: str) -> str:
    """The second of two years: "2016", "16", "06"."""
    if len(digits) == 4:
        return year(digits)
    if digits == "00":
        return "two thousand"
    return f"oh {cardinal(digits)}" if digits[0] == "0" else cardinal(digits)


_PARTS = {"2": ("half", "halves"), "4": ("quarter", "quarters")}


def fraction(numerator: str, denominator: str) -> str:
    """Of two numbers in digits.

    >>> fraction("3", "4"), fraction("1", "3"), fraction("21", "20"), fraction("5", "1")
    ('three quarters', 'one third', 'twenty one twentieths', 'five over one')
    """
    if not denominator.lstrip("0") or denominator == "1":
        return f"{cardinal(numerator)} over {cardinal(denominator)}"
    one = ordinal(denominator)
    return f"{cardinal(numerator)} {plural(numerator, *_PARTS.get(denominator, (one, one + 's')))}"


def _mixed_fraction(tokens: Sequence[Token], at: int) -> str | list[Piece] | None:
    """3/4, 2-1/2, and 2 1/2 as two words."""
    word, later = core(tokens, at), core(tokens, at + 1)
    sign = word[0] if word[0] in "-+~≈±<>" else ""
    if (match := _FRACTION.fullmatch(word, len(sign))) and not re.match("0[0-9]", match[2]):
        return SIGNS[sign] + fraction(ungrouped(match[1]), ungrouped(match[2]))
    if match := _JOINED_FRACTION.fullmatch(word):
        return f"{cardinal(match[1])} and {_indefinite(fraction(*match[2].split('/')))}"
    whole = word[len(sign) :]
    if not touches(tokens, at) or not re.fullmatch(r"[0-9]{1,3}", whole):
        return None
    whole = SIGNS[sign] + cardinal(whole)
    if VULGAR.fullmatch(later) and not later[0].isdigit():
        later = unicodedata.normalize("NFKC", later).replace("⁄", "/")  # 5 ½
    if match := _FRACTION.fullmatch(later):
        part = fraction(ungrouped(match[1]), ungrouped(match[2]))
        return [Piece(1, whole), Piece(1, f"and {_indefinite(part)}")]
    if match := _FRACTION_AND_WORD.fullmatch(later):
        part = _indefinite(fraction(match[1], match[2]))
        return [Piece(1, whole), Piece(1, f"and {part} {match[3].replace('-', ' ')}")]
    return None


def _indefinite(part: str) -> str:
    """What follows "and" after a whole number: "a half"."""
    return f"a {part[4:]}" if part in ("one half", "one quarter", "one third") else part


def _signed(tokens: Sequence[Token], at: int) -> str | None:
    match = _SIGNED.fullmatch(core(tokens, at))
    if not match:
        return None
    sign, digits, more = match.groups()
    if not sign and re.fullmatch(r"0[1-9]", digits) and core(tokens, at - 1).lower() in _COUNTED_FROM_ONE:
        return cardinal(digits)
    if not sign and re.fullmatch(r"0[1-9]", digits) and _in_a_century(tokens, at):
        return f"oh {cardinal(digits)}"
    if not sign and not more and _is_year(tokens, at, digits):
        return year(digits)
    return SIGNS[sign] + number(digits) + (" plus" if more else "")


_COUNTED_FROM_ONE = words("season episode chapter part day week volume round stage lesson step act")
"""Words after which "02" is two."""


def _in_a_century(tokens: Sequence[Token], at: int) -> bool:
    """Whether two figures are a year: "the class of '03", "2003 - 04"."""
    dash = core(tokens, at - 1) == "" and at > 1 and lone_sign(tokens[at - 1]) in ("-", "–")
    is_later = dash and re.fullmatch(r"[12][0-9]{3}", core(tokens, at - 2)) is not None
    return tokens[at].before.endswith("'") or is_later


def _is_year(tokens: Sequence[Token], at: int, digits: str) -> bool:
    """A whole number of four digits without a comma is read as a year, which is right for a quantity too
    ("fifteen hundred people"), unless a magnitude or a unit follows; from 1010 to 1099 where a year is
    expected."""
    if len(digits) == 4 and digits.isdigit() and digits >= "2100":
        return _is_to_come(tokens, at, digits)
    if len(digits) != 4 or not digits.isdigit() or digits < "1010":
        return False
    if digits < "1100":
        return core(tokens, at - 1).lower() in _OF_A_YEAR and touches(tokens, at - 1)
    following = core(tokens, at + 1).lower() if touches(tokens, at) else ""
    before = core(tokens, at - 1).lower() if touches(tokens, at - 1) else ""
    is_count = following in _COUNTED and before != "in"
    is_count = is_count or (before in _NEARLY and following.endswith("s") and following.islower())
    return not (following in MAGNITUDE_WORDS or (is_count and not digits.endswith("00")))


_NEARLY = words("nearly almost roughly approximately exactly than least only have has had total")
"""Words before a number, and before no year: "more than 1350 boats"."""


def _is_to_come(tokens: Sequence[Token], at: int, digits: str) -> bool:
    """Whether it is a year to come: "by 2100", "the year 2525"; not "by 2400 votes"."""
    before = core(tokens, at - 1).lower() if touches(tokens, at - 1) else ""
    counts = touches(tokens, at) and core(tokens, at + 1).islower()
    near = digits in ("2100", "2200", "2300", "2500") or digits[:2] == "21"
    return before == "year" or (near and before in ("in", "by", "until", "before", "after") and not counts)


_COUNTED = words(
    "days weeks months hours minutes seconds miles kilometers kilometres meters metres feet yards inches "
    "acres hectares pounds kilograms tons tonnes gallons liters litres calories dollars euros "
    "rupees yuan pages"
)
"""No year has them: 1127 days are counted."""
