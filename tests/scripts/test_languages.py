"""Paragraphs and quotes in another language: told where it is sure, and only there."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.languages import language_of
from scripts.model import Script
from scripts.screenplay import compose, parse
from scripts.settings import LanguageDecision, LanguageSettings
from scripts.writing import ScriptSettings, write_script
from tests.scripts.conftest import article, assert_tiles

OTHERS = [
    ("Nous ne savons pas encore ce que nous allons faire demain matin.", "fr"),
    ("Der Fluss gehört niemandem, und das Wehr gehört allen, die hier wohnen.", "de"),
    ("No sabemos todavía lo que vamos a hacer mañana por la mañana en el río.", "es"),
    ("Non sappiamo ancora che cosa faremo domani mattina lungo il fiume.", "it"),
    ("We weten nog niet wat wij morgen gaan doen, zei de molenaar niet.", "nl"),
    ("Nie wiemy jeszcze, co będziemy robić jutro rano nad rzeką.", "pl"),
    ("Emme vielä tiedä, mitä teemme huomenna aamulla joen rannalla.", "fi"),
    ("Yarın sabah nehir kıyısında ne yapacağımızı henüz bilmiyoruz.", "tr"),
    ("Мы ещё не знаем, что будем делать завтра утром.", "ru"),
    ("Ми ще не знаємо, що робитимемо завтра вранці біля річки.", "uk"),
    ("Δεν ξέρουμε ακόμα τι θα κάνουμε.", "el"),
    ("私たちは何も知りません。", "ja"),
    ("我们还不知道明天早上要做什么。", "zh"),
    ("우리는 아직 모릅니다.", "ko"),
    ("لا نعرف بعد ماذا سنفعل غدا.", "ar"),
    ("堰", ""),
]


@pytest.mark.parametrize(("words", "language"), OTHERS)
def test_another_language_is_told(words: str, language: str) -> None:
    assert language_of(words, "en") == language


@pytest.mark.parametrize(("words", "language"), [one for one in OTHERS if one[1] in {"fr", "es", "it", "nl"}])
def test_the_articles_own_language_is_none(words: str, language: str) -> None:
    assert language_of(words, language) == ""
    assert language_of(words, f"{language}-XX") == ""


OWN = [
    "It held for ninety years, and nobody gave it a thought until the flood came in the spring.",
    "C’est la vie.",
    "Karl Weber, Ida Brandt, Noor Haddad, Luc Morel and Ada Lund",
    "Müller, Haugwell & Söhne",
    "Sauvignon blanc, crème brûlée",
    "Oui.",
    "No, no, no, no, no, no.",
    "1914–1918, 1939–1945",
    "ATGCATGC TTAGGCAT CCGATTAG",
    "def main(argv): return run(argv)",
    "Quick brown foxes jump lazy dogs every morning near rivers without any fences.",
    "",
]


@pytest.mark.parametrize("words", OWN)
def test_in_doubt_it_is_the_articles(words: str) -> None:
    assert language_of(words, "en") == ""


TEXT = """The weir on the border

Ada Lund has kept the sluice for thirty years. “We need bread,” she said.

“Nous ne savons pas encore ce que nous allons faire demain,” said Luc Morel, the mayor. “Rien du tout.”

Der Fluss gehört niemandem, und das Wehr gehört allen. So steht es auf dem Stein neben der Mühle.
"""


def script_of(text: str = TEXT, **choices: object) -> Script:
    languages = LanguageSettings(**choices)  # type: ignore[arg-type]
    script = write_script(article(text), ScriptSettings(languages=languages))
    assert_tiles(script)
    return script


def told(script: Script) -> list[tuple[str, str, str]]:
    return [
        (line.speaker, line.language, " ".join(line.text.split())[:20])
        for line in script.lines
        if line.language
    ]


def test_what_somebody_says_in_two_languages_is_in_two() -> None:
    text = TEXT.replace("“Rien du tout.”", "“We wait,” he said. “Rien du tout. On attend.”")
    assert [words for speaker, _, words in told(script_of(text)) if speaker == "Luc Morel"] == [
        "“Nous ne savons pas ",
        "“Rien du tout.",
        "On attend.”",
    ]


def test_short_words_follow_what_else_is_said_in_the_paragraph() -> None:
    assert told(script_of()) == [
        ("Luc Morel", "fr", "“Nous ne savons pas "),
        ("Luc Morel", "fr", "“Rien du tout.”"),
        ("Narrator", "de", "Der Fluss gehört nie"),
        ("Narrator", "de", "So steht es auf dem "),
    ]


def test_a_producer_has_the_last_word() -> None:
    decisions = (
        LanguageDecision("nous ne savons", "fr-CA", "edition.toml, line 1"),
        LanguageDecision("so steht es", "en", "edition.toml, line 4"),
        LanguageDecision("we need bread", "cy", "edition.toml, line 7"),
        LanguageDecision("no such words", "fr", "edition.toml, line 10"),
    )
    script = script_of(decisions=decisions)
    assert {(speaker, language) for speaker, language, _ in told(script)} == {
        ("Luc Morel", "fr-CA"),
        ("Ada Lund", "cy"),
    }
    assert script.notes == (
        "edition.toml, line 10: the words “no such words” are not in this article any more",
    )
    # The words around were edited: the decision still holds.
    edited = script_of(TEXT.replace("demain", "demain soir"), decisions=decisions[:1])
    assert ("Luc Morel", "fr-CA") in {(speaker, language) for speaker, language, _ in told(edited)}


def test_detection_can_be_turned_off() -> None:
    assert told(script_of(detect=False)) == []


def test_a_script_file_keeps_languages_and_takes_new_ones() -> None:
    text = compose(script_of())
    assert "Luc Morel (in fr):" in text
    assert told(parse(text, "a.script")) == told(script_of())
    changed = parse(text.replace("(in fr)", "(in oc)").replace("Narrator (in de)", "Narrator (in en)"), "a")
    assert {language for _, language, _ in told(changed)} == {"oc"}


def test_an_article_in_one_language_does_not_load_the_identifier() -> None:
    code = (
        "import sys; from scripts.reading import read_bytes, SourceKind; from scripts.writing import *;"
        "write_script(read_bytes(sys.argv[1].encode(), SourceKind.TEXT)); print('py3langid' in sys.modules)"
    )
    english = TEXT.split("“Nous", maxsplit=1)[0] * 20
    shown = [
        subprocess.run([sys.executable, "-c", code, text], capture_output=True, text=True, check=True).stdout
        for text in (english, TEXT)
    ]
    assert [one.strip() for one in shown] == ["False", "True"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "fr", "ja", "xx", "", "sr-Latn"]))
def test_any_text_has_a_language_or_none(text: str, own: str) -> None:
    found = language_of(text, own)
    assert found == "" or (found.isalpha() and found != own)
    assert found == language_of(text, own)
