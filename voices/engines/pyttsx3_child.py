"""The process in which pyttsx3 runs: requests on standard input, answers on standard output, one JSON object
a line.

It is run as a file (`python -P pyttsx3_child.py`) and needs nothing of audio-edition. pyttsx3 has traps, and
each is met here:

- it prints to standard output: the pipe is moved to another descriptor, and descriptor 1 leads to standard
error;
- on Linux it must find eSpeak NG: the library in the wheel `espeakng-loader` is loaded before pyttsx3 looks
for one,
  so the system's own, if there is one, is not taken;
- its eSpeak driver has eSpeak NG speak in a thread of eSpeak NG's own: `runAndWait` returns before it has
  finished, settings come too late for the utterance they were made for, and there is nothing that could be
  forked. It is initialised so that it speaks in the thread that asks (`in_this_thread`): what was asked is
  done when the call returns, and nothing has to be waited for;
- it drops the times of words: its driver's callback is wrapped, and eSpeak NG's word events are noted on
  their way;
- it swallows errors in its callback, cannot be initialised twice, and eSpeak NG carries state (the phase of
  its flutter) from one utterance into the next, so that the same text sounds different each time: where the
  system can fork, every utterance is spoken by a fresh fork of this process, which has eSpeak NG loaded and
  has never spoken, and exits afterwards. A fork that crashes or hangs harms nobody else; the kernel ends it
  when this process ends. On Linux this costs about 4 ms an utterance.

This process ends when its standard input does: it never outlives its parent, however that ended.

Requests: {"do": "voices"} -> {"voices": [{"id", "name", "languages", "gender"}], "driver", "version"};
{"do": "speak", "text", "voice", "rate", "pitch", "path"} -> {"words": [[start, end, start_frame,
end_frame]]}, the sound is in the file `path`. `pitch` is null where it must not be set. Failures: {"error":
"..."}.
"""

import contextlib
import ctypes
import json
import os
import select
import signal
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

_WORD, _END, _TERMINATED = 1, 5, 6
_SYNCHRONOUS = 2
_PR_SET_PDEATHSIG = 1
_BREATH_SEED = 1
_WAIT_S = 3600.0
"""The parent bounds the time; this only keeps a wait from being endless."""


def load_espeak() -> None:
    """Load the eSpeak NG of the wheel, so that pyttsx3's driver finds it by its soname."""
    try:
        import espeakng_loader
    except ImportError:
        return  # pyttsx3 then looks for the system's
    folder = Path(espeakng_loader.__file__).parent
    os.environ["ESPEAK_DATA_PATH"] = str(folder / "espeak-ng-data")
    for name in ("libespeak-ng.so.1", "libespeak-ng.so"):
        with contextlib.suppress(OSError):
            ctypes.CDLL(str(folder / name), mode=ctypes.RTLD_GLOBAL)
            return


def in_this_thread(espeak: Any, driver: Any) -> None:
    """Have eSpeak NG do what it is asked before the call returns.

    `espeak` and `driver` are pyttsx3's modules, whose first engine is not made yet.
    """
    initialize = espeak.Initialize
    espeak.Initialize = lambda output, *others: initialize(_SYNCHRONOUS, *others)
    # The driver's loop sleeps between looks at what goes on in the other thread, and there is none.
    driver.time = SimpleNamespace(sleep=lambda seconds: None)


class Listener:
    """Stands before the eSpeak driver's callback and notes the times of words."""

    def __init__(self, driver: Any, espeak: Any) -> None:
        self.words: list[tuple[int, int, int]] = []
        """(first character, one after the last, frame)."""
        self.ends: list[int] = []
        """Frames at which clauses end."""
        self.failed = ""
        self._forward = driver._onSynth
        self._give_up = driver.endLoop
        self._end = (espeak.EVENT * 2)()
        """What tells the driver that all has been said: to the thread that asked, eSpeak NG tells it by a
        call without samples."""
        self._end[0].type = _TERMINATED
        espeak.SetSynthCallback(self._hear)

    def _hear(self, wave: Any, frames: int, events: Any) -> int:
        try:
            at = 0
            while events[at].type:
                event = events[at]
                if event.type == _WORD:
                    self.words.append(
                        (event.text_position - 1, event.text_position - 1 + event.length, event.sample)
                    )
                elif event.type == _END:
                    self.ends.append(event.sample)
                at += 1
            return int(self._forward(wave, frames, events if wave else self._end))
        except Exception as error:  # noqa: BLE001 - ctypes would swallow it
            self.failed = f"{type(error).__name__}: {error}"
            self._give_up()  # else the driver's loop waits for an end that it was not told
            return 1

    def timed(self) -> list[list[int]]:
        """[start, end, start_frame, end_frame] per word: it ends where the next begins, or its clause ends.

        A word that is spelled has one event per letter, all of the same place: they are one word here.
        """
        words: list[tuple[int, int, int]] = []
        for start, end, frame in self.words:
            if end > start and not (words and start < words[-1][1]):
                words.append((start, end, frame))
        following = [frame for _, _, frame in words[1:]] + [1 << 62]
        ends = sorted(self.ends)
        timed, at = [], 0
        for (start, end, frame), next_frame in zip(words, following, strict=True):
            while at < len(ends) and ends[at] <= frame:
                at += 1
            timed.append([start, end, frame, min(next_frame, ends[at] if at < len(ends) else next_frame)])
        return timed


