"""From `[voices.NAME]` to a Voice: what the producer wrote, found in the engines and the files that are here.

Nothing is made before all of it is found. Every mistake is a ConfigError that names the line.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from edition.config import Config
from edition.voice_settings import VoiceSettings
from scripts.errors import ConfigError, EngineError
from voices.engines import choose_engine, get_engine
from voices.model import BlendingEngine, Engine, ModelEngine, Voice


def find_voice(name: str, config: Config, engine: Engine, language: str, *, speaker: str = "") -> Voice:
    """The voice called `name`: one from `[voices]`, else one of the engine's own.

    Raises ConfigError for a voice that there is not here; it names the line, that of `speaker` in `[cast]` if
    one is given.
    """
    settings = config.voices.get(name)
    if settings is None:
        where = config.where(("cast", speaker)) if speaker else str(config.path)
        return _named(
            name, engine.voices(language), f"{where}: {engine.name}", language, tuple(config.voices)
        )
    return _Producers(name, settings, config, engine, language).voice()


class _Producers:
    """One table `[voices.NAME]` and what it is looked up in."""

    def __init__(
        self, name: str, settings: VoiceSettings, config: Config, engine: Engine, language: str
    ) -> None:
        self._name, self._settings, self._config = name, settings, config
        self._default, self._language = engine, language

    def voice(self) -> Voice:
        settings = self._settings
        engine = self._engine()
        voices = self._from_model(engine) if settings.model else self._from_engine(engine)
        base = self._chosen(engine, voices)
        gain_db = settings.gain if settings.gain_db is None else settings.gain_db
        return replace(
            base,
            label=self._name,
            tract=base.tract if settings.tract is None else settings.tract,
            rate=base.rate if settings.rate is None else settings.rate,
            pitch=base.pitch if settings.pitch is None else settings.pitch,
            gain_db=gain_db or 0.0,
        )

    def _engine(self) -> Engine:
        name = self._settings.engine
        if name in ("", "auto"):
            return self._default
        try:
            # A model of the producer's needs nothing of what comes with the engine.
            return get_engine(name) if self._settings.model else choose_engine(name, self._language)
        except EngineError as error:
            raise self._wrong("engine", error.message, error.next_step) from error

    def _from_model(self, engine: Engine) -> Sequence[Voice]:
        if not isinstance(engine, ModelEngine):
            raise self._wrong("model", f"the engine {engine.name} takes no models", 'Add engine = "piper".')
        folder = self._config.path.parent if self._config.path else Path()
        # Absolute, for workers may have another current folder.
        path = (folder / Path(self._settings.model).expanduser()).resolve()
        try:
            voices = engine.model_voices(path, self._language)
        except EngineError as error:
            raise self._wrong("model", error.message, error.next_step) from error
        if not voices:
            raise self._wrong(
                "model", f"{path.name} has no voice for {self._language!r}", "Take another model."
            )
        return voices

    def _from_engine(self, engine: Engine) -> Sequence[Voice]:
        voices = engine.voices(self._language)
        if not voices:
            raise self._wrong(
                "engine", f"{engine.name} has no voice for {self._language!r}", "Take another engine."
            )
        return voices

    def _chosen(self, engine: Engine, voices: Sequence[Voice]) -> Voice:
        settings = self._settings
        if settings.speaker:
            return self._speaker(voices)
        if settings.blend:
            if not isinstance(engine, BlendingEngine):
                raise self._wrong(
                    "blend", f"the engine {engine.name} mixes no voices", 'Add engine = "kokoro".'
                )
            try:
                return engine.blended(voices, settings.blend)
            except EngineError as error:
                raise self._wrong("blend", error.message, error.next_step) from error
        where = f"{self._where('voice')}: {engine.name}"
        return _named(settings.voice, voices, where, self._language)

    def _speaker(self, voices: Sequence[Voice]) -> Voice:
        """By its number or its name; `voices` are in the order of their numbers."""
        speaker = self._settings.speaker
        if not self._settings.model:
            raise self._wrong("speaker", "only a model of your own has speakers", "Add its file: model = ...")
        if speaker.isdecimal() and int(speaker) < len(voices):
            return voices[int(speaker)]
        names = [voice.label.partition(", ")[2] for voice in voices]
        if speaker in names:
            return voices[names.index(speaker)]
        named = ", ".join(names[:12]) + (" and so on" if len(names) > 12 else "")
        have = f"0 to {len(voices) - 1}: {named}" if len(voices) > 1 else "one only: leave `speaker` out"
        raise self._wrong("speaker", f"the model has no speaker {speaker!r}", f"It has {have}.")

    def _where(self, key: str) -> str:
        return self._config.where(("voices", self._name, key))

    def _wrong(self, key: str, message: str, next_step: str) -> ConfigError:
        return ConfigError(f"{self._where(key)}: {message}", next_step)


def _named(name: str, voices: Sequence[Voice], where: str, language: str, own: Sequence[str] = ()) -> Voice:
    """`own` are the producer's voices, which would do as well."""
    for voice in voices:
        if not name or name in (voice.name, voice.label):
            return voice
    labels = ", ".join([*own, *sorted({voice.label for voice in voices})]) or "none"
    raise ConfigError(
        f"{where} has no voice {name!r} for the language {language!r}",
        f"Take one of these, or describe it in [voices.{name}]: {labels}.",
    )
