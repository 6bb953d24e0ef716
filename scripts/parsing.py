"""Reading a script file back into a script; `scripts.screenplay` says what the form is."""

import re
from dataclasses import dataclass, field, replace

from scripts.cutting import LINE_CHARACTERS, boundary_after, boundary_within, cut_block
from scripts.errors import ArticleError
from scripts.model import (
    CELLS,
    NARRATOR,
    Age,
    Article,
    Block,
    BlockKind,
    Boundary,
    Gender,
    Line,
    LineKind,
    Script,
    Section,
    Speaker,
)
from scripts.sentences import split_sentences

_GUESS = 0.4
"""Confidence of a line that is marked as a guess."""
FIELDS = ("title", "byline", "date", "language", "source")
_ROLES = {kind.value: kind for kind in BlockKind}
_NUMBERED = CELLS | {BlockKind.FOOTNOTE}
_ROLE = re.compile(r"\[\s*(?P<role>[a-z]+(?: [a-z]+)?)(?: (?P<number>[0-9]{1,3}))?\s*\]\Z")
_ESCAPE = re.compile(r"\\(?:u\{(?P<code>[0-9A-Fa-f]{1,6})\}|(?P<plain>[^\w\s]))")
_ENTRY = re.compile(r"(?P<name>(?:\\.|[^\\():])+)(?P<notes>(?:\([^()]*\)\s*)*):(?P<words>.*)\Z")
_SPEAKER = re.compile(r"(?P<name>(?:\\.|[^\\()=])+)(?:\((?P<traits>[^()]*)\))?\s*(?:=(?P<aliases>.*))?\Z")
_ALIAS = re.compile(r"(?:\\.|[^\\;])+")
_LANGUAGE = re.compile(r"in ([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\Z")
_FIELD = re.compile(r"(?P<key>[A-Za-z]+)\s*:(?P<value>.*)\Z")


@dataclass(slots=True)
class _Row:
    """A line of the script in the making."""

    speaker: str
    kind: LineKind
    guess: bool
    words: str
    glued: bool = False
    language: str = ""


@dataclass(slots=True)
class _Paragraph:
    section: int
    role: BlockKind | None = None
    level: int = 0
    """Of a table's cell: its column."""
    note: str = ""
    """Of a footnote: its number."""
    rows: list[_Row] = field(default_factory=list)


def parse(text: str, source: str = "") -> Script:
    """The script in a script file. `source` names the file in errors.

    Raises ArticleError, with line and column, where the file is not written as a script file is.
    """
    return _Parser(source or "The script").parse(text)


