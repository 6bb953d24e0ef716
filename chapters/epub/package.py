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

from chapters.epub.content import ContentChapter, Entry, document, seconds
from chapters.labels import labels_for
from chapters.languages import clean_tag
from chapters.manifest import Manifest
from chapters.text import one_line

CONFORMS_TO = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"
"""What every book of ours is built to, and `chapters.epub.accessibility` holds it to. Nobody is named who has
certified it: a program cannot."""
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
    """`nav.xhtml`: chapters as deep as their headings are, and the headings inside of them."""
    labels = labels_for(manifest.language)
    ours, own = labels.marked(), labels.edition_marked()
    entries = [entry for one in chapters for entry in one.entries]
    body = (
        f'<nav epub:type="toc" role="doc-toc" aria-label="{labels("contents")}" id="toc"{ours}>\n'
        f"<h1{own}>{html.escape(title_of(manifest))}</h1>\n<ol{own}>\n{nested(entries)}\n</ol>\n</nav>\n"
        f'<nav epub:type="landmarks" aria-label="{labels("landmarks")}" hidden="hidden"{ours}>\n<ol>\n'
        f'<li><a epub:type="cover" href="cover.xhtml">{labels("cover")}</a></li>\n'
        f'<li><a epub:type="bodymatter" href="c1.xhtml">{labels("text")}</a></li>\n</ol>\n</nav>'
    )
    return document(title_of(manifest), manifest.language, body)


def nested(entries: Sequence[Entry]) -> str:
    """Items of a list, in lists of their own as deep as the entries are.

    >>> nested([Entry("a", "A", 1), Entry("b", "B", 2), Entry("c", "C", 1)]).replace("\\n", "")
    '<li><a href="a">A</a><ol><li><a href="b">B</a></li></ol></li><li><a href="c">C</a></li>'
    """
    parts: list[str] = []
    open_: list[int] = []
    for entry in entries:
        while len(open_) > 1 and open_[-1] > entry.level:
            parts.append("</li>\n</ol>")
            open_.pop()
        if open_ and open_[-1] < entry.level:
            parts.append("\n<ol>\n")
            open_.append(entry.level)
        elif open_:
            parts.append("</li>\n")
        else:
            open_.append(entry.level)
        parts.append(f'<li><a href="{entry.place}">{html.escape(entry.title)}</a>')
    return "".join(parts) + "</li>\n</ol>" * (len(open_) - 1) + "</li>" * bool(open_)


def cover_page(manifest: Manifest, cover: str) -> str:
    """`cover.xhtml`."""
    labels = labels_for(manifest.language)
    words = html.escape(labels("cover_of", title=title_of(manifest)))
    body = f'<p class="cover"><img src="{cover}" alt="{words}" role="doc-cover"{labels.marked()}/></p>'
    return document(title_of(manifest), manifest.language, body, ' epub:type="cover"')


def title_of(manifest: Manifest) -> str:
    """Never empty."""
    return one_line(manifest.title) or labels_for(manifest.language)("audio_edition")


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
    labels = labels_for(manifest.language)
    ours = "" if labels.are_own else f' xml:lang="{labels.language}"'
    yield f'<dc:identifier id="id">{identifier(manifest)}</dc:identifier>'
    yield f"<dc:title>{_e(title_of(manifest))}</dc:title>"
    yield f"<dc:language>{clean_tag(manifest.language)}</dc:language>"
    for name, value in (
        ("creator", manifest.byline),
        ("publisher", manifest.show),
        ("source", manifest.source),
    ):
        if one_line(value):
            yield f"<dc:{name}>{_e(value)}</dc:{name}>"
    yield f"<dc:description{ours}>{labels('disclosure')}</dc:description>"
    if modified(manifest) != _UNDATED:
        yield f"<dc:date>{modified(manifest)[:10]}</dc:date>"
    yield _meta("dcterms:modified", modified(manifest))
    yield _meta("media:duration", seconds(sum(one.duration_ms for one in chapters if one.clips)))
    for one in chapters:
        if one.clips:
            yield _meta("media:duration", seconds(one.duration_ms), f"overlay-{one.name}")
    for voice in dict.fromkeys(one_line(one.voice) for one in manifest.cast):
        if voice:
            yield _meta("media:narrator", labels("synthetic_voice", voice=voice))
    yield _meta("media:active-class", ACTIVE)
    for mode in ("textual", "auditory", "visual"):
        yield _meta("schema:accessMode", mode)
    for modes in ("textual,auditory", "textual", "auditory"):
        yield _meta("schema:accessModeSufficient", modes)
    for feature in _FEATURES:
        yield _meta("schema:accessibilityFeature", feature)
    yield _meta("schema:accessibilityHazard", "none")
    yield _meta("schema:accessibilitySummary", labels("book_summary"), more=ours)
    yield _meta("dcterms:conformsTo", CONFORMS_TO)


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


def _meta(name: str, value: str, refines: str = "", more: str = "") -> str:
    about = f' refines="#{refines}"' if refines else ""
    return f'<meta property="{name}"{about}{more}>{_e(value)}</meta>'


def _e(text: str) -> str:
    return html.escape(one_line(text))
