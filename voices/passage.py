"""The fixed passage by which voices are measured, and heard against each other."""

from scripts.words import main_language

_PASSAGE = {
    "en": (
        "On market days the square fills before the sun is over the roofs. A woman with a green cart sells "
        "plums, and next to her two brothers argue about the price of bread. Who would buy a chair here? "
        "Yet by noon the chairs are gone, and so is the joiner, who has caught the early bus home."
    ),
}
"""Sentences of our own with the sounds of the language in about their usual shares; 15 to 20 seconds."""

_DIGITS = "1 2 3 4 5 6 7 8 9 10, 20 30 40 50 60 70 80 90 100, 11 12 13 14 15 16 17 18 19."
"""For languages without a passage: every voice can count."""


def passage(language: str) -> str:
    """What a voice of a BCP 47 language reads."""
    return _PASSAGE.get(main_language(language), _DIGITS)
