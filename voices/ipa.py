"""Signs of the International Phonetic Alphabet, as engines have them."""

import unicodedata
from collections.abc import Callable


def is_sound(sign: str) -> bool:
    """Whether a sign of IPA stands for a sound, and not for a shade or a length of one.

    >>> is_sound("ɹ"), is_sound("ˈ"), is_sound("̪")
    (True, False, False)
    """
    return unicodedata.category(sign) in ("Ll", "Lo", "Lu")


def counts(said: str, is_phoneme: Callable[[str], bool]) -> tuple[int, ...]:
    """How many phonemes each group between spaces has, by what an engine takes for one.

    >>> counts("haʊs , ɪn", str.isalpha)
    (4, 0, 2)
    """
    return tuple(sum(map(is_phoneme, group)) for group in said.split())
