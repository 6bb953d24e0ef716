"""Where takes go, and what a chapter's key depends on."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.model import Chapter, Clip, Encoding, Loudness, Pacing
from audio.mp3 import SAMPLES_PER_FRAME
from audio.pacing import EDGE_MS, frames_from_ms, plan_chapter
from scripts.model import Boundary

PACING = Pacing()


def plan(clips: list[Clip], pacing: Pacing = PACING, **settings: float) -> Chapter:
    encoding = Encoding(int(settings.get("bitrate_kbps", 96)))
    loudness = Loudness(
        ceiling_dbtp=settings.get("ceiling_dbtp", -1.0), target_lufs=settings.get("target", -16.0)
    )
    return plan_chapter(clips, pacing, encoding, loudness, encoder="test")


def clip(
    frames: int, boundary: Boundary = Boundary.SENTENCE, turn: bool = False, gain_db: float = 0.0
) -> Clip:
    return Clip(f"take{frames}" if frames else "", frames, gain_db, boundary, turn)


CLIPS = st.lists(
    st.builds(
        clip, st.one_of(st.just(0), st.integers(1, 100_000)), st.sampled_from(list(Boundary)), st.booleans()
    ),
    max_size=12,
)
PACINGS = st.builds(Pacing, *[st.integers(0, 3_000)] * 10, st.sampled_from([0.5, 0.85, 1.0, 2.0]))


@given(CLIPS, PACINGS)
def test_takes_and_silences_add_up_to_whole_frames(clips: list[Clip], pacing: Pacing) -> None:
    chapter = plan(clips, pacing)
    edge = frames_from_ms(EDGE_MS)
    assert chapter.frames % SAMPLES_PER_FRAME == 0
    assert chapter.frames > 0
    assert len(chapter.starts) == len(clips)
    placed = [(start, c.frames) for start, c in zip(chapter.starts, clips, strict=True)]
    assert all(a <= b for a, b in pairwise(chapter.starts))
    sounds = [(start, start + frames) for start, frames in placed if frames]
    assert all(first[1] <= second[0] for first, second in pairwise(sounds))
    if sounds:
        assert sounds[0][0] == max(edge, frames_from_ms(round(pacing.lead_ms / pacing.pace)))
        assert chapter.frames - sounds[-1][1] >= edge
    assert all(edge <= start <= chapter.frames for start, _ in placed)


@pytest.mark.parametrize("boundary", list(Boundary))
def test_the_pause_follows_from_the_boundary(boundary: Boundary) -> None:
    milliseconds = getattr(PACING, f"{boundary.value}_ms")
    chapter = plan([clip(1_000, boundary), clip(2_000)])
    assert chapter.starts[1] - (chapter.starts[0] + 1_000) == frames_from_ms(milliseconds)


@given(PACINGS, st.sampled_from(list(Boundary)), st.booleans())
def test_every_pause_is_as_configured(pacing: Pacing, boundary: Boundary, turn: bool) -> None:
    asked = getattr(pacing, f"{boundary.value}_ms") + (pacing.turn_ms if turn else 0)
    chapter = plan([clip(1_000, boundary, turn), clip(2_000)], pacing)
    pause = chapter.starts[1] - (chapter.starts[0] + 1_000)
    assert pause == frames_from_ms(round(asked / pacing.pace))


@given(CLIPS, st.sampled_from(list(Boundary)), st.sampled_from(list(Boundary)))
def test_a_line_without_sound_only_widens_a_pause(
    between: list[Clip], first: Boundary, last: Boundary
) -> None:
    silent = [replace(c, take="", frames=0) for c in between]
    chapter = plan([clip(1_000, first), *silent, clip(1_000, last)])
    pauses = [
        getattr(PACING, f"{c.boundary.value}_ms") + (PACING.turn_ms if c.turn else 0)
        for c in (clip(1, first), *silent)
    ]
    assert chapter.starts[-1] - chapter.starts[0] - 1_000 == frames_from_ms(max(pauses))


def test_lines_without_sound_at_the_start_take_no_time() -> None:
    assert plan([clip(0, Boundary.SECTION), clip(500)]).starts == plan([clip(500), clip(0)]).starts[:1] * 2


def test_the_key_depends_on_what_is_heard() -> None:
    clips = [clip(1_000), clip(0), clip(2_000)]
    base = plan(clips).key
    changed = {
        "take": plan([replace(clips[0], take="other"), *clips[1:]]),
        "gain": plan([replace(clips[0], gain_db=0.1), *clips[1:]]),
        "order": plan([clips[2], clips[1], clips[0]]),
        "pause": plan(clips, replace(PACING, sentence_ms=421)),
        "pace": plan(clips, replace(PACING, pace=0.9)),
        "turn": plan([clip(1_000, turn=True), *clips[1:]]),
        "rate": plan(clips, bitrate_kbps=128),
        "ceiling": plan(clips, ceiling_dbtp=-1.5),
        "encoder": plan_chapter(clips, PACING, Encoding(), Loudness(), encoder="another"),
    }
    keys = {name: chapter.key for name, chapter in changed.items()}
    assert base not in keys.values()
    assert len(set(keys.values())) == len(keys)


def test_the_key_depends_on_nothing_else() -> None:
    clips = [clip(1_000), clip(2_000, Boundary.SECTION)]
    base = plan(clips)
    assert plan(clips, target=-19.0).key == base.key
    assert plan(clips, replace(PACING, heading_ms=5)).key == base.key
    unheard = plan([clips[0], clip(0, Boundary.PHRASE, gain_db=3.0), clips[1]])
    assert (unheard.key, unheard.frames) == (base.key, base.frames)
    assert len(base.key) == 64
    assert int(base.key, 16)


@given(st.integers(0, 10**9))
def test_milliseconds_round_to_the_nearest_frame(milliseconds: int) -> None:
    assert abs(frames_from_ms(milliseconds) * 10 - milliseconds * 441) <= 5
