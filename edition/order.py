"""What a caller wants built."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from edition.config import Config, find_config, load_config
from edition.naming import is_file_name
from edition.rendering import AS_CONFIGURED, Rendering

if TYPE_CHECKING:
    from edition.saved import Kept
    from scripts.reading.feed import Entry


def config_for(source: str) -> Config:
    """What `edition.toml` says to this article: the one beside it or above it; for a URL or standard input,
    the one in the current folder or above it. Raises ConfigError."""
    folder = Path(source).parent if is_file_name(source) else Path()
    return load_config(find_config(folder.absolute()))


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
    explain: bool = False
    """Whether to tell the reason for every step."""
    name: str = ""
    """Of the edition's folder and files; empty: after the source."""
    refresh: bool = False
    """Whether to fetch a web page anew that is kept beside the edition."""
    page: "Kept | None" = None
    """What `source`, a web address, sent, if that was fetched already."""
    entry: "Entry | None" = None
    """The article itself, one of the feed `source`."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the command line decides for all articles; None leaves it to `edition.toml`."""

    output: Path | None = None
    engine: str | None = None
    explain: bool = False
    rendering: Rendering = AS_CONFIGURED
    refresh: bool = False

    def order(self, source: str) -> Order:
        """The order for one article. Raises ConfigError."""
        config = self.rendering.over(config_for(source))
        return Order(
            source=source,
            root=self.output or Path(config.output.folder),
            engine=self.engine or config.output.engine,
            config=config,
            explain=self.explain,
            refresh=self.refresh,
        )
