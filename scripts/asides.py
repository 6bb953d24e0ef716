"""What stands beside an article's running text, and what becomes of it: alternative texts of pictures,
captions, footnotes, tables and the addresses of links.

Conventions
-----------
The producer's policy is carried out in two steps, whatever format the article came in. `left_out` takes what
is dropped out of the article before anybody is looked for in it, so that nobody gets a voice for words that
are not read. `arranged` works on the finished script: it adds what is said before an aside, and moves what is
read elsewhere. A line that is moved keeps its span, so lines and drops tile the text as they did. What is
added has an empty span and `added` set, as in `scripts.additions`. A footnote that is read in the article is
read after the paragraph that refers to it, wherever the file has it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import groupby

from scripts.additions import added_line
from scripts.cutting import HEADINGS, boundary_after
from scripts.errors import ArticleError
from scripts.links import fit_for_readers
from scripts.model import CELLS, Article, BlockKind, Boundary, Dropped, Line, Script, Section, inside
from scripts.plain import folded
from scripts.words import fold, main_language


class Manner(StrEnum):
    """What becomes of a kind of aside."""

    VOICE = "voice"
    """It is read where it stands."""
    ANNOUNCE = "announce"
    """So, with a word before it that says what it is."""
    END = "end"
    """It is read after the article, in a chapter of notes, with such a word."""
    DROP = "drop"
    """It is not read, and listed with that reason."""


class Addresses(StrEnum):
    """What becomes of the addresses of links; their words are always read."""

    DROP = "drop"
    END = "end"
    """They stand at the end of page and transcript, and in a feed's notes; no voice reads them."""


@dataclass(frozen=True, slots=True)
class AsidePolicy:
    """`[article]`: what becomes of what stands beside the text."""

    alt: Manner = Manner.ANNOUNCE
    """Alternative texts of pictures: written for those who listen, and nonsense unannounced."""
    captions: Manner = Manner.VOICE
    """They are sentences of the article, and most say themselves that they are about a picture."""
    footnotes: Manner = Manner.END
    """Nobody who listens can leave a sentence in the middle and come back."""
    tables: Manner = Manner.ANNOUNCE
    """With the size before, and the name of its column before each cell."""
    links: Addresses = Addresses.DROP


@dataclass(frozen=True, slots=True)
class AsideWords:
    """What is said, in one language."""

    image: str
    caption: str
    table: str
    """With the fields `rows` and `columns`."""
    footnote: str
    note: str
    """With the field `number`."""
    notes: str
    """Title of the chapter of notes."""


SAME_AS_CAPTION = "picture described by its caption"
FILE_NAME = "name of a picture's file"
_REASONS = {
    BlockKind.IMAGE: "description of a picture, left out by choice",
    BlockKind.CAPTION: "caption, left out by choice",
    BlockKind.FOOTNOTE: "footnote, left out by choice",
    BlockKind.CELL: "table, left out by choice",
    BlockKind.COLUMN: "table, left out by choice",
}
_WHY = "added, as [article] says"
_FILE = re.compile(
    r"(?:https?://|/)?\S*\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp)\Z|(?:IMG|DSC)[_-]?\d+\Z", re.I
)


@cache
def aside_words(language: str) -> AsideWords | None:
    """The words of a BCP 47 language; None if there are none.

    >>> aside_words("de-AT").image, aside_words("tlh")
    ('Bild', None)
    """
    table = tomllib.loads((files("scripts") / "data" / "asides.toml").read_text(encoding="utf-8"))
    own = table.get(main_language(language))
    return AsideWords(**own) if own else None


def left_out(article: Article, policy: AsidePolicy) -> Article:
    """`article` without the asides that are dropped; they are listed in `dropped`, each with its reason.

    Raises ArticleError if nothing would be left.
    """
    reasons = [_reason(article, number, policy) for number in range(len(article.blocks))]
    if all(reasons):
        raise ArticleError(
            "Nothing is left to read", "Say another word than “drop” in [article] of edition.toml."
        )
    pairs = list(zip(article.blocks, reasons, strict=True))
    dropped = [Dropped(block.start, block.end, reason) for block, reason in pairs if reason]
    gone = {mark for one in dropped for mark in inside(article.markup, one.start, one.end)}
    return replace(
        article,
        blocks=tuple(block for block, reason in pairs if not reason),
        dropped=tuple(sorted((*article.dropped, *dropped), key=lambda one: one.start)),
        markup=tuple(mark for mark in article.markup if mark not in gone) if gone else article.markup,
    )


def _reason(article: Article, number: int, policy: AsidePolicy) -> str:
    block = article.blocks[number]
    if _manner(block.kind, policy) is Manner.DROP:
        return _REASONS[block.kind]
    if block.kind is not BlockKind.IMAGE:
        return ""
    words = folded(article, block)
    if _FILE.match(words):
        return FILE_NAME
    around = article.blocks[max(0, number - 1) : number + 3]
    captions = [one for one in around if one.kind is BlockKind.CAPTION]
    if policy.captions is not Manner.DROP and any(_says(folded(article, one), words) for one in captions):
        return SAME_AS_CAPTION
    return ""


