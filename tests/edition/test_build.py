"""Builds from the command line, end to end, with the tone engine: what is made, kept and told."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mutagen.id3 import ID3

from tests.conftest import Run

ARTICLE = """# The Bakery That Would Not Close

By Noor Haddad

Every morning at four the light goes on behind the shutters of the bakery on Mill Street.

“My grandmother baked here, and so will I,” said Ilse Brandt, who took over the shop in March. “People need
bread.”

## A Letter from the City

In June a letter came from the city, which wants to widen the road.

“We offered a fair price,” said Karl Weber, the head of planning. “She didn't even open the envelope.”

Brandt says she did open it. “I used it to light the oven,” she said.

## What Happens Next

A court will decide in autumn. Until then the light goes on at four.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bakery.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def build(command: Run, article: Path, *arguments: object) -> dict[str, Any]:
    finished = command("build", article, "--engine", "tone", "--jobs", "1", "--json", *arguments)
    assert finished.code == 0, finished
    result: dict[str, Any] = json.loads(finished.out)
    return result


def edit(article: Path, old: str, new: str) -> None:
    text = article.read_text(encoding="utf-8")
    assert old in text
    article.write_text(text.replace(old, new), encoding="utf-8")


def test_an_edition_with_chapters_tags_and_manifest(command: Run, article: Path) -> None:
    result = build(command, article)
    folder = article.parent / "editions" / "bakery"
    assert Path(result["dir"]).resolve() == folder
    assert Path(result["audio"]).resolve() == folder / "bakery.mp3"
    assert [c["title"] for c in result["chapters"]] == [
        "The Bakery That Would Not Close",
        "A Letter from the City",
        "What Happens Next",
    ]
    starts = [chapter["start_s"] for chapter in result["chapters"]]
    ends = [chapter["end_s"] for chapter in result["chapters"]]
    assert starts == [0, *ends[:-1]]
    assert ends[-1] == pytest.approx(result["duration_s"])
    assert result["takes_made"] + result["takes_reused"] == result["lines"]
    assert result["chapters_encoded"] == 3
    assert result["dropped"] == []
    assert set(result["seconds"]) == {"script", "voices", "audio", "chapters", "total"}
    tags = ID3(folder / "bakery.mp3", translate=False)
    assert tags["TIT2"].text == ["The Bakery That Would Not Close"]
    assert tags["TPE1"].text == ["Noor Haddad"]
    assert {"bakery.mp3", "edition.json", "chapters.json", "transcript.vtt"} < {
        p.name for p in folder.iterdir()
    }
    manifest = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    assert manifest["title"] == "The Bakery That Would Not Close"


def test_each_person_has_a_voice_of_their_own(command: Run, article: Path) -> None:
    cast = build(command, article)["cast"]
    assert next(iter(cast)) == "Narrator"
    assert set(cast) == {"Narrator", "Ilse Brandt", "Karl Weber"}
    assert len(set(cast.values())) == 3


def test_an_unchanged_article_makes_nothing_and_touches_nothing(command: Run, article: Path) -> None:
    first = build(command, article)
    files = [Path(first["audio"]), Path(first["dir"], "edition.json")]
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in files]
    second = build(command, article)
    assert second["unchanged"]
    assert (second["takes_made"], second["chapters_encoded"]) == (0, 0)
    assert (second["takes_reused"], second["chapters_reused"]) == (first["lines"], 3)
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in files] == before
    assert second["chapters"] == first["chapters"]


def test_one_changed_word_costs_one_take_and_one_chapter(command: Run, article: Path) -> None:
    build(command, article)
    edit(article, "A court will decide in autumn.", "A court will decide in winter.")
    result = build(command, article)
    assert result["takes_made"] == 1
    assert (result["chapters_encoded"], result["chapters_reused"]) == (1, 2)


def test_a_new_headline_encodes_its_own_chapter_only(command: Run, article: Path) -> None:
    build(command, article)
    edit(article, "## What Happens Next", "## And Then?")
    result = build(command, article)
    assert (result["takes_made"], result["chapters_encoded"]) == (1, 1)


def test_a_longer_pause_makes_no_take(command: Run, article: Path) -> None:
    build(command, article)
    (article.parent / "edition.toml").write_text("[pacing]\nsentence_ms = 500\n")
    result = build(command, article)
    assert (result["takes_made"], result["chapters_encoded"]) == (0, 3)


