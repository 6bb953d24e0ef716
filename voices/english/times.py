"""Times of day and durations: 5:30pm, 17:45, 5 a.m., 1030 pm, 1430 GMT, 7-9pm, 2:05:31, 2h15m."""

import re
from collections.abc import Sequence

from voices.english.rule import plural
from voices.numbers import cardinal, decimal
from voices.rule import Piece, core, touches, words
from voices.written import Token

_HALF_DAY = r"am|pm|a\.m|p\.m"
_TIME = re.compile(
    rf"([01]?[0-9]|2[0-4])(?:([:.])([0-5][0-9]))?({_HALF_DAY})?\.?(est|edt|cst|cdt|mst|mdt|pst|pdt|gmt|utc|bst|cet|et|pt|ct)?",
    re.IGNORECASE,
)
_DURATION = re.compile(r"([0-9]{1,2}):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]{1,3}))?")
_LAP = re.compile(r"([0-9]{1,2}):([0-5][0-9]\.[0-9]{1,3})")
"""Minutes and seconds of a race."""
_RUN_TOGETHER = re.compile(r"(0?[1-9]|1[0-2])([0-5][0-9])")
_MILITARY = re.compile(r"([01][0-9]|2[0-3])([0-5][0-9])")
_HOURS = frozenset(["hours", "hrs", "hr"])
_ZONES = words("GMT UTC BST CET CEST EST EDT CST CDT MST MDT PST PDT IST JST AEST AEDT")
_BEFORE_A_TIME = words("at by until till from around since")
_HOURS_AND_MINUTES = re.compile(r"([0-9]{1,2})h([0-5]?[0-9])(?:m|mins?)?(?:([0-5]?[0-9])s)?")
_UNTIL = re.compile(r"([ap])\.?m\.?[-–](noon|midnight|late|dawn|dusk)", re.IGNORECASE)
_HALF = {"am": "AM", "pm": "PM", "a.m": "AM", "p.m": "PM"}


