"""The words of a language that tell who speaks, read from `data/<language>.toml`.

Conventions
-----------
All words are lower case. A language that has no file is read with English's.
"""

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A language's words, as sets."""

    say: frozenset[str]
    """Verbs that nearly always report speech."""
    manner: frozenset[str]
    """Verbs that report speech only beside a quote."""
    participles: frozenset[str]
    """Forms in -ing and the like, whose subject is that of the clause before."""
    calls: frozenset[str]
    """Verbs that introduce a name or a description and not speech."""
    aliases: frozenset[str]
    """Nouns that announce another name."""
    generic: frozenset[str]
    """Nouns that say hardly more than a pronoun: the boy, the man."""
    absolute: frozenset[str]
    """Prepositions that bring a subject along: "with critics saying"."""
    works: frozenset[str]
    """Nouns for works that have a title."""
    nouns: frozenset[str]
    """Forms of verbs of speech that are nouns as well: message, notes."""
    addressing: frozenset[str]
    """Verbs whose object is the one spoken to."""
    auxiliaries: frozenset[str]
    passive: frozenset[str]
    """Forms of to be: "he was asked"."""
    asked: frozenset[str]
    """Participles that make somebody else the speaker if a form of to be stands in front."""
    adverbs: frozenset[str]
    determiners: frozenset[str]
    indefinite: frozenset[str]
    lone: frozenset[str]
    """Determiners that can stand for somebody alone: one, another."""
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    relatives: frozenset[str]
    starters: frozenset[str]
    """Words with a capital only because they begin a sentence."""
    he: frozenset[str]
    she: frozenset[str]
    they: frozenset[str]
    me: frozenset[str]
    it: frozenset[str]
    others: frozenset[str]
    """Pronouns that cannot be told apart: you, someone."""
    possessives: frozenset[str]
    titles: dict[str, str]
    """Title to gender, "" if it tells none."""
    roles: frozenset[str]
    """Nouns for people."""
    plural_roles: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    kin: dict[str, str]
    synonyms: dict[str, int]
    """Noun to the number of its group of near synonyms."""
    sources: frozenset[str]
    """Nouns for documents and bodies that can speak."""
    bodies: frozenset[str]
    """Words that mark a name as an organisation's."""
    places: frozenset[str]
    times: frozenset[str]
    particles: frozenset[str]
    """Small words inside names: van, bin, de."""
    abbreviations: frozenset[str]
    according: tuple[tuple[str, ...], ...]
    given: dict[str, str]
    """Given name to gender."""
    suffixes: tuple[str, ...]
    author: str
    """What the writer is called who says "I" in the article."""
    unknown: str
    """What somebody is called of whom the article says nothing."""


@lru_cache(maxsize=8)
def lexicon_for(language: str) -> Lexicon:
    """The words of a BCP 47 language's primary subtag."""
    name = language.lower().replace("_", "-").split("-")[0]
    folder = resources.files("scripts.speech").joinpath("data")
    path = folder.joinpath(f"{name}.toml") if name.isalpha() else folder.joinpath("en.toml")
    if not path.is_file():
        path = folder.joinpath("en.toml")
    return _build(tomllib.loads(path.read_text(encoding="utf-8")))


def _words(value: object) -> frozenset[str]:
    return frozenset(str(value).split()) if isinstance(value, str) else frozenset(map(str, _list(value)))


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _genders(table: object) -> dict[str, str]:
    result: dict[str, str] = {}
    if isinstance(table, dict):
        for gender, words in table.items():
            for word in str(words).split():
                result[word] = "" if gender == "unknown" or word in result else gender
    return result


def _build(data: dict[str, object]) -> Lexicon:
    plain = {
        field.name: _words(data.get(field.name, ""))
        for field in fields(Lexicon)
        if field.type == frozenset[str]
    }
    synonyms: dict[str, int] = {}
    for number, group in enumerate(_list(data.get("synonyms"))):
        for word in str(group).split():
            synonyms[word] = number
    return Lexicon(
        titles=_genders(data.get("titles")),
        kin=_genders(data.get("kin")),
        given=_genders(data.get("given")),
        synonyms=synonyms,
        according=tuple(tuple(str(phrase).split()) for phrase in _list(data.get("according"))),
        suffixes=tuple(str(data.get("suffixes", "")).split()),
        author=str(data.get("author", "Author")),
        unknown=str(data.get("unknown", "Unnamed speaker")),
        **plain,
    )
