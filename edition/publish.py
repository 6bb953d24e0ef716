"""The files of an edition: put in place once everything is made, or found to be there already."""

import base64
import contextlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from audio.aac import kbps_for
from audio.chapter import LostChapterError, count_chapter, read_chapter
from audio.model import Chapter, Codec, Format, Timeline
from audio.timeline import build_timeline
from audio.waves import Levels, chapter_levels
from chapters import manifestfile as manifests
from chapters.companions import companion, write_companions
from chapters.cover import draw_cover
from chapters.manifest import Manifest
from chapters.memo import Memo, key_of
from chapters.mp3file import writing_mp3
from chapters.mp4file import Recording, write_mp4
from chapters.reading.container import Sound
from chapters.reading.model import reading_text
from chapters.reading.publish import write_reading
from chapters.record import Imprint, make_manifest
from chapters.runs import runs_of
from chapters.tags import About, tag_mp3
from chapters.written import WrittenFile, digest_of
from edition.locking import alone_in
from edition.make import Making
from edition.plan import Plan
from edition.published import PublishedFile, generator, published_files, published_names
from edition.recording import Contents, fill
from edition.saved import Kept, save_page
from edition.standing import last_built, read_built
from scripts.files import forget, together
from voices.model import Store, TakeInfo, TakeRequest
from voices.takes import TakeError, read_info


def publish_edition(  # noqa: PLR0913, PLR0917 - an edition's parts
    folder: Path,
    name: str,
    plan: Plan,
    fingerprint: str,
    making: Making,
    store: Store,
    memo: Memo,
    cover: bytes,
    page: Kept | None,
    meanwhile: Callable[[], bytes],
) -> tuple[Manifest, list[str], bytes]:
    """Write the MP3, what stands beside it, the web page it was read from, and `edition.json`; put them in
    place, that one last, when all of them are written; alone in the folder.

    Files that are the same already are left alone; those that only the last edition had are removed. `memo`
    keeps what was worked out of sections that are as they were. Returns the manifest without its lines, which
    are nearly all of a book's, the names of the files that were removed, and what `meanwhile` returned, which
    is called where nothing is left to do but to wait for the disk.

    Raises PublishError if the disk refuses, and what `Making.finish` raises.
    """
    script = plan.script
    titles = [section.title for section in script.sections]
    timeline = build_timeline(script.lines, titles, making.chapters, _line_infos(plan, making, store))
    imprint = Imprint(
        plan.show_title, plan.encoding, plan.loudness, generator(), fingerprint, plan.pronounced
    )
    keys = [chapter.key for chapter in making.chapters]
    sounds = _Sounds(folder, name, plan, keys, store, making.executor)
    sound = Sound(
        lambda number: read_chapter(store, keys[number]), cover, lambda: _levels(making.chapters, store)
    )
    encoded, recorded = Future[None](), Future[list[WrittenFile]]()
    with contextlib.ExitStack() as alone:

        def record(timeline: Timeline) -> None:
            with _telling(encoded, recorded):
                making.finish()
                alone.enter_context(alone_in(folder))
                encoded.set_result(None)
                with sounds.writing(timeline, cover) as written:
                    recorded.set_result(written)  # the disk is waited for after that

        # Encoding the last chapters, and reading, hashing and writing hours of sound, leave this thread time
        # for the words.
        with together(), ThreadPoolExecutor(1, thread_name_prefix="recording") as aside, _stopping(making):
            recording = aside.submit(copy_context().run, record, replace(timeline, lines=()))
            mp3, *others = sounds.unwritten
            manifest = make_manifest(script, plan.cast, timeline, mp3, imprint)
            del timeline  # of a book it is all its words once more
            runs = runs_of(manifest.lines)
            texts = write_companions(folder, manifest, memo, runs)
            text = reading_text(manifest, memo, runs)
            encoded.result()
            before = last_built(folder)
            manifest = replace(manifest, files=(*map(companion, others), *texts))
            manifest = write_reading(folder, manifest, text, sound, plan.reading)
            if page:
                manifest = replace(manifest, saved=(save_page(folder, page),))
            forget(folder / mp3.name)
            with manifests.writing(folder, manifest) as complete:
                told = meanwhile()
                mp3, *others = recorded.result()
                audio = replace(manifest.audio, bytes=mp3.bytes, sha256=mp3.sha256)
                files = (*map(companion, others), *manifest.files[len(others) :])
                manifest = replace(manifest, audio=audio, files=files, lines=())
                complete(manifest)
                recording.result()
        removed = sorted(published_names(before) - published_names(manifest))
        for left in removed:
            with contextlib.suppress(OSError):
                (folder / left).unlink()
    return manifest, removed, told


