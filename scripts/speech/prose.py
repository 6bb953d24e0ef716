"""A page's tokens, and what its language says about each of them.

Conventions
-----------
Positions are indexes into the tokens. A position beyond the last token has no word: every question about it
is answered with no.
"""

from collections.abc import Iterator

from scripts.speech.tokens import Token
from scripts.speech.vocabulary import BEGINS, CLOSED, LEADS, MODIFIES, ROLE, VERB, Vocabulary

COMMAS = frozenset([",", "—", "–", "-", "--"])
"""What may part a quote from its cue, or brackets a remark."""
DASHES = COMMAS - {","} | {"―"}
"""What stands in front of a signature, and on both sides of an action that parts a quote."""


class Prose:
    """The words of a page, quotes folded into one token each."""

    __slots__ = ("lexicon", "tokens", "vocabulary")

    def __init__(self, tokens: list[Token], vocabulary: Vocabulary) -> None:
        self.tokens = tokens
        self.vocabulary = vocabulary
        self.lexicon = vocabulary.lexicon

    def __len__(self) -> int:
        return len(self.tokens)

    def low(self, at: int) -> str:
        """The word in lower case, or the sign; "" for a quote and beyond the ends."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def word(self, at: int) -> bool:
        """Whether a word stands here."""
        return 0 <= at < len(self.tokens) and self.tokens[at].word

    def lows(self, start: int, end: int) -> Iterator[str]:
        """The words and signs of a stretch, in lower case."""
        return (token.low for token in self.tokens[max(0, start) : max(0, end)])

    def opens(self, at: int) -> bool:
        """Whether a sentence begins here."""
        return at == 0 or self.tokens[at - 1].sentence != self.tokens[at].sentence

    def is_role(self, word: str) -> bool:
        """Whether a noun in lower case names a person."""
        return self.vocabulary.is_role(word)

    def is_person(self, word: str) -> bool:
        """Whether a noun is a role or a title."""
        return self.vocabulary.is_person(word)

    def past(self, at: int) -> bool:
        """Whether a word, known or not, looks like a verb in the past tense."""
        if not self.word(at) or self.tokens[at].cap:
            return False
        low = self.tokens[at].low
        return len(low) > 4 and low.endswith(self.lexicon.past_ends)

    def is_verb(self, at: int) -> bool:
        """Whether a word can be a verb of speech in a finite form."""
        if not 0 <= at < len(self.tokens):
            return False
        token = self.tokens[at]
        return not token.cap and self.vocabulary[token.low] & VERB > 0

    def speaks(self, at: int) -> bool:
        """Whether a word is a finite verb of speech and not the noun that is spelt alike ("a message")."""
        if not self.is_verb(at):
            return False
        lexicon, low = self.lexicon, self.tokens[at].low
        if low not in lexicon.nouns or at == 0:
            return True
        before = self.tokens[at - 1]
        if not before.word or before.low in lexicon.pronouns:
            return not before.poss
        if low.endswith("s"):
            fits = before.cap or self.is_role(before.low) or before.low in lexicon.sources
            return (fits or before.low in lexicon.adverbs) and not before.poss
        return (
            before.low in lexicon.auxiliaries
            or (
                before.cap
                and before.low.endswith("s")
                and not before.poss
                and before.low not in lexicon.starters
            )
            or before.low in lexicon.plural_roles
            or before.low in lexicon.infinitive
            or before.low in lexicon.coordinators
        )

    def role_ahead(self, at: int) -> bool:
        """Whether a noun for a person ends a few plain words: `trade union leader Ana Ruiz`."""
        for token in self.tokens[at : at + 4]:
            kind = self.vocabulary[token.low]
            if not token.word or kind & CLOSED or (kind & VERB and not token.cap):
                return False
            if kind & ROLE:
                return True
            if token.cap:
                return False
        return False

    def starts_phrase(self, at: int) -> bool:
        """Whether a noun phrase can begin here."""
        if not self.word(at):
            return False
        token = self.tokens[at]
        kind = self.vocabulary[token.low]
        if kind & BEGINS:
            return True
        if token.cap:
            return not self._only_starter(at) or token.low in self.lexicon.plural_roles
        return kind & LEADS > 0 or (kind & MODIFIES > 0 and self.role_ahead(at))

    def _only_starter(self, at: int) -> bool:
        """Whether a capital comes from the sentence's beginning alone."""
        lexicon, low = self.lexicon, self.tokens[at].low
        adverb = low.endswith(lexicon.adverb_ends) and low not in lexicon.given and low not in lexicon.places
        if low not in lexicon.starters and not (adverb and self.opens(at)):
            return False
        if low in lexicon.particles and not self.opens(at) and at + 1 < len(self.tokens):
            following = self.tokens[at + 1]
            if following.cap or following.low in lexicon.particles:
                return False  # "zegt Van der Meer"
        named = (low in lexicon.given or low in lexicon.titles) and at + 1 < len(self.tokens)
        return not (named and self.tokens[at + 1].cap and self.low(at + 1) not in lexicon.starters)
