"""The files that stand beside a recording: made from its manifest alone, and put in place."""

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from chapters import transcripts
from chapters.chapterjson import CHAPTERS, chapters_json
from chapters.manifest import CompanionFile, Manifest
from chapters.memo import NO_MEMO, Memo
from chapters.runs import Run
from chapters.written import Hashing, WrittenFile
from scripts.files import publishing

TYPES: Mapping[str, str] = {
    transcripts.VTT: "text/vtt",
    transcripts.SRT: "application/x-subrip",
    transcripts.JSON: "application/json",
    transcripts.HTML: "text/html",
    CHAPTERS: "application/json+chapters",
    ".m4b": "audio/x-m4b",
    ".m4a": "audio/x-m4a",
    ".epub": "application/epub+zip",
}
"""Media types, as feeds name them, by name or suffix."""


def write_companions(
    folder: Path, manifest: Manifest, memo: Memo = NO_MEMO, runs: Sequence[Run] = ()
) -> list[CompanionFile]:
    """Write the files that are text, part by part; each is put in place in `folder` in one step, and left
    alone if it is the same already.

    They follow from the manifest (its `files`, and size and digest of its recording, left aside). `memo` and
    `runs` are those of `cues_of`. Raises PublishError if the disk refuses.
    """
    with contextlib.ExitStack() as stack:
        names = (CHAPTERS, transcripts.VTT, transcripts.SRT, transcripts.JSON, transcripts.HTML)
        files = {name: Hashing(stack.enter_context(publishing(folder / name))) for name in names}
        files[CHAPTERS].write(chapters_json(manifest).encode("utf-8"))
        for name, text in transcripts.transcript_parts(manifest, memo, runs):
            files[name].write(text.encode("utf-8"))
        return [companion(file.written(name)) for name, file in files.items()]


def companion(file: WrittenFile, kind: str = "") -> CompanionFile:
    """What the manifest says of a file that is in place; `kind` is its media type, where `TYPES` lacks it."""
    kind = kind or TYPES.get(file.name) or TYPES[Path(file.name).suffix]
    return CompanionFile(file.name, kind, file.bytes, file.sha256)
