"""The command line: it parses, calls, prints and exits, and does nothing else.

Results go to standard output, talk and progress to standard error. Exit codes: 0 done, 1 a problem that the
message explains with a next step, 2 wrong usage, 130 interrupted.
"""

import io
import os
import sys
import traceback
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from edition.options import EngineOption, JobsOption, JsonOption
from edition.show.cli import publish, serve
from edition.terminal import harmless
from edition.terminal import print_json as _print_json
from edition.terminal import say as _say
from scripts.errors import AudioEditionError

if TYPE_CHECKING:
    from edition.batch import Outcome
    from scripts.model import Script

_INTERRUPTED = 130

_UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises for wrong usage; it carries click inside, under a name of its own."""

app = typer.Typer(
    name="audio-edition",
    help="Turn an article into a narrated, multi-voice, chaptered audio edition, on this machine.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
voices_app = typer.Typer(help="The engines, their health and their voices.", invoke_without_command=True)
app.add_typer(voices_app, name="voices")
cache_app = typer.Typer(help="The store of takes and encoded chapters.", no_args_is_help=True)
app.add_typer(cache_app, name="cache")

ArticleArgument = Annotated[
    str,
    typer.Argument(
        metavar="ARTICLE", help="A text, .md, .html, .docx or .script file, a URL, or - for stdin."
    ),
]


class FormatName(StrEnum):
    """What `--format` takes."""

    MP3 = "mp3"
    M4B = "m4b"
    M4A = "m4a"


class CueName(StrEnum):
    """What `--cues` takes."""

    QUOTE = "quote"
    NAME = "name"
    NONE = "none"


OutputOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="Folder of editions; each gets its own in it. [editions]"),
]
CuesOption = Annotated[
    CueName | None,
    typer.Option(help='Spoken around quotes: "quote ... end quote", or the name of who speaks. [none]'),
]
PaceOption = Annotated[
    float | None, typer.Option(min=0.5, max=2.0, help="Tempo: 0.85 is slower, with longer pauses. [1.0]")
]
SingleVoiceOption = Annotated[
    bool | None, typer.Option("--single-voice/--several-voices", help="Let the narrator read everything.")
]


FormatOption = Annotated[
    list[FormatName] | None,
    typer.Option("--format", help="Beside the MP3: m4b (audiobook), m4a (for feeds); repeat it. [mp3]"),
]


@app.command()
def build(  # noqa: PLR0913, PLR0917 - one parameter for each option
    articles: Annotated[
        list[str],
        typer.Argument(metavar="ARTICLE...", help="Files (.txt .md .html .docx .script), URLs, - for stdin."),
    ],
    output: OutputOption = None,
    engine: EngineOption = None,
    jobs: JobsOption = 0,
    cues: CuesOption = None,
    pace: PaceOption = None,
    single_voice: SingleVoiceOption = None,
    formats: FormatOption = None,
    cluster: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Work on the Dask cluster whose scheduler is there.")
    ] = "",
    explain: Annotated[bool, typer.Option("--explain", help="Tell why each step was done.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Build again whenever an article is saved; Ctrl-C ends.")
    ] = False,
    as_json: JsonOption = False,
) -> int:
    """Build audio editions: MP3 with chapters, transcripts and edition.json, in editions/<name>/."""
    from edition.batch import Choices, build_all
    from edition.console import reporting, summary
    from edition.rendering import Rendering
    from edition.store import open_store
    from edition.workers import open_executor

    wanted = tuple(one.value for one in formats or ()) or None
    rendering = Rendering(cues.value if cues else None, pace, single_voice, wanted)
    choices = Choices(output, engine, explain, rendering)
    store = open_store()
    with open_executor(jobs, cluster) as executor, reporting() as report:
        if watch:
            from edition.watch import watch as watch_articles

            watch_articles(
                articles,
                choices,
                executor,
                store,
                report,
                on_built=lambda outcome: _tell_outcome(outcome, as_json=as_json),
                on_idle=lambda: _say(f"Watching {', '.join(articles)}. Ctrl-C ends."),
            )
            return 0
        outcomes = build_all(articles, choices, executor, store, report)
    for outcome in outcomes:
        if outcome.error:
            _say(f"{outcome.source}: {outcome.error}" if len(articles) > 1 else str(outcome.error))
        elif outcome.result and not as_json:
            print(harmless(summary(outcome.result)))
    if as_json:
        results = [o.result.to_json() if o.result else {"error": str(o.error)} for o in outcomes]
        _print_json(results[0] if len(results) == 1 else {"editions": results})
    return 1 if any(outcome.error for outcome in outcomes) else 0


def _tell_outcome(outcome: "Outcome", *, as_json: bool) -> None:
    """One build of several: a summary, or one line of JSON."""
    from edition.console import summary

    if outcome.error:
        _say(f"{outcome.source}: {outcome.error}")
    if as_json:
        told = outcome.result.to_json() if outcome.result else {"error": str(outcome.error)}
        _print_json(told, indent=None)
    elif outcome.result:
        print(harmless(summary(outcome.result)), flush=True)


@app.command()
def diff(  # noqa: PLR0913, PLR0917 - one parameter for each option
    article: ArticleArgument,
    output: OutputOption = None,
    engine: EngineOption = None,
    cues: CuesOption = None,
    pace: PaceOption = None,
    single_voice: SingleVoiceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what a build would change in an edition, and why; makes nothing."""
    from edition.batch import Choices
    from edition.compare import compare
    from edition.difference_text import difference_json, difference_text
    from edition.rendering import Rendering
    from edition.store import open_store

    rendering = Rendering(cues.value if cues else None, pace, single_voice)
    order = Choices(output, engine, rendering=rendering).order(article)
    folder, found = compare(order, open_store())
    if as_json:
        _print_json(difference_json(folder, found))
    else:
        print(harmless(difference_text(folder, found)))


