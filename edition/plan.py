"""Deciding what a build has to do. Nothing here is done.

What is asked for is settled by the script, the cast and the configuration (`Plan`); what is missing, by what
the store holds (`decide_takes`). Each step has a reason that can be shown.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import cache, partial
from types import MappingProxyType

from audio import mastering, pacing
from audio.model import Codec, Encoding, Format, Loudness, Pacing
from audio.music import NO_SCORE, Piece, Placement, Score
from chapters.reading.publish import Wanted
from edition.asking import ask
from edition.config import Config
from edition.pronouncing import lexicon_of, pronounced_in
from edition.scoring import score_sections
from scripts.cutting import HEADINGS
from scripts.export import line_json, to_json
from scripts.model import Line, Script
from voices.engines import get_engine
from voices.levels import calibration_request
from voices.model import Cast, Spoken, TakeInfo, TakeRequest, Voice
from voices.spoken import spoken_form
from voices.unsaid import notes_on_sounds

PLAN_VERSION = 7
"""Raised when the same plan would be carried out differently: editions are then published anew. (Another
ffmpeg is no reason by itself: it encodes what has to be encoded.)"""


class Reason(StrEnum):
    """Why a take is made."""

    NEW_WORDS = "no take of these words in this voice"
    UNMEASURED_VOICE = "the loudness of this voice is not known yet"


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that decides an edition, before a single sound is made."""

    script: Script
    cast: Cast
    requests: tuple[TakeRequest | None, ...]
    """One per line of the script; None for a line in which nothing can be said."""
    calibrations: Mapping[Voice, TakeRequest]
    """One per voice and tempo: the passage by which its loudness is known."""
    pacing: Pacing
    loudness: Loudness
    encoding: Encoding
    formats: tuple[Format, ...]
    """The MP3 first, always; each once."""
    show_title: str
    show_author: str
    cover: bytes
    """The producer's own picture, or a book's; empty if one is to be drawn."""
    scores: tuple[Score, ...]
    """The music of each section."""
    reading: Wanted
    """What is read with the eyes beside it."""
    pronounced: tuple[tuple[str, str, int], ...]
    """What the lexicon has of the article's words: written, how it is said, how often."""

    @property
    def codecs(self) -> tuple[Codec, ...]:
        """In what each chapter is encoded."""
        return tuple(dict.fromkeys(one.codec for one in self.formats))

    def fingerprint(self) -> str:
        """Hex digest of everything above: equal plans make equal files."""
        content = {
            "versions": [PLAN_VERSION, pacing.KEY_VERSION, mastering.VERSION],
            "script": to_json(replace(self.script, lines=())),
            "meta": [
                self.script.byline,
                self.script.date,
                self.script.source,
                self.script.link,
                self.script.image,
            ],
            "cast": [[speaker, asdict(voice)] for speaker, voice in self.cast.voices],
            "takes": [request.key if request else "" for request in self.requests],
            "calibrations": sorted(request.key for request in self.calibrations.values()),
            "settings": [asdict(self.pacing), asdict(self.loudness), asdict(self.encoding)],
            "formats": self.formats,
            "reading": asdict(self.reading),
            "pronounced": self.pronounced,
            "show": [self.show_title, self.show_author],
            "music": [asdict(score) if score != NO_SCORE else None for score in self.scores],
            "cover": hashlib.sha256(self.cover).hexdigest(),
        }
        digest = hashlib.sha256(_json(content).encode())
        for line in self.script.lines:  # one by one: a book's are most of it
            digest.update(_json(line_json(line)).encode())
        return digest.hexdigest()


_json = json.JSONEncoder(sort_keys=True).encode


@dataclass(frozen=True, slots=True)
class TakeStep:
    """A take to be made."""

    request: TakeRequest
    section: int
    """The first section that waits for it; -1 for a voice's calibration, which several wait for."""
    reason: Reason


