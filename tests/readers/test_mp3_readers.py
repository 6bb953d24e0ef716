"""A built edition in the hands of readers that are not ours: mp3val, ffprobe, mutagen.

mp3val and ffprobe are Debian packages, which pip cannot install: without them a test is skipped and says so,
unless AUDIO_EDITION_ALL_READERS is set, as the project's own checks do.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from mutagen.id3 import ID3
from mutagen.mp3 import MP3

from tests.conftest import Run

pytestmark = pytest.mark.readers

ARTICLE = """# Пять & <пять> “five”

The first paragraph stands before any heading, and it is here to be heard.

## Part one: 🦊 & friends

“Is this on?” asked Mara Quill. “I can hear myself twice.”

## Part two

“It was never off,” said Tobias Renn, who runs the sound desk.
"""


def tool(name: str) -> str:
    """Path of a program, or a skipped test that says what is missing."""
    path = shutil.which(name)
    if path is None:
        if os.environ.get("AUDIO_EDITION_ALL_READERS"):
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed (Debian: apt-get install ffmpeg mp3val)")
    return path


@pytest.fixture
def edition(command: Run, tmp_path: Path) -> dict[str, Any]:
    path = tmp_path / "five.md"
    path.write_text(ARTICLE, encoding="utf-8")
    finished = command("build", path, "--engine", "tone", "--jobs", "1", "--json")
    assert finished.code == 0, finished
    result: dict[str, Any] = json.loads(finished.out)
    return result


def test_mp3val_has_nothing_to_say(edition: dict[str, Any]) -> None:
    finished = subprocess.run([tool("mp3val"), edition["audio"]], capture_output=True, text=True, check=True)
    report = finished.stdout + finished.stderr
    assert "MPEG frames" in report
    assert "WARNING" not in report
    assert "ERROR" not in report


def test_ffprobe_and_mutagen_read_the_same_chapters(edition: dict[str, Any]) -> None:
    probe = [
        tool("ffprobe"),
        "-v",
        "error",
        "-of",
        "json",
        "-show_chapters",
        "-show_format",
        edition["audio"],
    ]
    found = json.loads(subprocess.run(probe, capture_output=True, text=True, check=True).stdout)
    by_ffprobe = [
        (chapter["start"], chapter["end"], chapter["tags"]["title"]) for chapter in found["chapters"]
    ]
    tags = ID3(edition["audio"], translate=False)
    by_mutagen = [
        (frame.start_time, frame.end_time, frame.sub_frames["TIT2"].text[0])
        for frame in sorted(tags.getall("CHAP"), key=lambda frame: frame.start_time)
    ]
    told = [(round(1000 * c["start_s"]), round(1000 * c["end_s"]), c["title"]) for c in edition["chapters"]]
    assert by_ffprobe == by_mutagen == told
    assert len(told) == 3
    assert "🦊 & friends" in told[1][2]
    assert float(found["format"]["duration"]) == pytest.approx(edition["duration_s"], abs=0.06)
    assert MP3(edition["audio"]).info.length == pytest.approx(edition["duration_s"], abs=0.06)
