"""Ordered lists are heard with the numbers that readers see, in every form."""

import pytest

from scripts.reading import SourceKind, read_bytes
from tests.scripts.books import Book
from tests.scripts.test_reading_word import STYLES, W, packed, paragraph

BEFORE = "<p>Mending a net takes an afternoon and patience, and nobody learns it from a book.</p>"
AFTER = "<p>After a break, which every mender takes, the work goes on until the light is gone.</p>"
CASES = {
    "<ol><li>Wash it.</li><li>Dry it.</li></ol>": ["1. Wash it.", "2. Dry it."],
    "<ol start='4'><li>Wash it.</li><li value='7'>Dry it.</li><li>Roll it.</li></ol>": [
        *("4. Wash it.", "7. Dry it.", "8. Roll it."),
    ],
    "<ol reversed><li>Three boats.</li><li>Two boats.</li><li>One boat.</li></ol>": [
        *("3. Three boats.", "2. Two boats.", "1. One boat."),
    ],
    "<ol><li>Find holes.<ol type=a><li>Small ones.</li><li>Large ones.</li></ol></li><li>Tie.</li></ol>": [
        *("1. Find holes.", "a) Small ones.", "b) Large ones.", "2. Tie."),
    ],
    "<ol type=I><li><p>First part.</p><p>More of it.</p></li><li>Second part.</li></ol>": [
        *("I) First part.", "More of it.", "II) Second part."),
    ],
    "<ol><li>Twine<ul><li>tarred</li></ul></li></ol><ul><li>A needle</li></ul>": [
        *("1. Twine", "tarred", "A needle"),
    ],
    "<ol><li>1. Wash it.</li><li>2) Dry it.</li></ol>": ["1. Wash it.", "2) Dry it."],
    "<ol style='list-style: none'><li>Wash it.</li></ol><ol role=list><li>Dry it.</li></ol>": [
        *("Wash it.", "Dry it."),
    ],
    "<ol start='x'><li value=''>Wash it.</li></ol><ol start='-1'><li>Dry it.</li></ol>": [
        *("1. Wash it.", "-1. Dry it."),
    ],
    "<ol><li><figure><img alt='A net'></figure><p>Wash it.</p></li></ol>": ["A net", "Wash it."],
    "<ol><li>Yes.</li><li>Yes.</li><li>No.</li></ol>": ["1. Yes.", "2. Yes.", "3. No."],
}


@pytest.mark.parametrize("form", ["page", "book"])
@pytest.mark.parametrize("written", CASES)
def test_items_have_their_numbers(written: str, form: str) -> None:
    body = BEFORE + written + AFTER
    if form == "page":
        page = f"<!doctype html><title>Nets</title><article><h1>Nets</h1>{body}</article>"
        article = read_bytes(page.encode(), SourceKind.HTML, "a")
    else:
        for attribute in ("type=a", "type=I", "role=list"):
            body = body.replace(attribute, attribute.replace("=", "='") + "'")
        body = body.replace("<ol reversed>", "<ol reversed=''>")
        article = read_bytes(Book([body]).packed(), SourceKind.EPUB, "a")
    words = [article.words(block.start, block.end) for block in article.blocks]
    at = next(number for number, text in enumerate(words) if text.startswith("Mending")) + 1
    assert words[at : at + len(CASES[written])] == CASES[written]
    assert words[at + len(CASES[written])].startswith("After a break")


def test_a_mark_of_a_note_stays_in_its_place_behind_a_number() -> None:
    page = (
        f"<!doctype html><title>Nets</title><article><h1>Nets</h1>{BEFORE}<ol><li>Wash it<sup id=r1>"
        f'<a href="#n1">1</a></sup> well.</li></ol>{AFTER}<ol><li id=n1>With soap.'
        ' <a href="#r1">↩</a></li></ol></article>'
    )
    article = read_bytes(page.encode(), SourceKind.HTML, "a")
    words = [article.words(block.start, block.end) for block in article.blocks]
    assert "1. Wash it well." in words
    assert "With soap." in words
    assert [article.text[mark.start : mark.end].strip() for mark in article.markup if mark.note] == ["[1]"]


def level(number: int, style: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, more: str = "") -> str:
    """Two lists of one definition, the second of which starts at 5; and a list of bullets."""
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "o")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        f'<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>{more}</w:numbering>'
    )


def listed(words: str, number: int, at: int = 0, more: str = "") -> str:
    place = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>{more}'
    return paragraph(words, more=place).replace('<w:pStyle w:val=""/>', "")


def in_word(body: str, told: str, styles: str = STYLES) -> list[str]:
    article = read_bytes(packed(body, styles, numbering=told), SourceKind.WORD, "a")
    return [article.words(block.start, block.end) for block in article.blocks]


def test_word_counts_its_lists() -> None:
    told = numbering(level(0, "decimal", "%1."), level(1, "lowerLetter", "%2."), level(2, "decimal", "%1.%3"))
    body = (
        *(listed("Find holes.", 1), listed("Small ones.", 1, 1), listed("Large ones.", 1, 1)),
        *(listed("Tie.", 1), listed("Twice.", 1, 2), paragraph("Then rest."), listed("Dry it.", 1)),
        *(listed("A second net.", 2), listed("And so on.", 2), listed("Twine", 3), listed("Nobody.", 9)),
    )
    assert in_word("".join(body), told) == [
        *("1. Find holes.", "a) Small ones.", "b) Large ones.", "2. Tie.", "2.1 Twice.", "Then rest."),
        *("3. Dry it.", "5. A second net.", "6. And so on.", "Twine", "Nobody."),
    ]


def test_a_style_of_word_has_a_list_as_well_and_what_was_deleted_is_not_counted() -> None:
    own = '<w:name w:val="List Number"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    based = '<w:name w:val="Mine"/><w:basedOn w:val="N"/>'
    made = f'<w:style w:styleId="N">{own}</w:style><w:style w:styleId="M">{based}</w:style>'
    styles = f"<w:styles {W}>{made}</w:styles>"
    gone = listed("", 1, more="<w:rPr><w:del/></w:rPr>")
    body = paragraph("Wash it.", "N") + gone + paragraph("Dry it.", "M") + listed("Roll it.", 0)
    told = numbering(level(0, "upperRoman", "%1.", start=4))
    assert in_word(body, told, styles) == ["IV) Wash it.", "V) Dry it.", "Roll it."]


@pytest.mark.parametrize(
    "damaged",
    [
        f"<w:numbering {W}/>",
        numbering().replace('w:val="0"', 'w:val="x"'),
        numbering(level(0, "decimal", "%1.", start=999999)).replace("w:ilvl", "w:other"),
        numbering(level(0, "lowerLetter", "%9%8%7")),
    ],
)
def test_a_damaged_list_of_word_loses_no_words(damaged: str) -> None:
    assert "Wash it." in in_word(listed("Wash it.", 1, 8), damaged)[0]