def _says(caption: str, alt: str) -> bool:
    """Whether a caption has all words of an alternative text, in their order and at its beginning."""
    told, wanted = (re.findall(r"\w+", words.casefold()) for words in (caption, alt))
    return bool(wanted) and told[: len(wanted)] == wanted


def _manner(kind: BlockKind, policy: AsidePolicy) -> Manner:
    if kind in CELLS:
        return policy.tables
    own = {
        BlockKind.IMAGE: policy.alt,
        BlockKind.CAPTION: policy.captions,
        BlockKind.FOOTNOTE: policy.footnotes,
    }
    return own.get(kind, Manner.VOICE)


@dataclass(frozen=True, slots=True)
class _Unit:
    """Lines that are announced and moved together: a block, a table, all paragraphs of a footnote."""

    lines: tuple[Line, ...]

    @property
    def role(self) -> BlockKind:
        return self.lines[0].role


def arranged(script: Script, policy: AsidePolicy) -> Script:
    """`script` with its asides announced and in their places; `script` has no added lines yet."""
    script = replace(script, links=fit_for_readers(script) if policy.links is Addresses.END else ())
    units = list(_units(script.lines))
    if not any(unit.role in _REASONS or any(line.refs for line in unit.lines) for unit in units):
        return script
    units = list(_numbered(units))
    words = aside_words(script.language)
    stay, end = _parted(units, policy)
    own = _own_section(stay, end)
    script = _laid_out(script, stay, end, words, own)
    lines = [line for unit in _units(script.lines) for line in _announced(unit, policy, words)]
    if end and own < 0 and words:
        lines = _headed(lines, words.notes)
    script = replace(script, lines=tuple(lines))
    told = any(_manner(unit.role, policy) in (Manner.ANNOUNCE, Manner.END) for unit in units)
    return script if words or not told else _noted(script)


def _noted(script: Script) -> Script:
    language = script.language
    note = f"nothing is said before pictures, tables and notes: no words for that are known in {language!r}"
    return replace(script, notes=(*script.notes, note))


