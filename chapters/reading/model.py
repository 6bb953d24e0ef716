"""The text of an edition as readers see it, with the times at which it is heard; from the manifest alone.

Conventions
-----------
Times are whole milliseconds of the recording. A piece is a stretch without white space, its punctuation
included (see `chapters.pieces`): the same pieces that the transcripts are made of, so that everything which
is published shows the same words in the same order. Nothing that nobody can see is left in a text.
"""

import itertools
import json
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple, overload

from audio.timeline import ms_from_frames
from chapters.cues import shown_name
from chapters.manifest import Manifest, ManifestLine
from chapters.memo import NO_MEMO, Memo, key_of
from chapters.pieces import Piece, pieces_of
from chapters.reading.marks import Mark, marks_of
from chapters.runs import Run, runs_of
from chapters.text import one_line
from scripts.model import NARRATOR
from voices.rows import Rows


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line of the script as it is shown."""

    text: str
    """Without white space at its ends."""
    space: bool
    """White space stands before it, so that it does not stick to the sentence before."""
    speaker: int
    """Index into `ReadingText.speakers`."""
    quote: bool
    """Somebody says it who is not the narrator."""
    added: bool
    """Not the author's: an intro, an outro or a spoken cue."""
    start_ms: int
    end_ms: int
    """Equal to `start_ms` if nothing of it is heard."""
    starts: Sequence[int]
    """Offset of each piece in `text`, in code points."""
    heard_ms: Sequence[int]
    """When each of them begins to be heard. Both are packed: a book has a hundred thousand of each."""
    ends_line: bool = False
    """A line of verse ends with it."""
    refs: tuple[str, ...] = ()
    """Numbers of the footnotes that it refers to."""
    language: str = ""
    """BCP 47, where it is not the edition's."""

    @property
    def is_heard(self) -> bool:
        return self.end_ms > self.start_ms


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the article: a paragraph, a heading, an item of a list."""

    role: str
    """A value of `scripts.model.BlockKind`."""
    sentences: tuple[Sentence, ...]
    level: int = 0
    """Of a heading, 1 to 6; of a table's cell its column; 0 where it is not known."""
    note: str = ""
    """Of a footnote: its number."""

    def text(self) -> str:
        """All of it on one line."""
        return "".join(" " * (one.space and at > 0) + one.text for at, one in enumerate(self.sentences))


def is_headed(passages: Sequence[Passage]) -> bool:
    """Whether their first words are a heading, so that they need no other."""
    return bool(passages) and passages[0].role in ("title", "heading")


@dataclass(frozen=True, slots=True)
class ReadingChapter:
    """A section of the script."""

    title: str
    start_ms: int
    end_ms: int
    length_ms: int
    """Whole milliseconds of sound in it."""
    passages: Sequence[Passage]
    """Of a `reading_text` with a memo they are made each time that they are looked at: look once."""

    @property
    def headed(self) -> bool:
        """As `is_headed`."""
        return is_headed(self.passages)


@dataclass(frozen=True, slots=True)
class NotePlace:
    """Where a footnote is: numbers of chapters."""

    read: int
    asked: int
    """Where the text first refers to it; -1 if it does not."""


class Turn(NamedTuple):
    """When a sentence is heard, and whose it is."""

    speaker: int
    """Index into `ReadingText.speakers`."""
    section: int
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class ReadingText:
    """All of an edition's text."""

    speakers: tuple[str, ...]
    """Names as they are shown."""
    narrator: int
    """Index of the narrator; -1 if there is none."""
    chapters: tuple[ReadingChapter, ...]
    marks: tuple[Mark, ...] = ()
    """Of the speakers; the narrator's is not used."""
    notes: Mapping[str, NotePlace] = field(default_factory=dict)
    """Of the footnotes, by their numbers."""
    turns: Sequence[Turn] = ()
    """What is heard, in order; packed, for a book has thousands."""

    def sentences(self) -> Iterator[Sentence]:
        """In order."""
        for chapter in self.chapters:
            for passage in chapter.passages:
                yield from passage.sentences


def reading_text(manifest: Manifest, memo: Memo = NO_MEMO, runs: Sequence[Run] = ()) -> ReadingText:
    """What `manifest` says, as it is read.

    `memo` keeps the pieces of each section, and so the text of a book is never held as a whole; `runs` are
    what `runs_of` makes of the manifest's lines, where somebody has them.
    """
    names = list(dict.fromkeys([*(v.speaker for v in manifest.cast), *(ln.speaker for ln in manifest.lines)]))
    rate = manifest.audio.rate
    numbers = {name: number for number, name in enumerate(names)}
    own: list[list[Run]] = [[] for _ in manifest.sections]
    for run in runs or runs_of(manifest.lines):
        own[run.lines[0].section].append(run)
    made = (partial(_passages, some, memo, numbers, rate) for some in own)
    kept: Iterator[Sequence[Passage]] = (tuple(one()) for one in made)
    if memo is not NO_MEMO:
        for run in itertools.chain.from_iterable(own):
            _known(run, memo)  # now, while the last chapters are encoded
        kept = map(_Passages, made)
    chapters = tuple(
        ReadingChapter(
            one_line(section.title),
            ms_from_frames(section.start_frame, rate),
            ms_from_frames(section.end_frame, rate),
            1000 * (section.end_frame - section.start_frame) // rate,
            passages,
        )
        for section, passages in zip(manifest.sections, kept, strict=True)
    )
    narrator, shown = numbers.get(NARRATOR, -1), tuple(shown_name(name, manifest.language) for name in names)
    turns = (numbers[line.speaker] for line in manifest.lines if numbers[line.speaker] != narrator)
    return ReadingText(
        shown,
        narrator,
        chapters,
        marks_of(shown, narrator, turns),
        _notes(manifest.lines),
        _turns(manifest, numbers),
    )


