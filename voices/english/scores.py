"""Two figures of a game, a match, a race or a review: 4-2, 287-4 at stumps, 7/10, the 11/4 favourite, a 12-5
record, took 4-32."""

import re
from collections.abc import Sequence

from voices.english.before_noun import is_noun
from voices.english.quantities import number
from voices.numbers import cardinal
from voices.rule import Piece, core, touches, words
from voices.written import Token

_PAIR = re.compile(r"([0-9]{1,3})[-–]([0-9]{1,3})")
_STROKE = re.compile("([0-9]{1,4})/([0-9]{1,2})")
_TIEBREAK = re.compile(r"([67])-([67])\(([0-9]{1,2})\)")
_RATED = re.compile(r"([0-9]\.[0-9]{1,2})/([0-9]{1,2})")
_MARKS = re.compile(r"([0-9]{1,3})/(5|10|20|100)")
_RATING = words("rated rating rate score scored scores scoring marks verdict grade")
"""Words before what a critic gives."""
_STARS = words("star stars rating")
_BETTING = words(
    "odds favourite favourites favorite favorites outsider outsiders priced bookmakers bookies evens shot"
)
_CRICKET = words(
    "stumps innings wickets wkts overs ov declared declaring wicket crease batting bowlers chasing "
    "bowled bowling"
)
_TOOK = words("took takes taking claimed claiming returned returning figures")
"""Words before what a bowler took."""
_AFTER_FIGURES = words("from off in as for on to against and including but")
_BECAME = words(
    "improved improve improves improving fell fall falls falling dropped drop drops dropping moved"
)
_NEAR = 4
_FEWEST_RUNS = 20
_MOST_WICKETS = 10


