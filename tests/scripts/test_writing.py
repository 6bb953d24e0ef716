"""Scripts from articles: the partition for any text, boundaries, long lines, and the time it takes."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.errors import ArticleError
from scripts.model import BlockKind, Boundary, LineKind
from scripts.reading import SourceKind
from scripts.settings import SectionLengths
from scripts.writing import ScriptSettings, write_script
from tests.scripts.conftest import article, assert_tiles, quoted, script, spaced

PROSE = st.text(
    st.sampled_from("aB.,!?…;: \n\r\t“”\"'()*_#>-—1\ufeff\u00a0\u00ad\u200b\u202e\x00[]`|<&\\é好"),
    max_size=120,
)


@settings(max_examples=150, deadline=None)
@given(PROSE | st.text(max_size=80))
def test_lines_and_drops_tile_any_text(text: str) -> None:
    try:
        made = script(text)
    except ArticleError:
        return
    assert_tiles(made)
    assert made.text == text
    if not made.markup:  # marks of footnotes
        assert all(line.text == text[line.start : line.end] for line in made.lines)


@settings(max_examples=150, deadline=None)
@given(PROSE)
def test_real_attribution_keeps_the_tiling(text: str) -> None:
    try:
        found = article(text)
    except ArticleError:
        return
    assert_tiles(write_script(found))


def test_a_sentence_is_cut_where_the_voice_changes() -> None:
    made = script("“I left,” he said. “It was late.” Then “no,” she cried: “wait!” He went.")
    assert [(line.kind is LineKind.QUOTE, spaced(line), line.boundary) for line in made.lines] == [
        (True, "“I left,”", Boundary.PHRASE),
        (False, "he said.", Boundary.SENTENCE),
        (True, "“It was late.”", Boundary.SENTENCE),
        (False, "Then", Boundary.WORD),
        (True, "“no,”", Boundary.PHRASE),
        (False, "she cried:", Boundary.PHRASE),
        (True, "“wait!”", Boundary.SENTENCE),
        (False, "He went.", Boundary.SECTION),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("“Wir gehen”, sagte sie. Er blieb.", ["“Wir gehen”,", "sagte sie.", "Er blieb."]),
        ("“We left”, she said, “and won”. Rain.", ["“We left”,", "she said,", "“and won”.", "Rain."]),
        ("“我们走”，他说。", ["“我们走”，", "他说。"]),
        ("“Why”?! she asked.", ["“Why”?!", "she asked."]),
    ],
)
def test_a_mark_behind_the_quotation_marks_is_the_quote_s(text: str, lines: list[str]) -> None:
    assert [spaced(line) for line in script(text).lines] == lines


def test_boundaries_say_what_is_over() -> None:
    made = script("The Long Night\n\nIt began. It went on.\n\nIt ended late, very late.")
    assert [line.boundary for line in made.lines] == [
        Boundary.HEADING,
        Boundary.SENTENCE,
        Boundary.PARAGRAPH,
        Boundary.SECTION,
    ]
    assert [line.block for line in made.lines] == [0, 1, 1, 2]
    assert made.title == "The Long Night"


@pytest.mark.parametrize("tail", [".", " .", ",", " …", ") "])
def test_no_line_is_a_lost_mark(tail: str) -> None:
    made = script(f"“I left”{tail} “You stayed”{tail}\n\nThe end came soon.")
    assert all(any(map(str.isalnum, line.text)) for line in made.lines)
    assert_tiles(made)


def test_long_sentences_are_cut_at_clauses() -> None:
    sentence = ", ".join(["and the boats went out again to the far side of the bay"] * 40) + "."
    made = script(sentence)
    assert max(len(line.text) for line in made.lines) <= 400
    assert min(len(line.text) for line in made.lines) >= 40
    assert all(line.text.rstrip().endswith((",", ".")) for line in made.lines)
    assert {line.boundary for line in made.lines[:-1]} == {Boundary.PHRASE}


def test_words_without_spaces_are_cut_anyway() -> None:
    made = script("x" * 5000)
    assert max(len(line.text) for line in made.lines) <= 400
    assert_tiles(made)


def test_an_article_of_one_quote_is_one_quote() -> None:
    made = script("“We will not go.”")
    assert [line.kind for line in made.lines] == [LineKind.QUOTE]
    assert made.title == made.sections[0].title == "We will not go"


def test_an_article_of_headings_only_is_read() -> None:
    made = script("# One\n\n## Two\n\n## Three\n", SourceKind.MARKDOWN)
    assert [spaced(line) for line in made.lines] == ["One", "Two", "Three"]
    assert_tiles(made)


def test_hostile_text_is_kept_as_words() -> None:
    text = (
        "He said [[slnc 9]] <speak>now</speak> {{7}} `rm -rf` 🎉 \x07 done.\n\nAnd \u202ereversed\u202c too."
    )
    made = script(text)
    assert "".join(line.text for line in made.lines) == text


def test_sections_follow_the_settings() -> None:
    text = "\n\n".join(
        f"Paragraph number {number} " + "tells of the sea and the boats " * 8 + "." for number in range(30)
    )
    short = write_script(article(text), ScriptSettings(lengths=SectionLengths(30, 60)), speech=quoted)
    long = write_script(article(text), speech=quoted)
    assert len(short.sections) > len(long.sections) > 1


def test_captions_and_bylines_are_voiced() -> None:
    made = script(
        "Boats Stay In\n\nBy Jane Doe\n\nA boat on the beach. (The Example Post)\n\nNobody went out to sea."
    )
    assert [line.role for line in made.lines] == [
        BlockKind.TITLE,
        BlockKind.BYLINE,
        BlockKind.CAPTION,
        BlockKind.CAPTION,
        BlockKind.PARAGRAPH,
    ]
    assert made.byline == "Jane Doe"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("x" * 5_000_000, 8),
        ("word, " * 800_000, 8),
        ("“Yes,” he said. “It is so.” They left.\n\n" * 12_000, 12),
        ("a\n" * 200_000, 12),
    ],
    ids=["no spaces", "no stops", "article of 0.5 MB", "short lines"],
)
def test_time_is_linear(text: str, seconds: float) -> None:
    started = time.process_time()
    made = script(text)
    assert time.process_time() - started < seconds
    assert made.lines[-1].end == len(text)
