"""Any source that the command line takes, read into a script."""

from pathlib import Path

from edition.naming import is_file_name
from scripts.model import Script
from scripts.reading import read, read_text_file
from scripts.writing import write_script

SCRIPT_SUFFIX = ".script"


def load_script(source: str) -> Script:
    """Read an article and write its script, or read a script file. Raises ArticleError."""
    if is_file_name(source) and Path(source).suffix.lower() == SCRIPT_SUFFIX:
        from scripts.screenplay import parse

        return parse(read_text_file(Path(source)), source)
    # The address comes from the user, who may well read a page of the newsroom's own network.
    return write_script(read(source, allow_private=True))
