"""What an article on a page is called, where the page says several things."""

import pytest

from scripts.model import BlockKind
from scripts.reading.headline import headline, with_title, writer
from scripts.reading.metadata import About
from scripts.reading.pieces import Piece


def page(*headings: tuple[int, str]) -> list[Piece]:
    return [Piece(BlockKind.HEADING, words, level) for level, words in headings]


SITE, STORY, OTHER = "The Holm Herald", "The weir holds for now", "What the weir tells of the town"


@pytest.mark.parametrize(
    ("told", "guessed", "page_title", "headings", "wanted"),
    [
        # What the page says, also where the title bar says it otherwise.
        (STORY, SITE, f"{STORY} | {SITE}", [(1, STORY)], STORY),
        (OTHER, STORY, f"{STORY} | {SITE}", [(1, STORY), (2, OTHER)], OTHER),
        (OTHER, STORY, f"{OTHER}, told by Ada | {SITE}", [(1, STORY)], OTHER),
        (OTHER, "", SITE, [(1, SITE)], OTHER),
        # All pages of a site have one description; the heading and the title bar agree on another.
        ("Latest news and headlines", "", f"{STORY} | {SITE}", [(1, STORY)], STORY),
        # A banner is the largest heading.
        ("", "Hi, I'm Ada.", f"{STORY} | Ada Lund", [(1, "Hi, I'm Ada."), (2, STORY)], STORY),
        ("", f"{SITE} online", f"{STORY} [{SITE}]", [(1, f"{SITE} online"), (2, STORY)], STORY),
        ("", STORY, f"{SITE} | {STORY}", [(2, SITE), (2, STORY)], STORY),
        ("", f"{STORY}: a visit", f"{STORY} | {SITE}", [(1, STORY)], f"{STORY}: a visit"),
        # Nothing but the title bar, or nothing at all.
        ("", "", STORY, [(5, STORY)], STORY),
        ("", STORY, "", [], STORY),
        ("", "", "", [(2, STORY)], ""),
    ],
)
def test_headlines(
    told: str, guessed: str, page_title: str, headings: list[tuple[int, str]], wanted: str
) -> None:
    assert headline(About(told, publisher=SITE), guessed, page_title, page(*headings)) == wanted


def test_the_articles_own_heading_is_the_title_behind_the_sites() -> None:
    whole = page((1, SITE), (1, STORY))
    found = with_title(
        [*page((1, STORY)), Piece(BlockKind.PARAGRAPH, "It stands.")], f"{STORY} | Holm", whole
    )
    assert [(one.kind.value, one.words) for one in found] == [("title", STORY), ("paragraph", "It stands.")]


@pytest.mark.parametrize(
    ("guessed", "blocks", "wanted"),
    [
        ("Ada Lund May", ["By Ada Lund", "May 3, 2026"], "Ada Lund"),
        ("Theresa May", ["Theresa", "Theresa May"], "Theresa May"),
        ("Ada Lund Holm", ["Ada Lund Holm"], "Ada Lund Holm"),
        ("", ["By Ada Lund"], ""),
    ],
)
def test_writers(guessed: str, blocks: list[str], wanted: str) -> None:
    assert writer(guessed, [Piece(BlockKind.PARAGRAPH, words) for words in blocks]) == wanted
