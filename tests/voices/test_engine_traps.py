"""Text that an engine might take for something else than text: five or more of each kind, for every engine.

What is told apart by its length in time is told apart for every engine alike: markup that is obeyed leaves
its words out or makes a pause, a phoneme escape that is obeyed says a sound where letters should be named.
"""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voices.engines import ENGINES
from voices.engines.piper import phonemes
from voices.model import Engine, Speech

ESCAPES = [
    "[[h@l'oU]]",
    "[[_:_:_:]]",
    "[[ 'aI ]]",
    "[[t,i:tS@]]",
    "[[[[h@]]]]",
    "[[h@l'oU",
    "{h@l'oU}",
    "\\[[h@]]",
]
MARKUP = [
    "<break time='9s'/>",
    "<emphasis level='none'>x</emphasis>",
    "<prosody rate='x-slow' volume='silent'>x</prosody>",
    "<audio src='/etc/hostname'/>",
    "<!-- nothing of this -->",
    "<![CDATA[ x ]]>",
    "<phoneme ph='h@'>x</phoneme>",
]
ENTITIES = ["&lt;break/&gt;", "&#x0;", "&#27;[2J", "&nbsp;", "&bogus;", "&#60;x&#62;"]
CONTROLS = ["\x00", "\x1b[31m", "\x07\x08", "\r\n\r\n", "\u2028\u2029", "\x01\x02\x03", "\x9b1m", "\ufffe"]
INVISIBLE = ["\u202e", "\u2066\u2067", "\u200b\u200d", "\ufeff", "\u00ad\u00ad", "\U000e0041\U000e0042"]
OPTIONS = ["--help", "-f /etc/hostname", "$(date)", "`date`", "%s%n", "; exit", "| cat", "${HOME}"]
FOREIGN = ["Привет", "ᚠᛇᚻ", "你好", "مرحبا", "ไทย", "\ud7ff", "\U0001f600\U0001f44d\U0001f3fd"]

NAMED = {"escape": ESCAPES, "markup": MARKUP, "entity": ENTITIES, "option": OPTIONS}
"""Whose letters must be heard."""
HARMLESS = {"control": CONTROLS, "invisible": INVISIBLE, "foreign": FOREIGN}
"""That must break nothing."""


def traps(kinds: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(kind, text) for kind, texts in kinds.items() for text in texts]


def said(engine: Engine, text: str) -> Speech:
    return engine.speak(text, engine.voices("en")[0], "en", 11)


def seconds(speech: Speech) -> float:
    loud = np.flatnonzero(np.abs(speech.pcm.astype(int)) > 200)
    return float(loud[-1] - loud[0]) / speech.rate if len(loud) else 0.0


@pytest.fixture(scope="module")
def frame_s() -> dict[str, float]:
    """How long each engine takes for the words around."""
    return {}


def leave_out_beyond_five(engine: Engine, trap: str, texts: list[str]) -> None:
    if engine.name == "kokoro" and texts.index(trap) >= 5:
        pytest.skip("Kokoro speaks as slowly as people do: five texts of each kind are enough")


def around(engine: Engine, known: dict[str, float]) -> float:
    if engine.name not in known:
        known[engine.name] = seconds(said(engine, "He said and left."))
    return known[engine.name]


def test_there_are_five_of_each_kind() -> None:
    assert all(len(texts) >= 5 for texts in [*NAMED.values(), *HARMLESS.values()])


@pytest.mark.parametrize(("kind", "trap"), traps(NAMED))
def test_what_is_written_is_said(engine: Engine, frame_s: dict[str, float], kind: str, trap: str) -> None:
    leave_out_beyond_five(engine, trap, NAMED[kind])
    letters = sum(character.isalnum() for character in trap)
    taken = seconds(said(engine, f"He said {trap} and left.")) - around(engine, frame_s)
    assert taken > 0.02 * letters - 0.15, f"{kind}: swallowed"
    assert taken < 1.0 + 0.55 * len(trap), f"{kind}: a pause that nobody wrote"