def say_score(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """What is no span and no fraction, as far as the words around it tell."""
    word = core(tokens, at)
    if not word[:1].isdigit():
        return None
    said = (_tiebreak(word) or _marks(tokens, at) or _odds(tokens, at)) or _between(tokens, at)
    return [Piece(1, said)] if said else None


def _tiebreak(word: str) -> str | None:
    """7-6(5)."""
    match = _TIEBREAK.fullmatch(word)
    return f"{number(match[1])} to {number(match[2])}, {number(match[3])}" if match else None


def _marks(tokens: Sequence[Token], at: int) -> str | None:
    """Scored 7/10, 4/5 stars, 8.5/10; "The soup is thin. 3/10."."""
    match = _RATED.fullmatch(core(tokens, at))
    if match:
        return f"{number(match[1])} out of {cardinal(match[2])}"
    match = _MARKS.fullmatch(core(tokens, at))
    if not match or int(match[1]) > int(match[2]):
        return None
    given = core(tokens, at - 1).lower() in _RATING or core(tokens, at + 1).lower() in _STARS
    return f"{cardinal(match[1])} out of {cardinal(match[2])}" if given or _stands_alone(tokens, at) else None


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is a sentence of its own behind another, stands in brackets or closes a line."""
    if tokens[at].before == "(":
        return tokens[at].after[:1] in (")", ",") and at > 0
    ends = at + 1 == len(tokens) or tokens[at].after[:1] in (".", "!")
    before = tokens[at - 1].after[-1:] if at else ""
    return (
        ends
        and not tokens[at].before
        and (before in tuple(".:!?") or (before == "," and at + 1 == len(tokens)))
    )


def _odds(tokens: Sequence[Token], at: int) -> str | None:
    """The 11/4 favourite; 245/6 at stumps."""
    match = _STROKE.fullmatch(core(tokens, at))
    if not match:
        return None
    if not _BETTING.isdisjoint(_around(tokens, at)):
        return f"{number(match[1])} to {number(match[2])}"
    if _are_wickets(tokens, at, match[1], match[2]):
        return f"{number(match[1])} for {number(match[2])}"
    return None


def _between(tokens: Sequence[Token], at: int) -> str | None:
    """What stands between the figures that a dash joins, where it is not "to"."""
    match = _PAIR.fullmatch(core(tokens, at))
    if not match:
        return None
    first, second = match.groups()
    if _are_wickets(tokens, at, first, second) or _are_figures(tokens, at, first, second):
        return f"{number(first)} for {number(second)}"
    if _is_a_height(tokens, at):
        return f"{number(first)} {number(second)}"
    if "0" in (first, second) and is_in_tennis(tokens, at):
        return " ".join("love" if side == "0" else number(side) for side in (first, second))
    if _is_record(tokens, at):
        return f"{number(first)} and {'oh' if second == '0' else number(second)}"
    return None


def _around(tokens: Sequence[Token], at: int) -> set[str]:
    near = tokens[max(0, at - _NEAR) : at + _NEAR + 1]
    not_out = any(token.core.isdigit() and token.after.startswith("*") for token in near)
    return {token.core.lower() for token in near} | ({"wicket"} if not_out else set())


def _are_wickets(tokens: Sequence[Token], at: int, runs: str, wickets: str) -> bool:
    """Whether cricket is played: "287-4 at stumps", "245/6 in 50 overs"."""
    is_score = int(runs) >= _FEWEST_RUNS and int(wickets) <= _MOST_WICKETS
    return is_score and not _CRICKET.isdisjoint(_around(tokens, at))


def _are_figures(tokens: Sequence[Token], at: int, wickets: str, runs: str) -> bool:
    """Whether a bowler's are told: "took 4-32", "figures of 5-27", "3-19 from 10 overs"."""
    if int(wickets) > _MOST_WICKETS or int(runs) <= int(wickets):
        return False
    following = core(tokens, at + 1).lower() if touches(tokens, at) else ""
    if is_noun(following) and following not in _AFTER_FIGURES:
        return False  # 4-5 overs
    back = at - 2 if core(tokens, at - 1) == "of" else at - 1
    took = core(tokens, back).lower() in _TOOK and int(runs) > _MOST_WICKETS
    return took or not _CRICKET.isdisjoint(_around(tokens, at))


def _is_record(tokens: Sequence[Token], at: int) -> bool:
    """Whether games won and lost are told: "a 12-5 record", "improved to 9-1", "(6-5, 3-4)"."""
    before, following = core(tokens, at - 1).lower(), core(tokens, at + 1).lower()
    if touches(tokens, at) and following == "record":
        return True
    if before in ("to", "of") and touches(tokens, at - 1):
        lead = core(tokens, at - 2).lower()
        return lead in _BECAME if before == "to" else lead == "record"
    first = at - 1 if _PAIR.fullmatch(core(tokens, at - 1)) else at
    both = _PAIR.fullmatch(core(tokens, first)), _PAIR.fullmatch(core(tokens, first + 1))
    in_brackets = tokens[first].before.endswith("(") and tokens[first].after == "," and first > 0
    return in_brackets and all(both) and not all(_is_a_set(match) for match in both)


_PLAYERS = words(
    "center guard forward tackle quarterback receiver wing winger lineman linebacker pitcher junior senior "
    "sophomore freshman center-forward big swingman rookie transfer prospect point shooting power "
    "small left right"
)


def _is_a_height(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is how tall a player is: "the 6-10 center"."""
    is_tall = re.fullmatch("[5-7]-(?:[0-9]|1[01])", core(tokens, at)) is not None
    owned = core(tokens, at - 1).lower() in ("a", "the", "an") and touches(tokens, at - 1)
    return is_tall and owned and touches(tokens, at) and core(tokens, at + 1) in _PLAYERS


def is_in_tennis(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is a set, and another stands beside it: "6-4, 6-0"."""
    sets = [_PAIR.fullmatch(core(tokens, near)) for near in (at - 1, at, at + 1)]
    return _is_a_set(sets[1]) and (_is_a_set(sets[0]) or _is_a_set(sets[2]))


def _is_a_set(match: re.Match[str] | None) -> bool:
    """Whether it may be one of tennis: "6-4", "7-5"."""
    games = sorted(map(int, match.groups())) if match else []
    return (games[1:] == [6] and games[0] < 5) or games in ([5, 7], [6, 7])
