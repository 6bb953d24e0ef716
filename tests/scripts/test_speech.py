"""Who says what: whole articles in, utterances and speakers out."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.model import Article, Block, BlockKind, Gender, Span
from scripts.settings import Fragments
from scripts.speech import Attribution, find_speech


def article(text: str, language: str = "en") -> Article:
    """One block a line."""
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, match.start(), match.end()) for match in re.finditer(r"\S(?:.*\S)?", text)
    )
    return Article(text, blocks, language=language)


def said(text: str, **options: Fragments) -> list[tuple[str, str]]:
    """(words without marks, speaker)"""
    return [
        (text[one.start : one.end].strip("“”\"'‘’"), one.speaker)
        for one in find_speech(article(text), **options).utterances
    ]


def speakers(text: str) -> list[str]:
    return [speaker for _, speaker in said(text)]


@pytest.mark.parametrize(
    "text",
    [
        "“The bridge is safe,” Nora Lindqvist said.",
        "“The bridge is safe,” said Nora Lindqvist.",
        "“The bridge is safe,” said Nora Lindqvist, who inspected it on Monday with Paul Marsh.",
        "“The bridge is safe,” Nora Lindqvist, an engineer at the port authority, told reporters.",
        "“The bridge is safe,” bridge inspector Nora Lindqvist told Paul Marsh.",
        "“The bridge is safe,” according to Nora Lindqvist.",
        "“The bridge is safe,” chief engineer Nora Lindqvist wrote on Tuesday.",
        "“Is the bridge safe?” Nora Lindqvist asked Paul Marsh.",
        "Nora Lindqvist said, “The bridge is safe.”",
        "Nora Lindqvist told Paul Marsh: “The bridge is safe.”",
        "Nora Lindqvist: “The bridge is safe.”",
        "In a letter to Paul Marsh, Nora Lindqvist wrote: “The bridge is safe.”",
        "According to Nora Lindqvist, “the bridge is safe and will open soon.”",
        "Added Nora Lindqvist: “The bridge is safe.”",
        "Asked by Paul Marsh, Nora Lindqvist replied: “The bridge is safe.”",
        "Paul Marsh was asked by Nora Lindqvist: “Is the bridge safe?”",
        "Critics were loud, with Nora Lindqvist asking, “Is the bridge safe?”",
        "The chair of the board, Nora Lindqvist, said: “The bridge is safe.”",
        "Nora Lindqvist met Paul Marsh and said: “The bridge is safe.”",
        "“The bridge is safe.” — Nora Lindqvist",
        "“The bridge is safe,” Nora Lindqvist bluffed.",
        "“The bridge is safe,” soft-spoken Nora Lindqvist said.",
        "As Nora Lindqvist put it, “The bridge is safe.”",
    ],
)
def test_the_cue_names_the_speaker(text: str) -> None:
    assert speakers(text) == ["Nora Lindqvist"]


def test_both_parts_of_a_split_quote_have_one_speaker() -> None:
    text = "“We looked,” said Nora Lindqvist, “and found nothing.” Paul Marsh listened. “Nothing at all.”"
    assert said(text) == [
        ("We looked,", "Nora Lindqvist"),
        ("and found nothing.", "Nora Lindqvist"),
        ("Nothing at all.", "Nora Lindqvist"),
    ]


def test_a_quote_over_paragraphs_goes_on_with_its_speaker() -> None:
    text = "“We looked,” said Nora Lindqvist. “It was dark.\n“We saw nothing.\n“We left.”\nPaul Marsh stayed."
    found = find_speech(article(text)).utterances
    assert {one.speaker for one in found} == {"Nora Lindqvist"}
    assert [one.continues for one in found] == [False, False, True, True]


def test_who_was_announced_in_the_paragraph_before_speaks() -> None:
    assert speakers("Nora Lindqvist told the council in a letter:\n“The bridge is safe.”") == [
        "Nora Lindqvist"
    ]


def test_a_signature_below_a_quote_names_its_speaker() -> None:
    assert speakers("Paul Marsh left.\n“The bridge is safe.”\n— Nora Lindqvist\nThen it rained.") == [
        "Nora Lindqvist"
    ]


def test_a_question_asked_by_nobody_in_particular_is_not_the_answerers() -> None:
    text = "Nora Lindqvist spoke to the press. She was asked, “Is the bridge safe?” She replied, “It is.”"
    first, second = speakers(text)
    assert second == "Nora Lindqvist"
    assert first != second


@pytest.mark.parametrize(
    "text",
    [
        "They moved the “office” into the “home” of a friend.",
        "She is reading “The Long Winter of the Mind” this week.",
        "He was known as “Shorty” to everybody.",
        "A sign with the word “Closed” hung on the door.",
        "The party promised “a new deal for farmers” last year.",
        "He spoke of it on the podcast “Here We Go Again.”",
        "“Port bridge found safe at last” — The Harbour Times, May 4, 2021",
        "Reports: 'streamlined' bridge rules come into force",
    ],
)
def test_scare_quotes_terms_titles_and_fragments_stay_with_the_narrator(text: str) -> None:
    assert said(text) == []


def test_fragments_are_voiced_by_their_speaker_if_asked_for() -> None:
    text = "Nora Lindqvist said she felt no “support for either side” in the row."
    assert said(text) == []
    assert said(text, fragments=Fragments.SPEAKER) == [("support for either side", "Nora Lindqvist")]


def test_a_whole_clause_behind_the_verb_is_speech() -> None:
    assert speakers("The letter reads “we may close the bridge before the winter”.") == ["letter"]


STORY = """The village of Holm has lost its only doctor, and Mayor Elena Brandt knows why.
“Nobody wants to live at the end of the road,” the mayor said. “I can't blame them.”
Brandt has asked the county for money. A 44-year-old bus driver is less patient.
“They talk and talk,” said the driver, who asked not to be named. “We need somebody who stays.”
He has driven patients to the city for six years. “I know them all,” he said.
“We are looking,” Mrs. Brandt replied. She added: “It takes time.”
The county's health department said in a statement: “A decision will be made in May.”"""


