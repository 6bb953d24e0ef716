"""Options that several commands take."""

from typing import Annotated

import typer

from scripts.words import LANGUAGE_TAG
from voices.table import ENGINE_TABLE


def _known_engine(name: str | None) -> str | None:
    """Wrong usage if there is no engine of that name."""
    if name is not None and name not in ("auto", *ENGINE_TABLE):
        raise typer.BadParameter(f"{name!r} is not one of auto, {', '.join(ENGINE_TABLE)}")
    return name


def language_tag(tag: str) -> str:
    """Wrong usage if it is no language tag."""
    if not LANGUAGE_TAG.match(tag.replace("_", "-")):
        raise typer.BadParameter(f"{tag!r} is no language tag like en, en-GB or pt-BR")
    return tag


ArticleArgument = Annotated[
    str,
    typer.Argument(
        metavar="ARTICLE", help="A text, .md, .html, .docx, .epub or .script file, a URL, or - for stdin."
    ),
]
EngineOption = Annotated[
    str | None,
    typer.Option(
        metavar=f"[{'|'.join(('auto', *ENGINE_TABLE))}]",
        callback=_known_engine,
        help="The text-to-speech engine; auto takes the best healthy one. [auto]",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
JobsOption = Annotated[int, typer.Option(min=0, max=256, help="Worker processes; 0: one per processor.")]
RefreshOption = Annotated[
    bool,
    typer.Option("--refresh", help="Fetch a web page anew, though one is kept beside the edition."),
]
