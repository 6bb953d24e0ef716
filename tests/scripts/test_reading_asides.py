"""Footnotes, pictures and tables as files and web pages write them."""

import pytest

from scripts.model import BlockKind
from scripts.reading import SourceKind
from tests.scripts.test_asides import FIRST, article, assert_tiles, script, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It rained[1] for days.[2]\n\n[1] A gauge says so.\n[2] Two did.\n",
            ["A gauge says so.", "Two did."],
        ),
        ("It rained¹ for days.²\n\n¹ A gauge says so.\n² Two did.\n", ["A gauge says so.", "Two did."]),
        ("It rained [1] for days.\n\n[1] A gauge says so.\n", ["A gauge says so."]),
        ("It rained for days.[12]\n", []),
    ],
)
def test_marks_in_plain_text_are_not_read_as_numbers(text: str, expected: list[str]) -> None:
    made = script(article(text, SourceKind.TEXT))
    assert "".join(line.text for line in made.lines if not line.note).split()[:3][1].strip("[") == "rained"
    running = " ".join(line.text for line in made.lines if line.role is not BlockKind.FOOTNOTE)
    assert not any(one.isdigit() for one in running)
    notes = [line.text.strip() for line in made.lines if line.role is BlockKind.FOOTNOTE and not line.added]
    assert notes == expected
    assert_tiles(made)


@pytest.mark.parametrize(
    "text",
    [
        "The field has 40 m² and the room 3 metres².",
        "There are 10⁶ of them in x² + y².",
        "In [2] of three cases, a[1] counts; see [1914].",
        "[1] of them left. The rest stayed on.",
    ],
)
def test_what_is_no_mark_is_read(text: str) -> None:
    made = script(article(text, SourceKind.TEXT))
    assert "".join(line.text for line in made.lines).split() == text.split()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>It is 10<sup>6</sup> times as far.</p>", "It is 10⁶ times as far."),
        ("<p>It has 12 m<sup>2</sup> of floor.</p>", "It has 12 m² of floor."),
        ("<p>It rained for days.<sup>3</sup></p>", "It rained for days."),
        ("<p>It rained for days.<sup>1, 2</sup> Then not.</p>", "It rained for days. Then not."),
        ("<p>It says <i>Weirs</i><sup>12</sup> of <b>x</b><sup>2</sup>.</p>", "It says Weirs of x²."),
        ('<p>The <a href="#p2">2</a>nd part.</p><p id="p2">It rained.</p>', "The 2nd part."),
    ],
)
def test_raised_digits_of_a_page(body: str, expected: str) -> None:
    found = article(f"<html><body>{body}</body></html>", SourceKind.HTML)
    assert found.words(found.blocks[0].start, found.blocks[0].end) == expected


