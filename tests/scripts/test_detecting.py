"""The language of a whole article: told from few words where they tell, English in doubt."""

import subprocess
import sys

import pytest

from scripts.detecting import ALPHABETS, USUAL, article_language


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Der Mann und die Frau gingen mit dem Hund nicht in das Haus, und es war kalt.", "de"),
        ("Le chat est sur la table et il ne veut pas que les souris dansent dans la maison.", "fr"),
        ("Он ушёл домой и не вернулся.", "ru"),
        ("彼は家に帰りました。", "ja"),
        ("他回家了。", "zh"),
        ("Ok", "en"),
        ("Автобус приїжджає щовівторка, і діти чекають на нього біля школи.", "uk"),
        ("Паром ходит через эту реку с прошлого века, объявил вчера капитан.", "ru"),
        ("Автобусът спира пред училището в десет часа и децата вече го чакат.", "bg"),
        ("Аўтобус прыязджае ў аўторак, і дзеці чакаюць яго каля школы.", "be"),
        ("Аутобус стиже уторком, и деца га већ чекају испред школе.", "sr"),
        ("Автобусот стигнува во вторник, а децата веќе го чекаат меѓу куќите.", "mk"),
        ("كل من يشرب فنجانا يأخذ كتابا ولا يعيده إلا إذا قرأه.", "ar"),
        ("هر کسی که چای بنوشد کتابی می‌گیرد و باید آن را بخواند.", "fa"),
        ("جو شخص چائے پیتا ہے وہ ایک کتاب لے جاتا ہے اور پڑھتا ہے۔", "ur"),
    ],
)
def test_alphabets_and_commonest_words_tell(words: str, code: str) -> None:
    assert article_language(words) == code


ONE_SENTENCE = [
    ("Kunstnerens atelier brændte ned i nat, men ingen kom noget til.", "da"),
    ("Ferga ble liggende ved kaia hele natta, forteller skipperen.", "no"),
    ("Färjan blev liggande vid kajen hela natten, berättar skepparen.", "sv"),
    ("Lautta seisoi laiturissa koko yön, kertoo kippari.", "fi"),
    ("Ferjan lá við bryggjuna alla nóttina, segir skipstjórinn.", "is"),
    ("Prom stał przy nabrzeżu przez całą noc, opowiada kapitan.", "pl"),
    ("Přívoz stál u břehu celou noc, vypráví převozník.", "cs"),
    ("Prievoz stál pri brehu celú noc, hovorí kapitán.", "sk"),
    ("Trajekt je vso noč stal ob pomolu, pripoveduje kapitan.", "sl"),
    ("Trajekt je cijelu noć stajao uz obalu, kaže kapetan.", "hr"),
    ("A komp egész éjjel a parton állt, meséli a kapitány.", "hu"),
    ("Feribotul a stat la mal toată noaptea, spune căpitanul.", "ro"),
    ("Feribot bütün gece iskelede bekledi, diyor kaptan.", "tr"),
    ("Praam seisis kogu öö kai ääres, räägib kapten.", "et"),
    ("Prāmis visu nakti stāvēja pie krasta, stāsta kapteinis.", "lv"),
    ("Keltas visą naktį stovėjo prie kranto, pasakoja kapitonas.", "lt"),
    ("El transbordador va passar tota la nit al moll, explica el capità.", "ca"),
    ("Ferrya gau osoan egon zen kaian, dio kapitainak.", "eu"),
    ("Chiếc phà nằm ở bến suốt đêm, thuyền trưởng kể.", "vi"),
    ("Trageti qëndroi në breg gjithë natën, tregon kapiteni.", "sq"),
    ("Safodd y fferi wrth y cei drwy'r nos, meddai'r capten.", "cy"),
    ("Kivuko kilikaa ufukweni usiku kucha, anasema nahodha.", "sw"),
    ("Die Fähre lag die ganze Nacht am Ufer, erzählt der Kapitän.", "de"),
    ("Le bac est resté à quai toute la nuit, raconte le capitaine.", "fr"),
    ("El transbordador pasó toda la noche en el muelle, cuenta el capitán.", "es"),
    ("Il traghetto è rimasto al molo tutta la notte, racconta il capitano.", "it"),
    ("O barco ficou a noite inteira no cais, conta o capitão.", "pt"),
    ("De veerboot lag de hele nacht aan de kade, vertelt de kapitein.", "nl"),
    ("Старата мелница край реката ще затвори напролет.", "bg"),
    ("Рада знову збереться завтра.", "uk"),
    ("Фери ноћу стоји крај обале.", "sr"),
    ("フェリーは一晩中、岸壁に停泊していた。", "ja"),
    ("首相が訪米へ", "ja"),
    ("渡轮整夜停在码头。", "zh"),
    ("เรือข้ามฟากจอดอยู่ที่ท่าทั้งคืน", "th"),
    ("ফেরিটি সারা রাত ঘাটে ছিল।", "bn"),
    ("படகு இரவு முழுவதும் கரையில் நின்றது.", "ta"),
    ("ბორანი მთელი ღამე ნაპირთან იდგა.", "ka"),
    ("Լաստանավը ամբողջ գիշեր կանգնած էր ափին։", "hy"),
]


