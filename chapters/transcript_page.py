"""The transcript as a page: every word, who says it, and when; for people, screen readers and search engines.

A turn is `<cite>`, `<time>` and what is said, as Podcasting 2.0 has it. Headings that are read aloud are
headings of the page. The page needs nothing beside it.
"""

import html
from collections.abc import Iterator
from itertools import groupby

from audio.timeline import ms_from_frames
from chapters.cues import shown_name
from chapters.labels import Labels, labels_for
from chapters.languages import clean_tag, direction, lang
from chapters.linklist import links_html
from chapters.manifest import Manifest, ManifestLine
from chapters.text import between, one_line

_STYLE = """\
:root { color-scheme: light dark }
body { margin: 2rem auto; max-width: 38rem; padding: 0 1rem; font: 1.05rem/1.6 Georgia, serif;
  overflow-wrap: anywhere }
h1, h2, h3 { line-height: 1.25; margin: 0.2rem 0 1rem }
cite { font-style: normal; font-weight: bold }
.turn { margin: 1.2rem 0 }
.turn p { margin: 0 }"""

_HEADINGS = {"title": "h1", "heading": "h2"}


def page_parts(manifest: Manifest) -> Iterator[str]:
    """The page as HTML, section by section."""
    labels = labels_for(manifest.language)
    title = _text(manifest.title) or labels("transcript")
    ours = labels.marked()
    # A title that is not read aloud still heads the page.
    read = any(line.role == "title" and one_line(line.text) for line in manifest.lines)
    head = "" if read else f"<h1>{title}</h1>\n"
    yield f"""<!DOCTYPE html>
<html lang="{clean_tag(manifest.language)}" dir="{direction(manifest.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{_STYLE}
</style>
</head>
<body>
<main>
{head}<p{ours}><small>{labels("transcript")}. {labels("disclosure")}</small></p>
"""
    yield from between("\n", _sections(manifest))
    yield f"""{_links(manifest, labels)}
</main>
</body>
</html>
"""


def _links(manifest: Manifest, labels: Labels) -> str:
    """In the language of our own words, within the page's."""
    links = links_html(manifest, labels)
    return links.replace("<section ", f"<section{labels.marked()} ", 1)


def _sections(manifest: Manifest) -> Iterator[str]:
    for number, lines in groupby(manifest.lines, key=lambda line: line.section):
        label = _text(manifest.sections[number].title)
        turns = "\n".join(_turns(list(lines), manifest))
        yield f'<section id="section-{number + 1}" aria-label="{label or number + 1}">\n{turns}\n</section>'


def _turns(lines: list[ManifestLine], manifest: Manifest) -> Iterator[str]:
    """What one speaker says inside a block of the article is a turn."""
    for (speaker, _, role, language), group in groupby(lines, key=_turn):
        said = list(group)
        words = " ".join(filter(None, (_text(line.text) for line in said)))
        if not words:
            continue
        tag = _HEADINGS.get(role, "p")
        ms = ms_from_frames(_start(said[0]), manifest.audio.rate)
        yield (
            f'<div class="turn">\n<cite>{html.escape(shown_name(speaker, manifest.language))}:</cite> '
            f'<time datetime="PT{ms / 1000:.3f}S">{_clock(ms)}</time>\n'
            f'<{tag} dir="auto"{lang(language)}>{words}</{tag}>\n</div>'
        )


def _turn(line: ManifestLine) -> tuple[str, int, str, str]:
    return line.speaker, line.block, line.role, line.language


def _start(line: ManifestLine) -> int:
    return line.words[0].start_frame if line.words else line.start_frame


def _clock(ms: int) -> str:
    total_s = ms // 1000
    minutes = f"{total_s // 60 % 60:02}" if total_s >= 3600 else f"{total_s // 60}"
    return (
        f"{total_s // 3600}:{minutes}:{total_s % 60:02}"
        if total_s >= 3600
        else f"{minutes}:{total_s % 60:02}"
    )


def _text(text: str) -> str:
    return html.escape(one_line(text))
