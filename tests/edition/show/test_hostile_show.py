"""Titles, names of files and texts that are out to break a site: they come out right in feed, pages and
state."""

import io
import shutil
from pathlib import Path

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from chapters.text import many_lines, one_line
from edition.show.check import check_site
from edition.show.site import is_inside
from edition.show.state import read_state
from scripts.errors import AudioEditionError
from tests.edition.show.conftest import SETTINGS, Desk

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=50) | st.sampled_from(
    [
        "]]>",
        "& &amp; &lt;",
        "<script>alert(1)</script>",
        "👩‍👩‍👧‍👦 🇩🇪",
        "\u202eright to left\u202c مرحبا",
        "x" * 5_000,
        "a\x00b\x1b[2J\x85c",
        "../../../etc/passwd",
        "--- # : '\" | > [ ] { }",
        "</title></channel></rss>",
    ]
)
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=40).filter(
    lambda name: name[0] not in "._" and len(name.encode()) < 200
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=TEXTS, summary=TEXTS, name=NAMES)
def test_whatever_they_say_they_come_out_right(desk: Desk, title: str, summary: str, name: str) -> None:
    _empty(desk.folder)
    desk.write("edition.toml", SETTINGS)
    desk.write("plain.md", "# Plain\n\nWords.\n")
    words = f"title: {title}\ndescription: {summary}"
    (desk.folder / f"{name}.md").write_bytes(f"---\ndate: 2026-01-01\n{words}\n---\n# H\n\nText.\n".encode())
    done = desk.publish()
    assert done.ok
    assert check_site(desk.site).findings == ()
    hostile = next(told for told in done.episodes if told.slug != "plain")
    files = desk.files()
    assert all(is_inside(path) for path in files)
    assert all(path.isascii() for path in files)
    feed = feedparser.parse(io.BytesIO(desk.feed()))
    assert not feed.bozo
    assert [entry.link.rstrip("/").rpartition("/")[2] for entry in feed.entries] == ["plain", hostile.slug]
    page = html.document_fromstring(files["index.html"])
    assert [node.text_content() for node in page.iter("h2")] == ["Plain", one_line(hostile.title)]
    assert not list(page.iter("script"))
    state = read_state(desk.folder)
    assert state
    assert {episode.slug for episode in state.episodes} == {"plain", hostile.slug}
    again = desk.publish()
    assert again.steps == ()


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=TEXTS, description=TEXTS, author=TEXTS)
def test_a_show_of_any_words_is_published_or_refused(
    desk: Desk, title: str, description: str, author: str
) -> None:
    _empty(desk.folder)
    lines = SETTINGS.splitlines()
    for at, value in ((1, title), (2, description), (3, author)):
        key = lines[at].partition(" =")[0]
        lines[at] = f"{key} = {_toml(value)}"
    desk.write("edition.toml", "\n".join(lines))
    desk.write("plain.md", "# Plain\n\nWords.\n")
    try:
        desk.publish()
    except AudioEditionError as error:
        assert "edition.toml" in error.message
        assert not desk.site.exists()
        return
    assert check_site(desk.site).findings == ()
    page = html.document_fromstring(desk.files()["index.html"])
    assert page.findtext(".//title") == one_line(title)
    assert page.find(".//h1").text_content() == one_line(title)
    shown = [p.text_content() for p in page.find(".//header").findall("p")]
    assert shown == [line for line in many_lines(description).split("\n") if line]


def _toml(text: str) -> str:
    escaped = "".join(character if character.isalnum() else f"\\U{ord(character):08x}" for character in text)
    return f'"{escaped}"'


@pytest.mark.parametrize("name", ["con", "..a", "a b", "日本語", "x" * 120, "A&B <c>", "ß", "index"])
def test_names_of_files_become_names_that_any_host_takes(desk: Desk, name: str) -> None:
    desk.write(f"sub/{name if name[0] != '.' else 'a' + name}.md", "# Words\n\nText.\n")
    slugs = [told.slug for told in desk.publish().episodes]
    assert len(set(slugs)) == 4
    assert all(slug.isascii() and slug == slug.lower() and len(slug) <= 75 for slug in slugs)
    assert "con" not in slugs
