"""How well sections without headings begin where their authors' headings stood.

    python benchmarks/sections.py FOLDER [--learn] [--titles] [--edits COUNT] [--target SECONDS]

FOLDER holds articles with headings, as Markdown or HTML files, in any depth. The headings are taken out, the
rest is read as plain text, and the starts of the sections found are compared with where the headings were.
Articles with fewer than two inner headings, nine paragraphs or 600 words, or that are mostly lists, are left
out. Three numbers for each method, means over articles:

- Pk (Beeferman and others 1999): how often two paragraphs half a section apart are wrongly told to be in one
  section or in two; 0 is best.
- F1 of the boundaries, each found one paired with one true one at most one paragraph away; 1 is best.
- how many boundaries are found for each true one.

"even" parts an article evenly in its true number of sections, which nobody knows. `--learn` fits the weights
of `scripts/data/boundaries.toml` to the articles (those that are set by hand stay), prints them, and reports
figures of five rounds in each of which the weights are learned from four fifths and tried on the rest.

`--titles` makes titles for the authors' own sections and tells how much they share with the authors'
headings: the F1 of the stems of their words, a mean over sections.

`--edits` changes a word of each article so often (another in its place, one more or one less, at random) and
adds a paragraph of another article half as often. It tells how many of the words move a boundary, how many
change only the title of another section, and how many of the paragraphs change more than the sections beside
them; first where nothing is known of the sections before the edit, then where they are, as on a rebuild.
"""

import argparse
import bisect
import itertools
import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scripts.boundaries import signs, weights
from scripts.errors import ArticleError
from scripts.keeping import Earlier, EarlierSection
from scripts.model import BlockKind
from scripts.plain import folded
from scripts.reading import SourceKind, read_bytes
from scripts.section_titles import Titles
from scripts.sections import WORDS_PER_MINUTE, Parting, SectionLengths, measure
from scripts.speech import find_speech
from scripts.topics import count_words, meaning
from scripts.writing import ScriptSettings, write_script

BY_HAND = frozenset({"introduces", "introduced", "somebody"})
"""Signs that somebody is introduced, which is the chapter in a feature and nothing in a manual."""
FOLDS = 5
_NO_TEXT = frozenset({BlockKind.TITLE, BlockKind.BYLINE, BlockKind.IMAGE, BlockKind.FOOTNOTE})
"""What a plain text of the article would not have between its paragraphs."""
KINDS = {".md": SourceKind.MARKDOWN, ".html": SourceKind.HTML, ".htm": SourceKind.HTML}
Signs = list[dict[str, float] | None]
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Text:
    """An article without its headings."""

    signs: Signs
    words: list[int]
    """Of each block."""
    starts: list[int]
    """Blocks that stood under a heading."""
    paragraphs: list[str]
    """Its title and all that is under it."""
    headings: dict[int, str]
    """By the number of the paragraph below each, in order."""


def read(path: Path) -> Text | None:
    """The article at `path`; None if it tells nothing about sections."""
    try:
        article = read_bytes(path.read_bytes(), KINDS[path.suffix.lower()], path.name)
    except ArticleError:
        return None
    parts = [article.title or "An article"]
    headings: dict[int, str] = {}
    items, under = 0, ""
    for block in article.blocks:
        words = " ".join(article.words(block.start, block.end).split())
        if block.kind is BlockKind.HEADING:
            under = words
        elif block.kind not in _NO_TEXT and words:
            if under and len(parts) > 1:
                headings[len(parts)] = under
            under = ""
            items += block.kind is BlockKind.LIST_ITEM
            parts.append(f"- {words}" if block.kind is BlockKind.LIST_ITEM else words)
    count, total = len(parts) - 1, sum(len(part.split()) for part in parts)
    if len(headings) < 2 or count < max(9, 2.2 * (len(headings) + 1)) or total < 600 or items > 0.35 * count:
        return None
    return _bare(parts, headings)


def _bare(parts: list[str], headings: dict[int, str]) -> Text:
    places = list(itertools.accumulate((len(part) + 2 for part in parts), initial=0))
    article = read_bytes("\n\n".join(parts).encode(), SourceKind.TEXT)
    wanted = {places[number] for number in headings}
    speech = find_speech(article)
    return Text(
        signs(article, speech.utterances, speech.speakers),
        [count_words(article.words(block.start, block.end)) for block in article.blocks],
        [number for number, block in enumerate(article.blocks) if block.start in wanted],
        parts,
        headings,
    )


