"""`check` finds what is broken: every test breaks one thing in a good edition."""

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from audio.chapter import encode_chapter, plan_chapter
from audio.model import Encoding, Loudness, Pacing, TimedSection
from audio.mp3 import frame_offsets, info_frame, parse_header, silent_frame
from chapters import manifestfile as manifests
from chapters.check import Report, Severity, check_edition
from chapters.cover import cover_problem
from chapters.manifest import FILE_NAME, Levels, Manifest
from chapters.tagcheck import cover_advice, tag_problems, tag_size
from chapters.tags import tag_mp3
from scripts.errors import PublishError

Change = Callable[[Manifest], Manifest]


def errors(report: Report) -> str:
    return "\n".join(f"{finding.where}: {finding.what}" for finding in report.findings)


def test_a_good_edition_has_no_finding(edition: Any, tmp_path: Path) -> None:
    edition.publish(tmp_path)
    report = check_edition(tmp_path)
    assert report.findings == ()
    assert report.ok
    assert report.measured is not None
    assert report.measured.integrated_lufs == pytest.approx(-16.0, abs=0.3)
    told = json.loads(json.dumps(report.to_json()))
    assert told.pop("completeness")["voiced_words"] == 8
    assert told == {
        "dir": str(tmp_path),
        "ok": True,
        "measured": {
            "integrated_lufs": report.measured.integrated_lufs,
            "true_peak_dbtp": report.measured.true_peak_dbtp,
        },
        "findings": [],
    }


def test_each_finding_says_what_where_and_what_next(edition: Any, tmp_path: Path) -> None:
    edition.publish(tmp_path)
    (tmp_path / "a.mp3").unlink()
    report = check_edition(tmp_path)
    assert not report.ok
    (finding,) = report.findings
    assert finding.severity is Severity.ERROR
    assert finding.where == "a.mp3"
    assert "cannot be read" in finding.what
    assert finding.next_step == "Build the edition again."
    assert json.loads(json.dumps(report.to_json()))["findings"][0]["severity"] == "error"


def test_no_manifest(tmp_path: Path) -> None:
    assert "Cannot read" in errors(check_edition(tmp_path))
    (tmp_path / FILE_NAME).write_text("{")
    assert "damaged" in errors(check_edition(tmp_path))


# What the manifest says, changed.


def section(number: int, **change: Any) -> Change:
    def changed(manifest: Manifest) -> Manifest:
        sections = list(manifest.sections)
        sections[number] = replace(sections[number], **change)
        return replace(manifest, sections=tuple(sections))

    return changed


def line(number: int, change: Callable[[Any], Any]) -> Change:
    def changed(manifest: Manifest) -> Manifest:
        lines = list(manifest.lines)
        lines[number] = change(lines[number])
        return replace(manifest, lines=tuple(lines))

    return changed


def word(change: Callable[[Any], Any]) -> Change:
    return line(1, lambda old: replace(old, words=(old.words[0], change(old.words[1]))))


def audio(**change: Any) -> Change:
    return lambda manifest: replace(manifest, audio=replace(manifest.audio, **change))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (section(1, start_frame=5), "sections[1]: It starts at frame 5 instead of"),
        (section(0, end_frame=0), "sections[0]: It ends before it starts"),
        (section(1, end_frame=999), "sections: They end at frame 999"),
        (section(1, title="Other"), "Chapter 2 is called"),
        (lambda m: replace(m, sections=()), "There is no section"),
        (line(1, lambda o: replace(o, section=7)), "lines[1]: There is no section 7"),
        (line(1, lambda o: replace(o, section=1)), "lines[1]: It is not inside its section"),
        (line(1, lambda o: replace(o, start_frame=100)), "lines[1]: It starts before the line in front"),
        (
            line(0, lambda o: replace(o, end_frame=o.start_frame - 1)),
            "lines[0]: It is not inside its section",
        ),
        (line(1, lambda o: replace(o, start=o.start + 1)), "text from 18 to 19 is lost"),
        (line(1, lambda o: replace(o, end=o.end + 1)), "is there twice"),
        (line(2, lambda o: replace(o, speaker="Nobody")), "'Nobody' speaks and has no voice"),
        (
            line(2, lambda o: replace(o, end_frame=o.start_frame, start_frame=o.start_frame)),
            "words: The word at 0",
        ),
        (word(lambda o: replace(o, start_frame=0)), "lines[1].words: The word at 6 is heard out of turn"),
        (word(lambda o: replace(o, end=99)), "lines[1].words: The word at 6 is not in the text"),
        (
            word(lambda o: replace(o, start=2)),
            "lines[1].words: The word at 2 is not in the text, or out of turn",
        ),
        (lambda m: replace(m, dropped=()), "text from 0 to 9 is lost"),
        (lambda m: replace(m, cast=m.cast * 2), "A speaker has two voices"),
        (lambda m: replace(m, title="Other"), "Its title is"),
        (lambda m: replace(m, loudness=Levels(-17.0, -1.0)), "Its loudness is"),
        (lambda m: replace(m, loudness=Levels(-16.0, -20.0)), "Its true peak is"),
        (audio(bytes=7), "bytes, 7 were recorded"),
        (audio(sha256="0" * 64), "SHA-256"),
        (audio(rate=48_000), "44100 Hz, 48000 were recorded"),
        (audio(bitrate_kbps=128), "It does not have 128 kbit/s"),
        (audio(frames=1), "1 were recorded"),
        (audio(file="../a.mp3"), "leads out of the folder"),
        (audio(file="/etc/passwd"), "leads out of the folder"),
        (audio(file=""), "leads out of the folder"),
        (audio(file="b.mp3"), "b.mp3: The recording cannot be read"),
    ],
)
def test_what_the_manifest_has_wrong(edition: Any, tmp_path: Path, change: Change, found: str) -> None:
    manifests.write(tmp_path, change(edition.publish(tmp_path)))
    report = check_edition(tmp_path)
    assert found in errors(report)


