"""Transcripts: every word once and in order, in cues that a person can read, whatever the text is."""

import html
import json
import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapters.cues import Cue, Layout, cues_of, shown_name
from chapters.manifest import (
    AudioFile,
    Levels,
    Manifest,
    ManifestLine,
    ManifestSection,
    ManifestWord,
)
from chapters.text import one_line
from chapters.transcripts import HTML, JSON, SRT, SRT_LAYOUT, VTT, VTT_LAYOUT, transcript_files
from voices.words import word_spans

RATE = 44_100
HOSTILE = (
    "]]>",
    "&amp;",
    "-->",
    "<v Bob>",
    "</v>",
    "👩‍👩‍👧",
    "שלום",
    "\u202e",
    "../..",
    "x" * 90,
    "a\n\nb",
    "\x00",
    "WEBVTT",
)


def line(
    text: str, speaker: str = "Ann", start: int = 0, per_word: float = 0.3, **other: object
) -> ManifestLine:
    """A line whose words take `per_word` seconds each, with nothing between them."""
    words, at = [], start
    for first, end in word_spans(text):
        length = round(per_word * RATE)
        words.append(ManifestWord(first, end, at, at + length))
        at += length
    said = ManifestLine(speaker, "narration", "paragraph", 0, 0, text, 0, len(text), start, at, tuple(words))
    return replace(said, **other)  # type: ignore[arg-type]


def row(*texts: tuple[str, str], pause: float = 0.15, per_word: float = 0.3) -> list[ManifestLine]:
    """(speaker, text) one after the other."""
    lines: list[ManifestLine] = []
    for speaker, text in texts:
        start = lines[-1].end_frame + round(pause * RATE) if lines else RATE
        lines.append(line(text, speaker, start, per_word))
    return lines


def manifest_of(lines: list[ManifestLine]) -> Manifest:
    frames = lines[-1].end_frame + RATE
    return Manifest(
        title="T",
        byline="",
        date="",
        language="en",
        source="",
        show="",
        audio=AudioFile("a.mp3", 1, "", RATE, frames, 96),
        loudness=Levels(-16.0, -1.0),
        sections=(ManifestSection("T", 0, frames),),
        lines=tuple(lines),
        cast=(),
        dropped=(),
        files=(),
        generator="",
        plan="",
    )


def test_a_word_longer_than_any_line_stands_on_one_of_its_own() -> None:
    for width in ("x" * 90 + "]]> ]]>", "x" * 90 + " ]]> ]]>", "]]> " + "x" * 90 + " ]]> ]]>"):
        cues = cues_of(row(("Ann", width)), RATE, SRT_LAYOUT)
        assert squeezed("".join("".join(cue.lines) for cue in cues)).endswith("]]>]]>")


def squeezed(text: str) -> str:
    """Without white space: a word that is longer than a line is cut."""
    return "".join(one_line(text).split())


@dataclass
class Shown:
    """A cue as a reader finds it."""

    identifier: str
    start_ms: int
    end_ms: int
    speaker: str
    lines: list[str]


def read_blocks(text: str, stamp: str) -> list[Shown]:
    """The cues of a VTT or an SRT, read line by line as the standards have it."""
    found = []
    for block in re.split(r"\n{2,}", text.strip("\n")):
        rows = block.split("\n")
        times = re.fullmatch(
            rf"(\d\d+):(\d\d):(\d\d){stamp}(\d{{3}}) --> (\d\d+):(\d\d):(\d\d){stamp}(\d{{3}})", rows[1]
        )
        assert times, block
        numbers = [int(number) for number in times.groups()]
        start, end = (((h * 60 + m) * 60 + s) * 1000 + ms for h, m, s, ms in (numbers[:4], numbers[4:]))
        found.append(Shown(rows[0], start, end, "", rows[2:]))
    return found


def read_vtt(text: str) -> list[Shown]:
    head, _, body = text.partition("\n")
    assert head == "WEBVTT"
    cues = read_blocks(body, r"\.") if body.strip() else []
    for cue in cues:
        voice = re.fullmatch(r"<v ([^>]+)>(.*)", cue.lines[0])
        assert voice, cue
        cue.speaker, cue.lines[0] = html.unescape(voice[1]), voice[2]
        assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", "".join(cue.lines))
        cue.lines = [html.unescape(one) for one in cue.lines]
    return cues


def read_srt(text: str) -> list[Shown]:
    cues = read_blocks(text, ",") if text.strip() else []
    assert [cue.identifier for cue in cues] == [str(n) for n in range(1, len(cues) + 1)]
    for cue in cues:
        assert len(cue.lines) <= 2
        assert all(len(one) <= 32 for one in cue.lines)
    return cues


