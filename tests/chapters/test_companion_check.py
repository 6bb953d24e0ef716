"""`check` finds what is broken beside the recording: every test breaks one thing in a good edition."""

import hashlib
import json
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from audio.chapter import encode_chapter, read_chapter
from audio.model import Codec, Encoding, Format, Loudness
from chapters import manifestfile as manifests
from chapters.check import Report, check_edition
from chapters.manifest import ManifestLine, ManifestVoice
from chapters.mp4file import mp4_blocks
from chapters.transcriptcheck import html_problems, json_problems, srt_problems, vtt_problems
from chapters.transcripts import HTML, JSON, SRT, VTT, transcript_files
from tests.chapters.test_transcripts import manifest_of, readings, row

CHECKS = {VTT: vtt_problems, SRT: srt_problems, JSON: json_problems, HTML: html_problems}
SAID = [
    ("Narrator", "The ferry was late again, and the people on the quay said nothing."),
    ("Ann & <co>", "“Not a word, <b>not one</b>,”"),
    ("Narrator", "said Ann."),
]
GOOD = manifest_of(row(*SAID))
GOOD = replace(GOOD, audio=replace(GOOD.audio, frames=60 * GOOD.audio.rate))


def found(report: Report) -> str:
    return "\n".join(f"{finding.where}: {finding.what}" for finding in report.findings)


@settings(deadline=None, max_examples=60)
@given(readings())
def test_what_we_write_has_no_problem(lines: list[ManifestLine]) -> None:
    manifest = manifest_of(lines)
    for name, text in transcript_files(manifest).items():
        assert list(CHECKS[name](text, manifest)) == []


Edit = Callable[[str], str]


def swap(old: str, new: str) -> Edit:
    def edited(text: str) -> str:
        assert old in text, text
        return text.replace(old, new, 1)

    return edited


@pytest.mark.parametrize(
    ("name", "edit", "problem"),
    [
        (VTT, swap("WEBVTT", "WEBVT"), "does not begin with WEBVTT"),
        (VTT, swap(" --> ", " -> "), "has no times"),
        (VTT, swap("<v Narrator>", ""), "does not name its speaker"),
        (VTT, swap("&lt;b&gt;", "<b>"), "a mark that is not escaped"),
        (VTT, swap("late", "early"), "every word once and in order"),
        (VTT, swap("late ", ""), "every word once and in order"),
        (VTT, swap("<v Ann &amp; &lt;co&gt;>", "<v Bob>"), "is given to 'Bob', 'Ann & <co>' says it"),
        (VTT, swap("00:00:01.000", "00:00:01.200"), "starts +0.200 s from its first word"),
        (VTT, swap("00:00:01.000 -->", "00:00:09.000 -->"), "ends before it starts"),
        (VTT, swap("00:00:01.000 -->", "00:00:09.000 -->"), "starts before the one in front of it"),
        (VTT, swap("--> 00:00:0", "--> 00:00:2"), "is shown for"),
        (VTT, swap("on the quay", "on\nthe\nquay"), "does not fit on two lines"),
        (VTT, lambda t: "\n".join(t.split("\n")[:-5]) + "\n", "every word once and in order"),
        (VTT, lambda t: t.replace(t.split("\n")[7], t.split("\n")[2]), "Two cues have one identifier"),
        (SRT, swap("1\n", "7\n"), "not numbered from 1"),
        (SRT, swap("Narrator: ", "Bob: "), "does not name its speaker"),
        (SRT, swap("late", "early"), "every word once and in order"),
        (SRT, swap("The ferry", "The ferry, which we all knew so well,"), "more than 32 characters"),
        (SRT, swap("00:00:01,000", "00:00:01,200"), "starts +0.200 s from its first word"),
        (JSON, lambda _: "[]", "holds no segments"),
        (JSON, lambda _: "{", "holds no segments"),
        (JSON, swap('"startTime": 1.0', '"startTime": 0.5'), "starts -0.500 s from its first word"),
        (JSON, swap("late", "early"), "every word once and in order"),
        (JSON, swap('"Ann & <co>"', '"Bob"'), "is given to 'Bob'"),
        (HTML, swap("late", "early"), "every word once and in order"),
        (HTML, swap("</p>", ""), "not closed in turn"),
        (HTML, swap("<cite>Narrator", "<cite>Bob"), "'Bob' does not speak"),
    ],
)
def test_a_broken_transcript(name: str, edit: Edit, problem: str) -> None:
    text = transcript_files(GOOD)[name]
    assert list(CHECKS[name](text, GOOD)) == []
    assert problem in "\n".join(CHECKS[name](edit(text), GOOD))


