"""The script file: it keeps what it is for, whatever the words look like, and says where it is wrong."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.errors import ArticleError
from scripts.export import doubtful
from scripts.model import BlockKind, Boundary, Gender, LineKind, Script, Speaker
from scripts.reading import SourceKind, read_bytes
from scripts.screenplay import compose, parse
from scripts.writing import write_script
from tests.scripts.conftest import assert_tiles, script, spaced, voiced

TEXT = (
    "Low Water\n\nBy Ann Lee\n\n“It is fine,” she said. “It was: (so).” He left.\n\nSource link\n\n"
    "The end of it all came — “soon”— and it was \\late\\.\n\n== not a section ==\n\n[title]\n\n"
    "Narrator:\n\n; no comment"
)


def roles(made: Script) -> list[tuple[int, BlockKind, int, Boundary]]:
    """Inside a paragraph boundaries are found again; odd empty lines in one are not kept."""
    inner = {Boundary.WORD: Boundary.SENTENCE, Boundary.PHRASE: Boundary.SENTENCE}
    return [
        (line.section, line.role, line.block, inner.get(line.boundary, line.boundary)) for line in made.lines
    ]


def assert_kept(made: Script) -> Script:
    found = parse(compose(made))
    assert_tiles(found)
    assert voiced(found) == voiced(made)
    assert roles(found) == roles(made)
    assert [one.title for one in found.sections] == [" ".join(one.title.split()) for one in made.sections]
    assert [(one.name, one.aliases, one.gender) for one in found.speakers] == [
        (one.name, one.aliases, one.gender) for one in made.speakers
    ]
    assert [doubtful(line) for line in found.lines] == [doubtful(line) for line in made.lines]
    assert (found.byline, found.date, found.language) == (made.byline, made.date, made.language)
    assert found.title == " ".join(made.title.split())
    return found


def test_a_script_comes_back() -> None:
    made = script(TEXT)
    found = assert_kept(replace(made, date="2026-05-17", language="en-GB", source="a.txt"))
    assert (found.source, found.byline) == ("a.txt", "Ann Lee")
    assert compose(found).count("\n    ") == len(made.lines)
    assert [line.boundary for line in found.lines] == [line.boundary for line in made.lines]


def test_the_form_that_people_see() -> None:
    made = script("Low Water\n\n“It is fine,” she said. It was not.\n\nhttps://example.org/\n")
    assert compose(replace(made, source="a.txt")) == (
        "; audio-edition script\n"
        "; 1 line is doubtful: look for (?) first\n"
        "Title: Low Water\n"
        "Language: en\n"
        "Source: a.txt\n"
        "Speaker: Ann\\: \\(Lee\\) (female) = Lee\\; the keeper\n"
        "\n"
        "== Low Water ==\n"
        "\n"
        "[title]\n"
        "Narrator:\n"
        "    Low Water\n"
        "\n"
        "Ann\\: \\(Lee\\) (?):\n"
        "; marks\n"
        "    “It is fine,”\n"
        "Narrator:\n"
        "    she said.\n"
        "    It was not.\n"
        "\n"
        "; left out, bare address: https://example.org/\n"
    )


HOSTILE = st.lists(
    st.sampled_from(
        [
            *(
                "== a ==",
                "[title]",
                "Narrator:",
                "    b.",
                "; c",
                "“d,”",
                "said e.",
                "f\\",
                "\\u{41}",
                "“g?” h. I",
            ),
            *(
                "\\\\",
                "— “i”—",
                "\u202eleft\u202c",
                "j\x07k",
                "好。好",
                "(?)",
                "Title: l",
                "",
                "",
                "M. N.",
                "\u2028",
            ),
            *("x" * 450, "é\u0301 \U0001f468\u200d\U0001f469"),
        ]
    ),
    min_size=1,
    max_size=12,
).map("\n".join)


@settings(max_examples=200, deadline=None)
@given(HOSTILE | st.text(max_size=60), st.sampled_from([SourceKind.TEXT, SourceKind.MARKDOWN]))
def test_hostile_words_come_back(text: str, kind: SourceKind) -> None:
    try:
        made = script(text, kind)
    except ArticleError:
        return
    found = assert_kept(made)
    assert compose(found) == compose(replace(found, dropped=()))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.text(min_size=1, max_size=20).filter(str.strip),
        min_size=1,
        max_size=4,
        unique_by=lambda one: " ".join(one.split()),
    )
)
def test_any_names_and_titles_come_back(names: list[str]) -> None:
    made = script("“It is fine,” she said. It was not.")
    names = [" ".join(one.split()) for one in names]
    speakers = tuple(Speaker(name, tuple(names), Gender.MALE) for name in names)
    lines = (replace(made.lines[0], speaker=names[0], kind=LineKind.NARRATION), *made.lines[1:])
    sections = (replace(made.sections[0], title=names[-1]),)
    assert_kept(
        replace(made, lines=lines, speakers=speakers, sections=sections, byline=names[0], title=names[0])
    )


def test_a_producers_edit() -> None:
    edited = (
        "title: Low water\nSpeaker: Maria Lopez\n\n==  One  ==\nNarrator: It began.\n\n"
        "Maria Lopez:\n\t“It is fine.\n\n\t“It is.”\n"
    )
    found = parse(edited)
    assert [line.speaker for line in found.lines] == ["Narrator", "Maria Lopez", "Maria Lopez"]
    assert [line.block for line in found.lines] == [0, 1, 2]
    found = parse(edited.replace("\n\n\t", "\n\nTom (?):\n  "))
    assert voiced(found) == [
        ("Narrator", LineKind.NARRATION, "It began."),
        ("Maria Lopez", LineKind.QUOTE, "“It is fine."),
        ("Tom", LineKind.QUOTE, "“It is.”"),
    ]
    assert [one.name for one in found.speakers] == ["Maria Lopez", "Tom"]
    assert [doubtful(line) for line in found.lines] == [False, False, True]
    assert found.sections[0].title == "One"


def test_a_very_long_row_is_cut() -> None:
    found = parse("== A ==\nNarrator:\n    " + "It went on, and on. " * 100)
    assert len(found.lines) > 10
    assert_tiles(found)


def test_windows_line_ends_and_a_byte_order_mark() -> None:
    text = compose(script(TEXT))
    assert voiced(parse("\ufeff" + text.replace("\n", "\r\n"))) == voiced(parse(text))


WRONG = [
    ("", "line 1, column 1: there is no section"),
    ("Titel: x\n", "line 1, column 1: this is no field"),
    ("Speaker: (male)\n", "line 1, column 10: this names no speaker"),
    ("Speaker: Ann (robot)\n", "line 1, column 15: robot is no gender"),
    ("== A ==\n    words\n", "line 2, column 1: nobody says"),
    ("== A ==\nwords without a colon\n", "line 2, column 1: this row names no speaker"),
    ("== A ==\nAnn (sad):\n    words\n", r"line 2, column 5: \(sad\) is no note"),
    ("== A ==\n[stanza]\nAnn:\n    words\n", r"line 2, column 1: \[stanza\] is no kind"),
    ("== A ==\n\n== B ==\nAnn:\n    words\n", "line 3, column 1: the section before has no words"),
    ("== A ==\nAnn:\n", "line 3, column 1: the section before has no words"),
]


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_mistakes_are_placed(text: str, words: str) -> None:
    with pytest.raises(ArticleError, match=rf"a\.script, {words}") as caught:
        parse(text, "a.script")
    assert caught.value.next_step.endswith((".", "=="))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "== A ==",
                "Ann:",
                "Ann (?):",
                "    words.",
                "[title]",
                "",
                "; c",
                "Title: x",
                "Speaker: B = c",
                "(:",
                "\\",
                "\tx\\",
            ]
        ),
        max_size=10,
    ).map("\n".join)
    | st.text(max_size=40)
)
def test_only_article_errors_escape(text: str) -> None:
    try:
        found = parse(text)
    except ArticleError as error:
        assert re.search(r"line \d+, column \d+", error.message)
    else:
        assert_tiles(found)
        assert all(spaced(line) for line in found.lines)


def test_a_byte_order_mark_is_not_shown() -> None:
    read = read_bytes("\ufeffBoats stay in\n\nThey wait.\n".encode("utf-16-le"), SourceKind.TEXT, "a.txt")
    assert read.text[0] == "\ufeff"
    assert "feff" not in compose(write_script(read))
    matter = read_bytes("\ufeff---\nauthor: Ann\n---\nThey wait.\n".encode(), SourceKind.MARKDOWN, "a.md")
    assert "; left out, front matter: --- author: Ann ---" in compose(write_script(matter)).splitlines()


def test_what_is_left_out_and_cut_ends_in_an_ellipsis() -> None:
    def told(words: str) -> str:
        text = f"They wait.\n\n```\n{words}\n```\n\nThey went.\n"
        rows = compose(write_script(read_bytes(text.encode(), SourceKind.MARKDOWN, "a.md"))).splitlines()
        return next(row for row in rows if row.startswith("; left out, code: ")).partition("code: ")[2]

    assert told("a = 1") == "``` a = 1 ```"
    assert (len(told("a = 1 " * 30)), told("a = 1 " * 30)[-1]) == (80, "…")
    assert told(f"a{' ' * 300}b") == "``` a…"
