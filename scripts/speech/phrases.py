"""Noun phrases: who or what a few words of narration name.

Conventions
-----------
Positions are indexes into a page's tokens, end exclusive. There is no grammar here: a phrase ends where a
verb, a preposition, a pronoun or punctuation begins, which news and fiction keep to well enough beside a
quote.
"""

from dataclasses import dataclass, field, replace
from enum import Enum

from scripts.speech.lexicon import Lexicon
from scripts.speech.prose import Prose
from scripts.speech.tokens import Token
from scripts.speech.vocabulary import AGED, OPENS, PERSON, ROLE, STOPS, VERB

LONGEST = 14
"""Words in a phrase at most."""


class Form(Enum):
    """How a phrase refers."""

    NAME = "name"
    NOUN = "noun"
    PRONOUN = "pronoun"


@dataclass(slots=True)
class Phrase:
    """A noun phrase."""

    start: int
    end: int
    form: Form
    words: tuple[str, ...]
    """As written, determiner left out; for a name the name alone ("Ana Ruiz")."""
    name: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    """Titles and nouns before a name, lower case."""
    head: str = ""
    """The noun, or the pronoun, lower case; "" for somebody who is not named at all."""
    mods: frozenset[str] = field(default_factory=frozenset)
    """The other words of a noun phrase, lower case."""
    determiner: str = ""
    plural: bool = False
    owner: tuple[str, ...] = ()
    """Whose, where a possessive stands in front: ("Peru",)."""
    caps: frozenset[str] = field(default_factory=frozenset)
    """Those of `mods` that are written with a capital."""
    parts: tuple["Phrase", ...] = ()
    """The names of several who speak as one."""


def read_phrase(prose: Prose, at: int, *, somebody: bool = False) -> Phrase | None:
    """The noun phrase that begins at a token, or None; if it must be `somebody`, also None for a noun that is
    plainly a thing."""
    if not prose.word(at):
        return None
    lexicon, token = prose.lexicon, prose.tokens[at]
    if token.low in lexicon.pronouns:
        plural = token.low in lexicon.they
        return Phrase(at, at + 1, Form.PRONOUN, (token.text,), head=token.low, plural=plural)
    start, determiner = at, ""
    while at < start + 3 and prose.word(at) and prose.low(at) in lexicon.determiners:
        determiner = determiner or prose.low(at)
        at += 1
    end, core = _run(prose, at, bool(determiner))
    if end > at:
        if somebody and _is_thing(prose, end - 1):
            return None
        phrase = _describe(prose, start, (at, core, end), determiner)
        return _with_office(prose, phrase) or phrase
    if at > start + 1 or determiner in lexicon.lone:
        return Phrase(start, at, Form.NOUN, (determiner,), head=determiner, determiner=determiner)
    return None


def _is_thing(prose: Prose, last: int) -> bool:
    """Whether a phrase whose last word stands at `last` is neither a name, a person nor what can speak."""
    token = prose.tokens[last]
    return not (token.cap or prose.kinds[last] & (PERSON | AGED) or token.low in prose.lexicon.sources)


def _with_office(prose: Prose, phrase: Phrase) -> Phrase | None:
    """`secretary of state Ana Ruiz`, `director of Peru operations Ana Ruiz`: the name behind an office."""
    lexicon, at = prose.lexicon, phrase.end + 1
    if phrase.form is not Form.NOUN or not prose.is_person(phrase.head):
        return None
    if prose.low(phrase.end) not in lexicon.prepositions:
        return None
    while at < phrase.end + 5 and (prose.low(at) in lexicon.offices or prose.low(at) in lexicon.places):
        at += 1
    if at == phrase.end + 1 or not prose.word(at) or not prose.tokens[at].cap:
        return None
    named = read_phrase(prose, at)
    if named is None or named.form is not Form.NAME or named.titles:
        return None
    titles = tuple(word.lower() for word in phrase.words)
    return replace(named, start=phrase.start, titles=titles, determiner=phrase.determiner)


def _run(prose: Prose, first: int, determined: bool) -> tuple[int, int]:
    """(end of the phrase, position after its last possessive)."""
    lexicon, tokens, kinds = prose.lexicon, prose.tokens, prose.kinds
    at, core, role_seen = first, first, False
    last, sentence = min(len(tokens), first + LONGEST), tokens[first].sentence if first < len(tokens) else 0
    while at < last:
        token = tokens[at]
        if not token.word or token.sentence != sentence:
            break
        if at == first:
            if _cannot_begin(prose, at):
                break
        elif token.cap:
            if prose.low(at - 1) in lexicon.times:
                break
        elif not tokens[at - 1].poss and _ends_run(prose, at, core, (role_seen, determined)):
            break
        if token.poss:
            core, role_seen, determined = at + 1, False, True
        elif not token.cap and kinds[at] & ROLE:
            role_seen = True
        at += 1
    return at, core if core < at else first


