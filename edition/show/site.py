"""The files of a site: what belongs there, in which order it may come and go, and the list of it.

Conventions
-----------
Paths are relative, with "/". Everything that the feed points to is in place before the feed, and goes only
after it: at no moment does a subscriber see a feed that points to a file that is not there. The list
`site.json` is written last; it says which files are ours (others are never touched) and from when on a file
is no longer pointed to.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path, PurePosixPath

from edition.show.digests import Digest

FEED, INDEX, LIST = "feed.xml", "index.html", "site.json"
_LATE = (FEED, INDEX, LIST)
"""Written after everything else, in this order."""
VERSION = 1


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of the site and where its content is."""

    path: str
    digest: Digest
    source: Path | bytes


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as a list has it."""

    digest: Digest
    until: str = ""
    """ISO 8601; when a file that nothing points to any more may go. Empty: it is pointed to."""


class Action(StrEnum):
    """What is done with a file."""

    WRITE = "write"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do on a site; `file` is None for removals."""

    action: Action
    path: str
    file: SiteFile | None = None


Listing = Mapping[str, Listed]


def next_listing(
    files: Collection[SiteFile], last: Listing, gone: Collection[str], now: datetime, keep_days: int
) -> dict[str, Listed]:
    """The list once `files` are in place.

    What was listed and is no longer among them stays for `keep_days`, so that feeds in caches find it; in the
    folders `gone` (withdrawn episodes) nothing stays.
    """
    listing = {file.path: Listed(file.digest) for file in files}
    end = (now + timedelta(days=keep_days)).isoformat()
    for path, entry in last.items():
        until = entry.until or end
        folder = path.partition("/")[0]
        if path not in listing and folder not in gone and keep_days and _later(until, now):
            listing[path] = Listed(entry.digest, until)
    return dict(sorted(listing.items()))


def decide_steps(
    files: Collection[SiteFile], listing: Listing, there: Mapping[str, Digest | int]
) -> list[Step]:
    """What brings a site to its list: writes in the order that is safe, then removals.

    `there` has what stands on the site now, of our files: a digest, or the size where more is not known of
    it. Of a site that has just what it should have, nothing is left to do.
    """
    changed = [file for file in files if not _same(file.digest, there.get(file.path))]
    writes = sorted(changed, key=lambda file: (file.path in _LATE and 1 + _LATE.index(file.path), file.path))
    removals = [path for path in sorted(there) if path not in listing and path not in _LATE]
    late = [file for file in writes if file.path == LIST]
    return [
        *(Step(Action.WRITE, file.path, file) for file in writes if file.path != LIST),
        *(Step(Action.REMOVE, path) for path in removals),
        *(Step(Action.WRITE, file.path, file) for file in late),
    ]


def list_text(listing: Listing) -> str:
    """The content of `site.json`: a line a file."""
    rows = (
        f"    {json.dumps(path)}: "
        + json.dumps(
            {"bytes": entry.digest.bytes, "sha256": entry.digest.sha256}
            | ({"until": entry.until} if entry.until else {})
        )
        for path, entry in sorted(listing.items())
    )
    body = ",\n".join(rows)
    return f'{{\n  "version": {VERSION},\n  "files": {{\n{body}\n  }}\n}}\n'


def read_list(text: str) -> dict[str, Listed]:
    """A list from its text; what leads out of the site, or is damaged, is not on it."""
    try:
        content = json.loads(text)
        if content["version"] != VERSION:
            return {}
        rows = content["files"].items()
        return dict(_listed(rows))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _listed(rows: Collection[tuple[str, dict[str, object]]]) -> Iterator[tuple[str, Listed]]:
    for path, row in rows:
        size, sha256, until = row["bytes"], row["sha256"], row.get("until", "")
        if is_inside(path) and isinstance(size, int) and isinstance(sha256, str) and isinstance(until, str):
            yield path, Listed(Digest(size, sha256), until)


def is_inside(path: str) -> bool:
    """Whether a relative path stays where it is put, on any system.

    >>> is_inside("ferry/ferry.mp3"), is_inside("../ferry"), is_inside("c:/ferry")
    (True, False, False)
    """
    parts = PurePosixPath(path).parts
    return (
        bool(parts)
        and not path.startswith("/")
        and not any(part.startswith(".") for part in parts)
        and not any(character in path for character in "\\:\0")
    )


def _same(digest: Digest, there: Digest | int | None) -> bool:
    return there == (digest.bytes if isinstance(there, int) else digest)


def _later(text: str, now: datetime) -> bool:
    try:
        return datetime.fromisoformat(text) > now
    except (ValueError, TypeError):
        return False
