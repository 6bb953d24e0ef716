"""Settings of a show: what is wrong is found before anything is written, and named by its line."""

import pytest

from scripts.errors import AudioEditionError
from tests.edition.show.conftest import SETTINGS, Desk


def refused(desk: Desk, match: str) -> AudioEditionError:
    before = sorted(desk.folder.rglob("*"))
    with pytest.raises(AudioEditionError, match=match) as caught:
        desk.publish()
    assert sorted(desk.folder.rglob("*")) == before
    assert desk.built == []
    return caught.value


def test_all_mistakes_at_once(desk: Desk) -> None:
    desk.write("edition.toml", SETTINGS.replace("Daily News", "daily").replace("explicit = false\n", ""))
    error = refused(desk, r"line 6: category .*Daily News")
    assert "line 1: explicit is missing" in str(error)


def test_no_file_at_all(desk: Desk) -> None:
    (desk.folder / "edition.toml").unlink()
    refused(desk, r"There is no .*edition\.toml")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('image = "no.png"', "line 2: image 'no.png' cannot be read"),
        ('image = "tea.md"', "line 2: image 'tea.md': The cover is no picture"),
        ('type = "weekly"', "line 2: show.type must be"),
        ('titel = "x"', "line 2: there is no key 'titel'"),
        ("locked = 1", "line 2: show.locked must be true or false"),
    ],
)
def test_a_wrong_value(desk: Desk, line: str, told: str) -> None:
    desk.edit("edition.toml", "[show]", f"[show]\n{line}")
    refused(desk, told)


def test_wrong_front_matter(desk: Desk) -> None:
    desk.edit("2026/tide.md", "season: 1", "season: one")
    refused(desk, r"tide\.md, line 3: season: 'one' is no whole number from 1")


def test_a_folder_without_articles(desk: Desk) -> None:
    for path in desk.folder.rglob("*.md"):
        path.unlink()
    refused(desk, "no article")
