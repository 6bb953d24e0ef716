"""Any source that the command line takes, read into a script."""

from pathlib import Path

from scripts.screenplay import parse
from scripts.writing import write_script

from scripts.model import Script
from scripts.reading import read

SCRIPT_SUFFIX = ".script"


def load_script(source: str) -> Script:
    """Read an article and write its script, or read a script file. Raises ArticleError."""
    if is_file_name(source) and Path(source).suffix.lower() == SCRIPT_SUFFIX:
        return parse(read_text(Path(source)), source)
    return write_script(read(source))
