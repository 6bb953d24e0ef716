"""Speech, or something else in quotation marks: scare quotes, terms, titles, fragments.

Conventions
-----------
What decides is first where the quote stands (beside a cue, alone as a sentence, inside the narrator's sentence)
and then what is inside the marks (capital, sentence end, number of words).
"""

from dataclasses import dataclass
from enum import Enum

from scripts.speech.cues import Cue, Place
from scripts.speech.lexicon import Lexicon
from scripts.speech.marks import Quoted
from scripts.speech.tokens import Token

LONG = 18
"""Words from which a quote is speech even in the middle of the narrator's sentence."""
_END = frozenset(".!?…")


class Kind(Enum):
    """What a quoted stretch is."""

    SPEECH = "speech"
    FRAGMENT = "fragment"
    """Somebody's words inside the narrator's sentence."""
    SCARE = "scare"
    """A term, a title, a name, irony: nobody's words in particular."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A quote and all that stands around it."""

    tokens: list[Token]
    at: int
    """The quote's token."""
    inner: str
    quoted: Quoted
    after: Cue | None
    before: Cue | None
    spoken_before: bool
    """There was speech earlier in the same page."""


def judge(setting: Setting, lexicon: Lexicon) -> Kind:
    """What a quote is, by its place and its words."""
    inner = setting.inner.strip()
    words = len(inner.split(None, LONG + 1))
    if setting.quoted.dashed:
        return Kind.SPEECH
    if not any(sign.isalnum() for sign in inner[:200]):
        return Kind.SCARE
    ends = _ending(inner) in _END
    starts = _starts_high(inner)
    tokens, at = setting.tokens, setting.at
    opens = at == 0 or tokens[at - 1].sentence != tokens[at].sentence
    leading = (
        not opens and tokens[at - 1].word and (at == 1 or tokens[at - 2].sentence != tokens[at].sentence)
    )
    joined = (
        not opens and tokens[at - 1].word and not (leading and tokens[at - 1].low in lexicon.conjunctions)
    )
    long = words > LONG or (words > 8 and _several(inner))
    if setting.quoted.continues or (not setting.quoted.closed and (opens or setting.before is not None)):
        return Kind.SPEECH
    before, after = setting.before, setting.after
    if after is not None and after.place is Place.SOURCE:
        return Kind.SCARE
    if joined and tokens[at - 1].low in lexicon.prepositions and not _several(inner):
        return Kind.FRAGMENT if before is not None or after is not None else Kind.SCARE
    if joined and not _touching(tokens, at, lexicon) and _title_case(inner):
        return Kind.SCARE
    if after is not None and not joined:
        if words >= 2 or _ending(inner) in ",.?!…" or setting.before is not None:
            return Kind.SPEECH
        return Kind.SCARE
    if before is not None:
        sign = tokens[at - 1].low
        if sign == ":" or before.place is Place.LABEL:
            return Kind.SPEECH if (before.certain and (starts or ends)) or words >= 3 else Kind.SCARE
        if sign in (";", ",") and _between(tokens, at):
            return Kind.SPEECH
        if sign == "," and at > 1 and tokens[at - 2].low in lexicon.works and _title_case(inner):
            return Kind.SCARE
        if sign in (",", "—", "–", "--", "...", "…") and before.direct:
            return Kind.SPEECH if starts or words >= 4 or _between(tokens, at) else Kind.FRAGMENT
        if (
            before.certain
            and starts
            and (ends or _sentence_over(tokens, at))
            and (words >= 3 or (ends and before.direct))
        ):
            return Kind.SPEECH
        if before.certain and _touching(tokens, at, lexicon) and _is_clause(inner, lexicon):
            return Kind.SPEECH
        return Kind.SPEECH if long and (starts or before.certain) and not _as(tokens, at) else Kind.FRAGMENT
    if (
        opens
        and _sentence_over(tokens, at)
        and (ends or not setting.quoted.closed or _ending(inner) in ",—–-")
    ):
        return (
            Kind.SPEECH if starts or words >= 3 or setting.spoken_before or len(tokens) == 1 else Kind.SCARE
        )
    if opens and ends and starts and words >= 4:
        return Kind.SPEECH
    if opens and len(tokens) == at + 1 and words >= 4:
        return Kind.SPEECH
    if long and _several(inner):
        return Kind.SPEECH
    return Kind.FRAGMENT if after is not None else Kind.SCARE


def _touching(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the word in front of the quote is a verb of speech or "that"."""
    low = tokens[at - 1].low
    return low in lexicon.say or low in lexicon.manner or low in lexicon.participles or low == "that"


def _is_clause(inner: str, lexicon: Lexicon) -> bool:
    """Whether the words make a whole clause: a subject and, soon, a verb."""
    words = [word.strip(".,;:!?…[]()'’").lower() for word in inner.split(None, 12)[:12]]
    if len(words) < 4:
        return False
    if words[0] in lexicon.me | lexicon.it | lexicon.they | lexicon.he | lexicon.she | {"you", "there"}:
        return True
    return len(words) >= 8 and any(word in lexicon.auxiliaries for word in words[1:])


def _title_case(inner: str) -> bool:
    """Whether nearly every long word has a capital, as in titles of works."""
    words = [word for word in inner.split(None, 14)[:14] if len(word) > 3 and word[0].isalpha()]
    return bool(words) and all(word[0].isupper() for word in words)


def _as(tokens: list[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].low in ("as", "of", "a", "an", "the")


def _between(tokens: list[Token], at: int) -> bool:
    """Whether a cue of at most a few words parts this quote from the one before."""
    for number in range(at - 1, max(-1, at - 20), -1):
        if tokens[number].quote >= 0:
            return not tokens[number].inert
    return False


def _ending(inner: str) -> str:
    """The last sign that matters inside the marks."""
    at = len(inner)
    while at and inner[at - 1] in "'’”\"»)]":
        at -= 1
    return inner[at - 1 : at]


def _starts_high(inner: str) -> bool:
    for sign in inner[:40]:
        if sign.isalnum():
            return sign.isupper() or sign.isdigit()
    return False


def _several(inner: str) -> bool:
    """Whether there is more than one sentence inside."""
    for sign in ". ", "? ", "! ":
        at = inner.find(sign)
        if 0 < at < len(inner) - 3 and inner[at + 2].isupper():
            return True
    return False


def _sentence_over(tokens: list[Token], at: int) -> bool:
    if at + 1 >= len(tokens):
        return True
    follower = tokens[at + 1]
    if follower.low in _END:
        return True
    return follower.sentence != tokens[at].sentence or follower.quote >= 0
