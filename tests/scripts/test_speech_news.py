"""Ways in which news says who speaks and that are easily taken for others: each text is made for one."""

import pytest

from scripts.export import DOUBTFUL
from scripts.model import Age
from scripts.speech import find_speech
from tests.scripts.conftest import article


def said(text: str) -> list[tuple[str, str]]:
    """(first word inside the marks, speaker)"""
    found = article(text)
    return [
        (text[one.start : one.end].strip("“”\"'‘’").split()[0], one.speaker)
        for one in find_speech(found).utterances
    ]


def speakers(text: str) -> list[str]:
    return [speaker for _, speaker in said(text)]


@pytest.mark.parametrize(
    "text",
    [
        # whoever the sentence before is about, not who is named most
        "Otto Lund is here. Otto Lund left. Otto Lund came back to see Karl Weber.\n\n"
        "Karl Weber agreed that Otto Lund has little power.\n\n“It sank,” he said.",
        "Otto Lund shouted: “Leave!” He did. Later Karl Weber, who was given the prize, spoke of hope. "
        "“It sank,” he said.",
        "Otto Lund said it was over. “All of it,” he said. As for Karl Weber, he is not worried. "
        "“It sank,” he said.",
        "Otto Lund was backed on Friday by Karl Weber of Holm, who said that Otto Lund knew nothing.\n\n"
        "“It sank,” he said.",
        # the subject is further off than another name, or behind a clause of its own
        "When told that Otto Lund was in town, Karl Weber thought for a moment and said that in this "
        "weather, “It is sinking.”",
        "Karl Weber said in spring, when the story of the ferry broke, “It sank.”",
        "Karl Weber said that Otto Lund has learned a lesson: “It sank.”",
        "Otto Lund and the mayor will meet, Karl Weber said, adding, “It will sink.”",
        "As Karl Weber, professor of law at Holm and author of “Broken Rules,” put it, “It sank, and that "
        "is it.”",
        "As Bishop Karl Weber of the old diocese of Holm told the Daily News, “It sank.”",
        "As Holm Daily’s Karl Weber pointed out in December, “It sank, and nobody was sorry.”",
        "The crowd was loud, with Karl Weber reportedly yelling: “It is sinking!”",
        "The loss does not surprise the retired pilot Karl Weber: “It sank because it was old.”",
        "Otto Lund praised the mayor, whom he called “volatile,” to Karl Weber. Karl Weber wrote: “It sank.”",
        # the name is told behind something else
        "“It sank,” said former secretary of state Karl Weber, who knew Otto Lund.",
        "“It sank,” Holm Rep. Otto Lund’s chief of staff, Karl Weber, told the Daily News.",
        "“It sank,” said Otto Lund’s lawyer, the pilot Karl Weber.",
        "“It seems unlikely that it sank” while Otto Lund was aboard, said Karl Weber, who owns it.",
        "Karl Weber’s answer was: “It sank, and that is it.”",
        "Karl Weber took the floor. His answer was: “It sank, and that is it.”",
        "The obvious question is: “Did it sink?” asked Karl Weber.",
    ],
)
def test_it_is_karl_weber(text: str) -> None:
    assert speakers(text)[-1] == "Karl Weber"


def test_a_pull_quote_is_signed_below_without_a_dash() -> None:
    quote = "Otto Lund spoke for an hour.\n\n“I worry that it may sink again.”\n\n"
    text = f"{quote}Karl Weber, Institute of Ferries"
    assert speakers(text) == ["Karl Weber"]
    assert "signed below" in find_speech(article(text)).utterances[0].evidence
    prose = (
        "Otto Lund spoke for an hour.\n\n“I worry that it may sink again.”\n\nKarl Weber, a pilot, was angry."
    )
    assert speakers(prose) == ["Otto Lund"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The crowd chanted back at him, “Send it home!”", "crowd"),
        ("Hundreds marched on Monday, with fishermen chanting “Send it home!”", "fishermen"),
        (
            "It ended at the pier, when young fishermen stopped the bus, shouting “She sinks!”",
            "young fishermen",
        ),
        ("“There was no mail,” Weber’s office said.", "Weber’s office"),
        ("“It is the best of ferries,” the Danes state in the paper.", "Danes"),
    ],
)
def test_crowds_and_offices_speak(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Karl Weber: ‘It Sank’ And Nobody Came\n\nThe ferry sank on Monday in the harbour of Holm.",
        "# ‘It sank,’ says Karl Weber\n\nThe ferry sank on Monday.",
    ],
)
def test_a_headline_is_the_narrators(text: str) -> None:
    from scripts.reading import SourceKind

    kind = SourceKind.MARKDOWN if text.startswith("#") else SourceKind.TEXT
    assert find_speech(article(text, kind)).utterances == ()


def test_headings_in_single_marks_between_quotes_in_double_ones_are_the_narrators() -> None:
    quotes = "".join(f"“It sank on day {number},” Karl Weber said.\n\n" for number in range(4))
    found = said(f"{quotes}‘A fight to the end.’\n\n{quotes}")
    assert len(found) == 8
    assert all(first == "It" for first, _ in found)


