"""Whether a transcript says what the manifest says, when it is heard; read back line by line, as players do.

Conventions
-----------
Words are compared without white space: a word that is longer than a line is cut there. A cue may start where
its first word does, to `TOLERANCE_MS`.
"""

import html
import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from audio.timeline import ms_from_frames
from chapters.breaks import columns
from chapters.cues import LONGEST_S, SHORTEST_S, shown_name
from chapters.languages import clean_tag
from chapters.manifest import Manifest, ManifestLine
from chapters.text import one_line
from chapters.transcripts import SRT_LAYOUT, VTT_LAYOUT

TOLERANCE_MS = 2
_VTT_TIMES = re.compile(r"(\d{2,}):(\d\d):(\d\d)\.(\d{3}) --> (\d{2,}):(\d\d):(\d\d)\.(\d{3})", re.ASCII)
_SRT_TIMES = re.compile(r"(\d\d+):(\d\d):(\d\d),(\d{3}) --> (\d\d+):(\d\d):(\d\d),(\d{3})", re.ASCII)
_FOREIGN = re.compile(r"<lang ([A-Za-z0-9-]+)>(.*)</lang>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shown:
    """A cue as a player finds it."""

    name: str
    """Identifier or number."""
    start_ms: int
    end_ms: int
    speaker: str
    lines: tuple[str, ...]
    language: str | None = None
    """As it is marked, empty if it is not; None in a form that has no marks for it."""

    @property
    def text(self) -> str:
        return "".join(self.lines)


class _MalformedError(Exception):
    """A cue that cannot be read; the message says which."""


def vtt_problems(text: str, manifest: Manifest) -> Iterator[str]:
    """What is wrong with a WebVTT file."""
    head, _, body = text.partition("\n")
    if head != "WEBVTT":
        yield "It does not begin with WEBVTT"
        return
    try:
        cues = [_voiced(cue) for cue in _blocks(body, _VTT_TIMES)]
    except _MalformedError as problem:
        yield str(problem)
        return
    if len({cue.name for cue in cues}) != len(cues):
        yield "Two cues have one identifier"
    yield from _cue_problems(cues, manifest, VTT_LAYOUT.width)


def srt_problems(text: str, manifest: Manifest) -> Iterator[str]:
    """What is wrong with a SubRip file."""
    shown = {line.speaker: shown_name(line.speaker, manifest.language) for line in manifest.lines}
    names = {
        f"{shown_name(speaker, manifest.language, SRT_LAYOUT.width)}:".replace("-->", "->"): name
        for speaker, name in shown.items()
    }
    try:
        cues = [_named(cue, names) for cue in _blocks(text, _SRT_TIMES)]
    except _MalformedError as problem:
        yield str(problem)
        return
    if [cue.name for cue in cues] != [str(number) for number in range(1, len(cues) + 1)]:
        yield "Its cues are not numbered from 1"
    yield from _cue_problems(cues, manifest, SRT_LAYOUT.width)


def json_problems(text: str, manifest: Manifest) -> Iterator[str]:
    """What is wrong with a JSON transcript."""
    try:
        cues = [
            Shown(
                str(n), round(s["startTime"] * 1000), round(s["endTime"] * 1000), s["speaker"], (s["body"],)
            )
            for n, s in enumerate(json.loads(text)["segments"], start=1)
        ]
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError) as error:
        yield f"It holds no segments: {type(error).__name__}"
        return
    yield from _cue_problems(cues, manifest, 0)


def html_problems(text: str, manifest: Manifest) -> Iterator[str]:
    """What is wrong with the page."""
    page = _Page()
    page.feed(text)
    page.close()
    if page.broken:
        yield "A tag of it is not closed in turn"
    wanted = _squeezed("".join(line.text for line in manifest.lines))
    if _squeezed("".join(words for _, words in page.said)) != wanted:
        yield "It does not have every word once and in order"
    names = {shown_name(line.speaker, manifest.language) for line in manifest.lines}
    for speaker in sorted({name.removesuffix(":") for name, _ in page.said} - names):
        yield f"{speaker!r} does not speak in this edition"


def _blocks(text: str, times: re.Pattern[str]) -> Iterator[Shown]:
    """Name, times and lines of each cue."""
    for block in filter(None, (part.strip("\n") for part in re.split(r"\n{2,}", text))):
        name, *rest = block.split("\n")
        found = times.fullmatch(rest[0]) if rest else None
        if found is None or len(rest) < 2:
            raise _MalformedError(f"The cue {name[:40]!r} has no times or no text")
        numbers = [int(number) for number in found.groups()]
        start, end = (((h * 60 + m) * 60 + s) * 1000 + ms for h, m, s, ms in (numbers[:4], numbers[4:]))
        yield Shown(name, start, end, "", tuple(rest[1:]))


def _voiced(cue: Shown) -> Shown:
    found = re.fullmatch(r"<v ([^>]+)>(.*)", cue.lines[0])
    if found is None:
        raise _MalformedError(f"The cue {cue.name!r} does not name its speaker")
    lines = (found[2], *cue.lines[1:])
    foreign = _FOREIGN.fullmatch("\n".join(lines))
    if foreign:
        lines = tuple(foreign[2].split("\n"))
    if any(re.search(r"[<>]|&(?!amp;|lt;|gt;)", line) for line in lines):
        raise _MalformedError(f"The cue {cue.name!r} holds a mark that is not escaped")
    speaker = html.unescape(found[1])
    shown = tuple(map(html.unescape, lines))
    return Shown(cue.name, cue.start_ms, cue.end_ms, speaker, shown, foreign[1] if foreign else "")


