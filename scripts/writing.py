"""From an article to its script: who reads which words, in which section, with which pause after them."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from scripts.chaptering import decided_sections
from scripts.cutting import Piece, boundary_after, cut_block
from scripts.decisions import decide
from scripts.keeping import Earlier
from scripts.languages import with_languages
from scripts.model import (
    NARRATOR,
    Article,
    Block,
    Boundary,
    Dropped,
    Line,
    LineKind,
    Script,
    Section,
    Utterance,
    inside,
)
from scripts.sections import Settled, find_sections, parted_by
from scripts.settings import Decisions, Fragments, LanguageSettings, SectionDecision, SectionLengths
from scripts.speech import Attribution, find_speech, is_unsought


@dataclass(frozen=True, slots=True)
class ScriptSettings:
    """What a producer may want otherwise in a script."""

    fragments: Fragments = Fragments.NARRATOR
    """Who reads a few quoted words in the middle of the narrator's sentence."""
    lengths: SectionLengths = field(default_factory=SectionLengths)
    """How long the sections are that no heading makes."""
    decisions: Decisions = field(default_factory=Decisions)
    """Who says what after all, whatever was found."""
    sections: tuple[SectionDecision, ...] = ()
    """Titles of sections after all, and where one starts."""
    languages: LanguageSettings = field(default_factory=LanguageSettings)
    """What is in another language than the article."""
    earlier: Earlier | None = None
    """The sections that the article had before it was edited; they are kept."""


_UNSOUGHT = (
    "who speaks is not looked for in the language {0!r}: one voice without a name reads what is plainly said,"
    " the narrator the rest; [[quotes]] in edition.toml or a corrected script gives them to whom they belong"
)
FindSpeech = Callable[[Article, Fragments], Attribution]


def _speech(article: Article, fragments: Fragments) -> Attribution:
    return find_speech(article, fragments=fragments)


def write_script(
    article: Article, settings: ScriptSettings | None = None, *, speech: FindSpeech = _speech
) -> Script:
    """The script of an article that has at least one block.

    Its lines and drops tile the article's text (invariant 1). `speech` finds who says what; it is given the
    article as read and the policy for fragments. What the producer decided is laid over it.
    """
    settings = settings or ScriptSettings()
    attribution, notes = decide(article, speech(article, settings.fragments), settings.decisions)
    if is_unsought(article, attribution.utterances):
        notes = (*notes, _UNSOUGHT.format(article.language))
    decided, missed = decided_sections(article, settings.sections)
    parted = parted_by(article, settings.lengths, settings.earlier)
    sections = find_sections(
        article,
        attribution.utterances,
        settings.lengths,
        speakers=attribution.speakers,
        settled=Settled(decided, settings.earlier, parted),
    )
    lines, dropped = _tiled(_places(article, sections, attribution.utterances), article)
    lines, strange = with_languages(lines, article.language, settings.languages, article.tongues)
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
        image=article.image,
        link=article.link,
        publisher=article.publisher,
        picture=article.picture,
        links=article.links,
        notes=(*article.notes, *notes, *missed, *strange),
        parted=parted,
    )


class _Place(NamedTuple):
    """A piece and where it stands; a line but for its outer white space."""

    piece: Piece
    block: Block
    number: int
    """Of the block."""
    section: int
    boundary: Boundary

    @property
    def start(self) -> int:
        return self.piece.start


def _places(article: Article, sections: Sequence[Section], utterances: Sequence[Utterance]) -> list[_Place]:
    """The pieces of all blocks, in order, with what is over after each."""
    places: list[_Place] = []
    section, said = 0, 0
    for number, block in enumerate(article.blocks):
        while section + 1 < len(sections) and sections[section + 1].start <= block.start:
            section += 1
            places[-1] = places[-1]._replace(boundary=Boundary.SECTION)
        first = said
        while said < len(utterances) and utterances[said].start < block.end:
            said += 1
        pieces = cut_block(article, block, utterances[first:said])
        places += [_Place(piece, block, number, section, piece.boundary) for piece in pieces]
        following = article.blocks[number + 1] if number + 1 < len(article.blocks) else block
        over = boundary_after(block.kind, following.kind, block.level, following.level)
        places[-1] = places[-1]._replace(boundary=over)
    places[-1] = places[-1]._replace(boundary=Boundary.SECTION)
    return places


def _tiled(places: list[_Place], article: Article) -> tuple[tuple[Line, ...], tuple[Dropped, ...]]:
    """Lines and drops with what stands between them: white space belongs to the span before it."""
    spans: list[_Place | Dropped] = sorted((*places, *article.dropped), key=lambda span: span.start)
    starts = [0, *(span.start for span in spans[1:]), len(article.text)]
    lines: list[Line] = []
    dropped: list[Dropped] = []
    for span, (start, end) in zip(spans, itertools.pairwise(starts), strict=True):
        if isinstance(span, Dropped):
            dropped.append(replace(span, start=start, end=end))
        else:
            refs = tuple(mark.note for mark in inside(article.markup, start, end) if mark.note)
            lines.append(_line(span, start, end, article.words(start, end), refs))
    return tuple(lines), tuple(dropped)


def _line(place: _Place, start: int, end: int, text: str, refs: tuple[str, ...]) -> Line:
    said = place.piece.said
    return Line(
        start=start,
        end=end,
        kind=LineKind.QUOTE if said else LineKind.NARRATION,
        speaker=said.speaker if said else NARRATOR,
        text=text,
        section=place.section,
        boundary=place.boundary,
        role=place.block.kind,
        level=place.block.level,
        block=place.number,
        note=place.block.label,
        refs=refs,
        evidence=said.evidence if said else "",
        confidence=said.confidence if said else 1.0,
    )
