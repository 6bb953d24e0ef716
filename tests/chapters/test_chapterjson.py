"""`chapters.json`: times from the manifest, and the way back to the article."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapters.chapterjson import chapters_json
from chapters.manifest import Manifest, ManifestSection
from tests.chapters.test_transcripts import manifest_of, row

LINK = "https://harrow.example/ferry?id=1#top"


def book(
    link: str = LINK, image: str = "", second: str = "The tide turned, at last - and she sailed."
) -> Manifest:
    lines = row(("Narrator", "The ferry waits."), ("Narrator", second))
    whole = manifest_of([lines[0], replace(lines[1], section=1)])
    frames, middle = whole.audio.frames, lines[1].start_frame
    sections = (ManifestSection("One", 0, middle), ManifestSection("Two", middle, frames))
    return replace(whole, sections=sections, link=link, image=image)


def chapters(manifest: Manifest) -> list[dict[str, Any]]:
    return json.loads(chapters_json(manifest))["chapters"]  # type: ignore[no-any-return]


def test_each_chapter_leads_to_its_section_of_the_article() -> None:
    first, second = chapters(book())
    assert first["url"] == "https://harrow.example/ferry?id=1"
    address, _, directive = second["url"].partition("#:~:text=")
    assert address == first["url"]
    assert unquote(directive) == "The tide turned, at last - and she"
    assert not set(directive) & set(",-&")


def test_the_lead_image_stands_at_the_first_chapter() -> None:
    first, second = chapters(book(image="/pictures/ferry.jpg"))
    assert first["img"] == "https://harrow.example/pictures/ferry.jpg"
    assert "img" not in second


@pytest.mark.parametrize(
    "link", ["", "ferry.html", "javascript:alert(1)", "https://", "http://[", "file:///etc/x"]
)
def test_an_article_without_an_address_gives_none(link: str) -> None:
    assert all("url" not in one and "img" not in one for one in chapters(book(link, "a.jpg")))


def test_what_was_added_is_not_looked_for_in_the_article() -> None:
    made = book()
    cue = replace(made.lines[1], text="End quote.", added=True)
    assert "End" not in chapters(replace(made, lines=(made.lines[0], cue, made.lines[1])))[1]["url"]


@given(st.text(min_size=1))
def test_no_text_breaks_an_address(text: str) -> None:
    for one in chapters(book(second=f"word {text}")):
        assert one["url"].isascii()
        assert one["url"].isprintable()
        assert " " not in one["url"]
