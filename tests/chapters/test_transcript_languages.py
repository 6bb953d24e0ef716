"""What is said in another language is marked in the forms that have a mark for it."""

from dataclasses import replace

import pytest

from chapters.cues import cues_of
from chapters.manifest import ManifestLine
from chapters.reading.model import reading_text
from chapters.transcriptcheck import html_problems, json_problems, srt_problems, vtt_problems
from chapters.transcripts import HTML, JSON, SRT, VTT, VTT_LAYOUT, transcript_files
from tests.chapters.test_transcripts import RATE, manifest_of, row


@pytest.fixture
def lines() -> list[ManifestLine]:
    said = row(("Ann", "It is so."), ("Ann", "C’est la vie & <rien>."), ("Ann", "So it is."))
    return [said[0], replace(said[1], language="fr"), said[2]]


def test_vtt_marks_the_language_of_a_cue(lines: list[ManifestLine]) -> None:
    text = transcript_files(manifest_of(lines))[VTT]
    assert "<v Ann><lang fr>C’est la vie &amp; &lt;rien&gt;.</lang>\n" in text
    assert text.count("<lang") == 1
    assert not list(vtt_problems(text, manifest_of(lines)))


def test_srt_knows_no_marks(lines: list[ManifestLine]) -> None:
    assert "lang" not in transcript_files(manifest_of(lines))[SRT]


def test_no_cue_holds_two_languages(lines: list[ManifestLine]) -> None:
    cues = cues_of(lines, RATE, VTT_LAYOUT)
    assert [(cue.language, cue.text) for cue in cues] == [
        ("", "It is so."),
        ("fr", "C’est la vie & <rien>."),
        ("", "So it is."),
    ]


def test_the_check_sees_a_language_that_is_not_marked_or_marked_wrong(lines: list[ManifestLine]) -> None:
    text = transcript_files(manifest_of(lines))[VTT]
    bare = text.replace("<lang fr>", "").replace("</lang>", "")
    (problem,) = vtt_problems(bare, manifest_of(lines))
    assert "is marked as the article's language, it is in fr" in problem
    (problem,) = vtt_problems(text.replace("<lang fr>", "<lang de>"), manifest_of(lines))
    assert "is marked as de, it is in fr" in problem


def test_the_page_has_the_direction_of_its_language(lines: list[ManifestLine]) -> None:
    arabic = replace(manifest_of(lines), language="ar")
    assert '<html lang="ar" dir="rtl">' in transcript_files(arabic)[HTML]
    assert '<html lang="en" dir="ltr">' in transcript_files(manifest_of(lines))[HTML]


@pytest.mark.parametrize(
    ("language", "name"), [("de-AT", "Erzählstimme"), ("fr", "Narration"), ("tlh", "Narrator")]
)
def test_the_narrator_is_called_so_in_the_language_of_the_edition(language: str, name: str) -> None:
    told = replace(manifest_of(row(("Narrator", "So it is."), ("Ann", "It is."))), language=language)
    files = transcript_files(told)
    assert f"<v {name}>So it is." in files[VTT]
    assert f"{name}: So it is." in files[SRT]
    assert f'"speaker": "{name}"' in files[JSON]
    assert f"<cite>{name}:</cite>" in files[HTML]
    assert name in reading_text(told).speakers
    checks = {VTT: vtt_problems, SRT: srt_problems, JSON: json_problems, HTML: html_problems}
    assert not [problem for form, check in checks.items() for problem in check(files[form], told)]


def test_a_line_of_srt_holds_the_longer_name() -> None:
    told = row(("Narrator", "It rained on the boats and the nets and on all who mended them there."))
    german = transcript_files(replace(manifest_of(told), language="de"))[SRT]
    assert max(map(len, german.splitlines())) <= 32
