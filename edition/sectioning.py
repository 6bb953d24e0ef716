"""The sections of an edition as it was built last, for the script of its article as it is now."""

import itertools
from pathlib import Path

from chapters.manifest import Manifest, ManifestLine
from edition.publish import read_built
from scripts.keeping import Earlier, EarlierSection
from scripts.words import fold


def earlier_sections(folder: Path | None, head: Manifest | None) -> Earlier | None:
    """Those of the edition in `folder`, of which `last_built` gave `head`; None if headings made them all, or
    it does not tell what made them."""
    if folder is None or head is None or not head.parted:
        return None
    manifest = read_built(folder)
    if manifest is None:
        return None
    told = [line for line in manifest.lines if not line.added]
    sections = []
    for number, lines in itertools.groupby(told, lambda line: line.section):
        paragraphs = itertools.groupby(lines, lambda line: line.block)
        words = tuple(_words(list(spoken)) for _, spoken in paragraphs)
        sections.append(EarlierSection(manifest.sections[number].title, words))
    return Earlier(manifest.parted, tuple(sections))


def _words(lines: list[ManifestLine]) -> str:
    return fold("".join(line.text for line in lines))
