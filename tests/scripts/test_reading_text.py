"""Plain text: blocks, titles, bylines, dates, headings and captions."""

import pytest

from scripts.model import Article, BlockKind
from scripts.reading.bylines import byline
from scripts.reading.fields import date_line, is_title
from tests.scripts.conftest import article

BODY = (
    "The boats did not go out on that morning, and nobody on the pier could say when they would. It was cold."
)
MORE = "By noon the harbour master had sent two of his people home, and the cafe had closed. It rained a lot."


def kinds(found: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, found.text[block.start : block.end]) for block in found.blocks]


def paragraphs(text: str) -> list[str]:
    found = article(text)
    return [found.text[block.start : block.end] for block in found.blocks]


def test_title_byline_date_and_heading() -> None:
    found = article(
        f"Boats stay in\n\nBy Jane Doe and Max Roe\n\nFriday, July 21, 2017\n\n{BODY}"
        f"\n\nA Cold Noon\n\n{MORE}"
    )
    assert [kind for kind, _ in kinds(found)] == [
        "title",
        "byline",
        "byline",
        "paragraph",
        "heading",
        "paragraph",
    ]
    assert (found.title, found.byline, found.date) == ("Boats stay in", "Jane Doe and Max Roe", "2017-07-21")


def test_a_head_without_empty_lines() -> None:
    found = article(f"Boats stay in\nBy Jane Doe\nMay 5, 2026\n\n{BODY}")
    assert [kind for kind, _ in kinds(found)] == ["title", "byline", "byline", "paragraph"]
    assert found.date == "2026-05-05"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems(end: str) -> None:
    text = f"Boats stay in{end}{end}{BODY}{end}{end}{MORE}{end}"
    assert kinds(article(text)) == [("title", "Boats stay in"), ("paragraph", BODY), ("paragraph", MORE)]
    assert article(text).text == text


def test_hard_wrapped_paragraphs_stay_whole() -> None:
    wrapped = (
        "The boats did not go out on that\nmorning, and nobody could say when\n"
        "they would. It was cold. The sea\nwas high.\n"
    )
    other = wrapped.replace("boats", "ships")
    assert paragraphs(f"{wrapped}\n{other}") == [wrapped.strip(), other.strip()]


def test_a_line_per_paragraph() -> None:
    assert paragraphs(f"{BODY * 2}\n{MORE * 2}\n{BODY}") == [BODY * 2, MORE * 2, BODY]


def test_short_lines_that_end_sentences_are_paragraphs() -> None:
    assert paragraphs(f"{BODY}\n“No,” she said.\n“Yes,” he said.\n{MORE}") == [
        BODY,
        "“No,” she said.",
        "“Yes,” he said.",
        MORE,
    ]


def test_a_stanza_stays_whole() -> None:
    stanza = "The sea is high\nThe night is long\nAnd nobody goes home"
    assert paragraphs(f"{BODY}\n\n{stanza}\n\n{MORE}") == [BODY, stanza, MORE]


