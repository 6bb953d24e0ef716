"""Sentence ends: the rules one by one, the tiling for any text, and the time."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.model import Span
from scripts.sentences import split_sentences
from scripts.writing import write_script
from tests.scripts.conftest import article


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
    "Ex-Gov. Orr read Vol. IV and Ch. II.",
    "In Rm. 12 Ofc. Hale saw a Mk. IV boat.",
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
    ("I ate a fig. I left. No. I did not.", ["I ate a fig.", "I left.", "No.", "I did not."]),
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


SHORTENED = [
    ("de", ["Im 19. Jahrhundert sang sie z. B. Arien.", "Der 3. Mann kam."]),
    ("de", ["Am 3. Mai fiel in der 90. Minute das 2. Tor.", "Es kostet 4 Mio. Euro."]),
    ("de", ["Ludwig XIV. Burgen lagen u. a. Feinde im Weg.", "Er starb.", "Vgl. Weber, Nr. 5."]),
    ("de", ["Sie hatten 3.", "Er hatte 5.", "Es gab Brot usw.", "Dann ging er."]),
    (
        "de",
        ["Papst Johannes XXIII.", "Danach kam Paul VI.", "Er las.", "Es dauerte 5 Min.", "Dann war Ruhe."],
    ),
    ("fr", ["M. Dupont vit av. Foch, p. 12, art. 3.", "En 50 av. J.-C. César vint."]),
    ("fr", ["Il y a du pain, etc.", "Marie rit.", "Il voit Me Roux.", "C'est son ex.", "Elle part."]),
    (
        "es",
        [
            "En EE. UU. Donald habló.",
            "Vive en EE. UU.",
            "El jefe calló.",
            "D. Juan y la Sra. Ruiz, p. ej. Ana.",
        ],
    ),
    ("es", ["Vea la pág. 5 y el núm. 3.", "Hay pan, queso, etc.", "Juan rió."]),
    (
        "it",
        [
            "Il sig. Rossi e il dott. Bianchi, es. Mario.",
            "C'è pane, ecc.",
            "Marco rise.",
            "Sale a 5 mln.",
            "La borsa va.",
        ],
    ),
    (
        "nl",
        [
            "Dhr. Jansen en mevr. De Vries, bijv. Anna.",
            "Er is brood enz.",
            "Jan lacht.",
            "Zie blz. 5, nr. 3.",
        ],
    ),
    (
        "pt",
        [
            "O Sr. Silva e a Dra. Lima, p. ex. João.",
            "Há pão, etc.",
            "Ana riu.",
            "Veja a pág. 5.",
            "Custa R$ 5 mi.",
            "O dólar sobe.",
        ],
    ),
    ("en", ["He put it on.", "Then he left at 5 min.", "No."]),
]


@pytest.mark.parametrize(("language", "sentences"), SHORTENED)
def test_short_forms_of_the_language_end_no_sentence(language: str, sentences: list[str]) -> None:
    text = " ".join(sentences)
    spans = split_sentences(text, language=language)
    assert [text[span.start : span.end].strip() for span in spans] == sentences


@given(st.text(st.sampled_from(". aZzBEUX13"), max_size=40), st.sampled_from(["de", "es", "fr"]))
def test_sentences_tile_any_text_of_other_languages(text: str, language: str) -> None:
    spans = split_sentences(text, language=language)
    assert "".join(text[span.start : span.end] for span in spans) == text


@pytest.mark.parametrize("unit", ["z. B. ", "3. Der ", "XIV. A", "a. ", "usw. Der ", "EE. "])
def test_time_is_linear_in_other_languages(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        started = time.process_time()
        split_sentences(text, language="de")
        return time.process_time() - started

    short = seconds(50_000)
    # A busy machine may be slow for once, not each time.
    assert any(seconds(200_000) < 12 * short + 0.05 for _ in range(3))


def test_a_german_article_is_not_cut_at_its_ordinals_and_short_forms() -> None:
    text = "Anna Alder\n\nIm 19. Jahrhundert kam Frau Dr. Weber aus dem 2. Bezirk. Sie blieb u. a. da.\n"
    lines = [line.text.strip() for line in write_script(replace(article(text), language="de")).lines]
    assert "Im 19. Jahrhundert kam Frau Dr. Weber aus dem 2. Bezirk." in lines
    assert "Sie blieb u. a. da." in lines
