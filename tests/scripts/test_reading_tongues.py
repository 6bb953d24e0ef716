"""What a page says of the language of its parts."""

import pytest

from scripts.model import Script
from scripts.reading import SourceKind, read_bytes
from scripts.writing import write_script
from tests.scripts.books import Book, xhtml

PROSE = "".join(
    f"<p>On day {day} the keeper counted {day + 20} boats, and wrote them in the book by the door.</p>"
    for day in range(12)
)


def script(inside: str, language: str = "en") -> Script:
    page = (
        f"<html lang='{language}'><head><title>Boats</title></head><body><article><h1>Boats</h1>{PROSE}"
        f"{inside}{PROSE.replace('day', 'night')}</article></body></html>"
    )
    return write_script(read_bytes(page.encode(), SourceKind.HTML, "https://example.org/a"))


def told(made: Script) -> dict[str, str]:
    return {line.text.strip(): line.language for line in made.lines if line.language}


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<p lang='fr'>Bon vent, la mer.</p>", {"Bon vent, la mer.": "fr"}),
        ("<p xml:lang='fr-CA'>Bon vent, la mer.</p>", {"Bon vent, la mer.": "fr-CA"}),
        ("<blockquote lang='it'><p>Mare calmo.</p></blockquote>", {"Mare calmo.": "it"}),
        ("<p><span lang='nl'>Tot morgen, jongens.</span></p>", {"Tot morgen, jongens.": "nl"}),
        ("<p>He had a certain <i lang='fr'>joie de vivre</i> about him, and it showed.</p>", {}),
        ("<p lang='und'>Tatu tata tatu.</p>", {}),
        ("<p lang='\"><script>'>Tatu tata tatu.</p>", {}),
        ("<p lang='en-GB'>The grey colour of it was the harbour's.</p>", {}),
        (
            "<p lang='tl'>It was said that the keeper of the lamp had not been in his house for a week.</p>",
            {},
        ),
        (
            "<div lang='fr'><p>Bon vent.</p><p lang='it'>Mare calmo.</p></div>",
            {"Bon vent.": "fr", "Mare calmo.": "it"},
        ),
    ],
)
def test_parts_say_their_language(inside: str, expected: dict[str, str]) -> None:
    assert told(script(inside)) == expected


def test_a_quote_in_another_language_inside_a_sentence() -> None:
    made = script("<p>“<span lang='es'>Mañana será otro día, amigo</span>,” said Ana Ruiz, the keeper.</p>")
    quote = next(line for line in made.lines if "Mañana" in line.text)
    assert (quote.speaker, quote.language) == ("Ana Ruiz", "es")
    assert not any(line.language for line in made.lines if line.speaker == "Narrator")


FRENCH = (
    "<h1>Le vent</h1><p>Bon vent.</p><p>Le gardien de la lampe a compté les bateaux du port, comme hier.</p>"
)
ENGLISH = f"<h1>The wind</h1>{PROSE}"


@pytest.mark.parametrize(
    ("said", "body", "expected"),
    [
        ("fr-CA", FRENCH, {"Le vent": "fr-CA", "Bon vent.": "fr-CA"}),
        ("", FRENCH, {}),
        ("fr", ENGLISH, {}),
        ("en-US", FRENCH, {}),
        ("fr", f"{FRENCH}<p lang='it'>Mare calmo.</p>", {"Bon vent.": "fr", "Mare calmo.": "it"}),
    ],
)
def test_a_chapter_of_a_book_says_its_language(said: str, body: str, expected: dict[str, str]) -> None:
    """It is believed where its words are in that language."""
    attributes = f'xml:lang="{said}"' if said else ""
    book = Book([xhtml(ENGLISH), xhtml(body, attributes)], metadata="<dc:language>en</dc:language>")
    made = told(write_script(read_bytes(book.packed(), SourceKind.EPUB, "a.epub")))
    short = {words: language for words, language in made.items() if len(words) < 20}
    assert short == {**expected, **({"Le vent": "fr"} if expected and "Le vent" not in expected else {})}


def test_what_one_paragraph_says_is_not_said_of_another() -> None:
    words = "<p lang='fr'>Paris, Lyon, Nantes.</p><p>Nantes.</p>"
    assert told(script(words)) == {"Paris, Lyon, Nantes.": "fr"}


def test_two_chapters_whose_words_are_alike() -> None:
    bodies = [xhtml(f"{ENGLISH}<p>Paris.</p>"), xhtml(f"{FRENCH}<p>Paris.</p>", 'lang="fr"')]
    book = Book(bodies, metadata="<dc:language>en</dc:language>")
    made = write_script(read_bytes(book.packed(), SourceKind.EPUB, "a.epub"))
    assert [line.language for line in made.lines if line.text.strip() == "Paris."] == ["", "fr"]
