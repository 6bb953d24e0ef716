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


NAMES = (
    *("Karl Weber", "Ida Brandt", "Otto Lang", "Mara Quill", "Tobias Renn", "Jana Kirsch", "Emil Vogt"),
    *("Lena Sommer", "Kurt Wagner", "Ina Bach"),
)
ASIDES = (
    "---\nlang: de\n---\n# Das Wehr\n\n"
    "Es hielt neunzig Jahre lang.[^1] Niemand dachte sich dabei etwas.[^2]\n\n"
    "![Ein Wehr im Schnee](w.jpg)\n*Das Wehr im Winter, von Süden gesehen.*\n\n"
    "| Jahr | Aale | Wer sie gezählt hat und wo das aufgeschrieben steht |\n|--|--|--|\n"
    "| 1990 | 40 | Ida Brandt, im Buch der Mühle |\n| 2000 |  | niemand |\n\n"
    + "".join(f"„Das Wehr ist fort“, sagte {name}.\n\n" for name in NAMES)
    + "## Später\n\n### Im Mai\n\nAlle waren fort, sagt [der Bericht](https://example.org/r?a=1&b=2).\n\n"
    "[^1]: Weil es aus Eiche war.\n[^2]: Bis auf einen.\n"
)
"""An article in German with everything that stands beside a text, and more speakers than there are shapes."""
ASIDES_SETTINGS = '[article]\nlinks = "end"\n[output]\nformats = ["epub", "daisy", "lpf"]\n'


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