def test_lines_that_are_said_to_be_elsewhere_are_heard_to_be_wrong(edition: Any, tmp_path: Path) -> None:
    """All times of the first section half a second late: nothing contradicts itself, but ears tell."""
    manifest = edition.publish(tmp_path)

    def late(old: Any) -> Any:
        words = tuple(
            replace(w, start_frame=w.start_frame + 22_050, end_frame=w.end_frame + 22_050) for w in old.words
        )
        return replace(
            old, start_frame=old.start_frame + 22_050, end_frame=old.end_frame + 22_050, words=words
        )

    lines = [late(old) if old.section == 0 else old for old in manifest.lines]
    manifests.write(tmp_path, replace(manifest, lines=tuple(lines)))
    report = check_edition(tmp_path)
    heard = [finding.what.split(" at ")[0] for finding in report.findings if finding.where == "a.mp3"]
    assert set(heard) == {"The pause"}


# What the MP3 holds, changed; its size and checksum are recorded anew, so only its content tells.


def break_mp3(folder: Path, manifest: Manifest, change: Callable[[bytes, bytes], bytes]) -> Report:
    path = folder / "a.mp3"
    data = path.read_bytes()
    at = tag_size(data)
    before, data = data, change(data[:at], data[at:])
    assert data != before
    path.write_bytes(data)
    size, sha256 = len(data), hashlib.sha256(data).hexdigest()
    manifests.write(folder, replace(manifest, audio=replace(manifest.audio, bytes=size, sha256=sha256)))
    return check_edition(folder)


def info(stream: bytes) -> bytes:
    return stream[: parse_header(stream).size]


def body(stream: bytes) -> bytes:
    return stream[parse_header(stream).size :]


def without_frame(stream: bytes, number: int) -> bytes:
    offsets = list(frame_offsets(stream))
    return stream[: offsets[number]] + stream[offsets[number + 1] :]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda tag, stream: tag + without_frame(stream, 50), "frames, there are"),
        (lambda tag, stream: tag + body(stream), "The first frame is no Info header"),
        (lambda tag, stream: tag + info(stream) + stream, "There is a second Info header"),
        (lambda tag, stream: tag + stream[:-5], "The last frame lacks 5 bytes"),
        (lambda tag, stream: tag + stream + b"TAG" + bytes(125), "is no frame"),
        (lambda tag, stream: tag + stream + silent_frame(64), "The bit rate changes"),
        (lambda tag, stream: tag + stream[:5_100] + bytes(40) + stream[5_140:], "checksums are wrong"),
        (lambda tag, stream: tag + stream[:9_000] + b"?" * 700 + stream[9_000:], "ffmpeg complains about it"),
        (lambda tag, stream: tag + info_frame(96, 1, 2, 3) + body(stream), "counts 1 frames"),
        (lambda tag, stream: stream, "It has no ID3 tag"),
        (lambda tag, stream: tag, "nothing is no frame"),
        (lambda tag, stream: b"", "It has no ID3 tag"),
        (lambda tag, stream: b"not a recording", "is no frame"),
        (lambda tag, stream: tag[:3] + b"\x04" + tag[4:] + stream, "version 2.4"),
        (lambda tag, stream: tag.replace(b"CTOC", b"XTOC") + stream, "no ordered table of contents"),
        (
            lambda tag, stream: tag.replace(b"toc\0\x03", b"toc\0\x02") + stream,
            "no ordered table of contents",
        ),
        (lambda tag, stream: tag.replace(b"\3\2ch0\0ch1", b"\3\2ch1\0ch0") + stream, "in order"),
        (lambda tag, stream: tag.replace(b"\xff\xff\xff\xff", bytes(4), 1) + stream, "has byte offsets"),
        (lambda tag, stream: tag.replace(b"image/png", b"image/gif") + stream, "Its cover is no image/gif"),
        (lambda tag, stream: tag.replace(b"APIC", b"XPIC") + stream, "It has no cover"),
        (lambda tag, stream: tag.replace(b"TLEN", b"XLEN") + stream, "Its TLEN is ''"),
    ],
)
def test_what_the_mp3_has_wrong(
    edition: Any, tmp_path: Path, change: Callable[[bytes, bytes], bytes], found: str
) -> None:
    report = break_mp3(tmp_path, edition.publish(tmp_path), change)
    assert found in errors(report)
    assert not report.ok


