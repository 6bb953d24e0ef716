"""Whatever stands beside a text, and whatever becomes of it: nothing is lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.asides import arranged, left_out
from scripts.errors import ArticleError
from scripts.model import Boundary
from scripts.note_headings import HEADING_OF_NOTES
from scripts.reading import SourceKind
from scripts.screenplay import compose, parse
from scripts.settings import AsidePolicy, Manner
from scripts.writing import write_script
from tests.scripts.test_asides import article, assert_tiles, script

_PARTS = st.sampled_from(
    (
        *("It rained in Harrow.[^1] ", "“No,” said Mara Quill.[^a] ", "days¹ ", "years.[2] ", "\n", "\n\n"),
        *("\n\n[^1]: A note.\n", "\n[^a]: Another. “Yes,” he said.\n", "\n\n[2] Plain.\n", "\n    set in\n"),
        *(
            "\n\n![A boat](b.png)\n",
            "*Seen once.*\n",
            "\n\n# Part\n\n",
            "\n\n| A | B |\n|--|--|\n| 1 | 2 |\n",
        ),
        *(
            "\n\n<img alt='A & B'>\n",
            "\n\n<figcaption>C</figcaption>\n",
            "![",
            "](x)",
            "[^",
            "]:",
            "|",
            "> ",
            "- ",
        ),
    )
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(_PARTS | st.text(max_size=6), min_size=1, max_size=14).map("".join),
    st.tuples(*[st.sampled_from(Manner)] * 4),
    st.sampled_from((SourceKind.MARKDOWN, SourceKind.TEXT)),
)
def test_nothing_is_lost_whatever_the_policy(
    text: str, manners: tuple[Manner, ...], kind: SourceKind
) -> None:
    policy = AsidePolicy(*manners)
    try:
        found = article(text, kind)
        made = script(found, policy)
    except ArticleError:
        return
    assert_tiles(made)
    own = sorted((line for line in made.lines if not line.added), key=lambda one: one.start)
    plain = write_script(left_out(found, policy))
    heads = [one for one in made.dropped if one not in plain.dropped]
    assert {one.reason for one in heads} <= {HEADING_OF_NOTES}
    assert [(one.start, one.end) for one in sorted([*own, *heads], key=lambda one: one.start)] == [
        (line.start, line.end) for line in plain.lines
    ]
    assert all(line.start == line.end for line in made.lines if line.added)
    assert [line.section for line in made.lines] == sorted(line.section for line in made.lines)
    assert {line.section for line in made.lines} == set(range(len(made.sections)))
    assert made.lines[-1].boundary is Boundary.SECTION


@settings(max_examples=60, deadline=None)
@given(st.lists(_PARTS | st.text(max_size=6), min_size=1, max_size=12).map("".join))
def test_any_script_with_asides_is_written_and_read_again(text: str) -> None:
    try:
        made = script(article(text))
    except ArticleError:
        return
    again = arranged(parse(compose(made)), AsidePolicy())
    spoken = [" ".join(line.text.split()) for line in made.lines if not line.added]
    assert " ".join(" ".join(line.text.split()) for line in again.lines if not line.added) == " ".join(spoken)
