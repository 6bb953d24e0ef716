"""English number words. Every function is exact and takes any non-negative number; American style, without
"and".

Numbers beyond the names (10^36 and more) are read digit by digit.
"""

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = [".", ".", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_POWERS = [
    ".",
    "thousand",
    "million",
    "billion",
    "trillion",
    "quadrillion",
    "quintillion",
    "sextillion",
    "septillion",
    "octillion",
    "nonillion",
    "decillion",
]
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_LONGEST = 3 * len(_POWERS)


def cardinal(digits: str) -> str:
    """A whole number, given in digits.

    >>> cardinal("1984")
    'one thousand nine hundred eighty four'
    """
    digits = digits.lstrip("0") or "0"
    if len(digits) > _LONGEST:
        return spelled(digits)
    if digits == "0":
        return _ONES[0]
    padded = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [int(padded[at : at + 3]) for at in range(0, len(padded), 3)]
    words = []
    for power, group in zip(range(len(groups) - 1, -1, -1), groups, strict=True):
        if group:
            words.append(_below_thousand(group) + (f" {_POWERS[power]}" if power else ""))
    return " ".join(words)


def ordinal(digits: str) -> str:
    """The place in a row.

    >>> ordinal("21"), ordinal("100"), ordinal("12")
    ('twenty first', 'one hundredth', 'twelfth')
    """
    words = cardinal(digits)
    at = words.rfind(" ") + 1
    head, last = words[:at], words[at:]
    if last in _ORDINALS:
        return head + _ORDINALS[last]
    return head + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def year(digits: str) -> str:
    """A year of our era, three or four digits; others as a cardinal.

    >>> year("1984"), year("2005"), year("1900"), year("1907")
    ('nineteen eighty four', 'two thousand five', 'nineteen hundred', 'nineteen oh seven')
    """
    if len(digits) != 4 or digits[0] == "0" or (digits[1] == "0" and digits[2] == "0"):
        return cardinal(digits)
    century, rest = cardinal(digits[:2]), digits[2:]
    if rest == "00":
        return f"{century} hundred"
    return f"{century} oh {_ONES[int(rest[1])]}" if rest[0] == "0" else f"{century} {cardinal(rest)}"


def decade(digits: str) -> str:
    """The ten years that begin with a year in 0.

    >>> decade("1990"), decade("90"), decade("1800")
    ('nineteen nineties', 'nineties', 'eighteen hundreds')
    """
    words = year(digits) if len(digits) == 4 else cardinal(digits)
    return words[:-1] + "ies" if words.endswith("y") else words + "s"


def decimal(digits: str) -> str:
    """A number with or without a fraction, after a point.

    >>> decimal("3.05"), decimal(".5")
    ('three point zero five', 'point five')
    """
    whole, point, fraction = digits.partition(".")
    said = [cardinal(whole)] if whole else []
    if point:
        said += ["point", spelled(fraction)]
    return " ".join(said)


def spelled(digits: str) -> str:
    """Digit by digit.

    >>> spelled("007")
    'zero zero seven'
    """
    return " ".join(_ONES[int(digit)] for digit in digits)


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman(numeral: str) -> int:
    """The value of a well-formed Roman numeral below 4000; 0 for everything else.

    >>> roman("XIV"), roman("IIII"), roman("MCMLXXVI")
    (14, 0, 1976)
    """
    if not numeral or len(numeral) > 15 or any(letter not in _ROMAN for letter in numeral):
        return 0
    values = [_ROMAN[letter] for letter in numeral]
    total = sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
    return total if _to_roman(total) == numeral else 0


def _to_roman(number: int) -> str:
    signs = (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    written = ""
    for value, sign in signs:
        count, number = divmod(number, value)
        written += sign * count
    return written


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_ONES[hundreds]} hundred"] if hundreds else []
    if rest >= 20:
        tens, ones = divmod(rest, 10)
        words.append(f"{_TENS[tens]} {_ONES[ones]}" if ones else _TENS[tens])
    elif rest:
        words.append(_ONES[rest])
    return " ".join(words)
