"""Rules of W3C Audiobooks and of the packaging format LPF, held against a finished package, whoever wrote it.

Conventions
-----------
A problem is one sentence without full stop. What the specifications only recommend is a problem as well: an
edition of ours has all of it. Sound is measured on the recordings in the package. Nothing is raised for a
damaged package.

Sources: W3C Audiobooks, 2 and 3; Publication Manifest, 4; Lightweight Packaging Format (Note), 4.
"""

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from chapters.opened import LANGUAGE_TAG, Package, package_problems

MANIFEST = "publication.json"
_CONTEXT = ["https://schema.org", "https://www.w3.org/ns/pub-context"]
_PROFILE = "https://www.w3.org/TR/audiobooks/"
_RECOMMENDED = (
    *("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard"),
    *("accessibilitySummary", "abridged", "dateModified", "duration", "id", "inLanguage", "readBy"),
    *("readingProgression", "resources"),
)
"""What audiobooks should say. (Author and publisher too, but not every article has one.)"""
_DURATION = re.compile(r"P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?\Z")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?\Z")
_PLAIN = re.compile(r"(?!.*(?:\A|/)\.\.(?:/|\Z))[^:/?#\\][^:?#\\]*\Z")
_TOLERANCE_S = 0.001


def lpf_problems(path: Path) -> Iterator[str]:
    """Everything in the package at `path` that breaks a rule."""
    return package_problems(path, "LPF", _problems)


def _problems(package: zipfile.ZipFile) -> Iterator[str]:
    if MANIFEST not in package.namelist():
        yield f"There is no {MANIFEST}"
        return
    told = json.loads(package.read(MANIFEST))
    if not isinstance(told, dict):
        yield f"{MANIFEST} holds no object"
        return
    yield from _about(told)
    yield from _Package(package, told).problems()


def _about(told: Mapping[str, Any]) -> Iterator[str]:
    """What the manifest says of the book."""
    if _several(told.get("@context"))[:2] != _CONTEXT:
        yield f"@context does not begin with {_CONTEXT[0]} and {_CONTEXT[1]}"
    if _PROFILE not in _several(told.get("conformsTo")):
        yield f"conformsTo does not name {_PROFILE}"
    if "Audiobook" not in _several(told.get("type")):
        yield "type is not Audiobook"
    if not _several(told.get("name")) or not all(_several(told.get("name"))):
        yield "There is no name"
    for key in _RECOMMENDED:
        if told.get(key) in (None, "", [], {}):
            yield f"There is no {key}"
    if told.get("readingProgression", "ltr") not in ("ltr", "rtl"):
        yield f"readingProgression is {told['readingProgression']!r}"
    for tag in _several(told.get("inLanguage")):
        if not isinstance(tag, str) or not LANGUAGE_TAG.match(tag):
            yield f"inLanguage is {tag!r}"
    for key in ("datePublished", "dateModified"):
        if key in told and not _DATE.match(str(told[key])):
            yield f"{key} is {told[key]!r}"
    if "abridged" in told and not isinstance(told["abridged"], bool):
        yield "abridged is neither true nor false"


class _Package(Package):
    def __init__(self, package: zipfile.ZipFile, told: Mapping[str, Any]) -> None:
        super().__init__(package)
        self.told = told
        self.order = [_linked(one) for one in _several(told.get("readingOrder"))]
        self.others = [_linked(one) for one in _several(told.get("resources"))]

    def problems(self) -> Iterator[str]:
        yield from self.resources()
        yield from self.recordings()
        yield from self.cover()
        yield from self.contents()

    def resources(self) -> Iterator[str]:
        """Everything is listed once, and is there."""
        if not self.order:
            yield "readingOrder is empty"
        listed = [str(one.get("url", "")) for one in (*self.order, *self.others)]
        for url, count in Counter(listed).items():
            if count > 1:
                yield f"{url} is listed {count} times"
            if not _PLAIN.match(url):
                yield f"{url!r} is no place in the package"
            elif url not in self.names:
                yield f"{url} is listed and not there"
        for name in sorted(self.names - {*listed, MANIFEST}):
            yield f"{name} is there and not listed"

    def recordings(self) -> Iterator[str]:
        """The reading order is sound, as long as it says."""
        total_s = 0.0
        for one in self.order:
            url = str(one.get("url", ""))
            if not str(one.get("encodingFormat", "")).startswith("audio/"):
                yield f"{url} is in the reading order and no sound"
                continue
            if not one.get("name"):
                yield f"{url} has no name"
            said_s = _seconds(one.get("duration"))
            total_s += said_s
            own_s = self.length_s(url) if url in self.names else said_s
            if abs(own_s - said_s) > _TOLERANCE_S:
                yield f"{url} lasts {own_s:.3f} s, the manifest says {said_s:.3f} s"
        whole_s = _seconds(self.told.get("duration"))
        if abs(whole_s - total_s) > _TOLERANCE_S * (1 + len(self.order)):
            yield f"The recordings last {total_s:.3f} s, duration says {whole_s:.3f} s"

    def cover(self) -> Iterator[str]:
        covers = [one for one in self.others if "cover" in _several(one.get("rel"))]
        if len(covers) != 1:
            yield f"There are {len(covers)} covers"
        for one in covers:
            if not str(one.get("encodingFormat", "")).startswith("image/"):
                yield "The cover is no picture"
            if not (one.get("name") or one.get("description")):
                yield "The cover has no description"

    def contents(self) -> Iterator[str]:
        """The table of contents, in a page of the package, leads to all recordings in their order."""
        from lxml import etree, html  # type: ignore[import-untyped,unused-ignore]

        pages = [one for one in self.others if "contents" in _several(one.get("rel"))]
        name = str(pages[0].get("url", "")) if pages else "index.html"
        if name not in self.names:
            yield "There is no table of contents"
            return
        try:
            root = html.document_fromstring(self.package.read(name))
        except etree.LxmlError as error:
            yield f"Its table of contents cannot be read: {error}"
            return
        lists = [one for one in root.iter() if "doc-toc" in (one.get("role") or "").split()]
        links = [one.get("href", "").partition("#")[0] for one in lists[0].iter("a")] if lists else []
        wanted = [str(one.get("url", "")) for one in self.order]
        if list(dict.fromkeys(links)) != wanted:
            yield f"The table of contents in {name} does not lead to all recordings in their order"


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _linked(value: Any) -> Mapping[str, Any]:
    """A resource: an address alone stands for one."""
    return value if isinstance(value, dict) else {"url": value}


def _seconds(value: Any) -> float:
    """An ISO 8601 duration.

    >>> _seconds("PT1M1.5S"), _seconds("61 s")
    (61.5, -1.0)
    """
    found = _DURATION.match(value) if isinstance(value, str) else None
    if not found:
        return -1.0
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return 86_400 * days + 3_600 * hours + 60 * minutes + seconds
