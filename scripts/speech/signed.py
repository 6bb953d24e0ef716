"""Block quotations that somebody signs: their words are that person's, though no marks stand around them.

Conventions
-----------
A signature is a dash and a name or a role, on a line of its own: the last of the quotation, or the paragraph
or caption behind it. A name of two words needs no dash there ("Ana Ruiz, Holm Institute"), but under verse.
What follows a signature is another quotation. Quotations in quotation marks are told by these, and their
signatures by `attribution`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.model import BlockKind
from scripts.signatures import PATTERN, is_signature
from scripts.speech.phrases import Form, Phrase, read_phrase
from scripts.speech.prose import DASHES, Prose
from scripts.speech.quotes import Quoted
from scripts.speech.tokens import tokenize
from scripts.speech.view import Page
from scripts.speech.vocabulary import Vocabulary

_LONGEST = 12
"""Tokens behind the name."""
_REACH = 300
"""Characters from the end in which a signature is looked for."""
_TAIL = re.compile(rf"(?:[.!?…”\"’»)]\s|[。！？」]|\n)\s*(?P<signature>{PATTERN})\s*\Z")
_CASELESS = re.compile(r"(?:[—–―]+|--?)\s?(?P<name>[^\W\d_][^.,;:!?。、，；：！？؟،\d]{1,24})")
"""A signature in a script without capitals, which tell a name elsewhere."""
_QUOTATIONS = frozenset({BlockKind.BLOCK_QUOTE, BlockKind.VERSE})
_SIGNS = frozenset({BlockKind.PARAGRAPH, BlockKind.CAPTION})
_MARKS = tuple('"“„«‘‚‹「『')


@dataclass(frozen=True, slots=True)
class Signed:
    """A quotation, with who signs it."""

    quotes: dict[int, Quoted]
    """Page to what is said on it, in order."""
    phrase: Phrase
    """Who; its positions are no use outside this module."""


def signed_quotes(pages: Sequence[Page], vocabulary: Vocabulary) -> Iterator[Signed]:
    """The block quotations that are signed and not set in quotation marks."""
    number = 0
    while number < len(pages):
        end = _end(pages, number)
        if end > number and not pages[number].text.lstrip().startswith(_MARKS):
            found = _signed(pages, number, end, vocabulary)
            if found:
                yield found
        number = max(end, number + 1)


def _end(pages: Sequence[Page], first: int) -> int:
    """Where the quotation ends that begins on page `first`: behind its signature at the latest; `first`
    itself if none begins there."""
    end = first
    while end < len(pages) and pages[end].kind in _QUOTATIONS:
        text = pages[end].text
        alone = is_signature(text)
        if end > first and pages[end].kind is not pages[first].kind and not alone:
            break
        end += 1
        if alone or _TAIL.search(text, max(0, len(text) - _REACH)):
            break
    return end


def signature(prose: Prose, *, in_quotation: bool = False) -> Phrase | None:
    """Who a page names, if it does nothing else: `- Ana Ruiz`, `Ana Ruiz, Holm Institute`."""
    dashed = prose.low(0) in DASHES
    phrase = read_phrase(prose, 1 if dashed else 0)
    if phrase is None or phrase.form is Form.PRONOUN or len(prose) - phrase.end > _LONGEST:
        return None
    if dashed:
        return phrase
    explained = in_quotation and prose.low(phrase.end) == "," and prose.word(len(prose) - 1)
    named = len(phrase.titles + phrase.name) > 1 and (explained or _only_names(prose, phrase.end))
    return phrase if named else None


def _only_names(prose: Prose, at: int) -> bool:
    """Whether a comma and words with a capital, or nothing, follow to the page's end."""
    if at < len(prose) and prose.low(at) != ",":
        return False
    small = prose.lexicon.prepositions | prose.lexicon.articles | prose.lexicon.coordinators
    rest = prose.tokens[at:]
    return all(token.quote < 0 and (token.cap or not token.word or token.low in small) for token in rest)


def _signed(pages: Sequence[Page], first: int, end: int, vocabulary: Vocabulary) -> Signed | None:
    """The quotation on the pages `first:end`, if it is signed on its last page or on the one behind it."""
    text = pages[end - 1].text
    tail = _TAIL.search(text, max(0, len(text) - _REACH))
    if tail:
        phrase = _read(tail["signature"], vocabulary)
        return Signed(_said(pages, first, end, tail.start("signature")), phrase) if phrase else None
    prose = pages[first].kind is BlockKind.BLOCK_QUOTE
    if end - first > 1 and (prose or is_signature(pages[end - 1].text)):
        phrase = _read(pages[end - 1].text, vocabulary, in_quotation=True)
        if phrase:
            return Signed(_said(pages, first, end - 1), phrase)
    behind = end < len(pages) and pages[end].kind in _SIGNS
    if behind and (prose or is_signature(pages[end].text)):
        phrase = _read(pages[end].text, vocabulary)
        return Signed(_said(pages, first, end), phrase) if phrase else None
    return None


def _read(text: str, vocabulary: Vocabulary, *, in_quotation: bool = False) -> Phrase | None:
    found = _caseless(text.strip())
    if found:
        return found
    prose = Prose(tokenize(text.strip(), [], vocabulary.lexicon), vocabulary)
    phrase = signature(prose, in_quotation=in_quotation)
    if phrase is None:
        return None
    goes_on = prose.word(phrase.end) and prose.low(phrase.end) not in vocabulary.lexicon.prepositions
    somebody = phrase.form is Form.NAME or prose.is_person(phrase.head)
    return phrase if somebody and not goes_on else None


def _caseless(text: str) -> Phrase | None:
    found = _CASELESS.fullmatch(text)
    words = tuple(found["name"].split()) if found else ()
    if not words or len(words) > 5 or any(word.lower() != word.upper() for word in words):
        return None
    return Phrase(0, len(words), Form.NAME, words, words, head=words[-1])


def _said(pages: Sequence[Page], first: int, end: int, last: int = -1) -> dict[int, Quoted]:
    """All words of the pages; of the last one, those before the offset `last`."""
    found: dict[int, Quoted] = {}
    for number in range(first, end):
        text = pages[number].text
        stop = len((text[:last] if number == end - 1 and last >= 0 else text).rstrip())
        if stop:
            found[number] = Quoted(0, stop, dashed=True, continues=number > first, inner_end=stop)
    return found
