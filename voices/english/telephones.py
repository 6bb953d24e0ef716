"""Telephone numbers: (555) 123-4567, +44 20 7946 0958, 1-800-555-0100."""

import re
from collections.abc import Sequence

from voices.numbers import cardinal, spelled
from voices.rule import Piece, core, touches, words
from voices.written import Token

_NUMBER = re.compile(r"(\+?)([0-9]{1,4}(?:[-.‑][0-9]{2,5}){1,4}(?:-[0-9]{1,4})?)")
_WITH_AREA = re.compile(r"(?:(\+?)([0-9]{1,3})[-.]?\()?([0-9]{2,4})\)[-.]?([0-9]{3,4}[-.]?[0-9]{3,4})")
_TAIL = re.compile(r"[0-9]{3,4}[-.][0-9]{3,4}(?:-[0-9]{1,4})?")
_COUNTRY = re.compile(r"\+[0-9]{1,3}")
_GROUP = re.compile(r"\(?[0-9]{2,5}\)?")
_WORDS = re.compile(
    r"(\+?1-)(8[0-9]{2})-((?:[A-Za-z]+|[0-9]+)(?:-(?:[A-Za-z]+|[0-9]+))*)"
    r"|(8[0-9]{2})-((?:[A-Z]+|[0-9]+)(?:-(?:[A-Z]+|[0-9]+))*)"
)
_FREE = re.compile(r"\+?1-8(?:00|88|77|66|55|44|33)")
_AFTER_COUNTRY = re.compile(r"\+?[0-9]{1,3}[-.]?\([0-9]{2,4}\)")
_FEWEST_DIGITS = 7


