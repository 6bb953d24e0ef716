"""What each word of an article can be, wherever it stands: looked up in the lists of its language once for
all the times that it comes.
"""

from scripts.speech.lexicon import Lexicon
from scripts.speech.traits import years_in

ROLE = 1
"""A noun that names a person."""
PERSON = 2
"""A role or a title."""
VERB = 4
"""A finite form of a verb of speech, unless it has a capital."""
CLOSED = 8
"""A small word that no noun phrase holds in its middle."""
BEGINS = 16
"""A pronoun, a determiner or a number: a noun phrase begins with it."""
LEADS = 32
"""A noun phrase begins with it, unless it has a capital, which tells more."""
MODIFIES = 64
"""The same if a role follows soon."""
AGED = 128
"""Somebody's age, which stands for them too: "zegt de 17-jarige"."""
STOPS = 256
"""A noun phrase ends in front of it, unless it has a capital or stands inside a name."""
OPENS = 512
"""A preposition, an auxiliary or a conjunction: no noun phrase begins with it."""


class Vocabulary(dict[str, int]):
    """The kinds of words of one article, in lower case: sums of the flags above.

    >>> from scripts.speech.lexicon import lexicon_for
    >>> words = Vocabulary(lexicon_for("en"))
    >>> words["nurse"] & ROLE > 0, words["said"] & VERB > 0, words["she"] & BEGINS > 0
    (True, True, True)
    """

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon

    def is_role(self, word: str) -> bool:
        """Whether a noun names a person."""
        return self[word] & ROLE > 0

    def is_person(self, word: str) -> bool:
        """Whether a noun is a role or a title."""
        return self[word] & PERSON > 0

    def is_aged(self, word: str) -> bool:
        """Whether a word is somebody's age, which stands for them too: "zegt de 17-jarige"."""
        return self[word] & AGED > 0

    def __missing__(self, word: str) -> int:
        lexicon, kind = self.lexicon, 0
        if word in lexicon.roles or word in lexicon.plural_roles or self._ends_as_role(word):
            kind |= ROLE | PERSON
        if word in lexicon.titles:
            kind |= PERSON
        if word in lexicon.say or word in lexicon.manner:
            kind |= VERB
        if word in lexicon.closed:
            kind |= CLOSED
        if word in lexicon.pronouns or word in lexicon.determiners or word[:1].isdigit():
            kind |= BEGINS
        if kind & PERSON or (word in lexicon.sources and not kind & VERB):
            kind |= LEADS
        elif not kind & VERB and word not in lexicon.stops:
            kind |= MODIFIES
        if years_in(word, lexicon) is not None:
            kind |= AGED
        if word in lexicon.stops:
            kind |= STOPS
        if word in lexicon.prepositions or word in lexicon.auxiliaries or word in lexicon.conjunctions:
            kind |= OPENS
        self[word] = kind
        return kind

    def _ends_as_role(self, word: str) -> bool:
        lexicon = self.lexicon
        return word.rsplit("-", 1)[-1] in lexicon.roles or (len(word) > 5 and word.endswith(lexicon.suffixes))
