"""Each rule of DAISY 2.02 and of W3C Audiobooks, broken, is reported; packages of ours break none."""

import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from audio.mp3 import silent_frame
from chapters.manifest import Manifest
from chapters.packages.daisy import write_daisy
from chapters.packages.daisyrules import daisy_problems
from chapters.packages.lpf import write_lpf
from chapters.packages.lpfrules import lpf_problems
from tests.articles import ARTICLES, manifest_of, script_of, whole_frames
from tests.chapters.epub.test_epub import ARTICLE, sound_of

Edit = Callable[[dict[str, bytes]], None]


def changed(path: Path, edit: Edit) -> Path:
    """The package with its files edited."""
    with zipfile.ZipFile(path) as package:
        files = {name: package.read(name) for name in package.namelist()}
    edit(files)
    with zipfile.ZipFile(path, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    return path


def put(name: str, pattern: str, by: str) -> Edit:
    """A file with the first match of a pattern replaced; it has to be there."""

    def edit(files: dict[str, bytes]) -> None:
        text, count = re.subn(pattern, by, files[name].decode(), count=1, flags=re.DOTALL)
        assert count == 1
        files[name] = text.encode()

    return edit


def drop(name: str) -> Edit:
    return lambda files: files.pop(name) and None


def add(name: str) -> Edit:
    return lambda files: files.update({name: b"x"})


def told(**values: Any) -> Edit:
    """The manifest of an audiobook with other values; None takes one out."""

    def edit(files: dict[str, bytes]) -> None:
        content = json.loads(files["publication.json"])
        content.update(values)
        kept = {key: value for key, value in content.items() if value is not None}
        files["publication.json"] = json.dumps(kept).encode()

    return edit


def resource(number: int, group: str = "readingOrder", **values: Any) -> Edit:
    """The same for one of its resources."""

    def edit(files: dict[str, bytes]) -> None:
        content = json.loads(files["publication.json"])
        content[group][number].update(values)
        files["publication.json"] = json.dumps(content).encode()

    return edit


@pytest.fixture
def gate() -> Manifest:
    return whole_frames(manifest_of(script_of(ARTICLE)))


@pytest.fixture
def daisy(gate: Manifest, tmp_path: Path) -> Path:
    write_daisy(tmp_path / "a.daisy.zip", gate, sound_of(gate))
    return tmp_path / "a.daisy.zip"


@pytest.fixture
def lpf(gate: Manifest, tmp_path: Path) -> Path:
    write_lpf(tmp_path / "a.lpf", gate, sound_of(gate))
    return tmp_path / "a.lpf"


def test_ours_break_none(daisy: Path, lpf: Path) -> None:
    assert list(daisy_problems(daisy)) == []
    assert list(lpf_problems(lpf)) == []


_META = ("dc:creator", "dc:date", "dc:format", "dc:identifier", "dc:language", "dc:publisher", "dc:title",
         "ncc:charset", "ncc:pageFront", "ncc:pageNormal", "ncc:pageSpecial", "ncc:setInfo", "ncc:tocItems",
         "ncc:totalTime")  # fmt: skip


@pytest.mark.parametrize("key", _META)
def test_daisy_lacks_or_repeats_what_it_must_say(daisy: Path, key: str) -> None:
    line = rf'<meta name="{key}" content="([^"]*)"/>'
    changed(daisy, put("ncc.html", line, r'<meta name="x" content="\1"/>'))
    assert f"ncc.html has {key} 0 times, not once" in list(daisy_problems(daisy))
    changed(
        daisy,
        put("ncc.html", '<meta name="x" content="([^"]*)"/>', rf'<meta name="{key}" content="\1"/>' * 2),
    )
    assert f"ncc.html has {key} 2 times, not once" in list(daisy_problems(daisy))


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (drop("ncc.html"), "There is no ncc.html"),
        (put("ncc.html", 'dc:title" content="[^"]*"', 'dc:title" content=" "'), "has nothing for dc:title"),
        (put("ncc.html", "Daisy 2.02", "Daisy 3"), "says 'Daisy 3' for dc:format"),
        (put("ncc.html", "2000-01-01", "1 May"), "says '1 May' for dc:date"),
        (put("ncc.html", "1 of 1", "one"), "says 'one' for ncc:setInfo"),
        (put("ncc.html", "audioFullText", "full"), "says 'full' for ncc:multimediaType"),
        (put("ncc.html", 'h1 class="title"', 'h1 class="section"'), "does not begin with a heading"),
        (put("ncc.html", '<h1 class="section"(.*)</h1>(\n</body>)', r"<h3\1</h3>\2"), "level 3 under"),
        (put("ncc.html", "</h1>\n<h1", "</h1>\n<p>x</p>\n<h1"), "has <p> among its headings"),
        (put("ncc.html", '<h1 class="section" id="h2"', '<h1 class="section"'), "a heading has no id"),
        (put("ncc.html", 'tocItems" content="2"', 'tocItems" content="3"'), "it has 2"),
        (put("ncc.html", 'depth" content="1"', 'depth" content="4"'), "says that it is 4 deep"),
        (put("ncc.html", r'totalTime" content="\d\d', 'totalTime" content="09'), "the SMIL files last"),
        (put("ncc.html", "c2.smil#p1", "c2.smil#p99"), "leads to c2.smil#p99, which is not there"),
        (put("ncc.html", "c2.smil#p1", "c9.smil#p1"), "leads to c9.smil, which is not there"),
        (put("ncc.html", "c1.smil#p1(.*)c2.smil#p1", r"c2.smil#p1\1c1.smil#p1"), "master.smil does not have"),
        (put("ncc.html", r'files" content="\d+"', 'files" content="99"'), "says that there are 99 files"),
        (drop("c1.smil"), "leads to c1.smil, which is not there"),
        (drop("c1.mp3"), "has no sound: c1.mp3"),
        (drop("c1.html"), "c1.html#s1, which is not there"),
        (add("left.over"), "Nothing leads to left.over"),
        (put("c1.smil", '<meta name="ncc:timeInThisSmil"', '<meta name="x"'), "ncc:timeInThisSmil 0 times"),
        (put("c1.smil", '<meta name="dc:format"', '<meta name="x"'), "c1.smil has dc:format 0 times"),
        (put("c1.smil", r'ThisSmil" content="\d\d', 'ThisSmil" content="07'), "its ncc:timeInThisSmil says"),
        (put("c2.smil", r'ElapsedTime" content="\d\d', 'ElapsedTime" content="07'), "come before it"),
        (put("c1.smil", r'seq dur="', 'seq dur="9'), "its dur says"),
        (put("c1.smil", "</seq>\n</body>", "</seq>\n<seq/></body>"), "exactly one <seq>"),
        (put("c1.smil", 'endsync="last"', 'endsync="first"'), 'without endsync="last"'),
        (put("c1.smil", r"c1.html#s1\b", "c1.html#s99"), "leads to c1.html#s99, which is not there"),
        (put("c1.smil", '#s1"(.*)#s2"', r'#s2"\1#s1"'), "read before what stands before it"),
        (put("c1.smil", 'clip-begin="npt=0.000s"', 'clip-begin="npt=500.000s"'), "or for no time"),
        (put("c1.smil", r'(.*)clip-end="npt=', r'\1clip-end="npt=9'), "c1.mp3 ends at"),
        (put("c1.html", "</body>", "<p>Unheard.</p></body>"), '"Unheard." is seen and not heard'),
        (put("master.smil", "c1.smil", "c2.smil"), "master.smil does not have the SMIL files in the order"),
        (put("c1.smil", "<head>", "<hat>"), "cannot be read as DAISY 2.02"),
    ],
)  # fmt: skip
def test_a_broken_rule_of_daisy_is_reported(daisy: Path, edit: Edit, expected: str) -> None:
    problems = list(daisy_problems(changed(daisy, edit)))
    assert any(expected in one for one in problems), problems
    assert all("\n" not in one.strip() for one in problems)


