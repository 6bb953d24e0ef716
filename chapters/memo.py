"""What earlier builds worked out: texts under the hash of everything that they follow from.

Conventions
-----------
A key is made by `key_of`, of all that decides the text, the place that works it out included. Changes of the
program itself are not in it: who keeps the texts forgets them with every change of the program.
"""

import hashlib
from typing import Protocol


class Memo(Protocol):
    """Keeps texts by their keys; it may forget any."""

    def get(self, key: str) -> str | None:
        """What was put in under the key; None if it is not known (any more)."""

    def put(self, key: str, text: str) -> None:
        """Keep a text without a line feed."""


class NoMemo:
    """Keeps nothing."""

    def get(self, key: str) -> str | None:
        """Nothing is known."""
        return None

    def put(self, key: str, text: str) -> None:
        """It is forgotten at once."""


NO_MEMO = NoMemo()


def key_of(*parts: object) -> str:
    """The key of what follows from `parts`: numbers, texts, truth values, None, and tuples and lists of
    such."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
