"""How likely a new subject begins at each block of an article without headings.

Conventions
-----------
The result is the natural logarithm of odds for each block, or None where no section may start: inside a quote
that goes on, between a quote and what announces it, after a title or a byline. It rests on what stands within
a few paragraphs of the block and on nothing else, so that an edit changes the odds around it only.

The signs are weighed by a logistic regression (`benchmarks/sections.py --learn`), learned from public
articles, posts and features whose headings were taken out; the weights are data (`data/boundaries.toml`,
which says from what; `data/likeness.toml` where a model tells how alike paragraphs are, see `likeness`). In
languages that `data/openings.toml` has no words of, the signs that look for words are silent.
"""

import itertools
import math
import re
import tomllib
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from scripts import likeness
from scripts.model import ASIDES, CELLS, Article, Block, BlockKind, Speaker, Utterance
from scripts.openings import openings
from scripts.plain import all_folded
from scripts.reading.layout import ends_sentence
from scripts.sentences import split_sentences
from scripts.topics import Shift, count_words, meaning, shifts

_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.BYLINE})
_ITEMS = CELLS | {BlockKind.LIST_ITEM}
_OPENING = "\"“„«‘'‹*_([ "
_OPENING_MARKS = tuple('"“„«')
_SIGHT = 400
"""Characters at the start and the end of a block that are looked at."""
_BRIEF, _LENGTHY = 9, 28
"""Words of a first sentence: fewer than the one, or as many as the other."""
_NEAR, _EDGE = 60, 300
"""Words from the article's first or last one: nearer than the first, a start grows unlikely; within the
second, where an article comes to its end, it grows likelier first."""
_LABEL = 60
"""Characters at the start of a block within which a colon follows a label."""
_TELLING = 20
"""Words of meaning in a first sentence: more are as many."""
_MOST_SPEAKERS = 100
_SPOKEN = 4
"""Blocks within which somebody who speaks again is no newcomer."""

