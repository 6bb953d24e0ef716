"""Patterns keep to what every supported Python matches alike."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("scripts", "voices", "audio", "chapters", "edition")
_REPEATED_GROUP = re.compile(r"\)(?:[*+?]|\{[0-9,]*\})\+")


def patterns(source: str) -> Iterator[str]:
    """What is written between the brackets of each `re.compile(...)`."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "compile"
        ):
            yield ast.get_source_segment(source, node) or ""


@pytest.mark.parametrize("room", ROOMS)
def test_no_group_is_repeated_possessively(room: str) -> None:
    """Python up to 3.11.3 does not go back to where the group began when its last turn fails half-way: on
    Debian 12's, "A line. And another." was one sentence. An atomic group around it does the same."""
    found = {
        f"{path.name}: {pattern}"
        for path in (ROOT / room).rglob("*.py")
        for pattern in patterns(path.read_text(encoding="utf-8"))
        if _REPEATED_GROUP.search(pattern)
    }
    assert not found


def test_such_a_group_is_seen() -> None:
    (pattern,) = patterns('X = re.compile(r"a(?:b+c)*+d")')
    assert _REPEATED_GROUP.search(pattern)
