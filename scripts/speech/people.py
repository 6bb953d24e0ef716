"""The people of an article: which mentions mean the same one, and whom a pronoun means.

Conventions
-----------
Mentions come in the order of the text. Every person keeps a salience: each mention adds to it, each
sentence that passes takes a share away (after Lappin and Leass, "An algorithm for pronominal anaphora
resolution", 1994, without a parse). Only the last `WINDOW` people are candidates for a pronoun, so that
time stays linear.
"""

from dataclasses import replace
from itertools import islice

from scripts.speech.person import Person, misspelt, names_fit
from scripts.speech.phrases import Form, Phrase
from scripts.speech.traits import (
    gender_of,
    learn_age,
    learn_from_name,
    learn_from_noun,
    learn_from_pronoun,
    learn_from_title,
    years_in,
)
from scripts.speech.vocabulary import Vocabulary

WINDOW = 40
MOST_NAMES = 30
"""Of one person; whoever has more is no person but a list."""
MOST_MODIFIERS = 60
"""Of one noun of one person; more tell nothing and cost time."""
NEAR = 1.3
"""How much more a pronoun means somebody of its own sentence."""
LEAD = 2.5
"""How much more a pronoun means the subject of the sentence before (the centre of Grosz, Joshi and Weinstein,
"Centering: a framework for modeling the local coherence of discourse", 1995)."""
SURER = 1.2
"""How much surer the same makes us that nobody else is meant: readers are less certain than the rule."""
FRESH = 2
"""Sentences for which a subject leads; a paragraph's end counts as one."""
HEADLINED = 2.0
"""How much more a bare surname that several have means the one of the headline; the others are told apart."""
STRANGER = 0.45
"""How much less for somebody without a name who has said nothing so far, and may be of either gender."""
KNOWN = 1.2
"""How much a known gender counts for more than one that merely may fit a pronoun."""


