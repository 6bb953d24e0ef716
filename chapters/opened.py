"""Finished packages (EPUB, DAISY, W3C Audiobooks), open for the rules that they are held to.

Conventions
-----------
A problem is one sentence without full stop. Nothing is raised for a damaged package: that is a problem too.
Recordings are our own MP3s, which say their length to the sample.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from audio.mp3 import parse_header, parse_info
from scripts.errors import SoundError
from voices.words import is_sayable

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\Z")
OPF, XHTML = "{http://www.idpf.org/2007/opf}", "{http://www.w3.org/1999/xhtml}"


def package_problems(
    path: Path, what: str, look: Callable[[zipfile.ZipFile], Iterator[str]], *, whole: bool = True
) -> Iterator[str]:
    """What `look` finds in the package at `path`, which is to be `what`; with `whole`, all of it is read
    first, to see whether it is undamaged."""
    from lxml import etree  # type: ignore[import-untyped,unused-ignore]

    try:
        with zipfile.ZipFile(path) as package:
            if whole and (broken := package.testzip()) is not None:
                yield f"{broken} is damaged"
                return
            yield from look(package)
    except (
        OSError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        RecursionError,
        etree.LxmlError,
    ) as error:
        yield f"It cannot be read as {what}: {error}"


class Package:
    """A package that is open."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.package = package
        self.names = set(package.namelist())
        self._roots: dict[str, Any] = {}
        self._places: dict[str, dict[str, int]] = {}
        self._lengths_s: dict[str, float] = {}

    def parsed(self, name: str) -> Any:
        """The root of an XML file, read anew."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(self.package.read(name), parser)

    def root(self, name: str) -> Any:
        """The same, kept for whoever asks next."""
        if name not in self._roots:
            self._roots[name] = self.parsed(name)
        return self._roots[name]

    def ids(self, name: str) -> dict[str, int]:
        """Where each element with an id stands in a document."""
        if name not in self._places:
            elements = enumerate(self.root(name).iter())
            self._places[name] = {one.get("id"): at for at, one in elements if one.get("id")}
        return self._places[name]

    def length_s(self, name: str) -> float:
        """How long a recording is."""
        if name not in self._lengths_s:
            self._lengths_s[name] = length_s(self.package.read(name))
        return self._lengths_s[name]


class Book(Package):
    """An EPUB that is open."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        super().__init__(package)
        container = self.parsed("META-INF/container.xml")
        self._opf = next(e.get("full-path") for e in container.iter() if e.tag.endswith("rootfile"))
        self.opf = self.parsed(self._opf)
        """Root of the package document."""
        self.items: Mapping[str, Any] = {item.get("id"): item for item in self.opf.iter(f"{OPF}item")}
        self.spine = [self.items[ref.get("idref")] for ref in self.opf.iter(f"{OPF}itemref")]

    def at(self, href: str, start: str = "") -> str:
        """Name of the file that `href` in the file `start` (the package document) leads to."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(start or self._opf), href))


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