def found(text: Text, weight: Weights, target_s: float) -> list[int]:
    """The blocks that start a section, by these weights."""
    odds = [
        None if one is None else weight["bias"] + sum(weight[name] * value for name, value in one.items())
        for one in text.signs
    ]
    ends = list(itertools.accumulate(map(measure, text.words), initial=0.0))
    return Parting(odds, ends, target_s * WORDS_PER_MINUTE / 60).cuts(0, len(text.words))


def even(text: Text) -> list[int]:
    """As many sections as there are, of one number of blocks each."""
    parts = len(text.starts) + 1
    return sorted({round(len(text.words) * number / parts) for number in range(1, parts)} - {0})


def scores(text: Text, cuts: Sequence[int]) -> tuple[float, float, float]:
    """Pk, F1 and boundaries found for each true one."""
    count = len(text.words)
    true, made = (np.cumsum(np.isin(np.arange(count), starts)) for starts in (text.starts, cuts))
    half = max(1, round(count / (true[-1] + 1) / 2))
    wrong = (true[:-half] == true[half:]) != (made[:-half] == made[half:])
    pairs = sorted((abs(a - b), a, b) for a in text.starts for b in cuts if abs(a - b) <= 1)
    used: set[tuple[str, int]] = set()
    for _, a, b in pairs:
        if not used & {("true", a), ("made", b)}:
            used |= {("true", a), ("made", b)}
    return float(np.mean(wrong)), len(used) / (len(text.starts) + len(cuts)), len(cuts) / len(text.starts)


def learn(texts: Sequence[Text], penalty: float = 100.0) -> dict[str, float]:
    """Weights by logistic regression with a ridge on the scaled signs (Newton's method); each text counts as
    much as any other, however many headings it has. What is set by hand stays as it is."""
    by_hand = {name: weights()[name] for name in sorted(BY_HAND)}
    names = [name for name in weights() if name != "bias" and name not in BY_HAND]
    rows = [
        ([one[name] for name in names], number in text.starts, 1 / len(text.starts), _given(one, by_hand))
        for text in texts
        for number, one in enumerate(text.signs)
        if one is not None
    ]
    values, labels, shares, given = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    shares /= shares.mean()
    mean, spread = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-9)
    scaled = np.hstack([np.ones((len(values), 1)), (values - mean) / spread])
    found, ridge = np.zeros(scaled.shape[1]), penalty * np.eye(scaled.shape[1])
    ridge[0, 0] = 0.0
    for _ in range(12):
        chance = 1 / (1 + np.exp(-scaled @ found - given))
        gradient = scaled.T @ (shares * (chance - labels)) + ridge @ found
        hessian = (scaled * (shares * chance * (1 - chance))[:, None]).T @ scaled + ridge
        found -= np.linalg.solve(hessian, gradient)
    learned = found[1:] / spread
    return {
        "bias": float(found[0] - learned @ mean),
        **dict(zip(names, map(float, learned), strict=True)),
    } | by_hand


def _given(signs: Weights, by_hand: Weights) -> float:
    return sum(signs[name] * weight for name, weight in by_hand.items())


def read_sections(
    paragraphs: Sequence[str], earlier: Earlier | None = None
) -> tuple[list[tuple[int, str]], Earlier]:
    """The paragraph that each section starts with, and its title; and what a rebuild knows of them."""
    places = list(itertools.accumulate((len(one) + 2 for one in paragraphs), initial=0))
    article = read_bytes("\n\n".join(paragraphs).encode(), SourceKind.TEXT)
    script = write_script(article, ScriptSettings(earlier=earlier))
    found = [(bisect.bisect_right(places, one.start) - 1, one.title) for one in script.sections]
    known = [
        EarlierSection(
            title,
            tuple(folded(article, block) for block in article.blocks if one.start <= block.start < one.end),
        )
        for (_, title), one in zip(found, script.sections, strict=True)
    ]
    return found, Earlier(script.parted, tuple(known))


def edited(paragraphs: Sequence[str], words: Sequence[str], chance: random.Random) -> tuple[int, list[str]]:
    """The number of a paragraph below the title, and all of them with a word of it changed."""
    number = chance.randrange(1, len(paragraphs))
    found = paragraphs[number].split(" ")
    at = chance.randrange(found[0] == "-" and len(found) > 1, len(found))
    found[at : at + chance.choice((0, 1))] = [chance.choice(words)] * (chance.random() < 2 / 3)
    return number, [*paragraphs[:number], " ".join(found), *paragraphs[number + 1 :]]


