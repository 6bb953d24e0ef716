"""Takes are looked at as they are made; a bad one is made again once, then told."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.errors import EngineError
from voices import engines, saying
from voices.loudness import integrated_lufs
from voices.model import RATE, Engine, Health, Pcm, Speech, Store, Voice
from voices.quality import expected_s, flaw
from voices.takes import make_take, read_info, read_take, request_take

TEXT = "The harbour was quiet, and the last boat had gone."


def hum(seconds: float, level: float = 8_000.0) -> Pcm:
    wave = np.sin(2 * np.pi * 200 * np.arange(int(seconds * RATE)) / RATE)
    return np.asarray(np.clip(np.rint(wave * level), -32_768, 32_767), np.int16)


def test_a_good_take_has_no_flaw() -> None:
    for seconds in (1.2, 3.2, 6.0):
        assert flaw(TEXT, hum(seconds)) == ""


@pytest.mark.parametrize(
    ("pcm", "told"),
    [
        (hum(0.3), "too short"),
        (hum(20.0), "too long"),
        (hum(3.0, 90_000.0), "is clipped"),
        (hum(3.0, 20.0), "is silent"),
        (np.zeros(RATE, np.int16), "is silent"),
        (np.zeros(0, np.int16), "is silent"),
    ],
)
def test_a_bad_one_is_named(pcm: Pcm, told: str) -> None:
    assert told in flaw(TEXT, pcm)


def test_a_slow_voice_may_be_slow() -> None:
    assert flaw(TEXT, hum(20.0), 1.0)
    assert not flaw(TEXT, hum(13.0), 0.5)
    assert "too short" in flaw("a" * 400, hum(5.0), 1.0)
    assert not flaw("a" * 400, hum(5.0), 2.0)


@pytest.mark.parametrize("text", ["No.", "Yes!", "I.", "1998", "\U0001f44d", "\u16a0\u16c7\u16bb", "3.14159"])
def test_short_lines_have_room(text: str) -> None:
    assert not flaw(text, hum(0.4))
    assert not flaw(text, hum(2.5))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_bounds_are_in_order_whatever_the_text(text: str) -> None:
    least_s, most_s = expected_s(text)
    assert 0 <= least_s <= most_s


class Scripted:
    """An engine that answers as it is told, and remembers its seeds."""

    licence = "none"

    def __init__(self, name: str, answer: Callable[[str, int], Pcm]) -> None:
        self.name, self.answer = name, answer
        self.seeds: list[int] = []

    def health(self) -> Health:
        return Health()

    def voices(self, language: str) -> list[Voice]:
        return [Voice(self.name, "v", f"{self.name}'s own")]

    def fingerprint(self, voice: Voice) -> str:
        return "1"

    def speak(self, text: str, voice: Voice, language: str, seed: int) -> Speech:
        if text == TEXT:
            self.seeds.append(seed)
        return Speech(self.answer(text, len(self.seeds)), RATE, ())

    def close(self) -> None:
        return None


Table = Callable[..., list[Scripted]]


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Table:
    """Puts engines into the table, in their order."""

    def put(**answers: Callable[[str, int], Pcm]) -> list[Scripted]:
        made = {name: Scripted(name, answer) for name, answer in answers.items()}
        monkeypatch.setattr(engines, "ENGINES", {name: (lambda name=name: made[name]) for name in made})
        monkeypatch.setattr(engines, "get_engine", made.__getitem__)
        monkeypatch.setattr(saying, "get_engine", made.__getitem__)
        return list(made.values())

    return put


def good(text: str, tries: int) -> Pcm:
    return hum(3.0)


def test_a_good_first_try_is_the_only_one(table: Table, store: Store) -> None:
    (engine,) = table(one=good)
    info = make_take(request_take(TEXT, engine.voices("en")[0], "en", engine), store)
    assert (info.remark, len(engine.seeds)) == ("", 1)


@pytest.mark.parametrize("bad", [hum(0.2), hum(40.0), hum(3.0, 99_000.0), hum(3.0, 0.0), hum(0.0)])
def test_a_bad_take_is_made_again_with_another_seed(bad: Pcm, table: Table, store: Store) -> None:
    (engine,) = table(one=lambda text, tries: bad if tries == 1 else hum(3.0))
    request = request_take(TEXT, engine.voices("en")[0], "en", engine)
    info = make_take(request, store)
    assert info.remark == ""
    assert len(set(engine.seeds)) == 2
    assert abs(info.frames / RATE - 3.0) < 0.1


def test_a_flaw_that_stays_is_told_and_kept_with_the_take(table: Table, store: Store) -> None:
    (engine,) = table(one=lambda text, tries: hum(40.0))
    request = request_take(TEXT, engine.voices("en")[0], "en", engine)
    info = make_take(request, store)
    assert "too long for its words" in info.remark
    assert len(engine.seeds) == 2
    known = read_info(store, request)
    assert known is not None
    assert known.remark == info.remark


def silent_here(text: str, tries: int) -> Pcm:
    return hum(0.0) if text == TEXT else hum(3.0, 2_000.0)


def test_a_line_without_sound_is_said_by_the_next_engine_as_loud(table: Table, store: Store) -> None:
    first, second = table(one=silent_here, two=good)
    request = request_take(TEXT, first.voices("en")[0], "en", first)
    info = make_take(request, store)
    assert info.remark == "was said by two, for one could not"
    assert len(second.seeds) == 1
    # The second is 12 dB louder than the first, whose place it takes.
    own = make_take(request_take(TEXT, second.voices("en")[0], "en", second), store)
    heard, wanted = (integrated_lufs(read_take(store, key).pcm) for key in (info.key, own.key))
    assert heard is not None
    assert wanted is not None
    assert heard == pytest.approx(wanted - 12.04, abs=0.1)


def test_a_line_that_nobody_can_say_is_named(table: Table, store: Store) -> None:
    first, _ = table(one=silent_here, two=silent_here)
    with pytest.raises(EngineError, match="one said nothing of 'The harbour was quiet"):
        make_take(request_take(TEXT, first.voices("en")[0], "en", first), store)


def test_a_broken_engine_is_an_error_and_no_reason_for_a_stand_in(table: Table, store: Store) -> None:
    first, second = table(one=lambda text, tries: hum(0.0), two=good)
    with pytest.raises(EngineError, match="silence"):
        make_take(request_take(TEXT, first.voices("en")[0], "en", first), store)
    assert second.seeds == []


def test_times_that_no_engine_told_are_marked(table: Table, store: Store, tone: Engine) -> None:
    told = make_take(request_take(TEXT, tone.voices("en")[0], "en", tone), store)
    (engine,) = table(one=good)
    guessed = make_take(request_take(TEXT, engine.voices("en")[0], "en", engine), store)
    assert (told.estimated, guessed.estimated) == (False, True)
    known = read_info(store, guessed.key)
    assert known is not None
    assert replace(known, words=()) == replace(guessed, words=())
