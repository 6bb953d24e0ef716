"""The numbers that a browser shows before the items of ordered lists (HTML, "the ol element").

Nobody writes them as text, and who listens needs them all the same: "step 3" is said further down.
"""

import re

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

_WHOLE = re.compile(r"\s*([+-]?\d{1,9})")
_OWN = re.compile(r"\W{0,2}(?:\d{1,3}|[A-Za-z])[.):]\s|\W{0,2}\d{1,3}\s*[.):–—-]")
"""What an item begins with whose author wrote its number out."""
_BARE = re.compile(r"list-style(?:-type)?\s*:[^;]{0,60}\bnone\b", re.IGNORECASE)
_MOST_ROMAN = 3999
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    )
)


class Ordered:
    """An ordered list that is open, and where it stands in its count."""

    def __init__(self, element: etree._Element) -> None:
        self.style = element.get("type") or "1"
        self.step = -1 if element.get("reversed") is not None else 1
        start = _whole(element.get("start"))
        if start is None:
            start = 1 if self.step > 0 else sum(one.tag == "li" for one in element)
        self.following = start
        # Who takes the marks away from a list gives it the role back that browsers take from it then.
        self.bare = element.get("role") == "list" or _BARE.search((element.get("style") or "")[:400])

    def item(self, element: etree._Element) -> str:
        """The number of the next item, as a reader sees it; empty where the list shows none."""
        told = _whole(element.get("value"))
        number = self.following if told is None else told
        self.following = number + self.step
        return "" if self.bare else written(number, element.get("type") or self.style)


def written(number: int, style: str) -> str:
    """A number before an item, in one of HTML's styles; numbers that a style lacks are decimal. Letters have
    a bracket: with a point, "I." is a sentence.

    >>> [written(4, style) for style in ("1", "a", "A", "i", "I")], written(28, "a"), written(0, "i")
    (['4.', 'd)', 'D)', 'iv)', 'IV)'], 'ab)', '0.')
    """
    made = ""
    if style in ("a", "A"):
        made = letters(number)
    elif style in ("i", "I"):
        made = roman(number)
    return f"{made.upper() if style.isupper() else made})" if made else f"{number}."


def before(number: str, words: str) -> str:
    """What is put before the words of an item: its number and a space, or nothing where they have their own.

    >>> before("3.", "Dry it."), before("3.", "3) Dry it.")
    ('3. ', '')
    """
    return f"{number} " if number and not _OWN.match(words) else ""


def letters(number: int) -> str:
    """A number as lists count with letters: z, aa, ab; empty for one that is none."""
    made = ""
    while number > 0:
        number, at = divmod(number - 1, 26)
        made = chr(ord("a") + at) + made
    return made


def roman(number: int) -> str:
    """A Roman number in small letters; empty for one that has none."""
    if not 0 < number <= _MOST_ROMAN:
        return ""
    parts = []
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        parts.append(times * sign)
    return "".join(parts)


def _whole(told: str | None) -> int | None:
    found = _WHOLE.match(told) if told and told.isascii() else None
    return int(found[1]) if found else None