@app.command()
def script(
    article: ArticleArgument,
    as_json: JsonOption = False,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Write the script to this file, to edit it and build from it."),
    ] = None,
    names: Annotated[
        bool, typer.Option("--names", help="List names that are likely to be said wrong, as a [lexicon].")
    ] = False,
) -> None:
    """Show the narration script: sections, lines, who says them and why, and what is not read."""
    from edition.load import load_script
    from scripts.export import to_json

    if as_json and output:
        raise typer.BadParameter("--json prints to standard output; give it or -o, not both")
    if names and output:
        raise typer.BadParameter("--names prints to standard output; give it or -o, not both")
    loaded = load_script(article)
    if names:
        _print_names(article, loaded, as_json)
        return
    if as_json:
        _print_json(to_json(loaded))
        return
    from scripts.files import write_atomic
    from scripts.screenplay import compose

    if output:
        write_atomic(output, compose(loaded))
        _say(f"Wrote {output}. Edit it, then: audio-edition build {output}")
    else:
        print(compose(loaded), end="")


def _print_names(article: str, loaded: "Script", as_json: bool) -> None:
    from edition.load import config_for
    from edition.names import NO_DICTIONARY, names_json, names_of, names_text
    from edition.pronouncing import lexicon_of

    names = names_of(loaded, lexicon_of(config_for(article)))
    found = names_json(names)
    if as_json:
        _print_json(found)
    else:
        print(names_text(names), end="")
    if not found["dictionary"]:
        _say(NO_DICTIONARY)


@app.command()
def lexicon(
    pls: Annotated[
        Path | None, typer.Option("--pls", help="Write it as a W3C pronunciation lexicon to this file.")
    ] = None,
    language: Annotated[str, typer.Option(help="Language of the file, BCP 47.")] = "en",
    as_json: JsonOption = False,
) -> None:
    """Show how words are said by the edition.toml that is in force here, with its PLS files."""
    from edition.config import find_config, load_config
    from edition.pronouncing import lexicon_of

    found = lexicon_of(load_config(find_config(Path.cwd())))
    if pls:
        from scripts.files import write_atomic
        from voices.pls import write_pls

        write_atomic(pls, write_pls(found, language))
        _say(f"Wrote {pls}: {len(found.entries)} pronunciations.")
    if as_json:
        _print_json({"lexicon": {written: str(said) for written, said in found.entries}})
    elif not pls:
        for written, said in found.entries:
            print(harmless(f"{written}\t{said}"))


@app.command()
def spoken(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="What is written; - reads lines from standard input.")
    ],
    language: Annotated[str, typer.Option(help="Language of the text, BCP 47.")] = "en",
) -> None:
    """Show how a text will be read: one line in, one line out."""
    from edition.config import find_config, load_config
    from edition.pronouncing import lexicon_of
    from voices.spoken import spoken_form

    lexicon = lexicon_of(load_config(find_config(Path.cwd())))
    for line in sys.stdin if text == "-" else text.split("\n"):
        print(spoken_form(line.rstrip("\r\n"), language, lexicon).text)


