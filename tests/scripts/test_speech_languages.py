"""Who speaks in Dutch, German and French, and what becomes of quotes in languages that are not known."""

import pytest

from scripts.export import doubtful
from scripts.model import NARRATOR, Age, Article, Block, BlockKind, Gender
from scripts.reading import SourceKind
from scripts.settings import Decisions, QuoteDecision
from scripts.speech import find_speech, is_unsought
from scripts.writing import ScriptSettings, write_script
from tests.scripts.conftest import article, told

GERMAN = """Die Brücke, die keiner will

Die Holzbrücke von Sarlingen trägt nicht mehr. Die Stadt will sie vor dem Winter erneuern.

{0}

Das Wort „vorläufig“ steht auf dem Schild, und niemand weiß, wer es dort angebracht hat."""
DUTCH = """De brug die niemand wil

De houten brug van Zarlingen is al zes jaar dicht. De gemeente heeft beloofd hem te vernieuwen.

{0}

Het woord ‘tijdelijk’ staat op het bord, en niemand weet wie het daar heeft opgehangen."""
FRENCH = """Le pont de bois

Le pont de Sarlange ne tient plus. La mairie a promis de le refaire avant l'hiver.

{0}

Le mot « provisoire » figure sur le panneau, et personne ne sait qui l'a mis là."""


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


MIXED = """« Tu viens ? demanda Paul. Il est tard.

{0} Non, dit Odile Morel, je reste ici.

{0} Encore ?

{0} Encore », répondit-elle en souriant.

Elle referma la porte. Le chien de la voisine se tut.

« C'est loin ?

{0} Trop loin, dit Paul. »

Ils partirent."""


@pytest.mark.parametrize("dash", ["—", "–"])
def test_a_french_dialogue_between_guillemets_has_a_speaker_for_each_dash(dash: str) -> None:
    said = told(FRENCH.format(MIXED.format(dash)))
    assert said[:7] == [
        ("Paul", "« Tu viens ?"),
        ("Paul", "Il est tard."),
        ("Odile Morel", f"{dash} Non,"),
        ("Odile Morel", "je reste ici."),
        ("Paul", f"{dash} Encore ?"),
        ("Odile Morel", f"{dash} Encore »"),
        said[6],
    ]
    assert [words for _, words in said[6:]] == ["« C'est loin ?", f"{dash} Trop loin,"]
    assert said[7][0] == "Paul"


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("— Non, dit Paul, je reste.", ["— Non,", "je reste."]),
        ("— Non, dit Paul, mais on verra.", ["— Non,", "mais on verra."]),
        ("— Non, dit Paul, en fermant la porte.", ["— Non,"]),
        ("— Non, dit Paul, et il ferma la porte.", ["— Non,"]),
        ("« Non », ai-je répondu.", ["« Non »"]),
    ],
)
def test_what_follows_a_french_cue_is_speech_if_the_speaker_goes_on(said: str, parts: list[str]) -> None:
    assert [words for _, words in told(FRENCH.format(said))] == parts


def test_a_french_quote_without_a_cue_stays_whole() -> None:
    said = (
        "« Hier, la mairie, la gare, tout était fermé, et je ne savais pas quoi dire », raconte Odile Morel."
    )
    assert len(told(FRENCH.format(said))) == 1


