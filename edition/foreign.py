"""Voices for what is said in another language than the article.

Conventions
-----------
The cast of the article is decided first, as if it were in one language; nothing here changes it. Then whoever
says something in another language gets a voice of that language: the same voice where the engine has it there
too (eSpeak NG's speakers, with the producer's settings), else one that fits and that nobody else of the cast
has. Where the engine has none, another may stand in, if the producer left the choice of engine open; where
none has, the article's voice reads on, and a note says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from chapters.manifest import ManifestForeign
from edition.casting import script_parts
from scripts.errors import EngineError
from scripts.model import NARRATOR, Script
from voices.casting import decide_cast
from voices.engines import engines_after
from voices.model import Cast, Engine, Voice, sound_of


def cast_foreign(  # noqa: PLR0913 - what a cast rests on
    script: Script,
    cast: Cast,
    engine: Engine,
    language: str,
    earlier: Sequence[ManifestForeign] = (),
    *,
    stand_in: bool = False,
) -> Cast:
    """`cast` with the voices for other languages than `language`, which reads the article.

    `earlier` are those of the edition as it was built last. With `stand_in`, another engine than `engine` may
    read what that cannot.
    """
    speakers: dict[str, list[str]] = {}
    for line in script.lines:
        if line.language:
            names = speakers.setdefault(line.language, [])
            if line.speaker not in names:
                names.append(line.speaker)
    foreign: list[tuple[str, str, Voice]] = []
    notes: list[str] = []
    for wanted, names in speakers.items():
        reader = _reader(engine, wanted, stand_in=stand_in)
        if reader is None:
            notes.append(_lacking(script, engine, wanted, f"one for {language!r}"))
            continue
        if reader is not engine:
            notes.append(_lacking(script, engine, wanted, reader.name))
        given = _voices(script, cast, _Readers(engine, language, reader, wanted), names, earlier)
        foreign += [(name, wanted, given[name]) for name in names]
    return replace(cast, foreign=tuple(foreign), notes=(*cast.notes, *notes))


class _Readers:
    """The engine that reads the article, and the one that reads another language."""

    def __init__(self, engine: Engine, language: str, reader: Engine, wanted: str) -> None:
        self.own = engine.voices(language)
        self.voices = reader.voices(wanted)
        self.wanted = wanted

    def alike(self, voice: Voice) -> Voice | None:
        """The voice of the other language that is the same speaker, with the same settings."""
        for place, one in enumerate(self.own):
            if (one.engine, one.name) != (voice.engine, voice.name):
                continue
            there = self.voices[place] if place < len(self.voices) else None
            if there is None or (there.engine, there.label) != (one.engine, one.label):
                return None
            return replace(
                there,
                label=voice.label,
                tract=voice.tract,
                rate=voice.rate,
                pitch=voice.pitch - one.pitch + there.pitch,
                gain_db=voice.gain_db,
            )
        return None


def _reader(engine: Engine, language: str, *, stand_in: bool) -> Engine | None:
    """The first engine that has a voice for a language."""
    others: Iterable[Engine] = engines_after(engine.name) if stand_in else ()
    for one in (engine, *others):
        try:
            if not one.health().problem and one.voices(language):
                return one
        except EngineError:
            continue  # it cannot even list its voices: `audio-edition voices` tells why
    return None


def _voices(
    script: Script,
    cast: Cast,
    readers: _Readers,
    names: Sequence[str],
    earlier: Sequence[ManifestForeign],
) -> Mapping[str, Voice]:
    """A voice for each of `names`."""
    main = dict(cast.voices)
    narrator = main[NARRATOR]
    pins: dict[str, Voice] = {}
    for name in (*names, NARRATOR):
        if name != NARRATOR and sound_of(main[name]) == sound_of(narrator):
            continue  # one voice reads everything
        voice = readers.alike(main[name]) or _kept(name, readers, earlier)
        if voice is not None and sound_of(voice) not in map(sound_of, pins.values()):
            pins[name] = voice
    parts = [part for part in script_parts(script) if part.name in {*names, NARRATOR}]
    others = {sound_of(voice) for name, voice in main.items() if name not in names}
    pool = [voice for voice in readers.voices if sound_of(voice) not in others] or list(readers.voices)
    found = dict(decide_cast(parts, pool, pins).voices)
    for name in names:
        if name not in pins and sound_of(main[name]) == sound_of(narrator):
            found[name] = found[NARRATOR]
    return found


def _kept(name: str, readers: _Readers, earlier: Sequence[ManifestForeign]) -> Voice | None:
    """The voice that somebody had in this language when the edition was built last."""
    for had in earlier:
        if (had.speaker, had.language) == (name, readers.wanted):
            return next((voice for voice in readers.voices if sound_of(voice) == sound_of(had)), None)
    return None


def _lacking(script: Script, engine: Engine, wanted: str, reads: str) -> str:
    blocks = {(line.block, line.speaker) for line in script.lines if line.language == wanted}
    what = "one passage" if len(blocks) == 1 else f"{len(blocks)} passages"
    return f"{engine.name} has no voice for the language {wanted!r}: {reads} reads {what}"
