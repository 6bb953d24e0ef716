"""Asides from an article to everything that is published: heard, seen, marked, counted and linked."""

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from lxml import html as lxml_html

from tests.conftest import Run

ARTICLE = """# The weir

It held for ninety years.[^1] Nobody gave it a thought.

![A weir under snow](w.jpg)

| Year | Eels |
|------|------|
| 1990 | 40   |
| 2000 | 12   |

All of the eels were gone by then, as [the report](https://example.org/r?a=1&b=2) says.

[^1]: Because it was built of oak.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "weir.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def build(command: Run, article: Path, *more: str) -> dict[str, Any]:
    finished = command("build", article, "--engine", "tone", "--jobs", "1", "--json", *more)
    assert finished.code == 0, finished
    built: dict[str, Any] = json.loads(finished.out)
    return built


def page_of(built: dict[str, Any]) -> Any:
    return lxml_html.document_fromstring((Path(built["dir"]) / "index.html").read_bytes())


def test_notes_and_tables_reach_page_and_book(command: Run, article: Path) -> None:
    built = build(command, article, "--format", "epub", "--format", "daisy")
    assert [one["title"] for one in built["chapters"]] == ["The weir", "Notes"]
    page = page_of(built)
    (ref,) = page.xpath("//a[@role='doc-noteref']")
    (note,) = page.xpath("//p[@id='n1']")
    (back,) = note.xpath("./a[@role='doc-backlink']")
    assert (ref.get("href"), ref.get("id"), back.get("href")) == ("#n1", "r1", "#r1")
    assert (ref.text_content(), ref.get("aria-label"), back.get("aria-label")) == (
        "",
        "Note 1",
        "Back from note 1 to the text",
    )
    assert [one.text_content() for one in note.xpath("./span")] == ["Note 1:", "Because it was built of oak."]
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.iter("tr")]
    assert rows == [["Year", "Eels"], ["Year: 1990", "Eels: 40"], ["Year: 2000", "Eels: 12"]]
    assert {one.get("scope") for one in page.xpath("//th")} == {"col"}
    assert [one.text for one in page.xpath("//span[contains(@class, 'added')]")][:2] == [
        "Image:",
        "Table, rows: 2, columns: 2.",
    ]
    checked = json.loads(command("check", built["dir"], "--json").out)
    assert [one for one in checked["findings"] if one["severity"] == "error"] == []
    told = checked["completeness"]
    assert told["article_words"] == told["voiced_words"] == 40
    assert told["added_words"] == 13


def test_dropped_asides_are_counted_by_their_reasons(command: Run, article: Path) -> None:
    (article.parent / "edition.toml").write_text(
        '[article]\nalt = "drop"\nfootnotes = "drop"\ntables = "drop"\n', encoding="utf-8"
    )
    built = build(command, article)
    told = json.loads(command("check", built["dir"], "--json").out)["completeness"]
    assert {one["reason"]: one["words"] for one in told["dropped"]} == {
        "description of a picture, left out by choice": 4,
        "table, left out by choice": 6,
        "footnote, left out by choice": 7,
    }
    assert told["article_words"] == told["voiced_words"] + told["dropped_words"]
    assert not page_of(built).xpath("//a[@role='doc-noteref']")


def test_another_policy_shares_the_takes(command: Run, article: Path) -> None:
    first = build(command, article)
    config = article.parent / "edition.toml"
    config.write_text('[article]\ntables = "voice"\nalt = "end"\n', encoding="utf-8")
    assert build(command, article)["takes_made"] == 0
    config.write_text('[article]\nalt = "announce"\n', encoding="utf-8")
    again = build(command, article)
    assert (again["takes_made"], again["chapters"]) == (0, first["chapters"])


def test_addresses_stand_at_the_end_and_are_not_read(command: Run, article: Path) -> None:
    built = build(command, article)
    assert not page_of(built).xpath("//section[@class='links']")
    lines = built["lines"]
    (article.parent / "edition.toml").write_text('[article]\nlinks = "end"\n', encoding="utf-8")
    built = build(command, article)
    assert (built["lines"], built["takes_made"]) == (lines, 0)
    for name in ("index.html", "transcript.html"):
        page = lxml_html.document_fromstring((Path(built["dir"]) / name).read_bytes())
        (link,) = page.xpath("//section[contains(@class, 'links')]//a")
        assert (link.text, link.get("href")) == ("the report", "https://example.org/r?a=1&b=2")
        assert not link.xpath("ancestor::*[contains(@class, 't ')]")
    assert command("check", built["dir"]).code == 0


def test_an_address_that_somebody_wrote_into_the_record_runs_nothing(command: Run, article: Path) -> None:
    from dataclasses import replace

    from chapters import manifestfile as manifests
    from chapters.labels import labels_for
    from chapters.linklist import links_html
    from chapters.manifest import ManifestLink

    built = build(command, article)
    manifest = manifests.read(Path(built["dir"]))
    hostile = replace(manifest, links=(ManifestLink("<b>", "javascript:alert(1)"),))
    assert links_html(hostile, labels_for("en")) == ""


def test_a_books_links_lead_from_chapter_to_chapter(command: Run, article: Path) -> None:
    import zipfile

    built = build(command, article, "--format", "epub", "--format", "daisy")
    with zipfile.ZipFile(Path(built["dir"]) / "weir.epub") as book:
        first, second = (etree.fromstring(book.read(f"EPUB/c{number}.xhtml")) for number in (1, 2))
    (ref,) = first.findall(".//{*}a[@role='doc-noteref']")
    (back,) = second.findall(".//{*}a[@role='doc-backlink']")
    assert (ref.get("href"), back.get("href")) == ("c2.xhtml#n1", f"c1.xhtml#{ref.get('id')}")
    assert second.find(".//{*}p[@id='n1']") is not None
    with zipfile.ZipFile(Path(built["dir"]) / "weir.daisy.zip") as book:
        assert b"doc-noteref" not in book.read("c1.html")
        assert b"<table>" in book.read("c1.html")


def test_a_table_that_is_left_out_does_not_fill_the_screen(command: Run, tmp_path: Path) -> None:
    rows = "".join(f"| {n} | eel |\n" for n in range(30))
    (tmp_path / "a.md").write_text(f"# Eels\n\nIt rains.\n\n| n | what |\n|--|--|\n{rows}", encoding="utf-8")
    (tmp_path / "edition.toml").write_text('[article]\ntables = "drop"\n', encoding="utf-8")

    told = command("build", "a.md", "--engine", "tone", "--jobs", "1").out

    assert told.count("(table, left out by choice)") == 4
    assert "and 59 more (table, left out by choice); audio-edition script lists all" in told
    script = command("script", "a.md").out
    assert script.count("; left out, table, left out by choice") == 62