_SOMEBODY = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne|[Aa]nother)\s(?:[\w’'-]+\s){0,3}(?:\d{1,3}-year-old|[a-z]+-year-old)\b"
    r"|\b(?:[Aa]n?|[Oo]ne|[Aa]nother)\s(?:[\w’'-]+\s){1,5}[\w’'-]+,?\swho\b"
    r"|\b[A-Z][\w’'-]+\s(?:[A-Z]\S*\s){0,2}[A-Z][\w’'-]+,\s(?:\d\d|an?\s|who\s|the\s|whose\s)"
)
"""Somebody is introduced: "a 40-year-old baker", "Ann Lee, 40,", "Ann Lee, who"."""
_CUE = re.compile(r"(?:said|says|asked|added|replied|answered|explained|recalled|wrote|adds)\b")


@cache
def weights() -> Mapping[str, float]:
    """The weight of each sign where no model tells how alike paragraphs are, and `bias`, which is always
    there."""
    table = tomllib.loads((files("scripts") / "data" / "boundaries.toml").read_text(encoding="utf-8"))
    return MappingProxyType({name: float(weight) for name, weight in table["weights"].items()})


def places(article: Article, utterances: Sequence[Utterance] = ()) -> list[bool]:
    """Whether a section may start at each block at all."""
    texts, spoken = all_folded(article), _by_block(article.blocks, utterances)
    return [
        number > 0 and _may_start(article.blocks, texts, spoken, number)
        for number in range(len(article.blocks))
    ]


def odds(
    article: Article, utterances: Sequence[Utterance] = (), speakers: Sequence[Speaker] = ()
) -> list[float | None]:
    """The odds that a section starts at each block; None for the first."""
    return [
        None if found is None else _weighed(found) + _mark(article.words(block.start, block.end))
        for found, block in zip(signs(article, utterances, speakers), article.blocks, strict=True)
    ]


def _weighed(found: Mapping[str, float]) -> float:
    weight = likeness.weights() if "kinds" in found else weights()
    return weight["bias"] + sum(weight[name] * value for name, value in found.items())


def _mark(words: str) -> float:
    """Next to nothing, but a block's own: where nothing else tells blocks apart, as in lists and tables, the
    same ones start a section whatever is added elsewhere."""
    opening, whole = words[:60].encode(errors="replace"), words.encode(errors="replace")
    return (0.02 * zlib.crc32(opening) + 0.002 * zlib.crc32(whole)) / 2**32


def signs(
    article: Article, utterances: Sequence[Utterance] = (), speakers: Sequence[Speaker] = ()
) -> list[dict[str, float] | None]:
    """What speaks for or against a section's start at each block, by the name of its weight; None where none
    may start. Where a model tells how alike paragraphs are, that is among it."""
    blocks = article.blocks
    texts = all_folded(article)
    before = list(itertools.accumulate(map(count_words, texts), initial=0))
    spoken = _by_block(blocks, utterances)
    introduced = _introductions(blocks, texts, speakers)
    title = frozenset(meaning(article.title))
    alike = _of_likeness(article, texts)
    found: list[dict[str, float] | None] = [None]
    for number, shift in enumerate(shifts(texts)):
        if number and _may_start(blocks, texts, spoken, number):
            found.append(
                _of_words(shift)
                | _of_form(blocks[number - 1], texts[number - 1], blocks[number], texts[number])
                | _of_opening(texts[number], article.language, title)
                | _of_place(before, number)
                | _of_speech(spoken, number, texts[number])
                | alike[number]
                | {
                    "introduces": float(number in introduced),
                    "introduced": float(number - 1 in introduced and number not in introduced),
                    "known_voice": float(texts[number][:1] in _OPENING_MARKS and number not in introduced),
                }
            )
        elif number:
            found.append(None)
    return found


def _of_likeness(article: Article, texts: Sequence[str]) -> Sequence[dict[str, float]]:
    rows = likeness.rows(texts, article.language)
    if rows is None:
        return [{}] * len(texts)
    return likeness.signs(rows, int(article.blocks[0].kind is BlockKind.TITLE))


def _introductions(blocks: Sequence[Block], texts: Sequence[str], speakers: Sequence[Speaker]) -> set[int]:
    """Blocks that are the first to name somebody who speaks; title and captions do not count."""
    found: set[int] = set()
    told = [number for number, block in enumerate(blocks) if block.kind not in _HEADINGS | ASIDES]
    for speaker in speakers[:_MOST_SPEAKERS]:
        names = "|".join(re.escape(name) for name in (speaker.name, *speaker.aliases) if name)
        pattern = re.compile(rf"(?<![\w’'-])(?:{names})(?![\w’'-])", re.IGNORECASE)
        first = next((number for number in told if pattern.search(texts[number])), None)
        if first is not None:
            found.add(first)
    return found


def _by_block(blocks: Sequence[Block], utterances: Sequence[Utterance]) -> list[list[Utterance]]:
    found: list[list[Utterance]] = [[] for _ in blocks]
    number = 0
    for utterance in utterances:
        while number + 1 < len(blocks) and blocks[number].end <= utterance.start:
            number += 1
        found[number].append(utterance)
    return found


def _may_start(
    blocks: Sequence[Block], texts: Sequence[str], spoken: Sequence[Sequence[Utterance]], number: int
) -> bool:
    if blocks[number].kind in ASIDES - {BlockKind.CAPTION} and not _starts_row(blocks, number):
        return False
    if blocks[number - 1].kind in _HEADINGS or any(one.continues for one in spoken[number][:1]):
        return False
    return not texts[number - 1].endswith(":") and _CUE.match(texts[number]) is None


def _starts_row(blocks: Sequence[Block], number: int) -> bool:
    """Whether it is the first cell of a table's row, and none that the names of columns stand above."""
    block, before = blocks[number], blocks[number - 1]
    return block.kind is before.kind is BlockKind.CELL and block.level <= before.level


def _of_words(shift: Shift) -> dict[str, float]:
    return {
        "alike": shift.alike,
        "dip": shift.dip,
        "wide": shift.wide,
        "begins": shift.begins,
        "ceases": shift.ceases,
        "near": shift.near,
    }


def _of_form(before: Block, last: str, block: Block, text: str) -> dict[str, float]:
    item, was_item = block.kind in _ITEMS, before.kind in _ITEMS
    quote, was_quote = block.kind is BlockKind.BLOCK_QUOTE, before.kind is BlockKind.BLOCK_QUOTE
    return {
        "asked": float(last.endswith("?")),
        "exclaimed": float(last.endswith("!")),
        "item": float(item),
        "next_item": float(item and was_item),
        "block_quote": float(quote),
        "after_quote": float(was_quote and not quote),
        "caption": float(block.kind is BlockKind.CAPTION),
        "announces": float(text.endswith(":")),
        "open": float(not ends_sentence(text)),
        "open_before": float(not ends_sentence(last)),
    }


def _of_opening(text: str, language: str, title: frozenset[str]) -> dict[str, float]:
    seen = text[:_SIGHT]
    found = next(iter(split_sentences(seen, language=language)), None)
    first = seen[: found.end] if found else seen
    opening = seen.lstrip(_OPENING)
    words = len(first.split())
    stems = frozenset(meaning(first))
    return {
        **openings(opening, first.lstrip(_OPENING), language),
        "brief": float(words < _BRIEF),
        "lengthy": float(words >= _LENGTHY),
        "extent": math.log(words + 1),
        "telling": min(len(stems), _TELLING) / _TELLING,
        "titled": len(title & stems) / max(1, len(title)),
        "labelled": float(":" in first[:_LABEL]),
        "quoted": float(text[:1] in _OPENING_MARKS),
        "somebody": float(found is not None and _SOMEBODY.search(first) is not None),
    }


def _of_place(before: Sequence[int], number: int) -> dict[str, float]:
    """How near the article's first and last word are; `before` are the words before each block."""
    after = before[-1] - before[number]
    return {
        "near_start": max(0.0, 1 - before[number] / _NEAR),
        "near_end": max(0.0, 1 - after / _NEAR),
        "early": max(0.0, 1 - before[number] / _EDGE),
        "late": max(0.0, 1 - after / _EDGE),
    }


def _of_speech(spoken: Sequence[Sequence[Utterance]], number: int, text: str) -> dict[str, float]:
    said, before = spoken[number], spoken[number - 1]
    lately = {one.speaker for some in spoken[max(0, number - _SPOKEN) : number] for one in some}
    opens = text[:1] in _OPENING_MARKS
    return {
        "exchange": float(opens and bool(before)),
        "speaks_again": float(bool(said) and said[0].speaker in lately),
    }
