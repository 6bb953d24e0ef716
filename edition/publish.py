"""The files of an edition: put in place once everything is made, or found to be there already."""

import contextlib
import hashlib
import importlib.metadata
from dataclasses import replace
from pathlib import Path

import numpy as np

from audio.aac import kbps_for
from audio.chapter import LostChapterError, read_chapter
from audio.model import Codec
from audio.timeline import build_timeline
from audio.waves import Levels, chapter_levels
from chapters import manifest as manifests
from chapters.companions import write_companions
from chapters.consistency import is_plain_name
from chapters.cover import draw_cover
from chapters.manifest import AudioFile, CompanionFile, Manifest, SavedPage
from chapters.mp3file import write_mp3
from chapters.mp4file import Recording, write_mp4
from chapters.reading.container import Sound
from chapters.reading.publish import write_reading
from chapters.record import Imprint, make_manifest
from chapters.tags import About, tag_mp3
from edition.make import Made
from edition.plan import Plan
from edition.saved import Kept, save_page
from scripts.errors import PublishError
from voices.model import Store, TakeInfo, TakeRequest
from voices.takes import TakeError, read_info

_READ_BYTES = 1 << 20


def publish_edition(  # noqa: PLR0913, PLR0917 - an edition's parts
    folder: Path, name: str, plan: Plan, made: Made, store: Store, page: Kept | None = None
) -> Manifest:
    """Write the MP3, what stands beside it, the web page it was read from, and then `edition.json`, each in
    one step.

    Files that are the same already are left alone; those that only the last edition had are removed.
    Raises PublishError if the disk refuses.
    """
    before = last_built(folder)
    script = plan.script
    infos = _line_infos(plan, made, store)
    titles = [section.title for section in script.sections]
    timeline = build_timeline(script.lines, titles, made.chapters, infos)
    about, cover = _about(plan), plan.cover or draw_cover(script.title, plan.show_title)
    tag = tag_mp3(about, timeline, cover)
    written = write_mp3(
        folder / f"{name}.mp3", tag, (read_chapter(store, chapter.key) for chapter in made.chapters)
    )
    recording = Recording(
        about,
        timeline,
        cover,
        kbps_for(plan.encoding.bitrate_kbps),
        lambda number: read_chapter(store, made.chapters[number].key, Codec.AAC),
    )
    others = [
        write_mp4(folder / f"{name}.{kind}", kind, recording)
        for kind in plan.formats
        if kind.codec is Codec.AAC
    ]
    imprint = Imprint(
        plan.show_title, plan.encoding, plan.loudness, generator(), plan.fingerprint(), plan.pronounced
    )
    manifest = make_manifest(script, plan.cast, timeline, written, imprint)
    manifest = write_companions(folder, manifest, others)
    sound = Sound(
        lambda number: read_chapter(store, made.chapters[number].key), cover, lambda: _levels(made, store)
    )
    manifest = write_reading(folder, manifest, sound, plan.reading)
    if page:
        manifest = replace(manifest, saved=(save_page(folder, page),))
    manifests.write(folder, manifest)
    for left in sorted(published_names(before) - published_names(manifest)):
        with contextlib.suppress(OSError):
            (folder / left).unlink()
    return manifest


def _levels(made: Made, store: Store) -> Levels:
    try:
        return np.concatenate([chapter_levels(chapter, store) for chapter in made.chapters])
    except TakeError as error:
        raise LostChapterError(error.message, error.next_step) from error


def _about(plan: Plan) -> About:
    return About(
        title=plan.script.title,
        byline=plan.script.byline,
        show=plan.show_title,
        author=plan.show_author,
        date=plan.script.date,
        language=plan.script.language,
        source=plan.script.source,
        generator=generator(),
    )


def last_built(folder: Path) -> Manifest | None:
    """The manifest of the edition in `folder`; None if there is none that can be read."""
    try:
        return manifests.read(folder)
    except PublishError:
        return None


def is_published(manifest: Manifest, folder: Path, plan: Plan) -> bool:
    """Whether the edition in `folder` is just what `plan` would make, and whole."""
    if manifest.plan != plan.fingerprint() or manifest.generator != generator():
        return False
    rows = [(line.speaker, line.text, line.start, line.end) for line in manifest.lines]
    if rows != [(line.speaker, line.text, line.start, line.end) for line in plan.script.lines]:
        return False  # somebody changed the file by hand
    return all(_is_whole(folder, entry) for entry in _files(manifest))


def _files(manifest: Manifest) -> tuple[AudioFile | CompanionFile | SavedPage, ...]:
    return (manifest.audio, *manifest.files, *manifest.saved)


def _is_whole(folder: Path, entry: AudioFile | CompanionFile | SavedPage) -> bool:
    path = folder / entry.file
    try:
        return path.stat().st_size == entry.bytes and _sha256(path) == entry.sha256
    except OSError:
        return False


def published_names(manifest: Manifest | None) -> set[str]:
    """Of the published files; what a damaged manifest says is not trusted with a path."""
    names = {entry.file for entry in _files(manifest)} if manifest else set()
    return {name for name in names if is_plain_name(name)}


def generator() -> str:
    """Program and version, as published files name it."""
    return f"audio-edition {importlib.metadata.version('audio-edition')}"


def _line_infos(plan: Plan, made: Made, store: Store) -> dict[int, TakeInfo]:
    """What is known of each line's take.

    Lines that sound alike share one, and each has words of its own: those of the first are known, the others'
    are asked for.
    """
    infos: dict[int, TakeInfo] = {}
    first: dict[str, TakeRequest] = {}
    for line, request in enumerate(plan.requests):
        if request is None:
            continue
        if first.setdefault(request.key, request).spoken == request.spoken:
            infos[line] = made.infos[request.key]
        else:
            infos[line] = read_info(store, request) or made.infos[request.key]
    return infos


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_READ_BYTES):
            digest.update(block)
    return digest.hexdigest()
