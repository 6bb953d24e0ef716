"""Where in a TOML file something stands.

tomllib keeps no positions, and the libraries that keep them are slower to start than this is wrong.
"""

import re
from collections import Counter

_NAME = r"""(?:"[^"]*"|'[^']*'|[\w-]+)"""


def line_of(text: str, place: tuple[str, ...]) -> int:
    """Number of the line that says `place`, as well as a look at each line can tell; 1 if none does.

    A number in `place` counts the tables that start with `[[...]]`, from 1.

    >>> line_of("[a]\\nb = 1\\n[a.c]\\nd = 2", ("a", "c", "d"))
    4
    """
    table: tuple[str, ...] = ()
    best, tables = 1, Counter[tuple[str, ...]]()
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(rf"\s*(\[\[?)\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*\]", line):
            table = _dotted(header[2])
            if header[1] == "[[":
                tables[table] += 1
                table = (*table, str(tables[table]))
            names = table
        elif key := re.match(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=", line):
            names = (*table, *_dotted(key[1]))
        else:
            continue
        if names == place:
            return number
        if names == place[: len(names)]:
            best = number
    return best


def _dotted(name: str) -> tuple[str, ...]:
    parts = re.findall(r"""\s*(?:"([^"]*)"|'([^']*)'|([^.'"\s]+))\s*\.?""", name)
    return tuple(a or b or c for a, b, c in parts)
