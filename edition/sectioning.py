"""The sections of an edition as it was built last, for the script of its article as it is now."""

import itertools
from collections.abc import Iterable

from chapters.manifest import Manifest, ManifestLine
from scripts.keeping import Earlier, EarlierSection
from scripts.words import fold


def earlier_sections(manifest: Manifest, lines: Iterable[ManifestLine]) -> Earlier:
    """Those of an edition with these lines, which are taken one by one: where headings made them all, their
    titles alone, and no line is taken. Raises what `lines` raises."""
    if not manifest.parted:
        return Earlier("", tuple(EarlierSection(section.title, ()) for section in manifest.sections))
    told = (line for line in lines if not line.added)
    sections = []
    for number, own in itertools.groupby(told, lambda line: line.section):
        paragraphs = itertools.groupby(own, lambda line: line.block)
        words = tuple(fold("".join(line.text for line in spoken)) for _, spoken in paragraphs)
        sections.append(EarlierSection(manifest.sections[number].title, words))
    return Earlier(manifest.parted, tuple(sections))
