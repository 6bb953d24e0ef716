"""Mentions: every phrase of the narration that means somebody, taken up in the order of the text.

Conventions
-----------
`read` returns the person of each mention by the index of its first token. The weight of a mention follows its
place in the sentence: subjects and speakers count most, what a preposition governs least.
"""

from collections.abc import Collection
from dataclasses import dataclass

from scripts.speech.cues import Cue
from scripts.speech.people import People
from scripts.speech.person import Person
from scripts.speech.phrases import Form, Phrase, read_phrase
from scripts.speech.prose import COMMAS, Prose
from scripts.speech.tokens import Token
from scripts.speech.traits import gender_of

PAGE_GAP = 1
"""Sentences that a paragraph's end counts for."""
CLEAR = 0.3
"""A pronoun that somebody else fits better than this, as a share of the best, tells nothing of anybody."""
OLDEST = 120
"""Years; a higher number behind a name is no age."""
LONGEST_BRACKET = 16
"""Tokens."""
LONGEST_NAME = 6
"""Words; more of them with a capital are a headline's."""


@dataclass(slots=True)
class _Clause:
    """What is known while a sentence is read."""

    subject_free: bool = True
    """Nobody was mentioned in it so far."""
    previous: tuple[Phrase, Person] | None = None
    """The last mention that no preposition joins to the one before it."""
    end: int = -1
    """Where its words end, with what prepositions join to it: `the mayor of Holm`."""
    described: Person | None = None
    """Whom a "who ..." tells more about."""
    bracket: int = -1
    """Where the words in brackets end that stand behind a mention: they are beside the clause."""


