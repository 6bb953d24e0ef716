"""Which article is which episode, and what becomes of it. Pure: nothing is read or written here.

An episode is found again by the path of its article; if that is gone, by the article's bytes; then by its
title. So neither a new headline, nor another date, nor another file name makes a new episode of it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chapters.feed.identity import episode_guid
from edition.naming import edition_slug, slug
from edition.show.articles import Found
from edition.show.state import EpisodeState, ShowState
from scripts.errors import PublishError


class Fate(StrEnum):
    """What becomes of an article."""

    PUBLISH = "publish"
    SCHEDULED = "scheduled"
    """Built, and not published before its date."""
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Episode:
    """An article, the episode it is, and what becomes of it."""

    found: Found | None
    """None: the article is gone, and the episode withdrawn."""
    state: EpisodeState
    fate: Fate

    @property
    def built(self) -> bool:
        return self.fate in (Fate.PUBLISH, Fate.SCHEDULED)


def decide_episodes(
    articles: Sequence[Found], state: ShowState, now: datetime, withdraw: Collection[str] = ()
) -> list[Episode]:
    """The episodes of a show, by slug.

    `withdraw` names episodes to take out, by slug. Raises PublishError if an article of a published episode
    is gone, if two episodes have one guid, or if a guid would change.
    """
    known = _recognised(articles, state)
    taken = {episode.slug for episode in state.episodes}
    episodes = []
    # Of several articles with one name, the one nearest to the show's folder has it.
    for article in sorted(articles, key=lambda article: (article.name.count("/"), article.name)):
        entry = known.get(article.name) or _new(article, state.guid, taken)
        entry = _identified(entry, article)
        taken.add(entry.slug)
        told = entry.slug in withdraw or (entry.withdrawn and article.settings.withdrawn is not False)
        entry = replace(entry, withdrawn=told)
        episodes.append(Episode(article, entry, _fate(article, entry, now)))
    episodes += _gone(state, {episode.state.slug for episode in episodes}, withdraw)
    _refuse_strangers(withdraw, episodes)
    _refuse_twins(episodes)
    return sorted(episodes, key=lambda episode: episode.state.slug)


def _recognised(articles: Sequence[Found], state: ShowState) -> Mapping[str, EpisodeState]:
    """Name of an article to the episode that it is known as."""
    names = {article.name for article in articles}
    by_source = {episode.source: episode for episode in state.episodes if episode.source}
    known = {article.name: by_source[article.name] for article in articles if article.name in by_source}
    loose = [episode for episode in state.episodes if episode.source not in names]
    for likeness in (_same_bytes, _same_title, _same_slug):
        for article in articles:
            if article.name in known:
                continue
            fits = [episode for episode in loose if likeness(article, episode)]
            if len(fits) == 1:
                known[article.name] = fits[0]
                loose.remove(fits[0])
    return known


def _same_bytes(article: Found, episode: EpisodeState) -> bool:
    return bool(episode.article) and article.sha256 == episode.article


def _same_title(article: Found, episode: EpisodeState) -> bool:
    return bool(episode.title) and article.settings.title == episode.title


def _same_slug(article: Found, episode: EpisodeState) -> bool:
    """Only what was recovered from a feed has no source."""
    return not episode.source and edition_slug(article.name, "") == episode.slug


def _new(article: Found, show_guid: str, taken: Collection[str]) -> EpisodeState:
    parts = article.name.rpartition(".")[0].split("/")
    short = edition_slug(article.name, "")
    names = [short, *(slug("-".join(parts[-depth:])) for depth in range(2, len(parts) + 1))]
    names += [f"{short[:50]}-{number}" for number in range(2, len(taken) + 3)]
    name = next(name for name in names if name not in taken)
    return EpisodeState(name, episode_guid(show_guid, name), article.name)


def _identified(entry: EpisodeState, article: Found) -> EpisodeState:
    """The entry with what its article says now; the guid is the article's as long as nobody has seen
    another."""
    wanted = article.settings.guid or entry.guid
    if wanted != entry.guid and entry.first:
        raise PublishError(
            f"{article.name} asks for the guid {wanted!r}, and it was published as {entry.guid!r}:"
            " every app would show it as a new episode",
            "Take the line guid out of its front matter.",
        )
    return replace(entry, guid=wanted, source=article.name, article=article.sha256)


def _fate(article: Found, entry: EpisodeState, now: datetime) -> Fate:
    settings = article.settings
    if settings.withdrawn or entry.withdrawn or (settings.draft and entry.first):
        return Fate.WITHDRAWN
    if settings.draft:
        return Fate.DRAFT
    return Fate.SCHEDULED if settings.date and settings.date > now else Fate.PUBLISH


def _gone(state: ShowState, present: Collection[str], withdraw: Collection[str]) -> list[Episode]:
    """Episodes whose articles are not there: withdrawn, or a mistake that somebody should hear of."""
    gone = [episode for episode in state.episodes if episode.slug not in present]
    lost = [e for e in gone if e.item and not e.withdrawn and e.slug not in withdraw]
    if lost:
        names = ", ".join(f"{episode.source or episode.slug}" for episode in lost)
        options = " ".join(f"--withdraw {episode.slug}" for episode in lost)
        raise PublishError(
            f"The articles of published episodes are gone: {names}",
            f"Put them back, or take the episodes out of the feed with {options}.",
        )
    return [
        Episode(None, replace(e, withdrawn=e.withdrawn or e.slug in withdraw), Fate.WITHDRAWN)
        for e in gone
        if e.first
    ]


def _refuse_strangers(withdraw: Collection[str], episodes: Sequence[Episode]) -> None:
    known = {episode.state.slug for episode in episodes}
    if strangers := sorted(set(withdraw) - known):
        names = ", ".join(sorted(known))
        raise PublishError(f"There is no episode {strangers[0]!r} to withdraw", f"There are: {names}.")


def _refuse_twins(episodes: Sequence[Episode]) -> None:
    seen: dict[str, str] = {}
    for episode in episodes:
        name = episode.state.source or episode.state.slug
        if other := seen.get(episode.state.guid):
            raise PublishError(
                f"{other} and {name} have the same guid, {episode.state.guid!r}",
                "Give each episode a guid of its own in its front matter, or none.",
            )
        seen[episode.state.guid] = name
