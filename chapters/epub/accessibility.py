"""What a book of ours claims, as far as a program can hold it to that: EPUB Accessibility 1.1, WCAG 2.1 AA.

Conventions
-----------
Read from a finished EPUB, whoever wrote it. A problem is one sentence without full stop. What only a person
can judge (whether an alternative text tells enough) is not looked at; whether all words are heard, and in
order, is the business of `chapters.epub.rules`.

Sources: EPUB Accessibility 1.1, 2 (discovery), 3 (content) and 5 (conformance statements); WCAG 2.1, 1.1.1,
1.3.1, 1.4.3, 2.4.2, 2.4.4, 2.4.6, 3.1.1, 4.1.1; EPUB 3.3, 7 (navigation document).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from chapters.opened import LANGUAGE_TAG, OPF, XHTML, Book, package_problems

_TYPE = "{http://www.idpf.org/2007/ops}type"
_REQUIRED = (
    *("schema:accessMode", "schema:accessibilityFeature", "schema:accessibilityHazard"),
    *("schema:accessModeSufficient", "schema:accessibilitySummary"),
)
"""The first three must be there, the others should; ours have them all."""
_CLAIM = re.compile(r"EPUB Accessibility 1\.1 - WCAG 2\.[012] Level A{1,3}\Z")
_HEADING = re.compile(rf"{re.escape(XHTML)}h([1-6])\Z")
_RULE = re.compile(r"\{([^{}]*)\}")
_COLOUR = re.compile(r"(?<![-\w])(background-color|color)\s*:\s*#([0-9a-fA-F]{6})\b")
_CONTRAST = 4.5


def accessibility_problems(path: Path) -> Iterator[str]:
    """Everything in the book at `path` that its claims do not allow. Nothing is raised for a damaged book:
    `chapters.epub.rules` tells of the damage."""
    return package_problems(path, "an EPUB", lambda book: _Book(book).problems(), whole=False)


class _Book(Book):
    def facts(self, name: str) -> list[str]:
        return [
            (one.text or "").strip() for one in self.opf.iter(f"{OPF}meta") if one.get("property") == name
        ]

    def problems(self) -> Iterator[str]:
        yield from self.metadata()
        for item in self.spine:
            name = self.at(item.get("href"))
            yield from _document_problems(name, self.root(name))
        navs = [one for one in self.items.values() if "nav" in (one.get("properties") or "").split()]
        if len(navs) != 1:
            yield f"It has {len(navs)} navigation documents"
        for one in navs:
            yield from _document_problems(self.at(one.get("href")), self.root(self.at(one.get("href"))))
            yield from self.contents(self.at(one.get("href")))
        for one in self.items.values():
            if one.get("media-type") == "text/css":
                text = self.package.read(self.at(one.get("href"))).decode("utf-8")
                yield from _contrast_problems(one.get("href"), text)

    def metadata(self) -> Iterator[str]:
        for key in _REQUIRED:
            if not any(self.facts(key)):
                yield f"The package does not say {key}"
        languages = [one.text or "" for one in self.opf.iter("{*}language")]
        if not languages or not all(map(LANGUAGE_TAG.match, languages)):
            yield "The package does not say its language"
        if not any((one.text or "").strip() for one in self.opf.iter("{*}title")):
            yield "The package has no title"
        claims = self.facts("dcterms:conformsTo")
        if not claims or not all(map(_CLAIM.match, claims)):
            yield f"What it conforms to is {claims}, in no form that is known"
        features = set(self.facts("schema:accessibilityFeature"))
        spoken = [one for one in self.spine if one.get("media-overlay")]
        if "synchronizedAudioText" in features and not spoken:
            yield "It says that text and sound go together, and has no overlay"
        if "auditory" in self.facts("schema:accessModeSufficient") and not spoken:
            yield "It says that it can be read by ear alone, and has no sound"

    def contents(self, nav: str) -> Iterator[str]:
        """The table of contents: every entry leads somewhere, in the order of the book, lists in lists."""
        root = self.root(nav)
        lists = [one for one in root.iter(f"{XHTML}nav") if "toc" in (one.get(_TYPE) or "").split()]
        if len(lists) != 1 or lists[0].find(f"{XHTML}ol") is None:
            yield f"{nav} has {len(lists)} tables of contents"
            return
        order = {self.at(item.get("href")): number for number, item in enumerate(self.spine)}
        last = (-1, -1)
        for link in lists[0].iter(f"{XHTML}a"):
            href, _, element = (link.get("href") or "").partition("#")
            name = self.at(href, nav)
            ids = self.ids(name) if name in order else {}
            if name not in order or (element and element not in ids):
                yield f"{nav} leads to {link.get('href')}, which is not there"
                continue
            place = (order[name], ids[element] if element else -1)
            if place <= last:
                yield f"{nav} has {link.get('href')} after what comes later"
            last = max(last, place)
        for item in lists[0].iter(f"{XHTML}li"):
            shape = [one.tag.removeprefix(XHTML) for one in item]
            if shape not in (["a"], ["a", "ol"], ["span", "ol"]):
                yield f"{nav} has an entry of {' and '.join(shape) or 'nothing'}"


def _document_problems(name: str, root: Any) -> Iterator[str]:
    title = root.find(f"{XHTML}head/{XHTML}title")
    if title is None or not (title.text or "").strip():
        yield f"{name} has no title"
    if not LANGUAGE_TAG.match(
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    ):
        yield f"{name} does not say its language"
    for key, count in Counter(one.get("id") for one in root.iter() if one.get("id")).items():
        if count > 1:
            yield f"{name} has the id {key} {count} times"
    for one in root.iter(f"{XHTML}img"):
        if one.get("alt") is None:
            yield f"{name}: {one.get('src')} has no alternative text"
    for one in root.iter(f"{XHTML}a"):
        if not _named(one):
            yield f"{name}: the link to {one.get('href')} has no name"
    for table in root.iter(f"{XHTML}table"):
        heads = list(table.iter(f"{XHTML}th"))
        if any(one.get("scope") not in ("col", "row", "colgroup", "rowgroup") for one in heads):
            yield f"{name}: a heading of a table does not say what it is for"
    yield from _heading_problems(name, [one for one in root.iter() if _is_heading(one)])


def _is_heading(element: Any) -> bool:
    return isinstance(element.tag, str) and _HEADING.match(element.tag) is not None


def _heading_problems(name: str, headings: Sequence[Any]) -> Iterator[str]:
    before = 0
    for one in headings:
        level = int(one.tag[-1])
        if before and level > before + 1:
            yield f"{name} has a heading of level {level} under one of level {before}"
        if not _named(one):
            yield f"{name} has a heading without words"
        before = level


def _named(element: Any) -> bool:
    """Whether there are words that say what an element is."""
    words = [element.get("aria-label") or "", *element.itertext()]
    words += [one.get("alt") or "" for one in element.iter(f"{XHTML}img")]
    return any(one.strip() for one in words)


def _contrast_problems(name: str, css: str) -> Iterator[str]:
    """Text on its ground, where a rule sets both (WCAG 1.4.3)."""
    for rule in _RULE.findall(css):
        colours = dict(_COLOUR.findall(rule))
        if len(colours) < 2:
            continue
        text, ground = colours["color"], colours["background-color"]
        if (ratio := contrast(text, ground)) < _CONTRAST:
            yield f"{name}: #{text} on #{ground} has a contrast of {ratio:.1f}"


def contrast(one: str, other: str) -> float:
    """Of two colours, as six hexadecimal digits, 1 to 21 (WCAG 2.1, contrast ratio).

    >>> round(contrast("000000", "ffffff"), 1), round(contrast("777777", "ffffff"), 2)
    (21.0, 4.48)
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
