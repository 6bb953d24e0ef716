"""The ID3 tag, read back by mutagen and by ffprobe."""

import io
import json
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mutagen.id3 import ID3

from audio.model import TimedSection, Timeline
from audio.timeline import ms_from_frames
from chapters.languages import three_letters
from chapters.tagcheck import tag_size
from chapters.tags import About, tag_mp3
from chapters.text import one_line, shortened
from voices.model import RATE

TEXTS = ("TIT2", "TPE1", "TALB", "TYER", "TDAT", "TIME", "TCON", "TLAN", "TLEN")

HOSTILE = st.text(max_size=60) | st.sampled_from(
    [
        "",
        "\0",
        "a\0b",
        "x" * 5_000,
        "]]>&<b>",
        "../../etc",
        "👩‍👩‍👧 é",
        "שלום",
        "\u202eabc",
        "\ufffe\uffff",
        "a/b;c",
        " \n ",
    ]
)


def timeline(titles: list[str], frames: int = 50_001) -> Timeline:
    sections = tuple(TimedSection(title, n * frames, (n + 1) * frames) for n, title in enumerate(titles))
    return Timeline(RATE, len(titles) * frames, sections, ())


def read(tag: bytes) -> Any:
    return ID3(io.BytesIO(tag), translate=False)


def frame_names(tag: bytes) -> list[str]:
    """Names of the frames in the order of the bytes, by our own reading."""
    names, at = [], 10
    while at < len(tag):
        name, size = struct.unpack_from(">4sI", tag, at)
        names.append(name.decode("ascii"))
        at += 10 + size
    assert at == len(tag)
    return names


@settings(deadline=None)
@given(
    st.builds(About, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, source=HOSTILE),
    st.lists(HOSTILE, max_size=5),
)
def test_any_text_comes_back(about: About, titles: list[str]) -> None:
    tag = tag_mp3(about, timeline(titles), b"")
    assert tag_size(tag) == len(tag)
    tags = read(tag)
    assert tags.version == (2, 3, 0)
    assert tags.unknown_frames == []
    for name, text in (
        ("TIT2", one_line(about.title)),
        ("TALB", one_line(about.show) or one_line(about.title)),
    ):
        found = str(tags[name].text[0]) if name in tags else ""
        assert found == text
    assert [
        str(mark.sub_frames["TIT2"].text[0]) if mark.sub_frames else "" for mark in tags.getall("CHAP")
    ] == [one_line(t) for t in titles]
    assert tags.getall("COMM")[0].text[0].startswith("Read by synthetic voices.")
    assert one_line(about.source) in tags.getall("COMM")[0].text[0]


@pytest.mark.parametrize("count", [1, 255, 256, 700])
def test_chapters_stand_in_order_of_time_below_one_table(count: int) -> None:
    titles = ["long " * (count - n) if count < 300 else f"{n % 7 * 'x'}" for n in range(count)]
    tag = tag_mp3(About("T", "", ""), timeline(titles), b"")
    tags = read(tag)
    marks, tables = tags.getall("CHAP"), {t.element_id: t for t in tags.getall("CTOC")}
    assert frame_names(tag).count("CHAP") == count
    assert [mark.start_time for mark in marks] == [ms_from_frames(n * 50_001) for n in range(count)]
    assert [m.end_time for m in marks[:-1]] == [m.start_time for m in marks[1:]]
    assert {(mark.start_offset, mark.end_offset) for mark in marks} == {(0xFFFFFFFF, 0xFFFFFFFF)}
    ids = [mark.element_id for mark in marks] + list(tables)
    assert len(set(ids)) == len(ids)
    tops = [table for table in tables.values() if table.flags & 2]
    assert [int(table.flags) for table in tops] == [3]
    assert all(table.flags & 1 and 1 <= len(table.child_element_ids) <= 255 for table in tables.values())

    def leaves(name: str) -> list[str]:
        if name not in tables:
            return [name]
        return [leaf for child in tables[name].child_element_ids for leaf in leaves(child)]

    assert leaves(tops[0].element_id) == [mark.element_id for mark in marks]


