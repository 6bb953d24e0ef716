"""Roman numerals: World War II, Henry VIII, Chapter IV, phase III, Super Bowl LVIII, Parts I and II, years
(MCMLXXVI), and those that head a section; not the word I, nor an initial."""

import re
import unicodedata
from collections.abc import Sequence

from voices.english.quantities import place
from voices.english.rule import given_names
from voices.numbers import cardinal, ordinal, roman, year
from voices.rule import Piece, core, touches, words
from voices.written import Token

_NUMBERED = words(
    "war part chapter act volume vol book phase type title article section bowl class level stage mark "
    "grade schedule appendix figure table unit olympiad games season episode round group region tier "
    "apollo annex factor category division gemini saturn corps lecture lesson letter story study song canto "
    "ode psalm sonnet scene verse track symphony sonata opus zone wave pillar protocol "
    "mk auto fantasy wrestlemania ufc"
)
_SHORT_NUMBERED = words("vol ch chap no art sec fig pt bk app mk")
"""With a point before the numeral: "Vol. IV"."""
_TRIED = words("trial trials study studies clinical diabetes error errors collagen civilization")
"""After "phase I" and "type I", where I is no word."""
_REGNAL = words(
    "henry elizabeth charles george louis pius paul john benedict william edward james richard philip "
    "felipe carlos francis napoleon nicholas alexander catherine leo gregory innocent clement urban "
    "ramses rameses ivan peter frederick wilhelm otto umberto victor emmanuel gustav harald haakon christian "
    "margrethe carl robert david malcolm juan alfonso ferdinand leopold albert baudouin rama ptolemy "
    "cleopatra darius xerxes constantine mehmed selim mohammed muhammad hassan abdullah faisal sixtus "
    "julius boniface celestine mary anne isabella maximilian joseph rudolf sigismund augustus tutankhamun "
    "hussein murad suleiman maria thutmose queen king pope henri philippe theodosius valentinian justinian "
    "eberhard guy kamehameha pedro afonso manuel carol bartholomew shenouda tawadros letsie mswati "
    "moshoeshoe tupou amenhotep artaxerxes antiochus seleucus mithridates childeric clovis pepin "
    "casimir sancho ottokar ramesses selassie frederik farouk fuad zog sobhuza menelik tewodros yohannes "
    "baldwin lothair conrad ladislaus vladislaus boleslaw mieszko vasily simeon"
)
_TITLES = words(
    "king queen pope emperor empress tsar czar kaiser sultan prince princess saint patriarch duke archduke "
    "duchess count earl baron margrave landgrave elector caliph emir shah khan pharaoh antipope"
)
_AFTER_THE_FIRST = words("of and reigned ruled in at by from on with for who whose")
"""No verb that "I" goes with."""
_BEFORE_A_KING = words(
    "when after before until while because where whether once since although though but and or as under"
)
_SAID_OF_ONESELF = words(
    "think thought believe guess suppose mean know knew love loved like liked hate hope am said say feel "
    "felt have want need wish see saw can could will would should must do did always never still"
)
_NO_NAME = words("the a an and or in on of my our your his her their this that if when as at for by")
_NO_NOUNS = words(
    "with from into than when that this their your then also only some such each both over under"
)
_UNITS = words(
    "Corps Army Legion Olympiad Congress Dynasty Century Division Airborne Panzer century"
    " centuries Olympics edition Games"
)
_LONGEST_LIST = 10
"""Words."""
_LINKS = frozenset(["and", "or", "to", "through"])
_LOUD = frozenset({"XX", "XXX"})
"""Numerals that are more often something else."""


