"""What is written becomes what is said, and every word finds its way back."""

from pathlib import Path

import pytest

from voices.lexicon import Lexicon
from voices.spoken import spoken_form

CASES = {
    # numbers
    "300,000 troops": "three hundred thousand troops",
    "1,234,567 people": "one million two hundred thirty four thousand five hundred sixty seven people",
    "0.25 of it": "zero point two five of it",
    ".5 of it": "point five of it",
    "-5 outside": "minus five outside",
    "−5 outside": "minus five outside",
    "agent 007": "agent zero zero seven",
    "the 21st and 3rd": "the twenty first and third",
    "the 112th": "the one hundred twelfth",
    "won 7-2": "won seven to two",
    "10–15 people": "ten to fifteen people",
    "a ratio of 2:1": "a ratio of two to one",
    "version 1.2.3": "version one point two point three",
    "1/2 of 3/4": "one half of three quarters",
    "2 1/2 cups": "two and a half cups",
    "2½ cups, ¼ spoon": "two and a half cups, one quarter spoon",
    "#5 of 10+": "number five of ten plus",
    "24/7 since 9/11": "twenty four seven since nine eleven",
    "call 555-123-4567": "call five five five, one two three, four five six seven",
    # years, dates and times
    "in 1984": "in nineteen eighty four",
    "in 2005, 2022 and 1907": "in two thousand five, twenty twenty two and nineteen oh seven",
    "in 1900 or 2000": "in nineteen hundred or two thousand",
    "2015-16 and 2015–2016": "twenty fifteen to sixteen and twenty fifteen to twenty sixteen",
    "2005/06": "two thousand five to oh six",
    "the 1990s, the '80s": "the nineteen nineties, the eighties",
    "the mid-1990s": "the mid nineteen nineties",
    "on September 21": "on September twenty first",
    "Sept. 21, 2022, was": "September twenty first, twenty twenty two, was",
    "on 21 September 2022": "on the twenty first of September twenty twenty two",
    "the 5th of May": "the fifth of May",
    "in May 2020": "in May twenty twenty",
    "You may 5 times": "You may five times",
    "2022-09-21": "September twenty first, twenty twenty two",
    "on 9/21/2022": "on September twenty first, twenty twenty two",
    "on 21.9.2022": "on the twenty first of September twenty twenty two",
    "at 5:30pm": "at five thirty PM",
    "at 5 a.m. on": "at five AM on",
    "I am 5. I am": "I am five. I am",
    "at 10:00": "at ten o'clock",
    "at 17:05": "at seventeen oh five",
    # money
    "$4.5m": "four point five million dollars",
    "£3bn": "three billion pounds",
    "€1.2 million": "one point two million euros",
    "$3.50 or $1": "three dollars fifty cents or one dollar",
    "$0.99": "ninety nine cents",
    "£1.01": "one pound one penny",
    "$5–$10 million": "five to ten million dollars",
    "a $300-million plan": "a three hundred million dollar plan",
    "100€": "one hundred euros",
    "US$5bn": "five billion US dollars",
    # measures
    "5% or 5.5 %": "five percent or five point five percent",
    "10-15%": "ten to fifteen percent",
    "38C": "thirty eight degrees Celsius",
    "-5°C": "minus five degrees Celsius",
    "2.3 km": "two point three kilometers",
    "1 km": "one kilometer",
    "5ft 9in": "five feet nine inches",
    "6'2\" tall": "six foot two tall",
    "60mph": "sixty miles per hour",
    "100m tall": "one hundred meters tall",
    "2m people": "two million people",
    "50 km² of land": "fifty square kilometers of land",
    # names and short forms
    "Dr. Smith met Mr Jones": "Doctor Smith met Mister Jones",
    "St. Petersburg": "Saint Petersburg",
    "on Main St. today": "on Main Street today",
    "Sen. Cruz and Gen. Lee": "Senator Cruz and General Lee",
    "the U.S. Army": "the US Army",
    "in the U.S. The end": "in the US. The end",
    "U.S.-led": "US led",
    "two MPs": "two M P's",
    "J. K. Rowling": "J K Rowling",
    "e.g. this, i.e. that, etc.": "for example this, that is that, et cetera.",
    "No. 5, no. 6": "number five, number six",
    "Oh no. Five": "Oh no. Five",
    "World War II": "World War two",
    "Henry VIII's": "Henry the eighth's",
    "Chapter IV": "Chapter four",
    "I said I": "I said I",
    "a 34-year-old": "a thirty four year old",
    "COVID-19": "COVID nineteen",
    "G7, 5G, A380": "G seven, five G, A-three eighty",
    # addresses and signs
    "www.example.com/a_b": "WWW dot example dot com slash a underscore b",
    "https://example.org": "HTTPS colon slash slash example dot org",
    "me@example.org": "me at example dot org",
    "@some_one": "at some underscore one",
    "#SaveTheWhales": "hashtag Save The Whales",
    "salt & pepper": "salt and pepper",
    "AT&T": "A.T and T",
    "2 + 2 = 4": "two plus two equals four",
    "a < b": "a less than b",
    "he/she": "he or she",
    # marks
    "“Yes,” she said": "Yes, she said",
    "hiding – still": "hiding, still",
    "later…either": "later, either",
    "He stopped... Then": "He stopped. Then",
    "he (the man) said": "he, the man, said",
    "What?!": "What?",
    "workers’ rights": "workers rights",
    "don’t": "don't",
    "well‑known": "well-known",
    # nothing to hear, and hostile
    "mobi\u00adli\u200bza\ufefftion": "mobilization",
    "one\x00two\u2028three": "one two three",
    "\u202eabc\u202c": "abc",
    "[[h@l'oU]]": "h at l'oU",
    "<speak>hi</speak>": "speak hi slash speak",
    "{{ name }}": "name",
    "a | b \\ c ^ d ` e": "a b c d e",
    "Well done 👍🏽": "Well done thumbs up sign",
    "* * *": "",
    "“…”": "",
    "": "",
    " \n\t": "",
    "——": "",
}