class People:
    """The people mentioned so far."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary, self.lexicon = vocabulary, vocabulary.lexicon
        self.all: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        self._by_head: dict[str, list[Person]] = {}
        self._recent: dict[int, Person] = {}
        self._author: Person | None = None
        self.sentence = 0
        self.lead: Person | None = None
        """The subject of the last sentence that had a person for one."""
        self.rivalry = 0.0
        """How well the second-best person fitted the last pronoun, as a share of the best."""

    # Mentions -----------------------------------------------------------------------------------------------

    def mention(
        self, phrase: Phrase, weight: float, speaking: bool = False, other_than: Person | None = None
    ) -> Person | None:
        """The person whom a phrase means; None for a pronoun that nobody fits, `other_than` left out."""
        if phrase.form is Form.PRONOUN and phrase.head in self.lexicon.me:
            person = self.author()
        elif phrase.form is Form.PRONOUN:
            found = self.pronoun(phrase.head, other_than)
            if found is None:
                return None
            person = found
        elif phrase.form is Form.NAME:
            person = self._named(phrase)
        elif self._is_known_surname(phrase):
            person = self._named(replace(phrase, form=Form.NAME, name=phrase.words))
        else:
            person = self._described(phrase, speaking)
        self._touch(person, weight)
        if phrase.form is Form.PRONOUN:
            learn_from_pronoun(person, phrase.head, self.lexicon)
        return person

    def _is_known_surname(self, phrase: Phrase) -> bool:
        """`Baker said`, in an article that has a James Baker."""
        if phrase.determiner or len(phrase.words) != 1 or not phrase.words[0][0].isupper():
            return False
        return phrase.head in self._by_word

    def knows(self, word: str) -> bool:
        """Whether somebody's name has this word, in lower case."""
        return word in self._by_word

    def author(self) -> Person:
        """Whoever says "I" in the narration."""
        if self._author is None:
            self._author = self._new()
            self._author.human = 2.0
            self._author.aliases[self.lexicon.author] = None
        return self._author

    def end_headline(self) -> None:
        """Whoever has been named so far is named in the headline."""
        for person in self.all:
            person.headlined = bool(person.names)

    def recent(self) -> list[Person]:
        """People mentioned lately, the latest last."""
        return list(self._recent.values())

    def boost(self, person: Person, weight: float) -> None:
        """Make somebody more likely to be meant next."""
        self._touch(person, weight, False)

    def _touch(self, person: Person, weight: float, counts: bool = True) -> None:
        person.salience = person.now(self.sentence) + weight
        person.at = self.sentence
        person.mentions += counts
        self._recent.pop(person.number, None)
        self._recent[person.number] = person
        if len(self._recent) > WINDOW:
            self._recent.pop(next(iter(self._recent)))

    def _new(self) -> Person:
        person = Person(len(self.all))
        self.all.append(person)
        return person

    # Names --------------------------------------------------------------------------------------------------

    def _named(self, phrase: Phrase) -> Person:
        name = phrase.name
        person = self._find_name(name, phrase.titles) or self._find_misspelt(phrase) or self._new()
        self._learn_name(person, name, phrase.titles)
        for title in phrase.titles:
            self._learn_head(person, title, frozenset())
        return person

    def known_as(self, name: tuple[str, ...]) -> Person:
        """Whom the file itself names, in full."""
        person = self._find_name(name, ()) or self._new()
        self._learn_name(person, name, ())
        person.human = max(person.human, 1.0)
        return person

    def name(self, person: Person, name: tuple[str, ...]) -> None:
        """Give somebody one more name (a pseudonym, a name in apposition)."""
        known = self._find_name(name, ())
        if known is not None and known is not person:
            self._merge(known, person)
        self._learn_name(person, name, ())

    def _merge(self, source: Person, target: Person) -> None:
        """Make what was thought to be `source` another name of `target`; few people are ever merged."""
        target.names.update(source.names)
        target.votes.update(source.votes)
        target.human = max(target.human, source.human)
        target.aliases.update(source.aliases)
        for table in (self._by_word, self._by_head):
            for word in {part.lower() for name in source.names for part in name} | set(source.heads):
                row = table.get(word)
                if row and source in row:
                    row[row.index(source)] = target
        for head, mods in source.heads.items():
            target.heads.setdefault(head, set()).update(mods)
        self._recent.pop(source.number, None)
        source.salience = 0.0

    def _find_name(self, name: tuple[str, ...], titles: tuple[str, ...]) -> Person | None:
        low = tuple(part.lower() for part in name)
        found: Person | None = None
        best = 0.0
        wanted = next((self.lexicon.titles[title] for title in titles if self.lexicon.titles.get(title)), "")
        for person in self._by_word.get(low[-1], [])[-12:] + (
            self._by_word.get(low[0], [])[-4:] if len(low) > 1 else []
        ):
            fit = names_fit(low, islice(reversed(person.names), 8))
            if wanted and (person.body or (person.gender and person.gender != wanted)):
                fit = 0.0
            fit *= 1 + min(person.now(self.sentence), 3.0) / 3 + min(person.mentions, 20) / 40
            if person.headlined and len(low) == 1:
                fit *= HEADLINED
            if fit > best:
                found, best = person, fit
        return found

    def _find_misspelt(self, phrase: Phrase) -> Person | None:
        """Somebody lately named in full whose surname this one all but is: a slip of the pen."""
        if len(phrase.name) > 1 or phrase.head in self.lexicon.places:
            return None
        low = phrase.name[0].lower()
        if low in self._by_word or low in self.lexicon.given:
            return None
        alike = [
            person
            for person in self._recent.values()
            if not person.body
            and any(len(name) > 1 and misspelt(low, name[-1].lower()) for name in islice(person.names, 4))
        ]
        return alike[0] if len(alike) == 1 else None

    def _learn_name(self, person: Person, name: tuple[str, ...], titles: tuple[str, ...]) -> None:
        if name not in person.names:
            if len(person.names) >= MOST_NAMES:
                return
            for part in {part.lower() for part in name}:
                self._by_word.setdefault(part, []).append(person)
            learn_from_name(person, name, self.lexicon, bool(titles))
            person.aliases[" ".join(name)] = None
        person.names[name] += 1
        for title in titles:
            learn_from_title(person, title, self.vocabulary.is_role(title), self.lexicon)

    # Nouns --------------------------------------------------------------------------------------------------

    def _described(self, phrase: Phrase, speaking: bool) -> Person:
        person = None
        if phrase.determiner not in self.lexicon.indefinite:
            person = self._find_noun(phrase, speaking)
        if person is None:
            person = self._new()
            person.plural = phrase.plural
            lexicon = self.lexicon
            if self.vocabulary.is_person(phrase.head) or self.vocabulary.is_aged(phrase.head):
                person.human += 2
            elif phrase.head in lexicon.sources or phrase.head in lexicon.bodies:
                person.body = True
        self._learn_head(person, phrase.head, phrase.mods)
        person.caps |= phrase.caps
        person.aliases[_descriptor(phrase)] = None
        return person

    def describe(self, person: Person, phrase: Phrase) -> None:
        """Learn from an apposition: "Pavel Chikov, a lawyer"."""
        self._learn_head(person, phrase.head, phrase.mods)
        person.aliases[" ".join(phrase.words)] = None
        if self.vocabulary.is_role(phrase.head):
            person.human += 2
            person.body = False

    def _learn_head(self, person: Person, head: str, mods: frozenset[str]) -> None:
        if head not in person.heads:
            person.heads[head] = set()
            self._by_head.setdefault(head, []).append(person)
            group = self.lexicon.synonyms.get(head)
            if group is not None:
                self._by_head.setdefault(f"#{group}", []).append(person)
            learn_from_noun(person, head, self.lexicon)
        if len(person.heads[head]) < MOST_MODIFIERS:
            person.heads[head].update(mods)
        learn_age(person, (head, *mods), self.lexicon)

    def _find_noun(self, phrase: Phrase, speaking: bool) -> Person | None:
        lexicon = self.lexicon
        years = years_in(phrase.head, lexicon)
        if years is not None and not phrase.plural:
            return self._of_age(phrase, years, speaking)
        best, found = 0.0, None
        group = lexicon.synonyms.get(phrase.head)
        for person in self._by_head.get(phrase.head, [])[-12:]:
            fit = self._noun_fit(person, phrase, 2.0)
            if fit > best:
                best, found = fit, person
        if found is None and group is not None:
            for person in self._by_head.get(f"#{group}", [])[-12:]:
                fit = self._noun_fit(person, phrase, 1.0)
                if fit > best:
                    best, found = fit, person
        if found is None and phrase.mods and self.vocabulary.is_role(phrase.head):
            for person in self.recent():
                known = set().union(*person.heads.values()) if person.heads else set()
                shared = phrase.mods & known
                if shared and (not person.names or shared & phrase.caps) and person.plural == phrase.plural:
                    return person
        anybody = phrase.head not in lexicon.generic or phrase.determiner not in lexicon.possessives
        if found is None and speaking and not phrase.plural and anybody:  # "her man" is another than she
            if phrase.head in lexicon.generic:
                found = self._foremost(phrase)
            elif self.vocabulary.is_role(phrase.head):
                found = self._bridge(phrase)
        return found

    def _of_age(self, phrase: Phrase, years: int, speaking: bool) -> Person | None:
        """`zegt de 17-jarige`: the last one known to be of that age, else whom a definite noun means."""
        lately = reversed(self._recent.values())
        told = next((person for person in lately if person.years == years and not person.plural), None)
        if told is not None or not speaking:
            return told
        found = self._bridge(phrase)
        return found if found is None or not found.years else None

    def _noun_fit(self, person: Person, phrase: Phrase, base: float) -> float:
        if person.plural != phrase.plural and not person.names:
            return 0.0
        if phrase.caps and person.caps and not phrase.caps & person.caps:
            return 0.0
        known = person.heads.get(phrase.head)
        if known is None:
            known = set().union(*person.heads.values())
        shared = phrase.mods & known
        if phrase.mods and known and not shared:
            base *= 0.3 if not person.names else 0.6
        return (
            base
            * (1 + len(shared))
            * (0.2 + min(person.now(self.sentence), 4.0) + min(person.mentions, 10) / 20)
        )

    def _foremost(self, phrase: Phrase) -> Person | None:
        """A noun that fits nearly anybody ("the boy"): the person of that gender in the foreground."""
        wanted = gender_of(phrase.head, self.lexicon)
        best, found = 0.6, None
        for person in self._recent.values():
            if person.human <= 0 or person.body or person.plural or person is self._author:
                continue
            if wanted and person.gender and person.gender != wanted:
                continue
            fit = person.now(self.sentence) * (1.5 if wanted and person.gender == wanted else 1.0)
            if fit > best:
                best, found = fit, person
        return found

    def _bridge(self, phrase: Phrase) -> Person | None:
        """A definite noun that fits nobody by its words: the one person who is in the foreground alone."""
        wanted = gender_of(phrase.head, self.lexicon)
        fits = [
            person
            for person in self.recent()
            if person.human > 0
            and not person.body
            and not person.plural
            and person.now(self.sentence) > 0.8
            and not (wanted and person.gender and person.gender != wanted)
        ]
        fits.sort(key=lambda person: -person.now(self.sentence))
        if (
            fits
            and (len(fits) == 1 or fits[0].now(self.sentence) > 2.5 * fits[1].now(self.sentence))
            and not fits[0].heads
        ):
            return fits[0]
        return None

    # Pronouns -----------------------------------------------------------------------------------------------

    def pronoun(self, word: str, other_than: Person | None = None) -> Person | None:
        """Whom a pronoun means, by gender, number and salience."""
        best, found, second = 0.05, None, 0.0
        for person in self._recent.values():
            if person is self._author or person is other_than:
                continue
            fit = self._pronoun_fit(person, word) * person.now(self.sentence)
            if person.at == self.sentence:
                fit *= NEAR
            elif person is self.lead and self.sentence - person.at <= FRESH:
                fit *= LEAD
            if fit > best:
                best, found, second = fit, person, best if found else 0.0
            elif fit > second:
                second = fit
        led = found is not None and found is self.lead and found.at != self.sentence
        self.rivalry = second / (best / LEAD * SURER if led else best)
        return found

    def _pronoun_fit(self, person: Person, word: str) -> float:
        lexicon = self.lexicon
        gender = person.gender
        if word in lexicon.he or word in lexicon.she:
            wanted = "male" if word in lexicon.he else "female"
            if person.plural or person.body or (gender and gender != wanted):
                return 0.0
            known = KNOWN if gender else 1.0 if person.names or person.spoke >= 0 else STRANGER
            return known * (1.0 if person.human >= 1 else 0.45 if person.human >= 0 and person.names else 0.1)
        if word in lexicon.it:
            return 1.0 if person.body else 0.2 if person.human <= 0 else 0.0
        if word in lexicon.they:
            return 1.0 if person.plural else 0.7 if person.body else 0.3 if not gender else 0.1
        return 0.0


def _descriptor(phrase: Phrase) -> str:
    """What somebody without a name is called: with whose they are, where that is a name ("Ruiz’s office")."""
    words = " ".join(phrase.words)
    owned = phrase.owner and all(word[0].isupper() for word in phrase.owner)
    return f"{' '.join(phrase.owner)}’s {words}" if owned else words
