"""The pages of a show's site: a list of its episodes, and a page for each. Plain HTML, no script, no request
that leaves the site.

Chapters are links into the recording by media fragment (`#t=62`), which browsers play from there. Colours
follow the reader's system; contrast is at least 4.5 to 1 in both.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from chapters.feed.write import DISCLOSURE, clock, whole_seconds
from chapters.languages import direction
from chapters.text import many_lines, one_line

_STYLE = """
:root { color-scheme: light dark; --ground: #fdfcf9; --ink: #1c1b19; --soft: #5a564e; --rule: #d9d4c8;
  --link: #0b4f6c; }
@media (prefers-color-scheme: dark) { :root { --ground: #191817; --ink: #edeae3; --soft: #b3aca0;
  --rule: #3b3833; --link: #8ecae6; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 44rem; background: var(--ground);
  color: var(--ink); font: 1.0625rem/1.6 Georgia, "Times New Roman", serif; overflow-wrap: anywhere; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.375rem; line-height: 1.3; margin: 0; }
p { margin: .6rem 0; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, audio:focus-visible { outline: 3px solid var(--link);
  outline-offset: 2px; }
.soft { color: var(--soft); font-size: .9375rem; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
header img { float: right; width: 8rem; height: 8rem; margin: 0 0 1rem 1.25rem; border-radius: .25rem; }
main { clear: both; }
article { border-top: 1px solid var(--rule); padding: 1.5rem 0; }
audio { display: block; width: 100%; margin: 1rem 0; }
ol.chapters { list-style: none; margin: .5rem 0; padding: 0; }
ol.chapters li { margin: .35rem 0; }
ul.links { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .75rem 0;
  padding: 0; }
ul.links a, ol.chapters a { display: inline-block; min-height: 1.5rem; }
summary { min-height: 1.5rem; cursor: pointer; }
time { font-variant-numeric: tabular-nums; }
footer { border-top: 1px solid var(--rule); padding-top: 1rem; }
""".strip()
_POLICY = (
    "default-src 'none'; media-src 'self' file:; img-src 'self' file: data:; style-src 'unsafe-inline';"
    " base-uri 'none'"
)
"""`file:` for a site that is opened from a folder."""


@dataclass(frozen=True, slots=True)
class PageChapter:
    """A chapter that a page links to."""

    title: str
    start_s: float


@dataclass(frozen=True, slots=True)
class PageEpisode:
    """An episode as pages show it; file names are relative to its folder."""

    title: str
    folder: str
    """Name of its folder, from the index page."""
    audio: str
    day: str
    """ISO 8601."""
    duration_s: float
    summary: str
    """A paragraph a line."""
    language: str
    author: str = ""
    chapters: tuple[PageChapter, ...] = ()
    transcript: str = ""
    """Empty if there is none to read."""
    downloads: tuple[tuple[str, str], ...] = ()
    """Name and file of other forms."""
    article_url: str = ""


@dataclass(frozen=True, slots=True)
class PageShow:
    """A show as its pages present it."""

    title: str
    description: str
    language: str
    author: str
    image: str
    """File name, from the index page."""
    copyright: str = ""
    funding: str = ""
    funding_text: str = ""
    feed: str = "feed.xml"
    """File name, from the index page; empty if there is none."""


def show_page(show: PageShow, episodes: Sequence[PageEpisode]) -> str:
    """`index.html` of the site, with the episodes in the order given."""
    links = [*([("Subscribe: the feed", show.feed)] if show.feed else []), *_funding(show)]
    body = [
        "<header>",
        f'<img src="{_e(show.image)}" alt="" width="128" height="128">' if show.image else "",
        f"<h1>{_line(show.title)}</h1>",
        _paragraphs(show.description),
        f'<ul class="links">{_links(links)}</ul>' if links else "",
        "</header>",
        '<main id="episodes">',
        *(_entry(episode, show.language) for episode in episodes),
        "" if episodes else "<p>There are no episodes yet.</p>",
        "</main>",
        _footer(show),
    ]
    feed = f'<link rel="alternate" type="application/rss+xml" href="{_e(show.feed)}" title="Feed">'
    return _page(
        show.title, show.language, body, feed if show.feed else "", ("episodes", "Skip to the episodes")
    )


def episode_page(show: PageShow, episode: PageEpisode) -> str:
    """`index.html` in an episode's folder."""
    body = [
        f'<header><p><a href="../index.html">{_line(show.title)}</a></p>',
        f"<h1>{_line(episode.title)}</h1>",
        f'<p class="soft">{_facts(episode)}</p></header>',
        '<main id="episode">',
        _player(episode, ""),
        _paragraphs(episode.summary),
        *(["<h2>Chapters</h2>", _chapters(episode, "")] if episode.chapters else []),
        f'<ul class="links">{_links(_files(episode, ""))}</ul>',
        "</main>",
        _footer(show),
    ]
    return _page(
        episode.title, episode.language or show.language, body, "", ("episode", "Skip to the player")
    )


def _entry(episode: PageEpisode, language: str) -> str:
    prefix = f"{episode.folder}/"
    chapters = (
        f"<details><summary>{len(episode.chapters)} chapters</summary>{_chapters(episode, prefix)}</details>"
    )
    return "\n".join(
        filter(
            None,
            (
                f"<article{_language(episode.language, language)}>",
                f'<h2><a href="{_e(prefix)}index.html">{_line(episode.title)}</a></h2>',
                f'<p class="soft">{_facts(episode)}</p>',
                _paragraphs(episode.summary),
                _player(episode, prefix),
                chapters if len(episode.chapters) > 1 else "",
                f'<ul class="links">{_links(_files(episode, prefix))}</ul>',
                "</article>",
            ),
        )
    )


def _player(episode: PageEpisode, prefix: str) -> str:
    label = f"Player: {one_line(episode.title)}"
    return (
        f'<audio controls preload="none" src="{_e(prefix + episode.audio)}" aria-label="{_e(label)}"></audio>'
    )


def _chapters(episode: PageEpisode, prefix: str) -> str:
    rows = (
        f'<li><a href="{_e(prefix + episode.audio)}#t={chapter.start_s:.3f}">'
        f"<time>{clock(chapter.start_s)}</time> {_line(chapter.title)}</a></li>"
        for chapter in episode.chapters
    )
    return f'<ol class="chapters">{"".join(rows)}</ol>'


def _facts(episode: PageEpisode) -> str:
    day = episode.day[:10]
    facts = [
        f'<time datetime="{_e(day)}">{_e(day)}</time>',
        length(episode.duration_s),
        _line(episode.author),
    ]
    facts = facts if day else facts[1:]
    return " · ".join(filter(None, facts))


def length(seconds: float) -> str:
    """A duration for people.

    >>> length(205.4), length(3_725)
    ('3 min 25 s', '1 h 02 min')
    """
    minutes, second = divmod(whole_seconds(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours} h {minute:02d} min" if hours else f"{minute} min {second:02d} s"


def _files(episode: PageEpisode, prefix: str) -> list[tuple[str, str]]:
    links = [("Transcript", prefix + episode.transcript)] if episode.transcript else []
    links += [(name, prefix + file) for name, file in episode.downloads]
    return links + ([("The article", episode.article_url)] if episode.article_url else [])


def _funding(show: PageShow) -> list[tuple[str, str]]:
    return [(show.funding_text or "Support the show", show.funding)] if show.funding else []


def _links(links: Sequence[tuple[str, str]]) -> str:
    return "".join(f'<li><a href="{_e(address)}">{_line(name)}</a></li>' for name, address in links)


def _footer(show: PageShow) -> str:
    words = " · ".join(filter(None, (one_line(show.author), one_line(show.copyright), DISCLOSURE)))
    return f'<footer class="soft"><p>{_e(words)}</p></footer>'


def _page(title: str, language: str, body: Sequence[str], head: str, skip: tuple[str, str]) -> str:
    place, words = skip
    lines = (
        "<!DOCTYPE html>",
        f"<html{_language(language)}>",
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_e(one_line(title))}</title>",
        '<link rel="icon" href="data:,">',
        head,
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
        f'<a class="skip" href="#{place}">{words}</a>',
        *body,
        "</body>",
        "</html>",
        "",
    )
    return "\n".join(line for number, line in enumerate(lines) if line or number == len(lines) - 1)


def _language(language: str, around: str = "") -> str:
    """Attributes for text in `language` that stands in text in `around`."""
    if not language or language == around:
        return ""
    return f' lang="{_e(language)}" dir="{direction(language)}"'


def _paragraphs(text: str) -> str:
    return "".join(f'<p dir="auto">{_e(line)}</p>' for line in many_lines(text).split("\n") if line)


def _line(text: str) -> str:
    """Somebody's words on a line of ours; they may run the other way, and must not turn ours around."""
    words = _e(one_line(text))
    return f"<bdi>{words}</bdi>" if words and not words.isascii() else words


def _e(text: str) -> str:
    return html.escape(text)