def test_a_recast_speaker_costs_their_lines(command: Run, article: Path) -> None:
    cast = build(command, article)["cast"]
    voices = json.loads(command("voices", "--json").out)["engines"]
    tones = [voice["label"] for engine in voices if engine["name"] == "tone" for voice in engine["voices"]]
    free = next(label for label in tones if label not in cast.values())
    (article.parent / "edition.toml").write_text(f'[cast]\n"Karl Weber" = "{free}"\n')
    result = build(command, article)
    assert result["cast"]["Karl Weber"] == free
    assert result["cast"]["Ilse Brandt"] == cast["Ilse Brandt"]
    assert result["takes_made"] == 2
    assert result["chapters_encoded"] == 1


def test_everybody_keeps_their_voice_when_the_shares_change(command: Run, article: Path) -> None:
    edit(article, "A court will", "“We wait,” said Ada Lindt, the judge. “We read.”\n\nA court will")
    before = build(command, article)["cast"]
    edit(article, "“We wait,” said", "“We wait, and " + "we wait " * 60 + "on,” said")
    edit(article, "“We offered a fair price,” said", "“Fair,” said")
    after = build(command, article)["cast"]
    assert set(after) == {"Narrator", "Ilse Brandt", "Karl Weber", "Ada Lindt"}
    assert after == before


def test_a_decision_taken_back_is_gone(command: Run, article: Path) -> None:
    before = build(command, article)["cast"]
    (article.parent / "edition.toml").write_text('[cast]\n"Karl Weber" = "' + before["Ilse Brandt"] + '"\n')
    assert build(command, article)["cast"]["Karl Weber"] == before["Ilse Brandt"]
    (article.parent / "edition.toml").unlink()
    assert build(command, article)["cast"]["Karl Weber"] != before["Ilse Brandt"]


def test_a_respelling_costs_the_lines_that_hold_the_word(command: Run, article: Path) -> None:
    build(command, article)
    (article.parent / "edition.toml").write_text('[lexicon]\nautumn = "awtum"\n')
    assert build(command, article)["takes_made"] == 1


def test_a_damaged_take_is_made_again(command: Run, article: Path, cache: Path) -> None:
    first = build(command, article)
    good = Path(first["audio"]).read_bytes()
    entry = max((path for path in cache.rglob("take/*/*")), key=lambda path: path.stat().st_size)
    entry.write_bytes(entry.read_bytes()[:-100])
    for chapter in cache.rglob("chapter/*/*"):
        chapter.unlink()
    Path(first["audio"]).unlink()
    again = build(command, article)
    assert Path(again["audio"]).read_bytes() == good


def test_damaged_samples_are_made_again_and_told_of(command: Run, article: Path, cache: Path) -> None:
    first = build(command, article)
    good = Path(first["audio"]).read_bytes()
    for entry in list(cache.rglob("take/*/*"))[:4]:
        data = bytearray(entry.read_bytes())
        data[-1000:] = bytes(1000)
        entry.write_bytes(data)
    for kind in ("chapter", "gain"):
        for entry in cache.rglob(f"{kind}/*/*"):
            entry.unlink()
    Path(first["audio"]).unlink()
    again = build(command, article)
    assert Path(again["audio"]).read_bytes() == good
    assert "damaged" in again["notes"][-1]
    assert 0 < again["takes_made"] <= 4


def test_a_lost_or_damaged_file_is_put_back_from_the_store(command: Run, article: Path) -> None:
    first = build(command, article)
    mp3 = Path(first["audio"])
    good = mp3.read_bytes()
    mp3.write_bytes(good[:1000])
    again = build(command, article)
    assert mp3.read_bytes() == good
    assert (again["takes_made"], again["chapters_encoded"], again["unchanged"]) == (0, 0, False)


