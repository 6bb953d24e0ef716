"""Patterns that several kinds of rules are made of. Each is bounded, so no text takes long."""

import re

NUMBER = r"[0-9]{1,15}(?:\.[0-9]{3}){0,5}(?:[.,][0-9]{1,15})?"
"""Figures with points between thousands, and a decimal comma or point."""
PLAIN_NUMBER = re.compile(NUMBER)
PREFIXES = "-+±~≈<>≤≥"
"""Signs that stand close before a number."""
DASHES = "-–"
ROMAN = re.compile(r"[IVX]{1,7}|[IVXLCDM]{2,9}")


def ungrouped(number: str) -> str:
    """A whole number without the points between its thousands; others as they are.

    >>> ungrouped("1.000"), ungrouped("1,5"), ungrouped("3.5")
    ('1000', '1,5', '3.5')
    """
    return number.replace(".", "") if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3}){1,5}", number) else number
