"""What a web page says about its article.

Where sources differ, the first that says something counts, field by field: JSON-LD of an article, Open Graph
(and `article:`), Dublin Core, other meta elements and the page's own link elements. What none of them says is
left to the words of the page.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urljoin

from scripts.reading.fields import any_date
from scripts.words import fold

_MOST = 300
"""Characters of a field."""
_ARTICLES = re.compile(r"\A(?:\w*Article|BlogPosting|Report|LiveBlogPosting|Review|Recipe)\Z")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?\s?(?:Z|[+-]\d\d:?\d\d)?)?\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}\Z")
_MAX_NODES = 2000
"""Objects of a page's JSON-LD that are looked at."""
_META: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "title": (("og:title",), ("dc.title", "dcterms.title"), ("twitter:title", "parsely-title", "headline")),
    "author": (
        ("article:author", "og:author"),
        ("dc.creator", "dcterms.creator"),
        ("author", "byl", "parsely-author", "sailthru.author"),
    ),
    "date": (
        ("article:published_time", "og:published_time"),
        ("dc.date", "dcterms.date", "dc.date.issued", "dcterms.created"),
        ("date", "pubdate", "parsely-pub-date", "publish-date", "datepublished"),
    ),
    "image": (("og:image", "og:image:url", "og:image:secure_url"), (), ("twitter:image", "thumbnail")),
    "link": (("og:url",), ("dc.identifier",), ()),
    "publisher": (
        ("og:site_name",),
        ("dc.publisher", "dcterms.publisher"),
        ("publisher", "application-name"),
    ),
    "language": ((), ("dc.language", "dcterms.language"), ("language",)),
    "summary": (
        ("og:description",),
        ("dc.description", "dcterms.description"),
        ("description", "twitter:description"),
    ),
}


@dataclass(frozen=True, slots=True)
class About:
    """What is known of an article besides its words; empty where nothing is."""

    title: str = ""
    author: str = ""
    """Names, with commas between several."""
    date: str = ""
    """ISO 8601, when it was published."""
    image: str = ""
    """Address of the lead image."""
    link: str = ""
    """The canonical address of the page."""
    publisher: str = ""
    language: str = ""
    """BCP 47."""
    summary: str = ""
    """What the article is about, perhaps cut off."""

    def filled(self, other: "About") -> "About":
        """This, with what it lacks from `other`."""
        return About(*(getattr(self, one.name) or getattr(other, one.name) for one in fields(self)))


def about_page(page: Any) -> About:
    """What the page `page` (an lxml tree, or None) says about itself."""
    if page is None:
        return About()
    found = _json_ld(page)
    meta = _meta(page)
    for names in range(3):
        found = found.filled(_from_meta(meta, names))
    links = [link for link in page.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    canonical = _web(links[0].get("href"), "") if links else ""
    # The page's own canonical link says what the others only repeat.
    return About(
        found.title,
        found.author,
        found.date,
        _web(found.image, canonical),
        canonical or _web(found.link, ""),
        found.publisher,
        found.language,
        found.summary,
    )


def _meta(page: Any) -> dict[str, str]:
    """The first content of each meta element, by its lower-case name; authors joined."""
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        content = fold(element.get("content") or "")[:_MOST]
        for name in (element.get("property"), element.get("name"), element.get("itemprop")):
            for key in (name or "").lower().split():
                if content and key in {"article:author", "dc.creator", "author"} and key in found:
                    if content not in found[key] and len(found[key]) < _MOST:
                        found[key] += f", {content}"
                elif content:
                    found.setdefault(key, content)
    return found


def _from_meta(meta: Mapping[str, str], rank: int) -> About:
    values = {
        name: next((meta[key] for key in keys[rank] if key in meta), "") for name, keys in _META.items()
    }
    return _checked(values)


def _checked(values: Mapping[str, str]) -> About:
    """The values, less those that cannot be what they should."""
    author, day, language = values["author"], values["date"], values["language"]
    author = re.sub(r"\s?\(https?://[^\s()]*\)", "", author)
    stamp = day.replace(" ", "T", 1).replace(" ", "") if _STAMP.match(day) else any_date(day)
    return About(
        values["title"],
        "" if "://" in author or author.startswith("@") else re.sub(r"\A[Bb]y\s+", "", author),
        stamp,
        values["image"],
        values["link"],
        values["publisher"],
        language.replace("_", "-") if _LANGUAGE.match(language) else "",
        values["summary"],
    )


def _json_ld(page: Any) -> About:
    for script in page.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            told = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for node in _nodes(told):
            if any(_ARTICLES.match(kind) for kind in _texts(node.get("@type"))):
                return _checked(
                    {
                        "title": _text(node.get("headline")) or _text(node.get("name")),
                        "author": ", ".join(dict.fromkeys(_texts(node.get("author"))))[:_MOST],
                        "date": _text(node.get("datePublished")),
                        "image": _text(node.get("image"), "url"),
                        "link": _text(node.get("mainEntityOfPage"), "@id") or _text(node.get("url")),
                        "publisher": _text(node.get("publisher")),
                        "language": _text(node.get("inLanguage")),
                        "summary": _text(node.get("description")),
                    }
                )
    return About()


def _nodes(told: object) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD, the outer ones first."""
    queue, seen = [told], 0
    while queue and seen < _MAX_NODES:
        one = queue.pop(0)
        seen += 1
        if isinstance(one, dict):
            yield one
            queue += [value for value in one.values() if isinstance(value, dict | list)]
        elif isinstance(one, list):
            queue += one[:_MAX_NODES]


def _texts(value: object, key: str = "name") -> list[str]:
    if isinstance(value, list):
        return [text for one in value[:20] for text in _texts(one, key) if not isinstance(one, list)]
    if isinstance(value, dict):
        value = value.get(key) or value.get("name") or value.get("@id")
    # Some pages write JSON-LD with the entities of HTML in it.
    text = fold(re.sub(r"<[^<>]{0,200}>", "", value)).replace("&amp;", "&") if isinstance(value, str) else ""
    return [text[:_MOST]] if text else []


def _text(value: object, key: str = "name") -> str:
    return next(iter(_texts(value, key)), "")


def _web(address: str | None, base: str) -> str:
    try:
        found = urljoin(base, (address or "").strip())
    except ValueError:
        return ""
    return found if found.startswith(("http://", "https://")) else ""
