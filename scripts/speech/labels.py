"""Interviews and transcripts: paragraphs that begin with their speaker's name and a colon, without marks.

Conventions
-----------
A label is one to four words with a capital, a handle ("@ana"), or the letter of a question or an answer with
a full stop; a time may stand in front ("[00:01:15] Ana Ruiz: ...").
Labels count only if at least two of them come back, `FEW` paragraphs in all: a single "Note:" makes no
interview. Who speaks only once in such a talk is told by a name of two words, by capitals, or by a name that
stands elsewhere in full: "Judge Keane:". So is who comes right before it or behind it; in a record, whose
labels are all in capitals, `_REACH` paragraphs may lie between. Another word and a colon ("Look:") is said by
who spoke before. The label itself stays with the narrator, as does a paragraph in brackets: "(Laughter)".
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

from scripts.model import BlockKind
from scripts.speech.lexicon import Lexicon
from scripts.speech.person import Person
from scripts.speech.quotes import Quoted
from scripts.speech.records import Said
from scripts.speech.tokens import behind_time
from scripts.speech.view import Page

FEW = 4
_LABEL = re.compile(
    r"(@[\w.@-]{1,60}|[^\W\d_a-z][\w.'’-]{0,24}(?: [^\W\d_a-z][\w.'’-]{0,24}){0,3}) ?: ?(?=\S)"
    r"|([^\W\d_a-z])\.\s(?=\S)"
)
_FULL = re.compile(r"(?<![\w’'-])[^\W\d_a-z][\w.'’-]*(?= ([^\W\d_a-z][\w’'-]*))")
"""A word with a capital, and the one behind it."""
_REACH = 4
"""Paragraphs from one label of a record to the next that comes once."""
_SURELY = 2.0
"""`Person.human` from which a name is more than two words with capitals, as places have them too."""
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_MARKS = "\"“„«'‘"


def add_labelled(sheets: Sequence[Page], quoted: list[list[Quoted]], lexicon: Lexicon) -> None:
    """Add what is said behind labels to the quotes of each page."""
    labels = {
        number: match for number, page in enumerate(sheets) if (match := _labelled(page, lexicon)) is not None
    }
    times = Counter(_label(match) for match in labels.values())
    speakers = {label for label, count in times.items() if count >= 2}
    found = {number: match for number, match in labels.items() if _label(match) in speakers}
    if len(speakers) < 2 or len(found) < FEW or not _is_talk([sheets[number].text for number in found]):
        return
    known = _Names(sheets)
    found |= {
        number: match
        for number, match in labels.items()
        if min(found) < number < max(found) and known.has(_label(match))
    }
    found |= _at_edges(found, labels, known, sheets)
    open_at = -2
    for number in range(min(found), max(found) + 1):
        page = sheets[number]
        end = len(page.text.rstrip())
        match = found.get(number)
        if match is not None:
            open_at = number
            if (page.text[match.end()] not in _MARKS or not quoted[number]) and end > match.end():
                quoted[number] = [
                    Quoted(match.end(), end, dashed=True, inner_start=match.end(), inner_end=end)
                ]
        elif open_at == number - 1 and _BRACKETED.fullmatch(page.text.strip()):
            open_at = number
        elif open_at == number - 1 and page.kind is BlockKind.PARAGRAPH and not quoted[number] and end > 0:
            open_at = number
            quoted[number] = [Quoted(0, end, dashed=True, continues=True, inner_start=0, inner_end=end)]


class _Names:
    """Which labels that come once are names: "Bo Holm", "HOLM", the Holm of a "Bo Holm"."""

    def __init__(self, sheets: Sequence[Page]) -> None:
        self.last = {found[1] for page in sheets for found in _FULL.finditer(page.text)}
        """Words with a capital that stand behind another one."""

    def has(self, label: str) -> bool:
        """Whether a label is a name."""
        return label[0] == "@" or " " in label or (len(label) > 1 and label.isupper()) or label in self.last


def _at_edges(
    found: Mapping[int, re.Match[str]],
    labels: Mapping[int, re.Match[str]],
    known: _Names,
    sheets: Sequence[Page],
) -> dict[int, re.Match[str]]:
    """Labels of names that come once, before the first of those `found` and behind the last one."""
    record = all(_label(match).isupper() for match in found.values())
    reach = _REACH if record else 1
    added: dict[int, re.Match[str]] = {}
    for start, step in ((min(found), -1), (max(found), 1)):
        number, parted = start + step, 1
        while 0 <= number < len(sheets) and parted <= reach:
            match = labels.get(number)
            if match and known.has(_label(match)) and (_label(match).isupper() or not record):
                added[number], parted = match, 0
            parted += _BRACKETED.fullmatch(sheets[number].text.strip()) is None
            number += step
    return added


def _is_talk(texts: list[str]) -> bool:
    """Whether anybody asks, or most say whole sentences; a table with labels does neither."""
    return (
        any(text.rstrip().endswith("?") for text in texts) or median(len(text.split()) for text in texts) >= 8
    )


def _labelled(page: Page, lexicon: Lexicon) -> re.Match[str] | None:
    match = _LABEL.match(page.text, behind_time(page.text))
    if match is None or page.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return None
    if match[2] and match[2].lower() not in lexicon.questions | lexicon.answers:
        return None
    words = _label(match).split()
    word = words[0].lower()
    if word in lexicon.articles and len(words) > 1 and _label(match).isupper():
        return match  # THE WITNESS: a court's or a parliament's record
    if word in lexicon.questions or word in lexicon.answers:
        return match
    nobodys = lexicon.starters | lexicon.sources | lexicon.works | lexicon.labels
    odd = len(word) > 1 and word in nobodys and not (word in lexicon.given and len(words) == 1)
    return None if odd else match


def _label(match: re.Match[str]) -> str:
    return match[1] or match[2]


def name_interview(
    said: Sequence[Said], people: Sequence[Person], lexicon: Lexicon, byline: str = ""
) -> None:
    """Give the answers to the one whom the article is about (who wrote it asks), and call who asks what they
    are.

    Somebody else who is named more than half as often leaves the answers with their letter, a place does not.
    """
    turns = (one for one in said if one.quoted.dashed)
    letters = {one.person.number: one.person for one in turns if one.person is not None}.values()
    asking = [one for one in letters if _is_letter(one, lexicon.questions)]
    answering = [one for one in letters if _is_letter(one, lexicon.answers)]
    if len(asking) != 1 or len(answering) != 1:
        return
    asking[0].names = Counter({(lexicon.interviewer,): 1})
    known = [
        one for one in people if one.names and one.human > 0 and not (one.plural or one.body) and one.named
    ]
    known = sorted(
        (one for one in known if one not in letters and " ".join(one.fullest()) not in byline),
        key=lambda one: (-one.mentions, -one.human),
    )
    if not known:
        return
    sure = min(known[0].human, _SURELY)
    rivals = [one for one in known[1:] if one.human >= sure]
    if any(known[0].mentions <= 2 * one.mentions for one in rivals):
        return
    for one in said:
        if one.person is answering[0]:
            told = f"{one.evidence}; the answers are taken to be those of {' '.join(known[0].fullest())}"
            one.give(known[0], one.basis, told, one.confidence)


def _is_letter(person: Person, labels: frozenset[str]) -> bool:
    return any(len(name) == 1 and name[0].lower() in labels for name in person.names)
