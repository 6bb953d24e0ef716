"""Words of several parts, and what no other rule knew: 34-year-old, COVID-19, MIG-25/2352, 2pm-5pm."""

import re
from collections.abc import Sequence

from voices.english.quantities import SPECIAL, figures, fraction, number
from voices.english.rule import NUMBER
from voices.english.units import forms_of
from voices.numbers import decade, year
from voices.rule import Piece, core, touches
from voices.written import Token, is_note

_NUMBER = re.compile(NUMBER)
_PARTS = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|[^\W\d_]+(?:'[^\W\d_]+)?|[\W_]")
_MARKS = {
    "/": "slash",
    "+": "plus",
    "%": "percent",
    "&": "and",
    "=": "equals",
    "°": "degrees",
    "#": "hash",
    "@": "at",
    "^": "to the power of",
    "*": "times",
    "$": "dollar",
    "€": "euro",
    "£": "pound",
    "¥": "yen",
    "_": "underscore",
    "<": "less than",
    ">": "more than",
    "≤": "at most",
    "≥": "at least",
    "§": "section",
    "¶": "paragraph",
    "\\": "backslash",
}
_COMPARED = frozenset({"equals", "less than", "more than", "at most", "at least"})
_NOTED = re.compile(
    r"([^\W\d_][^\d\[]{2,60}?)(?:\[[0-9a-z]{1,3}(?:\]\[[0-9]{1,3}){0,9}|(?<=[^\W\d_]{3})[¹²³⁰⁴-⁹]{1,3})"
)
_SUM = re.compile(rf"({NUMBER}|[a-z])((?:[-+*×/÷]({NUMBER}|[a-z])){{1,6}})=([-+]?{NUMBER}|[a-z])")
_COMPARISON = re.compile(r"([^\W\d_]{1,12})([=<>≤≥])([-+~$€£]?\.?[0-9]\S*)")
_OPERATORS = {"-": "minus", "+": "plus", "*": "times", "×": "times", "/": "over", "÷": "divided by"}
_HIGH = frozenset({"high", "tall", "long", "wide", "deep", "thick", "plus", "away"})
_AREA = re.compile(rf"({NUMBER})-(sq|cu)\.?-(ft|mi|m|km|in|yd)")
_SHIFT = re.compile(r"[0-9]+-[0-9]+-[a-z]{3,12}(?:-[a-z-]{2,20})?")
_SPANNED = re.compile(r"([-+]?[^-–~]+)[-–~]([-+]?[^-–~]+)")
_SIZED = re.compile(rf"(thousand|million|billion|trillion)[-–]({NUMBER})")
_QUARTERS = re.compile(r"([QH])([1-4])[-–]\1([1-4])")
_UNTIL = re.compile(r"([0-9:.]{1,5}[ap]m)[-–](noon|midnight|late|dawn|dusk|close)")
_HALF_OF_DAY = re.compile(r"([ap])\.?m\.?[-–]([0-9]{1,2})(:[0-5][0-9])?", re.IGNORECASE)


def say_sum(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """5-3=2."""
    word = core(tokens, at)
    if "=" not in word or not _SUM.fullmatch(word):
        return None
    terms = re.findall(rf"{NUMBER}|[a-z]|[-+*×/÷=]", word)
    said = ("equals" if t == "=" else _OPERATORS.get(t) or (t if t.isalpha() else number(t)) for t in terms)
    return [Piece(1, " ".join(said))]


def say_compared(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """p<.05, r=-0.3, n=1200: a letter or a name, and the value that it has or keeps to."""
    match = _COMPARISON.fullmatch(core(tokens, at))
    if not match:
        return None
    name, mark, value = match.groups()
    said = number(value) if value.isdigit() else alone(value)
    return [Piece(1, f"{name} {_MARKS[mark]} {said}")] if said else None


def say_span(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """From one quantity to another: 1960s-1980s, 1st-3rd, 5km-10km, 5%-6%, 2 million-3 million, 9 a.m.-5."""
    word = core(tokens, at)
    if core(tokens, at - 1)[-1:].isdigit() and touches(tokens, at - 1):
        if sized := _SIZED.fullmatch(word):
            return [Piece(1, f"{sized[1]} to {number(sized[2])}")]
        if half := _HALF_OF_DAY.fullmatch(word):
            late = alone(half[2] + half[3]) if half[3] else number(half[2])
            return [Piece(1, f"{half[1].upper()}M to {late}")]
    if said := _named_span(word):
        return [Piece(1, said)]
    match = _SPANNED.fullmatch(word)
    if not match or not (word[0].isdigit() or word[0] in "'$€£#~-+") or not any(map(str.isdigit, match[2])):
        return None
    first, second = match.groups()
    if first.isdigit() or not re.search(r"\D", second) or not re.match(r"[-+]?['$€£]?[0-9]", second):
        return None
    low, high = alone(first), alone(second)
    return [Piece(1, f"{low} to {high}")] if low and high else None


def _named_span(word: str) -> str | None:
    """Q1-Q3, 7am-noon."""
    if quarters := _QUARTERS.fullmatch(word):
        letter, first, second = quarters.groups()
        return f"{letter} {number(first)} to {letter} {number(second)}"
    until = _UNTIL.fullmatch(word)
    said = alone(until[1]) if until else None
    return f"{said} to {until[2]}" if until and said else None


def say_hyphened(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """34-year-old, COVID-19, F-16, mid-1990s: each part for itself."""
    word = core(tokens, at)
    if "-" not in word or not any(character.isdigit() for character in word):
        return None
    area = _AREA.fullmatch(word)
    if area and (forms := forms_of(area[3])):
        power = "square" if area[2] == "sq" else "cubic"
        return [Piece(1, f"{number(area[1])} {power} {forms[0]}", dot=True)]
    parts = [p if p.count(".") != 1 else p.rstrip(".") for p in word.split("-") if p]
    said = [part(p) for p in parts]
    if parts[0][:1].isupper() or (parts[0][:1].isalpha() and not parts[0].isalpha()):
        said[1:] = [_of_a_type(p) or s for p, s in zip(parts[1:], said[1:], strict=True)]
    if re.fullmatch(r"[0-9]{1,2}W-[0-9]{2}", word):
        said[0] = f"{number(parts[0][:-1])} W"  # oil
    if re.fullmatch(r"[0-9]{1,2}b-[0-9]{1,2}", word):
        said[0] = f"{number(parts[0][:-1])} b"  # Rule 10b-5
    if len(parts) > 1 and len(parts[1]) > 1 and parts[0].isdigit() and parts[1] != "in":
        said[1] = (forms_of(parts[1]) or (said[1],))[0]  # a 19-yr-old
    if metres := re.fullmatch(r"([0-9.]+)m", parts[0]):  # a 2m-high wall, a 5m-strong union
        said[0] = f"{number(metres[1])} {'meter' if parts[-1] in _HIGH else 'million'}"
    if _SHIFT.fullmatch(word):
        said.insert(1, "to")  # a 10-12-hour shift
    return [Piece(1, re.sub(r"^A (?=[a-z])", "A-", " ".join(said)))]


def _of_a_type(written: str) -> str | None:
    """After letters: the 35B of an F-35B, the 2208 of an E-2208, the 135 of STS-135."""
    if lettered := re.fullmatch(r"([0-9]{1,5})([A-Z])", written):
        digits = lettered[1]
        return f"{number(digits) if len(digits) > 4 else figures(digits)} {lettered[2]}"
    return figures(written) if re.fullmatch("[1-9][0-9]{2,3}", written) else None


def part(written: str) -> str:
    """One part of a hyphened word."""
    if written in SPECIAL:
        return SPECIAL[written]
    if re.fullmatch(r"[0-9]{1,2}/(?:[2-9]|10|12|16|32|64)", written):
        return fraction(*written.split("/"))
    if re.fullmatch(r"[0-9]{1,3}s", written):
        return decade(written[:-1])  # F-16s
    if _NUMBER.fullmatch(written):
        if len(written) == 4 and written.isdigit() and "1100" <= written < "2100":
            return year(written)
        return number(written)
    has_digit = any(character.isdigit() for character in written) and "/" not in written
    return (alone(written) or written) if has_digit and "-" not in written else code(written)


def alone(written: str) -> str | None:
    """What the rules say of a word by itself; None if none of them knows it, or knows more than one word."""
    from voices.english import say  # the rules again, for one word

    pieces = say([Token(0, len(written), written, "", "")], 0)
    return pieces[0].text if pieces and len(pieces) == 1 else None


def say_owner(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """A figure that owns something, or that a mark of quotation follows: "April 29th's", "2010'"."""
    word = core(tokens, at)
    for ending in ("'s", "''", "'", '"', "s'"):
        if word.endswith(ending) and len(word) > len(ending) and any(map(str.isdigit, word)):
            said = alone(word.removesuffix(ending))
            return [Piece(1, said + ("'s" if "s" in ending else ""))] if said else None
    return None


def say_noted(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """A word with the mark of a footnote, which is not said: "said.[1]", "said¹"; "person(s)"."""
    word = core(tokens, at)
    if is_note(tokens, at):
        return [Piece(1, "")]
    if not word or word[0].isdigit():
        return None
    if several := re.fullmatch(r"([^\W\d_]{1,40})\((e?s)\)", word):
        return [Piece(1, several[1] + several[2])]  # person(s)
    if edited := _edited(tokens[at]):
        return [Piece(1, alone(edited) or edited, dot=tokens[at].after.startswith("]"))]
    match = _NOTED.fullmatch(word)
    if not match:
        return None
    plain = match[1].rstrip(".,;:!?\"'")
    closes = tokens[at].after.startswith("]")
    return [Piece(1, alone(plain) or plain, dot=closes)] if plain else None


_CHANGED = re.compile(r"((?:[^\W\d_]|[-']){0,40})\[([^\W\d_]{1,40})\]((?:[^\W\d_]|[-']){0,40})")
_ENDINGS = frozenset("sdrnty")
"""Letters that an editor puts behind a word; others are marks of footnotes."""


def _edited(token: Token) -> str | None:
    """A word that an editor changed in part: "[W]e", "pick[ing]", "hono[u]r"; "said[a]" has a footnote."""
    word, opened = token.core, token.before.endswith("[")
    if not (opened and "]" in word) and "[" not in word:
        return None
    closes = token.after.startswith("]") and word.rfind("[") > word.rfind("]")
    match = _CHANGED.fullmatch(("[" if opened else "") + word + ("]" if closes else ""))
    if not match or not (match[1] or match[3]):
        return None
    first, changed, rest = match.groups()
    is_note = not rest and (set(changed) <= set("ivx") or (len(changed) == 1 and changed not in _ENDINGS))
    return None if is_note or (changed == "d" and not rest and first[-1:] != "e") else first + changed + rest


def say_code(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """Whatever holds figures: each run of letters, of figures, and the marks that have names."""
    word = core(tokens, at)
    return [Piece(1, code(word))] if _has_figures(word) else None


_POWER = re.compile(r"\^([23])(?![0-9])")


def _named_power(power: re.Match[str]) -> str:
    return " squared" if power[1] == "2" else " cubed"


def _has_figures(word: str) -> bool:
    """Whether a word holds figures, and none of another script or in small."""
    figures_found = [character for character in word if character.isdigit()]
    return bool(figures_found) and all(map(str.isascii, figures_found))


def code(word: str) -> str:
    """Read part by part.

    >>> code("25/2352"), code("elect")
    ('twenty five slash twenty three fifty two', 'elect')
    """
    if not _has_figures(word):
        return word
    said: list[str] = []
    for found in _PARTS.findall(_POWER.sub(_named_power, word.replace("º", "°"))):
        if found[0].isdigit():
            counts = not found.isdigit() or (said and said[-1] in _COMPARED)
            said.append(number(found) if counts else figures(found))
        elif found.isalpha() or (len(found) > 1 and "'" in found):
            said.append(found)
        elif name := _MARKS.get(found):
            said.append(name)
    return " ".join(said)