@pytest.mark.parametrize(("words", "code"), ONE_SENTENCE, ids=[code for _, code in ONE_SENTENCE])
def test_one_sentence_is_enough(words: str, code: str) -> None:
    assert article_language(words) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Dzień dobry, wyspo.", "pl"),
        ("Już po burzy.", "pl"),
        ("Příští zastávka: přístav.", "cs"),
        ("Jó éjszakát, város.", "hu"),
        ("Yağmur başlıyor.", "tr"),
        ("Hyvää yötä, saari.", "fi"),
        ("Chúc ngủ ngon.", "vi"),
    ],
)
def test_two_words_are_enough_where_their_letters_tell(words: str, code: str) -> None:
    assert article_language(words) == code


ENGLISH = [
    "Łódź wins cup.",
    "Crème brûlée recipe.",
    "Erdoğan visits Berlin.",
    "Good morning, world.",
    "Nothing moves.",
    "Müller & Söhne wins contract",
    "Škoda unveils new électrique model",
    "Die Zeit reports rising profits",
    "El Niño returns early",
    "Storm hits coast; thousands lose power",
    "Angela Merkel visits Île-de-France, meets Emmanuel Macron",
    "“C'est la vie,” he said.",
    "Ana Ruiz said: “No sé.”",
    "José Muñoz runs Ñandú, a café near Málaga that opens before dawn.",
    "Ann Lee, Karl Weber, Noor Haddad",
    "Oui.",
    "",
]


@pytest.mark.parametrize("words", ENGLISH)
def test_english_with_foreign_names_stays_english(words: str) -> None:
    assert article_language(words) == "en"


def test_long_articles_are_not_taken_for_a_relative() -> None:
    danish = "Det er en af de ældste møller, og den står på den anden side af åen, som har frosset til. " * 30
    catalan = "El molí és a la vora del riu, i les cases que el volten són de pedra, amb una porta. " * 30
    assert article_language(danish) == "da"
    assert article_language(catalan) == "ca"


def test_every_alphabet_has_a_usual_language() -> None:
    assert set(USUAL) == set(ALPHABETS) - {"Latin"}


def test_the_identifier_is_not_loaded_where_words_tell() -> None:
    code = (
        "import sys; from scripts.detecting import article_language as told;"
        "print(told(sys.argv[1]), 'py3langid' in sys.modules)"
    )
    for words, told in (
        ("She kept the sluice for thirty years, and nobody asked her why.", "en False"),
        ("Der Müller und die Wirtin sind mit dem Kahn auf das Wehr zu gefahren.", "de False"),
        ("El molino y la casa son de los hermanos, y el río pasa por la puerta con fuerza.", "es False"),
        ("Mlýn stojí u řeky už tři sta let.", "cs True"),
    ):
        shown = subprocess.run([sys.executable, "-c", code, words], capture_output=True, check=True)
        assert shown.stdout.decode().strip() == told
