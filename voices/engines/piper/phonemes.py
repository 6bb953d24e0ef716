"""From text to what a Piper model takes: eSpeak NG's phonemes, and their ids."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

_MOST_PHONEMES = 900
"""Said in one go; a longer sentence is cut between words. The memory of the model's attention is quadratic in
it."""


@cache
def _phonemizer() -> Any:
    from piper.phonemize_espeak import EspeakPhonemizer

    return EspeakPhonemizer()


def phonemes_of(espeak_voice: str, text: str) -> list[list[str]]:
    """Phonemes of each sentence; no control character reaches the library, a NUL would end the text there."""
    plain = "".join(character if character.isprintable() else " " for character in text)
    sentences: list[list[str]] = _phonemizer().phonemize(espeak_voice, plain)
    return [sentence for sentence in sentences if any(is_phoneme(symbol) for symbol in sentence)]


def is_phoneme(symbol: str) -> bool:
    return symbol not in " .,:;!?'\"()-"


def cut(sentences: Sequence[list[str]]) -> Iterator[list[str]]:
    """The sentences, the too long ones in parts that end at a space."""
    for sentence in sentences:
        start = 0
        while len(sentence) - start > _MOST_PHONEMES:
            limit = start + _MOST_PHONEMES
            end = next((at + 1 for at in range(limit - 1, start, -1) if sentence[at] == " "), limit)
            yield sentence[start:end]
            start = end
        yield sentence[start:]


def ids_of(phonemes: Sequence[str], id_map: Any) -> tuple[list[int], list[int]]:
    """The model's ids: each phoneme's and a pad, between the marks of start and end; and whose each id is.

    Phonemes that the model was not taught are left out. Start and end belong to nobody: -1.
    """
    pad = id_map["_"]
    ids, owners = [*id_map["^"], *pad], [-1] * (len(id_map["^"]) + len(pad))
    for at, phoneme in enumerate(phonemes):
        own = id_map.get(phoneme, ())
        if own:
            ids += [*own, *pad]
            owners += [at] * (len(own) + len(pad))
    ids += id_map["$"]
    return ids, owners + [-1] * len(id_map["$"])
