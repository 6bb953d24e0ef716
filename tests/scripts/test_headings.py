"""Which headings part an article, and what becomes of those that do not."""

from collections.abc import Sequence

import pytest

from scripts.keeping import Earlier, EarlierSection
from scripts.model import Article
from scripts.plain import folded
from scripts.reading import SourceKind
from scripts.sections import Settled, find_sections, parted_by
from tests.scripts.conftest import article
from tests.scripts.test_keeping import NAME, paragraphs

LONG = [one for seed in range(3) for one in paragraphs(seed)]
"""About a hundred paragraphs without a heading."""
SHORT = "Thanks to the archive and to all who wrote to us."


def headed(*parts: str | Sequence[str]) -> Article:
    """A Markdown article: a string is a heading, a sequence is paragraphs."""
    lines = ["# Ten places"]
    for part in parts:
        lines += [f"## {part}"] if isinstance(part, str) else part
    return article("\n\n".join(lines), SourceKind.MARKDOWN)


def titles(found: Article, earlier: Earlier | None = None) -> list[str]:
    return [one.title for one in find_sections(found, settled=Settled(earlier=earlier))]


def known(found: Article, parted: str, earlier: Earlier | None = None) -> Earlier:
    """What a rebuild knows of the sections of an article."""
    made = find_sections(found, settled=Settled(earlier=earlier))
    return Earlier(
        parted,
        tuple(
            EarlierSection(
                one.title,
                tuple(folded(found, block) for block in found.blocks if one.start <= block.start < one.end),
            )
            for one in made
        ),
    )


@pytest.mark.parametrize(
    "parts",
    [
        ("Notes", [SHORT]),
        ("Notes", [SHORT], "Related reading", [SHORT], "About us", [SHORT]),
    ],
    ids=["one", "all in the last tenth"],
)
def test_headings_behind_the_article_leave_it_to_be_parted(parts: tuple[str | Sequence[str], ...]) -> None:
    found = titles(headed(LONG, *parts))
    heads = [part for part in parts if isinstance(part, str)]
    assert found[0] == "Ten places"
    assert found[-len(heads) :] == heads
    assert len(found) > 10 + len(heads)


def test_a_heading_before_it_all_does_too() -> None:
    found = titles(headed([SHORT], "The places", LONG))
    assert found[:2] == ["Ten places", "The places"]
    assert len(found) > 10


def test_a_single_heading_in_the_middle_starts_a_section_and_parts_nothing() -> None:
    found = titles(headed(LONG[:40], "The other half", LONG[40:80]))
    assert found.count("The other half") == 1
    at = found.index("The other half")
    assert at > 3
    assert len(found) - at > 3


def test_headings_in_one_corner_part_nothing() -> None:
    found = titles(headed(LONG[:4], "Comments", LONG[4:5], "Pictures", LONG[5:6], "Friends", LONG[6:]))
    assert [one for one in found if one in {"Comments", "Pictures", "Friends"}] == [
        "Comments", "Pictures", "Friends",
    ]  # fmt: skip
    assert len(found) > 10


def test_headings_that_part_the_article_make_its_sections_however_long() -> None:
    found = headed(LONG[:3], "First", LONG[3:40], "Second", LONG[40:70], "Notes", [SHORT])
    assert titles(found) == ["Ten places", "First", "Second", "Notes"]
    assert parted_by(found) == ""


def test_a_short_article_keeps_to_its_headings_however_uneven() -> None:
    assert titles(headed([SHORT], "All of it", LONG[:3], "Thanks", [SHORT])) == [
        "Ten places", "All of it", "Thanks",
    ]  # fmt: skip


def test_a_line_that_looks_like_a_heading_leaves_a_plain_text_to_be_parted() -> None:
    middle = len(LONG) // 2
    found = titles(article("\n\n".join(["Ten places", *LONG[:middle], "Old Mill Lane", *LONG[middle:]])))
    assert "Old Mill Lane" in found
    assert len(found) > 10


def test_an_edition_that_its_headings_made_keeps_its_sections() -> None:
    found = headed(LONG, "Notes", [SHORT])
    earlier = Earlier("", (EarlierSection("Ten places", ()), EarlierSection("Notes", ())))
    assert titles(found, earlier) == ["Ten places", "Notes"]
    assert parted_by(found, earlier=earlier) == ""
    edited = headed([*LONG[:9], SHORT, *LONG[9:]], "Notes", [SHORT])
    assert titles(edited, earlier) == ["Ten places", "Notes"]
    other = Earlier("", (EarlierSection("Another article", ()), EarlierSection("Notes", ())))
    assert titles(found, other) == titles(found)


def test_a_share_that_an_edit_changes_moves_no_section() -> None:
    before = headed(LONG[:4], "Sea", LONG[4:14], "Land", LONG[14:70])
    earlier = known(before, NAME)
    assert parted_by(before) == NAME
    after = headed(LONG[:4], "Sea", [*LONG[4:14], *LONG[70:90]], "Land", LONG[14:70])
    assert parted_by(after) == ""
    assert parted_by(after, earlier=earlier) == NAME
    assert set(titles(before)) <= {*titles(after, earlier)}


def test_a_new_heading_decides_anew() -> None:
    before = headed(LONG[:40], "The other half", LONG[40:80])
    after = headed(LONG[:20], "A quarter", LONG[20:40], "The other half", LONG[40:80])
    assert titles(after, known(before, NAME)) == ["Ten places", "A quarter", "The other half"]


def test_where_nothing_is_long_an_edition_is_recorded_as_if_built_from_nothing() -> None:
    short = headed(LONG[:2], "Notes", [SHORT])
    earlier = Earlier("", (EarlierSection("Ten places", ()), EarlierSection("Notes", ())))
    assert parted_by(short, earlier=earlier) == parted_by(short) == NAME
    assert titles(short, earlier) == titles(short) == ["Ten places", "Notes"]


def test_lines_that_look_like_headings_part_a_plain_text_only_if_no_half_is_left_without() -> None:
    one, two, rest = LONG[:6], LONG[6:12], LONG[12:30]
    plain = article("\n\n".join(["Ten places", *one, "The Ferry House", *two, "Night Boats", *rest]))
    marked = headed(one, "The Ferry House", two, "Night Boats", rest)
    assert (plain.headings_supposed, marked.headings_supposed) == (True, False)
    assert titles(marked) == ["Ten places", "The Ferry House", "Night Boats"]
    assert {"The Ferry House", "Night Boats"} < set(titles(plain))
    assert len(titles(plain)) > 4


def test_what_stands_under_a_heading_is_left_whole_if_it_is_short_enough() -> None:
    found = titles(headed(LONG[:60], "The Ferry House", LONG[60:64], "Night Boats", LONG[64:68]))
    assert found[-2:] == ["The Ferry House", "Night Boats"]
    assert len(found) > 5
