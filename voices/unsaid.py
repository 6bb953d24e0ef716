"""What engines cannot say of a producer's IPA, in words for the producer.

An engine without IPA, or without a sign for one of the sounds, says the respelling, or what is written. Of
the first kind that is known as soon as it is known who reads what; of the second the take tells.
"""

from collections.abc import Iterable, Mapping, Sequence

from voices.model import Engine, SaysSounds, Sound, TakeRequest

_MOST_NAMED = 6
"""In one note; the rest is counted."""


def notes_on_sounds(requests: Iterable[TakeRequest | None], engines: Mapping[str, Engine]) -> tuple[str, ...]:
    """A note for each engine that has to say something in IPA and has none: what it says instead."""
    instead: dict[str, dict[str, None]] = {}
    for request in requests:
        if request is None or not request.spoken.sounds:
            continue
        if isinstance(engines[request.voice.engine], SaysSounds):
            continue
        for sound in request.spoken.sounds:
            words = request.spoken.text[sound.start : sound.end]
            instead.setdefault(request.voice.engine, {})[f"{words!r} for /{sound.ipa}/"] = None
    return tuple(
        f"the engine {name} knows no IPA: it says {_listed(list(said))}" for name, said in instead.items()
    )


def remark_on_sounds(engine: str, text: str, unsaid: Sequence[Sound]) -> str:
    """Half a sentence about a take, in which the stretches of `text` were read as text; empty if there are
    none.

    >>> remark_on_sounds("kokoro", "We met Wynne.", [Sound(7, 12, "ʕɪn")])
    "has 'Wynne' for /ʕɪn/, for which kokoro has not every sound"
    """
    said = [f"{text[sound.start : sound.end]!r} for /{sound.ipa}/" for sound in unsaid]
    return f"has {_listed(said)}, for which {engine} has not every sound" if said else ""


def _listed(said: Sequence[str]) -> str:
    rest = len(said) - _MOST_NAMED
    return ", ".join(said[:_MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")
