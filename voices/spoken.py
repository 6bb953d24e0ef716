"""What is written for the eye becomes what is said, word by word.

Conventions
-----------
A line is cut into written words (`voices.written`); the lexicon, then the rules of the language, then the
words as they stand say each of them, and what stands between them becomes a pause. The spoken form is made of
letters, digits (in languages whose numbers are left to the engine), spaces and the marks `. , ; : ? ! ' -`,
and, in those languages, of signs that engines read by name. No engine's markup can be made of these: whatever
a text holds (`[[`, `<speak>`, `{{`), engines get plain words. The time taken is linear in the length of the
text.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from scripts.words import main_language
from voices import english
from voices.addresses import said_elsewhere
from voices.english.british import is_british
from voices.english.money import of_accounts
from voices.grouping import with_thousands
from voices.lexicon import NO_LEXICON, Lexicon, Pronunciation
from voices.model import Sound, Spoken, SpokenWord
from voices.numbers import spelled
from voices.rows import packed
from voices.rule import Piece
from voices.tongues import prepared, say, tongue_of
from voices.written import Token, tokens


def spoken_form(text: str, language: str = "en", lexicon: Lexicon = NO_LEXICON) -> Spoken:
    """How `text` is said in `language` (BCP 47), with the way back to each written word.

    >>> spoken_form("It cost $4.5m in 1984.").text
    'It cost four point five million dollars in nineteen eighty four.'
    >>> spoken_form("Pan Szymon's “home”", lexicon=Lexicon.of({"Szymon": "shee mon"})).text
    "Pan shee mon's home"
    >>> spoken_form("* * *")
    Spoken(text='', words=(), sounds=())
    """
    is_english = _is_english(language)
    written, rules = _ruled(text, language)
    respelled = _index(lexicon)
    line = _Line(_openers(language))
    at = 0
    while at < len(written):
        pieces = _respelled(written, at, respelled) or rules(at)
        for piece in pieces or [_as_written(written[at], language, is_english)]:
            line.add(written[at : at + piece.tokens], piece, is_english)
            at += piece.tokens
    return line.spoken()


def said_by_lexicon(text: str, language: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Each word or phrase of `text` that the lexicon has, and how the lexicon says it.

    >>> list(said_by_lexicon("Szymon's home", "en", Lexicon.of({"Szymon": "shee mon"})))
    [('Szymon', 'shee mon')]
    """
    written, rules = _ruled(text, language)
    index = _index(lexicon)
    if not any(token.core.removesuffix("'s") in index or token.core in index for token in written):
        return
    at = 0
    while at < len(written):
        found = _found(written, at, index)
        if found:
            phrase, said, _ = found
            yield " ".join(phrase), str(said)
            at += len(phrase)
        else:
            pieces = rules(at) or [Piece(1, "")]
            at += sum(piece.tokens for piece in pieces)


def _ruled(text: str, language: str) -> tuple[Sequence[Token], Callable[[int], list[Piece] | None]]:
    """The written words of `text`, and what the rules of its language say of those from a place on."""
    written = tokens(text)
    if _is_english(language):
        english_words, british = of_accounts(with_thousands(written, text)), is_british(language)
        return english_words, lambda at: english.say(english_words, at, british)
    tongue = tongue_of(language)
    if tongue is None:
        return written, lambda at: None
    ready = prepared(written, text, tongue)
    return ready, lambda at: say(ready, at, tongue)


def _openers(language: str) -> frozenset[str]:
    """Words whose capital says that a sentence begins: after "the U.S. The" there is a full stop, after "U.S.
    Army" none."""
    tongue = tongue_of(language)
    return _OPENERS if tongue is None else frozenset(word.capitalize() for word in tongue.openers)


def _is_english(language: str) -> bool:
    return main_language(language) == "en"


def _as_written(token: Token, language: str, is_english: bool) -> Piece:
    """What no rule knew. Signs alone ("%") are left to the engine where its language has names for them."""
    if is_english:
        return Piece(1, _STYLED.sub(_letter, token.core))
    sign, word = token.before[-1:], said_elsewhere(token.core, language)
    return Piece(1, (sign if sign in _KEPT_ELSEWHERE else "") + word if token.core else token.before)


