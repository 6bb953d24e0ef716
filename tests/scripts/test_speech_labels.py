"""Interviews, records and lists: who speaks behind a label and a colon, and what is no label."""

import re

import pytest

from scripts.model import Article, Block, BlockKind
from scripts.reading import SourceKind
from scripts.speech import find_speech
from scripts.writing import write_script
from tests.scripts.conftest import article as read
from tests.scripts.conftest import told


def article(text: str, language: str = "en") -> Article:
    """One paragraph a line."""
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, match.start(), match.end()) for match in re.finditer(r"\S(?:.*\S)?", text)
    )
    return Article(text, blocks, language=language)


def said(text: str, language: str = "en") -> list[tuple[str, str]]:
    """Words without marks, and who says them."""
    return [
        (text[one.start : one.end].strip('“”"'), one.speaker)
        for one in find_speech(article(text, language)).utterances
    ]


def speakers(text: str, language: str = "en") -> list[str]:
    return [speaker for _, speaker in said(text, language)]


INTERVIEW = """Ana Ruiz has run the ferry for nine years. We met her at the pier.
Q: When did you begin?
A: In spring, when the ice was gone.
It was a hard year.
Q: Do you swim?
A: Never.
The ferry leaves at noon."""


def test_an_interview_with_labels_needs_no_marks() -> None:
    found = find_speech(article(INTERVIEW)).utterances
    assert [(INTERVIEW[one.start : one.end], one.speaker, one.continues) for one in found] == [
        ("When did you begin?", "Interviewer", False),
        ("In spring, when the ice was gone.", "Ana Ruiz", False),
        ("It was a hard year.", "Ana Ruiz", True),
        ("Do you swim?", "Interviewer", False),
        ("Never.", "Ana Ruiz", False),
    ]


def test_labels_with_names_are_the_people_of_the_article() -> None:
    text = "Ana Ruiz met Bo Holm.\nRuiz: Does it rain?\nHolm: It does.\nRuiz: Still?\nHolm: Yes."
    assert speakers(text) == ["Ana Ruiz", "Bo Holm", "Ana Ruiz", "Bo Holm"]


COURT = """Before Judge Holm, on Monday.
MR RUIZ: Where were you at nine?
THE WITNESS: At home, sir.
JUDGE HOLM: Please speak up.
THE WITNESS: I heard a shout.
(A tape is played.)
Look: that was loud.
MR RUIZ: Nothing else?
THE WITNESS: No."""


def test_a_record_in_capitals_has_everybody_s_own_words() -> None:
    """Who speaks once is not taken for the one before, and a title in capitals is one person each time."""
    found = find_speech(article(COURT)).utterances
    assert [(COURT[one.start : one.end], one.speaker) for one in found] == [
        ("Where were you at nine?", "RUIZ"),
        ("At home, sir.", "WITNESS"),
        ("Please speak up.", "HOLM"),
        ("I heard a shout.", "WITNESS"),
        ("Look: that was loud.", "WITNESS"),
        ("Nothing else?", "RUIZ"),
        ("No.", "WITNESS"),
    ]


def test_notes_and_lists_with_colons_are_no_interview() -> None:
    assert said("Note: Bring boots.\nSource: The town.\nNote: Bring bread.\nSource: The county.") == []
    assert said("Ana: 12\nBo: 14\nAna: 15\nBo: 11\nAna: 10") == []
    assert said("Salt: Two spoons.\nWater: A cup.\nFlour: A pound.\nYeast: A little.") == []


RECORD = """The dam, second day
MR HOLM: When did you see the crack?
THE WITNESS: In March, on the second day of the thaw.
KEANE J: Did you tell anybody of it?
THE WITNESS: I told the foreman.
MR HOLM: I have no more questions.
(The witness withdrew.)
THE CLERK: All rise.
MS ABARA: I have one application.
The court rose at four, and it sits again on Tuesday."""


def test_who_speaks_once_at_the_end_of_a_record_has_their_words() -> None:
    assert said(RECORD)[-3:] == [
        ("I have no more questions.", "HOLM"),
        ("All rise.", "CLERK"),
        ("I have one application.", "ABARA"),
    ]


def test_who_speaks_once_before_all_others_of_a_record_has_their_words() -> None:
    text = "THE CLERK: The case of the dam.\n" + RECORD.partition("\n")[2]
    assert said(text)[0] == ("The case of the dam.", "CLERK")


