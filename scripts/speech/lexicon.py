"""The words of a language that tell who speaks, read from `data/<language>.toml`.

Conventions
-----------
All words are lower case. A language that has no file is read with English's. A list that a file leaves out is
empty: a language has a part of what is here, never more.
"""

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from scripts.words import main_language

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Words = frozenset[str]
Ends = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A language's words, as sets."""

    say: Words
    """Verbs that nearly always report speech."""
    manner: Words
    """Verbs that report speech only beside a quote."""
    phrasal: Words
    """What makes a verb of manner one of speech: to point out."""
    participles: Words
    """Forms in -ing and the like, whose subject is that of the clause before."""
    calls: Words
    """Verbs that introduce a name or a description and not speech."""
    nouns: Words
    """Forms of verbs of speech that are nouns as well: message, notes."""
    addressing: Words
    """Verbs whose object is the one spoken to."""
    replies: Words
    """Verbs of who answers somebody else."""
    asked: Words
    """Participles that make somebody else the speaker if a form of to be stands in front."""
    passive: Words
    """Forms of to be: "he was asked"."""
    firsts: Words
    """Verbs of speech that need no "I": chiedo."""
    written: Words
    """Verbs behind which a preposition leads to what the words stand in: si legge in una nota."""
    auxiliaries: Words
    infinitive: Words
    """What stands before a verb that is not finite: to."""
    adverbs: Words
    articles: Words
    """Determiners that make a noun of what follows: the, his."""
    determiners: Words
    lone: Words
    """Determiners that can stand for somebody alone: one, another."""
    nobody: Words
    """Determiners of a noun that means nobody in particular: no, every."""
    indefinite: Words
    """Determiners of somebody new: a, another."""
    prepositions: Words
    absolute: Words
    """Prepositions that bring a subject along: "with critics saying"."""
    agents: Words
    """Prepositions of who did it: "asked by"."""
    organs: Words
    """What speaks for its owner: the voice of Ann Lee."""
    utterings: Words
    """Nouns for what somebody says: whoever owns them speaks ("her answer was:")."""
    offices: Words
    """What follows "secretary of" in front of a name."""
    origins: Words
    """Prepositions of where words come from: "From the report:"."""
    more: Words
    """What may stand before those: "More from ..."."""
    conjunctions: Words
    questions: Words
    """What stands in front of a question in an interview: Q."""
    answers: Words
    labels: Words
    """What stands before a colon and is nobody's name: note, update, secondly."""
    ranks: Words
    """What records write behind a name: J for a judge."""
    joins: Words
    """What stands between two who speak as one: and."""
    coordinators: Words
    """Conjunctions between verbs of one subject: and, then."""
    subordinators: Words
    """Words that begin a clause which only introduces."""
    complementizers: Words
    """that: what follows is reported, not quoted, unless it is in marks."""
    relatives: Words
    starters: Words
    """Words with a capital only because they begin a sentence."""
    he: Words
    she: Words
    they: Words
    me: Words
    it: Words
    others: Words
    """Pronouns that cannot be told apart: you, someone."""
    objects: Words
    """Pronouns that cannot be a subject: him."""
    openers: Words
    """Words that begin a whole clause: you, there."""
    contraries: Words
    """Words for "but"."""
    denials: Words
    """Words that deny what was said: not."""
    possessives: Words
    roles: Words
    """Nouns for people."""
    plural_roles: Words
    generic: Words
    """Nouns that say hardly more than a pronoun: the boy, the man."""
    female: Words
    male: Words
    sources: Words
    """Nouns for documents and bodies that can speak."""
    bodies: Words
    """Words that mark a name as an organisation's."""
    works: Words
    """Nouns for works that have a title."""
    aliases: Words
    """Nouns that announce another name."""
    places: Words
    times: Words
    particles: Words
    """Small words inside names: van, bin, de."""
    abbreviations: Words
    suffixes: Ends
    """Endings of nouns for people."""
    past_ends: Ends
    participle_ends: Ends
    present_ends: Ends
    """Endings of verbs of the third person."""
    adverb_ends: Ends
    age_ends: Ends
    """Endings of words for an age in front of a name: ten-year-old."""
    years: Words
    """What follows an age behind a name: 42 anni."""
    aged: Words
    """What may stand before or behind those: âgé de 42 ans, 42 Jahre alt."""
    twin_places: frozenset[tuple[str, ...]]
    """Names of places of two words."""
    according: tuple[tuple[str, ...], ...]
    asides: tuple[tuple[str, ...], ...]
    """Words that may stand between a verb and its subject: for her part."""
    topics: tuple[tuple[str, ...], ...]
    """Words that announce whom the sentence is about: as for."""
    whose: dict[str, str]
    """Possessive to its pronoun: his to he."""
    titles: dict[str, str]
    """Title to gender, "" if it tells none."""
    given: dict[str, str]
    """Given name to gender."""
    ages: dict[str, str]
    """Word for a person, or beside one, to age: toddler to child."""
    numbers: dict[str, int]
    """Number in words to number, as far as ages are written so."""
    elisions: Ends
    """Words that are written into the next one, with their apostrophe: l', qu'."""
    clitics: Ends
    """Pronouns that hang on their verb, with their hyphens, the longest first: -t-il, -elle."""
    synonyms: dict[str, int]
    """Noun to the number of its group of near synonyms."""
    capital_nouns: bool
    """Whether all nouns have a capital: a word with one is no name for that alone."""
    verb_brackets: bool
    """Whether the subject may stand between an auxiliary and its participle: hat der Wirt gesagt."""
    free_subjects: bool
    """Whether a verb's subject may be left out, or come behind to whom or where it was said: disse à rádio a
    ministra."""
    dialogue_dashes: bool
    """Whether dialogue is usually set with dashes and without quotation marks: two lines are enough."""
    en_dashes: bool
    """Whether these may be en dashes as well."""
    incises: bool
    """Whether "she said" may stand inside the quotation marks, between commas."""
    author: str
    """What the writer is called who says "I" in the article."""
    unknown: str
    """What somebody is called of whom the article says nothing."""
    interviewer: str
    """What somebody is called of whom an interview only says that they ask."""
    pronouns: Words
    """All of them."""
    copulas: Words
    """Verbs that say what somebody is."""
    closed: Words
    """Small words that no noun phrase holds in its middle."""
    stops: Words
    """Words that end a noun phrase."""


