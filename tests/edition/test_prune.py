"""`audio-edition cache`: what is shown, and what is never taken."""

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from edition.amounts import parse_age, parse_size
from edition.last import KIND, parse
from edition.prune import UNTOUCHABLE_S, Contents, decide_prune
from edition.store import USE_NOTED_S, Entry, FolderStore
from scripts.errors import ConfigError
from tests.conftest import Run

DAY_S = 86_400.0
NOW = 1_000 * DAY_S


def entry(key: str, size: int, days_ago: float) -> Entry:
    return Entry("take", key * 32, size, NOW - days_ago * DAY_S)


OLD, OLDER, NEEDED, FRESH = entry("aa", 10, 3), entry("bb", 20, 9), entry("cc", 40, 99), entry("dd", 80, 0.05)
CONTENTS = Contents(
    "root", "v1", (OLD, OLDER, NEEDED, FRESH), ("here",), (), frozenset({("take", NEEDED.key)})
)


@pytest.mark.parametrize(
    ("days", "most", "removed"),
    [
        (None, None, (OLDER, OLD)),
        (5, None, (OLDER,)),
        (1, None, (OLDER, OLD)),
        (None, 150, ()),
        (None, 130, (OLDER,)),
        (None, 129, (OLDER, OLD)),
        (None, 0, (OLDER, OLD)),
        (5, 125, (OLDER, OLD)),
    ],
)
def test_the_least_lately_used_goes_first_and_what_is_needed_never(
    days: float | None, most: int | None, removed: tuple[Entry, ...]
) -> None:
    age = None if days is None else days * DAY_S
    assert decide_prune(CONTENTS, older_than_s=age, most_bytes=most, now=NOW) == removed


def test_nothing_that_a_running_build_may_use_is_taken() -> None:
    assert UNTOUCHABLE_S >= 2 * USE_NOTED_S
    just = Entry("take", "ee" * 32, 1, NOW - UNTOUCHABLE_S + 1)
    contents = Contents("root", "v1", (just,), (), (), frozenset())
    assert decide_prune(contents, older_than_s=0, most_bytes=0, now=NOW) == ()


@pytest.mark.parametrize("text", ["", "big", "-1", "5 parsecs", "1e9", "3d 2h"])
def test_amounts_that_mean_nothing_are_refused(text: str) -> None:
    for parse_amount in (parse_size, parse_age):
        with pytest.raises(ConfigError):
            parse_amount(text)


def aged(cache: Path) -> None:
    for path in cache.rglob("*"):
        if path.is_file():
            os.utime(path, (time.time() - 9 * DAY_S,) * 2)


def build(command: Run, article: Path) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(
        command("build", article, "--engine", "tone", "--jobs", "1", "--json").out
    )
    return result


def test_pruning_costs_current_editions_nothing(command: Run, tmp_path: Path, cache: Path) -> None:
    article, other = tmp_path / "gulls.txt", tmp_path / "ducks.txt"
    article.write_text("Gulls are loud. They eat bread.\n", encoding="utf-8")
    other.write_text("Ducks are quiet. They sleep.\n", encoding="utf-8")
    build(command, article)
    article.write_text("Gulls are loud. They eat fish.\n", encoding="utf-8")
    first = build(command, article)
    folder = Path(build(command, other)["dir"])
    (folder / "edition.json").unlink()  # ducks are no edition any more
    aged(cache)
    before = json.loads(command("cache", "info", "--json").out)
    assert before["editions"] == [str(Path(first["dir"]).resolve())]
    assert before["gone"] == [str(folder.resolve())]
    assert before["bytes"] == sum(path.stat().st_size for path in cache.rglob("*") if path.is_file())
    dry = json.loads(command("cache", "prune", "--dry-run", "--json").out)
    assert json.loads(command("cache", "info", "--json").out)["bytes"] == before["bytes"]
    done = json.loads(command("cache", "prune", "--json").out)
    # Two chapters, their pictures, three takes, one record, one seal, what is known of takes, what was
    # worked out of its sections, the spoken forms, the gain that all share.
    assert (done["removed"], done["removed_bytes"]) == (dry["removed"], dry["removed_bytes"])
    assert done["removed"] == 2 + 2 + 3 + 1 + 1 + 1 + 1 + 1 + 1
    after = json.loads(command("cache", "info", "--json").out)
    assert after["bytes"] == done["left_bytes"] == before["bytes_needed"]
    Path(first["audio"]).unlink()
    again = build(command, article)
    assert (again["takes_made"], again["chapters_encoded"]) == (0, 0)
    now = json.loads(command("cache", "info", "--json").out)
    assert now["edition_bytes"] == [now["bytes_needed"]]
    shown = command("cache", "info").out.splitlines()
    assert [line.partition(":")[0].strip() for line in shown[1:5]] == [
        "takes (what was spoken)",
        "encoded chapters",
        "what builds have worked out",
        "needed by 1 current edition",
    ]
    assert shown[5].endswith(f"B  {now['editions'][0]}")


def test_age_and_size_are_given_as_people_write_them(command: Run, tmp_path: Path, cache: Path) -> None:
    article = tmp_path / "gulls.txt"
    article.write_text("Gulls are loud.\n", encoding="utf-8")
    folder = Path(build(command, article)["dir"])
    (folder / "edition.json").unlink()
    aged(cache)
    assert json.loads(command("cache", "prune", "--older-than", "10d", "--json").out)["removed"] == 0
    assert json.loads(command("cache", "prune", "--max-size", "1GB", "--json").out)["removed"] == 0
    assert "removed: 10 files" in command("cache", "prune", "--older-than", "8d").out
    wrong = command("cache", "prune", "--max-size", "lots")
    assert wrong.code == 1
    assert "like 500MB" in wrong.err


def test_an_edition_that_moved_is_protected_by_its_next_build(
    command: Run, tmp_path: Path, cache: Path
) -> None:
    article = tmp_path / "gulls.txt"
    article.write_text("Gulls are loud.\n", encoding="utf-8")
    build(command, article)
    for record in cache.rglob(f"{KIND}/*/*"):
        record.unlink()
    assert build(command, article)["unchanged"]
    aged(cache)
    left = json.loads(command("cache", "prune", "--json").out)
    assert left["left_bytes"] == left["needed_bytes"] > 1000


def test_reading_an_entry_notes_its_use(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.write("take", "ab" * 32, b"sound")
    path = store.path("take", "ab" * 32)
    os.utime(path, (1000.0, 1000.0))
    reader = store.open("take", "ab" * 32)
    assert reader is not None
    reader.close()
    assert time.time() - path.stat().st_mtime < 60


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[1]", b'{"version": 1}', b"\xff", b'{"version": 2, "lines": []}']
)
def test_a_record_that_cannot_be_read_is_none(data: bytes) -> None:
    assert parse(data) is None
