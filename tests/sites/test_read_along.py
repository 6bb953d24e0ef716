"""The read-along page in Chromium, from a disk and from a server, and before the HTML validator."""

import json
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chapters import manifestfile as manifests
from chapters.manifest import Manifest
from chapters.page.page import read_along_page
from edition.serve.server import open_server
from tests.articles import manifest_of, script_of
from tests.conftest import Run
from tests.sites.conftest import ASIDES, ASIDES_SETTINGS, HERE, missing, node, tool

pytestmark = pytest.mark.readers

ARTICLE = """# The Gate & <the> “Tide”

By Ann Author

It rained in Harrow for the third day running. Nobody went out, and the gate stayed shut—until noon.

“Open it,” said Mara Quill, who keeps the harbour. “I have seen worse. We all have.”

## Inside

- A lamp that burned
- “Two chairs,” said Tobias Renn.

> Nobody came that day.

## 再见

你好。再见。 It was 5 September, and the boats lay still. “Not yet,” Quill answered, “and not alone.”
"""


@pytest.fixture
def edition(command: Run, tmp_path: Path) -> Path:
    """The folder of a finished edition."""
    path = tmp_path / "gate.md"
    path.write_text(ARTICLE, encoding="utf-8")
    finished = command("build", path, "--engine", "tone", "--jobs", "1", "--json")
    assert finished.code == 0, finished
    return Path(json.loads(finished.out)["dir"]).resolve()


@pytest.fixture
def asides(command: Run, tmp_path: Path) -> Path:
    """The folder of an edition with notes, a table, a picture, links and a crowd, in German."""
    (tmp_path / "edition.toml").write_text(ASIDES_SETTINGS, encoding="utf-8")
    path = tmp_path / "wehr.md"
    path.write_text(ASIDES, encoding="utf-8")
    finished = command("build", path, "--engine", "tone", "--jobs", "1", "--json")
    assert finished.code == 0, finished
    return Path(json.loads(finished.out)["dir"]).resolve()


