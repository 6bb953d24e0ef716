"""Noun phrases: who or what a few words of narration name.

Conventions
-----------
Positions are indexes into a page's tokens, end exclusive. There is no grammar here: a phrase ends where a verb, a
preposition, a pronoun or punctuation begins, which news and fiction keep to well enough beside a quote.
"""

from dataclasses import dataclass, field
from enum import Enum

from scripts.speech.lexicon import Lexicon
from scripts.speech.tokens import Token

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
    """As written, determiner left out; for a name the name alone ("Pavel Chikov")."""
    name: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    """Titles and nouns before a name, lower case."""
    head: str = ""
    """The noun, or the pronoun, lower case."""
    mods: frozenset[str] = field(default_factory=frozenset)
    determiner: str = ""
    plural: bool = False
    owner: tuple[str, ...] = ()
    """Whose, where a possessive stands in front: ("Malaysia",)."""
    caps: frozenset[str] = field(default_factory=frozenset)
    """Those of `mods` that are written with a capital."""


def is_role(word: str, lexicon: Lexicon) -> bool:
    """Whether a lower-case noun names a person."""
    return word in lexicon.roles or word in lexicon.plural_roles or _by_suffix(word, lexicon)


def _by_suffix(word: str, lexicon: Lexicon) -> bool:
    tail = word.rsplit("-", 1)[-1]
    return tail in lexicon.roles or (len(word) > 5 and word.endswith(lexicon.suffixes))


