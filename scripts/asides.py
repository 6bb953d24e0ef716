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
from functools import cache
from importlib.resources import files
from itertools import groupby

from scripts.additions import added_line
from scripts.aside_units import Unit, numbered, own_section, parted, units_of, without_bare
from scripts.cutting import boundary_after
from scripts.errors import ArticleError
from scripts.links import fit_for_readers
from scripts.model import CELLS, Article, BlockKind, Boundary, Dropped, Line, Script, Section, inside
from scripts.note_headings import HEADING_OF_NOTES, NOTE, TEXT, heads_no_text, is_notes_title
from scripts.plain import folded
from scripts.settings import Addresses, AsidePolicy, Manner
from scripts.words import fold, main_language


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
    for number in _bare_headings(article, policy):
        reasons[number] = reasons[number] or HEADING_OF_NOTES
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


def _bare_headings(article: Article, policy: AsidePolicy) -> Iterator[int]:
    """Headings over notes that are dropped, and those that are called so and whose notes stand elsewhere."""
    if not any(block.kind is BlockKind.FOOTNOTE for block in article.blocks):
        return
    parts = [
        block.level or 1
        if block.kind is BlockKind.HEADING
        else NOTE
        if block.kind is BlockKind.FOOTNOTE
        else TEXT
        for block in article.blocks
    ]
    noted, bare = heads_no_text(parts)
    if policy.footnotes is Manner.DROP:
        yield from noted
    yield from (at for at in bare if is_notes_title(folded(article, article.blocks[at])))


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


def arranged(script: Script, policy: AsidePolicy) -> Script:
    """`script` with its asides announced and in their places; `script` has no added lines yet."""
    script = replace(script, links=fit_for_readers(script) if policy.links is Addresses.END else ())
    units = list(units_of(script.lines))
    if not any(unit.role in _REASONS or any(line.refs for line in unit.lines) for unit in units):
        return script
    units = list(numbered(units))
    words = aside_words(script.language)
    stay, end = parted(units, {kind for kind in BlockKind if _manner(kind, policy) is Manner.END})
    own = own_section(stay, end)
    stay, bare = without_bare(units, stay, own)
    script = replace(script, dropped=tuple(sorted((*script.dropped, *bare), key=lambda one: one.start)))
    script = _laid_out(script, stay, end, words, own)
    lines = [line for unit in units_of(script.lines) for line in _announced(unit, policy, words)]
    if end and own < 0 and words:
        lines = _headed(lines, words.notes)
    script = replace(script, lines=tuple(lines))
    told = any(_manner(unit.role, policy) in (Manner.ANNOUNCE, Manner.END) for unit in units)
    return script if words or not told else _noted(script)


def _noted(script: Script) -> Script:
    language = script.language
    note = f"nothing is said before pictures, tables and notes: no words for that are known in {language!r}"
    return replace(script, notes=(*script.notes, note))


def _headed(lines: list[Line], title: str) -> list[Line]:
    """The last section begins with its title."""
    at = next(number for number, line in enumerate(lines) if line.section == lines[-1].section)
    heading = added_line(title, lines[at].start, lines[at], Boundary.HEADING, BlockKind.HEADING, _WHY)
    return [*lines[:at], replace(heading, level=2), *lines[at:]]


def _laid_out(
    script: Script, stay: list[Unit], end: list[Unit], words: AsideWords | None, own: int
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
        end = [Unit(tuple(_in_section(line, number) for line in unit.lines)) for unit in end]
    units = [*stay, *end]
    kept = sorted({line.section for unit in units for line in unit.lines})
    places = {section: number for number, section in enumerate(kept)}
    lines: list[Line] = []
    for unit, following in zip(units, [*units[1:], None], strict=True):
        *inner, last = unit.lines
        last = _in_section(last, places[last.section])
        over = _over(last, following.lines[0] if following else None, places)
        lines += [_in_section(line, places[line.section]) for line in inner]
        lines.append(last if last.boundary is over else replace(last, boundary=over))
    return replace(script, lines=tuple(lines), sections=_joined(sections, kept))


def _in_section(line: Line, section: int) -> Line:
    return line if line.section == section else replace(line, section=section)


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


def _announced(unit: Unit, policy: AsidePolicy, words: AsideWords | None) -> Iterator[Line]:
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
