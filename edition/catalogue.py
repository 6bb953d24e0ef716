"""The engines as `audio-edition voices` shows them."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from scripts.errors import EngineError
from voices.engines import ENGINES, get_engine
from voices.model import Engine, Health, Voice


def catalogue(language: str) -> list[dict[str, Any]]:
    """Every engine with its licence, what ails it, and its voices for a language."""
    entries = []
    for name in ENGINES:
        engine = get_engine(name)
        health, voices = _state(engine, language)
        entries.append(
            {
                "name": name,
                "healthy": not health.problem,
                "problem": health.problem,
                "fix": health.fix,
                "licence": engine.licence,
                "voices": [asdict(voice) for voice in voices],
            }
        )
    return entries


def _state(engine: Engine, language: str) -> tuple[Health, Sequence[Voice]]:
    """How an engine is, and its voices; failing to list them is a problem of its own and of no other's."""
    health = engine.health()
    if health.problem:
        return health, ()
    try:
        return health, engine.voices(language)
    except EngineError as error:
        return Health(error.message, error.next_step), ()


def catalogue_text(engines: list[dict[str, Any]]) -> str:
    """The same for a person."""
    lines = []
    for engine in engines:
        lines.append(f"{engine['name']}: " + ("ready" if engine["healthy"] else engine["problem"]))
        if not engine["healthy"]:
            lines.append(f"  {engine['fix']}")
        lines.append(f"  licence: {engine['licence']}")
        lines.extend(f"  - {voice['label']} ({voice['name']})" for voice in engine["voices"])
    return "\n".join(lines)
