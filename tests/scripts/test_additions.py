"""What a producer has added to an article: marked, in its place, and nothing of the author's is touched."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.additions import with_additions
from scripts.errors import ArticleError
from scripts.export import to_json
from scripts.model import NARRATOR, Boundary, LineKind, Script
from scripts.screenplay import compose, parse
from scripts.settings import Additions, Announcement, Cues, CueStyle
from scripts.templates import FIELDS, filled, values_of
from scripts.writing import write_script
from tests.scripts.conftest import article, assert_tiles, script, spaced

TEXT = (
    "Low Water\n\n“It is fine,” said Ruth Moe, a pilot. “It was so.” He left.\n\n"
    "“Where to?” asked Carl Hume.\n\n“Away,” he said. “You know.”"
)
PROSE = st.text(st.sampled_from("aB., !?\n“”\"'#>-1\u202e[]"), max_size=80)
TEMPLATES = st.lists(st.sampled_from([*"a .!?[]{}", *(f"{{{one}}}" for one in FIELDS)]), max_size=8).map(
    "".join
)
ANNOUNCEMENTS = st.builds(
    Announcement, st.booleans(), TEMPLATES, st.booleans(), st.sampled_from(["", "Start"])
)
ADDITIONS = st.builds(
    Additions,
    st.builds(Cues, st.sampled_from(list(CueStyle)), st.sampled_from(["", "Hear this"])),
    ANNOUNCEMENTS,
    ANNOUNCEMENTS,
    st.sampled_from(["", "The Weekly"]),
)


def cued(style: CueStyle) -> Script:
    return with_additions(script(TEXT), Additions(Cues(style)))


def heard(made: Script) -> list[tuple[str, Boundary]]:
    return [(("+ " if line.added else "") + spaced(line), line.boundary) for line in made.lines]


@settings(max_examples=200, deadline=None)
@given(PROSE | st.text(max_size=60), ADDITIONS, st.sampled_from(["en", "de-AT", "xx"]))
def test_the_authors_words_stay_as_they_are(text: str, additions: Additions, language: str) -> None:
    try:
        plain = replace(script(text), language=language)
    except ArticleError:
        return
    made = with_additions(plain, additions)
    own = [line for line in made.lines if not line.added]
    assert_tiles(replace(made, lines=tuple(own)))
    kept = [replace(line, section=0, block=0, boundary=Boundary.PHRASE) for line in own]
    assert kept == [replace(line, section=0, block=0, boundary=Boundary.PHRASE) for line in plain.lines]
    for line in made.lines:
        if line.added:
            assert (line.start, line.speaker, line.kind) == (line.end, NARRATOR, LineKind.NARRATION)
            assert any(map(str.isalnum, line.text))
    assert [line.section for line in made.lines] == sorted(line.section for line in made.lines)
    assert {line.section for line in made.lines} == set(range(len(made.sections)))
    assert [line.start for line in made.lines] == sorted(line.start for line in made.lines)
    last = {line.section: line.boundary for line in made.lines}
    assert set(last.values()) == {Boundary.SECTION}
    assert voiced(parse(compose(made))) == voiced(parse(compose(plain)))


def voiced(made: Script) -> list[tuple[str, str]]:
    return [(line.speaker, spaced(line)) for line in made.lines]


def test_nothing_is_added_unasked() -> None:
    plain = script(TEXT)
    assert with_additions(plain, Additions(show="The Weekly")) == plain


def test_quote_cues_stand_around_each_quote() -> None:
    assert heard(cued(CueStyle.QUOTE)) == [
        ("Low Water", Boundary.HEADING),
        ("+ Quote:", Boundary.PHRASE),
        ("“It is fine,”", Boundary.PHRASE),
        ("+ End quote.", Boundary.PHRASE),
        ("said Ruth Moe, a pilot.", Boundary.SENTENCE),
        ("+ Quote:", Boundary.PHRASE),
        ("“It was so.”", Boundary.SENTENCE),
        ("+ End quote.", Boundary.SENTENCE),
        ("He left.", Boundary.PARAGRAPH),
        ("+ Quote:", Boundary.PHRASE),
        ("“Where to?”", Boundary.PHRASE),
        ("+ End quote.", Boundary.PHRASE),
        ("asked Carl Hume.", Boundary.PARAGRAPH),
        ("+ Quote:", Boundary.PHRASE),
        ("“Away,”", Boundary.PHRASE),
        ("+ End quote.", Boundary.PHRASE),
        ("he said.", Boundary.SENTENCE),
        ("+ Quote:", Boundary.PHRASE),
        ("“You know.”", Boundary.SENTENCE),
        ("+ End quote.", Boundary.SECTION),
    ]


def test_one_pair_of_cues_stands_around_a_quote_over_paragraphs() -> None:
    made = with_additions(
        script("“One. Two.\n\n“Three,” said Ruth Moe.\n\nShe left."), Additions(Cues(CueStyle.QUOTE))
    )
    added = [line for line in made.lines if line.added]
    assert [line.text for line in added] == ["Quote:", "End quote."]


def test_names_are_said_when_another_person_speaks() -> None:
    made = with_additions(write_script(article(TEXT)), Additions(Cues(CueStyle.NAME)))
    said = [text for text, _ in heard(made)]
    assert [text for text in said if text.startswith("+")] == ["+ Ruth Moe:", "+ Carl Hume:"]
    assert said.index("+ Carl Hume:") == said.index("“Where to?”") - 1


def test_the_producers_own_cues() -> None:
    cues = Cues(CueStyle.QUOTE, open="I quote", close="Quote ends")
    added = [line.text for line in with_additions(script(TEXT), Additions(cues)).lines if line.added]
    assert added[:2] == ["I quote:", "Quote ends."]


def test_a_language_without_words_for_it_is_told() -> None:
    plain = replace(script(TEXT), language="fi")
    wanted = Additions(Cues(CueStyle.QUOTE), Announcement(True), Announcement(True))
    made = with_additions(plain, wanted)
    assert made.lines == plain.lines
    assert [note.partition(":")[0] for note in made.notes] == [
        "there are no spoken cues",
        "there is no outro",
        "there is no intro",
    ]


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "it", "nl", "pt-BR", "pl", "sv"])
def test_every_language_of_pages_has_cues_intro_and_outro(language: str) -> None:
    additions = Additions(Cues(CueStyle.QUOTE), Announcement(True), Announcement(True), "Harrow")
    made = with_additions(replace(script(TEXT), language=language), additions)
    assert made.notes == script(TEXT).notes
    added = [line.text for line in made.lines if line.added]
    assert sum(text.endswith(":") and len(text) < 25 for text in added) >= 2
    assert any("Harrow" in text for text in added[:2])
    assert any("Low Water" in text for text in added[-3:])
    assert not any(sign in text for text in added for sign in "[]{}")


def test_intro_and_outro_in_the_first_and_last_chapter() -> None:
    plain = replace(script(TEXT), byline="By Ann Lee", date="2026-05-17")
    made = with_additions(plain, Additions(intro=Announcement(True), outro=Announcement(True), show="Tides"))
    texts = [spaced(line) for line in made.lines]
    assert texts[:3] == ["From Tides.", "17 May 2026.", "This is an audio edition, read by synthetic voices."]
    assert texts[-3:] == ["That was Low Water, by Ann Lee.", "From Tides.", "The voices are synthetic."]
    assert made.sections == plain.sections
    assert made.lines[2].boundary is Boundary.PARAGRAPH


def test_chapters_of_their_own() -> None:
    intro, outro = Announcement(True, "Good day.", True), Announcement(True, "Good night.", True, "The end")
    made = with_additions(script(TEXT), Additions(intro=intro, outro=outro))
    assert [section.title for section in made.sections] == ["Introduction", "Low Water", "The end"]
    assert (made.sections[0].end, made.sections[-1].start) == (0, len(TEXT))
    assert made.lines[0].boundary is made.lines[-1].boundary is Boundary.SECTION


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{title} by {byline}. Hello.", ["Hello."]),
        ("{title}[ by {byline}]. Hello.", ["Low Water. ", "Hello."]),
        ("[{show}: {title}.] [{title}!]", ["Low Water!"]),
        ("{title}[, {byline}][, {date}][, {show}].", ["Low Water."]),
        ("{show}", []),
        ("[{byline}].", []),
    ],
)
def test_what_is_not_known_leaves_no_hole(template: str, said: list[str]) -> None:
    values = values_of(script("Low Water\n\nIt began."), "")
    assert filled(template, values) == [one.strip() for one in said]


def test_fields_are_filled_once() -> None:
    values = {"title": "{show} [of] {title}", "show": "The Weekly"}
    assert filled("From {show}: {title}. Good night.", values) == [
        "From The Weekly: {show} [of] {title}.",
        "Good night.",
    ]


def test_json_marks_what_is_added() -> None:
    lines = to_json(cued(CueStyle.QUOTE))["lines"]
    assert isinstance(lines, list)
    assert [line["text"] for line in lines if line["added"]][:2] == ["Quote:", "End quote."]
    assert all(line["start"] == line["end"] for line in lines if line["added"])


def test_the_script_file_shows_additions_and_does_not_hold_them() -> None:
    wanted = Additions(Cues(CueStyle.QUOTE), Announcement(True, chapter=True), Announcement(True))
    text = compose(with_additions(script(TEXT), wanted))
    assert "; added when it is built: End quote." in text
    assert compose(parse(text)) == compose(parse(compose(script(TEXT))))