DIALECTS = {
    "a link in a raised element": (
        '<sup id="fnref:1"><a href="#fn:1" rel="footnote">1</a></sup>',
        '<ol><li id="fn:1"><p>{} <a href="#fnref:1" class="reversefootnote">↩</a></p></li></ol>',
    ),
    "a raised element in a link": (
        '<a href="#fn1" class="footnote-ref" id="fnref1"><sup>1</sup></a>',
        '<hr><ol><li id="fn1"><p>{}<a href="#fnref1" role="doc-backlink">↩</a></p></li></ol>',
    ),
    "a way back with words of its own": (
        '<sup data-fn="ab"><a href="#ab" id="ab-link">1</a></sup>',
        '<ol class="footnotes"><li id="ab">{} <a href="#ab-link" aria-label="Back to 1">↩︎</a></li></ol>',
    ),
    "a note in boxes": (
        '<a id="footnote-anchor-1" href="#footnote-1" class="footnote-anchor">1</a>',
        '<div class="footnote"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a>'
        "<div><p>{}</p></div></div>",
    ),
    "anchors with names": (
        '<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>',
        '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> {}</p></div>',
    ),
    "a star": ('<sup><a href="#n1">*</a></sup>', '<p id="n1">* {}</p>'),
    "raised digits alone": ("<sup>1</sup>", "<p><sup>1</sup> {}</p>"),
    "brackets alone": ("[1]", "<p>[1] {}</p>"),
    "two marks raised together": (
        '<sup><a href="#n1">1</a>, <a href="#n2">2</a></sup>',
        '<p id="n1">1. {}</p><p id="n2">2. And of stone.</p>',
    ),
    "two marks": (
        '<sup><a href="#n1">1</a></sup><sup>,</sup><sup><a href="#n2">2</a></sup>',
        '<p id="n1">1. {}</p><p id="n2">2. And of stone.</p>',
    ),
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("days", [0, 30])
def test_footnotes_as_pages_write_them(dialect: str, days: int) -> None:
    mark, note = DIALECTS[dialect]
    day = "<p>The keeper counted the boats of day {}, and wrote them in his book as ever.</p>".format
    made = script(
        article(
            f"<html><body><article><h1>Sea</h1><p>It held for ninety years.{mark} Nobody gave it a thought,"
            f" and nobody asked.</p>{''.join(map(day, range(days)))}{note.format(FIRST)}</article></body>",
            SourceKind.HTML,
        )
    )
    said = told(made)
    assert said[1:3] == ["It held for ninety years.", "Nobody gave it a thought, and nobody asked."]
    at = said.index("(Notes)")
    assert said[at : at + 3] == ["(Notes)", "(Note 1:)", FIRST]
    assert_tiles(made)


def test_an_encyclopedias_sources_are_listed_and_not_read() -> None:
    found = article(
        "<html><body><p>The weir held for ninety years."
        "<sup id='cite_ref-1'><a href='#cite_note-1'>[1]</a></sup>"
        " It was built of oak.</p><ol class='references'><li id='cite_note-1'><span class='mw-cite-backlink'>"
        "<a href='#cite_ref-1'>^</a></span> <cite>Lee, A. (1990): Weirs.</cite></li></ol></body></html>",
        SourceKind.HTML,
    )
    assert told(script(found)) == ["The weir held for ninety years.", "It was built of oak."]
    assert [one.reason for one in found.dropped] == ["source that a note names"]


def test_decoration_and_icons_are_silent_and_emoji_stay_in_their_sentence() -> None:
    found = article(
        "<html><body><p>It rained <img alt='🌧' class='emoji' src='r.png'> here.</p>"
        "<img alt='' src='line.png'>"
        "<img alt='Mail' src='m.png' width='16'><img alt='Wave' src='w.png' role='presentation'>"
        "<p>And there.</p></body></html>",
        SourceKind.HTML,
    )
    assert told(script(found)) == ["It rained 🌧 here.", "And there."]
    assert [one.reason for one in found.dropped] == ["icon or logo"]


def test_the_pages_own_pictures_are_not_the_articles() -> None:
    day = "<p>The keeper counted the boats of day {}, and wrote them in his book as ever.</p>".format
    found = article(
        "<html><head><meta name='author' content='Ann Lee'></head><body>"
        "<div><img alt='The Harrow Weekly' src='a.png'></div><article><h1>The weir</h1>"
        "<p><img alt='Ann Lee' src='ann.png'></p><img alt='Harrow logo' src='h.png'>"
        f"{day(0)}<figure><img alt='A badge and an icon' src='w.png'></figure>"
        f"{''.join(map(day, range(1, 20)))}</article></body></html>",
        SourceKind.HTML,
    )
    pictures = [one for one in found.blocks if one.kind is BlockKind.IMAGE]
    assert [found.words(one.start, one.end) for one in pictures] == ["A badge and an icon"]
    left = {found.text[one.start : one.end] for one in found.dropped}
    assert {"The Harrow Weekly", "Ann Lee\n\nHarrow logo"} <= left


def test_a_table_that_lays_out_a_page_is_no_table() -> None:
    cells = "<td><h2>News</h2><p>It rained.</p></td><td><p>It snowed.</p><ul><li>Twice.</li></ul></td>"
    found = article(f"<html><body><table><tr>{cells}</tr></table></body></html>", SourceKind.HTML)
    assert not any(block.kind in (BlockKind.CELL, BlockKind.COLUMN) for block in found.blocks)


def test_a_cell_over_two_columns_keeps_the_next_in_its_own() -> None:
    rows = "<tr><th>Year</th><th>Eels</th><th>Trout</th></tr><tr><td colspan=2>unknown</td><td>3</td></tr>"
    found = article(f"<html><body><p>So it was.</p><table>{rows}</table></body></html>", SourceKind.HTML)
    assert [(one.level, found.words(one.start, one.end)) for one in found.blocks[-2:]] == [
        (1, "unknown"),
        (3, "3"),
    ]
