"""Sections without headings: where the subject changes, the same after small edits, with titles that tell."""

import itertools
import math
import random

import pytest

from scripts import likeness
from scripts.boundaries import odds, signs, weights
from scripts.model import BlockKind, Script
from scripts.openings import openings
from scripts.reading import SourceKind, read_bytes
from scripts.settings import SectionDecision, SectionLengths
from scripts.topics import count_words, meaning, shifts
from scripts.words import FUNCTION_WORDS
from scripts.writing import ScriptSettings, write_script

PEOPLE = (
    ("A 61-year-old beekeeper from Norwick", "beekeeper", "hive comb swarm nectar smoker frame brood wax"),
    (
        "A 38-year-old bus driver in Tallow",
        "driver",
        "route depot timetable fare gearbox passenger kerb lane",
    ),
    (
        "A 27-year-old cellist from Overby",
        "cellist",
        "bow string sonata rehearsal orchestra score varnish tempo",
    ),
    ("A 45-year-old baker in Lower Pell", "baker", "dough oven crust flour yeast loaf rye proving"),
    ("A 52-year-old lock keeper from Sarn", "keeper", "canal barge sluice gate towpath lock water mooring"),
)


def paragraph(opening: str, words: str, chance: random.Random) -> str:
    """Some sentences about one subject."""
    pool = words.split()
    sentences = [opening]
    for _ in range(3):
        one, two, three = chance.sample(pool, 3)
        sentences.append(
            f"The {one} was close to the {two}, and nobody had looked at the {three} since spring."
        )
    return " ".join(sentences)


def feature(seed: int, people: int = 5) -> list[str]:
    """A title and paragraphs that tell of people one after the other, four each."""
    chance = random.Random(seed)
    found = ["Five lives on the river"]
    for who, role, words in PEOPLE[:people]:
        pool = words.split()
        found += [
            paragraph(f"{who} has had a hard year with the {pool[0]} and the {pool[1]}.", words, chance),
            paragraph(f"“I count each {pool[2]} and each {pool[3]},” the {role} said.", words, chance),
            paragraph(f"It began with the {pool[4]}, which the {role} mended alone.", words, chance),
            paragraph(f"He keeps the {pool[5]} beside the {pool[6]} now.", words, chance),
        ]
    return found


def written(paragraphs: list[str], made: ScriptSettings | None = None) -> Script:
    return write_script(read_bytes("\n\n".join(paragraphs).encode(), SourceKind.TEXT, "test"), made)


def starts(script: Script) -> list[int]:
    """The paragraphs that sections start with."""
    return [
        next(line.block for line in script.lines if line.section == n) for n in range(len(script.sections))
    ]


@pytest.mark.parametrize("seed", range(6))
def test_everybody_begins_a_chapter(seed: int) -> None:
    found = starts(written(feature(seed)))
    for first in (5, 9, 13, 17):
        assert any(abs(first - start) <= 1 for start in found)
    assert len(found) <= 9


def test_titles_name_the_people() -> None:
    titles = [one.title for one in written(feature(1)).sections]
    for who, _, _ in PEOPLE[1:]:
        assert who in titles


@pytest.mark.parametrize("seed", range(4))
def test_a_word_more_or_less_moves_no_boundary(seed: int) -> None:
    chance = random.Random(seed)
    paragraphs = feature(seed)
    before = written(paragraphs)
    for _ in range(25):
        number = chance.randrange(1, len(paragraphs))
        words = paragraphs[number].split(" ")
        at = chance.randrange(len(words))
        words[at : at + chance.randrange(2)] = [chance.choice(["quiet", "seven", "granite", "often"])]
        edited = [*paragraphs[:number], " ".join(words), *paragraphs[number + 1 :]]
        after = written(edited)
        assert starts(after) == starts(before), words[at]
        inside = max(n for n, start in enumerate(starts(before)) if start <= number)
        others = [n for n in range(len(before.sections)) if n != inside]
        assert [after.sections[n].title for n in others] == [before.sections[n].title for n in others]


@pytest.mark.parametrize("seed", range(4))
def test_a_paragraph_more_changes_its_section_and_its_neighbour_at_most(seed: int) -> None:
    chance = random.Random(seed)
    paragraphs = feature(seed)
    before = starts(written(paragraphs))
    for at in range(2, len(paragraphs)):
        _, _, words = chance.choice(PEOPLE)
        added = paragraph("Nothing of this was in the papers.", words, chance)
        after = starts(written([*paragraphs[:at], added, *paragraphs[at:]]))
        back = {start - (start > at) for start in after}
        inside = max(n for n, start in enumerate(before) if start <= at)
        near = {*before[max(0, inside - 1) : inside + 3]}
        far = set(before) - near
        assert far <= back
        assert all(min(near) <= start <= max(near) for start in back - set(before)) or inside + 2 >= len(
            before
        )


