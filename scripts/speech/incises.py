"""The narrator's words inside quotation marks, as French sets them: `« C'est faux, répond-elle, je viens. »`

Conventions
-----------
Only in languages whose file says `incises`. A cue begins behind a comma, or the sign that ends a question or
a cry, with a verb of speech before its subject, and ends at the next comma or full stop; what is before and
behind it is speech, what is in it is the narrator's.
"""

from scripts.speech.lexicon import Lexicon
from scripts.speech.phrases import Form, read_phrase
from scripts.speech.prose import Prose
from scripts.speech.quotes import Quoted
from scripts.speech.tokens import tokenize
from scripts.speech.vocabulary import Vocabulary

_BEFORE = frozenset(",?!…")
_BEHIND = frozenset(",.!?;:")
_LONGEST = 14
"""Tokens of a cue."""


def part_at_incises(text: str, quotes: list[Quoted], lexicon: Lexicon) -> list[Quoted]:
    """The quotes of a page, those that the narrator breaks in two or more."""
    if not lexicon.incises:
        return quotes
    vocabulary = Vocabulary(lexicon)
    return [part for quoted in quotes for part in _parts(text, quoted, vocabulary)]


def _parts(text: str, quoted: Quoted, vocabulary: Vocabulary) -> list[Quoted]:
    inner = text[quoted.inner_start : quoted.inner_end]
    tokens = tokenize(inner, [], vocabulary.lexicon)
    prose = Prose(tokens, vocabulary)
    found: list[Quoted] = []
    start, at = quoted.start, 1
    while at < len(tokens):
        end = _end(prose, at) if tokens[at - 1].low in _BEFORE else 0
        if not end:
            at += 1
            continue
        last = tokens[at - 1].start if tokens[at - 1].low == "," else tokens[at - 1].end
        found.append(_part(quoted, start, quoted.inner_start + last, first=not found))
        if end >= len(tokens):
            return found
        start, at = quoted.inner_start + tokens[end].start, end + 1
    return [*found, _part(quoted, start, quoted.end, first=False)] if found else [quoted]


def _end(prose: Prose, at: int) -> int:
    """The token behind a cue that begins at `at` and behind the sign that ends it; 0 if none does."""
    verb = at
    while prose.low(verb) in prose.lexicon.auxiliaries:
        verb += 1
    pronoun = prose.low(verb) in prose.lexicon.pronouns and verb > at  # "a-t-elle ajouté"
    if pronoun:
        verb += 1
    if not prose.is_verb(verb) or prose.low(verb + 1) in prose.lexicon.complementizers:
        return 0
    if not pronoun and not prose.starts_phrase(verb + 1):
        return 0
    named = not pronoun and prose.low(verb + 1) not in prose.lexicon.pronouns
    for end in range(verb + 1, min(len(prose), at + _LONGEST) + 1):
        if end == len(prose) or (prose.low(end) in _BEHIND and not (named and _explains(prose, end))):
            return min(end + 1, len(prose))
    return 0


def _explains(prose: Prose, comma: int) -> bool:
    """`dit la maire, Odile Garnier, ...`, `dit Odile Garnier, maire de Sarlange.`: more on who that is."""
    phrase = read_phrase(prose, comma + 1) if prose.low(comma) == "," else None
    if phrase is None or phrase.form is Form.PRONOUN:
        return False
    end = phrase.end
    if phrase.form is Form.NOUN:
        if not prose.is_person(phrase.head):
            return False
        while end < comma + _LONGEST and prose.word(end) and not prose.is_verb(end):
            end += 1
    return prose.low(end) in (",", ".")


def _part(quoted: Quoted, start: int, end: int, *, first: bool) -> Quoted:
    return Quoted(
        start,
        end,
        quoted.single,
        closed=True,
        continues=quoted.continues and first,
        dashed=True,
        inner_start=quoted.inner_start if first else start,
        inner_end=min(end, quoted.inner_end),
    )
