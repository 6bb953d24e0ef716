"""Spoken forms of any text: harmless, every word mapped, no figure or sign lost, in linear time."""

import re
import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from voices.model import Spoken
from voices.spoken import spoken_form


def assert_maps(text: str, spoken: Spoken) -> None:
    end = spoken_end = 0
    for word in spoken.words:
        assert end <= word.start < word.end <= len(text)
        assert spoken_end <= word.spoken_start < word.spoken_end <= len(spoken.text)
        end, spoken_end = word.end, word.spoken_end
    mapped = {at for word in spoken.words for at in range(word.start, word.end)}
    missing = [c for at, c in enumerate(text) if at not in mapped and c.isascii() and c.isalnum()]
    assert not missing
    said = {at for word in spoken.words for at in range(word.spoken_start, word.spoken_end)}
    assert not any(c.isalnum() for at, c in enumerate(spoken.text) if at not in said)


FRAGMENTS = st.sampled_from(
    [
        "[[",
        "]]",
        "<",
        ">",
        "{{",
        "}}",
        "&",
        "$4.5m",
        "€1",
        "1,000",
        "1/2",
        "½",
        "5%",
        "5",
        "%",
        "Dr.",
        "St.",
        "No.",
        "U.S.",
        "e.g.",
        "9/11",
        "a.m.",
        "5:30pm",
        "1430 GMT",
        "2h15m",
        "10,00,000",
        "5-3=2",
        "a,b",
        "test$",
        "/usr/x",
        "C:\\x",
        "Jan-15",
        "1-0",
        "at 10.30",
        "12st 4lb",
        "St. John",
        "King",
        "and I",
        "WHO",
        "Sept.",
        "21,",
        "2022",
        "2015-16",
        "10–15",
        "—",
        "–",
        "-",
        "…",
        "...",
        "“",
        "”",
        "'",
        "’s",
        "it's",
        "34-year-old",
        "II",
        "Henry",
        "VIII",
        "MPs",
        "G7",
        "@x",
        "#y",
        "x@y.org",
        "www.a.com/b",
        "😀",
        "🇺🇸",
        "你好",
        "é",
        "é",
        "\xad",
        "\u200b",
        "\u202e",
        "\x00",
        "\n",
        "\xa0",
        "²",
        "١٢",
        "Ⅳ",
        "™",
        "°",
        "★★☆",
        "z. B.",
        "M.",
        "EE. UU.",
        "3.",
        "1er",
        "2ª",
        "14h30",
        "4,5 Mio.",
        "R$",
        "l'1",
        "XIXe",
        "+49",
        "030",
        "¾",
        "B-",
        "12 000",
        "5°C",
        "5'",
        "6'2\"",
        "+3",
        "-3",
        "~3",
        "±3",
        "*",
        "_",
        "|",
        "\\",
        "`",
        ".",
        ",",
        ";",
        ":",
        "?",
        "!",
        "(",
        ")",
        "/",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(FRAGMENTS | st.text(max_size=4), max_size=12).map(" ".join)))
@example("1" * 5000)
@example("0" * 40 + "/" + "0")
@example("$" + "9" * 400 + ".00")
@example("²½١Ⅳ①")
def test_any_text_is_mapped_and_harmless(text: str) -> None:
    for language in ("en", "en-GB", "hu", "de", "fr", "es", "it", "nl", "pt"):
        spoken = spoken_form(text, language)
        assert_maps(text, spoken)
        for character in spoken.text:
            ok = unicodedata.category(character)[0] in "LMN" or character in "'-., :;?!"
            assert ok or (not language.startswith("en") and character in "%°€$£¥&+@=/§×÷±")
        assert spoken.text == spoken.text.strip()
        assert "  " not in spoken.text


@settings(max_examples=100, deadline=None)
@given(st.lists(FRAGMENTS, max_size=10).map("".join))
def test_english_leaves_no_figure(text: str) -> None:
    assert not any(character in "0123456789" for character in spoken_form(text).text)


SIGN_WORDS = {
    "$": ("dollar", "cent"),
    "€": ("euro", "cent"),
    "£": ("pound", "penn", "pence"),
    "%": ("percent",),
}


@settings(max_examples=100, deadline=None)
@given(
    st.lists(FRAGMENTS | st.sampled_from(["$5", "£2.50", "7%", "x%", "12€", "$x"]), max_size=6).map(" ".join)
)
@example("test$ $.01 £5-£10 $12@12% 100%-20% x£ 5-10%")
def test_no_sign_that_touches_a_word_is_lost(text: str) -> None:
    said = spoken_form(text).text
    for sign, names in SIGN_WORDS.items():
        before = re.search(rf"[0-9a-z]{re.escape(sign)}(?![A-Za-z])", text)
        after = re.search(rf"{re.escape(sign)}[0-9]", text) if sign != "%" else None
        assert not (before or after) or any(name in said for name in names)


RUNS = ["1", "a", "a-", "1-", "1.", "$1,111", "A.", ".", "'", "[[", "1 ", "–1", "a@", "😀", "I", "I ", "X. "]
MORE_RUNS = [
    "1 - ",
    "1 / ",
    "a,b",
    "St. ",
    "# ",
    "1-1=",
    "a/b",
    "#aB",
    "10,00,",
    "5-4 ",
    "King X ",
    "000 ",
    "1 000 ",
    "2 lb. ",
    "★",
]


RUNS_OF_SPANS = ["Sat–", "£5/€6 ", "(iv) ", "2 million-3 ", "the $5 ", "R-T, "]


@pytest.mark.parametrize("unit", [*RUNS, *MORE_RUNS, *RUNS_OF_SPANS])
def test_time_is_linear(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        begun = time.process_time()
        spoken_form(text)
        return time.process_time() - begun

    seconds(1_000)
    short = min(seconds(10_000), seconds(10_000))
    # A busy machine may be slow for once, not each time.
    assert any(seconds(40_000) < 12 * short + 0.05 for _ in range(3))
