"""Options that several commands take."""

from enum import StrEnum
from typing import Annotated

import typer


class EngineName(StrEnum):
    """What `--engine` takes: the table of engines, and the best of them."""

    AUTO = "auto"
    PIPER = "piper"
    SYSTEM = "system"
    KOKORO = "kokoro"
    TONE = "tone"


EngineOption = Annotated[
    EngineName | None,
    typer.Option(help="The text-to-speech engine; auto takes the best healthy one. [auto]"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
JobsOption = Annotated[int, typer.Option(min=0, max=256, help="Worker processes; 0: one per processor.")]
