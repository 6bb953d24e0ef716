"""The package of an EPUB (EPUB 2.0.1 and 3.3, OCF): what the book says about itself, its documents in reading
order, and what its tables of contents call them.

Paths are those of the archive; what a file points to is found relative to that file, and only in the archive.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from scripts.errors import ArticleError
from scripts.reading.archive import Archive
from scripts.words import LANGUAGE_TAG, fold

_CONTAINER = "META-INF/container.xml"
_LOCKS = ("META-INF/rights.xml", "META-INF/license.lcpl", "META-INF/sinf.xml")
"""Of Adobe, Readium and Apple."""
_FONTS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Fonts are made unreadable in these ways; words are not."""
_DOCUMENTS = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/xml"})
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_NO_KIND: frozenset[str] = frozenset()
MAX_NAMES = 20_000
"""Of documents, and of entries in a table of contents."""


@dataclass(frozen=True, slots=True)
class SpineItem:
    """A document in the reading order."""

    path: str
    linear: bool
    """False for what stands beside the text and is opened from it."""
    is_contents: bool
    """It is the book's own table of contents."""


@dataclass(frozen=True, slots=True)
class Named:
    """A document or a place in it, as the table of contents names it."""

    title: str
    level: int
    """1 for the topmost."""
    whole: bool
    """The document's beginning is meant."""


@dataclass(frozen=True, slots=True)
class Package:
    """What the package document and the tables of contents say."""

    title: str
    author: str
    date: str
    """ISO 8601, as far as it is told; empty if it is not."""
    language: str
    publisher: str
    cover: str
    """Path of the cover's picture; empty if there is none."""
    spine: tuple[SpineItem, ...]
    listed: int = 0
    """How many documents the book itself lists; what is behind them in `spine` was found."""
    unlisted: frozenset[str] = frozenset()
    """Paths of documents that are in no reading order, though a text may lead to them (EPUB 3.3, 5.7.1, wants
    them listed as well; not all books do)."""
    contents: Mapping[str, tuple[Named, ...]] = field(default_factory=dict)
    """By document."""
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """What landmarks and guide say a whole document is: "cover", "toc"."""


@dataclass(frozen=True, slots=True)
class _Item:
    path: str
    kind: str
    properties: frozenset[str]


def read_package(archive: Archive) -> Package:
    """The package of the book in `archive`. Raises ArticleError if there is none, or if it is locked."""
    path = _package_path(archive)
    _check_locks(archive)
    root = archive.xml(path)
    if root is None:
        raise _no_book(archive, f"its package {path[:80]!r} is missing")
    items = dict(_items(root, path))
    spine = tuple(_spine(root, items))
    if not spine:
        raise _no_book(archive, "it names no text")
    contents, kinds = _contents(archive, root, path, items)
    return Package(
        title=_title(root),
        author=_authors(root),
        date=_date(root),
        language=next(filter(LANGUAGE_TAG.match, _values(root, "language")), ""),
        publisher=next(iter(_values(root, "publisher")), ""),
        cover=_cover(root, items),
        spine=spine,
        unlisted=frozenset(_unlisted(items, spine)),
        contents=contents,
        kinds=kinds,
    )


def local(element: Any) -> str:
    """An element's name without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _package_path(archive: Archive) -> str:
    root = archive.xml(_CONTAINER)
    if root is None:
        raise _no_book(archive, f"it has no {_CONTAINER}")
    for one in root.iter("{*}rootfile"):
        path = resolved("", one.get("full-path", ""))
        if path:
            return path
    raise _no_book(archive, "its container names no package")


def _check_locks(archive: Archive) -> None:
    encryption = archive.xml("META-INF/encryption.xml")
    methods = set()
    if encryption is not None:
        methods = {one.get("Algorithm", "") for one in encryption.iter("{*}EncryptionMethod")}
    keyed = encryption is not None and any(local(one) == "encryptedkey" for one in encryption.iter())
    if keyed or methods - _FONTS or (methods and any(path in archive.names for path in _LOCKS)):
        raise ArticleError(
            f"{archive.name} is locked by digital rights management", "Give an edition of it without a lock."
        )


def resolved(base: str, href: str) -> str:
    """Where `href` in the file `base` leads, in the archive; empty if it leads out of it.

    >>> resolved("OEBPS/nav.xhtml", "text/c%201.xhtml#top"), resolved("a.opf", "../../etc/passwd")
    ('OEBPS/text/c 1.xhtml', '')
    """
    path = unquote(href.partition("#")[0].partition("?")[0]).replace("\\", "/")
    if not path or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", path):
        return ""
    found = posixpath.normpath(posixpath.join(posixpath.dirname(base), path.lstrip("/")))
    return "" if found.startswith(("../", "/")) or found in {"..", "."} else found


def _items(root: Any, base: str) -> Iterator[tuple[str, _Item]]:
    for one in root.iter("{*}item"):
        properties = frozenset((one.get("properties") or "").split())
        path = resolved(base, one.get("href") or "")
        yield one.get("id") or "", _Item(path, (one.get("media-type") or "").lower(), properties)


def _spine(root: Any, items: Mapping[str, _Item]) -> Iterator[SpineItem]:
    seen: set[str] = set()
    for one in root.iter("{*}itemref"):
        item = items.get(one.get("idref") or "")
        if item and item.path and item.path not in seen and item.kind in _DOCUMENTS:
            seen.add(item.path)
            linear = (one.get("linear") or "yes").lower() != "no"
            yield SpineItem(item.path, linear, "nav" in item.properties)


def _unlisted(items: Mapping[str, _Item], spine: Sequence[SpineItem]) -> Iterator[str]:
    listed = {one.path for one in spine}
    for item in items.values():
        if item.path and item.path not in listed and item.kind in _DOCUMENTS and "nav" not in item.properties:
            yield item.path


def _values(root: Any, name: str) -> list[str]:
    return [
        words
        for one in root.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")
        if (words := fold(one.text or ""))
    ]


def _refined(root: Any, name: str) -> dict[str, str]:
    """By id of an element, what the package says more about it."""
    return {
        (one.get("refines") or "").lstrip("#"): fold(one.text or "")
        for one in root.iter("{*}meta")
        if one.get("property") == name
    }


def _title(root: Any) -> str:
    kinds = _refined(root, "title-type")
    titles = [
        (fold(one.text or ""), kinds.get(one.get("id") or "", ""))
        for one in root.iter("{http://purl.org/dc/elements/1.1/}title")
    ]
    titles = [one for one in titles if one[0]]
    main = [words for words, kind in titles if kind == "main"]
    return (main or [words for words, _ in titles] or [""])[0]


def _authors(root: Any) -> str:
    """Who wrote it: creators whose role is that, or who have none."""
    roles = _refined(root, "role")
    found = dict.fromkeys(
        fold(one.text or "")
        for one in root.iter("{http://purl.org/dc/elements/1.1/}creator")
        if (roles.get(one.get("id") or "") or one.get("{http://www.idpf.org/2007/opf}role") or "aut") == "aut"
    )
    return ", ".join(filter(None, found))


def _date(root: Any) -> str:
    """When it was published: the first date that is not said to be another event's."""
    for one in root.iter("{http://purl.org/dc/elements/1.1/}date"):
        event = one.get("{http://www.idpf.org/2007/opf}event") or "publication"
        match = _DATE.match(fold(one.text or ""))
        if match and event in {"publication", "original-publication"}:
            return match[0]
    return ""


