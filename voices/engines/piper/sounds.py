"""Sounds of a producer's lexicon among the phonemes that eSpeak NG makes of a text.

The text around them is made into phonemes stretch by stretch; the sounds are put between, symbol by symbol,
as Piper's models name them. Only `Sound` records get here as IPA: the text is read as text.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Sequence
from importlib.util import find_spec

from voices.ipa import is_sound
from voices.model import Sound

Sentences = list[list[str]]
"""For each sentence its symbols, words apart by spaces."""

_LEADING = re.compile(r"\s*([.,;:?!]*)")
_ENDS = (".", "?", "!")
_UNSAID = frozenset(".|‖‿\u035c\u0361")
"""Marks of syllables, feet and ties: they are no sounds, and "." would end the sentence."""
_ENGLISH = {"r": "ɹ", "ɝ": "ɜː", "ɫ": "l", "ʧ": "tʃ", "ʤ": "dʒ"}
"""What the makers of English voices write otherwise."""


def symbols(ipa: str, english: bool) -> list[str]:
    """The symbols of a word in IPA.

    >>> "".join(symbols("ˈpɛm.bɚ.tən", True))
    'ˈpɛmbɚtən'
    """
    plain = "".join(_ENGLISH.get(c, c) for c in ipa) if english else ipa
    return [symbol for symbol in unicodedata.normalize("NFD", plain) if symbol not in _UNSAID]


def unknown(ipa: str, english: bool, known: Container[str]) -> str:
    """The letters of a word in IPA that a model was not taught. What it was not taught of marks and small
    letters is a shade of a sound, and left out.

    >>> unknown("ˈʕɪn̪", True, "ˈɪn")
    'ʕ'
    """
    lacking = (symbol for symbol in symbols(ipa, english) if symbol not in known and is_sound(symbol))
    return "".join(dict.fromkeys(lacking))


def ipa_of(text: str, espeak_voice: str = "en-us") -> str:
    """How eSpeak NG says a text, in IPA; empty where Piper, which carries it, is not installed."""
    if find_spec("piper") is None:
        return ""
    from piper.phonemize_espeak import EspeakPhonemizer

    plain = "".join(character if character.isprintable() else " " for character in text)
    said = " ".join("".join(sentence) for sentence in EspeakPhonemizer().phonemize(espeak_voice, plain))
    return " ".join(unicodedata.normalize("NFC", said).split())


def with_sounds(
    text: str, sounds: Sequence[Sound], phonemes: Callable[[str], Sentences], english: bool
) -> Sentences:
    """The phonemes of `text` by sentence, with `sounds` in the place of the stretches that they name."""
    sentences: Sentences = [[]]
    at = 0
    for sound in sounds:
        _add_text(sentences, text[at : sound.start], phonemes)
        _add(sentences, symbols(sound.ipa, english))
        at = sound.end
    _add_text(sentences, text[at:], phonemes)
    return [sentence for sentence in sentences if sentence]


def _add_text(sentences: Sentences, text: str, phonemes: Callable[[str], Sentences]) -> None:
    marks = _LEADING.match(text)
    if marks and marks[1] and sentences[-1]:
        sentences[-1].extend(marks[1])
        text = text[marks.end() :]
    for sentence in phonemes(text):
        _add(sentences, sentence)


def _add(sentences: Sentences, found: Sequence[str]) -> None:
    """Another stretch, in the sentence that is under way or in a new one."""
    if sentences[-1] and sentences[-1][-1] in _ENDS:
        sentences.append([])
    if sentences[-1]:
        sentences[-1].append(" ")
    sentences[-1].extend(found)
