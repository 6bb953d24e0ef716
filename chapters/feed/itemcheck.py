"""Checking an item of a feed: its own elements, and the files that it points to."""

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from chapters.feed.around import Around
from chapters.feed.model import CHAPTERS_TYPE, M4A_TYPE, MP3_TYPE, TRANSCRIPT_TYPES, EpisodeType
from chapters.feed.settings import url_problem
from chapters.feed.values import Problem, date_in, long_description, text_in, values_in
from chapters.feed.write import ITUNES, PODCAST, whole_seconds
from chapters.manifest import FILE_NAME as MANIFEST
from chapters.summary import summarise
from scripts.errors import PublishError

AUDIO_TYPES = {MP3_TYPE: (".mp3",), M4A_TYPE: (".m4a",)}
"""Type of an enclosure to the endings that its file may have; Apple does not list .m4b."""
_NUMBER = re.compile(r"[1-9][0-9]*\Z")


def item_problems(item: Any, around: Around, where: str) -> Iterator[Problem]:
    """Everything that is wrong with an item by itself."""
    if problem := text_in(item, "title"):
        yield problem, where
    yield from _guid(item, where)
    yield from _date(item, around, where)
    if problem := long_description(item):
        yield problem, where
    if (link := item.findtext("link")) is not None and (problem := url_problem(link)):
        yield f"link {problem}", where
    yield from _itunes(item, where)
    enclosures = item.findall("enclosure")
    if len(enclosures) != 1:
        yield f"It has {len(enclosures)} enclosures, not one", where
    for enclosure in enclosures[:1]:
        yield from _audio(enclosure.get("url", ""), enclosure, "enclosure", around, where)
        yield from _duration(item, enclosure.get("url", ""), around, where)
    for other in item.findall(f"{{{PODCAST}}}alternateEnclosure"):
        yield from _alternate(other, around, where)
    yield from _beside(item, around, where)


def _guid(item: Any, where: str) -> Iterator[Problem]:
    if problem := text_in(item, "guid"):
        yield problem, where
        return
    guid = item.find("guid")
    if guid.get("isPermaLink", "true") != "false" and url_problem(guid.text):
        yield 'guid is no address, and isPermaLink is not "false"', where


def _date(item: Any, around: Around, where: str) -> Iterator[Problem]:
    date = date_in(item, "pubDate")
    if date is None:
        yield "pubDate is no date of RFC 2822 with a zone", where
    elif date > around.now:
        yield f"pubDate {item.findtext('pubDate')} is yet to come", where


def _itunes(item: Any, where: str) -> Iterator[Problem]:
    yield from values_in(item, f"{{{ITUNES}}}explicit", ("true", "false"), where, needed=False)
    yield from values_in(item, f"{{{ITUNES}}}episodeType", tuple(EpisodeType), where, needed=False)
    for tag in ("season", "episode"):
        text = item.findtext(f"{{{ITUNES}}}{tag}")
        if text is not None and not _NUMBER.match(text):
            yield f"itunes:{tag} {text!r} is no number from 1", where


def _audio(url: str, node: Any, name: str, around: Around, where: str) -> Iterator[Problem]:
    """Problems of an enclosure: `node` says its type and length."""
    kind, length = node.get("type", ""), node.get("length", "")
    if problem := url_problem(url):
        yield f"{name}: url {problem}", where
        return
    if kind not in AUDIO_TYPES:
        yield f"{name}: type {kind!r} is none of {', '.join(AUDIO_TYPES)}", where
    elif not urlsplit(url).path.lower().endswith(AUDIO_TYPES[kind]):
        yield f"{name}: the file's ending does not fit the type {kind}", where
    if not _NUMBER.match(length):
        yield f"{name}: length {length!r} is no number of bytes", where
    if (path := around.path(url)) is not None:
        size = around.files.size(path)
        if size is None:
            yield f"{name}: {path} is not there", where
        elif str(size) != length:
            yield f"{name}: length is {length}, the file has {size} bytes", where


def _duration(item: Any, url: str, around: Around, where: str) -> Iterator[Problem]:
    """itunes:duration against what the edition's manifest counts in samples."""
    text = item.findtext(f"{{{ITUNES}}}duration") or ""
    if not _NUMBER.match(text):
        yield f"itunes:duration {text!r} is no number of whole seconds", where
        return
    path = around.path(url)
    if path is None or around.files.size(path) is None:
        return
    try:
        folder = path.rpartition("/")[0]
        summary = summarise(around.files.read(f"{folder}/{MANIFEST}").decode())
    except (OSError, UnicodeDecodeError, PublishError):
        yield f"{path} has no {MANIFEST} beside it that can be read", where
        return
    if int(text) != whole_seconds(summary.duration_s):
        yield f"itunes:duration is {text} s, the recording {summary.duration_s:.1f} s", where


def _alternate(node: Any, around: Around, where: str) -> Iterator[Problem]:
    sources = node.findall(f"{{{PODCAST}}}source")
    if not sources:
        yield "podcast:alternateEnclosure has no source", where
    for source in sources:
        url = source.get("uri", "")
        yield from _audio(url, node, "podcast:alternateEnclosure", around, where)
        path = around.path(url)
        integrity = node.find(f"{{{PODCAST}}}integrity")
        if integrity is None or path is None or around.files.size(path) is None:
            continue
        digest = base64.b64encode(hashlib.sha256(around.files.read(path)).digest()).decode()
        if integrity.get("value") != f"sha256-{digest}":
            yield f"podcast:alternateEnclosure: {path} is not what podcast:integrity says", where


def _beside(item: Any, around: Around, where: str) -> Iterator[Problem]:
    """Transcripts and chapters: known types, endings that fit, and there."""
    endings = {kind: ending for ending, kind in TRANSCRIPT_TYPES.items()}
    for name, known in (("transcript", endings), ("chapters", {CHAPTERS_TYPE: ".json"})):
        for node in item.findall(f"{{{PODCAST}}}{name}"):
            url, kind = node.get("url", ""), node.get("type", "")
            if problem := url_problem(url):
                yield f"podcast:{name}: url {problem}", where
            elif kind not in known:
                yield f"podcast:{name}: type {kind!r} is none of {', '.join(known)}", where
            elif not urlsplit(url).path.endswith(known[kind]):
                yield f"podcast:{name}: the file's ending does not fit the type {kind}", where
            if (path := around.path(url)) is not None and around.files.size(path) is None:
                yield f"podcast:{name}: {path} is not there", where
