"""Checking what stands beside a recording: each file as it was written, and saying what the manifest says."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from audio.measure import listen
from audio.timeline import ms_from_frames
from chapters import transcripts
from chapters.chapterjson import CHAPTERS, VERSION
from chapters.consistency import BUILD_AGAIN
from chapters.epub.accessibility import accessibility_problems
from chapters.epub.rules import overlay_problems
from chapters.manifest import FILE_NAME, CompanionFile, Manifest, SavedPage
from chapters.mp4check import mp4_problems, sound_hash
from chapters.packages.daisyrules import daisy_problems
from chapters.packages.lpfrules import lpf_problems
from chapters.report import Finding, Severity
from chapters.soundcheck import sound_findings
from chapters.text import one_line
from chapters.transcriptcheck import html_problems, json_problems, srt_problems, vtt_problems
from chapters.written import digest_of
from scripts.errors import SoundError

MOST_OF_A_KIND = 5
"""Problems told of one file: a transcript that is a second late is wrong in every cue."""


def companion_findings(folder: Path, manifest: Manifest) -> Iterator[Finding]:
    """What is wrong with the files beside the recording."""
    listed = {entry.file for entry in manifest.files}
    for name in (*_TEXT_CHECKS,):
        if name not in listed:
            yield _error(f"There is no {name}", f"{FILE_NAME}: files")
    heard: set[str] = set()
    entries: tuple[CompanionFile | SavedPage, ...] = (*manifest.files, *manifest.saved)
    for entry in entries:
        path = folder / entry.file
        try:
            problems = list(_file_problems(path, entry))
            check = _TEXT_CHECKS.get(entry.file)
            if check:
                problems += check(path.read_text(encoding="utf-8"), manifest)
            elif path.suffix == ".epub":
                problems += [*overlay_problems(path), *accessibility_problems(path)]
            elif path.suffix == ".lpf":
                problems += lpf_problems(path)
            elif path.name.endswith(".daisy.zip"):
                problems += daisy_problems(path)
            elif path.suffix in (".m4b", ".m4a"):
                problems += mp4_problems(path, manifest)
        except (OSError, UnicodeDecodeError) as error:
            yield _error(f"It cannot be read: {getattr(error, 'strerror', None) or error}", entry.file)
            continue
        yield from (_error(what, entry.file) for what in _few(problems))
        if path.suffix in (".m4b", ".m4a"):
            yield from _heard(path, entry.file, manifest, heard)


def _few(problems: list[str]) -> Iterator[str]:
    yield from problems[:MOST_OF_A_KIND]
    if len(problems) > MOST_OF_A_KIND:
        yield f"There are {len(problems) - MOST_OF_A_KIND} more problems in it"


def _error(what: str, where: str) -> Finding:
    return Finding(Severity.ERROR, what, where, BUILD_AGAIN)


def _file_problems(path: Path, entry: CompanionFile | SavedPage) -> Iterator[str]:
    with path.open("rb") as file:
        found = digest_of(file, path.name)
    if found.bytes != entry.bytes:
        yield f"It has {found.bytes} bytes, {entry.bytes} were recorded"
    if found.sha256 != entry.sha256:
        yield "Its content is not what was recorded (SHA-256)"


def _heard(path: Path, name: str, manifest: Manifest, heard: set[str]) -> Iterator[Finding]:
    """The sound of an M4B or M4A; where both hold the same, once."""
    sound = sound_hash(path)
    if sound in heard:
        return
    heard.add(sound)
    try:
        yield from sound_findings(manifest, listen(path), name)
    except SoundError as error:
        yield _error(error.message, name)


def _chapters_problems(text: str, manifest: Manifest) -> Iterator[str]:
    try:
        content = json.loads(text)
        found = [(one["startTime"], one.get("endTime"), one.get("title")) for one in content["chapters"]]
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError) as error:
        yield f"It holds no chapters: {type(error).__name__}"
        return
    if content.get("version") != VERSION:
        yield f"Its version is {content.get('version')!r}, not {VERSION!r}"
    if len(found) != len(manifest.sections):
        yield f"It has {len(found)} chapters, there are {len(manifest.sections)} sections"
        return
    rate = manifest.audio.rate
    for number, ((start, end, title), section) in enumerate(zip(found, manifest.sections, strict=True), 1):
        wanted = (
            ms_from_frames(section.start_frame, rate) / 1000,
            ms_from_frames(section.end_frame, rate) / 1000,
        )
        if (start, end) != wanted:
            yield f"Chapter {number} is from {start} to {end} s, not {wanted[0]} to {wanted[1]}"
        if title != one_line(section.title):
            yield f"Chapter {number} is called {title!r}"


_TEXT_CHECKS: Mapping[str, Callable[[str, Manifest], Iterator[str]]] = {
    CHAPTERS: _chapters_problems,
    transcripts.VTT: vtt_problems,
    transcripts.SRT: srt_problems,
    transcripts.JSON: json_problems,
    transcripts.HTML: html_problems,
}
"""Every edition has these."""
