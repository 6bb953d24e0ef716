"""How many paragraphs an article may have, in every form."""

import time

import pytest

from scripts.errors import ArticleError
from scripts.reading import SourceKind, read_bytes
from scripts.writing import write_script
from tests.scripts.books import Book
from tests.scripts.test_reading_word import packed, paragraph, table

WORDS = ["It rained.", "The boats stayed in.", "Nobody came.", "Then it was over."]
FORMS = {
    "text": (SourceKind.TEXT, "\n\n".join(WORDS).encode()),
    "text without empty lines": (SourceKind.TEXT, "\n".join(WORDS).encode()),
    "Markdown": (SourceKind.MARKDOWN, "\n\n".join(WORDS).encode()),
    "a list": (SourceKind.MARKDOWN, "\n".join(f"- {one}" for one in WORDS).encode()),
    "a table": (SourceKind.MARKDOWN, b"| Port | Boats |\n|---|---|\n| Holm | 9 |\n"),
    "Word": (SourceKind.WORD, packed("".join(map(paragraph, WORDS)))),
    "a Word table": (SourceKind.WORD, packed(table(("Port", "Boats"), ("Holm", "9")))),
    "EPUB": (
        SourceKind.EPUB,
        Book([f"<p>{WORDS[0]}</p><ul><li>{WORDS[1]}</li></ul>", "<p>A</p><p>B</p>"]).packed(),
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_an_article_of_too_many_paragraphs_is_refused(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kind, data = FORMS[form]
    assert read_bytes(data, kind, "a").blocks
    monkeypatch.setattr("scripts.reading.bounds.MAX_BLOCKS", 4)
    assert read_bytes(data, kind, "a").blocks
    monkeypatch.setattr("scripts.reading.bounds.MAX_BLOCKS", 3)
    with pytest.raises(ArticleError, match=r"a has more than 3 paragraphs\. Give one article"):
        read_bytes(data, kind, "a")


@pytest.mark.parametrize("data", [b"They wait.\n\n" * 600_000, b"- eels\n" * 900_000, b"# Eels\n" * 900_000])
def test_what_plainly_has_too_many_is_refused_before_it_is_parsed(data: bytes) -> None:
    started = time.process_time()
    with pytest.raises(ArticleError, match=r"paragraphs|lines"):
        read_bytes(data, SourceKind.MARKDOWN, "a")
    assert time.process_time() - started < 3


def test_an_article_in_which_nobody_speaks_is_not_searched_for_people(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def search(*_: object) -> None:
        raise AssertionError("searched")

    monkeypatch.setattr("scripts.speech.mentions.Mentions.read", search)
    assert write_script(read_bytes(b"Ana Ruiz left.\n\nThe boats stayed in.\n", None, "a")).speakers == ()
    with pytest.raises(AssertionError, match="searched"):
        write_script(read_bytes("Ana Ruiz left. “We stay,” she said.\n".encode(), None, "a"))
