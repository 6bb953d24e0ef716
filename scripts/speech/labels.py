"""Interviews and transcripts: paragraphs that begin with their speaker's name and a colon, without marks.

Conventions
-----------
A label is one to four words with a capital. Labels count only if at least two of them come back, `FEW`
paragraphs in all: a single "Note:" makes no interview. The label itself stays with the narrator.
"""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from scripts.model import BlockKind
from scripts.speech.lexicon import Lexicon
from scripts.speech.quotes import Quoted
from scripts.speech.view import Page

FEW = 4
_LABEL = re.compile(r"([^\W\d_a-z][\w.'’-]{0,24}(?: [^\W\d_a-z][\w.'’-]{0,24}){0,3}) ?: ?(?=\S)")
_MARKS = "\"“„«'‘"


def add_labelled(sheets: Sequence[Page], quoted: list[list[Quoted]], lexicon: Lexicon) -> None:
    """Add what is said behind labels to the quotes of each page."""
    found = {
        number: match for number, page in enumerate(sheets) if (match := _labelled(page, lexicon)) is not None
    }
    times = Counter(match.group(1) for match in found.values())
    speakers = {label for label, count in times.items() if count >= 2}
    found = {number: match for number, match in found.items() if match.group(1) in speakers}
    if len(speakers) < 2 or len(found) < FEW or not _is_talk([sheets[number].text for number in found]):
        return
    last = max(found)
    open_at = -2
    for number in range(min(found), last + 1):
        page = sheets[number]
        end = len(page.text.rstrip())
        match = found.get(number)
        if match is not None:
            open_at = number
            if page.text[match.end()] not in _MARKS and end > match.end():
                quoted[number] = [
                    Quoted(match.end(), end, dashed=True, inner_start=match.end(), inner_end=end)
                ]
        elif open_at == number - 1 and page.kind is BlockKind.PARAGRAPH and not quoted[number] and end > 0:
            open_at = number
            quoted[number] = [Quoted(0, end, dashed=True, continues=True, inner_start=0, inner_end=end)]


def _is_talk(texts: list[str]) -> bool:
    """Whether anybody asks, or most say whole sentences; a table with labels does neither."""
    return (
        any(text.rstrip().endswith("?") for text in texts) or median(len(text.split()) for text in texts) >= 8
    )


def _labelled(page: Page, lexicon: Lexicon) -> re.Match[str] | None:
    match = _LABEL.match(page.text)
    if match is None or page.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return None
    word = match.group(1).split()[0].lower()
    odd = len(word) > 1 and (word in lexicon.starters or word in lexicon.sources or word in lexicon.works)
    return None if odd else match
