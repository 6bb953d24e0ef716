"""Executors for the work of a build: processes for speed, a thread of this process for a single job.

Anything with the interface of `concurrent.futures.Executor` can take their place.
"""

import atexit
import contextlib
import importlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
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


def open_executor(jobs: int = 0, cluster: str = "") -> AbstractContextManager[Executor]:
    """The executor that the command line asks for: `jobs` workers here (0: one per processor), or those of
    the cluster at an address. Raises ConfigError if there is no such cluster."""
    if cluster:
        from edition.cluster import cluster_executor

        return cluster_executor(cluster)
    return make_executor(jobs or default_jobs())


def make_executor(jobs: int) -> Executor:
    """An executor of `jobs` workers; close it (it is a context manager) to let them go.

    No worker is started before there is work.
    """
    return ThreadPoolExecutor(1) if jobs == 1 else Workers(jobs)


def breadth(executor: Executor) -> int:
    """How many pieces of work an executor can do at once; a generous guess where it does not say."""
    return int(getattr(executor, "_max_workers", 0)) or _UNKNOWN_BREADTH


_UNKNOWN_BREADTH = 256
"""A cluster's executor; it queues by itself."""


def renew(executor: Executor, generation: int) -> bool:
    """Replace lost worker processes, unless somebody else has done so since `generation`.

    False for an executor that cannot.
    """
    if not isinstance(executor, Workers):
        return False
    executor.renew(generation)
    return True


def abandon(executor: Executor) -> None:
    """End work of worker processes that nobody waits for; there must be no other."""
    if isinstance(executor, Workers):
        executor.abandon()


def wake(executor: Executor) -> None:
    """Let one worker process start, and import what it needs, while the caller is still deciding what to ask
    of it."""
    if isinstance(executor, Workers):
        with contextlib.suppress(BrokenProcessPool):  # whoever has work for it will mend it
            executor.submit(_awake)


def _awake() -> None:
    for module in ("audio.chapter", "voices.takes"):
        importlib.import_module(module)


class Workers(Executor):
    """Worker processes that can be replaced when one of them is lost.

    Workers are fresh processes ("spawn"): a fork of a process that holds threads can hang, and engines start
    threads. Threads may share one instance: several articles are built at once with it.
    """

    def __init__(self, jobs: int) -> None:
        self._max_workers = min(jobs, _MOST_ON_WINDOWS) if sys.platform == "win32" else jobs
        self.generation = 0
        self._lock = threading.Lock()
        self._pool: _Pool | None = None
        """Not there before there is work: its semaphores alone cost a twentieth of a second."""

    def _new(self) -> "_Pool":
        context = multiprocessing.get_context("spawn")
        return _Pool(max_workers=self._max_workers, mp_context=context, initializer=_start_worker)

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        with self._lock:
            self._pool = self._pool or self._new()
            return self._pool.submit(fn, *args, **kwargs)

    def renew(self, generation: int) -> None:
        """A new pool in place of the one of `generation`, which has lost a process and ends by itself."""
        with self._lock:
            if generation == self.generation and self._pool:
                self._pool.shutdown(wait=False, cancel_futures=True)
                self._pool = None
                self.generation += 1

    def abandon(self) -> None:
        """End what is under way; whoever asks for something next gets new workers."""
        with self._lock:
            pool, self._pool = self._pool, None
            self.generation += 1
        if pool:
            for process in list(pool._processes.values()):
                process.terminate()
            pool.shutdown(cancel_futures=True)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        if self._pool:
            self._pool.shutdown(wait, cancel_futures=cancel_futures)


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
    atexit.register(os._exit, 0)  # behind all others: nobody waits until Python has taken itself apart
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent.sentinel,), daemon=True).start()


def _leave_with(sentinel: int) -> None:
    # A pool's workers hold both ends of the queue they read from: they would wait for ever on a dead parent.
    wait([sentinel])
    os._exit(1)
