"""The engines as `audio-edition voices` shows them."""

from dataclasses import asdict
from typing import Any

from voices.engines import ENGINES, get_engine


def catalogue(language: str) -> list[dict[str, Any]]:
    """Every engine with its licence, what ails it, and its voices for a language."""
    entries = []
    for name in ENGINES:
        engine = get_engine(name)
        health = engine.health()
        entries.append(
            {
                "name": name,
                "healthy": not health.problem,
                "problem": health.problem,
                "fix": health.fix,
                "licence": engine.licence,
                "voices": [] if health.problem else [asdict(voice) for voice in engine.voices(language)],
            }
        )
    return entries


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
