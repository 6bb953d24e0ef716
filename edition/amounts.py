"""Sizes, ages and lengths of time as people write them."""

import re

from scripts.errors import ConfigError

_SIZES = {"": 1, "b": 1}
_SIZES |= {f"{letter}{b}": 1000**power for power, letter in enumerate("kmgt", 1) for b in ("", "b")}
_SIZES |= {f"{letter}ib": 1024**power for power, letter in enumerate("kmgt", 1)}
_AGES = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400, "": 86_400}


def parse_size(text: str) -> int:
    """Bytes in "500 MB", "2G", "1.5GiB"; without a unit, bytes. Raises ConfigError.

    >>> parse_size("500 MB"), parse_size("1.5GiB"), parse_size("0")
    (500000000, 1610612736, 0)
    """
    return int(_amount(text, _SIZES, "a size like 500MB or 2G"))


def parse_age(text: str) -> float:
    """Seconds in "30d", "12h", "2 w"; without a unit, days. Raises ConfigError.

    >>> parse_age("30d"), parse_age("12h"), parse_age("2")
    (2592000.0, 43200.0, 172800.0)
    """
    return _amount(text, _AGES, "an age like 30d or 12h")


def _amount(text: str, units: dict[str, int], wanted: str) -> float:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([a-z]*)", text.strip().lower(), re.ASCII)
    if not found or found[2] not in units:
        raise ConfigError(f"{text!r} is not {wanted}", f"Give {wanted}.")
    return float(found[1]) * units[found[2]]


def duration_text(seconds: float) -> str:
    """A length of time for a person.

    >>> duration_text(8.46), duration_text(208.6), duration_text(18_724)
    ('8.5 s', '3 min 29 s', '5 h 12 min')
    """
    minutes, rest = divmod(round(seconds), 60)
    if minutes >= 60:
        hours, minutes = divmod(round(seconds / 60), 60)
        return f"{hours} h {minutes:02d} min"
    return f"{minutes} min {rest:02d} s" if minutes else f"{seconds:.1f} s"
