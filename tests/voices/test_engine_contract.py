"""What every engine must do, whichever it is."""

import hashlib
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from scripts.errors import EngineError
from voices.engines import get_engine
from voices.model import Engine, Health, Speech, Voice

SENTENCE = "The ferry leaves at noon, and nobody is on it."

HOSTILE = {
    "phoneme block": "He wrote [[h@l'oU]] and went on.",
    "open phoneme block": "He wrote [[ and went on.",
    "SSML": "<speak><break time='10s'/>Wait</speak> for me.",
    "entity": "Salt &amp; pepper &#0; &lt;break/&gt;",
    "template": "Dear {{ name }}, ${HOME} and %s.",
    "control characters": "one\x00two\x1bthree\x07four\x7f five",
    "line ends": "one\r\ntwo\n\nthree\u2028four",
    "bidirectional marks": "\u202eone two\u202c three\u2066 four",
    "emoji": "Well done \U0001f44d\U0001f3fd\u200d\U0001f680 you.",
    "quotation marks": "\"'“”‘’«»„” said nobody",
    "unknown script": "Привет, ᚠᛇᚻ and on",
    "combining marks": "z\u0335\u0301\u0302a\u0335lgo is near",
    "option": "-v --help -f /etc/passwd",
    "backslash": "C:\\new\\table \\n \\u0041",
    "JSON": '{"do": "voices"}\n{"do": "speak"}',
}


def said(engine: Engine, text: str, voice: Voice | None = None, seed: int = 7) -> Speech:
    return engine.speak(text, voice or engine.voices("en")[0], "en", seed)


def digest(speech: Speech) -> str:
    return hashlib.sha256(speech.pcm.tobytes() + repr((speech.rate, speech.words)).encode()).hexdigest()


def seconds(speech: Speech) -> float:
    return len(speech.pcm) / speech.rate


def assert_sound(speech: Speech, text: str) -> None:
    assert speech.pcm.dtype == np.int16
    assert speech.pcm.ndim == 1
    assert 8_000 <= speech.rate <= 96_000
    assert np.abs(speech.pcm.astype(int)).max() > 300, "silence"
    for word in speech.words:
        assert 0 <= word.start < word.end <= len(text)
        assert 0 <= word.start_frame <= word.end_frame <= len(speech.pcm)
    for word, following in pairwise(speech.words):
        assert word.end <= following.start
        assert word.end_frame <= following.start_frame


def test_is_an_engine_and_says_its_licence(engine: Engine) -> None:
    assert isinstance(engine, Engine)
    assert engine.licence
    assert engine.health() == Health()


def test_voices_are_distinct_and_the_engines_own(engine: Engine) -> None:
    voices = engine.voices("en")
    assert voices
    assert all(voice.engine == engine.name for voice in voices)
    assert len({(v.name, v.tract, v.rate, v.pitch) for v in voices}) == len(voices)
    assert len({voice.label for voice in voices}) == len(voices)
    assert engine.voices("en-US")


def test_a_language_that_nobody_speaks_has_no_voice(engine: Engine) -> None:
    if engine.name == "tone":
        assert engine.voices("x-none")
    else:
        assert not engine.voices("qqq")


def test_says_a_sentence_with_every_voice(engine: Engine) -> None:
    for voice in engine.voices("en"):
        speech = said(engine, SENTENCE, voice)
        assert_sound(speech, SENTENCE)
        assert 1.2 < seconds(speech) < 6
        loudest = np.abs(speech.pcm.astype(int)) >= 32_766
        assert loudest.sum() < 20, f"{voice.label} clips"


def test_words_that_are_timed_cover_the_sentence(engine: Engine) -> None:
    speech = said(engine, SENTENCE)
    if not speech.words:
        pytest.skip(f"{engine.name} tells no times of words: they are estimated")
    covered = {at for word in speech.words for at in range(word.start, word.end)}
    assert covered >= {at for at, character in enumerate(SENTENCE) if character.isalpha()}
    noon = next(word for word in speech.words if SENTENCE[word.start : word.end] == "noon")
    assert 0.25 < noon.start_frame / len(speech.pcm) < 0.55


