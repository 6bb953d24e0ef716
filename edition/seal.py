"""What lets an unchanged article cost nothing, not even its reading.

A build leaves a seal in the store: a hash of everything that decides the edition, how each published file lay
on the disk, and what was told. As long as all that is still so, a build tells the same and is done.
Otherwise, or if there is no seal, the article is read and everything is decided as ever.

What decides an edition: the article's bytes; `edition.toml` with the command's choices; every file that it
names; the program, down to the last change of its source; the engine that is chosen, and the fingerprint of
every voice."""

import contextlib
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chapters.manifest import FILE_NAME, Manifest
from edition.addresses import address
from edition.naming import is_file_name
from edition.published import generator, published_names
from edition.result import ChapterTimes, DroppedText, Result
from edition.saved import kept_page
from scripts.errors import AudioEditionError
from scripts.model import Gender
from voices.engines import choose_reader, get_engine
from voices.model import Store, Voice

if TYPE_CHECKING:
    from edition.order import Order
    from edition.plan import Plan
    from edition.saved import Kept

KIND = "seal"
"""Of these entries, in the store."""

VERSION = 1

_ROOMS = ("scripts", "voices", "audio", "chapters", "edition")


@dataclass(frozen=True, slots=True)
class Seal:
    """An edition as a build left it."""

    inputs: str
    """Hash of what decides it, before the article is read."""
    language: str
    """Of the article; the engine is chosen by it."""
    engine: str
    voices: tuple[tuple[Voice, str], ...]
    """With the fingerprint of each."""
    files: tuple[tuple[str, int, int], ...]
    """(name, bytes, time of the last change in nanoseconds) of each published file."""
    told: dict[str, Any]
    """The result, as fields."""


def leave_seal(  # noqa: PLR0913, PLR0917 - all that a seal holds
    inputs: str, engine: str, plan: "Plan", manifest: Manifest, result: Result, store: Store
) -> None:
    """Write down that the edition is as it should be; nothing, where that cannot be known later.

    `inputs` is the hash from before the article was read, `engine` the one that was chosen.
    """
    if not inputs:
        return
    requests = {request.voice: request.fingerprint for request in plan.requests if request}
    try:
        files = _files(result.folder, sorted({*published_names(manifest), FILE_NAME}))
    except OSError:
        return  # somebody takes them away as we look
    told = {field.name: getattr(result, field.name) for field in fields(Result)}
    told |= {"folder": str(result.folder), "audio": str(result.audio), "steps": (), "seconds": {}}
    content = {
        "version": VERSION,
        "inputs": inputs,
        "language": plan.script.language,
        "engine": engine,
        "voices": [[asdict(voice), fingerprint] for voice, fingerprint in requests.items()],
        "files": files,
        "told": told,
    }
    data = json.dumps(content, default=_plain).encode("utf-8", "surrogatepass")
    store.write(KIND, address(result.folder), data)


def find_sealed(order: "Order", folder: Path, store: Store) -> Result | None:
    """What a build of `order` would tell if nothing at all has changed; None if something may have."""
    reader = store.open(KIND, address(folder))
    if reader is None:
        return None
    with reader:
        seal = _parse(reader.read())
    if seal is None or seal.inputs != hash_inputs(order):
        return None
    try:
        if _files(folder, [name for name, _, _ in seal.files]) != seal.files or not _same_engine(order, seal):
            return None
        return _result(seal.told, folder)
    except (OSError, AudioEditionError, KeyError, TypeError, ValueError):
        return None


def _same_engine(order: "Order", seal: Seal) -> bool:
    engine, _ = choose_reader(order.engine, seal.language)
    return engine.name == seal.engine and all(
        get_engine(voice.engine).fingerprint(voice) == fingerprint for voice, fingerprint in seal.voices
    )


def hash_inputs(order: "Order") -> str:
    """Hash of what decides an edition; empty for what may change without a trace: standard input, and a web
    page that is not kept."""
    page = kept_page(order)
    if not page and not order.entry and not is_file_name(order.source):
        return ""
    digest = hashlib.sha256()
    try:
        digest.update(hashlib.sha256(_content(order, page)).digest())
        for path in _named_files(order):
            digest.update(repr((str(path), _state(path))).encode("utf-8", "surrogatepass"))
    except OSError:
        return ""
    said = (order.source, str(order.root), order.engine, astuple(order.config), generator(), program())
    digest.update(repr(said).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _content(order: "Order", page: "Kept | None") -> bytes:
    """All that the article is read from."""
    if order.entry:
        return repr(astuple(order.entry)).encode("utf-8", "surrogatepass")
    return page.identity() if page else Path(order.source).read_bytes()


def _named_files(order: "Order") -> Iterator[Path]:
    """Files that the configuration names: a cover, music, models."""
    folder = order.config.path.parent if order.config.path else Path()
    for text in dict.fromkeys(_texts(order.config)):
        with contextlib.suppress(OSError, ValueError, RuntimeError):
            path = folder / Path(text).expanduser()
            if path.is_file():
                yield path


def _texts(record: object) -> Iterator[str]:
    if isinstance(record, str):
        if record:
            yield record
    elif is_dataclass(record):
        for field in fields(record):
            yield from _texts(getattr(record, field.name))
    elif isinstance(record, dict):
        for key, value in record.items():
            yield from _texts(key)
            yield from _texts(value)
    elif isinstance(record, tuple | list | frozenset):
        for entry in record:
            yield from _texts(entry)


@cache
def program() -> str:
    """Changes with every change of the program's source: so does what a build makes, for whoever works on
    it."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for room in _ROOMS:
        for path in sorted((root / room).rglob("*")):
            if path.suffix in (".py", ".toml", ".css", ".js"):
                digest.update(repr((str(path), _state(path))).encode())
    return digest.hexdigest()


def _state(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _files(folder: Path, names: Sequence[str]) -> tuple[tuple[str, int, int], ...]:
    return tuple((name, *_state(folder / name)) for name in names)


def _parse(data: bytes) -> Seal | None:
    """The seal in `data`; None if it is none of this version."""
    try:
        content = json.loads(data.decode("utf-8", "surrogatepass"))
        if content.pop("version") != VERSION:
            return None
        content["voices"] = tuple((_voice(voice), fingerprint) for voice, fingerprint in content["voices"])
        content["files"] = tuple((name, size, time) for name, size, time in content["files"])
        return Seal(**content)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _voice(content: dict[str, Any]) -> Voice:
    gender = content.pop("gender")
    return Voice(**content, gender=Gender(gender) if gender else None)


def _result(told: dict[str, Any], folder: Path) -> Result:
    told = {
        **told,
        "folder": folder,
        "audio": folder / Path(told["audio"]).name,
        "chapters": tuple(ChapterTimes(**chapter) for chapter in told["chapters"]),
        "cast": tuple((speaker, voice) for speaker, voice in told["cast"]),
        "dropped": tuple(DroppedText(**drop) for drop in told["dropped"]),
        "notes": tuple(told["notes"]),
        "takes_made": 0,
        "takes_reused": told["takes_made"] + told["takes_reused"],
        "chapters_encoded": 0,
        "chapters_reused": told["chapters_encoded"] + told["chapters_reused"],
        "unchanged": True,
        "steps": (),
    }
    return Result(**told)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} cannot be written down")
