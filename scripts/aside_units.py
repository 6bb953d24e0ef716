"""Lines of asides that belong together, and where they are read: steps of `scripts.asides`.

Conventions
-----------
A unit is a block, a table, or all paragraphs of a footnote. Units keep the spans of their lines, wherever
they are moved.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby

from scripts.cutting import HEADINGS
from scripts.model import CELLS, BlockKind, Dropped, Line
from scripts.note_headings import HEADING_OF_NOTES, NOTE, TEXT, heads_no_text


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines that are announced and moved together: a block, a table, all paragraphs of a footnote."""

    lines: tuple[Line, ...]

    @property
    def role(self) -> BlockKind:
        return self.lines[0].role


def units_of(lines: Sequence[Line]) -> Iterator[Unit]:
    found: list[Line] = []
    for _, group in groupby(lines, key=lambda line: (line.section, line.block)):
        block = list(group)
        if found and not _goes_on(found[-1], block[0]):
            yield Unit(tuple(found))
            found = []
        found += block
    if found:
        yield Unit(tuple(found))


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line of another block belongs to the same table or footnote as the one before."""
    if before.section != line.section:
        return False
    if before.role in CELLS and line.role in CELLS:
        return not (before.role is BlockKind.CELL and line.role is BlockKind.COLUMN)
    return before.role is line.role is BlockKind.FOOTNOTE and before.note == line.note != ""


def numbered(units: Sequence[Unit]) -> Iterator[Unit]:
    """Labels of footnotes become numbers, in the order in which the text refers to them."""
    notes = [unit for unit in units if unit.role is BlockKind.FOOTNOTE]
    known = {unit.lines[0].note for unit in notes}
    text = [line for unit in units if unit.role is not BlockKind.FOOTNOTE for line in unit.lines]
    refs = [ref for line in text for ref in line.refs if ref in known]
    order = dict.fromkeys([*refs, *(unit.lines[0].note or f"\0{id(unit)}" for unit in notes)])
    numbers = {label: str(number) for number, label in enumerate(order, 1)}
    for unit in units:
        note = numbers[unit.lines[0].note or f"\0{id(unit)}"] if unit.role is BlockKind.FOOTNOTE else ""
        if not note and not any(line.refs for line in unit.lines):
            yield unit
            continue
        told = (
            tuple(dict.fromkeys(numbers[ref] for ref in line.refs if ref in known)) for line in unit.lines
        )
        lines = zip(unit.lines, told, strict=True)
        yield Unit(tuple(replace(line, note=note, refs=refs) for line, refs in lines))


def parted(units: Sequence[Unit], at_end: Set[BlockKind]) -> tuple[list[Unit], list[Unit]]:
    """What is read in the article, in order, and what after it: units of the kinds `at_end`."""
    end = [unit for unit in units if unit.role in at_end]
    end.sort(key=lambda unit: (unit.role is BlockKind.FOOTNOTE, int(unit.lines[0].note or 0)))
    rest = [unit for unit in units if unit.role not in at_end]
    notes: dict[str, list[Unit]] = {}
    for unit in rest:
        if unit.role is BlockKind.FOOTNOTE:
            notes.setdefault(unit.lines[0].note, []).append(unit)
    asked: dict[str, int] = {}
    for number, unit in enumerate(rest):
        for line in unit.lines if unit.role is not BlockKind.FOOTNOTE else ():
            for ref in line.refs:
                asked.setdefault(ref, number)
    hosted: dict[int, list[str]] = {}
    for note, host in asked.items():
        hosted.setdefault(host, []).append(note)
    stay: list[Unit] = []
    for number, unit in enumerate(rest):
        if unit.role is BlockKind.FOOTNOTE and unit.lines[0].note in asked:
            continue
        stay.append(unit)
        section = unit.lines[0].section
        for moved in (one for note in hosted.get(number, ()) for one in notes.get(note, ())):
            stay.append(Unit(tuple(replace(line, section=section) for line in moved.lines)))
    return stay, end


def own_section(stay: list[Unit], end: list[Unit]) -> int:
    """The last section, if it is a heading of notes: it has what was under it. Else -1."""
    last = stay[-1].lines[0].section if stay else -1
    heads = all(unit.role in HEADINGS for unit in stay if unit.lines[0].section == last)
    return last if heads and any(unit.lines[0].section == last for unit in end) else -1


def without_bare(units: Sequence[Unit], stay: Sequence[Unit], own: int) -> tuple[list[Unit], list[Dropped]]:
    """What stays, without the headings under which there were notes alone, in their section, once those are
    elsewhere; they are dropped. The section `own` gets its notes back."""
    noted = set[int]()
    for _, group in groupby(units, key=lambda unit: unit.lines[0].section):
        together = list(group)
        noted |= {id(together[at]) for at in heads_no_text([*map(_part, together)])[0]}
    bare = heads_no_text([*map(_part, stay)])[1] if noted else set[int]()
    gone = [stay[at] for at in sorted(bare) if id(stay[at]) in noted and stay[at].lines[0].section != own]
    dropped = [Dropped(unit.lines[0].start, unit.lines[-1].end, HEADING_OF_NOTES) for unit in gone]
    return [unit for unit in stay if unit not in gone], dropped


def _part(unit: Unit) -> int:
    first = unit.lines[0]
    if unit.role is BlockKind.HEADING and not any(line.refs for line in unit.lines):
        return first.level or 1
    return NOTE if unit.role is BlockKind.FOOTNOTE else TEXT
