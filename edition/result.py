"""What a build tells its caller, as a record and as the JSON of `build --json`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from audio.timeline import seconds_from_frames
from chapters.manifest import Manifest
from scripts.export import doubtful
from scripts.words import beginning

if TYPE_CHECKING:
    from edition.explain import Step
    from edition.plan import Plan
    from edition.round import Made


@dataclass(frozen=True, slots=True)
class ChapterTimes:
    """A chapter and where it is heard."""

    title: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class DroppedText:
    """A stretch that is not read aloud."""

    start: int
    end: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """One built edition."""

    folder: Path
    audio: Path
    duration_s: float
    chapters: tuple[ChapterTimes, ...]
    cast: tuple[tuple[str, str], ...]
    """Speaker and the label of the voice, the narrator first."""
    lines: int
    takes_made: int
    """Lines whose take this build made; with `takes_reused`, every line that has a sound."""
    takes_reused: int
    chapters_encoded: int
    chapters_reused: int
    seconds: Mapping[str, float]
    """By stage, and "total"; seconds of wall clock."""
    dropped: tuple[DroppedText, ...]
    doubtful: int
    """Quotes whose speaker is uncertain."""
    notes: tuple[str, ...]
    unchanged: bool
    """Everything was as the last build left it; no file was touched."""
    steps: "tuple[Step, ...]" = ()
    """What was made and why, if that was asked for."""

    def to_json(self) -> dict[str, object]:
        """As `build --json` prints it; times in seconds."""
        return {
            "dir": str(self.folder),
            "audio": str(self.audio),
            "duration_s": self.duration_s,
            "chapters": [{"title": c.title, "start_s": c.start_s, "end_s": c.end_s} for c in self.chapters],
            "cast": dict(self.cast),
            "lines": self.lines,
            "takes_made": self.takes_made,
            "takes_reused": self.takes_reused,
            "chapters_encoded": self.chapters_encoded,
            "chapters_reused": self.chapters_reused,
            "seconds": {stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
            "dropped": [
                {"start": d.start, "end": d.end, "reason": d.reason, "text": d.text} for d in self.dropped
            ],
            "doubtful": self.doubtful,
            "notes": list(self.notes),
            "unchanged": self.unchanged,
            **({"steps": [step.to_json() for step in self.steps]} if self.steps else {}),
        }


def result_of(
    plan: "Plan",
    manifest: Manifest,
    folder: Path,
    seconds: Mapping[str, float],
    made: "Made | None" = None,
) -> Result:
    """What to tell of a build; `made` is None if there was nothing to do."""
    rate = manifest.audio.rate
    spoken = [request.key for request in plan.requests if request]
    # Lines that say the same in the same voice share a take: one of them counts as having made it.
    takes_made = len(made.made_keys) if made else 0
    encoded = len(made.encoded) if made else 0
    return Result(
        folder=folder,
        audio=folder / manifest.audio.file,
        duration_s=seconds_from_frames(manifest.audio.frames, rate),
        chapters=tuple(
            ChapterTimes(
                section.title,
                seconds_from_frames(section.start_frame, rate),
                seconds_from_frames(section.end_frame, rate),
            )
            for section in manifest.sections
        ),
        cast=tuple((speaker, voice.label) for speaker, voice in plan.cast.voices),
        lines=len(plan.script.lines),
        takes_made=takes_made,
        takes_reused=len(spoken) - takes_made,
        chapters_encoded=encoded,
        chapters_reused=len(manifest.sections) - encoded,
        seconds=seconds,
        dropped=tuple(DroppedText(d.start, d.end, d.reason, d.text) for d in manifest.dropped),
        doubtful=sum(doubtful(line) for line in plan.script.lines),
        notes=(*plan.cast.notes, *_remarks(plan, made), *_damage(made)),
        unchanged=made is None,
    )


def _remarks(plan: "Plan", made: "Made | None") -> tuple[str, ...]:
    """Lines whose take is not as it should be, and lines that have none."""
    notes = []
    for line, request in zip(plan.script.lines, plan.requests, strict=True):
        text = " ".join(line.text.split())
        if request is None:
            notes.append(f"nothing in {beginning(text)} can be said")
        elif made is not None and (info := made.infos.get(request.key)) and info.remark:
            notes.append(f"{line.speaker}: {beginning(text)} {info.remark}")
    return tuple(dict.fromkeys(notes))


def _damage(made: "Made | None") -> tuple[str, ...]:
    if made is None or not made.damaged:
        return ()
    return (f"damaged takes in the store, made again: {len(made.damaged)}",)