def test_one_person_is_one_speaker() -> None:
    assert speakers(STORY) == [
        "Elena Brandt",
        "Elena Brandt",
        "44-year-old bus driver",
        "44-year-old bus driver",
        "44-year-old bus driver",
        "Elena Brandt",
        "Elena Brandt",
        "health department",
    ]


def test_gender_rests_on_evidence() -> None:
    by_name = {one.name: one for one in find_speech(article(STORY)).speakers}
    assert by_name["Elena Brandt"].gender is Gender.FEMALE
    assert by_name["Elena Brandt"].evidence
    assert by_name["44-year-old bus driver"].gender is Gender.MALE
    assert by_name["health department"].gender is None


def test_people_of_one_family_stay_several() -> None:
    text = (
        "“I left,” said Ida Holm. “I stayed,” said Otto Holm.\n“It froze,” she said.\n“It was warm,” he said."
    )
    assert speakers(text) == ["Ida Holm", "Otto Holm", "Ida Holm", "Otto Holm"]


def test_an_alias_in_the_same_sentence_is_the_same_person() -> None:
    text = (
        "“I hid,” said the beekeeper, who writes under the pseudonym Otto Grau.\n"
        "“Nobody came,” Grau said.\n“I waited,” the beekeeper said."
    )
    assert len(set(speakers(text))) == 1
    assert speakers(text)[0] == "Otto Grau"


def test_a_conversation_goes_back_and_forth() -> None:
    text = (
        "“Where is it?” asked Ida.\n“On the shelf,” said Otto.\n“Which shelf?”\n“The top one.”\n"
        "“I can't reach it.”\n“Take the ladder.”\n“It's gone.”\n“Then wait.”"
    )
    assert speakers(text) == ["Ida", "Otto"] * 4


def test_dialogue_with_dashes() -> None:
    text = "—Where is it? asked Ida.\n—On the shelf, said Otto. The top one.\n—I see it, she said.\n—Good."
    assert said(text)[:4] == [
        ("—Where is it?", "Ida"),
        ("—On the shelf,", "Otto"),
        ("The top one.", "Otto"),
        ("—I see it,", "Ida"),
    ]


def test_a_list_with_dashes_is_no_dialogue() -> None:
    assert said("—Bread and butter.\n—Milk and honey.\n—Salt and oil.\n—Eggs and flour.") == []


def test_evidence_and_confidence_are_given_for_each_utterance() -> None:
    for one in find_speech(article(STORY)).utterances:
        assert one.evidence
        assert 0 < one.confidence <= 1
    first = find_speech(article("“We hope,” said the lab assistant.")).utterances[0]
    assert first.evidence == "named after the quote: said the lab assistant"
    reasons = [one.evidence for one in find_speech(article(STORY)).utterances]
    assert reasons[0] == "named after the quote: the mayor said; same person as Elena Brandt (line 1)"
    assert reasons[4] == "named after the quote: he said; taken to be 44-year-old bus driver (line 4)"


def test_markup_inside_a_block_is_looked_through() -> None:
    text = "“**We** open,” said *Nora* Lindqvist."
    markup = tuple(Span(match.start(), match.end()) for match in re.finditer(r"\*+", text))
    found = find_speech(Article(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), markup=markup))
    assert [(text[one.start : one.end], one.speaker) for one in found.utterances] == [
        ("“**We** open,”", "Nora Lindqvist")
    ]


def check(subject: Article, found: Attribution) -> None:
    """All that is promised of every result."""
    names = [one.name for one in found.speakers]
    assert len(set(names)) == len(names)
    assert {one.speaker for one in found.utterances} == set(names)
    assert "Narrator" not in names
    at = 0
    for one in found.utterances:
        assert at <= one.start < one.end
        at = one.end
        assert any(block.start <= one.start and one.end <= block.end for block in subject.blocks)
        assert 0 <= one.confidence <= 1


