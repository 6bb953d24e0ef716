"""Sections stay where they were when an article is edited."""

import itertools
import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.keeping import Earlier, EarlierSection, keep
from scripts.model import Article, Section
from scripts.reading import SourceKind
from scripts.sections import WORDS_PER_MINUTE, Settled, find_sections
from scripts.settings import SectionLengths
from scripts.words import fold
from tests.scripts.conftest import article

THINGS = [
    "harbour",
    "orchard",
    "library",
    "tunnel",
    "market",
    "glacier",
    "theatre",
    "railway",
    "vineyard",
    "lighthouse",
]
DEEDS = ["opened", "closed", "burned", "moved", "failed", "returned", "doubled", "vanished"]
NAME = SectionLengths().name


def paragraph(draw: random.Random, thing: str) -> str:
    return " ".join(
        f"The {thing} {draw.choice(DEEDS)} when the {draw.choice(THINGS)} near it {draw.choice(DEEDS)} in "
        f"{draw.randint(1950, 2020)}, and {draw.randint(20, 900)} people of the {thing} saw it."
        for _ in range(draw.randint(1, 4))
    )


def paragraphs(seed: int, topics: int = 8) -> list[str]:
    draw = random.Random(seed)
    return [paragraph(draw, thing) for thing in THINGS[:topics] for _ in range(draw.randint(3, 6))]


def sections(words: Sequence[str], earlier: Earlier | None = None) -> tuple[Section, ...]:
    return find_sections(article("\n\n".join(words)), settled=Settled(earlier=earlier))


def as_earlier(found: Article, sections: Sequence[Section]) -> Earlier:
    blocks = [(block.start, fold(found.words(block.start, block.end))) for block in found.blocks]
    return Earlier(
        NAME,
        tuple(
            EarlierSection(one.title, tuple(words for start, words in blocks if one.start <= start < one.end))
            for one in sections
        ),
    )


def starts(words: Sequence[str], found: Sequence[Section]) -> list[int]:
    """Number of the paragraph that each section starts with."""
    at = [0, *itertools.accumulate(len(one) + 2 for one in words)]
    return [at.index(one.start) for one in found]


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.data())
def test_an_edited_word_moves_no_start_and_no_title_but_its_own(seed: int, data: st.DataObject) -> None:
    words = paragraphs(seed)
    before = sections(words)
    at = data.draw(st.integers(0, len(words) - 1))
    parts = words[at].split()
    place = data.draw(st.integers(0, len(parts) - 1))
    gone, new = data.draw(st.sampled_from([(0, 1), (1, 0), (1, 1)]))
    parts[place : place + gone] = [data.draw(st.sampled_from([*THINGS, *DEEDS, "zebra"]))] * new
    edited = [*words[:at], " ".join(parts), *words[at + 1 :]]
    after = sections(edited, as_earlier(article("\n\n".join(words)), before))
    assert starts(edited, after) == starts(words, before)
    own = max(number for number, start in enumerate(starts(words, before)) if start <= at)
    others = [number for number in range(len(before)) if number != own]
    assert [after[number].title for number in others] == [before[number].title for number in others]


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.data())
def test_a_new_paragraph_changes_its_section_or_a_neighbour(seed: int, data: st.DataObject) -> None:
    words = paragraphs(seed)
    before = sections(words)
    at = data.draw(st.integers(1, len(words)))
    new = paragraph(random.Random(seed + 1), data.draw(st.sampled_from([*THINGS, "zebra"])))
    edited = [*words[:at], new, *words[at:]]
    after = sections(edited, as_earlier(article("\n\n".join(words)), before))
    was = starts(words, before)
    kept = [start if start < at else start + 1 for start in was]
    assert set(kept) - {at, at + 1} <= set(starts(edited, after))
    added = set(starts(edited, after)) - set(kept)
    own = max(start for start in kept if start <= at)
    following = next((start for start in kept if start > at), len(edited))
    assert all(own < start < following for start in added)
    titles = dict(zip(starts(edited, after), (one.title for one in after), strict=True))
    beside = {own, following}
    for start, one in zip(kept, before, strict=True):
        assert start in beside or titles[start] == one.title


