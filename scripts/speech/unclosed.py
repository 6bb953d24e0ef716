"""Quotes that were never closed and hold their own cue: `“It will sail, said Ana Ruiz. It was noon.`

Conventions
-----------
Only what stands open to the end of its page is looked at, and only a cue of a verb of speech and a name, a
title or a pronoun beside it, right after a comma, a question mark or an exclamation mark, ends the quote.
"""

import re
from dataclasses import replace

from scripts.speech.lexicon import Lexicon
from scripts.speech.quotes import Quoted

_INVERTED = re.compile(r"[,?!]\s(?P<verb>[^\W\d_]+)\s(?P<subject>[^\W\d_]+)")
_STRAIGHT = re.compile(r"[,?!]\s(?P<subject>[^\W\d_]+)\s(?P<verb>[^\W\d_]+)(?=[.,;])")
_LONGEST = 600
"""Characters of a quote in which its cue is looked for."""


def end_at_cues(text: str, quotes: list[Quoted], lexicon: Lexicon) -> list[Quoted]:
    """The quotes of a page, those that hold their own cue ended in front of it.

    >>> from scripts.speech.lexicon import lexicon_for
    >>> from scripts.speech.quotes import find_quoted
    >>> text = "“It will sail, said Ana Ruiz. It was noon."
    >>> [text[one.start : one.end] for one in end_at_cues(text, find_quoted([text])[0], lexicon_for("en"))]
    ['“It will sail,']
    """
    return [one if one.closed or one.dashed else _ended(text, one, lexicon) for one in quotes]


def _ended(text: str, quoted: Quoted, lexicon: Lexicon) -> Quoted:
    start, stop = quoted.inner_start, min(quoted.end, quoted.inner_start + _LONGEST)
    for pattern in (_INVERTED, _STRAIGHT):
        for found in pattern.finditer(text, start, stop):
            subject, low = found["subject"], found["subject"].lower()
            named = subject[0].isupper() or low in lexicon.articles or low in lexicon.he or low in lexicon.she
            if found["verb"] in lexicon.say and named and low not in lexicon.me:
                end = found.start() + 1
                return replace(quoted, end=end, inner_end=end, closed=True)
    return quoted
