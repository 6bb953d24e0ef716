"""The files that stand beside a recording: made from its manifest alone, and put in place."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from chapters import transcripts
from chapters.chapterjson import CHAPTERS, chapters_json
from chapters.manifest import CompanionFile, Manifest
from chapters.memo import NO_MEMO, Memo
from chapters.mp3file import WrittenFile
from chapters.runs import Run
from scripts.files import write_atomic

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


def companion_texts(manifest: Manifest, memo: Memo = NO_MEMO, runs: Sequence[Run] = ()) -> dict[str, str]:
    """Name and text of each file that is text; `memo` and `runs` are those of `cues_of`.

    They follow from the manifest (its `files`, and size and digest of its recording, left aside).
    """
    return {CHAPTERS: chapters_json(manifest), **transcripts.transcript_files(manifest, memo, runs)}


def write_companions(
    folder: Path, manifest: Manifest, texts: Mapping[str, str], others: Sequence[WrittenFile] = ()
) -> Manifest:
    """Put the files of `companion_texts` into `folder`, each in one step; one that is the same already is
    left alone. `others` are there already.

    Returns the manifest with them added. Raises PublishError if the disk refuses.
    """
    files = [CompanionFile(one.name, TYPES[Path(one.name).suffix], one.bytes, one.sha256) for one in others]
    for name, text in texts.items():
        data = text.encode("utf-8")
        write_atomic(folder / name, data)
        files.append(CompanionFile(name, TYPES[name], len(data), hashlib.sha256(data).hexdigest()))
    return replace(manifest, files=(*manifest.files, *files))
