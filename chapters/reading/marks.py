"""How speakers are told apart with the eyes: a colour, and a mark that needs none.

Conventions
-----------
The first eight who speak have a colour and a shape each. Everybody after them shares a colour, and has their
initials for a mark, with a number where somebody has the same: so no two marks are alike. Nobody has the
colour of somebody who speaks right before or after them in the text, as far as eight colours go.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

SHAPES = 8
"""Colours, each with a shape of its own in the style sheets."""
_FIRST = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Mark:
    """Of somebody who is not the narrator."""

    colour: int
    """Number of the colour, and of the shape if there are no initials."""
    initials: str = ""


def marks_of(names: Sequence[str], narrator: int, turns: Iterable[int]) -> tuple[Mark, ...]:
    """A mark for each name; `turns` are the speakers in the order of the text, the narrator's left out.

    >>> [mark.initials for mark in marks_of([f"Ann {one}" for one in "ABCDEFGHB"], -1, [])][-2:]
    ['', 'AB']
    """
    others = [number for number in range(len(names)) if number != narrator]
    colours = {number: place for place, number in enumerate(others[:SHAPES])}
    beside: dict[int, set[int]] = {number: set() for number in others}
    for one, other in pairwise(turns):
        if one != other:
            beside[one].add(other)
            beside[other].add(one)
    used = Counter(colours.values())
    for number in others[SHAPES:]:
        near = Counter(colours[other] for other in beside[number] if other in colours)
        colours[number] = min(range(SHAPES), key=lambda colour: (near[colour], used[colour], colour))
        used[colours[number]] += 1
    crowd = _initials([names[number] for number in others[SHAPES:]])
    initials = dict(zip(others[SHAPES:], crowd, strict=True))
    return tuple(Mark(colours.get(number, 0), initials.get(number, "")) for number in range(len(names)))


def _initials(names: Sequence[str]) -> list[str]:
    """Of each name, no two the same."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        letters = [one[0] for part in name.split() if (one := _FIRST.search(part))] or ["?"]
        own = (letters[0] + letters[-1] if len(letters) > 1 else letters[0]).upper()
        number = 2
        while (own if number == 2 else f"{own}{number - 1}") in taken:
            number += 1
        found.append(own if number == 2 else f"{own}{number - 1}")
        taken.add(found[-1])
    return found