def test_a_good_edition_in_all_formats(edition: Any, tmp_path: Path) -> None:
    edition.publish(tmp_path, formats=(Format.M4B, Format.M4A))
    assert check_edition(tmp_path).findings == ()


@pytest.mark.parametrize("name", [VTT, "chapters.json", "a.m4b"])
@pytest.mark.parametrize("harm", ["missing", "other bytes", "no text"])
def test_a_file_that_is_not_as_it_was_written(edition: Any, tmp_path: Path, name: str, harm: str) -> None:
    edition.publish(tmp_path, formats=(Format.M4B,))
    path = tmp_path / name
    if harm == "missing":
        path.unlink()
        assert f"{name}: It cannot be read: No such file" in found(check_edition(tmp_path))
        return
    path.write_bytes(path.read_bytes() + b" " if harm == "other bytes" else b"\xff\xfe")
    report = found(check_edition(tmp_path))
    assert f"{name}: It has " in report or f"{name}: It cannot be read" in report


def test_an_edition_without_a_transcript(edition: Any, tmp_path: Path) -> None:
    manifest = edition.publish(tmp_path)
    kept = tuple(entry for entry in manifest.files if entry.file != VTT)
    manifests.write(tmp_path, replace(manifest, files=kept))
    assert f"There is no {VTT}" in found(check_edition(tmp_path))


def test_a_name_that_leads_out_of_the_folder(edition: Any, tmp_path: Path) -> None:
    manifest = edition.publish(tmp_path)
    files = (replace(manifest.files[0], file="../a.vtt"), *manifest.files[1:])
    manifests.write(tmp_path, replace(manifest, files=files))
    assert "'../a.vtt' leads out of the folder" in found(check_edition(tmp_path))


def rewritten(folder: Path, name: str, data: bytes) -> str:
    """What `check` says if a file holds `data` and the manifest knows it as such."""
    (folder / name).write_bytes(data)
    manifest = manifests.read(folder)
    files = tuple(
        replace(entry, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())
        if entry.file == name
        else entry
        for entry in manifest.files
    )
    manifests.write(folder, replace(manifest, files=files))
    return found(check_edition(folder))


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (lambda c: c.update(version="1.0"), "Its version is '1.0'"),
        (lambda c: c["chapters"].pop(), "It has 1 chapters, there are 2 sections"),
        (lambda c: c["chapters"][1].update(startTime=1.5), "Chapter 2 is from 1.5 to"),
        (lambda c: c["chapters"][0].update(title="x"), "Chapter 1 is called 'x'"),
        (lambda c: c.update(chapters=3), "It holds no chapters"),
    ],
)
def test_broken_chapters(edition: Any, tmp_path: Path, edit: Callable[[Any], object], problem: str) -> None:
    edition.publish(tmp_path)
    content = json.loads((tmp_path / "chapters.json").read_text(encoding="utf-8"))
    edit(content)
    assert f"chapters.json: {problem}" in rewritten(tmp_path, "chapters.json", json.dumps(content).encode())


def patched(data: bytes, box: bytes, at: int, new: bytes) -> bytes:
    """`data` with `new` behind the name of the first box of that name, `at` bytes into its content."""
    place = data.index(box) + 4 + at
    return data[:place] + new + data[place + len(new) :]


