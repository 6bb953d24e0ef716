"""Asking for the takes of a script: each line in its voice, at its tempo, inside its sentence."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from scripts.model import Boundary, Line
from voices.context import context_of
from voices.model import Engine, Spoken, TakeRequest, Voice
from voices.takes import request_spoken


def ask(
    lines: Sequence[Line],
    voices: Sequence[Voice],
    languages: Sequence[str],
    engines: Mapping[str, Engine],
    spoken: Sequence[Spoken],
) -> tuple[TakeRequest | None, ...]:
    """What to ask for each line, read by the voice, in the language and in the spoken form of the same place;
    None where nothing can be said. Of a sentence in two languages each voice is told the words in its own."""
    requests: list[TakeRequest | None] = [None] * len(lines)
    for sentence in sentences(lines):
        for language, group in groupby(sentence, key=languages.__getitem__):
            run = list(group)
            parts = [spoken[index] for index in run]
            for at, index in enumerate(run):
                requests[index] = _request(parts, at, voices[index], language, engines[voices[index].engine])
    return tuple(requests)


def sentences(lines: Sequence[Line]) -> Iterator[list[int]]:
    """The indices of the lines that are one sentence, for each; what is added to it is one of its own."""
    sentence: list[int] = []
    for index, line in enumerate(lines):
        if line.added:
            yield [index]
            continue
        if sentence and lines[sentence[-1]].block != line.block:
            yield sentence
            sentence = []
        sentence.append(index)
        if line.boundary not in (Boundary.WORD, Boundary.PHRASE):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


_NEAR = 8
"""Lines at either side of one that are looked at: each has a word at least."""


def _request(
    parts: Sequence[Spoken], at: int, voice: Voice, language: str, engine: Engine
) -> TakeRequest | None:
    spoken = parts[at]
    if not spoken.text:
        return None
    context = context_of(parts[max(0, at - _NEAR) : at], spoken.text, parts[at + 1 : at + 1 + _NEAR], engine)
    return request_spoken(spoken, voice, language, engine, context)
