"""The pronunciations that count for an article: `[lexicon]` and the files that `[pronunciation]` names."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from edition.config import Config
from scripts.errors import ConfigError
from scripts.model import Line
from voices.lexicon import Lexicon


def pronounced_in(lines: Sequence[Line], language: str, lexicon: Lexicon) -> tuple[tuple[str, str, int], ...]:
    """What is said as the lexicon has it: written, how, and how often, in order of its first time."""
    if not lexicon.entries:
        return ()
    from voices.spoken import said_by_lexicon  # brings numpy, which reading a configuration does not need

    times = Counter(entry for line in lines for entry in said_by_lexicon(line.text, language, lexicon))
    return tuple((written, said, count) for (written, said), count in times.items())


def lexicon_of(config: Config) -> Lexicon:
    """What the configuration says of every word. Raises ConfigError, naming file and line."""
    lexicon = Lexicon.of(config.lexicon)
    folder = config.path.parent if config.path else Path()
    for name in config.pronunciation.pls:
        from voices.pls import read_pls

        path = folder / name
        try:
            data = path.read_bytes()
        except OSError as error:
            raise ConfigError(
                f"Cannot read {path}: {error.strerror or error}", "Mend pls in [pronunciation]."
            ) from error
        lexicon = lexicon.over(read_pls(data, str(path)))
    return lexicon