def _cannot_begin(prose: Prose, at: int) -> bool:
    if prose.tokens[at].cap:
        return False
    kind = prose.kinds[at]
    return kind & OPENS > 0 or (kind & VERB > 0 and prose.past(at))


def _ends_run(prose: Prose, at: int, core: int, state: tuple[bool, bool]) -> bool:  # noqa: PLR0911 - a ladder of rules
    """Whether a word in lower case is no part of the phrase; `state`: a role was seen, it is determined."""
    lexicon, before, low, kind = prose.lexicon, prose.tokens[at - 1], prose.tokens[at].low, prose.kinds[at]
    role_seen, determined = state
    if low in lexicon.particles and before.cap and prose.word(at + 1) and prose.tokens[at + 1].cap:
        return False
    if kind & STOPS:
        return True
    if kind & VERB:
        return prose.speaks(at) and not (low in lexicon.nouns and prose.speaks(at + 1))
    if kind & ROLE:
        return False
    if role_seen:
        return not prose.role_ahead(at)
    verbal = low.endswith(lexicon.past_ends) or low.endswith(lexicon.participle_ends)
    present = low.endswith(lexicon.present_ends) and low not in lexicon.sources  # "the letter makes a case"
    if before.low in lexicon.sources and (verbal or present):
        return True
    if before.cap and (not determined or at - core > 1):
        if determined and not verbal and not low.endswith("s"):
            return False
        return not (low in lexicon.sources or low[0].isdigit() or prose.role_ahead(at))
    return False


def _describe(prose: Prose, start: int, parts: tuple[int, int, int], determiner: str) -> Phrase:
    """Sort the words of a phrase into title, name, noun and modifiers; `parts`: first word, core, end."""
    first, core, end = parts
    lexicon = prose.lexicon
    body = prose.tokens[core:end]
    owner = tuple(token.text for token in prose.tokens[first:core])
    lows = [token.low for token in body]
    name_from = _name_start(body, lexicon)
    cut = _behind_titles(prose, body, name_from)
    if cut < len(body):
        cut = _behind_places(body, cut, lexicon)
        name = tuple(token.text for token in body[cut:])
        titles = tuple(lows[:cut])
        return Phrase(start, end, Form.NAME, name, name, titles, lows[-1], determiner=determiner, owner=owner)
    head = lows[-1]
    plural = head in lexicon.plural_roles or (head.endswith("s") and head[:-1] in lexicon.roles)
    caps = frozenset(token.low for token in body[:-1] if token.cap and token.start != prose.tokens[0].start)
    words = tuple(token.text for token in body)
    mods = frozenset(lows[:-1])
    return Phrase(start, end, Form.NOUN, words, (), (), head, mods, determiner, plural, owner, caps)


def _name_start(body: list[Token], lexicon: Lexicon) -> int:
    """Where the words with capitals at the end of a phrase begin; small words may stand among them."""
    at = len(body)
    while at > 0:
        inner = 1 < at < len(body) and body[at - 1].low in lexicon.particles and body[at - 2].cap
        if not (body[at - 1].cap or inner):
            break
        at -= 1
    return at


def _behind_titles(prose: Prose, body: list[Token], start: int) -> int:
    """Where the name itself begins; the body's length if there are only titles."""
    lexicon, cut = prose.lexicon, start
    for number in range(start, len(body)):
        low = body[number].low
        known = low in lexicon.titles or low in lexicon.roles or low in lexicon.plural_roles
        known = known or low.endswith(lexicon.age_ends)
        if (known or (not body[number].cap and prose.is_role(low))) and not _is_surname(
            body, number, cut, lexicon
        ):
            cut = number + 1
    return cut


def _is_surname(body: list[Token], number: int, cut: int, lexicon: Lexicon) -> bool:
    """`James Baker`, `Ms. Cook`: the last word of a name that is a role or a title elsewhere."""
    if number < len(body) - 1 or not body[number].cap or number == 0:
        return False
    before = body[number - 1].low
    if lexicon.titles.get(before):
        return body[number].low not in lexicon.titles
    initial = body[number - 1].text.endswith(".") or len(before) == 1
    return number > cut and (before in lexicon.given or initial or body[number].low not in lexicon.roles)


def _behind_places(body: list[Token], cut: int, lexicon: Lexicon) -> int:
    """`United States Ana Ruiz`, `Port Authority Ana Ruiz`: where the person's own name begins."""
    while cut < len(body) - 1:
        pair = (body[cut].low, body[cut + 1].low)
        if pair in lexicon.twin_places:
            cut += 2
        elif body[cut].low in lexicon.places:
            cut += 1
        else:
            break
    cut = min(cut, len(body) - 1)
    if body[cut].low in lexicon.given:
        return cut
    return next(
        (at for at in range(cut + 1, len(body) - 1) if body[at].low in lexicon.given and body[at].cap), cut
    )
