"""What is published of a book is written section by section: more sections take no more memory."""

import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from chapters.manifest import Manifest
from chapters.page.page import page_parts
from chapters.reading.model import reading_text
from chapters.runs import runs_of
from chapters.transcripts import HTML, JSON, SRT, VTT, transcript_files, transcript_parts
from tests.chapters.test_memo import behind, manifest
from tests.chapters.test_transcripts import row


def book(sections: int) -> Manifest:
    days = ([("Ann", f"The boats of day {day} came late."), ("Bob", "“Late”?")] for day in range(sections))
    return manifest(behind([row(*(day * 20)) for day in days], 100))


def transcripts(one: Manifest) -> Iterator[str]:
    return (text for _, text in transcript_parts(one, runs=runs_of(one.lines)))


def page(one: Manifest) -> Iterator[str]:
    return page_parts(one, reading_text(one), "cover.png")


def peak_kb(parts: Iterator[str]) -> float:
    """Of what is held while the parts are taken one by one."""
    tracemalloc.start()
    try:
        for _ in parts:
            pass
        return tracemalloc.get_traced_memory()[1] / 1e3
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("made", [transcripts, page])
def test_more_sections_take_no_more_memory(made: Callable[[Manifest], Iterator[str]]) -> None:
    short, long = book(6), book(48)
    peak_kb(made(short))  # what is worked out once
    assert peak_kb(made(long)) < 1.6 * peak_kb(made(short))


def test_no_part_is_longer_than_a_section() -> None:
    one = book(20)
    files = transcript_files(one)
    for name in (VTT, SRT, JSON, HTML):
        parts = [text for part, text in transcript_parts(one) if part == name]
        assert "".join(parts) == files[name]
        assert max(map(len, parts)) < len(files[name]) / 10