def make_plan(  # noqa: PLR0913 - all that decides an edition
    script: Script,
    cast: Cast,
    language: str,
    config: Config,
    *,
    cover: bytes = b"",
    pieces: Mapping[Placement, Piece] = MappingProxyType({}),
    form: Callable[[str], Spoken] | None = None,
) -> Plan:
    """Settle how each line will be said, in the voices of `language`, and what music there is.

    `form` gives a line's spoken form, where it need not be worked out. Raises EngineError if a voice's engine
    is missing.
    """
    lexicon = lexicon_of(config)
    form = form or partial(spoken_form, language=language, lexicon=lexicon)
    readings = _readings(script.lines, cast, language)
    engines = {voice.engine: get_engine(voice.engine) for voice, _ in readings}
    paced = cache(partial(_paced, config.pacing))  # one voice for thousands of lines
    voices = [
        paced(voice, line.role in HEADINGS) for line, (voice, _) in zip(script.lines, readings, strict=True)
    ]
    languages = [spoken for _, spoken in readings]
    spoken = [
        form(line.text) if own == language else spoken_form(line.text, language=own, lexicon=lexicon)
        for line, own in zip(script.lines, languages, strict=True)
    ]
    requests = ask(script.lines, voices, languages, engines, spoken)
    heard: dict[Voice, str] = {}
    for voice, own in zip(voices, languages, strict=True):
        heard.setdefault(voice, own)
    return Plan(
        script=script,
        cast=replace(cast, notes=(*cast.notes, *notes_on_sounds(requests, engines))),
        requests=requests,
        calibrations={
            voice: calibration_request(voice, engines[voice.engine], own) for voice, own in heard.items()
        },
        pacing=config.pacing,
        loudness=config.loudness,
        encoding=Encoding(config.output.bitrate_kbps),
        formats=tuple(one for one in Format if one is Format.MP3 or one in config.output.formats),
        show_title=config.show.title,
        show_author=config.show.author,
        cover=cover,
        pronounced=pronounced_in(script.lines, language, lexicon),
        reading=Wanted(
            page=config.output.page,
            picture=config.output.picture,
            epub=Format.EPUB in config.output.formats,
            lpf=Format.LPF in config.output.formats,
            daisy=Format.DAISY in config.output.formats,
            epub_words=config.output.epub_words,
        ),
        scores=score_sections(script, lines_by_section(script), config.music, pieces),
    )


def _readings(lines: Sequence[Line], cast: Cast, language: str) -> list[tuple[Voice, str]]:
    """For each line who reads it, and in which language: its own, where there is a voice for it."""
    usual = dict(cast.voices)
    foreign = {(speaker, own): voice for speaker, own, voice in cast.foreign}
    return [
        (foreign[line.speaker, line.language], line.language)
        if (line.speaker, line.language) in foreign
        else (usual[line.speaker], language)
        for line in lines
    ]


def _paced(pacing: Pacing, voice: Voice, heading: bool) -> Voice:
    """A voice at the tempo of a line; it stays the same voice in the cast."""
    pace = pacing.pace * (pacing.heading_pace if heading else 1.0)
    return replace(voice, rate=round(voice.rate * pace, 4))


def decide_takes(
    plan: Plan, stored: Callable[[TakeRequest], TakeInfo | None], urgent: Collection[str] = ()
) -> tuple[Mapping[str, TakeInfo], tuple[TakeStep, ...]]:
    """What is there, and what has to be made.

    Returns the takes found, by key, and the steps in the order in which they should start: those in `urgent`
    (keys: what somebody is editing); then calibrations, for every chapter waits on them; then section by
    section, so that chapters can be encoded while others are spoken, the longest section first, so that
    little is left to encode at the end; within a section the longest take first, so that no worker ends on a
    long one.
    """
    wanted: dict[str, TakeStep] = {}
    for request in plan.calibrations.values():
        wanted.setdefault(request.key, TakeStep(request, -1, Reason.UNMEASURED_VOICE))
    for line, spoken in zip(plan.script.lines, plan.requests, strict=True):
        if spoken:
            wanted.setdefault(spoken.key, TakeStep(spoken, line.section, Reason.NEW_WORDS))
    found = {key: info for key, step in wanted.items() if (info := stored(step.request)) is not None}
    missing = [step for key, step in wanted.items() if key not in found]
    length = Counter[int]()
    for step in missing:
        length[step.section] += len(step.request.spoken.text)

    def order(step: TakeStep) -> tuple[bool, bool, int, int, int, str]:
        key, section = step.request.key, step.section
        own = len(step.request.spoken.text)
        return key not in urgent, section >= 0, -length[section], section, -own, key

    return found, tuple(sorted(missing, key=order))


def lines_by_section(script: Script) -> Sequence[tuple[int, ...]]:
    """For each section the indices of its lines, in order."""
    groups: list[list[int]] = [[] for _ in script.sections]
    for index, line in enumerate(script.lines):
        groups[line.section].append(index)
    return [tuple(group) for group in groups]
