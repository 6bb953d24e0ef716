"""Speech, or something else in quotation marks: scare quotes, terms, titles, fragments.

Conventions
-----------
What decides is first where the quote stands (beside a cue, alone as a sentence, inside the narrator's
sentence) and then what is inside the marks (capital, sentence end, number of words).
"""

from dataclasses import dataclass
from enum import Enum

from scripts.speech.cues import Cue, Place
from scripts.speech.lexicon import Lexicon
from scripts.speech.phrases import Form
from scripts.speech.prose import COMMAS, DASHES, Prose
from scripts.speech.quotes import Quoted

LONG = 18
"""Words from which a quote is speech even in the middle of the narrator's sentence."""
WHOLE = 5
"""Words from which a quote is a sentence although the narrator goes on with it."""
LONGEST_ACTION = 20
"""Tokens between two parts of a quote."""
_END = frozenset(".!?…")
_PAUSE = frozenset(",—–-")
_INTRODUCE = frozenset([",", ":"])
_JOINTS = frozenset([",", "—", "–", "--", "...", "…"])


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

    prose: Prose
    at: int
    """The quote's token."""
    inner: str
    """What is inside the marks."""
    quoted: Quoted
    after: Cue | None
    before: Cue | None
    spoken_before: bool
    """There was speech a little earlier in the same page."""
    told: bool = False
    """A verb of speech without its subject stands beside it."""


def judge(setting: Setting) -> Kind:
    """What a quote is, by its place and its words: the first rule that fits decides."""
    shape = _shape(setting)
    for rule in (_plainly, _with_cue_after, _with_cue_before, _with_bare_verb):
        kind = rule(setting, shape)
        if kind is not None:
            return kind
    return _alone(setting, shape)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the rules look at."""

    words: int
    starts: bool
    """With a capital."""
    ends: bool
    """With the end of a sentence."""
    pauses: bool
    """With a comma or a dash."""
    opens: bool
    """The quote begins the narrator's sentence."""
    joined: bool
    """A word of the narrator's sentence stands right in front."""
    over: bool
    """The narrator's sentence is over with the quote."""
    several: bool
    """There is more than one sentence inside."""
    long: bool
    titled: bool
    """Every long word has a capital."""


def _shape(setting: Setting) -> _Shape:
    prose, at, inner = setting.prose, setting.at, setting.inner.strip()
    opens = prose.opens(at)
    leading = (
        not opens and (at == 1 or prose.opens(at - 1)) and prose.low(at - 1) in prose.lexicon.conjunctions
    )
    words = len(inner.split(None, LONG + 1))
    several = _several(inner)
    return _Shape(
        words=words,
        starts=_starts_high(inner),
        ends=_ending(inner) in _END,
        pauses=_ending(inner) in _PAUSE,
        opens=opens,
        joined=not opens and prose.word(at - 1) and not leading,
        over=_is_over(prose, at),
        several=several,
        long=words > LONG or (words > 8 and several),
        titled=_title_case(inner),
    )


def _plainly(setting: Setting, shape: _Shape) -> Kind | None:  # noqa: PLR0911 - a ladder of rules
    """What needs no look at the cue's words."""
    prose, at, quoted = setting.prose, setting.at, setting.quoted
    before, after = setting.before, setting.after
    if quoted.dashed:
        return Kind.SPEECH
    if not any(sign.isalnum() for sign in setting.inner[:200]):
        return Kind.SCARE
    if not quoted.opened and not quoted.continues and after is None:
        return Kind.SCARE
    if quoted.continues or (not quoted.closed and (shape.opens or before is not None)):
        return Kind.SPEECH
    if after is not None and after.place is Place.SOURCE:
        return Kind.SCARE
    if shape.joined and prose.low(at - 1) in prose.lexicon.prepositions and not shape.several:
        return Kind.FRAGMENT if before is not None or after is not None else Kind.SCARE
    if shape.joined and shape.titled and not _touching(prose, at):
        return Kind.SCARE
    return None


