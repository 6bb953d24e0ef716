"""Dates, decades and times of day."""

import re
from collections.abc import Sequence

from voices.english.rule import Piece, core, touches
from voices.numbers import cardinal, decade, ordinal, year
from voices.written import Token

_MONTH_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTHS = {name.lower(): name for name in _MONTH_NAMES} | {
    short: name
    for name in _MONTH_NAMES
    for short in ([name[:3].lower(), "sept"] if name == "September" else [name[:3].lower()])
}
_DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "tues": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "thurs": "Thursday",
    "fri": "Friday",
}
_DAY = re.compile(r"(0?[1-9]|[12][0-9]|3[01])(st|nd|rd|th)?")
_YEAR = re.compile(r"[12][0-9]{3}")
_ISO = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_SLASHED = re.compile(r"([0-9]{1,2})([/.])([0-9]{1,2})\2((?:19|20)?[0-9]{2})")
_DECADE = re.compile(r"(?:'?([2-9]0)|([12][0-9]{2}0))'?s")
_TIME = re.compile(r"([01]?[0-9]|2[0-4])[:.]([0-5][0-9])(?::([0-5][0-9]))?(am|pm|a\.m|p\.m)?", re.IGNORECASE)
_HOUR = re.compile(r"(1[0-2]|0?[1-9])(am|pm|a\.m|p\.m)", re.IGNORECASE)
_HALF = {"am": "AM", "pm": "PM", "a.m": "AM", "p.m": "PM"}


def say_date(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """Day, month and year in one of their orders; weekdays and months in short."""
    word = core(tokens, at)
    return _in_figures(word) or _month_first(tokens, at) or _day_first(tokens, at) or _short(tokens, at)


def _in_figures(word: str) -> list[Piece] | None:
    iso = _ISO.fullmatch(word)
    if iso:
        years, month, day = iso.groups()
        return [Piece(1, f"{_MONTH_NAMES[int(month) - 1]} {ordinal(day)}, {year(years)}")]
    slashed = _SLASHED.fullmatch(word)
    if not slashed:
        return None
    first, separator, second, years = slashed.groups()
    # With slashes as in America, unless that is no date; with points as on the Continent.
    month, day = (first, second) if separator == "/" and int(first) <= 12 else (second, first)
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    said_year = year(years) if len(years) == 4 else f"{cardinal(years)}"
    return [Piece(1, f"{_MONTH_NAMES[int(month) - 1]} {ordinal(day)}, {said_year}")]


def _is_month(token: Token) -> bool:
    """A month by its name, or in short; "may" and "mar" are words too."""
    word = token.core
    if not word[:1].isupper():
        return False
    known = MONTHS.get(word.lower())
    return known is not None and (word == known or token.after in ("", ".", ".,") or word.isupper())


def _month_first(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """Sept. 21, 2022; May 5; March 1990."""
    if not _is_month(tokens[at]) or at + 1 >= len(tokens):
        return None
    month = Piece(1, MONTHS[tokens[at].core.lower()], dot=True)
    following = core(tokens, at + 1)
    if tokens[at].after not in ("", ".") or tokens[at + 1].before:
        return None
    if _YEAR.fullmatch(following):
        return [month, Piece(1, year(following))]
    if not _DAY.fullmatch(following):
        days = re.fullmatch(r"([0-9]{1,2})[-–]([0-9]{1,2})", following)
        if not days:
            return None
        return [month, Piece(1, f"{ordinal(days[1])} to {ordinal(days[2])}"), *_year_after(tokens, at + 1)]
    return [month, Piece(1, _ordinal_of(following)), *_year_after(tokens, at + 1)]


def _day_first(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """21 September 2022; 5th of May."""
    word = core(tokens, at)
    if not (_DAY.fullmatch(word) and touches(tokens, at) and _is_month(tokens[at + 1])):
        return None
    before = core(tokens, at - 1).lower()
    article = "" if before == "the" else "the "
    month = Piece(1, MONTHS[tokens[at + 1].core.lower()], dot=True)
    return [Piece(1, f"{article}{_ordinal_of(word)} of"), month, *_year_after(tokens, at + 1)]


def _year_after(tokens: Sequence[Token], at: int) -> list[Piece]:
    following = core(tokens, at + 1)
    if tokens[at].after in ("", ".", ",", ".,") and _YEAR.fullmatch(following) and not tokens[at + 1].before:
        return [Piece(1, year(following))]
    return []


def _ordinal_of(day: str) -> str:
    return ordinal(day.rstrip("stndrh"))


def _short(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """A weekday or a month cut short, with its point."""
    token = tokens[at]
    if not token.after.startswith(".") or not token.core[:1].isupper():
        return None
    word = token.core.lower()
    if word in _DAYS:
        return [Piece(1, _DAYS[word], dot=True)]
    if word in MONTHS and word not in ("may", "mar", "march", "august") and MONTHS[word].lower() != word:
        return [Piece(1, MONTHS[word], dot=True)]
    return None


def say_decade(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """The 1990s, the '90s."""
    match = _DECADE.fullmatch(core(tokens, at))
    return [Piece(1, decade(match[1] or match[2]))] if match else None


def say_time(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """5:30pm, 17:45, 5 a.m."""
    word = core(tokens, at)
    half = _half_of_day(tokens, at + 1) if at + 1 < len(tokens) and touches(tokens, at) else None
    match = _TIME.fullmatch(word)
    if match and (":" in word or match[4] or half):
        hour, minute, second, attached = match.groups()
        if second and not (attached or half):
            return None  # as likely a duration
        said = [_clock(hour, minute, bool(attached or half))]
        if second:
            said.append(f"and {cardinal(second)} seconds")
        if attached:
            said.append(_HALF[attached.lower()])
        return [Piece(1, " ".join(said), dot=bool(attached)), *([half] if half and not attached else [])]
    match = _HOUR.fullmatch(word)
    if match:
        return [Piece(1, f"{cardinal(match[1])} {_HALF[match[2].lower()]}", dot=True)]
    if half and re.fullmatch(r"1[0-2]|[1-9]", word):
        return [Piece(1, cardinal(word)), half]
    return None


def _half_of_day(tokens: Sequence[Token], at: int) -> Piece | None:
    said = _HALF.get(core(tokens, at).lower())
    if said is None or (core(tokens, at).lower() == "am" and not tokens[at].after.startswith((".", ","))):
        return None if core(tokens, at) not in ("AM", "PM", "pm") else Piece(1, said or "")
    return Piece(1, said, dot=True)


def _clock(hour: str, minute: str, has_half: bool) -> str:
    hours = cardinal(hour)
    if minute == "00":
        if has_half:
            return hours
        return f"{hours} o'clock" if 1 <= int(hour) <= 12 else f"{hours} hundred"
    return f"{hours} oh {cardinal(minute)}" if minute[0] == "0" else f"{hours} {cardinal(minute)}"
