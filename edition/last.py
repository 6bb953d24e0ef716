"""What the last build of an edition was made of.

It tells why the next build makes what it makes, and what the store must keep. A record lies in the store
beside the takes, under the hash of the edition's folder. Building does not need it: without it everything is
found by content as ever, only nobody can say why something is made, and pruning may take what the edition is
made of.

Conventions
-----------
One JSON object, its version first. A record of another version, or one that is damaged, is no record.
"""

import hashlib
import io
import itertools
import json
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audio.model import Chapter, Codec
from chapters.text import between
from edition.addresses import address
from voices.model import Store, TakeInfo, TakeRequest, Voice

if TYPE_CHECKING:
    from edition.plan import Plan

KIND = "record"
"""Of these records, in the store."""

VERSION = 2


@dataclass(frozen=True, slots=True)
class LastVoice:
    """Everything audible about a speaker's voice, as a take is asked for in it."""

    label: str
    engine: str
    name: str
    tract: float
    rate: float
    pitch: float
    gain_db: float
    language: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class LastLine:
    """A line and its take."""

    section: int
    speaker: str
    text: str
    spoken: str
    """Empty if nothing in it could be said."""
    voice: int
    """Index into `LastBuild.voices`; -1 without a take."""
    take: str
    """Key of the take; empty without one."""
    frames: int
    sounds: str = ""
    """How words in it are pronounced, where the producer says so in sounds."""
    around: str = ""
    """The rest of its sentence, for a line that is a part of one."""


@dataclass(frozen=True, slots=True)
class LastChapter:
    """An encoded chapter: what stands in it, and where."""

    title: str
    key: str
    takes: tuple[str, ...]
    """Of what has a sound, in order."""
    starts: tuple[int, ...]
    frames: int
    gains_db: tuple[float, ...]
    pieces: tuple[str, ...] = ()
    """Keys of what it was encoded in."""
    music: tuple[str, ...] = ()
    """Keys of the pieces that play in it."""
    score: str = ""
    """Changes with how they play."""


@dataclass(frozen=True, slots=True)
class LastBuild:
    """A build that was published."""

    folder: str
    """Absolute path of the edition."""
    source: str
    voices: tuple[LastVoice, ...]
    lines: tuple[LastLine, ...]
    chapters: tuple[LastChapter, ...]
    calibrations: tuple[str, ...]
    """Keys of the takes by which the voices' loudness is known."""
    settings: Mapping[str, object]
    """What all chapters share (bit rate, loudness) and what only the files show (show, cover)."""

    def needed(self) -> Iterator[tuple[str, str]]:
        """(kind, key) of what the store must keep for this edition to be rebuilt for the price of an edit."""
        yield from (("take", line.take) for line in self.lines if line.take)
        yield from (("take", key) for key in self.calibrations)
        yield from (("take", piece) for chapter in self.chapters for piece in chapter.music)
        yield from ((codec, chapter.key) for chapter in self.chapters for codec in Codec)
        yield from (("piece", piece) for chapter in self.chapters for piece in chapter.pieces)
        yield from (("wave", chapter.key) for chapter in self.chapters)
        yield from (("wave", piece) for chapter in self.chapters for piece in chapter.pieces)


def to_bytes(
    folder: Path, source: str, plan: "Plan", chapters: Sequence[Chapter], infos: Mapping[str, TakeInfo]
) -> bytes:
    """What to write down of a build, as `write_last` keeps it and `parse` reads it; `infos` are its takes by
    key."""
    voices: dict[LastVoice, int] = {}
    rows = (_json({name: getattr(line, name) for name in _LINE}) for line in _lines(plan, infos, voices))
    data = io.BytesIO()
    for part in itertools.chain(('{"lines":[',), between(",", rows), ("]",)):
        data.write(part.encode("utf-8", "surrogatepass"))
    titles = [section.title for section in plan.script.sections]
    build = LastBuild(
        folder=str(folder.absolute()),
        source=source,
        voices=tuple(voices),
        lines=(),  # of a book they are nearly all of it: written one by one
        chapters=tuple(last_chapter(*pair) for pair in zip(titles, chapters, strict=True)),
        calibrations=tuple(sorted({request.key for request in plan.calibrations.values()})),
        settings=settings_of(plan),
    )
    others = {"version": VERSION, **asdict(build)}
    del others["lines"]
    data.write(f",{_json(others)[1:]}".encode("utf-8", "surrogatepass"))
    return data.getvalue()


