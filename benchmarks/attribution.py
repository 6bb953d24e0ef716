"""How the time to find who says what grows with the length of an article.

    python benchmarks/attribution.py [--thousands 1 10 100] [--rounds N] [--seed N]

The articles are made up from a seed: reporters' sentences and quotes with their cues in many forms, people
with titles and roles who come and go, paragraphs of dialogue. The fastest of the rounds counts. The exponent
says how time grows from one length to the next: 1 in proportion to the words, 2 with their square. It is
fitted over all lengths by least squares of logarithms.
"""

import argparse
import math
import random
import time
from collections.abc import Iterator, Sequence

from scripts.model import Article
from scripts.reading import SourceKind, read_bytes
from scripts.speech import find_speech

GIVEN = [
    "Ann",
    "Lena",
    "Otto",
    "Karl",
    "Maria",
    "Paul",
    "Nora",
    "Ines",
    "Tom",
    "Vera",
    "Hugo",
    "Ruth",
    "Ivan",
    "Clara",
    "Felix",
    "Dora",
]
SYLLABLES = [
    "bar",
    "den",
    "fel",
    "gor",
    "hal",
    "kin",
    "lom",
    "mar",
    "nes",
    "ost",
    "pel",
    "rud",
    "san",
    "tor",
    "ven",
    "wick",
]
ROLES = [
    "mayor",
    "lawyer",
    "engineer",
    "teacher",
    "nurse",
    "farmer",
    "minister",
    "spokeswoman",
    "researcher",
    "driver",
]
NOUNS = [
    "harbour",
    "bridge",
    "council",
    "budget",
    "road",
    "school",
    "river",
    "market",
    "station",
    "winter",
    "strike",
    "library",
]
VERBS = [
    "closed",
    "opened",
    "changed",
    "failed",
    "grew",
    "moved",
    "returned",
    "stopped",
    "helped",
    "mattered",
]
TIMES = ["on Monday", "last year", "in the spring", "after the vote", "before dawn", "without warning"]
CUES = (
    "{quote},” said {name}, {article} {role}. {more}",
    "{quote},” {name} said. “{quote}.”",
    "{quote},” the {role} said. {more}",
    "{quote},” {pronoun} said {when}.",
    "{quote},” {pronoun} told reporters. “{quote}, and the {noun} {verb} too.”",
)
LEADS = (
    "According to {name}, the {noun} {verb} {when}: “{quote}.”",
    "{name}, {article} {role}, added: “{quote}.” {more}",
    "{more} The “{noun} of tomorrow” {verb} {when}. {more}",
    "{more} {more} {pronoun_cap} waited for the {role} {when}.",
)


class Writer:
    """Makes up an article, always the same one for a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.people = [self.person()]

    def person(self) -> dict[str, str]:
        choose = self.random.choice
        surname = (choose(SYLLABLES) + choose(SYLLABLES) + choose(SYLLABLES)).capitalize()
        return {"name": f"{choose(GIVEN)} {surname}", "role": choose(ROLES), "pronoun": choose(["he", "she"])}

    def words(self, form: str) -> str:
        """A form filled; every blank is drawn anew."""
        person = self.random.choice(self.people[-6:])
        role = person["role"]
        blanks = {
            **person,
            "article": "an" if role[0] in "aeiou" else "a",
            "pronoun_cap": person["pronoun"].capitalize(),
            "more": self.narration(),
            "quote": self.clause(),
            "noun": self.random.choice(NOUNS),
            "verb": self.random.choice(VERBS),
            "when": self.random.choice(TIMES),
        }
        return form.format(**blanks)

    def clause(self) -> str:
        choose = self.random.choice
        return f"The {choose(NOUNS)} {choose(VERBS)} {choose(TIMES)} and nobody asked the {choose(NOUNS)}"

    def narration(self) -> str:
        choose = self.random.choice
        return f"The {choose(NOUNS)} near the {choose(NOUNS)} {choose(VERBS)} {choose(TIMES)}."

    def paragraphs(self, words: int) -> Iterator[str]:
        """Paragraphs until there are so many words."""
        written = 0
        while written < words:
            if self.random.random() < 0.1:
                self.people.append(self.person())
            kind = self.random.random()
            if kind < 0.5:
                paragraph = "“" + self.words(self.random.choice(CUES))
            elif kind < 0.85:
                paragraph = self.words(self.random.choice(LEADS))
            else:
                paragraph = f"“{self.clause()}.”"
            written += len(paragraph.split())
            yield paragraph


def made_up(words: int, seed: int) -> Article:
    """An article of about `words` words."""
    text = "\n\n".join(Writer(seed).paragraphs(words))
    return read_bytes(text.encode(), SourceKind.TEXT, "benchmark")


def seconds(article: Article, rounds: int) -> float:
    """The fastest of several rounds."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        find_speech(article)
        times.append(time.perf_counter() - started)
    return min(times)


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The slope of the line through the logarithms of (words, seconds).

    >>> round(exponent([(1, 3), (10, 300), (100, 30_000)]), 3)
    2.0
    """
    xs, ys = [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    rise = sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True))
    return rise / sum((x - middle_x) ** 2 for x in xs)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--thousands", type=int, nargs="+", default=[1, 10, 100], help="of words")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    find_speech(made_up(100, options.seed))  # loads the words of the language
    print(f"{'words':>8} {'quotes':>7} {'speakers':>8} {'seconds':>8} {'µs/word':>8} {'exponent':>8}")
    points: list[tuple[float, float]] = []
    for thousand in options.thousands:
        article = made_up(thousand * 1000, options.seed)
        found = find_speech(article)
        points.append((len(article.text.split()), seconds(article, options.rounds)))
        words, spent = points[-1]
        growth = f"{exponent(points[-2:]):8.2f}" if len(points) > 1 else " " * 8
        counts = f"{words:8} {len(found.utterances):7} {len(found.speakers):8}"
        print(f"{counts} {spent:8.3f} {spent / words * 1e6:8.1f} {growth}")
    if len(points) > 2:
        print(f"over all lengths: time grows as words to the power of {exponent(points):.2f}")


if __name__ == "__main__":
    main()
