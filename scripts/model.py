"""The records of this room: Article in, Script out.

Conventions
-----------
Offsets are code points into `Article.text`, end exclusive. For `.txt` and `.md` files that text is the file's
own, decoded and otherwise untouched (a byte-order mark and every CR stay where they were), so an offset can
be found again in the file. Records are frozen; functions that need more of them return new ones.

The partition (invariant 1): the spans of `Script.lines` and `Script.dropped`, sorted, tile the text without a
gap or an overlap. White space belongs to the span before it (at the start of the text, to the first span).
Inline markup (`Script.markup`: Markdown's asterisks, a link's address) lies inside the spans of lines; it is
not spoken and not shown, and it is listed so that nothing vanishes unseen. Added lines (`Line.added`) have
empty spans and take no part in the tiling.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

NARRATOR = "Narrator"


class BlockKind(StrEnum):
    """What a block of the article is to its reader."""

    TITLE = "title"
    BYLINE = "byline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    BLOCK_QUOTE = "block quote"
    CAPTION = "caption"
    VERSE = "verse"
    """A stanza, or other lines that break on purpose: each is read for itself."""
    IMAGE = "image"
    """The alternative text of a picture."""
    FOOTNOTE = "footnote"
    COLUMN = "column name"
    """A cell of a table that names its column."""
    CELL = "table cell"


CELLS = frozenset({BlockKind.COLUMN, BlockKind.CELL})
ASIDES = CELLS | {BlockKind.CAPTION, BlockKind.IMAGE, BlockKind.FOOTNOTE}
"""What stands beside the running text."""


class LineKind(StrEnum):
    """Whether a line is told by the narrator or said by somebody."""

    NARRATION = "narration"
    QUOTE = "quote"


class Boundary(StrEnum):
    """What ends together with a line: the greatest unit that is over once the line is read."""

    WORD = "word"
    """Nothing: the sentence goes on in another voice, without so much as a comma."""
    PHRASE = "phrase"
    """A part of a sentence: it goes on, in another voice or because it is very long."""
    SENTENCE = "sentence"
    ITEM = "item"
    """An item of a list, and another one follows."""
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    """The line was a title or a heading."""
    PART = "part"
    """What stands under a heading: another heading follows in the same section."""
    SECTION = "section"
    """The last line of a section (of the whole script, for the last section)."""


class Gender(StrEnum):
    """Of a speaker, as far as the article tells. Unknown is None, never a guess."""

    FEMALE = "female"
    MALE = "male"


class Age(StrEnum):
    """Of a speaker, as far as the article tells; what counts is how a voice of that age sounds."""

    CHILD = "child"
    """Up to 12."""
    TEEN = "teen"
    """13 to 19."""
    ADULT = "adult"
    OLD = "old"
    """From 65."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of `Article.text`, in code points, end exclusive."""

    start: int
    end: int
    instead: str = ""
    """Only in `markup`: what is read in place of the stretch ("—" for `&mdash;`)."""
    note: str = ""
    """Only in `markup`: the label of the footnote that it refers to."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words of the article that lead somewhere."""

    words: str
    address: str
    """As it is written."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """Words of the article of which its file says what language they are in."""

    words: str
    language: str
    """BCP 47."""
    start: int = 0
    end: int = 0
    """Of the block that they stand in."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the article that stands on its own lines; its span has no white space at either end."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """1 to 6 for headings; the column, counted from 1, for cells of a table; 0 for everything else."""
    said_by: str = ""
    """Whose words it is, where the file's form tells: the author of a quoted message."""
    label: str = ""
    """Of a footnote: what marks that refer to it are called; all its paragraphs have it."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch that is not read aloud, and why, in words for the producer ("repeated caption")."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """What the producer wrote, split in blocks."""

    text: str
    blocks: tuple[Block, ...]
    """In order of the text, without overlap; everything that is not white space, dropped or front matter."""
    dropped: tuple[Dropped, ...] = ()
    """Whole blocks that are not read (in Markdown, front matter and rules too); without outer white space."""
    markup: tuple[Span, ...] = ()
    """Characters inside blocks that belong to the file's format and not to the author's words."""
    title: str = ""
    byline: str = ""
    date: str = ""
    """ISO 8601 (`2026-05-17`, or with a time and zone), empty if unknown."""
    language: str = "en"
    """BCP 47."""
    source: str = ""
    """The URL, or the file's name without its folder; empty for standard input."""
    image: str = ""
    """Address of the lead image, as a web page names it."""
    link: str = ""
    """The canonical address of a web page."""
    publisher: str = ""
    picture: bytes = b""
    """The cover that a book brings, as it is in the file; empty if there is none."""
    links: tuple[Link, ...] = ()
    """Where its words lead, in order."""
    tongues: tuple[Tongue, ...] = ()
    """What the file says of the language of parts of it, in order."""
    notes: tuple[str, ...] = ()
    """What the producer should know of how the file was read."""
    headings_supposed: bool = False
    """Whether no heading is marked as one: those there are were told by their look."""

    def words(self, start: int, end: int) -> str:
        """The author's characters in `start:end`, markup left out.

        >>> Article("a **b** c", (), markup=(Span(2, 4), Span(5, 7))).words(0, 9)
        'a b c'
        """
        return without(self.text, self.markup, start, end)


