"""What stands of an edition before it is built again, and what reading its article takes from that: the page
that is kept beside it, and the sections that it has. So whoever reads an article, to build it or only to look
at its script, reads the same.
"""

from dataclasses import dataclass
from pathlib import Path

from chapters import manifestfile as manifests
from chapters.manifest import Manifest
from edition.load import OnLanguage, load_script
from edition.order import Order
from edition.saved import Kept, page_for, standing_folder
from edition.sectioning import earlier_sections
from scripts.errors import PublishError
from scripts.keeping import Earlier
from scripts.model import Script


@dataclass(frozen=True, slots=True)
class Standing:
    """The edition of an order as it was built last."""

    folder: Path | None
    """None if where it stands cannot be told without reading the article."""
    last: Manifest | None
    """Without its lines; None if there is none."""
    page: Kept | None
    """Of a web address: what is to be read."""
    sections: Earlier | None
    """Those that it has; None if there is none that can be read."""


def find_standing(order: Order) -> Standing:
    """What stands of an order's edition. Raises ArticleError if a page is to be fetched and cannot be."""
    page = page_for(order)
    folder = standing_folder(order)
    last = last_built(folder) if folder else None
    return Standing(folder, last, page, _sections(folder, last) if folder and last else None)


def _sections(folder: Path, last: Manifest) -> Earlier | None:
    try:
        return earlier_sections(last, manifests.read_lines(folder))
    except PublishError:
        return None


def script_of(order: Order) -> Script:
    """The script that a build of `order` reads. Raises ArticleError, ConfigError."""
    return read_script(order, find_standing(order))


def read_script(order: Order, standing: Standing, on_language: OnLanguage | None = None) -> Script:
    """The same where it is known what stands; `on_language` as in `load_script`."""
    known = standing.page.page if standing.page else order.entry
    return load_script(order.source, order.config, known, standing.sections, on_language)


def last_built(folder: Path) -> Manifest | None:
    """The manifest of the edition in `folder` without its lines; None if there is none that can be read."""
    try:
        return manifests.read_head(folder)
    except PublishError:
        return None


def read_built(folder: Path) -> Manifest | None:
    """The same with its lines."""
    try:
        return manifests.read(folder)
    except PublishError:
        return None
