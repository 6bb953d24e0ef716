"""Figures that count nothing: PIN 4071, ISBN 978-1-23456-789-7, 401(k), v1.2.3, 10.0.0.1:80, Psalm 23:4, a
747, a .22 rifle."""

import re
from collections.abc import Sequence

from voices.english.before_noun import is_noun
from voices.english.quantities import pairs
from voices.numbers import cardinal, decimal, ordinal, roman, spelled
from voices.rule import Piece, core, touches, words
from voices.written import Token

_PENSION = re.compile(r"401-?\(?k\)?('?s)?")
_BOOK = re.compile(r"(?:97[89]-)?[0-9]{1,5}(?:-[0-9]{1,7}){0,3}-?[0-9Xx]")
_STANDARD_NUMBERS = frozenset(["ISBN", "ISSN", "ISBN-10", "ISBN-13"])
_SECRETS = frozenset(["pin", "code", "password", "passcode", "otp"])
_PROVISION = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,3}){0,5})((?:\((?:[a-zA-Z]|[0-9]{1,2}|[ivx]{2,5})\)){1,6})")
_NUMBERED = words(
    "account card serial tracking reference registration license licence passport phone telephone "
    "policy order booking badge invoice routing membership id identification case file ticket"
)
_LONG = "[0-9]{5,20}"
_VERSION = re.compile(r"([vV]?)([0-9]+(?:\.[0-9]+){2,})(?:([:/])([0-9]{1,5}))?")
_CONTINENTAL = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,3}\.000")
"""1.000.000, with points between its thousands."""
_INTERNET = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_VERSE = re.compile(r"([0-9]{1,3}):([0-9]{1,3})(?:[-–]([0-9]{1,3}))?")
_AIRLINER = re.compile(r"(7[0-8]7)([xX]?)")
_FLYING = words(
    "max jet jets plane planes aircraft airplane airplanes dreamliner dreamliners airliner airliners "
    "freighter freighters pilot pilots fleet program programme flight flights cockpit"
)
_BORE = re.compile(
    r"\.(22|25|32|38|40|44|45|50|223|300|303|308|338|357|380)(?:-?(cal(?:iber|ibre)?)\b)?(?:-(\w+))?"
)
_GUNS = words(
    "rifle rifles pistol pistols revolver revolvers handgun handguns gun guns caliber calibre bullet "
    "bullets magnum round rounds semiautomatic semi-automatic automatic cartridge cartridges "
    "ammunition shell casings casing"
)
_BOOKS = words(
    "genesis exodus leviticus numbers deuteronomy joshua judges ruth samuel kings chronicles ezra "
    "nehemiah esther job psalm psalms proverbs ecclesiastes isaiah jeremiah lamentations ezekiel daniel "
    "hosea joel amos obadiah jonah micah nahum habakkuk zephaniah haggai zechariah malachi matthew mark "
    "luke john acts romans corinthians galatians ephesians philippians colossians thessalonians timothy "
    "titus philemon hebrews james peter jude revelation quran surah"
)
"""Of chapters and verses."""


