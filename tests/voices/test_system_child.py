"""The child process of the system engine: when it hangs, crashes, prints or lies."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest

from scripts.errors import EngineError
from voices.engines import system
from voices.engines.brightness import brightened
from voices.engines.child import Child, ChildFailedError
from voices.engines.sound_file import read_sound
from voices.engines.system import SystemEngine
from voices.model import Voice
from voices.pitch import pitch_track

VOICE = Voice("system", "v", "V")
COUNTED = Path("started")

PRELUDE = """
import json, os, struct, sys, time, wave
count = os.path.join(sys.argv[1], "started")
with open(count, "a") as file:
    file.write("x")
tries = os.path.getsize(count)

def listing(driver="espeak"):
    voice = {"id": "v", "name": "V", "languages": ["en"], "gender": ""}
    return {"voices": [voice], "driver": driver, "version": "1"}

def sound(path):
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22050)
        file.writeframes(struct.pack("<4h", 1000, 2000, 3000, 4000))

def tell(answer):
    print(json.dumps(answer), flush=True)

for line in sys.stdin:
    request = json.loads(line)
    if request["do"] == "voices":
        tell(listing())
        continue
"""


def engine_over(tmp_path: Path, behaviour: str, patience_s: float = 20.0) -> SystemEngine:
    """A system engine whose child does `behaviour` with each text it is asked to say."""
    program = tmp_path / "child.py"
    program.write_text(PRELUDE + textwrap.indent(textwrap.dedent(behaviour), "    "), encoding="utf-8")
    return SystemEngine([sys.executable, str(program), str(tmp_path)], patience_s, 0.0)


def starts(tmp_path: Path) -> int:
    return (tmp_path / COUNTED).stat().st_size


def test_a_child_that_works(tmp_path: Path) -> None:
    engine = engine_over(tmp_path, "sound(request['path']); tell({'words': [[0, 2, 0, 4]]})")
    heard = brightened(np.array([1000, 2000, 3000, 4000], np.int16), 22_050)
    for _ in range(3):
        assert engine.speak("Hi", VOICE, "en", 0).pcm.tolist() == heard.tolist()
    assert starts(tmp_path) == 1
    engine.close()


def test_a_hang_is_bounded_tried_once_more_and_names_the_line(tmp_path: Path) -> None:
    engine = engine_over(tmp_path, "time.sleep(600)", patience_s=0.7)
    begun = time.monotonic()
    with pytest.raises(
        EngineError, match=r"could not say 'The tide turned.*no answer within 1 seconds"
    ) as caught:
        engine.speak("The tide turned " + "and turned " * 50, VOICE, "en", 0)
    assert time.monotonic() - begun < 6
    assert starts(tmp_path) == 2
    assert caught.value.next_step
    assert len(caught.value.message) < 200


def test_a_hang_that_happens_once_is_not_noticed(tmp_path: Path) -> None:
    engine = engine_over(
        tmp_path, "time.sleep(600 if tries == 1 else 0); sound(request['path']); tell({'words': []})", 1.5
    )
    assert len(engine.speak("Hi", VOICE, "en", 0).pcm) == 4
    assert starts(tmp_path) == 2
    engine.close()


def test_a_crash_is_tried_once_more(tmp_path: Path) -> None:
    engine = engine_over(
        tmp_path, "os._exit(3) if tries == 1 else (sound(request['path']), tell({'words': []}))"
    )
    assert len(engine.speak("Hi", VOICE, "en", 0).pcm) == 4
    engine.close()


@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        ("os._exit(3)", "ended without an answer"),
        ("print('Audio saved to x', flush=True)", "something else than JSON"),
        ("tell([1])", "something else than an object"),
        ("tell({'error': 'ValueError: no voice'})", "ValueError: no voice"),
        ("tell({'words': []})", "left no sound"),
        ("open(request['path'], 'wb').write(b'RIFF'); tell({'words': []})", "left no sound"),
    ],
)
def test_every_failure_is_told(tmp_path: Path, behaviour: str, told: str) -> None:
    engine = engine_over(tmp_path, behaviour)
    with pytest.raises(EngineError, match=told):
        engine.speak("Hi", VOICE, "en", 0)
    engine.close()


def test_a_pitch_where_the_driver_has_none_is_made_of_what_it_said(tmp_path: Path) -> None:
    tone = "[int(9000 * (n % 200 < 20)) for n in range(22050)]"
    behaviour = f"""
    assert request["pitch"] is None
    with wave.open(request["path"], "wb") as file:
        file.setparams((1, 2, 22050, 0, "NONE", ""))
        file.writeframes(struct.pack("<22050h", *{tone}))
    tell({{"words": []}})
    """
    engine = engine_over(tmp_path, behaviour)
    engine._known = {"driver": "sapi5", "voices": [], "version": ""}
    for semitones in (0.0, 4.0):
        speech = engine.speak("Hi", Voice("system", "v", "V", pitch=semitones), "en", 0)
        track_hz = pitch_track(speech.pcm.astype(float), speech.rate)
        heard_hz = np.median(track_hz[track_hz > 0])
        assert heard_hz == pytest.approx(110.25 * 2 ** (semitones / 12), rel=0.02)
    engine.close()


def test_what_is_installed_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "find_spec", lambda name: None)
    health = SystemEngine().health()
    assert health.problem == "pyttsx3 is not installed"
    assert health.fix.startswith("Install it: pip install")


def test_closing_ends_the_process() -> None:
    child = Child(
        [
            sys.executable,
            "-c",
            "import os\nfor _ in open(0): print('{\"pid\": %d}' % os.getpid(), flush=True)",
        ]
    )
    pid = child.ask({}, 20)["pid"]
    child.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert child.ask({}, 20)["pid"] != pid
    child.close()


def test_a_command_that_is_not_there() -> None:
    with pytest.raises(ChildFailedError, match="could not be started"):
        Child(["/no/such/program"]).ask({}, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")
def test_the_child_and_its_forks_die_with_a_killed_parent(tmp_path: Path) -> None:
    program = (
        "import sys; from voices.engines.system import SystemEngine\n"
        "e = SystemEngine(); e.voices('en'); print(e._child._process.pid, flush=True)\n"
        "asked = {'do': 'speak', 'text': 'and on ' * 2_000, 'path': sys.argv[1]}\n"
        "e._child.ask(asked | {'voice': 'gmw/en-us', 'rate': 165, 'pitch': 50}, 600)\n"
    )
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "x.wav")], stdout=subprocess.PIPE, cwd=root
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    children = Path(f"/proc/{child}/task/{child}/children")
    forks: list[str] = []
    deadline = time.monotonic() + 20
    while not forks and time.monotonic() < deadline:
        forks = children.read_text().split()
        time.sleep(0.02)
    assert forks
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    while time.monotonic() < deadline:
        alive = [pid for pid in [str(child), *forks] if _runs(pid)]
        if not alive:
            return
        time.sleep(0.05)
    pytest.fail(f"still running: {alive}")


def _runs(pid: str) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's own engine speaks")
@pytest.mark.parametrize("text", ["\u2014", "...", " ", "\ufeff"])
def test_a_text_without_sound_is_answered_at_once(tmp_path: Path, text: str) -> None:
    child = Child(system._CHILD)
    asked = {"do": "speak", "text": text, "voice": "gmw/en-us", "rate": 165, "pitch": 50}
    begun = time.monotonic()
    answer = child.ask({**asked, "path": str(tmp_path / "x.wav")}, 30)
    assert time.monotonic() - begun < 20
    assert answer.get("words") == [] or "error" in answer
    assert child.ask({**asked, "text": "Hi", "path": str(tmp_path / "y.wav")}, 30)["words"]
    child.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's own engine speaks")
def test_a_sound_that_cannot_be_saved_is_told_at_once(tmp_path: Path) -> None:
    child = Child(system._CHILD)
    asked = {"do": "speak", "text": "Hi", "voice": "gmw/en-us", "rate": 165, "pitch": 50}
    begun = time.monotonic()
    assert "Error saving" in str(child.ask({**asked, "path": str(tmp_path / "none" / "x.wav")}, 30)["error"])
    assert time.monotonic() - begun < 20
    child.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's own engine speaks")
def test_settings_hold_for_the_utterance_they_are_made_for(tmp_path: Path) -> None:
    child = Child(system._CHILD)
    frames = []
    for number, rate in enumerate([120, 240] * 4):
        path = tmp_path / f"{number}.wav"
        asked = {"do": "speak", "text": "The tide turned at noon.", "voice": "gmw/en-us", "rate": rate}
        child.ask({**asked, "pitch": 50, "path": str(path)}, 30)
        frames.append(len(read_sound(path)[0]))
    child.close()
    assert len(set(frames[::2])) == len(set(frames[1::2])) == 1
    assert frames[0] == pytest.approx(2 * frames[1], rel=0.15)
