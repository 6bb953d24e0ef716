"""Marks of speakers: no two alike, and neighbours in colours of their own."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chapters.reading.marks import SHAPES, marks_of


@given(
    st.lists(st.text(max_size=12) | st.sampled_from(["Ann Lee", "Al Lund", "ann lee"]), max_size=40),
    st.data(),
)
def test_no_two_marks_are_alike(names: list[str], data: st.DataObject) -> None:
    turns = data.draw(st.lists(st.sampled_from(range(len(names))), max_size=60)) if names else []
    marks = marks_of(names, -1, turns)
    shapes = [mark.colour for mark in marks if not mark.initials]
    assert shapes == list(range(min(len(names), SHAPES)))
    initials = [mark.initials for mark in marks if mark.initials]
    assert len(set(initials)) == len(initials) == max(0, len(names) - SHAPES)


def test_neighbours_have_other_colours() -> None:
    names = [f"Ann {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    turns = [*range(26), *range(25, -1, -3), *range(0, 26, 5)]
    marks = marks_of(["Narrator", *names], 0, [one + 1 for one in turns])
    for one, other in pairwise(turns):
        assert one == other or marks[one + 1].colour != marks[other + 1].colour
    assert marks[9].initials == "AI"
