"""The sections of an edition as it was built last, for the script of its article as it is now."""

import itertools

from chapters.manifest import Manifest, ManifestLine
from scripts.keeping import Earlier, EarlierSection
from scripts.words import fold


def earlier_sections(manifest: Manifest) -> Earlier | None:
    """Those of an edition; None if headings made them all, or it does not tell what made them."""
    if not manifest.parted:
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
