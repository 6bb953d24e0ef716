"""The read-along page: sound HTML whatever the article is, everything in it, nothing from elsewhere."""

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import html as lxml_html

from chapters.manifest import CompanionFile, Manifest, ManifestPronounced
from chapters.page.page import read_along_page
from chapters.page.words import sentence_times
from chapters.reading.completeness import completeness
from chapters.reading.model import reading_text
from tests.articles import ARTICLES, manifest_of, script_of

ARTICLE = """# The Gate

By Ann Author

It rained. “Open it,” said Mara Quill. “Now.”

## Inside

- One thing
- “Another,” said Tobias Renn.

> Nobody came.
"""


def page_of(manifest: Manifest) -> Any:
    return lxml_html.document_fromstring(read_along_page(manifest, "cover.png").encode())


@pytest.fixture
def gate() -> Manifest:
    return manifest_of(script_of(ARTICLE))


def words(elements: list[Any]) -> list[str]:
    return [element.text_content() for element in elements]


def test_structure_follows_the_article(gate: Manifest) -> None:
    page = page_of(gate)
    assert words(page.xpath("//h1")) == ["The Gate"]
    assert words(page.xpath("//h2")) == ["Inside"]
    assert words(page.xpath("//li/div[@class='t']")) == ["One thing"]
    assert words(page.xpath("//blockquote")) == ["Nobody came."]
    assert words(page.xpath("//q")) == ["“Open it,”", "“Now.”", "“Another,”"]
    assert words(page.xpath("//div[@class='who']")) == ["Mara Quill", "Tobias Renn"]
    assert page.xpath("//q/@class")[:2] == ["v v0", "v v0 again"]


def test_headings_keep_their_levels_and_none_is_left_out() -> None:
    parts = (
        "# The Gate",
        "One.",
        "## Two",
        "#### Four",
        "Five.",
        "##### Six",
        "Seven.",
        "### Eight",
        "Nine.",
    )
    text = "\n\n".join(parts)
    page = page_of(manifest_of(script_of(text)))
    found = [(one.tag, one.text_content()) for one in page.xpath("//h1|//h2|//h3|//h4|//h5")]
    levels = [int(tag[1]) for tag, _ in found]
    assert [words for _, words in found] == ["The Gate", "Two", "Four", "Six", "Eight"]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert levels[2] < levels[3]


def test_chapters_downloads_and_facts_are_listed(gate: Manifest) -> None:
    book = CompanionFile("gate.epub", "application/epub+zip", 1, "0")
    page = page_of(replace(gate, files=(book,)))
    assert page.xpath("//nav//a/@href") == ["#c1", "#c2"]
    assert [page.get_element_by_id(one) is not None for one in ("c1", "c2")] == [True, True]
    assert page.xpath("//details[@id='downloads']//a/@href") == ["a.mp3", "gate.epub"]
    about = page.get_element_by_id("about").text_content()
    told = completeness(gate)
    assert f"Words in the article{told.article_words}" in about
    assert "synthetic" in about


def test_it_asks_for_nothing_but_files_beside_it(gate: Manifest) -> None:
    page = page_of(gate)
    assert page.xpath("//@src") == ["cover.png", "a.mp3"]
    assert page.xpath("//link/@href") == ["cover.png"]  # or browsers ask the server's root for an icon
    assert not page.xpath("//script[@src]")
    assert "://" not in "".join(page.xpath("//style/text()"))


@pytest.mark.parametrize(
    ("language", "whole", "own"),
    [("en-GB", "en-GB", None), ("de-AT", "de-AT", None), ("tlh", "en", "tlh"), ('"><', "en", None)],
)
def test_the_text_says_its_language(gate: Manifest, language: str, whole: str, own: str | None) -> None:
    page = page_of(replace(gate, language=language))
    assert page.get("lang") == whole
    assert page.get_element_by_id("text").get("lang") == own


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ARTICLES)
def test_no_article_can_break_out_of_its_text(text: str) -> None:
    manifest = replace(manifest_of(script_of(text)), title=text, byline=text, show=text)
    page = page_of(manifest)
    assert len(page.xpath("//script")) == 2
    assert not page.xpath("//*[starts-with(local-name(@*), 'on')]")
    rows = json.loads(page.get_element_by_id("times").text)["sentences"]
    assert len(rows) == len(page.xpath("//span[contains(concat(' ', @class, ' '), ' s ')]"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ARTICLES)
def test_times_lead_back_to_the_pieces(text: str) -> None:
    read = reading_text(manifest_of(script_of(text)))
    cuts: dict[str, list[int]] = {}
    rows = list(sentence_times(read, cuts))
    heard = [one for one in read.sentences() if one.is_heard]
    for number, (one, row) in enumerate(zip(heard, rows, strict=True)):
        at, starts = row[0], []
        for step in row[2:]:
            at += step
            starts.append(at)
        assert starts == list(one.heard_ms)
        wide = one.text.encode("utf-16-le")
        places = cuts.get(str(number)) or [
            0,
            *(place + 1 for place in range(len(wide) // 2) if wide[2 * place : 2 * place + 2] == b" \0"),
        ]
        assert [wide[: 2 * place].decode("utf-16-le") for place in places] == [
            one.text[:place] for place in one.starts
        ]


def test_every_word_is_accounted_for(gate: Manifest) -> None:
    script = script_of("---\ntitle: The Gate\n---\n\nOne two. ***\n\nThree 你好.\n")
    told = completeness(manifest_of(script))
    assert (told.voiced_words, told.dropped_words, told.article_words) == (7, 1, 8)
    assert [(one.reason, one.words) for one in told.dropped if one.words] == [("front matter", 1)]
    said = replace(gate, pronounced=(ManifestPronounced("Quill", "kwill", 1),))
    (entry,) = completeness(said).pronounced
    assert (entry.written, entry.spoken, entry.times) == ("Quill", "kwill", 1)
    assert "Pronounced as the editors set" in read_along_page(said)
