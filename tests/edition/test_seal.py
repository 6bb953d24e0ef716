"""Nothing edited costs nothing, and nothing that was edited is overlooked."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from edition import seal
from tests.conftest import Run

_ROOT = Path(seal.__file__).parents[1]
TOML = '[show]\nimage = "cover.png"\n'


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "gulls.md"
    path.write_text("# Gulls\n\n“Gulls are loud,” said Ada Lund. They eat bread.\n", encoding="utf-8")
    (tmp_path / "edition.toml").write_text(TOML, encoding="utf-8")
    Image.new("RGB", (1400, 1400), "navy").save(tmp_path / "cover.png")
    return path


def build(command: Run, article: Path, *more: object) -> dict[str, Any]:
    finished = command("build", article, "--engine", "tone", "--jobs", "1", "--json", *more)
    assert finished.code == 0, finished
    told: dict[str, Any] = json.loads(finished.out)
    return told


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called, no article can be read."""

    def forbid() -> None:
        def refuse(*_: object) -> None:
            raise AssertionError("the article was read")

        monkeypatch.setattr("edition.standing.load_script", refuse)

    return forbid


def test_what_is_unchanged_is_not_even_read_and_tells_the_same(
    command: Run, article: Path, unread: Callable[[], None]
) -> None:
    first = build(command, article)
    slow = build(command, article)
    unread()
    again = build(command, article)
    assert again["unchanged"]
    assert again["takes_made"] == again["chapters_encoded"] == 0
    assert again["takes_reused"] == first["takes_made"] + first["takes_reused"]
    for told in (first, slow, again):
        for name in (
            "seconds",
            "takes_made",
            "takes_reused",
            "chapters_encoded",
            "chapters_reused",
            "unchanged",
        ):
            del told[name]
    assert first == slow == again
    assert "Nothing has changed" in command("build", article, "--engine", "tone", "--jobs", "1").out


EDITS: dict[str, Callable[[Path], object]] = {
    "a word": lambda a: a.write_text(
        a.read_text(encoding="utf-8").replace("bread", "fish"), encoding="utf-8"
    ),
    "the configuration": lambda a: (a.parent / "edition.toml").write_text(TOML + "[pacing]\nlead_ms = 500\n"),
    "the cover": lambda a: Image.new("RGB", (1400, 1400), "red").save(a.parent / "cover.png"),
    "the recording": lambda a: (a.parent / "editions" / "gulls" / "gulls.mp3").write_bytes(b"?"),
    "the manifest": lambda a: (a.parent / "editions" / "gulls" / "edition.json").unlink(),
    "the program": lambda a: seal.program.cache_clear(),
}


@pytest.mark.parametrize("what", EDITS)
def test_whatever_is_changed_is_noticed(
    command: Run, article: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(command, article)
    assert build(command, article)["unchanged"]
    EDITS[what](article)
    if what == "the program":
        monkeypatch.setattr(seal, "program", lambda: "another")
        read: list[object] = []
        from edition.standing import load_script

        monkeypatch.setattr("edition.standing.load_script", lambda *a: read.append(a) or load_script(*a))
        assert build(command, article)["unchanged"]
        assert read
        return
    assert not build(command, article)["unchanged"]
    assert build(command, article)["unchanged"]


def test_another_engine_and_other_choices_are_noticed(command: Run, article: Path) -> None:
    build(command, article)
    assert not build(command, article, "--pace", "0.9")["unchanged"]
    assert not build(command, article, "--single-voice", "--pace", "0.9")["unchanged"]


_UNCHANGED = """
import sys
from edition.cli import app
try:
    app(sys.argv[1:])
finally:
    building = {"edition.build", "scripts.writing", "chapters.mp3file", "pydantic"}
    print(*sorted(building & sys.modules.keys()), file=sys.stderr)
"""


def test_what_is_unchanged_loads_nothing_that_reads_or_builds(
    command: Run, article: Path, cache: Path
) -> None:
    build(command, article)
    # As the command has it: from the folder that it is called in, with the store of this test.
    program = [sys.executable, "-c", _UNCHANGED, "build", article, "--engine", "tone", "--jobs", "1"]
    environment = {**os.environ, "AUDIO_EDITION_CACHE": str(cache), "PYTHONPATH": str(_ROOT)}
    ended = subprocess.run(
        program, cwd=Path.cwd(), env=environment, capture_output=True, text=True, check=True
    )
    assert "Nothing has changed" in ended.stdout
    assert not ended.stderr.split()
    article.write_text(article.read_text(encoding="utf-8").replace("bread", "fish"), encoding="utf-8")
    ended = subprocess.run(
        program, cwd=Path.cwd(), env=environment, capture_output=True, text=True, check=True
    )
    assert "edition.build" in ended.stderr.split()


def test_an_updated_engine_is_noticed(command: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from voices.engines.tone import ToneEngine

    build(command, article)
    monkeypatch.setattr(ToneEngine, "fingerprint", lambda self, voice: "tone 2")
    assert build(command, article)["takes_made"] > 0


def test_a_save_during_the_build_is_built_by_the_next(
    command: Run, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from edition import build as module

    publish = module.publish_edition

    def saved_meanwhile(*arguments: Any) -> Any:
        article.write_text(article.read_text(encoding="utf-8").replace("bread", "fish"), encoding="utf-8")
        return publish(*arguments)

    monkeypatch.setattr(module, "publish_edition", saved_meanwhile)
    build(command, article)
    monkeypatch.setattr(module, "publish_edition", publish)
    assert build(command, article)["takes_made"] == 1


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b'{"version": 1}', b"\xff\xfe", b'{"version": 1, "voices": 3}']
)
def test_a_damaged_seal_is_none(command: Run, article: Path, cache: Path, data: bytes) -> None:
    build(command, article)
    for path in cache.rglob(f"{seal.KIND}/*/*"):
        path.write_bytes(data)
    assert build(command, article)["unchanged"]


def test_a_touched_article_is_read_and_nothing_is_made(command: Run, article: Path) -> None:
    build(command, article)
    recording = article.parent / "editions" / "gulls" / "gulls.mp3"
    os.utime(recording, (1e9, 1e9))
    assert build(command, article)["unchanged"]
    assert recording.stat().st_mtime == 1e9