def test_the_same_arguments_give_the_same_samples(engine: Engine) -> None:
    voices = engine.voices("en")
    first = digest(said(engine, SENTENCE))
    said(engine, "Something else, in another voice.", voices[-1], seed=8)
    assert digest(said(engine, SENTENCE)) == first
    engine.close()
    assert digest(said(engine, SENTENCE)) == first


def test_another_process_says_the_same(engine: Engine) -> None:
    program = (
        "import hashlib; from voices.engines import get_engine\n"
        f"e = get_engine({engine.name!r}); v = e.voices('en')[0]\n"
        f"e.speak('Warm.', v, 'en', 1); s = e.speak({SENTENCE!r}, v, 'en', 7)\n"
        "print(hashlib.sha256(s.pcm.tobytes() + repr((s.rate, s.words)).encode()).hexdigest())\n"
    )
    root = Path(__file__).parents[2]
    out = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=root, check=True
    )
    assert out.stdout == digest(said(engine, SENTENCE)) + "\n"


def test_a_faster_rate_is_faster_and_a_tract_keeps_the_tempo(engine: Engine) -> None:
    voice = engine.voices("en")[0]
    own = seconds(said(engine, SENTENCE, voice))
    assert seconds(said(engine, SENTENCE, replace(voice, rate=1.3))) < 0.88 * own
    for tract in (0.88, 1.2):
        assert abs(seconds(said(engine, SENTENCE, replace(voice, tract=tract))) / own - 1) < 0.12


def test_the_fingerprint_is_stable(engine: Engine) -> None:
    voice = engine.voices("en")[0]
    assert engine.fingerprint(voice)
    assert engine.fingerprint(voice) == engine.fingerprint(voice)


@pytest.mark.parametrize("trap", HOSTILE)
def test_hostile_text_is_read_as_text(engine: Engine, trap: str) -> None:
    text = HOSTILE[trap]
    speech = said(engine, text)
    assert_sound(speech, text)
    # eSpeak NG names each letter of a script that it does not know: "Runic letter".
    assert seconds(speech) < 4 + 0.5 * len(text), "a pause or a spelling that the text does not call for"


def test_phoneme_escapes_are_read_as_letters(engine: Engine) -> None:
    if engine.name == "tone":
        pytest.skip("the tone engine has no phonemes")
    escaped = seconds(said(engine, "Say [[h@l'oU]] now."))
    spelled = seconds(said(engine, "Say h@l'oU now."))
    interpreted = seconds(said(engine, "Say hello now."))
    assert abs(escaped - spelled) < abs(escaped - interpreted)


def test_markup_makes_no_pause(engine: Engine) -> None:
    text = "One <break time='30s'/> two."
    assert seconds(said(engine, text)) < 12


def test_a_long_line_is_said_to_its_end(engine: Engine) -> None:
    sentence = "The small boat went out again, "
    long = sentence * {"kokoro": 12, "piper": 13, "system": 700}.get(engine.name, 80) + "home."
    short = sentence * (3 if engine.name == "kokoro" else 6) + "home."
    ratio = seconds(said(engine, long)) / seconds(said(engine, short))
    assert ratio == pytest.approx(len(long) / len(short), rel=0.15)


def test_one_word_without_an_end_is_said(engine: Engine) -> None:
    text = "supercalifragilistic" * (5 if engine.name in ("kokoro", "piper") else 100)
    assert_sound(said(engine, text), text)


def test_nothing_is_printed(engine: Engine, capfd: pytest.CaptureFixture[str]) -> None:
    engine.close()
    said(engine, SENTENCE)
    assert capfd.readouterr().out == ""


def test_can_be_closed_and_used_again(engine: Engine) -> None:
    engine.close()
    engine.close()
    assert_sound(said(engine, SENTENCE), SENTENCE)


def test_a_voice_that_is_not_there_is_an_error(engine: Engine) -> None:
    if engine.name == "tone":
        pytest.skip("the tone engine has a tone for every name")
    voice = replace(engine.voices("en")[0], name="no/such voice")
    with pytest.raises(EngineError):
        said(get_engine(engine.name), SENTENCE, voice)
