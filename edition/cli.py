"""The command line: it parses, calls, prints and exits, and does nothing else.

Results go to standard output, talk and progress to standard error. Exit codes: 0 done, 1 a problem that the
message explains with a next step, 2 wrong usage, 130 interrupted.
"""

import contextlib
import io
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audio.model import Format
from edition.options import ArticleArgument, EngineOption, JobsOption, JsonOption, RefreshOption
from edition.show.cli import publish, serve
from edition.stock_cli import cache_app, voices_app
from edition.terminal import harmless
from edition.terminal import print_json as _print_json
from edition.terminal import say as _say
from edition.words_cli import lexicon, script, spoken
from scripts.errors import AudioEditionError
from scripts.settings import CueStyle

if TYPE_CHECKING:
    from edition.batch import Outcome

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
app.add_typer(voices_app, name="voices")
app.add_typer(cache_app, name="cache")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"audio-edition {version('audio-edition')}")
        raise typer.Exit


@app.callback()
def _before_commands(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_print_version, help="Show the version and exit."),
    ] = False,
) -> None:
    """Options of the program itself."""


OutputOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="Folder of editions; each gets its own in it. [editions]"),
]
CuesOption = Annotated[
    CueStyle | None,
    typer.Option(help='Spoken around quotes: "quote ... end quote", or the name of who speaks. [none]'),
]
PaceOption = Annotated[
    float | None, typer.Option(min=0.5, max=2.0, help="Tempo: 0.85 is slower, with longer pauses. [1.0]")
]
SingleVoiceOption = Annotated[
    bool | None, typer.Option("--single-voice/--several-voices", help="Let the narrator read everything.")
]


FormatOption = Annotated[
    list[Format] | None,
    typer.Option("--format", help="Beside the MP3: m4b, m4a (for feeds), epub, lpf, daisy; repeat it. [mp3]"),
]


@app.command()
def build(  # noqa: PLR0913, PLR0917 - one parameter for each option
    articles: Annotated[
        list[str],
        typer.Argument(
            metavar="ARTICLE...", help="Files (.txt .md .html .docx .epub .script), feeds, URLs, - for stdin."
        ),
    ],
    output: OutputOption = None,
    engine: EngineOption = None,
    jobs: JobsOption = 0,
    cues: CuesOption = None,
    pace: PaceOption = None,
    single_voice: SingleVoiceOption = None,
    formats: FormatOption = None,
    refresh: RefreshOption = False,
    cluster: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Work on the Dask cluster whose scheduler is there.")
    ] = "",
    explain: Annotated[bool, typer.Option("--explain", help="Tell why each step was done.")] = False,
    watch: Annotated[
        bool,
        typer.Option(
            "--watch", help="Build again whenever an article or its settings are saved; Ctrl-C ends."
        ),
    ] = False,
    as_json: JsonOption = False,
) -> int:
    """Build audio editions of articles. Each gets a folder, editions/<name>/, with an MP3 with chapters,
    transcripts, a page and edition.json."""
    from edition.batch import build_all
    from edition.console import reporting, summary
    from edition.order import Choices
    from edition.rendering import Rendering
    from edition.store import open_store
    from edition.workers import open_executor

    wanted = tuple(one.value for one in formats or ()) or None
    rendering = Rendering(cues.value if cues else None, pace, single_voice, wanted)
    choices = Choices(output, engine, explain, rendering, refresh)
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
    several = len(articles) > 1 or any(outcome.is_entry for outcome in outcomes)
    for outcome in outcomes:
        if outcome.error:
            _say(outcome.problem if several else str(outcome.error))
        elif outcome.result and not as_json:
            print(harmless(summary(outcome.result)))
    if as_json:
        results = [o.result.to_json() if o.result else {"error": str(o.error)} for o in outcomes]
        _print_json({"editions": results} if several else results[0])
    return 1 if any(outcome.error for outcome in outcomes) else 0


def _tell_outcome(outcome: "Outcome", *, as_json: bool) -> None:
    """One build of several: a summary, or one line of JSON."""
    from edition.console import summary

    if outcome.error:
        _say(outcome.problem)
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
    refresh: RefreshOption = False,
    as_json: JsonOption = False,
) -> None:
    """Show what a build would change, and why; makes nothing."""
    from edition.compare import compare
    from edition.difference_text import difference_json, difference_text
    from edition.order import Choices
    from edition.rendering import Rendering
    from edition.store import open_store

    rendering = Rendering(cues.value if cues else None, pace, single_voice)
    order = Choices(output, engine, rendering=rendering, refresh=refresh).order(article)
    folder, found = compare(order, open_store(sweeping=False))
    if as_json:
        _print_json(difference_json(folder, found))
    else:
        print(harmless(difference_text(folder, found)))


@app.command()
def check(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="An edition, a folder of editions, a site or a show.")
    ],
    as_json: JsonOption = False,
) -> int:
    """Verify the files of an edition, a site or a show. Exit code 1 if anything is wrong with them: tags,
    chapters, transcripts, loudness, sizes."""
    from edition.verify import check_folder, report_json, report_text

    reports = check_folder(folder)
    if as_json:
        _print_json(report_json(reports))
    else:
        print(harmless(report_text(reports)))
    return 0 if all(report.ok for report in reports.values()) else 1


for command in (script, lexicon, spoken, publish, serve):
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
        return _tell_error(error, words)
    if not words:
        return 2
    if code == _INTERRUPTED:  # typer makes a number of Ctrl-C
        return _tell_error(KeyboardInterrupt(), words)
    return code if isinstance(code, int) else 0


def _tell_error(error: BaseException, words: Sequence[str]) -> int:
    """Say what went wrong in one line, and choose the exit code."""
    if isinstance(error, BrokenPipeError):
        # Whoever read the output has gone ("| head"): keep Python from failing again as it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    if isinstance(error, OSError) and error.filename is None:
        # Files are opened by functions that explain themselves: this one is standard output.
        _say(f"Cannot write the output: {error.strerror or error}. Send it to another place.")
        return 1
    code, message = _explained(error)
    _say(message)
    if "--json" in words:  # a program that waits for the one object learns what happened from it
        with contextlib.suppress(OSError):
            _print_json({"error": message}, indent=None)
    return code


def _explained(error: BaseException) -> tuple[int, str]:
    """The exit code, and what went wrong with the next step."""
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        return _INTERRUPTED, "Interrupted. What was made is kept: the same command goes on from there."
    if isinstance(error, _UsageError):
        context = getattr(error, "ctx", None)
        where = context.command_path if context else "audio-edition"
        message = error.format_message().replace("Value error, ", "").rstrip(".")  # type: ignore[attr-defined]
        end = "" if message.endswith("?") else "."
        return 2, f"{message}{end} See: {where} --help"
    if isinstance(error, AudioEditionError):
        return 1, str(error)
    what = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    return 1, f"This is a bug in audio-edition: {what}. Run it again with --debug and report what it says."
