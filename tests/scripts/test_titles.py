"""Titles of sections that have none: whole, telling, and in the section's own words."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.clauses import clauses
from scripts.key_phrases import key_phrases
from scripts.section_titles import Titles
from scripts.titles import TITLE_CHARACTERS


@pytest.mark.parametrize(
    ("paragraphs", "title"),
    [
        (["Among them is a young weaver from Upper Sarn, who keeps geese. She sells the feathers."],
         "A young weaver from Upper Sarn"),
        (["When the flood came, the mill stopped for a year. The mill and the flood are still talked about."],
         "The mill stopped for a year"),
        (["1. Open the sluice gate slowly. Then wait."], "Open the sluice gate slowly"),
        (["iPads were handed out to every pupil. They used iPads."], "iPads were handed out to every pupil"),
        (["Yes."], "Yes"),
        (["How deep is the river at the mill? Nobody knows."], "How deep is the river at the mill?"),
        (["A few days later, the geese came back. It was late."], "The geese came back"),
        (["Please note that the bridge is closed. It is old."], "The bridge is closed"),
    ],
)  # fmt: skip
def test_titles_are_whole(paragraphs: list[str], title: str) -> None:
    assert Titles().title(paragraphs) == title


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ["the", "of", "a", "boats", "who", "and", "“left", "”", "(so)", "Ann Lee,", "was", "to",
                 "5:30", "said.", "However,", "—", "?", "x" * 70, "a 40-year-old baker", "‘quoted’", "它"]
            ),
            max_size=20,
        ).map(" ".join),
        min_size=1,
        max_size=4,
    )
)  # fmt: skip
def test_titles_are_short_and_of_the_sections_words(paragraphs: list[str]) -> None:
    title = Titles().title(paragraphs)
    assert len(title) <= TITLE_CHARACTERS
    assert not set(title) & set('“”()"[]')
    said = " ".join(" ".join(paragraphs).split()).casefold()
    for word in title.casefold().split():
        assert word.strip(".,;:?") in said


@pytest.mark.parametrize(
    ("sentence", "half"),
    [
        ("The mayor must now decide, repair or sell the mill.", "The mayor must now decide"),
        ("The village wants to let the river go on past the old mill again, as it did before.",
         "The village wants to let the river go"),
        ("Should the mill be sold, the geese would go with it to the far bank.", "Should the mill be sold"),
        ("The choice between the mill and the bridge was made in May last year.",
         "The choice between the mill"),
        ("One thing we hope the map will show is the old course of the river.", "One thing we hope the map"),
        ("Even though the bridge is closed, farmers cross it with carts in the dry months of the year.",
         "Even though the bridge is closed"),
        ("4 are still under repair in the yard behind the harbour and the mill.", "4 are still under repair"),
    ],
)  # fmt: skip
def test_no_title_is_cut_where_more_is_wanted(sentence: str, half: str) -> None:
    assert Titles().title([sentence, "Geese sleep in the yard. It is quiet."]) == "Geese sleep in the yard"
    assert not any(clause.text == half for clause in clauses(sentence))


PUMPS = [
    "When the mill was built and the first families moved into the houses beside it, nobody thought of what"
    " ground water does to a cellar; by spring, ground water stood in every one of them.",
    "“It rose by a hand in a week,” one of those who moved in recalls, and since then a pump runs day and"
    " night, because without it the ground water would be back by noon. Geese swim in the yard.",
]


def test_what_a_section_comes_back_to_is_its_title() -> None:
    assert Titles().title(PUMPS) == "Ground water"


def test_the_next_section_about_it_is_called_something_else() -> None:
    titles = Titles()
    titles.taken("Ground water")
    assert titles.title(PUMPS) == "Geese swim in the yard"


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        (
            "The sluice gate is shut. A sluice gate, he said, is not the sluice gate of a dam.",
            ["The sluice gate"],
        ),
        ("We mend nets. They mend nets. You mend nets and the boats.", []),  # a verb and its object
        ("See mill.jpg here. In mill.jpg there is the wheel and it is old.", []),
        ("Das alte Haus steht leer. Das alte Haus brennt. Das alte Haus war schön.", []),  # no English
        ("It was slowly turning. He saw it slowly turning in the dark.", []),
        ("", []),
    ],
)
def test_key_phrases(text: str, phrases: list[str]) -> None:
    assert [one.text for one in key_phrases(text)] == phrases


@given(
    st.lists(st.sampled_from(["the", "of", "mill", "wheel", "Old", "turns", "x" * 60, ".", "“", "7", "_"]))
)
def test_key_phrases_are_of_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for phrase in key_phrases(text):
        assert phrase.text[1:] in text
        assert phrase.count > 1


@pytest.mark.parametrize("mark", ["'", "’"])
def test_no_key_phrase_ends_with_whose_thing_comes_next(mark: str) -> None:
    text = f"The river mill{mark}s wheel is old. The river mill{mark}s roof is new."
    assert "mill" not in " ".join(one.text for one in key_phrases(text))


def test_a_long_run_takes_no_time() -> None:
    started = time.process_time()
    key_phrases("the " + "mill wheel " * 50_000)
    assert time.process_time() - started < 5


def test_no_clause_is_cut_behind_whose_thing_comes_next() -> None:
    picture = "A picture of the old mill's in the paper that nobody in the valley had read since the spring."
    assert list(clauses(picture)) == []
    (owned,) = clauses("The boat is Ana's, and nobody on the island would say that it was not hers to sell.")
    assert owned.text == "The boat is Ana's"
