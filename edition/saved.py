"""The web page that an edition was made from, kept beside it, so that a rebuild needs no network.

It is `source.html` (`.md`, `.txt`) in the edition's folder; `edition.json` says from where and of when it is.
It is put in place with the edition that was made of it, and only then. A page that is not as it was recorded
is fetched anew, as it is with `--refresh`. It is somebody else's: sites and feeds leave it out.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from chapters import manifestfile as manifests
from chapters.manifest import SavedPage, is_plain_name
from edition.naming import edition_slug, is_file_name, is_named_by_title, is_url, page_slug
from scripts.errors import PublishError
from scripts.files import write_atomic

if TYPE_CHECKING:
    from edition.order import Order
    from scripts.reading.web import Page

_STEM = "source"
_SUFFIXES = {"html": ".html", "markdown": ".md"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A page, and when it was fetched."""

    page: "Page"
    fetched: str
    """UTC, ISO 8601, to the second."""

    def identity(self) -> bytes:
        """Changes with everything that an article's reading rests on, and with the day it is of."""
        said = (self.page.address, self.page.kind, self.page.charset, self.fetched)
        return repr(said).encode("utf-8", "surrogatepass") + self.page.data


def page_for(order: "Order") -> Kept | None:
    """The page to read: the kept one, else fetched; None if the source is no web address.

    Raises ArticleError if it cannot be fetched.
    """
    if order.entry or not is_url(order.source):
        return None
    return order.page or kept_page(order) or fetch_page(order.source)


def fetch_page(address: str) -> Kept:
    """The page at an address, as of now. Raises ArticleError if it cannot be fetched."""
    from scripts.reading.web import fetch  # imports ssl

    # The address comes from the user, who may well read a page of the newsroom's own network.
    page = fetch(address, allow_private=True)
    return Kept(page, datetime.now(UTC).isoformat(timespec="seconds"))


def kept_page(order: "Order") -> Kept | None:
    """The page that is kept of a web address; None if there is none, or if it is to be fetched anew."""
    if order.refresh or order.entry or not is_url(order.source):
        return None
    return next((kept for folder in _folders(order) if (kept := _read(folder, order.source))), None)


def standing_folder(order: "Order") -> Path | None:
    """Where the edition of a source stands, if that can be told without reading the article."""
    if order.entry or is_file_name(order.source):
        return order.root / (order.name or edition_slug(order.source, ""))
    if not is_url(order.source):
        return None
    return next((folder for folder in _folders(order) if _read(folder, order.source)), None)


def save_page(folder: Path, kept: Kept) -> SavedPage:
    """Put the page into the folder of its edition. Raises PublishError if the disk refuses."""
    page = kept.page
    kind = page.kind.value if page.kind else ""
    name = _STEM + _SUFFIXES.get(kind, ".txt")
    write_atomic(folder / name, page.data)
    digest = hashlib.sha256(page.data).hexdigest()
    return SavedPage(name, page.address, kept.fetched, kind, page.charset, len(page.data), digest)


def _folders(order: "Order") -> Iterator[Path]:
    """Where the edition of a web address may be: where its path says, else wherever a page is kept."""
    if order.name or not is_named_by_title(order.source):
        # The latter: made before a query had a part in the name, and kept where it is known.
        slugs = (page_slug(order.source, ""), edition_slug(order.source, ""))
        yield from (order.root / name for name in dict.fromkeys([order.name] if order.name else slugs))
    else:
        yield from sorted({path.parent for path in order.root.glob(f"*/{_STEM}.*")})


def _read(folder: Path, address: str) -> Kept | None:
    """The page kept in `folder`, if it is that of this address, and as it was fetched."""
    from scripts.reading import SourceKind
    from scripts.reading.web import MAX_BYTES, Page, address_of

    try:
        saved = next(iter(manifests.read_head(folder).saved), None)
        if saved is None or saved.address != address_of(address) or not is_plain_name(saved.file):
            return None
        with (folder / saved.file).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, PublishError):
        return None
    kinds = {kind.value: kind for kind in (SourceKind.HTML, SourceKind.MARKDOWN, SourceKind.TEXT)}
    if hashlib.sha256(data).hexdigest() != saved.sha256 or saved.kind not in {"", *kinds}:
        return None
    return Kept(Page(data, kinds.get(saved.kind), saved.charset, saved.address), saved.fetched)
