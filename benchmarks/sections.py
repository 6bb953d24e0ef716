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

"even" parts an article evenly in its true number of sections, which nobody knows; "words" are the sections
found where no model of sentences is installed. `--learn` fits the weights of `scripts/data/boundaries.toml`
and, where the model is installed, all of `scripts/data/likeness.toml` to the articles (those weights that are
set by hand stay), prints them, and reports figures of five rounds in each of which the weights are learned
from four fifths and tried on the rest.

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
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scripts import boundaries, likeness
from scripts.errors import ArticleError
from scripts.keeping import Earlier, EarlierSection
from scripts.model import BlockKind
from scripts.parting import Parting
from scripts.plain import all_folded, folded
from scripts.reading import SourceKind, read_bytes
from scripts.section_titles import Titles
from scripts.sections import WORDS_PER_MINUTE, measure
from scripts.settings import SectionLengths
from scripts.speech import find_speech
from scripts.topics import count_words, meaning
from scripts.writing import ScriptSettings, write_script

BY_HAND = frozenset({"introduces", "introduced", "somebody"})
"""Signs that somebody is introduced, which is the chapter in a feature and nothing in a manual."""
FOLDS = 5
PENALTY, KINDS_PENALTY = 100.0, 300.0
"""Of the ridge: on signs, and on what paragraphs tend to mean."""
DIRECTIONS = 16
"""In which paragraphs' meanings differ most; what they tend to mean is learned in these."""
UNIT = 1000
"""Of the numbers in `scripts/data/likeness.toml`."""
_NO_TEXT = frozenset({BlockKind.TITLE, BlockKind.BYLINE, BlockKind.IMAGE, BlockKind.FOOTNOTE})
"""What a plain text of the article would not have between its paragraphs."""
KINDS = {".md": SourceKind.MARKDOWN, ".html": SourceKind.HTML, ".htm": SourceKind.HTML}
Signs = list[dict[str, float] | None]
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Text:
    """An article without its headings."""

    signs: Signs
    rows: NDArray[np.float64] | None
    """What each block means, if the model tells."""
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
        boundaries.signs(article, speech.utterances, speech.speakers),
        likeness.rows(all_folded(article), article.language),
        [count_words(article.words(block.start, block.end)) for block in article.blocks],
        [number for number, block in enumerate(article.blocks) if block.start in wanted],
        parts,
        headings,
    )


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights, and what paragraphs beside a start tend to mean."""

    weights: Weights
    before: NDArray[np.float64] | None = None
    after: NDArray[np.float64] | None = None

    def odds(self, text: Text) -> list[float | None]:
        """The odds at each block."""
        weight = self.weights
        made = [
            one
            if one is None
            else weight["bias"] + sum(weight[name] * one[name] for name in one if name in weight)
            for one in text.signs
        ]
        if self.before is None or self.after is None or text.rows is None:
            return made
        kinds = np.concatenate(([0.0], text.rows[:-1] @ self.before)) + text.rows @ self.after
        return [one if one is None else one + kind for one, kind in zip(made, kinds.tolist(), strict=True)]


def found(text: Text, odds: Sequence[float | None], target_s: float) -> list[int]:
    """The blocks that start a section, by these odds."""
    ends = list(itertools.accumulate(map(measure, text.words), initial=0.0))
    may_start = [one is not None for one in odds]
    return Parting(may_start, lambda: odds, ends, target_s * WORDS_PER_MINUTE / 60).cuts(0, len(text.words))


def settled(text: Text, *, model: bool) -> list[float | None]:
    """The odds by the weights that are in the data, with the model if it tells, and if it is asked."""
    return Learned(likeness.weights() if model and text.rows is not None else boundaries.weights()).odds(text)


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


def learn(texts: Sequence[Text], *, model: bool) -> Learned:
    """Weights by logistic regression with a ridge on the scaled signs (Newton's method); each text counts as
    much as any other, however many headings it has. What is set by hand stays as it is."""
    now = likeness.weights() if model else boundaries.weights()
    by_hand = {name: now[name] for name in sorted(BY_HAND)}
    names = [name for name in now if name not in {"bias", "kinds"} | BY_HAND]
    told = [(text, text.rows) for text in texts if text.rows is not None]
    basis = _directions([rows for _, rows in told]) if model else np.zeros((0, 0))
    columns = [
        (
            [one[name] for name in names]
            + ([*(rows[number - 1] @ basis), *(rows[number] @ basis)] if model else []),
            number in text.starts,
            1 / len(text.starts),
            _given(one, by_hand),
        )
        for text, rows in (told if model else [(text, np.zeros((0, 0))) for text in texts])
        for number, one in enumerate(text.signs)
        if one is not None
    ]
    values, labels, shares, given = (np.array(column, dtype=float) for column in zip(*columns, strict=True))
    ridge = np.full(values.shape[1], PENALTY)
    ridge[len(names) :] = KINDS_PENALTY
    bias, fitted = _fitted(values, labels, shares / shares.mean(), given, ridge)
    weights = {"bias": bias, **dict(zip(names, map(float, fitted[: len(names)]), strict=True))} | by_hand
    if not model:
        return Learned(weights)
    before, after = (basis @ half for half in np.split(fitted[len(names) :], 2))
    return Learned(weights, before, after)


def _directions(rows: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Those in which paragraphs differ most, shape (512, DIRECTIONS)."""
    paragraphs = np.concatenate([one[1:] for one in rows])
    _, _, found = np.linalg.svd(paragraphs - paragraphs.mean(axis=0), full_matrices=False)
    return np.asarray(found[:DIRECTIONS].T)


def _fitted(
    values: NDArray[np.float64],
    labels: NDArray[np.float64],
    shares: NDArray[np.float64],
    given: NDArray[np.float64],
    penalties: NDArray[np.float64],
) -> tuple[float, NDArray[np.float64]]:
    mean, spread = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-9)
    scaled = np.hstack([np.ones((len(values), 1)), (values - mean) / spread])
    found, ridge = np.zeros(scaled.shape[1]), np.diag([0.0, *penalties])
    for _ in range(12):
        chance = 1 / (1 + np.exp(-scaled @ found - given))
        gradient = scaled.T @ (shares * (chance - labels)) + ridge @ found
        hessian = (scaled * (shares * chance * (1 - chance))[:, None]).T @ scaled + ridge
        found -= np.linalg.solve(hessian, gradient)
    fitted = found[1:] / spread
    return float(found[0] - fitted @ mean), fitted


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