def test_no_frame_of_version_2_4_gets_in() -> None:
    about = About(
        "T", "By", "S", date="2026-05-17T18:30:00Z", language="de", source="https://example.org/a?b"
    )
    tag = tag_mp3(about, timeline(["a"]), b"\x89PNG")
    names = frame_names(tag)
    assert set(names) == {*TEXTS, "COMM", "WOAS", "CTOC", "CHAP", "APIC"}
    tags = read(tag)
    found = {
        name: str(tags[name].text[0]) for name in ("TYER", "TDAT", "TIME", "TCON", "TLAN", "TLEN", "TPE1")
    }
    assert found == {
        "TYER": "2026",
        "TDAT": "1705",
        "TIME": "1830",
        "TCON": "Podcast",
        "TLAN": "deu",
        "TLEN": "1134",
        "TPE1": "By",
    }
    assert tags["WOAS"].url == "https://example.org/a?b"
    picture = tags.getall("APIC")[0]
    assert (picture.mime, int(picture.type)) == ("image/png", 3)


@pytest.mark.parametrize(
    ("date", "frames"),
    [
        ("2026", {"TYER"}),
        ("2026-05", {"TYER"}),
        ("2026-05-17", {"TYER", "TDAT"}),
        ("2026-99-99", {"TYER"}),
        ("17 May 2026", set()),
        ("٢٠٢٦-٠٥-١٧", set()),
        ("", set()),
    ],
)
def test_dates_are_split_or_left_out(date: str, frames: set[str]) -> None:
    names = frame_names(tag_mp3(About("T", "", "", date=date), timeline(["a"]), b""))
    assert {name for name in names if name in ("TYER", "TDAT", "TIME")} == frames


def test_the_artist_is_the_byline_or_the_author_or_the_show() -> None:
    def artist(**about: str) -> str:
        found = read(
            tag_mp3(About(**{"title": "T", "byline": "", "show": "", **about}), timeline(["a"]), b"")
        )
        return str(found["TPE1"].text[0]) if "TPE1" in found else ""

    assert artist(byline="A", author="B", show="C") == "A"
    assert artist(author="B", show="C") == "B"
    assert artist(show="C") == "C"
    assert artist() == ""


def test_ascii_is_latin_1_and_all_else_utf_16() -> None:
    tags = read(tag_mp3(About("Plain", "Zoë", ""), timeline(["a", "é"]), b""))
    assert [int(tags[name].encoding) for name in ("TIT2", "TPE1")] == [0, 1]
    assert [int(mark.sub_frames["TIT2"].encoding) for mark in tags.getall("CHAP")] == [0, 1]


def test_an_edition_without_sections_has_a_tag_without_chapters() -> None:
    assert {"CHAP", "CTOC"}.isdisjoint(frame_names(tag_mp3(About("T", "", ""), timeline([]), b"")))


@pytest.mark.readers
def test_ffprobe_reads_the_same(edition: Any, tmp_path: Path) -> None:
    program = shutil.which("ffprobe")
    if program is None:
        pytest.skip("ffprobe is not installed (Debian: apt-get install ffmpeg)")
    edition.publish(tmp_path)
    command = [program, "-v", "warning", "-of", "json", "-show_chapters", "-show_format", "-show_streams"]
    finished = subprocess.run([*command, tmp_path / "a.mp3"], capture_output=True, text=True, check=True)
    assert finished.stderr == ""
    found = json.loads(finished.stdout)
    assert [c["tags"]["title"] for c in found["chapters"]] == [s.title for s in edition.timeline.sections]
    times = [(float(c["start_time"]), float(c["end_time"])) for c in found["chapters"]]
    assert times == [
        (ms_from_frames(s.start_frame) / 1000, ms_from_frames(s.end_frame) / 1000)
        for s in edition.timeline.sections
    ]
    tags = found["format"]["tags"]
    assert tags["title"] == edition.script.title
    assert (tags["artist"], tags["album"], tags["genre"]) == ("Ann Author", "Show", "Podcast")
    sound, picture = found["streams"]
    assert (sound["codec_name"], sound["channels"], sound["sample_rate"]) == ("mp3", 1, "44100")
    assert picture["disposition"]["attached_pic"] == 1


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "eng"),
        ("de-AT", "deu"),
        ("pt_BR", "por"),
        ("yue", "yue"),
        ("zz", "und"),
        ("", "und"),
        ("日本", "und"),
    ],
)
def test_languages_have_three_letters(tag: str, code: str) -> None:
    assert three_letters(tag) == code


@example("0\r\x1b\r0")
@given(st.text(max_size=200))
def test_one_line_is_one_line_and_stays(text: str) -> None:
    line = one_line(text)
    assert line == line.strip()
    assert len(line.splitlines()) <= 1
    assert line.isprintable() or any(not c.isprintable() for c in line if ord(c) > 127)
    assert one_line(line) == line


@given(st.text(max_size=100), st.integers(2, 60))
def test_shortened_is_short(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert len(short) <= limit
    assert short == text or text.startswith(short[:-1])
