"""The section "About this edition" of the page: what became of the article's words, and who speaks."""

import html
from collections.abc import Iterator

from chapters.manifest import Manifest
from chapters.reading.completeness import Completeness
from chapters.text import one_line, shortened

_MOST_DOUBTS = 50


def about_html(told: Completeness, manifest: Manifest) -> str:
    """Facts as a list of terms, then what is not read and why."""
    facts = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in _facts(told, manifest))
    return f"<p>Every voice in this recording is synthetic; no person was recorded.</p><dl>{facts}</dl>"


def _facts(told: Completeness, manifest: Manifest) -> Iterator[tuple[str, str]]:
    yield "Words in the article", f"{told.article_words:,}"
    yield "Words read aloud", f"{told.voiced_words:,}"
    for one in told.dropped:
        reason = html.escape(one_line(one.reason))
        yield "Words not read", f"{one.words:,}: {reason}"
    if told.silent_words:
        yield "Words without a sound", f"{told.silent_words:,}: no voice could say them"
    if told.added_words:
        yield "Words added", f"{told.added_words:,}: not the author's (announcements, cues)"
    if told.pronounced:
        said = ", ".join(f"{_e(one.written)} ({one.times}×)" for one in told.pronounced)
        yield "Pronounced as the editors set", said
    if told.doubtful:
        lines = "; ".join(
            f"{_e(one.speaker)}: {_e(shortened(one.text, 60))}" for one in told.doubtful[:_MOST_DOUBTS]
        )
        yield "Not certain who says", f"{len(told.doubtful)} lines: {lines}"
    else:
        yield "Not certain who says", "no line"
    if manifest.source:
        yield "Source", _e(manifest.source)
    yield "Made with", _e(manifest.generator)


def _e(text: str) -> str:
    return f"<bdi>{html.escape(one_line(text))}</bdi>"