def say_time(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """A time of day, a stretch of the day, or a duration with seconds."""
    word = core(tokens, at)
    if not word[:1].isdigit() or word.endswith("c"):
        return _also_elsewhere(tokens, at)
    half = _half_of_day(tokens, at + 1) if at + 1 < len(tokens) and touches(tokens, at) else None
    if match := _DURATION.fullmatch(word):
        return _with_seconds(match, half)
    if pieces := _without_colon(tokens, at, half):
        return pieces
    if lasting := _length(word):
        return [Piece(1, lasting)]
    if match := _TIME.fullmatch(word):
        said = _said(match, bool(half))
        if said:
            rest = [*([half] if half else []), *_zone(tokens, at + (half.tokens if half else 0))]
            return [Piece(1, said, dot="." in (match[4] or "")), *(rest if half or match[4] else [])]
    return _span(word, half)


_ELSEWHERE = re.compile(r"([A-Z]{2,4})/([01]?[0-9](?::[0-5][0-9])?)")


def _also_elsewhere(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """8 p.m. ET/5 p.m. PT: the hour in a second zone; 8/7c."""
    match = _ELSEWHERE.fullmatch(core(tokens, at))
    if match and (match[1] in _ZONES or match[1] in ("ET", "CT", "MT", "PT")):
        hour, _, minute = match[2].partition(":")
        later = clock(hour, minute, True) if minute else cardinal(hour)
        return [Piece(1, f"{'.'.join(match[1])}, {later}")]
    central = re.fullmatch("(1[0-2]|[1-9])/(1[0-2]|[1-9])c", core(tokens, at))
    return [Piece(1, f"{cardinal(central[1])}, {cardinal(central[2])} Central")] if central else None


def _zone(tokens: Sequence[Token], at: int) -> list[Piece]:
    """The zone after a time, in small letters: "2pm est"."""
    zone = core(tokens, at + 1)
    is_zone = touches(tokens, at) and zone.islower() and zone.upper() in _ZONES
    return [Piece(1, ".".join(zone.upper()))] if is_zone else []


def _without_colon(tokens: Sequence[Token], at: int, half: Piece | None) -> list[Piece] | None:
    """1030 pm; 1430 GMT, as the agencies write it."""
    word = core(tokens, at)
    if half and (match := _RUN_TOGETHER.fullmatch(word)):
        return [Piece(1, clock(match[1], match[2], True)), half]
    match = _MILITARY.fullmatch(word.replace(":", "") if core(tokens, at + 1) in _HOURS else word)
    zoned = touches(tokens, at) and core(tokens, at + 1) in _ZONES
    early = word[:1] == "0" and touches(tokens, at - 1) and core(tokens, at - 1).lower() in _BEFORE_A_TIME
    early = early or ((word[:1] == "0" or ":" in word) and core(tokens, at + 1) in _HOURS)
    if not match or not (zoned or early) or word == "0000":
        return None
    hour, minute = match.groups()
    if minute == "00":
        return [Piece(1, f"{'oh ' if hour[0] == '0' else ''}{cardinal(hour)} hundred")]
    return [Piece(1, clock(hour, minute, True))]


def _length(word: str) -> str | None:
    """2h15m, 1h30, 2h5m13s; 2:01.52, of a race."""
    if lap := _LAP.fullmatch(word):
        return f"{cardinal(lap[1])} {'oh ' if lap[2][0] == '0' else ''}{decimal(lap[2])}"
    match = _HOURS_AND_MINUTES.fullmatch(word)
    if not match:
        return None
    parts = [(match[1], "hour"), (match[2], "minute"), *([(match[3], "second")] if match[3] else [])]
    return " ".join(f"{cardinal(n)} {plural(n.lstrip('0'), one, f'{one}s')}" for n, one in parts)


def _with_seconds(match: re.Match[str], half: Piece | None) -> list[Piece]:
    """2:05:31 is a duration, 2:05:31 p.m. a time."""
    hour, minute, second, hundredths = match.groups()
    if half and not hundredths and 1 <= int(hour) <= 12:
        if second == "00":
            return [Piece(1, clock(hour, minute, True)), half]
        seconds = f"{cardinal(second)} {plural(second.lstrip('0'), 'second', 'seconds')}"
        return [Piece(1, f"{clock(hour, minute, minute != '00')} and {seconds}"), half]
    parts = [(hour, "hour"), (minute, "minute"), (second, "second")]
    said = [f"{cardinal(n)} {plural(n.lstrip('0'), one, f'{one}s')}" for n, one in parts if n.strip("0")]
    if hundredths:
        said[-1:] = [f"{cardinal(second)} point {' '.join(cardinal(d) for d in hundredths)} seconds"]
    joined = (
        said[0] if len(said) == 1 else f"{' '.join(said[:-1])} and {said[-1]}" if said else "zero seconds"
    )
    return [Piece(1, joined)]


def _said(match: re.Match[str], half_follows: bool) -> str | None:
    """None for what is no time: a plain number, a decimal."""
    hour, separator, minute, half, zone = match.groups()
    has_half = bool(half) or half_follows
    if not separator and (not has_half or not 1 <= int(hour) <= 12 or (zone and not half)):
        return None
    if separator == "." and not has_half:
        return None
    said = clock(hour, minute, has_half) if minute else cardinal(hour)
    ending = [_HALF[half.lower()]] if half else []
    return " ".join([said, *ending, *([zone.upper()] if zone else [])])


def _span(word: str, half: Piece | None) -> list[Piece] | None:
    """7-9pm, 10:30-11:30, 2pm-5pm."""
    first, dash, second = word.partition("–") if "–" in word else word.partition("-")
    early, late = _TIME.fullmatch(first), _TIME.fullmatch(second)
    if not (dash and early and late and first and second):
        return None
    has_half = bool(late[4] or half)
    if not has_half and not (early[3] and late[3] and early[2] == late[2] == ":"):
        return None
    from_said, to_said = _said(early, has_half), _said(late, bool(half))
    if not from_said or not to_said:
        return None
    return [Piece(1, f"{from_said} to {to_said}", dot="." in (late[4] or "")), *([half] if half else [])]


def _half_of_day(tokens: Sequence[Token], at: int) -> Piece | None:
    word = core(tokens, at)
    if word in ("A", "P", "a", "p") and tokens[at].after == "." and core(tokens, at + 1) in ("M", "m"):
        return Piece(2, f"{word.upper()}M", dot=True)  # P. M.
    if until := _UNTIL.fullmatch(word):
        return Piece(1, f"{until[1].upper()}M to {until[2]}")  # 10 a.m.-noon
    said = _HALF.get(word.lower())
    return Piece(1, said, dot="." in word) if said else None


def clock(hour: str, minute: str, has_half: bool) -> str:
    """Hour and minute as they are said, with AM or PM to follow or without.

    >>> clock("10", "05", has_half=False), clock("7", "00", has_half=False)
    ('ten oh five', "seven o'clock")
    """
    hours = cardinal(hour)
    if minute == "00" and not hour.strip("0"):
        return "twelve" if has_half else "midnight"
    if minute == "00":
        return hours if has_half else f"{hours} o'clock"
    return f"{hours} oh {cardinal(minute)}" if minute[0] == "0" else f"{hours} {cardinal(minute)}"
