"""From an article to its edition: the stages in order, and the files put in place at the end.

Deciding is in `edition.plan`, the work in `edition.make`, the files in `edition.publish`.
"""

import contextlib
import itertools
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping, MutableMapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from audio.chapter import LostChapterError, has_chapter
from audio.model import Chapter
from audio.tools import encoder_identity
from chapters.cover import cover_problem, fit_cover
from chapters.manifest import Manifest
from edition.casting import cast_script
from edition.config import Config
from edition.explain import Step, chapter_steps, files_step, take_steps
from edition.foreign import cast_foreign
from edition.foresight import NOTHING_BEGUN, Begun, foresee
from edition.known_takes import KnownTakes
from edition.last import LastBuild, has_last, read_last, to_bytes, write_last
from edition.make import Making
from edition.memo import DERIVED, StoredMemo
from edition.naming import is_url, page_slug
from edition.order import Order
from edition.placing import Placer
from edition.plan import Plan, decide_takes, lines_by_section, make_plan
from edition.progress import OnProgress, Progress, Stage, silent
from edition.pronouncing import lexicon_of
from edition.publish import cover_for, is_published, publish_edition
from edition.published import generator
from edition.result import Result, result_of
from edition.round import Made
from edition.saved import Kept
from edition.scoring import read_pieces
from edition.seal import hash_inputs, leave_seal, program
from edition.spoken_memo import SpokenMemo
from edition.standing import find_standing, last_built, read_script
from edition.unchanged import claim, find_unchanged
from edition.workers import wake
from scripts.errors import ConfigError, PublishError, SoundError
from scripts.files import remove_abandoned
from voices.engines import FALLBACK_LANGUAGE, choose_reader, get_engine
from voices.model import Store, TakeInfo
from voices.takes import TakeError, read_info


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article of which everything is decided and nothing is made."""

    order: Order
    name: str
    """Of the edition: of its folder and of its files."""
    folder: Path
    plan: Plan
    fingerprint: str
    """Of the plan."""
    last: Manifest | None
    """The edition that stands in the folder, without its lines; None if there is none."""
    engine: str
    """Key of the one that was chosen."""
    inputs: str
    """Hash of what decided all this (`edition.seal`)."""
    script_seconds: float
    begun: Begun
    """Takes that workers are making by now."""
    page: Kept | None = None
    """Of a web address: what was read, to be kept beside the edition."""


def build(
    order: Order,
    executor: Executor,
    store: Store,
    on_progress: OnProgress = silent,
    claimed: MutableMapping[Path, str] | None = None,
) -> Result:
    """Build one edition and return what was done.

    `claimed` holds the folders that the same call has built before this one, and their sources. Raises
    AudioEditionError for everything that a user can mend; the edition that stood there is then untouched.
    """
    if unchanged := find_unchanged(order, store, claimed):
        return unchanged
    wake(executor)
    return finish(prepare(order, store, on_progress, claimed, executor), executor, store, on_progress)


def prepare(
    order: Order,
    store: Store,
    on_progress: OnProgress = silent,
    claimed: MutableMapping[Path, str] | None = None,
    executor: Executor | None = None,
) -> Prepared:
    """Read the article and decide how everything in it is said; what is read of music goes to `store`.

    Where an `executor` is named, it may begin meanwhile with what a first build wants. Raises as `build`
    does.
    """
    started = time.monotonic()
    inputs = hash_inputs(order)  # before anything is read: a save from here on is another edition
    on_progress(Progress(Stage.SCRIPT, 0, 0, "the article"))
    standing = find_standing(order)
    page, last = standing.page, standing.last
    foreseen: list[Future[Begun]] = []
    with ThreadPoolExecutor(1, thread_name_prefix="voices") as aside:

        def begin(language: str) -> None:
            if executor and not last:
                foreseen.append(aside.submit(foresee, order, language, executor, store))

        aside.submit(_ask_programs, order.engine)
        script = read_script(order, standing, begin)
    begun = foreseen[0].result() if foreseen else NOTHING_BEGUN
    found = standing.folder.name if standing.folder and is_url(order.source) else ""
    name = order.name or found or page_slug(order.source, script.title)
    folder = order.root / name
    claim(folder, order.source, {} if claimed is None else claimed)
    engine, language = choose_reader(order.engine, script.language)
    if folder != standing.folder:
        last = last_built(folder)
    cast = cast_script(script, order.config, engine, language, last.cast if last else ())
    earlier = last.foreign if last else ()
    cast = cast_foreign(script, cast, engine, language, earlier, stand_in=order.engine == "auto")
    pieces = read_pieces(order.config, store)
    memo = SpokenMemo(store, folder, program(), language, lexicon_of(order.config))
    cover = _cover(order.config) or fit_cover(script.picture)
    plan = make_plan(script, cast, language, order.config, cover=cover, pieces=pieces, form=memo.form)
    memo.save()
    fingerprint = plan.fingerprint()
    seconds = time.monotonic() - started
    return Prepared(order, name, folder, plan, fingerprint, last, engine.name, inputs, seconds, begun, page)


def _ask_programs(engine: str) -> None:
    """Other programs list the system's voices, and tell which encoder it is; they may take their time while
    the article is read."""
    with contextlib.suppress(Exception):  # whoever asks for a voice is told what is wrong
        if engine != "auto":
            get_engine(engine).voices(FALLBACK_LANGUAGE)
    with contextlib.suppress(SoundError):
        encoder_identity()


def finish(
    prepared: Prepared,
    executor: Executor,
    store: Store,
    on_progress: OnProgress = silent,
    urgent: Collection[str] = (),
) -> Result:
    """Make what is missing, takes in `urgent` (keys) first, and put the files in place.

    Raises as `build` does.
    """
    plan, folder, begun = prepared.plan, prepared.folder, time.monotonic()
    seconds = {stage.value: 0.0 for stage in Stage} | {"script": prepared.script_seconds}

    def total() -> dict[str, float]:
        return {**seconds, "total": prepared.script_seconds + time.monotonic() - begun}

    published = prepared.last and is_published(prepared.last, folder, plan, prepared.fingerprint)
    if prepared.last and published and _has_page(prepared):
        _leave_record(prepared, store)
        result = result_of(plan, prepared.last, folder, total())
        _leave_seal(prepared, prepared.last, result, store)
        return result
    last = read_last(store, folder) if prepared.order.explain else None
    with _own_folder(folder):
        made, manifest, removed, published_s = _make_and_publish(
            prepared, executor, store, on_progress, urgent
        )
    seconds |= {"voices": made.voices_seconds, "audio": made.audio_seconds, "chapters": published_s}
    on_progress(Progress(Stage.CHAPTERS, 1, 1, "done"))
    result = result_of(plan, manifest, folder, total(), made)
    _leave_seal(prepared, manifest, result, store)
    result = replace(result, notes=(*result.notes, *map(_REMOVED.format, removed)))
    return replace(result, steps=_steps(prepared, made, last)) if prepared.order.explain else result


_REMOVED = (
    "{0} was removed: it belongs to no format that was asked for now (--format, or formats in [output])"
)


def _has_page(prepared: Prepared) -> bool:
    return prepared.page is None or bool(prepared.last and prepared.last.saved)


def _make_and_publish(
    prepared: Prepared, executor: Executor, store: Store, on_progress: OnProgress, urgent: Collection[str]
) -> tuple[Made, Manifest, list[str], float]:
    """What was made, the manifest, the files that were removed, and the seconds that publishing took after
    that."""
    plan, folder = prepared.plan, prepared.folder
    memo = StoredMemo(store, DERIVED, folder, program())
    for attempt in itertools.count(1):
        making = Making(
            plan,
            executor,
            store,
            lambda: KnownTakes(store, folder, program()),
            on_progress,
            urgent,
            prepared.begun,
        )
        # Now, for drawing takes more room than there is use for once all is known that is published.
        with ThreadPoolExecutor(1, thread_name_prefix="cover") as aside:
            drawing = aside.submit(cover_for, plan, memo)
            making.place()
            cover = drawing.result()
        try:
            manifest, removed, record = publish_edition(
                folder,
                prepared.name,
                plan,
                prepared.fingerprint,
                making,
                store,
                memo,
                cover,
                prepared.page,
                partial(_record, prepared, making.chapters, making.infos),
            )
        except LostChapterError:
            # Damaged, or pruned by somebody, since it was looked for: the next round encodes it.
            if attempt == _MOST_ATTEMPTS:
                raise
            for chapter in making.chapters:
                for codec in plan.codecs:
                    has_chapter(store, chapter.key, codec)  # discards every other one that is damaged
            continue
        made = making.finish()
        write_last(store, folder, record)
        memo.save()
        return made, manifest, removed, time.monotonic() - made.ended
    raise AssertionError("the last attempt returns or raises")


_MOST_ATTEMPTS = 3


def _leave_record(prepared: Prepared, store: Store) -> None:
    """See that the store knows what an edition is made of that was built with another store, or moved."""
    plan = prepared.plan
    if has_last(store, prepared.folder):
        return
    infos, missing = decide_takes(plan, lambda request: read_info(store, request))
    if missing:
        return  # made with another store: in this one there is nothing to keep
    with contextlib.suppress(TakeError):
        placer = Placer(plan, store)
        chapters = [placer.chapter(lines, infos) for lines in lines_by_section(plan.script)]
        write_last(store, prepared.folder, _record(prepared, chapters, infos))


def _record(prepared: Prepared, chapters: Sequence[Chapter], infos: Mapping[str, TakeInfo]) -> bytes:
    """What to write down of a build."""
    return to_bytes(prepared.folder, prepared.order.source, prepared.plan, chapters, infos)


def _leave_seal(prepared: Prepared, manifest: Manifest, result: Result, store: Store) -> None:
    told = replace(result, notes=prepared.plan.cast.notes)  # less what only this build has to tell
    leave_seal(prepared.inputs, prepared.engine, prepared.plan, manifest, told, store)


def _steps(prepared: Prepared, made: Made, last: LastBuild | None) -> tuple[Step, ...]:
    plan = prepared.plan
    updated = prepared.last is not None and prepared.last.generator != generator()
    return (
        *take_steps(plan, made.made_keys | made.measured_keys, last, made.damaged),
        *chapter_steps(plan, {section: made.chapters[section] for section in made.encoded}, last),
        files_step(plan, prepared.name, len(made.encoded), last, updated=updated),
    )


def _cover(config: Config) -> bytes:
    """The producer's own cover, empty if there is none."""
    if not config.show.image or config.path is None:
        return b""
    path = config.path.parent / config.show.image
    wanted = "Give [show] image the path of a square JPEG or PNG, from the folder of edition.toml."
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror or error}", wanted) from error
    problem = cover_problem(data)
    if problem:
        raise ConfigError(f"{path}: {problem}", wanted)
    return data


@contextlib.contextmanager
def _own_folder(folder: Path) -> Iterator[None]:
    """The folder of an edition. One that was made for it goes again if nothing came to be in it."""
    stood = folder.exists()
    try:
        _make_folder(folder)
        yield
    except BaseException:
        if not stood:
            with contextlib.suppress(OSError):  # it is not there, or not empty
                folder.rmdir()
        raise


def _make_folder(folder: Path) -> None:
    """Find out that nothing can be written before an hour of speech is made; sweep up after killed builds."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        for part in folder.glob(".*.part"):
            remove_abandoned(part)
    except OSError as error:
        raise PublishError(
            f"Cannot write to {folder}: {error.strerror or error}",
            "Check the folder's rights, or name another with -o.",
        ) from error
