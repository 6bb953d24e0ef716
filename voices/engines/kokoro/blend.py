"""Mixtures of Kokoro's voices: "af_heart:0.7+af_bella:0.3".

The mixture's name is the voice's: parts in the order given (the first says the language), weights as shares
of one.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from scripts.errors import EngineError
from voices.model import Voice

_FORM = "Write it like this: af_heart:0.7+af_bella:0.3."


def blend_parts(name: str) -> tuple[tuple[str, float], ...]:
    """(voice, share) of each part; a plain name is all of itself. Raises EngineError for anything else.

    >>> blend_parts("af_heart"), blend_parts("af_heart:3 + af_bella:1")
    ((('af_heart', 1.0),), (('af_heart', 0.75), ('af_bella', 0.25)))
    """
    weights: dict[str, float] = {}
    for part in name.split("+"):
        voice, _, weight = part.strip().partition(":")
        try:
            share = float(weight or 1)
        except ValueError:
            share = math.nan
        if not voice.strip() or voice.strip() in weights or not 0 < share < math.inf:
            raise EngineError(f"{name!r} is no mixture of voices", _FORM)
        weights[voice.strip()] = share
    total = sum(weights.values())
    return tuple((voice, round(share / total, 4)) for voice, share in weights.items())


def blended(voices: Sequence[Voice], blend: str) -> Voice:
    """The mixture of some of `voices`. Raises EngineError if one of its parts is not among them."""
    known = {voice.name: voice for voice in voices}
    parts = blend_parts(blend)
    for name, _ in parts:
        if name not in known:
            raise EngineError(
                f"The blend {blend!r} has a part {name!r}, which is no voice here",
                f"Take some of these: {', '.join(sorted(known)) or 'none'}.",
            )
    genders = {known[name].gender for name, _ in parts}
    name = "+".join(f"{voice}:{share:g}" for voice, share in parts)
    return replace(
        known[parts[0][0]], name=name, label=name, gender=genders.pop() if len(genders) == 1 else None
    )
