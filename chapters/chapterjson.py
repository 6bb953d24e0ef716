"""`chapters.json`: the chapters for apps that read Podcasting 2.0.

Conventions
-----------
Times are seconds, to the millisecond that the other forms of the chapters have.

Source: Podcasting 2.0, `chapters/jsonChapters.md`, version 1.2.0.
"""

import json

from audio.timeline import ms_from_frames
from chapters.manifest import Manifest, ManifestSection
from chapters.text import one_line

CHAPTERS = "chapters.json"
VERSION = "1.2.0"


def chapters_json(manifest: Manifest) -> str:
    """The file's text, a row for each chapter."""
    about = {
        "version": VERSION,
        "title": one_line(manifest.title),
        "author": one_line(manifest.byline),
        "podcastName": one_line(manifest.show),
        "fileName": manifest.audio.file,
    }
    rows = [f"  {_json(key)}: {_json(value)}" for key, value in about.items() if value]
    rate = manifest.audio.rate
    chapters = ",\n".join(f"    {_json(_chapter(section, rate))}" for section in manifest.sections)
    return "{\n" + ",\n".join([*rows, f'  "chapters": [\n{chapters}\n  ]']) + "\n}\n"


def _chapter(section: ManifestSection, rate: int) -> dict[str, object]:
    return {
        "startTime": ms_from_frames(section.start_frame, rate) / 1000,
        "endTime": ms_from_frames(section.end_frame, rate) / 1000,
        "title": one_line(section.title),
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
