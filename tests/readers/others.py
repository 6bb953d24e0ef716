"""Finding and running other people's programs.

mp3val and ffprobe are Debian packages, and the libraries that read.mjs uses come from npm: pip cannot
install them. Without them a test is skipped and says so, unless AUDIO_EDITION_ALL_READERS is set, as the
project's own checks do.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


def tool(name: str) -> str:
    """Path of a program, or a skipped test that says what is missing."""
    path = shutil.which(name)
    if path is None:
        _missing(name, "Debian: apt-get install ffmpeg mp3val nodejs npm")
    return str(path)


def read_with_node(orders: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    """What the libraries in `read.mjs` make of things; an answer for each order."""
    program = tool("node")
    if not (HERE / "node_modules").is_dir():
        _missing("what read.mjs needs", "npm install --prefix tests/readers")
    finished = subprocess.run(
        [program, "read.mjs"],
        cwd=HERE,
        input="".join(json.dumps(order) + "\n" for order in orders),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    answers: list[dict[str, Any]] = [json.loads(line) for line in finished.stdout.splitlines()]
    assert len(answers) == len(orders), finished.stderr
    return answers


def _missing(what: str, how: str) -> None:
    if os.environ.get("AUDIO_EDITION_ALL_READERS"):
        pytest.fail(f"{what} is not installed")
    pytest.skip(f"{what} is not installed ({how})")