def say_roman(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """A numeral after what it counts, after a name, or at the head of a section."""
    if said := _in_a_play(tokens, at):
        return [Piece(1, said)]
    match = re.fullmatch(r"([IVXLC]{1,12})(\.?'s|th|st|nd|rd)?", core(tokens, at))
    value = roman(match[1]) if match else 0
    if not match or not value:
        word = core(tokens, at)
        return _of_a_year(word) or _hyphened(word) or _from_to(tokens, at) or _in_part(tokens, at)
    if match[2] and not match[2].endswith("'s"):
        said = place(str(value), match[2])  # the XIVth century; not "Ind."
        return None if said.endswith(f" {match[2]}") else [Piece(1, said)]
    said = _said(tokens, at, match[1], value) or _unknown(match[1], value, core(tokens, at + 1))
    return [Piece(1, said + ("'s" if match[2] else ""))] if said else None


_LETTERS = {"IV": "I.V", "XX": "X.X"}


def _unknown(numeral: str, value: int, following: str) -> str | None:
    """What nothing near by tells about: a synthesiser would say "roman three"; an IV is a drip."""
    if len(numeral) == 1 or not set(numeral) <= set("IVX") or numeral in ("XXX", "VI"):
        return None
    if numeral == "XI" and following.isupper() and not roman(following):
        return "Xi"  # a name, in a headline
    return _LETTERS.get(numeral) or cardinal(str(value))


def _hyphened(word: str) -> list[Piece] | None:
    """Phase-III."""
    name, _, numeral = word.partition("-")
    value = roman(numeral) if name.lower() in _NUMBERED and set(numeral) <= set("IVX") else 0
    return [Piece(1, f"{name} {cardinal(str(value))}")] if value else None


def _from_to(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """Parts I-III, vols. II–IV."""
    ends = re.split("[-–]", core(tokens, at))
    name = core(tokens, at - 1).lower()
    numbered = _NUMBERED | _SHORT_NUMBERED
    if len(ends) != 2 or not all(map(roman, ends)) or not {name, name.removesuffix("s")} & numbered:
        return None
    return [Piece(1, " to ".join(cardinal(str(roman(end))) for end in ends))]


_IN_PART = re.compile("([IVX]{1,4})(?:([a-e])|/([IVX]{1,4}))")


def _in_part(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """Phase IIb, a phase I/II trial."""
    match = _IN_PART.fullmatch(core(tokens, at))
    if not match or core(tokens, at - 1).lower() not in _NUMBERED or not touches(tokens, at - 1):
        return None
    first, second = roman(match[1]), roman(match[3]) if match[3] else 0
    if not first or (match[3] and not second):
        return None
    return [Piece(1, f"{cardinal(str(first))} {match[2] or cardinal(str(second))}")]


_OUR_TIMES = range(1100, 2100)


def _of_a_year(word: str) -> list[Piece] | None:
    """MCMLXXVI, as below a film's credits and on a building: no word is made of four such letters."""
    value = roman(word) if len(word) > 3 and word[0] == "M" else 0
    return [Piece(1, year(str(value)))] if value in _OUR_TIMES else None


_IN_A_PLAY = words(
    "Act Scene act scene Canto canto page Page chapter Chapter stanza part Part section Section volume Volume"
)


def _in_a_play(tokens: Sequence[Token], at: int) -> str | None:
    """Scene iv, page xii, "(iii)" before an item: in small letters."""
    word = core(tokens, at)
    item = tokens[at].before[-1:] == "(" and tokens[at].after[:1] == ")"
    named = touches(tokens, at - 1) and core(tokens, at - 1) in _IN_A_PLAY
    pattern = "i|v|[ivx]{2,5}" if item else "[ivxl]{1,7}"
    value = roman(word.upper()) if (item or named) and re.fullmatch(pattern, word) else 0
    return cardinal(str(value)) if value else None


def _said(tokens: Sequence[Token], at: int, numeral: str, value: int) -> str | None:
    if _heads(tokens, at, numeral) or _counted(tokens, at, numeral):
        return cardinal(str(value))
    if len(numeral) > 1 and _precedes_unit(tokens, at):
        return ordinal(str(value))
    if len(numeral) > 1 and _is_appended(tokens, at):
        return f"the {ordinal(str(value))}"
    return _further(tokens, at, numeral, value) or _after_a_word(tokens, at, numeral, value)


def _after_a_word(tokens: Sequence[Token], at: int, numeral: str, value: int) -> str | None:
    if not touches(tokens, at - 1):
        return None
    if not core(tokens, at - 1)[:1].isupper():
        return cardinal(str(value)) if _follows_a_noun(tokens, at, numeral) else None
    if len(numeral) == 1 and not _alone_is_a_number(tokens, at, numeral):
        return None
    return _named(tokens, at, numeral, value)


def _heads(tokens: Sequence[Token], at: int, numeral: str) -> bool:
    """Whether it is the heading of a section, or the number before one: "XVII.", "III. The crossing"."""
    if at > _LONGEST_LIST or any(token.core for token in tokens[:at]):
        return False
    after = tokens[at].after
    alone = not any(token.core for token in tokens[at + 1 : at + 3])
    if len(numeral) == 1:
        return alone and numeral in "IVX" and after.startswith(".")
    if not set(numeral) <= set("IVX"):
        return alone and after.startswith(".")
    if alone:
        return numeral not in _LOUD or after.startswith(".")
    dash = not core(tokens, at + 1)
    return (after[:1] in (".", ":", ")", "]") and bool(after)) or dash


def _counted(tokens: Sequence[Token], at: int, numeral: str) -> bool:  # noqa: PLR0911 - a table of patterns
    """After a word that is numbered: "Chapter IV", "phase III", "Vol. II", "Parts I and II"."""
    if at == 0 or tokens[at].before:
        return False
    before = core(tokens, at - 1)
    name = before.lower()
    if tokens[at - 1].after == ".":
        return name in _SHORT_NUMBERED and numeral not in ("C", "L") and (name, numeral) != ("no", "I")
    if not touches(tokens, at - 1):
        return False
    if name not in _NUMBERED and name.removesuffix("s") not in _NUMBERED:
        return False
    of_a_kind = core(tokens, at - 2).lower() in ("a", "an", "the", "new", "his", "her", "their")
    if (
        name == "mark"
        and not of_a_kind
        and tokens[at].after in ("", ".")
        and core(tokens, at + 1)[:1].isupper()
    ):
        return False  # Mark V. Orr; not "a Mark V Spitfire"
    if len(numeral) > 1 or name == "bowl":
        return True
    if before == "letter":
        return False  # the letter V
    if numeral != "I" or before[0].isupper():
        return numeral in "VX" or (numeral == "I" and name != "mark")
    return core(tokens, at + 1).lower() in _TRIED


def _follows_a_noun(tokens: Sequence[Token], at: int, numeral: str) -> bool:
    """Whether a numeral that is no word stands after one in small letters: "cranial nerve VIII"."""
    before = core(tokens, at - 1)
    if len(numeral) < 2 or not set(numeral) <= set("IVX") or numeral in _LOUD | {"IV", "VI", "XI"}:
        return False
    return before.isalpha() and len(before) > 3 and touches(tokens, at - 1) and before not in _NO_NOUNS


def _precedes_unit(tokens: Sequence[Token], at: int) -> bool:
    """The XXIV Corps, the XX Congress."""
    if not set(core(tokens, at)) <= set("IVX"):
        return False
    return touches(tokens, at) and core(tokens, at + 1) in _UNITS


def _is_appended(tokens: Sequence[Token], at: int) -> bool:
    """Whether a person's numeral stands after a comma: "Alan Marlow, III."."""
    ends = at + 1 == len(tokens) or tokens[at].after[:1] in (".", ",", ";", ")")
    return tokens[at - 1].after == "," and not tokens[at].before and ends and _is_person(tokens, at, True)


def _further(tokens: Sequence[Token], at: int, numeral: str, value: int) -> str | None:
    """One of several: "World Wars I and II", "Chapters I, II and III", "Henry VII and VIII"."""
    back, numerals = at - 1, 0
    while back > 0 and at - back < _LONGEST_LIST:
        if roman(core(tokens, back)) and (tokens[back].after in ("", ",")):
            numerals += 1
        elif core(tokens, back) not in _LINKS:
            break
        back -= 1
    name = core(tokens, back)
    if not numerals or not name or tokens[back].after:
        return None
    if numeral == "I" and not (_plain(name) in _REGNAL and _is_last(tokens, at)):
        return None
    if name.lower().removesuffix("s") in _NUMBERED:
        return cardinal(str(value))
    return f"the {ordinal(str(value))}" if _plain(name) in _REGNAL else None


def _is_last(tokens: Sequence[Token], at: int) -> bool:
    """Whether no verb may follow that "I" goes with: "James VI and I, king of both"."""
    return tokens[at].after.startswith(",") or core(tokens, at + 1) == "of"


def _named(tokens: Sequence[Token], at: int, numeral: str, value: int) -> str | None:
    name = _plain(core(tokens, at - 1))
    is_person = numeral not in ("V", "X") and (_is_person(tokens, at) or _is_descendant(tokens, at, numeral))
    if name in _REGNAL or is_person or _is_titled(tokens, at):
        return f"the {ordinal(str(value))}"
    # Vatican II, Rocky IV, Pentium III; no other letters than I, V, X: "My CV", "Big LI".
    if len(numeral) == 1 or not set(numeral) <= set("IVX") or value >= 40 or name in _NO_NAME:
        return None
    if numeral in _LOUD or not core(tokens, at - 1).isalpha() or len(name) == 1:
        return None
    return cardinal(str(value))


def _plain(word: str) -> str:
    """In small letters, without accents."""
    apart = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in apart if not unicodedata.combining(c))


def _is_titled(tokens: Sequence[Token], at: int) -> bool:
    """Whether a monarch's title stands before the name: "King Letsie III", "Pope John Paul II"."""
    for back in range(at - 2, max(at - 5, -1), -1):
        if core(tokens, back).lower() in _TITLES:
            return True
        if not core(tokens, back)[:1].isupper() or tokens[back].after:
            return False
    return False


def _is_person(tokens: Sequence[Token], at: int, appended: bool = False) -> bool:
    """Whether a given name stands before: "Robert Marlow III", "J. P. Marlow IV"; also "Alfred II"."""
    for back in range(at - 1, max(at - 4, -1), -1):
        word = core(tokens, back)
        if _plain(word) in given_names():
            return True
        if not word[:1].isupper() or (
            tokens[back].after and len(word) > 1 and not (appended and back == at - 1)
        ):
            return False
    return False


_GENERATIONS = frozenset({"II", "III", "IV", "VI"})
_NO_SURNAMES = words(
    "fantasy wars trek galaxy godfather council force fighter auto park mission impossible hunter "
    "street effect duty civilization empires gods evil dead redemption kombat age toy weapon instinct "
    "alien matrix saints tower towers building plaza center centre project program programme operation "
    "plan agreement accord accords pact treaty convention conference committee commission test model "
    "system fund funds partners holdings capital trust ventures equity acquisition investors growth "
    "opportunities infrastructure energy works returns revenge school college bank bridge station "
    "castle hall hotel stadium arena reactor unit block site mine field well souls craft quest story "
    "saga men man boys house creed crisis combat honor horizon fire night day king queen"
)
"""Last words of what is numbered, and is nobody: films and games, funds, treaties, plants."""


def _is_descendant(tokens: Sequence[Token], at: int, numeral: str) -> bool:
    """Whether two names stand before, the given one unknown: "Osgood Marlow III", "Osgood P. Marlow IV"."""
    if numeral not in _GENERATIONS or not touches(tokens, at - 1) or not _is_a_name(core(tokens, at - 1)):
        return False
    first = at - 2
    if len(core(tokens, first)) == 1 and tokens[first].after in ("", "."):
        first -= 1  # an initial
    elif not touches(tokens, first):
        return False
    return first >= 0 and _is_a_name(core(tokens, first))


def _is_a_name(word: str) -> bool:
    """Whether a word is written as names are, and is none of a thing."""
    small = word.lower()
    written_so = word.isalpha() and word[1:].islower() and word[:1].isupper() and len(word) > 2
    return written_so and small not in _NO_SURNAMES and small not in _NO_NAME


def _alone_is_a_number(tokens: Sequence[Token], at: int, numeral: str) -> bool:
    """One letter is an initial before a point and a name, and I is a word."""
    token, before = tokens[at], core(tokens, at - 1).lower()
    if numeral in "CL" or (numeral == "X" and before == "malcolm"):
        return False
    if _is_titled(tokens, at):
        return True
    if token.after in ("", ".") and core(tokens, at + 1)[:1].isupper():
        return False
    if numeral != "I":
        return True
    following = core(tokens, at + 1).lower()
    if token.after or not following:
        return True
    return before in _REGNAL and (following in _AFTER_THE_FIRST or _is_told_of(tokens, at))


def _is_told_of(tokens: Sequence[Token], at: int) -> bool:
    """Whether what a monarch did follows: "Charles I died", "when James I became king". After other words
    ("to Charles I said", "the Mary I knew") and before what one says of oneself, I is a word."""
    first = at - 1
    while first > 0 and core(tokens, first - 1)[:1].isupper() and touches(tokens, first - 1):
        first -= 1  # Juan Carlos I
    opens = first == 0 or tokens[first - 1].after[:1] in (".", "?", "!", ";", ":")
    before, following = core(tokens, first - 1).lower(), core(tokens, at + 1)
    return (opens or before in _BEFORE_A_KING) and following.islower() and following not in _SAID_OF_ONESELF
