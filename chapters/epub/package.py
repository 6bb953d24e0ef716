"""The package document and the table of contents of an EPUB, after EPUB 3.3 and EPUB Accessibility 1.1.

Conventions
-----------
Nothing depends on when or where the book is written: its identifier follows from the article's source and
title, and it was last modified when the article says it was written.
"""

import datetime
import html
import uuid
from collections.abc import Iterator, Sequence

from chapters.epub.content import ContentChapter, document, seconds
from chapters.languages import clean_tag
from chapters.manifest import Manifest
from chapters.tags import DISCLOSURE
from chapters.text import one_line

ACTIVE = "-epub-media-overlay-active"
_UNDATED = "2000-01-01T00:00:00Z"
_FEATURES = (
    *("synchronizedAudioText", "tableOfContents", "structuralNavigation", "readingOrder"),
    *("displayTransformability", "alternativeText"),
)


def identifier(manifest: Manifest) -> str:
    """Of the book: the same for every build of an article.

    >>> from types import SimpleNamespace
    >>> identifier(SimpleNamespace(show="", source="a.md", title="A"))
    'urn:uuid:fc7eb6d9-7a95-56a0-8631-68edc4bfc747'
    """
    words = "\n".join(map(one_line, (manifest.show, manifest.source, manifest.title)))
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, words)}"


def package_document(manifest: Manifest, chapters: Sequence[ContentChapter], cover: str) -> str:
    """`package.opf`; `cover` is the name of the picture."""
    tag = clean_tag(manifest.language)
    items = "\n".join(_items(chapters, cover))
    spine = "\n".join(f'<itemref idref="{one.name}"/>' for one in chapters)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{tag}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        + "\n".join(_metadata(manifest, chapters))
        + f'\n</metadata>\n<manifest>\n{items}\n</manifest>\n<spine>\n<itemref idref="cover-page"/>\n'
        f"{spine}\n</spine>\n</package>\n"
    )


def navigation(manifest: Manifest, chapters: Sequence[ContentChapter]) -> str:
    """`nav.xhtml`."""
    rows = "\n".join(f'<li><a href="{one.name}.xhtml">{html.escape(one.title)}</a></li>' for one in chapters)
    body = (
        '<nav epub:type="toc" role="doc-toc" aria-label="Contents" id="toc">\n'
        f"<h1>{html.escape(title_of(manifest))}</h1>\n<ol>\n{rows}\n</ol>\n</nav>\n"
        '<nav epub:type="landmarks" aria-label="Landmarks" hidden="hidden">\n<ol>\n'
        '<li><a epub:type="cover" href="cover.xhtml">Cover</a></li>\n'
        '<li><a epub:type="bodymatter" href="c1.xhtml">Text</a></li>\n</ol>\n</nav>'
    )
    return document(title_of(manifest), manifest.language, body)


def cover_page(manifest: Manifest, cover: str) -> str:
    """`cover.xhtml`."""
    words = html.escape(f"Cover: {title_of(manifest)}")
    body = f'<p class="cover"><img src="{cover}" alt="{words}" role="doc-cover"/></p>'
    return document(title_of(manifest), manifest.language, body, ' epub:type="cover"')


def title_of(manifest: Manifest) -> str:
    """Never empty."""
    return one_line(manifest.title) or "Audio edition"


def modified(manifest: Manifest) -> str:
    """The article's date in UTC; a fixed day if it has none.

    >>> from types import SimpleNamespace
    >>> modified(SimpleNamespace(date="2026-03-14T00:30:00+01:00")), modified(SimpleNamespace(date="soon"))
    ('2026-03-13T23:30:00Z', '2000-01-01T00:00:00Z')
    """
    try:
        date = datetime.datetime.fromisoformat(manifest.date)
        date = date.astimezone(datetime.UTC) if date.tzinfo else date
        return date.strftime("%Y-%m-%dT%H:%M:%SZ") if date.year >= 1000 else _UNDATED
    except (ValueError, OverflowError):
        return _UNDATED


def _metadata(manifest: Manifest, chapters: Sequence[ContentChapter]) -> Iterator[str]:
    yield f'<dc:identifier id="id">{identifier(manifest)}</dc:identifier>'
    yield f"<dc:title>{_e(title_of(manifest))}</dc:title>"
    yield f"<dc:language>{clean_tag(manifest.language)}</dc:language>"
    for name, value in (
        ("creator", manifest.byline),
        ("publisher", manifest.show),
        ("source", manifest.source),
        ("description", DISCLOSURE),
    ):
        if one_line(value):
            yield f"<dc:{name}>{_e(value)}</dc:{name}>"
    if modified(manifest) != _UNDATED:
        yield f"<dc:date>{modified(manifest)[:10]}</dc:date>"
    yield _meta("dcterms:modified", modified(manifest))
    yield _meta("media:duration", seconds(sum(one.duration_ms for one in chapters if one.clips)))
    for one in chapters:
        if one.clips:
            yield _meta("media:duration", seconds(one.duration_ms), f"overlay-{one.name}")
    for voice in dict.fromkeys(one_line(one.voice) for one in manifest.cast):
        if voice:
            yield _meta("media:narrator", f"{voice} (synthetic voice)")
    yield _meta("media:active-class", ACTIVE)
    for mode in ("textual", "auditory", "visual"):
        yield _meta("schema:accessMode", mode)
    for modes in ("textual,auditory", "textual", "auditory"):
        yield _meta("schema:accessModeSufficient", modes)
    for feature in _FEATURES:
        yield _meta("schema:accessibilityFeature", feature)
    yield _meta("schema:accessibilityHazard", "none")
    yield _meta("schema:accessibilitySummary", _SUMMARY)


_SUMMARY = (
    "The whole text is also heard, read by synthetic voices, and marked as it is read. Headings, lists and "
    "quotations are marked up as what they are. The only picture is the cover, which shows the title."
)


def _items(chapters: Sequence[ContentChapter], cover: str) -> Iterator[str]:
    kind = "image/png" if cover.endswith(".png") else "image/jpeg"
    yield '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    yield '<item id="style" href="style.css" media-type="text/css"/>'
    yield f'<item id="cover" href="{cover}" media-type="{kind}" properties="cover-image"/>'
    yield '<item id="cover-page" href="cover.xhtml" media-type="application/xhtml+xml"/>'
    for one in chapters:
        overlay = f' media-overlay="overlay-{one.name}"' if one.clips else ""
        yield f'<item id="{one.name}" href="{one.name}.xhtml" media-type="application/xhtml+xml"{overlay}/>'
        if one.clips:
            yield f'<item id="overlay-{one.name}" href="{one.name}.smil" media-type="application/smil+xml"/>'
            yield f'<item id="audio-{one.name}" href="{one.name}.mp3" media-type="audio/mpeg"/>'


def _meta(name: str, value: str, refines: str = "") -> str:
    about = f' refines="#{refines}"' if refines else ""
    return f'<meta property="{name}"{about}>{_e(value)}</meta>'


def _e(text: str) -> str:
    return html.escape(one_line(text))