def _with_cue_after(setting: Setting, shape: _Shape) -> Kind | None:
    if setting.after is None or shape.joined:
        return None
    if not setting.after.direct and not (shape.starts and shape.words >= WHOLE):
        return None
    spoken = shape.words >= 2 or shape.ends or shape.pauses or setting.before is not None
    spoken = spoken or (shape.opens and _is_said_after(setting.prose, setting.at, setting.after))
    return Kind.SPEECH if spoken else Kind.SCARE


def _with_cue_before(setting: Setting, shape: _Shape) -> Kind | None:  # noqa: PLR0911 - a ladder of rules
    before, prose, at = setting.before, setting.prose, setting.at
    if before is None:
        return None
    sign = prose.low(at - 1)
    if sign in _INTRODUCE and shape.over and prose.speaks(at - 2) and before.direct:
        return Kind.SPEECH
    if sign == ":" or before.place is Place.LABEL:
        return _speech_if((before.certain and (shape.starts or shape.ends)) or shape.words >= 3, Kind.SCARE)
    if sign in (";", ",") and _between(prose, at):
        return Kind.SPEECH
    if sign == "," and prose.low(at - 2) in prose.lexicon.works and shape.titled:
        return Kind.SCARE
    if sign in _JOINTS and before.direct:
        return _speech_if(shape.starts or shape.words >= 3, Kind.FRAGMENT)
    whole = shape.starts and (shape.ends or shape.over or (shape.pauses and _touching(prose, at)))
    if before.certain and whole and (shape.words >= 3 or (shape.ends and before.direct)):
        return Kind.SPEECH
    if before.certain and _touching(prose, at) and _is_clause(setting.inner, prose.lexicon):
        return Kind.SPEECH
    noun = prose.low(at - 1) in prose.lexicon.articles or prose.low(at - 1) in prose.lexicon.prepositions
    return _speech_if(shape.long and (shape.starts or before.certain) and not noun, Kind.FRAGMENT)


def _with_bare_verb(setting: Setting, shape: _Shape) -> Kind | None:
    return Kind.SPEECH if setting.told and not shape.joined else None


def _speech_if(spoken: bool, otherwise: Kind) -> Kind:
    return Kind.SPEECH if spoken else otherwise


def _goes_on(setting: Setting, shape: _Shape) -> bool:
    """Whether nothing but the speech before it, or a colon, introduces a quote."""
    sign, whole = setting.prose.low(setting.at - 1), shape.words >= WHOLE
    if shape.opens:  # `"..." would come of it.`
        return shape.starts and setting.spoken_before and shape.words > WHOLE + 2
    if shape.joined or shape.titled or not (shape.over and shape.ends and whole):
        return False
    # `Later, on the radio: "..."` and `Now, "..."`
    return (sign == ":" and shape.starts) or (sign == "," and setting.spoken_before)


def _alone(setting: Setting, shape: _Shape) -> Kind:
    """No cue in front, and none behind that fits."""
    if _goes_on(setting, shape) or parted_by_action(setting.prose, setting.at):
        return Kind.SPEECH
    ends = shape.ends or setting.prose.low(setting.at + 1) in _END
    if shape.opens and shape.over and (ends or shape.pauses or not setting.quoted.closed):
        alone = len(setting.prose) == 1
        return _speech_if(shape.starts or shape.words >= 3 or setting.spoken_before or alone, Kind.SCARE)
    if shape.opens and shape.pauses and shape.words >= 8:
        return Kind.SPEECH
    last = len(setting.prose) == setting.at + 1
    if shape.opens and shape.words >= 4 and (last or (shape.ends and shape.starts)):
        return Kind.SPEECH
    if shape.long and shape.several:
        return Kind.SPEECH
    return Kind.FRAGMENT if setting.after is not None else Kind.SCARE


