"""Who speaks with which voice: a pure decision.

The rule
--------
1. The first voice is the narrator's and nobody else's.
2. Speakers are ranked by how much they say, in steps of a factor of two, then by the order in which they
   are given (their first appearance): a small edit does not change the rank.
3. They choose in groups of three down that rank. Each member of a group chooses among the best three voices
   left for them: of their gender, where voices have one, and of their age, where such a voice is left, in
   the engine's order, which is the order of distance. So the main speakers get the voices that are furthest
   apart.
4. Within a group a hash of name and voice decides who gets which, not the rank: a speaker who joins a later
   group changes nobody's voice, one who joins the same group rarely does, and a name tends to keep its
   voice from one article to the next.
5. With more speakers than voices, the rest share: never with a neighbour, and with those who say least.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from scripts.model import NARRATOR, Age, Gender
from scripts.words import how_many
from voices.model import Cast, SoundKey, Voice, sound_of

GROUP = 3
"""Speakers who choose together, and voices that each of them chooses among."""

_SPARE = ((0.88, "lighter"), (1.15, "deeper"))
"""Tracts of the spare voices that are made of others when neighbours would have to share one."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one speaker has to say."""

    name: str
    gender: Gender | None = None
    age: Age | None = None
    share: int = 0
    """Characters spoken."""
    neighbours: frozenset[str] = frozenset()
    """Speakers whose lines stand next to theirs, or with only narration between."""


def decide_cast(parts: Sequence[Part], voices: Sequence[Voice], pins: Mapping[str, Voice]) -> Cast:
    """Give every speaker a voice.

    `parts` are the speakers in order of appearance; one called "Narrator" is not cast a second time.
    `voices` are the engine's, the narrator's first, in order of distance. `pins` are the producer's
    decisions, kept whatever they are; the one for "Narrator" replaces the narrator's voice. Raises
    ValueError if there is no voice at all.
    """
    if not voices and NARRATOR not in pins:
        raise ValueError("a cast needs a voice for its narrator")
    parts = [part for part in parts if part.name != NARRATOR]
    given = {NARRATOR: pins.get(NARRATOR) or voices[0]}
    given |= {part.name: pins[part.name] for part in parts if part.name in pins}
    waiting = sorted((part for part in parts if part.name not in given), key=lambda part: -_weight(part))
    pool = _pool(voices, given)
    for first in range(0, len(waiting), GROUP):
        _choose(waiting[first : first + GROUP], waiting[first:], pool, given)
    notes = _share(parts, [part for part in waiting if part.name not in given], pool, given)
    ranked = sorted(parts, key=lambda part: -part.share)
    in_order = [(NARRATOR, given[NARRATOR]), *((part.name, given[part.name]) for part in ranked)]
    return Cast(
        tuple(in_order), (*notes, *_misfits((part for part in ranked if part.name not in pins), given))
    )


def _weight(part: Part) -> int:
    return part.share.bit_length()


def _pool(voices: Sequence[Voice], given: Mapping[str, Voice]) -> list[Voice]:
    """The voices to give away. If the narrator was pinned to another, the engine's first one comes last."""
    taken = {sound_of(voice) for voice in given.values()}
    distinct = {sound_of(voice): voice for voice in reversed([*voices[1:], *voices[:1]])}
    return [voice for sound, voice in reversed(distinct.items()) if sound not in taken]


def _fits(voice: Voice, part: Part) -> bool:
    return voice.gender is None or part.gender is None or voice.gender == part.gender


def _choose(
    group: Sequence[Part], waiting: Sequence[Part], pool: Sequence[Voice], given: dict[str, Voice]
) -> None:
    """Let the members of a group choose among the voices that nobody has."""
    taken = {sound_of(voice) for voice in given.values()}
    free = [voice for voice in pool if sound_of(voice) not in taken]
    reserved = _reserved(waiting, free)
    ages = frozenset(map(_sounding, waiting)) - {None}
    wishes = [
        (_lot(part.name, voice), part.name, voice)
        for part in group
        for voice in _wanted(part, free, reserved, ages)[:GROUP]
    ]
    for _, name, voice in sorted(wishes, key=lambda wish: wish[:2]):
        if name not in given and sound_of(voice) not in taken:
            given[name] = voice
            taken.add(sound_of(voice))
    for part in group:  # those whose three went to others
        if part.name not in given:
            left = [voice for voice in free if sound_of(voice) not in taken]
            for voice in _wanted(part, left, reserved, ages)[:1] or left[:1]:
                given[part.name] = voice
                taken.add(sound_of(voice))


