"""Rules of DAISY 2.02, held against a finished package, whoever wrote it.

Conventions
-----------
A problem is one sentence without full stop. Times are seconds; what is added up may differ by a millisecond
for each part. Sound is measured on the recordings in the package. Nothing is raised for a damaged package.

Source: DAISY 2.02 Specification (2001), 2.1 (navigation control centre), 2.2 (SMIL), appendix on metadata.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chapters.opened import Package, clock_s, package_problems, unheard

NCC = "ncc.html"
_REQUIRED = (
    *("dc:creator", "dc:date", "dc:format", "dc:identifier", "dc:language", "dc:publisher", "dc:title"),
    *("ncc:charset", "ncc:pageFront", "ncc:pageNormal", "ncc:pageSpecial", "ncc:setInfo", "ncc:tocItems"),
    "ncc:totalTime",
)
"""Metadata that `ncc.html` must have, each once."""
_FORMS = {
    "dc:date": r"\d{4}-\d{2}-\d{2}",
    "dc:format": r"Daisy 2\.02",
    "ncc:charset": r"(?i:utf-8)",
    "ncc:setInfo": r"[1-9]\d* of [1-9]\d*",
    "ncc:totalTime": r"\d{1,}:[0-5]\d:[0-5]\d",
    "ncc:tocItems": r"\d+",
    "ncc:multimediaType": "audioOnly|audioNcc|audioPartText|audioFullText|textPartAudio|textNcc",
}
_HEADING = re.compile(r"h([1-6])\Z")
_TOLERANCE_S = 0.001


@dataclass(frozen=True, slots=True)
class _Par:
    """A stretch of text and its sound."""

    id: str
    text: str
    """Document and element: "c1.html#s1"."""
    audio: str
    begin_s: float
    end_s: float


def daisy_problems(path: Path) -> Iterator[str]:
    """Everything in the package at `path` that breaks a rule."""
    return package_problems(path, "DAISY 2.02", lambda package: _Package(package).problems())


class _Package(Package):
    def problems(self) -> Iterator[str]:
        if NCC not in self.names:
            yield f"There is no {NCC}"
            return
        yield from self.facts(NCC, _REQUIRED)
        links = list(self.links())
        yield from self.headings(links)
        smils = list(dict.fromkeys(link.partition("#")[0] for _, link in links))
        missing = [name for name in smils if name not in self.names]
        if missing:
            yield f"{NCC} leads to {missing[0]}, which is not there"
            return
        elapsed_s = 0.0
        for name in smils:
            yield from self.smil(name, elapsed_s)
            elapsed_s += clock_s(self.fact(name, "ncc:timeInThisSmil") or "0")
        yield from self.order(links)
        total_s = clock_s(self.fact(NCC, "ncc:totalTime") or "0")
        if abs(total_s - elapsed_s) > 1:
            yield f"{NCC} says that all lasts {total_s:.0f} s, the SMIL files last {elapsed_s:.3f} s"
        yield from self.master(smils)
        yield from self.rest(smils)

    def fact(self, name: str, key: str) -> str:
        found = [
            one.get("content") or "" for one in self.root(name).iter("{*}meta") if one.get("name") == key
        ]
        return found[0] if found else ""

    def facts(self, name: str, required: Sequence[str]) -> Iterator[str]:
        """Metadata: what must be there is there once, and in its form."""
        counts = Counter(one.get("name") for one in self.root(name).iter("{*}meta") if one.get("name"))
        for key in required:
            if counts[key] != 1:
                yield f"{name} has {key} {counts[key]} times, not once"
            elif not self.fact(name, key).strip():
                yield f"{name} has nothing for {key}"
        for key, form in _FORMS.items():
            if counts[key] and not re.fullmatch(form, self.fact(name, key)):
                yield f"{name} says {self.fact(name, key)!r} for {key}"

    def links(self) -> Iterator[tuple[int, str]]:
        """Level and target of each heading of the navigation control centre."""
        for one in self.root(NCC).find("{*}body"):
            found = _HEADING.match(_name(one))
            link = one.find("{*}a")
            if found and link is not None:
                yield int(found[1]), link.get("href") or ""

    def headings(self, links: Sequence[tuple[int, str]]) -> Iterator[str]:
        items = [one for one in self.root(NCC).find("{*}body") if isinstance(one.tag, str)]
        first = items[0] if items else None
        if first is None or _name(first) != "h1" or first.get("class") != "title":
            yield f'{NCC} does not begin with a heading <h1 class="title">'
        headings = [one for one in items if _HEADING.match(_name(one))]
        strange = [one for one in items if one not in headings and _name(one) not in ("span", "div")]
        if strange:
            yield f"{NCC} has <{_name(strange[0])}> among its headings"
        for one in headings:
            if len(one) != 1 or one.find("{*}a") is None or not (one.get("id") or ""):
                yield f"{NCC}: a heading has no id, or not exactly one link"
        level = 0
        for own, _ in links:
            if own > level + 1:
                yield f"{NCC} has a heading of level {own} under one of level {level}"
            level = own
        if self.fact(NCC, "ncc:tocItems") not in ("", str(len(items))):
            yield f"{NCC} says that it has {self.fact(NCC, 'ncc:tocItems')} items, it has {len(items)}"
        depth = max((own for own, _ in links), default=0)
        if self.fact(NCC, "ncc:depth") not in ("", str(depth)):
            yield f"{NCC} says that it is {self.fact(NCC, 'ncc:depth')} deep, it is {depth}"

    def pars(self, name: str) -> Iterator[_Par]:
        place = posixpath.dirname(name)
        for par in self.root(name).iter("{*}par"):
            text = par.find("{*}text")
            sounds = list(par.iter("{*}audio"))
            document, _, element = (text.get("src") if text is not None else "").partition("#")
            for sound in sounds or [None]:
                yield _Par(
                    par.get("id") or "",
                    f"{posixpath.normpath(posixpath.join(place, document))}#{element}",
                    posixpath.normpath(posixpath.join(place, sound.get("src"))) if sound is not None else "",
                    _npt_s(sound.get("clip-begin")) if sound is not None else 0.0,
                    _npt_s(sound.get("clip-end")) if sound is not None else 0.0,
                )

    def smil(self, name: str, elapsed_s: float) -> Iterator[str]:
        yield from self.facts(name, ("dc:format", "ncc:timeInThisSmil"))
        body = self.root(name).find("{*}body")
        if [_name(one) for one in body] != ["seq"]:
            yield f"{name} does not have exactly one <seq> in its body"
        if any(par.get("endsync") != "last" for par in self.root(name).iter("{*}par")):
            yield f'{name} has a <par> without endsync="last"'
        pars = list(self.pars(name))
        yield from self.clips(name, pars)
        heard_s = sum(par.end_s - par.begin_s for par in pars)
        slack_s = _TOLERANCE_S * (1 + len(pars))
        seq = body.find("{*}seq")
        for what, said_s in (
            ("dur", clock_s((seq.get("dur") if seq is not None else "") or "0")),
            ("ncc:timeInThisSmil", clock_s(self.fact(name, "ncc:timeInThisSmil") or "0")),
        ):
            if abs(said_s - heard_s) > slack_s:
                yield f"{name} lasts {heard_s:.3f} s, its {what} says {said_s:.3f} s"
        before = self.fact(name, "ncc:totalElapsedTime")
        if before and abs(clock_s(before) - elapsed_s) > slack_s:
            yield f"{name} says that {clock_s(before):.3f} s come before it, they are {elapsed_s:.3f} s"

    def clips(self, name: str, pars: Sequence[_Par]) -> Iterator[str]:
        """Texts are there and in order; sounds are there, in order and inside their recordings."""
        heard: dict[str, set[str]] = {}
        audio, at, place = "", 0.0, -1
        for par in pars:
            document, _, element = par.text.partition("#")
            where = f"{name}#{par.id}"
            if not par.audio or par.audio not in self.names:
                yield f"{where} has no sound: {par.audio or 'none is named'}"
                continue
            if document not in self.names or element not in self.ids(document):
                yield f"{where} leads to {par.text}, which is not there"
                continue
            if self.ids(document)[element] < place:
                yield f"{where} is read before what stands before it"
            place = self.ids(document)[element]
            heard.setdefault(document, set()).add(element)
            audio, at = (audio, at) if par.audio == audio else (par.audio, 0.0)
            if not at - _TOLERANCE_S <= par.begin_s < par.end_s:
                yield f"{where} is heard before what stands before it, or for no time"
            if par.end_s > self.length_s(audio) + _TOLERANCE_S:
                yield f"{where} is heard until {par.end_s} s, {audio} ends at {self.length_s(audio):.3f} s"
            at = par.end_s
        for document, elements in heard.items():
            for words in unheard(self.root(document).find("{*}body"), elements):
                yield f'{document}: "{words[:60]}" is seen and not heard'

    def order(self, links: Sequence[tuple[int, str]]) -> Iterator[str]:
        """Headings lead to parts of the presentation, in its order."""
        places: dict[str, int] = {}
        for name in dict.fromkeys(link.partition("#")[0] for _, link in links):
            for one in self.root(name).iter("{*}par", "{*}text"):
                places[f"{name}#{one.get('id')}"] = len(places)
        last = -1
        for _, link in links:
            if link not in places:
                yield f"{NCC} leads to {link}, which is not there"
            elif places[link] < last:
                yield f"{NCC} has {link} after what comes later"
            last = max(last, places.get(link, last))

    def master(self, smils: Sequence[str]) -> Iterator[str]:
        if "master.smil" not in self.names:
            return
        listed = [one.get("src", "").partition("#")[0] for one in self.root("master.smil").iter("{*}ref")]
        if listed != list(smils):
            yield "master.smil does not have the SMIL files in the order of ncc.html"

    def rest(self, smils: Sequence[str]) -> Iterator[str]:
        """What is counted, and files that nothing leads to."""
        said = self.fact(NCC, "ncc:files")
        if said and said != str(len(self.names)):
            yield f"{NCC} says that there are {said} files, there are {len(self.names)}"
        pars = [par for name in smils for par in self.pars(name)]
        known = {NCC, "master.smil", *smils, *(par.audio for par in pars)}
        known |= {par.text.partition("#")[0] for par in pars}
        for name in sorted(self.names - known):
            yield f"Nothing leads to {name}"


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _npt_s(text: str | None) -> float:
    """A clip's edge: "npt=61.5s"."""
    return clock_s((text or "").removeprefix("npt="))
