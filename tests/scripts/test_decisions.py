"""What a producer decides: found again by words and names, kept when the article is edited."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.decisions import EVIDENCE
from scripts.errors import ArticleError
from scripts.finding import Finder
from scripts.model import NARRATOR, Gender, LineKind, Script
from scripts.reading import SourceKind
from scripts.screenplay import compose, parse
from scripts.settings import Decisions, Fragments, QuoteDecision, SpeakerDecision
from scripts.writing import ScriptSettings, write_script
from tests.scripts.conftest import article, assert_tiles, spaced

STORY = """The lock gates

The gates will close on Monday. “We shall fight it in court,” said Ida Brandt, the mayor. “Wait, all.”

“I disagree,” said Tom Hart. He called the plan a “new deal” for the town.

“Nobody asked the fishermen,” said a boat builder. It rained all day. The boats must leave now.
"""


def decided(text: str, *decisions: SpeakerDecision | QuoteDecision, markdown: bool = False) -> Script:
    read = article(text, SourceKind.MARKDOWN if markdown else SourceKind.TEXT)
    who = tuple(one for one in decisions if isinstance(one, SpeakerDecision))
    what = tuple(one for one in decisions if isinstance(one, QuoteDecision))
    made = write_script(read, ScriptSettings(decisions=Decisions(who, what)))
    assert_tiles(made)
    return made


def said(script: Script) -> dict[str, str]:
    """Who says which quote, white space folded."""
    return {spaced(line): line.speaker for line in script.lines if line.kind is LineKind.QUOTE}


def test_without_decisions_nothing_changes() -> None:
    plain = decided(STORY)
    assert said(plain) == {
        "“We shall fight it in court,”": "Ida Brandt",
        "“Wait, all.”": "Ida Brandt",
        "“I disagree,”": "Tom Hart",
        "“Nobody asked the fishermen,”": "boat builder",
    }
    assert plain == write_script(article(STORY))
    assert plain.notes == ()


@pytest.mark.parametrize(
    "words",
    [
        "we shall fight it",
        "“We shall fight it in court,”",
        "WE  SHALL\nFIGHT it in court",
        "fight it in court",
        "We will fight it in the court",
        "We shall fight this in court",
    ],
)
def test_a_quote_is_given_by_its_words_though_they_were_edited(words: str) -> None:
    made = decided(STORY, QuoteDecision(words, "Ann Lee"))
    assert said(made)["“We shall fight it in court,”"] == "Ann Lee"
    assert said(made)["“Wait, all.”"] == "Ida Brandt"
    line = next(line for line in made.lines if line.speaker == "Ann Lee")
    assert (line.evidence, line.confidence) == (EVIDENCE, 1.0)
    assert [one.name for one in made.speakers] == ["Ann Lee", "Ida Brandt", "Tom Hart", "boat builder"]
    assert made.notes == ()


def test_words_that_are_gone_are_reported_with_their_line() -> None:
    made = decided(STORY, QuoteDecision("the moon is made of cheese", "Ann", "edition.toml, line 7"))
    assert len(made.notes) == 1
    assert "edition.toml, line 7" in made.notes[0]
    assert "the moon is made of cheese" in made.notes[0]
    assert said(made) == said(decided(STORY))


def test_a_quote_becomes_narration() -> None:
    made = decided(STORY, QuoteDecision("I disagree", "narrator"))
    assert "“I disagree,”" not in said(made)
    assert "“I disagree,” said Tom Hart." in [spaced(line) for line in made.lines if line.speaker == NARRATOR]
    assert "Tom Hart" not in [one.name for one in made.speakers]


def test_narration_in_marks_becomes_a_quote_with_its_marks() -> None:
    made = decided(STORY, QuoteDecision("new deal", "Tom Hart"))
    assert said(made)["“new deal”"] == "Tom Hart"


def test_narration_without_marks_becomes_a_quote_by_sentences() -> None:
    made = decided(STORY, QuoteDecision("boats must leave", "Ann Lee"))
    assert said(made)["The boats must leave now."] == "Ann Lee"
    assert "It rained all day." not in said(made)


def test_narration_around_a_quote_leaves_the_quote_alone() -> None:
    made = decided("“I left,” she said and waited for the boat.", QuoteDecision("waited for the boat", "Ann"))
    assert list(said(made)) == ["“I left,”", "she said and waited for the boat."]


def test_all_paragraphs_of_a_quote_move_together() -> None:
    text = "“It began early,” said Ida Brandt. “First it rained.\n\n“Then it froze.\n\n“Then it ended.”\n"
    made = decided(text, QuoteDecision("then it froze", "Tom Hart"))
    assert list(said(made).values()) == ["Ida Brandt", "Tom Hart", "Tom Hart", "Tom Hart"]
    assert list(said(decided(text, QuoteDecision("Then it ended", NARRATOR)))) == ["“It began early,”"]


def test_words_that_stand_twice_mean_the_first_quote_and_say_so() -> None:
    text = "No more boats. “No more boats,” said Ida Brandt. “No more boats,” said Tom Hart."
    made = decided(text, QuoteDecision("no more boats", "Ann Lee", "here"))
    assert [line.speaker for line in made.lines if line.kind is LineKind.QUOTE] == ["Ann Lee", "Tom Hart"]
    assert "2 places" in made.notes[0]
    more = decided(text, QuoteDecision("No more boats,” said Tom", "Ann Lee"))
    assert [line.speaker for line in more.lines if line.kind is LineKind.QUOTE] == ["Ida Brandt", "Ann Lee"]
    assert more.notes == ()


def test_speakers_are_merged_renamed_and_given_a_gender() -> None:
    made = decided(STORY, SpeakerDecision("Ida Brandt-Moe", ("the mayor", "the boat builder"), Gender.FEMALE))
    assert set(said(made).values()) == {"Ida Brandt-Moe", "Tom Hart"}
    ida = made.speakers[0]
    assert (ida.name, ida.gender) == ("Ida Brandt-Moe", Gender.FEMALE)
    assert {"Ida Brandt", "boat builder"} <= set(ida.aliases)
    assert made.notes == ()
    builder = next(line for line in made.lines if "fishermen" in line.text)
    assert EVIDENCE in builder.evidence
    assert "boat builder is Ida Brandt-Moe" in builder.evidence


def test_a_speaker_who_is_the_narrator_is_no_speaker() -> None:
    made = decided(STORY, SpeakerDecision(NARRATOR, ("Tom Hart",)))
    assert "Tom Hart" not in said(made).values()
    assert NARRATOR not in [one.name for one in made.speakers]


def test_names_that_mean_nobody_or_several_are_reported() -> None:
    text = "“Go,” said Ida Brandt. Brandt left.\n\n“Stay,” said Karl Brandt. Brandt stayed."
    made = decided(
        text,
        SpeakerDecision("Zoe", (), Gender.FEMALE, "line one"),
        SpeakerDecision("Karl Brandt", ("Old Karl",), None, "line two"),
    )
    assert [note.partition(":")[0] for note in made.notes] == ["line one", "line two"]
    assert set(said(made).values()) == {"Ida Brandt", "Karl Brandt"}


def test_a_quote_may_be_given_to_a_speaker_by_another_name() -> None:
    made = decided(STORY, QuoteDecision("I disagree", "the mayor"))
    assert said(made)["“I disagree,”"] == "Ida Brandt"
    both = decided(
        STORY, QuoteDecision("I disagree", "Ida"), SpeakerDecision("Ida", ("Ida Brandt",), Gender.FEMALE)
    )
    assert said(both)["“I disagree,”"] == said(both)["“Wait, all.”"] == "Ida"
    assert [one.gender for one in both.speakers if one.name == "Ida"] == [Gender.FEMALE]


def test_markup_does_not_hide_words() -> None:
    made = decided("# T\n\n“We **shall** go [home](https://example.org),” said Ida Brandt.\n",
                   QuoteDecision("we shall go home", "Ann"), markdown=True)  # fmt: skip
    assert list(said(made).values()) == ["Ann"]


def test_fragments_may_be_voiced() -> None:
    text = "Ida Brandt, the mayor, said that it was “a very long and dark night” for all of them."
    voiced = write_script(article(text), ScriptSettings(fragments=Fragments.SPEAKER))
    assert "Ida Brandt" in said(voiced).values()
    assert not said(write_script(article(text)))


def test_the_script_file_keeps_what_was_decided() -> None:
    made = decided(
        STORY,
        QuoteDecision("boats must leave", "Ann: (Lee)"),
        QuoteDecision("I disagree", NARRATOR),
        QuoteDecision("gone for good", "Nobody", "edition.toml, line 9"),
        SpeakerDecision("Ida = Brandt; [x]", ("Ida Brandt",), Gender.FEMALE),
    )
    written = compose(made)
    again = parse(written)
    assert [(line.speaker, line.kind, spaced(line)) for line in again.lines] == [
        (line.speaker, line.kind, spaced(line)) for line in made.lines
    ]
    assert {one.name: one.gender for one in again.speakers} == {one.name: one.gender for one in made.speakers}
    assert "; edition.toml, line 9: the words “gone for good”" in written
    assert parse(compose(again)).lines == again.lines


ANY_TEXT = st.text(st.sampled_from("ab B.,!?: \n“”\"'—*_#\u00ad\u00a0é好1"), max_size=100) | st.text(
    max_size=40
)
NAMES = st.sampled_from(["Narrator", "narrator", "Ann", "ann", "B", "a b", "unknown"]) | st.text(
    min_size=1, max_size=5
)


@settings(max_examples=200, deadline=None)
@given(
    ANY_TEXT,
    st.lists(
        st.builds(QuoteDecision, st.text(st.sampled_from("ab B.“”é好"), max_size=12), NAMES), max_size=4
    ),
    st.lists(
        st.builds(SpeakerDecision, NAMES, st.tuples(NAMES), st.sampled_from([None, *Gender])), max_size=3
    ),
    st.booleans(),
)
def test_any_decisions_keep_the_tiling_of_any_text(
    text: str, quotes: list[QuoteDecision], speakers: list[SpeakerDecision], markdown: bool
) -> None:
    try:
        made = decided(text, *quotes, *speakers, markdown=markdown)
    except ArticleError:
        return
    assert made.text == text
    names = [one.name for one in made.speakers]
    assert len(set(names)) == len(names)
    assert NARRATOR not in names
    assert {line.speaker for line in made.lines} <= {NARRATOR, *names}
    assert all(line.speaker != NARRATOR for line in made.lines if line.kind is LineKind.QUOTE)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["red", "boat", "one", "Émile", "don't", "好"]), min_size=1, max_size=30),
       st.data())  # fmt: skip
def test_any_stretch_of_a_text_is_found_in_it(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    text = ", ".join(words)
    places = Finder([text]).find(" ".join(words[first:last]).upper())
    assert places
    assert all(place.likeness == 1.0 for place in places)


def test_a_hundred_decisions_on_a_long_article_take_little_time() -> None:
    text = "\n\n".join(
        f"“We count {number} boats in the harbour today,” said Ida Brandt. It was late and the rain went on."
        for number in range(5000)
    )
    finder = Finder(text.split("\n\n"))
    started = time.process_time()
    for number in range(50):
        assert finder.find(f"count {number * 90} boats")[0].stretches[0].text == number * 90
        assert (
            finder.find(f"We counted {number * 90} boats in the harbour")[0].stretches[0].text == number * 90
        )
    assert time.process_time() - started < 5


def test_a_slip_in_a_name_is_told_with_whose_name_it_nearly_is() -> None:
    quote = decided(STORY, QuoteDecision("I disagree", "Ida Brant", "edition.toml, line 1"))
    assert quote.notes == (
        "edition.toml, line 1: nobody else here is called 'Ida Brant'; did you mean 'Ida Brandt'?",
    )
    assert said(quote)["“I disagree,”"] == "Ida Brant", "a name may be new"

    someone = decided(STORY, SpeakerDecision("Tom Hartt", place="edition.toml, line 1"))
    assert someone.notes == (
        "edition.toml, line 1: nobody called 'Tom Hartt' is quoted here, by this or another name; "
        "did you mean 'Tom Hart'?",
    )
    named = decided(STORY, SpeakerDecision("Tom Hart", ("boat bilder",), place="edition.toml, line 1"))
    assert named.notes == (
        "edition.toml, line 1: nobody called 'boat bilder' is quoted here; did you mean 'boat builder'?",
    )


def test_somebody_new_is_no_slip() -> None:
    assert decided(STORY, QuoteDecision("I disagree", "Vera Quill")).notes == ()
    own = (QuoteDecision("I disagree", "Ida Brant"), SpeakerDecision("Ida Brant"))
    assert decided(STORY, *own).notes == ()