@pytest.mark.parametrize(
    ("said", "speakers"),
    [
        ("‘We wachten’, zegt architect Clara Morwijk. ‘Het hout rot.’", ["Clara Morwijk"] * 2),
        ("‘Het geld is er niet’, heeft burgemeester Paul Wiedeman maandag gezegd.", ["Paul Wiedeman"]),
        ("De bakker Nadia Verhaan lacht. “Ze zijn weg”, vertelt ze.", ["Nadia Verhaan"]),
        ("‘En het geld’, voegt Anna Loman eraan toe, ‘is weg.’", ["Anna Loman"] * 2),
        ("“Ik fiets wel om”, aldus Piet Zaal.", ["Piet Zaal"]),
        ("‘Dat zullen we zien’, legt Van der Meer uit.", ["Van der Meer"]),
        ("Kees van Dam, 81, is kwaad. ‘Ik loop niet meer’, zegt hij.", ["Kees van Dam"]),
        ("‘Komt hij?’, vraagt een buurman. ‘Nee’, antwoordt de agent.", ["buurman", "agent"]),
        ("‘Wij willen dat hij blijft’, zeggen de bewoners.", ["bewoners"]),
        ("“Waarom?” vraag ik. “Omdat het moet”, zegt Ivo Mulder.", ["De auteur", "Ivo Mulder"]),
        ("‘’s Winters is het glad’, waarschuwt Piet Zaal.", ["Piet Zaal"]),
        ("De film ‘De laatste bus naar het noorden’ is hier opgenomen, zegt men.", []),
        ("Burgemeester Paul Wiedeman wil dat de brug ‘voor de zomer’ open is.", []),
    ],
)
def test_dutch_quotes_go_to_who_says_them(said: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in told(DUTCH.format(said))] == speakers


def test_dutch_people_have_genders_and_ages() -> None:
    text = DUTCH.format("‘Ja’, zegt de bakker Nadia Verhaan. ‘Nee’, zegt de 17-jarige Piet Zaal.")
    assert [(one.name, one.gender, one.age) for one in find_speech(article(text)).speakers] == [
        ("Nadia Verhaan", Gender.FEMALE, None),
        ("Piet Zaal", Gender.MALE, Age.TEEN),
    ]


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [
        ("nl", "Bo Dahl uit Holm zag het. ‘Ik zag niets’, zegt de 17-jarige.", ["Bo Dahl"]),
        ("nl", "Bo Dahl (17) en Ana Ruiz (42) zagen het. ‘Wij niet’, zegt de 42-jarige.", ["Ana Ruiz"]),
        ("nl", "Bo Dahl (42) zag het. ‘Ik zag niets’, zegt de 17-jarige.", ["17-jarige"]),
        ("nl", "Bo Dahl zag het. ‘Ik zag niets’, zegt een 17-jarige.", ["17-jarige"]),
        ("nl", "Ana Ruiz kwam later. De 17-jarige uit Holm was bang. ‘Het was donker.’", ["17-jarige"]),
        ("de", "Bo Dahl aus Holm sah es. „Ich sah nichts“, sagt der 17-Jährige.", ["Bo Dahl"]),
        ("en", "Bo Dahl, 17, and Ana Ruiz, 42, saw it. “I did not,” the 17-year-old said.", ["Bo Dahl"]),
    ],
)
def test_an_age_stands_for_who_is_of_that_age(language: str, text: str, speakers: list[str]) -> None:
    blocks = (Block(BlockKind.PARAGRAPH, 0, len(text)),)
    found = find_speech(Article(text, blocks, language=language))
    assert [one.speaker for one in found.utterances] == speakers


