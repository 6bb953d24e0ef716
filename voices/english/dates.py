"""Dates, years of an era and decades."""

import re
from collections.abc import Sequence

from voices.english.before_noun import is_noun
from voices.english.quantities import pairs
from voices.english.rule import TAKING
from voices.numbers import cardinal, decade, ordinal, year
from voices.rule import Piece, core, listed, lone_sign, touches
from voices.written import Token

MONTH_NAMES = listed("January February March April May June July August September October November December")
MONTHS = {name.lower(): name for name in MONTH_NAMES} | {
    short: name
    for name in MONTH_NAMES
    for short in ([name[:3].lower(), "sept"] if name == "September" else [name[:3].lower()])
}
_WORDS_TOO = frozenset({"may", "mar", "march"})
"""Months, or their short forms, that are words too: without a capital they need more around them."""
_DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "tues": "Tuesday",
    "wed": "Wednesday",
    "weds": "Wednesday",
    "thu": "Thursday",
    "thur": "Thursday",
    "thurs": "Thursday",
    "fri": "Friday",
}
_WEEKEND = {"sat": "Saturday", "sun": "Sunday"}
_WEEKDAYS_TOO = _DAYS | _WEEKEND | {"tu": "Tuesday", "th": "Thursday"}
"""In short; "Sat" and "Sun" are words, and "Tu" may be a name."""
_UNMISTAKEN = {short: MONTHS[short.lower()] for short in ("Feb", "Apr", "Aug", "Sept", "Oct", "Nov")} | {
    "Tue": "Tuesday",
    "Tues": "Tuesday",
    "Weds": "Wednesday",
    "Thur": "Thursday",
    "Thurs": "Thursday",
    "Fri": "Friday",
}
"""Short forms that are no words and hardly names, without a point too."""
_WEEKDAYS = {name.lower(): name for name in [*_DAYS.values(), *_WEEKEND.values()]} | {"tu": "Tuesday"}
_DAY = re.compile(r"(0?[1-9]|[12][0-9]|3[01])(st|nd|rd|th)?('s)?")
_YEAR = re.compile(r"([12][0-9]{3})('s)?")
_ISO = re.compile(r"([12][0-9]{3})([-/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12][0-9]|3[01])")
_SLASHED = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2((?:1[6-9]|20)[0-9]{2}|[0-9]{2})")
_MONTH_YEAR = re.compile(r"(0?[1-9]|1[0-2])/((?:19|20)[0-9]{2})")
_MONTH_DAY = re.compile(r"(1[0-2]|0?[1-9])/(3[01]|[12][0-9]|0?[1-9])")
_DATED = frozenset(["on", "since", "until", "till", "dated"])
"""Words after which 3/14 is a day."""
_DATED_TOO = frozenset(["by", "for", "from", "before", "after", "through", "of"])
"""Words after which 4/15 is, and 3/4 is none."""
_MOST_TWELFTHS = 12
"""Greater denominators are rare, and a day of the month where a line holds nothing else."""
_BY_HYPHENS = re.compile(
    r"([A-Z][A-Za-z]{2,8})-(0?[1-9]|[12][0-9]|3[01])(?:-([12][0-9]{3}))?"
    r"|(0?[1-9]|[12][0-9]|3[01])-([A-Z][A-Za-z]{2,8})(?:-([12][0-9]{3}|[0-9]{2}))?"
)
_DAY_YEAR = re.compile(r"(0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?,([12][0-9]{3})")
_DECADE = re.compile(r"(?:'?([2-9]0|10(?!'))|([12][0-9]{2}0))'?s")
_ERAS = {
    "ad": "A.D",
    "bc": "BC",
    "bce": "BCE",
    "ce": "CE",
    "a.d": "A.D",
    "b.c": "BC",
    "b.c.e": "BCE",
    "c.e": "CE",
}
_QUARTER = re.compile(r"([1-4])[QH]('?[0-9]{2}|20[0-9]{2})?")


