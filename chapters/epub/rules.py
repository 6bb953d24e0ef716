"""Our own rules for overlays, which no validator has: read from a finished EPUB, whoever wrote it.

Conventions
-----------
A problem is one sentence without full stop. Sound is measured on the recordings in the book (our own MP3s,
which say their length to the sample).
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chapters.opened import OPF, XHTML, Book, clock_s, package_problems, unheard

_SMIL = "{http://www.w3.org/ns/SMIL}"
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
    return package_problems(path, "an EPUB", lambda book: _Book(book).problems())


class _Book(Book):
    def problems(self) -> Iterator[str]:
        durations = {
            meta.get("refines", ""): clock_s(meta.text or "")
            for meta in self.opf.iter(f"{OPF}meta")
            if meta.get("property") == "media:duration"
        }
        total_s = 0.0
        for item in self.spine:
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
            if par.end_s > self.length_s(audio) + _TOLERANCE_S:
                yield f"{where} is heard until {par.end_s} s, {audio} ends at {self.length_s(audio):.3f} s"
            last, at = order[par.element], par.end_s
        heard = {par.element for par in pars}
        for words in unheard(root.find(f"{XHTML}body"), heard):
            yield f'{href}: "{words[:60]}" is seen and not heard'