class Mentions:
    """Takes up the mentions of one page after another."""

    def __init__(self, people: People, plain: frozenset[str], proper: frozenset[str]) -> None:
        self.people = people
        self.plain = plain
        """Words that the article also writes without a capital."""
        self.rivalries: dict[int, float] = {}
        """For each pronoun of the page that speaks, how well somebody else would fit it: 0 to 1."""
        self.asker: Person | None = None
        """Who asked a question at the end of the page before: somebody else answers it."""
        self.labels: frozenset[int] = frozenset()
        """First tokens of labels: another label is another person, whoever stands in the foreground."""
        self.page = 0
        """Number of the page that is read."""
        self.proper = proper
        """Words that it writes with a capital inside a sentence."""

    def read(
        self,
        number: int,
        prose: Prose,
        cues: list[Cue],
        speaking: frozenset[int],
        labels: frozenset[int] = frozenset(),
    ) -> dict[int, Person]:
        """The persons meant on page `number`, by the index of the first token of each mention.

        `cues` are all that could name a speaker, `speaking` the first tokens of those that do, `labels` of
        those that a transcript's turn begins with.
        """
        forced = {cue.phrase.start: cue.phrase for cue in cues if cue.phrase.head}
        found: dict[int, Person] = {}
        self.rivalries, self.page, self.labels = {}, number, labels
        if not forced and _is_headline(prose.tokens):
            return found
        tokens, places = prose.tokens, _places(prose, forced)
        begun = _dateline(tokens)
        at, clause = begun, _Clause()
        sentence = tokens[at].sentence - 1 if at < len(tokens) else 0  # of the word looked at last
        while (at := places.find(1, at)) >= 0:
            token = tokens[at]
            if token.low == "(":
                clause.bracket = _closing(prose, at)
            if token.sentence != sentence:
                self.people.sentence += token.sentence - sentence
                sentence, clause = token.sentence, _Clause()
            phrase = forced.get(at) or self._phrase(prose, at)
            if phrase is None:
                at += 1
                continue
            if at not in forced:
                inside = next((start for start in range(at + 1, phrase.end) if start in forced), None)
                if inside is not None:
                    at = inside
                    continue
            person = self._take(prose, phrase, clause, at in speaking)
            if person is not None:
                found[phrase.start] = person
                if phrase.form is Form.NAME:
                    person.named = number, prose.tokens[phrase.start].start
                elif phrase.form is Form.NOUN:
                    person.described = number, prose.tokens[phrase.start].start
                if phrase.form is Form.PRONOUN and at in forced:
                    self.rivalries[phrase.start] = self.people.rivalry
            at = max(phrase.end, at + 1)
        self.people.sentence += PAGE_GAP + (tokens[-1].sentence - sentence if begun < len(tokens) else 0)
        return found

    def _take(self, prose: Prose, phrase: Phrase, clause: _Clause, speaking: bool) -> Person | None:
        """The person of one mention; the clause remembers it."""
        if speaking:
            phrase = _maker(prose, phrase)
        for part in phrase.parts:
            self.people.mention(part, 0.5)
        person = (
            self._apposed(prose, clause, phrase)
            or self._equated(prose, clause, phrase)
            or self._handle(prose, clause, phrase)
            or self._alias(prose, phrase, clause.described)
        )
        if person is None:
            weight = _weight(prose, phrase, clause.subject_free, speaking)
            answers = prose.low(phrase.end), prose.low(phrase.start - 1)
            replying = speaking and not prose.lexicon.replies.isdisjoint(answers)
            anybody = speaking and phrase.start not in self.labels
            person = self.people.mention(phrase, weight, anybody, self.asker if replying else None)
        if person is None:
            return None
        years = _years(prose, phrase)
        if years and not person.plural and not person.body:
            person.is_years_old(years)
        if phrase.start < clause.bracket:
            return person
        lexicon = prose.lexicon
        governed = prose.low(phrase.start - 1) in lexicon.prepositions
        human = person.human > 0 or (person.human == 0 and bool(person.names) and not person.body)
        leads = (clause.subject_free and not governed) or _is_topic(prose, phrase.start)
        if human and leads and not person.plural:
            self.people.lead = person
        joined = phrase.start == clause.end + 1 and prose.low(clause.end) in lexicon.prepositions
        if clause.previous is None or not joined:
            clause.previous = (phrase, person)
        clause.end = phrase.end
        relative = next((at for at in (phrase.end, phrase.end + 1) if prose.low(at) in lexicon.relatives), -1)
        if relative >= 0:
            clause.described = person
            teller = clause.previous[1] if joined and clause.previous and person.human <= 0 else person
            if _says(prose, relative + 1) and teller.human > 0:  # "Ana Ruiz of Holm, who said that ..."
                self.people.boost(teller, 1.0)
                self.people.lead = teller
        if phrase.form is not Form.PRONOUN or phrase.head in lexicon.he or phrase.head in lexicon.she:
            clause.subject_free = False
        return person

    def _phrase(self, prose: Prose, at: int) -> Phrase | None:
        """The phrase at a token, if it means somebody."""
        if not prose.starts_phrase(at):  # a bracket, or where a phrase is forced
            return None
        lexicon, low = prose.lexicon, prose.tokens[at].low
        if low in lexicon.possessives and low not in lexicon.she:
            return None
        if prose.opens(at) and self._only_looks_like_a_name(prose, at):
            return None
        phrase = read_phrase(prose, at, somebody=True)
        if phrase is None:
            return None
        if phrase.form is Form.PRONOUN:
            means = phrase.head in lexicon.he or phrase.head in lexicon.she or phrase.head in lexicon.they
        elif phrase.form is Form.NOUN:
            somebody = prose.is_person(phrase.head) or prose.vocabulary.is_aged(phrase.head)
            means = somebody and phrase.determiner not in lexicon.nobody
            means = means or (phrase.head in lexicon.sources and bool(phrase.determiner))
        else:
            means = phrase.head not in lexicon.times and len(phrase.name) <= LONGEST_NAME
            capital = prose.opens(at) or lexicon.capital_nouns
            means = means and (not capital or self._is_known(prose, phrase))
        return phrase if means else None

    def _only_looks_like_a_name(self, prose: Prose, at: int) -> bool:
        """A sentence begins with a word that the article elsewhere writes without a capital."""
        token, lexicon = prose.tokens[at], prose.lexicon
        if not token.cap or token.low not in self.plain:
            return False
        if token.low in lexicon.pronouns or token.low in lexicon.determiners or prose.is_role(token.low):
            return False
        return not (prose.word(at + 1) and prose.tokens[at + 1].cap)

    def _is_known(self, prose: Prose, phrase: Phrase) -> bool:
        """Whether a single word that begins a sentence is a name: it is seen as one elsewhere, or speaks."""
        if len(phrase.name) > 1 or phrase.titles or phrase.determiner or phrase.owner:
            return True
        lexicon = prose.lexicon
        known = self.people.knows(phrase.head) if lexicon.capital_nouns else phrase.name[0] in self.proper
        known = known or phrase.head in lexicon.given
        return known or prose.low(phrase.end) in lexicon.say

    def _apposed(self, prose: Prose, clause: _Clause, phrase: Phrase) -> Person | None:
        """The person of the mention before, if this phrase only explains it: `Ana Ruiz, a lawyer,`."""
        if clause.previous is None:
            return None
        before, person = clause.previous
        end = _closing(prose, clause.end) if prose.low(clause.end) == "(" else clause.end
        if phrase.start != end + 1 or prose.low(end) != "," or before.form is Form.PRONOUN:
            return None
        lexicon, after = prose.lexicon, prose.low(phrase.end)
        goes_on = after in lexicon.prepositions or after in lexicon.relatives or after in lexicon.coordinators
        if prose.word(phrase.end) and not goes_on:
            return None
        if (phrase.form, before.form) == (Form.NOUN, Form.NAME):
            explains = (
                prose.is_role(phrase.head) and not phrase.plural and not prose.tokens[before.end - 1].poss
            )
            if explains:
                self.people.describe(person, phrase)
            return person if explains else None
        if (phrase.form, before.form) == (Form.NAME, Form.NOUN):
            explains = prose.is_role(before.head) and not person.names and not person.plural
            if explains:
                self.people.name(person, phrase.name)
            return person if explains else None
        return None

    def _equated(self, prose: Prose, clause: _Clause, phrase: Phrase) -> Person | None:  # noqa: PLR0911 - a ladder of rules
        """`She is the nurse`, `Ana Ruiz was a nurse`: whoever is meant by the words in front of "is".

        A pronoun counts only for somebody whom this page named and whom nobody rivals.
        """
        if clause.previous is None or phrase.form is not Form.NOUN or phrase.plural:
            return None
        before, person = clause.previous
        lexicon = prose.lexicon
        if phrase.start != before.end + 1 or prose.low(before.end) not in lexicon.copulas:
            return None
        if phrase.determiner not in lexicon.articles or not prose.is_role(phrase.head):
            return None
        if not person.names or person.plural or person.body or before.form is Form.NOUN:
            return None
        if before.form is Form.PRONOUN:
            here = person.named is not None and person.named[0] == self.page
            if not here or self.people.rivalry > CLEAR:
                return None
        gender = gender_of(phrase.head, lexicon)
        if gender and person.gender and gender != person.gender:
            return None
        self.people.describe(person, phrase)
        return person

    def _handle(self, prose: Prose, clause: _Clause, phrase: Phrase) -> Person | None:
        """`Ana Ruiz (@ana_ruiz)`: what somebody is called elsewhere."""
        if clause.previous is None or clause.end != phrase.start - 1 or prose.low(clause.end) != "(":
            return None
        if phrase.form is not Form.NAME or not phrase.head.startswith("@"):
            return None
        self.people.name(clause.previous[1], phrase.name)
        return clause.previous[1]

    def _alias(self, prose: Prose, phrase: Phrase, described: Person | None) -> Person | None:
        """`the beekeeper, who writes under the pseudonym Otto Grau`: one more name of the one described."""
        if described is None or phrase.form is not Form.NAME:
            return None
        if any(low in prose.lexicon.aliases for low in prose.lows(phrase.start - 2, phrase.end)):
            self.people.name(described, phrase.name)
            return described
        return None


