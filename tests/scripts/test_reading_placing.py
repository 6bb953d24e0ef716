"""Where what a reader found stands on its page."""

import random

from scripts.model import BlockKind
from scripts.reading.pieces import Piece
from scripts.reading.placing import aligned

WALK = "The keeper walked along the harbour wall before dawn."
COUNT = "She counted the boats that had stayed out, and wrote them down."
NOON = "By noon the wind had turned, and the first of them came back."


def piece(words: str, kind: BlockKind = BlockKind.PARAGRAPH, around: str = "") -> Piece:
    return Piece(kind, words, around=around)


def words_of(found: list[Piece], page: list[Piece]) -> list[tuple[str, int | None]]:
    pieces, places = aligned(found, page)
    return [(one.words, place) for one, place in zip(pieces, places, strict=True)]


def test_parts_of_a_block_are_the_block() -> None:
    page = [piece(WALK), piece(f"{COUNT} {NOON}")]
    found = [piece(WALK), piece(COUNT), piece(NOON.replace(", and", " , and"))]
    assert words_of(found, page) == [(WALK, 0), (f"{COUNT} {NOON}", 1)]


def test_a_part_that_is_little_of_its_block_stays_a_part() -> None:
    page = [piece(WALK), piece(f"{NOON} {COUNT * 3}")]
    assert words_of([piece(WALK), piece(NOON)], page) == [(WALK, 0), (NOON, None)]


def test_blocks_that_were_run_into_one_come_apart_again() -> None:
    page = [piece(WALK), piece("What she saw", BlockKind.HEADING), piece(COUNT), piece(NOON)]
    found = [piece(WALK), piece(f"What she saw {COUNT}"), piece(NOON)]
    pieces, places = aligned(found, page)
    assert [one.kind for one in pieces][1] is BlockKind.HEADING
    assert places == [0, 1, 2, 3]


def test_what_the_page_sets_apart_comes_out_of_the_words_it_was_run_into() -> None:
    page = [piece(WALK), piece("Also with us", around="advertisement"), piece(COUNT)]
    assert words_of([piece(WALK), piece(f"Also with us {COUNT}")], page) == [(WALK, 0), (COUNT, 2)]


def test_a_short_block_that_the_page_has_again_does_not_move_the_rest() -> None:
    page = [piece(WALK), piece("Boats"), piece(COUNT), piece(NOON), piece("Lamps"), piece("Boats")]
    found = [piece(WALK), piece("Lamps"), piece("Boats"), piece(COUNT), piece(NOON)]
    assert words_of(found, page) == [(WALK, 0), ("Lamps", None), ("Boats", 1), (COUNT, 2), (NOON, 3)]


def test_places_rise_and_no_found_word_is_lost() -> None:
    chance = random.Random(4)
    lines = [f"{chance.choice('abcde')} boat {chance.randrange(9)} came in late." for _ in range(60)]
    for _ in range(50):
        page = [piece(chance.choice(lines)) for _ in range(30)]
        found = [piece(chance.choice(lines)) for _ in range(20)]
        pieces, places = aligned(found, page)
        told = [place for place in places if place is not None]
        assert told == sorted(set(told))
        said = " ".join(one.words for one in pieces)
        assert all(one.words in said for one in found)
