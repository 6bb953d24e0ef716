"""The transcript in the four forms that podcast apps and people read, from the manifest's one timeline.

Conventions
-----------
Times are whole milliseconds (the JSON and the HTML have them in seconds). Text is cleaned of what nobody can
see, then escaped as each form wants it. Everything in a file follows from the manifest.

Sources: W3C WebVTT; Podcasting 2.0, `transcripts/transcripts.md` (SRT: two lines of 32 characters, the name
in front; JSON 1.0.0; HTML with `cite` and `time`).
"""

import html
import json
from collections.abc import Sequence

from audio.timeline import ms_from_frames
from chapters.cues import Cue, Layout, cues_of, shown_name
from chapters.manifest import Manifest
from chapters.memo import NO_MEMO, Memo
from chapters.runs import Run, runs_of
from chapters.transcript_page import transcript_page

VTT, SRT, JSON, HTML = "transcript.vtt", "transcript.srt", "transcript.json", "transcript.html"
VTT_LAYOUT = Layout(42)
SRT_LAYOUT = Layout(32, named=True)


def transcript_files(manifest: Manifest, memo: Memo = NO_MEMO, runs: Sequence[Run] = ()) -> dict[str, str]:
    """Name and text of each form; `memo` and `runs` are those of `cues_of`."""
    rate = manifest.audio.rate
    runs = runs or runs_of(manifest.lines)
    cues = cues_of(manifest.lines, rate, VTT_LAYOUT, memo, runs)
    return {
        VTT: vtt(cues, rate),
        SRT: srt(cues_of(manifest.lines, rate, SRT_LAYOUT, memo, runs), rate),
        JSON: transcript_json(cues, rate),
        HTML: transcript_page(manifest),
    }


def vtt(cues: Sequence[Cue], rate: int) -> str:
    """WebVTT with a voice span and an identifier on every cue."""
    blocks = ["WEBVTT"]
    for cue in cues:
        times = f"{clock(cue.start_frame, rate, '.')} --> {clock(cue.end_frame, rate, '.')}"
        words = "\n".join(map(_escaped, filter(None, cue.lines)))
        blocks.append(f"{cue.identifier}\n{times}\n<v {_escaped(shown_name(cue.speaker))}>{words}")
    return "\n\n".join(blocks) + "\n"


def srt(cues: Sequence[Cue], rate: int) -> str:
    """SubRip, each cue with its speaker's name in front; names that are too long for a line are cut."""
    blocks = []
    for number, cue in enumerate(cues, start=1):
        times = f"{clock(cue.start_frame, rate, ',')} --> {clock(cue.end_frame, rate, ',')}"
        first, *rest = cue.lines
        name = shown_name(cue.speaker, SRT_LAYOUT.width)
        words = "\n".join((f"{name}: {first}".rstrip(), *rest))
        # The form knows no escapes: an arrow inside the text could be taken for times.
        blocks.append(f"{number}\n{times}\n{words.replace('-->', '->')}\n")
    return "\n".join(blocks)


def transcript_json(cues: Sequence[Cue], rate: int) -> str:
    """Podcasting 2.0's JSON: a segment for each cue."""
    segments = (
        {
            "speaker": shown_name(cue.speaker),
            "startTime": seconds(cue.start_frame, rate),
            "endTime": seconds(cue.end_frame, rate),
            "body": cue.text,
        }
        for cue in cues
    )
    rows = ",\n".join(f"    {_json(segment)}" for segment in segments)
    return f'{{\n  "version": "1.0.0",\n  "segments": [\n{rows}\n  ]\n}}\n'


def seconds(frames: int, rate: int) -> float:
    """To the millisecond, as all forms have it."""
    return ms_from_frames(frames, rate) / 1000


def clock(frames: int, rate: int, point: str) -> str:
    """Hours, minutes, seconds and milliseconds.

    >>> clock(44100 * 3661 + 22050, 44100, ".")
    '01:01:01.500'
    """
    total_s, ms = divmod(ms_from_frames(frames, rate), 1000)
    return f"{total_s // 3600:02}:{total_s // 60 % 60:02}:{total_s % 60:02}{point}{ms:03}"


_json = json.JSONEncoder(ensure_ascii=False).encode


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
