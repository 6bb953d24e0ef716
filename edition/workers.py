"""Executors for the work of a build: processes for speed, a thread of this process for a single job.

Anything with the interface of `concurrent.futures.Executor` can take their place.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing.connection import wait
from typing import Any, TypeVar

T = TypeVar("T")

_MOST_ON_WINDOWS = 61
"""What its call for waiting on several processes can take."""


def default_jobs() -> int:
    """As many workers as this process may use processors."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def make_executor(jobs: int) -> Executor:
    """An executor of `jobs` workers; close it (it is a context manager) to let them go.

    Workers are fresh processes ("spawn"): a fork of a process that holds threads can hang, and engines start
    threads.
    """
    if jobs == 1:
        return ThreadPoolExecutor(1)
    if sys.platform == "win32":
        jobs = min(jobs, _MOST_ON_WINDOWS)
    context = multiprocessing.get_context("spawn")
    return _Pool(max_workers=jobs, mp_context=context, initializer=_start_worker)


class _Pool(ProcessPoolExecutor):
    """A pool whose processes start deaf to Ctrl-C, not only once their imports are done."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Processes are started in here; what a blocked signal's mask was, they inherit."""
        if not hasattr(signal, "pthread_sigmask"):
            return super().submit(fn, *args, **kwargs)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, which waits for running takes; end when the parent is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent.sentinel,), daemon=True).start()


def _leave_with(sentinel: int) -> None:
    # A pool's workers hold both ends of the queue they read from: they would wait for ever on a dead parent.
    wait([sentinel])
    os._exit(1)
