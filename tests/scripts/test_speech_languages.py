"""Who speaks in German and French, and what becomes of quotes in languages that are not known."""

import pytest

from scripts.model import Article
from scripts.speech import find_speech, is_silent
from tests.scripts.conftest import article

GERMAN = """Die Brücke, die keiner will

Die Holzbrücke von Sarlingen trägt nicht mehr. Die Stadt will sie vor dem Winter erneuern.

{0}

Das Wort „vorläufig“ steht auf dem Schild, und niemand weiß, wer es dort angebracht hat."""
FRENCH = """Le pont de bois

Le pont de Sarlange ne tient plus. La mairie a promis de le refaire avant l'hiver.

{0}

Le mot « provisoire » figure sur le panneau, et personne ne sait qui l'a mis là."""


def told(text: str) -> list[tuple[str, str]]:
    """Speaker and words of each quote."""
    found = article(text)
    return [(one.speaker, found.text[one.start : one.end]) for one in find_speech(found).utterances]


@pytest.mark.parametrize(
    ("said", "speakers"),
    [
        ("„Wir warten“, klagt die Architektin Clara Morwein. „Es fault.“", ["Clara Morwein"] * 2),
        ("„Das Geld fehlt“, hat Bürgermeister Paul Widmann am Montag erklärt.", ["Paul Widmann"]),
        ("„Sie bleibt stehen“, so Pfarrer Dieter Moll.", ["Dieter Moll"]),
        ("Der Wirt Karl Lohe sieht es anders. „Sie ist alt“, sagte er.", ["Karl Lohe"]),
        ("»Zwanzig Minuten!«, ruft Nadja Ferrand. »Ich fahre nicht.«", ["Nadja Ferrand"] * 2),
        ("„Und das Geld“, fügte Anna Lohe hinzu, „ist weg.“", ["Anna Lohe"] * 2),
        (
            "Anna Lohe wartet.\n\n„Kommt er?“, fragte ein Nachbar.\n\n„Nein“, antwortete sie.",
            ["Nachbar", "Anna Lohe"],
        ),
    ],
)
def test_german_quotes_go_to_who_says_them(said: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in told(GERMAN.format(said))] == speakers


def test_german_nouns_are_no_people() -> None:
    text = GERMAN.format("Anna Lohe sieht den Fluss, das Ufer und den Wald. „Alles ist grau“, sagte sie.")
    assert [speaker for speaker, _ in told(text)] == ["Anna Lohe"]


@pytest.mark.parametrize(
    ("said", "speakers"),
    [
        ("« Nous attendons », explique l'architecte Claire Morvan. « Il pourrit. »", ["Claire Morvan"] * 2),
        ("« L'argent manque », a déclaré le maire, Paul Vidal, lundi.", ["Paul Vidal"]),
        ("Le maire Paul Vidal hésite. « L’argent manque », a-t-il ajouté.", ["Paul Vidal"]),
        ("« On nous ment », assure de son côté Luc Ferrand.", ["Luc Ferrand"]),
        ("La bouchère Nadia Ferrand en rit : « Mes clients sont ailleurs. »", ["Nadia Ferrand"]),
        ("« Il tiendra encore », s'exclame l’horloger Marc Tissot.", ["Marc Tissot"]),
    ],
)
def test_french_quotes_go_to_who_says_them(said: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in told(FRENCH.format(said))] == speakers


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("« C'est faux, répond Odile Morel, je les prête. »", ["« C'est faux", "je les prête. »"]),
        ("« Six ans, dit Odile Morel. Le bois pourrit. »", ["« Six ans", "Le bois pourrit. »"]),
        (
            "« Vingt minutes ! s'exclame Odile Morel, bouchère. Ils partent. »",
            ["« Vingt minutes !", "Ils partent. »"],
        ),
        (
            "Odile Morel proteste. « Et l'argent, a-t-elle ajouté, nous n'en avons pas. »",
            ["« Et l'argent", "nous n'en avons pas. »"],
        ),
    ],
)
def test_the_narrator_breaks_a_french_quote_in_two(said: str, parts: list[str]) -> None:
    assert told(FRENCH.format(said)) == [("Odile Morel", part) for part in parts]


def test_a_french_quote_without_a_cue_stays_whole() -> None:
    said = (
        "« Hier, la mairie, la gare, tout était fermé, et je ne savais pas quoi dire », raconte Odile Morel."
    )
    assert len(told(FRENCH.format(said))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "«Ми чекаємо шість років», — каже архітекторка Марія Савчук. «Дерево гниє». Міст зачинено.",
        "「橋は必ず作る」と町長の佐藤健一氏は述べた。「秋に始まる」",
        "«كل من يشرب فنجانا يأخذ كتابا»، قالت نادية منصور. «ولا يعيده».",
    ],
)
def test_in_languages_that_are_not_known_nobody_is_guessed(text: str) -> None:
    found = article(text)
    assert find_speech(found).utterances == ()
    assert is_silent(found)


def test_labels_tell_in_any_language() -> None:
    talk = "Марія Савчук: Чи є казки?\nПетро Коваль: Є, і їх багато.\nМарія Савчук: А ще?\nПетро Коваль: Ні."
    text = f"Бібліотека на колесах\n\n{talk}"
    assert [speaker for speaker, _ in told(text)] == ["Марія Савчук", "Петро Коваль"] * 2


def test_known_languages_and_texts_without_quotes_are_not_silent() -> None:
    assert not is_silent(article("“It rained,” said Ida Brandt."))
    assert not is_silent(Article("Міст зачинено.", (), language="uk"))
