"""Asking for the takes of a script: each line in its voice, at its tempo, inside its sentence."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from scripts.model import Boundary, Line
from voices.context import context_of
from voices.model import Engine, Spoken, TakeRequest, Voice
from voices.takes import request_spoken


def ask(
    lines: Sequence[Line],
    voices: Sequence[Voice],
    language: str,
    engines: Mapping[str, Engine],
    form: Callable[[str], Spoken],
) -> tuple[TakeRequest | None, ...]:
    """What to ask for each line, read by the voice of the same place; None where nothing can be said. `form`
    gives a line's spoken form."""
    spoken = [form(line.text) for line in lines]
    requests: list[TakeRequest | None] = [None] * len(lines)
    for sentence in sentences(lines):
        parts = [spoken[index] for index in sentence]
        for at, index in enumerate(sentence):
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
