"""The words of a written line, each with the punctuation around it.

A token is a stretch without white space, cut once more where a dash, an ellipsis or a picture stands inside
it. Its `core` is what is said: characters that cannot be seen (soft hyphens, zero-width and bidirectional
marks, control characters) are gone from it, apostrophes and hyphens are plain ones. `before` and `after` are
the marks around it. One pass, linear time.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voices.words import is_sayable, is_unspaced


@dataclass(frozen=True, slots=True)
class Token:
    """A written word. A token without a core is punctuation on its own, or a sign or a picture."""

    start: int
    """First character of the core in the written text (of the whole token if it has no core)."""
    end: int
    core: str
    before: str
    after: str


_PLAIN = {
    **dict.fromkeys("’‘ʼ＇´`′", "'"),
    **dict.fromkeys("‐‑﹣－", "-"),
    "−": "-",
    "″": '"',
    "⁄": "/",
    "，": ",",
    "。": ".",
    "、": ",",
    "！": "!",
    "？": "?",
    "：": ":",
    "；": ";",
    "℃": "°C",
    "℉": "°F",
    **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x3380, 0x33E0)},  # ㎡, ㎞
    **{chr(0x2080 + digit): str(digit) for digit in range(10)},  # CO₂
}
"""Characters that mean the same in the spoken form."""

_CUTS = frozenset("—―…⸺")
"""Stand between tokens, wherever they are."""
_CURRENCIES = "$€£¥₹₽₩₪₺₴₦₱฿₫₵₸₡₲₮₾₿"
_BEFORE_DIGIT = frozenset(_CURRENCIES + "#+-.~≈±§¶№√<>=≤≥")
_AFTER_DIGIT = frozenset(_CURRENCIES + "%‰°¢\"'+")
_AFTER_WORD = frozenset("$€£¥%@")

_Char = tuple[int, str]
"""(place in the written text, what stands there)."""


def tokens(text: str) -> list[Token]:
    """The tokens of `text`, in order."""
    found: list[Token] = []
    for chunk in _chunks(text):
        if _opens_with_minus(chunk) and not (found and found[-1].core[-1:].isdigit() and not found[-1].after):
            chunk[0] = (chunk[0][0], "-")
        plain = _plain_word(chunk)
        if plain is None:
            found.extend(_token(part) for part in _parts(chunk))
        else:
            found.append(plain)
    return found


def _opens_with_minus(chunk: list[_Char]) -> bool:
    """Whether a dash stands close before a number: "–0.3%"."""
    signed = len(chunk) > 1 and chunk[0][1] == "–"
    return signed and (chunk[1][1].isdigit() or (chunk[1][1] in _CURRENCIES and len(chunk) > 2))


def is_picture(character: str) -> bool:
    """Emoji and dingbats, and what they are composed with."""
    code = ord(character)
    return code >= 0x2190 and (unicodedata.category(character) in ("So", "Sk") or 0x1F000 <= code <= 0x1FBFF)


def _chunks(text: str) -> Iterator[list[_Char]]:
    """Stretches of visible characters without white space."""
    chunk: list[_Char] = []
    for at, written in enumerate(text):
        if written.isspace() or _is_control(written):
            if chunk:
                yield chunk
                chunk = []
        elif not _is_invisible(written):
            chunk.extend((at, character) for character in _PLAIN.get(written, written))
    if chunk:
        yield chunk


def _plain_word(chunk: list[_Char]) -> Token | None:
    """The token of letters with at most one mark after them: most of any text, so it is worth a short way."""
    whole = "".join(character for _, character in chunk)
    word = whole if whole[-1].isalnum() else whole[:-1]
    if not (whole.isascii() and word.isalpha()) or whole[-1] in "+#$%@":
        return None
    return Token(chunk[0][0], chunk[len(word) - 1][0] + 1, word, "", whole[len(word) :])


def _parts(chunk: list[_Char]) -> Iterator[list[_Char]]:
    """The chunk, cut around dashes, ellipses and pictures, and between characters of scripts without
    spaces."""
    start, kind = 0, -1
    is_address = _may_be_address(chunk)
    for at in range(len(chunk)):
        earlier, kind = kind, _kind(chunk, at)
        if at == 0:
            continue
        if _begins_link(chunk, at) if is_address else _runs_on(chunk, at - 1) or _parts_note(chunk, at):
            yield chunk[start:at]
            start = at
        elif kind != earlier or is_unspaced(chunk[at][1]) or is_unspaced(chunk[at - 1][1]):
            if _closes(chunk[at][1]) and kind == _WORD:
                continue  # punctuation stays with what it follows
            yield chunk[start:at]
            start = at
    yield chunk[start:]


_WORD, _CUT, _PICTURE = range(3)


def _kind(chunk: list[_Char], at: int) -> int:
    character = chunk[at][1]
    if is_picture(character):
        return _PICTURE
    if character in _CUTS or (character == "–" and not _is_range(chunk, at)):
        return _CUT
    around = (chunk[i][1] for i in (at - 1, at + 1) if 0 <= i < len(chunk))
    return _CUT if character in ".-" and character in around else _WORD


def _may_be_address(chunk: list[_Char]) -> bool:
    whole = "".join(character for _, character in chunk[:_LONGEST_HOST]).lower()
    return "/" in whole or "@" in whole or whole.startswith("www.") or ".com" in whole or ".org" in whole


_LONGEST_HOST = 200


def _begins_link(chunk: list[_Char], at: int) -> bool:
    """Whether an address begins here behind a word without a space: "said.https://alder.org"."""
    if chunk[at][1] not in "hH" or chunk[at - 1][1] in "/=%&?-_":
        return False
    return "".join(c for _, c in chunk[at : at + 8]).lower().startswith(("http://", "https://"))


_SHORT_MONTHS = frozenset(
    {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
)


def _runs_on(chunk: list[_Char], at: int) -> bool:
    """Whether a space was forgotten after a mark: "yes,no", "No!He", "5pm,7pm". Not in "P!nk", "1,000"."""
    mark = chunk[at][1]
    if mark not in ",;!?." or not 1 <= at < len(chunk) - 1:
        return False
    last, following = chunk[at - 1][1], chunk[at + 1][1]
    if mark == "." and following.isdigit():
        return "".join(c for _, c in chunk[max(0, at - 4) : at]).lower() in _SHORT_MONTHS  # Sept.11
    if mark == ".":  # "over.The", "Dr.Orr"; not "Ph.D", "U.S.The"
        word_before = at > 1 and chunk[at - 2][1].isalpha() and last.islower()
        return word_before and following.isupper() and at + 2 < len(chunk) and chunk[at + 2][1].islower()
    if last.isdigit():
        return following.isalpha()
    return at > 1 and last.isalpha() and following.isalnum()


_SMALL = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_LENGTHS = frozenset({"ft", "in", "yd", "mi", "cm", "km", "mm", "m"})
_BEFORE_NOTE = frozenset('.,;:!?"”»')


def _parts_note(chunk: list[_Char], at: int) -> bool:
    """Whether the mark of a footnote begins here behind a mark of the sentence, or has ended: "said.¹",
    "said.[4]Then"."""
    before, character = chunk[at - 1][1], chunk[at][1]
    if before == "]":
        return (character.isalpha() or character == "[") and at > 3 and chunk[at - 2][1].isdigit()
    if before not in _BEFORE_NOTE or (character not in _SMALL and character != "["):
        return False
    word = re.search(r"([^\W\d_]{1,8})[.,;:!?\"”»]{1,3}$", "".join(c for _, c in chunk[max(0, at - 11) : at]))
    if not word or word[1] in _LENGTHS:
        return False  # ft.²
    number = "".join(c for _, c in chunk[at + 1 : at + 5]).partition("]")
    return character in _SMALL or (number[0].isdigit() and bool(number[1]))


def is_note(found: Sequence[Token], at: int) -> bool:
    """Whether a token is the mark of a footnote that stands close behind a mark of the sentence."""
    token, before = found[at], found[at - 1] if at else None
    start = token.start - len(token.before)
    if not before or not before.after or before.end + len(before.after) != start:
        return False
    bracketed = token.before == "[" and token.after[:1] == "]" and token.core.isdigit()
    return bracketed or (not token.before and bool(token.core) and set(token.core) <= _SMALL)


def _is_range(chunk: list[_Char], at: int) -> bool:
    """Whether a dash stands between numbers: "10–15", "$5–$10", "5%–6%"."""
    before = any(c.isdigit() for _, c in chunk[max(0, at - 3) : at])
    return before and any(c.isdigit() for _, c in chunk[at + 1 : at + 3])


def _closes(character: str) -> bool:
    return not is_sayable(character) and unicodedata.category(character) in ("Pe", "Pf", "Po")


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Zl", "Zp", "Zs")


def _is_invisible(character: str) -> bool:
    """Marks that shape text and are not heard; variation selectors; code points without a character."""
    return unicodedata.category(character) in ("Cf", "Cn", "Co", "Cs") or 0xFE00 <= ord(character) <= 0xFE0F


def _token(part: list[_Char]) -> Token:
    first = next((i for i in range(len(part)) if _begins(part, i)), None)
    whole = "".join(character for _, character in part)
    if first is None:
        return Token(part[0][0], part[-1][0] + 1, "", whole, "")
    last = next(i for i in range(len(part) - 1, first - 1, -1) if _ends(part, i))
    if whole[last + 1 : last + 2] == ")" and "(" in whole[first : last + 1]:
        last += 1  # 401(k)
    return Token(part[first][0], part[last][0] + 1, whole[first : last + 1], whole[:first], whole[last + 1 :])


def _begins(chunk: list[_Char], at: int) -> bool:
    """Whether the core may begin here."""
    character = chunk[at][1]
    if is_sayable(character):
        return True
    following = chunk[at + 1][1] if at + 1 < len(chunk) else ""
    if character in "@#":
        return following.isalnum()
    if character == "$" and following.isalpha():
        return True  # a stock's tag, or a letter of a name
    if character in _BEFORE_DIGIT:
        # "-$5", "US$5" begin with a letter; "~.5" is as deep as it goes.
        return following.isdigit() or (
            following in _BEFORE_DIGIT and at + 2 < len(chunk) and chunk[at + 2][1].isdigit()
        )
    return False


def _ends(chunk: list[_Char], at: int) -> bool:
    character = chunk[at][1]
    if is_sayable(character):
        return True
    before = chunk[at - 1][1] if at > 0 else ""
    if character == "+":
        return before in ("+", "%") or (before.isascii() and before.isalnum())
    if character == "#":
        return at == 1 and before in "CF"
    if character in _AFTER_WORD and before.isalnum() and before.isascii():
        return True
    return character in _AFTER_DIGIT and before.isdigit()
