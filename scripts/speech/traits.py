"""What words tell of a person: whether it is one, of which gender, how old.

Conventions
-----------
Each word adds to what is known and says what it rests on in `Person.proofs`, so that evidence can be weighed
and shown: titles 5 and nouns 4, given names 3 (1 where nothing else is known of the name), pronouns 1, ages
in years 10 against 1 for a word.
"""

from collections.abc import Iterable

from scripts.speech.lexicon import Lexicon
from scripts.speech.person import Person


def learn_from_title(person: Person, title: str, is_role: bool, lexicon: Lexicon) -> None:
    """`Ms Brandt`, `pilot Ida Brandt`: a title or a role in front of a name."""
    gender = lexicon.titles.get(title) or gender_of(title, lexicon)
    if gender:
        person.votes[gender] += 5
        person.proofs.append(f"the title {title}")
    if (title in lexicon.titles or is_role) and not person.body:
        person.human += 2


def learn_from_name(person: Person, name: tuple[str, ...], lexicon: Lexicon, titled: bool = False) -> None:
    """A person's given name, or a name that only an organisation or a place has.

    Capitals alone are an organisation's, but not behind a title: "MR HOLM".
    """
    low = [part.lower() for part in name]
    if set(low) <= {part.lower() for known in person.names for part in known if not part.isupper()}:
        return  # "LUND", of Ada Lund
    if (
        any(part in lexicon.bodies for part in low)
        or low[-1] in lexicon.places
        or low[0] in lexicon.places
        or (
            not titled
            and all(part.isupper() and len(part) > 1 for part in name)
            and low[0] not in lexicon.given
        )
    ):
        person.body = True
        person.human -= 3
        return
    given = lexicon.given.get(low[0])
    if given:
        sure = len(name) > 1 or person.mentions > 1
        person.votes[given] += 3 if sure else 1
        person.human += 2 if sure else 1
        person.proofs.append(f"the given name {name[0]}")
    elif len(name) in (2, 3):
        person.human += 1


def learn_from_noun(person: Person, noun: str, lexicon: Lexicon) -> None:
    """The noun that somebody is called: the actress."""
    gender = gender_of(noun, lexicon)
    if gender:
        person.votes[gender] += 4
        person.proofs.append(f"the word {noun}")


def learn_from_pronoun(person: Person, word: str, lexicon: Lexicon) -> None:
    """A pronoun that was taken to mean somebody."""
    gender = "male" if word in lexicon.he else "female" if word in lexicon.she else ""
    if gender:
        person.votes[gender] += 1
        person.proofs.append(f"the pronoun {word}")
        person.human = max(person.human, 0) + 0.5


def learn_age(person: Person, words: Iterable[str], lexicon: Lexicon) -> None:
    """An age in words for somebody: teenager, elderly, 38-year-old."""
    for word in words:
        if word in lexicon.ages:
            person.ages[lexicon.ages[word]] += 1
            person.age_proof = person.age_proof or f"the word {word}"
        elif (years := years_in(word, lexicon)) is not None:
            person.is_years_old(years)


def years_in(word: str, lexicon: Lexicon) -> int | None:
    """The years of a word for an age in lower case: 17-jarige, ten-year-old; None if it is none."""
    end = next((end for end in lexicon.age_ends if word.endswith(end)), "")
    if not end:
        return None
    count = word.removesuffix(end).partition("-")[0]
    return int(count) if count.isdecimal() and len(count) < 4 else lexicon.numbers.get(count)


def gender_of(noun: str, lexicon: Lexicon) -> str:
    """ "female", "male" or "" for a noun in lower case."""
    return "female" if noun in lexicon.female else "male" if noun in lexicon.male else ""