def moved_behind(data: bytes) -> bytes:
    """The tables behind the sound, as files are that nobody made ready for the web."""
    movie, sound = data.index(b"moov") - 4, data.index(b"mdat") - 4
    return data[:movie] + data[sound:] + data[movie:sound]


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        (lambda d: patched(d, b"ftyp", 0, b"isom"), "Its brand is not 'M4B '"),
        (moved_behind, "Its tables stand behind the sound"),
        (lambda d: patched(d, b"elst", 12, struct.pack(">i", 0)), "Its edit list says"),
        (lambda d: patched(d, b"chap", 0, struct.pack(">I", 7)), "refers to no track of chapters"),
        (lambda d: patched(d, b"tref", 4, b"free"), "refers to no track of chapters"),
        (lambda d: patched(d, b"mdhd", 12, struct.pack(">I", 48_000)), "counts in 48000 Hz"),
        (lambda d: patched(d, b"stts", 8, struct.pack(">I", 3)), "frames of sound"),
        (lambda d: patched(d, b"stsz", 8, struct.pack(">I", 3)), "cannot be read: the table of sizes"),
        (lambda d: patched(d, b"stsc", 12, struct.pack(">I", 9)), "cannot be read: the chunks have"),
        (
            lambda d: patched(d, b"stco", 8, struct.pack(">I", 1 << 31)),
            "Its sound ends before its tables say so",
        ),
        (lambda d: patched(d, b"chpl", 4, b"\0\0\0\0\1"), "Nero's list has 1 chapters"),
        (lambda d: patched(d, b"chpl", 9, struct.pack(">Q", 77_000_000)), "Nero's list starts at 7.700 s"),
        (lambda d: patched(d, b"chpl", 18, b"X"), "Nero's list is called"),
        (lambda d: patched(d, b"\xa9nam", 20, b"Z"), "Its title is"),
        (lambda d: patched(d, b"covr", -4, b"free"), "It has no cover"),
        (lambda d: patched(d, b"stik", 16, b"\1"), "not marked as an audiobook"),
        (lambda d: patched(d, b"mdat", 2, b"X"), "Chapter 1 of its text track is called"),
        (lambda d: d[: len(d) // 2], "cannot be read"),
        (lambda d: b"", "Its brand is not"),
    ],
)
def test_a_broken_m4b(edition: Any, tmp_path: Path, harm: Callable[[bytes], bytes], problem: str) -> None:
    edition.publish(tmp_path, formats=(Format.M4B,))
    data = (tmp_path / "a.m4b").read_bytes()
    assert problem in rewritten(tmp_path, "a.m4b", harm(data))


def test_chapters_of_the_text_track_at_other_times(edition: Any, tmp_path: Path) -> None:
    edition.publish(tmp_path, formats=(Format.M4B,))
    data = (tmp_path / "a.m4b").read_bytes()
    track = data.rindex(b"stts")
    moved = data[: track + 16] + struct.pack(">I", 1000) + data[track + 20 :]
    assert "Chapter 1 of its text track is from frame 0 to 1000" in rewritten(tmp_path, "a.m4b", moved)


def test_an_m4a_with_other_sound(edition: Any, tmp_path: Path) -> None:
    """Its boxes are right and its chapters are silent."""
    manifest = edition.publish(tmp_path, formats=(Format.M4A,))
    recording = edition.recording()
    silent = [
        replace(chapter, key=f"{n:064x}", clips=(), starts=()) for n, chapter in enumerate(edition.chapters)
    ]
    for chapter in silent:
        encode_chapter(chapter, edition.store, Encoding(), Loudness(), Codec.AAC)
    quiet = replace(recording, read=lambda n: read_chapter(edition.store, silent[n].key, Codec.AAC))
    said = rewritten(tmp_path, "a.m4a", b"".join(mp4_blocks(Format.M4A, quiet)))
    assert f"a.m4a: Line 0, at {manifest.lines[0].start_frame / 44_100:.2f} s, cannot be heard" in said


def test_many_problems_are_summed_up(edition: Any, tmp_path: Path) -> None:
    edition.publish(tmp_path)
    manifest = manifests.read(tmp_path)
    cast = (ManifestVoice("Bob", "Tone", "tone", "a", 1.0, 1.0, 0.0, 0.0, False),)
    lines = tuple(replace(line, speaker="Bob") for line in manifest.lines) * 3
    manifests.write(tmp_path, replace(manifest, cast=cast, lines=lines))
    report = found(check_edition(tmp_path))
    assert "transcript.vtt: The cue at" in report
    assert report.count("transcript.json:") <= 6
