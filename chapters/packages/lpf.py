"""W3C Audiobooks in the Lightweight Packaging Format: a ZIP with `publication.json`, the chapters as MP3, the
cover and a table of contents.

Sources: W3C Audiobooks (Recommendation, 2020); Publication Manifest; Lightweight Packaging Format (Note).
"""

import html
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from chapters.epub.package import identifier, modified, title_of
from chapters.labels import labels_for
from chapters.languages import clean_tag, direction
from chapters.manifest import Manifest
from chapters.reading.container import Sound, write_package
from chapters.reading.model import ReadingChapter, reading_text
from chapters.text import one_line
from chapters.written import WrittenFile

MIMETYPE = "application/lpf+zip"


def write_lpf(path: Path, manifest: Manifest, sound: Sound) -> WrittenFile:
    """Write the package to `path`, in one step. Raises as `write_package` does."""
    return write_package(path, _contents(manifest, sound))


def _contents(manifest: Manifest, sound: Sound) -> Iterator[tuple[str, bytes]]:
    chapters = reading_text(manifest).chapters
    yield "publication.json", publication(manifest, chapters, sound).encode()
    yield "index.html", contents_page(manifest, chapters).encode()
    yield sound.cover_name, sound.cover
    for number in range(len(chapters)):
        yield f"c{number + 1}.mp3", sound.mp3(number)


def publication(manifest: Manifest, chapters: Sequence[ReadingChapter], sound: Sound) -> str:
    """`publication.json`."""
    language = clean_tag(manifest.language)
    labels = labels_for(manifest.language)
    voices = dict.fromkeys(one_line(one.voice) for one in manifest.cast)
    about: dict[str, object] = {
        "@context": ["https://schema.org", "https://www.w3.org/ns/pub-context", {"language": language}],
        "conformsTo": "https://www.w3.org/TR/audiobooks/",
        "type": "Audiobook",
        "id": identifier(manifest),
        "name": title_of(manifest),
        "inLanguage": language,
        "readingProgression": direction(language),
        "author": one_line(manifest.byline),
        "readBy": [labels("synthetic_voice", voice=voice) for voice in voices if voice],
        "publisher": one_line(manifest.show),
        "description": labels("disclosure"),
        "datePublished": one_line(manifest.date)[:10] if modified(manifest)[:4] != "2000" else "",
        "dateModified": modified(manifest),
        "duration": _duration(sum(one.length_ms for one in chapters)),
        "abridged": False,
        "accessMode": ["auditory"],
        "accessModeSufficient": [{"type": "ItemList", "itemListElement": ["auditory"]}],
        "accessibilityFeature": ["tableOfContents", "readingOrder"],
        "accessibilityHazard": ["none"],
        "accessibilitySummary": labels("audiobook_summary"),
        "readingOrder": [
            {
                "type": "LinkedResource",
                "url": f"c{number}.mp3",
                "encodingFormat": "audio/mpeg",
                "name": one.title or str(number),
                "duration": _duration(one.length_ms),
            }
            for number, one in enumerate(chapters, 1)
        ],
        "resources": [
            {
                "type": "LinkedResource",
                "rel": "cover",
                "url": sound.cover_name,
                "encodingFormat": sound.cover_type,
                "name": labels("cover_of", title=title_of(manifest)),
            },
            {"type": "LinkedResource", "rel": "contents", "url": "index.html", "encodingFormat": "text/html"},
        ],
    }
    return (
        json.dumps({key: one for key, one in about.items() if one != ""}, ensure_ascii=False, indent=1) + "\n"
    )


def contents_page(manifest: Manifest, chapters: Sequence[ReadingChapter]) -> str:
    """`index.html`: the entry page with the table of contents."""
    tag = clean_tag(manifest.language)
    title, contents = html.escape(title_of(manifest)), labels_for(manifest.language)("contents")
    rows = "\n".join(
        f'<li><a href="c{number}.mp3">{html.escape(one.title) or number}</a></li>'
        for number, one in enumerate(chapters, 1)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{tag}" dir="{direction(tag)}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n"
        '<link rel="publication" href="publication.json" type="application/ld+json">\n</head>\n<body>\n'
        f'<h1>{title}</h1>\n<nav role="doc-toc" aria-label="{contents}">\n<ol>\n{rows}\n</ol>\n</nav>\n'
        "</body>\n</html>\n"
    )


def _duration(ms: int) -> str:
    """ISO 8601.

    >>> _duration(61_050)
    'PT61.050S'
    """
    return f"PT{ms // 1000}.{ms % 1000:03}S"
