"""Money: $4.5m, £3bn, €1.2 million, $3.50, $5-$10 million, 100€, USD 20, $20/month."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from voices.english.before_noun import attributive
from voices.english.currencies import AFTER, CODES, SYMBOLS, Currency
from voices.english.quantities import MANY, number
from voices.english.rule import MAGNITUDE_WORDS, MAGNITUDES, NUMBER, SIGNS, plural, ungrouped
from voices.english.units import PER, forms_of
from voices.numbers import cardinal
from voices.rule import Piece, core, lone_sign, touches
from voices.written import Token

_ALL = SYMBOLS | CODES
_SYMBOL = "|".join(re.escape(sign) for sign in sorted(SYMBOLS, key=len, reverse=True))
_CODE = "|".join(re.escape(code) for code in sorted(CODES, key=len, reverse=True))
_SIZE = r"cr|k|K|mln|mn|mil|m|M|bln|bn|b|B|trn|tn|T|million|billion|trillion|thousand"
_MONEY = re.compile(
    rf"([-+~≈<>≤≥]?)({_SYMBOL}|{_CODE})(-?)({NUMBER})-?({_SIZE})?"
    rf"(?:[-–~]({_SYMBOL})?({NUMBER})({_SIZE})?)?(\+?)(?:/([A-Za-z]+)|(pp|pcm|pw|pppn))?"
)
_MANY = re.compile(rf"({_SYMBOL})(?:(100|1,?000|10,000)|(5|10|20|50))s")
_MONEY_AFTER = re.compile(rf"([-+~]?)({NUMBER})({_SIZE})?([{re.escape(AFTER)}]|{_CODE})")
_PLAIN = re.compile(rf"([-+~]?)({NUMBER})({_SIZE})?")
_COMPOUND = re.compile(rf"({_SYMBOL})({NUMBER})({_SIZE})?((?:-(?!plus)[A-Za-z]+)+)")
_JOINED = re.compile(rf"(thousand|million|billion|trillion)(?:[-–]({_SYMBOL})?({NUMBER})|((?:-[A-Za-z]+)+))")
_EACH = {"pp": "person", "pcm": "calendar month", "pw": "week", "pppn": "person per night"}
"""Behind a price, as agents of travel and of houses write it: "£45pp"."""
_ALL_MAGNITUDES = MAGNITUDES | {"T": "trillion", "cr": "crore"} | {word: word for word in MAGNITUDE_WORDS}
_SIZES_APART = MAGNITUDE_WORDS | {"m", "mn", "b", "bn", "tn", "mln", "bln", "M", "B", "cr"}


_POINTED_SIZES = frozenset({"mn", "bn", "tn", "mln", "bln"})


@dataclass(frozen=True, slots=True)
class _Amount:
    """A sum as it is written."""

    sign: str
    currency: Currency
    low: str
    low_size: str | None = None
    high: str | None = None
    high_size: str | None = None
    twice: bool = False
    """The currency stands before both ends of the range."""
    more: bool = False
    """"$100+"."""


def say_money(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """A sum and what belongs to it: magnitude, currency, what it is paid for."""
    tokens = _in_full(tokens, at)
    word = core(tokens, at)
    if said := _several(word):
        return [Piece(1, said)]
    match = _MONEY.fullmatch(word)
    if match:
        sign, currency, minus, low, low_size, again, high, high_size, more, per, each = match.groups()
        amount = _Amount(
            minus or sign, _ALL[currency], low, low_size, high, high_size, bool(again), bool(more)
        )
        rate = (PER.get(per) or (forms_of(per) or (per, ""))[0]) if per else _EACH.get(each, "")
        return _with_code(tokens, at, amount) or _said(tokens, at, amount, f" per {rate}" if rate else "")
    after = _MONEY_AFTER.fullmatch(word)
    if after:
        sign, low, size, currency = after.groups()
        return _said(tokens, at, _Amount(sign, _ALL[currency], low, size), "")
    first, stroke, second = word.partition("/")
    if stroke and (one := _MONEY.fullmatch(first)) and (other := _MONEY.fullmatch(second)):
        sums = (_sum(_Amount(m[1], _ALL[m[2]], m[4], m[5]), None) for m in (one, other) if not m[7])
        return [Piece(1, ", ".join(sums))]  # £5/€6
    compound = _COMPOUND.fullmatch(word)
    if compound:
        return [Piece(1, _hyphened(*compound.groups()))]
    return _apart(tokens, at)


_RAND = re.compile(rf"R({NUMBER})({_SIZE})?")


def _in_full(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """The tokens, rand by their code: "R7.5bn", "R2.4 billion"; an R20 is a router."""
    rand = _RAND.fullmatch(core(tokens, at))
    if rand and (
        rand[2] or "," in rand[1] or (touches(tokens, at) and core(tokens, at + 1) in MAGNITUDE_WORDS)
    ):
        named = replace(tokens[at], core=f"ZAR{tokens[at].core[1:]}")
        return [*tokens[:at], named, *tokens[at + 1 :]]
    return tokens


_OF_ACCOUNTS = re.compile(
    rf"(?:{_SYMBOL}|{_CODE}){NUMBER}(?:{_SIZE})?|{NUMBER}(?:[%p]|{_SIZE})|[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+\.[0-9]+"
)


def of_accounts(tokens: list[Token]) -> list[Token]:
    """The tokens of a line; if all of it is a sum in brackets, as a cell of a table is, with a minus instead,
    which is what accounts mean: "(£420m)", "($4.5 million)", "(3.2%)"."""
    if not 1 <= len(tokens) <= 2 or tokens[0].before != "(" or tokens[-1].after != ")":
        return tokens
    first, rest = tokens[0], tokens[1:]
    inside = not rest or (not first.after and not rest[0].before and rest[0].core in MAGNITUDE_WORDS)
    if not inside or not _OF_ACCOUNTS.fullmatch(first.core):
        return tokens
    after = "" if not rest else first.after
    signed = replace(first, core=f"-{first.core}", before="", after=after)
    return [signed, *(replace(token, after="") for token in rest)]


def _several(word: str) -> str | None:
    """$100s of them; a handful of $20s."""
    match = _MANY.fullmatch(word)
    if not match:
        return None
    sign, many, worth = match.groups()
    if many:
        return f"{MANY[many + 's']} of {SYMBOLS[sign][1]}"
    return f"{cardinal(worth)}s".replace("ys", "ies")


def _with_code(tokens: Sequence[Token], at: int, amount: _Amount) -> list[Piece] | None:
    """$10 CAD, $10 million CAD: the code says which dollars."""
    following, later = core(tokens, at + 1), core(tokens, at + 2)
    if not touches(tokens, at) or amount.high:
        return None
    if following in CODES:
        return [Piece(2, _sum(replace(amount, currency=CODES[following]), None))]
    if following in MAGNITUDE_WORDS and touches(tokens, at + 1) and later in CODES:
        return [Piece(3, _sum(replace(amount, currency=CODES[later]), following))]
    return None


def _apart(tokens: Sequence[Token], at: int) -> list[Piece] | None:  # noqa: PLR0911 - a table of patterns
    """The currency as a word of its own: "USD 20", "500 kr"."""
    word, following = core(tokens, at) or tokens[at].before, core(tokens, at + 1)
    if word in SYMBOLS and touches(tokens, at) and (plain := _PLAIN.fullmatch(following)):
        rest = _said(tokens, at + 1, _Amount("", SYMBOLS[word], plain[2], plain[3]), "")
        return [Piece(rest[0].tokens + 1, rest[0].text), *rest[1:]]
    if word in CODES and (touches(tokens, at) or (word == "Rs" and tokens[at].after == ".")):
        plain = _PLAIN.fullmatch(following)
        if plain and not plain[1]:
            rest = _said(tokens, at + 1, _Amount("", CODES[word], plain[2], plain[3]), "")
            return [Piece(rest[0].tokens + 1, rest[0].text), *rest[1:]]
    plain = _PLAIN.fullmatch(word)
    if not plain or at + 1 >= len(tokens) or tokens[at].after:
        return None
    sign, low, size = plain.groups()
    if following in CODES and touches(tokens, at):
        return [Piece(2, _sum(_Amount(sign, CODES[following], low, size), None))]
    if (currency := lone_sign(tokens[at + 1])) in SYMBOLS:
        return [Piece(2, _sum(_Amount(sign, SYMBOLS[currency], low, size), None))]
    amount = _Amount(sign, CODES["USD"], low)
    if following in MAGNITUDE_WORDS and touches(tokens, at + 1) and core(tokens, at + 2) in CODES:
        amount = _Amount(sign, CODES[core(tokens, at + 2)], low)
        return [Piece(3, _sum(amount, following))]
    return None


def _said(tokens: Sequence[Token], at: int, amount: _Amount, per: str) -> list[Piece]:
    """The sum, and the magnitude that follows as a word of its own."""
    following = core(tokens, at + 1)
    last = amount.high_size if amount.high else amount.low_size
    if touches(tokens, at) and not last and (joined := _JOINED.fullmatch(following)):
        return _until(tokens, at, amount, joined)
    if following[1:].islower() and following.lower() in MAGNITUDE_WORDS:
        following = following.lower()  # $5 Million, of a heading
    if not last and touches(tokens, at) and following in _SIZES_APART:
        size = _ALL_MAGNITUDES[following]
        name = amount.currency[0 if attributive(tokens, at, at + 1) else 1]
        if touches(tokens, at + 1) and core(tokens, at + 2) in MAGNITUDE_WORDS:  # lakh crore
            return [Piece(1, _bare(amount)), Piece(2, f"{size} {core(tokens, at + 2)} {name}{per}")]
        return [Piece(1, _bare(amount)), Piece(1, f"{size} {name}{per}", dot=following in _POINTED_SIZES)]
    if attributive(tokens, at, at):
        return [Piece(1, _before_noun(amount) + per)]
    return [Piece(1, _sum(amount, None) + per)]


def _until(tokens: Sequence[Token], at: int, amount: _Amount, joined: re.Match[str]) -> list[Piece]:
    """ "$10 million-$20 million", "$1 million-a-year"."""
    size, sign, high, rest = joined.groups()
    one, many, *_ = amount.currency
    if rest:
        return [Piece(1, _bare(amount)), Piece(1, f"{size} {one}{rest.replace('-', ' ')}")]
    currency = _ALL[sign] if sign else amount.currency
    late = _said(tokens, at + 1, _Amount("", currency, high), "")
    return [Piece(1, _bare(amount)), Piece(1, f"{size} {many} to {late[0].text}"), *late[1:]]


def _before_noun(amount: _Amount) -> str:
    """ "five dollar", "two dollar fifty cent"."""
    one, _, part, parts = amount.currency
    cents = re.fullmatch(r"([0-9]{1,3})\.([0-9]{2})", amount.low)
    if amount.low_size or amount.high or not cents:
        return f"{_bare(amount)} {one}"
    dollars = [f"{cardinal(cents[1])} {one}"] if cents[1].strip("0") else []
    rest = (
        [f"{cardinal(cents[2])} {parts if part == 'penny' else part}"]
        if cents[2] != "00" or not dollars
        else []
    )
    return SIGNS[amount.sign] + " ".join([*dollars, *rest])


def _bare(amount: _Amount) -> str:
    """Without the currency: "five to ten"."""
    said = SIGNS[amount.sign] + _with_size(amount.low, amount.low_size)
    if amount.high:
        said += f" to {_with_size(amount.high, amount.high_size)}"
    return said + (" plus" if amount.more else "")


def _with_size(digits: str, size: str | None) -> str:
    return number(digits) + (f" {_ALL_MAGNITUDES[size]}" if size else "")


def _sum(amount: _Amount, size: str | None) -> str:
    """With the currency, and cents where they are written."""
    many = amount.currency[1]
    if size or (amount.high and not amount.twice):
        return f"{_bare(amount)} {size or ''} {many}".replace("  ", " ")
    if amount.high:
        low = _one_end(amount.currency, amount.low, amount.low_size)
        high = _one_end(amount.currency, amount.high, amount.high_size)
        if amount.high_size and not amount.low_size:
            return f"{_bare(amount)} {many}"
        return f"{SIGNS[amount.sign]}{low} to {high}"
    if amount.more:
        return f"{_bare(amount)} {many}"
    return SIGNS[amount.sign] + _one_end(amount.currency, amount.low, amount.low_size)


_OUT_OF_USE = frozenset({"sen", "jeon"})
"""Parts that nobody pays with: 156.2 yen."""


def _one_end(currency: Currency, digits: str, size: str | None) -> str:
    one, many, part, parts = currency
    whole, _, fraction = ungrouped(digits).partition(".")
    if size or not fraction or len(fraction.rstrip("0")) > 2 or part in _OUT_OF_USE:
        return f"{_with_size(digits, size)} {plural(digits if not size else '', one, many)}"
    cents = fraction.ljust(2, "0")[:2].lstrip("0")
    whole = whole.lstrip("0")
    said = [f"{cardinal(whole)} {plural(whole, one, many)}"] if whole or not cents else []
    if cents:
        said.append(f"{cardinal(cents)} {plural(cents, part, parts)}")
    return " ".join(said)


def _hyphened(sign: str, digits: str, written_size: str | None, rest: str) -> str:
    """ "$300-million", "$5-a-day", "$10-per-barrel": one, as before a noun."""
    words = rest[1:].split("-")
    size = [_ALL_MAGNITUDES[written_size]] if written_size else []
    if words[0] in _ALL_MAGNITUDES and (len(words[0]) > 1):
        size = [_ALL_MAGNITUDES[words.pop(0)]]
    if words[:1] and words[0] in SYMBOLS[sign][:2]:
        words.pop(0)  # a $1.2-billion-dollar deal
    if size:
        return " ".join([number(digits), *size, SYMBOLS[sign][0], *words])
    return " ".join([_before_noun(_Amount("", SYMBOLS[sign], digits)), *words])