def _engine() -> Any:
    """pyttsx3's engine; the same one as long as somebody holds it."""
    import pyttsx3

    make: Any = pyttsx3.init
    return make()


def speak(request: dict[str, Any]) -> dict[str, Any]:
    """Say one text into a file."""
    engine = _engine()
    listener = None
    finished: list[bool] = []
    errors: list[str] = []
    engine.connect("error", lambda name, exception: errors.append(str(exception)))
    engine.connect("finished-utterance", lambda name, completed: finished.append(completed))
    if str(engine) == "espeak":
        from pyttsx3.drivers import _espeak

        listener = Listener(engine.proxy._driver, _espeak)
        # Else pyttsx3 keeps the settings back until it speaks.
        engine.proxy.setBusy(False)
    engine.setProperty("voice", request["voice"])  # first: it resets the others
    engine.setProperty("rate", request["rate"])
    engine.setProperty("volume", 1.0)
    if request["pitch"] is not None:
        engine.setProperty("pitch", request["pitch"])
    engine.save_to_file(request["text"], request["path"])
    engine.runAndWait()
    if listener and not (errors or listener.failed or finished):
        errors.append("eSpeak NG ended before its text did")
    if errors or (listener and listener.failed):
        return {"error": "; ".join(errors) or (listener.failed if listener else "")}
    return {"words": listener.timed() if listener else []}


def voices() -> dict[str, Any]:
    """What voices there are."""
    engine = _engine()
    listed = [
        {
            "id": voice.id,
            "name": voice.name or voice.id,
            "languages": [_language(code) for code in voice.languages if code],
            "gender": str(voice.gender or "").lower(),
        }
        for voice in engine.getProperty("voices")
    ]
    version = ""
    if str(engine) == "espeak":
        from pyttsx3.drivers import _espeak

        library: Any = _espeak.dll
        info = library.espeak_Info
        info.restype = ctypes.c_char_p
        version = (info(None) or b"").decode()
    return {"voices": listed, "driver": str(engine), "version": version}


def _language(code: Any) -> str:
    """As BCP 47: drivers give "en-us", b"\\x05en-us", "en_US"."""
    text = code.decode("utf-8", "ignore") if isinstance(code, bytes) else str(code)
    return "".join(c for c in text if c.isprintable()).strip().replace("_", "-").lower()


def answer(line: str) -> str:
    """The answer to one request, as a line of JSON without its end."""
    try:
        request = json.loads(line)
        result = voices() if request["do"] == "voices" else speak(request)
    except Exception as error:  # noqa: BLE001 - whatever went wrong is told to the parent
        result = {"error": f"{type(error).__name__}: {error}"}
    return json.dumps(result)


def serve_by_forking(requests: int, answers: int) -> None:
    """Answer each request in a fresh fork. `requests` and `answers` are file descriptors."""
    lines = os.fdopen(requests, "rb", buffering=0)
    waiting = b""
    while True:
        while b"\n" not in waiting:
            piece = lines.read(65536)
            if not piece:
                return
            waiting += piece
        line, _, waiting = waiting.partition(b"\n")
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            _in_the_fork(line, theirs)
        os.close(theirs)
        result = _until_closed(ours, requests)
        os.close(ours)
        _, status = os.waitpid(child, 0)
        if not result.endswith(b"\n"):
            result = json.dumps({"error": f"crashed (wait status {status})"}).encode() + b"\n"
        os.write(answers, result) if len(result) < 4096 else _write_all(answers, result)


def _in_the_fork(line: bytes, descriptor: int) -> None:
    try:
        if sys.platform == "linux":
            library = ctypes.CDLL(None)
            library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            # Voices with breath in them draw it from rand(): without a seed, no two forks breathe alike.
            library.srand(_BREATH_SEED)
        _write_all(descriptor, answer(line.decode()).encode() + b"\n")
    finally:
        os._exit(0)


def _until_closed(descriptor: int, requests: int) -> bytes:
    """What a fork writes. If our own input ends meanwhile, nobody waits for it: end all."""
    result = b""
    while True:
        ready, _, _ = select.select([descriptor, requests], [], [], _WAIT_S)
        if requests in ready and descriptor not in ready:
            os._exit(0)
        piece = os.read(descriptor, 65536)
        if not piece:
            return result
        result += piece


def _write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def serve_in_process(requests: int, answers: int) -> None:
    """Answer in this process: where there is no fork, and where the system's engine does not outlive one."""
    from queue import SimpleQueue

    queue: SimpleQueue[str] = SimpleQueue()

    def read() -> None:
        with os.fdopen(requests, encoding="utf-8") as lines:
            for line in lines:
                queue.put(line)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    while True:
        _write_all(answers, answer(queue.get()).encode() + b"\n")


def main() -> None:
    """Serve until standard input ends."""
    answers = os.dup(1)
    os.dup2(2, 1)
    if sys.platform == "linux":
        load_espeak()
        engine = None
        with contextlib.suppress(Exception):  # told when the first request comes
            from pyttsx3.drivers import _espeak, espeak

            in_this_thread(_espeak, espeak)
            engine = _engine()
            # Before eSpeak NG takes a voice by its name it reads all their files: once, not in every fork.
            engine.getProperty("voices")
        serve_by_forking(0, answers)
        del engine  # held until here, so that every fork finds it made
    else:
        serve_in_process(0, answers)


if __name__ == "__main__":
    main()
