"""Our own rules for overlays, which no validator has: read from a finished EPUB, whoever wrote it.

Conventions
-----------
A problem is one sentence without full stop. Sound is measured on the recordings in the book (our own MP3s,
which say their length to the sample).
"""

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audio.mp3 import parse_header, parse_info
from scripts.errors import SoundError
from voices.words import is_sayable

_OPF = "{http://www.idpf.org/2007/opf}"
_SMIL = "{http://www.w3.org/ns/SMIL}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_TOLERANCE_S = 0.001


@dataclass(frozen=True, slots=True)
class _Par:
    document: str
    element: str
    audio: str
    begin_s: float
    end_s: float


def overlay_problems(path: Path) -> Iterator[str]:
    """Everything in the book at `path` that breaks a rule. Nothing is raised for a damaged book."""
    from lxml import etree  # type: ignore[import-untyped,unused-ignore]

    try:
        with zipfile.ZipFile(path) as book:
            if (broken := book.testzip()) is not None:
                yield f"{broken} is damaged"
                return
            yield from _Book(book).problems()
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, etree.LxmlError) as error:
        yield f"It cannot be read as an EPUB: {error}"


class _Book:
    """A book that is open."""

    def __init__(self, book: zipfile.ZipFile) -> None:
        self.book = book
        container = self.parsed("META-INF/container.xml")
        self.opf = next(e.get("full-path") for e in container.iter() if e.tag.endswith("rootfile"))
        self.package = self.parsed(self.opf)
        self.items: Mapping[str, Any] = {item.get("id"): item for item in self.package.iter(f"{_OPF}item")}
        self.lengths_s: dict[str, float] = {}

    def parsed(self, name: str) -> Any:
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        return etree.fromstring(self.book.read(name), parser)

    def problems(self) -> Iterator[str]:
        durations = {
            meta.get("refines", ""): clock_s(meta.text or "")
            for meta in self.package.iter(f"{_OPF}meta")
            if meta.get("property") == "media:duration"
        }
        total_s = 0.0
        for ref in self.package.iter(f"{_OPF}itemref"):
            item = self.items[ref.get("idref")]
            overlay = self.items.get(item.get("media-overlay", ""))
            if overlay is None:
                continue
            pars = list(self.pars(overlay.get("href")))
            yield from self.document_problems(item.get("href"), pars)
            heard_s = sum(par.end_s - par.begin_s for par in pars)
            said_s = durations.get(f"#{overlay.get('id')}", -1.0)
            total_s += said_s
            if abs(heard_s - said_s) > _TOLERANCE_S * (1 + len(pars)):
                yield f"{overlay.get('href')} lasts {heard_s:.3f} s, the package says {said_s:.3f} s"
        if abs(total_s - durations.get("", -1.0)) > _TOLERANCE_S * (1 + len(durations)):
            yield f"The overlays last {total_s:.3f} s, the package says {durations.get('', -1.0):.3f} s"

    def pars(self, href: str) -> Iterator[_Par]:
        place = posixpath.dirname(self.at(href))
        for par in self.parsed(self.at(href)).iter(f"{_SMIL}par"):
            document, _, element = par.find(f"{_SMIL}text").get("src").partition("#")
            audio = par.find(f"{_SMIL}audio")
            yield _Par(
                posixpath.normpath(posixpath.join(place, document)),
                element,
                posixpath.normpath(posixpath.join(place, audio.get("src"))),
                clock_s(audio.get("clipBegin", "0s")),
                clock_s(audio.get("clipEnd", "")),
            )

    def document_problems(self, href: str, pars: list[_Par]) -> Iterator[str]:
        root = self.parsed(self.at(href))
        order = {e.get("id"): number for number, e in enumerate(root.iter()) if e.get("id")}
        last, at, audio = -1, 0.0, ""
        for par in pars:
            where = f"{href}#{par.element}"
            if par.document != self.at(href) or par.element not in order:
                yield f"{where} is not in the document"
                continue
            if order[par.element] <= last:
                yield f"{where} is read before what stands before it"
            if par.audio != audio:
                audio, at = par.audio, 0.0
            if not at - _TOLERANCE_S <= par.begin_s < par.end_s:
                yield f"{where} is heard before what stands before it, or for no time"
            if par.end_s > self.recording_s(audio) + _TOLERANCE_S:
                yield f"{where} is heard until {par.end_s} s, {audio} ends at {self.recording_s(audio):.3f} s"
            last, at = order[par.element], par.end_s
        heard = {par.element for par in pars}
        for words in unheard(root.find(f"{_XHTML}body"), heard):
            yield f'{href}: "{words[:60]}" is seen and not heard'

    def at(self, href: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.opf), href))

    def recording_s(self, name: str) -> float:
        if name not in self.lengths_s:
            self.lengths_s[name] = length_s(self.book.read(name))
        return self.lengths_s[name]


def length_s(data: bytes) -> float:
    """How long a recording of ours is. Raises ValueError if it does not say."""
    try:
        header = parse_header(data)
        info = parse_info(data[: header.size])
    except SoundError as error:
        raise ValueError(error.message) from error
    if info is None:
        raise ValueError("a recording does not say its length")
    return info.samples / 44_100


def unheard(element: Any, heard: set[str]) -> Iterator[str]:
    """Words outside the elements that are heard."""
    if element.get("id") in heard:
        return
    for words in (element.text, *(child.tail for child in element)):
        if words and any(map(is_sayable, words)):
            yield " ".join(words.split())
    for child in element:
        yield from unheard(child, heard)


def clock_s(text: str) -> float:
    """A SMIL clock value in seconds: "61.5s", "0:01:01.5"."""
    seconds = 0.0
    for part in text.removesuffix("s").split(":"):
        seconds = 60 * seconds + float(part)
    return seconds
