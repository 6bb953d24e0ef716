"""What stands beside the recording: put back when it is lost, left alone when it is right."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

ARTICLE = "# Harbour\n\nThe gate was shut. “Open it,” said Mara Quill.\n\n# Sea\n\nNobody came that day.\n"
BESIDE = (
    *("chapters.json", "cover.png", "index.html"),
    *("transcript.html", "transcript.json", "transcript.srt", "transcript.vtt"),
)


def build(command: Run, path: Path, *options: str) -> dict[str, Any]:
    finished = command("build", path, "--engine", "tone", "--jobs", "1", "--json", *options)
    assert finished.code == 0, finished
    result: dict[str, Any] = json.loads(finished.out)
    return result


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "gate.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}


def test_they_stand_in_the_folder_and_in_the_manifest(command: Run, article: Path) -> None:
    folder = Path(build(command, article)["dir"])
    manifest = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    assert sorted(entry["file"] for entry in manifest["files"]) == sorted(BESIDE)
    assert sorted(path.name for path in folder.iterdir()) == sorted((*BESIDE, "edition.json", "gate.mp3"))
    for entry in manifest["files"]:
        assert (folder / entry["file"]).stat().st_size == entry["bytes"]


@pytest.mark.parametrize("name", [*BESIDE, "gate.mp3", "edition.json"])
@pytest.mark.parametrize("harm", ["missing", "edited by hand"])
def test_the_next_build_puts_one_back_and_touches_no_other(
    command: Run, article: Path, name: str, harm: str
) -> None:
    folder = Path(build(command, article)["dir"])
    before = state(folder)
    path = folder / name
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes().replace(b"0", b"1"))
    result = build(command, article)
    after = state(folder)
    assert (result["takes_made"], result["chapters_encoded"], result["unchanged"]) == (0, 0, False)
    assert after[name][1] == before[name][1]
    assert {k: v for k, v in after.items() if k != name} == {k: v for k, v in before.items() if k != name}
    assert build(command, article)["unchanged"]


def test_an_edit_of_the_last_words_leaves_the_chapters_alone_if_times_stay(
    command: Run, article: Path
) -> None:
    folder = Path(build(command, article)["dir"])
    before = state(folder)
    # As long to say in tones: only the words change.
    article.write_text(ARTICLE.replace("Nobody came", "Nobody went"), encoding="utf-8")
    build(command, article)
    after = state(folder)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"gate.mp3", "edition.json", *BESIDE[2:]}


def test_files_that_an_edition_has_no_longer_are_removed(command: Run, article: Path) -> None:
    folder = Path(build(command, article)["dir"])
    path = folder / "edition.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    old, escape = folder / "old.epub", folder.parent / "kept.txt"
    for one in (old, escape):
        one.write_text("x", encoding="utf-8")
    entries = [
        {"file": name, "type": "x/y", "bytes": 1, "sha256": ""} for name in ("old.epub", "../kept.txt")
    ]
    path.write_text(json.dumps({**manifest, "files": manifest["files"] + entries}), encoding="utf-8")
    build(command, article)
    assert not old.exists()
    assert escape.exists()


def test_a_format_that_is_asked_for_joins_the_mp3(command: Run, article: Path) -> None:
    folder = Path(build(command, article)["dir"])
    before = state(folder)
    result = build(command, article, "--format", "m4b", "--format", "m4a")
    after = state(folder)
    assert (result["takes_made"], result["chapters_encoded"]) == (0, 2)
    assert {*after} - {*before} == {"gate.m4a", "gate.m4b"}
    assert after["gate.mp3"] == before["gate.mp3"]
    manifest = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    types = {entry["file"]: entry["type"] for entry in manifest["files"]}
    assert (types["gate.m4a"], types["gate.m4b"]) == ("audio/x-m4a", "audio/x-m4b")
    # One sentence changes one chapter, in both codecs.
    article.write_text(ARTICLE.replace("Nobody came", "Somebody went"), encoding="utf-8")
    result = build(command, article, "--format", "m4b", "--format", "m4a")
    assert (result["takes_made"], result["chapters_encoded"], result["chapters_reused"]) == (1, 1, 1)
    # What is no longer wanted goes: it would be an edition of yesterday.
    build(command, article)
    assert not (folder / "gate.m4a").exists()
    assert not (folder / "gate.m4b").exists()


def test_formats_in_the_configuration(command: Run, article: Path) -> None:
    config = article.parent / "edition.toml"
    config.write_text('[output]\nformats = ["m4b"]\n', encoding="utf-8")
    folder = Path(build(command, article)["dir"])
    assert (folder / "gate.m4b").exists()
    assert (folder / "gate.mp3").exists()
    for wrong in ('["ogg"]', '"m4b"', "[]", "[3]"):
        config.write_text(f"[output]\nformats = {wrong}\n", encoding="utf-8")
        finished = command("build", article, "--engine", "tone")
        assert finished.code == 1
        known = '"mp3", "m4b", "m4a", "epub", "lpf", "daisy"'
        assert f"line 2: output.formats must be some of {known}, in brackets" in finished.err


def test_books_stay_while_they_are_wanted_and_as_they_are(command: Run, article: Path) -> None:
    formats = ("--format", "epub", "--format", "lpf", "--format", "daisy")
    folder = Path(build(command, article, *formats)["dir"])
    books = {"gate.daisy.zip", "gate.epub", "gate.lpf"}
    before = state(folder)
    assert set(before) == books | {*BESIDE, "edition.json", "gate.mp3"}
    assert build(command, article, *formats)["unchanged"]
    (folder / "gate.lpf").unlink()
    build(command, article, *formats)
    after = state(folder)
    assert after["gate.lpf"][1] == before["gate.lpf"][1]
    assert {k: v for k, v in after.items() if k != "gate.lpf"} == {
        k: v for k, v in before.items() if k != "gate.lpf"
    }
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert all(f'href="{name}"' in page for name in books)
    build(command, article)
    assert not books & set(state(folder))


def test_a_picture_for_reports(command: Run, article: Path) -> None:
    config = article.parent / "edition.toml"
    config.write_text("[output]\npicture = true\n", encoding="utf-8")
    folder = Path(build(command, article)["dir"])
    before = state(folder)
    assert before["timeline.png"][1].startswith(b"\x89PNG")
    assert b'href="timeline.png"' in before["index.html"][1]
    (folder / "timeline.png").unlink()
    build(command, article)
    assert state(folder)["timeline.png"][1] == before["timeline.png"][1]
    config.unlink()
    build(command, article)
    assert not (folder / "timeline.png").exists()


def test_an_edition_without_a_page(command: Run, article: Path) -> None:
    folder = Path(build(command, article)["dir"])
    (article.parent / "edition.toml").write_text("[output]\npage = false\n", encoding="utf-8")
    build(command, article)
    assert not {"index.html", "cover.png"} & set(state(folder))
