"""A published show with real sound (tones), and other people's programs.

node's libraries come from npm, Chromium and Java from Debian: pip cannot install them. Without them a test is
skipped and says so, unless AUDIO_EDITION_ALL_READERS is set, as the project's own checks do.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.edition.show.conftest import SETTINGS

HERE = Path(__file__).parent
ARTICLE = """---
title: "Rain & <tea> ]]> 🦊"
date: 2026-05-01T06:30+02:00
season: 2
episode: 7
---
# Rain in Harrow

By Noor Haddad

It rained in Harrow for the third day running, and nobody went out.

## مرحبا

“It rained again,” said Mara Quill, who keeps the harbour. “I have seen worse.”
"""


def tool(*names: str) -> str:
    """Path of the first of these programs, or a skipped test that says what is missing."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        missing(names[0], "Debian: apt-get install nodejs npm chromium default-jre-headless")
    return str(found)


def missing(what: str, how: str) -> None:
    if os.environ.get("AUDIO_EDITION_ALL_READERS"):
        pytest.fail(f"{what} is not installed")
    pytest.skip(f"{what} is not installed ({how})")


def node(program: str, *arguments: str, given: str = "") -> str:
    """What a program of this folder prints."""
    runner = tool("node")
    if not (HERE / "node_modules").is_dir():
        missing(f"what {program} needs", "npm install --prefix tests/sites")
    finished = subprocess.run(
        [runner, program, *arguments],
        cwd=HERE,
        input=given,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=180,
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def read_feed(feed: bytes) -> dict[str, Any]:
    """A feed as podcast-partytime and feedsmith have it."""
    found: dict[str, Any] = json.loads(node("feed.mjs", given=feed.decode()))
    return found


@pytest.fixture
def show(command: Run, tmp_path: Path) -> Path:
    """The site of a show of one episode."""
    folder = tmp_path / "show"
    folder.mkdir()
    (folder / "edition.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "rain.md").write_text(ARTICLE, encoding="utf-8")
    finished = command("publish", folder, "--engine", "tone", "--jobs", "1")
    assert finished.code == 0, finished
    return folder / "site"