@voices_app.callback()
def voices(
    context: typer.Context,
    as_json: JsonOption = False,
    language: Annotated[str, typer.Option(help="Show the voices for this language, BCP 47.")] = "en",
) -> None:
    """List the engines, what ails them if they can't speak, their licences and their voices."""
    if context.invoked_subcommand:
        return
    from edition.catalogue import catalogue, catalogue_text

    engines = catalogue(language)
    if as_json:
        _print_json({"engines": engines})
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
    language: Annotated[str, typer.Option(help="Of the voices, where there is no article.")] = "en",
    as_json: JsonOption = False,
) -> None:
    """Write a sample of each voice and of an article's cast, and preview.json, which lists them."""
    from edition.batch import Choices
    from edition.load import config_for
    from edition.preview import Place, listing, preview_cast, preview_voices
    from edition.store import open_store

    place = Place(output, open_store(), _say)
    if article:
        samples = preview_cast(Choices(engine=engine).order(article), place)
    else:
        config = config_for("-")
        samples = preview_voices(config, engine or config.output.engine, language, place)
    if as_json:
        _print_json(listing(samples))
    else:
        for sample in samples:
            print(harmless(f"{output / sample.file}: {sample.speaker or sample.voice.label}"))


@cache_app.command("info")
def cache_info(as_json: JsonOption = False) -> None:
    """Show where the store is, what it holds and which editions need how much of it."""
    from edition.prune import contents_json, contents_text, look_through
    from edition.store import folder_store

    contents = look_through(folder_store())
    if as_json:
        _print_json(contents_json(contents))
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
    """Remove from the store what no current edition needs: all of it, or by age and size."""
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
        _print_json(pruned_json(pruned))
    else:
        print(harmless(pruned_text(pruned)))


@app.command()
def check(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="An edition, a folder of editions, a site or a show.")
    ],
    as_json: JsonOption = False,
) -> int:
    """Verify an edition: tags, chapters, transcripts, loudness, sizes. Exit code 1 if anything is wrong."""
    from edition.verify import check_folder, report_json, report_text

    reports = check_folder(folder)
    if as_json:
        _print_json(report_json(reports))
    else:
        print(harmless(report_text(reports)))
    return 0 if all(report.ok for report in reports.values()) else 1


for command in (publish, serve):
    app.command()(command)


def _speak_utf8() -> None:
    """Whatever the system's own encoding is, texts go in and out as UTF-8, and none of them can break it."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")


def run(arguments: Sequence[str]) -> int:
    """Parse `arguments`, do what they ask, and return the exit code. `--debug` anywhere shows tracebacks."""
    words = [word for word in arguments if word != "--debug"]
    _speak_utf8()
    try:
        code = app(args=words or ["--help"], prog_name="audio-edition", standalone_mode=False)
        if sys.stdout:
            sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - no traceback reaches a user unasked
        if "--debug" in arguments:
            traceback.print_exc()
        return _explain(error)
    if not words:
        return 2
    if code == _INTERRUPTED:  # typer makes a number of Ctrl-C
        return _explain(KeyboardInterrupt())
    return code if isinstance(code, int) else 0


def _explain(error: BaseException) -> int:
    """Say what went wrong in one line, and choose the exit code."""
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        _say("Interrupted. What was made is kept: the same command goes on from there.")
        return _INTERRUPTED
    if isinstance(error, _UsageError):
        context = getattr(error, "ctx", None)
        where = context.command_path if context else "audio-edition"
        message = error.format_message().replace("Value error, ", "").rstrip(".")  # type: ignore[attr-defined]
        _say(f"{message}. See: {where} --help")
        return 2
    if isinstance(error, BrokenPipeError):
        # Whoever read the output has gone ("| head"): keep Python from failing again as it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    elif isinstance(error, AudioEditionError):
        _say(str(error))
    elif isinstance(error, OSError) and error.filename is None:
        # Files are opened by functions that explain themselves: this one is standard output.
        _say(f"Cannot write the output: {error.strerror or error}. Send it to another place.")
    else:
        what = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        _say(f"This is a bug in audio-edition: {what}. Run it again with --debug and report what it says.")
    return 1
