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

from audio.crc16 import crc16
from audio.measure import listen
from audio.mp3 import RATE, frame_offsets, parse_header, parse_info
from chapters import manifestfile as manifests
from chapters.companioncheck import companion_findings
from chapters.consistency import BUILD_AGAIN, inconsistencies
from chapters.manifest import FILE_NAME, Manifest
from chapters.reading.completeness import completeness
from chapters.report import Finding, Report, Severity
from chapters.soundcheck import sound_findings
from chapters.tagcheck import cover_advice, tag_problems, tag_size
from scripts.errors import AudioEditionError, SoundError

__all__ = ["Finding", "Report", "Severity", "check_edition"]


def check_edition(folder: Path) -> Report:
    """Verify the edition in `folder`. Damage becomes findings; nothing is raised for it."""
    try:
        manifest = manifests.read(folder)
    except AudioEditionError as error:
        return Report(folder, (Finding(Severity.ERROR, error.message, FILE_NAME, error.next_step),))
    findings = list(inconsistencies(manifest))
    path = folder / manifest.audio.file
    if any(".file" in finding.where for finding in findings):
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
    findings += sound_findings(manifest, heard, manifest.audio.file)
    findings += companion_findings(folder, manifest)
    return Report(folder, tuple(findings), heard.levels, completeness(manifest))


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
