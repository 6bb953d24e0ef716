"""Our own EPUB, read back, is the article that it was made of."""

from pathlib import Path

from mutagen.id3 import ID3

from edition.load import load_script
from tests.conftest import Run
from voices.words import word_spans

ARTICLE = """# The Bakery on Mill Street

By Noor Haddad

Every morning at four the light goes on behind the shutters, and has since the year the weir was built.

“My grandmother baked here,” said Ilse Brandt. “People need bread.”

## A letter from the city

- In June a letter came.
- It was thick.

> Nobody reads those.

“We offered *a fair price*,” said Karl Weber & others. She says 5 < 6.
"""


def words(source: Path) -> list[str]:
    return [line.text[a:b] for line in load_script(str(source)).lines for a, b in word_spans(line.text)]


def test_the_same_words_in_the_same_sections(command: Run, tmp_path: Path) -> None:
    article = tmp_path / "bakery.md"
    article.write_text(ARTICLE, encoding="utf-8")
    assert command("build", article, "--engine", "tone", "--jobs", "1", "--format", "epub").code == 0
    book = tmp_path / "editions" / "bakery" / "bakery.epub"
    first, again = load_script(str(article)), load_script(str(book))
    assert words(book) == words(article)
    assert (again.title, again.byline, again.date) == (first.title, first.byline, first.date)
    assert [one.title for one in again.sections] == [one.title for one in first.sections]
    assert [one.name for one in again.speakers] == [one.name for one in first.speakers]
    assert {one.reason for one in again.dropped} <= {"cover"}
    assert command("build", book, "--engine", "tone", "--jobs", "1", "-o", "again").code == 0
    cover = ID3(tmp_path / "again" / "bakery" / "bakery.mp3").getall("APIC")[0]
    assert cover.data.startswith(b"\xff\xd8"), "the book's cover, not one that is drawn"


def test_a_format_that_is_asked_for_no_more_is_removed_and_told_of(command: Run, tmp_path: Path) -> None:
    article = tmp_path / "bakery.md"
    article.write_text(ARTICLE, encoding="utf-8")
    building = "build", article, "--engine", "tone", "--jobs", "1"
    assert command(*building, "--format", "epub").code == 0
    finished = command(*building)
    assert "note: bakery.epub was removed" in finished.out
    assert not (tmp_path / "editions" / "bakery" / "bakery.epub").exists()
    assert "removed" not in command(*building).out
