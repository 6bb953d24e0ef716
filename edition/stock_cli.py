"""The commands about what a machine has, `voices` and `cache`; what is heavy is imported when they run."""

from pathlib import Path
from typing import Annotated

import typer

from edition.options import EngineOption, JsonOption, language_tag
from edition.terminal import harmless, print_json, say

voices_app = typer.Typer(help="The engines, their health and their voices.", invoke_without_command=True)
cache_app = typer.Typer(help="The store of takes and encoded chapters.", no_args_is_help=True)


@voices_app.callback()
def voices(
    context: typer.Context,
    as_json: JsonOption = False,
    language: Annotated[
        str, typer.Option(callback=language_tag, help="Show the voices for this language, BCP 47.")
    ] = "en",
) -> None:
    """List the engines, what ails them if they can't speak, their licences and their voices."""
    if context.invoked_subcommand:
        return
    from edition.catalogue import catalogue, catalogue_text

    engines = catalogue(language)
    if as_json:
        print_json({"engines": engines})
    else:
        print(harmless(catalogue_text(engines)))


@voices_app.command("preview")
def preview(
    article: Annotated[
        str | None,
        typer.Argument(metavar="[ARTICLE]", help="Its cast reads a line each; without: every voice."),
    ] = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder of the samples.")] = Path("preview"),
    engine: EngineOption = None,
    language: Annotated[
        str, typer.Option(callback=language_tag, help="Of the voices, where there is no article.")
    ] = "en",
    as_json: JsonOption = False,
) -> None:
    """Write a sample of each voice, and of an article's cast. What is written is listed in preview.json."""
    from edition.order import Choices, config_for
    from edition.preview import Place, listing, preview_cast, preview_voices
    from edition.store import open_store

    place = Place(output, open_store(), say)
    if article:
        samples = preview_cast(Choices(engine=engine).order(article), place)
    else:
        config = config_for("-")
        samples = preview_voices(config, engine or config.output.engine, language, place)
    if as_json:
        print_json(listing(samples))
    else:
        for sample in samples:
            print(harmless(f"{output / sample.file}: {sample.speaker or sample.voice.label}"))


@cache_app.command("info")
def cache_info(as_json: JsonOption = False) -> None:
    """Show where the store is, what it holds, and for which editions."""
    from edition.prune import contents_json, contents_text, look_through
    from edition.store import folder_store

    contents = look_through(folder_store())
    if as_json:
        print_json(contents_json(contents))
    else:
        print(harmless(contents_text(contents)))


@cache_app.command("prune")
def cache_prune(
    older_than: Annotated[
        str, typer.Option(metavar="AGE", help="Remove what was not used for this long: 30d, 12h.")
    ] = "",
    max_size: Annotated[
        str, typer.Option(metavar="SIZE", help="Then what was used least lately, down to this: 2GB.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be removed.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Remove from the store what no current edition needs. All of it goes, or some, by age and size."""
    from edition.amounts import parse_age, parse_size
    from edition.prune import prune_store, pruned_json, pruned_text
    from edition.store import folder_store

    pruned = prune_store(
        folder_store(),
        older_than_s=parse_age(older_than) if older_than else None,
        most_bytes=parse_size(max_size) if max_size else None,
        dry_run=dry_run,
    )
    if as_json:
        print_json(pruned_json(pruned))
    else:
        print(harmless(pruned_text(pruned)))
