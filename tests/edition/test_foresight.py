"""A first build begins with the narrator's passage before its article is read; whoever is wrong loses
nothing."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from audio.model import Music
from edition.batch import build_all
from edition.build import build
from edition.config import Config
from edition.foresight import foresee
from edition.order import Order
from edition.placing import make_calibration
from edition.progress import silent
from edition.store import FolderStore
from edition.workers import Workers
from scripts.errors import ConfigError
from scripts.model import NARRATOR
from voices.model import TakeRequest

ARTICLE = "## The lock\n\nThe keeper shuts the gate. “Nobody asks why,” said Ida Lorne.\n\nShe goes home."


class Watched(Workers):
    """Remembers what was asked of it."""

    def __init__(self) -> None:
        super().__init__(2)
        self.asked: list[tuple[Callable[..., Any], tuple[Any, ...]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.asked.append((fn, args))
        return super().submit(fn, *args, **kwargs)

    @property
    def passages(self) -> list[TakeRequest]:
        return [args[0] for fn, args in self.asked if fn is make_calibration]


@pytest.fixture
def workers() -> Iterator[Watched]:
    with Watched() as executor:
        yield executor


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "store")


def order_of(folder: Path, text: str = ARTICLE, config: Config | None = None, name: str = "lock") -> Order:
    article = folder / f"{name}.md"
    article.write_text(text, encoding="utf-8")
    return Order(str(article), folder / "editions", "tone", config or Config())


def test_the_passage_comes_first_and_once(tmp_path: Path, workers: Watched, store: FolderStore) -> None:
    result = build(order_of(tmp_path), workers, store)
    asked = [fn.__name__ for fn, _ in workers.asked]
    assert asked.index("make_calibration") < asked.index("make_take")
    keys = [passage.key for passage in workers.passages]
    assert len(keys) == len(set(keys))
    assert result.takes_made == result.lines
    workers.asked.clear()
    other = order_of(tmp_path, ARTICLE.replace("gate", "door"), name="door")
    assert build(other, workers, store).takes_made
    assert not workers.passages


def test_an_edition_that_stands_needs_no_foresight(
    tmp_path: Path, workers: Watched, store: FolderStore
) -> None:
    build(order_of(tmp_path), workers, store)
    empty = FolderStore(tmp_path / "another store")
    workers.asked.clear()
    build(order_of(tmp_path, ARTICLE.replace("home", "back")), workers, empty)
    asked = [fn.__name__ for fn, _ in workers.asked]
    assert asked.count("make_calibration") == len({passage.key for passage in workers.passages}) > 0


def test_the_passage_is_that_of_the_language_and_of_the_narrator(
    tmp_path: Path, workers: Watched, store: FolderStore
) -> None:
    order = order_of(tmp_path)
    (english,) = foresee(order, "en", workers, store)
    (finnish,) = foresee(order, "fi", workers, store)
    assert english != finnish
    pinned = Config(cast={NARRATOR: "Treble"})
    (another,) = foresee(order_of(tmp_path, config=pinned), "en", workers, store)
    assert [passage.voice.label for passage in workers.passages] == ["Alto", "Alto", "Treble"]
    assert another != english


def test_a_narrator_that_is_found_later_is_measured_as_well(
    tmp_path: Path, workers: Watched, store: FolderStore
) -> None:
    written_small = Config(cast={"narrator": "Treble"})
    result = build(order_of(tmp_path, config=written_small), workers, store)
    assert dict(result.cast)[NARRATOR] == "Treble"
    assert {"Treble"} < {passage.voice.label for passage in workers.passages}


def test_a_voice_that_there_is_not_is_told_as_ever(
    tmp_path: Path, workers: Watched, store: FolderStore
) -> None:
    order = order_of(tmp_path, config=Config(cast={NARRATOR: "Nobody"}))
    assert not foresee(order, "en", workers, store)
    with pytest.raises(ConfigError, match="Nobody"):
        build(order, workers, store)


def test_an_error_does_not_wait_for_what_was_begun(
    tmp_path: Path, workers: Watched, store: FolderStore
) -> None:
    class One:
        def order(self, source: str) -> Order:
            return order_of(tmp_path, config=Config(music=Music(intro="nothing.mp3"), path=tmp_path / "none"))

    (outcome,) = build_all([str(tmp_path / "lock.md")], One(), workers, store, lambda _: nullcontext(silent))
    assert "nothing.mp3" in outcome.problem
    assert workers.passages
    assert workers._pool is None


def test_one_thread_does_one_thing_after_the_other(tmp_path: Path, store: FolderStore) -> None:
    with ThreadPoolExecutor(1) as executor:
        assert not foresee(order_of(tmp_path), "en", executor, store)