def _wanted(
    part: Part, free: Sequence[Voice], reserved: frozenset[Gender], ages: frozenset[Age | None]
) -> list[Voice]:
    """The free voices that suit somebody; `ages` are wanted by somebody who has no voice yet."""
    if part.gender is None:
        fitting = [voice for voice in free if voice.gender is None or voice.gender not in reserved]
    else:
        fitting = [voice for voice in free if _fits(voice, part)]
    age = _sounding(part)
    suits = [voice for voice in fitting if (voice.age is age if age else voice.age not in ages)]
    return suits or fitting


def _sounding(part: Part) -> Age | None:
    """The age that a voice for somebody should have; None where anybody's will do."""
    if part.age is Age.CHILD:
        return Age.TEEN
    return None if part.age is Age.ADULT else part.age


def _reserved(waiting: Sequence[Part], free: Sequence[Voice]) -> frozenset[Gender]:
    """Genders whose voices are all needed by speakers of that gender."""
    return frozenset(
        gender
        for gender in Gender
        if sum(voice.gender is gender for voice in free) <= sum(part.gender is gender for part in waiting)
    )


def _lot(name: str, voice: Voice) -> str:
    return hashlib.sha256(repr((name, sound_of(voice))).encode()).hexdigest()


def _share(
    parts: Sequence[Part], left: Sequence[Part], pool: Sequence[Voice], given: dict[str, Voice]
) -> list[str]:
    """Give those who are left over a voice that somebody else has."""
    if not left:
        return []
    beside = _beside(parts)
    load: dict[SoundKey, int] = {}
    for part in parts:
        if part.name in given:
            load[sound_of(given[part.name])] = load.get(sound_of(given[part.name]), 0) + part.share
    for part in left:
        closed = {sound_of(given[name]) for name in beside[part.name] | {NARRATOR} if name in given}
        open_voices = [voice for voice in pool if sound_of(voice) not in closed] or [
            voice for voice in _spares(pool or [given[NARRATOR]]) if sound_of(voice) not in closed
        ]
        options = open_voices or list(pool) or _spares([given[NARRATOR]])
        voice = min(options, key=lambda v: (not _fits(v, part), load.get(sound_of(v), 0), _lot(part.name, v)))
        given[part.name] = voice
        load[sound_of(voice)] = load.get(sound_of(voice), 0) + part.share
    return [_sharing_note(parts, given)]


def _beside(parts: Sequence[Part]) -> dict[str, set[str]]:
    """Everybody's neighbours, seen from both sides."""
    beside: dict[str, set[str]] = {part.name: set(part.neighbours) - {part.name} for part in parts}
    for part in parts:
        for name in part.neighbours & beside.keys() - {part.name}:
            beside[name].add(part.name)
    return beside


def _spares(voices: Sequence[Voice]) -> list[Voice]:
    return [
        replace(voice, tract=round(voice.tract * tract, 3), label=f"{voice.label}, {word}")
        for tract, word in _SPARE
        for voice in voices
    ]


def _sharing_note(parts: Sequence[Part], given: Mapping[str, Voice]) -> str:
    users: dict[SoundKey, list[str]] = {}
    for part in parts:
        users.setdefault(sound_of(given[part.name]), []).append(part.name)
    shared = "; ".join(" and ".join(names) for names in users.values() if len(names) > 1)
    voices = how_many(len(users), "voice")
    return f"{len(parts)} speakers have {voices}" + (f": {shared} share one" if shared else "")


def _misfits(parts: Iterable[Part], given: Mapping[str, Voice]) -> list[str]:
    return [
        f"No {part.gender} voice was left for {part.name}: {given[part.name].label} reads"
        for part in parts
        if part.gender is not None and not _fits(given[part.name], part)
    ]
