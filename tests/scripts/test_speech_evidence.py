"""What an attribution says of itself: where a person was named, and what is only a guess. And who is who."""

import pytest

from scripts.export import DOUBTFUL
from scripts.model import Utterance
from scripts.speech import find_speech
from tests.scripts.conftest import article


def utterances(text: str) -> tuple[Utterance, ...]:
    return find_speech(article(text)).utterances


def speakers(text: str) -> list[str]:
    return [one.speaker for one in utterances(text)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_evidence_names_the_line_where_a_name_stands(end: str) -> None:
    text = end.join(
        [
            "The Flood",
            "",
            "The water rose all night",
            "while Ida Brandt, a pilot, waited.",
            "",
            "“I saw it,” said the pilot. “It is over,” she said.",
        ]
    )
    told = [one.evidence for one in utterances(text)]
    assert told == [
        "named after the quote: said the pilot; same person as Ida Brandt (line 4)",
        "named after the quote: she said; taken to be Ida Brandt (line 4)",
    ]


def test_a_pronoun_that_several_fit_is_a_guess() -> None:
    sure = utterances("Karl Weber met Ida Brandt at the harbour.\n\n“It sank,” he said.")
    unsure = utterances("Otto Lund came to the harbour. Karl Weber waited there.\n\n“It sank,” he said.")
    assert sure[0].confidence > DOUBTFUL > unsure[0].confidence
    assert sure[0].speaker == "Karl Weber"
    assert "the nearest of several who fit" in unsure[0].evidence
    assert "several" not in sure[0].evidence


def test_turns_are_a_guess_where_not_two_are_known_to_speak() -> None:
    turns = "".join(f"“Then what was it, {number}?”\n\n“It was only the wind.”\n\n" for number in range(4))
    two = utterances(f"“Who is there?” asked Ida Brandt.\n\n“It is me,” said Karl Weber.\n\n{turns}")
    one = utterances(f"“Who is there?” asked Ida Brandt.\n\n{turns}")
    assert all(said.confidence > DOUBTFUL for said in two)
    assert [said.speaker for said in two] == ["Ida Brandt", "Karl Weber"] * 5
    assert all(said.confidence < DOUBTFUL for said in one[1:])


def test_a_surname_with_a_slip_of_the_pen_is_the_same_person() -> None:
    text = "Lena Petersson runs the ferry.\n\n“It sails,” Ms Peterson said. “It always will,” Petersen said."
    assert set(speakers(text)) == {"Lena Petersson"}


@pytest.mark.parametrize(
    "text",
    [
        "Lena Marsh runs the ferry.\n\n“It sails,” Nash said.",
        "Lena Petersson met Olof Petersson and Karl Peterson.\n\n“It sails,” Petersom said.",
        "Lena Austen runs the ferry.\n\n“It sails,” Austria said.",
    ],
)
def test_a_surname_that_is_only_like_another_is_somebody_else(text: str) -> None:
    assert speakers(text)[0].split()[0] not in {"Lena", "Olof"}


def test_two_full_names_with_one_surname_are_two_people() -> None:
    text = "“Go,” said Ida Brandt. Brandt left.\n\n“Stay,” said Karl Brandt. Brandt stayed."
    assert speakers(text) == ["Ida Brandt", "Karl Brandt"]


def test_a_name_behind_brackets_is_the_one_described() -> None:
    text = "The head of the NHB (National Harbour Board), Ida Brandt, was angry:\n\n“We were never asked.”"
    assert speakers(text) == ["Ida Brandt"]


def test_a_voice_speaks_for_its_owner() -> None:
    assert speakers("“Come in!” cried the voice of Ida Brandt.") == ["Ida Brandt"]
