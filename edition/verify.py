"""`audio-edition check`: which folders to check, and their reports in words."""

from collections.abc import Mapping
from pathlib import Path

from chapters.check import Report, check_edition
from chapters.manifest import FILE_NAME

from scripts.errors import PublishError


def check_folder(folder: Path) -> Mapping[Path, Report]:
    """The report on the edition in `folder`, or on each edition in a folder of editions."""
    if (folder / FILE_NAME).is_file():
        return {folder: check_edition(folder)}
    try:
        editions = sorted(path.parent for path in folder.glob(f"*/{FILE_NAME}"))
    except OSError as error:
        raise PublishError(
            f"Cannot read {folder}: {error.strerror}", "Name the folder of an edition."
        ) from error
    if not editions:
        raise PublishError(
            f"There is no edition in {folder}", "Name the folder that holds edition.json, or build one first."
        )
    return {path: check_edition(path) for path in editions}
