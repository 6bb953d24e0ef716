"""Letters: how they begin and end, "Dear editor," and "Yours sincerely / Ana Ruiz / Holm".

Conventions
-----------
A salutation is a paragraph of its own. A letter ends with a formula, on a line of its own too; names and
places are under it, or stand in the paragraph behind it. Each line there is read for itself, and none of it
tells what the letter is about.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

from scripts.words import fold

_LONGEST = 60
"""Characters of a line."""
_MOST_LINES = 8
_GREETING = (
    r"(?:a\schara|dear|to\s(?:the|our)\seditors?|to\swhom\sit\smay\sconcern|sirs?|madam|gentlemen|hello|hi|sehr\sgeehrte[rns]?"
    r"|liebe[rs]?|guten\stag|chère?s?|madame|monsieur|mesdames|messieurs|querid[oa]s?|estimad[oa]s?|muy\sseñor(?:es)?"
    r"|car[oaie]|gentil[ei]|egregi[oa]|beste|geachte|lieve|prezad[oa]s?|car[oa]s|exm[oa]s?)"
)
_SALUTATION = re.compile(rf"{_GREETING}\b[^.?\n]{{0,50}}[,:!–—-]\Z", re.IGNORECASE)
_WORDS = (
    r"(?:yours(?:,?\s(?:sincerely|faithfully|truly|ever|respectfully|etc\.?|in\s\w+))?|sincerely(?:\syours)?|faithfully"
    r"|(?:with\s)?(?:(?:kind|best|warm)(?:est)?\s(?:regards|wishes)|regards|love|thanks)|respectfully(?:\syours)?"
    r"|your\s(?:loving|affectionate|devoted|obedient|old)(?:\s\w+)?|mit\s(?:freundlichen|besten|herzlichen|lieben|vielen)"
    r"\sgrüßen?|(?:viele|liebe|beste|herzliche|freundliche)\sgrüße|hochachtungsvoll|ihre?|(?:bien\s)?cordialement"
    r"|bien\sà\svous|amicalement|respectueusement|(?:sincères|meilleures)\ssalutations|(?:muy\s)?atentamente|cordialmente"
    r"|(?:un\s(?:cordial\s|fuerte\s)?(?:saludo|abrazo)|saludos)(?:\s(?:cordiales|cordial))?|(?:cordiali|distinti)\ssaluti"
    r"|con\si\smigliori\ssaluti|met\s(?:vriendelijke|hartelijke)\sgroet(?:en)?|(?:vriendelijke|hartelijke)\sgroet(?:en)?"
    r"|hoogachtend|atenciosamente|(?:com\sos\s)?(?:melhores|meus)\scumprimentos|um\sabraço|abraços)"
)
_FORMULA = re.compile(
    rf"{_WORDS}(?:\s(?:aus|from|uit|de|da|dal?)\s[^\W\d_][\w\s-]{{1,24}})?\s?[,.!]?\Z", re.IGNORECASE
)
_PHRASE = (
    r"(?:veuillez\s(?:agréer|recevoir|croire)|je\svous\sprie\sd['’]agréer|recevez|quedo\s(?:de|a)\susted)\b"
)
_SENTENCE = re.compile(
    rf"{_PHRASE}.{{0,160}}\Z|.*[.!?]\s?[–—-]\s?{_WORDS}\s?[,.!]?\Z", re.IGNORECASE | re.DOTALL
)
"""A paragraph that ends a letter with a sentence, or behind its last one: "It rains. – Yours, etc.,"."""
_MAY_BE = re.compile(rf"\s*(?:{_GREETING}|{_PHRASE}|{_WORDS})", re.IGNORECASE)
_MAY_END = re.compile(rf"[–—-]\s?{_WORDS}\s?[,.!]?\s*\Z", re.IGNORECASE)
"""Without these, which are quickly looked for, a paragraph is no part of a letter but its body."""
_STOPS = re.compile(r"[!?:;…]\Z|[^\W\d_]{4,}\s[^\W\d_]{3,}\s[^\W\d_]{3,}\s.*\.\Z")
"""What ends a sentence, and no name or place."""


class Part(Enum):
    """What a paragraph is to a letter."""

    SALUTATION = "salutation"
    BODY = "body"
    CLOSING = "closing"


def letter_parts(paragraphs: Iterable[str]) -> Iterator[Part]:
    """What each paragraph of a text is, its lines as they are written.

    >>> [part.value for part in letter_parts(["Dear editor,", "It rains.", "Yours,", "Ana Ruiz\\nHolm"])]
    ['salutation', 'body', 'closing', 'closing']
    """
    ended = False
    for words in paragraphs:
        if not ended and not _MAY_BE.match(words) and not _MAY_END.search(words[-_LONGEST:]):
            yield Part.BODY
            continue
        lines = [line for line in map(fold, words[: _MOST_LINES * _LONGEST].splitlines()) if line]
        if len(words) > _MOST_LINES * _LONGEST:
            lines = []
        if is_closing(lines) or (ended and _is_below(lines)):
            ended = len(lines) == 1
            yield Part.CLOSING
            continue
        ended = _SENTENCE.match(words[-300:].strip()) is not None
        greets = len(lines) == 1 and len(lines[0]) <= _LONGEST and _SALUTATION.match(lines[0])
        yield Part.SALUTATION if greets else Part.BODY


def is_salutation(words: str) -> bool:
    """Whether a paragraph is how a letter begins: "Dear editor,"."""
    return next(letter_parts([words])) is Part.SALUTATION


def without_greeting(words: str) -> str:
    """A paragraph without the greeting that it begins with.

    >>> without_greeting("Sir, – The mill was sold."), without_greeting("The sea – it sang – was near.")
    ('The mill was sold.', 'The sea – it sang – was near.')
    """
    dash = re.search(r"[–—-]\s", words[:_LONGEST])
    greets = dash and _SALUTATION.match(words[: dash.start() + 1])
    return words[dash.end() :] if dash and greets else words


def is_closing(lines: Sequence[str]) -> bool:
    """Whether lines are how a letter ends: the formula, and who writes from where."""
    return bool(lines) and _FORMULA.match(lines[0]) is not None and (len(lines) == 1 or _is_below(lines[1:]))


def _is_below(lines: Sequence[str]) -> bool:
    """Whether lines are names and places."""
    few = 0 < len(lines) < _MOST_LINES and all(len(line) <= _LONGEST for line in lines)
    return few and not any(_STOPS.search(line) or line[0].islower() for line in lines)
