"""Why a build makes what it makes: a typed reason for every step. Decides only, from records: no I/O."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from audio.model import Chapter
from edition.last import (
    LastBuild,
    LastChapter,
    LastLine,
    around,
    last_chapter,
    last_voice,
    settings_of,
    sounds_of,
)
from edition.plan import Plan
from scripts.matching import match_lines
from voices.model import TakeRequest, sound_of


class TakeReason(StrEnum):
    """Why a take is made."""

    FIRST = "no build before this one"
    NEW = "a new sentence"
    WORDS = "words changed"
    RECAST = "another voice"
    TEMPO = "another tempo"
    READING = "read otherwise: lexicon, or how numbers and names are read"
    SENTENCE = "another part of its sentence changed"
    ENGINE = "engine or model updated"
    LANGUAGE = "read in another language"
    UNMEASURED = "the loudness of this voice was not known"
    LOST = "gone from the store"
    DAMAGED = "damaged in the store"


class ChapterReason(StrEnum):
    """Why a chapter is encoded."""

    FIRST = "no build before this one"
    NEW = "a new chapter"
    TAKES = "takes changed"
    ORDER = "other lines, or in another order"
    MUSIC = "music changed"
    PAUSES = "pauses changed"
    GAINS = "loudness or a voice's gain changed"
    ENCODING = "bit rate, ceiling or encoder changed"
    FORMAT = "another format is wanted"
    LOST = "gone from the store, or damaged there"


class FilesReason(StrEnum):
    """Why the files are written."""

    FIRST = "no edition before this one"
    SOUND = "chapters changed"
    FORMATS = "other formats are wanted"
    COVER = "the cover changed"
    TAGS = "show, title, byline or date changed"
    PROGRAM = "audio-edition was updated"
    ALTERED = "a file was missing or is not as it was written"
    SCRIPT = "what is shown changed, not what is heard"


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a build does, or would do."""

    action: str
    """ "take", "chapter" or "files"."""
    what: str
    """The words, the chapter's title, the name of the edition."""
    reason: TakeReason | ChapterReason | FilesReason
    detail: str = ""
    """What was there before: the old words, the old voice; empty if nothing."""

    def to_json(self) -> dict[str, str]:
        return {
            "action": self.action,
            "what": self.what,
            "reason": self.reason.name.lower(),
            "why": self.reason.value,
            "detail": self.detail,
        }


def take_steps(
    plan: Plan, made: Collection[str], last: LastBuild | None, damaged: Collection[str] = ()
) -> tuple[Step, ...]:
    """A step for each take in `made` (keys), in the order of the article; calibrations first.

    `damaged` are keys that were found damaged.
    """
    steps = []
    for passage in {r.key: r for r in plan.calibrations.values() if r.key in made}.values():
        what = f"the passage that measures {passage.voice.label}"
        reason = TakeReason.UNMEASURED
        if last and passage.key in last.calibrations:
            reason = TakeReason.DAMAGED if passage.key in damaged else TakeReason.LOST
        steps.append(Step("take", what, reason))
    before = _before(plan, last)
    known = {line.take for line in last.lines} if last else frozenset[str]()
    told: set[str] = set()
    for index, request in enumerate(plan.requests):
        if request is None or request.key not in made or request.key in told:
            continue
        told.add(request.key)
        reason, detail = TakeReason.FIRST, ""
        if request.key in damaged:
            reason = TakeReason.DAMAGED
        elif request.key in known:
            reason = TakeReason.LOST
        elif last:
            reason, detail = _why(request, plan.script.lines[index].text, before.get(index), last)
        steps.append(Step("take", _folded(plan.script.lines[index].text), reason, detail))
    return tuple(steps)


def _before(plan: Plan, last: LastBuild | None) -> Mapping[int, LastLine]:
    """The line that each line was in the last build."""
    if last is None:
        return {}
    texts = [line.text for line in plan.script.lines]
    matches = match_lines([line.text for line in last.lines], texts)
    return {m.new: last.lines[m.old] for m in matches if m.new is not None and m.old is not None}


