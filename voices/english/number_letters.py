"""Letters after a number that are no unit, or not the one that they look like: the 747s, 3M, 5x faster, 221B
Alder Street, 1080p, a 10K run; and whether "m" means metres, minutes or million."""

import re
from collections.abc import Sequence

from voices.english.before_noun import is_noun
from voices.english.quantities import number, pairs
from voices.english.rule import TAKING
from voices.english.short_forms import STREETS
from voices.rule import core, touches, words
from voices.written import Token

_RACES = frozenset(["run", "race"])
_KS = _RACES | frozenset(["walk", "resolution", "tv", "tvs", "video", "display", "screen", "camera"])


def is_lettered(tokens: Sequence[Token], at: int, word: str) -> bool:
    """Whether a letter after a number is a letter: "Unit 7b", and the company 3M."""
    if word == "3M":
        following = core(tokens, at + 1)
        is_one = core(tokens, at - 1).lower() in ("a", "the") and not following.endswith("s")  # a 3M policy
        return not touches(tokens, at) or not is_noun(following) or (is_one and following != "people")
    return core(tokens, at - 1).lower() in _LETTERED and at > 0 and tokens[at - 1].after in ("", ".")


def no_measure(tokens: Sequence[Token], at: int, span: tuple[str, str | None], unit: str) -> str | None:
    """5x faster, 221B Alder Street, 1080p."""
    low, high = span
    compares = touches(tokens, at) and _compares(core(tokens, at + 1))
    if unit == "x" and (compares or high or _is_multiple(tokens, at)):
        return f"{number(low)}{f' to {number(high)}' if high else ''} times"
    if high:
        return None
    if unit == "b" and re.fullmatch("[1-9][0-9]{1,2}[1-9]", low):
        return f"{pairs(low)} B"
    if unit in _OF_HOUSES and _is_on_a_street(tokens, at, low):
        return f"{pairs(low)} {unit.upper()}"
    return f"{pairs(low)} P" if unit == "p" and low in _LINES else None


def is_temperature(tokens: Sequence[Token], at: int) -> bool:
    """Whether C or F after a number and a space is a scale: "98 F (37 C)"; in "Class 4 C" it is none."""
    if core(tokens, at + 1) not in ("C", "F") or core(tokens, at - 1).lower() in _LETTERED:
        return False
    following, after = core(tokens, at + 2), tokens[at + 1].after
    is_marked = after[:1] in tuple(",;:)?!") or tokens[min(at + 2, len(tokens) - 1)].before == "("
    return not following or is_marked or following.islower()


def _compares(word: str) -> bool:
    """Whether "5x" before it says how many times: "5x faster", "3x as many"."""
    return word in ("more", "less", "as", "the", "a") or (word.endswith("er") and word not in ("over", "per"))


_OF_HOUSES = frozenset("ABCDabcd")
_MULTIPLIED = words(
    "earnings sales revenue revenues profit profits ebitda income book return returns leverage"
)


def _is_multiple(tokens: Sequence[Token], at: int) -> bool:
    """Whether "29x" says how many times, and how many times its earnings a company is worth: "trades at 29x",
    "29x earnings", "met 3x in May"."""
    multiplied = touches(tokens, at) and core(tokens, at + 1).lower() in _MULTIPLIED
    ends = at + 1 == len(tokens) or not touches(tokens, at) or not is_noun(core(tokens, at + 1))
    before = core(tokens, at - 1) if touches(tokens, at - 1) else ""
    of_earnings = before in ("P/E", "PE")
    return multiplied or of_earnings or (ends and before.islower() and before not in ("a", "an", "the"))


_HOUSE = re.compile("[1-9][0-9]{0,3}")


def _is_on_a_street(tokens: Sequence[Token], at: int, number_of: str) -> bool:
    """Whether a letter belongs to a house's number: "221B Baker Street"."""
    near = range(at + 2, min(at + 5, len(tokens)))
    return (
        _HOUSE.fullmatch(number_of) is not None
        and core(tokens, at + 1)[:1].isupper()
        and any(core(tokens, step).lower() in STREETS and core(tokens, step)[0].isupper() for step in near)
    )


