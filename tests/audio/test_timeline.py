"""Chapters laid end to end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.model import Clip, Encoding, Loudness, Pacing, TimedSection, Timeline
from audio.pacing import plan_chapter
from audio.timeline import build_timeline, ms_from_frames, seconds_from_frames
from scripts.model import BlockKind, Boundary, Line, LineKind
from voices.model import RATE, TakeInfo, Word


def line(section: int, text: str = "Two words.") -> Line:
    kind, role = LineKind.NARRATION, BlockKind.PARAGRAPH
    return Line(0, len(text), kind, "Narrator", text, section, Boundary.SENTENCE, role)


def info(frames: int) -> TakeInfo:
    half = frames // 2
    return TakeInfo(f"{frames:064x}", frames, (Word(0, 3, 0, half), Word(4, 9, half, frames)), None)


@given(st.lists(st.lists(st.one_of(st.just(0), st.integers(2, 50_000)), max_size=5), min_size=1, max_size=6))
def test_everything_is_shifted_to_where_it_is_heard(lengths: list[list[int]]) -> None:
    lines = [line(section) for section, takes in enumerate(lengths) for _ in takes]
    infos = {n: info(frames) for n, frames in enumerate(f for takes in lengths for f in takes) if frames}
    chapters = [
        plan_chapter(
            [Clip("take" if frames else "", frames, 0.0, Boundary.SENTENCE) for frames in takes],
            Pacing(),
            Encoding(),
            Loudness(),
            encoder="test",
        )
        for takes in lengths
    ]
    timeline = build_timeline(lines, [str(n) for n in range(len(lengths))], chapters, infos)

    assert timeline.frames == sum(chapter.frames for chapter in chapters)
    assert timeline.sections[0].start_frame == 0
    assert [s.end_frame for s in timeline.sections[:-1]] == [s.start_frame for s in timeline.sections[1:]]
    assert timeline.sections[-1].end_frame == timeline.frames
    assert [timed.line for timed in timeline.lines] == list(range(len(lines)))
    before = 0
    for timed in timeline.lines:
        section = timeline.sections[lines[timed.line].section]
        assert max(before, section.start_frame) <= timed.start_frame <= timed.end_frame <= section.end_frame
        before = timed.end_frame
        take = infos.get(timed.line)
        if take is None:
            assert timed.words == ()
            assert timed.start_frame == timed.end_frame
            continue
        assert timed.end_frame - timed.start_frame == take.frames
        heard = [(w.start_frame - timed.start_frame, w.end_frame - timed.start_frame) for w in timed.words]
        assert heard == [(w.start_frame, w.end_frame) for w in take.words]
        assert [(w.start, w.end) for w in timed.words] == [(0, 3), (4, 9)]


def test_lines_of_sections_may_stand_apart() -> None:
    """Lines are dealt to their sections by number, whatever stands between."""
    chapters = [
        plan_chapter([Clip("t", 500, 0, Boundary.SENTENCE)], Pacing(), Encoding(), Loudness(), encoder="test")
        for _ in range(2)
    ]
    timeline = build_timeline([line(1), line(0)], ["a", "b"], chapters, {0: info(500), 1: info(500)})
    assert [timed.line for timed in timeline.lines] == [1, 0]


def test_what_does_not_fit_is_refused() -> None:
    chapter = plan_chapter(
        [Clip("t", 500, 0, Boundary.SENTENCE)], Pacing(), Encoding(), Loudness(), encoder="test"
    )
    with pytest.raises(ValueError, match="2 titles for 1 chapters"):
        build_timeline([line(0)], ["a", "b"], [chapter], {})
    with pytest.raises(ValueError, match="2 lines for 1 clips"):
        build_timeline([line(0), line(0)], ["a"], [chapter], {})
    with pytest.raises(ValueError, match="placed with 500 frames, its take has 501"):
        build_timeline([line(0)], ["a"], [chapter], {0: info(501)})


def test_an_empty_timeline() -> None:
    assert build_timeline([], [], [], {}) == Timeline(RATE, 0, (), ())
    empty = plan_chapter([], Pacing(), Encoding(), Loudness(), encoder="test")
    assert build_timeline([], ["a"], [empty], {}).sections == (TimedSection("a", 0, empty.frames),)


@given(st.integers(0, 10**10), st.sampled_from([44_100, 48_000, 22_050]))
def test_milliseconds_are_the_nearest(frames: int, rate: int) -> None:
    twice_off = 2 * (ms_from_frames(frames, rate) * rate - frames * 1000)
    assert -rate < twice_off <= rate
    assert abs(seconds_from_frames(frames, rate) - frames / rate) <= 1e-6
