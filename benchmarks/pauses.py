"""How long an engine pauses by itself where it reads a paragraph whole: what `[pacing]` rests on.

    python benchmarks/pauses.py [--engine piper|system] [--rounds N]

A pause is the stretch between two words in which the sound is 42 dB or more under the speech, as takes are
trimmed; between sentences the engine's padding is counted. Medians in milliseconds, and the middle half.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from voices.engines import get_engine
from voices.model import Speech

PARAGRAPHS = (
    "The ferry left at nine, as it does every day. Nobody was on the upper deck, because of the rain; "
    "below, a woman sold tea. She said: we will be late. Then the engine stopped.",
    "In the lower town, where the baker lives, the water came to the second step. It stayed for a day, "
    "a night and a morning. When it went, it left mud, reeds and one shoe: nobody has asked for it.",
    "The council met on Monday, the third time this year, and voted to wait. There are two plans. One is "
    "cheap, says the mayor; the other is good. The town, as ever, would like both.",
    "A bridge is a promise, she wrote, and this one was broken twice. First the money ran out, then the "
    "stone. What is left stands in the river, and children jump from it. It is not allowed.",
)
"""Our own."""

NAMES = {",": "comma", ";": "semicolon", ":": "colon", ".": "sentence", " ": "between words"}


def pauses(text: str, speech: Speech) -> Iterator[tuple[str, float]]:
    """(what stands between two words, milliseconds of quiet there)."""
    hop = speech.rate // 200
    sound = speech.pcm[: len(speech.pcm) // hop * hop].astype(np.float64).reshape(-1, hop)
    power = np.mean(sound**2, axis=1)
    quiet = power < np.percentile(power, 90) * 10**-4.2
    for before, after in zip(speech.words, speech.words[1:], strict=False):
        mark = text[before.end : after.start].strip()[:1] or " "
        first, last = before.end_frame // hop - 8, after.start_frame // hop + 8
        yield mark, 5.0 * _longest(quiet[max(0, first) : last])


def _longest(quiet: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> int:
    best = run = 0
    for one in quiet:
        run = run + 1 if one else 0
        best = max(best, run)
    return best


def main() -> None:
    """Print a table: a mark a row."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--engine", default="piper")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    engine = get_engine(options.engine)
    voice = engine.voices("en")[0]
    found: dict[str, list[float]] = defaultdict(list)
    for seed in range(options.rounds):
        for text in PARAGRAPHS:
            for mark, milliseconds in pauses(text, engine.speak(text, voice, "en", seed)):
                found[mark].append(milliseconds)
    print(f"{options.engine}, {voice.label}: {len(PARAGRAPHS)} paragraphs, {options.rounds} readings")
    for mark, name in NAMES.items():
        low, middle, high = np.percentile(found[mark], [25, 50, 75])
        print(f"{name:14} {middle:5.0f} ms   {low:4.0f} to {high:4.0f}   {len(found[mark])} places")


if __name__ == "__main__":
    main()