def report_learning(texts: Sequence[Text], target_s: float, *, model: bool) -> None:
    """A line, and what is learned from all texts, as the data files have it. Texts lie beside others of their
    source, so most sources are whole on one side of each round."""
    words = boundaries.weights()
    parts = [texts[len(texts) * fold // FOLDS : len(texts) * (fold + 1) // FOLDS] for fold in range(FOLDS)]
    made: dict[int, list[int]] = {}
    for part in parts:
        learned = learn([text for other in parts if other is not part for text in other], model=model)
        for text in part:
            told = text.rows is not None or not model
            made[id(text)] = found(text, (learned if told else Learned(words)).odds(text), target_s)
    report("learned", texts, lambda text: made[id(text)])
    learned = learn(texts, model=model)
    weights = dict(learned.weights) | ({"kinds": 1.0} if model else {})
    for name, weight in sorted(weights.items()):
        print(f"{name} = {weight:.2f}")
    if learned.before is not None and learned.after is not None:
        print(f"\n[kinds]\nunit = {UNIT}")
        for side, values in (("before", learned.before), ("after", learned.after)):
            numbers = ", ".join(str(round(UNIT * value)) for value in values.tolist())
            print("\n".join([f"{side} = [", *textwrap.wrap(numbers + ",", 112), "]"]))


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
    models = [False, True] if any(text.rows is not None for text in texts) else [False]
    for model in models:
        name = "sections" if model == models[-1] else "words"
        report(name, texts, lambda text, model=model: found(text, settled(text, model=model), chosen.target))
    for model in models if chosen.learn else []:
        report_learning(texts, chosen.target, model=model)
    if chosen.titles:
        shared = [one for text in texts for one in shared_with_headings(text)]
        print(f"{len(shared)} titles share {np.mean(shared):.3f} with the authors' headings")
    if chosen.edits:
        for known in (False, True):
            report_edits(texts, chosen.edits, known=known)


if __name__ == "__main__":
    main()
