"""What taking the model apart brings: processor time for a second of speech, whole and in parts.

    python benchmarks/model.py [--rounds N] [TEXT]

Both make the same sound of the same phonemes, on one thread, in turns; the least time of all rounds is told,
for a busy machine only ever adds to it.
"""

import argparse
import time

from piper.config import PiperConfig

from voices.engines.piper import files
from voices.engines.piper.engine import PiperEngine, model_path
from voices.engines.piper.model import PiperModel, Scales
from voices.engines.piper.phonemes import ids_of, phonemes_of

TEXT = (
    "The keeper of the lock had counted forty boats before breakfast, and then, for the first time in "
    "eleven years, she shut the gates and went home without a word to anybody."
)
SCALES = Scales(length=1.15, noise=0.667, noise_w=0.8)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("text", nargs="?", default=TEXT)
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()

    path = model_path(PiperEngine().voices("en")[0])
    about = PiperConfig.from_dict(files.description(path))
    phonemes = [symbol for sentence in phonemes_of("en-us", options.text) for symbol in sentence]
    ids, _ = ids_of(phonemes, about.phoneme_id_map)
    models = {
        name: PiperModel(path, about.hop_length, apart)
        for name, apart in (("whole", False), ("in parts", True))
    }
    least = dict.fromkeys(models, float("inf"))
    seconds = 0.0
    for _ in range(options.rounds + 1):  # the first one loads the model
        for name, model in models.items():
            started = time.process_time()
            sound = model.sketch(ids, SCALES, seed=1).sound()
            least[name] = min(least[name], time.process_time() - started)
            seconds = len(sound) / about.sample_rate
    print(f"{seconds:.1f} s of speech, {options.rounds} rounds")
    for name, took in least.items():
        share = took / least["whole"]
        print(f"{name:10} {took / seconds * 1000:6.1f} ms for a second of speech   {share:.2f} x")


if __name__ == "__main__":
    main()
