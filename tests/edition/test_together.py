"""Builds beside each other: several articles in one call, and several calls at once."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import pytest

from edition.batch import AT_ONCE, build_all
from edition.locking import alone_in
from edition.order import Choices
from edition.progress import Progress, Stage, silent
from edition.store import FolderStore
from scripts.errors import PublishError
from tests.conftest import Run

ROOT = Path(__file__).parents[2]


def articles(folder: Path, number: int) -> list[Path]:
    paths = []
    for n in range(number):
        path = folder / f"gull-{n}.txt"
        path.write_text(
            f"Gull {n} is loud. It eats fish number {n}. Then gull {n} sleeps.\n", encoding="utf-8"
        )
        paths.append(path)
    return paths


def sources(paths: Sequence[Path]) -> list[str]:
    return [str(path) for path in paths]


def test_articles_overlap_and_come_out_in_their_order(tmp_path: Path) -> None:
    """The next article's takes are made before the one before it is published."""
    events: list[tuple[str, Stage]] = []
    stuck = threading.Event()

    def report(name: str) -> nullcontext[object]:
        def tell(progress: Progress) -> None:
            events.append((Path(name).stem, progress.stage))
            if progress.stage is Stage.CHAPTERS and Path(name).stem == "gull-0":
                stuck.wait(20)  # until another one is being spoken
            if progress.stage is Stage.VOICES and Path(name).stem == "gull-1":
                stuck.set()

        return nullcontext(tell)

    with ThreadPoolExecutor(2) as executor:
        outcomes = build_all(
            sources(articles(tmp_path, 5)),
            Choices(tmp_path / "out", "tone"),
            executor,
            FolderStore(tmp_path / "store"),
            report,  # type: ignore[arg-type]
        )
    assert stuck.is_set()
    assert [Path(outcome.source).stem for outcome in outcomes] == [f"gull-{n}" for n in range(5)]
    assert all(outcome.result and outcome.result.takes_made == 3 for outcome in outcomes)
    assert events.index(("gull-1", Stage.VOICES)) < len(events) - 1 - events[::-1].index(
        ("gull-0", Stage.CHAPTERS)
    )


def test_a_bad_article_stops_nobody(command: Run, tmp_path: Path) -> None:
    good = articles(tmp_path, AT_ONCE + 2)
    empty = tmp_path / "empty.txt"
    empty.write_text("\n", encoding="utf-8")
    finished = command(
        "build", good[0], empty, "nowhere.txt", *good[1:], "--engine", "tone", "--jobs", "1", "--json"
    )
    assert finished.code == 1
    told = json.loads(finished.out)["editions"]
    assert ["error" in edition for edition in told] == [False, True, True] + [False] * (AT_ONCE + 1)
    assert "empty.txt: " in finished.err
    assert "nowhere.txt: " in finished.err
    finished = command("build", *good, "--engine", "tone", "--jobs", "1")
    assert finished.code == 0
    assert finished.out.count("Nothing has changed") == len(good)


def test_two_articles_of_one_name_do_not_mix(command: Run, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for folder in ("a", "b"):
        (tmp_path / folder / "gull.txt").write_text(f"Gull {folder} is loud.\n", encoding="utf-8")
    finished = command("build", "a/gull.txt", "b/gull.txt", "--engine", "tone", "--jobs", "1", "--json")
    assert finished.code == 1
    first, second = json.loads(finished.out)["editions"]
    assert "dir" in first
    assert "would both go to" in second["error"]


def test_a_bug_in_one_ends_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("edition.build.publish_edition", broken)
    with ThreadPoolExecutor(2) as executor, pytest.raises(ZeroDivisionError):
        build_all(
            sources(articles(tmp_path, 9)),
            Choices(tmp_path / "out", "tone"),
            executor,
            FolderStore(tmp_path / "store"),
            lambda name: nullcontext(silent),
        )


def start(*arguments: object, cwd: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "edition", *map(str, arguments)],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def test_builds_of_one_article_at_once_all_end_well(command: Run, tmp_path: Path) -> None:
    article = tmp_path / "gulls.txt"
    article.write_text("\n\n".join(f"Gull {n} is loud. Then it sleeps." for n in range(40)), encoding="utf-8")
    arguments = ("build", article, "--engine", "tone", "--jobs", "2", "--json")
    builds = [start(*arguments, cwd=tmp_path) for _ in range(3)]
    outputs = [build.communicate(timeout=120) for build in builds]
    assert [build.returncode for build in builds] == [0, 0, 0], outputs
    assert json.loads(command("check", "editions", "--json").out)["ok"]
    assert command(*arguments).code == 0
    assert sorted(p.name for p in (tmp_path / "editions" / "gulls").iterdir() if p.name.startswith(".")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_ctrl_c_ends_a_batch(cache: Path, tmp_path: Path) -> None:
    paths = []
    for n in range(3):
        path = tmp_path / f"long-{n}.txt"
        words = "\n\n".join(f"The keeper of lighthouse {n} {m} writes down the weather." for m in range(60))
        path.write_text(words, encoding="utf-8")
        paths.append(path)
    with start("build", *paths, "--engine", "system", "--jobs", "2", cwd=tmp_path) as build:
        deadline = time.monotonic() + 60
        while sum(1 for _ in cache.rglob("take/*/*")) < 6 and time.monotonic() < deadline:
            time.sleep(0.01)
        build.send_signal(signal.SIGINT)
        _, err = build.communicate(timeout=60)
    assert build.returncode == 130, err
    assert "Traceback" not in err


HOLD = """
import sys, time
from pathlib import Path
from edition.locking import alone_in
with alone_in(Path(sys.argv[1])):
    print("in", flush=True)
    time.sleep(60)
"""


def test_the_lock_goes_with_its_holder_and_is_not_waited_for_without_end(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "in\n"
        with pytest.raises(PublishError, match="Another build"), alone_in(tmp_path, patience_s=0.2):
            pass
        holder.kill()
        holder.wait()
    with alone_in(tmp_path, patience_s=5):
        pass
    assert list(tmp_path.iterdir()) == []
