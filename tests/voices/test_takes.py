"""Takes: what they hold, how they are found again, what happens to damaged ones."""

import pickle
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.errors import EngineError
from voices.engines.tone import FRAMES_PER_CHARACTER
from voices.model import RATE, Engine, Spoken, SpokenWord, Store, TakeRequest
from voices.takes import KIND, TakeError, make_take, read_info, read_take, request_spoken, request_take

PER_CHARACTER = 2 * FRAMES_PER_CHARACTER


def ask(engine: Engine, text: str, voice: int = 0) -> TakeRequest:
    return request_take(text, engine.voices("en")[voice], "en", engine)


def test_a_take_is_as_long_as_its_text_and_its_words_are_where_they_are(tone: Engine, store: Store) -> None:
    request = ask(tone, "Hello “big” world")
    info = make_take(request, store)
    assert request.spoken.text == "Hello big world"
    assert info.frames == 15 * PER_CHARACTER
    starts = [round(word.start_frame / PER_CHARACTER, 1) for word in info.words]
    assert starts == [0, 6, 10]
    assert [(word.start, word.end) for word in info.words] == [(0, 5), (7, 10), (12, 17)]


def test_first_and_last_frame_are_at_rest(tone: Engine, store: Store) -> None:
    for text in ("a", "Hello world.", "x " * 40):
        pcm = read_take(store, make_take(ask(tone, text), store).key).pcm
        assert pcm[0] == 0
        assert abs(int(pcm[-1])) <= 1
        assert pcm.dtype == np.int16


def test_what_was_made_is_read_and_not_made_again(tone: Engine, store: Store) -> None:
    request = ask(tone, "Hello world")
    info = make_take(request, store)
    assert read_info(store, request) == info
    assert read_info(store, request.key) == info
    assert make_take(request, store) == info
    assert store.writes == 1  # type: ignore[attr-defined]
    take = read_take(store, request.key)
    assert take.info == info
    assert len(take.pcm) == info.frames


def test_requests_can_be_sent_to_another_process(tone: Engine) -> None:
    request = ask(tone, "Hello world")
    assert pickle.loads(pickle.dumps(request)) == request  # noqa: S301
    assert pickle.loads(pickle.dumps(make_take)) is make_take  # noqa: S301


def test_the_key_is_of_what_is_heard(tone: Engine) -> None:
    voice = tone.voices("en")[0]
    key = ask(tone, "It's 5 o'clock").key
    same = ["“It’s 5 o’clock”", "It's\u00a0five  o'clock", "It\u00ad's 5 o'clock"]
    assert [ask(tone, text).key for text in same] == [key] * 3
    for other in (replace(voice, label="Other"), replace(voice, gain_db=3.0)):
        assert request_take("It's 5 o'clock", other, "en", tone).key == key
    changed = [
        replace(voice, tract=1.1),
        replace(voice, rate=1.1),
        replace(voice, pitch=1.0),
        tone.voices("en")[1],
    ]
    keys = [request_take("It's 5 o'clock", other, "en", tone).key for other in changed]
    keys += [ask(tone, "It's 6 o'clock").key, ask(tone, "It's 5 o'clock?").key]
    assert len({key, *keys}) == 7


def test_two_lines_that_sound_alike_share_a_take_and_keep_their_words(tone: Engine, store: Store) -> None:
    figures, words = ask(tone, "$5 now"), ask(tone, "“five dollars” now")
    made = make_take(figures, store)
    assert [(w.start, w.end) for w in made.words] == [(0, 2), (3, 6)]
    shared = make_take(words, store)
    assert store.writes == 1  # type: ignore[attr-defined]
    assert [(w.start, w.end) for w in shared.words] == [(1, 5), (6, 13), (15, 18)]
    assert shared.words[-1].start_frame == made.words[-1].start_frame
    assert read_info(store, figures) == made
    assert read_take(store, words).info == shared


def test_nothing_to_say_is_refused(tone: Engine, store: Store) -> None:
    request = ask(tone, "* * *")
    assert request.spoken.text == ""
    with pytest.raises(EngineError, match="nothing that can be said"):
        make_take(request, store)


def test_a_missing_take(store: Store) -> None:
    assert read_info(store, "00") is None
    with pytest.raises(TakeError, match="missing"):
        read_take(store, "00")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_damage_is_found_wherever_it_is(tone: Engine, new_store: Any, data: st.DataObject) -> None:
    store = new_store()
    request = ask(tone, "Hi you")
    make_take(request, store)
    whole = store.entries[KIND, request.key]
    at = data.draw(st.one_of(st.integers(0, 700), st.integers(0, len(whole) - 1)))
    if data.draw(st.booleans()):
        damaged = whole[:at]
    else:
        damaged = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    store.entries[KIND, request.key] = damaged
    with pytest.raises(TakeError, match="damaged"):
        read_take(store, request.key)
    assert store.entries == {}
    store.entries[KIND, request.key] = damaged[: len(damaged) - 1]
    assert read_info(store, request.key) is None
    assert store.entries == {}
    assert make_take(request, store).frames > 0


def test_an_entry_under_another_key_is_damaged(tone: Engine, store: Store) -> None:
    request = ask(tone, "Hello")
    make_take(request, store)
    store.write(KIND, "other", store.entries[KIND, request.key])  # type: ignore[attr-defined]
    assert read_info(store, "other") is None


def test_the_same_request_gives_the_same_bytes(engine: Engine, new_store: Any) -> None:
    first, second = new_store(), new_store()
    request = ask(engine, "The same words, said twice.")
    make_take(request, first)
    make_take(ask(engine, "Something between."), second)
    make_take(request, second)
    assert first.entries[KIND, request.key] == second.entries[KIND, request.key]


def test_words_of_every_engine_are_in_order_and_inside(engine: Engine, store: Store) -> None:
    text = "On Sept. 21 the $4.5m fight (of the well-known two) – “for hope” – was over by 5:30pm."
    request = ask(engine, text)
    info = make_take(request, store)
    assert [(w.start, w.end) for w in info.words] == [(w.start, w.end) for w in request.spoken.words]
    end = 0
    for word in info.words:
        assert end <= word.start_frame <= word.end_frame <= info.frames
        assert word.end_frame - word.start_frame < 3 * RATE
        end = word.end_frame
    assert info.words[0].start_frame < 0.1 * RATE
    assert info.words[-1].end_frame > info.frames - 0.25 * RATE
    heard = sum(word.end_frame - word.start_frame for word in info.words)
    assert heard > 0.6 * info.frames


def test_engines_that_time_no_words_have_them_estimated(
    tone: Engine, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = make_take(ask(tone, "One two three, four."), store)
    speak = type(tone).speak
    monkeypatch.setattr(type(tone), "speak", lambda *a, **k: replace(speak(*a, **k), words=()))
    monkeypatch.setattr(type(tone), "fingerprint", lambda self, voice: "untimed")
    estimated = make_take(ask(tone, "One two three, four."), store)
    for told, guessed in zip(exact.words, estimated.words, strict=True):
        assert abs(told.start_frame - guessed.start_frame) < 0.15 * RATE


def test_words_without_a_place_in_the_sound_get_one(tone: Engine, store: Store) -> None:
    spoken = Spoken("ab cd", (SpokenWord(0, 1, 0, 2), SpokenWord(1, 2, 3, 5)))
    info = make_take(request_spoken(spoken, tone.voices("en")[0], "en", tone), store)
    assert [(w.start, w.end) for w in info.words] == [(0, 1), (1, 2)]
