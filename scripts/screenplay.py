"""The script file (`.script`): a script as a text that a producer reads, edits and builds.

The form, by example::

    ; audio-edition script
    Title: Low water
    Byline: Ann Lee
    Speaker: Maria Lopez (female) = Lopez; the keeper

    == Low water ==

    [title]
    Narrator:
        Low water

    Maria Lopez (?):
        “It is fine,”
    Narrator:
        she said.

Fields come first, then sections. An empty line ends a paragraph; `[caption]` and the like before its first
speaker say what it is, of a table's cell with the number of its column (`[table cell 2]`), of a footnote with
its own. Words stand on indented rows below their speaker, one row for one line of the script; a backslash at
a row's end joins it to the next without a space. `(?)` marks a speaker who is a guess, `(quote)` and
`(narration)` say so where it is not plain from the name, `(in fr)` that it is in another language than the
script. A line that starts with `;` is a comment; what a build adds to the article (an intro, spoken cues,
what is said before a table) is shown as one. Elsewhere a backslash takes the meaning from what follows it,
and `\\u{202e}` stands for one that nobody sees. Who spoke last speaks on, after an empty line too.

Where sentences end is found again when a file is read; offsets are those of a text made from its words.
"""

import itertools
import re
import unicodedata
from collections import deque
from collections.abc import Iterator

from scripts.export import doubtful
from scripts.model import CELLS, NARRATOR, BlockKind, Dropped, Line, LineKind, Script, Speaker
from scripts.parsing import FIELDS, parse
from scripts.words import cut_short

__all__ = ["compose", "parse"]

HEADER = "; audio-edition script"
"""The first line of every script."""
_INDENT = "    "
_SPECIAL = re.compile(r"[\\():;=\[\]]")


def compose(script: Script) -> str:
    """The script file of `script`. What it was read from is not in it: offsets and evidence are not kept."""
    drops = deque(sorted(script.dropped, key=lambda one: one.start))
    parts = [_head(script)]
    section = None
    for lines in _paragraphs(script.lines):
        while drops and drops[0].start < lines[0].start:
            parts.append(_drop(drops.popleft(), script.text))
        if all(line.added for line in lines):
            parts.append("".join(f"{_addition(line)}\n" for line in lines))
            continue
        if lines[0].section != section:
            section = lines[0].section
            parts.append(f"== {_escaped(script.sections[section].title)} ==\n")
        parts.append(_paragraph(lines))
    parts += [_drop(one, script.text) for one in drops]
    return "\n".join(parts)


def _head(script: Script) -> str:
    rows = [HEADER]
    guesses = sum(doubtful(line) for line in script.lines)
    if guesses:
        rows.append(f"; {guesses} {'lines are' if guesses > 1 else 'line is'} doubtful: look for (?) first")
    rows += [f"; {_escaped(_spaced(note))}" for note in script.notes]
    values = {key: _spaced(getattr(script, key)) for key in FIELDS}
    rows += [f"{key.capitalize()}: {_escaped(value)}" for key, value in values.items() if value]
    rows += [_speaker(one) for one in script.speakers]
    return "\n".join(rows) + "\n"


def _speaker(speaker: Speaker) -> str:
    traits = ", ".join(trait.value for trait in (speaker.gender, speaker.age) if trait)
    aliases = f" = {'; '.join(map(_name, speaker.aliases))}" if speaker.aliases else ""
    return f"Speaker: {_name(speaker.name)}{f' ({traits})' if traits else ''}{aliases}"


def _paragraphs(lines: tuple[Line, ...]) -> Iterator[list[Line]]:
    for _, group in itertools.groupby(lines, key=lambda line: (line.section, line.block)):
        spoken = [line for line in group if line.text.strip()]
        if spoken:
            yield spoken


def _drop(dropped: Dropped, text: str) -> str:
    end = min(dropped.end, dropped.start + 200)
    words = _spaced(text[dropped.start : end])
    more = "…" if text[end : dropped.end].strip() else ""
    return f"; left out, {_spaced(dropped.reason)}: {_escaped(cut_short(words + more, 80))}\n"


def _paragraph(lines: list[Line]) -> str:
    first = next(line for line in lines if not line.added)
    number = first.note or (str(first.level) if first.role in CELLS and first.level else "")
    role = f"{first.role.value} {number}".rstrip()
    rows = [] if first.role is BlockKind.PARAGRAPH else [f"[{role}]"]
    speaking = ""
    for line, following in zip(lines, _following(lines), strict=True):
        if line.added:
            rows.append(_addition(line))
            continue
        entry = _entry(line)
        if entry != speaking:
            rows.append(entry)
            speaking = entry
        glued = following is not None and not line.text[-1].isspace() and not following.text[0].isspace()
        if line.evidence and doubtful(line):
            rows.append(f"; {_escaped(_spaced(line.evidence))}")
        rows.append(_INDENT + _escaped(_spaced(line.text)) + ("\\" if glued else ""))
    return "\n".join(rows) + "\n"


def _following(lines: list[Line]) -> list[Line | None]:
    """The next line of the author's after each."""
    found: list[Line | None] = []
    following = None
    for line in reversed(lines):
        found.append(following)
        following = following if line.added else line
    return found[::-1]


def _addition(line: Line) -> str:
    return f"; added when it is built: {_escaped(_spaced(line.text))}"


def _entry(line: Line) -> str:
    usual = LineKind.NARRATION if line.speaker == NARRATOR else LineKind.QUOTE
    kind = "" if line.kind is usual else f" ({'quote' if line.kind is LineKind.QUOTE else 'narration'})"
    language = f" (in {line.language})" if line.language else ""
    return f"{_name(line.speaker)}{kind}{language}{' (?)' if doubtful(line) else ''}:"


def _spaced(text: str) -> str:
    """On one row; the file's byte-order mark is none of its words."""
    return " ".join(text.removeprefix("\ufeff").split())


def _name(name: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", _spaced(name)).translate(_unseen(name))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").translate(_unseen(text))


def _unseen(text: str) -> dict[int, str]:
    """How to write the characters of `text` that nobody sees; joiners stay, scripts and emoji need them."""
    hidden = {
        one
        for one in set(text)
        if unicodedata.category(one) in {"Cc", "Cf", "Cn", "Co"} and one not in "\u200c\u200d"
    }
    return {ord(one): f"\\u{{{ord(one):x}}}" for one in hidden if not one.isspace()}
