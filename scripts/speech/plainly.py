"""Quotes that are plainly speech in a language without words in `data/`: told by marks and signs alone.

Conventions
-----------
What decides is where a quote stands (alone, at the start of the narrator's sentence, behind a colon) and how
it is written: three words or more, a capital where the script has them, the end of a sentence. Scripts
without spaces between words (Chinese, Japanese, Thai) have punctuation inside in the place of the words.
Terms and titles inside the narrator's sentence are no speech. Who speaks is not asked. What stands between
two dashes with commas inside the marks is the narrator's, as Slavic languages set it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scripts.speech.quotes import Quoted

NOT_SOUGHT = "who speaks is not looked for in this language; by its marks this is speech"
"""The evidence for what is said by somebody who was not looked for."""
CONFIDENCE = 0.3

_FEW = 3
"""Words from which a quote can be a sentence."""
_FEW_CHARACTERS = 5
"""Of a script without spaces, from which a paragraph that is only a quote is one."""
_ENDS = frozenset(".!?…‽。！？｡؟۔।॥։።፧။។")
_PAUSES = frozenset(",;،؛、，；—–―-")
_COLONS = frozenset(":：")
_CLOSERS = "\"'”’»›」』)]）*_ \t\n\xa0\u202f\u3000"
_INSIDE_CLOSERS = "\"'”’»›」』)]） \xa0\u202f"
_OPENERS = frozenset("([（")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_INSERTED = re.compile(r"(?<=[,.!?…]) ?[—–] (?P<told>[^\W\d_][^—–.!?…]{2,80}[,.] ?[—–] )(?=\w)")
"""The narrator between two dashes inside the marks: `«Ні, — каже Марія, — чекаємо»`."""
_NEAR = 40
"""Characters on either side in which the neighbouring signs are looked for."""
_WORDS_PARTED = 200
"""Characters of the narrator's between two parts of one quote, at most."""


def plain_speech(texts: Sequence[str], quoted: Sequence[Sequence[Quoted]]) -> list[list[Quoted]]:
    """The quotes of each page, in order, without those that may be something else than speech.

    >>> from scripts.speech.quotes import find_quoted
    >>> pages = ["„Drewno gnije od lat”, mówi Ewa. Tablica z napisem „Remont mostu w Sarnowie” stoi."]
    >>> [pages[0][one.start : one.end] for one in plain_speech(pages, find_quoted(pages))[0]]
    ['„Drewno gnije od lat”']
    """
    result: list[list[Quoted]] = []
    goes_on = False
    """The page before ended in speech that was left open."""
    for text, quotes in zip(texts, quoted, strict=True):
        spoken: list[Quoted] = []
        for one in quotes:
            judged = one.opened and _is_speech(_look(text, one), _parted(text, one, spoken))
            if judged or (one.continues and goes_on):
                spoken.append(one)
        if quotes:
            goes_on = bool(spoken) and spoken[-1] is quotes[-1] and not quotes[-1].closed
        result.append([part for one in spoken for part in _parts(text, one)])
    return result


@dataclass(frozen=True, slots=True)
class _Look:
    """How a quote is written and what stands beside it."""

    long: bool
    """It has the words, or the punctuation, of a sentence."""
    low: bool
    """It begins with a small letter, or inside a word, as the mark in Hebrew abbreviations does."""
    ends: bool
    """The end of a sentence is inside the marks, last."""
    several: bool
    """There is such an end with more words behind it."""
    halts: bool
    """A script without spaces, with a pause inside: where its quotes have no full stop of their own."""
    pauses: bool
    """A comma or a dash is last inside the marks or follows them."""
    titled: bool
    """Every long word has a capital, as titles of works have, and no sentence ends."""
    before: str
    """The last character in front, marks and brackets that close left out; "" at the page's start."""
    after: str
    """The next character that is no white space; "" at the page's end."""

    @property
    def opens(self) -> bool:
        """Whether the narrator's sentence begins with the quote."""
        return not self.before or self.before in _ENDS or self.before in _OPENERS

    @property
    def over(self) -> bool:
        """Whether the narrator's sentence is over with the quote, as far as signs and capitals tell."""
        return self.after in ("", *_ENDS) or self.after.isupper()