def rows(name: str) -> list[list[str]]:
    """The cases of a table beside this file."""
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


TABLE = rows("spoken_cases.tsv")


@pytest.mark.parametrize(
    ("kind", "written", "said"), TABLE, ids=[f"{kind}: {written}" for kind, written, _ in TABLE]
)
def test_english_by_kind(kind: str, written: str, said: str) -> None:
    assert kind
    assert spoken_form(written).text == said


BRITISH = rows("british_cases.tsv")


@pytest.mark.parametrize(("written", "said"), BRITISH, ids=[written for written, _ in BRITISH])
def test_british_english(written: str, said: str) -> None:
    assert spoken_form(written, "en-GB").text == said


def test_only_british_english_is_said_the_british_way() -> None:
    for language in ("en", "en-US", "en-CA"):
        assert spoken_form("205 on 03/04/2031", language).text == (
            "two hundred five on March fourth, twenty thirty one"
        )
    assert spoken_form("205", "en-AU").text == "two hundred and five"


@pytest.mark.parametrize(("kind", "written", "said"), TABLE, ids=[written for _, written, _ in TABLE])
def test_what_is_said_is_said_the_same_when_it_is_read_again(kind: str, written: str, said: str) -> None:
    assert kind and written
    assert spoken_form(said).text == said


def test_the_table_is_large_and_says_each_thing_once() -> None:
    assert len(TABLE) >= 300
    assert len({(kind, written) for kind, written, _ in TABLE}) == len(TABLE)


@pytest.mark.parametrize("written", CASES)
def test_english(written: str) -> None:
    assert spoken_form(written).text == CASES[written]


def test_other_languages_leave_numbers_to_the_engine() -> None:
    spoken = spoken_form("Han har 3,5 % av 1 000 € sedan 12:30 [[x]] <b>", "sv")
    assert spoken.text == "Han har 3,5 % av 1 000 € sedan 12:30, x, b"


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("sv", "Det är -5 °C, § 5, ½ liter, 3 × 4", "Det är -5 °C, § 5, ½ liter, 3 × 4"),
        ("pl", "50 km² o 12h30, -5 °C", "50 km² o 12h30, -5 °C"),
        ("da", "de 3,5 % af 1.000 €, -2", "de 3,5 % af 1.000 €, -2"),
        ("de", "- 5 und -x [[a]]", "5 und, x, a"),
        ("de", "ann_b@alder.de", "ann Unterstrich b ät alder Punkt de"),
        ("de", "von @ann_b, z. B. am 3.4.", "von ät ann Unterstrich b, zum Beispiel am dritten April."),
        ("fr-CA", "#SaubereLuft2031 !", "hashtag Saubere Luft 2031!"),
        ("es", "en www.alder.es/x-y.", "en www punto alder punto es barra x guion y."),
        ("no", "alder.no", "alder punktum no"),
        ("uk", "#Пором і @ann", "хештег Пором і собака ann"),
        ("hu", "#Komp @ann alder.hu", "hashtag Komp @ann alder.hu"),
        ("fi", "No #5 ja F#", "No 5 ja F"),
    ],
)
def test_other_languages_keep_what_engines_name(language: str, written: str, said: str) -> None:
    assert spoken_form(written, language).text == said


LEXICON = Lexicon.of({"Szymon": "shee mon", "New York": "noo yawk", "Jr": "[[junior]]"})


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Szymon’s men", "shee mon's men"),
        ("szymon Szymons", "szymon Szymons"),
        ("“Szymon,” he", "shee mon, he"),
        ("New York's New\u00a0York", "noo yawk's noo yawk"),
        ("New, York", "New, York"),
        ("Jr", "junior"),
    ],
)
def test_lexicon(written: str, said: str) -> None:
    assert spoken_form(written, "en", LEXICON).text == said


def test_the_way_back() -> None:
    text = "“It cost $4.5 million, on\nSept. 21” – he said."
    spoken = spoken_form(text)
    pairs = [(text[w.start : w.end], spoken.text[w.spoken_start : w.spoken_end]) for w in spoken.words]
    assert pairs == [
        ("It", "It"),
        ("cost", "cost"),
        ("$4.5", "four point five"),
        ("million", "million dollars"),
        ("on", "on"),
        ("Sept", "September"),
        ("21", "twenty first"),
        ("he", "he"),
        ("said", "said"),
    ]
