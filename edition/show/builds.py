"""Building the episodes of a show with one set of workers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from edition.batch import Outcome, build_all
from edition.config import Config
from edition.console import reporting
from edition.order import Order, config_for
from edition.show.decide import Episode
from edition.show.run import Builder
from edition.store import open_store
from edition.workers import open_executor


def show_builder(engine: str | None, jobs: int) -> Builder:
    """A builder for `publish_show`. `engine` wins over `edition.toml`; `jobs` 0 is a worker per processor."""

    def build(episodes: Sequence[Episode], config: Config, root: Path) -> Sequence[Outcome]:
        names = {str(one.found.path): one.state.slug for one in episodes if one.found}
        if not names:
            return []
        with open_executor(jobs) as executor, reporting() as report:
            choices = _ShowChoices(names, config, root, engine)
            return build_all(list(names), choices, executor, open_store(), report)

    return build


@dataclass(frozen=True, slots=True)
class _ShowChoices:
    """How each article of a show is built."""

    names: Mapping[str, str]
    """Source to the name of its edition."""
    config: Config
    root: Path
    engine: str | None

    def order(self, source: str) -> Order:
        config = _of_show(config_for(source), self.config)
        engine = self.engine or config.output.engine
        return Order(source, self.root, engine, config, name=self.names[source])


def _of_show(nearest: Config, config: Config) -> Config:
    """An `edition.toml` nearer to the article casts it; what the show is called is the show's to say."""
    if nearest.path == config.path or config.path is None:
        return nearest
    show = config.show
    if show.image:
        show = replace(show, image=str(config.path.parent.absolute() / show.image))
    return replace(nearest, show=show)