def _look(text: str, one: Quoted) -> _Look:
    inner = text[one.inner_start : one.inner_end].rstrip(_INSIDE_CLOSERS)
    first = next((sign for sign in inner if sign.isalnum()), "")
    signs = {sign for sign in inner if sign in _ENDS or sign in _PAUSES}
    ends = inner[-1:] in _ENDS
    several = any(sign in _ENDS and _goes_on_behind(inner, at) for at, sign in enumerate(inner))
    unspaced = _UNSPACED.search(inner) is not None
    near = text[max(0, one.start - _NEAR) : one.start]
    before = near.rstrip(_CLOSERS)[-1:]
    if one.start <= _NEAR and not near.strip(_CLOSERS + "—–―-"):
        before = ""  # dialogue may have a dash in front of its marks
    after = text[one.end : one.end + _NEAR].lstrip()[:1]
    if unspaced:
        long = bool(signs) or (not before and not after and len(inner) >= _FEW_CHARACTERS)
    else:
        long = sum(map(_is_word, inner.split())) >= _FEW
    inside_word = not unspaced and near[-1:].isalnum()
    words = [word for word in inner.split() if len(word) > 3 and word[0].isalpha()]
    return _Look(
        long=long,
        low=first.islower() or inside_word,
        ends=ends,
        several=several,
        halts=unspaced and bool(signs),
        pauses=inner[-1:] in _PAUSES or after in _PAUSES,
        titled=not ends and len(words) > 1 and all(word[0].isupper() for word in words),
        before=before,
        after=after,
    )


def _is_speech(look: _Look, parted: bool | None) -> bool:
    """`parted`: whether speech in the same sentence stands in front; None if none is on the page."""
    if parted and look.before in _PAUSES | _COLONS:  # „Czekamy”, mówi Ewa, „a drewno gnije.”
        return (look.over or look.pauses) and (look.long or look.ends)
    if look.low or look.titled:
        return False
    if not look.long:  # „Czekamy sześć lat”, mówi Ewa. „Dość.”
        return parted is not None and look.opens and (look.ends or look.after in _ENDS)
    if look.opens:
        whole = not look.before and not look.after
        return whole or look.ends or look.pauses or look.halts or look.after in _ENDS
    if look.before in _COLONS:
        return True
    return look.several or (look.ends and look.over)


def _parts(text: str, one: Quoted) -> list[Quoted]:
    """A quote without the narrator's words between dashes inside it."""
    found: list[Quoted] = []
    start = one.start
    for match in _INSERTED.finditer(text, one.inner_start, one.inner_end):
        if match["told"][0].islower():
            found.append(replace(one, start=start, end=match.start(), inner_end=match.start(), closed=True))
            start = match.end()
            one = replace(one, continues=False, inner_start=start)
    return [*found, replace(one, start=start)]


def _parted(text: str, one: Quoted, spoken: Sequence[Quoted]) -> bool | None:
    """Whether the narrator only parts a quote from speech before it; None without any on the page."""
    if not spoken:
        return None
    start = spoken[-1].end
    return one.start - start <= _WORDS_PARTED and not any(sign in _ENDS for sign in text[start : one.start])


def _is_word(word: str) -> bool:
    return any(sign.isalnum() for sign in word)


def _goes_on_behind(inner: str, at: int) -> bool:
    """Whether a new sentence follows a sign: behind a space, or at once where words have none between."""
    rest = inner[at + 1 : at + 6]
    if inner[at] in "。！？｡":
        return any(sign.isalnum() for sign in rest)
    return rest[:1].isspace() and rest.strip()[:1].isalpha() and not rest.strip()[:1].islower()
