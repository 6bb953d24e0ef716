"""Units of measure: what is written -> (said of one, said of more)."""

Forms = tuple[str, str]


def _regular(one: str) -> Forms:
    return one, f"{one}s"


def _prefixed(
    prefixes: tuple[tuple[str, str], ...], units: tuple[tuple[str, str, str], ...]
) -> dict[str, Forms]:
    """Each unit (symbol, one, many) with each prefix."""
    return {
        sign + symbol: (name + one, name + many) for sign, name in prefixes for symbol, one, many in units
    }


_SMALL = (("n", "nano"), ("µ", "micro"), ("μ", "micro"), ("m", "milli"), ("c", "centi"), ("d", "deci"))
_LARGE = (("k", "kilo"), ("M", "mega"), ("G", "giga"), ("T", "tera"), ("P", "peta"))
_KILO = (("k", "kilo"),)


def _powers() -> dict[str, Forms]:
    """Squares and cubes of lengths: km², km2, m³."""
    lengths = {
        "m": "meter",
        "km": "kilometer",
        "cm": "centimeter",
        "mm": "millimeter",
        "ft": "foot",
        "mi": "mile",
    }
    forms = {}
    for symbol, one in lengths.items():
        many = "feet" if one == "foot" else f"{one}s"
        for sign, power in (("²", "square"), ("2", "square"), ("³", "cubic"), ("3", "cubic")):
            forms[symbol + sign] = (f"{power} {one}", f"{power} {many}")
    return forms


