"""What Kokoro is given to say a text: phonemes by eSpeak NG, a producer's sounds among them.

Only `Sound` records get here as IPA. Words are apart by spaces among the phonemes, as in the text; where
eSpeak NG says some together or one as several, they are found by how many phonemes they have.
"""

import unicodedata
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from voices.engines.alignment import Group
from voices.engines.cuts import cuts
from voices.engines.kokoro.model import Samples
from voices.ipa import counts, is_sound
from voices.model import Sound
from voices.words import is_sayable

Flags = npt.NDArray[np.bool_]
Phonemes = Callable[[Sequence[str]], list[str]]
"""How each of some texts is said."""

_MOST_CHARACTERS = 350
"""Read by eSpeak NG in one go."""
_MARKS = frozenset(' ̃;:,.!?—…"()“”ˈˌːʰʲ↓→↗↘')
"""Of the model's vocabulary, what is no phoneme of its own."""
_CLOSING = frozenset(";:,.!?…)”")
"""Stand without a space behind a word."""
_UNSAID = frozenset(".|‖‿")
"""In IPA: marks of syllables and feet; they are no sounds, and "." would end the sentence."""
_HOP_S = 0.01
_MOST_AHEAD_HOPS = 12
_LEAD_HOPS = 9
"""The longest space without a pause in it."""
_PAUSE_HOPS = 6
"""Closures of a "p" or a "t" are shorter."""
_QUIET_SHARE = 0.03
"""Of the loudest sample."""
_ENGLISH = {"r": "ɹ", "ɝ": "ɜː", "ɫ": "l", "g": "ɡ"}
"""What makers of English voices write otherwise."""
_APART = {"ʧ": "tʃ", "ʤ": "dʒ", "ʦ": "ts", "ʣ": "dz"}
"""What a vocabulary may lack as one sign."""


def symbols(ipa: str, vocabulary: Container[str], english: bool) -> tuple[str, str]:
    """IPA as the model writes it, and the sounds of it that it has no sign for; shades of sounds are left
    out. A capital is no IPA: the model's stand for diphthongs.

    >>> symbols("ˈpɛm.brA", "ˈpɛmɹA", True)
    ('ˈpɛmɹ', 'bA')
    """
    said, unknown = [], []
    for character in unicodedata.normalize("NFC", ipa):
        for sign in _signs(character, vocabulary, english):
            if sign in vocabulary and sign not in _UNSAID and not sign.isupper():
                said.append(sign)
            elif is_sound(sign) and sign not in unknown:
                unknown.append(sign)
    return "".join(said), "".join(unknown)


def _signs(character: str, vocabulary: Container[str], english: bool) -> str:
    if english and character in _ENGLISH:
        return _ENGLISH[character]
    if character in vocabulary:
        return character
    return _APART.get(character, unicodedata.normalize("NFD", character))


def parts(
    text: str, sounds: Sequence[Sound], said: Sequence[str], phonemes: Phonemes, most: int
) -> list[str]:
    """All phonemes of `text` in stretches of at most `most`, which end between words where they can.

    `said` has the model's own signs for each of `sounds`."""
    joined: list[str] = []
    at = 0
    for sound, signs in zip(sounds, said, strict=True):
        joined.extend(_of_text(text[at : sound.start], phonemes))
        joined.append(signs)
        at = sound.end
    joined.extend(_of_text(text[at:], phonemes))
    together = ""
    for piece in filter(None, (" ".join(piece.split()) for piece in joined)):
        together += piece if not together or piece[0] in _CLOSING else f" {piece}"
    stretches = (together[start:end].strip() for start, end in cuts(together, most))
    return [stretch for stretch in stretches if any(map(is_phoneme, stretch))]


def _of_text(text: str, phonemes: Phonemes) -> list[str]:
    """Each stretch of a text; of a stretch of nothing but signs between two sounds, its marks."""
    if any(map(is_sayable, text)):
        return phonemes([text[start:end] for start, end in cuts(text, _MOST_CHARACTERS)])
    return ["".join(character for character in text if character in _CLOSING)]


def is_phoneme(symbol: str) -> bool:
    return symbol not in _MARKS


def groups_of(phonemes: str, edges: Sequence[int], at_frame: int, rate: int) -> Iterator[Group]:
    """When each group of a stretch is heard. `edges`: where each phoneme begins, and where the last ends.

    The model makes the beginning of a word in what it counts to the space before it: a group begins there.
    Where that is longer than any without a pause, a pause is in it as well (see `from_onsets`).
    """
    first, lead = 0, _LEAD_HOPS * round(_HOP_S * rate)
    for at, symbol in enumerate([*phonemes, " "]):
        if symbol == " ":
            said = [index for index in range(first, at) if is_phoneme(phonemes[index])]
            if said:
                # A mark of stress stands before its vowel and lasts as long as a phoneme.
                start, end = _heard(phonemes, said[0], said[-1])
                begins = max(int(edges[max(0, first - 1)]), int(edges[start]) - lead)
                yield Group(len(said), begins + at_frame, int(edges[end]) + at_frame)
            first = at + 1


def _heard(phonemes: str, first: int, last: int) -> tuple[int, int]:
    while first and phonemes[first - 1] in "ˈˌ":
        first -= 1
    last += 1
    while last < len(phonemes) and phonemes[last] in "ːʰʲ\u0303":
        last += 1
    return first, last


def from_onsets(groups: Sequence[Group], sound: Samples, rate: int) -> list[Group]:
    """The groups, those behind a pause from where sound begins: after silence the model is up to a tenth of a
    second ahead of its own durations. `sound`: shape (frames,)."""
    hop = round(_HOP_S * rate)
    levels = np.abs(sound[: len(sound) // hop * hop]).reshape(-1, hop).max(axis=1, initial=0.0)
    quiet = levels <= _QUIET_SHARE * levels.max(initial=0.0)
    placed: list[Group] = []
    for group in groups:
        at, start = group.start_frame // hop, group.start_frame
        onset = _onset(quiet, at)
        if onset is not None and quiet[max(0, onset - _PAUSE_HOPS) : onset].all():
            start = onset * hop
        if placed and start < placed[-1].end_frame:
            placed[-1] = replace(placed[-1], end_frame=max(start, placed[-1].start_frame))
            start = placed[-1].end_frame
        placed.append(replace(group, start_frame=start))
    return placed


def _onset(quiet: Flags, at: int) -> int | None:
    """Where the sound begins that is heard at a hop, or soon after it; None if there is no silence near."""
    if quiet[at : at + 1].any():
        loud = np.flatnonzero(~quiet[at : at + _LEAD_HOPS + 1])
        return at + int(loud[0]) if len(loud) else None
    first = max(0, at - _MOST_AHEAD_HOPS)
    silent = np.flatnonzero(quiet[first:at])
    return first + int(silent[-1]) + 1 if len(silent) else None


def sounding(said: str) -> tuple[int, ...]:
    """How many phonemes each group has that has any."""
    return tuple(filter(None, counts(said, is_phoneme)))
