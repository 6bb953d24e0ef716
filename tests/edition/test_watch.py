"""`build --watch`: builds again on save, what was edited first, and ends when it is asked to."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from edition.batch import Outcome
from edition.order import Choices
from edition.progress import silent
from edition.store import FolderStore
from edition.watch import watch
from tests.conftest import Run
from tests.edition.test_music import write_tone
from voices.model import TakeRequest

TEXT = "\n\n".join(f"Lighthouse {n} is white. Its keeper is called Anna {n}." for n in range(8))


class Recorded(Executor):
    """One thread; notes what is said, and can be held up."""

    _max_workers = 1

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(1)
        self.said: list[str] = []
        self.before: Callable[[int], None] = lambda number: None

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return self.pool.submit(self.run, fn, *args, **kwargs)

    def run(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if isinstance(args[0], TakeRequest):
            self.said.append(args[0].spoken.text)
            self.before(len(self.said))
        return fn(*args, **kwargs)


class Session:
    """`watch` in this thread; at each pause the next of `edits` is made, and after the last comes Ctrl-C."""

    def __init__(self, tmp_path: Path, *edits: Callable[[], object]) -> None:
        self.article = tmp_path / "lights.txt"
        self.article.write_text(TEXT, encoding="utf-8")
        self.executor, self.edits = Recorded(), list(edits)
        self.outcomes: list[Outcome] = []
        self.choices = Choices(tmp_path / "out", "tone")
        self.store = FolderStore(tmp_path / "store")

    def idle(self) -> None:
        if not self.edits:
            raise KeyboardInterrupt
        self.edits.pop(0)()

    def run(self) -> list[Outcome]:
        watch(
            [str(self.article)],
            self.choices,
            self.executor,
            self.store,
            lambda name: nullcontext(silent),
            on_built=self.outcomes.append,
            on_idle=self.idle,
        )
        return self.outcomes


def test_each_save_is_built_for_the_price_of_the_edit(tmp_path: Path) -> None:
    session = Session(tmp_path)
    toml = tmp_path / "edition.toml"
    session.edits = [
        lambda: session.article.write_text(TEXT.replace("white", "red", 1), encoding="utf-8"),
        lambda: toml.write_text('[lexicon]\n"Anna 3" = "Hannah three"\n', encoding="utf-8"),
        lambda: toml.write_text("[lexikon]\n", encoding="utf-8"),
        toml.unlink,
        session.article.unlink,
        lambda: session.article.write_text(TEXT, encoding="utf-8"),
    ]
    outcomes = session.run()
    made = [outcome.result.takes_made if outcome.result else str(outcome.error)[-40:] for outcome in outcomes]
    assert made[:3] == [16, 1, 1]
    assert "lexicon" in str(outcomes[3].error)
    assert made[4] == 0
    assert "lights.txt" in str(outcomes[5].error)
    assert made[6:] == [0]


def test_a_save_in_the_middle_begins_again_with_what_was_edited(tmp_path: Path) -> None:
    session = Session(tmp_path)

    def edit(number: int) -> None:
        if number == 5:
            session.article.write_text(TEXT.replace("Anna 7", "Berta 7"), encoding="utf-8")

    session.executor.before = edit
    (outcome,) = session.run()
    said = session.executor.said
    edited = next(at for at, text in enumerate(said) if "Berta" in text)
    assert edited <= 5 + 2, "behind what was handed out already"
    assert len(said) == len(set(said)) <= 16 + 2, "nothing was said twice"
    assert outcome.result
    assert outcome.result.lines == 16
    with (tmp_path / "out" / "lights" / "edition.json").open(encoding="utf-8") as file:
        assert any("Berta 7" in line["text"] for line in json.load(file)["lines"])


def test_files_that_the_settings_name_are_watched_too(tmp_path: Path) -> None:
    session = Session(tmp_path)
    toml, names, sting = (tmp_path / name for name in ("edition.toml", "names.pls", "sting.wav"))
    toml.write_text('[pronunciation]\npls = ["names.pls"]\n[music]\nintro = "sting.wav"\n', encoding="utf-8")
    write_tone(sting, 2.0, 440)
    session.edits = [
        lambda: names.write_text(pronounced("Anna", "Hannah"), encoding="utf-8"),
        lambda: names.write_text(pronounced("keeper", "kipper"), encoding="utf-8"),
        lambda: write_tone(sting, 2.0, 330),
    ]

    outcomes = session.run()

    assert "names.pls" in str(outcomes[0].error), "not there yet"
    results = [outcome.result for outcome in outcomes[1:]]
    assert [result.takes_made if result else None for result in results] == [16, 8, 0]
    assert results[2]
    assert results[2].chapters_encoded == 1


def pronounced(written: str, said: str) -> str:
    lexeme = f"<lexeme><grapheme>{written}</grapheme><alias>{said}</alias></lexeme>"
    kind = 'version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa"'
    return f'<lexicon {kind} xml:lang="en">{lexeme}</lexicon>'


def test_a_feed_cannot_be_watched(command: Run, tmp_path: Path) -> None:
    entry = "<item><title>One</title><description>It rains.</description></item>"
    feed = tmp_path / "feed.xml"
    feed.write_text(f'<rss version="2.0"><channel><title>F</title>{entry}</channel></rss>', encoding="utf-8")

    finished = command("build", "feed.xml", "--watch", "--engine", "tone")

    assert finished.code == 1
    assert "feed.xml is a feed and cannot be watched" in finished.err


@pytest.mark.parametrize("source", ["-", "https://example.org/story"])
def test_what_is_no_file_cannot_be_watched(command: Run, source: str) -> None:
    finished = command("build", source, "--watch", "--engine", "tone")
    assert finished.code == 1
    assert "cannot be watched" in finished.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_ctrl_c_ends_watching_cleanly(cache: Path, tmp_path: Path) -> None:
    article = tmp_path / "lights.txt"
    article.write_text(TEXT, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "edition",
        "build",
        article,
        "--watch",
        "--engine",
        "tone",
        "--jobs",
        "2",
    ]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        [*command, "--json"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as watching:
        alarm = threading.Timer(120, watching.kill)
        alarm.start()
        assert watching.stdout is not None
        assert watching.stderr is not None
        first = json.loads(watching.stdout.readline())
        while "Watching" not in watching.stderr.readline():
            pass
        article.write_text(TEXT.replace("Anna 2", "Clara 2"), encoding="utf-8")
        second = json.loads(watching.stdout.readline())
        while "Watching" not in watching.stderr.readline():
            pass
        time.sleep(0.2)
        watching.send_signal(signal.SIGINT)
        _, err = watching.communicate()
        alarm.cancel()
    assert watching.returncode == 0, err
    assert "Traceback" not in err
    assert (first["takes_made"], second["takes_made"]) == (16, 1)