@contextlib.contextmanager
def _telling(*awaited: Future[Any]) -> Iterator[None]:
    """Have an error come out to whoever waits for what there will not be."""
    try:
        yield
    except BaseException as error:
        for future in awaited:
            if not future.done():
                future.set_exception(error)
        raise


@contextlib.contextmanager
def _stopping(making: Making) -> Iterator[None]:
    """Have what is under way in another thread end soon, if this one gives up."""
    try:
        yield
    except BaseException:
        making.stop()
        raise


def cover_for(plan: Plan, memo: Memo) -> bytes:
    """The producer's picture, or what `draw_cover` draws; nobody draws it again for every build."""
    if plan.cover:
        return plan.cover
    title, show = plan.script.title, plan.show_title
    key = key_of("cover", title, show)
    known = memo.get(key)
    if known is not None:
        return base64.b64decode(known)
    cover = draw_cover(title, show)
    memo.put(key, base64.b64encode(cover).decode())
    return cover


@dataclass(frozen=True, slots=True)
class _Sounds:
    """The recordings of an edition: the MP3, and what else is wanted."""

    folder: Path
    name: str
    plan: Plan
    keys: Sequence[str]
    """Of its chapters."""
    store: Store
    executor: Executor

    @property
    def unwritten(self) -> list[WrittenFile]:
        """The MP3 and the others before anything is known of them but their names."""
        endings = ["mp3", *self._others]
        return [WrittenFile(f"{self.name}.{ending}", 0, "") for ending in endings]

    @property
    def _others(self) -> list[Format]:
        return [kind for kind in self.plan.formats if kind.codec is Codec.AAC]

    @contextlib.contextmanager
    def writing(self, timeline: Timeline, cover: bytes) -> Iterator[list[WrittenFile]]:
        """All of them, the MP3 first; the disk is waited for when the block ends. Raises PublishError, or
        LostChapterError."""
        about, keys = _about(self.plan), self.keys
        counted = [count_chapter(self.store, key) for key in keys]
        recording = Recording(
            about,
            timeline,
            cover,
            kbps_for(self.plan.encoding.bitrate_kbps),
            lambda number: read_chapter(self.store, keys[number], Codec.AAC),
        )
        name, tag = self.unwritten[0].name, tag_mp3(about, timeline, cover)
        contents = Contents(name, tag, self.store, keys, counted)
        with writing_mp3(self.folder / name, partial(fill, self.executor, contents)) as written:
            yield [
                written,
                *(write_mp4(self.folder / f"{self.name}.{kind}", kind, recording) for kind in self._others),
            ]


def _levels(chapters: Sequence[Chapter], store: Store) -> Levels:
    try:
        return np.concatenate([chapter_levels(chapter, store) for chapter in chapters])
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


def is_published(head: Manifest, folder: Path, plan: Plan, fingerprint: str) -> bool:
    """Whether the edition in `folder`, of which `last_built` gave `head`, is just what `plan` would make, and
    whole."""
    if head.plan != fingerprint or head.generator != generator():
        return False
    manifest = read_built(folder)
    if manifest is None:
        return False
    rows = [(line.speaker, line.text, line.start, line.end) for line in manifest.lines]
    if rows != [(line.speaker, line.text, line.start, line.end) for line in plan.script.lines]:
        return False  # somebody changed the file by hand
    return all(_is_whole(folder, entry) for entry in published_files(manifest))


def _is_whole(folder: Path, entry: PublishedFile) -> bool:
    path = folder / entry.file
    try:
        with path.open("rb") as file:
            return path.stat().st_size == entry.bytes and digest_of(file, path.name).sha256 == entry.sha256
    except OSError:
        return False


def _line_infos(plan: Plan, making: Making, store: Store) -> dict[int, TakeInfo]:
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
            infos[line] = making.infos[request.key]
        else:
            infos[line] = read_info(store, request) or making.infos[request.key]
    return infos
