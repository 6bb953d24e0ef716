"""The cast of a script: what the article tells of its speakers, and what the producer decided in `[cast]`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from chapters.manifest import ManifestVoice
from edition.config import Config
from edition.voicing import find_voice
from scripts.decisions import find_meant
from scripts.model import NARRATOR, LineKind, Script, Speaker
from scripts.speech.lexicon import lexicon_for
from scripts.words import perhaps
from voices.casting import Part, decide_cast
from voices.model import Cast, Engine, Voice, sound_of

_ONE_VOICE = "one voice reads everything, as edition.toml or the command line says"


def cast_script(
    script: Script, config: Config, engine: Engine, language: str, earlier: Sequence[ManifestVoice] = ()
) -> Cast:
    """A voice of `language` for the narrator and for everybody who is quoted.

    `earlier` is the cast of the edition as it was built last: who had a voice then keeps it, however the
    shares have changed since, as long as `[cast]` does not say otherwise and the engine still has it. Raises
    ConfigError if `[cast]` names a voice that there is not, EngineError if its engine is missing here.
    """
    parts = script_parts(script)
    voices = engine.voices(language)
    pinned, notes = find_pinned(script, config)
    pins = {
        speaker: find_voice(config.cast[name], config, engine, language, speaker=name)
        for speaker, name in pinned.items()
    }
    cast = decide_cast(parts, voices, {**_kept(earlier, parts, voices, pins), **pins})
    notes += _narrators(cast, pins)
    if language != script.language:
        notes.append(
            f"{engine.name} has no voice for the language {script.language!r}: one for {language!r} reads"
        )
    cast = replace(cast, notes=(*script.notes, *cast.notes, *notes), pinned=frozenset(pins))
    return _single_voice(cast) if config.output.single_voice else cast


def find_pinned(script: Script, config: Config) -> tuple[dict[str, str], list[str]]:
    """Whom `[cast]` means: speaker to the name that they have there, and notes on names that do nothing.

    A name is looked for as `[speakers]` and `[[quotes]]` look for it: capitals don't matter, and what the
    article also calls somebody will do. Who is named in full goes before.
    """
    known = {speaker.name: speaker for speaker in script.speakers}
    heard = [part.name for part in script_parts(script)]
    people = [known.get(name) or Speaker(name) for name in heard]
    articles = lexicon_for(script.language).determiners
    pinned = {name: name for name in config.cast if name in heard}
    notes: list[str] = []
    strangers: list[str] = []
    for name in sorted(set(config.cast) - set(heard)):
        meant = [one.name for one in find_meant(name, people, articles)]
        if not meant and (hint := perhaps(name, [one for one in heard if one not in pinned])):
            notes.append(f"[cast] names {name!r}, who says nothing here{hint}")
        elif not meant:
            strangers.append(name)
        elif len(meant) > 1:
            notes.append(f"[cast] names {name!r}, who may be {' or '.join(meant)}: give the full name")
        elif meant[0] in pinned:
            notes.append(
                f"[cast] names {pinned[meant[0]]!r} and {name!r}, who are one here: the first counts"
            )
        else:
            pinned[meant[0]] = name
    return pinned, [*notes, *_absent(strangers)]


def _absent(names: Sequence[str]) -> list[str]:
    """One note on all of them: the settings of a show name those of every article."""
    if not names:
        return []
    shown = [*map(repr, names[:3]), *([f"{len(names) - 3} more"] if len(names) > 3 else [])]
    listed = f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]
    return [f"[cast] names {listed}, who {'says' if len(names) == 1 else 'say'} nothing here"]


def _narrators(cast: Cast, pins: Mapping[str, Voice]) -> list[str]:
    """A note on everybody who was given the narrator's voice by name."""
    narrator = sound_of(cast.voice(NARRATOR))
    return [
        f"[cast] gives {speaker} the narrator's voice: nobody can hear who speaks"
        for speaker, voice in pins.items()
        if speaker != NARRATOR and sound_of(voice) == narrator
    ]


def _single_voice(cast: Cast) -> Cast:
    """The same speakers, all read by the narrator: who has a voice of their own is not told here."""
    narrator = cast.voice(NARRATOR)
    return Cast(tuple((speaker, narrator) for speaker, _ in cast.voices), (_ONE_VOICE, *cast.notes))


def _kept(
    earlier: Sequence[ManifestVoice],
    parts: Sequence[Part],
    voices: Sequence[Voice],
    pins: Mapping[str, Voice],
) -> dict[str, Voice]:
    """The voices that speakers had in the last build and can go on with."""
    genders = {part.name: part.gender for part in parts}
    known = {sound_of(voice): voice for voice in voices}
    taken = set(map(sound_of, pins.values()))
    # Who had the narrator's voice had it because one voice read everything.
    narrators = {sound_of(had) for had in earlier if had.speaker == NARRATOR}
    kept: dict[str, Voice] = {}
    for had in earlier:
        sound = sound_of(had)
        if had.speaker != NARRATOR and sound in narrators:
            continue
        voice = known.get(sound)
        # A decision that was taken out of [cast] must not live on; nor a voice of the gender that was wrong.
        if voice is None or had.pinned or sound in taken or had.speaker not in genders:
            continue
        gender = genders[had.speaker]
        if gender is None or voice.gender is None or gender == voice.gender:
            kept[had.speaker] = voice
    return kept


def script_parts(script: Script) -> tuple[Part, ...]:
    """What casting needs to know of each speaker: the narrator first, then as they come to speak."""
    shares: Counter[str] = Counter()
    for line in script.lines:
        shares[line.speaker] += line.end - line.start
    neighbours = _neighbours(script)
    known = {speaker.name: speaker for speaker in script.speakers}
    order = dict.fromkeys([NARRATOR, *(line.speaker for line in script.lines)])
    return tuple(
        Part(
            name=name,
            gender=known[name].gender if name in known else None,
            age=known[name].age if name in known else None,
            share=shares[name],
            neighbours=frozenset(neighbours.get(name, ())),
        )
        for name in order
    )


def _neighbours(script: Script) -> Mapping[str, set[str]]:
    """Who is heard next after whom, narration between them not counted, within a section."""
    found: dict[str, set[str]] = {}
    last: tuple[int, str] | None = None
    for line in script.lines:
        if line.kind is not LineKind.QUOTE:
            continue
        if last and last[0] == line.section and last[1] != line.speaker:
            found.setdefault(line.speaker, set()).add(last[1])
            found.setdefault(last[1], set()).add(line.speaker)
        last = (line.section, line.speaker)
    return found
