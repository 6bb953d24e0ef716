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

_AHEAD = 4
"""Words in which a role is looked for."""
_FAR = 1_000_000


class Prose:
    """The words of a page, quotes folded into one token each."""

    __slots__ = ("_marks", "kinds", "lexicon", "tokens", "vocabulary")

    def __init__(self, tokens: list[Token], vocabulary: Vocabulary) -> None:
        self.tokens = tokens
        self.vocabulary = vocabulary
        self.lexicon = vocabulary.lexicon
        self.kinds = [vocabulary[token.low] for token in tokens]
        """What the word at each position can be, as `vocabulary` has it."""
        self._marks: tuple[bytes, bytes] | None = None

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
        return 0 <= at < len(self.kinds) and self.kinds[at] & VERB > 0 and not self.tokens[at].cap

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
        return 0 <= at < len(self.tokens) and self._marked()[1][at] > 0

    def starts_phrase(self, at: int) -> bool:
        """Whether a noun phrase can begin here."""
        return 0 <= at < len(self.tokens) and self._marked()[0][at] > 0

    @property
    def beginnings(self) -> bytes:
        """1 for each position at which a noun phrase can begin, else 0."""
        return self._marked()[0]

    def _marked(self) -> tuple[bytes, bytes]:
        """Where a noun phrase can begin, and where a role is ahead: a page is asked about all its words."""
        if self._marks is None:
            begins, roles = bytearray(len(self.tokens)), bytearray(len(self.tokens))
            plain = _FAR  # words up to the next role that no other word ends
            for at in range(len(self.tokens) - 1, -1, -1):
                token, kind = self.tokens[at], self.kinds[at]
                if not token.word:
                    plain = _FAR
                    continue
                if kind & CLOSED or (kind & VERB and not token.cap):
                    plain = _FAR
                elif kind & ROLE:
                    plain = 0
                else:
                    plain = _FAR if token.cap else plain + 1
                roles[at] = plain < _AHEAD
                if kind & BEGINS:
                    begins[at] = True
                elif token.cap:
                    begins[at] = not self._only_starter(at) or token.low in self.lexicon.plural_roles
                else:
                    begins[at] = kind & LEADS > 0 or (kind & MODIFIES > 0 and plain < _AHEAD)
            self._marks = bytes(begins), bytes(roles)
        return self._marks

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
