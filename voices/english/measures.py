"""Percentages and measures: 5%, 38C, 2.3 km, 5ft 9in, 6'2", 10 x 12 ft, 60 km/h."""

import re
from collections.abc import Sequence

from voices.english.before_noun import attributive
from voices.english.dimensions import is_side, say_dimensions
from voices.english.number_letters import (
    goes_on,
    is_event,
    is_length,
    is_lettered,
    is_race,
    is_temperature,
    no_measure,
    several,
)
from voices.english.quantities import MANY, VULGAR, mixed, number, pairs, place
from voices.english.rule import MAGNITUDE_WORDS, MAGNITUDES, NUMBER, SIGNS, plural, ungrouped
from voices.english.units import ATTACHED_ONLY, PER, POINTED, UNITS, Forms, forms_of
from voices.numbers import cardinal
from voices.rule import Piece, core, lone_sign, touches
from voices.written import Token

_SIGN = r"([-+~≈±<>≤≥]?)"
_SPAN = rf"({NUMBER})(?:[-–~]({NUMBER}))?"
_PERCENT = re.compile(
    rf"{_SIGN}({NUMBER})%?(?:[-–~]({NUMBER}))?([%‰])(\+?)(?:/(yr|y|year|mo|month|wk|week|day|d))?"
)
_MEASURE = re.compile(rf"{_SIGN}{_SPAN}(-?)([^\W\d_][^\W\d_]*[23²³]?(?:/[^\W\d_]+[23²³]?)?|[°º][CFK]?|[\"¢])")
_HEIGHT = re.compile(r"([3-8])'([0-9]{1,2})?\"?")
_INCHES = re.compile(r"([0-9]{1,3}|[0-9]{0,3}\.[0-9]{1,3})\"")
_PER = re.compile(rf"([-+~]?)({NUMBER})/([^\W\d_]{{1,10}}[²³23]?)")
_MORE = re.compile(rf"({NUMBER})(k|K|m|M|bn|b|B|mn|tn)\+")
_MANY_A_DAY = re.compile(rf"({NUMBER})(m|mn|bn|k|x)/([a-z]{{1,6}})")
_SPEEDS = frozenset({"s", "s2", "sec", "h", "hr", "hour", "min", "minute"})
"""Metres are counted by these: 5m/s; 1.2m/day are millions."""
_STONE = re.compile(r"([0-9]{1,2})st")
_OTHER_UNIT = re.compile(rf"([^\W\d_]{{1,4}})/({NUMBER})")
_BARE = re.compile(rf"{_SIGN}{_SPAN}")
_POWERS = {"sq": "square", "cu": "cubic", "fl": "fluid"}
_DEGREES = {"C": "Celsius", "F": "Fahrenheit", "K": "Kelvin"}