def say_date(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """Day, month and year in one of their orders; weekdays and months in short."""
    word = core(tokens, at)
    if word[:1].isdigit():
        day_first = _SLASHED.fullmatch(word) is not None and _are_day_first(tokens, at)
        figures = numeric_date(word, day_first) or _month_and_day(tokens, at)
        figures = figures or _quarter(word) or _hyphened(word)
        return [Piece(1, figures)] if figures else _day_first(tokens, at) or _of_an_era(tokens, at)
    if "-" in word and (said := _hyphened(word)):
        return [Piece(1, said)]
    if word == "AD" and _is_before_a_year(tokens, at):
        return [Piece(1, _ERAS["ad"])]
    return _month_first(tokens, at) or _short(tokens, at)


def _is_before_a_year(tokens: Sequence[Token], at: int) -> bool:
    """AD 79; Anno Domini (AD)."""
    alone = tokens[at].before == "(" and tokens[at].after[:1] == ")"
    return alone or (touches(tokens, at) and re.fullmatch("[0-9]{2,4}", core(tokens, at + 1)) is not None)


_NEAR = 40
"""Words."""


def _are_day_first(tokens: Sequence[Token], at: int) -> bool:
    """Whether a date near by can only have the day first, and none the month: "from 12/03/2024 to
    15/03/2024"."""
    near = (_SLASHED.fullmatch(token.core) for token in tokens[max(0, at - _NEAR) : at + _NEAR])
    found = [(int(date[1]), int(date[3])) for date in near if date and date[2] == "/"]
    return any(first > _MONTHS >= second for first, second in found) and all(
        second <= _MONTHS for _, second in found
    )


_MONTHS = 12


def is_weekday(word: str) -> bool:
    """Whether a word names a day of the week, in full or in short."""
    return word.lower() in _DAYS | _WEEKEND | _WEEKDAYS


def _hyphened(word: str) -> str | None:
    """Jan-15-2020, 15-Jan-2020, 15-Jan."""
    match = _BY_HYPHENS.fullmatch(word)
    name = MONTHS.get((match[1] or match[5]).lower()) if match else None
    if not match or not name:
        return None
    if match[1]:
        return f"{name} {ordinal(match[2])}" + (f", {year(match[3])}" if match[3] else "")
    return f"the {ordinal(match[4])} of {name}" + (f" {_short_year(match[6])}" if match[6] else "")


def numeric_date(word: str, day_first: bool = False) -> str | None:  # noqa: PLR0911 - a table of patterns
    """A date in figures alone, said day or month first; None for what is none.

    >>> numeric_date("3/4/2021"), numeric_date("3/4/2021", day_first=True)
    ('March fourth, twenty twenty one', 'the third of April twenty twenty one')
    """
    if iso := _ISO.fullmatch(word):
        years, _, month, day = iso.groups()
        if day_first:
            return f"the {ordinal(day)} of {MONTH_NAMES[int(month) - 1]} {year(years)}"
        return f"{MONTH_NAMES[int(month) - 1]} {ordinal(day)}, {year(years)}"
    slashed = _SLASHED.fullmatch(word)
    if not slashed:
        return None
    first, separator, second, years = slashed.groups()
    if separator != "/" and len(years) == 2:
        return None  # as likely a score, a version or a part of a number
    # As in America, unless that is no date; with points as on the Continent.
    american = separator != "." and int(first) <= 12 and not (day_first and int(second) <= 12)
    month, day = (first, second) if american else (second, first)
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    name = MONTH_NAMES[int(month) - 1]
    if day_first or not american:
        return f"the {ordinal(day)} of {name} {_short_year(years)}"
    return f"{name} {ordinal(day)}, {_short_year(years)}"


def _short_year(digits: str) -> str:
    """A year of four or two digits: "oh five", "ninety nine"."""
    if len(digits) == 4:
        return year(digits)
    return f"oh {cardinal(digits)}" if digits[0] == "0" else cardinal(digits)


def _month_and_day(tokens: Sequence[Token], at: int) -> str | None:
    word, before = core(tokens, at), core(tokens, at - 1).lower()
    if (both := _MONTH_YEAR.fullmatch(word)) and before in _DATED | {"in", "of"}:
        return f"{MONTH_NAMES[int(both[1]) - 1]} {year(both[2])}"
    if day_first := re.fullmatch("(1[3-9]|2[0-9]|3[01])/0([1-9])", word):
        return f"the {ordinal(day_first[1])} of {MONTH_NAMES[int(day_first[2]) - 1]}"
    match = _MONTH_DAY.fullmatch(word)
    if not match or word in ("9/11", "7/7"):
        return None
    is_date = (
        "0" in (word[0], match[2][0])
        or before in _DATED
        or is_weekday(before)
        or (len(tokens) == 1 and int(match[2]) > _MOST_TWELFTHS)
    )
    if not is_date and (before not in _DATED_TOO or int(match[2]) <= 12 or not touches(tokens, at - 1)):
        return None
    return f"{MONTH_NAMES[int(match[1]) - 1]} {ordinal(match[2])}"


def _quarter(word: str) -> str | None:
    """2Q22, 1H 2023: quarters and halves of a business year."""
    match = _QUARTER.fullmatch(word)
    if not match or ("H" in word and int(match[1]) > 2):
        return None
    years = (match[2] or "").lstrip("'")
    of = f" of {_short_year(years)}" if years else ""
    return f"the {ordinal(match[1])} {'quarter' if 'Q' in word else 'half'}{of}"


def _of_an_era(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """340 AD, 44 B.C."""
    era = _ERAS.get(core(tokens, at + 1).lower())
    if not era or not touches(tokens, at) or core(tokens, at + 1)[0].islower():
        return None
    if not re.fullmatch(r"[0-9]{1,4}", core(tokens, at)):
        return None
    return [Piece(1, pairs(core(tokens, at))), Piece(1, era, dot="." in core(tokens, at + 1))]


def _is_month(tokens: Sequence[Token], at: int) -> bool:
    """A month by its name, or in short; "may" and "mar" are words too."""
    if not 0 <= at < len(tokens):
        return False
    token = tokens[at]
    word = token.core
    known = MONTHS.get(word.lower())
    if known is None:
        return False
    if word[:1].islower():
        return word not in _WORDS_TOO or _is_dated(tokens, at)
    return word == known or token.after in ("", ".", ".,") or word.isupper()


def _is_short_month(word: str) -> bool:
    """After a day: "6th Jan;", "(3 Oct)"."""
    return word[:1].isupper() and word.lower() in MONTHS and word.lower() not in _WORDS_TOO


def _is_dated(tokens: Sequence[Token], at: int) -> bool:
    """Whether "may" or "march" is a month by what stands around it: "may 2nd", "5 march 2020"."""
    after, later = core(tokens, at + 1), core(tokens, at + 2)
    day = _DAY.fullmatch(after)
    if day and touches(tokens, at) and (day[2] or (_YEAR.fullmatch(later) and not tokens[at + 2].before)):
        return True
    return bool(_DAY.fullmatch(core(tokens, at - 1)) and _YEAR.fullmatch(after))


def _month(written: str) -> Piece:
    """Its name; a point behind one in full ends a sentence."""
    name = MONTHS[written.lower()]
    return Piece(1, name, dot=name.lower() != written.lower())


def _month_first(tokens: Sequence[Token], at: int) -> list[Piece] | None:  # noqa: PLR0911 - a table of patterns
    """Sept. 21, 2022; May 5; March 1990."""
    if not _is_month(tokens, at) or at + 1 >= len(tokens):
        return None
    month = _month(tokens[at].core)
    following = core(tokens, at + 1)
    if tokens[at].after not in ("", ".") or tokens[at + 1].before not in ("", "'"):
        return None
    if match := _YEAR.fullmatch(following):
        return [month, Piece(1, year(match[1]) + (match[2] or ""))]
    if tokens[at + 1].before:
        return None
    if days := re.fullmatch(r"([0-9]{1,2})[-–]([0-9]{1,2})", following):
        return [month, Piece(1, f"{ordinal(days[1])} to {ordinal(days[2])}"), *_year_after(tokens, at + 1)]
    if (span := re.fullmatch(r"([0-9]{1,2})[-–]([A-Z][a-z]+)", following)) and span[2].lower() in MONTHS:
        later = _DAY.fullmatch(core(tokens, at + 2))
        if later and tokens[at + 1].after in ("", ".") and not tokens[at + 2].before:
            until = Piece(1, f"{ordinal(span[1])} to {MONTHS[span[2].lower()]}", dot=True)
            return [month, until, Piece(1, ordinal(later[1])), *_year_after(tokens, at + 2)]
    if match := _DAY.fullmatch(following):
        return [month, Piece(1, ordinal(match[1]) + (match[3] or "")), *_year_after(tokens, at + 1)]
    if match := _DAY_YEAR.fullmatch(following):
        return [month, Piece(1, f"{ordinal(match[1])}, {year(match[2])}")]
    return None


def _day_first(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """21 September 2022; 5th of May; 5-7 May."""
    word = core(tokens, at)
    if not touches(tokens, at) or not (_is_month(tokens, at + 1) or _is_short_month(core(tokens, at + 1))):
        return None
    month = _month(core(tokens, at + 1))
    rest = [month, *_year_after(tokens, at + 1)]
    article = "" if core(tokens, at - 1).lower() == "the" else "the "
    if match := _DAY.fullmatch(word):
        return [Piece(1, f"{article}{ordinal(match[1])} of"), *rest]
    if days := re.fullmatch(r"([0-9]{1,2})[-–]([0-9]{1,2})", word):
        return [Piece(1, f"{article}{ordinal(days[1])} to {ordinal(days[2])} of"), *rest]
    return None


def _year_after(tokens: Sequence[Token], at: int) -> list[Piece]:
    match = _YEAR.fullmatch(core(tokens, at + 1))
    if match and tokens[at].after in ("", ".", ",", ".,") and not tokens[at + 1].before:
        return [Piece(1, year(match[1]) + (match[2] or ""))]
    return []


def _short(tokens: Sequence[Token], at: int) -> list[Piece] | None:  # noqa: PLR0911 - a table of patterns
    """A weekday or a month cut short, with its point; Jan-Mar, Mon-Fri."""
    token = tokens[at]
    if part := _PART_OF_MONTH.fullmatch(token.core):
        return [Piece(1, f"{part[1]} {MONTHS[part[2].lower()]}", dot=True)]
    if span := re.fullmatch(r"([A-Z][a-z]{2,8})\.?[-–]([A-Z][a-z]{2,8})", token.core):
        first, second = span[1].lower(), span[2].lower()
        for names in (MONTHS, _DAYS | _WEEKEND | _WEEKDAYS):
            if first in names and second in names:
                dot = names[second].lower() != second
                return [Piece(1, f"{names[first]} to {names[second]}", dot=dot)]
    if not token.core[:1].isupper():
        return None
    word = token.core.lower()
    if not token.after.startswith("."):
        if token.core in _UNMISTAKEN:
            return [Piece(1, _UNMISTAKEN[token.core])]
        if _ends_a_span(tokens, at):
            return [Piece(1, (_DAYS | _WEEKEND | MONTHS)[word])]
        return [Piece(1, _WEEKDAYS_TOO[word], dot=True)] if _is_dated_weekday(tokens, at) else None
    if word in _DAYS:
        return [Piece(1, _DAYS[word], dot=True)]
    if word in _WEEKEND and token.after == ".," and _is_month(tokens, at + 1):
        return [Piece(1, _WEEKEND[word], dot=True)]
    if word in _WEEKEND and _follows_a_time(tokens, at):
        return [Piece(1, _WEEKEND[word], dot=True)]
    if word in MONTHS and word not in ("may", "mar", "march", "august") and MONTHS[word].lower() != word:
        return [Piece(1, MONTHS[word], dot=True)]
    return None


_PART_OF_MONTH = re.compile("((?i:mid|late|early))-(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)")


def _follows_a_time(tokens: Sequence[Token], at: int) -> bool:
    """2 p.m. Sun., and the last of "Fri., Sat., Sun."."""
    before = core(tokens, at - 1)
    return before.lower().replace(".", "").lstrip("0123456789:") in ("am", "pm") or is_weekday(before)


def _ends_a_span(tokens: Sequence[Token], at: int) -> bool:
    """Whether a dash joins a weekday or a month to another: "Mon – Fri", "Sat–Sun"."""
    for names in (_DAYS | _WEEKEND, MONTHS):
        for step in (-1, 1):
            dash = 0 <= at + 2 * step < len(tokens) and lone_sign(tokens[at + step]) in ("-", "–")
            other = core(tokens, at + 2 * step) if dash else ""
            if other[:1].isupper() and other.lower() in names and core(tokens, at).lower() in names:
                return True
    return False


_OPENING = re.compile(
    r"[0-9]{1,2}(?::[0-9]{2})?(?:[ap]m)?[-–][0-9]{1,2}(?::[0-9]{2})?(?:[ap]m)?|[0-9:]{1,5}[ap]m"
)
"""Hours: "Sat 10-4", "Sun 9am"."""


def _is_dated_weekday(tokens: Sequence[Token], at: int) -> bool:
    """Whether "Tu" or "Sat" is a day by the date after it: "Sat 5 May", "Fri, Oct 3", "Tu (2/22)"."""
    if core(tokens, at).lower() not in _WEEKDAYS_TOO or tokens[at].after not in ("", ","):
        return False
    if (
        core(tokens, at) in ("Sat", "Sun")
        and at
        and not tokens[at - 1].after
        and _is_named(core(tokens, at - 1))
    ):
        return False  # a newspaper
    following = core(tokens, at + 1)
    if _MONTH_DAY.fullmatch(following) or _OPENING.fullmatch(following):
        return True
    if _is_month(tokens, at + 1):
        return bool(_DAY.fullmatch(core(tokens, at + 2)))
    return bool(_DAY.fullmatch(following)) and touches(tokens, at + 1) and _is_month(tokens, at + 2)


def _is_named(word: str) -> bool:
    return word[:1].isupper() or word == "the"


def say_decade(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """The 1990s, the '90s, the 00s, 1980 s."""
    if core(tokens, at) == "00s":
        return [Piece(1, "two thousands")]
    match = _DECADE.fullmatch(core(tokens, at))
    taken = core(tokens, at - 1).lower() in TAKING and not is_noun(core(tokens, at + 1))
    if match and not (taken and re.fullmatch("[1-9]0s", match[0])):
        return [Piece(1, decade(match[1] or match[2]))]
    if re.fullmatch(r"[1-9]00s", core(tokens, at)) and core(tokens, at - 1).lower() in (
        "the",
        "early",
        "late",
    ):
        return [Piece(1, decade(core(tokens, at)[:-1]))]
    if (
        core(tokens, at + 1) == "s"
        and touches(tokens, at)
        and re.fullmatch(r"[12][0-9]{2}0", core(tokens, at))
    ):
        return [Piece(2, decade(core(tokens, at)))]
    return None
