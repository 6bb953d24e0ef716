"""The `Range` header: which bytes of a file a client asks for.

Conventions
-----------
A range is `(start, end)` in bytes, end exclusive. Source: RFC 9110, section 14. What is not understood is
ignored, as the RFC has it, and the whole file is sent; so is a header with more ranges than a player has
reason to ask for.
"""

import re

Ranges = tuple[tuple[int, int], ...]
MOST_RANGES = 16
_SPEC = re.compile(r"[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*\Z")


def parse_ranges(header: str, size: int) -> Ranges | None:
    """The ranges asked for of a file of `size` bytes, clipped to it; those that touch are one.

    None: there is nothing to go by, send everything. An empty tuple: none of them is in the file.

    >>> parse_ranges("bytes=0-9, 5-19", 100), parse_ranges("bytes=-10", 100), parse_ranges("bytes=100-", 100)
    (((0, 20),), ((90, 100),), ())
    """
    unit, equals, specs = header.partition("=")
    if unit.strip().lower() != "bytes" or not equals or size == 0:
        return None
    parts = [part for part in specs.split(",", MOST_RANGES) if part.strip()]
    if not parts or len(parts) > MOST_RANGES:
        return None
    found = []
    for part in parts:
        match = _SPEC.match(part)
        if not match or not (match[1] or match[2]):
            return None
        if match[1] and match[2] and int(match[1]) > int(match[2]):
            return None
        start, end = _clipped(match[1], match[2], size)
        if start < end:
            found.append((start, end))
    return _joined(found)


def _clipped(first: str, last: str, size: int) -> tuple[int, int]:
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size


def _joined(ranges: list[tuple[int, int]]) -> Ranges:
    """The ranges in the order asked for; in that of the file, and put together, if any of them touch."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(ranges if len(joined) == len(ranges) else joined)
