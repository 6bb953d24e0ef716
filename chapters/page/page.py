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
from chapters.labels import Labels, labels_for
from chapters.languages import direction
from chapters.linklist import links_html
from chapters.manifest import Manifest
from chapters.page.about import about_html
from chapters.page.words import heading_passages, page_markup, sentence_times, text_parts
from chapters.reading.completeness import completeness
from chapters.reading.model import Passage, ReadingText, reading_text
from chapters.reading.picture import timeline_svg
from chapters.text import between, one_line
from scripts.templates import date_in_words

PAGE, PICTURE = "index.html", "timeline.png"
SPEEDS = ("0.5", "0.75", "0.9", "1", "1.1", "1.25", "1.5", "1.75", "2", "2.5", "3")
_KEYS = (
    ("K", "key_toggle"),
    ("J", "key_back15"),
    ("L", "key_on15"),
    ("←", "key_before"),
    ("→", "key_after"),
    ("− +", "key_speed"),
    ("F", "key_follow"),
    ("C", "key_chapters"),
    ("?", "key_list"),
)
"""Keys of the keyboard and of the labels that say what they do."""
_SPOKEN = ("play", "pause", "not_played", "not_read", "goes_on", "speed_is", "position_is")
"""Keys of the labels that the page's script shows."""
_POLICY = (
    "script-src 'unsafe-inline'; connect-src 'none'; font-src 'none'; frame-src 'none'; object-src 'none'; "
    "worker-src 'none'; base-uri 'none'; form-action 'none'"
)
"""Nothing from elsewhere. (A page on a disk has no origin: 'self' for its sound would be nothing there.)"""
_LONG_TITLE = 64
"""Characters from which on a headline is set smaller."""
_KINDS = {
    "audio/mpeg": "file_mp3",
    "audio/x-m4b": "file_m4b",
    "audio/x-m4a": "file_m4a",
    "application/epub+zip": "file_epub",
    "application/lpf+zip": "file_lpf",
    "application/zip": "file_daisy",
    "text/html": "file_html",
    "text/vtt": "file_vtt",
    "application/x-subrip": "file_srt",
    "application/json": "file_json",
}
"""Labels of files, by their media types."""
_ICONS = {
    "play": '<path class="start" d="M7 4v16l14-8z"/><path class="pause" d="M6 4h4v16H6zM14 4h4v16h-4z"/>',
    "before": '<path d="M18 5v14l-9-7zM6 5h2.5v14H6z"/>',
    "after": '<path d="M6 5v14l9-7zM15.500 5H18v14h-2.500z"/>',
}


def read_along_page(manifest: Manifest, cover: str = "", amplitudes: Sequence[float] = ()) -> str:
    """The page as HTML; what it takes is told at `page_parts`."""
    return "".join(page_parts(manifest, reading_text(manifest), cover, amplitudes))