UNITS: dict[str, Forms] = {
    **_prefixed((*_SMALL, *_KILO), (("m", "meter", "meters"),)),
    **_prefixed((*_SMALL, *_KILO), (("g", "gram", "grams"),)),
    **_prefixed(_SMALL, (("l", "liter", "liters"), ("L", "liter", "liters"))),
    **_prefixed(
        (("n", "nano"), ("µ", "micro"), ("μ", "micro"), ("m", "milli")), (("s", "second", "seconds"),)
    ),
    **_prefixed(
        _LARGE,
        (
            ("W", "watt", "watts"),
            ("Wh", "watt hour", "watt hours"),
            ("Hz", "hertz", "hertz"),
            ("B", "byte", "bytes"),
            ("J", "joule", "joules"),
            ("N", "newton", "newtons"),
            ("Pa", "pascal", "pascals"),
            ("eV", "electronvolt", "electronvolts"),
        ),
    ),
    **_prefixed((("k", "kilo"), ("M", "mega")), (("V", "volt", "volts"),)),
    **_prefixed(
        _LARGE, (("bps", "bit per second", "bits per second"), ("bit/s", "bit per second", "bits per second"))
    ),
    **_powers(),
    "hPa": _regular("hectopascal"),
    "mAh": _regular("milliamp hour"),
    "mV": _regular("millivolt"),
    "mW": _regular("milliwatt"),
    "mA": _regular("milliamp"),
    "KB": _regular("kilobyte"),
    "m": _regular("meter"),
    "mi": _regular("mile"),
    "ft": ("foot", "feet"),
    "yd": _regular("yard"),
    "yds": _regular("yard"),
    "nmi": _regular("nautical mile"),
    "kt": _regular("knot"),
    "kts": _regular("knot"),
    "sqm": ("square meter", "square meters"),
    "sqft": ("square foot", "square feet"),
    "ha": _regular("hectare"),
    "g": _regular("gram"),
    "lb": _regular("pound"),
    "lbs": _regular("pound"),
    "oz": ("ounce", "ounces"),
    "gal": _regular("gallon"),
    "qt": _regular("quart"),
    "tbsp": _regular("tablespoon"),
    "tsp": _regular("teaspoon"),
    "mph": ("mile per hour", "miles per hour"),
    "mpg": ("mile per gallon", "miles per gallon"),
    "kph": ("kilometer per hour", "kilometers per hour"),
    "kmh": ("kilometer per hour", "kilometers per hour"),
    "m.p.h": ("mile per hour", "miles per hour"),
    "k.p.h": ("kilometer per hour", "kilometers per hour"),
    "m.p.g": ("mile per gallon", "miles per gallon"),
    "kgs": _regular("kilogram"),
    "Ω": _regular("ohm"),
    "kΩ": _regular("kilohm"),
    "fps": ("frame per second", "frames per second"),
    "rpm": ("revolution per minute", "revolutions per minute"),
    "bpm": ("beat per minute", "beats per minute"),
    "ppm": ("part per million", "parts per million"),
    "ppb": ("part per billion", "parts per billion"),
    "bpd": ("barrel per day", "barrels per day"),
    "b/d": ("barrel per day", "barrels per day"),
    "bbl": _regular("barrel"),
    "dpi": ("dot per inch", "dots per inch"),
    "Nm": _regular("newton meter"),
    "kVA": ("kilovolt ampere", "kilovolt amperes"),
    "Ah": _regular("amp hour"),
    "lm": _regular("lumen"),
    "Sv": _regular("sievert"),
    "mSv": _regular("millisievert"),
    "µSv": _regular("microsievert"),
    "Bq": _regular("becquerel"),
    "mbar": _regular("millibar"),
    "mmHg": ("millimeter of mercury", "millimeters of mercury"),
    "mmol": _regular("millimole"),
    "µmol": _regular("micromole"),
    "nmol": _regular("nanomole"),
    "IU": _regular("international unit"),
    "tCO2e": ("ton of CO two equivalent", "tons of CO two equivalent"),
    "BTU": ("B T U", "B T U's"),
    "psi": ("pound per square inch", "pounds per square inch"),
    "bp": _regular("basis point"),
    "bps": _regular("basis point"),
    "pc": ("percent", "percent"),
    "pct": ("percent", "percent"),
    "cc": ("CC", "CC"),
    "hp": ("horsepower", "horsepower"),
    "bhp": ("brake horsepower", "brake horsepower"),
    "kn": _regular("knot"),
    "inHg": ("inch of mercury", "inches of mercury"),
    "Mt": _regular("megaton"),
    "Gt": _regular("gigaton"),
    "MtCO2": ("megaton of CO two", "megatons of CO two"),
    "GtCO2": ("gigaton of CO two", "gigatons of CO two"),
    "MtCO2e": ("megaton of CO two equivalent", "megatons of CO two equivalent"),
    "GtCO2e": ("gigaton of CO two equivalent", "gigatons of CO two equivalent"),
    "°C": ("degree Celsius", "degrees Celsius"),
    "°F": ("degree Fahrenheit", "degrees Fahrenheit"),
    "°K": ("degree Kelvin", "degrees Kelvin"),
    "°": _regular("degree"),
    "W": _regular("watt"),
    "Wh": _regular("watt hour"),
    "kW/h": _regular("kilowatt hour"),
    "Hz": ("hertz", "hertz"),
    "dB": _regular("decibel"),
    "pts": _regular("point"),
    "wkts": _regular("wicket"),
    "hr": _regular("hour"),
    "hrs": _regular("hour"),
    "min": _regular("minute"),
    "mins": _regular("minute"),
    "sec": _regular("second"),
    "secs": _regular("second"),
    "yrs": _regular("year"),
    "mos": _regular("month"),
    "mths": _regular("month"),
    "wks": _regular("week"),
    "MP": _regular("megapixel"),
    "px": _regular("pixel"),
    "ly": _regular("light year"),
    "cal": _regular("calorie"),
    "kcal": _regular("kilocalorie"),
    "µg": _regular("microgram"),
    "mcg": _regular("microgram"),
    "mol": _regular("mole"),
    "lx": ("lux", "lux"),
    "cd": _regular("candela"),
}
"""After a number, attached to it or as a word of its own."""