def test_the_odds_at_one_place_do_not_change_with_an_edit_far_away() -> None:
    paragraphs = feature(3)
    article = read_bytes("\n\n".join(paragraphs).encode(), SourceKind.TEXT)
    paragraphs[1] = paragraphs[1].replace("spring", "the flood")
    edited = read_bytes("\n\n".join(paragraphs).encode(), SourceKind.TEXT)
    assert odds(article)[12:] == odds(edited)[12:]


def test_no_section_starts_between_a_quote_and_who_says_it() -> None:
    text = "Bread\n\nThe baker put it so:\n\n“I rise at two.”\n\nsaid the baker of Pell.\n\nSo it goes."
    article = read_bytes(text.encode(), SourceKind.TEXT)
    assert [one is None for one in odds(article)] == [True, True, True, True, False]


def test_each_sign_has_a_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    article = read_bytes("\n\n".join(feature(2)).encode(), SourceKind.TEXT)
    monkeypatch.setattr(likeness, "is_known", lambda _: False)
    for found in signs(article):
        assert found is None or set(found) == set(weights()) - {"bias"}


def test_a_subject_that_goes_on_is_alike() -> None:
    same = ["The hive and the swarm were calm near the orchard wall."] * 2
    other = ["The gearbox of the bus failed at the depot again.", same[0]]
    assert shifts(same)[1].alike > shifts(other)[1].alike == 0


def test_words_that_come_again_run_through_a_boundary_or_stay_on_one_side_of_it() -> None:
    hive, bus = "The hive and the swarm were calm.", "The gearbox of the bus failed."
    within, _, between = shifts([hive, hive, hive, hive, bus, bus, bus])[2:5]
    assert within.wide > 0 > between.wide
    assert shifts([hive, bus])[1].wide == shifts([hive, hive])[1].wide == 0


def test_likeness_dips_where_the_subject_changes() -> None:
    hive = "The hive and the swarm were calm beside the comb."
    bus = "The gearbox of the bus failed on the route."
    found = shifts([hive, hive, hive, bus, bus, bus])
    assert found[3].dip < 0 < found[2].dip
    assert min(one.dip for one in found) == found[3].dip


@pytest.mark.parametrize(
    ("text", "language", "kinds"),
    [
        ("However, the lock was shut.", "en", "goes_on turns"),
        ("These gates are old.", "en-GB", "points_back leaning"),
        ("Secondo loro la chiusa era ferma.", "it", ""),
        ("Zum Beispiel war die Schleuse zu.", "de", "goes_on"),
        ("Doch die Schleuse war zu.", "de", "goes_on turns"),
        ("C’est une vieille porte.", "fr", "points_back"),
        ("Elles sont vieilles.", "fr", "persons points_back leaning"),
        ("En resumen, la esclusa estaba cerrada.", "es", "sums_up"),
        ("Sin embargo, la esclusa estaba cerrada.", "es", "goes_on turns"),
        ("In the spring of 1994 the lock was shut.", "en", "dates"),
        ("She had shut the lock.", "en", "persons points_back leaning"),
    ],
)
def test_the_opening_of_a_paragraph_tells_in_its_language(text: str, language: str, kinds: str) -> None:
    found = openings(text, text, language)
    assert {name for name, value in found.items() if value} == set(kinds.split())


def test_how_much_of_a_sentence_leans_on_what_stands_before() -> None:
    text = "The keeper told them that this was theirs and no concern of anybody else in town."
    assert openings(text, text, "en")["leaning"] == pytest.approx(3 / len(text.split()))


def test_words_that_come_for_good_begin_a_subject_and_words_that_go_for_good_end_one() -> None:
    hive = "The smoker calmed the swarm above the frame."
    bus = "The gearbox of the bus failed on the route."
    found = shifts([hive, hive, bus, bus, hive])
    begins = [round(math.expm1(one.begins)) for one in found]
    ceases = [round(math.expm1(one.ceases)) for one in found]
    assert begins == [0, 0, 4, 0, 0]
    assert ceases == [0, 0, 0, 0, 4]
    assert [one.near for one in found] == pytest.approx([0, 1, 0, 1, 0])