@pytest.mark.parametrize(("kind", "trap"), traps(HARMLESS))
def test_what_cannot_be_said_breaks_nothing(
    engine: Engine, frame_s: dict[str, float], kind: str, trap: str
) -> None:
    leave_out_beyond_five(engine, trap, HARMLESS[kind])
    speech = said(engine, f"He said {trap} and left.")
    assert seconds(speech) > 0.75 * around(engine, frame_s), f"{kind}: the text after it is lost"
    assert seconds(speech) < around(engine, frame_s) + 1.0 + 3.0 * len(trap)
    if engine.name != "kokoro":  # as slow as speech, and without anything random
        again = said(engine, f"He said {trap} and left.")
        assert again.pcm.tobytes() == speech.pcm.tobytes()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.text("@'aeioutdrIUO:_,;|~#%=", min_size=1, max_size=12))
def test_brackets_change_no_word(engine: Engine, body: str) -> None:
    """Whatever stands in them: in brackets it is said as without."""
    if engine.name in ("kokoro", "tone"):
        return  # too slow for many, and without phonemes; the traps above hold for both
    inside, bare = (seconds(said(engine, f"Say {text} now.")) for text in (f"[[{body}]]", f" {body} "))
    assert inside == pytest.approx(bare, rel=0.25, abs=0.45)


@settings(max_examples=150, deadline=None)
@given(body=st.text("@'aeioutdrIUOshlmn:_,|~#%=", min_size=1, max_size=24))
def test_pipers_phonemes_are_those_of_the_letters(body: str) -> None:
    pytest.importorskip("piper")

    def symbols(text: str) -> list[str]:
        kept = "".join(symbol for part in phonemes.phonemes_of("en-us", text) for symbol in part)
        return [symbol for symbol in kept if symbol.isalpha()]

    inside, bare = symbols(f"Say [[{body}]] now."), symbols(f"Say ( {body} ) now.")
    # eSpeak NG stresses and joins letters by what stands around them: their number tells letters from sounds.
    assert abs(len(inside) - len(bare)) <= 2 + len(bare) // 6


ENGINE_FILE = """
import numpy as np
from voices.model import Health, Speech, Voice

class BuzzEngine:
    name = "buzz"
    licence = "none"
    def health(self): return Health()
    def voices(self, language): return [Voice("buzz", "low", "Low"), Voice("buzz", "high", "High")]
    def fingerprint(self, voice): return "1"
    def speak(self, text, voice, language, seed):
        hertz = 100 if voice.name == "low" else 200
        wave = np.sin(2 * np.pi * hertz * np.arange(len(text) * 1600) / 22050)
        return Speech(np.asarray(wave * 9000, np.int16), 22050, ())
    def close(self): return None
"""
LINE = "ENGINE_TABLE['buzz'] = 'buzz:BuzzEngine'\n"


def test_an_engine_joins_by_one_file_and_one_line(tmp_path: Path) -> None:
    """The command line, `edition.toml`, a cast, a build and the list of voices follow from the line."""
    assert "buzz" not in ENGINES
    (tmp_path / "buzz.py").write_text(ENGINE_FILE, encoding="utf-8")
    (tmp_path / "a.md").write_text("# A\n\n“We go,” said Al Roe. He went home.\n", encoding="utf-8")
    (tmp_path / "edition.toml").write_text('[output]\nengine = "buzz"\n', encoding="utf-8")
    program = (
        f"import sys\nfrom voices.table import ENGINE_TABLE\n{LINE}from edition.cli import run\n"
        "code = run(['voices', '--json']) or run(['build', 'a.md', '--engine', 'buzz', '--jobs', '1'])\n"
        "sys.exit(code)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": f"{root}:{tmp_path}", "AUDIO_EDITION_CACHE": str(tmp_path / "cache"), "PATH": ""},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert '"name": "buzz"' in done.stdout
    manifest = json.loads((tmp_path / "editions" / "a" / "edition.json").read_text("utf-8"))
    assert [one["name"] for one in manifest["cast"]] == ["low", "high"]
    assert all(line["estimated"] for line in manifest["lines"])
