"""Any source that the command line takes, read into a script, with what the producer adds to it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from edition.config import Config
from edition.naming import is_file_name
from edition.order import config_for
from scripts.additions import with_additions
from scripts.asides import arranged, left_out
from scripts.keeping import Earlier
from scripts.model import Article, Script
from scripts.reading import read, read_page, read_text_file
from scripts.settings import Decisions, LanguageSettings
from scripts.writing import ScriptSettings, write_script

if TYPE_CHECKING:
    from scripts.reading.feed import Entry
    from scripts.reading.web import Page

SCRIPT_SUFFIX = ".script"

OnLanguage = Callable[[str], None]


def load_script(
    source: str,
    config: Config | None = None,
    known: "Page | Entry | None" = None,
    earlier: Earlier | None = None,
    on_language: OnLanguage | None = None,
) -> Script:
    """Read an article and write its script as the configuration has it, by default the one for `source`; or
    read a script file, which says everything itself but what is added. `known` is what a server sent for
    `source`, or the entry of the feed `source` that is meant; `earlier` the sections of its edition.
    `on_language` is told the article's language (BCP 47) before its script is written. Raises ArticleError,
    ConfigError."""
    config = config or config_for(source)
    script = arranged(_author_script(source, config, known, earlier, on_language), config.article)
    return with_additions(script, config.additions())


def _author_script(
    source: str,
    config: Config,
    known: "Page | Entry | None",
    earlier: Earlier | None,
    on_language: OnLanguage | None,
) -> Script:
    if known is None and is_file_name(source) and Path(source).suffix.lower() == SCRIPT_SUFFIX:
        from scripts.screenplay import parse

        return parse(read_text_file(Path(source)), source)
    settings = ScriptSettings(
        fragments=config.script.fragments,
        lengths=config.script.lengths(),
        decisions=Decisions(config.speakers, config.quotes),
        sections=config.sections,
        languages=LanguageSettings(config.script.detect_languages, config.languages),
        earlier=earlier,
    )
    article, notes = _article(source, known)
    if on_language:
        on_language(article.language)
    script = write_script(left_out(article, config.article), settings)
    return replace(script, notes=(*script.notes, *notes))


def _article(source: str, known: "Page | Entry | None") -> tuple[Article, tuple[str, ...]]:
    """The article, and what the producer should know of it."""
    if known is None:
        # The address comes from the user, who may well read a page of the newsroom's own network.
        return read(source, allow_private=True), ()
    from scripts.reading.feed import SUMMARY_ONLY, Entry, read_entry

    if isinstance(known, Entry):
        return read_entry(known), (SUMMARY_ONLY,) if known.is_summary else ()
    return read_page(known), ()
