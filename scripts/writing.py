"""From an article to its script: who reads which words, in which section, with which pause after them."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from scripts.cutting import Piece, cut_block
from scripts.model import (
    NARRATOR,
    Article,
    Block,
    BlockKind,
    Boundary,
    Dropped,
    Line,
    LineKind,
    Script,
    Section,
    Utterance,
)
from scripts.sections import SectionLengths, find_sections
from scripts.speech import Attribution, Fragments, find_speech

_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})


@dataclass(frozen=True, slots=True)
class ScriptSettings:
    """What a producer may want otherwise in a script."""

    fragments: Fragments = Fragments.NARRATOR
    """Who reads a few quoted words in the middle of the narrator's sentence."""
    lengths: SectionLengths = field(default_factory=SectionLengths)
    """How long the sections of an article without headings are."""


FindSpeech = Callable[[Article, Fragments], Attribution]


def _speech(article: Article, fragments: Fragments) -> Attribution:
    return find_speech(article, fragments=fragments)


def write_script(
    article: Article, settings: ScriptSettings | None = None, *, speech: FindSpeech = _speech
) -> Script:
    """The script of an article that has at least one block.

    Its lines and drops tile the article's text (invariant 1). `speech` finds who says what; it is given the
    article as read and the policy for fragments.
    """
    settings = settings or ScriptSettings()
    attribution = speech(article, settings.fragments)
    sections = find_sections(article, attribution.utterances, settings.lengths)
    lines, dropped = _tiled(_lines(article, sections, attribution.utterances), article)
    return Script(
        title=article.title or sections[0].title,
        text=article.text,
        sections=sections,
        lines=lines,
        speakers=attribution.speakers,
        dropped=dropped,
        markup=article.markup,
        byline=article.byline,
        date=article.date,
        language=article.language,
        source=article.source,
    )


def _lines(article: Article, sections: Sequence[Section], utterances: Sequence[Utterance]) -> list[Line]:
    lines: list[Line] = []
    section, number = 0, 0
    for index, block in enumerate(article.blocks):
        while section + 1 < len(sections) and sections[section + 1].start <= block.start:
            section += 1
            lines[-1] = replace(lines[-1], boundary=Boundary.SECTION)
        first = number
        while number < len(utterances) and utterances[number].start < block.end:
            number += 1
        pieces = cut_block(article, block, utterances[first:number])
        lines += [_line(piece, block, index, section) for piece in pieces]
        over = Boundary.HEADING if block.kind in _HEADINGS else Boundary.PARAGRAPH
        lines[-1] = replace(lines[-1], boundary=over)
    lines[-1] = replace(lines[-1], boundary=Boundary.SECTION)
    return lines


def _line(piece: Piece, block: Block, index: int, section: int) -> Line:
    said = piece.said
    return Line(
        start=piece.start,
        end=piece.end,
        kind=LineKind.QUOTE if said else LineKind.NARRATION,
        speaker=said.speaker if said else NARRATOR,
        text="",
        section=section,
        boundary=piece.boundary,
        role=block.kind,
        block=index,
        evidence=said.evidence if said else "",
        confidence=said.confidence if said else 1.0,
    )


def _tiled(lines: list[Line], article: Article) -> tuple[tuple[Line, ...], tuple[Dropped, ...]]:
    """Lines and drops with what stands between them: white space belongs to the span before it."""
    spans: list[Line | Dropped] = sorted((*lines, *article.dropped), key=lambda span: span.start)
    starts = [0, *(span.start for span in spans[1:]), len(article.text)]
    tiled_lines, tiled_drops = [], []
    for span, (start, end) in zip(spans, itertools.pairwise(starts), strict=True):
        if isinstance(span, Line):
            tiled_lines.append(replace(span, start=start, end=end, text=article.words(start, end)))
        else:
            tiled_drops.append(replace(span, start=start, end=end))
    return tuple(tiled_lines), tuple(tiled_drops)
