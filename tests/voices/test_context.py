"""Lines said inside their sentence: what is asked for, and what is cut out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voices.context import WORDS, context_of, cut_out, speak_inside
from voices.engines import ENGINES, get_engine
from voices.engines.tone import FRAMES_PER_CHARACTER, ToneEngine
from voices.model import (
    ALONE,
    RATE,
    Context,
    Engine,
    Sound,
    Speech,
    SpeechWord,
    Spoken,
    Store,
    Utterance,
    Voice,
)
from voices.spoken import spoken_form
from voices.takes import make_take, read_take, request_spoken, request_take

PER_CHARACTER = 2 * FRAMES_PER_CHARACTER


class Choir(ToneEngine):
    """The tone engine, if it could."""

    name = "choir"
    reads_in_context = True
    words_known = True

    def voices(self, language: str) -> Sequence[Voice]:
        return [replace(voice, engine=self.name) for voice in super().voices(language)]

    def speak(self, text: str, voice: object, language: str, seed: int) -> Speech:
        said = super().speak(text, voice, language, seed)  # type: ignore[arg-type]
        return said if self.words_known else Speech(said.pcm, said.rate, ())


@pytest.fixture
def choir(monkeypatch: pytest.MonkeyPatch) -> Iterator[Choir]:
    engine = Choir()
    monkeypatch.setitem(ENGINES, "choir", lambda: engine)
    get_engine.cache_clear()
    yield engine
    get_engine.cache_clear()


def said(*texts: str) -> list[Spoken]:
    return [spoken_form(text) for text in texts]


def test_the_sentence_on_both_sides_is_the_context(choir: Choir) -> None:
    context = context_of(said("We sail,"), "she said,", said("at nine."), choir)
    assert context == Context("We sail,", "at nine.")
    assert context.around("she said,") == ("We sail, she said, at nine.", 9)


def test_of_a_long_sentence_only_the_nearest_words(choir: Choir) -> None:
    long = " ".join(f"w{chr(97 + n)}" for n in range(20))
    context = context_of(said(long), "x,", said(long), choir)
    assert context.before.split() == long.split()[-WORDS:]
    assert context.after.split() == long.split()[:WORDS]


@pytest.mark.parametrize(
    ("before", "text", "after", "wanted"),
    [
        (["Wait!"], "she said,", ["now."], Context("", "now.")),
        (["No! Not that,"], "she said.", [], Context("Not that,", "")),
        ([], "Who is it?", ["he asked."], ALONE),
        (["Go,"], "he said,", ["stop! Now go."], Context("Go,", "stop!")),
        (["“—”"], "he said", ["..."], ALONE),
    ],
)
def test_where_an_engine_starts_afresh_there_is_no_context(
    choir: Choir, before: list[str], text: str, after: list[str], wanted: Context
) -> None:
    assert context_of(said(*before), spoken_form(text).text, said(*after), choir) == wanted


def test_engines_that_cannot_are_not_asked_to(tone: Engine) -> None:
    assert context_of(said("We sail,"), "she said.", [], tone) == ALONE


def test_the_address_has_the_context_and_stays_as_it_was_without(tone: Engine) -> None:
    voice, spoken = tone.voices("en")[0], spoken_form("she said,")
    alone = request_spoken(spoken, voice, "en", tone)
    keys = {
        request_spoken(spoken, voice, "en", tone, context).key
        for context in (Context("We,"), Context("", "We,"), Context("We,", "We,"), Context("Us,"))
    }
    assert len(keys | {alone.key}) == 5
    assert alone == request_take("she said,", voice, "en", tone)


WORD = st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=6)


@settings(deadline=None)
@given(st.lists(WORD, min_size=3, max_size=9), st.data())
def test_cutting_out_keeps_the_words_and_their_times(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    context = Context(" ".join(words[:first]), " ".join(words[last:]))
    text = " ".join(words[first:last])
    whole, start = context.around(text)
    engine = ToneEngine()
    speech = engine.speak(whole, engine.voices("en")[0], "en", 0)
    cut = cut_out(speech, start, start + len(text))
    assert cut is not None
    assert [text[word.start : word.end] for word in cut.words] == words[first:last]
    for word in cut.words:
        assert 0 <= word.start_frame < word.end_frame <= len(cut.pcm)
    # Half of each space beside it goes along, and nothing of a word.
    spaces = (first > 0) + (last < len(words))
    frames = FRAMES_PER_CHARACTER
    assert len(text) * frames < len(cut.pcm) + 1 <= (len(text) + spaces) * frames + 1
    at = cut.words[0].start_frame - start * frames
    whole_words = [speech.words[n] for n in range(first, last)]
    assert [w.start_frame - c.start_frame for w, c in zip(whole_words, cut.words, strict=True)] == [
        whole_words[0].start_frame - cut.words[0].start_frame
    ] * len(cut.words)
    assert at <= 0


@pytest.mark.parametrize(
    "words",
    [
        (),
        (SpeechWord(0, 6, 0, 900),),
        (SpeechWord(0, 2, 0, 300), SpeechWord(3, 9, 300, 900)),
        (SpeechWord(0, 2, 0, 300), SpeechWord(7, 9, 300, 900)),
    ],
    ids=["no times", "one pair of words", "over the edge", "nothing inside"],
)
def test_where_the_words_do_not_tell_nothing_is_cut(words: tuple[SpeechWord, ...]) -> None:
    assert cut_out(Speech(np.ones(900, np.int16), RATE, words), 3, 6) is None


def test_a_take_in_context_is_the_line_and_nothing_else(choir: Choir, store: Store) -> None:
    spoken = spoken_form("she said,")
    voice = choir.voices("en")[0]
    request = request_spoken(spoken, voice, "en", choir, Context("We sail,", "at nine."))
    info = make_take(request, store)
    # The comma is heard (a tone), and up to half of the space at either end is trimmed again.
    assert abs(info.frames - len(spoken.text) * PER_CHARACTER) <= PER_CHARACTER
    assert [(word.start, word.end) for word in info.words] == [(0, 3), (4, 8)]
    alone = make_take(request_take("she said,", voice, "en", choir), store)
    assert [word.end_frame - word.start_frame for word in info.words] == pytest.approx(
        [word.end_frame - word.start_frame for word in alone.words], abs=0.1 * PER_CHARACTER
    )


def test_an_engine_that_does_not_tell_its_words_speaks_the_line_alone(choir: Choir, store: Store) -> None:
    choir.words_known = False
    voice = choir.voices("en")[0]
    request = request_spoken(spoken_form("she said,"), voice, "en", choir, Context("We sail,", "at nine."))
    take = read_take(store, make_take(request, store).key)
    alone = read_take(store, make_take(request_take("she said,", voice, "en", choir), store).key)
    assert np.array_equal(take.pcm, alone.pcm)


@pytest.mark.parametrize("name", ["piper", "system"])
def test_real_engines_cut_a_line_out_of_its_sentence(name: str, store: Store) -> None:
    engine = get_engine(name)
    if engine.health().problem:
        pytest.skip(engine.health().problem)
    voice = engine.voices("en")[0]
    spoken = spoken_form("said the pilot, who steers it,")
    context = context_of(said("We sail at nine,"), spoken.text, said("and went below."), engine)
    assert context == Context("We sail at nine,", "and went below.")
    info = make_take(request_spoken(spoken, voice, "en", engine, context), store)
    alone = make_take(request_spoken(spoken, voice, "en", engine), store)
    assert len(info.words) == len(spoken.words) == 6
    assert info.frames == pytest.approx(alone.frames, rel=0.25)
    assert info.words[0].start_frame < 0.06 * RATE
    assert info.frames - info.words[-1].end_frame < 0.15 * RATE


def test_sounds_of_the_lexicon_stay_on_their_word(choir: Choir) -> None:
    class Phonetic(Choir):
        heard: tuple[str, ...] = ()

        def utter(self, utterance: Utterance, voice: Voice, language: str, seed: int) -> Speech:
            text = utterance.text
            self.heard += tuple(text[sound.start : sound.end] for sound in utterance.sounds)
            return self.speak(text, voice, language, seed)

    engine = Phonetic()
    spoken = replace(spoken_form("said Moe,"), sounds=(Sound(5, 8, "mo"),))
    voice = engine.voices("en")[0]
    request = request_spoken(spoken, voice, "en", engine, Context("We sail,", "at nine."))
    cut = speak_inside(engine, request, 0)
    assert engine.heard == ("Moe",)
    assert [spoken.text[word.start : word.end] for word in cut.words] == ["said", "Moe"]
