"""How near the parts of a sentence that is cut at its quotes come to the voice reading the sentence whole.

    python benchmarks/prosody.py [--engine piper|system] [--seeds N]

Each sentence is read whole, and the stretch of each of its lines is found by the words' times: that is the
reference. Each line is then made in several ways and held against it. Pitch is tracked by YIN (de Cheveigne
and Kawahara 2002). What is printed are means over all lines of absolute differences from the reference:

- start, end: median pitch of the first and last 0.25 s with voice, in semitones, at ends that were cut
- fall: how far pitch moves over the last 0.4 s with voice, in semitones, at ends that were cut
- contour: root mean square over 50 points of the whole line, in semitones
- level: of 0.3 s at the ends that were cut, in dB
- tempo: duration, in per cent

The last row is the whole sentence read again with another seed: nothing can be expected to be nearer.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from voices.context import cut_out
from voices.engines import get_engine
from voices.model import Context, Speech, Voice

Samples = npt.NDArray[np.float64]

SENTENCES: tuple[tuple[str, ...], ...] = (
    ("We sailed at nine,", "said the pilot, who has steered the ferry for thirty years."),
    ("Nobody told us about the second bridge,", "said a baker from the lower town."),
    ("The water came up to the second step,", "she said,", "and then it stopped."),
    ("He called the plan", "a gift to the quarry,", "and left the hall."),
    ("The mayor said the road was", "closed for good,", "although trucks still use it."),
    (
        "I was afraid that somebody would knock,",
        "said the engineer, who lives above the station with two cats.",
    ),
    ("According to the harbour office, the pier is", "safe for now,", "but nobody may stand on it."),
    ("My father planted these trees,", "the farmer explained as he closed the gate."),
    ("You can hear the bell from here,", "he added,", "when the wind is in the east."),
    ("The council voted on Monday to", "pause and listen,", "as its chair put it."),
    ("They were out of bread before noon,", "said Ida Moe, a nurse, who had come by bus."),
    ("If we leave now,", "she told her brother,", "we can be home before the rain."),
    ("The report speaks of", "many small mistakes,", "none of which was written down at the time."),
    ("We asked for a lamp and we got a fence,", "said one neighbour, laughing."),
    ("The school will open in spring,", "the teacher promised,", "even if half the roof is missing."),
    ("A clerk described the letters as", "polite and useless,", "and showed a drawer full of them."),
)
"""Our own: what one voice reads at a time is cut as a script cuts it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a sentence, and what stands around it in the same sentence."""

    before: str
    text: str
    after: str


Way = Callable[[Part, int], Samples]


def parts(sentence: Sequence[str]) -> list[Part]:
    return [
        Part(" ".join(sentence[:at]), text, " ".join(sentence[at + 1 :])) for at, text in enumerate(sentence)
    ]


class Reader:
    def __init__(self, engine: str, voice: int = 0) -> None:
        self.engine = get_engine(engine)
        self.voice: Voice = self.engine.voices("en")[voice]
        self.rate = 22_050

    def speak(self, text: str, seed: int) -> Speech:
        speech = self.engine.speak(text, self.voice, "en", seed)
        self.rate = speech.rate
        return speech

    def alone(self, text: str, seed: int) -> Samples:
        """Padding trimmed."""
        return trimmed(self.speak(text, seed).pcm / 32_768)

    def inside(self, before: str, text: str, after: str, seed: int) -> Samples:
        """`text` cut out of the whole."""
        whole, start = Context(before, after).around(text)
        cut = cut_out(self.speak(whole, seed), start, start + len(text))
        if cut is None:
            raise SystemExit(f"The words' times do not tell where {text!r} is in {whole!r}.")
        return trimmed(cut.pcm / 32_768)


def trimmed(sound: Samples) -> Samples:
    hop = 110
    power = np.mean(sound[: len(sound) // hop * hop].reshape(-1, hop) ** 2, axis=1)
    loud = np.flatnonzero(power > np.percentile(power, 90) * 10**-4.2)
    return sound[loud[0] * hop : (loud[-1] + 1) * hop]


def pitch(sound: Samples, rate: int) -> Samples:
    """Semitones over 55 Hz every 10 ms, nan where there is no voice. YIN."""
    lowest, highest, window = 60, 350, int(0.03 * rate)
    least, most = rate // highest, rate // lowest
    hop = rate // 100
    found = []
    for at in range(0, len(sound) - window - most, hop):
        stretch = sound[at : at + window + most]
        if np.mean(stretch**2) < 1e-5:
            found.append(np.nan)
            continue
        lags = np.lib.stride_tricks.sliding_window_view(stretch, window)[: most + 1]
        difference = np.sum((lags - lags[0]) ** 2, axis=1)
        mean = np.cumsum(difference[1:]) / np.arange(1, len(difference))
        normal = np.concatenate([[1.0], difference[1:] / np.maximum(mean, 1e-12)])
        dips = np.flatnonzero(normal[least:] < 0.15)
        if not len(dips):
            found.append(np.nan)
            continue
        lag = dips[0] + least
        while lag + 1 < len(normal) and normal[lag + 1] < normal[lag]:
            lag += 1
        found.append(12 * np.log2(rate / lag / 55))
    return np.asarray(found)


def edge(track: Samples, count: int, at_end: bool) -> float:
    voiced = track[~np.isnan(track)]
    if not len(voiced):
        return np.nan
    return float(np.median(voiced[-count:] if at_end else voiced[:count]))


def fall(track: Samples) -> float:
    voiced = track[~np.isnan(track)][-40:]
    if len(voiced) < 12:
        return np.nan
    third = len(voiced) // 3
    return float(np.median(voiced[-third:]) - np.median(voiced[:third]))


def contour(track: Samples) -> Samples:
    at = np.flatnonzero(~np.isnan(track))
    return np.interp(np.linspace(0, len(track) - 1, 50), at, track[at])


def level(sound: Samples, rate: int, at_end: bool) -> float:
    count = int(0.3 * rate)
    return float(10 * np.log10(np.mean((sound[-count:] if at_end else sound[:count]) ** 2) + 1e-12))


def compare(part: Part, sound: Samples, reference: Samples, rate: int, into: dict[str, list[float]]) -> None:
    a, b = pitch(sound, rate), pitch(reference, rate)
    if part.before:
        into["start"].append(abs(edge(a, 25, False) - edge(b, 25, False)))
        into["level"].append(abs(level(sound, rate, False) - level(reference, rate, False)))
    if part.after:
        into["end"].append(abs(edge(a, 25, True) - edge(b, 25, True)))
        into["fall"].append(abs(fall(a) - fall(b)))
        into["level"].append(abs(level(sound, rate, True) - level(reference, rate, True)))
    into["contour"].append(float(np.sqrt(np.mean((contour(a) - contour(b)) ** 2))))
    into["tempo"].append(abs(len(sound) / len(reference) - 1) * 100)


def comma(text: str) -> str:
    """With a mark at its end, if there is none."""
    return text if text[-1] in ",.:;?!" else f"{text},"


def near(words: str, count: int) -> str:
    """The last words, or the first ones for a negative count."""
    listed = words.split()
    return " ".join(listed[-count:] if count > 0 else listed[:-count])


def ways(reader: Reader) -> dict[str, Way]:
    """How a line can be made, by name."""

    def inside(count: int) -> Way:
        return lambda p, s: reader.inside(near(p.before, count), p.text, near(p.after, -count), s)

    def with_commas(p: Part, s: int) -> Samples:
        before = comma(near(p.before, 8)) if p.before else ""
        return reader.inside(before, comma(p.text) if p.after else p.text, near(p.after, -8), s)

    return {
        "alone, as written": lambda p, s: reader.alone(p.text, s),
        "alone, full stop at the end": lambda p, s: reader.alone(f"{p.text.rstrip(',.')}.", s),
        "alone, comma at the end": lambda p, s: reader.alone(comma(p.text) if p.after else p.text, s),
        "in context, 4 words": inside(4),
        "in context, 8 words": inside(8),
        "in context, commas at cuts": with_commas,
        "whole again": lambda p, s: reader.inside(p.before, p.text, p.after, s),
    }


MEASURES = ("start", "end", "fall", "contour", "level", "tempo")


def main() -> None:
    """Print a table: one way a row."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--engine", default="piper")
    parser.add_argument("--seeds", type=int, default=2)
    options = parser.parse_args()
    reader = Reader(options.engine)
    made = ways(reader)
    figures: dict[str, dict[str, list[float]]] = {name: {one: [] for one in MEASURES} for name in made}
    for number, part in enumerate(part for sentence in SENTENCES for part in parts(sentence)):
        for seed in range(options.seeds):
            first = 1_000 * number + 100 * seed
            reference = reader.inside(part.before, part.text, part.after, first)
            for at, (name, way) in enumerate(made.items(), start=1):
                compare(part, way(part, first + at), reference, reader.rate, figures[name])
    print(f"{options.engine}: {len(SENTENCES)} sentences, {options.seeds} readings of each line")
    print(f"{'':28}" + "".join(f"{measure:>9}" for measure in MEASURES))
    for name, row in figures.items():
        print(f"{name:28}" + "".join(f"{np.nanmean(row[measure]):9.2f}" for measure in MEASURES))


if __name__ == "__main__":
    main()