def _why(request: TakeRequest, text: str, before: LastLine | None, last: LastBuild) -> tuple[TakeReason, str]:
    if before is None:
        return TakeReason.NEW, ""
    if _folded(before.text) != _folded(text):
        return TakeReason.WORDS, _folded(before.text)
    now, had = last_voice(request), last.voices[before.voice]
    differences = (
        (not before.take, TakeReason.READING, ""),
        (sound_of(replace(now, rate=had.rate)) != sound_of(had), TakeReason.RECAST, had.label),
        (now.rate != had.rate, TakeReason.TEMPO, f"{had.rate:g}"),
        (before.spoken != request.spoken.text, TakeReason.READING, before.spoken),
        (before.sounds != sounds_of(request), TakeReason.READING, before.sounds),
        (now.language != had.language, TakeReason.LANGUAGE, had.language),
        (before.around != around(request), TakeReason.SENTENCE, before.around),
        (True, TakeReason.ENGINE, had.fingerprint),
    )
    return next((reason, detail) for differs, reason, detail in differences if differs)


def chapter_steps(plan: Plan, chapters: Mapping[int, Chapter], last: LastBuild | None) -> tuple[Step, ...]:
    """A step for each chapter in `chapters`, which gives those that are encoded by their section."""
    finder = _Finder(last.chapters) if last else None
    same = last is not None and last.settings.get("formats") == list(plan.formats)
    lost = ChapterReason.LOST if same else ChapterReason.FORMAT
    return tuple(
        _chapter_step(last_chapter(plan.script.sections[section].title, chapter), finder, lost)
        for section, chapter in sorted(chapters.items())
    )


def _chapter_step(chapter: LastChapter, finder: "_Finder | None", lost: ChapterReason) -> Step:
    if finder is None:
        return Step("chapter", chapter.title, ChapterReason.FIRST)
    before = finder.of(chapter)
    if before is None:
        return Step("chapter", chapter.title, ChapterReason.NEW)
    changed = len(set(chapter.takes) - set(before.takes))
    differences = (
        (before.key == chapter.key, lost),
        (changed > 0, ChapterReason.TAKES),
        (chapter.takes != before.takes, ChapterReason.ORDER),
        (chapter.gains_db != before.gains_db, ChapterReason.GAINS),
        (chapter.score != before.score, ChapterReason.MUSIC),
        ((chapter.starts, chapter.frames) != (before.starts, before.frames), ChapterReason.PAUSES),
        (True, ChapterReason.ENCODING),
    )
    reason = next(reason for differs, reason in differences if differs)
    detail = f"{changed} of {len(chapter.takes)}" if reason is ChapterReason.TAKES else ""
    return Step("chapter", chapter.title, reason, detail)


class _Finder:
    """Finds what a chapter was in the last build: of the same key or title, or with the most takes of it."""

    def __init__(self, chapters: Sequence[LastChapter]) -> None:
        self.by_key = {chapter.key: chapter for chapter in chapters}
        self.by_title = {chapter.title: chapter for chapter in chapters}
        self.by_take = {take: chapter for chapter in chapters for take in chapter.takes}

    def of(self, chapter: LastChapter) -> LastChapter | None:
        found = self.by_key.get(chapter.key) or self.by_title.get(chapter.title)
        if found:
            return found
        homes = [self.by_take[take].key for take in chapter.takes if take in self.by_take]
        if 2 * len(homes) < len(chapter.takes) or not homes:
            return None
        return self.by_key[max(dict.fromkeys(homes), key=homes.count)]


def files_step(plan: Plan, name: str, encoded: int, last: LastBuild | None, *, updated: bool) -> Step:
    """Why the files of an edition are written; `updated` tells that another program wrote them last."""
    return Step("files", name, next(_files_reasons(plan, encoded, last, updated=updated)))


def _files_reasons(
    plan: Plan, encoded: int, last: LastBuild | None, *, updated: bool
) -> Iterator[FilesReason]:
    if last is None:
        yield FilesReason.FIRST
        return
    now = settings_of(plan)
    lines = [(line.section, line.take) for line in last.lines]
    requests = [request.key if request else "" for request in plan.requests]
    sections = [line.section for line in plan.script.lines]
    if encoded or lines != list(zip(sections, requests, strict=True)):
        yield FilesReason.SOUND
    if now["formats"] != last.settings.get("formats"):
        yield FilesReason.FORMATS
    if now["cover"] != last.settings.get("cover"):
        yield FilesReason.COVER
    if any(now[key] != last.settings.get(key) for key in ("show", "meta")):
        yield FilesReason.TAGS
    if updated:
        yield FilesReason.PROGRAM
    texts = [(line.speaker, line.text) for line in last.lines]
    titles = [chapter.title for chapter in last.chapters]
    if texts != [(line.speaker, line.text) for line in plan.script.lines] or titles != [
        section.title for section in plan.script.sections
    ]:
        yield FilesReason.SCRIPT
    yield FilesReason.ALTERED


def _folded(text: str) -> str:
    return " ".join(text.split())