ATTACHED_ONLY: dict[str, Forms] = {
    "in": ("inch", "inches"),
    '"': ("inch", "inches"),
    "C": ("degree Celsius", "degrees Celsius"),
    "F": ("degree Fahrenheit", "degrees Fahrenheit"),
    "K": _regular("kelvin"),
    "l": _regular("liter"),
    "L": _regular("liter"),
    "h": _regular("hour"),
    "s": _regular("second"),
    "V": _regular("volt"),
    "J": _regular("joule"),
    "N": _regular("newton"),
    "t": _regular("ton"),
    "p": ("penny", "pence"),
    "c": ("cent", "cents"),
    "¢": _regular("cent"),
    "x": ("x", "x"),
    "×": ("times", "times"),
    "mo": _regular("month"),
    "yr": _regular("year"),
    "wk": _regular("week"),
    "yo": ("year old", "year old"),
    "pp": _regular("percentage point"),
    "ct": _regular("carat"),
    "w": _regular("watt"),
}
"""As a word of their own they mean something else."""

PER: dict[str, str] = {
    "h": "hour",
    "hr": "hour",
    "s": "second",
    "s²": "second squared",
    "s2": "second squared",
    "sec": "second",
    "min": "minute",
    "d": "day",
    "day": "day",
    "wk": "week",
    "week": "week",
    "mo": "month",
    "mth": "month",
    "month": "month",
    "yr": "year",
    "y": "year",
    "year": "year",
    "hour": "hour",
    "minute": "minute",
    "person": "person",
    "night": "night",
    "share": "share",
    "barrel": "barrel",
    "bbl": "barrel",
    "gal": "gallon",
    "unit": "unit",
    "capita": "capita",
    "head": "head",
    "ton": "ton",
    "tonne": "tonne",
    "mile": "mile",
    "gallon": "gallon",
    "game": "game",
    "pound": "pound",
}
"""After a stroke: what a rate is counted by."""

POINTED = frozenset(
    {
        *("in", "ft", "yd", "yds", "mi", "lb", "lbs", "oz", "gal", "qt", "tbsp", "tsp", "cal", "bbl", "st"),
        *("hr", "hrs", "min", "mins", "sec", "secs", "yr", "yrs", "wk", "wks", "mo", "mos", "pts", "pct"),
        *("m.p.h", "k.p.h", "m.p.g"),
    }
)
"""Units that are written with a point; after the others it ends a sentence."""
_SHOUTED = frozenset({"KM", "KG", "CM", "MM", "FT", "LB", "OZ", "YD", "MPH"})
"""Units of two letters that stand for nothing else in capitals."""
_BY_LOWER = {symbol.lower(): forms for symbol, forms in reversed(UNITS.items()) if len(symbol) > 1}


def forms_of(unit: str, attached: bool = True) -> Forms | None:
    """How a unit is said of one and of more; rates ("km/h", "kg/m²") too; None for what is no unit.

    >>> forms_of("km/h"), forms_of("KG"), forms_of("xy")
    (('kilometer per hour', 'kilometers per hour'), ('kilogram', 'kilograms'), None)
    """
    unit = unit.replace("μ", "µ")
    whole = _simple(unit, attached)
    if whole or "/" not in unit:
        return whole
    first, _, second = unit.partition("/")
    upper, lower = _simple(first, True), PER.get(second) or (_simple(second, True) or ("", ""))[0]
    return (f"{upper[0]} per {lower}", f"{upper[1]} per {lower}") if upper and lower else None


def _simple(unit: str, attached: bool) -> Forms | None:
    exact = UNITS.get(unit) or (ATTACHED_ONLY.get(unit) if attached else None)
    plain = (unit.isupper() or unit[1:].islower()) and unit != "GPA"  # home runs are HRs
    loosely = plain and (attached or unit in _SHOUTED or len(unit) > 2)
    return exact or (_BY_LOWER.get(unit.lower()) if loosely else None)
