"""From an article to its edition: the stages in order, and the files put in place at the end.

Deciding is in `edition.plan`, the work in `edition.make`, the files in `edition.publish`.
"""

import tempfile
import time
from collections.abc import MutableMapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from chapters.cover import cover_problem
from edition.casting import cast_script, choose_reader
from edition.config import Config
from edition.load import load_script
from edition.make import make
from edition.naming import edition_slug
from edition.plan import make_plan
from edition.progress import OnProgress, Progress, Stage, silent
from edition.publish import is_published, last_built, publish_edition
from edition.result import Result, result_of
from scripts.errors import ConfigError, PublishError
from scripts.files import remove_abandoned
from voices.model import Store


@dataclass(frozen=True, slots=True)
class Order:
    """What a caller wants built."""

    source: str
    """A path, a URL, or "-" for standard input."""
    root: Path
    """The folder of editions; this one goes to a folder of its own in it."""
    engine: str
    """A key of the table of engines, or "auto"."""
    config: Config


def build(
    order: Order,
    executor: Executor,
    store: Store,
    on_progress: OnProgress = silent,
    claimed: MutableMapping[Path, str] | None = None,
) -> Result:
    """Build one edition and return what was done.

    `claimed` holds the folders that the same call has built before this one, and their sources. Raises
    AudioEditionError for everything that a user can mend; the edition that stood there is then untouched.
    """
    clock = _Clock()
    on_progress(Progress(Stage.SCRIPT, 0, 0, "the article"))
    script = load_script(order.source, order.config)
    name = edition_slug(order.source, script.title)
    folder = order.root / name
    _claim(folder, order.source, {} if claimed is None else claimed)
    engine, language = choose_reader(order.engine, script.language)
    last = last_built(folder)
    cast = cast_script(script, order.config, engine, language, last.cast if last else ())
    plan = make_plan(script, cast, language, order.config, _cover(order.config))
    clock.lap("script")

    done = last if last and is_published(last, folder, plan) else None
    if done:
        return result_of(plan, done, folder, clock.seconds())
    _make_folder(folder)
    made = make(plan, executor, store, on_progress)
    clock.seconds_of["voices"], clock.seconds_of["audio"] = made.voices_seconds, made.audio_seconds
    clock.last = time.monotonic()
    on_progress(Progress(Stage.CHAPTERS, 0, 1, "tags, cover and files"))
    manifest = publish_edition(folder, name, plan, made, store)
    clock.lap("chapters")
    on_progress(Progress(Stage.CHAPTERS, 1, 1, "done"))
    return result_of(plan, manifest, folder, clock.seconds(), made)


class _Clock:
    """Wall-clock seconds by stage."""

    def __init__(self) -> None:
        self.started = self.last = time.monotonic()
        self.seconds_of = {stage.value: 0.0 for stage in Stage}

    def lap(self, stage: str) -> None:
        now = time.monotonic()
        self.seconds_of[stage] = now - self.last
        self.last = now

    def seconds(self) -> dict[str, float]:
        return {**self.seconds_of, "total": time.monotonic() - self.started}


def _claim(folder: Path, source: str, claimed: MutableMapping[Path, str]) -> None:
    if folder in claimed:
        raise PublishError(
            f"{source} and {claimed[folder]} would both go to {folder}",
            "Build one of them with another -o, or rename it.",
        )
    claimed[folder] = source


def _cover(config: Config) -> bytes:
    """The producer's own cover, empty if there is none."""
    if not config.show.image or config.path is None:
        return b""
    path = config.path.parent / config.show.image
    wanted = "Give [show] image the path of a square JPEG or PNG, from the folder of edition.toml."
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror or error}", wanted) from error
    problem = cover_problem(data)
    if problem:
        raise ConfigError(f"{path}: {problem}", wanted)
    return data


def _make_folder(folder: Path) -> None:
    """Find out that nothing can be written before an hour of speech is made; sweep up after killed builds."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        for part in folder.glob(".*.part"):
            remove_abandoned(part)
    except OSError as error:
        raise PublishError(
            f"Cannot write to {folder}: {error.strerror or error}",
            "Check the folder's rights, or name another with -o.",
        ) from error
