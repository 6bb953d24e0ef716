"""Sentence ends: the rules one by one, the tiling for any text, and the time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.model import Span
from scripts.sentences import split_sentences


def pieces(text: str) -> list[str]:
    return [text[span.start : span.end].strip() for span in split_sentences(text)]


WHOLE = [
    "Mr. Hale met Sen. Ortiz.",
    "The U.S. Senate met J. R. Brandt.",
    "It cost 3.50 euros, e.g. No. 5 on p. 12.",
    "She left on Sept. 21 for St. Louis.",
    "“Why?” she asked.",
    "“Stop that!” Maria Lopez said.",
    '"Is it over?" the man asked.',
    "He ran… but it was late.",
    "I… I mean it.",
    "Henry I. Miller paid.",
    "1. Boil the water.",
    "Am 21. September kam sie.",
    "The number fell. .",
    "I am free. “",
    "Yahoo! is a name.",
    "See approx. five of them vs. Tom.",
    "No letters: ... !",
]

SPLIT = [
    ("He came. She left.", ["He came.", "She left."]),
    ("“No,” he said. “Not now.”", ["“No,” he said.", "“Not now.”"]),
    ("He said “no.” Then he left.", ["He said “no.”", "Then he left."]),
    ("(See p. 5.) Then [3.] More.", ["(See p. 5.)", "Then [3.]", "More."]),
    ("It was 5 p.m. The bell rang.", ["It was 5 p.m.", "The bell rang."]),
    ("They left the U.S. It was cold.", ["They left the U.S.", "It was cold."]),
    ("No. Never!", ["No.", "Never!"]),
    ("It was he and I. Maria left.", ["It was he and I.", "Maria left."]),
    ("in an interview. telephone. He nodded.", ["in an interview.", "telephone.", "He nodded."]),
    ("my thoughts. … I decided.", ["my thoughts. …", "I decided."]),
    ("It grew.[12] Then it fell.", ["It grew.[12]", "Then it fell."]),
    ("first\n\nsecond", ["first", "second"]),
    ("他来了。她走了。", ["他来了。", "她走了。"]),
    ("Gut! 🎉 Ja.", ["Gut!", "🎉 Ja."]),
    ("He left on Sept. 21. Nobody saw.", ["He left on Sept. 21.", "Nobody saw."]),
]


@pytest.mark.parametrize("text", WHOLE)
def test_one_sentence_stays_one(text: str) -> None:
    assert pieces(text) == [text]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_sentences_end(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_only_the_stretch_is_split() -> None:
    text = "One. Two. Three."
    assert split_sentences(text, 5, 9) == (Span(5, 9),)
    assert split_sentences(text, 5) == (Span(5, 10), Span(10, 16))
    assert split_sentences(text, 7, 7) == ()


@given(st.text(st.sampled_from("aI.!?… \n\"“”'1[]—Mr")), st.integers(0, 9))
def test_sentences_tile_any_text(text: str, start: int) -> None:
    spans = split_sentences(text, start)
    assert "".join(text[span.start : span.end] for span in spans) == text[start:]
    assert all(span.start < span.end for span in spans)
    if len(spans) > 1:
        assert all(any(map(str.isalnum, text[span.start : span.end])) for span in spans)


@pytest.mark.parametrize("unit", ["a", ". ", "Mr. He ", ".'\"", "[1].", "\n", "“ . ", "A."])
def test_time_is_linear(unit: str) -> None:
    started = time.process_time()
    split_sentences(unit * (1_000_000 // len(unit)))
    assert time.process_time() - started < 5


def test_a_short_form_in_front_of_a_sum_or_a_reference_ends_nothing() -> None:
    for text in ("They plan for c. €250m next year.", "Quote ref. 26/04417 then.", "See fig. 3 for all."):
        assert len(split_sentences(text)) == 1
    assert len(split_sentences("They lost. €250m was gone.")) == 2
