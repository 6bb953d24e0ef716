"""The pages of a site: valid, nothing executed, no request that leaves them."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from chapters.pages import PageChapter, PageEpisode, PageShow, episode_page, show_page
from chapters.text import many_lines, one_line

SHOW = PageShow(
    title="Harrow & <friends>",
    description="One.\n\nTwo <b>.",
    language="en",
    author="Newsroom",
    image="cover.png",
    copyright="© Harrow",
    funding="https://harrow.example/give?a=1&b=2",
)
EPISODE = PageEpisode(
    title="Tea & rain",
    folder="tea",
    audio="tea.mp3",
    day="2026-05-01T06:30:00+02:00",
    duration_s=3_725.4,
    summary="It rained.",
    language="ar",
    author="Ann",
    chapters=(PageChapter("Rain", 0.0), PageChapter("Tea", 62.5)),
    transcript="transcript.html",
    downloads=(("MP3", "tea.mp3"),),
    article_url="https://harrow.example/tea",
)


def tree(page: str) -> Any:
    return html.document_fromstring(page.encode())


def test_the_index_has_player_chapters_and_transcript() -> None:
    page = tree(show_page(SHOW, [EPISODE]))
    assert page.findtext(".//title") == "Harrow & <friends>"
    (audio,) = page.iter("audio")
    assert audio.get("src") == "tea/tea.mp3"
    assert audio.get("aria-label") == "Player: Tea & rain"
    links = {link.text_content(): link.get("href") for link in page.iter("a")}
    assert links["Transcript"] == "tea/transcript.html"
    assert links["01:02 Tea"] == "tea/tea.mp3#t=62.500"
    assert links["Tea & rain"] == "tea/index.html"
    assert links["Support the show"] == SHOW.funding
    assert page.find(".//article").attrib == {"lang": "ar", "dir": "rtl"}
    assert page.find(".//article//time").get("datetime") == "2026-05-01"
    assert "1 h 02 min" in page.text_content()
    (feed,) = (link for link in page.iter("link") if link.get("rel") == "alternate")
    assert feed.get("href") == "feed.xml"


def test_an_episode_has_a_page() -> None:
    page = tree(episode_page(SHOW, EPISODE))
    assert page.get("lang") == "ar"
    assert page.get("dir") == "rtl"
    assert page.findtext(".//h1") == "Tea & rain"
    assert [audio.get("src") for audio in page.iter("audio")] == ["tea.mp3"]
    links = {link.text_content(): link.get("href") for link in page.iter("a")}
    assert links["Harrow & <friends>"] == "../index.html"
    assert links["The article"] == "https://harrow.example/tea"


def test_a_show_without_episodes_says_so() -> None:
    assert "There are no episodes yet." in show_page(SHOW, [])


@pytest.mark.parametrize("page", [show_page(SHOW, [EPISODE] * 3), episode_page(SHOW, EPISODE)])
def test_no_script_and_no_request_that_leaves_the_site(page: str) -> None:
    found = tree(page)
    assert not list(found.iter("script", "iframe", "object", "embed", "form"))
    loaded = [node.get("src") for node in found.iter() if node.get("src")]
    loaded += [
        link.get("href") for link in found.iter("link") if link.get("rel") not in ("alternate", "icon")
    ]
    assert all(re.match(r"[a-z0-9/.]+\Z", address) and "//" not in address for address in loaded)
    assert "url(" not in page
    assert "default-src 'none'" in page
    ids = [node.get("id") for node in found.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert found.find('.//a[@class="skip"]').get("href").lstrip("#") in ids


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    [
        "</title><script>",
        '" onload="x',
        "'><img src=x onerror=x>",
        "]]>",
        "\u202eabc",
        "\x00\x1b",
        "&amp;",
        "<!--",
    ]
)


@settings(max_examples=150, deadline=None)
@given(title=TEXTS, summary=TEXTS, chapter=TEXTS)
def test_any_text_is_shown_and_never_obeyed(title: str, summary: str, chapter: str) -> None:
    episode = replace(EPISODE, title=f"t{title}", summary=summary, author=chapter)
    episode = replace(episode, chapters=(PageChapter(chapter, 0), PageChapter("x", 1)))
    plain = [node.tag for node in tree(show_page(SHOW, [replace(EPISODE, summary="")])).iter()]
    page = tree(show_page(SHOW, [episode]))
    lines = [line for line in many_lines(summary).split("\n") if line]
    extra = {"p", "bdi"}
    assert [node.tag for node in page.iter() if node.tag not in extra] == [t for t in plain if t not in extra]
    article = page.find(".//article")
    assert article.find("h2").text_content() == one_line(f"t{title}")
    assert [p.text_content() for p in article.findall("p")[1:]] == lines
    assert article.find(".//ol/li").text_content().strip() == f"00:00 {one_line(chapter)}".strip()
    for node in page.iter():
        assert not [name for name in node.attrib if name.startswith("on")]
