"""A show of three articles, published with editions that are made of bytes: nothing has to be spoken."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chapters.cover import draw_cover
from edition.batch import Outcome
from edition.config import Config
from edition.show import run
from edition.show.decide import Episode
from edition.show.run import Published, ShowOrder, publish_show
from scripts.errors import ArticleError
from tests.making import make_edition, make_manifest

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SETTINGS = """\
[show]
title = "The Harrow Weekly"
description = "The week in Harrow, read aloud."
author = "Harrow Newsroom"
language = "en"
category = ["News > Daily News"]
explicit = false
base_url = "https://harrow.example/audio"
"""
ARTICLES = {
    "tea.md": "---\ndate: 2026-05-01\n---\n# Tea\n\nIt rained.\n",
    "2026/tide.md": "---\ndate: 2026-05-08T06:30+02:00\nseason: 1\nepisode: 2\n---\n# Tide\n\nIt rose.\n",
    "gulls.md": "# Gulls\n\nThey came back.\n",
}


_cover = functools.cache(draw_cover)


@dataclass
class Desk:
    """A show's folder, with what a newsroom does to it."""

    folder: Path
    now: datetime = NOW
    broken: set[str] = field(default_factory=set)
    """Articles that cannot be built."""
    built: list[str] = field(default_factory=list)
    dates: dict[str, str] = field(default_factory=dict)
    """Dates that are found in articles, by episode."""

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def publish(self, *, withdraw: Sequence[str] = (), later: timedelta = timedelta()) -> Published:
        """Publish, `later` than the last time."""
        self.now += later
        return publish_show(ShowOrder(self.folder, self.site, tuple(withdraw)), self._build, self.now)

    def _build(self, episodes: Sequence[Episode], config: Config, root: Path) -> Sequence[Outcome]:
        return [self._edition(episode, root / episode.state.slug) for episode in episodes]

    def _edition(self, episode: Episode, folder: Path) -> Outcome:
        """An edition whose bytes and length follow from the article's body."""
        assert episode.found
        source = str(episode.found.path)
        if episode.found.name in self.broken:
            return Outcome(source, error=ArticleError("It cannot be read", "Mend it."))
        text = episode.found.path.read_text(encoding="utf-8")
        title = next((line[2:] for line in text.splitlines() if line.startswith("# ")), episode.state.slug)
        title = episode.found.settings.title or title
        body = text.rpartition("# ")[2]
        name = episode.state.slug
        data = f"sound of {body}".encode()
        manifest = make_manifest(f"{name}.mp3", len(body) / 2, title=title, text=body, data=data)
        manifest = replace(manifest, date=self.dates.get(name, ""))
        make_edition(
            folder,
            manifest,
            data,
            **{
                f"{name}_m4a": b"m4a" + data,
                f"{name}_m4b": b"m4b" + data,
                "chapters_json": b'{"of": "' + title.encode() + b'"}',
                "transcript_vtt": b"WEBVTT " + data,
                "transcript_srt": b"1 " + data,
                "transcript_json": b"{}" + data,
                "transcript_html": b"<p>" + data,
            },
        )
        self.built.append(name)
        return Outcome(source)

    def changes(self, done: Published) -> dict[str, str]:
        return {told.slug: told.change for told in done.episodes}

    def feed(self) -> bytes:
        return (self.site / "feed.xml").read_bytes()

    def files(self) -> dict[str, bytes]:
        """Everything on the site."""
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in sorted(self.site.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(run, "draw_cover", _cover)  # the same pictures, drawn once
    desk = Desk(tmp_path / "show")
    desk.write("edition.toml", SETTINGS)
    for name, text in ARTICLES.items():
        desk.write(name, text)
    return desk
