"""Finding ffmpeg and running it.

The one program this project runs to encode, decode and measure is ffmpeg: the one on PATH, else the binary
that the wheel `imageio-ffmpeg` carries. One on PATH that does not work is an error and not a reason to fall
back: its owner put it there on purpose and should know.

Conventions
-----------
Every run has a limit in seconds of wall time. Whatever goes wrong becomes a SoundError that quotes the last
line of what ffmpeg said. Files are handed over as `file:` URLs with only local protocols allowed, so no file
name is taken for an option and no playlist in disguise reaches the network.
"""

import contextlib
import functools
import importlib
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from scripts.errors import SoundError

PROBE_TIMEOUT_S = 20.0
"""How long `ffmpeg -version` may take; it answers in 0.1 s on an idle machine."""

_STDERR_KEPT_BYTES = 1 << 16
_READ_BYTES = 1 << 16
_INSTALL = "Install ffmpeg with your system's package manager, or: pip install imageio-ffmpeg"
_MEND = "Mend it, or take it off PATH: then the one that comes with imageio-ffmpeg is used."


@dataclass(frozen=True, slots=True)
class Finished:
    """What a successful run left behind."""

    stdout: bytes
    stderr: str
    """The last 64 KiB of it."""


def ffmpeg_path() -> str:
    """Path of an ffmpeg that runs here: the one on PATH, else the one that imageio-ffmpeg carries.

    Raises SoundError if there is neither, or if the one found does not answer.
    """
    return _probe(_locate())[0]


def encoder_identity() -> str:
    """What ffmpeg calls itself ("ffmpeg version 7.1.1"): chapters made by another one are encoded anew."""
    return _probe(_locate())[1]


def run_ffmpeg(
    arguments: Sequence[str],
    *,
    timeout_s: float,
    feed: Iterable[bytes] | None = None,
    sink: Callable[[bytes], None] | None = None,
) -> Finished:
    """Run ffmpeg with `arguments`; `feed` is written to its standard input as it is consumed.

    `sink` is given the standard output as it comes, in another thread; without it all of it is returned. The
    feed is iterated in the calling thread, and its exceptions come out of this function as they are. ffmpeg
    is never left running. Raises SoundError if it fails, takes longer than `timeout_s` or cannot be started.
    """
    command = [ffmpeg_path(), "-hide_banner", "-nostats", "-nostdin", *arguments]
    process = _start(command, piped=feed is not None)
    out, err = _Reader(process.stdout, sink=sink), _Reader(process.stderr, keep=_STDERR_KEPT_BYTES)
    late = threading.Event()
    alarm = threading.Timer(timeout_s, _kill, (process, late))
    alarm.daemon = True
    alarm.start()
    try:
        if feed is not None:
            _feed(process, feed)
        stdout, stderr = out.result(), err.result().decode("utf-8", "replace")
        code = process.wait()
    finally:
        alarm.cancel()
        _end(process)
        process.wait()
        _close(process, out, err)
    if late.is_set():
        raise SoundError(
            f"ffmpeg took longer than {timeout_s:.0f} s and was stopped",
            "Try again when the machine is less busy.",
        )
    if code != 0:
        raise SoundError(
            f"ffmpeg failed (exit code {code}): {last_line(stderr)}",
            f"Look at the ffmpeg that was used: {command[0]}",
        )
    return Finished(stdout, stderr)


def local_input(path: Path) -> list[str]:
    """The arguments that make ffmpeg read the file at `path` and nothing else, whatever its name and content.

    >>> local_input(Path("-y"))
    ['-protocol_whitelist', 'file,pipe', '-i', 'file:-y']
    """
    return ["-protocol_whitelist", "file,pipe", "-i", f"file:{path}"]


def last_line(text: str, limit: int = 200) -> str:
    r"""The last line that says something, without control characters, at most `limit` characters.

    >>> last_line("one\ntwo\x1b[0m\n \n")
    'two[0m'
    >>> last_line("")
    'it said nothing'
    """
    for line in reversed(text.splitlines()):
        cleaned = "".join(character for character in line if character.isprintable()).strip()
        if cleaned:
            return cleaned[:limit]
    return "it said nothing"


def _locate() -> str:
    found = shutil.which("ffmpeg")
    if found:
        return found
    try:
        module: Any = importlib.import_module("imageio_ffmpeg")
        return str(module.get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        raise SoundError("ffmpeg was not found", _INSTALL) from error


@functools.cache
def _probe(path: str) -> tuple[str, str]:
    """The path, once it has answered, and the name and version it gave. (Errors are not cached.)"""
    try:
        answer = subprocess.run(
            [path, "-version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PROBE_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SoundError(f"ffmpeg ({path}) does not answer", _MEND) from error
    except OSError as error:
        raise SoundError(f"ffmpeg ({path}) cannot be run: {error.strerror or error}", _MEND) from error
    first = answer.stdout.decode("utf-8", "replace").partition("\n")[0]
    if answer.returncode != 0 or not first.startswith("ffmpeg version "):
        said = last_line(answer.stderr.decode("utf-8", "replace") or first)
        raise SoundError(f"ffmpeg ({path}) does not work: {said}", _MEND)
    return path, " ".join(first.split()[:3])


def _start(command: list[str], *, piped: bool) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE if piped else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # Of its own, so that a wrapper script is ended together with the ffmpeg that it runs.
            start_new_session=True,
        )
    except OSError as error:
        raise SoundError(f"ffmpeg cannot be run: {error.strerror or error}", _INSTALL) from error


def _feed(process: subprocess.Popen[bytes], feed: Iterable[bytes]) -> None:
    """Write until all is written or ffmpeg stops listening (why it did is told by its exit code)."""
    pipe = process.stdin
    assert pipe is not None  # noqa: S101 - opened by _start
    for block in feed:
        try:
            pipe.write(block)
        except OSError:
            break
    with contextlib.suppress(OSError):
        pipe.close()


def _kill(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it and all that it has started, unless it was waited for: its number may be another's by now."""
    if process.returncode is None and hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _close(process: subprocess.Popen[bytes], *readers: "_Reader") -> None:
    for reader in readers:
        reader.join(timeout=1.0)
    for pipe in (process.stdin, process.stdout, process.stderr):
        with contextlib.suppress(OSError, ValueError):
            if pipe is not None:
                pipe.close()


class _Reader(threading.Thread):
    """Empties a pipe while the other one is being read and the feed is being written."""

    def __init__(
        self, pipe: IO[bytes] | None, keep: int | None = None, sink: Callable[[bytes], None] | None = None
    ) -> None:
        super().__init__(daemon=True)
        self._sink = sink
        self._pipe = pipe
        self._keep = keep
        self._data = bytearray()
        self.start()

    def run(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            while self._pipe is not None and (block := self._pipe.read(_READ_BYTES)):
                if self._sink is not None:
                    self._sink(block)
                    continue
                self._data += block
                if self._keep is not None and len(self._data) > 2 * self._keep:
                    del self._data[: -self._keep]

    def result(self) -> bytes:
        """All that came, once the pipe is closed at its other end."""
        self.join()
        return bytes(self._data if self._keep is None else self._data[-self._keep :])