def test_chapters_in_the_tag_that_are_not_the_sections(edition: Any, tmp_path: Path) -> None:
    sections = edition.timeline.sections
    for wrong, found in (
        (sections[:1], "Its tag has 1 chapters, there are 2 sections"),
        ((replace(sections[0], title="Other"), sections[1]), "Chapter 1 is called 'Other'"),
        (
            (
                sections[0],
                TimedSection(sections[1].title, sections[1].start_frame + 100, sections[1].end_frame),
            ),
            "Chapter 2 is from",
        ),
    ):
        timeline = replace(edition.timeline, sections=wrong)
        edition.publish(tmp_path, tag_mp3(edition.about, timeline, edition.cover))
        assert found in errors(check_edition(tmp_path))


def test_a_cover_that_directories_refuse(edition: Any, tmp_path: Path) -> None:
    edition.publish(tmp_path, tag_mp3(edition.about, edition.timeline, picture((800, 800))))
    report = check_edition(tmp_path)
    assert "The cover is 800 pixels wide, not 1400 to 3000" in errors(report)
    assert report.ok


def picture(size: tuple[int, int], mode: str = "RGB", kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new(mode, size).save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (picture((1_400, 1_400)), ""),
        (picture((3_000, 3_000), kind="JPEG"), ""),
        (picture((1_399, 1_399)), "1399 pixels wide"),
        (picture((1_500, 1_600)), "not square (1500 x 1600 pixels)"),
        (picture((1_500, 1_500), "L"), "colours are L"),
        (picture((1_500, 1_500), "RGBA"), "colours are RGBA"),
        (picture((1_500, 1_500), kind="GIF"), "a GIF"),
        (picture((1_500, 1_500))[:500], "no picture that can be read"),
        (b"", "no picture that can be read"),
    ],
)
def test_covers_that_producers_bring(data: bytes, problem: str) -> None:
    found = cover_problem(data)
    assert problem in found
    assert bool(problem) == bool(found)


def test_sound_that_is_not_where_its_lines_are_is_heard(edition: Any, tmp_path: Path) -> None:
    """The second chapter's sound begins with a long rest: every count is right, and the ears tell."""
    clips = edition.chapters[1].clips
    late = plan_chapter(clips, Pacing(lead_ms=1_000, section_ms=800), Encoding(), Loudness())
    assert late.frames == edition.chapters[1].frames
    encode_chapter(late, edition.store, Encoding(), Loudness())
    replace(edition, chapters=(edition.chapters[0], late)).publish(tmp_path)
    report = check_edition(tmp_path)
    assert not report.ok
    assert "is not quiet" in errors(report)


def test_warnings_do_not_make_an_edition_bad(edition: Any, tmp_path: Path) -> None:
    manifest = edition.publish(tmp_path)
    manifests.write(tmp_path, replace(manifest, loudness=Levels(-16.7, -1.0)))
    report = check_edition(tmp_path)
    assert [finding.severity for finding in report.findings] == [Severity.WARNING]
    assert report.ok
    assert "short a piece" in report.findings[0].next_step


def test_a_silent_recording_has_levels_that_json_can_say(tmp_path: Path) -> None:
    from audio.measure import Measured

    report = Report(tmp_path, (), Measured(-70.0, float("-inf")))
    levels = report.to_json()["measured"]
    assert levels == {"integrated_lufs": -70.0, "true_peak_dbtp": None}


def test_an_unwritable_place_is_a_publish_error(edition: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PublishError):
        manifests.write(tmp_path / "file", edition.publish(tmp_path))


@pytest.fixture(scope="module")
def published(edition: Any, tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    manifest: Manifest = edition.publish(tmp_path_factory.mktemp("published"))
    return manifest


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_damage_to_a_tag_raises_anything(edition: Any, published: Manifest, data: st.DataObject) -> None:
    tag = bytearray(tag_mp3(edition.about, edition.timeline, picture((20, 20))))
    for _ in range(data.draw(st.integers(1, 4))):
        tag[data.draw(st.integers(0, len(tag) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(tag[: data.draw(st.integers(0, len(tag)))])
    for broken in (bytes(tag), cut):
        assert all(isinstance(problem, str) for problem in tag_problems(published, broken))
        assert isinstance(cover_advice(broken), str)
        assert tag_size(broken) >= 0
