"""Which music plays in which section: the producer's files are read, and each chapter gets its score."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from audio.mixing import read_piece
from audio.model import Music
from audio.music import NO_SCORE, Cue, Piece, Placement, Score
from edition.config import Config
from scripts.errors import ConfigError, SoundError
from scripts.model import Line, Script
from voices.model import Store


def read_pieces(config: Config, store: Store) -> dict[Placement, Piece]:
    """The pieces that `[music]` names, decoded into the store. Raises ConfigError, naming key and file."""
    folder = config.path.parent if config.path else Path()
    pieces = {}
    for placement in Placement:
        name = getattr(config.music, placement.value)
        if name:
            try:
                pieces[placement] = read_piece(folder / name, store)
            except SoundError as error:
                raise ConfigError(f"[music] {placement.value}: {error.message}", error.next_step) from error
    return pieces


def score_sections(
    script: Script, sections: Sequence[Sequence[int]], music: Music, pieces: Mapping[Placement, Piece]
) -> tuple[Score, ...]:
    """The music of each section; `sections` holds the indices of each one's lines."""
    if not pieces:
        return (NO_SCORE,) * len(sections)
    groups = [[script.lines[index] for index in section] for section in sections]
    own = [number for number, lines in enumerate(groups) if not all(line.added for line in lines)]
    blocks = {line.block for line in script.lines if not line.added}
    scores = []
    for number, lines in enumerate(groups):
        opening = closing = None
        if number == 0 and Placement.INTRO in pieces:
            opening = Cue(Placement.INTRO, pieces[Placement.INTRO], _announced(lines, blocks))
        elif number in own[1:] and Placement.BETWEEN in pieces:
            opening = Cue(Placement.BETWEEN, pieces[Placement.BETWEEN])
        if number == len(groups) - 1 and Placement.OUTRO in pieces:
            closing = Cue(Placement.OUTRO, pieces[Placement.OUTRO], _announced(lines[::-1], blocks))
        scores.append(Score(music, opening, closing) if opening or closing else NO_SCORE)
    return tuple(scores)


def _announced(lines: Sequence[Line], blocks: set[int]) -> int:
    """How many lines from the first on are an announcement: spoken cues stand in blocks of the article's."""
    count = 0
    for line in lines:
        if not line.added or line.block in blocks:
            break
        count += 1
    return count