_end = attrgetter("end")


def inside(markup: tuple[Span, ...], start: int, end: int) -> Iterator[Span]:
    """The parts of `markup` (sorted, not overlapping) that reach into `start:end`."""
    for index in range(bisect_right(markup, start, key=_end), len(markup)):
        if markup[index].start >= end:
            break
        yield markup[index]


def without(text: str, markup: tuple[Span, ...], start: int, end: int) -> str:
    """`text[start:end]` less the parts that lie in `markup` (sorted, not overlapping), or with what is read
    instead of them; a stretch that starts inside a part of the markup does not repeat what is read for it."""
    parts, at = [], start
    for span in inside(markup, start, end):
        parts.append(text[at : max(at, span.start)])
        if span.start >= start:
            parts.append(span.instead)
        at = min(max(at, span.end), end)
    parts.append(text[at:end])
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch that somebody says, quotation marks included, inside one block.

    A quote over several paragraphs is one utterance per paragraph, all but the first with `continues`.
    """

    start: int
    end: int
    speaker: str
    """The speaker's name: `Speaker.name` of one of the script's speakers."""
    evidence: str
    """Why this speaker, in words a producer understands: "named after the quote: said the lab technician"."""
    confidence: float
    """0 to 1; below 0.5 the script marks the line as doubtful."""
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is quoted (the narrator is not listed)."""

    name: str
    """The fullest name in the article ("Maria Lopez"), or the descriptor of an unnamed person."""
    aliases: tuple[str, ...] = ()
    gender: Gender | None = None
    evidence: str = ""
    """What the gender, the age and the aliases rest on."""
    age: Age | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the script. Sections tile the text from 0 to its end."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch read by one speaker in one breath: a sentence, or the part of one that is in one voice."""

    start: int
    end: int
    kind: LineKind
    speaker: str
    text: str
    """`text[start:end]` of the script without markup; white space as in the source, outer white space too.
    Of an added line, what is said."""
    section: int
    """Index into `Script.sections`."""
    boundary: Boundary
    """What is over after this line."""
    role: BlockKind
    """The kind of the block that the line stands in."""
    block: int = 0
    """Number of the block that the line stands in, counted from 0."""
    evidence: str = ""
    confidence: float = 1.0
    added: bool = False
    """Not the author's: an intro, an outro or a spoken cue, from the configuration; its span is empty."""
    level: int = 0
    """As `Block.level`; 0 too where it is not known."""
    note: str = ""
    """Of a footnote: its label, and once it is in its place (`scripts.asides`) its number."""
    refs: tuple[str, ...] = ()
    """The same of the footnotes that it refers to."""
    language: str = ""
    """BCP 47, of a line in another language than the article's; else empty."""


@dataclass(frozen=True, slots=True)
class Script:
    """The article as it will be read."""

    title: str
    text: str
    sections: tuple[Section, ...]
    lines: tuple[Line, ...]
    speakers: tuple[Speaker, ...]
    dropped: tuple[Dropped, ...] = ()
    """Here with the white space that follows each, so that lines and drops tile the text."""
    markup: tuple[Span, ...] = ()
    byline: str = ""
    date: str = ""
    language: str = "en"
    source: str = ""
    image: str = ""
    link: str = ""
    publisher: str = ""
    """As in `Article`."""
    picture: bytes = b""
    """As in `Article`; no part of the script's JSON or of a script file."""
    links: tuple[Link, ...] = ()
    parted: str = ""
    """How long sections were to be that no heading made (`SectionLengths.name`); empty if headings made
    all."""
    notes: tuple[str, ...] = ()
    """What the producer should know: decisions that meet nothing in the article."""
