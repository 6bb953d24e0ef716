"""Whether a manifest agrees with itself: what it says of times, words and text can all be true at once."""

from collections.abc import Iterator
from itertools import pairwise

from chapters.manifest import FILE_NAME, Manifest, ManifestLine, is_plain_name
from chapters.report import Finding, Severity

BUILD_AGAIN = "Build the edition again."


def inconsistencies(manifest: Manifest) -> Iterator[Finding]:
    """Everything in `manifest` that contradicts the rest of it."""
    for what, place in (
        *_name(manifest),
        *_sections(manifest),
        *_lines(manifest),
        *_words(manifest),
        *_music(manifest),
        *_text(manifest),
        *_speakers(manifest),
    ):
        yield Finding(Severity.ERROR, what, f"{FILE_NAME}: {place}", BUILD_AGAIN)


def _name(manifest: Manifest) -> Iterator[tuple[str, str]]:
    if not is_plain_name(manifest.audio.file):
        yield f"The recording's name {manifest.audio.file!r} leads out of the folder", "audio.file"
    for number, entry in enumerate(manifest.files):
        if not is_plain_name(entry.file):
            yield f"The name {entry.file!r} leads out of the folder", f"files[{number}].file"
    for number, page in enumerate(manifest.saved):
        if not is_plain_name(page.file):
            yield f"The name {page.file!r} leads out of the folder", f"saved[{number}].file"


def _sections(manifest: Manifest) -> Iterator[tuple[str, str]]:
    if not manifest.sections:
        yield "There is no section", "sections"
    at = 0
    for number, section in enumerate(manifest.sections):
        if section.start_frame != at:
            yield f"It starts at frame {section.start_frame} instead of {at}", f"sections[{number}]"
        if section.end_frame <= section.start_frame:
            yield "It ends before it starts", f"sections[{number}]"
        at = section.end_frame
    if at != manifest.audio.frames:
        yield f"They end at frame {at}, the recording at {manifest.audio.frames}", "sections"


def _lines(manifest: Manifest) -> Iterator[tuple[str, str]]:
    before = 0
    for number, line in enumerate(manifest.lines):
        place = f"lines[{number}]"
        if not 0 <= line.section < len(manifest.sections):
            yield f"There is no section {line.section}", place
            continue
        section = manifest.sections[line.section]
        if not section.start_frame <= line.start_frame <= line.end_frame <= section.end_frame:
            yield "It is not inside its section", place
        if line.start_frame < before:
            yield "It starts before the line in front of it ends", place
        before = max(before, line.end_frame)
    for number, (first, second) in enumerate(pairwise(manifest.lines)):
        if second.section < first.section:
            yield "It belongs to an earlier section than the line in front of it", f"lines[{number + 1}]"


def _words(manifest: Manifest) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(manifest.lines):
        problem = _word_problem(line)
        if problem:
            yield problem, f"lines[{number}].words"


def _word_problem(line: ManifestLine) -> str:
    frame, offset = line.start_frame, 0
    for word in line.words:
        if not frame <= word.start_frame <= word.end_frame <= line.end_frame:
            return f"The word at {word.start} is heard out of turn or outside its line"
        if not offset <= word.start < word.end <= len(line.text):
            return f"The word at {word.start} is not in the text, or out of turn"
        frame, offset = word.end_frame, word.end
    return ""


def _music(manifest: Manifest) -> Iterator[tuple[str, str]]:
    for number, music in enumerate(manifest.music):
        if not music.start_frame < music.end_frame <= manifest.audio.frames:
            yield "It is not inside the recording", f"music[{number}]"


def _text(manifest: Manifest) -> Iterator[tuple[str, str]]:
    """Lines and drops tile the article's text (invariant 1)."""
    spans = [(line.start, line.end, f"lines[{at}]") for at, line in enumerate(manifest.lines)]
    spans += [(drop.start, drop.end, f"dropped[{at}]") for at, drop in enumerate(manifest.dropped)]
    at = 0
    for start, end, place in sorted(spans):
        if start != at:
            verb = "is lost" if start > at else "is there twice"
            yield f"The article's text from {min(at, start)} to {max(at, start)} {verb}", place
        at = end


def _speakers(manifest: Manifest) -> Iterator[tuple[str, str]]:
    known = [voice.speaker for voice in manifest.cast]
    if len(known) != len(set(known)):
        yield "A speaker has two voices", "cast"
    for speaker in sorted({line.speaker for line in manifest.lines} - set(known)):
        yield f"{speaker!r} speaks and has no voice", "cast"