def _places(prose: Prose, forced: Collection[int]) -> bytearray:
    """1 where there is something to look at: a phrase can begin, is forced to, or brackets open."""
    places = bytearray(prose.beginnings)
    for at in forced:
        places[at] = 1
    for at, token in enumerate(prose.tokens):
        if token.low == "(":
            places[at] = 1
    return places


def _closing(prose: Prose, at: int) -> int:
    """One after the bracket that closes the one at `at`; the token itself if none does soon."""
    for end in range(at + 1, min(len(prose), at + LONGEST_BRACKET)):
        if prose.low(end) == ")":
            return end + 1
    return at


def _weight(prose: Prose, phrase: Phrase, subject_free: bool, speaking: bool) -> float:
    """How much a mention brings its person to the foreground."""
    if speaking or _says(prose, phrase.end):
        return 1.6
    if _is_topic(prose, phrase.start):
        return 2.0
    if prose.tokens[phrase.end - 1].poss:
        return 0.8 if subject_free else 0.5
    if prose.low(phrase.start - 1) in prose.lexicon.prepositions:
        return 0.45
    return 1.2 if subject_free else 0.6


def _years(prose: Prose, phrase: Phrase) -> int:
    """`Ana Ruiz, 38, ...`, `Ana Ruiz, de 38 anos, ...`, `una vecina de 81 años`: an age behind a name or a
    noun; 0 without one."""
    lexicon, at = prose.lexicon, phrase.end
    apart = prose.low(at) in (",", "(")
    at += apart
    if prose.low(at) in lexicon.aged:
        at += 1
    if lexicon.years and prose.low(at) in lexicon.origins:
        at += 1
    number, named = prose.low(at), prose.low(at + 1) in lexicon.years
    behind = at + 2 if named else at + 1
    behind += prose.low(behind) in lexicon.aged
    if phrase.form is Form.PRONOUN or not (apart or (named and at > phrase.end)):
        return 0
    lasts = prose.word(behind) if apart else prose.low(behind) in lexicon.origins  # "de 12 años de cárcel"
    if lasts or not (number.isascii() and number.isdecimal() and len(number) < 4):
        return 0
    return int(number) if int(number) < OLDEST else 0


