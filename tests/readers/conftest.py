"""An edition for the readers."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

ARTICLE = """# Пять & <пять> “five”

The first paragraph stands before any heading, and it is here to be heard.

## Part one: 🦊 & friends

“Is this on?” asked Mara Quill. “I can hear myself twice.”

## Part two

“It was never off,” said Tobias Renn, who runs the sound desk.
"""


@pytest.fixture
def edition(command: Run, tmp_path: Path) -> dict[str, Any]:
    """What `build --json` says of it."""
    path = tmp_path / "five.md"
    path.write_text(ARTICLE, encoding="utf-8")
    formats = ("--format", "m4b", "--format", "m4a")
    finished = command("build", path, "--engine", "tone", "--jobs", "1", "--json", *formats)
    assert finished.code == 0, finished
    result: dict[str, Any] = json.loads(finished.out)
    return result