def _units(lines: Sequence[Line]) -> Iterator[_Unit]:
    found: list[Line] = []
    for _, group in groupby(lines, key=lambda line: (line.section, line.block)):
        block = list(group)
        if found and not _goes_on(found[-1], block[0]):
            yield _Unit(tuple(found))
            found = []
        found += block
    if found:
        yield _Unit(tuple(found))


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line of another block belongs to the same table or footnote as the one before."""
    if before.section != line.section:
        return False
    if before.role in CELLS and line.role in CELLS:
        return not (before.role is BlockKind.CELL and line.role is BlockKind.COLUMN)
    return before.role is line.role is BlockKind.FOOTNOTE and before.note == line.note != ""


def _numbered(units: Sequence[_Unit]) -> Iterator[_Unit]:
    """Labels of footnotes become numbers, in the order in which the text refers to them."""
    notes = [unit for unit in units if unit.role is BlockKind.FOOTNOTE]
    known = {unit.lines[0].note for unit in notes}
    text = [line for unit in units if unit.role is not BlockKind.FOOTNOTE for line in unit.lines]
    refs = [ref for line in text for ref in line.refs if ref in known]
    order = dict.fromkeys([*refs, *(unit.lines[0].note or f"\0{id(unit)}" for unit in notes)])
    numbers = {label: str(number) for number, label in enumerate(order, 1)}
    for unit in units:
        note = numbers[unit.lines[0].note or f"\0{id(unit)}"] if unit.role is BlockKind.FOOTNOTE else ""
        yield _Unit(
            tuple(
                replace(
                    line,
                    note=note,
                    refs=tuple(dict.fromkeys(numbers[ref] for ref in line.refs if ref in known)),
                )
                for line in unit.lines
            )
        )


def _parted(units: Sequence[_Unit], policy: AsidePolicy) -> tuple[list[_Unit], list[_Unit]]:
    """What is read in the article, in order, and what after it."""
    end = [unit for unit in units if _manner(unit.role, policy) is Manner.END]
    end.sort(key=lambda unit: (unit.role is BlockKind.FOOTNOTE, int(unit.lines[0].note or 0)))
    rest = [unit for unit in units if _manner(unit.role, policy) is not Manner.END]
    notes: dict[str, list[_Unit]] = {}
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
    stay: list[_Unit] = []
    for number, unit in enumerate(rest):
        if unit.role is BlockKind.FOOTNOTE and unit.lines[0].note in asked:
            continue
        stay.append(unit)
        section = unit.lines[0].section
        for moved in (one for note in hosted.get(number, ()) for one in notes.get(note, ())):
            stay.append(_Unit(tuple(replace(line, section=section) for line in moved.lines)))
    return stay, end


def _own_section(stay: list[_Unit], end: list[_Unit]) -> int:
    """The last section, if it is a heading of notes: it has what was under it. Else -1."""
    last = stay[-1].lines[0].section if stay else -1
    heads = all(unit.role in HEADINGS for unit in stay if unit.lines[0].section == last)
    return last if heads and any(unit.lines[0].section == last for unit in end) else -1


def _headed(lines: list[Line], title: str) -> list[Line]:
    """The last section begins with its title."""
    at = next(number for number, line in enumerate(lines) if line.section == lines[-1].section)
    heading = added_line(title, lines[at].start, lines[at], Boundary.HEADING, BlockKind.HEADING, _WHY)
    return [*lines[:at], replace(heading, level=2), *lines[at:]]


def _laid_out(
    script: Script, stay: list[_Unit], end: list[_Unit], words: AsideWords | None, own: int
) -> Script:
    """The script of these units: sections without a line go; what is read at the end is in the section `own`,
    or gets one."""
    sections = list(script.sections)
    if end:
        cut = min(line.start for unit in end for line in unit.lines)
        number = own
        if own < 0:
            number = len(sections)
            title = words.notes if words else "Notes"
            length = len(script.text)
            suffix = all(line.end <= cut for unit in stay for line in unit.lines)
            if suffix and cut > sections[-1].start:
                sections[-1] = replace(sections[-1], end=cut)
            sections.append(Section(title, cut if sections[-1].end == cut else length, length))
        end = [_Unit(tuple(replace(line, section=number) for line in unit.lines)) for unit in end]
    units = [*stay, *end]
    kept = sorted({line.section for unit in units for line in unit.lines})
    places = {section: number for number, section in enumerate(kept)}
    lines: list[Line] = []
    for unit, following in zip(units, [*units[1:], None], strict=True):
        own_lines = [replace(line, section=places[line.section]) for line in unit.lines]
        over = _over(own_lines[-1], following.lines[0] if following else None, places)
        lines += [*own_lines[:-1], replace(own_lines[-1], boundary=over)]
    return replace(script, lines=tuple(lines), sections=_joined(sections, kept))


def _over(line: Line, following: Line | None, places: Mapping[int, int]) -> Boundary:
    if following is None or places[following.section] != line.section:
        return Boundary.SECTION
    return boundary_after(line.role, following.role, line.level, following.level)


def _joined(sections: Sequence[Section], kept: Sequence[int]) -> tuple[Section, ...]:
    """Those that are kept; each has the text up to the next, so that they tile it."""
    starts = [0 if at == 0 else sections[number].start for at, number in enumerate(kept)]
    ends = [*starts[1:], sections[-1].end]
    return tuple(
        replace(sections[number], start=start, end=stop)
        for number, start, stop in zip(kept, starts, ends, strict=True)
    )


def _announced(unit: _Unit, policy: AsidePolicy, words: AsideWords | None) -> Iterator[Line]:
    """The lines of a unit, with what is said before them."""
    first = unit.lines[0]
    manner = _manner(unit.role, policy)
    if words is None or manner not in (Manner.ANNOUNCE, Manner.END):
        yield from unit.lines
        return
    if unit.role in CELLS:
        yield from _table(unit.lines, words)
        return
    at_end = unit.role is BlockKind.FOOTNOTE and manner is Manner.END
    lead = {
        BlockKind.IMAGE: words.image,
        BlockKind.CAPTION: words.caption,
        BlockKind.FOOTNOTE: words.note.format(number=first.note) if at_end else words.footnote,
    }[unit.role]
    yield replace(_lead(f"{lead}:", first), note=first.note)
    yield from unit.lines


def _lead(text: str, before: Line) -> Line:
    return added_line(text, before.start, before, Boundary.PHRASE, before.role, _WHY)


def _table(lines: Sequence[Line], words: AsideWords) -> Iterator[Line]:
    """The size of a table, then its cells, each with the name of its column before it."""
    cells = [list(group) for _, group in groupby(lines, key=lambda line: line.block)]
    rows = sum(
        1 for at, cell in enumerate(cells) if _starts_row(cells, at) and cell[0].role is BlockKind.CELL
    )
    columns = max(1, *(cell[0].level for cell in cells))
    size = words.table.format(rows=rows, columns=columns)
    yield replace(_lead(size, lines[0]), role=BlockKind.CAPTION, boundary=Boundary.SENTENCE)
    names: dict[int, str] = {}
    for cell in cells:
        text = fold("".join(line.text for line in cell))
        if cell[0].role is BlockKind.COLUMN:
            names[cell[0].level] = text.rstrip(":. ")
        elif columns > 1 and (name := names.get(cell[0].level)):
            yield replace(_lead(f"{name}:", cell[0]), level=cell[0].level)
        yield from cell


def _starts_row(cells: Sequence[Sequence[Line]], at: int) -> bool:
    return at == 0 or cells[at][0].level <= cells[at - 1][0].level
