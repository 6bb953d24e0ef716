"""Whether what is heard of a file is what its manifest says: every line in its place, pauses quiet, levels
kept."""

from collections.abc import Iterator

import numpy as np

from audio.measure import ENVELOPE_FRAMES, Heard, Measured
from audio.timeline import ms_from_frames
from chapters.consistency import BUILD_AGAIN
from chapters.manifest import Manifest
from chapters.report import Finding, Severity

LOUDNESS_TOLERANCE_LU = 0.5
LOUDNESS_LIMIT_LU = 1.0
"""Beyond the first a warning, beyond the second (what directories ask for) an error."""

SHORT_S = 60
"""Shorter pieces are not held to the loudness of directories."""

SILENCE = 180
"""Greatest sample of a pause (-45 dBFS); what encoding leaves of one is below 30."""
SMEAR_FRAMES = 2_646
"""60 ms beside a sound where the codec may be heard."""


def sound_findings(manifest: Manifest, heard: Heard, name: str) -> Iterator[Finding]:
    """What is wrong with the sound of the file called `name`."""
    yield from (Finding(Severity.ERROR, what, name, BUILD_AGAIN) for what in _sound_problems(manifest, heard))
    yield from _level_findings(manifest, heard.levels, name)


def _sound_problems(manifest: Manifest, heard: Heard) -> Iterator[str]:
    if heard.complaints:
        yield f"ffmpeg complains about it: {heard.complaints.splitlines()[-1][:200]}"
    if heard.frames != manifest.audio.frames:
        yield f"It decodes to {heard.frames} samples, {manifest.audio.frames} were recorded"
        return
    yield from _misplaced(manifest, heard)


def _misplaced(manifest: Manifest, heard: Heard) -> Iterator[str]:
    """Lines that cannot be heard where they should be, and pauses that are not quiet."""
    rate = manifest.audio.rate
    at = 0
    for number, line in enumerate(manifest.lines):
        if line.end_frame <= line.start_frame:
            continue
        if _is_loud(manifest, heard, at, line.start_frame - SMEAR_FRAMES // 2):
            yield f"The pause at {ms_from_frames(at, rate) / 1000:.2f} s is not quiet"
        if _peak(heard, line.start_frame, line.end_frame) <= SILENCE // 4:
            start_s = ms_from_frames(line.start_frame, rate) / 1000
            yield f"Line {number}, at {start_s:.2f} s, cannot be heard"
        at = line.end_frame
    if _is_loud(manifest, heard, at, heard.frames):
        yield "There is sound after the last line"


def _is_loud(manifest: Manifest, heard: Heard, start_frame: int, end_frame: int) -> bool:
    """Whether there is sound in a pause, besides music."""
    for music in manifest.music:
        if music.end_frame > start_frame and music.start_frame < end_frame:
            if _peak(heard, start_frame + SMEAR_FRAMES, music.start_frame - SMEAR_FRAMES // 2) > SILENCE:
                return True
            start_frame = max(start_frame, music.end_frame)
    return _peak(heard, start_frame + SMEAR_FRAMES, end_frame) > SILENCE


def _peak(heard: Heard, start_frame: int, end_frame: int) -> int:
    """Greatest sample between two frames, in whole steps of the envelope; 0 if there is none."""
    inside = heard.envelope[-(-start_frame // ENVELOPE_FRAMES) : max(0, end_frame // ENVELOPE_FRAMES)]
    return int(np.max(inside, initial=0))


def _level_findings(manifest: Manifest, levels: Measured, name: str) -> Iterator[Finding]:
    target, ceiling = manifest.loudness.target_lufs, manifest.loudness.ceiling_dbtp
    away = abs(levels.integrated_lufs - target)
    # Both are printed with one decimal: nothing finer can be told apart.
    if round(away, 2) > LOUDNESS_TOLERANCE_LU:
        # A gain belongs to a voice and not to a piece: a few sentences may lie away from the voice's mean.
        short = manifest.audio.frames < SHORT_S * manifest.audio.rate
        yield Finding(
            Severity.ERROR if round(away, 2) > LOUDNESS_LIMIT_LU and not short else Severity.WARNING,
            f"Its loudness is {levels.integrated_lufs:.1f} LUFS, {target:.1f} was wanted",
            name,
            "So short a piece may be that far away."
            if short
            else "Check gain_db of the voices in edition.toml, then build again.",
        )
    if levels.true_peak_dbtp > ceiling:
        what = f"Its true peak is {levels.true_peak_dbtp:.1f} dBTP, above {ceiling:.1f}"
        yield Finding(Severity.ERROR, what, name, BUILD_AGAIN)
