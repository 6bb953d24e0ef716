"""Mentions: every phrase of the narration that means somebody, taken up in the order of the text.

Conventions
-----------
`read` returns the person of each mention by the index of its first token. The weight of a mention follows its
place in the sentence: subjects and speakers count most, what a preposition governs least.
"""

from scripts.speech.cues import Cue
from scripts.speech.lexicon import Lexicon
from scripts.speech.people import People, Person
from scripts.speech.phrases import Form, Phrase, is_pronoun, is_role, read_phrase, starts_phrase
from scripts.speech.tokens import Token
from scripts.speech.view import Page

LONGEST_NAME = 6
"""Words; more of them with a capital are a headline's."""


class Mentions:
    """Takes up the mentions of one page after another."""

    def __init__(
        self, lexicon: Lexicon, people: People, plain: frozenset[str], proper: frozenset[str]
    ) -> None:
        self.lexicon = lexicon
        self.people = people
        self.plain = plain
        """Words that the article also writes without a capital."""
        self.proper = proper
        """Words that it writes with a capital inside a sentence."""

    def read(self, page: Page, tokens: list[Token], cues: list[Cue]) -> dict[int, Person]:
        """The persons meant on a page, by the index of the first token of each mention."""
        forced = {cue.phrase.start: cue.phrase for cue in cues if cue.phrase.head}
        found: dict[int, Person] = {}
        at, sentence = 0, -1
        subject_free = True
        previous: tuple[Phrase, Person] | None = None
        described: Person | None = None
        if not forced and _is_headline(tokens):
            return found
        at = _dateline(tokens)
        while at < len(tokens):
            token = tokens[at]
            if token.sentence != sentence:
                self.people.sentence += 1
                sentence, subject_free, previous, described = token.sentence, True, None, None
            phrase = forced.get(at) or self._phrase(tokens, at)
            if phrase is None:
                at += 1
                continue
            if at not in forced:
                inside = next((start for start in range(at + 1, phrase.end) if start in forced), None)
                if inside is not None:
                    at = inside
                    continue
            speaking = phrase.start in forced
            if speaking:
                phrase = self._maker(phrase)
            person = self._apposed(tokens, previous, phrase) or self._alias(tokens, phrase, described)
            if person is None:
                weight = self._weight(tokens, phrase, subject_free, speaking)
                person = self._owner_or(phrase, weight, speaking)
            if person is not None:
                found[phrase.start] = person
                previous = (phrase, person)
                if any(after.low in self.lexicon.relatives for after in tokens[phrase.end : phrase.end + 2]):
                    described = person
                if phrase.form is not Form.PRONOUN or phrase.head in self.lexicon.he | self.lexicon.she:
                    subject_free = False
            at = max(phrase.end, at + 1)
        self.people.sentence += 1
        return found

    def _phrase(self, tokens: list[Token], at: int) -> Phrase | None:
        """The phrase at a token, if it means somebody."""
        lexicon = self.lexicon
        token = tokens[at]
        if not token.word or not starts_phrase(tokens, at, lexicon):
            return None
        if token.low in lexicon.possessives and token.low not in lexicon.she:
            return None
        opens = at == 0 or tokens[at - 1].sentence != token.sentence
        if (
            opens
            and token.cap
            and token.low in self.plain
            and not is_pronoun(token.low, lexicon)
            and token.low not in lexicon.determiners
        ):
            follower = tokens[at + 1] if at + 1 < len(tokens) else None
            if not is_role(token.low, lexicon) and not (follower is not None and follower.cap):
                return None
        phrase = read_phrase(tokens, at, lexicon)
        if phrase is None:
            return None
        if phrase.form is Form.PRONOUN:
            return (
                phrase
                if phrase.head in lexicon.he or phrase.head in lexicon.she or phrase.head in lexicon.they
                else None
            )
        if phrase.form is Form.NOUN:
            known = is_role(phrase.head, lexicon) or phrase.head in lexicon.titles
            return phrase if known or (phrase.head in lexicon.sources and phrase.determiner) else None
        if phrase.head in lexicon.times or len(phrase.name) > LONGEST_NAME:
            return None
        if (
            opens
            and len(phrase.name) == 1
            and phrase.start == at
            and not phrase.titles
            and not phrase.determiner
        ):
            known = token.text in self.proper or token.low in lexicon.given
            return (
                phrase
                if known or (phrase.end < len(tokens) and tokens[phrase.end].low in lexicon.say)
                else None
            )
        return phrase

    def _weight(self, tokens: list[Token], phrase: Phrase, subject_free: bool, speaking: bool) -> float:
        lexicon = self.lexicon
        before = tokens[phrase.start - 1].low if phrase.start else ""
        last = tokens[phrase.end - 1]
        if speaking:
            return 1.6
        if last.poss:
            return 0.8 if subject_free else 0.5
        if before in lexicon.prepositions:
            return 0.45
        return 1.2 if subject_free else 0.6

    def _maker(self, phrase: Phrase) -> Phrase:
        """`the magazine's analysis concluded`: who made a document speaks through it."""
        if phrase.form is not Form.NOUN or phrase.head not in self.lexicon.sources or not phrase.owner:
            return phrase
        name = tuple(word for word in phrase.owner if word[0].isupper())
        if len(name) != len(phrase.owner) or name[0].lower() in self.lexicon.starters:
            return phrase
        return Phrase(phrase.start, phrase.end, Form.NAME, name, name, head=name[-1].lower())

    def _owner_or(self, phrase: Phrase, weight: float, speaking: bool) -> Person | None:
        return self.people.mention(phrase, weight, speaking)

    def _apposed(
        self, tokens: list[Token], previous: tuple[Phrase, Person] | None, phrase: Phrase
    ) -> Person | None:
        """The person of the mention before, if this phrase only explains it."""
        if previous is None:
            return None
        before, person = previous
        gap = tokens[before.end : phrase.start]
        people, lexicon = self.people, self.lexicon
        if len(gap) == 1 and gap[0].low == "," and before.form is not Form.PRONOUN:
            closes = (
                phrase.end >= len(tokens)
                or not tokens[phrase.end].word
                or tokens[phrase.end].low in lexicon.prepositions
                or tokens[phrase.end].low in lexicon.relatives
            )
            if (
                phrase.form is Form.NOUN
                and is_role(phrase.head, lexicon)
                and closes
                and not phrase.plural
                and before.form is Form.NAME
                and not tokens[before.end - 1].poss
            ):
                people.describe(person, phrase)
                return person
            if (
                phrase.form is Form.NAME
                and before.form is Form.NOUN
                and closes
                and is_role(before.head, lexicon)
                and not person.names
                and not person.plural
            ):
                people.name(person, phrase.name)
                return person
        return None

    def _alias(self, tokens: list[Token], phrase: Phrase, described: Person | None) -> Person | None:
        """`the beekeeper, who writes under the pseudonym Otto Grau`: one more name of the one described."""
        if described is None or phrase.form is not Form.NAME:
            return None
        if any(token.low in self.lexicon.aliases for token in tokens[max(0, phrase.start - 2) : phrase.end]):
            self.people.name(described, phrase.name)
            return described
        return None


def _is_headline(tokens: list[Token]) -> bool:
    """Whether nearly all long words have a capital: such capitals mark no names."""
    if any(token.quote >= 0 or token.low == "." for token in tokens[:40][:-1]):
        return False
    words = [token for token in tokens[:40] if token.word and len(token.text) > 3]
    if len(words) < 4 or len(tokens) > 40 or tokens[-1].low == ":":
        return False
    return sum(token.cap for token in words) >= 0.8 * len(words)


def _dateline(tokens: list[Token]) -> int:
    """Index after `LONDON, May 4 (Agency) —` at a page's beginning, else 0."""
    for at, token in enumerate(tokens[:14]):
        if token.low in ("—", "–", "--") and at and tokens[0].text.isupper():
            return at + 1
        if token.word and not token.cap and not token.text[0].isdigit():
            return 0
    return 0