def _lines(
    plan: "Plan", infos: Mapping[str, TakeInfo], voices: MutableMapping[LastVoice, int]
) -> Iterator[LastLine]:
    """One by one; `voices` gets those that they are heard in, each with its index."""
    for line, request in zip(plan.script.lines, plan.requests, strict=True):
        if request is None:
            yield LastLine(line.section, line.speaker, line.text, "", -1, "", 0)
            continue
        yield LastLine(
            line.section,
            line.speaker,
            line.text,
            request.spoken.text,
            voices.setdefault(last_voice(request), len(voices)),
            request.key,
            infos[request.key].frames if request.key in infos else 0,
            sounds_of(request),
            around(request),
        )


_LINE = [field.name for field in fields(LastLine)]


def sounds_of(request: TakeRequest) -> str:
    """How words are pronounced, in one text; empty if nobody says so."""
    return " ".join(f"{sound.start}-{sound.end}:{sound.ipa}" for sound in request.spoken.sounds)


def around(request: TakeRequest) -> str:
    """The sentence around a line, with a mark in its place; empty for a line that is a sentence."""
    before, after = request.context.before, request.context.after
    return f"{before} … {after}" if before or after else ""


def last_voice(request: TakeRequest) -> LastVoice:
    """The voice that a take is asked for in."""
    voice: Voice = request.voice
    return LastVoice(
        voice.label,
        voice.engine,
        voice.name,
        voice.tract,
        voice.rate,
        voice.pitch,
        voice.gain_db,
        request.language,
        request.fingerprint,
    )


def last_chapter(title: str, chapter: Chapter) -> LastChapter:
    """A chapter as it was, or will be, encoded."""
    heard = [pair for pair in zip(chapter.clips, chapter.starts, strict=True) if pair[0].frames]
    return LastChapter(
        title,
        chapter.key,
        tuple(clip.take for clip, _ in heard),
        tuple(start for _, start in heard),
        chapter.frames,
        tuple(clip.gain_db for clip, _ in heard),
        tuple(piece.key for piece in chapter.pieces),
        tuple(dict.fromkeys(bed.piece for bed in chapter.beds)),
        hashlib.sha256(repr(chapter.beds).encode()).hexdigest()[:16] if chapter.beds else "",
    )


def settings_of(plan: "Plan") -> dict[str, object]:
    """What all chapters share, and what only the files show."""
    return {
        "encoding": asdict(plan.encoding),
        "loudness": asdict(plan.loudness),
        "formats": list(plan.formats),
        "show": [plan.show_title, plan.show_author],
        "cover": hashlib.sha256(plan.cover).hexdigest() if plan.cover else "",
        "meta": [plan.script.title, plan.script.byline, plan.script.date],
    }


def write_last(store: Store, folder: Path, record: bytes) -> None:
    """Put the record of the edition in `folder` into the store. Raises what the store raises."""
    store.write(KIND, address(folder), record)


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def read_last(store: Store, folder: Path) -> LastBuild | None:
    """The record of the edition in `folder`; None if there is none that can be read."""
    reader = store.open(KIND, address(folder))
    if reader is None:
        return None
    with reader:
        build = parse(reader.read())
    return build if build and build.folder == str(folder.absolute()) else None


def has_last(store: Store, folder: Path) -> bool:
    """Whether there is a record of the edition in `folder`, readable or not."""
    reader = store.open(KIND, address(folder))
    if reader is not None:
        reader.close()
    return reader is not None


def parse(data: bytes) -> LastBuild | None:
    """The record in `data`; None if it is none of this version."""
    try:
        content: dict[str, Any] = json.loads(data.decode("utf-8", "surrogatepass"))
        if content.pop("version") != VERSION:
            return None
        content["voices"] = tuple(LastVoice(**voice) for voice in content["voices"])
        content["lines"] = tuple(LastLine(**line) for line in content["lines"])
        content["chapters"] = tuple(_chapter(chapter) for chapter in content["chapters"])
        content["calibrations"] = tuple(content["calibrations"])
        return LastBuild(**content)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _chapter(content: dict[str, Any]) -> LastChapter:
    rows = {name: tuple(content[name]) for name in ("takes", "starts", "gains_db", "pieces", "music")}
    return LastChapter(**{**content, **rows})
