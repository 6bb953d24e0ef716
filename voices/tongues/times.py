"""Times of the day and lengths of time: 14:30 Uhr, 14h30, 14.30 uur, às 14h, 2:05:31."""

import re
from collections.abc import Sequence

from voices.rule import Piece, core, touches
from voices.tongues.facts import Noun, Tongue
from voices.tongues.numbers import before_noun, form
from voices.written import Token

_TIME = re.compile(r"([01]?[0-9]|2[0-4])([:.hHu])([0-5][0-9])?(?:min|m)?")
_LENGTH = re.compile(r"([0-9]{1,2}):([0-5][0-9]):([0-5][0-9])(?:,([0-9]{1,3}))?")
_SPAN = re.compile(r"([0-9:.hHu]{2,5}|[0-9]{1,2})[-–]([0-9:.hHu]{2,5})")


def say_time(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """A time of the day, a stretch of it, or a duration with seconds."""
    word = core(tokens, at)
    if match := _LENGTH.fullmatch(word):
        unit = _unit_after(tokens, at, tongue)
        said = f"{_clock(match[1], '00', unit, tongue)} " if unit else ""
        return [Piece(2 if unit else 1, (said + _length(match, tongue, after_hours=bool(unit))).strip())]
    if word.isdigit():
        return _apart(tokens, at, tongue)
    if (span := _SPAN.fullmatch(word)) and (pieces := _span(tokens, at, span, tongue)):
        return pieces
    match = _TIME.fullmatch(word)
    return (_minutes(tokens, at, match, tongue) or _of_the_day(tokens, at, match, tongue)) if match else None


def _of_the_day(tokens: Sequence[Token], at: int, match: re.Match[str], tongue: Tongue) -> list[Piece] | None:
    unit = _unit_after(tokens, at, tongue)
    if not _is_meant(tokens, at, match, unit, tongue):
        return None
    return [Piece(2 if unit else 1, _clock(match[1], match[3] or "00", unit, tongue))]


def _minutes(tokens: Sequence[Token], at: int, match: re.Match[str], tongue: Tongue) -> list[Piece] | None:
    """4:20 Minuten, 2:30 horas: a length, not a time of the day."""
    word = core(tokens, at + 1)
    noun = next((noun for noun in tongue.durations if word and word == noun.many), None)
    if not noun or match[2] != ":" or not match[3] or word in tongue.times.after:
        return None
    number = before_noun(str(int(match[1])), noun, tongue)
    return [Piece(2, f"{number} {form(str(int(match[1])), noun, tongue)} {int(match[3])}")]


def _is_meant(tokens: Sequence[Token], at: int, match: re.Match[str], unit: str, tongue: Tongue) -> bool:
    mark = match[2].lower()
    if mark not in tongue.times.marks:
        return False
    if mark in "hu":
        return bool(match[3]) or _names_hours(tongue)
    if not match[3]:
        return False
    if mark == ":" or unit:
        return True
    cued = core(tokens, at - 1).lower() in tongue.times.before
    return cued and len(match[1] + match[3]) >= 3 and not tongue.ordinals.cases and not _counts(tokens, at)


def _counts(tokens: Sequence[Token], at: int) -> bool:
    """Whether something counted follows, so that "14.30" is a number."""
    return at + 1 < len(tokens) and touches(tokens, at) and not tokens[at + 1].core.isalpha()


def _names_hours(tongue: Tongue) -> bool:
    """Whether a full hour is said with its unit."""
    return "{hour}" in tongue.times.full


def _unit_after(tokens: Sequence[Token], at: int, tongue: Tongue) -> str:
    word = core(tokens, at + 1)
    return word if word in tongue.times.after and touches(tokens, at) else ""


def _apart(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """14 h 30, 14 h, 1 Uhr."""
    hour, unit = core(tokens, at), _unit_after(tokens, at, tongue)
    if not unit or len(hour) > 2 or int(hour) > 24:
        return None
    minutes = core(tokens, at + 2)
    length = core(tokens, at + 3) in ("min", "mn")
    if re.fullmatch("[0-5][0-9]", minutes) and touches(tokens, at + 1) and not length:
        return [Piece(3, _clock(hour, minutes, unit, tongue))]
    if len(unit) > 1:
        said = before_noun(hour, _hours(tongue), tongue)
        return [Piece(1, said)] if said != hour else None
    if unit not in tongue.times.marks or length or not _names_hours(tongue):
        return None  # a unit of its own: 5 h, 2 h 30 min
    return [Piece(2, _clock(hour, "00", unit, tongue))]


def _clock(hour: str, minutes: str, unit: str, tongue: Tongue) -> str:
    facts = tongue.times
    hour = str(int(hour))
    said = before_noun(hour, _hours(tongue), tongue) if hour != "0" else tongue.cardinals.below_hundred[0]
    name = facts.hour[0] if hour == "1" or (tongue.singular_below_two and hour == "0") else facts.hour[1]
    written_out = len(unit) > 1
    if minutes == "00":
        plain = facts.full.format(h=said, hour=name)
        return f"{plain} {unit}" if written_out and facts.with_unit != facts.minutes else plain
    pattern = facts.with_unit if written_out else facts.minutes
    return pattern.format(h=said, hour=name, m=str(int(minutes)))


def _hours(tongue: Tongue) -> Noun:
    return Noun(tongue.times.gender, *tongue.times.hour)


def _span(tokens: Sequence[Token], at: int, span: re.Match[str], tongue: Tongue) -> list[Piece] | None:
    """10h-12h, 14:30–16:00 Uhr."""
    early, late = _TIME.fullmatch(span[1]), _TIME.fullmatch(span[2])
    unit = _unit_after(tokens, at, tongue)
    if not late or not _is_meant(tokens, at, late, unit, tongue):
        return None
    first = (early[1], early[3] or "00") if early else (span[1], "00")
    if not early and (not first[0].isdigit() or int(first[0]) > 24):
        return None
    said = _clock(*first, unit, tongue)
    ending = _clock(late[1], late[3] or "00", unit, tongue)
    return [Piece(2 if unit else 1, f"{said} {tongue.range_word} {ending}")]


def _length(match: re.Match[str], tongue: Tongue, after_hours: bool) -> str:
    """2:05:31; parts that are nothing are left out."""
    figures = [str(int(part)) for part in match.groups()[:3]]
    if after_hours:
        figures[0] = "0"
    parts = [
        f"{before_noun(figure, noun, tongue)} {form(figure, noun, tongue)}"
        for figure, noun in zip(figures, tongue.durations, strict=True)
        if figure != "0"
    ]
    if match[4] and parts:
        second = tongue.durations[2]
        parts[-1] = f"{figures[2]},{match[4]} {second.many}"
    return tongue.duration_joint.join(parts) or ("" if after_hours else f"0 {tongue.durations[2].many}")
