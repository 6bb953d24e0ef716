"""`show.json`: who the episodes of a show are, for as long as they are published.

It stands beside `edition.toml` and belongs into version control. If it is lost, it is recovered from the feed
that was published last; if that is lost too, identities follow from the addresses as they did the first time.
A damaged one is refused and not replaced: it may hold what cannot be told from anything else.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from chapters.feed.settings import is_uuid
from chapters.feed.write import PODCAST
from edition.naming import slug as as_slug
from scripts.errors import PublishError
from scripts.files import write_atomic

FILE_NAME = "show.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class EpisodeState:
    """An episode that was published or is going to be."""

    slug: str
    """Its folder on the site."""
    guid: str
    source: str
    """Path of the article from the show's folder; empty if it is not known any more."""
    article: str = ""
    """SHA-256 of the article's file."""
    title: str = ""
    first: str = ""
    """When it was first in the feed, ISO 8601; empty: not yet."""
    item: str = ""
    """SHA-256 of what the feed says of it; empty: it is not in the feed."""
    withdrawn: bool = False
    """By the command; what front matter says is asked for each time."""


@dataclass(frozen=True, slots=True)
class ShowState:
    """A show as it was published last."""

    guid: str
    """podcast:guid."""
    feed_url: str
    changed: str = ""
    """When the feed changed last, ISO 8601."""
    episodes: tuple[EpisodeState, ...] = ()
    """By slug."""


def read_state(folder: Path) -> ShowState | None:
    """The state kept in `folder`, None if there is none. Raises PublishError if it is damaged."""
    path = folder / FILE_NAME
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return _state(content)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise PublishError(
            f"{path} is damaged: {error}",
            "Restore it from version control or a backup. Without one, delete it: episodes are then recovered"
            " from the feed published last.",
        ) from error


def write_state(folder: Path, state: ShowState) -> None:
    """Keep `state` in `folder`, one line an episode. Raises PublishError if the disk refuses."""
    rows = ",\n".join(f"    {_json(asdict(episode))}" for episode in state.episodes)
    head = {"version": VERSION, "guid": state.guid, "feed_url": state.feed_url, "changed": state.changed}
    lines = [f"  {_json(key)}: {_json(value)}," for key, value in head.items()]
    text = "\n".join(["{", *lines, f'  "episodes": [\n{rows}\n  ]' if rows else '  "episodes": []', "}\n"])
    path = folder / FILE_NAME
    if not path.is_file() or path.read_bytes() != text.encode():
        write_atomic(path, text)


def recover_state(feed: Path) -> ShowState | None:
    """What the feed that was published last tells of the state; None if there is no such feed."""
    from lxml import etree  # type: ignore[import-untyped,unused-ignore]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        channel = etree.fromstring(feed.read_bytes(), parser).find("channel")
    except (OSError, etree.XMLSyntaxError):
        return None
    if channel is None:
        return None
    guid = channel.findtext(f"{{{PODCAST}}}guid") or ""
    if not is_uuid(guid):
        return None
    episodes = (_recovered(item) for item in channel.iter("item"))
    found = sorted((episode for episode in episodes if episode), key=lambda episode: episode.slug)
    link = channel.find("{http://www.w3.org/2005/Atom}link")
    return ShowState(
        guid, link.get("href", "") if link is not None else "", _iso(channel, "lastBuildDate"), tuple(found)
    )


def _recovered(item: Any) -> EpisodeState | None:
    parts = [part for part in urlsplit(item.findtext("link") or "").path.split("/") if part]
    guid, name = item.findtext("guid") or "", parts[-1] if parts else ""
    if not guid or name != as_slug(name):
        return None
    title, first = item.findtext("title") or "", _iso(item, "pubDate")
    return EpisodeState(name, guid, "", title=title, first=first, item="recovered")


def _iso(node: Any, tag: str) -> str:
    try:
        return parsedate_to_datetime(node.findtext(tag) or "").astimezone(UTC).isoformat()
    except (ValueError, TypeError):
        return ""


def _state(content: object) -> ShowState:
    if not isinstance(content, Mapping) or content.get("version") != VERSION:
        raise ValueError(f"it is no object of version {VERSION}")
    episodes = [_episode(one) for one in content["episodes"]]
    state = ShowState(content["guid"], content["feed_url"], content["changed"], tuple(episodes))
    if not isinstance(state.guid, str) or not is_uuid(state.guid):
        raise ValueError("guid is no UUID")
    if not isinstance(state.feed_url, str) or not isinstance(state.changed, str):
        raise TypeError("feed_url and changed should be text")
    for name in ("slug", "guid"):
        values = [getattr(episode, name) for episode in episodes]
        if twice := next((value for value in values if values.count(value) > 1), ""):
            raise ValueError(f"two episodes have the {name} {twice!r}")
    return state


def _episode(content: object) -> EpisodeState:
    if not isinstance(content, Mapping):
        raise TypeError("an episode is no object")
    episode = EpisodeState(**{field.name: content[field.name] for field in fields(EpisodeState)})
    texts = {field.name for field in fields(EpisodeState)} - {"withdrawn"}
    if wrong := next((name for name in sorted(texts) if not isinstance(getattr(episode, name), str)), ""):
        raise TypeError(f"{wrong} of an episode is no text")
    if not isinstance(episode.withdrawn, bool):
        raise TypeError("withdrawn of an episode is neither true nor false")
    if episode.slug != as_slug(episode.slug):
        raise ValueError(f"{episode.slug!r} is no name of a folder")
    return episode


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
