"""The section "About this edition" of the page: what became of the article's words, and who speaks."""

import html
from collections.abc import Iterator

from chapters.labels import Labels
from chapters.manifest import Manifest
from chapters.reading.completeness import Completeness
from chapters.text import one_line, shortened
from scripts.words import main_language

_MOST_DOUBTS = 50


def about_html(told: Completeness, manifest: Manifest, labels: Labels) -> str:
    """Facts as a list of terms, then what is not read and why."""
    facts = "".join(
        f"<dt>{labels(key)}</dt><dd>{value}</dd>" for key, value in _facts(told, manifest, labels)
    )
    return f"<p>{labels('no_person')}</p><dl>{facts}</dl>"


def _facts(told: Completeness, manifest: Manifest, labels: Labels) -> Iterator[tuple[str, str]]:
    """Keys of labels and what they are of. Reasons are for producers, in English."""
    yield "words_article", labels.number(told.article_words)
    yield "words_voiced", labels.number(told.voiced_words)
    english = "" if main_language(labels.language) == "en" else ' lang="en" dir="ltr"'
    for one in told.dropped:
        reason = html.escape(one_line(one.reason))
        yield (
            "words_dropped",
            f"{labels.number(one.words)}: " + (f"<span{english}>{reason}</span>" if english else reason),
        )
    if told.silent_words:
        yield "words_silent", f"{labels.number(told.silent_words)}: {labels('silent_why')}"
    if told.added_words:
        yield "words_added", f"{labels.number(told.added_words)}: {labels('added_why')}"
    if told.pronounced:
        said = ", ".join(f"{_e(one.written)} ({one.times}×)" for one in told.pronounced)
        yield "pronounced", said
    if told.doubtful:
        lines = "; ".join(
            f"{_e(one.speaker)}: {_e(shortened(one.text, 60))}" for one in told.doubtful[:_MOST_DOUBTS]
        )
        yield "doubtful", labels("doubtful_lines", count=len(told.doubtful), lines=lines)
    else:
        yield "doubtful", labels("doubtful_none")
    if manifest.source:
        yield "source", _e(manifest.source)
    yield "made_with", _e(manifest.generator)


def _e(text: str) -> str:
    return f"<bdi>{html.escape(one_line(text))}</bdi>"
