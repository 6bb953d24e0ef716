"""The narrator's words inside quotation marks, as French sets them: `« C'est faux, répond-elle, je viens. »`,
and Italian: `«È falso – risponde lei –, vengo.»`

Conventions
-----------
Only in languages whose file says `incises`. A cue begins behind a comma, or the sign that ends a question or
a cry, with a verb of speech before its subject, and ends at the next comma or full stop; or it stands between
dashes. What is before and behind it is speech, what is in it is the narrator's.
"""

from scripts.speech.phrases import Form, read_phrase
from scripts.speech.prose import Prose
from scripts.speech.quotes import Quoted
from scripts.speech.tokens import tokenize
from scripts.speech.vocabulary import Vocabulary

_BEFORE = frozenset(",?!…")
_DASHES = frozenset("–—")
_BEHIND = frozenset(",.!?;:")
_LONGEST = 14
"""Tokens of a cue."""


def part_at_incises(text: str, quotes: list[Quoted], vocabulary: Vocabulary) -> list[Quoted]:
    """The quotes of a page, those that the narrator breaks in two or more."""
    if not vocabulary.lexicon.incises:
        return quotes
    return [part for quoted in quotes for part in _parts(text, quoted, vocabulary)]


def _parts(text: str, quoted: Quoted, vocabulary: Vocabulary) -> list[Quoted]:
    inner = text[quoted.inner_start : quoted.inner_end]
    tokens = tokenize(inner, [], vocabulary.lexicon)
    prose = Prose(tokens, vocabulary)
    found: list[Quoted] = []
    start, at = quoted.start, 1
    while at < len(tokens):
        dashed = tokens[at - 1].low in _DASHES and at > 1
        end = _dashed_end(prose, at) if dashed else _end(prose, at) if tokens[at - 1].low in _BEFORE else 0
        if not end:
            at += 1
            continue
        last = tokens[at - 2 if dashed else at - 1].end
        last = tokens[at - 1].start if tokens[at - 1].low == "," else last
        found.append(_part(quoted, start, quoted.inner_start + last, first=not found))
        if end >= len(tokens):
            return found
        start, at = quoted.inner_start + tokens[end].start, end + 1
    return [*found, _part(quoted, start, quoted.end, first=False)] if found else [quoted]


def _end(prose: Prose, at: int) -> int:
    """The token behind a cue that begins at `at` and behind the sign that ends it; 0 if none does."""
    verb = _verb(prose, at)
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


def _dashed_end(prose: Prose, at: int) -> int:
    """The same for a cue between dashes, which may leave its subject out: `– ha poi aggiunto –,`."""
    lexicon, verb = prose.lexicon, _verb(prose, at)
    if not prose.is_verb(verb):
        return 0
    end = verb + 1
    while end < len(prose) and prose.low(end) not in _DASHES:
        end += 1
    named = prose.starts_phrase(verb + 1)
    bare = all(low in lexicon.adverbs for low in prose.lows(verb + 1, end))
    if end - at > _LONGEST or not (named or bare) or (end == len(prose) and not named):
        return 0
    end = min(end + 1, len(prose))
    return end + 1 if prose.low(end) in _BEHIND else end


def _verb(prose: Prose, at: int) -> int:
    """Where the verb of a cue stands: behind its auxiliaries."""
    verb = at
    while prose.low(verb) in prose.lexicon.auxiliaries:
        verb += 1
    return verb


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
