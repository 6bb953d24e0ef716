"""Kokoro on its real model: its own languages, mixtures of voices, models that the producer names."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.errors import EngineError
from scripts.model import Gender
from voices.engines.alignment import Group
from voices.engines.kokoro.blend import blend_parts, blended
from voices.engines.kokoro.engine import KokoroEngine
from voices.engines.kokoro.graph import _field, with_durations
from voices.engines.kokoro.model import estimated_edges
from voices.engines.kokoro.reading import from_onsets, groups_of, parts, symbols
from voices.model import (
    BlendingEngine,
    Engine,
    ModelEngine,
    SaysSounds,
    Sound,
    Speech,
    Spoken,
    Store,
    Utterance,
    Voice,
)
from voices.takes import make_take, request_spoken

VOICES = [
    Voice("kokoro", "af_bella", "Bella", Gender.FEMALE),
    Voice("kokoro", "af_heart", "Heart", Gender.FEMALE),
    Voice("kokoro", "am_puck", "Puck", Gender.MALE),
]


def test_a_mixture_is_called_after_its_parts() -> None:
    voice = blended(VOICES, "af_bella : 3 + af_heart")
    assert voice.name == "af_bella:0.75+af_heart:0.25"
    assert voice.gender is Gender.FEMALE
    assert blended(VOICES, "af_bella+am_puck").gender is None


@pytest.mark.parametrize(
    "blend", ["", "+", "af_bella+", "af_bella:0", "af_bella:-1", "af_bella:x", "af_bella:inf", "a+a", ":1"]
)
def test_what_is_no_mixture_is_told(blend: str) -> None:
    with pytest.raises(EngineError, match="is no mixture of voices"):
        blend_parts(blend)


def test_a_part_that_is_no_voice_is_told() -> None:
    with pytest.raises(EngineError, match="a part 'af_sky', which is no voice here"):
        blended(VOICES, "af_bella:0.5+af_sky:0.5")


def test_a_mixture_lies_between_its_parts(kokoro: Engine) -> None:
    assert isinstance(kokoro, BlendingEngine)
    voices = kokoro.voices("en")
    assert [voice.name for voice in voices] == ["af_alpha", "am_kumo"]
    text = "The boat was late."
    woman, man = (kokoro.speak(text, voice, "en", 0).pcm for voice in voices)
    both = kokoro.speak(text, kokoro.blended(voices, "af_alpha:0.6+am_kumo:0.4"), "en", 0).pcm
    whole = kokoro.speak(text, kokoro.blended(voices, "af_alpha"), "en", 0).pcm
    assert whole.tobytes() == woman.tobytes()
    assert both.tobytes() not in (woman.tobytes(), man.tobytes())
    assert min(len(woman), len(man)) * 0.85 < len(both) < max(len(woman), len(man)) * 1.15


def test_japanese_is_read_by_the_voices_that_speak_it(kokoro: Engine) -> None:
    names = [voice.name for voice in kokoro.voices("ja")]
    assert names == ["jf_alpha", "jf_gongitsune", "jf_nezumi", "jf_tebukuro", "jm_kumo"]
    speech = kokoro.speak("ふねは おくれて つきました。", kokoro.voices("ja")[0], "ja", 0)
    assert 1 < len(speech.pcm) / speech.rate < 8
    assert np.abs(speech.pcm.astype(int)).max() > 2_000


def test_a_model_of_the_producers_finds_its_voices_beside_it(kokoro_files: Path) -> None:
    engine = KokoroEngine({})
    assert isinstance(engine, ModelEngine)
    assert engine.health().problem == "Kokoro's model file is not named"
    voice = engine.model_voices(kokoro_files / "kokoro.onnx", "en")[0]
    assert voice.model == str(kokoro_files / "kokoro.onnx")
    assert engine.fingerprint(voice)
    assert len(engine.speak("Yes.", voice, "en", 0).pcm) > 5_000


def test_voices_that_are_not_beside_their_model_are_missed(tmp_path: Path) -> None:
    pytest.importorskip("kokoro_onnx")
    model = tmp_path / "kokoro.onnx"
    with pytest.raises(EngineError, match="There is no file"):
        KokoroEngine({}).model_voices(model, "en")
    model.write_bytes(b"")
    with pytest.raises(EngineError, match="no Kokoro voices beside"):
        KokoroEngine({}).model_voices(model, "en")
    (tmp_path / "voices.bin").write_bytes(b"not an archive")
    with pytest.raises(EngineError, match="holds no Kokoro voices"):
        KokoroEngine({}).model_voices(model, "en")


def test_an_unknown_part_is_an_error_of_the_engine(kokoro: Engine) -> None:
    voice = replace(kokoro.voices("en")[0], name="af_alpha:0.5+nobody:0.5")
    with pytest.raises(EngineError, match="no voice 'nobody'"):
        kokoro.speak("Yes.", voice, "en", 0)


def node(kind: str, read: Sequence[str], made: str) -> bytes:
    """A node of a graph, as onnx.proto has it."""
    names = b"".join(_field(1, name.encode()) for name in read)
    return _field(1, names + _field(2, made.encode()) + _field(4, kind.encode()))


def model_of(*nodes: bytes, outputs: Sequence[str] = ("audio",)) -> bytes:
    named = b"".join(_field(12, _field(1, name.encode())) for name in outputs)
    return b"\x08\x09" + _field(7, b"".join(nodes) + named)


ROUNDED = (node("Div", ["x", "speed"], "long"), node("Round", ["long"], "whole"))


def test_durations_are_found_by_how_they_are_made() -> None:
    model = model_of(*ROUNDED, node("Clip", ["whole", "one"], "frames"), node("Clip", ["y"], "z"))
    opened, name = with_durations(model)
    assert name == "frames"
    assert opened == model + _field(7, _field(12, _field(1, b"frames")))


@pytest.mark.parametrize(
    "model",
    [
        model_of(*ROUNDED),
        model_of(node("Clip", ["whole"], "frames")),
        model_of(*ROUNDED, node("Clip", ["whole"], "a"), node("Clip", ["whole"], "b")),
        b"",
    ],
)
def test_a_graph_of_another_kind_stays_as_it_is(model: bytes) -> None:
    assert with_durations(model) == (model, "")


def test_durations_that_are_told_already_are_taken() -> None:
    model = model_of(*ROUNDED, node("Clip", ["whole"], "frames"), outputs=("audio", "duration"))
    assert with_durations(model) == (model, "duration")


@given(st.binary(max_size=60))
def test_no_bytes_break_the_reader_of_graphs(data: bytes) -> None:
    try:
        assert with_durations(data)[0] == data
    except ValueError as error:
        assert "model of ONNX" in str(error)


def test_signs_of_the_vocabulary_and_others() -> None:
    vocabulary = "ˈˌːtʃdʒeɪɹmu\u0303"
    assert symbols("ˈt͡ʃe.ɪr|", vocabulary, english=True) == ("ˈtʃeɪɹ", "")
    assert symbols("ˈr", vocabulary, english=False) == ("ˈ", "r")
    assert symbols("ʤũʰ", vocabulary, english=False) == ("dʒu\u0303", "")
    assert symbols("ʕmAʕ", f"{vocabulary}A", english=True) == ("m", "ʕA")


def spelled(texts: Sequence[str]) -> list[str]:
    """Letters for phonemes."""
    return [" ".join(text.split()) for text in texts]


def test_sounds_stand_among_the_phonemes_of_the_text() -> None:
    text = "he met win, who sat. win! (win) left"
    sounds = [Sound(7, 10, "x"), Sound(21, 24, "y"), Sound(27, 30, "z")]
    assert parts(text, sounds, ["x", "y", "z"], spelled, 99) == ["he met x, who sat. y! z) left"]


def test_what_is_too_long_is_cut_between_words() -> None:
    said = parts("so it went on and on " * 20, [], [], spelled, 60)
    assert max(map(len, said)) <= 60
    assert " ".join(said).split() == ("so it went on and on " * 20).split()


def test_a_group_begins_with_its_stress_and_ends_with_its_length() -> None:
    groups = list(groups_of("ˈuː, ɪt.", [0, 10, 20, 30, 40, 50, 60, 70, 80], 1000, rate=1000))
    assert [(group.phonemes, group.start_frame, group.end_frame) for group in groups] == [
        (1, 1000, 1030),
        (2, 1040, 1070),
    ]


def test_a_group_begins_in_the_space_before_it_but_not_in_a_pause() -> None:
    groups = list(groups_of("uː ɪt uː", [0, 100, 200, 240, 300, 400, 600, 700, 800], 0, rate=1000))
    assert [(group.start_frame, group.end_frame) for group in groups] == [(0, 200), (200, 400), (510, 800)]


def test_phonemes_without_durations_are_spread_over_the_sound() -> None:
    sound = np.concatenate([np.zeros(100), np.full(1000, 0.5), np.zeros(300)]).astype(np.float32)
    edges = estimated_edges("tˈiː to.", sound)
    assert (edges[0], edges[-1]) == (100, 1100)
    assert (np.diff(edges) >= 0).all()
    assert edges[2] - edges[1] == 0  # the mark of stress takes no time of its own
    assert edges[3] - edges[2] > edges[1] - edges[0]  # a vowel lasts longer than a consonant


WYNNE = "At nine, Wynne and the boat came. Nobody knew."


@pytest.fixture
def heard(kokoro: Engine) -> Speech:
    return kokoro.speak(WYNNE, kokoro.voices("en")[0], "en", 0)


def test_words_are_told_by_the_models_own_durations(heard: Speech) -> None:
    assert not heard.estimated
    words = [WYNNE[word.start : word.end] for word in heard.words]
    assert words == ["At", "nine", "Wynne", "and", "the", "boat", "came", "Nobody", "knew"]
    hop = heard.rate // 200
    level = np.sqrt(
        (heard.pcm[: len(heard.pcm) // hop * hop].astype(float) ** 2).reshape(-1, hop).mean(axis=1)
    )
    loud = level > 0.02 * level.max()
    onsets = np.array([at for at in range(16, len(loud)) if loud[at] and not loud[at - 16 : at].any()]) * hop
    after_pauses = [heard.words[0].start_frame, heard.words[7].start_frame]
    apart = [np.abs(onsets - frame).min() / heard.rate for frame in after_pauses]
    assert max(apart) <= 0.03


def test_a_word_behind_a_pause_begins_with_its_sound() -> None:
    rate = 1000
    sound = np.zeros(1000, np.float32)
    sound[100:300] = sound[330:400] = sound[500:900] = 0.5
    groups = [Group(3, 190, 310), Group(3, 360, 450), Group(3, 560, 800), Group(2, 800, 990)]
    placed = from_onsets(groups, sound, rate)
    assert [group.start_frame for group in placed] == [100, 360, 500, 800]
    assert [group.end_frame for group in placed] == [310, 450, 800, 990]
    early = from_onsets([Group(2, 60, 200), Group(2, 440, 800), Group(2, 950, 990)], sound, rate)
    assert [group.start_frame for group in early] == [100, 500, 950], "from silence on to the sound behind it"
    touching = from_onsets([Group(1, 100, 540), Group(1, 540, 900)], sound, rate)
    assert [(group.start_frame, group.end_frame) for group in touching] == [(100, 500), (500, 900)]


def test_a_model_that_hides_its_durations_has_its_words_estimated(
    heard: Speech, kokoro_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voices.engines.kokoro.model.with_durations", lambda model: (model, ""))
    engine = KokoroEngine({})
    speech = engine.speak(WYNNE, engine.model_voices(kokoro_files / "kokoro.onnx", "en")[0], "en", 0)
    assert speech.estimated
    assert speech.pcm.tobytes() == heard.pcm.tobytes()
    assert [word.start for word in speech.words] == [word.start for word in heard.words]
    apart = [abs(a.start_frame - b.start_frame) for a, b in zip(speech.words, heard.words, strict=True)]
    assert np.median(apart) < 0.2 * speech.rate


def test_ipa_is_said_and_what_has_no_sign_is_read(heard: Speech, kokoro: Engine, store: Store) -> None:
    assert isinstance(kokoro, SaysSounds)
    voice = kokoro.voices("en")[0]
    long = kokoro.utter(Utterance(WYNNE, (Sound(9, 14, "ˌwɪniəˈmɑːləˌnoʊ"),)), voice, "en", 0)
    assert len(long.pcm) > len(heard.pcm) + 0.2 * heard.rate
    assert [WYNNE[word.start : word.end] for word in long.words][2] == "Wynne"
    assert not long.unsaid
    foreign = Sound(9, 14, "ʕɪn")
    request = request_spoken(Spoken(WYNNE, (), (foreign,)), voice, "en", kokoro)
    info = make_take(request, store)
    assert info.remark == "has 'Wynne' for /ʕɪn/, for which kokoro has not every sound"
    assert not info.estimated
    read = kokoro.utter(Utterance(WYNNE, (foreign,)), voice, "en", 0)
    assert read.unsaid == (foreign,)
    assert read.pcm.tobytes() == heard.pcm.tobytes()
