"""A text as engines can take it: no control characters, cut where it is too long to be said in one go."""

import re
from collections.abc import Iterator

_ENDS = (". ", "? ", "! ", "; ", ": ", ", ", " ")
"""Where to cut, the best place first; each is cut after."""


def cuts(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """(start, end) of stretches of at most `limit` characters that tile `text`, in order.

    Cut after a mark in the second half of the stretch if there is one, else after a space, else anywhere.

    >>> list(cuts("One, two three. Four", 16)), list(cuts("abcdef", 4))
    ([(0, 16), (16, 20)], [(0, 4), (4, 6)])
    """
    start = 0
    while len(text) - start > limit:
        places = (text.rfind(end, start + limit // 2, start + limit) + len(end) for end in _ENDS)
        at = next((place for place in places if place > start + limit // 2), start + limit)
        yield start, at
        start = at
    yield start, len(text)


def without_controls(text: str) -> str:
    """The same text with a space for each control character (and half of a surrogate pair): places stay.

    For C libraries a text ends at a NUL, and what follows would be lost.

    >>> without_controls("one\\0two")
    'one two'
    """
    return re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", text)
