"""Our own words: every language has all of them, with the same fields."""

import re
import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest
from lxml import html as lxml_html

from chapters.epub.content import content_chapters
from chapters.epub.package import navigation, package_document
from chapters.labels import labels_for, languages
from chapters.page.page import read_along_page
from chapters.reading.model import reading_text
from chapters.transcript_page import page_parts
from tests.articles import manifest_of, script_of

ARTICLE = "# Gate\n\nIt rained. “Open it,” said Mara Quill.\n\n## Sea\n\nNobody came that day.\n"


def words(language: str) -> dict[str, str]:
    return tomllib.loads((files("chapters.labels") / f"{language}.toml").read_text(encoding="utf-8"))


def test_there_are_eight_languages() -> None:
    assert languages() == ["de", "en", "es", "fr", "it", "nl", "pt", "sv"]


@pytest.mark.parametrize("language", languages())
def test_every_language_says_everything(language: str) -> None:
    own, english = words(language), words("en")
    assert list(own) == list(english)
    for key, text in own.items():
        assert text.strip() or key == "thousands"
        assert sorted(re.findall(r"\{\w*\}", text)) == sorted(re.findall(r"\{\w*\}", english[key])), key
        # They are put into attributes as they are.
        assert not set(text) & set('<>"&'), key
    assert language == "en" or sum(own[key] == english[key] for key in own) < len(own) / 4


@pytest.mark.parametrize("language", [*languages(), "de-AT", "pt-BR"])
def test_a_page_speaks_its_editions_language(language: str) -> None:
    manifest = replace(manifest_of(script_of(ARTICLE)), language=language, date="2026-03-14")
    page = lxml_html.document_fromstring(read_along_page(manifest, "c.png", [0.5] * 320).encode())
    assert page.get("lang") == language
    assert page.xpath("//summary")[0].text == labels_for(language)("chapters")
    assert not page.xpath("//*[@lang][not(self::html)][not(starts-with(@lang, 'en'))]")
    book = package_document(
        manifest, content_chapters(reading_text(manifest), language, by_word=False), "c.png"
    )
    assert labels_for(language)("book_summary") in book
    assert f'lang="{language}"' in "".join(page_parts(manifest))


def test_words_of_a_fallback_are_marked_as_english() -> None:
    manifest = replace(manifest_of(script_of(ARTICLE)), language="fi")
    page = lxml_html.document_fromstring(read_along_page(manifest).encode())
    assert page.get("lang") == "en"
    assert page.get_element_by_id("text").get("lang") == "fi"
    assert page.xpath("//h1")[0].get("lang") == "fi"
    assert {one.get("lang") for one in page.xpath("//nav/ol")} == {"fi"}
    transcript = lxml_html.document_fromstring("".join(page_parts(manifest)).encode())
    assert transcript.get("lang") == "fi"
    assert transcript.xpath("//main/p")[0].get("lang") == "en"
    nav = navigation(manifest, content_chapters(reading_text(manifest), "fi", by_word=False))
    assert 'aria-label="Contents" id="toc" lang="en"' in nav
    assert '<ol lang="fi"' in nav
