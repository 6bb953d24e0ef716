"""Editions for tests that need no sound: a manifest that is right, and files of any bytes beside it."""

import hashlib
from dataclasses import replace
from pathlib import Path

from chapters import manifestfile as manifests
from chapters.manifest import (
    FILE_NAME,
    AudioFile,
    CompanionFile,
    Levels,
    Manifest,
    ManifestLine,
    ManifestSection,
    ManifestVoice,
)

RATE = 44_100


def make_manifest(
    file: str,
    duration_s: float,
    *,
    title: str = "A title",
    text: str = "One two. Three four.",
    data: bytes = b"sound",
    byline: str = "Ann Author",
    date: str = "",
) -> Manifest:
    """The manifest of an edition in two sections, a line each."""
    frames = round(duration_s * RATE)
    half, middle = frames // 2, len(text) // 2
    spans = ((0, middle, 0, half), (middle, len(text), half, frames))
    lines = tuple(
        ManifestLine("Narrator", "narration", "paragraph", n, n, text[a:b], a, b, start, end, ())
        for n, (a, b, start, end) in enumerate(spans)
    )
    return Manifest(
        title=title,
        byline=byline,
        date=date,
        language="en",
        source="a.md",
        show="",
        audio=AudioFile(file, len(data), hashlib.sha256(data).hexdigest(), RATE, frames, 96),
        loudness=Levels(-16.0, -1.0),
        sections=(ManifestSection(title, 0, half), ManifestSection("Later", half, frames)),
        lines=lines,
        cast=(ManifestVoice("Narrator", "Tone", "tone", "a", 1.0, 1.0, 0.0, 0.0, False),),
        dropped=(),
        files=(),
        generator="audio-edition test",
        plan="plan",
    )


def manifest_text(file: str, duration_s: float) -> str:
    """Its text."""
    return manifests.to_text(make_manifest(file, duration_s))


def make_edition(folder: Path, manifest: Manifest, data: bytes = b"sound", **more: bytes) -> None:
    """Write an edition's folder; `more` are other files, the last "_" in a name standing for the dot."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / manifest.audio.file).write_bytes(data)
    files = []
    for key, content in more.items():
        stem, _, ending = key.rpartition("_")
        name = f"{stem}.{ending}"
        (folder / name).write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        files.append(CompanionFile(name, "application/octet-stream", len(content), digest))
    text = manifests.to_text(replace(manifest, files=tuple(files)))
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