def say_telephone(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """A telephone number in one token or in several, digit by digit, with a pause between groups."""
    word = core(tokens, at)
    if not word[-1:].isalnum() and not word.endswith(")"):
        return None
    match = _NUMBER.fullmatch(word)
    if match and sum(map(str.isdigit, word)) >= _FEWEST_DIGITS and _is_telephone(match[2]):
        return [Piece(1, ("plus " if match[1] else "") + groups(re.split(r"[-.‑]", match[2])))]
    if match := _WITH_AREA.fullmatch(word):
        return [Piece(1, _with_area(*match.groups()))]
    if match := _WORDS.fullmatch(word):
        return [Piece(1, _vanity(match))]
    return (
        _in_brackets(tokens, at)
        or _international(tokens, at)
        or _national(tokens, at)
        or _american(tokens, at)
        or _free(tokens, at)
    )


def _is_telephone(digits: str) -> bool:
    """No range ("1200-1300"), no date, no version: at least one group of three or four, none out of shape."""
    parts = re.split(r"[-.‑]", digits)
    if len(parts) == 2 and len(parts[0]) == 4:
        return False
    abroad = parts[0] == "1" and len(parts[-1]) == 4  # 1.200.000 is a number
    shaped = all(2 < len(part) < 5 for part in parts[abroad:])
    if "." in digits and (len(parts) < 3 or not shaped):
        return False
    return not re.fullmatch(
        r"(?:[12][0-9]{3}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}-[0-9]{1,2}-[12][0-9]{3})", digits
    )


def groups(parts: Sequence[str]) -> str:
    """Groups of digits; "800" as a number, as everybody says it.

    >>> groups(["1", "800", "555"])
    'one, eight hundred, five five five'
    """
    said = [
        cardinal(part) if re.fullmatch(r"[89]00", part) and at < len(parts) - 1 else spelled(part)
        for at, part in enumerate(parts)
    ]
    return ", ".join(said)


def _with_area(plus: str | None, country: str | None, area: str, rest: str) -> str:
    parts = [*([country] if country else []), area, *re.split(r"[-. ]", rest)]
    return ("plus " if plus else "") + groups(parts)


def _vanity(match: re.Match[str]) -> str:
    """1-800-FLOWERS."""
    country, area, rest = match[1], match[2] or match[4], match[3] or match[5]
    said = [spelled(p) if p.isdigit() else p for p in rest.split("-")]
    between = ", " if rest[:3].isdigit() else " "  # 1-800-273-TALK; 1-800-ASK-4-ALE
    start = [*(["1"] if country else []), area, ""]
    return groups(start) + between.join(said)


def _in_brackets(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """(555) 123-4567, +1 (555) 123-4567."""
    token = tokens[at]
    alone = token.before.endswith("(") and token.after == ")" and re.fullmatch(r"[0-9]{2,4}", token.core)
    if not (alone or (not token.after and _AFTER_COUNTRY.fullmatch(token.core))):
        return None
    if at + 1 >= len(tokens) or tokens[at + 1].before or not _TAIL.fullmatch(core(tokens, at + 1)):
        return None
    said = ("plus " if token.core[0] == "+" else "") + groups([*re.findall(r"[0-9]+", token.core), ""])
    tail = groups(re.split(r"[-.]", core(tokens, at + 1)))
    return [Piece(1, said.rstrip(", ")), Piece(1, tail)]


def _international(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """+44 20 7946 0958: the country and groups that are words of their own."""
    if not _COUNTRY.fullmatch(core(tokens, at)):
        return None
    end = at
    while end - at < 6 and end + 1 < len(tokens) and _follows(tokens, end):
        end += 1
    found = [core(tokens, place).strip("+()") for place in range(at, end + 1)]
    if sum(map(len, found)) < _FEWEST_DIGITS + 1:
        return None
    parts = [part for group in found[1:] for part in re.split(r"[-.)]", group) if part]
    return [Piece(len(found), f"plus {groups([found[0], *parts])}")]


def _national(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """0800 555 0199, 020 7946 0018: two groups or more after one with a nought."""
    if not re.fullmatch(r"0[0-9]{2,4}", core(tokens, at)):
        return None
    end = at
    while end - at < 4 and touches(tokens, end) and re.fullmatch(r"[0-9]{3,4}", core(tokens, end + 1)):
        end += 1
    found = [core(tokens, place) for place in range(at, end + 1)]
    if len(found) < 3 or not 9 <= sum(map(len, found)) <= 11:
        return None
    return [Piece(len(found), groups(found))]


def _american(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """1 800 555 0199, 212 555 0147."""
    start = at + (core(tokens, at) == "1" and touches(tokens, at))
    if not all(touches(tokens, place) for place in range(start, start + 2)):
        return None
    found = [core(tokens, place) for place in range(start, start + 3)]
    if not all(re.fullmatch(shape, part) for shape, part in zip(_AMERICAN, found, strict=True)):
        return None
    return [Piece(start - at + 3, groups([*(["1"] if start > at else []), *found]))]


_AMERICAN = ("[1-9][0-9]{2}", "[1-9][0-9]{2}", "[0-9]{4}")


def _free(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """1-800 and a word after a space; a 1-800 number."""
    word, following = core(tokens, at), core(tokens, at + 1)
    if not _FREE.fullmatch(word) or core(tokens, at - 1).lower() in _COUNTED:
        return None
    if not touches(tokens, at) or not re.fullmatch("[A-Z-]{4,12}", following):
        return [Piece(1, groups([*word.strip("+").split("-"), ""]).rstrip(", "))]
    return [Piece(2, groups([*word.strip("+").split("-"), ""]) + following)]


_COUNTED = words("pages page lots rows numbers items questions verses from scale years")
"""Words before a span from 1 to 800."""


def _follows(tokens: Sequence[Token], at: int) -> bool:
    following = core(tokens, at + 1)
    joined = touches(tokens, at) or tokens[at].after + tokens[at + 1].before in ("(", ")", ") ")
    return joined and re.fullmatch(r"(?:0\))?[0-9]{1,5}(?:[-.][0-9]{2,5})*", following) is not None
