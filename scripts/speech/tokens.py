"""Words, punctuation and quotes of a page, in sentences.

Conventions
-----------
A page is a list of tokens in which every quoted stretch is one token, so that the narration around it can be
read as if the quote were a word. Offsets are page offsets. A handle ("@ana_ruiz") is a name. The time that an
entry of a live blog begins with is a sentence of its own.
"""

import itertools
import re
from dataclasses import dataclass

from scripts.speech.lexicon import Lexicon
from scripts.speech.quotes import Quoted

_TOKEN = re.compile(
    r"(?:[^\W\d_]-)?(?:[^\W\d_]\.){2,}|@\w+(?>(?:[.-]\w+)*)(?:@\w+(?>(?:[.-]\w+)*))?|#\w+|[^\W_]+(?:[-‐‑’'&\u00ad][^\W_]+|\.[a-z]{2,4}\b)*|\.\.\.|--+|[^\w\s]|_"
)
_POSSESSIVE = ("'s", "’s", "'S", "’S")
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
"""Characters without a shape: soft hyphen, zero-width space and joiners, direction marks."""
_END = frozenset(".!?…")
_TIME = re.compile(
    r"\W{0,3}(?:[01]?\d|2[0-3])[.:h][0-5]\d(?:[.:][0-5]\d)?(?:\s?[ap]\.?m\b\.?)?(?:\s(?:[A-Z]{2,4}|Uhr|uur|Uur|h)\b)?"
    r"[\])]?\s?[:.,–—|-]?\s(?=[^\w\s]|[^\W\d_a-zß-öø-ÿ])"
)
"""At the beginning of a page, before a mark or a capital: "15.31", "4.15pm", "16:02 BST –"."""


@dataclass(slots=True)
class Token:
    """A word, a punctuation mark, or a whole quote."""

    text: str
    low: str
    start: int
    end: int
    quote: int = -1
    """Index of the quote that this token stands for; -1 for words and punctuation."""
    word: bool = False
    cap: bool = False
    """Begins with a capital letter."""
    poss: bool = False
    """Carries a possessive ending, which is not part of `text`."""
    sentence: int = 0
    """Number of its sentence in the page."""
    dashed_end: bool = False
    """A quote whose last sign inside the marks is a dash: somebody breaks off."""
    inert: bool = False
    """A quote that turned out to be part of the narrator's sentence."""


def behind_time(text: str) -> int:
    """Where the words begin behind the time of an entry; 0 if there is none.

    >>> behind_time("15.31 “We stay.”"), behind_time("15.31 per cent of all stay.")
    (6, 0)
    """
    time = _TIME.match(text)
    return time.end() if time else 0


def tokenize(text: str, quotes: list[Quoted], lexicon: Lexicon) -> list[Token]:
    """The page's tokens, sentences numbered."""
    tokens: list[Token] = []
    at = 0
    for number, quoted in enumerate(quotes):
        _read(text, at, quoted.start, tokens, lexicon)
        last = text[quoted.inner_start : quoted.inner_end].rstrip()[-1:]
        tokens.append(Token("", "", quoted.start, quoted.end, number, dashed_end=last in ("—", "–", "-")))
        at = quoted.end
    _read(text, at, len(text), tokens, lexicon)
    _number_sentences(text, tokens, quotes)
    return tokens


def _read(text: str, start: int, end: int, tokens: list[Token], lexicon: Lexicon) -> None:
    abbreviations = lexicon.abbreviations
    whole = not (lexicon.elisions or lexicon.clitics)
    skip_dot = -1
    for match in _TOKEN.finditer(text, start, end):
        sign = match.group()
        first, last = match.span()
        following = text[last : last + 1]
        if following == " " and whole and sign.isalpha():  # most words: nothing below holds for them
            tokens.append(Token(sign, sign.lower(), first, last, -1, True, sign[0].isupper()))
            continue
        if first == skip_dot or sign in _UNSEEN:
            continue
        if not (sign[0].isalnum() or sign[0] in "@#") or (sign[0] in "@#" and len(sign) == 1):
            tokens.append(Token(sign, sign, first, last))
            continue
        if not whole:
            sign, first, last = _apart(text, (first, last), tokens, lexicon)
            if not sign:
                continue
        poss = False
        if sign[-2:] in _POSSESSIVE:
            sign, poss = sign[:-2], True
        elif sign[-1] in "sS" and text[last : last + 1] in ("'", "’") and last < end:
            poss = True
        if "\u00ad" in sign:
            sign = sign.replace("\u00ad", "")
        low = sign.lower()
        if (
            text[last : last + 1] == "."
            and last < end
            and (low in abbreviations or (len(sign) == 1 and sign.isupper() and sign != "I"))
        ):
            skip_dot = last
            last += 1
        tokens.append(Token(sign, low, first, last, -1, True, sign[0].isupper() or sign[0] == "@", poss))


def _apart(text: str, span: tuple[int, int], tokens: list[Token], lexicon: Lexicon) -> tuple[str, int, int]:
    """Add what is written into a word to the tokens ("l'avocate", "répond-elle"); what is left, and where.

    Nothing is left where both the verb and its pronoun were added.
    """
    first, last = span
    low = text[first:last].lower().replace("’", "'")
    elided = next((one for one in lexicon.elisions if low.startswith(one) and len(low) > len(one)), "")
    if elided in lexicon.particles and text[first].isupper() and text[first + len(elided)].isupper():
        elided = ""  # a surname: D'Angelo
    if elided:
        end = first + len(elided)
        tokens.append(Token(text[first:end], elided, first, end, -1, True))
        first, low = end, low[len(elided) :]
    clitic = next((one for one in lexicon.clitics if low.endswith(one) and len(low) > len(one)), "")
    if not clitic:
        return text[first:last], first, last
    at = last - len(clitic)
    verb, pronoun = text[first:at], clitic.rpartition("-")[2]
    tokens.append(Token(verb, verb.lower(), first, at, -1, True, verb[0].isupper()))
    tokens.append(Token(pronoun, pronoun, last - len(pronoun), last, -1, True))
    return "", first, last


def _number_sentences(text: str, tokens: list[Token], quotes: list[Quoted]) -> None:
    sentence = 0
    timed = behind_time(text)
    for at, (before, token) in enumerate(itertools.pairwise(tokens), 1):
        # Behind a word only what has a capital can begin one, and only if an abbreviation's point is there.
        can = not before.word or (token.cap and text[before.end - 1] == ".")
        if token.start == timed or (can and _begins(text, tokens, at, quotes)):
            sentence += 1
        token.sentence = sentence


def _begins(text: str, tokens: list[Token], at: int, quotes: list[Quoted]) -> bool:
    before, token = tokens[at - 1], tokens[at]
    if before.low in _END or before.low == "...":
        if not (token.cap or token.quote >= 0 or token.text[:1].isdigit() or not token.word):
            return False
        return token.word or token.quote >= 0 or token.low in "([—–-"
    if before.quote >= 0:
        quoted = quotes[before.quote]
        last = text[quoted.inner_end - 1 : quoted.inner_end]
        if token.quote >= 0:
            return last in _END
        return last in _END and token.cap
    if before.word and before.end > before.start and text[before.end - 1] == "." and token.cap:
        return before.low in ("p.m", "a.m", "jr", "sr", "inc", "corp", "ltd", "co")
    return False
