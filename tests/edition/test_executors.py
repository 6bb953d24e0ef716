"""The build runs on any executor and with any store: threads, processes, a cluster; a folder, fsspec."""

import contextlib
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from audio import mastering
from edition.build import build
from edition.config import Config
from edition.order import Order
from edition.progress import Progress, Stage
from edition.remote_store import RemoteStore
from edition.result import Result
from edition.store import FolderStore, open_store
from edition.workers import Workers, breadth, make_executor
from scripts.errors import ConfigError, EngineError, PublishError
from tests.conftest import Run
from voices.model import Store

ARTICLE = "\n\n".join(
    f"## Lighthouse {n}\n\nThe keeper of lighthouse {n} writes down the weather. Ships pass at {n + 1}. "
    f"“I count them,” said Ada Lund. It is the {n + 3}rd year."
    for n in range(6)
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "lights.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def order(article: Path, folder: str = "editions") -> Order:
    return Order(str(article), article.parent / folder, "tone", Config())


@pytest.fixture
def undisturbed(article: Path) -> bytes:
    with ThreadPoolExecutor(1) as executor:
        return build(
            order(article, "first"), executor, FolderStore(article.parent / "store-1")
        ).audio.read_bytes()


def spawned(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_executors_of_the_standard_library(article: Path, undisturbed: bytes, kind: str) -> None:
    executor: Executor = ThreadPoolExecutor(3) if kind == "threads" else spawned(2)
    with executor:
        result = build(order(article), executor, FolderStore(article.parent / "store-2"))
    assert result.audio.read_bytes() == undisturbed
    assert result.takes_reused == 0 or result.takes_made > result.takes_reused


class Noting(ThreadPoolExecutor):
    """Notes what it is given to do."""

    def __init__(self, jobs: int) -> None:
        super().__init__(jobs)
        self.given: list[str] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.given.append(fn.__name__)
        return super().submit(fn, *args, **kwargs)


def test_workers_share_a_long_chapter_and_an_edit_is_one_piece_of_work(tmp_path: Path) -> None:
    article, store = tmp_path / "weather.md", FolderStore(tmp_path / "store")
    said = [f"The keeper writes {n} in the book, and the weather beside it." for n in range(40)]
    text = "\n\n".join(["# Weather", "## In spring", *said[:20], "## In autumn", *said[20:]])
    article.write_text(text, encoding="utf-8")
    with Noting(2) as executor:
        built = build(order(article), executor, store)
    assert executor.given.count("encode_chapter") == built.chapters_encoded
    assert executor.given.count("encode_piece") > 2
    assert executor.given[-1] == "encode_chapter"
    article.write_text(text.replace("writes 9 in", "marked 9 in"), encoding="utf-8")
    with Noting(2) as executor:
        build(order(article), executor, store)
    assert executor.given == ["make_take", "encode_chapter"]


def test_workers_settle_the_gains_of_voices(
    article: Path, undisturbed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def settled_here(*_: object) -> float:
        raise AssertionError("the build's own process has other things to do")

    monkeypatch.setattr(mastering, "settle_gain_db", settled_here)
    with spawned(1) as executor:
        result = build(order(article), executor, FolderStore(article.parent / "store-2"))
    assert result.audio.read_bytes() == undisturbed


def killing(executor: Executor, after: int) -> Any:
    """A progress callback that kills one worker process once, in the middle of the takes."""
    killed: list[int] = []

    def tell(progress: Progress) -> None:
        if progress.stage is Stage.VOICES and progress.done >= after and not killed:
            killed.append(next(iter(executor._pool._processes)))  # type: ignore[attr-defined]
            os.kill(killed[0], signal.SIGKILL)

    return tell


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
def test_a_killed_worker_is_replaced(article: Path, undisturbed: bytes) -> None:
    with make_executor(2) as executor:
        result = build(
            order(article), executor, FolderStore(article.parent / "store-2"), killing(executor, after=4)
        )
        assert isinstance(executor, Workers)
        assert executor.generation == 1
    assert result.audio.read_bytes() == undisturbed


def test_a_pool_that_cannot_be_replaced_is_an_error_with_a_next_step(article: Path) -> None:
    def tell(progress: Progress) -> None:
        if progress.done >= 4:
            for process in list(executor._processes.values()):
                process.kill()

    with spawned(2) as executor, pytest.raises(EngineError, match="ended in the middle"):
        build(order(article), executor, FolderStore(article.parent / "store-2"), tell)


def test_how_much_an_executor_does_at_once() -> None:
    with ThreadPoolExecutor(3) as threads, make_executor(5) as workers:
        assert (breadth(threads), breadth(workers)) == (3, 5)
    assert breadth(Executor()) > 100


@pytest.fixture
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed", reason="needs the extra `cluster`")
    import logging

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
    ) as local:
        yield local


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
@pytest.mark.filterwarnings("ignore")  # Dask's own, about sockets of the worker that was killed
def test_a_cluster_one_of_whose_workers_is_killed(
    command: Run, article: Path, undisturbed: bytes, cluster: Any, cache: Path
) -> None:
    pids = [nanny.pid for nanny in cluster.workers.values()]

    def kill() -> None:
        while sum(1 for _ in cache.rglob("take/*/*")) < 4:
            time.sleep(0.01)
        os.kill(pids[0], signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    finished = command(
        "build",
        article,
        "--engine",
        "tone",
        "--cluster",
        cluster.scheduler_address,
        "--json",
        "-o",
        "clustered",
    )
    assert finished.code == 0, finished
    killer.join(10)
    assert not killer.is_alive()
    assert Path(json.loads(finished.out)["audio"]).read_bytes() == undisturbed


def test_no_cluster_there_is_one_line(command: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="needs the extra `cluster`")
    monkeypatch.setattr("edition.cluster._PATIENCE_S", 1)
    for address in ("tcp://127.0.0.1:9", "nonsense://"):
        finished = command("build", article, "--engine", "tone", "--cluster", address)
        assert finished.code == 1
        assert "No cluster answers" in finished.err


class Remote:
    """A store in fsspec's memory, under an address of the test's own."""

    def __init__(self) -> None:
        pytest.importorskip("fsspec", reason="needs the extra `upload`")
        self.address = f"memory://takes-{os.getpid()}-{time.monotonic_ns()}"
        self.store: Store = RemoteStore.at(self.address)


def test_a_store_behind_fsspec(article: Path, undisturbed: bytes) -> None:
    store = Remote().store
    with ThreadPoolExecutor(2) as executor:
        first = build(order(article), executor, store)
        assert first.audio.read_bytes() == undisturbed
        first.audio.unlink()
        again: Result = build(order(article), executor, store)
    assert (again.takes_made, again.chapters_encoded) == (0, 0)
    assert again.audio.read_bytes() == undisturbed


def test_the_environment_names_such_a_store(
    command: Run, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remote = Remote()
    monkeypatch.setenv("AUDIO_EDITION_CACHE", remote.address)
    assert isinstance(open_store(), RemoteStore)
    assert command("build", article, "--engine", "tone", "--jobs", "1").code == 0
    assert "unchanged" in command("build", article, "--engine", "tone", "--jobs", "1", "--json").out
    told = command("cache", "info")
    assert (told.code, "not a folder" in told.err) == (1, True)


def test_a_damaged_entry_there_is_made_again(article: Path, undisturbed: bytes) -> None:
    store = Remote().store
    with ThreadPoolExecutor(2) as executor:
        first = build(order(article), executor, store)
        import fsspec

        files = fsspec.filesystem("memory")
        takes = [path for path in files.find("/") if "/take/" in path and str(store.address)[9:] in path]  # type: ignore[attr-defined]
        files.pipe_file(takes[0], files.cat_file(takes[0])[:-10])
        first.audio.unlink()
        again = build(order(article), executor, store)
    assert len(again.notes) == len(first.notes) + 1
    assert again.audio.read_bytes() == undisturbed


def test_an_address_that_nothing_here_can_reach() -> None:
    pytest.importorskip("fsspec", reason="needs the extra `upload`")
    with pytest.raises(ConfigError, match="No store can be reached"):
        RemoteStore.at("gopher-hole://x")


def test_a_remote_that_refuses_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    remote = Remote()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("403 Forbidden")

    monkeypatch.setattr("fsspec.implementations.memory.MemoryFileSystem.pipe_file", refuse)
    with pytest.raises(PublishError, match="403"):
        remote.store.write("take", "ab" * 32, b"x")
    with contextlib.suppress(PublishError):
        assert remote.store.open("take", "ab" * 32) is None
    remote.store.discard("take", "ab" * 32)
    with pytest.raises(ValueError, match="not an address"):
        remote.store.write("take", "../../x", b"")
