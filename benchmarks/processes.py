"""Running a command and watching what it takes: wall-clock time, processors' time, and the peak memory of
each of its processes."""

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_SAMPLE_S = 0.05


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that ran well."""

    seconds: float
    cpu_s: float
    """Seconds of processors, of the command and of all processes that it waited for: what else runs on the
    machine hardly changes them."""
    out: str
    peak_mb: Mapping[str, float]
    """Greatest peak of resident memory, in megabytes (10**6 bytes), of the processes of each kind: "build"
    for the command itself, "worker" for Python processes below it, else the program's name."""


def run(command: Sequence[object], environment: Mapping[str, str], cwd: Path) -> Ran:
    """Run `command` to its end. Raises CalledProcessError if it fails. Memory is looked at on Linux only."""
    started, spent = time.monotonic(), spent_s()
    with subprocess.Popen(
        [str(part) for part in command],
        env=dict(environment),
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        peaks: dict[str, float] = {}
        over = threading.Event()
        sampler = threading.Thread(target=_sample, args=(process.pid, peaks, over), daemon=True)
        sampler.start()
        out, _ = process.communicate()
        seconds = time.monotonic() - started
        over.set()
        sampler.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args, out)
    return Ran(seconds, spent_s() - spent, out, peaks)


def spent_s() -> float:
    """By all processes that this one has started and waited for."""
    times = os.times()
    return times.children_user + times.children_system


def _sample(root: int, peaks: dict[str, float], over: threading.Event) -> None:
    while not over.wait(_SAMPLE_S):
        for pid in [root, *_below(root)]:
            with contextlib.suppress(OSError, ValueError, IndexError):
                status = Path(f"/proc/{pid}/status").read_text()
                name = status.split("\n", 1)[0].split("\t")[1]
                kind = "build" if pid == root else "worker" if name.startswith("python") else name
                peak = int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6
                peaks[kind] = max(peak, peaks.get(kind, 0.0))


def _below(root: int) -> list[int]:
    """All processes that `root` has started, theirs included."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():  # a pattern with two parts fails where a process ends meanwhile
        with contextlib.suppress(OSError, ValueError, IndexError):
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    below, found = [], {root}
    while found:
        found = {pid for pid, parent in parents.items() if parent in found}
        below += found
    return below