_STYLED = re.compile(r"(?:(?<=[A-Za-z])\$|^\$(?=[a-z]{2}))(?=([A-Za-z]))|(?<=^[A-Za-z])!(?=([A-Za-z]))")
"""Signs as letters: A$AP, $ign, P!nk."""


def _letter(sign: re.Match[str]) -> str:
    letter = "s" if sign[0] == "$" else "i"
    return letter.upper() if (sign[1] or sign[2]).isupper() else letter


class _Line:
    """The spoken form as it grows."""

    def __init__(self, openers: frozenset[str]) -> None:
        self._openers = openers
        self._parts: list[str] = []
        self._words: list[SpokenWord] = []
        self._sounds: list[Sound] = []
        self._length = 0
        self._between = ""
        """Marks since the last spoken word."""
        self._dot = False
        """Whether the first of them belongs to a short form, to a grade ("B-") or to an editor's brackets."""
        self._goes_on = False
        """Whether it ends no sentence, whatever follows."""

    def add(self, written: Sequence[Token], piece: Piece, is_english: bool) -> None:
        """Say a piece for the tokens it stands for."""
        said = _sayable(piece.text, is_english)
        if not said:
            marks = "".join(token.before + token.core + token.after for token in written)
            self._between += "," if marks == "/" else marks  # a stroke with spaces around it parts
            return
        if self._words:
            before = written[0].before if written[0].core else ""  # else it is what is said
            openers = _NOTHING if self._goes_on else self._openers
            mark = _mark(self._between + before, said, self._dot, openers)
            self._append(f"{mark} ")
        self._words.append(
            SpokenWord(written[0].start, written[-1].end, self._length, self._length + len(said))
        )
        if piece.ipa:
            self._sounds.append(Sound(self._length, self._length + len(said), piece.ipa))
        self._append(said)
        last = written[-1]
        self._between = last.after if last.core else last.before.lstrip("-–")
        self._dot, self._goes_on = piece.dot, piece.goes_on

    def spoken(self) -> Spoken:
        """What was said, with the mark at its end."""
        if self._words:
            self._append(_mark(self._between, "", self._dot, self._openers))
        return Spoken("".join(self._parts), packed(self._words, SpokenWord), tuple(self._sounds))

    def _append(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)


_OPENERS = frozenset(
    [
        "The",
        "A",
        "An",
        "He",
        "She",
        "It",
        "They",
        "We",
        "I",
        "You",
        "But",
        "And",
        "In",
        "On",
        "At",
        "This",
        "That",
        "These",
        "There",
        "His",
        "Her",
        "Its",
    ]
)
"""Of English."""
_NOTHING: frozenset[str] = frozenset()


def _mark(between: str, following: str, dot: bool, openers: frozenset[str]) -> str:
    """The pause for the marks between two words (`following` is empty at the end of the line)."""
    if dot and between[:1] in (".", "-", "]") and following and following.partition(" ")[0] not in openers:
        between = between[1:]
    for mark in "?!":
        if mark in between:
            return mark
    if "…" in between or ".." in between:
        return "," if following[:1].islower() else "."
    for mark in ".:;":
        if mark in between:
            return mark
    if any(mark in between for mark in ",—–―⸺"):
        return ","
    breaks = following and (between == "-" or any(bracket in between for bracket in "()[]{}"))
    return "," if breaks else ""


_KEPT = frozenset("'-., :")
_KEPT_ELSEWHERE = frozenset("%°€$£¥&+@=§×÷±")
"""Signs that eSpeak NG and the systems' voices read in their language."""


