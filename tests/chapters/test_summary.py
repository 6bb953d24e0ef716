"""The few things of a manifest that a feed needs: as the whole manifest has them, and quickly."""

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapters import manifestfile as manifests
from chapters.manifest import CompanionFile, ManifestLine, ManifestLink, ManifestWord
from chapters.summary import Summary, read_summary, summarise
from scripts.errors import PublishError
from tests.making import make_manifest


def test_it_says_what_the_manifest_says() -> None:
    manifest = make_manifest("a.mp3", 90.25, title="Tea & rain", date="2026-05-01")
    manifest = replace(manifest, files=(CompanionFile("chapters.json", "application/json", 2, ""),))
    found = summarise(manifests.to_text(manifest))
    assert found == Summary(
        title="Tea & rain",
        byline="Ann Author",
        date="2026-05-01",
        language="en",
        source="a.md",
        audio=manifest.audio,
        sections=manifest.sections,
        speakers=("Narrator",),
        files=("chapters.json",),
        lead="One two. T\nhree four.",
    )
    assert found.duration_s == 90.25


HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    ['\n  "lines": [\n', "\n  ],\n", '"', "\\", "]", "\x85\u2028"]
)


@settings(max_examples=100, deadline=None)
@given(title=HOSTILE, text=st.text(min_size=2, max_size=200), reason=HOSTILE)
def test_whatever_the_words_are_both_ways_of_reading_agree(title: str, text: str, reason: str) -> None:
    manifest = replace(make_manifest("a.mp3", 3, title=title, text=text), generator=reason)
    manifest = replace(manifest, links=(ManifestLink(title, reason),))
    quick = summarise(manifests.to_text(manifest))
    other_form = json.dumps(json.loads(manifests.to_text(manifest)), indent=1)
    assert quick == summarise(other_form)
    assert quick.title == title
    assert quick.links == manifest.links


def test_the_lead_is_whole_paragraphs_without_headings() -> None:
    def line(number: int, role: str, text: str) -> ManifestLine:
        return ManifestLine("Narrator", "narration", role, number, 0, text, 0, 1, 0, 1, ())

    lines = (
        replace(line(0, "paragraph", "This is a show."), added=True),
        line(0, "title", "Title."),
        line(1, "byline", "By Ann."),
        line(2, "paragraph", "Short. "),
        line(2, "paragraph", "x" * 400),
        line(3, "paragraph", "Not this."),
    )
    manifest = replace(make_manifest("a.mp3", 3), lines=lines)
    assert summarise(manifests.to_text(manifest)).lead == "Short. " + "x" * 400


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"version": 1}', '{"version": 2, "lines": []}', "[" * 100_000]
)
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(PublishError, match="damaged"):
        summarise(text)


@pytest.mark.parametrize(
    ("old", "new"), [('"rate": 44100', '"rate": 0'), ('"title": "A', '"title": 7, "x": "A')]
)
def test_values_of_the_wrong_kind_are_refused(old: str, new: str) -> None:
    text = manifests.to_text(make_manifest("a.mp3", 3))
    assert old in text
    with pytest.raises(PublishError, match="damaged"):
        summarise(text.replace(old, new, 1))


def test_a_folder_without_one_says_so(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="Cannot read"):
        read_summary(tmp_path)


def test_words_cost_nothing() -> None:
    """Ten thousand words, 20 minutes and more of speech, in milliseconds."""
    words = tuple(ManifestWord(n, n + 1, n, n + 1) for n in range(50))
    lines = tuple(
        ManifestLine("Narrator", "narration", "paragraph", n, 0, "a" * 300, 0, 300, 0, 9, words)
        for n in range(200)
    )
    text = manifests.to_text(replace(make_manifest("a.mp3", 1_200), lines=lines))
    started = time.process_time()
    for _ in range(20):
        summarise(text)
    assert (time.process_time() - started) / 20 < 0.02
