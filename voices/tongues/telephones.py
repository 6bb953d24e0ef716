"""Telephone numbers, group by group: figures one by one, or pairs as numbers where people say them so."""

import re
from collections.abc import Sequence

from voices.rule import Piece, core, touches
from voices.tongues.facts import Tongue
from voices.written import Token

_FIRST = re.compile(
    r"\+[0-9]{1,3}|0[0-9]{1,4}|\+?[0-9]{1,5}(?:[-/][0-9]{2,8}){1,5}|0[0-9]{1,4}(?:\.[0-9]{2,8}){2,5}|0[0-9]{6,14}"
)
_NEXT = re.compile(r"[0-9]{1,9}(?:[-/.][0-9]{1,8}){0,4}")
_LOCAL = re.compile(r"9?[0-9]{4}-[0-9]{4}|[0-9]{3}-[0-9]{3}-[0-9]{4}")
_YEARS = re.compile(r"(?:1[0-9]{3}|20[0-9]{2})-(?:1[0-9]{3}|20[0-9]{2})")
_FEWEST, _MOST = 7, 15
"""Figures of a number."""
_MOST_GROUPS = 8


def say_telephone(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """A number that begins with +, 0 or an area code in brackets; a local one with its hyphen (Brazil)."""
    first = tokens[at]
    bracketed = (
        first.before.endswith("(") and first.after == ")" and bool(re.fullmatch("0?[0-9]{2,5}", first.core))
    )
    if not bracketed and not _FIRST.fullmatch(first.core):
        return None
    if not bracketed and first.core[0] not in "+0":
        whole = _LOCAL.fullmatch(first.core) and not _YEARS.fullmatch(first.core)
        return [Piece(1, _said([first.core], tongue))] if whole else None
    if touches(tokens, at - 1) and core(tokens, at - 1)[-1:].isdigit():
        return None  # further groups of a number
    groups, end = [first.core], at + 1
    while end < len(tokens) and len(groups) < _MOST_GROUPS and _goes_on(tokens, end):
        groups.append(tokens[end].core)
        end += 1
    figures = sum(character.isdigit() for group in groups for character in group)
    if not _FEWEST <= figures <= _MOST or (
        first.core.isdigit() and len(groups) == 1 and not bracketed and figures < 9
    ):
        return None
    return [Piece(end - at, _said(groups, tongue))]


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    token, before = tokens[at], tokens[at - 1]
    return bool(
        _NEXT.fullmatch(core(tokens, at))
        and before.after in ("", ")", ") ", "/")
        and token.before in ("", "(", "/", "-")
    )


def _said(groups: Sequence[str], tongue: Tongue) -> str:
    parts = [part for group in groups for part in re.split(r"[-/.]", group)]
    return ", ".join(_group(part, tongue) for part in parts if part)


def _group(figures: str, tongue: Tongue) -> str:
    if figures[0] == "+":
        return f"{tongue.signs['+']} {figures[1:]}"
    short = len(figures) <= 3 and figures[0] != "0"
    return figures if tongue.telephones == "pairs" and (short or len(figures) == 2) else " ".join(figures)
