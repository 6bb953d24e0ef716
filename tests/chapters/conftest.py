"""A small edition, made of tones, whose every number is known."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pytest

from audio.chapter import encode_chapter, has_chapter, read_chapter
from audio.model import Chapter, Clip, Codec, Encoding, Format, Loudness, Pacing, Timeline
from audio.pacing import plan_chapter
from audio.timeline import build_timeline
from chapters import manifestfile as manifests
from chapters.companions import companion, write_companions
from chapters.cover import draw_cover
from chapters.manifest import Manifest
from chapters.mp3file import write_mp3
from chapters.mp4file import Recording, write_mp4
from chapters.record import Imprint, make_manifest
from chapters.tags import About, tag_mp3
from scripts.model import BlockKind, Boundary, Dropped, Line, LineKind, Script, Section
from voices import blob
from voices.loudness import integrated_lufs
from voices.model import RATE, Cast, Pcm, TakeInfo, Voice, Word


class MemoryStore:
    """The store's interface over a dict."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], bytes] = {}

    def open(self, kind: str, key: str) -> BinaryIO | None:
        data = self.entries.get((kind, key))
        return None if data is None else io.BytesIO(data)

    def write(self, kind: str, key: str, data: bytes) -> None:
        self.entries[kind, key] = data

    def discard(self, kind: str, key: str) -> None:
        self.entries.pop((kind, key), None)


@dataclass
class Edition:
    """What went into the edition of the tests, to be published again with changes."""

    script: Script
    timeline: Timeline
    chapters: tuple[Chapter, ...]
    store: MemoryStore
    cover: bytes
    about: About
    cast: Cast = field(default_factory=lambda: Cast((("Narrator", Voice("tone", "a", "Tone A")),)))

    def encoded(self) -> Iterator[bytes]:
        return (read_chapter(self.store, chapter.key) for chapter in self.chapters)

    def publish(self, folder: Path, tag: bytes | None = None, formats: tuple[Format, ...] = ()) -> Manifest:
        """Write the edition into `folder`, with another tag if one is given, and in `formats` too."""
        tag = tag_mp3(self.about, self.timeline, self.cover) if tag is None else tag
        written = write_mp3(folder / "a.mp3", tag, self.encoded())
        imprint = Imprint("Show", Encoding(), Loudness(), "audio-edition test", "plan")
        manifest = make_manifest(self.script, self.cast, self.timeline, written, imprint)
        others = [write_mp4(folder / f"a.{kind}", kind, self.recording()) for kind in formats]
        files = (*map(companion, others), *write_companions(folder, manifest))
        manifest = replace(manifest, files=files)
        manifests.write(folder, manifest)
        return manifest

    def recording(self) -> Recording:
        """For an M4B or M4A; chapters are encoded in AAC when they are first wanted."""
        for chapter in self.chapters:
            if not has_chapter(self.store, chapter.key, Codec.AAC):
                encode_chapter(chapter, self.store, Encoding(), Loudness(), Codec.AAC)
        return Recording(
            self.about,
            self.timeline,
            self.cover,
            96,
            lambda number: read_chapter(self.store, self.chapters[number].key, Codec.AAC),
        )


TEXT = "Dropped. One two. Three four. Five six. Seven eight. "
TITLES = ("First — “one” 🦊", "Second & <last>")


def tone(number: int, seconds: float = 1.6) -> Pcm:
    """A tone that swells and fades, 0.9 LU above the edition's loudness: the pauses between such short ones
    count in part."""
    at = np.arange(round(seconds * RATE)) / RATE
    sound = (
        np.sin(2 * np.pi * (300 + 50 * number) * at) * np.minimum(1, np.minimum(at, at[::-1]) * 50) * 8_000
    )
    level = integrated_lufs(sound)
    assert level is not None
    pcm: Pcm = np.rint(sound * 10 ** ((-15.1 - level) / 20)).astype(np.int16)
    return pcm


def _make() -> Edition:
    store = MemoryStore()
    lines, infos, at = [], {}, TEXT.index("One")
    for number, words in enumerate(("One two. ", "Three four. ", "Five six. ", "Seven eight. ")):
        pcm = tone(number)
        key = hashlib.sha256(words.encode()).hexdigest()
        split, end, half = words.index(" "), len(words.rstrip(". ")), len(pcm) // 2
        told = (Word(0, split, 0, half), Word(split + 1, end, half, len(pcm)))
        infos[number] = TakeInfo(key, len(pcm), told, None)
        store.write("take", key, blob.encode(infos[number], (), pcm))
        boundary = Boundary.SECTION if number % 2 else Boundary.SENTENCE
        lines.append(
            Line(
                at,
                at + len(words),
                LineKind.NARRATION,
                "Narrator",
                words,
                number // 2,
                boundary,
                BlockKind.PARAGRAPH,
            )
        )
        at += len(words)
    middle = lines[2].start
    script = Script(
        title="A title: “Ünicode” 🦊",
        text=TEXT,
        sections=(Section(TITLES[0], 0, middle), Section(TITLES[1], middle, len(TEXT))),
        lines=tuple(lines),
        speakers=(),
        dropped=(Dropped(0, TEXT.index("One"), "test"),),
        byline="Ann Author",
        date="2026-05-17",
    )
    chapters = []
    for section in range(2):
        clips = [
            Clip(infos[n].key, infos[n].frames, 0.0, line.boundary)
            for n, line in enumerate(lines)
            if line.section == section
        ]
        chapters.append(plan_chapter(clips, Pacing(), Encoding(), Loudness()))
        encode_chapter(chapters[-1], store, Encoding(), Loudness())
    timeline = build_timeline(lines, TITLES, chapters, infos)
    about = About(script.title, script.byline, "Show", date=script.date, source="a.txt", generator="test")
    return Edition(script, timeline, tuple(chapters), store, draw_cover(script.title, "Show"), about)


@pytest.fixture(scope="session")
def edition() -> Edition:
    """Made once: nothing in it is changed by a test."""
    return _make()