@pytest.mark.parametrize("seed", range(5))
def test_a_section_that_was_just_short_enough_is_not_parted_for_a_word(seed: int) -> None:
    words = paragraphs(seed)
    before = sections(words)
    was = starts(words, before)
    lengths = [sum(len(one.split()) for one in words[a:b]) for a, b in itertools.pairwise([*was, len(words)])]
    longest = max(range(len(was)), key=lambda number: lengths[number])
    most = 1.5 * SectionLengths().target_s * WORDS_PER_MINUTE / 60
    at = was[longest] + 1
    earlier = as_earlier(article("\n\n".join(words)), before)
    for more in (1, 5, round(1.1 * most) - lengths[longest]):
        edited = [*words[:at], " ".join(["So"] * more + [words[at]]), *words[at + 1 :]]
        assert starts(edited, sections(edited, earlier)) == was


def test_a_section_that_grew_too_long_is_parted() -> None:
    words = paragraphs(3)
    before = sections(words)
    draw = random.Random(5)
    new = [paragraph(draw, "zebra") for _ in range(12)]
    at = starts(words, before)[2] + 1
    edited = [*words[:at], *new, *words[at:]]
    after = sections(edited, as_earlier(article("\n\n".join(words)), before))
    assert len(after) > len(before)
    assert [one.title for one in after][:2] == [one.title for one in before][:2]
    assert [one.title for one in after][-3:] == [one.title for one in before][-3:]


def test_a_section_of_which_little_is_left_joins_the_one_before() -> None:
    words = paragraphs(4)
    before = sections(words)
    found = [*starts(words, before), len(words)]
    edited = [*words[: found[2]], "The zebra left.", *words[found[3] :]]
    after = sections(edited, as_earlier(article("\n\n".join(words)), before))
    assert len(after) == len(before) - 1
    assert [one.title for one in after] == [one.title for number, one in enumerate(before) if number != 2]


def test_another_text_is_parted_afresh() -> None:
    before = as_earlier(article("\n\n".join(paragraphs(1))), sections(paragraphs(1)))
    assert sections(paragraphs(2), before) == sections(paragraphs(2))


def test_sections_of_another_length_are_no_measure() -> None:
    words = paragraphs(1)
    before = as_earlier(article("\n\n".join(words)), sections(words))
    lengths = SectionLengths(target_s=40)
    found = article("\n\n".join(words))
    assert find_sections(found, (), lengths, settled=Settled(earlier=before)) == find_sections(
        found, (), lengths
    )


def test_what_the_producer_decides_outlives_what_was_found() -> None:
    words = paragraphs(1)
    found = article("\n\n".join(words))
    before = as_earlier(found, sections(words))
    after = find_sections(found, settled=Settled({1: "A start of our own"}, before))
    assert [one.title for one in after][1] == "A start of our own"
    assert len(after) == len(before.sections) + 1


def test_headings_are_not_kept_once_they_are_gone() -> None:
    text = "\n\n".join(f"## Part {n}\n\n{words}" for n, words in enumerate(paragraphs(1)))
    headed = article(text, SourceKind.MARKDOWN)
    before = as_earlier(headed, find_sections(headed))
    found = article("\n\n".join(paragraphs(1)))
    assert find_sections(found, settled=Settled(earlier=before)) == find_sections(found)


@pytest.mark.parametrize("now", [[], ["a"], ["a", "b", "c", "d", "e"]])
def test_nothing_earlier_is_nothing_to_keep(now: list[str]) -> None:
    assert keep(now, Earlier(NAME, ()), NAME) is None
    assert keep(now, Earlier("", (EarlierSection("A", ("a",)),)), NAME) is None


@settings(deadline=None)
@given(st.lists(st.sampled_from("abcdef")), st.lists(st.lists(st.sampled_from("abcdef"), min_size=1)))
def test_kept_starts_stand_in_order_and_inside(now: list[str], before: list[list[str]]) -> None:
    earlier = Earlier(NAME, tuple(EarlierSection(f"{n}", tuple(some)) for n, some in enumerate(before)))
    kept = keep(now, earlier, NAME)
    if kept:
        assert list(kept.titles) == sorted(kept.titles)
        assert min(kept.titles) == 0
        assert all(0 <= start < len(now) for start in kept.titles)
        assert kept.changed <= set(kept.titles)
    if now and [one for some in before for one in some] == now:
        assert kept
        assert not kept.changed
        assert len(kept.titles) == len(before)
