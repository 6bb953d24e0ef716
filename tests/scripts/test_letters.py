"""Letters: the lines that end them, and what they are called without a headline."""

import pytest

from scripts.model import Script
from scripts.reading import SourceKind
from scripts.writing import write_script
from tests.scripts.conftest import article, assert_tiles, spaced

BODY = (
    "I read with great interest what your reporter wrote about the mill at Upper Sarn, which my grandfather"
    " built with his own hands before the war and sold when it was over."
)
PLAIN = [SourceKind.TEXT, SourceKind.MARKDOWN]


def script(text: str, kind: SourceKind = SourceKind.TEXT) -> Script:
    made = write_script(article(text, kind))
    assert_tiles(made)
    return made


def ends(text: str, kind: SourceKind = SourceKind.TEXT) -> list[str]:
    """What is read behind the body."""
    found = [spaced(line) for line in script(text, kind).lines]
    return found[found.index("Nobody asked us.") + 1 :]


@pytest.mark.parametrize("kind", PLAIN)
@pytest.mark.parametrize(
    "rows",
    [
        ["Yours sincerely", "Ana Ruiz", "Holm"],
        ["Yours, etc.,", "Ana Ruiz,", "Holm."],
        ["Kind regards,", "Ana Ruiz"],
        ["Your loving daughter", "Ana"],
        ["Mit freundlichen Grüßen", "Ana Ruiz", "Holm"],
        ["Herzliche Grüße aus Holm", "Ana Ruiz"],
        ["Cordialement,", "Ana Ruiz"],
        ["Atentamente,", "Ana Ruiz", "12 Calle Mayor", "Holm"],
        ["Cordiali saluti", "Ana Ruiz"],
        ["Met vriendelijke groet,", "Ana Ruiz", "Holm"],
        ["Atenciosamente,", "Ana Ruiz", "Holm"],
    ],
)
def test_the_lines_that_end_a_letter_are_read_one_by_one(kind: SourceKind, rows: list[str]) -> None:
    assert ends(f"Dear editor,\n\n{BODY}\n\nNobody asked us.\n\n" + "\n".join(rows), kind) == rows
    apart = f"{rows[0]}\n\n" + "\n".join(rows[1:])
    assert ends(f"Dear editor,\n\n{BODY}\n\nNobody asked us.\n\n{apart}", kind) == rows


def test_a_pages_letter_ends_in_lines_too() -> None:
    body = f"<h1>Letters</h1><p>Dear editor,</p><p>{BODY}</p><p>Nobody asked us.</p>"
    page = f"<html><body><article>{body}<p>Yours sincerely<br>Ana Ruiz</p></article></body></html>"
    assert ends(page, SourceKind.HTML) == ["Yours sincerely", "Ana Ruiz"]


def test_a_name_behind_the_formula_of_the_last_sentence_is_on_its_lines() -> None:
    text = f"Sir, – {BODY}\n\nNobody asked us. – Yours, etc.,\n\nAna Ruiz,\nMill Lane,\nHolm."
    assert [spaced(line) for line in script(text).lines][-3:] == ["Ana Ruiz,", "Mill Lane,", "Holm."]


def test_prose_that_begins_like_a_formula_is_prose() -> None:
    text = f"{BODY}\n\nLove\nis what they said it was,\nand nobody believed it.\n\nYours was the\nlast word."
    assert "verse" not in {line.role.value for line in script(text, SourceKind.MARKDOWN).lines}


@pytest.mark.parametrize("kind", PLAIN)
def test_a_letter_without_a_headline_is_called_by_its_greeting(kind: SourceKind) -> None:
    text = f"Dear Mum and Dad,\n\n{BODY}\n\nYour loving\nIda"
    assert script(text, kind).title == "Dear Mum and Dad"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Sir, – {BODY}\n\nYours, etc.,\nAna Ruiz", "I read with great interest"),
        (f"{BODY}\n\nKind regards,\n\nAna Ruiz\nHolm", "I read with great interest"),
        ("Dear editor,\n\nThe mill was sold in 1962.\n\nYours\nAna Ruiz", "The mill was sold in 1962"),
    ],
)
def test_neither_greeting_nor_end_nor_half_a_clause_is_a_title(text: str, title: str) -> None:
    assert script(text).title == title


def test_a_greeting_is_no_headline_of_the_article() -> None:
    made = script(f"Sehr geehrte Redaktion!\n\n{BODY}\n\nHerzliche Grüße\nAna Ruiz")
    assert made.title == "Sehr geehrte Redaktion!"
    assert "title" not in {line.role.value for line in made.lines}


def test_what_is_added_below_a_letter_is_one_sentence() -> None:
    text = f"Dear editor,\n\n{BODY}\n\nYours\nAna Ruiz\n\nP.S. It rains."
    assert spaced(script(text).lines[-1]) == "P.S. It rains."
