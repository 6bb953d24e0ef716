"""`audio-edition cache`: what the store holds, and making it smaller without harm.

What the current editions are made of is never taken: each published build leaves a record in the store
(`edition.last`), and an edition is current as long as its folder holds an `edition.json`. Nor is anything
that was used in the last two hours: a build may be about to use it.
"""

import contextlib
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from chapters.manifest import FILE_NAME
from edition import known_takes, last, seal, spoken_memo
from edition.addresses import LAYOUT
from edition.memo import DERIVED
from edition.store import USE_NOTED_S, Entry, FolderStore
from scripts.words import how_many

_OF_AN_EDITION = (last.KIND, seal.KIND, spoken_memo.KIND, known_takes.KIND, DERIVED)
"""Kinds of which each edition has one entry."""

UNTOUCHABLE_S = 2 * USE_NOTED_S
"""Entries used more lately than that are left alone: twice as fine as use is noted."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The store, looked through."""

    root: str
    layout: str
    entries: tuple[Entry, ...]
    editions: tuple[str, ...]
    """Folders of the editions that are current."""
    gone: tuple[str, ...]
    """Folders of editions that are no longer there."""
    needed: frozenset[tuple[str, str]]
    """(kind, key) of what the current editions are made of."""
    edition_bytes: tuple[int, ...] = ()
    """What each of `editions` needs; what several need is counted for each."""

    def bytes(self, *, needed: bool | None = None) -> int:
        """Of all entries, or of those that the current editions need or do not need."""
        return sum(e.size for e in self.entries if needed is None or self.is_needed(e) == needed)

    def is_needed(self, entry: Entry) -> bool:
        return (entry.kind, entry.key) in self.needed


def look_through(store: FolderStore) -> Contents:
    """All that is in the store. Raises PublishError if it cannot be read."""
    entries = tuple(store.entries())
    builds = []
    for entry in entries:
        if entry.kind == last.KIND:
            with contextlib.suppress(OSError):
                # Not by `store.open`: looking is no use of an entry.
                builds.append((entry.key, last.parse(store.path(entry.kind, entry.key).read_bytes())))
    sizes = {(entry.kind, entry.key): entry.size for entry in entries}
    needed: set[tuple[str, str]] = set()
    editions: list[tuple[str, int]] = []
    gone = []
    for key, build in builds:
        if build is None:
            continue
        if (Path(build.folder) / FILE_NAME).is_file():
            own = {*build.needed(), *((kind, key) for kind in _OF_AN_EDITION)}
            editions.append((build.folder, sum(sizes.get(one, 0) for one in own)))
            needed |= own
        else:
            gone.append(build.folder)
    editions.sort()
    return Contents(
        root=str(store.root),
        layout=LAYOUT,
        entries=entries,
        editions=tuple(folder for folder, _ in editions),
        gone=tuple(sorted(gone)),
        needed=frozenset(needed),
        edition_bytes=tuple(size for _, size in editions),
    )


