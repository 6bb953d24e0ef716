"""Finding out that there is nothing to build, without reading the article, and without loading what reads and
builds: most builds of a folder of articles, or of a feed, end here."""

import time
from collections.abc import MutableMapping
from dataclasses import replace
from pathlib import Path

from edition.last import has_last
from edition.order import Order
from edition.progress import Stage
from edition.result import Result
from edition.saved import standing_folder
from edition.seal import find_sealed
from scripts.errors import PublishError
from voices.model import Store


def find_unchanged(
    order: Order, store: Store, claimed: MutableMapping[Path, str] | None = None
) -> Result | None:
    """What `build` would tell if nothing at all has changed since it built last, found out without reading
    the article; None if something may have. Raises PublishError for a folder that is claimed by another
    article."""
    started = time.monotonic()
    folder = standing_folder(order)
    if folder is None:
        return None
    found = find_sealed(order, folder, store)
    if found is None or not has_last(store, folder):
        return None
    claim(folder, order.source, {} if claimed is None else claimed)
    seconds = {stage.value: 0.0 for stage in Stage} | {"total": time.monotonic() - started}
    return replace(found, seconds=seconds)


def claim(folder: Path, source: str, claimed: MutableMapping[Path, str]) -> None:
    """Note whose the folder is; raises PublishError if it is another article's."""
    if folder in claimed:
        raise PublishError(
            f"{source} and {claimed[folder]} would both go to {folder}",
            "Build one of them with another -o, or rename it.",
        )
    claimed[folder] = source
