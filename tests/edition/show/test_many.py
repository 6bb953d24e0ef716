"""A show of 2,000 episodes: its feed is rebuilt from the manifests within 5 s."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from chapters.feed.episode import EpisodeSettings
from chapters.feed.settings import Caching
from chapters.feed.write import write_feed
from edition.show.articles import Found
from edition.show.decide import decide_episodes
from edition.show.digests import Digests
from edition.show.episodes import Site, place_episode
from edition.show.state import ShowState
from tests.chapters.feed.conftest import BASE, full_channel
from tests.edition.show.conftest import NOW
from tests.making import make_edition, make_manifest

COUNT = 2_000


def test_two_thousand_episodes_take_seconds(tmp_path: Path) -> None:
    articles = [
        Found(
            tmp_path / f"a{number}.md",
            f"a{number}.md",
            f"{number:064x}",
            EpisodeSettings(date=NOW - timedelta(hours=number)),
        )
        for number in range(COUNT)
    ]
    words = "Rain fell on Harrow — for the “third” day running, and nobody went out. " * 100
    for number in range(COUNT):
        manifest = make_manifest(f"a{number}.mp3", 600 + number, title=f"Article {number} & more", text=words)
        make_edition(tmp_path / f"a{number}", manifest, transcript_vtt=b"WEBVTT", chapters_json=b"{}")
    site = Site(BASE, Caching.QUERY, UTC, "en")
    episodes = decide_episodes(articles, ShowState(full_channel().guid, BASE), NOW)
    digests = Digests(tmp_path / ".digests.json")
    for episode in episodes:
        place_episode(episode, tmp_path / episode.state.slug, NOW, site, digests)
    digests.save()
    started = time.process_time()
    digests = Digests(tmp_path / ".digests.json")
    items = [
        place_episode(one, tmp_path / one.state.slug, datetime.now(UTC), site, digests).item
        for one in episodes
    ]
    feed = write_feed(full_channel(), items)
    assert time.process_time() - started < 5
    assert feed.count(b"<item>") == COUNT
    assert feed.index(b"Article 0 ") < feed.index(b"Article 1999 ")
