"""Names of editions: stable, safe in any file system, different for different articles."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.naming import edition_slug, page_slug, slug


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


def test_addresses_that_differ_in_their_query_have_folders_of_their_own() -> None:
    names = [page_slug(f"https://example.org/story?id={number}", "T") for number in range(20)]
    assert len(set(names)) == 20
    assert all(re.fullmatch(r"story-[0-9a-f]{8}", name) for name in names)
    assert names[3] == page_slug("https://example.org/story?utm_source=x&id=3#top", "T")
    assert page_slug("https://example.org/?p=3", "The Title") == f"the-title-{names_hash('p=3')}"


def names_hash(query: str) -> str:
    return page_slug(f"https://example.org/a?{query}", "").removeprefix("a-")


@pytest.mark.parametrize(
    "source",
    [
        "https://example.org/story",
        "https://example.org/story?",
        "https://example.org/story?fbclid=1",
        "story.md",
        "-",
    ],
)
def test_without_such_a_query_nothing_is_added(source: str) -> None:
    assert page_slug(source, "Story") == "story"
