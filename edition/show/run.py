"""`audio-edition publish`: from a folder of articles to a site that any static host serves.

Settings, front matter and identities are checked first; then editions are built; then it is settled what the
site should hold; only then is anything on the site touched, in an order that is safe for subscribers.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from chapters.cover import cover_problem, draw_cover
from chapters.feed.identity import podcast_guid
from chapters.feed.model import Channel, Item
from chapters.feed.settings import setting_problems
from chapters.feed.write import item_bytes, write_feed
from chapters.pages import PageEpisode, PageShow, episode_page, show_page
from chapters.text import one_line
from edition.batch import Outcome
from edition.config import FILE_NAME as CONFIG
from edition.config import Config, line_in, load_config
from edition.published import generator
from edition.show.apply import apply_steps, read_site
from edition.show.articles import find_articles
from edition.show.decide import Episode, Fate, decide_episodes
from edition.show.digests import Digest, Digests, digest_of
from edition.show.episodes import Placed, Site, first_date, place_episode
from edition.show.site import (
    FEED,
    INDEX,
    LIST,
    Listing,
    SiteFile,
    Step,
    decide_steps,
    list_text,
    next_listing,
)
from edition.show.state import ShowState, read_state, recover_state, write_state
from scripts.errors import AudioEditionError, ConfigError, PublishError

Builder = Callable[[Sequence[Episode], Config, Path], Sequence[Outcome]]
"""Builds the editions of episodes below a folder, each in one named after its slug."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one episode."""

    slug: str
    title: str
    change: str
    """"new", "updated", "unchanged", "scheduled", "draft", "withdrawn" or "failed"."""
    date: str = ""
    """ISO 8601; when it is or will be published."""
    problem: str = ""
    """Of an episode that failed."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publishing did."""

    site: Path
    feed_url: str
    episodes: tuple[Told, ...]
    steps: tuple[Step, ...]
    """What was done on the site."""
    notes: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not any(told.problem for told in self.episodes)


@dataclass(frozen=True, slots=True)
class ShowOrder:
    """What a caller wants published."""

    folder: Path
    site: Path
    withdraw: tuple[str, ...] = ()


def load_show(folder: Path) -> Config:
    """The settings of the show in `folder`. Raises ConfigError with everything that is wrong with them."""
    path = folder / CONFIG
    if not path.is_file():
        raise ConfigError(f"There is no {path}", "Put the show's settings there, in a table [show].")
    config = load_config(path)
    wrong = []
    for problem in setting_problems(config.show, config.publish):
        line = line_in(path, (problem.table, problem.key))
        wrong.append(
            (line, f"line {line}: {AudioEditionError(f'{problem.key} {problem.what}', problem.next_step)}")
        )
    if wrong:
        *others, last = [words for _, words in sorted(wrong)]
        first, _, step = last.rpartition(". ")
        raise ConfigError(f"{path}: {' '.join([*others, first])}", step)
    return config


def editions_folder(folder: Path, config: Config) -> Path:
    """Where the show's editions are built."""
    return folder / config.output.folder


def publish_show(order: ShowOrder, builder: Builder, now: datetime) -> Published:
    """Build what is stale and bring the site up to date.

    An episode that cannot be built is told and left as it is on the site. Raises AudioEditionError, and
    changes nothing on the site, if the settings are wrong or a published episode would be lost.
    """
    return _Publishing(order, now).run(builder)