def _is_said_after(prose: Prose, at: int, cue: Cue) -> bool:
    """`"No", said Ana Ruiz.`: a comma outside the marks, a verb of speech, and the sentence ends there.

    In `"Hamlet", the critic said, is too long` the sentence goes on, and the quote is its subject.
    """
    if prose.low(at + 1) not in COMMAS or not any(prose.is_verb(near) for near in range(cue.start, cue.end)):
        return False
    if cue.phrase.form is Form.NOUN and not prose.is_person(cue.phrase.head):
        return False
    goes_on = prose.low(cue.end) in COMMAS and (
        prose.low(cue.end + 1) in prose.lexicon.auxiliaries or prose.past(cue.end + 1)
    )
    return not goes_on


def parted_by_action(prose: Prose, at: int) -> bool:
    """`"I can't" — she dropped it — "not now."`: whether a quote is one of two with an action in between."""
    for other in (_near_quote(prose, at, 1), _near_quote(prose, at, -1)):
        if other is None:
            continue
        first, last = min(at, other) + 1, max(at, other) - 1
        dashes = prose.low(first) in DASHES or prose.tokens[first - 1].dashed_end
        if dashes and prose.low(last) in DASHES and last - first > 1:
            return True
    return False


def _near_quote(prose: Prose, at: int, step: int) -> int | None:
    for number in range(1, LONGEST_ACTION):
        other = at + step * number
        if not 0 <= other < len(prose):
            return None
        if prose.tokens[other].quote >= 0:
            return other
        if prose.low(other) in _END:
            return None
    return None


def _touching(prose: Prose, at: int) -> bool:
    """Whether the word in front of the quote is a verb of speech or "that"."""
    lexicon, low = prose.lexicon, prose.low(at - 1)
    return (
        low in lexicon.say
        or low in lexicon.manner
        or low in lexicon.participles
        or low in lexicon.complementizers
    )


def _is_clause(inner: str, lexicon: Lexicon) -> bool:
    """Whether the words make a whole clause: a subject and, soon, a verb."""
    words = [word.strip(".,;:!?…[]()'’").lower() for word in inner.split(None, 12)[:12]]
    if len(words) < 4:
        return False
    if words[0] in lexicon.openers or (words[0] in lexicon.pronouns and words[0] not in lexicon.objects):
        return True
    return len(words) >= 8 and any(word in lexicon.auxiliaries for word in words[1:])


def _title_case(inner: str) -> bool:
    """Whether every long word has a capital, as in titles of works."""
    words = [word for word in inner.split(None, 14)[:14] if len(word) > 3 and word[0].isalpha()]
    return bool(words) and all(word[0].isupper() for word in words)


def _between(prose: Prose, at: int) -> bool:
    """Whether a cue of at most a few words parts this quote from speech before it."""
    for number in range(at - 1, max(-1, at - 20), -1):
        if prose.tokens[number].quote >= 0:
            return not prose.tokens[number].inert
    return False


def _ending(inner: str) -> str:
    """The last sign that matters inside the marks."""
    at = len(inner)
    while at and inner[at - 1] in "'’”\"»)]":
        at -= 1
    return inner[at - 1 : at]


def _starts_high(inner: str) -> bool:
    first = next((sign for sign in inner[:40] if sign.isalnum()), "")
    return first.isupper() or first.isdigit()


def _several(inner: str) -> bool:
    """Whether there is more than one sentence inside."""
    for sign in (". ", "? ", "! "):
        at = inner.find(sign)
        if 0 < at < len(inner) - 3 and inner[at + 2].isupper():
            return True
    return False


def _is_over(prose: Prose, at: int) -> bool:
    """Whether nothing of the narrator's sentence follows the quote."""
    if at + 1 >= len(prose) or prose.low(at + 1) in _END:
        return True
    return prose.opens(at + 1) or prose.tokens[at + 1].quote >= 0
