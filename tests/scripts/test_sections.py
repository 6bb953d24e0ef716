"""Sections and their titles, as a listener meets them."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.errors import ArticleError
from scripts.export import to_json
from scripts.model import Speaker, Utterance
from scripts.reading import SourceKind
from scripts.section_titles import Titles
from scripts.sections import WORDS_PER_MINUTE, find_sections
from scripts.settings import SectionLengths
from scripts.titles import TITLE_CHARACTERS, short_title
from scripts.words import FUNCTION_WORDS
from tests.scripts.conftest import article, script


def paragraph(number: int) -> str:
    return (
        f"Boat {number} left the harbour in the morning, "
        + "and the crew sang as they went along the coast " * 6
        + "."
    )


LONG = "\n\n".join(map(paragraph, range(30)))


def titles(text: str, kind: SourceKind = SourceKind.TEXT) -> list[str]:
    return [one.title for one in find_sections(article(text, kind))]


def seconds(text: str) -> float:
    return len(text.split()) * 60 / WORDS_PER_MINUTE


def test_headings_make_sections() -> None:
    text = "# All of it\n\nFirst words.\n\n## One\n\nMore.\n\n### Deeper\n\nMore."
    text += "\n\n#### Deepest\n\nMore.\n\n## Two\n\nEnd."
    assert titles(text, SourceKind.MARKDOWN) == ["All of it", "One", "Deeper", "Two"]


def test_a_heading_without_text_joins_the_next() -> None:
    assert (
        titles("# Book\n\n## Chapter 1\n\n## The Sea\n\nWords.", SourceKind.MARKDOWN)[-1]
        == "Chapter 1: The Sea"
    )
    assert titles("## News\n\n### Boats\n\nWords.\n\n## Rain\n\nWords.", SourceKind.MARKDOWN) == [
        "News",
        "Rain",
    ]


def test_neighbours_differ() -> None:
    found = titles("## Day\n\nThe first boats left.\n\n## Day\n\nThe second boats left.", SourceKind.MARKDOWN)
    assert found == ["Day", "The second boats left"]


def test_a_short_article_is_one_section() -> None:
    assert titles(f"Boats Leave\n\n{paragraph(1)}\n\n{paragraph(2)}") == ["Boats Leave"]


def test_lengths_without_headings() -> None:
    found = find_sections(article(f"Boats Leave\n\n{LONG}"))
    lengths = [seconds(f"Boats Leave\n\n{LONG}"[one.start : one.end]) for one in found]
    assert found[0].title == "Boats Leave"
    assert len(found) > 3
    longest = max(len(paragraph(number).split()) for number in range(30)) * 60 / WORDS_PER_MINUTE
    assert all(0.35 * 75 - 1 <= length <= 1.5 * 75 + longest for length in lengths)


def test_an_edit_moves_only_what_is_near() -> None:
    before = find_sections(article(LONG))
    edited = LONG.replace("Boat 1 left", "Boat 1 went out of").replace("Boat 2 left", "Boat 2 has left")
    after = find_sections(article(edited))
    # Boats 1 and 2 are in the second section; its neighbour is the third.
    assert [one.title for one in before][3:] == [one.title for one in after][3:]
    moved = len(edited) - len(LONG)
    assert [one.start + moved for one in before][3:] == [one.start for one in after][3:]


def test_sections_of_long_paragraphs_have_more_words_and_fewer_paragraphs() -> None:
    long = "\n\n".join(f"{paragraph(number)} {paragraph(number + 50)}" for number in range(20))
    short = "\n\n".join(f"Boat {number} left the harbour and the crew sang." for number in range(300))
    parts = [len(find_sections(article(text))) for text in (long, short)]
    words = [len(text.split()) / part for text, part in zip((long, short), parts, strict=True)]
    assert words[0] > 1.5 * words[1]
    assert 20 / parts[0] < 0.5 * 300 / parts[1]


def test_no_section_starts_inside_a_quote_that_goes_on() -> None:
    found = article(LONG)
    free = {10, 20}
    said = [
        Utterance(block.start, block.end, "Ann", "test", 1.0, continues=number not in free)
        for number, block in enumerate(found.blocks)
    ]
    starts = {one.start for one in find_sections(found, said)}
    assert starts <= {0, *(found.blocks[number].start for number in free)}
    assert len(starts) > 1


def test_one_endless_quote_is_one_section() -> None:
    found = article(LONG)
    said = [Utterance(block.start, block.end, "Ann", "test", 1.0, continues=True) for block in found.blocks]
    assert len(find_sections(found, said)) == 1


def test_the_target_can_be_set() -> None:
    found = article(LONG)
    assert len(find_sections(found, (), SectionLengths(60, 60))) > len(find_sections(found))


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (
            "But the gardener said she was not willing to dig.",
            "The gardener said she was not willing to dig",
        ),
        (
            "In interviews, most of them said that they did not feel safe.",
            "Most of them said that they did not feel safe",
        ),
        (
            "“I’m not rushing back to normal life,” said a lab technician.",
            "I’m not rushing back to normal life",
        ),
        ("He left. The boats of the town left with him.", "The boats of the town left with him"),
        ("A record 45,756 people crossed the sea.", "A record 45,756 people crossed the sea"),
        (
            "They met in Washington D.C. on a cold day in May, as everybody did.",
            "They met in Washington D.C. on a cold day in May",
        ),
        ("Yes.", "Yes"),
        ("…", ""),
    ],
)
def test_short_titles(words: str, title: str) -> None:
    assert short_title(words) == title


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *[
                    "the",
                    "of",
                    "and",
                    "boats",
                    "“left”",
                    "(said)",
                    "Ann’s",
                    "U.S.",
                    "5,000",
                    ",",
                    ".",
                    "—",
                    "!",
                ],
                "x" * 60,
            ]
        ),
        max_size=25,
    )
)
def test_titles_are_short_and_whole(parts: list[str]) -> None:
    title = short_title(" ".join(parts))
    assert len(title) <= TITLE_CHARACTERS
    assert title == title.strip()
    assert not set(title) & set('“”()"')
    if len(" ".join(parts)) > 200 and title.count(" ") > 2 and not title.endswith("."):
        assert title.split()[-1] not in FUNCTION_WORDS or "," in " ".join(parts) or "—" in " ".join(parts)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["## One", "## Two", "# Three", "### Four", "Words here.", "“Said.”", "***", ""]),
        max_size=15,
    )
)
def test_sections_tile_and_neighbours_differ(parts: list[str]) -> None:
    try:
        made = script("\n\n".join(parts), SourceKind.MARKDOWN)
    except ArticleError:
        return
    found = [one.title for one in made.sections]
    assert all(a != b for a, b in itertools.pairwise(found))
    assert {line.section for line in made.lines} == set(range(len(found)))


def test_json_has_what_other_programs_read() -> None:
    made = script("Low Water\n\n“It is fine,” she said.\n\nSource link\n")
    data = to_json(made)
    assert data["title"] == "Low Water"
    assert data["text"] == made.text
    assert data["sections"] == [{"title": "Low Water", "start": 0, "end": len(made.text)}]
    ann = {"name": "Ann: (Lee)", "aliases": ["Lee; the keeper"], "gender": "female", "age": None}
    assert data["speakers"] == [{**ann, "evidence": ""}]
    assert data["dropped"] == [{"start": 36, "end": 48, "reason": "source link"}]
    assert data["markup"] == []
    lines = data["lines"]
    assert isinstance(lines, list)
    assert lines[1] == {
        "start": 11,
        "end": 25,
        "kind": "quote",
        "speaker": "Ann: (Lee)",
        "text": "“It is fine,” ",
        "section": 0,
        "evidence": "marks",
        "boundary": "phrase",
        "role": "paragraph",
        "confidence": 0.3,
        "doubtful": True,
        "added": False,
    }


def test_names_of_one_length_are_tried_in_the_order_they_are_known() -> None:
    aliases = ("harbour boss", "the old pilot", "the new judge", "port official", "keeper of it")
    names = Titles([Speaker("Mara Quillen", aliases)]).names[0]
    assert names == (
        "the old pilot",
        "the new judge",
        "port official",
        "Mara Quillen",
        "harbour boss",
        "keeper of it",
    )
