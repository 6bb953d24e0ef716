"""What is wrong with the settings of a show is found, all of it, and names its key."""

from dataclasses import replace

import pytest

from chapters.feed.categories import CATEGORIES, category_problem
from chapters.feed.identity import episode_guid, podcast_guid
from chapters.feed.settings import Publish, Show, setting_problems, url_problem
from tests.chapters.feed.conftest import full_show


def keys(show: Show, publish: Publish | None = None) -> list[str]:
    return [problem.key for problem in setting_problems(show, publish or Publish())]


def test_a_complete_show_has_no_problem() -> None:
    assert keys(full_show()) == []


def test_everything_that_is_missing_is_told_at_once() -> None:
    needed = ["title", "description", "author", "language", "category", "base_url", "explicit"]
    assert keys(Show()) == needed
    for problem in setting_problems(Show(), Publish()):
        assert problem.what == "is missing"
        assert f"{problem.key} =" in problem.next_step


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("category", ("news",)),
        ("category", ("News > Weather",)),
        ("category", ("History > War",)),
        ("category", ("News >",)),
        ("category", ("News", "News")),
        ("description", "é" * 2_001),
        ("description", "  "),
        ("language", "english"),
        ("base_url", "harrow.example"),
        ("base_url", "ftp://harrow.example"),
        ("base_url", "https://harrow.example/?a=1"),
        ("base_url", "https://harrow.example/#top"),
        ("base_url", "https://härrow.example/"),
        ("base_url", "https://user:word@harrow.example/"),
        ("base_url", "https://harrow.example:port/"),
        ("base_url", "https:///audio"),
        ("base_url", "https://[::1"),
        ("base_url", "https://harrow.example/a b"),
        ("link", "javascript:alert(1)"),
        ("funding", "give"),
        ("new_feed_url", "https://harrow.example/<x>"),
        ("medium", "Podcast"),
        ("guid", "1234"),
        ("email", "desk at harrow.example"),
        ("update_rule", "every friday"),
    ],
)
def test_a_wrong_value_names_its_key(key: str, value: object) -> None:
    assert keys(replace(full_show(), **{key: value})) == [key]  # type: ignore[arg-type]


def test_what_depends_on_another_setting() -> None:
    assert keys(replace(full_show(), funding="")) == ["funding_text"]
    assert keys(replace(full_show(), update_frequency="")) == ["update_rule"]
    assert keys(full_show(), Publish(timezone="Harrow/Island")) == ["timezone"]
    assert keys(full_show(), Publish(timezone="../../etc/passwd")) == ["timezone"]


def test_the_list_of_categories_is_whole() -> None:
    assert len(CATEGORIES) == 19
    assert sum(map(len, CATEGORIES.values())) == 91
    assert all(not category_problem(f"{name} > {sub}") for name in CATEGORIES for sub in CATEGORIES[name])
    assert category_problem("society & culture").endswith("did you mean 'Society & Culture'?")
    assert category_problem("News > Tech") == "'News' has no subcategory 'Tech': did you mean 'Tech News'?"
    assert "leave it out" in category_problem("History > War")


@pytest.mark.parametrize("url", ["https://a.example/", "http://127.0.0.1:8000/x", "http://[::1]/x?y=%20#z"])
def test_addresses_that_can_stand_in_a_feed(url: str) -> None:
    assert url_problem(url) == ""


@pytest.mark.parametrize("url", ["HTTPS://Podnews.net/rss", "http://Podnews.net/rss/", "Podnews.net/rss//"])
def test_a_show_is_the_same_whatever_the_scheme(url: str) -> None:
    assert podcast_guid(url.replace("Podnews", "podnews")) == "9b024349-ccf0-5f69-a609-6b82873eab3c"


def test_episodes_of_two_shows_are_never_the_same() -> None:
    first, second = podcast_guid("https://a.example/feed.xml"), podcast_guid("https://b.example/feed.xml")
    found = {episode_guid(show, slug) for show in (first, second) for slug in ("ferry", "tide")}
    assert len(found) == 4
