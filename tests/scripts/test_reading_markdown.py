"""Markdown: blocks with the offsets of the file, markup apart from words, nothing lost, nothing invented."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.errors import ArticleError
from scripts.model import Article, BlockKind
from scripts.reading import SourceKind
from scripts.writing import write_script
from tests.scripts.conftest import article, assert_tiles, quoted


def md(text: str) -> Article:
    return article(text, SourceKind.MARKDOWN)


def words(text: str) -> list[str]:
    found = md(text)
    return [" ".join(found.words(block.start, block.end).split()) for block in found.blocks]


INLINE = [
    ("So *it* was, **very** much __so__ and ***both***.", "So it was, very much so and both."),
    ("A [link](https://example.org/a_(b) 'title') here.", "A link here."),
    ("A [link *in* words](<a b>) here.", "A link in words here."),
    ("A [ref][r] and [r] here.\n\n[r]: https://example.org", "A ref and r here."),
    ("Run `rm *x*` or `` a`b `` now.", "Run rm *x* or a`b now."),
    ("Kept \\*stars\\* and C:\\new.", "Kept *stars* and C:\\new."),
    ("Salt &amp; pepper &mdash; &#8220;hot&#8221;.", "Salt & pepper — “hot”."),
    ("Not &thisone; at all.", "Not &thisone; at all."),
    ("One<br>two <b>bold</b> <!-- no --> end.", "One two bold end."),
    ("See <https://example.org/%20x> now.", "See https://example.org/%20x now."),
    ("An ![old *boat*](b.png) here.", "An old boat here."),
    ("A note.[^1] More.\n\n[^1]: Small print here.", "A note. More."),
    ("First  \nsecond\\\nthird.", "First second third."),
    ("~~Gone~~ and 5 * 3 * 2, snake_case_name.", "Gone and 5 * 3 * 2, snake_case_name."),
    ("[![badge](a.svg)](b) here.", "badge here."),
    ("[not a link] and [x](", "[not a link] and [x]("),
    ("Unclosed **bold and `code.", "Unclosed **bold and `code."),
]


@pytest.mark.parametrize(("text", "expected"), INLINE)
def test_inline_markup_is_left_out_of_the_words(text: str, expected: str) -> None:
    assert words(text)[0] == expected


def test_blocks() -> None:
    text = (
        "# The Title\n\nA paragraph\nover lines.\n\n## Part *one* ##\n\n> Quoted\n> words.\n>\n> More.\n\n"
        "- one\n"
        "- two\n  lines\n\n  second\n- [x] done\n\n3. three\n\nSetext\n---\n\n    indented\n"
    )
    found = md(text)
    assert [(block.kind.value, block.level) for block in found.blocks] == [
        ("title", 0),
        ("paragraph", 0),
        ("heading", 2),
        ("block quote", 0),
        ("block quote", 0),
        ("list item", 0),
        ("list item", 0),
        ("paragraph", 0),
        ("list item", 0),
        ("list item", 0),
        ("heading", 2),
        ("paragraph", 0),
    ]
    assert words(text) == [
        "The Title", "A paragraph over lines.", "Part one", "Quoted words.", "More.", "one", "two lines",
        "second", "done", "3. three", "Setext", "indented",
    ]  # fmt: skip
    assert found.title == "The Title"
    assert all(
        found.text[block.start].strip() and found.text[block.end - 1].strip() for block in found.blocks
    )


def test_tables_are_read_row_by_row() -> None:
    text = "| Name | Age |\n|:-----|----:|\n| Tom \\| Tim | 5 |\n| *Ann* |  |\n"
    cells = [(one.kind, one.level, words) for one, words in zip(md(text).blocks, words(text), strict=True)]
    assert cells == [
        (BlockKind.COLUMN, 1, "Name"),
        (BlockKind.COLUMN, 2, "Age"),
        (BlockKind.CELL, 1, "Tom | Tim"),
        (BlockKind.CELL, 2, "5"),
        (BlockKind.CELL, 1, "Ann"),
    ]


def test_what_is_not_read_has_a_reason() -> None:
    text = "---\ndraft: no\n---\nText here.\n\n***\n\n```py\ncode()\n```\n\n<!-- c -->\n\n[r]: https://example.org\n"
    found = md(text)
    assert [one.reason for one in found.dropped] == [
        "front matter",
        "rule",
        "code",
        "HTML comment",
        "link address",
    ]
    assert [found.text[block.start : block.end] for block in found.blocks] == ["Text here."]


def test_what_nobody_closed_is_read() -> None:
    assert words("Before.\n\n```\nprose in\n\na fence") == ["Before.", "prose in", "a fence"]
    assert words("Before.\n\n<!-- prose\n\nand more") == ["Before.", "prose and more"]


def test_html_blocks_give_their_words() -> None:
    text = "<div>\n<p>One &eacute;t&eacute;</p><p>two</p>\n<script>x()</script></div>\n"
    assert words(text) == ["One été two"]


def test_front_matter() -> None:
    found = md(
        "\ufeff---\r\ntitle: 'Low water'\r\nauthors: [Ann Lee, Max Roe]\r\ndate: 2026-05-17 10:00\r\n"
        "lang: en_GB\r\n---\r\nText.\r\n"
    )
    assert (found.title, found.byline, found.date, found.language) == (
        "Low water",
        "Ann Lee, Max Roe",
        "2026-05-17T10:00",
        "en-GB",
    )


TITLES = {
    "plain": ("title: The Heron's Year", "The Heron's Year"),
    "with a comment": ("title: Low Water # a draft", "Low Water"),
    "in double quotes": (r'title: "The \"Low\" Water: 2"', 'The "Low" Water: 2'),
    "in single quotes": ("title: 'The Heron''s Year'", "The Heron's Year"),
    "over two lines": ("title: >\n  The Heron's\n  Year\ndate: 2026-05-17", "The Heron's Year"),
}


@pytest.mark.parametrize(("matter", "title"), TITLES.values(), ids=TITLES.keys())
def test_a_title_that_only_front_matter_has_is_read(matter: str, title: str) -> None:
    text = f"---\nauthor: Ann Lee\n{matter}\n---\n\nThe heron came back.\n"
    found = md(text)
    assert found.title == title
    assert [block.kind for block in found.blocks] == [BlockKind.TITLE, BlockKind.PARAGRAPH]
    assert words(text) == [title, "The heron came back."]
    assert {one.reason for one in found.dropped} == {"front matter"}


@pytest.mark.parametrize(
    "body",
    [
        "# Low Water\n\nIt rains.\n",
        "# When the river fell\n\nIt rains.\n",
        "Low water\n\nIt rains.\n",
        "By Ann Lee\n\n## Low Water\n\nIt rains.\n",
        "![A weir](weir.jpg)\n\n# Low Water\n\nIt rains.\n",
    ],
)
def test_a_title_is_read_once(body: str) -> None:
    read = words(f"---\ntitle: Low Water\n---\n\n{body}")
    assert read == words(body)


@pytest.mark.parametrize(
    ("matter", "notes"),
    [
        (
            "language: Plain German",
            ["test, line 3: language: 'Plain German' is no language tag, so its words told the language"],
        ),
        ("date: next Friday", ["test, line 3: date: 'next Friday' is no date, so none is used"]),
        ("date: 2026-02-31", ["test, line 3: date: '2026-02-31' is no date, so none is used"]),
        (
            "locale: x\npublished: soon",
            ["test, line 4: published: 'soon' is no date", "test, line 3: locale: 'x' is no language tag"],
        ),
        ("date:\nlang: de_AT\nlanguage: nonsense here", []),
        ("date: 14. März 2026\nlanguage: de", []),
    ],
)
def test_what_front_matter_says_and_cannot_mean_is_told(matter: str, notes: list[str]) -> None:
    found = md(f"---\ntitle: Das Wehr\n{matter}\n---\n\nDer Fluss gehört niemandem, und das Wehr ist alt.\n")
    assert len(found.notes) == len(notes)
    assert all(told.startswith(note) for told, note in zip(found.notes, notes, strict=True))
    assert found.language.startswith("de")
    assert found.date in {"", "2026-03-14"}


@pytest.mark.parametrize("text", ["---\nJust prose here.\n---\nMore.", "---\n\nText after a rule."])
def test_rules_are_no_front_matter(text: str) -> None:
    assert "front matter" not in {one.reason for one in md(text).dropped}


def test_windows_line_ends_and_nul() -> None:
    text = "# T\r\n\r\nA *b*\r\nc \x00 d.\r\n"
    found = md(text)
    assert found.text == text
    assert found.words(found.blocks[1].start, found.blocks[1].end) == "A b\r\nc \x00 d."


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("![An old boat](b.png)", [("image", "An old boat")]),
        ('![An *old* boat](b.png "T")', [("image", "An old boat")]),
        ("[![An old boat](b.png)](https://example.org)", [("image", "An old boat")]),
        ("![One](a.png)\n![Two](b.png)", [("image", "One"), ("image", "Two")]),
        ("![One](a.png)\n*Both at sea.*", [("image", "One"), ("caption", "Both at sea.")]),
        (
            "The sea.\n![One](a.png)\nAnd the land.",
            [("paragraph", "The sea."), ("image", "One"), ("paragraph", "And the land.")],
        ),
        ("> ![One](a.png)\n> Words.", [("image", "One"), ("block quote", "Words.")]),
        ("Here ![a boat](b.png) lies.", [("paragraph", "Here a boat lies.")]),
        ("![](b.png)", []),
        ('<img src="b.png" alt="A &amp; B">', [("image", "A & B")]),
        (
            '<figure>\n<img src="b.png" alt="A boat">\n<figcaption>Seen <b>once</b>.</figcaption>\n</figure>',
            [("image", "A boat"), ("caption", "Seen once.")],
        ),
        ('<img src="b.png" alt="">', []),
        ('Here <img alt="a boat"> lies.', [("paragraph", "Here a boat lies.")]),
    ],
)  # fmt: skip
def test_pictures_are_read_by_their_alternative_texts(written: str, expected: list[tuple[str, str]]) -> None:
    found = md(f"Text before it.\n\n{written}\n")
    kinds = [(one.kind.value, found.words(one.start, one.end)) for one in found.blocks[1:]]
    assert [(kind, " ".join(text.split())) for kind, text in kinds] == expected
    assert_tiles(write_script(found))


MARKED = st.text(
    st.sampled_from("aB1 \n\n#>*-_`~[]()!<>&;:|\\\"“”.,=+\t\r\x00é{}"), max_size=80
) | st.lists(
    st.sampled_from(
        ["# a", "> b", "- c", "  - d", "1. e", "| f | g |", "|---|---|", "```", "~~~", "***", "===", "---",
         "", "", "<div>", "</div>", "<!--", "-->", "[r]: x", "[a](b", "c)", "**x", "y**", "![i](j)",
         "&amp; k", "    l", "\tm", "[^1]: n", "`o", "p`", "q  ", "r\\", "a: b"]
    ), max_size=12,
).map("\n".join)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(MARKED)
def test_every_character_is_in_a_line_or_a_drop(text: str) -> None:
    try:
        found = md(text)
    except ArticleError:
        return
    made = write_script(found, speech=quoted)
    assert_tiles(made)
    assert made.text == text
    spans = [(mark.start, mark.end) for mark in made.markup]
    assert all(a <= b <= c for (_, a), (b, c) in zip([(0, 0), *spans], spans, strict=False))
    # Every letter is voiced, or marked, or dropped with a reason: none is in no list.
    voiced = "".join(line.text for line in made.lines)
    instead = "".join(mark.instead for mark in made.markup)
    rest = "".join(text[one.start : one.end] for one in (*made.dropped, *made.markup))
    assert sorted(re.sub(r"\s", "", voiced + rest)) == sorted(re.sub(r"\s", "", text + instead))


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab *_`[]()!<>&;\\\"'.~"), max_size=50))
def test_words_are_those_the_parser_sees(text: str) -> None:
    """Where a paragraph has no link and no tag, the letters voiced are those that a browser would show."""
    from markdown_it import MarkdownIt

    text = f"x{text}x"
    shown = MarkdownIt("commonmark").enable("strikethrough").render(text)
    if re.search(r"<(?!/?(?:p|em|strong|code|s)>)", shown):
        return
    plain = re.sub(r"<[^>]*>", "", shown)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    assert " ".join(words(text)).split() == plain.split()


@pytest.mark.parametrize(
    "text",
    [
        "> " * 10_000 + "deep",
        "- " * 10_000 + "deep",
        "[" * 10_000 + "deep" + "]" * 10_000,
        "*a " * 30_000,
        "![[" * 20_000 + "deep",
        "<div>" * 20_000 + "deep",
        "<!-- " * 50_000 + "deep",
        "`" * 20_000 + "deep",
        "| a " * 20_000 + "\n" + "|---" * 20_000 + "\n deep",
        "\n".join("> " * number + "deep" for number in range(300)),
        "[a]: b\n" * 20_000 + "deep",
        "word *and* [more](x) " * 40_000,
        "# Heading\n\nA *paragraph* with [links](x) and `code`, quite long.\n\n" * 3_000,
    ],
    ids=lambda text: text[:12].replace("\n", " "),
)
def test_deep_and_long_files_are_read_in_time(text: str) -> None:
    started = time.process_time()
    made = write_script(md(text), speech=quoted)
    assert time.process_time() - started < 12
    assert_tiles(made)
    assert any(word in made.lines[-1].text for word in ("deep", "a *a", "more", "long"))
