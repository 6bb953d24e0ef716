"""Styles of quoting: commas outside the marks, low-high marks, and what stands in front of a name."""

import re

import pytest

from scripts.model import Article, Block, BlockKind
from scripts.speech import find_speech


def said(text: str) -> list[tuple[str, str]]:
    """(words with their marks, speaker); one block a line."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, one.start(), one.end()) for one in re.finditer(r".+", text))
    found = find_speech(Article(text, blocks)).utterances
    return [(text[one.start : one.end], one.speaker) for one in found]


@pytest.mark.parametrize("marks", ['""', "“”", "«»", "„“", "»«", "‘’", "''", "‚‘", "‚’"])
@pytest.mark.parametrize("word", ["No", "Never", "yes"])
@pytest.mark.parametrize(
    "cue", ["said Nora Lind", "Nora Lind said", "replied Nora Lind", "said Nora Lind on Monday"]
)
def test_one_word_is_speech_where_the_comma_stands_outside(marks: str, word: str, cue: str) -> None:
    quote = f"{marks[0]}{word}{marks[1]}"
    assert said(f"{quote}, {cue}.") == [(quote, "Nora Lind")]


@pytest.mark.parametrize("sign", [":", ","])
@pytest.mark.parametrize("word", ["No", "no"])
def test_one_word_is_speech_behind_a_verb_of_speech(sign: str, word: str) -> None:
    assert said(f"Nora Lind said{sign} “{word}”.") == [(f"“{word}”", "Nora Lind")]


@pytest.mark.parametrize(
    "text",
    [
        "She sleeps in the so-called “sailing kitchen”, said Nora Lind.",
        "It was never a “palace”, said Nora Lind.",
        "Paul called it “music”, she said.",
        "“Hamlet”, the critic said, is too long.",
        "“Hamlet”, wrote Nora Lind, was too long.",
        "“Hamlet”, a play for nine, ran in May.",
        "“Hamlet” — Nora Lind",
        "“Home”, a film by Nora Lind, says much about us.",
    ],
)
def test_a_term_or_a_title_stays_with_the_narrator(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "quote",
    [
        "‚I will not go back there‘",
        "‚I will not go back there.‘",
        "‚I don‘t go to the neighbours‘ any more.‘",
        "‚I don’t go back there!‘",
    ],
)
def test_low_high_single_marks(quote: str) -> None:
    text = f"{quote}, said Nora Lind. It‘s late, and the boats are in."
    found = said(text)
    assert [speaker for _, speaker in found] == ["Nora Lind"]
    assert found[0][0].startswith("‚I") and text.startswith(found[0][0])


def test_a_high_mark_still_opens_where_no_low_one_does() -> None:
    assert said("‘I will not go back there,’ said Nora Lind.") == [
        ("‘I will not go back there,’", "Nora Lind")
    ]


@pytest.mark.parametrize("age", ["Ten-year-old", "Ten-Year-Old", "10-year-old", "Thirty-something"])
def test_an_age_is_no_part_of_a_name(age: str) -> None:
    text = f"{age} Nora Lind rows alone. “It is only water,” Lind said."
    assert said(text) == [("“It is only water,”", "Nora Lind")]


@pytest.mark.parametrize(
    "told",
    [
        "Nora Lind crosses twice a week. She is the district nurse.",
        "Nora Lind is the district nurse.",
        "Nora Lind was a nurse for years.",
    ],
)
def test_what_somebody_is_names_them_later(told: str) -> None:
    text = f"{told} Paul Marsh rows the boat. “It is only water,” the nurse said."
    assert said(text) == [("“It is only water,”", "Nora Lind")]


@pytest.mark.parametrize(
    "told",
    [
        "Nora Lind met Ida Marsh. She is the district nurse.",
        "Nora Lind crosses twice a week.\nShe is the district nurse.",
        "Nora Lind saw that Paul was not there. The nurse is a friend of his.",
    ],
)
def test_a_doubtful_pronoun_says_nothing_of_anybody(told: str) -> None:
    text = f"{told}\nPaul Marsh rows the boat. Ida Marsh waits.\n“It is only water,” the nurse said."
    assert [speaker for _, speaker in said(text)] != ["Nora Lind"]
