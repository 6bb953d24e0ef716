"""The EPUB: the page's words, overlays that are true, the same bytes every time."""

import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from audio.mp3 import silent_frame
from chapters.epub.content import content_chapters
from chapters.epub.rules import overlay_problems
from chapters.epub.write import write_epub
from chapters.manifest import Manifest
from chapters.reading.container import Sound
from chapters.reading.model import reading_text
from tests.articles import ARTICLES, manifest_of, script_of, whole_frames

ARTICLE = """# The Gate & <Sea>

By Ann Author

It rained. “Open it,” said Mara Quill. “Now—or never.”

## Inside

- One thing
- “Another,” said Tobias Renn.

> Nobody came. 你好。
"""
COVER = b"\x89PNG cover"


def sound_of(manifest: Manifest) -> Sound:
    """Silence of the right length."""

    def read(number: int) -> bytes:
        section = manifest.sections[number]
        return silent_frame(96) * ((section.end_frame - section.start_frame) // 1152)

    return Sound(read, COVER, lambda: np.zeros(1, np.uint8))


@pytest.fixture
def gate() -> Manifest:
    return whole_frames(manifest_of(script_of(ARTICLE)))


def book_of(folder: Path, manifest: Manifest, *, by_word: bool = False) -> Path:
    path = folder / "a.epub"
    write_epub(path, manifest, sound_of(manifest), by_word=by_word)
    return path


@pytest.mark.parametrize("by_word", [False, True])
def test_it_keeps_the_rules_of_overlays(gate: Manifest, tmp_path: Path, by_word: bool) -> None:
    assert list(overlay_problems(book_of(tmp_path, gate, by_word=by_word))) == []


def test_the_same_edition_is_the_same_bytes(gate: Manifest, tmp_path: Path) -> None:
    first = book_of(tmp_path, gate).read_bytes()
    (tmp_path / "a.epub").unlink()
    assert book_of(tmp_path, gate).read_bytes() == first
    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        assert book.infolist()[0].filename == "mimetype"
        assert book.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("by_word", [False, True])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=ARTICLES)
def test_any_article_keeps_its_words_and_its_time(text: str, by_word: bool) -> None:
    manifest = manifest_of(script_of(text))
    read = reading_text(manifest)
    chapters = content_chapters(read, manifest.language, by_word=by_word)
    assert len(chapters) == len(manifest.sections)
    for own, chapter in zip(read.chapters, chapters, strict=True):
        root = etree.fromstring(chapter.document.encode())
        words = "".join(passage.text() for passage in own.passages)
        body = root.find("{*}body")
        assert body is not None
        assert "".join("".join(body.itertext()).split()) == "".join(words.split())
        elements = [element.get("id") or "" for element in body.iter()]
        clips = chapter.clips
        assert [clip.element for clip in clips] == [one for one in elements if one.startswith("s")]
        etree.fromstring(chapter.overlay.encode())
        if clips:
            assert (clips[0].start_ms, clips[-1].end_ms) == (0, chapter.duration_ms)
            assert all(one.end_ms == two.start_ms for one, two in pairwise(clips))
            assert all(one.start_ms < one.end_ms for one in clips)


def test_clips_begin_when_their_words_are_heard(gate: Manifest) -> None:
    read = reading_text(gate)
    (first, *_) = content_chapters(read, "en", by_word=False)
    heard = [
        one.start_ms for passage in read.chapters[0].passages for one in passage.sentences if one.is_heard
    ]
    assert [clip.start_ms for clip in first.clips] == [0, *heard[1:]]


def test_hostile_names_stay_text(gate: Manifest, tmp_path: Path) -> None:
    hostile = '"><x>&amp;\u202e\x00]]>'
    manifest = replace(gate, title=hostile, byline=hostile, show=hostile, source=hostile, language=hostile)
    path = book_of(tmp_path, manifest)
    assert list(overlay_problems(path)) == []
    with zipfile.ZipFile(path) as book:
        package = etree.fromstring(book.read("EPUB/package.opf"))
    assert package.findtext(".//{*}title") == '"><x>&amp;]]>'


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('clipEnd="', 'clipEnd="9', "is heard until"),
        ("#s2", "#s9999", "is not in the document"),
        ("#s2", "#s1", "is read before"),
    ],
)
def test_what_is_wrong_is_found(gate: Manifest, tmp_path: Path, old: str, new: str, problem: str) -> None:
    path = book_of(tmp_path, gate)
    with zipfile.ZipFile(path) as book:
        entries = {entry.filename: book.read(entry) for entry in book.infolist()}
    entries["EPUB/c1.smil"] = entries["EPUB/c1.smil"].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as book:
        for name, data in entries.items():
            book.writestr(name, data)
    assert any(problem in one for one in overlay_problems(path))


def test_words_that_are_not_heard_are_found(gate: Manifest, tmp_path: Path) -> None:
    lines = tuple(replace(line, end_frame=line.start_frame, words=()) for line in gate.lines[:3])
    path = book_of(tmp_path, replace(gate, lines=(*lines, *gate.lines[3:])))
    assert any("is seen and not heard" in one for one in overlay_problems(path))


def test_no_book_is_a_finding_and_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.epub").write_bytes(b"PK")
    assert len(list(overlay_problems(tmp_path / "a.epub"))) == 1
    assert len(list(overlay_problems(tmp_path / "b.epub"))) == 1
