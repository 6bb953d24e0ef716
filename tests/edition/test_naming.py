"""Names of editions: stable, safe in any file system, different for different articles."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.naming import edition_slug, slug


@pytest.mark.parametrize(
    ("source", "title", "expected"),
    [
        ("story.txt", "Another title", "story"),
        ("/a/b/../My Story.md", "", "my-story"),
        ("-", "Hello, World!", "hello-world"),
        ("https://example.org/news/the-ferry.html?id=3#top", "T", "the-ferry"),
        ("https://example.org/", "The Title", "the-title"),
        ("https://example.org/a%2F..%2F..%2Fetc", "T", "etc"),
        ("con.txt", "", None),
        ("...", "", None),
    ],
)
def test_names(source: str, title: str, expected: str | None) -> None:
    found = edition_slug(source, title)
    if expected:
        assert found == expected
    else:
        assert re.fullmatch(r"([a-z0-9-]+-)?article-[0-9a-f]{8}", found)


def test_titles_in_other_scripts_stay_apart() -> None:
    assert slug("Последний паром") != slug("Первый паром")
    assert slug("最後の渡し船") != slug("最初の渡し船")


@given(st.text(max_size=300))
def test_any_title_is_a_safe_name(title: str) -> None:
    name = slug(title)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= 70
    assert name == slug(title)
