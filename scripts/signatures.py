"""Signatures under quotations, as they are written: a dash and who says it, on a line of its own."""

import re

PATTERN = r"(?:[—–―]+|--?)\s?[^\W\d_][^\n—–―.!?。]{1,100}"
"""A dash and words that are no sentence; whether they name somebody is for `speech` to tell."""
_ALONE = re.compile(rf"\s*{PATTERN}\s*\Z")
_AT_END = re.compile(rf"\s*{PATTERN}\Z")


def is_signature(words: str) -> bool:
    """Whether a line or a paragraph is a signature and nothing else.

    >>> is_signature("— Ana Ruiz, mayor"), is_signature("— I saw it. Then it was gone.")
    (True, False)
    """
    return _ALONE.match(words) is not None


def without_signature(words: str) -> str:
    """A quotation without the signature at its end.

    >>> without_signature("We waited. — Ana Ruiz")
    'We waited.'
    """
    return _AT_END.sub("", words)
