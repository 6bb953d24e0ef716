"""The commands `script`, `lexicon` and `spoken`; what is heavy is imported when they run."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from edition.options import ArticleArgument, JsonOption, RefreshOption, language_tag
from edition.terminal import harmless, print_json, say

if TYPE_CHECKING:
    from edition.config import Config
    from scripts.model import Script


def script(  # noqa: PLR0913, PLR0917 - one per option
    article: ArticleArgument,
    as_json: JsonOption = False,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Write the script to this file, to edit it and build from it."),
    ] = None,
    names: Annotated[
        bool, typer.Option("--names", help="List names that are likely to be said wrong, as a [lexicon].")
    ] = False,
    editions: Annotated[
        Path | None,
        typer.Option("--editions", help="Folder of editions, if `build` was given another. [editions]"),
    ] = None,
    refresh: RefreshOption = False,
) -> None:
    """Show who says what, and why, and what is not read. The script is as a build reads it, with the sections
    that the edition has, if there is one."""
    from edition.order import Choices
    from edition.standing import script_of
    from scripts.errors import ArticleError
    from scripts.export import to_json

    if as_json and output:
        raise typer.BadParameter("--json prints to standard output; give it or -o, not both")
    if output and output.exists() and not _may_replace(output):
        raise ArticleError(f"{output} is there already and is no script", "Name another file with -o.")
    if names and output:
        raise typer.BadParameter("--names prints to standard output; give it or -o, not both")
    order = Choices(editions, refresh=refresh).order(article)
    loaded = script_of(order)
    if names:
        _print_names(order.config, loaded, as_json)
        return
    if as_json:
        print_json(to_json(loaded))
        return
    from scripts.files import write_atomic
    from scripts.screenplay import compose

    for note in loaded.notes:
        say(f"note: {note}")
    if output:
        write_atomic(output, compose(loaded))
        say(f"Wrote {output}. Edit it, then: audio-edition build {output}")
    else:
        print(compose(loaded), end="")


def _may_replace(path: Path) -> bool:
    """Whether what stands where a script is to be written is one, or empty: an article must not be lost."""
    from scripts.screenplay import HEADER

    try:
        with path.open("rb") as file:
            return file.read(len(HEADER)) in (b"", HEADER.encode())
    except OSError:
        return True  # what writes it says what is wrong


def _print_names(config: "Config", loaded: "Script", as_json: bool) -> None:
    from edition.names import NO_DICTIONARY, names_json, names_of, names_text
    from edition.pronouncing import lexicon_of

    names = names_of(loaded, lexicon_of(config))
    found = names_json(names)
    if as_json:
        print_json(found)
    else:
        print(names_text(names), end="")
    if not found["dictionary"]:
        say(NO_DICTIONARY)


def lexicon(
    pls: Annotated[
        Path | None, typer.Option("--pls", help="Write it as a W3C pronunciation lexicon to this file.")
    ] = None,
    language: Annotated[
        str, typer.Option(callback=language_tag, help="Language of the file, BCP 47.")
    ] = "en",
    as_json: JsonOption = False,
) -> None:
    """Show how words are said by the edition.toml in force here. Its PLS files are a part of it."""
    from edition.config import find_config, load_config
    from edition.pronouncing import lexicon_of

    found = lexicon_of(load_config(find_config(Path.cwd())))
    if pls:
        from scripts.files import write_atomic
        from scripts.words import how_many
        from voices.pls import write_pls

        write_atomic(pls, write_pls(found, language))
        say(f"Wrote {pls}: {how_many(len(found.entries), 'pronunciation')}.")
    if as_json:
        print_json({"lexicon": {written: str(said) for written, said in found.entries}})
    elif not pls:
        if not found.entries:
            say("No pronunciations are in force here. Name them in [lexicon] of edition.toml.")
        for written, said in found.entries:
            print(harmless(f"{written}\t{said}"))


def spoken(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="What is written; - reads lines from standard input.")
    ],
    language: Annotated[
        str, typer.Option(callback=language_tag, help="Language of the text, BCP 47.")
    ] = "en",
) -> None:
    """Show how a text will be read: one line in, one line out."""
    from edition.config import find_config, load_config
    from edition.pronouncing import lexicon_of
    from voices.spoken import spoken_form

    lexicon = lexicon_of(load_config(find_config(Path.cwd())))
    for line in sys.stdin if text == "-" else text.split("\n"):
        print(spoken_form(line.rstrip("\r\n"), language, lexicon).text)
