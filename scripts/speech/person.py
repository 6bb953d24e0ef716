"""One person of an article, and how well a name fits the names known of somebody."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

FADE = 0.72
"""Share of a person's salience that is left one sentence later."""


@dataclass(slots=True, eq=False)
class Person:
    """Somebody, or a body or document that can speak."""

    number: int
    names: Counter[tuple[str, ...]] = field(default_factory=Counter)
    heads: dict[str, set[str]] = field(default_factory=dict)
    """Nouns used for this person, each with its modifiers."""
    aliases: dict[str, None] = field(default_factory=dict)
    """Every descriptor and name seen, in order."""
    votes: Counter[str] = field(default_factory=Counter)
    proofs: list[str] = field(default_factory=list)
    """What the gender rests on."""
    caps: set[str] = field(default_factory=set)
    """Modifiers with a capital: Florida senator."""
    plural: bool = False
    body: bool = False
    """An organisation, a place or a document."""
    human: float = 0.0
    """How much says that this is a human being."""
    salience: float = 0.0
    at: int = 0
    """Number of the sentence of the last mention."""
    mentions: int = 0
    named: tuple[int, int] | None = None
    """Page and page offset of the last mention by name."""
    described: tuple[int, int] | None = None
    """The same for a noun: the lab technician."""
    ages: Counter[str] = field(default_factory=Counter)
    """Ages that words and numbers tell of."""
    age_proof: str = ""
    years: int = 0
    """The number that was told last; 0 if none was."""
    headlined: bool = False
    """Whether the headline names this person."""
    spoke: int = -1000
    """Number of the page on which this person was last quoted."""

    def now(self, sentence: int) -> float:
        """Salience at a later sentence."""
        gap = sentence - self.at
        return self.salience * (FADE**gap if gap < 200 else 0.0)

    def fullest(self) -> tuple[str, ...]:
        """The fullest name; of a body, which has long and short names, the one used most."""
        if self.body:
            return max(self.names, key=lambda name: (self.names[name], len(name)))
        return max(self.names, key=lambda name: (min(len(name), 3), not _shouted(name), self.names[name]))

    @property
    def age(self) -> str:
        """The age that most evidence says, or ""."""
        best = self.ages.most_common(2)
        clear = len(best) == 1 or (len(best) > 1 and best[0][1] > best[1][1])
        return best[0][0] if clear else ""

    def is_years_old(self, years: int) -> None:
        """Learn an age in years; a number counts for more than any word."""
        age = "child" if years < 13 else "teen" if years < 20 else "old" if years >= 65 else "adult"
        self.ages[age] += 10
        self.age_proof = f"{years} years old"
        self.years = years

    @property
    def gender(self) -> str:
        """The gender that most evidence says, or ""."""
        male, female = self.votes["male"], self.votes["female"]
        return "" if male == female else "male" if male > female else "female"


def _shouted(name: tuple[str, ...]) -> bool:
    """In capitals throughout, as the labels of an interview are."""
    return all(part.isupper() and len(part) > 1 for part in name)


def name_fit(low: tuple[str, ...], known: tuple[str, ...]) -> float:  # noqa: PLR0911 - a ladder of rules
    """How well a name fits a known one, 0 if it cannot be the same."""
    if low == known:
        return 3.0
    if len(low) == 1:
        return 2.0 if low[0] == known[-1] else 1.2 if low[0] == known[0] else 0.0
    if len(known) == 1:
        return 1.5 if known[0] == low[-1] else 0.6 if known[0] == low[0] else 0.0
    if low[-1] == known[-1] and (
        low[0] == known[0]
        or (low[0][0] == known[0][0] and "." in (low[0][-1], known[0][-1], low[0][1:2], known[0][1:2]))
    ):
        return 2.5
    if low[-1] == known[-1] and (set(low[:-1]) & set(known[:-1])):
        return 2.0
    if low[0] == known[0] and (low[-1] in known or known[-1] in low):
        return 2.0
    return 0.0


def names_fit(low: tuple[str, ...], known: Iterable[tuple[str, ...]]) -> float:
    """How well a name fits somebody with several names: two full names that differ are two people.

    >>> names_fit(("karl", "brandt"), [("Brandt",), ("Ida", "Brandt")])
    0.0
    """
    best = fullest = 0.0
    full = False
    for name in known:
        fit = name_fit(low, tuple(part.lower() for part in name))
        best = max(best, fit)
        if len(name) > 1:
            full, fullest = True, max(fullest, fit)
    return 0.0 if full and len(low) > 1 and not fullest else best


def misspelt(one: str, other: str) -> bool:
    """Whether two words with the same first letter are so alike that one is the other with a slip of the pen.

    Optimal string alignment of words that are not equal: one edit in five letters or more, two in eight.

    >>> misspelt("petersson", "peterson"), misspelt("waters", "water"), misspelt("reed", "read")
    (True, True, False)
    """
    allowed = 2 if min(len(one), len(other)) >= 8 else 1
    if min(len(one), len(other)) < 5 or one[0] != other[0] or abs(len(one) - len(other)) > allowed:
        return False
    before, row = list[int](), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, sign in enumerate(other, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != sign)))
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], sign):
                row[j] = min(row[j], older[j - 2] + 1)
    return 0 < row[-1] <= allowed