def _says(prose: Prose, at: int) -> bool:
    """Whether a verb of speech follows: `Ana Ruiz also said that ...`."""
    lexicon = prose.lexicon
    while prose.low(at) in lexicon.adverbs or prose.low(at) in lexicon.auxiliaries:
        at += 1
    return prose.low(at) in lexicon.say and prose.speaks(at)


def _is_topic(prose: Prose, at: int) -> bool:
    """`As for Ana Ruiz, ...`: the sentence is about her."""
    return any(tuple(prose.lows(at - len(words), at)) == words for words in prose.lexicon.topics)


def _maker(prose: Prose, phrase: Phrase) -> Phrase:
    """`the magazine's analysis concluded`, `the voice of Ann Lee`: who speaks through it."""
    lexicon = prose.lexicon
    organ, uttering = phrase.head in lexicon.organs, phrase.head in lexicon.utterings
    if phrase.form is not Form.NOUN or not (organ or uttering or phrase.head in lexicon.sources):
        return phrase
    if uttering and phrase.determiner in lexicon.whose:
        owner = lexicon.whose[phrase.determiner]
        return Phrase(phrase.start, phrase.end, Form.PRONOUN, (owner,), head=owner)
    if organ and prose.low(phrase.end) in lexicon.prepositions:
        return read_phrase(prose, phrase.end + 1) or phrase
    name = phrase.owner
    if not name or not all(word[0].isupper() for word in name) or name[0].lower() in lexicon.starters:
        return phrase
    return Phrase(phrase.start, phrase.end, Form.NAME, name, name, head=name[-1].lower())


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
        if token.low in COMMAS - {",", "-"} and at and tokens[0].text.isupper():
            return at + 1
        if token.word and not token.cap and not token.text[0].isdigit():
            return 0
    return 0