def page_parts(
    manifest: Manifest, text: ReadingText, cover: str = "", amplitudes: Sequence[float] = ()
) -> Iterator[str]:
    """The page as HTML, part by part: a book's is not held as a whole.

    `text` is what `reading_text` makes of the manifest, `cover` the name of a picture in the page's folder;
    with `amplitudes` (see `chapters.reading.picture`) it shows one of the recording.
    """
    labels, show = labels_for(manifest.language), one_line(manifest.show)
    own, shown = labels.edition_marked(), heading_passages(text)
    title = html.escape(one_line(manifest.title)) or labels("audio_edition")
    yield f"""<!DOCTYPE html>
<html lang="{labels.language}" dir="{direction(labels.language)}">
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
<a class="skip" href="#text">{labels("skip")}</a>
<main>
<header>
{_header(manifest, text, shown, labels, cover)}
</header>
{_figure(manifest, text, amplitudes, labels)}{_player(manifest, labels)}
<div class="panels">
{_panels(manifest, text, labels)}
</div>
<div class="text" id="text" tabindex="-1"{own}>
"""
    yield from text_parts(text, shown, labels)
    yield f"""
</div>{links_html(manifest, labels)}
</main>
<footer><p class="small">{_e(" · ".join(filter(None, (show, labels("disclosure")))))}</p></footer>
{_button("quick", labels("play"), icon="play", kind="play")}
<button type="button" class="float" id="back" hidden>{labels("back")}</button>
<script type="application/json" id="times">"""
    # Inside an element nothing may look like its end.
    yield from (part.replace("<", "\\u003c") for part in _times(manifest, text, cover, labels))
    yield f"""</script>
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


def _figure(manifest: Manifest, text: ReadingText, amplitudes: Sequence[float], labels: Labels) -> str:
    return f"<figure>{timeline_svg(manifest, text, amplitudes, labels)}</figure>\n" if amplitudes else ""


def _header(
    manifest: Manifest, text: ReadingText, shown: Sequence[Passage], labels: Labels, cover: str
) -> str:
    markup = page_markup(text, labels)
    show, own = one_line(manifest.show), labels.edition_marked()
    parts = [f'<p class="kicker small">{_e(show) or labels("audio_edition")}</p>']
    if shown:
        long = " long" if len(shown[0].text()) > _LONG_TITLE else ""
        parts.append(f'<h1 class="t{long}"{own}>{markup.sentences(shown[0])}</h1>')
        parts += (f'<p class="t"{own}>{markup.sentences(one)}</p>' for one in shown[1:])
    else:
        parts.append(f"<h1{own}>{_e(one_line(manifest.title)) or labels('audio_edition')}</h1>")
    if len(shown) < 2 and one_line(manifest.byline):
        parts.append(f"<p>{_e(one_line(manifest.byline))}</p>")
    voices = len({(one.engine, one.voice) for one in manifest.cast})
    told = labels("voices_one") if voices == 1 else labels("voices_many", count=voices)
    facts = [_day(manifest.date, labels.language), _length(manifest, labels), told]
    parts.append(f'<p class="small">{" · ".join(filter(None, facts))}</p>')
    if cover:
        parts.append(f'<img src="{_e(cover)}" alt="" width="144" height="144">')
    return "\n".join(parts)


def _day(date: str, language: str) -> str:
    """The day in words.

    >>> _day("2026-03-14T06:30:00+01:00", "en")
    '<time datetime="2026-03-14">14 March 2026</time>'
    """
    try:
        day = datetime.date.fromisoformat(date[:10])
    except ValueError:
        return ""
    return f'<time datetime="{day.isoformat()}">{date_in_words(day.isoformat(), language)}</time>'


def _length(manifest: Manifest, labels: Labels) -> str:
    minutes, seconds = divmod(manifest.audio.frames // manifest.audio.rate, 60)
    hours, rest = divmod(minutes, 60)
    if hours:
        return labels("hours", hours=hours, minutes=rest)
    return labels("minutes", minutes=minutes, seconds=seconds)


def _player(manifest: Manifest, labels: Labels) -> str:
    options = "".join(f'<option value="{one}"{" selected" * (one == "1")}>{one}×</option>' for one in SPEEDS)
    seconds = manifest.audio.frames // manifest.audio.rate
    speed = labels("speed")
    return f"""<div class="player" role="region" aria-label="{labels("player")}">
