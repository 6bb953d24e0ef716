"""What a caller wants built."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from edition.config import Config

if TYPE_CHECKING:
    from edition.saved import Kept
    from scripts.reading.feed import Entry


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
