"""Frozen records to JSON values and back, every field's type checked."""

import functools
import types
import typing
from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any


class MistypedError(ValueError):
    """A value that its field cannot have; the message names the field."""


def plain(record: Any) -> Any:
    """Records as dicts, tuples as lists; like `dataclasses.asdict`, many times as fast."""
    if isinstance(record, tuple):
        return [plain(entry) for entry in record]
    if is_dataclass(record):
        kind: Any = type(record)
        return {name: plain(getattr(record, name)) for name, _, _ in shape(kind)}
    return record


def typed(cls: Any, content: object, where: str = "", *, rows: Collection[Any] = ()) -> Any:
    """A record from a JSON object; keys that no field has are left alone, and a field with a default may be
    missing: files of earlier builds lack it.

    Records of the classes in `rows`, all of whose fields are numbers from 0 on, may be lists of them. Raises
    MistypedError.
    """
    if cls in rows and isinstance(content, list) and len(content) == len(shape(cls)):
        if all(type(number) is int and number >= 0 for number in content):
            return cls(*content)  # a book has a hundred thousand
        content = dict(zip((name for name, _, _ in shape(cls)), content, strict=True))
    if not isinstance(content, Mapping):
        raise MistypedError(f"{where or 'the file'} is no object")
    values: dict[str, Any] = {}
    for name, kind, required in shape(cls):
        place = f"{where}.{name}".lstrip(".")
        if name not in content:
            if not required:
                continue
            raise MistypedError(f"{place} is missing")
        values[name] = _value(kind, content[name], place, rows)
    return cls(**values)


@functools.cache
def shape(cls: Any) -> tuple[tuple[str, Any, bool], ...]:
    """(name, type, whether it must be there) of each field."""
    hints = typing.get_type_hints(cls)
    return tuple((field.name, hints[field.name], field.default is MISSING) for field in fields(cls))


def _value(kind: Any, value: object, where: str, rows: Collection[Any]) -> object:
    if isinstance(kind, types.GenericAlias):
        if not isinstance(value, list):
            raise MistypedError(f"{where} is no list")
        member = kind.__args__[0]
        return tuple(_value(member, entry, f"{where}[{at}]", rows) for at, entry in enumerate(value))
    if is_dataclass(kind):
        return typed(kind, value, where, rows=rows)
    wanted = (int, float) if kind is float else kind
    if not isinstance(value, wanted) or (isinstance(value, bool) and kind is not bool):
        raise MistypedError(f"{where} is no {kind.__name__}")
    if kind is int and isinstance(value, int) and value < 0:
        raise MistypedError(f"{where} is negative")
    return value
