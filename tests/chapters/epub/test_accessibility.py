"""What books claim of themselves is true, and an untrue claim is reported."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from chapters.epub.accessibility import accessibility_problems
from chapters.epub.package import CONFORMS_TO
from chapters.epub.write import write_epub
from chapters.manifest import Manifest
from scripts.asides import arranged
from scripts.settings import AsidePolicy
from tests.articles import ARTICLES, manifest_of, script_of, whole_frames
from tests.chapters.epub.test_epub import sound_of
from tests.chapters.packages.test_rules import Edit, changed, drop, put

ARTICLE = """# The weir

It held for ninety years.[^1]

| Year | Eels |
|------|------|
| 1990 | 40   |

## Later

### In May

They were gone.

#### At noon

All of them.

### In June

Nobody asked.

[^1]: It was built of oak.
"""


def opf(pattern: str, by: str) -> Edit:
    return put("EPUB/package.opf", pattern, by)


def nav(pattern: str, by: str) -> Edit:
    return put("EPUB/nav.xhtml", pattern, by)


def c1(pattern: str, by: str) -> Edit:
    return put("EPUB/c1.xhtml", pattern, by)


def no_overlays(files: dict[str, bytes]) -> None:
    for _ in range(4):
        opf(' media-overlay="[^"]*"', "")(files)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return written(tmp_path, ARTICLE)


def written(folder: Path, text: str) -> Path:
    manifest = whole_frames(manifest_of(arranged(script_of(text), AsidePolicy())))
    return written_of(folder, manifest)


def written_of(folder: Path, manifest: Manifest) -> Path:
    write_epub(folder / "a.epub", manifest, sound_of(manifest))
    return folder / "a.epub"


def part(book: Path, name: str) -> str:
    with zipfile.ZipFile(book) as opened:
        return opened.read(f"EPUB/{name}").decode()


def test_ours_is_what_it_says(book: Path) -> None:
    assert list(accessibility_problems(book)) == []
    assert f'<meta property="dcterms:conformsTo">{CONFORMS_TO}</meta>' in part(book, "package.opf")


def test_the_table_of_contents_is_as_deep_as_the_headings(book: Path) -> None:
    toc = part(book, "nav.xhtml").partition("<ol>")[2].partition("</nav>")[0].replace("\n", "")
    assert toc == (
        '<li><a href="c1.xhtml">The weir</a></li><li><a href="c2.xhtml">Later</a><ol>'
        '<li><a href="c2.xhtml#h1">In May</a><ol><li><a href="c2.xhtml#h2">At noon</a></li></ol></li>'
        '<li><a href="c3.xhtml">In June</a></li></ol></li><li><a href="c4.xhtml">Notes</a></li></ol>'
    )


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        *[
            (opf( f'<meta property="{key}"(?: xml:lang="en")?>[^<]*</meta>\n', ""), f"does not say {key}")
            for key in ("schema:accessibilityHazard", "schema:accessibilitySummary")
        ],
        (opf( "EPUB Accessibility 1.1 - WCAG", "EPUB Accessibility 1.2"), "in no form"),
        (opf( '<meta property="dcterms:conformsTo">.*?</meta>', ""), "in no form"),
        (opf( "<dc:title>[^<]*<", "<dc:title> <"), "has no title"),
        (opf( "<dc:language>en<", "<dc:language>in English<"), "does not say its language"),
        (lambda files: [opf( ' media-overlay="[^"]*"', "")(files) for _ in range(4)], "no overlay"),
        (opf( ' properties="nav"', ""), "has 0 navigation documents"),
        (c1( "<title>[^<]*<", "<title><"), "c1.xhtml has no title"),
        (c1( ' lang="en" xml:lang="en"', ""), "c1.xhtml does not say its language"),
        (c1( 'id="s2"', 'id="s1"'), "has the id s1 2 times"),
        (put("EPUB/cover.xhtml", ' alt="[^"]*"', ""), "cover.png has no alternative text"),
        (c1( ' aria-label="Note 1"', ""), "the link to c4.xhtml#n1 has no name"),
        (c1( ' scope="col"', ""), "does not say what it is for"),
        (put("EPUB/c2.xhtml", "<h3(.*?)</h3>", r"<h5\1</h5>"), "a heading of level 5 under one of level 2"),
        (put("EPUB/c2.xhtml", "</h2>", "</h2><h3> </h3>"), "has a heading without words"),
        (nav( "c2.xhtml#h1", "c2.xhtml#h9"), "leads to c2.xhtml#h9, which is not there"),
        (nav( '"c2.xhtml"', '"c9.xhtml"'), "leads to c9.xhtml, which is not there"),
        (nav( "c1.xhtml(.*?)c3.xhtml", r"c3.xhtml\1c1.xhtml"), "after what comes later"),
        (nav( '"toc"', '"lot"'), "has 0 tables of contents"),
        (nav("<li><a href=\"c1.xhtml\">", "<li><b/><a href=\"c1.xhtml\">"), "has an entry of b and a"),
        (put("EPUB/style.css", "#1c1b19", "#e0d0a0"), "has a contrast of"),
        (drop("EPUB/c1.xhtml"), "cannot be read as an EPUB"),
        (c1( "</p>", "</q>"), "cannot be read as an EPUB"),
    ],
)  # fmt: skip
def test_an_untrue_claim_is_reported(book: Path, edit: Edit, expected: str) -> None:
    problems = list(accessibility_problems(changed(book, edit)))
    assert any(expected in one for one in problems), problems


SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(text=ARTICLES)
def test_any_article_makes_a_book_that_is_what_it_says(tmp_path: Path, text: str) -> None:
    manifest = whole_frames(manifest_of(arranged(script_of(text), AsidePolicy())))
    assert (
        list(accessibility_problems(written_of(tmp_path, replace(manifest, title=text, byline=text)))) == []
    )
