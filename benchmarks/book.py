"""Generated prose: a book of any length, of sentences of our own, the same for the same arguments.

Conventions
-----------
Chapters are headings of Markdown; every chapter has narration and two people who speak. Words are counted as
runs between white space. No sentence stands twice: each has a number of its own in it, so every one is a
take.
"""

import random
from collections.abc import Iterator

_WHO = ("keeper", "pilot", "baker", "surveyor", "nurse", "printer", "ferryman", "teacher", "mason", "clerk")
_DID = (
    "counted",
    "described",
    "forgot",
    "painted",
    "measured",
    "remembered",
    "sold",
    "mended",
    "found",
    "carried",
)
_WHAT = ("boats", "ladders", "letters", "lamps", "bricks", "songs", "barrels", "maps", "ropes", "clocks")
_WHERE = (
    "behind the old harbour office",
    "on the road to the upper village",
    "where the two rivers meet",
    "under the roof of the market hall",
    "in the year of the long winter",
    "while the tide was still coming in",
)
_AND = (
    "and nobody asked for more than that",
    "although the rain had not let up since morning",
    "because it had always been done so",
    "and the dogs went on sleeping",
)
_NAMES = ("Anna Brandt", "Jonas Reed")


def book(words: int, chapters: int, seed: int = 1) -> str:
    """Markdown of about `words` words (never fewer) in `chapters` chapters.

    >>> text = book(2000, 4)
    >>> 2000 <= len(text.split()) < 2100, text.count("## ")
    (True, 3)
    """
    draw = random.Random(seed)
    numbers = iter(range(1, 10**9))
    blocks = []
    each = -(-words // chapters)
    for chapter in range(chapters):
        mark = "#" if chapter == 0 else "##"
        blocks.append(f"{mark} {_title(chapter)}")
        blocks += _paragraphs(each, draw, numbers)
    return "\n\n".join(blocks) + "\n"


def _title(chapter: int) -> str:
    return f"The {_WHO[chapter % 10].title()} and the {_WHAT[chapter // 10 % 10].title()}, Part {chapter + 1}"


def _paragraphs(words: int, draw: random.Random, numbers: Iterator[int]) -> Iterator[str]:
    made = 0
    while made < words:
        sentences = [_sentence(draw, next(numbers)) for _ in range(draw.randint(3, 6))]
        if draw.random() < 0.2:
            name = draw.choice(_NAMES)
            said = f"“{_sentence(draw, next(numbers)).rstrip('.')},” said {name}."
            sentences.insert(draw.randint(0, len(sentences)), said)
        paragraph = " ".join(sentences)
        made += len(paragraph.split())
        yield paragraph


def _sentence(draw: random.Random, number: int) -> str:
    parts = [
        f"The {draw.choice(_WHO)} {draw.choice(_DID)} {number} {draw.choice(_WHAT)}",
        draw.choice(_WHERE),
    ]
    if draw.random() < 0.5:
        parts.append(draw.choice(_AND))
    return " ".join(parts) + "."