def say_quantity(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """A number with its unit, attached or as a word of its own."""
    word = core(tokens, at)
    if not word[-1:].isdigit() and (said := MANY.get(word) or _percent(word) or _feet(tokens, at)):
        return [Piece(1, said)]
    if pieces := say_dimensions(tokens, at):
        return pieces
    if said := _rate(word) or _to_a_currency(tokens[at]) or _stone(tokens, at) or _heats(word) or _more(word):
        return [Piece(1, said)]
    if pieces := _degrees_apart(tokens, at):
        return pieces
    if match := _MEASURE.fullmatch(word):
        return _attached(tokens, at, match)
    return (
        _apart(tokens, at)
        or _feet_apart(tokens, at)
        or _unit_of_a_rate(tokens, at)
        or _unit_alone(tokens, at)
    )


def _percent(word: str) -> str | None:
    match = _PERCENT.fullmatch(word)
    if not match:
        return None
    sign, low, high, unit, more, rate = match.groups()
    per = "percent" if unit == "%" else "per mille"
    return (
        f"{SIGNS[sign]}{_span(low, high)} {per}{' plus' if more else ''}{f' per {PER[rate]}' if rate else ''}"
    )


def _more(word: str) -> str | None:
    """100k+."""
    match = _MORE.fullmatch(word)
    return f"{number(match[1])} {MAGNITUDES[match[2]]} plus" if match else None


def _rate(word: str) -> str | None:
    """4.5/km², 12/day: a number for each unit."""
    many = _MANY_A_DAY.fullmatch(word)
    if many and (per := PER.get(many[3])) and (many[2] != "m" or len(many[3]) > 1) and many[3] not in _SPEEDS:
        return f"{number(many[1])} {'times' if many[2] == 'x' else MAGNITUDES[many[2]]} per {per}"
    match = _PER.fullmatch(word)
    if not match:
        return None
    forms = forms_of(match[3], attached=False) if len(match[3]) > 1 else None
    per = forms[0] if forms else PER.get(match[3]) if len(match[3]) > 2 else None
    return f"{SIGNS[match[1]]}{number(match[2])} per {per}" if per else None


_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound"}


def _to_a_currency(token: Token) -> str | None:
    """A rate of exchange: 150.2/$."""
    name = _CURRENCIES.get(token.after[1:2]) if token.after[:1] == "/" else None
    return f"{number(token.core)} per {name}" if name and _NUMBER.fullmatch(token.core) else None


_HEAVY_AIR = re.compile("9[0-9]{2}|1,?0[0-9]{2}")
"""Millibars of the weather."""
_NUMBER = re.compile(NUMBER)
_HEAT = r"-?[0-9]{1,3}(?:\.[0-9])?[°º]?[CF]"
_HEATS = re.compile(rf"{_HEAT}(?:/{_HEAT}){{1,2}}(?:/gas)?")


def _heats(word: str) -> str | None:
    """350°F/180°C/gas, 15°F/-9°C: a heat on several scales."""
    if not _HEATS.fullmatch(word):
        return None
    parts = [part for part in word.split("/") if part != "gas"]
    heats = [(SIGNS[part[0] if part[0] == "-" else ""], part.strip("-°ºCF"), part[-1]) for part in parts]
    said = [
        f"{minus}{number(n)} {plural(n, 'degree', 'degrees')} {_DEGREES[scale]}" for minus, n, scale in heats
    ]
    return ", ".join([*said, *(["gas"] if word.endswith("gas") else [])])


def _stone(tokens: Sequence[Token], at: int) -> str | None:
    """12st 4lb, as the British weigh people and horses."""
    match = _STONE.fullmatch(core(tokens, at))
    no_place = match and place(match[1], "st").endswith(" st")
    if match and no_place and int(match[1]) in _STONES and at > 0:
        return f"{cardinal(match[1])} stone"  # no ordinal
    pounds = re.fullmatch(r"[0-9]{1,2}(lbs?)?", core(tokens, at + 1)) if touches(tokens, at) else None
    if not match or not pounds or not (pounds[1] or core(tokens, at + 2) in ("lb", "lbs")):
        return None
    return f"{cardinal(match[1])} stone"


_STONES = range(2, 50)


def _feet(tokens: Sequence[Token], at: int) -> str | None:
    """6'2", 5', 7": unless the mark closes a quotation."""
    word = core(tokens, at)
    match = _HEIGHT.fullmatch(word)
    if match and not (_opened(tokens, at, word[-1]) and not (match[2] and word[-1] == "'")):
        return f"{cardinal(match[1])} foot{f' {cardinal(match[2])}' if match[2] else ''}"
    match = _INCHES.fullmatch(word)
    if match and not _opened(tokens, at, '"'):
        before_noun = touches(tokens, at) and core(tokens, at + 1).isalpha()
        return f"{number(match[1])} {'inch' if before_noun else plural(match[1], 'inch', 'inches')}"
    return None


def _feet_apart(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """6'2: the mark stands inside."""
    match = re.fullmatch(r"([3-8])'([0-9]{1,2})", core(tokens, at))
    return [Piece(1, f"{cardinal(match[1])} foot {cardinal(match[2])}")] if match else None


_LOOK_BACK = 100
"""Words within which a quotation that a mark may close has begun."""


def _opened(tokens: Sequence[Token], at: int, mark: str) -> bool:
    """Whether a quotation with this straight mark is open."""
    for back in range(at, max(0, at - _LOOK_BACK) - 1, -1):
        if mark in tokens[back].before:
            return True
        if back < at and mark in tokens[back].after:
            return False
    return False


def _span(low: str, high: str | None) -> str:
    return number(low) + (f" to {number(high)}" if high else "")


def _attached(tokens: Sequence[Token], at: int, match: re.Match[str]) -> list[Piece] | None:  # noqa: PLR0911 - a table of patterns
    sign, low, high, hyphen, unit = match.groups()
    said, unit = SIGNS[sign] + _span(low, high), unit.replace("º", "°")
    if other := no_measure(tokens, at, (low, high), unit):
        return [Piece(1, SIGNS[sign] + other)]
    if unit in ("m", "s") and goes_on(tokens, at):
        word = "minute" if unit == "m" else "second"
        return [Piece(1, f"{cardinal(low)} {plural(low.lstrip('0'), word, f'{word}s')}")]
    if hyphen and unit in ("K", "M", "B"):
        return [Piece(1, f"{SIGNS[sign]}{pairs(ungrouped(low))} {unit}")]  # Form 1099-K
    if is_race(tokens, at, unit) or (unit == "K" and low in ("4", "8") and not high):
        return [Piece(1, f"{said} K")]
    if unit == "s" and (things := several(tokens, at, low, high)):
        return [Piece(1, things)]
    if len(unit) == 1 and unit.isalpha() and is_lettered(tokens, at, low + unit):
        return [Piece(1, f"{said} {unit.upper()}")]
    if unit in MAGNITUDES and not (unit == "m" and is_length(tokens, at, low)):
        return [Piece(1, f"{said} {MAGNITUDES[unit]}")]
    if unit in MAGNITUDE_WORDS:
        return [Piece(1, f"{said} {unit}")]
    if unit == '"' and (_opened(tokens, at, '"') or re.fullmatch("[0-9]{4,}", low)):
        return None
    forms = forms_of("mbar" if unit == "mb" and _HEAVY_AIR.fullmatch(low) else unit)
    if forms is None or (
        unit.islower() and len(unit) == 1 and unit not in "mgshlpcxt" and not _is_power(low, unit)
    ):
        return None
    one = hyphen or (attributive(tokens, at, at) and unit != "p") or is_event(tokens, at, unit)
    one = one or (unit == "ct" and core(tokens, at + 1) == "gold")
    one = one or _is_a_height(tokens, at, unit) or is_side(tokens, at, at)
    if unit == "m" and re.fullmatch("[1-9],?[1-9]00", low):
        said = SIGNS[sign] + pairs(ungrouped(low))  # fifteen hundred
    return [
        Piece(
            1,
            f"{said} {forms[0] if one else plural(high or low, *forms)}",
            dot=unit in POINTED,
        )
    ]


def _is_power(digits: str, unit: str) -> bool:
    """Whether a small w means watts: 300w; "5w" are weeks, or wides."""
    return unit == "w" and re.fullmatch("[1-9][0-9]{2,3}", digits) is not None


def _is_a_height(tokens: Sequence[Token], at: int, unit: str) -> bool:
    """Whether feet and inches, or what a child weighs, stand before a noun: "a 6ft 2in man"."""
    first = at - 1 if unit in ("in", "oz") or _WEIGHED.fullmatch(core(tokens, at - 1)) else at
    if unit not in ("ft", "in", "lb", "oz") or not touches(tokens, first):
        return False
    written = f"{core(tokens, first)} {core(tokens, first + 1)}"
    return _IN_TWO.fullmatch(written) is not None and attributive(tokens, first, first + 1)


_WEIGHED = re.compile("[0-9]{1,2}st")
_IN_TWO = re.compile("[0-9]+ft [0-9.]+in|[0-9]+lb [0-9.]+oz|[0-9]+st [0-9.]+lb")


def _apart(tokens: Sequence[Token], at: int) -> list[Piece] | None:  # noqa: PLR0911 - a table of patterns
    """A number and its unit as two words, or two characters: "5 %", "20 °C"."""
    match = _BARE.fullmatch(core(tokens, at))
    if not match or tokens[at].after or at + 1 >= len(tokens):
        return None
    sign, low, high = match.groups()
    said, following = SIGNS[sign] + _span(low, high), tokens[at + 1]
    mark = following.before if following.core else lone_sign(following)
    if mark in ("%", "°", "º"):
        if mark == "%":
            return [Piece(1, said), Piece(1, f"percent {_rest(following.core)}".rstrip())]
        scale = _DEGREES.get(following.core)
        if scale or not following.core:
            return [
                Piece(1, said),
                Piece(1, f"{plural(high or low, 'degree', 'degrees')} {scale or ''}".strip()),
            ]
        return None
    if following.before:
        return None
    if pieces := _apart_by_two(tokens, at, said, high or low):
        return pieces
    if (other := _OTHER_UNIT.fullmatch(following.core)) and (forms := forms_of(other[1], attached=False)):
        rest = f"{plural(high or low, *forms)}, {number(other[2])}"
        return [Piece(1, said), Piece(1, rest)]  # 12 mi/19 km
    ends = following.core in ("s", "h", "t") and (following.after or at + 2 == len(tokens))
    ends = ends or (following.core == "t" and core(tokens, at + 2) == "of")
    if ends or is_temperature(tokens, at):
        return [Piece(1, said), Piece(1, plural(high or low, *ATTACHED_ONLY[following.core]))]
    if following.core in _SIZES:
        return [Piece(1, said), Piece(1, MAGNITUDES[following.core])]
    forms = _of_its_own(tokens, at + 1)
    if forms is None or (following.core == "W" and _is_west(tokens, at + 1)):
        return None
    first = at - 2 if following.core == "in" else at
    stands = " ".join(core(tokens, place) for place in (first + 1, first + 3)) == "ft in"  # a 6 ft 2 in guard
    one = attributive(tokens, at, at + 1) or (stands and attributive(tokens, first, first + 3))
    one = one or is_side(tokens, at, at + 1)
    name = forms[0] if one else plural(high or low, *forms)
    return [Piece(1, said), Piece(1, name, dot=following.core in POINTED)]


def _apart_by_two(tokens: Sequence[Token], at: int, said: str, count: str) -> list[Piece] | None:
    """A number and a unit of two words, or one that is none elsewhere: "5 sq km", "90 mm Hg", "1,013 mb"."""
    unit, second = core(tokens, at + 1), core(tokens, at + 2)
    power = _POWERS.get(unit)
    if power and tokens[at + 1].after in (".", "") and second in _IN_FULL:
        return [Piece(1, said), Piece(1, power, dot=True)]  # 5 sq. miles
    if power and touches(tokens, at + 1) and (forms := forms_of(second, attached=False)):
        name = forms[0] if attributive(tokens, at, at + 2) else plural(count, *forms)
        return [Piece(1, said), Piece(2, f"{power} {name}", dot=second in POINTED)]
    if (unit, second) == ("mm", "Hg"):
        return [Piece(1, said), Piece(2, "millimeters of mercury")]
    if unit == "mb" and _HEAVY_AIR.fullmatch(count):
        return [Piece(1, said), Piece(1, "millibars")]
    return None


_IN_FULL = frozenset({"miles", "feet", "yards", "inches", "meters", "metres", "kilometers", "kilometres"})
_SIZES = frozenset({"bn", "mn", "tn", "trn", "mln", "bln"})


def _degrees_apart(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """98° F, 37 ° C: the scale as a word of its own."""
    match = re.fullmatch(rf"{_SIGN}({NUMBER})[°º]", core(tokens, at))
    sign = 0 if match else 1
    match = match or (_BARE.fullmatch(core(tokens, at)) if tokens[at].after == "" else None)
    scale = _DEGREES.get(core(tokens, at + 1 + sign))
    if not match or not scale or not touches(tokens, at + sign):
        return None
    if sign and (core(tokens, at + 1) or lone_sign(tokens[at + 1]) not in ("°", "º")):
        return None
    said = SIGNS[match[1]] + number(match[2])
    return [Piece(1, said), Piece(1 + sign, f"{plural(match[2], 'degree', 'degrees')} {scale}")]


def _is_west(tokens: Sequence[Token], at: int) -> bool:
    """1101 W. Pine Ave., 30 W.: a direction."""
    following = core(tokens, at + 1)
    return following[:1].isupper() or (bool(following) and tokens[at].after.startswith("."))


def _rest(word: str) -> str:
    return word if word.isalpha() else ""


def _of_its_own(tokens: Sequence[Token], at: int) -> Forms | None:
    """The unit that is a whole word: "5 km", "12 sq km", "5 cu ft"."""
    word = core(tokens, at)
    if word == "in" and (
        tokens[at].after.startswith(".")
        or "x" in (core(tokens, at + 1), core(tokens, at - 2))
        or core(tokens, at - 2) == "ft"
    ):
        return "inch", "inches"
    return forms_of(word, attached=False)


_UNIT_WORDS = frozenset(
    unit for unit in UNITS if len(unit) > 1 and unit not in ("min", "sec", "cal", "mol", "pc")
)


_ALONE = re.compile(r"[kmcµ]?[mgl]/(?:s²?|h|min|[kmcd]?[lLm][²³]?)")
_COUNT = re.compile(rf"{VULGAR.pattern}|{NUMBER}(?:m|mn|bn|k)")


def _unit_alone(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """A unit after a number that is said already: "5 million km", "½ km", "three km"."""
    word, before = core(tokens, at), core(tokens, at - 1)
    if "/" in word and _ALONE.fullmatch(word) and (forms := forms_of(word)):
        return [Piece(1, forms[1])]  # in km/h
    if word in _DEGREES and tokens[at].before.endswith("°"):
        return [Piece(1, f"degrees {_DEGREES[word]}")]  # (°C)
    if not touches(tokens, at - 1):
        return None
    counted = before in MAGNITUDE_WORDS or before[-1:].isdigit() or _COUNT.fullmatch(before)
    if counted and word in _POWERS and (forms := forms_of(core(tokens, at + 1), attached=False)):
        one = attributive(tokens, at - 1, at + 1)
        name = f"{_POWERS[word]} {forms[0 if one else 1]}"
        return [Piece(2, name, dot=core(tokens, at + 1) in POINTED)]
    if word in _UNIT_WORDS and counted:
        one = bool(VULGAR.fullmatch(before) and not before[0].isdigit()) or _is_below_one(tokens, at - 1)
        return [Piece(1, UNITS[word][0 if one else 1], dot=word in POINTED)]
    return None


_BEFORE_A_UNIT = frozenset(["a", "an", "each", "every", "in"])
_UNMISTAKEN = frozenset(["kg", "km", "cm", "mm", "ml", "kWh", "MWh", "GWh", "TWh", "lb", "mph", "km²", "m²"])
"""Units that no other word is written as: "£2 a kg", "measured in km"."""


def _unit_of_a_rate(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """£2 a kg, 30p per kWh, $300 per sq ft; measured in km."""
    word, before = core(tokens, at), core(tokens, at - 1)
    if not touches(tokens, at - 1):
        return None
    if (before == "per" or (before in _BEFORE_A_UNIT and word in _UNMISTAKEN)) and word in _UNIT_WORDS:
        return [Piece(1, UNITS[word][1 if before == "in" else 0], dot=word in POINTED)]
    if before == "per" and word in _POWERS and (forms := forms_of(core(tokens, at + 1), attached=False)):
        return [Piece(2, f"{_POWERS[word]} {forms[0]}", dot=core(tokens, at + 1) in POINTED)]
    return None


def _is_below_one(tokens: Sequence[Token], at: int) -> bool:
    """Whether a fraction stands alone: "1/2 tsp", not "1 1/2 tsp"."""
    match = re.fullmatch("([0-9]{1,2})/([0-9]{1,2})", core(tokens, at))
    alone = not (touches(tokens, at - 1) and core(tokens, at - 1).isdigit())
    return match is not None and int(match[1]) < int(match[2]) and alone


def say_fraction_of_unit(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """½km, 2½in."""
    match = re.fullmatch(r"([0-9]{0,6}[¼½¾⅐-⅞])-?([^\W\d_]+)", core(tokens, at))
    forms = forms_of(match[2]) if match else None
    if match and not forms and "-" in match[0] and len(match[2]) > 2:
        return [Piece(1, f"{mixed(match[1])} {match[2]}")]  # ½-inch
    if not match or not forms:
        return None
    return [Piece(1, f"{mixed(match[1])} {forms[1 if match[1][0].isdigit() else 0]}")]
