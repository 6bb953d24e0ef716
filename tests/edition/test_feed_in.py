"""A feed given to `build`: an edition of each entry, made once, in a place of its own."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.feeds import entry_name
from tests.conftest import Run
from tests.edition.test_saved_page import Site, site

__all__ = ["site"]

ITEM = "<item><guid>{}</guid><title>{}</title><description>{}</description></item>".format
WEIR = ITEM("https://harrow.example/2026/weir/", "The weir", "It held for ninety years. Then it did not.")
EELS = ITEM("../../eels", "Eels", "Eels were counted in May. There were forty.")


def feed(*items: str) -> str:
    title = "<title>The Harrow Weekly</title>"
    return f"<rss version='2.0'><channel>{title}<language>en</language>{''.join(items)}</channel></rss>"


def build(command: Run, source: object, *more: object, code: int = 0) -> list[dict[str, Any]]:
    finished = command("build", source, "--engine", "tone", "--jobs", "1", "--json", *more)
    assert finished.code == code, finished
    editions: list[dict[str, Any]] = json.loads(finished.out)["editions"]
    return editions


def test_each_entry_has_its_edition_and_an_unchanged_one_costs_nothing(
    command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "weekly.xml"
    path.write_text(feed(WEIR, EELS), encoding="utf-8")
    first = build(command, path)
    folders = [Path(one["dir"]).resolve() for one in first]
    assert [folder.parent for folder in folders] == [tmp_path / "editions" / "weekly"] * 2
    assert [re.sub(r"-[0-9a-f]{8}\Z", "", folder.name) for folder in folders] == ["weir", "eels"]
    assert command("check", tmp_path / "editions" / "weekly").code == 0
    # A third entry, another order, and a new headline: the others stay where they were.
    path.write_text(
        feed(ITEM("3", "Bream", "Bream were not."), EELS.replace("<title>Eels", "<title>Forty eels"), WEIR),
        encoding="utf-8",
    )
    again = build(command, path)
    assert [Path(one["dir"]).name for one in again][1:] == [folders[1].name, folders[0].name]
    assert [one["unchanged"] for one in again] == [False, False, True]
    assert again[1]["takes_made"] == 1

    def refuse(*_: object) -> None:
        raise AssertionError("an entry was read")

    monkeypatch.setattr("edition.standing.load_script", refuse)
    assert all(one["unchanged"] for one in build(command, path))


def test_a_bad_entry_does_not_stop_the_others(command: Run, tmp_path: Path) -> None:
    path = tmp_path / "weekly.xml"
    path.write_text(feed(WEIR, ITEM("2", "Nothing", ""), EELS), encoding="utf-8")
    told = build(command, path, code=1)
    assert ["error" in one for one in told] == [False, True, False]
    finished = command("build", path, "--engine", "tone", "--jobs", "1")
    assert finished.code == 1
    assert "weekly.xml: 'Nothing': The entry 'Nothing' holds no words" in finished.err
    assert "weir-" in finished.out
    assert "eels-" in finished.out


def test_a_summary_is_told_as_such(command: Run, tmp_path: Path) -> None:
    path = tmp_path / "weekly.xml"
    path.write_text(feed(WEIR), encoding="utf-8")
    (one,) = build(command, path)
    assert "the feed has only a summary of it" in one["notes"]


def test_a_feed_from_the_web_is_fetched_each_time(command: Run, site: Site, tmp_path: Path) -> None:
    site.pages["/all.rss"] = feed(WEIR)
    (first,) = build(command, f"{site.address}/all.rss")
    site.pages["/all.rss"] = feed(EELS, WEIR)
    again = build(command, f"{site.address}/all.rss")
    assert [one["unchanged"] for one in again] == [False, True]
    assert Path(first["dir"]).resolve().parent == tmp_path / "editions" / "all"
    assert site.asked == ["/all.rss"] * 2


def test_feeds_and_articles_go_together(command: Run, tmp_path: Path) -> None:
    (tmp_path / "weekly.xml").write_text(feed(WEIR, EELS), encoding="utf-8")
    (tmp_path / "bream.md").write_text("# Bream\n\nThere were none.\n", encoding="utf-8")
    told = build(command, tmp_path / "weekly.xml", tmp_path / "bream.md", tmp_path / "gone.xml", code=1)
    assert ["error" in one for one in told] == [False, False, False, True]


def test_what_takes_one_article_says_that_it_is_a_feed(command: Run, tmp_path: Path) -> None:
    (tmp_path / "weekly.xml").write_text(feed(WEIR), encoding="utf-8")
    for name in ("script", "diff"):
        finished = command(name, tmp_path / "weekly.xml")
        assert (finished.code, "is a feed" in finished.err) == (1, True)


@given(st.text(min_size=1, max_size=80))
def test_no_id_leads_anywhere(entry: str) -> None:
    name = entry_name(entry)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= 60
    assert name == entry_name(entry)


def test_ids_that_look_alike_stay_apart() -> None:
    ids = [
        "https://a.example/?p=1",
        "https://a.example/?p=2",
        "https://b.example/?p=1",
        "A",
        "a",
        "http://[x/a",
    ]
    assert len({entry_name(one) for one in ids}) == len(ids)
