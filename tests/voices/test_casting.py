"""Who speaks with which voice."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.model import NARRATOR, Age, Gender
from voices.casting import Part, decide_cast
from voices.model import Voice

M, F = Gender.MALE, Gender.FEMALE
PLAIN = [Voice("piper", "model", f"Voice {n}", tract=1 + n / 100) for n in range(7)]
GENDERED = [Voice("system", f"v{n}", f"Voice {n}", (M, F)[n % 2]) for n in range(9)]


def everyone(count: int, gender: Gender | None = None) -> list[Part]:
    """`count` speakers who all speak next to each other; the first says most."""
    names = [f"Speaker {n}" for n in range(count)]
    return [
        Part(name, gender, share=1000 >> n, neighbours=frozenset(names) - {name})
        for n, name in enumerate(names)
    ]


def test_the_narrator_has_the_first_voice_and_nobody_else_has_it() -> None:
    cast = decide_cast(everyone(6), PLAIN, {})
    assert cast.voices[0] == (NARRATOR, PLAIN[0])
    assert len({voice.tract for _, voice in cast.voices}) == 7
    assert cast.notes == ()


def test_main_speakers_get_the_voices_that_are_furthest_apart() -> None:
    cast = decide_cast(everyone(5), PLAIN, {})
    assert {cast.voice(f"Speaker {n}").tract for n in range(3)} == {voice.tract for voice in PLAIN[1:4]}


def test_gender_is_respected() -> None:
    parts = [
        Part("Ann", F, share=500),
        Part("Bob", M, share=400),
        Part("Cy", None, share=300),
        Part("Dee", F, share=200),
    ]
    cast = decide_cast(parts, GENDERED, {})
    assert [cast.voice(name).gender for name in ("Ann", "Bob", "Dee")] == [F, M, F]


def test_somebody_of_unknown_gender_leaves_the_last_fitting_voice_to_who_needs_it() -> None:
    voices = [Voice("e", "n", "N", M), Voice("e", "f", "F", F), Voice("e", "m", "M", M)]
    cast = decide_cast([Part("Unknown", None, share=900), Part("Ann", F, share=800)], voices, {})
    assert cast.voice("Ann").name == "f"
    assert cast.voice("Unknown").name == "m"


def test_a_voice_of_the_wrong_gender_is_told() -> None:
    voices = [Voice("e", "n", "N", M), Voice("e", "m", "Max", M)]
    cast = decide_cast([Part("Ann", F, share=10)], voices, {})
    assert cast.notes == ("No female voice was left for Ann: Max reads",)


def test_pins_are_kept_and_their_voices_are_not_given_to_others() -> None:
    pins = {"Speaker 1": PLAIN[2], NARRATOR: PLAIN[3]}
    cast = decide_cast(everyone(4), PLAIN, pins)
    assert cast.voice("Speaker 1") == PLAIN[2]
    assert cast.voice(NARRATOR) == PLAIN[3]
    others = [cast.voice(f"Speaker {n}").tract for n in (0, 2, 3)]
    assert not {PLAIN[2].tract, PLAIN[3].tract} & set(others)


def test_a_pin_with_another_gain_is_still_that_voice() -> None:
    cast = decide_cast(everyone(5), PLAIN, {"Speaker 0": replace(PLAIN[1], gain_db=2.0, label="Mine")})
    assert sum(voice.tract == PLAIN[1].tract for _, voice in cast.voices) == 1


def test_a_minor_speaker_added_at_the_end_changes_nobody() -> None:
    parts = [Part(name, None, share=share) for name, share in (("Ann", 900), ("Bob", 700), ("Cy", 500))]
    before = decide_cast(parts, PLAIN, {})
    after = decide_cast([*parts, Part("Dee", None, share=60)], PLAIN, {})
    assert [after.voice(name) for name, _ in before.voices] == [voice for _, voice in before.voices]


def test_a_small_edit_changes_nobody() -> None:
    parts = [
        Part(name, None, share=share)
        for name, share in (("Ann", 520), ("Bob", 530), ("Cy", 900), ("Dee", 600))
    ]
    edited = [replace(part, share=part.share + 40 * (part.name == "Ann")) for part in parts]
    assert dict(decide_cast(parts, PLAIN, {}).voices) == dict(decide_cast(edited, PLAIN, {}).voices)


def test_more_speakers_than_voices_share_but_never_with_a_neighbour() -> None:
    names = [f"S{n}" for n in range(12)]
    parts = [
        Part(name, None, None, 100 + n, frozenset(names[max(0, n - 1) : n + 2]) - {name})
        for n, name in enumerate(names)
    ]
    cast = decide_cast(parts, PLAIN[:4], {})
    for part in parts:
        for neighbour in part.neighbours:
            assert cast.voice(part.name) != cast.voice(neighbour)
    assert cast.notes[0].startswith("12 speakers have 3 voices")


def test_when_all_are_neighbours_spare_voices_are_made() -> None:
    cast = decide_cast(everyone(4), PLAIN[:2], {})
    sounds = {(voice.tract, voice.rate) for _, voice in cast.voices}
    assert cast.voices[0][1] == PLAIN[0]
    assert len(sounds) >= 4


def test_an_engine_with_one_voice_still_sets_speakers_apart_from_the_narrator() -> None:
    cast = decide_cast(everyone(2), PLAIN[:1], {})
    assert len({voice.tract for _, voice in cast.voices}) == 3


def test_speakers_are_listed_by_share() -> None:
    parts = [Part("Few", None, share=1), Part("Many", None, share=100)]
    assert [name for name, _ in decide_cast(parts, PLAIN, {}).voices] == [NARRATOR, "Many", "Few"]


AGED = [
    Voice("e", "own", "Own", M),
    *(
        Voice("e", f"m{n}", f"M{n}", M, age=age)
        for n, age in enumerate([None, None, None, Age.OLD, Age.TEEN])
    ),
]


@pytest.mark.parametrize(("age", "name"), [(Age.OLD, "m3"), (Age.TEEN, "m4"), (Age.CHILD, "m4")])
def test_the_old_and_the_young_have_their_voices(age: Age, name: str) -> None:
    for share in (10, 900):
        others = [Part(f"Other {n}", M, share=500 - n) for n in range(4)]
        cast = decide_cast([*others[:2], Part("Al", M, age, share), *others[2:]], AGED, {})
        assert cast.voice("Al").name == name


def test_with_no_voice_of_an_age_left_any_will_do() -> None:
    parts = [Part(name, M, Age.OLD, 100) for name in ("Al", "Bo", "Cy")]
    cast = decide_cast(parts, AGED, {})
    names = {cast.voice(part.name).name for part in parts}
    assert "m3" in names
    assert len(names) == 3
    assert cast.notes == ()


def test_gender_goes_before_age() -> None:
    voices = [Voice("e", "own", "Own", M), Voice("e", "old", "Old", M, age=Age.OLD), Voice("e", "f", "F", F)]
    assert decide_cast([Part("Ann", F, Age.OLD, 100)], voices, {}).voice("Ann").name == "f"


PARTS = st.lists(
    st.builds(
        Part,
        st.sampled_from([f"P{n}" for n in range(14)]),
        st.sampled_from([None, M, F]),
        st.sampled_from([None, *Age]),
        st.integers(0, 2000),
        st.frozensets(st.sampled_from([f"P{n}" for n in range(14)]), max_size=3),
    ),
    unique_by=lambda part: part.name,
)


@settings(max_examples=150, deadline=None)
@given(PARTS, st.integers(1, 9))
def test_everybody_is_cast_and_the_narrator_alone_has_their_voice(parts: list[Part], count: int) -> None:
    cast = decide_cast(parts, GENDERED[:count], {})
    names = [name for name, _ in cast.voices]
    assert sorted(names) == sorted([NARRATOR, *(part.name for part in parts)])
    narrator = cast.voice(NARRATOR)
    for part in parts:
        mine = cast.voice(part.name)
        assert (mine.name, mine.tract) != (narrator.name, narrator.tract)
        if len(parts) <= 6 and count == 9:
            assert sum(cast.voice(other.name) == mine for other in parts) == 1
