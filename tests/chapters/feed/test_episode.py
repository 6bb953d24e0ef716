"""Front matter as an episode's settings."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapters.feed.episode import EpisodeError, EpisodeSettings, date_of, read_settings
from chapters.feed.model import EpisodeType

BERLIN = ZoneInfo("Europe/Berlin")


def test_everything_that_can_be_said() -> None:
    found = read_settings(
        {
            "title": "Tea",
            "date": "2026-05-17T06:30+02:00",
            "description": "About tea.",
            "image": "tea.png",
            "guid": "https://old.example/?p=7",
            "canonical_url": "https://harrow.example/tea",
            "season": "2",
            "episode": "7",
            "episode type": "Trailer",
            "explicit": "yes",
            "draft": "no",
            "withdrawn": "true",
        }
    )
    assert found == EpisodeSettings(
        title="Tea",
        date=datetime(2026, 5, 17, 6, 30, tzinfo=timezone(timedelta(hours=2))),
        summary="About tea.",
        image="tea.png",
        guid="https://old.example/?p=7",
        link="https://harrow.example/tea",
        season=2,
        episode=7,
        type=EpisodeType.TRAILER,
        explicit=True,
        draft=False,
        withdrawn=True,
    )


def test_what_other_programs_say_is_left_alone() -> None:
    values = {"layout": "post", "tags": "a, b", "type": "page", "weight": "-3", "url": "/tea/", "season": ""}
    assert read_settings(values) == EpisodeSettings()


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2026-05-17", "2026-05-16T22:00:00+00:00"),
        ("2026-12-17", "2026-12-16T23:00:00+00:00"),
        ("2026-05-17 06:30", "2026-05-17T04:30:00+00:00"),
        ("2026-05-17T06:30:15Z", "2026-05-17T06:30:15+00:00"),
        ("2026-05-17 06:30:00 +0200", "2026-05-17T04:30:00+00:00"),
        ("17 May 2026", "2026-05-16T22:00:00+00:00"),
    ],
)
def test_dates_are_those_of_the_shows_zone(written: str, utc: str) -> None:
    date = read_settings({"date": written}, BERLIN).date
    assert date is not None
    assert date.astimezone(UTC).isoformat() == utc


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("date", "soon"),
        ("date", "2026-05-17T25:00"),
        ("date", "2026-02-30"),
        ("published", "0001-01-01T00:00+14:00"),
        ("season", "two"),
        ("season", "0"),
        ("episode", "-1"),
        ("episode", "1.5"),
        ("episode", "٣"),
        ("episode", "99999999999999999999"),
        ("episode_type", "special"),
        ("explicit", "perhaps"),
        ("draft", "1"),
        ("withdrawn", "gone"),
        ("guid", "a\x07b"),
    ],
)
def test_a_value_that_cannot_be_right_names_its_key(key: str, value: str) -> None:
    with pytest.raises(EpisodeError) as caught:
        read_settings({key: value})
    assert caught.value.key == key


@given(st.dictionaries(st.sampled_from(["date", "season", "guid", "title", "explicit", "link"]), st.text()))
def test_any_front_matter_is_read_or_refused(values: dict[str, str]) -> None:
    try:
        found = read_settings(values, BERLIN)
    except EpisodeError as error:
        assert error.key in values
    else:
        assert found.date is None or found.date.tzinfo


@given(st.text())
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = date_of(text)
    assert found is None or found.tzinfo
