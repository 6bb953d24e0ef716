"""What a show remembers, `show.json`: lost, damaged, moved, taken over."""

from datetime import timedelta

import pytest

from edition.show.state import read_state
from scripts.errors import ConfigError, PublishError
from tests.edition.show.conftest import HOUR, Desk
from tests.edition.show.feeds import items, parsed


def test_a_lost_state_is_recovered_from_the_feed(desk: Desk) -> None:
    desk.publish()
    before = items(desk.feed())
    (desk.folder / "show.json").unlink()
    done = desk.publish(later=timedelta(days=30))
    assert any("recovered" in note for note in done.notes)
    assert items(desk.feed()) == before


def test_without_state_and_site_episodes_stay_the_same(desk: Desk) -> None:
    desk.publish()
    before = set(items(desk.feed()))
    (desk.folder / "show.json").unlink()
    (desk.site / "feed.xml").unlink()
    desk.publish(later=HOUR)
    assert set(items(desk.feed())) == before


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{", "", "damaged"),
        ('"version": 1', '"version": 2', "version"),
        ('"slug": "tea"', '"slug": "../tea"', "no name of a folder"),
        ('"slug": "tea"', '"slug": "tide"', "two episodes"),
        ('"guid": "', '"guid": "x', "UUID"),
        ('"withdrawn": false', '"withdrawn": 0', "neither"),
        ('"title": "Tea"', '"title": 7', "no text"),
        ('"slug": "tea", ', "", "slug"),
    ],
)
def test_a_damaged_state_explains_itself_and_is_not_replaced(
    desk: Desk, old: str, new: str, told: str
) -> None:
    desk.publish()
    path = desk.folder / "show.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    files = desk.files()
    with pytest.raises(PublishError, match=told) as caught:
        desk.publish(later=HOUR)
    assert "version control" in caught.value.next_step
    assert desk.files() == files


def test_a_move_keeps_who_they_are(desk: Desk) -> None:
    desk.publish()
    before, guid = set(items(desk.feed())), read_state(desk.folder)
    desk.edit("edition.toml", "harrow.example", "new.example")
    done = desk.publish(later=HOUR)
    after = read_state(desk.folder)
    assert guid and after
    assert after.guid == guid.guid
    assert set(items(desk.feed())) == before
    assert any("the feed moves" in note for note in done.notes)
    assert "https://new.example/audio/tea/tea.mp3" in desk.feed().decode()


def test_who_they_are_cannot_be_changed_by_mistake(desk: Desk) -> None:
    desk.publish()
    desk.edit("tea.md", "---\ndate", "---\nguid: other\ndate")
    with pytest.raises(PublishError, match="new episode"):
        desk.publish(later=HOUR)
    desk.edit("tea.md", "guid: other\n", "")
    desk.edit("edition.toml", "[show]", '[show]\nguid = "9b024349-ccf0-5f69-a609-6b82873eab3c"')
    with pytest.raises(ConfigError, match="line 2: guid"):
        desk.publish(later=HOUR)


def test_a_guid_from_elsewhere_is_taken_over(desk: Desk) -> None:
    desk.edit("tea.md", "---\ndate", "---\nguid: https://old.example/?p=7\ndate")
    desk.edit("edition.toml", "[show]", '[show]\nguid = "9b024349-ccf0-5f69-a609-6b82873eab3c"')
    desk.publish()
    assert "https://old.example/?p=7" in items(desk.feed())
    assert parsed(desk).feed.podcast_guid == "9b024349-ccf0-5f69-a609-6b82873eab3c"


def test_two_episodes_cannot_have_one_guid(desk: Desk) -> None:
    desk.edit("tea.md", "---\ndate", "---\nguid: same\ndate")
    desk.edit("2026/tide.md", "---\ndate", "---\nguid: same\ndate")
    with pytest.raises(PublishError, match="have the same guid"):
        desk.publish()
