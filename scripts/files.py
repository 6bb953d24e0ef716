"""Writing files so that a reader never sees half of one (invariant 6)."""

import contextlib
import os
import tempfile
from pathlib import Path

from scripts.errors import PublishError


def write_atomic(path: Path, data: bytes | str) -> None:
    """Put `data` at `path`: a temporary file in the same folder, fsync, then `os.replace`.

    Text is written as UTF-8 with its line ends as they are. Raises PublishError if the disk is full or the
    folder cannot be written; what stood at `path` before is then untouched.
    """
    content = data.encode("utf-8") if isinstance(data, str) else data
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files that only their owner can read; published files follow the user's umask.
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise PublishError(
            f"Cannot write {path}: {error.strerror or error}", "Check the folder's rights and free space, or give another with -o."
        ) from error


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
