"""A manifest as the file `edition.json`: written, and read back whole, without its lines, or line by line."""

import contextlib
import itertools
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from chapters.manifest import FILE_NAME, VERSION, Manifest, ManifestLine, ManifestWord
from chapters.typed import MistypedError, plain, shape, typed
from scripts.errors import PublishError
from scripts.files import publishing
from voices.rows import numbers_of


def to_text(manifest: Manifest) -> str:
    """The file's text: a line for each line of the script, so that differences can be read."""
    return "".join(_parts(manifest, _line_rows(manifest)))


def _parts(manifest: Manifest, lines: Iterable[str]) -> Iterator[str]:
    """The same part by part, for the whole of a book takes more room than the book; `lines` is the text of
    those."""
    seconds = _seconds(manifest)
    content = plain(replace(manifest, lines=()))
    content["duration_s"] = seconds(manifest.audio.frames)
    opening = "{\n"
    for key, value in content.items():
        yield f"{opening}  {_json(key)}: "
        opening = ",\n"
        if key == "lines":
            yield from lines
        elif isinstance(value, list):
            timed = key in ("sections", "music")
            yield from _rows(_json(_with_times(entry, seconds) if timed else entry) for entry in value)
        else:
            yield _json(value)
    yield "\n}\n"


def _line_rows(manifest: Manifest) -> Iterator[str]:
    seconds = _seconds(manifest)
    return _rows(_json(_with_times(_plain_line(line), seconds)) for line in manifest.lines)


def _seconds(manifest: Manifest) -> Callable[[int], float]:
    from audio.timeline import seconds_from_frames  # imports numpy, which reading a manifest does not need

    return partial(seconds_from_frames, rate=manifest.audio.rate)


def _with_times(entry: dict[str, Any], seconds: Callable[[int], float]) -> dict[str, Any]:
    return {**entry, "start_s": seconds(entry["start_frame"]), "end_s": seconds(entry["end_frame"])}


def _plain_line(line: ManifestLine) -> dict[str, Any]:
    """A book has ten thousand of them, and a hundred thousand words."""
    fields_ = {name: getattr(line, name) for name, _, _ in shape(ManifestLine)}
    fours = iter(numbers_of(line.words))
    fields_["words"] = list(zip(fours, fours, fours, fours, strict=True))
    return fields_


def from_text(text: str) -> Manifest:
    """Read what `to_text` made. Raises PublishError, naming the entry, on anything else."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _wrong(f"it is not JSON: {error}") from error
    if not isinstance(content, dict):
        raise _wrong("it holds no object")
    if content.get("version") != VERSION:
        raise _wrong(f"version {content.get('version')!r} is not {VERSION}")
    try:
        manifest: Manifest = typed(Manifest, content, rows=(ManifestWord,))
    except MistypedError as error:
        raise _wrong(str(error)) from error
    if manifest.audio.rate < 1:
        raise _wrong("audio.rate is not positive")
    return manifest


def without_lines(rows: Iterable[bytes]) -> Iterator[bytes]:
    """The rows of a manifest's text without those of its lines, which are nearly all of a book's.

    It is whole only if those stand where `to_text` puts them. (No string of JSON holds a line feed.)
    """
    rows = iter(rows)
    for row in rows:
        yield row
        if row == LINES.encode()[1:]:
            yield from itertools.dropwhile(lambda row: row != LINES_END.encode()[1:], rows)


LINES, LINES_END = '\n  "lines": [\n', "\n  ],\n"
"""What stands before and behind those rows."""


def write(folder: Path, manifest: Manifest) -> None:
    """Put `edition.json` into `folder`. Raises PublishError if that fails."""
    with writing(folder, manifest) as complete:
        complete(manifest)


@contextlib.contextmanager
def writing(folder: Path, manifest: Manifest) -> Iterator[Callable[[Manifest], None]]:
    """The same, when the block has ended well. Its lines, nearly all of it, are written down at once; what is
    given in the block is called in it with the manifest as it came to be in all else."""
    with (
        publishing(folder / FILE_NAME) as file,
        tempfile.TemporaryFile("w+", encoding="utf-8", newline="", dir=folder) as lines,
    ):
        lines.writelines(_line_rows(manifest))

        def complete(manifest: Manifest) -> None:
            lines.seek(0)
            written = iter(partial(lines.read, _BLOCK_CHARACTERS), "")
            file.writelines(part.encode("utf-8") for part in _parts(manifest, written))

        yield complete


_BLOCK_CHARACTERS = 1 << 18


def read(folder: Path) -> Manifest:
    """Read `edition.json` in `folder`. Raises PublishError if it is missing, unreadable or malformed."""
    return from_text(_text(folder))


def read_head(folder: Path) -> Manifest:
    """The same without its lines, which are not looked at: of a book in a hundredth of the time."""
    try:
        head = from_text(_text(folder, without_lines))
    except PublishError:
        head = read(folder)  # laid out by somebody else, or damaged indeed
    return replace(head, lines=())


def read_lines(folder: Path) -> Iterator[ManifestLine]:
    """The lines in `edition.json` one by one: of a book, hardly any memory. Raises as `read` does, at any of
    them."""
    path, found = folder / FILE_NAME, 0
    try:
        with path.open("rb") as file:
            rows = itertools.dropwhile(lambda row: row != LINES.encode()[1:], file)
            next(rows)
            for row in itertools.takewhile(lambda row: row != LINES_END.encode()[1:], rows):
                line: ManifestLine = typed(ManifestLine, json.loads(row.rstrip(b",\n")), rows=(ManifestWord,))
                found += 1
                yield line
    except (OSError, ValueError, RecursionError, StopIteration) as error:
        if found:
            raise _wrong(f"line {found}: {error}") from error
        yield from read(folder).lines  # laid out by somebody else, or damaged indeed


def _text(folder: Path, chosen: Callable[[Iterable[bytes]], Iterable[bytes]] = iter) -> str:
    """The file's rows that are `chosen`."""
    path = folder / FILE_NAME
    try:
        with path.open("rb") as file:
            return b"".join(chosen(file)).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise PublishError(f"Cannot read {path}: {reason}", "Build the edition.") from error


_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _rows(rows: Iterable[str]) -> Iterator[str]:
    """A list, an entry a row."""
    opening = "[\n    "
    for row in rows:
        yield f"{opening}{row}"
        opening = ",\n    "
    yield "[]" if opening.startswith("[") else "\n  ]"


def _wrong(what: str) -> PublishError:
    return PublishError(f"{FILE_NAME} is damaged: {what}", "Build the edition again.")