def test_list_items() -> None:
    found = article(f"{BODY}\n\n- bread\n- milk and\n  butter\n- salt\n\n{MORE}")
    assert [text for kind, text in kinds(found) if kind == "list item"] == [
        "- bread",
        "- milk and\n  butter",
        "- salt",
    ]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["– Ты придёшь? – спросил Лев.", "– Приду, – сказала Анна, – но не сегодня."], "paragraph"),
        (["– You come?", "– Not today."], "paragraph"),
        (["– bread", "– milk?", "– salt"], "list item"),
        (["– We lower the rents.", "– We build a school."], "list item"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_what_en_dashes_begin_is_talk_or_a_list(lines: list[str], kind: str, gap: str) -> None:
    found = article(f"{BODY}\n\n{gap.join(lines)}\n\n{MORE}")
    assert [one for one, text in kinds(found) if text[0] == "–"] == [kind] * len(lines)


NO_HEADING = [
    "10_As-is.PNG",
    "Boats.jpg",
    "“Not at all,” she said",
    "He said this:",
    "It was over.",
    "a man with a dog",
    "A young man in a green tent in the forest by the lake",
    "And then?",
]


@pytest.mark.parametrize("line", NO_HEADING)
def test_what_is_in_doubt_is_no_heading(line: str) -> None:
    found = article(f"{BODY}\n\n{line}\n\n{MORE}")
    assert [block.kind for block in found.blocks] == [BlockKind.PARAGRAPH] * 3


@pytest.mark.parametrize("line", ["A Long Way Home", "After the storm", "WHAT IS LEFT", "2. The Second Day"])
def test_headings(line: str) -> None:
    found = article(f"{BODY}\n\n{line}\n\n{MORE}")
    expected = BlockKind.LIST_ITEM if line.startswith("2.") else BlockKind.HEADING
    assert found.blocks[1].kind is expected


@pytest.mark.parametrize("line", ["Harbour > News > Boats", "Boats | Nets | Sails"])
def test_a_trail_of_links_is_no_heading(line: str) -> None:
    found = article(f"{BODY}\n\n{line}\n\n{MORE}")
    assert found.blocks[1].kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize("line", ["Ilse Brandt, Head of the Ferry Line", "Ilse Brandt"])
def test_a_name_under_a_quote_is_no_heading(line: str) -> None:
    found = article(f"{BODY}\n\n“{MORE}”\n\n{line}\n\n{BODY}")
    assert found.blocks[2].kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize("line", ["Harbour logo", "Screenshot", "Video thumbnail"])
def test_words_for_a_picture_are_its_caption(line: str) -> None:
    found = article(f"{BODY}\n\n{line}\n\n{MORE}")
    assert found.blocks[1].kind is BlockKind.CAPTION


def headings(figures: list[str]) -> list[str]:
    found = article("\n\n".join(part for figure in figures for part in (figure, f"{BODY} {figure}.")))
    return [text for kind, text in kinds(found) if kind == "heading"]


def test_figures_alone_are_headings_if_they_count_the_parts() -> None:
    assert headings(["1", "2", "3"]) == ["1", "2", "3"]
    assert headings(["I", "II"]) == ["I", "II"]
    assert headings(["1", "2", "1", "2"]) == ["1", "2", "1", "2"]
    assert headings(["25", "31"]) == []
    assert headings(["156", "7", "8"]) == []
    assert headings(["1"]) == []


def test_chapters_of_a_novel() -> None:
    found = article(f"CHAPTER I\n\nThe Long Way\n\n{BODY}\n\nCHAPTER II.\n\n{MORE}")
    assert [block.kind.value for block in found.blocks] == [
        "heading",
        "heading",
        "paragraph",
        "heading",
        "paragraph",
    ]
    assert found.title == ""


def test_two_questions_head_and_one_does_not() -> None:
    one = article(f"{BODY}\n\nWhat happens next?\n\n{MORE}")
    two = article(f"{BODY}\n\nWhat happens next?\n\n{MORE}\n\nWho pays for it?\n\n{BODY}")
    assert BlockKind.HEADING not in {block.kind for block in one.blocks}
    assert [block.kind for block in two.blocks].count(BlockKind.HEADING) == 2


CAPTIONS = [
    "A boat on the beach at noon. (The Example Post)",
    "A boat on the beach. Image: Ann Lee.",
    "Photo: A boat on the beach",
    "The pier in winter. (Photo by Ann Lee / Example Images)",
    "Le pont vu du quai. Photo : Odile Garnier",
    "Crédit photo : Odile Garnier",
    "El puente, visto desde el muelle. Imagen: Ana Ruiz",
    "Silta laiturilta nähtynä. Kuva: Aino Salo",
    "Most widziany z nabrzeża (fot. Ewa Lis)",
    "Мост со стороны набережной. Фото: Анна Белова",
    "岸壁から見た橋。写真：山田花子",
    "从码头看到的桥（图／李梅）",
]


@pytest.mark.parametrize("caption", CAPTIONS)
def test_captions(caption: str) -> None:
    assert article(f"{BODY}\n\n{caption}\n\n{MORE}").blocks[1].kind is BlockKind.CAPTION


@pytest.mark.parametrize(
    "prose", ["He left. (She stayed at home)", "He left (for good).", "It was so. (See page 5)"]
)
def test_brackets_that_are_no_credit(prose: str) -> None:
    assert article(f"{BODY}\n\n{prose}\n\n{MORE}").blocks[1].kind is BlockKind.PARAGRAPH


def test_a_byte_order_mark_is_blank() -> None:
    found = article(f"\ufeffBoats stay in\n\n{BODY}")
    assert found.text[0] == "\ufeff"
    assert (found.blocks[0].start, found.title) == (1, "Boats stay in")


def test_invisible_characters_keep_their_place() -> None:
    text = "Boats\u00a0stay in\n\u200b\n" + BODY.replace("morning", "mor\u00adning")
    found = article(text)
    assert found.text == text
    assert found.title == "Boats stay in"
    assert found.blocks[1].start == text.index("The boats")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-05-17", "2026-05-17"),
        ("17 May 2026", "2026-05-17"),
        ("17. Mai 2026", "2026-05-17"),
        ("Updated: May 17th, 2026 at 10:15 a.m. EST", "2026-05-17"),
        ("le 17 mai 2026", "2026-05-17"),
        ("17.5.2026", "2026-05-17"),
        ("31 February 2026", ""),
        ("Publié le mardi 17 mars 2026 à 10h30", "2026-03-17"),
        ("Publicado el 17 de mayo de 2026", "2026-05-17"),
        ("Pubblicato il 17 maggio 2026", "2026-05-17"),
        ("Segunda-feira, 18 de maio de 2026", "2026-05-18"),
        ("Gepubliceerd op 17 mei 2026", "2026-05-17"),
        ("Publicerad 17 maj 2026", "2026-05-17"),
        ("Julkaistu 17. toukokuuta 2026", "2026-05-17"),
        ("17 maja 2026 r.", "2026-05-17"),
        ("17. května 2026", "2026-05-17"),
        ("Опубликовано 17 мая 2026 г.", "2026-05-17"),
        ("17 травня 2026", "2026-05-17"),
        ("17 Mayıs 2026", "2026-05-17"),
        ("2026年5月17日", "2026-05-17"),
        ("2026년 5월 17일", "2026-05-17"),
        ("2026年5月17日、川が溢れた。", ""),
        ("May 2026", ""),
        ("In May 5, 2026 boats sank", ""),
    ],
)
def test_dates(words: str, day: str) -> None:
    assert date_line(words) == day


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("BY JANE DOE", "JANE DOE"),
        ("by Jane Doe, Staff Writer", "Jane Doe"),
        ("Von Max Muster und Eva Öl", "Max Muster und Eva Öl"),
        ("By Jane Doe | May 5, 2026", "Jane Doe"),
        ("By the time she left it was dark", ""),
        ("By Monday", ""),
        ("By Jane and Max Roe", "Jane and Max Roe"),
        ("Von Anna Weber, Redakteurin", "Anna Weber"),
        ("Text und Fotos: Anna Weber", "Anna Weber"),
        ("Text: Anna Weber, Fotos: Karl Lohe", "Anna Weber"),
        ("Ein Gastbeitrag von Anna Weber", "Anna Weber"),
        ("Par Odile Garnier | 14 mars 2026", "Odile Garnier"),
        ("Propos recueillis par Élise Ferrand", "Élise Ferrand"),
        ("Por Ana Ruiz y Luis del Río", "Ana Ruiz y Luis del Río"),
        ("POR ANA RUIZ", "ANA RUIZ"),
        ("Autora: Ana Ruiz", "Ana Ruiz"),
        ("Di Carla Neri", "Carla Neri"),
        ("A cura di Carla Neri", "Carla Neri"),
        ("Door Joke de Boer", "Joke de Boer"),
        ("Tekst: Joke de Boer", "Joke de Boer"),
        ("Av Elsa Lind", "Elsa Lind"),
        ("Af Mette Holm", "Mette Holm"),
        ("Teksti: Aino Salo, kuvat: Eero Aho", "Aino Salo"),
        ("Autor: Ewa Lis", "Ewa Lis"),
        ("Írta: Kiss Anna", "Kiss Anna"),
        ("Автор: Анна Белова", "Анна Белова"),
        ("Автор: Редакция", "Редакция"),
        ("Текст: Марія Коваль, фото: Іван Лис", "Марія Коваль"),
        ("Γράφει η Άννα Παππά", "Άννα Παππά"),
        ("بقلم: ليلى حداد", "ليلى حداد"),
        ("מאת רות כהן", "רות כהן"),
        ("लेखक: सीमा वर्मा", "सीमा वर्मा"),
        ("Tác giả: Nguyễn Lan", "Nguyễn Lan"),
        ("文／山田花子", "山田花子"),
        ("取材・文＝山田花子　写真＝森一郎", "山田花子"),
        ("作者：李梅", "李梅"),
        ("本报记者 李梅", "李梅"),
        ("記者李梅／台北報導", "李梅"),
        ("김민서 기자", "김민서"),
        ("글: 김민서", "김민서"),
        ("Von Mäusen und Menschen", ""),
        ("Por Madrid y Barcelona", ""),
        ("Von Berlin nach Hamburg", ""),
        ("Per Anders Nilsson", ""),
        ("Autor: Wie haben Sie das gemacht?", ""),
        ("Автор: это не он, а она", ""),
        ("Text: Am Anfang war das Wort.", ""),
        ("De Nederlandse Bank", ""),
        ("Di Roma", ""),
        ("文章很长，但是很好。", ""),
        ("记者：您好。", ""),
        ("기자는 현장에 있었다.", ""),
        ("作者：这本书写了三年。", ""),
        ("بقلم: لا أحد يعرف من سيشتري الطاحونة القديمة على النهر", ""),
    ],
)
def test_bylines(words: str, name: str) -> None:
    assert byline(words) == name