def _cover(root: Any, items: Mapping[str, _Item]) -> str:
    for item in items.values():
        if "cover-image" in item.properties:
            return item.path
    named = next((one.get("content") or "" for one in root.iter("{*}meta") if one.get("name") == "cover"), "")
    found = items.get(named)
    return found.path if found and found.kind.startswith("image/") else ""


def _contents(
    archive: Archive, root: Any, base: str, items: Mapping[str, _Item]
) -> tuple[dict[str, tuple[Named, ...]], dict[str, frozenset[str]]]:
    """What the navigation document, else the NCX, calls each document; and what kind landmarks and guide
    give it."""
    named: dict[str, list[Named]] = {}
    kinds: dict[str, frozenset[str]] = {}
    for one in root.iter("{*}reference"):
        _tell(kinds, resolved_whole(base, one.get("href") or ""), {(one.get("type") or "").lower()})
    nav = next((item.path for item in items.values() if "nav" in item.properties), "")
    tree = archive.page(nav) if nav else None
    if tree is not None:
        for one in tree.iter("nav"):
            if "landmarks" in kind_of(one):
                for link in one.iter("a"):
                    _tell(kinds, resolved_whole(nav, link.get("href") or ""), kind_of(link))
            elif "toc" in kind_of(one):
                _add(named, _nav_entries(one), nav)
    if not named:
        ncx = next((item.path for item in items.values() if item.kind == "application/x-dtbncx+xml"), "")
        tree = archive.xml(ncx) if ncx else None
        if tree is not None:
            _add(named, _ncx_entries(tree), ncx)
    return {path: tuple(entries) for path, entries in named.items()}, kinds


def _tell(kinds: dict[str, frozenset[str]], path: str, kind: Set[str]) -> None:
    if path:
        kinds[path] = kinds.get(path, frozenset()) | kind


def resolved_whole(base: str, href: str) -> str:
    """As `resolved`; empty for a place inside a document."""
    return "" if "#" in href else resolved(base, href)


def kind_of(element: Any) -> frozenset[str]:
    """What an element of a document is said to be: its `epub:type` and its role, without "doc-"."""
    kind = element.get("{http://www.idpf.org/2007/ops}type") or element.get("epub:type") or ""
    role = element.get("role") or ""
    if not kind and not role:
        return _NO_KIND
    said = f"{kind} {role}".lower()
    return frozenset(word.removeprefix("doc-") for word in said.split())


def _add(named: dict[str, list[Named]], entries: Iterator[tuple[str, str, int]], base: str) -> None:
    for number, (href, title, level) in enumerate(entries):
        path = resolved(base, href)
        if number < MAX_NAMES and path and title:
            whole = "#" not in href or path not in named
            named.setdefault(path, []).append(Named(title, min(level, 5), whole))


def _nav_entries(nav: Any) -> Iterator[tuple[str, str, int]]:
    depth = 0
    for event, one in etree.iterwalk(nav, events=("start", "end")):
        if one.tag in {"ol", "ul"}:
            depth += 1 if event == "start" else -1
        elif one.tag == "a" and event == "start":
            yield one.get("href") or "", fold("".join(one.itertext())), max(depth, 1)


def _ncx_entries(tree: Any) -> Iterator[tuple[str, str, int]]:
    depth = 0
    label = ""
    for event, one in etree.iterwalk(tree, events=("start", "end")):
        name = local(one)
        if name == "navpoint":
            depth += 1 if event == "start" else -1
        elif name == "navlabel" and event == "end":
            label = fold("".join(one.itertext()))
        elif name == "content" and event == "start" and depth:
            yield one.get("src") or "", label, depth


def _no_book(archive: Archive, why: str) -> ArticleError:
    return ArticleError(
        f"{archive.name} is no EPUB that can be read: {why}", "Save it anew, or its text as a file."
    )
