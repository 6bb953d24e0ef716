"""`index.html`: an edition to listen to and read at once, in one file beside the recording.

The page is whole without its script: the text, the browser's own player, chapters as links into the text. The
script (`player.js`) shows what is being read and takes the keyboard. No request leaves the folder.
"""

import datetime
import html
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from audio.timeline import ms_from_frames
from chapters.languages import clean_tag, direction
from chapters.manifest import Manifest
from chapters.page.about import about_html
from chapters.page.words import heading_passages, page_markup, sentence_times, text_html
from chapters.reading.completeness import completeness
from chapters.reading.model import ReadingText, reading_text
from chapters.reading.picture import timeline_svg
from chapters.tags import DISCLOSURE
from chapters.text import one_line

PAGE, PICTURE = "index.html", "timeline.png"
SPEEDS = ("0.5", "0.75", "0.9", "1", "1.1", "1.25", "1.5", "1.75", "2", "2.5", "3")
_KEYS = (
    ("K", "play or pause"),
    ("J", "15 seconds back"),
    ("L", "15 seconds on"),
    ("←", "sentence before"),
    ("→", "next sentence"),
    ("− +", "slower, faster"),
    ("F", "follow the text, or not"),
    ("C", "chapters"),
    ("?", "this list"),
)
_POLICY = (
    "script-src 'unsafe-inline'; connect-src 'none'; font-src 'none'; frame-src 'none'; object-src 'none'; "
    "worker-src 'none'; base-uri 'none'; form-action 'none'"
)
"""Nothing from elsewhere. (A page on a disk has no origin: 'self' for its sound would be nothing there.)"""
_LONG_TITLE = 64
"""Characters from which on a headline is set smaller."""
_KINDS = {
    "audio/mpeg": "MP3",
    "audio/x-m4b": "Audiobook (M4B)",
    "audio/x-m4a": "M4A",
    "application/epub+zip": "EPUB with the recording",
    "application/lpf+zip": "W3C Audiobook (LPF)",
    "application/zip": "DAISY 2.02 (ZIP)",
    "text/html": "Transcript",
    "text/vtt": "Captions (WebVTT)",
    "application/x-subrip": "Captions (SRT)",
    "application/json": "Transcript (JSON)",
}
_ICONS = {
    "play": '<path class="start" d="M7 4v16l14-8z"/><path class="pause" d="M6 4h4v16H6zM14 4h4v16h-4z"/>',
    "before": '<path d="M18 5v14l-9-7zM6 5h2.5v14H6z"/>',
    "after": '<path d="M6 5v14l9-7zM15.500 5H18v14h-2.500z"/>',
}


def read_along_page(manifest: Manifest, cover: str = "", amplitudes: Sequence[float] = ()) -> str:
    """The page as HTML. `cover` is the name of a picture in its folder; with `amplitudes` (see
    `chapters.reading.picture`) it shows one of the recording."""
    text = reading_text(manifest)
    language = clean_tag(manifest.language)
    whole = language if language.partition("-")[0].lower() == "en" else "en"
    own = "" if language == whole else f' lang="{language}" dir="{direction(language)}"'
    title = html.escape(one_line(manifest.title)) or "Audio edition"
    return f"""<!DOCTYPE html>
<html lang="{whole}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="generator" content="{html.escape(manifest.generator)}">
<link rel="icon" href="{_e(cover) or "data:,"}">
<style>
{_part("style.css")}</style>
</head>
<body>
<a class="skip" href="#text">Skip to the text</a>
<main>
<header>
{_header(manifest, text, own, cover)}
</header>
{_figure(manifest, text, amplitudes)}{_player(manifest)}
<div class="panels">
{_panels(manifest, text, own)}
</div>
<div class="text" id="text" tabindex="-1"{own}>
{text_html(text, heading_passages(text))}
</div>
</main>
<footer><p class="small">{_e(" · ".join(filter(None, (one_line(manifest.show), DISCLOSURE))))}</p></footer>
{_button("quick", "Play", icon="play", kind="play")}
<button type="button" class="float" id="back" hidden>Back to what is being read</button>
<script type="application/json" id="times">{_times(manifest, text, cover)}</script>
<script>
{_part("player.js")}</script>
</body>
</html>
"""


