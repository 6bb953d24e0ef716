"""A line's text in pieces: the smallest parts that a transcript may part, each with the time it is heard.

Conventions
-----------
A piece is a stretch without white space (in scripts without spaces, one character with its punctuation), as
it is written, less what nobody can see. Times are frames at the recording's rate; where a word is cut, or
one word of the engine covers several pieces, they follow from the share of its characters.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chapters.breaks import WIDE_LINE, may_begin
from chapters.manifest import ManifestLine, ManifestWord
from chapters.text import one_line
from scripts.words import FUNCTION_WORDS, word_set
from voices.words import is_unspaced

_CHUNK = re.compile(r"\S+")
_WHOLE = re.compile("[!-~À-ɏ‘’“”«»…]*")
"""A stretch that nothing parts: what most are made of."""
_CLOSERS = "\"'”’»)]}›」』）】》〉"
_ENDS_SENTENCE = ".!?…。！？؟।"
_ENDS_CLAUSE = ",;:—–،؛、，；："
_SHORT = 4
"""Letters of what is hardly ever a word that a phrase ends with, but "Prof.", "Nr." or "U.S."."""
_JOINERS = "\u200c\u200d\ufe0e\ufe0f"

LEADS = word_set(
    "and or but nor yet so who whom whose which that when where while because if though although since until"
    " unless after before during about against between among through without within to of in on at by as with"
    " from into onto over under than for"
)
"""English words that a new phrase may begin with; in lower case."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line that is never parted, unless it is longer than a line of the transcript."""

    text: str
    start_frame: int
    end_frame: int
    glued: bool
    """No space stands between it and the piece before."""
    tied: bool
    """It stays with the piece before: a dash between spaces, or the word behind a mark that opens a line."""
    line: int
    """Index into the lines of the manifest."""
    speaker: str
    section: int
    block: int
    inside: bool = False
    """More of its line follows: a line is a sentence at most, so a full stop here is that of a short form."""

    @property
    def stop(self) -> str:
        """What ends with the piece: "sentence", "clause" or nothing.

        >>> [Piece(t, 0, 0, False, True, 0, "", 0, 0).stop for t in ("over.”", "over,", "over")]
        ['sentence', 'clause', '']
        """
        last = self.text.rstrip(_CLOSERS)[-1:]
        if last == "." and self.inside:
            return ""
        if last and last in _ENDS_SENTENCE:
            return "sentence"
        return "clause" if last and last in _ENDS_CLAUSE else ""

    @property
    def word(self) -> str:
        """What it says, without punctuation and in lower case."""
        return self.text.strip("“”‘’\"'()[]—–.,;:!?…").casefold()

    @property
    def leads(self) -> bool:
        """Whether a phrase may well begin with it."""
        return self.word in LEADS or self.text[:1] in "“‘(«—"

    @property
    def clings(self) -> bool:
        """Whether it belongs to what follows: an article, a preposition, a short form ("Dr.", "z.")."""
        short = self.inside and self.text.endswith(".") and len(self.word) <= _SHORT
        return short or self.word in FUNCTION_WORDS


def pieces_of(line: ManifestLine, number: int, width: int) -> list[Piece]:
    """The pieces of a line, none longer than `width` characters; none at all for a line without a sound."""
    if line.end_frame <= line.start_frame:
        return []
    spans = [span for chunk in _CHUNK.finditer(line.text) for span in _parts(line.text, *chunk.span(), width)]
    clock = _Clock(line)
    pieces: list[Piece] = []
    opening, spaced = True, False
    for start, end, glued in spans:
        text = one_line(line.text[start:end])
        # White space before what nobody can see stands before what follows it.
        spaced = spaced or not glued
        if not text:
            continue
        heard = clock.frames(start, end)
        first, last = heard or (clock.at, clock.at)
        pieces.append(
            Piece(
                text,
                first,
                last,
                not spaced and bool(pieces),
                bool(pieces) and (opening or heard is None),
                number,
                line.speaker,
                line.section,
                line.block,
                inside=True,
            )
        )
        opening, spaced = opening and heard is None, False
    return [*pieces[:-1], *(replace(last, inside=False) for last in pieces[-1:])]


class _Clock:
    """When stretches of a line are heard; asked in order, it looks at each word once."""

    def __init__(self, line: ManifestLine) -> None:
        self.words: Sequence[ManifestWord] = tuple(line.words) or (_whole(line),)
        self.index = 0
        self.at = self.words[0].start_frame
        """Where the last stretch ended."""

    def frames(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last frame of what is said of `start:end`; None if nothing is."""
        found: tuple[int, int] | None = None
        while self.index < len(self.words) and self.words[self.index].start < end:
            word = self.words[self.index]
            if word.end > start:
                own = _within(word, max(start, word.start)), _within(word, min(end, word.end))
                found = (found[0] if found else own[0], own[1])
            if word.end > end:
                break  # the next stretch has a share in it
            self.index += 1
        if found:
            self.at = found[1]
        return found


def _whole(line: ManifestLine) -> ManifestWord:
    return ManifestWord(0, max(1, len(line.text)), line.start_frame, line.end_frame)


def _within(word: ManifestWord, place: int) -> int:
    frames, length = word.end_frame - word.start_frame, max(1, word.end - word.start)
    return word.start_frame + frames * (place - word.start) // length


def _parts(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int, bool]]:
    """(start, end, glued) of the pieces of a stretch without white space."""
    if end - start <= width and _WHOLE.fullmatch(text, start, end):
        yield start, end, False
        return
    if any(unicodedata.east_asian_width(sign) in "WF" for sign in text[start:end]):
        width = min(width, WIDE_LINE) if width < sys.maxsize else width
    at = start
    for place in range(start + 1, end + 1):
        while place - at > width:
            cut = _cut(text, at + width)
            yield at, cut, at > start
            at = cut
        if place == end or _may_part(text, place):
            yield at, place, at > start
            at = place


def _cut(text: str, place: int) -> int:
    """`place`, or a little before it, where that would tear apart what is one character to a reader."""
    return next((near for near in range(place, place - 8, -1) if not _joins(text, near)), place)


def _may_part(text: str, place: int) -> bool:
    """Whether a line may break before the character at `place`, in the middle of a stretch."""
    before, after = text[place - 1], text[place]
    if before == "—" and after.isalnum():
        return True
    if not (is_unspaced(before) or is_unspaced(after)):
        return False
    kinds = unicodedata.category(before), unicodedata.category(after)
    if kinds[0] in ("Ps", "Pi") or kinds[1].startswith("M") or kinds[1] in ("Pe", "Pf", "Po"):
        return False
    return may_begin(after)


def _joins(text: str, place: int) -> bool:
    """Whether the characters around `place` are one to a reader."""
    after = text[place]
    return (
        after in _JOINERS
        or text[place - 1] == "\u200d"
        or unicodedata.category(after).startswith("M")
        or "\U0001f3fb" <= after <= "\U0001f3ff"
    )