def _sayable(said: str, is_english: bool) -> str:
    """Only what can be spoken: other characters separate words. Empty if nothing is left to say."""
    characters = []
    for character in unicodedata.normalize("NFC", said):
        kind = unicodedata.category(character)
        if kind[0] in "LM" or character in _KEPT:
            characters.append(character)
        elif kind[0] == "N":
            characters.append(_figure(character, is_english))
        elif not is_english and character in _KEPT_ELSEWHERE:
            characters.append(character)
        else:
            characters.append(f" {_NAMES.get(character, '')} " if is_english else " ")
    plain = " ".join("".join(characters).split()).strip("'., :").rstrip("'-., :")
    if not (plain[:1] == "-" and plain[1:2].isdigit() and not is_english):
        plain = plain.lstrip("'-., :")  # a minus is heard
    return plain if any(character.isalnum() or character in _KEPT_ELSEWHERE for character in plain) else ""


_NAMES = {
    "&": "and",
    "@": "at",
    "+": "plus",
    "=": "equals",
    "%": "percent",
    "/": "slash",
    "°": "degrees",
    "#": "hash",
    "_": "underscore",
    "$": "dollar",
    "€": "euro",
    "£": "pound",
    "¥": "yen",
    "\\": "backslash",
}
"""Of signs inside a word that no rule knew."""


def _figure(character: str, is_english: bool) -> str:
    """A digit that no rule said, in any script."""
    plain = unicodedata.normalize("NFKC", character)
    if is_english and character in "²³":
        return " squared " if character == "²" else " cubed "
    if not is_english:
        if character in "½¼¾²³":
            return character
        return plain if plain.isalnum() else f" {plain.replace('⁄', '/')} "
    digits = "".join(d for c in plain if (d := str(unicodedata.digit(c, ""))))
    return f" {spelled(digits)} " if digits else plain if plain.isalnum() else " "


_Index = Mapping[str, Sequence[tuple[tuple[str, ...], Pronunciation]]]
"""First word -> phrases that begin with it, the longest first, each with how it is said."""


@lru_cache(maxsize=16)
def _index(lexicon: Lexicon) -> _Index:
    index: dict[str, list[tuple[tuple[str, ...], Pronunciation]]] = {}
    for written, said in lexicon.entries:
        phrase = tuple(token.core for token in tokens(written) if token.core)
        if phrase:
            index.setdefault(phrase[0], []).append((phrase, said))
    for phrases in index.values():
        phrases.sort(key=lambda entry: -len(entry[0]))
    return index


def _respelled(written: Sequence[Token], at: int, index: _Index) -> list[Piece] | None:
    """What the lexicon says of the words that begin here; the owner's ending is added to it."""
    found = _found(written, at, index)
    return [_pronounced(*found)] if found else None


def _found(
    written: Sequence[Token], at: int, index: _Index
) -> tuple[tuple[str, ...], Pronunciation, str] | None:
    """The phrase of the lexicon that begins here, how it is said, and the owner's ending behind it."""
    if not index:
        return None
    first = written[at].core
    for start, ending in ((first, ""), (first, "'s"), (first.removesuffix("'s"), "'s")):
        for phrase, said in index.get(start, ()):
            if _stands_at(written, at, phrase, ending):
                return phrase, said, ending
    return None


def _pronounced(phrase: Sequence[str], said: Pronunciation, ending: str) -> Piece:
    ipa = said.ipa + owner_ending(said.ipa) if said.ipa and ending else said.ipa
    return Piece(len(phrase), (said.respelling or " ".join(phrase)) + ending, ipa=ipa)


def owner_ending(ipa: str) -> str:
    """How "'s" is said after a sound.

    >>> owner_ending("wɪn"), owner_ending("ʃmɪt"), owner_ending("hɔːɹs")
    ('z', 's', 'ɪz')
    """
    last = ipa.rstrip("ːˑ.ˈˌ ")[-1:]
    return "ɪz" if last in tuple("szʃʒ") else "s" if last in tuple("ptkfθ") else "z"


def _stands_at(written: Sequence[Token], at: int, phrase: Sequence[str], ending: str) -> bool:
    """Whether the words of `phrase`, the last with `ending`, stand here with nothing between them."""
    found = written[at : at + len(phrase)]
    inner = [token.after for token in found[:-1]] + [token.before for token in found[1:]]
    cores = [token.core for token in found]
    return cores == [*phrase[:-1], phrase[-1] + ending] and not any(inner)
