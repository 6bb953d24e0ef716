"""A heading over notes goes where they go, and is not read over nothing."""

import pytest

from scripts.reading import SourceKind
from scripts.settings import AsidePolicy, Manner
from tests.scripts.test_asides import article, assert_tiles, script, told

BODY = "It held for ninety years, and nobody gave it a thought until the flood came to the valley."
AFTER = "It was mended, and they built a wall around it that is as high as a house."
NOTES = ["(Notes)", "(Note 1:)", "Built of oak."]


def test_a_heading_over_the_notes_is_theirs() -> None:
    text = "# Sea\n\nIt rained.[^1]\n\n## Remarks\n\n[^1]: For days.\n"
    made = script(article(text))
    assert [one.title for one in made.sections] == ["Sea", "Remarks"]
    assert told(made) == ["Sea", "It rained.", "Remarks", "(Note 1:)", "For days."]


@pytest.mark.parametrize("title", ["Notes", "Remarks"])
def test_a_heading_whose_notes_go_to_the_end_goes_too(title: str) -> None:
    text = f"# Sea\n\n{BODY}[^1]\n\n## {title}\n\n[^1]: Built of oak.\n\n## Land\n\n{AFTER}\n"
    made = script(article(text))
    assert_tiles(made)
    assert told(made) == ["Sea", BODY, "Land", AFTER, *NOTES]
    assert [one.title for one in made.sections] == ["Sea", "Land", "Notes"]
    left = [(made.text[one.start : one.end].strip(), one.reason) for one in made.dropped]
    assert left == [(f"## {title}", "heading of notes")]


@pytest.mark.parametrize("manner", [Manner.VOICE, Manner.ANNOUNCE])
def test_a_heading_whose_notes_are_read_where_the_text_refers_to_them_goes(manner: Manner) -> None:
    text = f"# Sea\n\n{BODY}[^1]\n\n## Remarks\n\n[^1]: Built of oak.\n"
    made = script(article(text), AsidePolicy(footnotes=manner))
    assert_tiles(made)
    assert [words for words in told(made) if words[0] != "("] == ["Sea", BODY, "Built of oak."]


def test_a_heading_over_a_note_that_nothing_refers_to_stays_where_notes_are_read_in_place() -> None:
    notes = "[^1]: Built of oak.\n\n[^2]: Or of elm."
    text = f"# Sea\n\n{BODY}[^1]\n\n## Remarks\n\n{notes}\n\n## Land\n\n{AFTER}\n"
    made = script(article(text), AsidePolicy(footnotes=Manner.VOICE))
    assert told(made) == ["Sea", BODY, "Built of oak.", "Remarks", "Or of elm.", "Land", AFTER]


def test_a_heading_over_notes_that_are_dropped_is_dropped() -> None:
    text = f"# Sea\n\n{BODY}[^1]\n\n## Remarks\n\n[^1]: Built of oak.\n\n## Land\n\n{AFTER}\n"
    made = script(article(text), AsidePolicy(footnotes=Manner.DROP))
    assert_tiles(made)
    assert told(made) == ["Sea", BODY, "Land", AFTER]


def test_the_heading_over_a_pages_notes_goes_with_them() -> None:
    note = '<h2>Notes</h2><ol><li id="n">Built of oak.</li></ol>'
    mark = '<sup><a href="#n">1</a></sup>'
    page = f"<h1>Sea</h1><p>{BODY}{mark}</p>{note}<h2>Land</h2><p>{AFTER}</p>"
    made = script(article(f"<html><body><article>{page}</article></body></html>", SourceKind.HTML))
    assert_tiles(made)
    assert told(made) == ["Sea", BODY, "Land", AFTER, *NOTES]


def test_notes_of_a_text_have_their_own_heading() -> None:
    text = f"Sea\n\n{BODY}[1]\n\n{AFTER}\n\nNotes\n\n[1] Built of oak.\n"
    made = script(article(text, SourceKind.TEXT))
    assert told(made) == ["Sea", BODY, AFTER, "Notes", *NOTES[1:]]
    assert [one.title for one in made.sections] == ["Sea", "Notes"]


def test_a_heading_without_words_under_it_stays_where_there_are_no_notes() -> None:
    text = f"# Sea\n\n{BODY}\n\n## Notes\n\n## Land\n\n{AFTER}\n"
    assert told(script(article(text))) == ["Sea", BODY, "Notes", "Land", AFTER]