@pytest.fixture
def served(edition: Path) -> Iterator[str]:
    """Where a server of ours has it."""
    with open_server(edition, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server.url
        server.shutdown()
        thread.join()


def page_of(folder: Path) -> str:
    return f"{folder.as_uri()}/index.html"


def drive(task: str, url: str, argument: str = "") -> Any:
    """What a task of the driver found; the page must not complain, nor ask for anything beside its folder."""
    chromium = tool("chromium", "chromium-browser", "google-chrome")
    found = json.loads(node("read_along.mjs", chromium, task, url, argument))
    assert found["problems"] == [], found["requests"]
    folder = url.rpartition("/")[0] + "/"
    assert all(one.startswith(folder) for one in found["requests"]), found["requests"]
    return found["done"]


def test_controls_from_a_server(served: str) -> None:
    assert_controls(drive("controls", served))


def test_controls_from_a_disk(edition: Path) -> None:
    assert_controls(drive("controls", page_of(edition)))


def assert_controls(done: Any) -> None:
    assert (done["click"]["paused"], done["click"]["sentence"], done["click"]["marked"]) == (False, 4, 1)
    assert done["k"]["paused"]
    assert done["on15"]["at"] - done["k"]["at"] == pytest.approx(15, abs=0.2)
    assert done["back15"]["at"] == pytest.approx(done["k"]["at"], abs=0.2)
    assert done["after"]["sentence"] - done["before"]["sentence"] == 1
    assert (done["faster"]["rate"], done["slower"]["rate"]) == (1.1, 1)
    assert all(done["reached"].values()), done["reached"]
    assert (done["buttonPlays"]["paused"], done["buttonPauses"]["paused"]) == (False, True)
    assert not done["enter"]["paused"]
    assert done["keysOff"]
    assert done["session"]
    assert done["chapterMarked"] == "#c3"
    assert not done["chapter"]["paused"]


def test_it_follows_until_the_reader_scrolls_away_and_keeps_the_place(edition: Path) -> None:
    manifest = manifests.read(edition)
    done = drive("follows", page_of(edition), str(len(heard(manifest)) // 2))
    assert done["followed"]["inSight"]
    assert (done["away"]["inSight"], done["away"]["back"]) == (False, True)
    assert (done["back"]["inSight"], done["back"]["back"]) == (True, False)
    assert done["again"]["at"] == pytest.approx(done["back"]["at"], abs=0.2)
    assert done["again"]["sentence"] == done["back"]["sentence"]


def heard(manifest: Manifest) -> list[Any]:
    return [line for line in manifest.lines if line.end_frame > line.start_frame]


def test_the_word_shown_is_the_word_heard(edition: Path) -> None:
    manifest = manifests.read(edition)
    words = [
        (number, line.text[word.start : word.end], word.start_frame / manifest.audio.rate)
        for number, line in enumerate(heard(manifest))
        for word in line.words
    ]
    right = total = 0
    for rate, count in ((0.75, 333), (1, 334), (2, 333)):
        for seen in drive("moments", page_of(edition), f"{rate},{count}"):
            assert seen["rate"] == rate
            at = max((place for place, word in enumerate(words) if word[2] <= seen["at"]), default=0)
            near = words[max(0, at - 1) : at + 2]
            # In a pause no word is shown, but the sentence still is.
            right += any(
                number == seen["sentence"] and (word in seen["word"] or not seen["word"])
                for number, word, _ in near
            )
            total += 1
    assert total == 1_000
    assert right >= 990


def test_nothing_to_find_for_axe(edition: Path) -> None:
    found = drive("accessible", page_of(edition))
    assert len(found) == 6 * 6
    assert {look: violations for look, violations in found.items() if violations} == {}


def test_nothing_to_find_in_a_page_of_asides(asides: Path) -> None:
    found = drive("accessible", page_of(asides))
    assert {look: violations for look, violations in found.items() if violations} == {}


def test_a_note_leads_to_its_place_and_back(asides: Path) -> None:
    done = drive("notes", page_of(asides))
    assert done == {
        **{"there": "#n1", "seen": True, "back": "#r1", "seenAgain": True},
        **{"marks": ["1", "2"], "playing": False, "initials": ["KW", "IB"]},
    }


def test_without_its_script_and_on_paper(edition: Path) -> None:
    done = drive("plain", page_of(edition))
    assert done == {
        **{"audio": True, "controls": False, "text": True, "quick": False},
        **{"printedPlayer": False, "printedText": True},
    }


@pytest.mark.parametrize("which", ["edition", "asides"])
def test_it_is_valid_html(which: str, request: pytest.FixtureRequest) -> None:
    edition: Path = request.getfixturevalue(which)
    java = tool("java")
    jar = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        missing("vnu-jar", "npm install --prefix tests/sites")
    finished = subprocess.run(
        [java, "-jar", str(jar), "--Werror", str(edition / "index.html"), str(edition / "transcript.html")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (finished.returncode, finished.stderr) == (0, "")


def test_a_book_of_ten_hours_opens_in_two_seconds(edition: Path) -> None:
    manifest = book(manifests.read(edition))
    (edition / "index.html").write_text(read_along_page(manifest, "cover.png"), encoding="utf-8")
    done = drive("opens", page_of(edition))
    assert done["words"] > 80_000
    assert done["elements"] < 60_000
    assert done["ready_s"] < 2
    assert done["median_ms"] < 50


def book(manifest: Manifest) -> Manifest:
    """The text of a book in 40 chapters, over the recording of `manifest`."""
    said = "nobody went out. “Open it,” said Mara Quill, “for the tide is turning.” She had seen worse"
    parts = (
        f"## Part {part}\n\n"
        + "\n\n".join(f"On day {part * 1000 + day} {said}, {day}." for day in range(105))
        for part in range(1, 41)
    )
    whole = manifest_of(script_of("# A book\n\n" + "\n\n".join(parts)))
    return replace(whole, audio=replace(whole.audio, file=manifest.audio.file))