def test_what_goes_on_after_an_adverb_is_speech() -> None:
    text = "“It was old,” said Karl Weber. Now, “everybody in town says that it was new.”"
    assert said(text) == [("It", "Karl Weber"), ("everybody", "Karl Weber")]


def test_a_quote_behind_a_colon_without_a_verb_is_speech() -> None:
    text = (
        "“It was old,” Karl Weber told the council.\n\nLater, on the radio: “I never said that it was old.”"
    )
    assert said(text)[-1] == ("I", "Karl Weber")


def test_who_a_pronoun_cannot_mean_is_no_guess() -> None:
    text = "Karl Weber met Ida Brandt, who said that the ferry sank.\n\n“It was old,” she said."
    one = find_speech(article(text)).utterances[0]
    assert (one.speaker, one.confidence > DOUBTFUL) == ("Ida Brandt", True)


@pytest.mark.parametrize(
    ("who", "age", "proof"),
    [
        ("a 9-year-old boy", Age.CHILD, "9 years old"),
        ("a ten-year-old pupil", Age.CHILD, "10 years old"),
        ("Ida Brandt, 15, of Holm", Age.TEEN, "15 years old"),
        ("Ida Brandt (38)", Age.ADULT, "38 years old"),
        ("Ida Brandt, 71, a pilot", Age.OLD, "71 years old"),
        ("an elderly woman", Age.OLD, "the word elderly"),
        ("a grandmother", Age.OLD, "the word grandmother"),
        ("Ida Brandt", None, ""),
        ("Ida Brandt, 2019", None, ""),
    ],
)
def test_ages_rest_on_evidence(who: str, age: Age | None, proof: str) -> None:
    (speaker,) = find_speech(article(f"“It sank,” said {who}.")).speakers
    assert speaker.age is age
    assert proof in speaker.evidence


def test_an_action_between_dashes_parts_a_quote() -> None:
    text = (
        "“I cannot —” Ida Brandt dropped the cup — “not now.”\n\n"
        "“It is late” — Karl Weber yawned — “and cold.”"
    )
    assert said(text) == [
        ("I", "Ida Brandt"),
        ("not", "Ida Brandt"),
        ("It", "Karl Weber"),
        ("and", "Karl Weber"),
    ]


def test_two_names_with_and_speak_as_one() -> None:
    text = (
        "Karl Weber and Ida Brandt said in a statement: “We are sorry.” “We are,” they added.\n\n"
        "“I am not,” said Olof Lund and left. “Nor I,” said Weber. "
        "“It sank,” said Ms Brandt and Mr Weber nodded."
    )
    both = "Karl Weber and Ida Brandt"
    assert speakers(text) == [both, both, "Olof Lund", "Karl Weber", "Ida Brandt"]


@pytest.mark.parametrize(
    "text",
    [
        "“It will sail, said Ida Brandt on Monday. The crew was ready.",
        "“It will sail, she said. The crew was ready.",
    ],
)
def test_a_quote_that_was_never_closed_ends_at_its_own_cue(text: str) -> None:
    story = f"Ida Brandt runs the ferry.\n\n{text}\n\nThe town waited."
    (one,) = find_speech(article(story)).utterances
    assert (story[one.start : one.end], one.speaker) == ("“It will sail,", "Ida Brandt")


TALK = "Q. When did you come?\n\nA. In 1998.\n\nQ. And you stayed?\n\nA. I did, because of the harbour."


def test_the_answers_of_an_interview_are_those_of_whom_it_is_about() -> None:
    story = f"Ida Brandt is a pilot. Brandt, 61, retires in May.\n\n{TALK}"
    assert speakers(story) == ["Interviewer", "Ida Brandt"] * 2
    assert "are taken to be those of Ida Brandt" in find_speech(article(story)).utterances[1].evidence
    place = f"Ida Brandt is a pilot. We met in the yard in Lower Holm.\n\n{TALK}"
    assert speakers(place) == ["Interviewer", "Ida Brandt"] * 2
    several = f"Ida Brandt is a pilot, and so is Karl Weber.\n\n{TALK}"
    assert speakers(several) == ["Interviewer", "A"] * 2


def test_a_noun_asks() -> None:
    told = "Ida Brandt is a pilot.\n\n"
    assert speakers(f"{told}“Does it leak?” the nurse asked.") == ["nurse"]
    assert speakers(f"{told}“Does it leak?” a reporter then asked at the meeting.") == ["reporter"]
    assert speakers(f"{told}“It leaks,” the nurse, asked about the roof, said.") == ["nurse"]


def test_who_replies_is_not_who_asked() -> None:
    asked = "Ida Brandt is a pilot.\n\n“Does it leak?” a reporter asked at the meeting.\n\n"
    assert speakers(f"{asked}“Yes,” she replied. “It always did.”") == [
        "reporter",
        "Ida Brandt",
        "Ida Brandt",
    ]
    told = "Ida Brandt is a pilot.\n\n“It leaks,” a nurse said at the meeting.\n\n"
    assert speakers(f"{told}“Badly,” she replied.")[0] == "nurse"


def test_initials_with_full_stops_are_no_interview() -> None:
    rows = "J. Smith came.\n\nM. Brandt left.\n\nJ. Weber came.\n\nM. Lund left. Did M. Weber?"
    assert speakers(f"The list is short.\n\n{rows}") == []
