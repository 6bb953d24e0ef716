"""edition.json: what is written is read, and anything else is refused by name."""

import json
from dataclasses import MISSING, fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapters import manifestfile as manifests
from chapters.manifest import (
    FILE_NAME,
    AudioFile,
    CompanionFile,
    Levels,
    Manifest,
    ManifestDrop,
    ManifestLine,
    ManifestSection,
    ManifestVoice,
    ManifestWord,
)
from chapters.manifestfile import from_text, to_text
from scripts.errors import PublishError

TEXT = st.text(max_size=30)
COUNT = st.integers(0, 2**40)
NUMBER = st.floats(-100, 100)
MANIFESTS = st.builds(
    Manifest,
    *[TEXT] * 6,
    audio=st.builds(AudioFile, TEXT, COUNT, TEXT, st.integers(1, 200_000), COUNT, COUNT),
    loudness=st.builds(Levels, NUMBER, NUMBER),
    sections=st.lists(st.builds(ManifestSection, TEXT, COUNT, COUNT), max_size=3).map(tuple),
    lines=st.lists(
        st.builds(
            ManifestLine,
            *[TEXT] * 3,
            COUNT,
            COUNT,
            TEXT,
            *[COUNT] * 4,
            st.lists(st.builds(ManifestWord, *[COUNT] * 4), max_size=3).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    cast=st.lists(st.builds(ManifestVoice, *[TEXT] * 4, *[NUMBER] * 4), max_size=3).map(tuple),
    dropped=st.lists(st.builds(ManifestDrop, COUNT, COUNT, TEXT, TEXT), max_size=3).map(tuple),
    files=st.lists(st.builds(CompanionFile, TEXT, TEXT, COUNT, TEXT), max_size=2).map(tuple),
    generator=TEXT,
    plan=TEXT,
    version=st.just(1),
)


@settings(deadline=None)
@given(MANIFESTS)
def test_what_is_written_is_read(manifest: Manifest) -> None:
    text = to_text(manifest)
    assert from_text(text) == manifest
    assert to_text(from_text(text)) == text


@settings(deadline=None)
@given(MANIFESTS, st.sampled_from(["ours", "one row", "many rows", "lines last"]))
def test_the_head_is_all_but_the_lines(
    tmp_path_factory: pytest.TempPathFactory, manifest: Manifest, form: str
) -> None:
    text = to_text(manifest)
    if form != "ours":  # somebody has laid it out anew
        content = json.loads(text)
        if form == "lines last":
            content["lines"] = content.pop("lines")
        text = json.dumps(content, indent=None if form == "one row" else 2)
    folder = tmp_path_factory.mktemp("head")
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    assert manifests.read_head(folder) == replace(manifest, lines=())
    assert tuple(manifests.read_lines(folder)) == manifest.lines


def test_a_damaged_line_is_told_when_it_is_read(edition: Any, tmp_path: Path) -> None:
    manifest = edition.publish(tmp_path)
    path = tmp_path / FILE_NAME
    text = path.read_text(encoding="utf-8")
    head, last, tail = text.rpartition('"block": ')
    path.write_text(f"{head}{last}-1{tail}", encoding="utf-8")
    lines = manifests.read_lines(tmp_path)
    assert next(lines) == manifest.lines[0]
    with pytest.raises(PublishError, match="is damaged"):
        list(lines)


def test_the_rows_of_the_lines_are_passed_over(edition: Any, tmp_path: Path) -> None:
    edition.publish(tmp_path)
    rows = (tmp_path / FILE_NAME).read_bytes().splitlines(keepends=True)
    kept = list(manifests.without_lines(rows))
    assert len(kept) < len(rows)
    assert not any(b'"speaker"' in row and b'"text"' in row for row in kept)


def test_the_head_of_a_book_is_read_without_its_lines(edition: Any, tmp_path: Path) -> None:
    manifest = edition.publish(tmp_path)
    path = tmp_path / FILE_NAME
    path.write_text(path.read_text(encoding="utf-8").replace("One two", '"'), encoding="utf-8")
    assert manifests.read_head(tmp_path) == replace(manifest, lines=())
    with pytest.raises(PublishError, match="is damaged"):
        manifests.read(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace('"cast"', "cast"), encoding="utf-8")
    with pytest.raises(PublishError, match="is damaged"):
        manifests.read_head(tmp_path)


def test_every_line_of_the_script_is_a_line_of_the_file(edition: Any, tmp_path: Path) -> None:
    edition.publish(tmp_path)
    rows = (tmp_path / FILE_NAME).read_text(encoding="utf-8").splitlines()
    assert sum('"speaker": "Narrator", "kind"' in row for row in rows) == len(edition.script.lines)


def test_seconds_stand_beside_frames(edition: Any, tmp_path: Path) -> None:
    manifest = edition.publish(tmp_path)
    content = json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8"))
    assert content["duration_s"] == pytest.approx(manifest.audio.frames / 44_100, abs=1e-6)
    for written, line in zip(content["lines"], manifest.lines, strict=True):
        assert written["start_s"] == pytest.approx(line.start_frame / 44_100, abs=1e-6)
        assert written["end_s"] == pytest.approx(line.end_frame / 44_100, abs=1e-6)
        assert written["words"] == [[w.start, w.end, w.start_frame, w.end_frame] for w in line.words]
    assert content["sections"][1]["start_s"] == content["sections"][0]["end_s"]


def test_publishing_twice_gives_the_same_bytes(edition: Any, tmp_path: Path) -> None:
    for name in ("one", "two"):
        edition.publish(tmp_path / name)
    for file in (FILE_NAME, "a.mp3"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value, but those that are never read."""
    found = [path] if path else []
    if isinstance(value, dict):
        keys = [key for key in value if key not in ("start_s", "end_s", "duration_s")]
        found += [place for key in keys for place in places(value[key], (*path, key))]
    elif isinstance(value, list):
        found += [place for at, entry in enumerate(value[:2]) for place in places(entry, (*path, at))]
    return found


def test_any_entry_of_another_type_is_named(edition: Any, tmp_path: Path) -> None:
    edition.publish(tmp_path)
    text = (tmp_path / FILE_NAME).read_text(encoding="utf-8")
    for place in places(json.loads(text)):
        for wrong in (
            None,
            1.5 if place[-1] in ("pinned", "added", "estimated", "doubtful") else True,
            {},
            ["x"],
        ):
            content = json.loads(text)
            target = content
            for step in place[:-1]:
                target = target[step]
            target[place[-1]] = wrong
            with pytest.raises(PublishError) as caught:
                from_text(json.dumps(content))
            assert "damaged" in caught.value.message
            if place != ("version",):
                assert next(step for step in place if isinstance(step, str)) in caught.value.message


def test_any_missing_entry_is_named(edition: Any, tmp_path: Path) -> None:
    edition.publish(tmp_path)
    content = json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8"))
    later = {one.name for one in fields(Manifest) if one.default is not MISSING} - {"version"}
    assert {"music", "link"} <= later  # earlier builds' files lack them
    for key in [key for key in content if key != "duration_s" and key not in later]:
        less = {name: value for name, value in content.items() if name != key}
        with pytest.raises(PublishError, match=key):
            from_text(json.dumps(less))


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{", '{"version": 2}', "[" * 100_000, '{"version": 1, "title": NaN}', "\ufeff{}"],
)
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(PublishError, match=r"edition\.json is damaged"):
        from_text(text)


def test_a_manifest_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="Cannot read"):
        manifests.read(tmp_path)
    (tmp_path / FILE_NAME).write_bytes(b"\xff\xfe")
    with pytest.raises(PublishError, match="Cannot read"):
        manifests.read(tmp_path)
    (tmp_path / FILE_NAME).unlink()
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(PublishError, match="Cannot read"):
        manifests.read(tmp_path)


def test_unknown_keys_are_left_alone(edition: Any, tmp_path: Path) -> None:
    """A later program may say more."""
    manifest = edition.publish(tmp_path)
    content = json.loads(to_text(manifest))
    content["colour"] = "red"
    content["lines"][0]["mood"] = "calm"
    assert from_text(json.dumps(content)) == manifest
    assert from_text(to_text(replace(manifest, title="x"))).title == "x"
