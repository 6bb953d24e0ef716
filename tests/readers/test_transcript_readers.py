"""Transcripts and chapters in the hands of readers that are not ours: webvtt-parser, srt, JSON schemas."""

import html
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import srt
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from chapters.text import one_line
from chapters.transcripts import JSON, SRT, VTT, transcript_files
from tests.chapters.test_transcripts import manifest_of, readings
from tests.readers.others import read_with_node

SCHEMAS = Path(__file__).parent.parent / "schemas"


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_the_files_of_an_edition_have_the_form_of_the_standard(edition: dict[str, Any]) -> None:
    folder = Path(edition["dir"])
    chapters = json.loads((folder / "chapters.json").read_text(encoding="utf-8"))
    assert list(validator("chapters").iter_errors(chapters)) == []
    starts = [chapter["startTime"] for chapter in chapters["chapters"]]
    assert starts == [round(chapter["start_s"], 3) for chapter in edition["chapters"]]
    assert all(before < after for before, after in pairwise(starts))
    transcript = json.loads((folder / "transcript.json").read_text(encoding="utf-8"))
    assert list(validator("transcript").iter_errors(transcript)) == []


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("chapters", {"version": "1.2.0", "chapters": []}),
        ("chapters", {"version": "1.2.0", "chapters": [{"startTime": 1}]}),
        ("chapters", {"version": "1.2.0", "chapters": [{"startTime": "0"}]}),
        ("chapters", {"version": "1.2.0", "chapters": [{"startTime": 0}, {"title": "no time"}]}),
        ("transcript", {"version": "1.0.0", "segments": [{"startTime": 0, "endTime": 1, "body": "x"}]}),
    ],
)
def test_the_schemas_refuse_what_is_wrong(name: str, wrong: object) -> None:
    assert list(validator(name).iter_errors(wrong))


@pytest.mark.readers
def test_webvtt_parser_and_srt_read_an_edition(edition: dict[str, Any]) -> None:
    folder = Path(edition["dir"])
    (found,) = read_with_node([{"kind": "vtt", "text": (folder / VTT).read_text(encoding="utf-8")}])
    assert found["errors"] == []
    said = json.loads((folder / JSON).read_text(encoding="utf-8"))["segments"]
    assert [(cue["speaker"], " ".join(cue["text"].split())) for cue in found["cues"]] == [
        (segment["speaker"], segment["body"]) for segment in said
    ]
    cues = list(srt.parse((folder / SRT).read_text(encoding="utf-8"), ignore_errors=False))
    assert (
        " ".join(cue.content.partition(":")[2] for cue in cues).split()
        == " ".join(segment["body"] for segment in said).split()
    )


@pytest.mark.readers
@settings(
    deadline=None,
    max_examples=5,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a dozen texts are too many to shrink
)
@given(st.lists(readings(), min_size=12, max_size=12))
def test_webvtt_parser_and_srt_read_any_text(several: list[list[Any]]) -> None:
    files = [transcript_files(manifest_of(lines)) for lines in several]
    answers = read_with_node([{"kind": "vtt", "text": file[VTT]} for file in files])
    for file, found in zip(files, answers, strict=True):
        assert found.get("errors") == [], (found, file[VTT])
        # This parser leaves the escapes in a name as they are; browsers resolve them, as the standard says.
        # In the order of the standard: by start, and of those that start together the longest first.
        segments = sorted(json.loads(file[JSON])["segments"], key=lambda s: (s["startTime"], -s["endTime"]))
        shown = [
            (cue["id"], squeezed(html.unescape(cue["speaker"])), squeezed(cue["text"]))
            for cue in found["cues"]
        ]
        assert [one[1:] for one in shown] == [(squeezed(s["speaker"]), squeezed(s["body"])) for s in segments]
        assert len({one[0] for one in shown}) == len(shown)
        cues = list(srt.parse(file[SRT], ignore_errors=False))
        assert [cue.index for cue in cues] == list(range(1, len(cues) + 1))


def squeezed(text: str) -> str:
    return "".join(one_line(text).split())