class _Publishing:
    """The state of one publishing."""

    def __init__(self, order: ShowOrder, now: datetime) -> None:
        self.order, self.now = order, now
        self.config = load_show(order.folder)
        show, publish = self.config.show, self.config.publish
        base_url = show.base_url.rstrip("/")
        self.context = Site(base_url, publish.caching, ZoneInfo(publish.timezone), show.language)
        self.feed_url = f"{base_url}/{FEED}"
        self.editions = editions_folder(order.folder, self.config)
        self.notes: list[str] = []
        self.later: dict[str, str] = {}
        """When episodes are due whose front matter does not say it, by slug."""
        _refuse_mixture(order)
        self.cover = self._cover()
        self.state = self._state()
        ours = (order.site, self.editions)
        articles = find_articles(order.folder, self.context.zone, publish.ignore, ours)
        self.episodes = decide_episodes(articles, self.state, now, order.withdraw)
        self.digests = Digests(self.editions / ".digests.json")

    def run(self, builder: Builder) -> Published:
        built = [episode for episode in self.episodes if episode.built]
        outcomes = builder(built, self.config, self.editions)
        problems = {e.state.slug: outcome.error for e, outcome in zip(built, outcomes, strict=True)}
        placed = self._due(self._placed(problems))
        channel = self._channel(self._changed_before())
        told, state = self._told(placed, problems, channel)
        channel, feed = self._feed(channel, [one.item for one in placed.values()])
        state = replace(state, changed=channel.changed.isoformat())
        steps = self._steps(self._files(placed, feed))
        write_state(self.order.folder, state)
        apply_steps(self.order.site, steps)
        self.digests.save()
        return Published(self.order.site, self.feed_url, tuple(told), tuple(steps), tuple(self.notes))

    def _state(self) -> ShowState:
        show = self.config.show
        state = read_state(self.order.folder)
        if state is None and (state := recover_state(self.order.site / FEED)):
            self.notes.append("show.json was not there: recovered from the feed that was published last")
        if state is None:
            return ShowState(show.guid or podcast_guid(self.feed_url), self.feed_url)
        if show.guid and show.guid.lower() != state.guid.lower():
            raise ConfigError(
                f"{self.config.path}, line {line_in(self.order.folder / CONFIG, ('show', 'guid'))}: guid is"
                f" {show.guid!r}, and the show was published as {state.guid!r}: every app would see"
                " another show",
                "Take the line out.",
            )
        if state.feed_url != self.feed_url:
            self.notes.append(
                f"the feed moves from {state.feed_url} to {self.feed_url}: to take subscribers along,"
                " redirect the old address (301), or set new_feed_url in the old feed"
            )
        return replace(state, feed_url=self.feed_url)

    def _cover(self) -> SiteFile:
        show = self.config.show
        if show.image:
            path = self.order.folder / show.image
            line = line_in(self.order.folder / CONFIG, ("show", "image"))
            try:
                data = path.read_bytes()
            except OSError as error:
                raise ConfigError(
                    f"{self.config.path}, line {line}: image {show.image!r} cannot be read: {error.strerror}",
                    "Name a file, from the folder of edition.toml.",
                ) from error
            if problem := cover_problem(data):
                raise ConfigError(
                    f"{self.config.path}, line {line}: image {show.image!r}: {problem}",
                    "Give a square JPEG or PNG, RGB, 1400 to 3000 pixels wide.",
                )
        else:
            data = draw_cover(show.title)
        digest = digest_of(data)
        ending = "png" if data.startswith(b"\x89PNG") else "jpg"
        return SiteFile(f"cover-{digest.sha256[:8]}.{ending}", digest, data)

    def _placed(self, problems: Mapping[str, AudioEditionError | None]) -> dict[str, Placed]:
        """Episodes of the feed, by slug. One that failed is there as it was built last, if it is."""
        placed = {}
        for episode in self.episodes:
            slug = episode.state.slug
            if episode.fate is not Fate.PUBLISH:
                continue
            try:
                first = first_date(episode, self.now)
                placed[slug] = place_episode(episode, self.editions / slug, first, self.context, self.digests)
            except PublishError as error:
                if episode.state.item:
                    raise PublishError(
                        f"{episode.state.source or slug} is in the feed, and its edition is not there:"
                        f" {problems.get(slug) or error}",
                        "Nothing was published. Mend it, or withdraw it: --withdraw " + slug,
                    ) from error
                if not problems.get(slug):
                    raise
            else:
                self.notes += placed[slug].notes
        return placed

    def _due(self, placed: Mapping[str, Placed]) -> dict[str, Placed]:
        """Without the episodes whose articles, now that they are read, turn out to be of a day to come."""
        later = {slug: one.item.date for slug, one in placed.items() if one.item.date > self.now}
        self.later = {slug: date.isoformat() for slug, date in later.items()}
        self.episodes = [
            replace(episode, fate=Fate.SCHEDULED) if episode.state.slug in later else episode
            for episode in self.episodes
        ]
        return {slug: one for slug, one in placed.items() if slug not in later}

    def _changed_before(self) -> datetime:
        try:
            return datetime.fromisoformat(self.state.changed).astimezone(UTC)
        except ValueError:
            return self._moment()

    def _moment(self) -> datetime:
        return self.now.astimezone(UTC).replace(microsecond=0)

    def _channel(self, changed: datetime) -> Channel:
        base = self.context.base_url
        return Channel(
            show=self.config.show,
            guid=self.state.guid,
            feed_url=self.feed_url,
            link=self.config.show.link or f"{base}/",
            image_url=f"{base}/{self.cover.path}",
            changed=changed,
            generator=generator(),
        )

    def _feed(self, channel: Channel, items: Sequence[Item]) -> tuple[Channel, bytes]:
        """The feed. Its date of change is that of the last one, as long as it says the same."""
        feed = write_feed(channel, items)
        try:
            same = (self.order.site / FEED).read_bytes() == feed
        except OSError:
            same = False
        if same:
            return channel, feed
        channel = replace(channel, changed=self._moment())
        return channel, write_feed(channel, items)

    def _told(
        self, placed: Mapping[str, Placed], problems: Mapping[str, AudioEditionError | None], channel: Channel
    ) -> tuple[list[Told], ShowState]:
        told, kept = [], []
        for episode in self.episodes:
            state, slug = episode.state, episode.state.slug
            here, problem = placed.get(slug), problems.get(slug)
            if here:
                item = hashlib.sha256(item_bytes(here.item, channel)).hexdigest()
                change = "new" if not state.item else "unchanged" if item == state.item else "updated"
                first = state.first or first_date(episode, self.now).isoformat()
                state = replace(state, item=item, first=first, title=one_line(here.item.title))
                date = here.item.date.isoformat()
            else:
                change, date = episode.fate.value, self.later.get(slug) or _date(episode)
                state = replace(state, item="")
            change = "failed" if problem else change
            told.append(Told(slug, state.title or state.source, change, date, str(problem or "")))
            if state.first or episode.fate is not Fate.DRAFT:
                kept.append(state)
        return told, replace(self.state, episodes=tuple(kept))

    def _files(self, placed: Mapping[str, Placed], feed: bytes) -> list[SiteFile]:
        show = self.config.show
        page = PageShow(
            show.title,
            show.description,
            show.language,
            show.author,
            self.cover.path,
            show.copyright,
            show.funding,
            show.funding_text,
        )
        newest = sorted(placed.values(), key=lambda one: (-one.item.date.timestamp(), one.item.guid))
        pages: list[PageEpisode] = [one.page for one in newest]
        files = [self.cover, _made(FEED, feed), _made(INDEX, show_page(page, pages).encode())]
        for one in newest:
            files += one.files
            if not one.has_page:
                files.append(_made(f"{one.page.folder}/{INDEX}", episode_page(page, one.page).encode()))
        return files

    def _refuse_foreign(
        self, files: Collection[SiteFile], last: Listing, there: Mapping[str, Digest | int]
    ) -> None:
        """What somebody else put in the folder is not written over; a lost list alone is no reason."""
        foreign = [f.path for f in files if f.path not in last and there.get(f.path, f.digest) != f.digest]
        if foreign and not last and not recover_state(self.order.site / FEED):
            raise PublishError(
                f"{self.order.site / min(foreign)} is there already, and was not published by audio-edition",
                "Move it, or name another folder with -o.",
            )

    def _steps(self, files: Collection[SiteFile]) -> list[Step]:
        last, there = read_site(self.order.site, files, self.digests)
        self._refuse_foreign(files, last, there)
        gone = {episode.state.slug for episode in self.episodes if episode.fate is not Fate.PUBLISH}
        listing = next_listing(files, last, gone, self.now.astimezone(UTC), self.config.publish.keep_days)
        files = [*files, _made(LIST, list_text(listing).encode())]
        return decide_steps(files, listing, there)


def _refuse_mixture(order: ShowOrder) -> None:
    """A site among the articles, or around them, would publish them, and have its pages read aloud."""
    folder, site = order.folder.resolve(), order.site.resolve()
    if site == folder or site in folder.parents:
        raise PublishError(
            f"The site would be written to {order.site}, where the articles are",
            "Name another folder with -o.",
        )


def _made(path: str, data: bytes) -> SiteFile:
    return SiteFile(path, digest_of(data), data)


def _date(episode: Episode) -> str:
    date = episode.found.settings.date if episode.found else None
    return date.isoformat() if date and episode.fate is Fate.SCHEDULED else ""
