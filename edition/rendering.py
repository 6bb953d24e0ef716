"""Another rendering of the same article, as a command asks for it: what it says wins over `edition.toml`."""

from dataclasses import dataclass, replace

from audio.model import Format
from edition.config import Config
from scripts.settings import CueStyle


@dataclass(frozen=True, slots=True)
class Rendering:
    """Each choice is None where the word is left to the configuration."""

    cues: str | None = None
    """One of `CueStyle`: what is spoken around quotes."""
    pace: float | None = None
    """Tempo of everything against the voices' own."""
    single_voice: bool | None = None
    """Whether the narrator reads everything."""
    formats: tuple[str, ...] | None = None
    """Of `Format`."""

    def over(self, config: Config) -> Config:
        """`config` with these choices.

        >>> Rendering(pace=0.85).over(Config()).pacing.pace
        0.85
        """
        cues, pacing, output = config.cues, config.pacing, config.output
        if self.cues is not None:
            cues = replace(cues, style=CueStyle(self.cues))
        if self.pace is not None:
            pacing = replace(pacing, pace=self.pace)
        if self.single_voice is not None:
            output = replace(output, single_voice=self.single_voice)
        if self.formats:
            output = replace(output, formats=tuple(Format(one) for one in self.formats))
        return replace(config, cues=cues, pacing=pacing, output=output)


AS_CONFIGURED = Rendering()
