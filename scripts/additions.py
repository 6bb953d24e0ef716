"""What is read and is not the author's: an intro, an outro, and spoken cues around quotes.

Conventions
-----------
All of it comes from the configuration. An added line has `added` set, the narrator for its speaker, and an
empty span (`start == end`) at the place in the text where it is heard: lines and drops tile the text as they
did before (invariants 1 and 2). A section that holds only added lines has an empty span as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from scripts.model import NARRATOR, BlockKind, Boundary, Line, LineKind, Script, Section
from scripts.settings import Additions, Announcement, Cues, CueStyle
from scripts.templates import INTRO, INTRO_TITLE, OUTRO, OUTRO_TITLE, filled, values_of
from scripts.words import main_language

_OPEN = {
    "en": "Quote",
    "de": "Zitat",
    "es": "Cita",
    "fr": "Début de citation",
    "it": "Inizio citazione",
    "nl": "Citaat",
    "pt": "Citação",
    "pl": "Cytat",
    "sv": "Citat",
}
_CLOSE = {
    "en": "End quote",
    "de": "Zitat Ende",
    "es": "Fin de la cita",
    "fr": "Fin de citation",
    "it": "Fine citazione",
    "nl": "Einde citaat",
    "pt": "Fim da citação",
    "pl": "Koniec cytatu",
    "sv": "Slut på citat",
}


def with_additions(script: Script, additions: Additions) -> Script:
    """`script` with what the producer wants added; what cannot be added is told in its notes."""
    script = _with_cues(script, additions.cues)
    values = values_of(script, additions.show)
    if additions.outro.enabled:
        script = _with_outro(script, additions.outro, values)
    return _with_intro(script, additions.intro, values) if additions.intro.enabled else script


_WHY = "added, as edition.toml or the command line says"


def added_line(  # noqa: PLR0913, PLR0917 - a line
    text: str, at: int, beside: Line, boundary: Boundary, role: BlockKind, why: str = _WHY
) -> Line:
    """A line of the narrator's, at the offset `at`, in the section and the block of the line `beside`."""
    return Line(
        start=at,
        end=at,
        kind=LineKind.NARRATION,
        speaker=NARRATOR,
        text=text,
        section=beside.section,
        boundary=boundary,
        role=role,
        block=beside.block,
        evidence=why,
        added=True,
    )


def _with_cues(script: Script, cues: Cues) -> Script:
    if cues.style is CueStyle.NONE:
        return script
    if cues.style is CueStyle.NAME:
        return replace(script, lines=tuple(_named(script.lines)))
    language = main_language(script.language)
    opening, closing = cues.open or _OPEN.get(language, ""), cues.close or _CLOSE.get(language, "")
    if not opening or not closing:
        return _noted(script, "there are no spoken cues", "[cues] open and close")
    return replace(script, lines=tuple(_marked(script.lines, f"{opening}:", f"{closing}.")))


def _marked(lines: Sequence[Line], opening: str, closing: str) -> Iterator[Line]:
    """A cue before the first line of each quote and one after its last."""
    for before, line, after in _with_neighbours(lines):
        if line.kind is not LineKind.QUOTE:
            yield line
            continue
        if before is None or _is_other(before, line):
            yield added_line(opening, line.start, line, Boundary.PHRASE, line.role)
        if after is None or _is_other(after, line):
            inside = line.boundary in (Boundary.WORD, Boundary.PHRASE)
            yield replace(line, boundary=Boundary.PHRASE if inside else Boundary.SENTENCE)
            yield added_line(closing, line.end, line, Boundary.PHRASE if inside else line.boundary, line.role)
        else:
            yield line


def _is_other(neighbour: Line, line: Line) -> bool:
    return (neighbour.kind, neighbour.speaker, neighbour.section) != (line.kind, line.speaker, line.section)


def _with_neighbours(lines: Sequence[Line]) -> Iterator[tuple[Line | None, Line, Line | None]]:
    padded = [None, *lines, None]
    for (before, line), after in zip(pairwise(padded), padded[2:], strict=False):
        assert line is not None  # noqa: S101 - only the ends are padding
        yield before, line, after


def _named(lines: Sequence[Line]) -> Iterator[Line]:
    """The speaker's name before a quote by another speaker than the last one in the section."""
    last: tuple[int, str] | None = None
    for line in lines:
        if line.kind is LineKind.QUOTE and line.speaker != NARRATOR:
            if last != (line.section, line.speaker):
                name = line.speaker[:1].upper() + line.speaker[1:]
                yield added_line(f"{name}:", line.start, line, Boundary.PHRASE, line.role)
            last = (line.section, line.speaker)
        yield line


def _with_intro(script: Script, intro: Announcement, values: dict[str, str]) -> Script:
    """The intro's lines are block 0, so the article's blocks count from 1."""
    language = main_language(script.language)
    sentences = filled(intro.text or INTRO.get(language, ""), values)
    if not sentences:
        return _noted(script, "there is no intro", "[intro] text")
    shift = 1 if intro.chapter else 0
    first = replace(script.lines[0], section=0, block=0)
    lines = [replace(one, section=one.section + shift, block=one.block + 1) for one in script.lines]
    over = Boundary.SECTION if intro.chapter else Boundary.PARAGRAPH
    sections = script.sections
    if intro.chapter:
        title = intro.title or INTRO_TITLE.get(language, "Introduction")
        sections = (Section(title, 0, 0), *sections)
    return replace(script, sections=sections, lines=(*_spoken(sentences, 0, first, over), *lines))


def _with_outro(script: Script, outro: Announcement, values: dict[str, str]) -> Script:
    language = main_language(script.language)
    sentences = filled(outro.text or OUTRO.get(language, ""), values)
    if not sentences:
        return _noted(script, "there is no outro", "[outro] text")
    end, last = len(script.text), script.lines[-1]
    sections = script.sections
    if outro.chapter:
        title = outro.title or OUTRO_TITLE.get(language, "Credits")
        sections = (*sections, Section(title, end, end))
    beside = replace(last, section=len(sections) - 1, block=last.block + 1)
    return replace(
        script,
        sections=sections,
        lines=(*script.lines, *_spoken(sentences, end, beside, Boundary.SECTION)),
    )


def _spoken(sentences: Sequence[str], at: int, beside: Line, over: Boundary) -> Iterator[Line]:
    for sentence in sentences[:-1]:
        yield added_line(sentence, at, beside, Boundary.SENTENCE, BlockKind.PARAGRAPH)
    yield added_line(sentences[-1], at, beside, over, BlockKind.PARAGRAPH)


def _noted(script: Script, problem: str, key: str) -> Script:
    language = script.language
    note = (
        f"{problem}: none is known in {language!r}, or all its fields are empty; write {key} in edition.toml"
    )
    return replace(script, notes=(*script.notes, note))