def test_the_same_article_gives_the_same_bytes_anywhere(
    command: Run, article: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first = build(command, article)
    monkeypatch.setenv("AUDIO_EDITION_CACHE", str(tmp_path_factory.mktemp("other-cache")))
    second = build(command, article, "-o", "elsewhere")
    assert second["takes_made"] > 0
    for name in ("bakery.mp3", "edition.json"):
        assert Path(first["dir"], name).read_bytes() == Path(second["dir"], name).read_bytes()


def test_the_script_as_a_file_builds_the_same_sound(command: Run, article: Path) -> None:
    first = build(command, article)
    assert command("script", article, "-o", "bakery.script").code == 0
    second = build(command, Path("bakery.script"), "-o", "elsewhere")
    assert second["takes_made"] == 0
    assert second["cast"] == first["cast"]
    assert second["duration_s"] == first["duration_s"]


def test_an_edited_script_is_obeyed(command: Run, article: Path) -> None:
    first = build(command, article)
    command("script", article, "-o", "bakery.script")
    edit(Path("bakery.script"), "Until then the light goes on at four.", "Until then there is bread.")
    second = build(command, Path("bakery.script"))
    assert second["takes_made"] == 1
    assert second["lines"] == first["lines"]


def test_standard_input(command: Run, monkeypatch: pytest.MonkeyPatch, article: Path) -> None:
    import io

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"A short note from the baker.")))
    finished = command("build", "-", "--engine", "tone", "--jobs", "1", "--json")
    assert finished.code == 0, finished
    assert json.loads(finished.out)["lines"] == 1


def test_the_summary_tells_a_person(command: Run, article: Path) -> None:
    edit(article, "A court will", "Source link\n\nA court will")
    finished = command("build", article, "--engine", "tone", "--jobs", "1")
    assert finished.code == 0
    for part in ("bakery.mp3", "3 chapters", "3 voices", "Ilse Brandt", "'Source link'"):
        assert part in finished.out, finished.out
    assert "takes:" in finished.err
    assert "\x1b" not in finished.err, "a log gets no bar"


def test_several_articles_at_once(command: Run, article: Path) -> None:
    other = article.with_name("other.txt")
    other.write_text("Bread is baked at four.\n", encoding="utf-8")
    finished = command("build", article, other, "--engine", "tone", "--jobs", "1", "--json")
    assert finished.code == 0
    assert [Path(e["dir"]).name for e in json.loads(finished.out)["editions"]] == ["bakery", "other"]


def test_check_passes_what_build_makes_and_finds_what_is_broken(command: Run, article: Path) -> None:
    result = build(command, article)
    finished = command("check", result["dir"], "--json")
    report = json.loads(finished.out)
    assert report["ok"], report
    assert report["measured"]["true_peak_dbtp"] <= -1
    Path(result["audio"]).write_bytes(b"no MP3")
    assert command("check", "editions").code == 1
    assert command("check", "nowhere").code == 1


LONG = "\n\n".join(
    f"The keeper of lighthouse {n} writes down the weather in the evening and the ships in the morning."
    for n in range(24)
)


@contextlib.contextmanager
def processes(*arguments: object, cwd: Path) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-m", "edition", *map(str, arguments)],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as process:
        try:
            yield process
        finally:
            process.kill()  # one that hangs fails its test, and does not hold up the others


def takes_in(cache: Path) -> int:
    return sum(1 for path in cache.rglob("take/*/*") if not path.name.startswith("."))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither SIGKILL nor SIGINT for one process")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_a_stopped_build_goes_on_where_it_stopped(
    command: Run, cache: Path, tmp_path: Path, end: signal.Signals
) -> None:
    article = tmp_path / "lighthouse.txt"
    article.write_text(LONG, encoding="utf-8")
    arguments = ("build", article, "--engine", "system", "--jobs", "2", "--json")
    with processes(*arguments, cwd=tmp_path) as stopped:
        deadline = time.monotonic() + 60
        while takes_in(cache) < 8 and stopped.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        stopped.send_signal(end)
        _, err = stopped.communicate(timeout=60)
    assert stopped.returncode == (-signal.SIGKILL if end == signal.SIGKILL else 130), err
    assert "Traceback" not in err
    assert list((tmp_path / "editions").rglob("*.mp3")) == []
    time.sleep(0.5)  # workers end the take they are at
    finished = takes_in(cache)

    resumed = command(*arguments)
    assert resumed.code == 0, resumed
    result = json.loads(resumed.out)
    assert result["takes_made"] + result["takes_reused"] == result["lines"]
    made_before = finished - 1  # one of them is the voice's calibration
    assert result["takes_reused"] >= made_before > 0

    clean = tmp_path / "clean-cache"
    os.environ["AUDIO_EDITION_CACHE"] = str(clean)
    undisturbed = json.loads(command(*arguments, "-o", "undisturbed").out)
    assert undisturbed["takes_reused"] == 0
    assert Path(undisturbed["audio"]).read_bytes() == Path(result["audio"]).read_bytes()
