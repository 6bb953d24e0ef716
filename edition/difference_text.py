"""A Difference for a person, and as the JSON of `diff --json`."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from edition.amounts import duration_text
from edition.difference import Difference, LineChange, VoiceChange
from edition.explain import Step
from scripts.matching import Change
from scripts.words import cut_short, how_many

_MOST = 90
"""Characters of a line's words that are shown."""

_MOST_SHOWN = 40
"""Sentences and steps that are listed one by one."""
_MARKS = {Change.ADDED: "+", Change.REMOVED: "-", Change.CHANGED: "~", Change.MOVED: ">"}


def difference_text(folder: Path, found: Difference) -> str:
    """What a rebuild would change, in lines for a person."""
    return "\n".join(_lines(folder, found))


def _lines(folder: Path, found: Difference) -> Iterator[str]:
    if not found.steps:
        yield f"{folder}: nothing has changed; a build would make nothing."
        yield from (f"  decision without a place: {note}" for note in found.lost_decisions)
        return
    if found.built_before:
        yield f"{folder}: {_counts(found)}"
        goes, before = duration_text(found.seconds_replaced), duration_text(found.seconds_before)
        yield f"  sound: {goes} of {before} goes, about {duration_text(found.seconds_added)} comes"
    else:
        yield f"{folder}: not built yet; about {duration_text(found.seconds_added)} of sound to make"
    if found.built_before:
        yield from _changes(found.lines)
    yield from (f"  {_voice(change)}" for change in found.voices)
    yield from (f"  new chapter: “{title}”" for title in found.chapters_added if found.built_before)
    yield from (f"  chapter gone: “{title}”" for title in found.chapters_removed)
    yield from (f"  decision without a place: {note}" for note in found.lost_decisions)
    yield f"  a build makes: {_to_make(found.steps)}"
    if found.built_before:
        yield from _listeners(found)


def _counts(found: Difference) -> str:
    counted = [(found.counted(change), change.value) for change in _MARKS]
    parts = [f"{number} {what}" for number, what in counted if number]
    return "sentences: " + ", ".join(parts) if parts else "no sentence changed"


def _changes(lines: Sequence[LineChange]) -> Iterator[str]:
    for line in lines[:_MOST_SHOWN]:
        place = f"({line.speaker}, “{line.section}”" + (f", {line.seconds:.1f} s)" if line.before else ")")
        if line.change is Change.CHANGED:
            yield f"  ~ {line.before} {place}"
            yield f"    {line.after}"
        else:
            yield f"  {_MARKS[line.change]} {line.after or line.before} {place}"
    if len(lines) > _MOST_SHOWN:
        yield f"  ... and {len(lines) - _MOST_SHOWN} more; --json lists them all"


def _voice(change: VoiceChange) -> str:
    if not change.before:
        return f"new speaker: {change.speaker}, in the voice {change.after}"
    if not change.after:
        return f"speaks no more: {change.speaker}"
    return f"another voice: {change.speaker}, {change.before} before, {change.after} now"


def _to_make(steps: Sequence[Step]) -> str:
    return "; ".join(
        part
        for part in (_by_reason(steps, "take"), _by_reason(steps, "chapter"), _by_reason(steps, "files"))
        if part
    )


def _by_reason(steps: Sequence[Step], action: str) -> str:
    own = [step for step in steps if step.action == action]
    if not own:
        return ""
    if action == "files":
        return f"files ({own[0].reason})"
    reasons = Counter(step.reason.value for step in own)
    why = ", ".join(f"{reason}: {count}" for reason, count in reasons.items())
    return f"{how_many(len(own), action)} ({why})"


def _listeners(found: Difference) -> Iterator[str]:
    """What those lack, and still hear, who have the file as it is."""
    lacking = found.counted(Change.ADDED) + found.counted(Change.CHANGED)
    gone = found.counted(Change.REMOVED) + found.counted(Change.CHANGED)
    parts = []
    if lacking:
        now = "it now is" if lacking == 1 else "they now are"
        parts.append(f"lack {how_many(lacking, 'sentence')} as {now}")
    if gone:
        parts.append(
            f"still hear {how_many(gone, 'sentence')} that {'is' if gone == 1 else 'are'} gone or put right"
        )
    moved = found.counted(Change.MOVED)
    if moved:
        parts.append(f"hear {how_many(moved, 'sentence')} in another place")
    recast = [change.speaker for change in found.voices if change.before and change.after]
    if recast:
        parts.append(f"hear {', '.join(recast)} in another voice")
    if parts:
        yield f"  who has the old file: would {'; '.join(parts)}"
    else:
        yield "  who has the old file: misses no words"


def steps_text(steps: Sequence[Step]) -> str:
    """Each step and its reason, for `build --explain`."""
    rows = []
    for step in steps:
        what, detail = step.what, step.detail
        if step.action == "take":
            what, detail = _in_sight(what, detail)
        # A dash, for sentences have colons, full stops and marks of their own.
        row = f"  {step.action}: {cut_short(what, _MOST)} — {step.reason}"
        before = "before: " if step.action == "take" else ""
        rows.append(f"{row} ({before}{cut_short(detail, _MOST)})" if detail else row)
    return "\n".join(rows)


def _in_sight(now: str, before: str) -> tuple[str, str]:
    """Both from a word a little before their first difference, where they would be cut short before it."""
    same = next((at for at, (a, b) in enumerate(zip(now, before, strict=False)) if a != b), 0)
    start = now.rfind(" ", 0, max(0, same - _MOST // 2)) + 1
    if not before or same < _MOST - 1 or not start:
        return now, before
    return f"…{now[start:]}", f"…{before[start:]}"


def difference_json(folder: Path, found: Difference) -> dict[str, object]:
    """All of it; times in seconds."""
    changed = [line for line in found.lines if line.change in (Change.ADDED, Change.CHANGED)]
    outdated = [line for line in found.lines if line.change in (Change.REMOVED, Change.CHANGED)]
    return {
        "dir": str(folder),
        "built_before": found.built_before,
        "unchanged": not found.steps,
        "sentences": {change.value: found.counted(change) for change in _MARKS},
        "lines": [
            {
                "change": line.change.value,
                "speaker": line.speaker,
                "section": line.section,
                "before": line.before,
                "after": line.after,
                "seconds": line.seconds,
            }
            for line in found.lines
        ],
        "voices": [
            {"speaker": change.speaker, "before": change.before, "after": change.after}
            for change in found.voices
        ],
        "chapters_added": list(found.chapters_added),
        "chapters_removed": list(found.chapters_removed),
        "seconds_before": found.seconds_before,
        "seconds_replaced": found.seconds_replaced,
        "seconds_added": found.seconds_added,
        "lost_decisions": list(found.lost_decisions),
        "old_file": {
            "lacks": [line.after for line in changed],
            "outdated": [line.before for line in outdated],
        },
        "takes_to_make": sum(step.action == "take" for step in found.steps),
        "chapters_to_encode": sum(step.action == "chapter" for step in found.steps),
        "steps": [step.to_json() for step in found.steps],
    }
