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
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from audio.timeline import ms_from_frames
from chapters.cues import Cue, Layout, cues_by_run, shown_name
from chapters.languages import clean_tag
from chapters.manifest import Manifest
from chapters.memo import NO_MEMO, Memo
from chapters.runs import Run, runs_of
from chapters.transcript_page import page_parts

VTT, SRT, JSON, HTML = "transcript.vtt", "transcript.srt", "transcript.json", "transcript.html"
VTT_LAYOUT = Layout(42)
SRT_LAYOUT = Layout(32, named=True)


def transcript_files(manifest: Manifest, memo: Memo = NO_MEMO, runs: Sequence[Run] = ()) -> dict[str, str]:
    """Name and text of each form; `memo` and `runs` are those of `cues_of`."""
    texts = dict.fromkeys((VTT, SRT, JSON, HTML), "")
    for name, part in transcript_parts(manifest, memo, runs):
        texts[name] += part
    return texts


def transcript_parts(
    manifest: Manifest, memo: Memo = NO_MEMO, runs: Sequence[Run] = ()
) -> Iterator[tuple[str, str]]:
    """Names of the forms and what comes next in each, section by section: of a book, all that is held of its
    transcripts is a chapter's.

    `memo` and `runs` are those of `cues_of`.
    """
    rate, language = manifest.audio.rate, manifest.language
    runs = runs or runs_of(manifest.lines)
    yield VTT, "WEBVTT\n"
    yield JSON, '{\n  "version": "1.0.0",\n  "segments": [\n'
    comma = ""
    for cues in filter(None, cues_by_run(runs, rate, VTT_LAYOUT, memo)):
        yield VTT, "".join(_vtt_block(cue, rate, language) for cue in cues)
        rows = ",\n".join(f"    {_json(_segment(cue, rate, language))}" for cue in cues)
        yield JSON, f"{comma}{rows}"
        comma = ",\n"
    yield JSON, "\n  ]\n}\n"
    number = 0
    for cues in cues_by_run(runs, rate, replace(SRT_LAYOUT, language=language), memo):
        yield SRT, "".join(_srt_block(*pair, rate, language) for pair in enumerate(cues, number + 1))
        number += len(cues)
    yield from ((HTML, part) for part in page_parts(manifest))


def _vtt_block(cue: Cue, rate: int, language: str) -> str:
    """Of WebVTT: with a voice span, an identifier, and a language span around words in another language."""
    times = f"{clock(cue.start_frame, rate, '.')} --> {clock(cue.end_frame, rate, '.')}"
    words = "\n".join(map(_escaped, filter(None, cue.lines)))
    if cue.language:
        words = f"<lang {clean_tag(cue.language)}>{words}</lang>"
    return f"\n{cue.identifier}\n{times}\n<v {_escaped(shown_name(cue.speaker, language))}>{words}\n"


def _srt_block(number: int, cue: Cue, rate: int, language: str) -> str:
    """Of SubRip: with the speaker's name in front; one that is too long for a line is cut."""
    times = f"{clock(cue.start_frame, rate, ',')} --> {clock(cue.end_frame, rate, ',')}"
    first, *rest = cue.lines
    name = shown_name(cue.speaker, language, SRT_LAYOUT.width)
    words = "\n".join((f"{name}: {first}".rstrip(), *rest))
    # The form knows no escapes: an arrow inside the text could be taken for times.
    block = f"{number}\n{times}\n{words.replace('-->', '->')}\n"
    return block if number == 1 else f"\n{block}"


def _segment(cue: Cue, rate: int, language: str) -> dict[str, object]:
    """Of Podcasting 2.0's JSON."""
    return {
        "speaker": shown_name(cue.speaker, language),
        "startTime": seconds(cue.start_frame, rate),
        "endTime": seconds(cue.end_frame, rate),
        "body": cue.text,
    }


def seconds(frames: int, rate: int) -> float:
    """To the millisecond, as all forms have it."""
    return ms_from_frames(frames, rate) / 1000


def clock(frames: int, rate: int, point: str) -> str:
    """Hours, minutes, seconds and milliseconds.

    >>> clock(44100 * 3661 + 22050, 44100, ".")
    '01:01:01.500'
    """
    total_s, ms = divmod(ms_from_frames(frames, rate), 1000)
    return f"{_clock(total_s)}{point}{ms:03}"


@lru_cache(16)
def _clock(total_s: int) -> str:
    """Times follow each other, several in a second."""
    return f"{total_s // 3600:02}:{total_s // 60 % 60:02}:{total_s % 60:02}"


_json = json.JSONEncoder(ensure_ascii=False).encode


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