def test_a_label_and_a_quote_are_told_from_other_openings() -> None:
    paragraphs = feature(3)
    paragraphs[7:9] = ["Water: it is cold, and deep. Nobody swims.", "“Nobody swims.” She sighed."]
    found = signs(read_bytes("\n\n".join(paragraphs).encode(), SourceKind.TEXT))
    told = [{name for name in ("labelled", "quoted") if one and one[name]} for one in found[6:10]]
    assert told == [{"quoted"}, {"labelled"}, {"quoted"}, set()]


def test_a_word_that_stands_once_changes_no_thread() -> None:
    texts = feature(4)[1:]
    before = shifts(texts)
    texts[7] = texts[7].replace(" close ", " zebra ", 1)
    after = shifts(texts)
    assert [one.wide for one in after] == [one.wide for one in before]


def test_lengths_go_in_steps() -> None:
    paragraphs = feature(3)
    before = signs(read_bytes("\n\n".join(paragraphs).encode(), SourceKind.TEXT))
    paragraphs[5] = paragraphs[5].replace("has had", "has at last had", 1)
    after = signs(read_bytes("\n\n".join(paragraphs).encode(), SourceKind.TEXT))
    steps = ("brief", "lengthy")
    for one, other in zip(before, after, strict=True):
        assert one is other is None or (one and other and all(one[name] == other[name] for name in steps))


def test_words_are_counted_where_nothing_parts_them() -> None:
    assert count_words("我们明天回家 later") == 4
    assert meaning("Of the") == []


def test_long_sections_under_headings_are_parted_on_request() -> None:
    body = feature(5)[1:]
    text = ["# The river", "", "## All of them", *body[:10], "## The others", *body[10:]]
    article = read_bytes("\n\n".join(text).encode(), SourceKind.MARKDOWN)
    plain = write_script(article)
    parted = write_script(article, ScriptSettings(lengths=SectionLengths(split=True)))
    assert [one.title for one in plain.sections] == ["The river", "All of them", "The others"]
    assert len(parted.sections) >= 5
    assert [one.title for one in parted.sections][:2] == ["The river", "All of them"]


def test_a_decided_title_is_found_again_after_edits() -> None:
    paragraphs = feature(2)
    words = " ".join(paragraphs[9].split()[:8])
    made = ScriptSettings(sections=(SectionDecision(words, "Strings", "edition.toml, line 2"),))
    assert "Strings" in [one.title for one in written(paragraphs, made).sections]
    edited = [*paragraphs[:1], "The wind had turned by then.", *paragraphs[1:]]
    edited[10] = edited[10].replace("hard year", "very hard year")
    after = written(edited, made)
    assert after.notes == ()
    section = next(one for one in after.sections if one.title == "Strings")
    assert after.text[section.start :].startswith("A 27-year-old cellist")


def test_a_decided_section_starts_where_none_would() -> None:
    paragraphs = feature(2)
    made = ScriptSettings(sections=(SectionDecision("It began with the smoker", "Smoke"),))
    script = written(paragraphs, made)
    section = next(one for one in script.sections if one.title == "Smoke")
    assert script.text[section.start :].startswith("It began with the smoker")


def test_a_decision_that_meets_nothing_is_told() -> None:
    made = ScriptSettings(
        sections=(SectionDecision("an orchard of plum trees", "Plums", "edition.toml, line 7"),)
    )
    assert written(feature(2), made).notes == (
        "edition.toml, line 7: no section starts with “an orchard of plum trees” any more",
    )


def test_no_two_sections_have_one_title() -> None:
    for seed in range(8):
        titles = [one.title for one in written(feature(seed)).sections]
        assert len(set(titles)) == len(titles)
        assert all(title.split()[-1] not in FUNCTION_WORDS for title in titles)


def test_a_listing_in_one_paragraph_has_no_sections_inside() -> None:
    article = read_bytes(("Bread\n\n" + "flour water salt yeast " * 400).encode(), SourceKind.TEXT)
    assert [block.kind for block in article.blocks] == [BlockKind.TITLE, BlockKind.PARAGRAPH]
    assert len(write_script(article).sections) == 1


def test_many_short_lines_take_no_time() -> None:
    lines = [f"Line {number}." for number in range(6000)]
    article = read_bytes("\n\n".join(["All of them", *lines]).encode(), SourceKind.TEXT)
    sections = write_script(article).sections
    assert all(a.title != b.title for a, b in itertools.pairwise(sections))
