"""LPF and DAISY 2.02: whole, true to the recording, the same bytes every time."""

import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from audio.mp3 import parse_header, parse_info
from chapters.epub.content import content_chapters
from chapters.manifest import Manifest
from chapters.packages.daisy import _Book, write_daisy
from chapters.packages.lpf import write_lpf
from chapters.reading.container import Sound
from chapters.reading.model import reading_text
from chapters.written import WrittenFile
from tests.articles import ARTICLES, manifest_of, script_of, whole_frames
from tests.chapters.epub.test_epub import ARTICLE, sound_of

WRITERS: tuple[Callable[[Path, Manifest, Sound], WrittenFile], ...] = (write_lpf, write_daisy)


@pytest.fixture
def gate() -> Manifest:
    return whole_frames(manifest_of(script_of(ARTICLE)))


def opened(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def length_s(mp3: bytes) -> float:
    info = parse_info(mp3[: parse_header(mp3).size])
    assert info is not None
    return info.samples / 44_100


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_edition_is_the_same_bytes(
    gate: Manifest, tmp_path: Path, write: Callable[[Path, Manifest, Sound], WrittenFile]
) -> None:
    first = write(tmp_path / "a", gate, sound_of(gate))
    second = write(tmp_path / "b", gate, sound_of(gate))
    assert (first.bytes, first.sha256) == (second.bytes, second.sha256)
    assert (tmp_path / "a").stat().st_size == first.bytes


def test_lpf_lists_what_is_in_it_and_how_long_it_is(gate: Manifest, tmp_path: Path) -> None:
    write_lpf(tmp_path / "a.lpf", gate, sound_of(gate))
    files = opened(tmp_path / "a.lpf")
    told = json.loads(files["publication.json"])
    assert (told["type"], told["conformsTo"]) == ("Audiobook", "https://www.w3.org/TR/audiobooks/")
    assert told["name"] == "The Gate &"
    assert told["readBy"] == ["Tone (synthetic voice)"]
    order = told["readingOrder"]
    assert [one["name"] for one in order] == [section.title for section in gate.sections]
    listed = {one["url"] for one in [*order, *told["resources"]]}
    assert listed | {"publication.json"} == set(files)
    for one in order:
        assert seconds(one["duration"]) == pytest.approx(length_s(files[one["url"]]), abs=0.001)
    assert seconds(told["duration"]) == pytest.approx(
        sum(seconds(one["duration"]) for one in order), abs=1e-6
    )
    assert b'role="doc-toc"' in files["index.html"]


def seconds(duration: str) -> float:
    return float(duration.removeprefix("PT").removesuffix("S"))


def meta(root: Any, name: str) -> str:
    (found,) = [one.get("content") for one in root.iter("{*}meta") if one.get("name") == name]
    return str(found)


def parsed(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(load_dtd=False, no_network=True))


def test_daisy_leads_from_headings_to_sound(gate: Manifest, tmp_path: Path) -> None:
    write_daisy(tmp_path / "a.zip", gate, sound_of(gate))
    files = opened(tmp_path / "a.zip")
    ncc = parsed(files["ncc.html"])
    assert (meta(ncc, "dc:format"), meta(ncc, "ncc:multimediaType")) == ("Daisy 2.02", "audioFullText")
    assert int(meta(ncc, "ncc:files")) == len(files)
    assert int(meta(ncc, "ncc:tocItems")) == len(gate.sections)
    body = ncc.find("{*}body")
    assert [(one.tag.rpartition("}")[2], one.get("class")) for one in body] == [
        ("h1", "title"),
        ("h1", "section"),
    ]
    elapsed = 0.0
    for heading in body:
        name, _, element = heading[0].get("href").partition("#")
        smil = parsed(files[name])
        assert element in {par.get("id") for par in smil.iter("par")}
        assert clock_s(meta(smil, "ncc:totalElapsedTime")) == pytest.approx(elapsed, abs=0.001)
        assert_clips(smil, files)
        elapsed += clock_s(meta(smil, "ncc:timeInThisSmil"))
    assert elapsed == pytest.approx(gate.audio.frames / 44_100, abs=0.01)
    assert clock_s(meta(ncc, "ncc:totalTime")) == pytest.approx(elapsed, abs=0.51)
    assert [one.get("src") for one in parsed(files["master.smil"]).iter("ref")] == ["c1.smil", "c2.smil"]


def assert_clips(smil: Any, files: dict[str, bytes]) -> None:
    """Without a gap from nought to the recording's end, in the order of the text."""
    at, places = 0.0, []
    for par in smil.iter("par"):
        document, _, element = par.find("text").get("src").partition("#")
        places.append([one.get("id") for one in parsed(files[document]).iter()].index(element))
        audio = par.find("seq/audio")
        assert npt_s(audio.get("clip-begin")) == pytest.approx(at, abs=1e-6)
        at = npt_s(audio.get("clip-end"))
    assert places == sorted(set(places))
    assert at == pytest.approx(length_s(files[audio.get("src")]), abs=0.001)


def npt_s(text: str) -> float:
    return float(text.removeprefix("npt=").removesuffix("s"))


def clock_s(text: str) -> float:
    hours, minutes, rest = text.split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(rest)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ARTICLES)
def test_any_article_has_its_words_in_daisy(text: str) -> None:
    manifest = replace(manifest_of(script_of(text)), title=text, byline=text)
    chapters = content_chapters(reading_text(manifest), "en", by_word=False)
    book = _Book(manifest, chapters)
    parsed(book.ncc(1, 1).encode())
    parsed(book.master().encode())
    for own, one in zip(reading_text(manifest).chapters, chapters, strict=True):
        parsed(book.smil(one, 0).encode())
        page = book.content(one)
        words = "".join("".join(parsed(page.encode()).find("{*}body").itertext()).split())
        assert words == "".join("".join(passage.text() for passage in own.passages).split())
        assert not re.search(r'<[^>]* (dir="auto"|data-)', page)


def test_nothing_is_left_of_a_package_that_cannot_be_finished(gate: Manifest, tmp_path: Path) -> None:
    def broken(number: int) -> bytes:
        raise OSError(28, "No space left on device")

    for write in WRITERS:
        with pytest.raises(Exception, match="No space"):
            write(tmp_path / "a", gate, replace(sound_of(gate), read=broken))
    assert list(tmp_path.iterdir()) == []
