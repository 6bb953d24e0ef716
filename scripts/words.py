"""Words and characters, as the rules of this room look at them."""

import re
from collections.abc import Iterable


def word_set(words: str) -> frozenset[str]:
    """The words of a text, parted by white space.

    >>> sorted(word_set("of the"))
    ['of', 'the']
    """
    return frozenset(words.split())


FUNCTION_WORDS = word_set(
    "a an the and or but nor yet so for of in on at to by as with from into onto over under than that which"
    " who whom whose when where while because if though although since until unless after before during about"
    " against between among through without within per via vs is are was were be been being has have had do"
    " does did will would can could shall should may might must not no this these those its his her their our"
    " my your it he she they we you i also just very too only even still whether how what why there here both"
    " either neither such some any each every all most more much many few up down off out then thus toward"
    " towards upon like said says"
)
"""English words that tie others together; in lower case. A title does not end with one."""

# Controls, soft hyphen, joiners and fillers, zero-width and bidi marks, byte-order mark, tags.
_UNSEEN = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
BLANK = re.compile(rf"[\s{_UNSEEN}]+")
"""A run of characters that leave nothing to see and nothing to say."""

_INVISIBLE = re.compile(f"[{_UNSEEN}]+")
_SAYABLE = re.compile(r"[^\W_]|[$€£¥₹]|[☀-⛿✀-✒✔-➿\U0001f000-\U0001faff]")
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\Z")
"""BCP 47, as far as files and settings have it."""
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def fold(text: str) -> str:
    """`text` with every run of white space as one space, invisible characters and outer white space left out.

    >>> fold(" so\\xad-called\\u200b \\n news ")
    'so-called news'
    """
    return " ".join(_INVISIBLE.sub("", text).split())


def cut_short(text: str, most: int) -> str:
    """`text`, of a longer one `most` characters, the last of them an ellipsis.

    >>> cut_short("The boats left.", 10), cut_short("They left.", 10)
    ('The boats…', 'They left.')
    """
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def beginning(text: str, most: int = 60) -> str:
    """The start of a text, quoted for a message.

    >>> beginning("The boats left.", 10)
    "'The boats…'"
    """
    return repr(cut_short(text, most))


def how_many(number: int, noun: str) -> str:
    """A number of things, in English.

    >>> how_many(1, "word"), how_many(0, "word")
    ('1 word', '0 words')
    """
    return f"{number} {noun}" + ("s" if number != 1 else "")


def main_language(language: str) -> str:
    """The language of a BCP 47 tag, without region and script.

    >>> main_language("pt-BR"), main_language("EN_us")
    ('pt', 'en')
    """
    return re.split("[-_]", language.lower(), maxsplit=1)[0]


def sayable(text: str) -> bool:
    """Whether there is a letter, a digit or a symbol with a name in `text`.

    >>> sayable("* * *"), sayable("…5")
    (False, True)
    """
    return _SAYABLE.search(text) is not None


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """`start:end` without the blank characters at either end; empty at `start` if all are.

    >>> trim("\\ufeff a ", 0, 4)
    (2, 3)
    """
    if found := BLANK.match(text, start, end):
        start = found.end()
    while end > start and BLANK.match(text[end - 1]):
        end -= 1
    return start, end


def lines_of(text: str) -> list[tuple[int, int]]:
    """The lines of `text` as offsets, line ends left out; CR LF, CR, LF and Unicode's line ends all count."""
    starts, ends = [0], []
    for match in _LINE_END.finditer(text):
        ends.append(match.start())
        starts.append(match.end())
    return list(zip(starts, [*ends, len(text)], strict=True))


def perhaps(name: str, known: Iterable[str]) -> str:
    """The end of a note on a name that nobody has, where somebody's is nearly the same; else empty.

    >>> perhaps("Jonas Read", ["Ada Lund", "Jonas Reed"]), perhaps("Mara", ["Ada Lund"])
    ("; did you mean 'Jonas Reed'?", '')
    """
    import difflib  # here, for every worker imports this module

    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.8)
    return f"; did you mean {near[0]!r}?" if near else ""