def clock(ms: int) -> str:
    """Minutes and seconds, with hours if there are any.

    >>> clock(62_500), clock(3_600_000)
    ('1:02', '1:00:00')
    """
    minutes, seconds = divmod(ms // 1000, 60)
    if minutes < 60:
        return f"{minutes}:{seconds:02}"
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


@cache
def _part(name: str) -> str:
    return (files("chapters.page") / name).read_text(encoding="utf-8")


def _figure(manifest: Manifest, text: ReadingText, amplitudes: Sequence[float]) -> str:
    return f"<figure>{timeline_svg(manifest, text, amplitudes)}</figure>\n" if amplitudes else ""


def _header(manifest: Manifest, text: ReadingText, own: str, cover: str) -> str:
    shown, markup = heading_passages(text), page_markup(text)
    show = one_line(manifest.show)
    parts = [f'<p class="kicker small">{_e(show or "Audio edition")}</p>']
    if shown:
        long = " long" if len(shown[0].text()) > _LONG_TITLE else ""
        parts.append(f'<h1 class="t{long}"{own}>{markup.sentences(shown[0])}</h1>')
        parts += (f'<p class="t"{own}>{markup.sentences(one)}</p>' for one in shown[1:])
    else:
        parts.append(f"<h1{own}>{_e(one_line(manifest.title)) or 'Audio edition'}</h1>")
    if len(shown) < 2 and one_line(manifest.byline):
        parts.append(f"<p>{_e(one_line(manifest.byline))}</p>")
    voices = len({(one.engine, one.voice) for one in manifest.cast})
    facts = [_day(manifest.date), _length(manifest), f"{voices} synthetic voice{'s' * (voices != 1)}"]
    parts.append(f'<p class="small">{" · ".join(filter(None, facts))}</p>')
    if cover:
        parts.append(f'<img src="{_e(cover)}" alt="" width="144" height="144">')
    return "\n".join(parts)


def _day(date: str) -> str:
    """The day in words, as the page's own texts are: in English.

    >>> _day("2026-03-14T06:30:00+01:00")
    '<time datetime="2026-03-14">14 March 2026</time>'
    """
    try:
        day = datetime.date.fromisoformat(date[:10])
    except ValueError:
        return ""
    return f'<time datetime="{day.isoformat()}">{day.day} {_MONTHS[day.month - 1]} {day.year}</time>'


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def _length(manifest: Manifest) -> str:
    minutes, seconds = divmod(manifest.audio.frames // manifest.audio.rate, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {seconds} s"


def _player(manifest: Manifest) -> str:
    options = "".join(f'<option value="{one}"{" selected" * (one == "1")}>{one}×</option>' for one in SPEEDS)
    seconds = manifest.audio.frames // manifest.audio.rate
    return f"""<div class="player" role="region" aria-label="Player">
<audio controls preload="metadata" src="{_e(manifest.audio.file)}" aria-label="Recording"></audio>
<div class="controls" hidden>
{_button("back15", "15 seconds back", "−15")}
{_button("before", "Sentence before", icon="before")}
{_button("toggle", "Play", icon="play", kind="play")}
{_button("after", "Next sentence", icon="after")}
{_button("on15", "15 seconds on", "+15")}
<label class="speed plain"><span>Speed </span><select id="speed" aria-label="Speed">{options}</select></label>
<input type="range" id="position" min="0" max="{seconds}" step="1" value="0" aria-label="Position">
<p class="where small" dir="auto"></p>
<span class="clock plain">0:00 / {clock(seconds * 1000)}</span>
</div>
<p class="status small" role="status"></p>
</div>"""


def _button(name: str, label: str, words: str = "", icon: str = "", kind: str = "") -> str:
    inside = words or f'<svg viewBox="0 0 24 24" aria-hidden="true">{_ICONS[icon]}</svg>'
    kind = f' class="{kind}"' if kind else ""
    return f'<button type="button" id="{name}"{kind} aria-label="{label}" title="{label}">{inside}</button>'


def _panels(manifest: Manifest, text: ReadingText, own: str) -> str:
    chapters = "\n".join(
        f'<li><a href="#c{number}"><span class="at">{clock(one.start_ms)}</span> <span dir="auto">'
        f"{_e(one.title) or number}</span></a></li>"
        for number, one in enumerate(text.chapters, 1)
    )
    keys = "".join(f"<dt><kbd>{key}</kbd></dt><dd>{what}</dd>" for key, what in _KEYS)
    links = "\n".join(f'<li><a href="{_e(file)}" download>{name}</a></li>' for name, file in _files(manifest))
    panels = (
        ("chapters", "Chapters", f'<nav aria-label="Chapters"{own}><ol>\n{chapters}\n</ol></nav>'),
        ("voices", "Voices", f"<div><ul>{''.join(_voices(manifest, text))}</ul></div>"),
        ("keyboard", "Reading and keyboard", f"<div>{_choices()}<dl>{keys}</dl>{_HINT}</div>"),
        ("about", "About this edition", f"<div>{about_html(completeness(manifest), manifest)}</div>"),
        ("downloads", "Download", f"<div><ul>\n{links}\n</ul></div>"),
    )
    return "\n".join(
        f'<details id="{name}"><summary>{label}</summary>{body}</details>' for name, label, body in panels
    )


_HINT = (
    "<p>Tab reaches the sentence being read; <kbd>↑</kbd> and <kbd>↓</kbd> move from there, <kbd>Enter</kbd> "
    "plays from it. A click on a sentence does too.</p>"
)


def _choices() -> str:
    ticks = (("follow", "Follow the text while it is read"), ("keys", "Single keys, as listed here"))
    return "".join(
        f'<label class="tick"><input type="checkbox" id="{name}" checked> {label}</label>'
        for name, label in ticks
    )


def _voices(manifest: Manifest, text: ReadingText) -> Iterator[str]:
    markup = page_markup(text)
    for number, name in enumerate(text.speakers):
        voice = next((one.voice for at, one in enumerate(manifest.cast) if at == number), "")
        yield f"<li>{markup.speaker(number)}{f': {_e(one_line(voice))}' if name and voice else ''}</li>"


def _files(manifest: Manifest) -> Iterator[tuple[str, str]]:
    yield _KINDS["audio/mpeg"], manifest.audio.file
    for kind, name in _KINDS.items():
        yield from ((name, one.file) for one in manifest.files if one.type == kind and one.file != PAGE)
    yield from (("Picture: who speaks when", one.file) for one in manifest.files if one.file == PICTURE)


def _times(manifest: Manifest, text: ReadingText, cover: str) -> str:
    rows, cuts = sentence_times(text)
    content: Mapping[str, object] = {
        "title": one_line(manifest.title),
        "artist": one_line(manifest.byline) or one_line(manifest.show),
        "cover": cover,
        "recording": manifest.audio.sha256[:16],
        "duration": ms_from_frames(manifest.audio.frames, manifest.audio.rate) / 1000,
        "titles": [one.title for one in text.chapters],
        "chapters": [one.start_ms for one in text.chapters],
        "cuts": cuts,
        "sentences": rows,
    }
    # Inside an element nothing may look like its end.
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _e(text: str | Sequence[str]) -> str:
    return html.escape(str(text))
