"""Which sentence became which."""

import time

from hypothesis import given
from hypothesis import strategies as st

from scripts.matching import Change, match_lines

LINES = st.lists(
    st.sampled_from(["It rains.", "It rains today.", "Yes.", "No.", "We sail at nine."]), max_size=12
)


def changes(old: list[str], new: list[str]) -> list[tuple[str, int | None, int | None]]:
    return [(str(match.change), match.old, match.new) for match in match_lines(old, new)]


@given(LINES, LINES)
def test_every_line_of_both_versions_is_told_once(old: list[str], new: list[str]) -> None:
    matches = match_lines(old, new)
    assert sorted(m.old for m in matches if m.old is not None) == list(range(len(old)))
    assert [m.new for m in matches if m.new is not None] == list(range(len(new)))
    for match in matches:
        if match.change in (Change.SAME, Change.MOVED):
            assert match.old is not None
            assert match.new is not None
            assert old[match.old] == new[match.new]


@given(LINES)
def test_nothing_changed_is_all_the_same(lines: list[str]) -> None:
    assert {m.change for m in match_lines(lines, [line + " \n" for line in lines])} <= {Change.SAME}


def test_an_edit_an_insert_and_a_cut() -> None:
    old = ["The boat left.", "Nobody waved at it.", "It rained.", "The end."]
    new = ["The boat left.", "A gull cried.", "Nobody waved at the boat.", "The end."]
    assert changes(old, new) == [
        ("same", 0, 0),
        ("added", None, 1),
        ("changed", 1, 2),
        ("removed", 2, None),
        ("same", 3, 3),
    ]


def test_a_paragraph_that_moved() -> None:
    old = ["A one.", "B two.", "C three.", "D four.", "E five."]
    new = ["C three.", "D four.", "E five.", "A one.", "B two."]
    assert [change for change, _, _ in changes(old, new)] == ["same"] * 3 + ["moved"] * 2


def test_a_line_that_is_said_twice_and_once_removed() -> None:
    assert changes(["Yes.", "It is so.", "Yes."], ["Yes.", "It is so."]) == [
        ("same", 0, 0),
        ("same", 1, 1),
        ("removed", 2, None),
    ]


def test_a_book_with_every_other_sentence_changed_is_matched_in_time() -> None:
    old = [f"Keeper {n} writes {n * n} words about the weather." for n in range(7000)]
    new = [line.replace("weather", "sea") if n % 2 else line for n, line in enumerate(old)]
    swapped = new[3500:] + new[:3500]
    started = time.process_time()
    told = match_lines(old, new)
    assert sum(m.change is Change.CHANGED for m in told) == 3500
    match_lines(old, swapped)
    assert time.process_time() - started < 10
