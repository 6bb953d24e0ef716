"""What is said otherwise in Britain, and where English is written as there: "two hundred and five", the day
before the month, "two nil", half past ten as 10.30."""

import re
from collections.abc import Sequence
from dataclasses import replace

from voices.english.before_noun import is_noun
from voices.english.dates import MONTHS, numeric_date
from voices.english.quantities import number
from voices.english.rule import SCORED
from voices.english.scores import is_in_tennis
from voices.english.times import clock
from voices.rule import Piece, core, touches, words
from voices.written import Token

_REGIONS = frozenset({"GB", "UK", "IE", "AU", "NZ", "ZA", "IN", "MT", "SG", "HK", "NG", "KE", "GH"})
_TENS = "(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)(?:y|ieth)"
_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
)
_TEENS = "(?:ten|eleven|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)(?:th)?|twelve|twelfth"
_SMALL = rf"(?:(?:{_TENS})(?: (?:{_ONES}))?|{_TEENS}|{_ONES})\b"
_POWERS = "thousand|million|billion|trillion"
_HUNDREDS = re.compile(rf"\bhundred (?={_SMALL})")
_THOUSANDS = re.compile(rf"\b({_POWERS}) (?={_SMALL}(?! (?:hundred|{_POWERS})\b))")
_POINTED = re.compile(r"([01]?[0-9]|2[0-3])\.([0-5][0-9])")
_AT = frozenset(["at", "until", "till"])
_TRAINS = words("train trains service bus ferry flight sailing race kick-off")
_TO_A_PLACE = frozenset(["to", "from", "at"])
"""Words after the time of a train or a race: "the 10.15 to Leeds"."""
_PRICED = words("trading traded trade closed ended stood priced opened stands odds valued settled rate rates")
_NO_TIME = words(
    "per percent pc million billion trillion against to euros dollars points metres meters times"
)
_SCORE = re.compile(r"([0-9]{1,2})[-–]([0-9]{1,2})")
_BEFORE_A_SCORE = words(
    "won win winning lost lose losing beat beaten beating drew draw drawing led lead leading trailed "
    "trailing finished ended score scored scoreline victory defeat"
)

_WITHIN = 5
"""Words before a score among which somebody wins or loses."""


def is_british(language: str) -> bool:
    """Whether a language tag names a place where English is written the British way.

    >>> is_british("en-GB"), is_british("en_au"), is_british("en"), is_british("en-US")
    (True, True, False, False)
    """
    return any(part.upper() in _REGIONS for part in re.split(r"[-_]", language)[1:])


def say_british(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """What no American would say so."""
    word = core(tokens, at)
    if not word[:1].isdigit():
        return None
    said = (
        numeric_date(word, day_first=True)
        or _day_and_month(tokens, at)
        or _time(tokens, at)
        or _score(tokens, at)
    )
    return [Piece(1, said)] if said else None


def anglicised(pieces: list[Piece]) -> list[Piece]:
    """What the rules said, with "and" before the last part of a number, and "the" before a day.

    >>> [p.text for p in anglicised([Piece(1, "May"), Piece(1, "fifth"), Piece(1, "two thousand five")])]
    ['May', 'the fifth', 'two thousand and five']
    """
    said = [replace(piece, text=with_and(piece.text)) for piece in pieces]
    if (
        len(said) > 1
        and said[0].text.lower() in MONTHS
        and re.match(rf"(?:{_SMALL})(?<=[tdh])(?:\b|,)", said[1].text)
    ):
        said[1] = replace(said[1], text=f"the {said[1].text}")
    return said


def with_and(said: str) -> str:
    """A number in words as the British say it.

    >>> with_and("one thousand five"), with_and("two hundred thirty million six hundred")
    ('one thousand and five', 'two hundred and thirty million six hundred')
    """
    if "hundred " not in said and "and " not in said and "illion " not in said:
        return said
    return _THOUSANDS.sub(r"\1 and ", _HUNDREDS.sub("hundred and ", said))


def _day_and_month(tokens: Sequence[Token], at: int) -> str | None:
    """On 18/6; 05/06."""
    dated = core(tokens, at - 1).lower() in ("on", "since", "until", "till", "dated")
    if not dated and not re.search("(?:^|/)0", core(tokens, at)):
        return None
    match = re.fullmatch(r"(0?[1-9]|[12][0-9]|3[01])/(0?[1-9]|1[0-2])", core(tokens, at))
    if not match or match[0] in ("9/11", "7/7"):
        return None
    return (numeric_date(f"{match[0]}/2000", day_first=True) or "").removesuffix(" two thousand")


def _time(tokens: Sequence[Token], at: int) -> str | None:
    """At 10.30; the 10.15 to Leeds."""
    match = _POINTED.fullmatch(core(tokens, at))
    before, following = core(tokens, at - 1).lower(), core(tokens, at + 1)
    is_train = (
        before == "the"
        and touches(tokens, at)
        and (following in _TRAINS or core(tokens, at + 2)[:1].isupper())
    )
    is_train = is_train and following in _TRAINS | _TO_A_PLACE
    if not match or not (before in _AT or is_train) or not touches(tokens, at - 1):
        return None
    if core(tokens, at - 2).lower() in _PRICED or (following.lower() in _NO_TIME and not is_train):
        return None
    return clock(match[1], match[2], has_half=False)


def _score(tokens: Sequence[Token], at: int) -> str | None:
    """Won 2-0, a 3-1 win."""
    match = _SCORE.fullmatch(core(tokens, at))
    if not match:
        return _innings(tokens, at)
    first, last = _of_scores(tokens, at, -1), _of_scores(tokens, at, 1)
    after = core(tokens, last + 1)
    before = {core(tokens, back).lower() for back in range(first - 1, max(first - _WITHIN, -1), -1)}
    is_score = after.lower() in SCORED or (bool(before & _BEFORE_A_SCORE) and not is_noun(after))
    if not is_score and "0" not in match.groups():
        return None
    nothing = "love" if is_in_tennis(tokens, at) else "nil"
    return " ".join(nothing if side == "0" else number(side) for side in match.groups())


_INNINGS = re.compile("([1-9][0-9]{2})[-–]([0-9])")
_NO_INNINGS = words("voted vote votes odds shot price priced lost beat defeated majority")


def _innings(tokens: Sequence[Token], at: int) -> str | None:
    """England were 312-7: runs and wickets, as long as nobody votes or bets."""
    match = _INNINGS.fullmatch(core(tokens, at))
    near = {token.core.lower() for token in tokens[max(0, at - _WITHIN) : at + _WITHIN]}
    if not match or match[1].endswith("00") or not _NO_INNINGS.isdisjoint(near):
        return None
    return f"{number(match[1])} for {number(match[2])}"


def _of_scores(tokens: Sequence[Token], at: int, step: int) -> int:
    """The first or last of the scores in a row: "6-4, 3-6, 6-2"."""
    for _ in range(4):
        if not _SCORE.fullmatch(core(tokens, at + step)):
            break
        at += step
    return at