def retitles(before: list[tuple[int, str]], after: list[tuple[int, str]], number: int) -> bool:
    """Whether a word of a paragraph, which moved no boundary, gave another section another title."""
    inside = max(n for n, (start, _) in enumerate(before) if start <= number)
    pairs = zip(before, after, strict=True)
    return any(n != inside and one[1] != other[1] for n, (one, other) in enumerate(pairs))


def reaches_far(before: list[tuple[int, str]], after: list[tuple[int, str]], number: int) -> bool:
    """Whether a paragraph that was added at `number` moved a boundary beyond the sections beside its own."""
    starts = [start for start, _ in before]
    inside = max(n for n, start in enumerate(starts) if start <= number)
    back = {start - (start > number) for start, _ in after}
    first, last = [0, *starts][inside], dict(enumerate(starts)).get(inside + 2, math.inf)
    return any(not first <= start <= last for start in back ^ set(starts))


def report_edits(texts: Sequence[Text], count: int, *, known: bool) -> None:
    """A line: what edits of a word and added paragraphs do, the sections before known or not."""
    chance = random.Random(1)
    words = [word for text in texts[:50] for one in text.paragraphs for word in one.split() if word.isalpha()]
    moved: list[bool] = []
    retitled: list[bool] = []
    far: list[bool] = []
    for text in texts:
        before, earlier = read_sections(text.paragraphs)
        for _ in range(count):
            number, changed = edited(text.paragraphs, words, chance)
            after, _ = read_sections(changed, earlier if known else None)
            moved.append([start for start, _ in before] != [start for start, _ in after])
            retitled.append(not moved[-1] and retitles(before, after, number))
        for _ in range(count // 2):
            number = chance.randrange(2, len(text.paragraphs))
            added = chance.choice(chance.choice(texts).paragraphs[1:])
            changed = [*text.paragraphs[:number], added, *text.paragraphs[number:]]
            after, _ = read_sections(changed, earlier if known else None)
            far.append(reaches_far(before, after, number))
    print(
        f"{'known' if known else 'afresh'}: of {len(moved)} words, {np.mean(moved):.2%} move a boundary",
        end="",
    )
    print(f" and {np.mean(retitled):.2%} change a title elsewhere;", end="")
    print(f" of {len(far)} paragraphs, {np.mean(far):.2%} reach far")


def shared_with_headings(text: Text) -> Iterator[float]:
    """For each section of the author's the F1 of its made title's stems and its heading's."""
    titles = Titles()
    for start, end in itertools.pairwise([*text.headings, len(text.paragraphs)]):
        title = titles.title(text.paragraphs[start:end])
        titles.taken(title)
        made, wanted = set(meaning(title)), set(meaning(text.headings[start]))
        if wanted:
            yield 2 * len(made & wanted) / (len(made) + len(wanted))


def report(name: str, texts: Sequence[Text], cut: Callable[[Text], Sequence[int]]) -> None:
    """One line of means."""
    means = np.mean([scores(text, cut(text)) for text in texts], axis=0)
    print(f"{name:<10} Pk {means[0]:.3f}   F1 {means[1]:.3f}   boundaries {means[2]:.2f}")


def main() -> None:
    """Read the folder and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--learn", action="store_true")
    parser.add_argument("--titles", action="store_true")
    parser.add_argument("--edits", type=int, default=0, metavar="COUNT")
    parser.add_argument("--target", type=float, default=SectionLengths().target_s)
    chosen = parser.parse_args()
    paths = sorted(path for path in chosen.folder.rglob("*") if path.suffix.lower() in KINDS)
    texts = [text for text in map(read, paths) if text is not None and text.starts]
    print(f"{len(texts)} of {len(paths)} files have sections to compare")
    if not texts:
        return
    report("even", texts, even)
    report("sections", texts, lambda text: found(text, weights(), chosen.target))
    if chosen.learn:
        made = {
            id(text): found(text, learned, chosen.target)
            for fold in range(FOLDS)
            for learned in [learn([one for number, one in enumerate(texts) if number % FOLDS != fold])]
            for text in texts[fold::FOLDS]
        }
        report("learned", texts, lambda text: made[id(text)])
        for name, weight in sorted(learn(texts).items()):
            print(f"{name} = {weight:.2f}")
    if chosen.titles:
        shared = [one for text in texts for one in shared_with_headings(text)]
        print(f"{len(shared)} titles share {np.mean(shared):.3f} with the authors' headings")
    if chosen.edits:
        for known in (False, True):
            report_edits(texts, chosen.edits, known=known)


if __name__ == "__main__":
    main()