def test_a_guest_who_comes_last_in_an_interview_has_their_words() -> None:
    text = (
        "Ana Ruiz met Bo Holm.\nRuiz: Does it rain?\nHolm: It does.\nRuiz: Still?\nHolm: Yes, it does.\n"
        "Ida Dahl: It never stops.\nThe ferry leaves at noon.\nFurther Reading: The ferry and its captain."
    )
    assert speakers(text) == ["Ana Ruiz", "Bo Holm", "Ana Ruiz", "Bo Holm", "Ida Dahl"]


def test_a_judge_and_the_witness_are_two() -> None:
    """A label never means whoever is in the foreground; the judge of the text is the one of the record."""
    turns = RECORD.replace("MR HOLM:", "KEANE J:").splitlines()[1:5]
    text = "\n".join(["Anna Keane heard the case of the dam on Monday.", *turns])
    assert speakers(text) == ["Anna Keane", "WITNESS", "Anna Keane", "WITNESS"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", 'First: "The bridge is not safe."\nThird: "We need a new one," said Ana Ruiz.'),
        ("en", 'Finally: "The money is gone."\nNote: "Nobody counts it," said Ana Ruiz.'),
        ("en", 'Editor\'s note: "The bridge is old."\nUpdate: "It is shut," Ana Ruiz said.'),
        ("de", "Drittens: „Die Brücke ist nicht sicher.“\nFazit: „Wir brauchen eine neue“, sagte Ana Ruiz."),
        ("fr", "Premièrement : « Le pont n’est pas sûr. »\nNote : « Il est fermé », a dit Ana Ruiz."),
        ("es", "Primero: «El puente no es seguro».\nNota: «Está cerrado», dijo Ana Ruiz."),
        ("it", "Primo: «Il ponte non è sicuro».\nNota: «È chiuso», ha detto Ana Ruiz."),
        ("nl", "Tweede: “De brug is niet veilig.”\nConclusie: “Hij is dicht”, zei Ana Ruiz."),
        ("pt", "Primeiro: «A ponte não é segura».\nNota: «Está fechada», disse Ana Ruiz."),
    ],
)
def test_what_counts_or_announces_is_nobodys_name(language: str, text: str) -> None:
    found = find_speech(article(text, language))
    names = {one.name for one in found.speakers}
    assert names - {"Ana Ruiz"} <= {one.speaker for one in found.utterances if one.confidence < 0.5}
    assert not names & set(re.findall(r"[^\W\d_]+(?= ?:)", text))
    assert found.utterances[-1].speaker == "Ana Ruiz"


def test_a_surname_that_is_a_word_may_be_a_label() -> None:
    assert speakers("Ann Long met Bo Last.\nLong: “It rains.”\nLast: “It does.”") == ["Ann Long", "Bo Last"]


def test_words_that_announce_make_no_interview() -> None:
    text = "".join(
        f"First: The bridge is not safe for anybody.\nNote: It was shut in {year}, as it had been before.\n"
        for year in (1990, 1991, 1992)
    )
    assert said(text) == []


def test_a_record_that_begins_with_a_turn_has_no_title_in_it() -> None:
    text = "Lund: Were you afraid?\n\nHolm: Of the boats.\n\nLund: Still?\n\nHolm: Still, and always."
    assert [speaker for speaker, _ in told(text)] == ["Lund", "Holm", "Lund", "Holm"]
    script = write_script(read(text, SourceKind.TEXT))
    assert {line.role for line in script.lines} == {BlockKind.PARAGRAPH}


def test_who_is_quoted_before_an_interview_gives_its_answers() -> None:
    text = (
        "Ana Ruiz has run the ferry for nine years. “I love the sea,” she says. Ruiz built it with Bo Dahl.\n"
        "Q: When did you begin?\nA: In spring.\nQ: Do you swim?\nA: Never."
    )
    assert speakers(text) == ["Ana Ruiz", "Interviewer", "Ana Ruiz", "Interviewer", "Ana Ruiz"]


def test_handles_label_the_turns_of_a_talk_on_the_net() -> None:
    text = "They met online.\n@bo_dahl: We stay.\n@ida: Me too.\n@bo_dahl: Really?\n@ida: Yes.\n@max: No."
    assert speakers(text) == ["@bo_dahl", "@ida", "@bo_dahl", "@ida", "@max"]