MARKS = "“”\"'’‘«»„—-`"
WORDS = "said |Ana |she |the mayor |of |who |and |Mr. |Bo Holm |asked by |according to |one of |We go"
PIECES = st.sampled_from([*MARKS, *WORDS.split("|"), "''", ". ", ", ", ": ", "! ", "\n", " "])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_nothing_raises_on_marks_and_cues_in_any_order(text: str) -> None:
    subject = article(text)
    check(subject, find_speech(subject, fragments=Fragments.SPEAKER))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "de", "xx", "", "zh-Hant"]))
def test_nothing_raises_on_any_text(text: str, language: str) -> None:
    subject = article(text, language)
    check(subject, find_speech(subject))


def test_the_same_article_gives_the_same_result() -> None:
    assert find_speech(article(STORY)) == find_speech(article(STORY))


@pytest.mark.parametrize(
    "piece",
    ['"', "“a ", "'a ", "Aaa ", "one of ", "Aa, ", "said ", "“a” said Bo. ", "a,,b", "''", "—a, he said. "],
)
def test_time_grows_with_length_and_not_faster(piece: str) -> None:
    """Work is counted, not timed: twice the text takes at most 2.5 times the function calls."""
    import cProfile
    import pstats

    def calls(times: int) -> int:
        subject = article(piece * times)
        profile = cProfile.Profile()
        profile.runcall(find_speech, subject)
        return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]

    find_speech(article("“Warm,” said up."))
    assert calls(2000) <= 2.5 * calls(1000)


def test_a_subject_may_stand_between_its_verb_and_the_colon() -> None:
    assert speakers('That saves a tenth, says the harbour\'s adviser Bo Holm: "It is easy."') == ["Bo Holm"]
    assert speakers('Close it at night, says Ana Ruiz, the pilot: "It is easy."') == ["Ana Ruiz"]
    assert speakers('Ana Ruiz, the mayor, thanked Bo Holm: "We owe you."') == ["Ana Ruiz"]


def test_a_bare_surname_of_several_is_that_of_the_headline() -> None:
    text = """Karl Brandt, builder of boats
Karl Brandt built ninety boats. His friend Otto Brandt, no relation, recalled: "He sang all day."
Brandt won a prize in 1987. "I was astonished," he said."""
    whole = article(text)
    title, *others = whole.blocks
    headed = Article(text, (replace(title, kind=BlockKind.TITLE), *others), language="en")
    assert [one.speaker for one in find_speech(headed).utterances] == ["Otto Brandt", "Karl Brandt"]


SPANISH = """La alcaldesa de Holm, Elena Prieto, anunció que el faro abrirá. «Es un día feliz», dijo Prieto.
Un pescador de 60 años no cree. «Nadie nos preguntó», se quejó el pescador. «El faro es nuestro».
«Entiendo el enfado», respondió la alcaldesa. Según Ramón Gil, ingeniero, «la torre es segura».
Gil explicó: «Hemos medido cada piedra». «Y volveremos a medirla», ha añadido el ingeniero.
El llamado «faro rojo» figura en la novela «La noche larga»."""


def test_spanish_is_data() -> None:
    found = find_speech(article(SPANISH, "es-MX"))
    assert [one.speaker for one in found.utterances] == [
        "Elena Prieto",
        *("pescador", "pescador"),
        "Elena Prieto",
        *("Ramón Gil", "Ramón Gil", "Ramón Gil"),
    ]
    assert [one.gender for one in found.speakers] == [Gender.FEMALE, Gender.MALE, Gender.MALE]


def test_spanish_dialogue_between_dashes() -> None:
    text = "—¿Vienes? —preguntó Ana—. Es tarde.\n—Ya voy —dijo Luis.\n—Date prisa —contestó ella.\n—Voy."
    found = find_speech(article(text, "es"))
    assert [(text[one.start : one.end], one.speaker) for one in found.utterances][:4] == [
        ("—¿Vienes?", "Ana"),
        ("Es tarde.", "Ana"),
        ("—Ya voy", "Luis"),
        ("—Date prisa", "Ana"),
    ]


def test_surnames_that_are_words_for_people() -> None:
    text = (
        "“I saw it,” said James Baker. “I did too,” Ms. Cook said.\n“It sank,” Baker said.\n“Yes,” said Cook."
    )
    assert speakers(text) == ["James Baker", "Cook", "James Baker", "Cook"]


def test_a_name_that_ends_like_a_role_is_a_name() -> None:
    assert speakers("“We left,” said Mr. Goldman. “We stayed,” said Ada Lindeman.") == [
        "Goldman",
        "Ada Lindeman",
    ]
