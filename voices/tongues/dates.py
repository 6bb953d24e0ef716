"""Dates in figures: 3.5.2019, 03/05/2019, 2019-05-03; months in short; the first of a month."""

import re
from collections.abc import Sequence

from voices.rule import Piece, core, touches
from voices.tongues.facts import Tongue
from voices.tongues.numbers import year
from voices.tongues.ordinals import inflected
from voices.written import Token

_DATE = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_ISO = re.compile(r"([12][0-9]{3})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_DAY = re.compile(r"[0-9]{1,2}")
_DAYS = re.compile(r"([0-9]{1,2})([/–-])([0-9]{1,2})(?:\2([0-9]{1,2}))?")
_DECADE = re.compile(r"(1[1-9][0-9]{2})(er[ns]?)")
_YEAR = re.compile(r"[12][0-9]{3}")


def say_date(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """A date, or a part of one."""
    word = core(tokens, at)
    if tongue.hundreds_of_years and (decade := _DECADE.fullmatch(word)):
        return [Piece(1, year(decade[1], tongue) + decade[2])]
    if iso := _ISO.fullmatch(word):
        return _said(tokens, at, (iso[4], iso[3], iso[1]), tongue)
    if (match := _DATE.fullmatch(word)) and _is_meant(tokens, at, match, tongue):
        day, month = match[1], match[3]
        if int(month) > 12 >= int(day):
            day, month = month, day
        if found := _said(tokens, at, (day, month, match[4] or ""), tongue):
            return found
    return _days(tokens, at, tongue) or _month(tokens, at, tongue) or _first(tokens, at, tongue)


def _is_meant(tokens: Sequence[Token], at: int, match: re.Match[str], tongue: Tongue) -> bool:
    if match[2] not in tongue.dates.marks:
        return len(match[4] or "") == 4
    if match[4]:
        return match[2] != "-" or len(match[4]) == 4
    if match[2] == "-":
        return False
    cued = core(tokens, at - 1).lower() in tongue.dates.cues and touches(tokens, at - 1)
    if tongue.ordinals.cases and match[2] == ".":
        return (tokens[at].after.startswith(".") and at + 1 < len(tokens)) or (
            cued and tokens[at].after[:1] != "%"
        )
    two = len(match[1]) == len(match[3]) == 2
    return match[2] == "/" and (cued or (two and tongue.dates.marks[0] == "/"))


def _said(
    tokens: Sequence[Token], at: int, figures: tuple[str, str, str], tongue: Tongue
) -> list[Piece] | None:
    """`figures` are day, month and year; no year is empty."""
    facts, (day, month, of_year) = tongue.dates, figures
    if not 1 <= int(day) <= 31 or not 1 <= int(month) <= 12:
        return None
    pattern = facts.said if of_year else facts.without_year
    said = pattern.format(
        d=_day(tokens, at, day, tongue),
        m=facts.months[int(month) - 1],
        y=year(of_year, tongue).lstrip("0") or "0",
    )
    return [Piece(1, said, dot=not of_year and tongue.ordinals.cases is not None)]


def _day(tokens: Sequence[Token], at: int, day: str, tongue: Tongue) -> str:
    if tongue.ordinals.cases:
        return inflected(tokens, at, int(day), "", tongue)
    return tongue.dates.first if int(day) == 1 and tongue.dates.first else str(int(day))


def _days(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """17/18 juin, 3-5 maggio."""
    match = _DAYS.fullmatch(core(tokens, at))
    if not match or not _is_month(tokens, at + 1, tongue):
        return None
    if match[2] == "/" or match[4]:
        return [Piece(1, " ".join(filter(None, (match[1], match[3], match[4]))))]
    return [Piece(1, f"{match[1]} {tongue.range_word} {match[3]}")]


def _is_month(tokens: Sequence[Token], at: int, tongue: Tongue) -> bool:
    return core(tokens, at).lower() in tongue.dates.names or (
        core(tokens, at) == "de" and core(tokens, at + 1).lower() in tongue.dates.names
    )


def _month(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """A month in short, behind a day or before a year."""
    word, facts = core(tokens, at).lower().rstrip("."), tongue.dates
    number = facts.short.get(word)
    if not number or word in facts.names:
        return None
    behind_day = bool(_DAY.fullmatch(core(tokens, at - 1))) or (
        core(tokens, at - 1) == "de" and bool(_DAY.fullmatch(core(tokens, at - 2)))
    )
    after = core(tokens, at + 1)
    before_year = bool(_YEAR.fullmatch(after)) and tokens[at].after in ("", ".")
    if not behind_day and not before_year:
        return None
    said = facts.months[number - 1]
    if " de " in facts.without_year:  # 24 dic. 2020
        said = f"de {said}" if core(tokens, at - 1).isdigit() else said
        said = f"{said} de" if before_year else said
    return [Piece(1, said, dot=True)]


def _first(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """1 maggio, which is "primo maggio"."""
    if core(tokens, at) != "1" or not tongue.dates.first or not touches(tokens, at):
        return None
    return [Piece(1, tongue.dates.first)] if _is_month(tokens, at + 1, tongue) else None
