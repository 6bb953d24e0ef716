"""How long a feed of many episodes takes, rebuilt from the manifests of its editions.

    .venv/bin/python benchmarks/feed.py [--episodes 2000] [--words 1500]

Each manifest is that of an article of so many words, with the times of all of them, as a build leaves it.
Told are the seconds of wall clock for the feed alone, for a whole publishing in which nothing has changed,
and for one in which an article has. Editions are made of bytes: nothing is spoken.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from chapters import manifestfile as manifests
from chapters.feed.model import Channel
from chapters.feed.write import write_feed
from chapters.manifest import ManifestLine, ManifestWord
from edition.batch import Outcome
from edition.config import Config
from edition.show.decide import decide_episodes
from edition.show.digests import Digests
from edition.show.episodes import Site, place_episode
from edition.show.run import ShowOrder, load_show, publish_show
from edition.show.state import read_state
from tests.edition.show.conftest import NOW, SETTINGS
from tests.making import RATE, make_edition, make_manifest


def article(number: int) -> str:
    date = (NOW - timedelta(hours=number)).isoformat()
    return f"---\ndate: {date}\n---\n# Article {number}\n\nWords of number {number}.\n"


def edition(folder: Path, number: int, words: int) -> None:
    """An edition of a line for every 20 words, half a second a word."""
    step = RATE // 2
    lines = []
    for line in range(max(1, words // 20)):
        at = line * 20 * step
        told = tuple(ManifestWord(7 * n, 7 * n + 6, at + n * step, at + (n + 1) * step) for n in range(20))
        text = "sounds " * 20
        span = (line * 140, line * 140 + 140, at, at + 20 * step)
        lines.append(ManifestLine("Narrator", "narration", "paragraph", line // 4, 0, text, *span, told))
    name = folder.name
    data = f"sound {number}".encode()
    manifest = make_manifest(f"{name}.mp3", words / 2, title=f"Article {number}", data=data)
    more = {"chapters_json": b"{}", "transcript_vtt": b"WEBVTT", "transcript_srt": b"1", f"{name}_m4a": data}
    make_edition(folder, replace(manifest, lines=tuple(lines)), data, **more)


def nothing(episodes: Sequence[object], config: Config, root: Path) -> Sequence[Outcome]:
    return [Outcome("") for _ in episodes]


def timed(folder: Path) -> float:
    started = time.perf_counter()
    publish_show(ShowOrder(folder, folder / "site"), nothing, datetime.now(UTC))
    return time.perf_counter() - started


def feed_alone(folder: Path) -> float:
    """From manifests to the bytes of feed.xml."""
    show = load_show(folder).show
    state = read_state(folder)
    assert state
    from edition.show.articles import find_articles

    articles = find_articles(folder, UTC, (), (folder / "site", folder / "editions"))
    episodes = decide_episodes(articles, state, datetime.now(UTC))
    started = time.perf_counter()
    digests = Digests(folder / "editions" / ".digests.json")
    site = Site(show.base_url, load_show(folder).publish.caching, UTC, show.language)
    items = [
        place_episode(one, folder / "editions" / one.state.slug, NOW, site, digests).item for one in episodes
    ]
    base = show.base_url
    channel = Channel(show, state.guid, f"{base}/feed.xml", base, f"{base}/cover.png", NOW, "benchmark")
    write_feed(channel, items)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--episodes", type=int, default=2_000)
    parser.add_argument("--words", type=int, default=1_500, help="of each article")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "edition.toml").write_text(SETTINGS, encoding="utf-8")
        for number in range(options.episodes):
            (folder / f"a{number}.md").write_text(article(number), encoding="utf-8")
            edition(folder / "editions" / f"a{number}", number, options.words)
        size = len(manifests.to_text(manifests.read(folder / "editions" / "a0")))
        print(f"{options.episodes} episodes, {options.words} words each, manifests of {size / 1e3:.0f} kB")
        print(f"first publishing: {timed(folder):.2f} s")
        print(f"feed from manifests: {feed_alone(folder):.2f} s")
        print(f"publishing, nothing changed: {timed(folder):.2f} s")
        edition(folder / "editions" / "a7", 7_000, options.words)
        print(f"publishing, one changed: {timed(folder):.2f} s")


if __name__ == "__main__":
    main()