def say_identifier(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """What is known by its name or by the word before it, digit by digit or as everybody says it."""
    word = core(tokens, at)
    if match := _PENSION.fullmatch(word):
        return [Piece(1, f"four oh one k{chr(39) + 's' if match[1] else ''}")]
    said = _after_its_name(tokens, at) or _verse(tokens, at) or _provision(word)
    said = said or _airliner(tokens, at) or _bore(tokens, at) or _age_group(word)
    said = said or _sections(word) or _regiment(tokens, at) or _epistle(tokens, at)
    return [Piece(1, said)] if said else None


def _airliner(tokens: Sequence[Token], at: int) -> str | None:
    """A 747; the 737 Max; 777X: not "the 747 people"."""
    match = _AIRLINER.fullmatch(core(tokens, at))
    if not match:
        return None
    following = core(tokens, at + 1) if touches(tokens, at) else ""
    before = core(tokens, at - 1).lower()
    named = (before in ("the", "a", "boeing", "boeing's") or "-" in before) and not is_noun(following)
    if match[2] or named or following.lower() in _FLYING:
        return f"{pairs(match[1])}{' X' if match[2] else ''}"
    return None


_AGE_GROUP = re.compile("U(1[0-9]|2[0-3])(s)?|U-(1[0-9]|2[0-3])(s)")


def _age_group(word: str) -> str | None:
    """Of a team: the U21s, U-17s, England U19; a U-20 is a boat."""
    match = _AGE_GROUP.fullmatch(word)
    if not match:
        return None
    age = cardinal(match[1] or match[3])
    return f"under {age}s".replace("ys", "ies") if match[2] or match[4] else f"under {age}"


_SECTIONS = re.compile(r"§{1,2}([0-9]{1,5}[a-z]?)(?:[-–]([0-9]{1,5}[a-z]?))?")


def _sections(word: str) -> str | None:
    """Of a law: §5, §§5-7."""
    match = _SECTIONS.fullmatch(word)
    if not match or not (match[2] or word.startswith("§§")):
        return None
    ends = [
        f"{pairs(end.rstrip('abcdefghijklmnop'))} {end.lstrip('0123456789')}".strip()
        for end in match.groups()
        if end
    ]
    return f"sections {' to '.join(ends)}"


_FORMATIONS = words(
    "Airborne Infantry Circuit Cir Cavalry Marine Marines Division Regiment Armored Battalion Brigade "
    "Engineer Squadron Wing Ranger Army"
)


def _regiment(tokens: Sequence[Token], at: int) -> str | None:
    """The 82d Airborne, the 2d Circuit."""
    match = re.fullmatch("([0-9]{0,2}[23])d", core(tokens, at))
    named = match and touches(tokens, at) and core(tokens, at + 1) in _FORMATIONS
    return ordinal(match[1]) if match and named else None


_EPISTLES = words("Corinthians Kings Samuel Chronicles Thessalonians Timothy Peter John Maccabees")


def _epistle(tokens: Sequence[Token], at: int) -> str | None:
    """1 Corinthians 13:4."""
    named = touches(tokens, at) and core(tokens, at + 1) in _EPISTLES
    counted = touches(tokens, at + 1) and re.match("[0-9]", core(tokens, at + 2))
    return {"1": "First", "2": "Second", "3": "Third"}.get(core(tokens, at)) if named and counted else None


def _bore(tokens: Sequence[Token], at: int) -> str | None:
    """A .22 rifle, a .45-caliber handgun."""
    match = _BORE.fullmatch(core(tokens, at))
    if not match:
        return None
    digits, calibre, rest = match.groups()
    if not (calibre or (rest or core(tokens, at + 1)).lower() in _GUNS):
        return None
    return " ".join([pairs(digits), *(["caliber"] if calibre else []), *([rest] if rest else [])])


def _after_its_name(tokens: Sequence[Token], at: int) -> str | None:
    """ "PIN 4071", "a card ending in 8876", "ISBN 978-1-23456-789-7"."""
    word, before = core(tokens, at), core(tokens, at - 1)
    if not touches(tokens, at - 1) and not (at and tokens[at - 1].after == ":"):
        return None
    if before in _STANDARD_NUMBERS and _BOOK.fullmatch(word):
        return ", ".join(" ".join("X" if c in "Xx" else spelled(c) for c in p) for p in word.split("-"))
    ending = before.lower() == "in" and core(tokens, at - 2).lower() == "ending"
    if before.lower() == "number" and core(tokens, at - 2).lower() in _NUMBERED and re.fullmatch(_LONG, word):
        return spelled(word)
    if (ending or before.lower() in _SECRETS) and re.fullmatch(r"[0-9]{3,8}", word):
        return spelled(word)
    return None


def _provision(word: str) -> str | None:
    """Of a law or a contract: 4(b), 1001(a)(2), 3.2.1(a)(iv)."""
    match = _PROVISION.fullmatch(word)
    if not match:
        return None
    if re.fullmatch("[1-9][0-9]{2,3}", match[1]):
        numbers = [pairs(match[1])]
    else:
        numbers = [*map(cardinal, match[1].split("."))] if match[1].count(".") > 1 else [decimal(match[1])]
    items = (
        cardinal(item) if item.isdigit() else cardinal(str(roman(item.upper()))) if len(item) > 1 else item
        for item in re.findall(r"\w+", match[2])
    )
    return f"{' point '.join(numbers)} {' '.join(items)}"


def _verse(tokens: Sequence[Token], at: int) -> str | None:
    """Psalm 23:4, Micah 6:6-8."""
    match = _VERSE.fullmatch(core(tokens, at))
    if not match or not touches(tokens, at - 1) or core(tokens, at - 1).lower() not in _BOOKS:
        return None
    chapter, first, last = match.groups()
    return f"{pairs(chapter)} {pairs(first)}" + (f" to {pairs(last)}" if last else "")


def say_version(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """Version 1.2.3, where it is no date and no telephone number; four parts are an Internet address."""
    match = _VERSION.fullmatch(core(tokens, at))
    if not match:
        return None
    if _CONTINENTAL.fullmatch(match[0]):
        return [Piece(1, cardinal(match[0].replace(".", "")))]
    sign, numbers, mark, port = match.groups()
    parts = numbers.split(".")
    is_address = _INTERNET.fullmatch(numbers) is not None
    if port and not is_address:
        return None
    said = " dot ".join(map(spelled, parts)) if is_address else " point ".join(map(cardinal, parts))
    rest = f" {'colon' if mark == ':' else 'slash'} {spelled(port)}" if port else ""
    return [Piece(1, f"{'version ' if sign else ''}{said}{rest}")]