def speaks(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the word here is a finite verb of speech and not the noun that is spelt alike ("a message")."""
    token = tokens[at]
    if not is_verb(token, lexicon):
        return False
    if token.low not in lexicon.nouns or at == 0:
        return True
    before = tokens[at - 1]
    if token.low.endswith("s"):
        return (
            before.cap
            or not before.word
            or is_role(before.low, lexicon)
            or before.low in lexicon.sources
            or before.low in lexicon.adverbs
            or is_pronoun(before.low, lexicon)
        ) and not before.poss
    return (
        not before.word
        or before.low in lexicon.auxiliaries
        or before.low in lexicon.plural_roles
        or before.low in ("to", "and")
        or is_pronoun(before.low, lexicon)
    )


def is_verb(token: Token, lexicon: Lexicon) -> bool:
    """Whether a token can be a verb of speech in a finite form."""
    return not token.cap and (token.low in lexicon.say or token.low in lexicon.manner)


def starts_phrase(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a noun phrase can begin here."""
    if at >= len(tokens) or not tokens[at].word:
        return False
    token = tokens[at]
    if is_pronoun(token.low, lexicon) or token.low in lexicon.determiners or token.text[0].isdigit():
        return True
    if token.cap:
        return not _only_starter(tokens, at, lexicon) or token.low in lexicon.plural_roles
    if is_role(token.low, lexicon) or token.low in lexicon.titles:
        return True
    if token.low in lexicon.sources and not is_verb(token, lexicon):
        return True
    return (
        token.low not in lexicon.adverbs and not is_verb(token, lexicon) and _role_ahead(tokens, at, lexicon)
    )


def is_pronoun(low: str, lexicon: Lexicon) -> bool:
    """Whether a word stands for somebody."""
    return (
        low in lexicon.he
        or low in lexicon.she
        or low in lexicon.they
        or low in lexicon.me
        or low in lexicon.it
        or low in lexicon.others
    )


def _only_starter(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a capital comes from the sentence's beginning alone."""
    token = tokens[at]
    if token.low not in lexicon.starters:
        return False
    follower = tokens[at + 1] if at + 1 < len(tokens) else None
    named = token.low in lexicon.given or token.low in lexicon.titles
    return not (named and follower is not None and follower.cap and follower.low not in lexicon.starters)


def read_phrase(tokens: list[Token], at: int, lexicon: Lexicon) -> Phrase | None:
    """The noun phrase that begins at a token, or None."""
    if at >= len(tokens) or not tokens[at].word:
        return None
    token = tokens[at]
    if is_pronoun(token.low, lexicon):
        return Phrase(
            at, at + 1, Form.PRONOUN, (token.text,), head=token.low, plural=token.low in lexicon.they
        )
    start, determiner = at, ""
    while at < len(tokens) and at < start + 3 and tokens[at].low in lexicon.determiners and tokens[at].word:
        determiner = determiner or tokens[at].low
        at += 1
    end, last_owner = _run(tokens, at, bool(determiner), lexicon)
    if end == at:
        if at > start + 1 or determiner in lexicon.lone:
            return Phrase(start, at, Form.NOUN, (determiner,), head=determiner, determiner=determiner)
        return None
    return _describe(tokens, start, max(at, last_owner), at, end, determiner, lexicon)


def _run(tokens: list[Token], at: int, determined: bool, lexicon: Lexicon) -> tuple[int, int]:
    """(end of the phrase, position after its last possessive)."""
    first, owner, role_seen = at, at, False
    while at < len(tokens) and at < first + LONGEST:
        token = tokens[at]
        if not token.word or (at > first and tokens[at].sentence != tokens[first].sentence):
            break
        if (
            at > first
            and not token.cap
            and not tokens[at - 1].poss
            and _ends_run(tokens, at, owner, role_seen, determined, lexicon)
        ):
            break
        if at > first and token.cap and tokens[at - 1].low in lexicon.times:
            break
        if (
            at == first
            and not token.cap
            and (
                token.low in lexicon.prepositions
                or token.low in lexicon.auxiliaries
                or token.low in lexicon.conjunctions
                or (token.low.endswith("ed") and is_verb(token, lexicon))
            )
        ):
            break
        if not token.cap and is_role(token.low, lexicon) and not token.poss:
            role_seen = True
        at += 1
        if token.poss:
            owner, role_seen = at, False
            determined = True
    return at, min(owner, at)


def _ends_run(
    tokens: list[Token], at: int, owner: int, role_seen: bool, determined: bool, lexicon: Lexicon
) -> bool:
    token, before = tokens[at], tokens[at - 1]
    low = token.low
    if low in lexicon.particles and before.cap and at + 1 < len(tokens) and tokens[at + 1].cap:
        return False
    if (
        low in lexicon.auxiliaries
        or low in lexicon.adverbs
        or low in lexicon.conjunctions
        or low in lexicon.relatives
        or low in lexicon.prepositions
        or low in lexicon.times
        or low in lexicon.determiners
        or low in lexicon.participles
        or low in lexicon.calls
        or is_pronoun(low, lexicon)
    ):
        return True
    if is_verb(token, lexicon):
        followed = at + 1 < len(tokens) and speaks(tokens, at + 1, lexicon)
        return speaks(tokens, at, lexicon) and not (low in lexicon.nouns and followed)
    role = is_role(low, lexicon)
    if role_seen and not role:
        return not _role_ahead(tokens, at, lexicon)
    if (role_seen or before.low in lexicon.sources) and low.endswith(("ed", "ing")):
        return True
    if before.cap and not role and (not determined or at - owner > 1):
        if determined and not low.endswith(("ed", "ing", "s")) and low not in lexicon.calls:
            return False
        return not (low in lexicon.sources or low[0].isdigit() or _role_ahead(tokens, at, lexicon))
    return role_seen and low.endswith("ed")


def _role_ahead(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a noun for a person ends a few plain words: `Senate minority leader Harry Reid`."""
    for token in tokens[at : at + 4]:
        if (
            not token.word
            or token.cap
            or token.low in lexicon.prepositions
            or token.low in lexicon.auxiliaries
        ):
            return False
        if token.low in lexicon.determiners or token.low in lexicon.conjunctions or is_verb(token, lexicon):
            return False
        if is_role(token.low, lexicon):
            return True
    return False


def _describe(
    tokens: list[Token], start: int, core: int, first: int, end: int, determiner: str, lexicon: Lexicon
) -> Phrase:
    """Sort the words of a phrase into title, name, noun and modifiers."""
    body = tokens[core:end] or tokens[first:end]
    owner = tuple(token.text for token in tokens[first:core])
    name_from = len(body)
    while name_from > 0 and (
        body[name_from - 1].cap
        or (
            name_from - 1 > 0
            and name_from < len(body)
            and body[name_from - 1].low in lexicon.particles
            and body[name_from - 2].cap
        )
    ):
        name_from -= 1
    cut = name_from
    for number in range(name_from, len(body)):
        low = body[number].low
        if (low in lexicon.titles or is_role(low, lexicon)) and not (
            number == len(body) - 1 and number > cut and low not in lexicon.roles
        ):
            cut = number + 1
    while (
        cut < len(body) - 1
        and cut >= name_from
        and (body[cut].low in lexicon.places or (body[cut].low, body[cut + 1].low) == ("united", "states"))
    ):
        cut += 2 if body[cut].low == "united" else 1
    if cut < len(body) and body[cut].low not in lexicon.given:
        for number in range(cut + 1, len(body) - 1):
            if body[number].low in lexicon.given and body[number].cap:
                cut = number
                break
    words = tuple(token.text for token in body)
    lows = [token.low for token in body]
    if cut < len(body) and name_from < len(body):
        name = tuple(token.text for token in body[cut:])
        titles = tuple(lows[:cut])
        return Phrase(
            start, end, Form.NAME, name, name, titles, lows[-1], frozenset(), determiner, False, owner
        )
    head = lows[-1]
    plural = head in lexicon.plural_roles or (head.endswith("s") and head[:-1] in lexicon.roles)
    caps = frozenset(token.low for token in body[:-1] if token.cap and token.start != tokens[0].start)
    return Phrase(
        start, end, Form.NOUN, words, (), (), head, frozenset(lows[:-1]), determiner, plural, owner, caps
    )
