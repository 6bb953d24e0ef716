"""Steps carried out on a site in a folder of this machine."""

import contextlib
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

from edition.show.digests import Digest, Digests
from edition.show.site import LIST, Listed, SiteFile, Step, is_inside, read_list
from scripts.errors import PublishError
from scripts.files import publishing, write_atomic


def read_site(
    folder: Path, files: Collection[SiteFile], digests: Digests
) -> tuple[dict[str, Listed], dict[str, Digest | int]]:
    """The list that the last publishing left in `folder`, and what really stands there of it and of
    `files`."""
    try:
        listing = read_list((folder / LIST).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        listing = {}
    there: dict[str, Digest | int] = {}
    for path in {*listing, *(file.path for file in files), LIST}:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            there[path] = digests.of(folder / path)
    return listing, there


def apply_steps(folder: Path, steps: Sequence[Step]) -> None:
    """Carry out `steps` in their order; each file is put in place whole. Raises PublishError if the disk
    refuses; what is done by then is safe to be seen, and the next publishing goes on from there."""
    for step in steps:
        if not is_inside(step.path):
            raise PublishError(f"{step.path!r} would lead out of the site", "Rename that file.")
        path = folder / step.path
        if step.file is None:
            _remove(folder, path)
        elif isinstance(step.file.source, bytes):
            write_atomic(path, step.file.source)
        else:
            _copy(step.file.source, path)


def _copy(source: Path, path: Path) -> None:
    try:
        with source.open("rb") as original, publishing(path) as file:
            shutil.copyfileobj(original, file, 1 << 20)
    except OSError as error:
        raise PublishError(f"Cannot read {source}: {error.strerror}", "Publish again.") from error


def _remove(folder: Path, path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise PublishError(
            f"Cannot remove {path}: {error.strerror}", "Check the folder's rights and publish again."
        ) from error
    for parent in path.parents:
        if parent == folder:
            break
        with contextlib.suppress(OSError):  # there is something else in it
            parent.rmdir()
