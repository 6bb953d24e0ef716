"""What each language has of its own; the rules are the same for all. `voices.tongues.loading` reads it from
`data/<language>.toml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Words = frozenset[str]
Endings = tuple[tuple[str, str], ...]
"""(how a word ends, what stands there instead); the first that fits counts."""


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted."""

    gender: str
    one: str
    many: str
    part: "Noun | None" = None
    """Its hundredth, of a currency."""


@dataclass(frozen=True, slots=True)
class Cardinals:
    """Number words below a thousand."""

    below_hundred: tuple[str, ...]
    hundreds: tuple[str, ...]
    """From one hundred to nine hundred, as they stand before more."""
    exactly_hundred: str
    joint: str
    """Between the hundreds and the rest."""
    one: Mapping[str, str]
    """Gender -> the word for 1 before a noun."""
    feminine: Endings
    masculine: Endings
    """Before a noun."""
    thousand: str
    """The word for a thousand, where larger numbers are put into words as well, for their gender."""
    thousand_joint: str
    """Behind it, before what is below a hundred or whole hundreds."""
    feminine_ends: tuple[str, ...]
    """How nouns end that are feminine."""
    masculine_ends: tuple[str, ...]
    feminine_nouns: Words
    """Nouns that are so and end otherwise."""
    masculine_nouns: Words
    """Nouns that end so and are not."""


@dataclass(frozen=True, slots=True)
class Cases:
    """What decides the ending of an ordinal, where a full stop makes one (German)."""

    weak: Words
    """Words before it that ask for "-en"."""
    nominative: Words
    """Articles that ask for "-e"."""
    double: Words
    """Of those, the ones that are a feminine dative as well."""
    datives: Words
    """Prepositions that make them one."""
    neuter: Words
    """Words before it that ask for "-e", whatever follows."""
    feminine_nouns: Words
    feminine_ends: tuple[str, ...]
    """Of nouns, small letters."""
    neuter_nouns: Words
    neuter_ends: tuple[str, ...]
    ordered: Words
    """Further nouns that places in a row stand before."""
    skipped: tuple[str, ...]
    """Ends of words that stand between the deciding word and a date: weekdays."""
    links: Words
    """Words between two ordinals that are decided by one word: bis, und."""


@dataclass(frozen=True, slots=True)
class Ordinals:
    """Places in a row. They are made from the cardinal (`small`, `large`, `endings`) or word by word
    (`units`, `tens`, `hundreds`)."""

    exact: Mapping[int, str]
    exact_within_hundreds: bool
    """Whether 101 ends as 1 does."""
    small: str
    """Added to cardinals whose last two figures are 1 to 19."""
    large: str
    """Added to all others."""
    endings: Endings
    units: tuple[str, ...]
    tens: tuple[str, ...]
    hundreds: tuple[str, ...]
    feminine: Endings
    plural: str
    short: Endings
    """Before a masculine noun: primer."""
    suffixes: Mapping[str, str]
    """As written behind a figure -> the form: "m", "f", "ms", "fs" (several), "short", or a key of
    `others`."""
    others: Mapping[str, str]
    cases: Cases | None


@dataclass(frozen=True, slots=True)
class Times:
    """Of the day."""

    after: Words
    """Words behind a time: Uhr, h."""
    before: Words
    """Words before a time."""
    marks: str
    """Between hours and minutes."""
    full: str
    minutes: str
    with_unit: str
    """As `minutes`, where the word for hours is written too."""
    hour: tuple[str, str]
    """One hour, several."""
    gender: str


@dataclass(frozen=True, slots=True)
class Dates:
    """In figures, day before month."""

    marks: str
    months: tuple[str, ...]
    names: Mapping[str, int]
    """Small letters -> month, with other names and short ones."""
    short: Mapping[str, int]
    """With a point."""
    said: str
    without_year: str
    first: str
    """The first of a month, where it is not plain "1"."""
    cues: Words
    """Words before a date."""


@dataclass(frozen=True, slots=True)
class Fractions:
    """Parts of one."""

    half: str
    half_of: str
    """Before a noun."""
    and_half: str
    """`{n}` and a half."""
    names: Mapping[int, Noun]
    endings: Endings
    """What makes further denominators out of cardinals, below a hundred."""
    ordinal_ending: str
    """What makes them out of ordinals, where there are no such endings."""
    plural: Endings
    one: str
    over: str


@dataclass(frozen=True, slots=True)
class Romans:
    """Where Roman numerals stand."""

    numbered: Words
    """Nouns before a numeral, small letters."""
    ordinal_nouns: Words
    """Nouns behind a numeral."""
    feminine_nouns: Words
    masculine_articles: Words
    """Before a numeral that is a place in a row: el XX aniversario."""
    feminine_articles: Words
    regnal: Words
    regnal_women: Words
    style: str
    """How the number of a king is said: "first" (I is an ordinal), "ten" (I to X), "all", "the" (with an
    article)."""
    the: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language that has rules."""

    language: str
    thousands: str
    """Between the thousands of a number that spaces part."""
    decimal_point: bool
    """Whether the text has points before decimals, and commas between thousands: Mexico."""
    hundreds_of_years: bool
    """Whether 1848 is eighteen hundred and 48."""
    singular_below_two: bool
    """Whether 1.5 is no plural."""
    range_word: str
    comma: str
    """How the mark before decimals is called."""
    ages: Endings
    """How cardinals end before `age_ends`: quarantaduenne."""
    age_ends: Words
    score_word: str
    per: str
    """Between what is counted and what for: euros por kilo."""
    score_marks: str
    score_dash: bool
    """Whether small figures around a hyphen are a score, and not a range."""
    century_words: Words
    openers: Words
    """Words whose capital says that a sentence begins."""
    telephones: str
    """"pairs": groups of two or three figures are numbers; "digits": all figures are said one by one."""
    cardinals: Cardinals
    ordinals: Ordinals
    times: Times
    dates: Dates
    durations: tuple[Noun, ...]
    """Hours, minutes, seconds."""
    duration_joint: str
    magnitudes: Mapping[str, Noun]
    """Short forms of million and the like."""
    magnitude_words: Words
    currencies: Mapping[str, Noun]
    currency_words: Words
    link: str
    """Between a magnitude and what is counted."""
    vowel_link: str
    cents_word: str
    """Between a sum and its cents, which then are named; without it they are a bare number."""
    unlinked: Words
    """Magnitudes without the link."""
    pointed: Words
    """Units and magnitudes that a point shortens."""
    units: Mapping[str, Noun]
    word_units: Words
    """Units that are words as well: they stand before a mark or "de" only."""
    fractions: Fractions
    short: Mapping[str, str]
    """With a point at the end."""
    enders: Words
    """Of those that are one word, the ones that may end a sentence."""
    may_end: Words
    """Those whose point may end a sentence."""
    unpointed: Mapping[str, str]
    titles: Mapping[str, str]
    """Before a name."""
    unpointed_titles: Words
    """Of those, the ones that are written without a point too."""
    hyphened: Mapping[str, str]
    """Before a hyphen and a name."""
    before_number: Mapping[str, str]
    signs: Mapping[str, str]
    romans: Romans
    letters: Words
    """Initialisms that engines would read as words."""
