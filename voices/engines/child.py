"""A child process that answers lines of JSON, with a bound on how long one waits for an answer.

One request is under way at a time. A child that is silent for too long, or ends, is killed; the next request
starts another one.
"""

import json
import os
import subprocess
import threading
import weakref
from collections.abc import Sequence
from queue import Empty, SimpleQueue
from typing import Any


class ChildFailedError(Exception):
    """The child ended, was silent for too long, or answered nonsense; says which."""


class Child:
    """Starts its command at the first request. Serves the process that made it: a fork of that starts its
    own."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._owner = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: SimpleQueue[bytes] = SimpleQueue()
        self._stop: weakref.finalize[..., Child] | None = None

    def ask(self, request: dict[str, Any], patience_s: float) -> dict[str, Any]:
        """The answer to `request`. Raises ChildFailedError after `patience_s` seconds at the latest."""
        process = self._running()
        try:
            _write(process, json.dumps(request).encode() + b"\n")
            line = self._answers.get(timeout=patience_s)
        except Empty:
            self.close()
            raise ChildFailedError(f"gave no answer within {patience_s:.0f} seconds") from None
        except OSError as error:
            self.close()
            raise ChildFailedError("ended before it was asked") from error
        if not line:
            self.close()
            raise ChildFailedError("ended without an answer")
        try:
            answer = json.loads(line)
        except ValueError as error:
            self.close()
            raise ChildFailedError("answered with something else than JSON") from error
        if not isinstance(answer, dict):
            self.close()
            raise ChildFailedError("answered with something else than an object")
        return answer

    def close(self) -> None:
        """End the process, at once."""
        if self._stop is not None and self._owner == os.getpid():
            self._stop()
        self._process = self._stop = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._owner == os.getpid() and self._process.poll() is None:
            return self._process
        self.close()
        try:
            process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            raise ChildFailedError(f"could not be started: {error.strerror}") from error
        self._process, self._owner, self._answers = process, os.getpid(), SimpleQueue()
        threading.Thread(target=_read, args=(process, self._answers), daemon=True).start()
        self._stop = weakref.finalize(self, _end, process, os.getpid())
        return process


def _write(process: subprocess.Popen[bytes], line: bytes) -> None:
    if process.stdin is not None:
        process.stdin.write(line)
        process.stdin.flush()


def _read(process: subprocess.Popen[bytes], answers: SimpleQueue[bytes]) -> None:
    """Pass on every line, and an empty one when the process ends."""
    if process.stdout is not None:
        with process.stdout as lines:
            for line in lines:
                answers.put(line)
    answers.put(b"")


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    if owner != os.getpid():
        return
    process.kill()
    process.wait()
    if process.stdin is not None:
        process.stdin.close()
