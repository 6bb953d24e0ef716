"""`audio-edition voices preview`: what each voice sounds like, and an article's cast, one line each.

Samples are WAV files at the edition's loudness, as a listener will hear the voice; takes and measurements go
to the store as in a build. `preview.json` lists them; its `version` is that of its form.
"""

import io
import json
import wave
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from audio.limiter import limit
from audio.model import Encoding
from edition.casting import cast_script
from edition.config import Config
from edition.naming import slug
from edition.order import Order
from edition.placing import usual_for
from edition.pronouncing import lexicon_of
from edition.standing import find_standing, read_script
from edition.voicing import find_voice
from scripts.errors import EngineError, PublishError
from scripts.files import write_atomic
from scripts.model import Line, Script
from scripts.words import main_language
from voices.engines import ENGINES, choose_reader, get_engine
from voices.levels import calibration_request
from voices.model import RATE, Engine, Pcm, Store, TakeRequest, Voice
from voices.table import NEVER_AUTOMATIC
from voices.takes import make_take, read_take, request_take

FILE_NAME = "preview.json"
VERSION = 1

_SENTENCES = {
    "en": "This is {name}. On market days the square fills before the sun is over the roofs, and all come."
}
_OTHERWISE = "{name}. 1, 2, 3, 4, 5, 6, 7, 8, 9, 10."
"""For languages without a sentence: every voice can count."""

_SHORT, _LONG = 40, 220
"""Characters of a line that tells enough of a voice, and no more."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One file, and who is heard in it."""

    file: str
    speaker: str
    """Of the article; empty for a voice by itself."""
    voice: Voice
    text: str
    """As it is written."""
    duration_s: float

    def to_json(self) -> dict[str, Any]:
        """What `preview.json` has of it; where a model lies is nobody's business."""
        voice = {key: value for key, value in asdict(self.voice).items() if key != "model"}
        return {
            "file": self.file,
            "speaker": self.speaker,
            "text": self.text,
            "duration_s": self.duration_s,
            **voice,
        }


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A sample to be made."""

    name: str
    """Of its file, without ending."""
    speaker: str
    voice: Voice
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where samples go."""

    folder: Path
    store: Store
    tell: Callable[[str], None]
    """Given what is being made."""


def preview_voices(config: Config, engine: str, language: str, place: Place) -> Sequence[Sample]:
    """A sample of each voice of an engine (of all healthy ones for "auto"), and of those in `[voices]`.

    Raises ConfigError for a voice in `[voices]` that is not here, EngineError if nothing can speak,
    PublishError if a file cannot be written.
    """
    reader, spoken = choose_reader(engine, language)
    heard = _healthy(spoken) if engine == "auto" else [reader]
    return _write([*_own(heard, spoken), *_producers(config, reader, spoken)], config, place)


def preview_cast(order: Order, place: Place) -> Sequence[Sample]:
    """A line of each speaker of an article, in the voice that a build would give them now; then the voices
    that they could have. Raises as `build` and `preview_voices` do."""
    standing = find_standing(order)
    script, config = read_script(order, standing), order.config
    reader, language = choose_reader(order.engine, script.language)
    last = standing.last
    cast = cast_script(script, config, reader, language, last.cast if last else ())
    lines = {speaker: _telling(script, speaker) for speaker, _ in cast.voices}
    wanted = [
        _Wanted(f"cast-{number:02d}-{speaker}", speaker, voice, line, language)
        for number, (speaker, voice) in enumerate(cast.voices)
        if (line := lines[speaker])
    ]
    others = [*_own([reader], language), *_producers(config, reader, language)]
    return _write([*wanted, *others], config, place)


def _own(engines: Iterable[Engine], language: str) -> Iterator[_Wanted]:
    for engine in engines:
        for voice in engine.voices(language):
            name = f"{voice.engine}-{voice.label}"
            yield _Wanted(name, "", voice, _introduction(voice, language), language)


def _healthy(language: str) -> Iterator[Engine]:
    for name in ENGINES:
        engine = get_engine(name)
        if name not in NEVER_AUTOMATIC and not engine.health().problem:
            yield engine


def _producers(config: Config, engine: Engine, language: str) -> Iterator[_Wanted]:
    for name in config.voices:
        voice = find_voice(name, config, engine, language)
        yield _Wanted(f"voices-{name}", "", voice, _introduction(voice, language), language)


def _introduction(voice: Voice, language: str) -> str:
    sentence = _SENTENCES.get(main_language(language), _OTHERWISE)
    return sentence.format(name=voice.label)


def _telling(script: Script, speaker: str) -> str:
    """A line of theirs that is neither very short nor very long, the first one; else their longest."""
    lines = [_plain(line) for line in script.lines if line.speaker == speaker]
    fitting = (text for text in lines if _SHORT <= len(text) <= _LONG)
    return next(fitting, max(lines, key=len, default=""))


def _plain(line: Line) -> str:
    return " ".join(line.text.split())


def _write(wanted: Sequence[_Wanted], config: Config, place: Place) -> Sequence[Sample]:
    folder, store = place.folder, place.store
    lexicon = lexicon_of(config)
    samples: list[Sample] = []
    gains_db: dict[Voice, float] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one, name in zip(wanted, _names([one.name for one in wanted]), strict=True):
            place.tell(f"{len(samples) + 1} of {len(wanted)}: {one.speaker or one.voice.label}")
            engine = get_engine(one.voice.engine)
            request = request_take(one.text, one.voice, one.language, engine, lexicon)
            if not request.spoken.text:
                continue
            pcm = _mastered(request, engine, config, store, gains_db)
            write_atomic(folder / f"{name}.wav", _wav(pcm))
            samples.append(Sample(f"{name}.wav", one.speaker, one.voice, one.text, round(len(pcm) / RATE, 3)))
        write_atomic(folder / FILE_NAME, json.dumps(listing(samples), ensure_ascii=False, indent=2) + "\n")
    except OSError as error:
        raise PublishError(
            f"Cannot write the preview to {folder}: {error.strerror or error}",
            "Name another folder with -o.",
        ) from error
    if not samples:
        raise EngineError("No voice can be previewed here", "See `audio-edition voices`.")
    return samples


def listing(samples: Sequence[Sample]) -> Mapping[str, Any]:
    """The content of `preview.json`."""
    return {"version": VERSION, "samples": [sample.to_json() for sample in samples]}


def _names(wanted: Sequence[str]) -> Iterator[str]:
    """Names of files, each once."""
    taken: set[str] = set()
    for name in wanted:
        short = slug(name)
        number = 2
        while short in taken:
            short = f"{slug(name)}-{number}"
            number += 1
        taken.add(short)
        yield short


def _mastered(
    request: TakeRequest, engine: Engine, config: Config, store: Store, gains_db: dict[Voice, float]
) -> Pcm:
    """The take as it will be in an edition: at its voice's gain, peaks held."""
    voice = request.voice
    make_take(request, store)
    if voice not in gains_db:
        passage = calibration_request(voice, engine, request.language)
        make_take(passage, store)
        encoding = Encoding(config.output.bitrate_kbps)
        gains_db[voice] = usual_for(store, voice, passage, config.loudness, encoding).gain_db
    return limit(read_take(store, request).pcm, gains_db[voice], config.loudness.ceiling_dbtp)


def _wav(pcm: Pcm) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(pcm.astype("<i2").tobytes())
    return file.getvalue()
