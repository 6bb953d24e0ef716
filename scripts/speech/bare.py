"""Verbs of speech whose subject is left out, as Italian and Portuguese have them: `«Tre navi», racconta.`

Conventions
-----------
Only in languages whose file says `free_subjects`. Such a verb tells that a quote is speech; who speaks
follows from the sentences around it. Positions are indexes into a page's tokens.
"""

from scripts.speech.cues import REACH, behind_time, limit
from scripts.speech.prose import COMMAS, Prose


def verb_alone(prose: Prose, at: int, ending: str) -> bool:
    """Whether a verb without its subject follows the quote at `at`; `ending` is the last sign inside."""
    if not prose.lexicon.free_subjects:
        return False
    comma = prose.low(at + 1) in COMMAS
    return (comma or ending in (",", "?", "!", "…")) and _is_bare(prose, at + 2 if comma else at + 1)


def verb_in_front(prose: Prose, at: int) -> bool:
    """Whether one stands in front: `Poi ha aggiunto: «...»`; or between: `«...», assicura, «...»`."""
    if not prose.lexicon.free_subjects:
        return False
    tokens, sign = prose.tokens, prose.low(at - 1)
    if sign not in COMMAS and sign != ":":
        return False
    first = at - 1
    while first > max(0, at - REACH) and tokens[first - 1].quote < 0 and not prose.opens(first):
        first -= 1
    if sign == ":":
        return any(prose.low(near) in prose.lexicon.say and prose.speaks(near) for near in range(first, at))
    spoken = first > 0 and tokens[first - 1].quote >= 0 and not tokens[first - 1].inert
    return spoken and _is_bare(prose, first + 1 if prose.low(first) in COMMAS else first)


def _is_bare(prose: Prose, first: int) -> bool:
    lexicon = prose.lexicon
    stop, verb = limit(prose, first) if prose.word(first) else first, first
    while verb < stop and (prose.low(verb) in lexicon.auxiliaries or prose.low(verb) in lexicon.adverbs):
        verb += 1
    if verb >= stop or not prose.is_verb(verb):
        return False
    end = verb + 1
    while end < stop and prose.low(end) in lexicon.adverbs:
        end += 1
    end = behind_time(prose, end)
    low = prose.low(end)
    return not prose.word(end) or low in lexicon.prepositions or low in lexicon.conjunctions
