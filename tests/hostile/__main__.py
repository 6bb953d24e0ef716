"""Reads files that are out to do harm, and tells what became of each.

`python -m tests.hostile FORMAT [NAME...]` reads those of a format, or those of these names, as `script` does.
It prints two JSON lines for each: its name, before it is read, so that whoever waits knows which one it is;
then the seconds of processor time that it took, the most memory that the process had in use in MiB, and
"read", or why it was refused. A file that takes longer than LIMIT_S ends the process.
"""

import contextlib
import gc
import json
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from scripts.errors import ArticleError
from scripts.reading import SourceKind, read_bytes
from scripts.screenplay import compose
from scripts.writing import write_script
from tests.hostile.epub import epub_files
from tests.hostile.markdown import markdown_files
from tests.hostile.pages import html_files
from tests.hostile.spoiling import Files
from tests.hostile.text import text_files
from tests.hostile.word import docx_files

FORMATS: Mapping[str, tuple[SourceKind, Callable[[], Files]]] = {
    "html": (SourceKind.HTML, html_files),
    "markdown": (SourceKind.MARKDOWN, markdown_files),
    "docx": (SourceKind.WORD, docx_files),
    "epub": (SourceKind.EPUB, epub_files),
    "text": (SourceKind.TEXT, text_files),
}
LIMIT_S = 60


def peak_mib() -> float:
    """The most memory that this process had in use since `forget_peak`; since its start, where that cannot be
    forgotten."""
    try:
        for row in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if row.startswith("VmHWM:"):
                return int(row.split()[1]) / 1024
    except OSError:
        pass
    import resource

    in_a_mib = 1024**2 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / in_a_mib


def forget_peak() -> None:
    """Count the peak from now on (Linux)."""
    gc.collect()
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def read(data: bytes, kind: SourceKind) -> str:
    """What becomes of a file."""
    try:
        compose(write_script(read_bytes(data, kind, "hostile")))
    except ArticleError as refused:
        return str(refused)
    return "read"


def main(form: str, names: Sequence[str]) -> None:
    """Read the files of a format."""
    kind, files = FORMATS[form]
    for name, data in files():
        if names and name not in names:
            continue
        print(json.dumps({"name": name}), flush=True)
        forget_peak()
        if hasattr(signal, "alarm"):
            signal.alarm(LIMIT_S)
        began = time.process_time()
        outcome = read(data, kind)
        seconds = time.process_time() - began
        told = {"name": name, "seconds": seconds, "mib": peak_mib(), "outcome": outcome}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
