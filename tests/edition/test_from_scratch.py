"""However an edition came to be, its files are those of a build from nothing (invariant 5).

An article is edited at random, again and again, and rebuilt after each edit; then the same article is built
with an empty store into an empty folder. All speakers are cast by the producer, for a cast survives edits by
intent."""

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

TOML = '[cast]\n"Anna Brandt" = "Soprano"\n"Jonas Reed" = "Bass"\n'
_WHO = ("The keeper", "A pilot", "Nobody", "The baker of the lower town")
_DID = ("counted 12 boats", "sold $5 of rope", "left at 7:30 p.m.", "came back, and slept")
_SAID = ("“We saw it,” said Anna Brandt.", "“It was late,” Jonas Reed said. “And it was dark.”")


def sentence(draw: random.Random) -> str:
    return draw.choice(_SAID) if draw.random() < 0.3 else f"{draw.choice(_WHO)} {draw.choice(_DID)}."


def paragraph(draw: random.Random) -> str:
    return " ".join(sentence(draw) for _ in range(draw.randint(1, 3)))


def written(draw: random.Random) -> list[str]:
    """The blocks of an article, in which both people speak."""
    blocks = ["# The Harbour", *_SAID, paragraph(draw)]
    for number in range(3):
        blocks += [f"## Part {number}", *(paragraph(draw) for _ in range(draw.randint(1, 3)))]
    return blocks


def words(blocks: list[str], draw: random.Random) -> list[str]:
    at = draw.randrange(3, len(blocks))
    return [*blocks[:at], blocks[at].replace(".", " again.", 1) + " At last.", *blocks[at + 1 :]]


def insertion(blocks: list[str], draw: random.Random) -> list[str]:
    at = draw.randrange(1, len(blocks))
    return [*blocks[:at], paragraph(draw), *blocks[at:]]


def deletion(blocks: list[str], draw: random.Random) -> list[str]:
    at = draw.randrange(3, len(blocks))
    return [*blocks[:at], *blocks[at + 1 :]]


def move(blocks: list[str], draw: random.Random) -> list[str]:
    at, to = (draw.randrange(3, len(blocks)) for _ in range(2))
    left = [*blocks[:at], *blocks[at + 1 :]]
    return [*left[:to], blocks[at], *left[to:]]


def swap(blocks: list[str], draw: random.Random) -> list[str]:
    first, *parts = re.split(r"(?m)^(?=## )", "\n\n".join(blocks))
    draw.shuffle(parts)
    return "\n\n".join([first, *parts]).split("\n\n")


def merge(blocks: list[str], draw: random.Random) -> list[str]:
    at = draw.randrange(3, len(blocks) - 1) if len(blocks) > 4 else 3
    return [*blocks[:at], " ".join(blocks[at : at + 2]), *blocks[at + 2 :]]


EDITS: tuple[Callable[[list[str], random.Random], list[str]], ...] = (
    words,
    insertion,
    deletion,
    move,
    swap,
    merge,
)
SETTINGS = (
    "",
    '[lexicon]\nbaker = "bay ker"\n',
    "[pacing]\nsentence_ms = 555\n",
    '[output]\nformats = ["m4b", "epub"]\n',
    "[output]\nbitrate_kbps = 64\n",
    '[show]\ntitle = "Harbour Notes"\n',
)


def build(command: Run, article: Path, out: Path) -> dict[str, bytes]:
    finished = command("build", article, "--engine", "tone", "--jobs", "1", "--json", "-o", out)
    assert finished.code == 0, finished
    told: dict[str, Any] = json.loads(finished.out)
    return {path.name: path.read_bytes() for path in Path(told["dir"]).iterdir()}


@pytest.mark.parametrize("seed", range(4))
def test_a_rebuilt_edition_is_that_of_a_build_from_nothing(
    command: Run, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    draw = random.Random(seed)
    article, toml = tmp_path / "harbour.md", tmp_path / "edition.toml"
    blocks = written(draw)
    for number in range(5):
        if number:
            for edit in draw.sample(EDITS, draw.randint(1, 2)):
                blocks = edit(blocks, draw)
        article.write_text("\n\n".join(filter(None, blocks)) + "\n", encoding="utf-8")
        toml.write_text(draw.choice(SETTINGS if number else ("",)) + TOML, encoding="utf-8")
        monkeypatch.setenv("AUDIO_EDITION_CACHE", str(cache))
        rebuilt = build(command, article, tmp_path / "rebuilt")
        monkeypatch.setenv("AUDIO_EDITION_CACHE", str(cache / f"empty-{number}"))
        new = build(command, article, tmp_path / f"new-{number}")
        assert rebuilt.keys() == new.keys()
        assert [name for name in new if rebuilt[name] != new[name]] == []


def test_damage_to_what_is_kept_between_builds_changes_nothing(
    command: Run, tmp_path: Path, cache: Path
) -> None:
    draw = random.Random(9)
    article, blocks = tmp_path / "harbour.md", written(draw)
    (tmp_path / "edition.toml").write_text(TOML, encoding="utf-8")
    article.write_text("\n\n".join(blocks), encoding="utf-8")
    before = build(command, article, tmp_path / "out")
    kinds = ("derived", "known", "form", "seal", "record", "gain", "wave")
    for path in [path for kind in kinds for path in cache.glob(f"v1/{kind}/*/*")]:
        damaged = bytearray(path.read_bytes())
        damaged[len(damaged) // 2] ^= 1
        if path.parent.parent.name in ("gain", "wave"):
            damaged = damaged[:-1]  # they carry no checksum: what is cut short is noticed
        path.write_bytes(damaged)
    (tmp_path / "out" / "harbour" / "harbour.mp3").unlink()
    assert build(command, article, tmp_path / "out") == before