class _Passages(Sequence[Passage]):
    """Those of a chapter, made whenever they are looked at."""

    __slots__ = ("_made",)

    def __init__(self, made: Callable[[], Iterator[Passage]]) -> None:
        self._made = made

    def __iter__(self) -> Iterator[Passage]:
        return self._made()

    def __len__(self) -> int:  # as dear as all of them: whoever wants them takes them from an iterator
        return sum(1 for _ in self._made())

    @overload
    def __getitem__(self, index: int) -> Passage: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Passage]: ...

    def __getitem__(self, index: int | slice) -> Passage | Sequence[Passage]:
        return tuple(self._made())[index]

    def __eq__(self, other: object) -> bool:
        return tuple(self._made()) == (tuple(other) if isinstance(other, _Passages) else other)

    def __hash__(self) -> int:
        return hash(tuple(self._made()))


def _turns(manifest: Manifest, numbers: Mapping[str, int]) -> Rows[Turn]:
    rate = manifest.audio.rate
    rows = (
        (
            numbers[line.speaker],
            line.section,
            ms_from_frames(line.start_frame, rate),
            ms_from_frames(line.end_frame, rate),
        )
        for line in manifest.lines
        if line.end_frame > line.start_frame
    )
    return Rows(Turn, itertools.chain.from_iterable(rows))


def _notes(lines: Iterable[ManifestLine]) -> Mapping[str, NotePlace]:
    read: dict[str, int] = {}
    asked: dict[str, int] = {}
    for line in lines:
        if line.note:
            read.setdefault(line.note, line.section)
        for ref in line.refs.split():
            asked.setdefault(ref, line.section)
    return {note: NotePlace(number, asked.get(note, -1)) for note, number in read.items()}


@dataclass(frozen=True, slots=True)
class _Shown:
    """A line's text in pieces."""

    text: str
    starts: Sequence[int]
    heard: Sequence[int]
    """First frame of each piece."""


def _shown_lines(runs: Iterable[Run], memo: Memo) -> Iterator[tuple[ManifestLine, _Shown]]:
    for run in runs:
        yield from zip(run.lines, _shown(run, memo), strict=True)


def _known(run: Run, memo: Memo) -> str:
    """What the passages of a run are made from, kept in the memo."""
    key = key_of("reading", run.content)
    known = memo.get(key)
    if known is None:
        known = json.dumps([_worked_out(line, run.at) for line in run.lines], separators=(",", ":"))
        memo.put(key, known)
    return known


def _shown(run: Run, memo: Memo) -> Iterator[_Shown]:
    for text, starts, heard in json.loads(_known(run, memo)):
        yield _Shown(text, starts, [run.at + frame for frame in heard])


def _worked_out(line: ManifestLine, at: int) -> tuple[str, list[int], list[int]]:
    pieces = pieces_of(line, 0, sys.maxsize)
    text, starts = _joined(pieces) if pieces else (" ".join(one_line(line.text).split()), [])
    return text, starts, [piece.start_frame - at for piece in pieces]


def _passages(runs: Sequence[Run], memo: Memo, numbers: Mapping[str, int], rate: int) -> Iterator[Passage]:
    lines = _shown_lines(runs, memo)
    for (role, _), group in itertools.groupby(lines, key=lambda pair: (pair[0].role, pair[0].block)):
        sentences, space, level, note = [], True, 0, ""
        for line, shown in group:
            note = note or line.note
            level = level or line.level
            if shown.text:
                spaced = space or _spaced(line.text)
                sentences.append(_sentence(line, shown, numbers[line.speaker], rate, spaced))
            space = _spaced(reversed(line.text)) or line.added or (space and not shown.text)
        if sentences:
            yield Passage(role, tuple(sentences), level, note)


def _breaks(text: str) -> bool:
    return "\n" in text[len(text.rstrip()) :].replace("\r", "\n")


def _spaced(characters: Iterable[str]) -> bool:
    """Whether white space is the first of `characters` that readers would notice."""
    return next((one.isspace() for one in characters if one.isspace() or one_line(one)), False)


def _sentence(line: ManifestLine, shown: _Shown, speaker: int, rate: int, space: bool) -> Sentence:
    return Sentence(
        shown.text,
        space or line.added,
        speaker,
        line.kind == "quote",
        line.added,
        ms_from_frames(line.start_frame, rate),
        ms_from_frames(line.end_frame, rate),
        array("i", shown.starts),
        array("q", (ms_from_frames(frame, rate) for frame in shown.heard)),
        ends_line=line.role == "verse" and _breaks(line.text),
        refs=tuple(line.refs.split()),
        language=line.language,
    )


def _joined(pieces: Sequence[Piece]) -> tuple[str, list[int]]:
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for piece in pieces:
        if parts and not piece.glued:
            parts.append(" ")
            at += 1
        starts.append(at)
        parts.append(piece.text)
        at += len(piece.text)
    return "".join(parts), starts