def knows(language: str) -> bool:
    """Whether there are words of a BCP 47 language that tell who speaks in it."""
    return _file(language) is not None


def _file(language: str) -> "Traversable | None":
    name = main_language(language)
    path = resources.files("scripts.speech").joinpath("data", f"{name}.toml")
    return path if name.isascii() and name.isalpha() and path.is_file() else None


@lru_cache(maxsize=8)
def lexicon_for(language: str) -> Lexicon:
    """The words of a BCP 47 language's primary subtag."""
    path = _file(language) or resources.files("scripts.speech").joinpath("data", "en.toml")
    return _build(tomllib.loads(path.read_text(encoding="utf-8")))


def _build(data: dict[str, object]) -> Lexicon:
    sets: dict[str, Any] = {
        one.name: _set(data.get(one.name)) for one in fields(Lexicon) if one.type == Words
    }
    ends: dict[str, Any] = {
        one.name: tuple(_list(data.get(one.name))) for one in fields(Lexicon) if one.type == Ends
    }
    sets["pronouns"] = sets["he"] | sets["she"] | sets["they"] | sets["me"] | sets["it"] | sets["others"]
    sets["closed"] = sets["prepositions"] | sets["auxiliaries"] | sets["determiners"] | sets["conjunctions"]
    sets["stops"] = sets["closed"] | sets["adverbs"] | sets["relatives"] | sets["times"]
    sets["stops"] |= sets["participles"] | sets["calls"] | sets["pronouns"]
    return Lexicon(
        **sets,
        **ends,
        twin_places=frozenset(_phrases(data.get("twin_places"))),
        according=_phrases(data.get("according")),
        asides=_phrases(data.get("asides")),
        topics=_phrases(data.get("topics")),
        whose={pair[0]: pair[1] for pair in _phrases(data.get("whose"))},
        titles=_genders(data.get("titles")),
        given=_genders(data.get("given")),
        ages=_genders(data.get("ages")),
        numbers={word: number for number, word in enumerate(_list(data.get("numbers")), 1)},
        synonyms={word: at for at, group in enumerate(_phrases(data.get("synonyms"))) for word in group},
        capital_nouns=bool(data.get("capital_nouns")),
        verb_brackets=bool(data.get("verb_brackets")),
        free_subjects=bool(data.get("free_subjects")),
        dialogue_dashes=bool(data.get("dialogue_dashes")),
        en_dashes=bool(data.get("en_dashes")),
        incises=bool(data.get("incises")),
        author=str(data["author"]),
        unknown=str(data["unknown"]),
        interviewer=str(data["interviewer"]),
    )


def _list(value: object) -> list[str]:
    return value.split() if isinstance(value, str) else []


def _set(value: object) -> Words:
    return frozenset(_list(value))


def _phrases(value: object) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(str(one).split()) for one in value) if isinstance(value, list) else ()


def _genders(table: object) -> dict[str, str]:
    result: dict[str, str] = {}
    if isinstance(table, dict):
        for gender, words in table.items():
            for word in _list(words):
                result[word] = "" if gender == "unknown" or word in result else gender
    return result
