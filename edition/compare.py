"""`audio-edition diff`: looks at an article, its edition and the store, and touches none of them."""

import contextlib
from collections.abc import Mapping
from pathlib import Path

from audio.chapter import has_chapter
from audio.model import Chapter, Clip
from chapters.manifest import Manifest
from edition.build import Prepared, prepare
from edition.casting import find_pinned
from edition.difference import Difference, find_difference
from edition.explain import Step, chapter_steps, files_step, take_steps
from edition.last import LastBuild, read_last
from edition.order import Order
from edition.placing import Placer
from edition.plan import Plan, decide_takes, lines_by_section
from edition.publish import is_published
from edition.published import generator
from edition.standing import read_built
from edition.views import ReadOnlyStore, WatchedStore
from voices.model import Store
from voices.takes import TakeError, read_info


def compare(order: Order, store: Store) -> tuple[Path, Difference]:
    """The edition's folder, and what a build of `order` would change in it. Raises as `build` does."""
    looked = WatchedStore(ReadOnlyStore(store))
    prepared = prepare(order, looked)
    last = read_last(looked, prepared.folder)
    built = read_built(prepared.folder)
    steps = () if _is_done(prepared) else _steps(prepared, last, looked)
    script = prepared.plan.script
    lost = [*script.notes, *find_pinned(script, prepared.order.config)[1]]
    return prepared.folder, find_difference(prepared.plan, built, last, steps, lost)


def _is_done(prepared: Prepared) -> bool:
    return prepared.last is not None and is_published(
        prepared.last, prepared.folder, prepared.plan, prepared.fingerprint
    )


def _steps(prepared: Prepared, last: LastBuild | None, store: WatchedStore) -> tuple[Step, ...]:
    plan = prepared.plan
    found, missing = decide_takes(plan, lambda request: read_info(store, request))
    to_make = {step.request.key for step in missing}
    takes = take_steps(plan, to_make, last, store.discarded)
    chapters: dict[int, Chapter] = {}
    placer = Placer(plan, store)
    keys = {chapter.takes: chapter.key for chapter in last.chapters} if last else {}
    for section, lines in enumerate(lines_by_section(plan.script)):
        chapter = _unmade(plan, lines, keys)
        if placer.can_place(lines, found):
            with contextlib.suppress(TakeError):
                chapter = placer.chapter(lines, found)
        if not chapter.key or not all(has_chapter(store, chapter.key, codec) for codec in plan.codecs):
            chapters[section] = chapter
    encoded = chapter_steps(plan, chapters, last)
    manifest: Manifest | None = prepared.last
    updated = manifest is not None and manifest.generator != generator()
    return (*takes, *encoded, files_step(plan, prepared.name, len(encoded), last, updated=updated))


def _unmade(plan: Plan, lines: tuple[int, ...], keys: Mapping[tuple[str, ...], str]) -> Chapter:
    """A chapter of which only the takes are known; with its key, if the last build had it with the same."""
    clips = tuple(
        Clip(request.key, 1, 0.0, plan.script.lines[index].boundary)
        for index in lines
        if (request := plan.requests[index])
    )
    key = keys.get(tuple(clip.take for clip in clips), "")
    return Chapter(key, clips, tuple(range(len(clips))), 0)
