"""A built M4B and M4A in the hands of readers that are not ours: ffprobe, mutagen, music-metadata."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from mutagen.mp4 import MP4

from tests.readers.others import read_with_node, tool

pytestmark = pytest.mark.readers


@pytest.mark.parametrize("kind", ["m4b", "m4a"])
def test_three_readers_find_the_same_chapters(edition: dict[str, Any], kind: str) -> None:
    path = str(Path(edition["audio"]).with_suffix(f".{kind}").resolve())
    probe = [
        tool("ffprobe"),
        "-v",
        "error",
        "-of",
        "json",
        "-show_chapters",
        "-show_format",
        "-show_streams",
        path,
    ]
    found = json.loads(subprocess.run(probe, capture_output=True, text=True, check=True).stdout)
    by_ffprobe = [(round(1000 * float(c["start_time"])), c["tags"]["title"]) for c in found["chapters"]]
    tags = MP4(path)
    by_mutagen = [(round(1000 * c.start), c.title) for c in tags.chapters]
    (by_node,) = read_with_node([{"kind": "mp4", "path": path}])
    by_music_metadata = [(round(1000 * c["start_s"]), c["title"]) for c in by_node["chapters"]]
    told = [(round(1000 * c["start_s"]), c["title"]) for c in edition["chapters"]]
    assert by_ffprobe == by_mutagen == by_music_metadata == told
    assert len(told) == 3

    sound = found["streams"][0]
    assert (sound["codec_name"], sound["profile"], sound["channels"]) == ("aac", "LC", 1)
    assert float(sound["duration"]) == pytest.approx(edition["duration_s"], abs=0.001)
    assert by_node["warnings"] == []
    assert by_node["pictures"] == 1
    assert {found["format"]["tags"]["title"], tags["\xa9nam"][0], by_node["title"]} == {
        "Пять & <пять> “five”"
    }
    assert found["format"]["tags"]["major_brand"] == f"{kind.upper()} "
    assert found["format"]["tags"].get("media_type") == ("2" if kind == "m4b" else None)