class Page(HTMLParser):
    """Names and what they say; fails where a tag is not closed in turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.said: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta",):
            self.open.append(tag)
        if tag == "cite":
            self.said.append(["", ""])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "cite":
            self.said[-1][0] += data
        elif self.said and self.open and self.open[-1] in ("p", "h1", "h2"):
            self.said[-1][1] += data


NAMES = st.one_of(
    st.sampled_from(["Narrator", "Ann", "Ruth Pemberton", "n" * 60, "<b>&-->", "שרה", "\x00"]),
    st.text(max_size=40),
)
WORDS = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=12), st.from_regex(r"[a-z]{1,9}[,.—]?", fullmatch=True)
)
TEXTS = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)


@st.composite
def readings(draw: st.DrawFn) -> list[ManifestLine]:
    """Lines with any text, heard at any times."""
    lines: list[ManifestLine] = []
    at = 0
    for block in range(draw(st.integers(1, 5))):
        text, speaker = draw(TEXTS), draw(NAMES)
        start = at = at + draw(st.integers(0, RATE))
        words = []
        for first, end in word_spans(text):
            if draw(st.integers(0, 9)) == 0:
                continue  # an engine may leave a word out
            length = draw(st.integers(0, RATE))
            words.append(ManifestWord(first, end, at, at + length))
            at += length + draw(st.sampled_from([0, 0, 2000]))
        at = max(at, start + 1)
        lines.append(
            ManifestLine(speaker, "quote", "paragraph", block, 0, text, 0, len(text), start, at, tuple(words))
        )
    return lines


@settings(deadline=None, max_examples=150)
@given(readings())
def test_every_word_once_and_in_order_in_all_four(lines: list[ManifestLine]) -> None:
    files = transcript_files(manifest_of(lines))
    wanted = "".join(squeezed(one.text) for one in lines)
    vtt, srt = read_vtt(files[VTT]), read_srt(files[SRT])
    assert "".join(squeezed("".join(cue.lines)) for cue in vtt) == wanted
    segments = json.loads(files[JSON])["segments"]
    assert "".join(squeezed(one["body"]) for one in segments) == wanted
    assert [one["speaker"] for one in segments] == [cue.speaker for cue in vtt]
    told = []
    for cue, shown in zip(srt, cues_of(lines, RATE, SRT_LAYOUT), strict=True):
        name = (shown_name(shown.speaker, width=32) + ":").replace("-->", "->")
        assert cue.lines[0].startswith(name)
        told += [cue.lines[0][len(name) :], *cue.lines[1:]]
    assert squeezed("".join(told)).replace("-->", "->") == wanted.replace("-->", "->")
    page = Page()
    page.feed(files[HTML])
    assert not page.open
    assert "".join(squeezed(words) for _, words in page.said) == wanted


@settings(deadline=None, max_examples=150)
@given(readings(), st.sampled_from([VTT_LAYOUT, SRT_LAYOUT]))
def test_cues_can_be_read(lines: list[ManifestLine], layout: Layout) -> None:
    cues = cues_of(lines, RATE, layout)
    for cue in cues:
        length_s = (cue.end_frame - cue.start_frame) / RATE
        assert 0 < length_s <= 7
        assert length_s >= 0.7 or " " not in cue.text
        assert 1 <= len(cue.lines) <= 2
        assert all(len(one) <= layout.width for one in cue.lines)
    for before, after in pairwise(cues):
        assert before.start_frame <= after.start_frame
        if before.speaker != after.speaker:
            assert before.text
            assert after.text
    assert len({cue.identifier for cue in cues}) == len(cues)


@settings(deadline=None, max_examples=60)
@given(readings())
def test_a_cue_starts_with_a_word_or_a_share_of_one(lines: list[ManifestLine]) -> None:
    inside = [(word.start_frame, word.end_frame) for one in lines for word in one.words]
    starts = {one.start_frame for one in lines}
    for cue in cues_of(lines, RATE, VTT_LAYOUT):
        assert cue.start_frame in starts or any(first <= cue.start_frame <= last for first, last in inside)


def texts(cues: list[Cue]) -> list[str]:
    return [" / ".join(cue.lines) for cue in cues]


def test_breaks_stand_at_clauses() -> None:
    said = (
        "The ferry was late again, and the people on the quay, who had been there since dawn, said nothing."
    )
    assert texts(cues_of(row(("Ann", said)), RATE, VTT_LAYOUT)) == [
        "The ferry was late again, / and the people on the quay,",
        "who had been there since dawn, / said nothing.",
    ]


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("Nobody on the whole of the island had asked for Dr. Weber of Holm by the end", "Dr. Weber"),
        ("Auf der ganzen Insel hat niemand nach etwas gefragt, z. B. nach dem Preis der Fahrt", "z. B. nach"),
        ("The boats that they had seen in the harbour were from the U.S. Navy and from Holm", "U.S. Navy"),
    ],
)
def test_a_short_form_stays_with_what_it_belongs_to(text: str, together: str) -> None:
    for layout in (VTT_LAYOUT, SRT_LAYOUT):
        cues = cues_of(row(("Ann", text)), RATE, layout)
        shown = [part for cue in cues for part in cue.lines]
        assert len(shown) > 1
        assert any(together in part for part in shown), shown


def test_sentences_have_their_own_cues_and_short_ones_join() -> None:
    lines = row(
        ("Ann", "It is over now, they say."),
        ("Ann", "Go home!"),
        ("Ann", "Nobody is coming here today."),
        pause=0.05,
        per_word=0.2,
    )
    assert texts(cues_of(lines, RATE, VTT_LAYOUT)) == [
        "It is over now, they say. Go home!",
        "Nobody is coming here today.",
    ]


def test_no_cue_holds_two_speakers() -> None:
    lines = row(("Ann", "“I do,”"), ("Narrator", "she said,"), ("Ann", "“as ever.”"), per_word=0.2)
    cues = cues_of(lines, RATE, VTT_LAYOUT)
    assert [(cue.speaker, cue.text) for cue in cues] == [
        ("Ann", "“I do,”"),
        ("Narrator", "she said,"),
        ("Ann", "“as ever.”"),
    ]
    # Too fast to read: it stays for 0.7 s; the others are never moved.
    assert [cue.start_frame for cue in cues] == [one.start_frame for one in lines]
    assert (cues[0].end_frame - cues[0].start_frame) / RATE == pytest.approx(0.7, abs=0.001)


def test_a_short_cue_stays_into_the_silence_behind_it() -> None:
    first, second = cues_of(row(("Ann", "Yes."), ("Bob", "No."), pause=2), RATE, VTT_LAYOUT)
    assert first.end_frame - first.start_frame == RATE
    assert first.end_frame < second.start_frame


def test_a_word_of_nine_seconds_is_shown_for_seven() -> None:
    (cue,) = cues_of([line("12345678901234567890", per_word=9)], RATE, VTT_LAYOUT)
    assert cue.lines == ("12345678901234567890",)
    assert cue.end_frame - cue.start_frame == 7 * RATE


def test_a_word_longer_than_a_cue_is_cut_in_time_too() -> None:
    cues = cues_of([line("x" * 200, per_word=5)], RATE, VTT_LAYOUT)
    assert "".join(cue.text for cue in cues) == "x" * 200
    assert all(len(cue.text) <= 84 for cue in cues)
    assert [cue.start_frame for cue in cues] == sorted({cue.start_frame for cue in cues})


def test_a_cut_word_behind_a_name_has_its_space() -> None:
    """The rest of a word opens a cue of its own: there is a space before it after all."""
    for length in range(60, 140):
        for cue in cues_of([line("x" * length, "Ruth Pemberton", per_word=9)], RATE, SRT_LAYOUT):
            assert len(f"Ruth Pemberton: {cue.lines[0]}".rstrip()) <= 32


def test_dashes_stay_with_the_word_before_and_marks_with_the_word_behind() -> None:
    many = "— " + " — ".join(["wonderful"] * 12)
    for cue in cues_of([line(many)], RATE, VTT_LAYOUT)[1:]:
        assert not cue.text.startswith("—")


def test_scripts_without_spaces_break_between_characters() -> None:
    cues = cues_of([line("渡し船は今日で終わりだ。" * 8, per_word=0.15)], RATE, VTT_LAYOUT)
    assert len(cues) > 1
    assert all(not one.startswith(("。", "、")) for cue in cues for one in cue.lines)


def test_an_edit_leaves_the_identifiers_of_other_lines_alone() -> None:
    said = [
        ("Ann", "One, two."),
        ("Bob", "The same again."),
        ("Bob", "The same again."),
        ("Ann", "The end of it."),
    ]
    before = cues_of(row(*said), RATE, VTT_LAYOUT)
    after = cues_of(row(("Ann", "Something new at the start."), *said[1:]), RATE, VTT_LAYOUT)
    assert [cue.identifier for cue in before[1:]] == [cue.identifier for cue in after[1:]]
    assert before[0].identifier != after[0].identifier


def test_lines_without_a_sound_have_no_cue() -> None:
    silent = replace(line("* * *"), start_frame=5, end_frame=5, words=())
    assert cues_of([silent], RATE, VTT_LAYOUT) == []
    files = transcript_files(manifest_of([silent, line("Then.", start=RATE)]))
    assert len(read_vtt(files[VTT])) == len(read_srt(files[SRT])) == 1
    assert "* * *" in files[HTML]


def test_the_page_says_who_and_when() -> None:
    lines = [
        replace(line("The <Title>"), role="title", block=0),
        replace(line("“Yes & no,”", "Ruth & <co>", 4000 * RATE), block=1),
        replace(line("she said.", "Narrator", 4002 * RATE), block=1),
    ]
    page = transcript_files(manifest_of(lines))[HTML]
    assert '<h1 dir="auto">The &lt;Title&gt;</h1>' in page
    assert '<cite>Ruth &amp; &lt;co&gt;:</cite> <time datetime="PT4000.000S">1:06:40</time>' in page
    assert page.count("<cite>") == 3


def test_four_hours_are_cut_in_seconds() -> None:
    import time

    said = "The ferry was late again, and the people on the quay said nothing at all for an hour. "
    lines = row(*[("Ann", said)] * 3000)
    started = time.process_time()
    assert len(cues_of(lines, RATE, VTT_LAYOUT)) > 3000
    assert time.process_time() - started < 30
