"""Titles made from a section's own words, where the author gave none."""

import re

from scripts.sentences import split_sentences
from scripts.words import FUNCTION_WORDS, fold, sayable

TITLE_CHARACTERS = 50
LEAD = re.compile(
    r"(?:but|and|so|then|thus|yet|or|still|now|first|second|third|instead|however|also|meanwhile|eventually"
    r"|later|finally|moreover|besides|therefore|nevertheless|indeed|well|after all|of course|for example"
    r"|for instance|in fact|in addition|as a result|please|perhaps|maybe|currently|today|nowadays|recently"
    r"|more recently|note that|remember that|keep in mind that)\b,?\s+",
    re.IGNORECASE,
)
"""What leads over from the sentence before."""
_CLAUSE = re.compile(r"[,:](?!\d)|[;—–!?]|\s[-–—]\s|--|…")
_INNER = re.compile(
    r"\s(?=(?:who|whom|which|whose|what|where|when|while|because|after|before|since|until|although|though|unless"
    r"|whether|how|why)\s)"
)
"""Where a clause begins inside of one: better cut there than in the middle of it."""
_OPENING = re.compile(
    r"(?:in|on|at|by|for|from|with|as|after|before|during|since|until|among|amid|under|over|despite"
    r"|according to)\s[^,;:.!?—–]{1,24},\s",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[\"“”„«»‹›‚‘()\[\]{}*_`~<>|\\]|(?<!\w)['’]|['’](?!\w)")
_EDGES = " \t,;:…–—-/&+=#^"
_LEAST = 8
_PRONOUNS = frozenset(
    ("he", "she", "it", "they", "this", "that", "these", "those", "his", "her", "their", "its")
)


def short_title(words: str) -> str:
    """A title of at most 50 characters from the first words of `words`.

    It ends where a clause does if it can, never with a word that leans on the next one, and holds no
    quotation mark or bracket, so none is cut in half. The words are the author's, in their order; the first
    letter is a capital. If nothing can be said, the result is empty.

    >>> short_title("But the gardener said she was not willing to dig and plant in a frozen field.")
    'The gardener said she was not willing to dig'
    """
    sentences = [fold(words[span.start : span.end]) for span in split_sentences(words[:2000])]
    telling = [sentence for sentence in sentences if sayable(sentence)]
    # A sentence that starts with "he" tells little by itself; one further on may tell more.
    first = next((one for one in telling[:3] if _telling(one)), telling[0] if telling else "")
    text = _cut(_plain(_without_lead(first)))
    return text[:1].upper() + text[1:]


def plain_title(words: str) -> str:
    """`words` without marks that a title does not have, its full stop and outer punctuation."""
    return _plain(words)


def _without_lead(sentence: str) -> str:
    """The sentence without "But" or "In interviews," before it, if enough is left."""
    for pattern in (LEAD, _OPENING):
        lead = pattern.match(sentence)
        if lead and len(sentence) - lead.end() >= 20:
            sentence = sentence[lead.end() :]
    return sentence


def _telling(sentence: str) -> bool:
    words = [word.lower() for word in re.findall(r"[^\W_][\w’'-]*", LEAD.sub("", sentence, count=1)[:60])]
    return len(words) > 2 and words[0] not in _PRONOUNS


def _plain(text: str) -> str:
    bare = fold(_MARKS.sub(" ", _close_gaps(text))).strip(_EDGES)
    # The full stop goes; that of an abbreviation ("Washington D.C.") stays.
    return bare[:-1] if bare.endswith(".") and "." not in bare[-4:-1] else bare


def _close_gaps(text: str) -> str:
    """A clause that ends with a quotation mark ends there, whatever is said about it after."""
    return re.sub(r"([,.!?…])[\"”’»“]", r"\1 ", text)


def _cut(text: str) -> str:
    clauses = [match.start() for match in _CLAUSE.finditer(text[: TITLE_CHARACTERS + 1])]
    fitting = [at for at in clauses if at >= _LEAST and " " in text[:at]]
    if len(text) <= TITLE_CHARACTERS:
        return text.rstrip(_EDGES)
    if fitting:
        return text[: fitting[-1] if fitting[-1] >= 20 else fitting[0]].rstrip(_EDGES)
    inner = [match.start() for match in _INNER.finditer(text[:TITLE_CHARACTERS]) if match.start() >= 20]
    if inner:
        return _without_dangling(text[: inner[-1]].rstrip(_EDGES), text[inner[-1] :])
    end = text.rfind(" ", 0, TITLE_CHARACTERS + 1)
    if end < 0:
        return text[:TITLE_CHARACTERS]
    return _without_dangling(text[:end].rstrip(_EDGES), text[end:])


def _without_dangling(text: str, rest: str) -> str:
    """Take off words at the end that need the next ones."""
    parts = text.split(" ")
    following = rest.split(" ", 2)[1:2]
    # "president of | Agora": the noun that a dropped "of" hung on stands well alone, an adjective does not; a
    # name that goes on is cut before its first word.
    while len(parts) > 2 and following and parts[-1][:1].isupper() and following[0][:1].isupper():
        following = [parts.pop()]
    while len(parts) > 2 and parts[-1].strip(_EDGES).lower() in FUNCTION_WORDS:
        parts.pop()
    return " ".join(parts).rstrip(_EDGES)
