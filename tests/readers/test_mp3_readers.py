"""A built MP3 in the hands of readers that are not ours: mp3val, ffprobe, mutagen, node-id3."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from mutagen.id3 import ID3
from mutagen.mp3 import MP3

from tests.readers.others import read_with_node, tool

pytestmark = pytest.mark.readers


def test_mp3val_has_nothing_to_say(edition: dict[str, Any]) -> None:
    finished = subprocess.run([tool("mp3val"), edition["audio"]], capture_output=True, text=True, check=True)
    report = finished.stdout + finished.stderr
    assert "MPEG frames" in report
    assert "WARNING" not in report
    assert "ERROR" not in report


def test_ffprobe_mutagen_and_node_id3_read_the_same_chapters(edition: dict[str, Any]) -> None:
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
    (by_node,) = read_with_node([{"kind": "id3", "path": str(Path(edition["audio"]).resolve())}])
    by_node_id3 = [(c["start_ms"], c["end_ms"], c["title"]) for c in by_node["chapters"]]
    told = [(round(1000 * c["start_s"]), round(1000 * c["end_s"]), c["title"]) for c in edition["chapters"]]
    assert by_ffprobe == by_mutagen == by_node_id3 == told
    assert len(told) == 3
    assert "🦊 & friends" in told[1][2]
    assert float(found["format"]["duration"]) == pytest.approx(edition["duration_s"], abs=0.06)
    assert MP3(edition["audio"]).info.length == pytest.approx(edition["duration_s"], abs=0.06)