<audio controls preload="metadata" src="{_e(manifest.audio.file)}" aria-label="{labels("recording")}"></audio>
<div class="controls" hidden>
{_button("back15", labels("back15"), "−15")}
{_button("before", labels("before"), icon="before")}
{_button("toggle", labels("play"), icon="play", kind="play")}
{_button("after", labels("after"), icon="after")}
{_button("on15", labels("on15"), "+15")}
<label class="speed plain"><span>{speed} </span>
<select id="speed" aria-label="{speed}">{options}</select></label>
<input type="range" id="position" min="0" max="{seconds}" step="1" value="0"
aria-label="{labels("position")}">
<p class="where small" dir="auto"{labels.edition_marked().partition(" dir=")[0]}></p>
<span class="clock plain">0:00 / {clock(seconds * 1000)}</span>
</div>
<p class="status small" role="status"></p>
</div>"""


def _button(name: str, label: str, words: str = "", icon: str = "", kind: str = "") -> str:
    inside = words or f'<svg viewBox="0 0 24 24" aria-hidden="true">{_ICONS[icon]}</svg>'
    kind = f' class="{kind}"' if kind else ""
    return f'<button type="button" id="{name}"{kind} aria-label="{label}" title="{label}">{inside}</button>'


def _panels(manifest: Manifest, text: ReadingText, labels: Labels) -> str:
    chapters = "\n".join(
        f'<li><a href="#c{number}"><span class="at">{clock(one.start_ms)}</span> <span dir="auto">'
        f"{_e(one.title) or number}</span></a></li>"
        for number, one in enumerate(text.chapters, 1)
    )
    keys = "".join(f"<dt><kbd>{key}</kbd></dt><dd>{labels(name)}</dd>" for key, name in _KEYS)
    hint = labels("hint", up="<kbd>↑</kbd>", down="<kbd>↓</kbd>", enter="<kbd>Enter</kbd>")
    links = "\n".join(
        f'<li><a href="{_e(file)}" download>{name}</a></li>' for name, file in _files(manifest, labels)
    )
    own = labels.edition_marked()
    panels = (
        ("chapters", f'<nav aria-label="{labels("chapters")}"><ol{own}>\n{chapters}\n</ol></nav>'),
        ("voices", f"<div><ul>{''.join(_voices(manifest, text, labels))}</ul></div>"),
        ("keyboard", f"<div>{_choices(labels)}<dl>{keys}</dl><p>{hint}</p></div>"),
        ("about", f"<div>{about_html(completeness(manifest), manifest, labels)}</div>"),
        ("download", f"<div><ul>\n{links}\n</ul></div>"),
    )
    return "\n".join(
        f'<details id="{_IDS.get(name, name)}"><summary>{labels(name)}</summary>{body}</details>'
        for name, body in panels
    )


_IDS = {"download": "downloads"}
"""Of panels that are not called by their labels' keys."""


def _choices(labels: Labels) -> str:
    return "".join(
        f'<label class="tick"><input type="checkbox" id="{name}" checked> {labels(f"tick_{name}")}</label>'
        for name in ("follow", "keys")
    )


def _voices(manifest: Manifest, text: ReadingText, labels: Labels) -> Iterator[str]:
    markup = page_markup(text, labels)
    for number, name in enumerate(text.speakers):
        voice = next((one.voice for at, one in enumerate(manifest.cast) if at == number), "")
        yield f"<li>{markup.speaker(number)}{f': {_e(one_line(voice))}' if name and voice else ''}</li>"


def _files(manifest: Manifest, labels: Labels) -> Iterator[tuple[str, str]]:
    yield labels("file_mp3"), manifest.audio.file
    for kind, name in _KINDS.items():
        files = (one.file for one in manifest.files if one.type == kind and one.file != PAGE)
        yield from ((labels(name), file) for file in files)
    yield from ((labels("file_picture"), one.file) for one in manifest.files if one.file == PICTURE)


def _times(manifest: Manifest, text: ReadingText, cover: str, labels: Labels) -> Iterator[str]:
    """One object of JSON."""
    content: Mapping[str, object] = {
        "title": one_line(manifest.title),
        "artist": one_line(manifest.byline) or one_line(manifest.show),
        "cover": cover,
        "labels": {key: labels(key) for key in _SPOKEN},
        "recording": manifest.plan[:16],
        "duration": ms_from_frames(manifest.audio.frames, manifest.audio.rate) / 1000,
        "titles": [one.title for one in text.chapters],
        "chapters": [one.start_ms for one in text.chapters],
    }
    yield f'{_json(content)[:-1]},"sentences":['
    cuts: dict[str, list[int]] = {}
    yield from between(",", map(_json, sentence_times(text, cuts)))
    yield f'],"cuts":{_json(cuts)}}}'


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _e(text: str | Sequence[str]) -> str:
    return html.escape(str(text))