def silence(files: dict[str, bytes]) -> None:
    files["c1.mp3"] = silent_frame(96) * 40


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (drop("publication.json"), "There is no publication.json"),
        (told(**{"@context": ["https://schema.org"]}), "@context does not begin"),
        (told(conformsTo="https://example.org"), "conformsTo does not name"),
        (told(type="Book"), "type is not Audiobook"),
        (told(name=""), "There is no name"),
        (told(readingProgression="down"), "readingProgression is 'down'"),
        (told(inLanguage="in English"), "inLanguage is 'in English'"),
        (told(dateModified="yesterday"), "dateModified is 'yesterday'"),
        (told(abridged="no"), "abridged is neither"),
        (told(readingOrder=[]), "readingOrder is empty"),
        (told(duration="PT1S"), "duration says 1.000 s"),
        (told(duration="soon"), "duration says -1.000 s"),
        (resource(0, duration="PT1S"), "c1.mp3 lasts"),
        (resource(0, encodingFormat="text/html"), "c1.mp3 is in the reading order and no sound"),
        (resource(0, name=""), "c1.mp3 has no name"),
        (resource(1, url="c1.mp3"), "c1.mp3 is listed 2 times"),
        (resource(0, url="../c1.mp3"), "'../c1.mp3' is no place in the package"),
        (resource(0, url="https://example.org/c1.mp3"), "is no place in the package"),
        (drop("c2.mp3"), "c2.mp3 is listed and not there"),
        (add("left.over"), "left.over is there and not listed"),
        (resource(0, "resources", rel="picture"), "There are 0 covers"),
        (resource(0, "resources", encodingFormat="text/plain"), "The cover is no picture"),
        (resource(0, "resources", name=""), "The cover has no description"),
        (put("index.html", "doc-toc", "doc-x"), "does not lead to all recordings"),
        (put("index.html", "c1.mp3(.*)c2.mp3", r"c2.mp3\1c1.mp3"), "does not lead to all recordings"),
        (lambda files: files.update({"publication.json": b"["}), "cannot be read as LPF"),
        (lambda files: files.update({"publication.json": b"[]"}), "holds no object"),
        (silence, "cannot be read as LPF: a recording does not say its length"),
        *[(told(**{key: None}), f"There is no {key}") for key in ("accessMode", "accessModeSufficient",
            "duration",
            "accessibilityFeature", "accessibilityHazard", "accessibilitySummary", "abridged", "dateModified",
            "id", "inLanguage", "readBy", "readingProgression", "resources")],
    ],
)  # fmt: skip
def test_a_broken_rule_of_audiobooks_is_reported(lpf: Path, edit: Edit, expected: str) -> None:
    problems = list(lpf_problems(changed(lpf, edit)))
    assert any(expected in one for one in problems), problems


