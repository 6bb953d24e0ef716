"""Checking a built edition: its files are read, decoded and metered, and held against its manifest.

Conventions
-----------
Everything that can be told from the files is told: one finding does not hide another, unless what it is about
is missing. The MP3 is read three times, by three readers: its frames by `audio.mp3`, its tag by mutagen, its
sound by ffmpeg.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from audio.measure import ENVELOPE_FRAMES, Heard, Measured, listen
from audio.mp3 import RATE, crc16, frame_offsets, parse_header, parse_info
from audio.timeline import ms_from_frames
from chapters import manifest as manifests
from chapters.consistency import BUILD_AGAIN, inconsistencies
from chapters.manifest import FILE_NAME, Manifest
from chapters.report import Finding, Report, Severity
from chapters.tagcheck import cover_advice, tag_problems, tag_size
from scripts.errors import AudioEditionError, SoundError

__all__ = ["Finding", "Report", "Severity", "check_edition"]

LOUDNESS_TOLERANCE_LU = 0.5
LOUDNESS_LIMIT_LU = 1.0
"""Beyond the first a warning, beyond the second (what directories ask for) an error."""

SHORT_S = 60
"""Shorter pieces are not held to the loudness of directories."""

SILENCE = 180
"""Greatest sample of a pause (-45 dBFS); what encoding leaves of one is below 30."""
SMEAR_FRAMES = 2_646
"""60 ms beside a sound where the codec may be heard."""


def check_edition(folder: Path) -> Report:
    """Verify the edition in `folder`. Damage becomes findings; nothing is raised for it."""
    try:
        manifest = manifests.read(folder)
    except AudioEditionError as error:
        return Report(folder, (Finding(Severity.ERROR, error.message, FILE_NAME, error.next_step),))
    findings = list(inconsistencies(manifest))
    path = folder / manifest.audio.file
    if any(finding.where.endswith("audio.file") for finding in findings):
        return Report(folder, tuple(findings))
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"The recording cannot be read: {error.strerror}"
        return Report(folder, (*findings, _finding(manifest, what)))
    findings += (_finding(manifest, what) for what in _file_problems(manifest, data))
    findings += (_finding(manifest, what) for what in _stream_problems(manifest, data[tag_size(data) :]))
    findings += (_finding(manifest, what) for what in tag_problems(manifest, data[: tag_size(data)]))
    advice = cover_advice(data[: tag_size(data)])
    if advice:
        where, step = manifest.audio.file, "Give a square JPEG or PNG, RGB, 1400 to 3000 pixels wide."
        findings.append(Finding(Severity.WARNING, advice, where, step))
    del data
    try:
        heard = listen(path)
    except SoundError as error:
        return Report(folder, (*findings, _finding(manifest, error.message)))
    findings += (_finding(manifest, what) for what in _sound_problems(manifest, heard))
    findings += _level_findings(manifest, heard.levels)
    return Report(folder, tuple(findings), heard.levels)


def _finding(manifest: Manifest, what: str) -> Finding:
    return Finding(Severity.ERROR, what, manifest.audio.file, BUILD_AGAIN)


def _file_problems(manifest: Manifest, data: bytes) -> Iterator[str]:
    if len(data) != manifest.audio.bytes:
        yield f"It has {len(data)} bytes, {manifest.audio.bytes} were recorded"
    if hashlib.sha256(data).hexdigest() != manifest.audio.sha256:
        yield "Its content is not what was recorded (SHA-256)"


def _stream_problems(manifest: Manifest, stream: bytes) -> Iterator[str]:
    """Problems of the row of frames behind the tag."""
    try:
        first = parse_header(stream)
        info = parse_info(stream[: first.size])
        body = stream[first.size :]
        count = sum(1 for _ in frame_offsets(body))
    except SoundError as error:
        yield error.message
        return
    if info is None:
        yield "The first frame is no Info header"
        return
    if parse_info(body[: first.size]) is not None:
        yield "There is a second Info header"
    if body and parse_header(body).bitrate_kbps != manifest.audio.bitrate_kbps:
        yield f"It does not have {manifest.audio.bitrate_kbps} kbit/s"
    if manifest.audio.rate != RATE:
        yield f"It has {RATE} Hz, {manifest.audio.rate} were recorded"
    if info.frames != count:
        yield f"The Info header counts {info.frames} frames, there are {count}"
    if info.size != len(stream) or info.music_bytes != len(stream):
        yield f"The Info header counts {info.size} bytes, there are {len(stream)}"
    if not info.intact or info.music_crc != crc16(body):
        yield "The Info header's checksums are wrong"
    if info.samples != manifest.audio.frames:
        yield f"The Info header leaves {info.samples} samples, {manifest.audio.frames} were recorded"


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


def _level_findings(manifest: Manifest, levels: Measured) -> Iterator[Finding]:
    target, ceiling = manifest.loudness.target_lufs, manifest.loudness.ceiling_dbtp
    away = abs(levels.integrated_lufs - target)
    # Both are printed with one decimal: nothing finer can be told apart.
    if round(away, 2) > LOUDNESS_TOLERANCE_LU:
        # A gain belongs to a voice and not to a piece: a few sentences may lie away from the voice's mean.
        short = manifest.audio.frames < SHORT_S * manifest.audio.rate
        yield Finding(
            Severity.ERROR if round(away, 2) > LOUDNESS_LIMIT_LU and not short else Severity.WARNING,
            f"Its loudness is {levels.integrated_lufs:.1f} LUFS, {target:.1f} was wanted",
            manifest.audio.file,
            "So short a piece may be that far away."
            if short
            else "Check gain_db of the voices in edition.toml, then build again.",
        )
    if levels.true_peak_dbtp > ceiling:
        yield _finding(manifest, f"Its true peak is {levels.true_peak_dbtp:.1f} dBTP, above {ceiling:.1f}")
