"""Dialogue that is set with dashes instead of quotation marks: `—Come in, she said. Sit down.`

Conventions
-----------
A page is spoken if it begins with an em dash or a horizontal bar (in some languages an en dash as well),
holds no quotation marks, and the article has at least `FEW` such pages, some with a cue; or, in a language
that sets all its dialogue so, if it or a page that touches it has a cue: `—No lo sé —dijo Ana—.` What the
narrator puts in between ("she said") is told from speech by its verb.

French opens a dialogue with "«" before its first words, sets a dash before each turn and "»" behind the last
one: such pages are spoken, each by itself.
"""

from collections.abc import Collection, Sequence

from scripts.speech.lexicon import Lexicon
from scripts.speech.phrases import Form, read_phrase
from scripts.speech.prose import Prose
from scripts.speech.quotes import Quoted
from scripts.speech.tokens import tokenize
from scripts.speech.vocabulary import Vocabulary

FEW = 3
_DENIED = 4
"""Words behind "but not", and their full stop, that are no story of what somebody did."""
_DASHES = ("—", "―", "――")
_EN_DASHES = (*_DASHES, "–")


def add_dashed(texts: Sequence[str], quoted: list[list[Quoted]], vocabulary: Vocabulary) -> None:
    """Add what is said behind dashes to the quotes of each page."""
    pages = [
        number
        for number, text in enumerate(texts)
        if not quoted[number]
        and text.startswith(_dashes(vocabulary.lexicon))
        and any(sign.isalpha() for sign in text[1:80])
    ]
    usual = vocabulary.lexicon.dialogue_dashes
    if len(pages) < (1 if usual else FEW) or any(texts[number].rstrip().endswith(";") for number in pages):
        return
    spoken = {number: _split(texts[number], vocabulary) for number in pages}
    told = [number for number, parts in spoken.items() if _has_narrator(texts[number], parts)]
    if len(told) * 8 < len(pages):
        return
    for number, parts in spoken.items():
        if len(pages) >= FEW or _is_beside(number, told, spoken):
            quoted[number] = parts


def add_mixed(texts: Sequence[str], quoted: list[list[Quoted]], vocabulary: Vocabulary) -> None:
    """Set the quotes of dialogues that guillemets stand around and dashes part: `« Non.`, `– Si. »`."""
    if not vocabulary.lexicon.dialogue_dashes:
        return
    dashes = _dashes(vocabulary.lexicon)
    first = 0
    while first + 1 < len(texts):
        end = first + 1
        if _opens(texts[first]):
            while end < len(texts) and texts[end].startswith(dashes) and "«" not in texts[end]:
                end += 1
                if "»" in texts[end - 1]:
                    break
        if end > first + 1 and "»" in texts[end - 1]:
            for number in range(first, end):
                stop = texts[number].find("»") + 1 or len(texts[number])
                quoted[number] = _split(texts[number][:stop], vocabulary)
        first = end


def _opens(text: str) -> bool:
    return text.startswith("«") and text.count("«") == 1 and "»" not in text


def _is_beside(number: int, told: Collection[int], spoken: Collection[int]) -> bool:
    """Whether a page, or one of those that follow each other with it, has a cue."""
    return number in told or any(near in told for near in (number - 1, number + 1) if near in spoken)


def _dashes(lexicon: Lexicon) -> tuple[str, ...]:
    return _EN_DASHES if lexicon.en_dashes else _DASHES


def _has_narrator(text: str, parts: list[Quoted]) -> bool:
    """Whether some of the page is not spoken: a list with dashes has no "she said"."""
    return bool(parts) and sum(part.end - part.start for part in parts) < len(text.rstrip()) - len(parts)


def _split(text: str, vocabulary: Vocabulary) -> list[Quoted]:
    """The spoken parts of a page."""
    lexicon = vocabulary.lexicon
    tokens = tokenize(text, [], lexicon)
    prose = Prose(tokens, vocabulary)
    result: list[Quoted] = []
    start, at = 0, 1
    while at < len(tokens):
        dash = tokens[at - 1].low == "—" or (tokens[at - 1].low == "–" and lexicon.en_dashes)
        if (dash or tokens[at - 1].low in (",", ".", "!", "?", "…")) and at > 1 and _is_cue(prose, at):
            _add(text, start, tokens[at - 2 if dash else at - 1].end, result)
            at = _resume(prose, at, _dashes(lexicon))
            start = tokens[at].start if at < len(tokens) else len(text)
        at += 1
    _add(text, start, len(text.rstrip()), result)
    return result


def _add(text: str, start: int, end: int, result: list[Quoted]) -> None:
    if any(sign.isalnum() for sign in text[start:end]):
        inner = start + 1 if text[start] in (*_EN_DASHES, "«") else start
        result.append(Quoted(start, end, dashed=True, inner_start=inner, inner_end=end))


def _is_cue(prose: Prose, at: int) -> bool:
    """Whether the narrator puts in who speaks: `said Anna`, `he called`."""
    lexicon = prose.lexicon
    if prose.is_verb(at):
        subject = prose.low(at + 1)
        odd = subject in lexicon.complementizers or subject in lexicon.it or subject in lexicon.others
        return prose.starts_phrase(at + 1) and not odd
    phrase = read_phrase(prose, at) if prose.starts_phrase(at) else None
    if phrase is None or not prose.is_verb(phrase.end):
        return False
    if phrase.form is Form.PRONOUN:
        third = phrase.head in lexicon.he or phrase.head in lexicon.she or phrase.head in lexicon.they
        return third and not prose.tokens[at].cap
    return phrase.form is Form.NAME or not prose.tokens[at].cap


def _resume(prose: Prose, at: int, dashes: tuple[str, ...]) -> int:
    """Index of the token at which speech goes on behind the narrator's words."""
    tokens = prose.tokens
    closing = tokens[at - 1].low in dashes
    """Between dashes, as Spanish sets it: `—Ven —dijo Ana—. Siéntate.`"""
    while at < len(tokens):
        low = tokens[at].low
        if closing and low in dashes:
            more = at + 1 < len(tokens) and tokens[at + 1].low in (".", ",", ":", ";", "…")
            return at + 2 if more else at + 1
        if low in (".", "!", "?", ":"):
            return at + 1
        if low == "," and at + 1 < len(tokens) and (tokens[at + 1].cap or _goes_on(prose, at + 1)):
            return at + 1
        at += 1
    return at


def _tells(prose: Prose, at: int) -> bool:
    lexicon, low = prose.lexicon, prose.low(at)
    return prose.past(at) or low in lexicon.he or low in lexicon.she or low in lexicon.they


def _sentence_end(prose: Prose, at: int) -> int:
    sentence = prose.tokens[at].sentence
    return next(
        (more for more in range(at, len(prose)) if prose.tokens[more].sentence != sentence), len(prose)
    )


def _goes_on(prose: Prose, at: int) -> bool:
    """`– Non, dit Ana, je viens.`, `– Sí, dijo Ana, pero no hoy.`: a comma closes the narrator's words where
    a clause begins behind it, or a few words deny something and tell nothing."""
    lexicon = prose.lexicon
    if prose.low(at) in lexicon.contraries and prose.low(at + 1) in lexicon.denials:
        end = _sentence_end(prose, at)
        return end - at <= _DENIED + 2 and not any(_tells(prose, more) for more in range(at + 2, end))
    low = prose.low(at + 1 if prose.low(at) in lexicon.conjunctions else at)
    third = low in lexicon.he or low in lexicon.she or low in lexicon.they  # "et elle sortit" tells a story
    return lexicon.incises and not third and (low in lexicon.pronouns or low in lexicon.openers)