def _named(cue: Shown, names: dict[str, str]) -> Shown:
    if any(columns(line, SRT_LAYOUT.width) > SRT_LAYOUT.width for line in cue.lines):
        raise _MalformedError(f"The cue {cue.name!r} has a line of more than {SRT_LAYOUT.width} characters")
    found = max((name for name in names if cue.lines[0].startswith(name)), key=len, default="")
    if not found:
        raise _MalformedError(f"The cue {cue.name!r} does not name its speaker")
    lines = (cue.lines[0][len(found) :].strip(), *cue.lines[1:])
    return Shown(cue.name, cue.start_ms, cue.end_ms, names[found], lines)


def _cue_problems(cues: Sequence[Shown], manifest: Manifest, width: int) -> Iterator[str]:
    """What holds in each form; a `width` of 0 sets no limit to lines."""
    words = _Words(manifest)
    at, last_ms = 0, 0
    end_ms = ms_from_frames(manifest.audio.frames, manifest.audio.rate)
    for cue in cues:
        place = f"The cue at {cue.start_ms / 1000:.3f} s"
        if cue.start_ms < last_ms:
            yield f"{place} starts before the one in front of it"
        last_ms = max(last_ms, cue.start_ms)
        length_s = (cue.end_ms - cue.start_ms) / 1000
        if length_s <= 0 or cue.end_ms > end_ms + 1000:
            yield f"{place} ends before it starts, or after the recording"
        # Times are rounded one by one.
        elif length_s > LONGEST_S + 0.001 or (
            length_s < SHORTEST_S - 0.001 and len(" ".join(cue.lines).split()) > 1
        ):
            yield f"{place} is shown for {length_s:.2f} s"
        if len(cue.lines) > 2 or (width and any(columns(line, width) > width for line in cue.lines)):
            yield f"{place} does not fit on two lines"
        speaker, language, start_ms = words.at(at)
        if cue.language is not None and cue.language != language:
            marked, spoken = (one or "the article's language" for one in (cue.language, language))
            yield f"{place} is marked as {marked}, it is in {spoken}"
        if cue.speaker != speaker:
            yield f"{place} is given to {cue.speaker!r}, {speaker!r} says it"
        if start_ms is not None and abs(start_ms - cue.start_ms) > TOLERANCE_MS:
            yield f"{place} starts {(cue.start_ms - start_ms) / 1000:+.3f} s from its first word"
        at += len(_squeezed(cue.text))
    if _squeezed("".join(cue.text for cue in cues)) != words.text:
        yield "It does not have every word once and in order"


class _Words:
    """All that is heard as one row of characters without white space, and when."""

    def __init__(self, manifest: Manifest) -> None:
        self.rate = manifest.audio.rate
        parts: list[str] = []
        self.places: list[int] = []
        self.heard: list[tuple[str, str, int | None]] = []
        length = 0
        for line in manifest.lines:
            if line.end_frame <= line.start_frame:
                continue
            for start, end, frame in _stretches(line):
                part = _squeezed(line.text[start:end])
                if part:
                    self.places.append(length)
                    language = clean_tag(line.language) if line.language else ""
                    self.heard.append((shown_name(line.speaker, manifest.language), language, frame))
                    parts.append(part)
                    length += len(part)
        self.text = "".join(parts).replace("-->", "->")

    def at(self, place: int) -> tuple[str, str, int | None]:
        """Who says the character at `place`, in which language if not the edition's, and when the word that
        begins there is heard, if one does."""
        index = bisect_right(self.places, place) - 1
        if index < 0:
            return "", "", None
        speaker, language, frame = self.heard[index]
        begins = self.places[index] == place
        return speaker, language, ms_from_frames(frame, self.rate) if begins and frame is not None else None


def _stretches(line: ManifestLine) -> Iterator[tuple[int, int, int | None]]:
    """(start, end, first frame) of each word with the marks before it; what is no word has no frame."""
    if not line.words:
        yield 0, len(line.text), line.start_frame
        return
    at = 0
    for word in line.words:
        # Marks that open a word are shown with it: the white space before them is where it begins.
        opening = max(at, max((line.text.rfind(space, at, word.start) + 1 for space in " \n\t"), default=at))
        if opening > at:
            yield at, opening, None
        yield opening, word.end, word.start_frame
        at = word.end
    yield at, len(line.text), None


def _squeezed(text: str) -> str:
    return "".join(one_line(text).split()).replace("-->", "->")


class _Page(HTMLParser):
    """Who says what, in the page's turns; what stands after them (addresses of links) is not said."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.said: list[list[str]] = []
        self.broken = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)
        if tag == "cite":
            self.said.append(["", ""])

    def handle_endtag(self, tag: str) -> None:
        self.broken |= not self.open or self.open.pop() != tag

    def handle_data(self, data: str) -> None:
        where = self.open[-1] if self.open else ""
        if where == "cite":
            self.said[-1][0] += data
        elif self.said and where in ("p", "h1", "h2") and "div" in self.open:
            self.said[-1][1] += data

    def close(self) -> None:
        super().close()
        self.broken |= bool(self.open)
