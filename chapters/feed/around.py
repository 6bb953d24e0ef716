"""What a feed is held against: the files beside it, its own address, the time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import unquote, urlsplit


class Files(Protocol):
    """The files beside a feed."""

    def size(self, path: str) -> int | None:
        """Bytes of a file; None if it is not there."""

    def read(self, path: str) -> bytes:
        """Its content. Raises OSError."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a feed is held against."""

    files: Files
    base_url: str
    """Of the feed's folder, with a slash at its end; empty if the feed does not say where it is."""
    now: datetime

    def path(self, url: str) -> str | None:
        """The path of a file of the site; None for an address elsewhere."""
        bare = urlsplit(url)._replace(query="", fragment="").geturl()
        if not self.base_url or not bare.startswith(self.base_url):
            return None
        return unquote(bare[len(self.base_url) :])
