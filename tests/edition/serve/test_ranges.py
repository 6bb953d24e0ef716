"""Range headers: right ones, wrong ones, and those that are meant to hurt."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edition.serve.ranges import MOST_RANGES, parse_ranges


@pytest.mark.parametrize(
    ("header", "size", "ranges"),
    [
        ("bytes=0-0", 10, ((0, 1),)),
        ("bytes=0-", 10, ((0, 10),)),
        ("bytes=5-99", 10, ((5, 10),)),
        ("bytes=-3", 10, ((7, 10),)),
        ("bytes=-99", 10, ((0, 10),)),
        ("BYTES=2-3", 10, ((2, 4),)),
        ("bytes=0-1,4-5", 10, ((0, 2), (4, 6))),
        ("bytes=4-5, 0-1", 10, ((4, 6), (0, 2))),
        ("bytes=0-4,2-6", 10, ((0, 7),)),
        ("bytes=0-1,2-3", 10, ((0, 4),)),
        ("bytes=0-0,,9-", 10, ((0, 1), (9, 10))),
        ("bytes=20-,1-1", 10, ((1, 2),)),
        ("bytes=10-", 10, ()),
        ("bytes=-0", 10, ()),
        ("bytes=50-60,70-", 10, ()),
        ("bytes=0-", 0, None),
        ("bytes=3-2", 10, None),
        ("bytes=-", 10, None),
        ("bytes=", 10, None),
        ("bytes", 10, None),
        ("items=0-1", 10, None),
        ("bytes=a-b", 10, None),
        ("bytes=0-1,x", 10, None),
        ("bytes=--1", 10, None),
        ("bytes=+1-2", 10, None),
        ("bytes=٠-١", 10, None),
        ("bytes=0x0-1", 10, None),
        ("bytes=0 - 1", 10, None),
        ("bytes=0-" + "9" * 5_000, 10, None),
        ("bytes=" + ",".join(f"{2 * n}-{2 * n}" for n in range(MOST_RANGES)), 100, ...),
        ("bytes=" + ",".join(f"{2 * n}-{2 * n}" for n in range(MOST_RANGES + 1)), 100, None),
        ("bytes=" + "0-," * 100_000, 10, None),
    ],
)
def test_what_is_asked_for(header: str, size: int, ranges: object) -> None:
    found = parse_ranges(header, size)
    if ranges is ...:
        assert found is not None
        assert len(found) == MOST_RANGES
    else:
        assert found == ranges


@given(header=st.text(st.sampled_from("bytes=-0123456789, \t"), max_size=60), size=st.integers(0, 10**12))
@example(header="bytes=0-0,1-1,3-3", size=3)
def test_any_header_asks_for_what_is_in_the_file(header: str, size: int) -> None:
    found = parse_ranges(header, size)
    assert found is None or all(0 <= start < end <= size for start, end in found)
    ordered = sorted(found or ())
    assert all(first[1] < second[0] for first, second in pairwise(ordered))
