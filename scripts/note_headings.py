"""Headings over notes: where the notes are read elsewhere, they head nothing.

Conventions
-----------
A part of a text is the level of a heading, from 1, or `TEXT`, or `NOTE`.
"""

import re
from collections.abc import Sequence, Set

from scripts.words import fold, word_set

TEXT, NOTE = 0, -1
HEADING_OF_NOTES = "heading of notes"
_TITLES = word_set(
    "notes footnotes endnotes note noten voetnoten eindnoten anmerkungen fußnoten endnoten einzelnachweise"
    " références notas noter fotnoter fodnoter slutnoter przypisy poznámky bilješke jegyzetek"
    " viitteet alaviitteet примечания сноски примітки σημειώσεις notlar dipnotlar"
    " 注 注釈 脚注 注释 각주 references"
)
_MORE = frozenset(
    {
        "notas al pie",
        "notas de rodapé",
        "note a piè di pagina",
        "notes de bas de page",
        "notes and references",
    }
)


def heads_no_text(parts: Sequence[int]) -> tuple[Set[int], Set[int]]:
    """The headings that have notes alone under them, and those that have nothing at all.

    >>> heads_no_text([1, TEXT, 2, NOTE, NOTE, 2, 1, TEXT])
    ({2}, {5})
    """
    noted, bare = set[int](), set[int]()
    under: list[tuple[int, bool, bool]] = []
    # From the nearest: level of each heading that is open, whether there is a text, whether there is a note.
    text = note = False
    for number in range(len(parts) - 1, -1, -1):
        level = parts[number]
        if level <= TEXT:
            text, note = text or level == TEXT, note or level == NOTE
            continue
        while under and under[-1][0] > level:
            _, more_text, more_notes = under.pop()
            text, note = text or more_text, note or more_notes
        if not text:
            (noted if note else bare).add(number)
        under.append((level, text, note))
        text = note = False
    return noted, bare


def is_notes_title(words: str) -> bool:
    """Whether words are what notes are called: "Notes", "Fußnoten:".

    >>> is_notes_title("Footnotes"), is_notes_title("Notes on the flood")
    (True, False)
    """
    bare = re.sub(r"[\W_]+\Z", "", fold(words)).casefold()
    return bare in _TITLES or bare in _MORE