class _Parser:
    """Reads a script file row by row."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.number = 0
        self.fields: dict[str, str] = {}
        self.speakers: dict[str, Speaker] = {}
        self.titles: list[str] = []
        self.paragraphs: list[_Paragraph] = []
        self.open: _Paragraph | None = None
        self.speaking: _Row | None = None

    def parse(self, text: str) -> Script:
        body = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        for number, row in enumerate(body.split("\n"), start=1):
            self.number = number
            self._row(row)
        self._section_has_words()
        if not self.titles:
            raise self._error(1, "there is no section", "Start one with a line like: == Its title ==")
        return self._script()

    def _row(self, row: str) -> None:
        stripped = row.strip()
        if not stripped:
            self.open = None
        elif row[0] in " \t":
            self._words(row)
        elif row[0] == ";":
            return
        elif stripped.startswith("==") and stripped.endswith("==") and len(stripped) > 4:
            self._section(stripped)
        elif not self.titles:
            self._field(row)
        elif row[0] == "[":
            self._role(stripped)
        else:
            self._entry(stripped)

    def _section(self, row: str) -> None:
        self._section_has_words()
        self.titles.append(_unescaped(row[2:-2].strip()) or f"Part {len(self.titles) + 1}")
        self.open = self.speaking = None

    def _section_has_words(self) -> None:
        if self.titles and not any(
            one.section == len(self.titles) - 1 and one.rows for one in self.paragraphs
        ):
            raise self._error(
                1, f"the section before has no words: {self.titles[-1][:80]}", "Add some or take it out."
            )

    def _field(self, row: str) -> None:
        found = _FIELD.match(row)
        key = found["key"].lower() if found else ""
        if not found or key not in {*FIELDS, "speaker"}:
            raise self._error(
                1,
                "this is no field of a script",
                f"Use {', '.join(FIELDS)} or speaker, then a line like: == Title ==",
            )
        value = found["value"].strip()
        if key == "speaker":
            self._speaker(value, row.find(value) + 1)
        else:
            self.fields[key] = _unescaped(value)

    def _speaker(self, value: str, column: int) -> None:
        found = _SPEAKER.match(value)
        name = _unescaped(found["name"].strip()) if found else ""
        if not found or not name:
            raise self._error(
                column,
                "this names no speaker",
                "Write it like this: Speaker: Ann Lee (female) = Lee; the keeper.",
            )
        traits = [trait for one in (found["traits"] or "").split(",") if (trait := one.strip())]
        genders = [Gender(one) for one in traits if one in tuple(Gender)]
        ages = [Age(one) for one in traits if one in tuple(Age)]
        if len(genders) + len(ages) < len(traits) or len(genders) > 1 or len(ages) > 1:
            raise self._error(
                column + found.start("traits"),
                f"{(found['traits'] or '').strip()[:40]} is no gender or age that is known here",
                f"Write {' or '.join(Gender)}, or an age ({', '.join(Age)}), or both with a comma.",
            )
        aliases = tuple(
            _unescaped(one.strip()) for one in _ALIAS.findall(found["aliases"] or "") if one.strip()
        )
        self.speakers[name] = Speaker(
            name, aliases, next(iter(genders), None), "the script file", next(iter(ages), None)
        )

    def _role(self, row: str) -> None:
        found = _ROLE.match(row)
        role = _ROLES.get(found["role"]) if found else None
        if found is None or role is None or (found["number"] and role not in _NUMBERED):
            raise self._error(
                1,
                f"{row[:40]} is no kind of paragraph",
                f"Use one of: {', '.join(map('[{}]'.format, _ROLES))}.",
            )
        self.open = self._paragraph()
        self.open.role = role
        number = int(found["number"] or 0)
        self.open.level = number if role in CELLS else 0
        self.open.note = str(number) if number and role not in CELLS else ""

    def _entry(self, row: str) -> None:
        found = _ENTRY.match(row)
        name = _unescaped(found["name"].strip()) if found else ""
        if not found or not name:
            raise self._error(
                1,
                "this row names no speaker",
                "End the speaker's name with a colon and indent the words below it.",
            )
        kind = LineKind.NARRATION if name == NARRATOR else LineKind.QUOTE
        guess, language = False, ""
        for note in re.finditer(r"\(([^()]*)\)", found["notes"]):
            if note[1] == "?":
                guess = True
            elif note[1] in {"quote", "narration"}:
                kind = LineKind(note[1])
            elif spoken := _LANGUAGE.match(note[1]):
                language = spoken[1]
            else:
                raise self._error(
                    found.start("notes") + note.start() + 1,
                    f"({note[1][:40]}) is no note that is known here",
                    "Use (?), (quote), (narration) or a language, (in fr), and \\( \\) in a name.",
                )
        language = "" if language.lower() == (self.fields.get("language") or "en").lower() else language
        self.speaking = _Row(name, kind, guess, "", language=language)
        if found["words"].strip():
            self._words(found["words"])

    def _words(self, row: str) -> None:
        if self.speaking is None:
            raise self._error(
                1, "nobody says these words", "Put a speaker's name and a colon above them, without indent."
            )
        words, glued = _joint(row.strip())
        if words.strip():
            self._paragraph().rows.append(replace(self.speaking, words=words, glued=glued))

    def _paragraph(self) -> _Paragraph:
        if self.open is None:
            self.open = _Paragraph(len(self.titles) - 1)
            self.paragraphs.append(self.open)
        return self.open

    def _error(self, column: int, problem: str, next_step: str) -> ArticleError:
        return ArticleError(f"{self.source}, line {self.number}, column {column}: {problem}", next_step)

    def _script(self) -> Script:
        paragraphs = [one for one in self.paragraphs if one.rows]
        language = self.fields.get("language") or "en"
        text, lines = _built(paragraphs, language)
        starts = [
            next(line.start for line in lines if line.section == number) for number in range(len(self.titles))
        ]
        ends = [*starts[1:], len(text)]
        quoted = {line.speaker: Speaker(line.speaker) for line in lines if line.speaker != NARRATOR}
        return Script(
            title=self.fields.get("title") or self.titles[0],
            text=text,
            sections=tuple(Section(*one) for one in zip(self.titles, starts, ends, strict=True)),
            lines=tuple(lines),
            speakers=tuple({**quoted, **self.speakers}.values()) if not self.speakers else self._all(quoted),
            byline=self.fields.get("byline", ""),
            date=self.fields.get("date", ""),
            language=language,
            source=self.fields.get("source", ""),
        )

    def _all(self, quoted: dict[str, Speaker]) -> tuple[Speaker, ...]:
        """The speakers that are listed, then those that only speak."""
        return (*self.speakers.values(), *(one for name, one in quoted.items() if name not in self.speakers))


def _joint(row: str) -> tuple[str, bool]:
    """The words of a row, and whether it is joined to the next one: an odd number of backslashes ends it."""
    backslashes = len(row) - len(row.rstrip("\\"))
    glued = backslashes % 2 == 1
    return _unescaped(row[:-1] if glued else row), glued


def _unescaped(text: str) -> str:
    def character(found: re.Match[str]) -> str:
        code = int(found["code"], 16) if found["code"] else 0
        if not found["code"]:
            return found["plain"]
        # A surrogate is no character, and so is what lies beyond Unicode.
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else found[0]

    return _ESCAPE.sub(character, text)


def _built(paragraphs: list[_Paragraph], language: str) -> tuple[str, list[Line]]:
    """The text that the paragraphs make, and its lines, which tile it."""
    parts: list[str] = []
    lines: list[Line] = []
    at = 0
    for block, paragraph in enumerate(paragraphs):
        start = at
        rows = [row.words + ("" if row.glued else " ") for row in paragraph.rows]
        rows[-1] = paragraph.rows[-1].words + ("\n" if block + 1 == len(paragraphs) else "\n\n")
        body = "".join(rows)
        ends = {start + span.end for span in split_sentences(body.rstrip("\n"), language=language)}
        made: list[Line] = []
        for row, words in zip(paragraph.rows, rows, strict=True):
            made += _row_lines(row, words, at, paragraph, block)
            at += len(words)
        parts.append(body)
        made = [
            replace(
                one,
                boundary=Boundary.SENTENCE if one.end in ends else boundary_within(one.text, following.text),
            )
            for one, following in zip(made, [*made[1:], made[-1]], strict=True)
        ]
        lines += [*made[:-1], replace(made[-1], boundary=_over(paragraphs, block))]
    return "".join(parts), lines


def _row_lines(row: _Row, words: str, at: int, paragraph: _Paragraph, block: int) -> list[Line]:
    """One line, or several if a producer wrote more into a row than a breath holds."""
    spans = [(0, len(words))]
    if len(words) > LINE_CHARACTERS + 20:
        pieces = cut_block(Article(words, ()), Block(BlockKind.PARAGRAPH, 0, len(words)), ())
        spans = [(piece.start, piece.end) for piece in pieces]
    return [
        Line(
            start=at + start,
            end=at + end,
            kind=row.kind,
            speaker=row.speaker,
            text=words[start:end],
            section=paragraph.section,
            boundary=Boundary.PHRASE,
            role=paragraph.role or BlockKind.PARAGRAPH,
            level=paragraph.level,
            note=paragraph.note,
            block=block,
            evidence="the script file" if row.kind is LineKind.QUOTE else "",
            confidence=_GUESS if row.guess else 1.0,
            language=row.language,
        )
        for start, end in spans
    ]


def _over(paragraphs: list[_Paragraph], block: int) -> Boundary:
    """What is over after the last line of a paragraph."""
    if block + 1 == len(paragraphs) or paragraphs[block + 1].section != paragraphs[block].section:
        return Boundary.SECTION
    own, following = paragraphs[block], paragraphs[block + 1]
    roles = (own.role or BlockKind.PARAGRAPH, following.role or BlockKind.PARAGRAPH)
    return boundary_after(*roles, own.level, following.level)
