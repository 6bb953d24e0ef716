"""Verse line by line, and interviews in plain text."""

import pytest

from scripts.model import NARRATOR, Boundary
from scripts.reading import SourceKind
from scripts.writing import write_script
from tests.scripts.conftest import article, assert_tiles

PROSE = (
    "He had kept the mill on the river for forty years, and had written verse about it in all of them. His"
    " daughter read one of his poems at the grave.\n"
)
STANZAS = """The water goes where water will,
  the wheel goes where it must;
the miller, when the wheel is still,
  goes back into the dust.

And all the corn he ever ground
  was somebody's to eat,
and all the silence that he found
  was under other feet.
"""


def test_verse_is_read_line_by_line() -> None:
    script = write_script(article(f"The miller\n\n{PROSE}\n{STANZAS}\n{PROSE}"))
    assert_tiles(script)
    verse = [line for line in script.lines if line.role.value == "verse"]
    assert [line.text.strip() for line in verse] == [row.strip() for row in STANZAS.splitlines() if row]
    stanza = [Boundary.PHRASE] * 3
    assert [line.boundary for line in verse] == [*stanza, Boundary.PARAGRAPH, *stanza, Boundary.PARAGRAPH]


def test_two_sentences_in_a_line_of_verse_are_two() -> None:
    stanza = "The sea is high. The night\nis long\nand full of rain"
    script = write_script(article(f"{PROSE}\n{stanza}\n\n{PROSE}"))
    lines = [(line.text.strip(), line.boundary) for line in script.lines if line.role.value == "verse"]
    assert lines[0] == ("The sea is high.", Boundary.SENTENCE)
    assert [words for words, _ in lines[1:]] == [
        "The night",
        "is long",
        "and full of rain",
    ]


@pytest.mark.parametrize(
    "text",
    [
        # Wrapped at the margin of the file, and at a narrower one of its own.
        "The boats did not go out on that morning, and nobody on the pier\ncould say when they would. It was"
        " cold, and the harbour master had\nsent two of his people home before the rain came.\n",
        "The boats did not go out on that\nmorning, and nobody could say when\nthey would. It was cold. The"
        " sea\nwas high.\n",
        "“No,” she said.\n“Yes,” he said.\n“No,” she said again.\n",
        "- bread\n- milk\n- salt\n",
    ],
)
def test_prose_that_is_wrapped_is_no_verse(text: str) -> None:
    found = article(f"{PROSE}\n{text}\n{PROSE}")
    assert "verse" not in {block.kind.value for block in found.blocks}


def lines(text: str, kind: SourceKind) -> list[tuple[str, str]]:
    """Role and words of each line."""
    script = write_script(article(text, kind))
    assert_tiles(script)
    return [(line.role.value, " ".join(line.text.split())) for line in script.lines]


@pytest.mark.parametrize("end", ["\n", "  \n", "\\\n"])
def test_verse_in_a_block_quotation_is_read_line_by_line(end: str) -> None:
    rows = [row.strip() for row in STANZAS.splitlines()]
    stanzas = end.join(rows).replace(f"{end}{end}", "\n\n")
    quotation = "".join(f"> {row}\n" for row in stanzas.splitlines())
    found = lines(f"# The miller\n\n{PROSE}\n{quotation}\n{PROSE}", SourceKind.MARKDOWN)
    assert [words for role, words in found if role == "verse"] == [row for row in rows if row]


def test_short_lines_of_one_length_are_verse_in_a_block_quotation() -> None:
    rows = ["The mill is still,", "the wheel is green,", "the road runs on,", "the air is clean."]
    quotation = "".join(f"> {row}\n" for row in rows)
    found = lines(f"# The miller\n\n{PROSE}\n{quotation}", SourceKind.MARKDOWN)
    assert found[-4:] == [("verse", row) for row in rows]


def test_hard_breaks_make_verse_of_a_paragraph_and_soft_ones_do_not() -> None:
    rows = ["The lamp goes round,", "the sea goes out,", "I count the ships."]
    hard = lines(f"# Night\n\n{PROSE}\n" + "  \n".join(rows), SourceKind.MARKDOWN)
    assert hard[-3:] == [("verse", row) for row in rows]
    soft = lines(f"# Night\n\n{PROSE}\n" + "\n".join(rows), SourceKind.MARKDOWN)
    assert soft[-1] == ("paragraph", " ".join(rows))


def test_a_quotation_that_is_wrapped_is_no_verse() -> None:
    quotation = (
        "> We waited for six years, and nobody came to\n> mend it, though we had written letters to\n"
        "> everyone in the capital, and to some of those\n> who were abroad at the time of the flood.\n"
    )
    found = lines(f"# The ferry\n\n{PROSE}\n{quotation}", SourceKind.MARKDOWN)
    assert found[-1][0] == "block quote"
    assert len(found) == 4


def speakers(text: str) -> list[tuple[str, str]]:
    script = write_script(article(text))
    assert_tiles(script)
    return [(line.speaker, " ".join(line.text.split())) for line in script.lines if line.speaker != NARRATOR]


HEAD = (
    "The keeper of the weir\n\nBy Noor Haddad\n\nAda Lund has kept the sluice for thirty years. We met her at"
    " the mill.\n\n"
)


@pytest.mark.parametrize(
    ("asks", "answers", "named"),
    [
        ("Q:", "A:", ("Interviewer", "Ada Lund")),
        ("INTERVIEWER:", "LUND:", ("Interviewer", "Ada Lund")),
        ("NOOR HADDAD:", "ADA LUND:", ("Noor Haddad", "Ada Lund")),
        ("**Noor Haddad:**", "**Ada Lund:**", ("Noor Haddad", "Ada Lund")),
        ("__Haddad__:", "__Lund__:", ("Noor Haddad", "Ada Lund")),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_turns_of_an_interview_go_to_who_speaks(
    asks: str, answers: str, named: tuple[str, str], gap: str
) -> None:
    turns = [
        f"{asks} Do you sleep there?",
        f"{answers} Sometimes. In the flood I slept there for a week, and it was\ncold, and nobody came.",
        f"{asks} Alone?",
        f"{answers} With the eels.",
    ]
    found = speakers(HEAD + gap.join(turns) + "\n")
    assert found == [
        (named[0], "Do you sleep there?"),
        (named[1], "Sometimes."),
        (named[1], "In the flood I slept there for a week, and it was cold, and nobody came."),
        (named[0], "Alone?"),
        (named[1], "With the eels."),
    ]


def test_marks_of_bold_are_kept_out_of_what_is_read() -> None:
    found = article(f"{PROSE}\n**Ada Lund:** Not us.\n", SourceKind.TEXT)
    assert found.words(found.blocks[-1].start, found.blocks[-1].end) == "Ada Lund: Not us."