@pytest.mark.parametrize(
    "head",
    [
        "“We never saw the sea”\n\nBy Jane Doe",
        '"We never saw the sea."\nBy Jane Doe\nMay 5, 2026',
        "'We never saw the sea'",
    ],
)
def test_a_headline_in_quotation_marks_is_the_title(head: str) -> None:
    found = article(f"{head}\n\n{BODY}\n\n{MORE}")
    assert found.title.strip("“”.\"'") == "We never saw the sea"
    assert found.byline == ("Jane Doe" if "Doe" in head else "")


def test_a_quote_that_stands_first_is_no_title() -> None:
    found = article(f"“We never saw the sea.”\n\n{BODY}")
    assert (found.title, found.blocks[0].kind) == ("", BlockKind.PARAGRAPH)


@pytest.mark.parametrize(
    "words", ["“We will not go.”", "“We will not go,”", "He left.", "Dear all,", "x" * 200, "As he said:"]
)
def test_no_titles(words: str) -> None:
    assert not is_title(words)


def test_markdowns_mark_of_a_heading_is_known_in_a_text() -> None:
    found = article(
        f"{BODY}\n\n## What comes next ##\n\n{MORE}\n\n## Not a heading\nbut two lines of it.\n\n# 12\n"
    )
    headings = [block for block in found.blocks if block.kind is BlockKind.HEADING]
    assert [(found.words(one.start, one.end).strip(), one.level) for one in headings] == [
        ("What comes next", 2)
    ]
