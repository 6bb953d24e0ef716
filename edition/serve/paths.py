"""From the path of a request to a file of the folder that is served, and to nothing else.

Nothing with a ".." in it is looked for, nothing whose name begins with a dot, no device, and nothing that a
link leads out to: whatever it is, it is "not found".
"""

import stat
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)


def request_parts(target: str) -> tuple[str, ...] | None:
    """The names in a request's path, decoded once; None if it is not one that we look for.

    >>> request_parts("/ferry/a%20b.mp3?v=1"), request_parts("/%2e%2e/etc"), request_parts("/.git/config")
    (('ferry', 'a b.mp3'), None, None)
    """
    path = target.partition("?")[0].partition("#")[0]
    if not path.startswith("/"):
        return None
    try:
        decoded = unquote_to_bytes(path).decode("utf-8")
    except UnicodeError:
        return None
    parts = tuple(part for part in decoded.split("/") if part)
    return parts if all(map(_is_name, parts)) else None


def find(root: Path, parts: tuple[str, ...]) -> Path | None:
    """The regular file or folder of that path below `root` (which is resolved); None if there is none to be
    seen."""
    try:
        path = root.joinpath(*parts).resolve(strict=True)
        inside = path.relative_to(root).parts
        mode = path.stat().st_mode
    except (OSError, ValueError, RuntimeError):
        return None
    if not all(map(_is_name, inside)) or not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return None
    return path


def location(parts: tuple[str, ...]) -> str:
    """The address of a folder; it begins with one slash, so that it is never another host's.

    >>> location(("a b",)), location(())
    ('/a%20b/', '/')
    """
    return "/" + "".join(f"{quote(part, safe='')}/" for part in parts)


def _is_name(part: str) -> bool:
    """Windows takes a colon for a drive or a stream, drops dots and spaces at the end, and keeps names for
    devices."""
    return (
        not part.startswith(".")
        and not part.endswith((".", " "))
        and part.isprintable()
        and not any(character in part for character in '\\:*?"<>|')
        and part.partition(".")[0].lower() not in _RESERVED
    )