_LINES = frozenset({"480", "720", "1080", "1440", "2160"})
"""Of a picture: 1080p is no money."""
_AGES = re.compile("[1-9][0-9]{3}")
_OF_AGES = words("the among of for most many all some")
"""Before people of an age: "the 18-34s"."""
_SPRINTS = frozenset({"50", "60", "100", "110", "200", "400", "800"})
_LETTERED = words(
    "unit flat room apartment apt suite gate section article figure fig table appendix platform block "
    "building grade class year level phase stage tier group lot plot bay pier line bus route seat row "
    "chapter page exit junction ward district runway terminal hangar berth studio hall question step "
    "note clause rule item paragraph part form highway hwy interstate road room cell court lane "
    "division pool zone tower slot"
)
"""Words after whose number a letter is a letter."""
_EVENTS = words(
    "race sprint final hurdles freestyle relay backstroke butterfly breaststroke medley dash champion record "
    "title swim run heat heats semifinal runner event distance trial "
    "trials time track course pool"
)
_AFTER_A_LEAP = words("in to at on with for and from by")
"""Words after a length to the centimeter: "a leap of 6.50m in Oslo"."""
_LENGTHS = _EVENTS | words("tall long wide high deep away above below apart from of")


def goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether hours or minutes stand before: "3h 25m"."""
    return touches(tokens, at - 1) and re.fullmatch(r"[0-9]{1,2}[hm]", core(tokens, at - 1)) is not None


def several(tokens: Sequence[Token], at: int, low: str, high: str | None) -> str | None:
    """747s; the 18-34s."""
    if high:
        of_ages = _AGES.fullmatch(low + high) and core(tokens, at - 1).lower() in _OF_AGES
        return f"{pairs(low)} to {_many(high)}" if of_ages else None
    return _many(low) if _are_several(tokens, at, low) else None


def _many(number_of: str) -> str:
    return f"{pairs(number_of)}s".replace("ys", "ies")


def _are_several(tokens: Sequence[Token], at: int, number_of: str) -> bool:
    """747s, Under 19s, two Marlow 29s: things called by a number, and no seconds."""
    before = core(tokens, at - 1)
    if re.fullmatch(r"[1-9][0-9]{2}", number_of):
        return True
    if re.fullmatch(r"[1-9][0-9]{2}[1-9]", number_of) and before.lower() not in TAKING:
        return True  # two 1099s
    if before.lower() == "no" and tokens[at - 1].after == ".":
        return True  # the No. 2s
    named = before.lower() in ("under", "over") or (
        before[:1].isupper() and before.lower() not in _BEFORE_SECONDS
    )
    return named and touches(tokens, at - 1) and re.fullmatch(r"[1-9][0-9]?", number_of) is not None


_BEFORE_SECONDS = TAKING | words("in after at just only with by for from within about around a the every")


def is_length(tokens: Sequence[Token], at: int, number_of: str) -> bool:
    """Whether "m" after a number means metres and not million: never thousands of millions."""
    before, after = core(tokens, at - 1).lower(), core(tokens, at + 1)
    if number_of in _SPRINTS and before in ("the", "men's", "women's") and not is_noun(after):
        return True
    if re.fullmatch(r"[1-9][0-9]{3}|[0-9]{1,2},[0-9]{3}", number_of):
        return True
    following = core(tokens, at + 1).lower() if touches(tokens, at) else ""
    if number_of in _SPRINTS and following == "in" and re.match(r"[0-9]{1,2}[.:][0-9]", core(tokens, at + 2)):
        return True  # 100m in 9.58s
    if re.fullmatch(r"[0-9]{1,2}\.[0-9]{2}", number_of) and following in _AFTER_A_LEAP:
        return not _are_counted(tokens, at)
    if not touches(tokens, at):
        return not _are_counted(tokens, at)
    return core(tokens, at + 1).lower() in _LENGTHS


def _are_counted(tokens: Sequence[Token], at: int) -> bool:
    """Whether the clause has spoken of what there are millions of."""
    for back in range(at - 1, max(-1, at - 6), -1):
        if tokens[back].after.startswith((".", ";", "?", "!")):
            return False
        if core(tokens, back).lower() in _COUNTED:
            return True
    return False


_COUNTED = words(
    "population people sold sells copies users viewers voters subscribers customers households jobs "
    "homes sales tonnes barrels views downloads followers members passengers visitors listeners readers "
    "watched profit profits revenue turnover shares units electorate audience"
)
"""Words before millions at the end of a clause: "a population of 8m"."""


def is_event(tokens: Sequence[Token], at: int, unit: str) -> bool:
    """Whether an event in metres is named: "the 800m final"."""
    return unit == "m" and touches(tokens, at) and core(tokens, at + 1).lower() in _EVENTS


def is_race(tokens: Sequence[Token], at: int, unit: str) -> bool:
    """A 10K run, a 4K screen: thousands of nothing."""
    following = core(tokens, at + 1).lower()
    return unit in "kK" and touches(tokens, at) and (following in _RACES if unit == "k" else following in _KS)
