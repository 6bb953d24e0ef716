"""Live blogs and what people write on the net: times in front of quotes, handles instead of names."""

import pytest

from scripts.model import NARRATOR
from scripts.speech import find_speech
from scripts.writing import write_script
from tests.scripts.conftest import article, assert_tiles, spaced, told

LEAD = (
    "Ferries stay in port\n\nThe storm came in the night; Ana Ruiz, who runs the ferries, has not slept.\n\n"
)


@pytest.mark.parametrize(
    "time",
    [
        "15.31",
        "15:31",
        "3.31pm",
        "3:31 p.m.",
        "15.31 BST",
        "15h31",
        "[15:31]",
        "15:31 –",
        "15:31:",
        "15.31 Uhr",
    ],
)
def test_a_quote_behind_the_time_of_an_entry_has_its_speaker(time: str) -> None:
    text = f"{LEAD}{time} “We will not sail before Friday,” says Ana Ruiz.\n\n{time} “Nobody is hurt.”\n"
    assert told(text) == [
        ("Ana Ruiz", "“We will not sail before Friday,”"),
        ("Ana Ruiz", "“Nobody is hurt.”"),
    ]
    script = write_script(article(text))
    assert_tiles(script)
    times = [line for line in script.lines if spaced(line) == time]
    assert [line.speaker for line in times] == [NARRATOR, NARRATOR]


def test_a_name_behind_a_time_labels_its_quote() -> None:
    assert told(f"{LEAD}16:02 Bo Dahl: “The pier is open again.”") == [
        ("Bo Dahl", "“The pier is open again.”")
    ]


def test_turns_of_a_talk_may_have_their_times() -> None:
    turns = [
        ("Ana Ruiz", "Does it rain?"),
        ("Bo Dahl", "It does."),
        ("Ana Ruiz", "Still?"),
        ("Bo Dahl", "Yes."),
    ]
    text = LEAD + "\n\n".join(f"[00:0{at}:15] {name}: {words}" for at, (name, words) in enumerate(turns))
    assert told(text) == turns


def test_a_figure_that_a_sentence_begins_with_is_no_time() -> None:
    text = f"{LEAD}15.31 per cent of them stay, and 12.40 “ferries” sail."
    assert told(text) == []


WORDS = "It was never safe to walk on that pier,"


@pytest.mark.parametrize(
    "told_by",
    [
        f"“{WORDS}” wrote @holm_harbour.",
        f"“{WORDS}” @holm_harbour wrote on Monday.",
        f"“{WORDS}” according to @holm_harbour.",
        f"“{WORDS}” — @holm_harbour",
        f"@holm_harbour: “{WORDS}”",
        f"@holm_harbour wrote: “{WORDS}”",
        f"“{WORDS}” the user @holm_harbour posted.",
    ],
)
def test_a_handle_is_a_name(told_by: str) -> None:
    assert told(LEAD + told_by) == [("@holm_harbour", f"“{WORDS}”")]


def test_a_handle_of_another_server_is_whole() -> None:
    assert told(f"{LEAD}“{WORDS}” wrote @bo.dahl@sea.example.") == [("@bo.dahl@sea.example", f"“{WORDS}”")]


def test_a_handle_in_brackets_is_the_same_person() -> None:
    text = f"{LEAD}“We stay,” said Bo Dahl (@bodahl). Hours went by.\n\n“{WORDS}” @bodahl wrote."
    found = find_speech(article(text))
    assert {one.speaker for one in found.utterances} == {"Bo Dahl"}
    assert found.speakers[0].aliases == ("@bodahl",)
