"""Files and standard input: what is read as what, and what cannot be."""

from pathlib import Path

import pytest

from scripts.errors import ArticleError
from scripts.reading import SourceKind, read, read_bytes, read_text_file

TEXT = "Boats stay in\n\nThe boats did not go out on that *morning*, and nobody could say when they would.\n"


@pytest.mark.parametrize(
    ("name", "markup"),
    [("a.txt", 0), ("a.TEXT", 0), ("a.md", 2), ("a.markdown", 2), ("noending", 0), ("a.rst", 0)],
)
def test_the_ending_tells_the_kind(tmp_path: Path, name: str, markup: int) -> None:
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    found = read(str(tmp_path / name))
    assert found.text == TEXT
    assert len(found.markup) == markup
    assert (found.title, found.source) == ("Boats stay in", name)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (TEXT, TEXT),
        ("# Boats\n\nThey *stay*.", "They stay."),
        ("---\ntitle: Boats\n---\nThey *stay*.", "They stay."),
        ("<!DOCTYPE html><html><body><p>They stay.</p></body></html>", "They stay."),
        ("#hashtag is\nno heading. They * stay.", "They * stay."),
    ],
)
def test_standard_input_is_told_by_its_looks(data: str, words: str) -> None:
    found = read("-", stdin=data.encode)
    assert words.strip() in found.words(0, len(found.text))
    assert found.source == ""


PAGE = "<h1>Boats stay in</h1><p>They wait, as they have for weeks.</p><p>Nobody says <em>why</em>.</p>"
PAGES = [
    f"<!DOCTYPE html>\n<html><body>{PAGE}</body></html>",
    f"\ufeff<!-- saved on Friday -->\n<HTML lang='en'>\n<head></head><body>{PAGE}</body></html>",
    f"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body>{PAGE}</body></html>",
    f"<head><title>Boats</title></head><body>{PAGE}</body>",
    f"<article class='story'>{PAGE}</article>",
    PAGE.replace("><", ">\n\n<"),
]


@pytest.mark.parametrize("name", ["page.txt", "page", "-"])
@pytest.mark.parametrize("page", PAGES)
def test_what_begins_as_a_page_is_read_as_one_whatever_it_is_called(
    tmp_path: Path, name: str, page: str
) -> None:
    (tmp_path / name).write_text(page, encoding="utf-8")
    found = read("-", stdin=page.encode) if name == "-" else read(str(tmp_path / name))
    assert "<" not in found.text
    assert found.title == "Boats stay in"
    assert "Nobody says why." in found.text


@pytest.mark.parametrize(
    "text",
    [
        "<head> and </head> stand around what a page says of itself, and nobody sees that.",
        "<p> begins a paragraph.\n\nIt is closed by </p>, or by the next one.",
        "<Ana> Are you there?\n<Bo> I am, and I have been here since four.",
        "Boats stay in\n\n<p>They wait, as they have for weeks.</p>",
        "< 5 % of all boats went out on that morning, and > 90 % of them came back.",
    ],
)
def test_a_text_with_an_angle_in_it_stays_a_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert read(str(tmp_path / "a.txt")).text == text
    assert read("-", stdin=text.encode).text == text


def test_a_page_that_is_called_text_is_decoded_as_it_declares() -> None:
    page = f"<html><head><meta charset='iso-8859-2'></head><body>{PAGE}<p>Łódź się śmiała.</p></body></html>"
    found = read_bytes(page.encode("iso-8859-2"), SourceKind.TEXT, "a.txt")
    assert "Łódź się śmiała." in found.text


def test_a_script_file_is_decoded_as_articles_are(tmp_path: Path) -> None:
    (tmp_path / "a.script").write_bytes("\ufeff== Grüße ==".encode("utf-16"))
    assert read_text_file(tmp_path / "a.script").lstrip("\ufeff") == "== Grüße =="
    with pytest.raises(ArticleError, match="There is no file"):
        read_text_file(tmp_path / "b.script")


def test_what_is_missing_or_no_file(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="There is no file"):
        read(str(tmp_path / "none.txt"))
    with pytest.raises(ArticleError, match=r"folder|rights"):
        read(str(tmp_path))
    with pytest.raises(ArticleError, match="cannot be read"):
        read("a\0b.txt")
    with pytest.raises(ArticleError, match=r"\.pdf"):
        read(str(tmp_path / "a.pdf"))
    with pytest.raises(ArticleError, match="empty"):
        read("-", stdin=bytes)


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (PermissionError(13, "Permission denied"), "may not be read"),
        (OSError(5, "Input/output error"), "output error"),
    ],
)
def test_a_file_that_fails(monkeypatch: pytest.MonkeyPatch, problem: OSError, words: str) -> None:
    def fails(*_: object) -> None:
        raise problem

    monkeypatch.setattr(Path, "open", fails)
    with pytest.raises(ArticleError, match=words) as caught:
        read("a.txt")
    assert caught.value.__cause__ is problem


@pytest.mark.parametrize("kind", [SourceKind.TEXT, SourceKind.MARKDOWN, None])
def test_a_text_of_millions_of_lines_is_refused(kind: SourceKind | None) -> None:
    with pytest.raises(ArticleError, match="lines"):
        read_bytes(b"A word.\n" + b"\n" * 2_000_000 + b"The last.", kind, "lines.txt")