UKRAINIAN = """Міст, якого ніхто не хоче

Дерев'яний міст у місті зачинено вже шість років, і ніхто не знає, коли його полагодять.

{0}

Табличка «тимчасово» досі висить."""
POLISH = """Most, którego nikt nie chce

Drewniany most w Sarnowie jest zamknięty od sześciu lat, a miasto obiecało go naprawić przed zimą.

{0}

Tablica z napisem „Remont mostu w Sarnowie” wciąż stoi."""
SWEDISH = """Bron som ingen vill ha

Träbron i Sarninge har varit stängd i sex år, och kommunen har lovat att laga den före vintern.

{0}

Ingen vet vem som har satt upp skylten ”tillfällig”."""
JAPANESE = """橋の行方

町の木の橋は六年前から閉じている。町は冬の前に直すと約束した。

{0}

「仮」の札がまだある。"""
CHINESE = """没有人要的桥

镇上的木桥已经关闭六年了。镇政府答应在冬天以前修好它。

{0}

所谓的“临时”牌子还在。"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            UKRAINIAN.format("«Ми чекаємо шість років», — каже архітекторка Марія Савчук. «Дерево гниє»."),
            ["«Ми чекаємо шість років»", "«Дерево гниє»"],
        ),
        (UKRAINIAN.format("Марія каже: «Ми чекаємо шість років»."), ["«Ми чекаємо шість років»"]),
        (
            UKRAINIAN.format("«Ми чекаємо, — каже Марія Савчук, — і дерево гниє. Скільки ще?»"),
            ["«Ми чекаємо,", "і дерево гниє. Скільки ще?»"],
        ),
        (
            UKRAINIAN.format("«Ми — це село — чекаємо вже довго», — каже Марія Савчук."),
            ["«Ми — це село — чекаємо вже довго»"],
        ),
        (
            POLISH.format("„Czekamy od lat”, mówi Maria Lis, „a drewno gnije”. „Dość.”"),
            ["„Czekamy od lat”", "„a drewno gnije”", "„Dość.”"],
        ),
        (POLISH.format("– „Wszystko będzie dobrze” – śmieje się sąsiad."), ["„Wszystko będzie dobrze”"]),
        (
            POLISH.format("„Nie wiem, kto to zrobił.\n\nAle ktoś musiał”, śmieje się Lis."),
            ["„Nie wiem, kto to zrobił.", "Ale ktoś musiał”"],
        ),
        (SWEDISH.format("Han sade ”Jag kommer inte i dag.” Sedan gick han."), ["”Jag kommer inte i dag.”"]),
        (SWEDISH.format("”När kommer ni tillbaka?” frågar Klara Moen."), ["”När kommer ni tillbaka?”"]),
        (SWEDISH.format("»Vi har väntat i sex år»"), ["»Vi har väntat i sex år»"]),
        (JAPANESE.format("「橋は、必ず作る」と佐藤氏は述べた。"), ["「橋は、必ず作る」"]),
        (JAPANESE.format("「もう六年待った。木は腐る」と話す。"), ["「もう六年待った。木は腐る」"]),
        (JAPANESE.format("「秋に始まる」"), ["「秋に始まる」"]),
        (CHINESE.format("“我们等了六年，”李敏说，“木头在烂。”"), ["“我们等了六年，”", "“木头在烂。”"]),
        (CHINESE.format("镇长回答：“秋天就开工，冬天完成”。"), ["“秋天就开工，冬天完成”"]),
        ("«كل من يشرب يأخذ كتابا»، قالت نادية منصور. وهذا «المقهى» قديم.", ["«كل من يشرب يأخذ كتابا»"]),
    ],
)
def test_in_languages_that_are_not_known_somebody_without_a_name_says_what_is_plainly_said(
    text: str, said: list[str]
) -> None:
    found = find_speech(article(text))
    assert [text[one.start : one.end] for one in found.utterances] == said
    assert {one.confidence < 0.5 for one in found.utterances} == {True}
    assert [(one.name, one.gender) for one in found.speakers] == [("Unnamed speaker", None)]
    assert all("not looked for in this language" in one.evidence for one in found.utterances)


@pytest.mark.parametrize(
    "text",
    [
        UKRAINIAN.format("Так звана «тимчасова» кладка і театр «Наша стара школа» зачинені."),
        POLISH.format("Film „Ostatni autobus na północ”, nakręcony tutaj, pokazano w szkole."),
        POLISH.format("„Stary Most Kolejowy”, jak go nazywają, też jest zamknięty."),
        POLISH.format("Mówią o „naprawie, która nigdy nie nadejdzie.” Nikt nie wie więcej."),
        SWEDISH.format("Hon läste ”Vem är du nu?” som alla andra i klassen."),
        SWEDISH.format("”Tillfällig”, står det på skylten."),
        SWEDISH.format("Böckerna ”Bron”, ”Den sista bussen till norr”, och ”Vi väntar”."),
        JAPANESE.format("町には「持続可能な開発目標」の看板がある。映画「君を、待つ」が話題だ。"),
        CHINESE.format("电影“最后一班车”在镇上很有名。"),
        '«תחנת רכבת» נסגרה. צה"ל מסר כי הגשר סגור, ודובר צה"ל אמר זאת שוב.',
    ],
)
def test_in_languages_that_are_not_known_terms_and_titles_are_the_narrators(text: str) -> None:
    found = article(text)
    assert find_speech(found).utterances == ()
    assert is_unsought(found, ())


def test_headings_of_languages_that_are_not_known_are_the_narrators() -> None:
    title, heading = "# „Czekamy od sześciu lat.”", "## „Kto za to zapłaci?”"
    text = f"{title}\n\nDrewniany most jest zamknięty.\n\n{heading}\n\nNikt nie wie."
    found = article(text, SourceKind.MARKDOWN)
    assert find_speech(found).utterances == ()


def test_a_note_tells_that_nobody_was_looked_for() -> None:
    text = POLISH.format("„Czekamy od lat”, mówi Maria Lis.")
    told = write_script(article(text))
    assert [one for one in told.notes if "not looked for in the language 'pl'" in one]
    assert [one.speaker for one in told.lines if doubtful(one)] == ["Unnamed speaker"]
    decided = Decisions(quotes=(QuoteDecision("Czekamy od lat", "Maria Lis"),))
    told = write_script(article(text), ScriptSettings(decisions=decided))
    assert not [one for one in told.notes if "not looked for" in one]
    assert [one.speaker for one in told.lines if one.speaker != NARRATOR] == ["Maria Lis"]


def test_labels_tell_in_any_language() -> None:
    talk = "Марія Савчук: Чи є казки?\nПетро Коваль: Є, і їх багато.\nМарія Савчук: А ще?\nПетро Коваль: Ні."
    text = f"Бібліотека на колесах\n\n{talk}"
    assert [speaker for speaker, _ in told(text)] == ["Марія Савчук", "Петро Коваль"] * 2


def test_labels_go_before_the_marks_behind_them() -> None:
    talk = (
        "Марія Савчук: «Чи є казки?»\nПетро Коваль: «Є, і їх багато».\nМарія Савчук: А ще?\nПетро Коваль: Ні."
    )
    text = f"Бібліотека на колесах\n\n{talk}"
    assert [speaker for speaker, _ in told(text)] == ["Марія Савчук", "Петро Коваль"] * 2


def test_known_languages_and_texts_without_quotes_need_no_note() -> None:
    assert not is_unsought(article("“It rained,” said Ida Brandt."), ())
    assert not is_unsought(Article("Міст зачинено.", (), language="uk"), ())


@pytest.mark.parametrize(
    ("text", "age"),
    [
        (FRENCH.format("« J'y crois », dit Odile Garnier, 42 ans, boulangère."), Age.ADULT),
        (FRENCH.format("« J'y crois », dit Odile Garnier, âgée de 71 ans."), Age.OLD),
        (FRENCH.format("« J'y crois », dit Odile Garnier (17 ans)."), Age.TEEN),
        (FRENCH.format("« J'y crois », dit un pêcheur de 71 ans."), Age.OLD),
        (FRENCH.format("« J'y crois », dit un maire de 12 ans de mandat."), None),
        (GERMAN.format("„Ich glaube daran“, sagt der 71-jährige Karl Lohe."), Age.OLD),
        (GERMAN.format("„Ich glaube daran“, sagt Karl Lohe, 17 Jahre alt."), Age.TEEN),
        (GERMAN.format("„Ich glaube daran“, sagt Karl Lohe, 12 Jahre im Amt."), None),
        (DUTCH.format("‘Ik geloof erin’, zegt een visser van 71 jaar."), Age.OLD),
        (DUTCH.format("‘Ik geloof erin’, zegt Joke Visser, 42 jaar oud."), Age.ADULT),
    ],
)
def test_ages_are_told_as_each_language_writes_them(text: str, age: Age | None) -> None:
    assert [one.age for one in find_speech(article(text)).speakers] == [age]
