"""What a rebuild would change, decided from the last build and the article as it is now. No I/O here."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from audio.timeline import seconds_from_frames
from chapters.manifest import Manifest, ManifestLine
from edition.explain import Step
from edition.last import LastBuild
from edition.plan import Plan
from scripts.matching import Change, Match, match_lines
from scripts.model import Line
from voices.model import Voice


@dataclass(frozen=True, slots=True)
class LineChange:
    """A sentence that is not as it was."""

    change: Change
    speaker: str
    section: str
    """Title of the section that it stands in, or stood in."""
    before: str
    """Empty if it was added."""
    after: str
    """Empty if it was removed."""
    seconds: float
    """Of sound in the edition as it is; of what is added nobody knows it yet: 0."""


@dataclass(frozen=True, slots=True)
class VoiceChange:
    """A speaker whose voice is another one."""

    speaker: str
    before: str
    """Labels; empty for somebody who did not speak before."""
    after: str
    """Empty for somebody who does not speak any more."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that a rebuild would change."""

    lines: tuple[LineChange, ...]
    """In the order of the article."""
    voices: tuple[VoiceChange, ...]
    chapters_added: tuple[str, ...]
    chapters_removed: tuple[str, ...]
    seconds_before: float
    """Of the whole edition as it is; 0 if there is none."""
    seconds_replaced: float
    """Of sound in it that goes or is spoken anew."""
    seconds_added: float
    """What is spoken anew, estimated from the tempo of the edition as it is."""
    lost_decisions: tuple[str, ...]
    """Decisions of the producer that meet nothing in the article."""
    steps: tuple[Step, ...]
    """What a build would make, and why."""
    built_before: bool

    def counted(self, change: Change) -> int:
        """How many sentences changed like that."""
        return sum(line.change is change for line in self.lines)


_SECONDS_A_CHARACTER = 0.065
"""At a narrator's tempo; only where there is no edition yet to measure it by."""


def find_difference(
    plan: Plan,
    manifest: Manifest | None,
    last: LastBuild | None,
    steps: Sequence[Step],
    lost_decisions: Sequence[str],
) -> Difference:
    """Compare the edition as it is (`manifest`, and the record of its build) with what `plan` would make.

    `steps` are those that a build would take.
    """
    old: Sequence[ManifestLine] = manifest.lines if manifest else ()
    rate = manifest.audio.rate if manifest else 1
    matches = match_lines([line.text for line in old], [line.text for line in plan.script.lines])
    voices = _voices(plan, manifest)
    spoken_anew = _spoken_anew(plan, old, last, matches, voices)
    gone = [m.old for m in matches if m.old is not None and (m.new is None or m.new in spoken_anew)]
    replaced = sum(old[at].end_frame - old[at].start_frame for at in gone)
    titles_before = [section.title for section in manifest.sections] if manifest else []
    titles_after = [section.title for section in plan.script.sections]
    lines = [_line_change(match, old, plan, manifest) for match in matches if match.change is not Change.SAME]
    return Difference(
        lines=tuple(line for line in lines if line.before.strip() or line.after.strip()),
        voices=voices,
        chapters_added=tuple((Counter(titles_after) - Counter(titles_before)).elements()),
        chapters_removed=tuple((Counter(titles_before) - Counter(titles_after)).elements()),
        seconds_before=seconds_from_frames(manifest.audio.frames, rate) if manifest else 0.0,
        seconds_replaced=seconds_from_frames(replaced, rate),
        seconds_added=_estimated(plan, old, rate, spoken_anew),
        lost_decisions=tuple(lost_decisions),
        steps=tuple(steps),
        built_before=manifest is not None,
    )


def _spoken_anew(
    plan: Plan,
    old: Sequence[ManifestLine],
    last: LastBuild | None,
    matches: Sequence[Match],
    voices: Sequence[VoiceChange],
) -> Collection[int]:
    """Lines of the script that sound otherwise than in the edition as it is."""
    recast = {change.speaker for change in voices}
    aligned = last if last and [one.text for one in last.lines] == [one.text for one in old] else None
    anew: set[int] = set()
    for match in matches:
        if match.new is None:
            continue
        request = plan.requests[match.new]
        if request is None:
            continue
        if match.old is None or match.change is Change.CHANGED:
            anew.add(match.new)
        elif aligned:
            if aligned.lines[match.old].take != request.key:
                anew.add(match.new)
        else:
            # The last build's record is gone: who speaks in which voice is in edition.json.
            speaker = plan.script.lines[match.new].speaker
            if speaker != old[match.old].speaker or speaker in recast:
                anew.add(match.new)
    return anew


def _line_change(
    match: Match, old: Sequence[ManifestLine], plan: Plan, manifest: Manifest | None
) -> LineChange:
    before = old[match.old] if match.old is not None else None
    after: Line | None = plan.script.lines[match.new] if match.new is not None else None
    section = ""
    if after is not None:
        section = plan.script.sections[after.section].title
    elif before is not None and manifest is not None:
        section = manifest.sections[before.section].title
    frames = before.end_frame - before.start_frame if before else 0
    return LineChange(
        change=match.change,
        speaker=after.speaker if after else before.speaker if before else "",
        section=section,
        before=_folded(before.text) if before else "",
        after=_folded(after.text) if after else "",
        seconds=seconds_from_frames(frames, manifest.audio.rate) if manifest else 0.0,
    )


def _voices(plan: Plan, manifest: Manifest | None) -> tuple[VoiceChange, ...]:
    if manifest is None:
        return ()
    before = {
        had.speaker: (had.voice, (had.engine, had.name, had.tract, had.rate, had.pitch, had.gain_db))
        for had in manifest.cast
    }
    return tuple(_voice_changes(dict(plan.cast.voices), before))


_Sound = tuple[str, str, float, float, float, float]


def _voice_changes(
    after: Mapping[str, Voice], before: Mapping[str, tuple[str, _Sound]]
) -> Sequence[VoiceChange]:
    changes = []
    for speaker, voice in after.items():
        label, sound = before.get(speaker, ("", None))
        if sound != (voice.engine, voice.name, voice.tract, voice.rate, voice.pitch, voice.gain_db):
            changes.append(VoiceChange(speaker, label, voice.label))
    changes += [
        VoiceChange(speaker, label, "") for speaker, (label, _) in before.items() if speaker not in after
    ]
    return changes


def _estimated(plan: Plan, old: Sequence[ManifestLine], rate: int, anew: Collection[int]) -> float:
    characters = sum(len(_folded(line.text)) for line in old)
    seconds = sum(line.end_frame - line.start_frame for line in old) / rate
    pace = seconds / characters if characters else _SECONDS_A_CHARACTER
    return round(pace * sum(len(_folded(plan.script.lines[at].text)) for at in anew), 1)


def _folded(text: str) -> str:
    return " ".join(text.split())
