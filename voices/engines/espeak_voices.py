"""The voices made of eSpeak NG: a language, a variant (its file of a speaker), a pitch and a tract.

eSpeak NG has one speaker per language; its variants change formants, pitch and voice quality. Those here were
chosen by a speech recogniser for being clear and are in the order of distance, by a speaker encoder. Left out
are f2, f3, f5 and Alicia: on a busy machine they do not sound the same twice, and the same line must give the
same take.
"""

from collections.abc import Sequence

from scripts.model import Gender
from scripts.words import main_language
from voices.model import Voice

_M, _F = Gender.MALE, Gender.FEMALE

_VARIANTS: tuple[tuple[str, str, Gender, float], ...] = (
    ("", "own", _M, 0.0),
    ("+f4", "Flora", _F, 0.0),
    ("+m8", "Max", _M, 0.0),
    ("+Annie", "Annie", _F, 0.0),
    ("+m7", "Milo", _M, 0.0),
    ("+linda", "Linda", _F, 0.0),
    ("+m2", "Matt", _M, 0.0),
    ("+f1", "Fiona", _F, 0.0),
    ("+m5", "Miles", _M, 0.0),
    ("+m1", "Mark", _M, 0.0),
    ("+m3", "Moss", _M, 0.0),
)
"""(suffix of the voice's name, label, gender, shift of the pitch in semitones); the narrator's first."""

_DEFAULTS = {"en": "en-us", "es": "es", "pt": "pt-br", "fr": "fr-fr", "zh": "cmn", "vi": "vi"}
"""Which of a language's voices is meant when no region is given."""


def espeak_voices(listed: Sequence[tuple[str, Sequence[str]]], language: str) -> list[Voice]:
    """The voices for a BCP 47 `language`; `listed` are eSpeak NG's own: (identifier, languages)."""
    base = _base(listed, language.lower())
    if base is None:
        return []
    return [
        Voice("system", base + suffix, f"eSpeak {label}", gender, pitch=pitch)
        for suffix, label, gender, pitch in _VARIANTS
    ]


def _base(listed: Sequence[tuple[str, Sequence[str]]], language: str) -> str | None:
    """The identifier for exactly this language, else for its default region, else for any."""
    codes = [(code, identifier) for identifier, languages in listed for code in languages]
    primary = main_language(language)
    for wanted in (language, _DEFAULTS.get(primary, primary)):
        for code, identifier in codes:
            if code == wanted:
                return identifier
    for code, identifier in codes:
        if main_language(code) == primary:
            return identifier
    return None