@pytest.mark.parametrize("problems", [daisy_problems, lpf_problems])
@pytest.mark.parametrize("damage", [b"", b"PK", b"\0" * 1000])
def test_what_is_no_package_is_one_problem(tmp_path: Path, problems: Any, damage: bytes) -> None:
    (tmp_path / "a").write_bytes(damage)
    (told_,) = problems(tmp_path / "a")
    assert told_.startswith("It cannot be read as")


def test_a_package_that_was_damaged_on_its_way(daisy: Path, lpf: Path) -> None:
    for path, problems in ((daisy, daisy_problems), (lpf, lpf_problems)):
        data = bytearray(path.read_bytes())
        place = data.index(b"\xff\xfb", 2_000) + 600
        data[place] ^= 0xFF
        path.write_bytes(data)
        assert [one.endswith("is damaged") for one in problems(path)] == [True]


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(text=ARTICLES)
def test_any_article_keeps_the_rules(tmp_path: Path, text: str) -> None:
    manifest = whole_frames(manifest_of(script_of(text)))
    manifest = replace(manifest, title=text, byline=text)
    write_daisy(tmp_path / "a.daisy.zip", manifest, sound_of(manifest))
    write_lpf(tmp_path / "a.lpf", manifest, sound_of(manifest))
    assert list(daisy_problems(tmp_path / "a.daisy.zip")) == []
    assert list(lpf_problems(tmp_path / "a.lpf")) == []
