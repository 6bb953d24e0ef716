"""Any source that the command line takes, read into a script, with what the producer adds to it."""

from pathlib import Path
from typing import TYPE_CHECKING

from edition.config import Config, find_config, load_config
from edition.naming import is_file_name
from scripts.additions import with_additions
from scripts.decisions import Decisions
from scripts.model import Script
from scripts.reading import read, read_page, read_text_file
from scripts.writing import ScriptSettings, write_script

if TYPE_CHECKING:
    from scripts.reading.web import Page

SCRIPT_SUFFIX = ".script"


def config_for(source: str) -> Config:
    """What `edition.toml` says to this article: the one beside it or above it; for a URL or standard input,
    the one in the current folder or above it. Raises ConfigError."""
    folder = Path(source).parent if is_file_name(source) else Path()
    return load_config(find_config(folder.absolute()))


def load_script(source: str, config: Config | None = None, page: "Page | None" = None) -> Script:
    """Read an article and write its script as the configuration has it, by default the one for `source`; or
    read a script file, which says everything itself but what is added. `page` is what a server sent for
    `source`, where that is known. Raises ArticleError, ConfigError."""
    config = config or config_for(source)
    return with_additions(_author_script(source, config, page), config.additions())


def _author_script(source: str, config: Config, page: "Page | None") -> Script:
    if is_file_name(source) and Path(source).suffix.lower() == SCRIPT_SUFFIX:
        from scripts.screenplay import parse

        return parse(read_text_file(Path(source)), source)
    settings = ScriptSettings(
        fragments=config.script.fragments,
        lengths=config.script.lengths(),
        decisions=Decisions(config.speakers, config.quotes),
        sections=config.sections,
    )
    # The address comes from the user, who may well read a page of the newsroom's own network.
    article = read_page(page) if page else read(source, allow_private=True)
    return write_script(article, settings)
