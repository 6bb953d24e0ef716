"""Addresses in a store: how entries lie in a folder or a bucket, what can be a kind and a key, and the key of
an edition."""

import hashlib
import re
from pathlib import Path

LAYOUT = "v1"
"""Name of the folder that holds entries laid out as they are today; a new layout gets a new one."""


def is_address(kind: str, key: str) -> bool:
    """Whether an entry can have this kind and key."""
    return bool(_KIND.fullmatch(kind) and _KEY.fullmatch(key))


_KIND, _KEY = re.compile(r"[a-z]+"), re.compile(r"[0-9a-f]{16,128}")


def check_address(kind: str, key: str) -> None:
    """Raise ValueError for what is no address: a bug, or somebody's path."""
    if not is_address(kind, key):
        raise ValueError(f"not an address of the store: {kind!r} {key!r}")


def address(folder: Path) -> str:
    """The key of what the store has of the edition in `folder`."""
    return hashlib.sha256(str(folder.absolute()).encode("utf-8", "surrogatepass")).hexdigest()
