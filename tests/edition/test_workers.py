"""Executors: errors travel, and workers do not outlive their parent."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from edition.config import parse_config
from edition.workers import Workers, abandon, default_jobs, make_executor, wake
from scripts.errors import ConfigError


def test_one_job_needs_no_process() -> None:
    with make_executor(1) as executor:
        assert executor.submit(os.getpid).result() == os.getpid()
    assert default_jobs() >= 1


def test_a_worker_that_was_woken_takes_the_work() -> None:
    with make_executor(2) as executor:
        wake(executor)
        first = executor.submit(os.getpid).result(timeout=60)
        assert first != os.getpid()
        assert isinstance(executor, Workers)
        assert executor._pool is not None
        assert first in executor._pool._processes
    with make_executor(1) as executor:
        wake(executor)
        assert executor.submit(os.getpid).result() == os.getpid()


def test_work_that_nobody_waits_for_is_ended_at_once() -> None:
    with make_executor(2) as executor:
        assert executor.submit(os.getpid).result(timeout=60)
        long = executor.submit(time.sleep, 600)
        while not long.running():
            time.sleep(0.01)
        started = time.monotonic()
        abandon(executor)
        assert time.monotonic() - started < 60
        with pytest.raises(BrokenProcessPool):
            long.result(timeout=60)
        assert executor.submit(os.getpid).result(timeout=60) != os.getpid()


def test_an_error_crosses_the_border_with_both_sentences() -> None:
    with make_executor(2) as executor:
        # A function of the project, for a worker cannot import this module.
        error = executor.submit(parse_config, "[shows]", Path("edition.toml")).exception(timeout=60)
    assert isinstance(error, ConfigError)
    assert "'shows'" in error.message
    assert error.next_step == "Did you mean 'show'?"


SCRIPT = """
import os, sys, time
sys.path.insert(0, sys.argv[1])
from edition.config import parse_config
from edition.workers import make_executor
if __name__ == "__main__":
    executor = make_executor(2)
    print(executor.submit(os.getpid).result(), flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_workers_leave_when_their_parent_is_killed(tmp_path: Path) -> None:
    program = tmp_path / "parent.py"
    program.write_text(SCRIPT)
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, program, root], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while _alive(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(worker)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return (
        Path(f"/proc/{pid}/stat").read_text().split(")")[-1].split()[0] != "Z"
        if Path("/proc").exists()
        else True
    )