def decide_prune(
    contents: Contents, *, older_than_s: float | None, most_bytes: int | None, now: float
) -> tuple[Entry, ...]:
    """What to remove: what was not used for `older_than_s`, and then what was used least lately until no more
    than `most_bytes` are left (or nothing that may go). With neither, everything that no edition needs."""
    free = sorted(
        (e for e in contents.entries if not contents.is_needed(e) and now - e.used > UNTOUCHABLE_S),
        key=lambda entry: (entry.used, entry.kind, entry.key),
    )
    if older_than_s is None and most_bytes is None:
        return tuple(free)
    chosen = [e for e in free if older_than_s is not None and now - e.used > older_than_s]
    if most_bytes is not None:
        left = contents.bytes() - sum(entry.size for entry in chosen)
        for entry in free[len(chosen) :]:
            if left <= most_bytes:
                break
            chosen.append(entry)
            left -= entry.size
    return tuple(chosen)


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was removed, or would be."""

    removed: tuple[Entry, ...]
    left_bytes: int
    needed_bytes: int
    dry_run: bool


def prune_store(
    store: FolderStore, *, older_than_s: float | None, most_bytes: int | None, dry_run: bool
) -> Pruned:
    """Decide and, unless it is a `dry_run`, do it. Raises PublishError if the store cannot be read."""
    contents = look_through(store)
    entries = decide_prune(contents, older_than_s=older_than_s, most_bytes=most_bytes, now=time.time())
    if not dry_run:
        for entry in entries:
            store.discard(entry.kind, entry.key)
    left = contents.bytes() - sum(entry.size for entry in entries)
    return Pruned(entries, left, contents.bytes(needed=True), dry_run)


def contents_json(contents: Contents) -> dict[str, object]:
    """As `cache info --json` prints it; sizes in bytes."""
    return {
        "root": contents.root,
        "layout": contents.layout,
        "bytes": contents.bytes(),
        "bytes_needed": contents.bytes(needed=True),
        "kinds": {
            kind: {"entries": number, "bytes": sum(e.size for e in contents.entries if e.kind == kind)}
            for kind, number in sorted(Counter(e.kind for e in contents.entries).items())
        },
        "editions": list(contents.editions),
        "edition_bytes": list(contents.edition_bytes),
        "gone": list(contents.gone),
    }


_SHOWN = {
    "takes (what was spoken)": ("take",),
    "encoded chapters": ("chapter", "piece", "aac"),
    "what builds have worked out": (),
}
"""Kinds as a person is shown them; the last is all others."""


def _shown(kind: str) -> str:
    return next((what for what, kinds in _SHOWN.items() if kind in kinds), list(_SHOWN)[-1])


def contents_text(contents: Contents) -> str:
    """The store, for a person."""
    rows = [f"{contents.root} (layout {contents.layout}): {size_text(contents.bytes())}"]
    for what in _SHOWN:
        found = [entry for entry in contents.entries if _shown(entry.kind) == what]
        if found:
            size = size_text(sum(entry.size for entry in found))
            rows.append(f"  {what + ':':32} {size:>10} in {how_many(len(found), 'file')}")
    current = how_many(len(contents.editions), "current edition")
    rows.append(f"  needed by {current}: {size_text(contents.bytes(needed=True))}")
    if len(contents.editions) > 1:
        rows[-1] += "; what several need is counted for each"
    rows += [
        f"    {size_text(size):>10}  {folder}"
        for folder, size in zip(contents.editions, contents.edition_bytes, strict=True)
    ]
    rows += [f"  no longer there: {folder}" for folder in contents.gone]
    return "\n".join(rows)


def pruned_json(pruned: Pruned) -> dict[str, object]:
    """As `cache prune --json` prints it; sizes in bytes."""
    return {
        "dry_run": pruned.dry_run,
        "removed": len(pruned.removed),
        "removed_bytes": sum(entry.size for entry in pruned.removed),
        "left_bytes": pruned.left_bytes,
        "needed_bytes": pruned.needed_bytes,
    }


def pruned_text(pruned: Pruned) -> str:
    """What was removed, for a person."""
    verb = "would be removed" if pruned.dry_run else "removed"
    size = size_text(sum(entry.size for entry in pruned.removed))
    left, needed = size_text(pruned.left_bytes), size_text(pruned.needed_bytes)
    removed = f"{verb}: {how_many(len(pruned.removed), 'file')}, {size}"
    return f"{removed}; left: {left}, of which current editions need {needed}"


def size_text(size: int) -> str:
    """Bytes for a person.

    >>> size_text(512), size_text(1_500_000), size_text(2_340_000_000)
    ('512 B', '1.5 MB', '2.3 GB')
    """
    for unit, scale in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000)):
        if size >= scale:
            return f"{size / scale:.1f} {unit}"
    return f"{size} B"
