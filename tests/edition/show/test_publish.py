"""Publishing and re-publishing a show: what is written, what stays, what is told."""

import io
import json
import re
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest

from chapters.cover import draw_cover
from edition.show.check import check_site, site_in
from edition.show.run import ShowOrder, publish_show
from scripts.errors import PublishError
from tests.edition.show.conftest import HOUR, Desk
from tests.edition.show.feeds import enclosure, items, parsed, urls

EPISODE_FILES = ("chapters.json", "edition.json", "index.html", "transcript.html", "transcript.json")
EPISODE_FILES += ("transcript.srt", "transcript.vtt")


def test_a_site_with_everything(desk: Desk) -> None:
    done = desk.publish()
    assert desk.changes(done) == {"gulls": "new", "tea": "new", "tide": "new"}
    assert done.ok
    assert done.feed_url == "https://harrow.example/audio/feed.xml"
    files = desk.files()
    for name in ("tea", "tide", "gulls"):
        assert {f"{name}/{file}" for file in EPISODE_FILES} <= files.keys()
        assert {f"{name}/{name}.{ending}" for ending in ("mp3", "m4a", "m4b")} <= files.keys()
    assert {"feed.xml", "index.html", "site.json"} <= files.keys()
    feed = feedparser.parse(io.BytesIO(desk.feed()))
    assert [entry.title for entry in feed.entries] == ["Gulls", "Tide", "Tea"]
    assert feed.entries[0].published == "Mon, 01 Jun 2026 12:00:00 +0000"
    assert feed.entries[1].published == "Fri, 08 May 2026 06:30:00 +0200"
    assert feed.entries[1].itunes_season == "1"
    assert feed.entries[1].itunes_episode == "2"
    assert check_site(desk.site).findings == ()
    assert site_in(desk.folder) == desk.site
    for entry in feed.entries:
        path = entry.enclosures[0].href.removeprefix("https://harrow.example/audio/").partition("?")[0]
        assert str(len(files[path])) == entry.enclosures[0].length


def test_everything_that_the_feed_points_to_is_there(desk: Desk) -> None:
    desk.publish()
    files = desk.files()
    for url in urls(desk.feed()):
        path = url.removeprefix("https://harrow.example/audio/")
        assert path in files or f"{path}index.html" in files


def test_publishing_again_changes_nothing(desk: Desk) -> None:
    desk.publish()
    before = {path: path.stat().st_mtime_ns for path in desk.folder.rglob("*") if path.is_file()}
    done = desk.publish(later=HOUR)
    assert done.steps == ()
    assert set(desk.changes(done).values()) == {"unchanged"}
    after = {path: path.stat().st_mtime_ns for path in desk.site.rglob("*") if path.is_file()}
    assert after == {path: when for path, when in before.items() if desk.site in path.parents}


def test_an_edited_article_changes_its_own_item_and_files_only(desk: Desk) -> None:
    desk.publish()
    before, files = items(desk.feed()), desk.files()
    desk.edit("tea.md", "It rained.", "It rained for days and days.")
    desk.edit("tea.md", "# Tea", "# More Tea")
    done = desk.publish(later=HOUR)
    assert desk.changes(done) == {"gulls": "unchanged", "tea": "updated", "tide": "unchanged"}
    after = items(desk.feed())
    assert before.keys() == after.keys()
    different = [guid for guid in before if before[guid] != after[guid]]
    assert len(different) == 1
    (guid,) = different
    assert b"More Tea" in after[guid]
    changed = {path for path, data in desk.files().items() if files.get(path) != data}
    assert {path.partition("/")[0] for path in changed} == {"tea", "feed.xml", "index.html", "site.json"}
    assert [step.path for step in done.steps][-3:] == ["feed.xml", "index.html", "site.json"]
    assert set(files) == set(desk.files())
    assert urls(desk.feed()) != []


def test_an_edit_moves_no_address_and_tells_caches(desk: Desk) -> None:
    desk.publish()
    before, old = urls(desk.feed()), enclosure(desk, "Tea")
    desk.edit("tea.md", "It rained.", "It rained for days and days.")
    desk.publish(later=HOUR)
    new = enclosure(desk, "Tea")
    assert urls(desk.feed()) == before
    assert old.href.partition("?")[0] == new.href.partition("?")[0]
    assert old.href != new.href
    assert old.length != new.length
    entry = next(e for e in parsed(desk).entries if e.title == "Tea")
    body = (desk.folder / "tea.md").read_text(encoding="utf-8").rpartition("# ")[2]
    assert entry.itunes_duration == str(int(len(body) / 2 + 0.5))


@pytest.mark.parametrize("caching", ["name", "none"])
def test_caching_is_the_producers_choice(desk: Desk, caching: str) -> None:
    desk.edit("edition.toml", "[show]", f'[publish]\ncaching = "{caching}"\n[show]')
    desk.publish()
    first = enclosure(desk, "Tea").href
    assert "?" not in first
    desk.edit("tea.md", "It rained.", "It snowed and snowed.")
    desk.publish(later=HOUR)
    second = enclosure(desk, "Tea").href
    assert (first == second) == (caching == "none")
    assert check_site(desk.site).findings == ()
    if caching == "name":
        old = first.removeprefix("https://harrow.example/audio/")
        assert old in desk.files()  # feeds in caches still find it
        desk.publish(later=timedelta(days=6))
        assert old in desk.files()
        desk.publish(later=timedelta(days=2))
        assert old not in desk.files()
        assert check_site(desk.site).findings == ()


def test_neither_title_nor_date_nor_file_name_makes_a_new_episode(desk: Desk) -> None:
    desk.publish()
    before, addresses = set(items(desk.feed())), urls(desk.feed())
    desk.edit("tea.md", "# Tea", "# Quite another headline")
    desk.edit("tea.md", "2026-05-01", "2026-05-02")
    (desk.folder / "2026" / "tide.md").rename(desk.folder / "high-water.md")
    done = desk.publish(later=HOUR)
    assert desk.changes(done) == {"gulls": "unchanged", "tea": "updated", "tide": "unchanged"}
    assert set(items(desk.feed())) == before
    assert urls(desk.feed()) == addresses
    desk.edit("high-water.md", "It rose.", "It fell.")
    assert desk.changes(desk.publish(later=HOUR))["tide"] == "updated"


def test_an_article_without_a_date_keeps_that_of_its_first_publishing(desk: Desk) -> None:
    desk.publish()
    desk.edit("gulls.md", "They came back.", "They left.")
    desk.publish(later=timedelta(days=3))
    entry = next(entry for entry in parsed(desk).entries if entry.title == "Gulls")
    assert entry.published == "Mon, 01 Jun 2026 12:00:00 +0000"
    assert parsed(desk).feed.updated == "Thu, 04 Jun 2026 12:00:00 +0000"


def test_a_scheduled_episode_comes_when_it_is_due(desk: Desk) -> None:
    desk.write("soon.md", "---\ndate: 2026-06-03T06:00\n---\n# Soon\n\nNot yet.\n")
    done = desk.publish()
    assert desk.changes(done)["soon"] == "scheduled"
    assert b"Soon" not in desk.feed()
    assert not (desk.site / "soon").exists()
    assert "soon" in desk.built
    assert next(told.date for told in done.episodes if told.slug == "soon") == "2026-06-03T06:00:00+00:00"
    assert desk.changes(desk.publish(later=timedelta(hours=41)))["soon"] == "scheduled"
    assert desk.changes(desk.publish(later=HOUR))["soon"] == "new"
    assert parsed(desk).entries[0].title == "Soon"


def test_an_article_whose_own_date_is_to_come_waits_too(desk: Desk) -> None:
    """Of HTML and plain text, the date is known once they are read."""
    desk.write("fair.txt", "The Fair\n\nIt opens.\n")
    desk.dates["fair"] = "2026-06-05"
    done = desk.publish()
    assert desk.changes(done)["fair"] == "scheduled"
    assert next(told.date for told in done.episodes if told.slug == "fair") == "2026-06-05T00:00:00+00:00"
    assert b"fair" not in desk.feed()
    assert not (desk.site / "fair").exists()
    assert desk.changes(desk.publish(later=timedelta(days=4)))["fair"] == "new"
    assert check_site(desk.site, desk.now).findings == ()


def test_a_site_is_not_written_among_articles_or_over_somebody_elses(desk: Desk) -> None:
    for site in (desk.folder, desk.folder.parent):
        with pytest.raises(PublishError, match="where the articles are"):
            publish_show(ShowOrder(desk.folder, site), desk._build, desk.now)
    desk.site.mkdir()
    own = desk.site / "index.html"
    own.write_text("mine", encoding="utf-8")
    with pytest.raises(PublishError, match=r"index\.html is there already"):
        desk.publish()
    assert own.read_text(encoding="utf-8") == "mine"
    assert not (desk.folder / "show.json").exists()
    own.unlink()
    desk.publish()
    (desk.site / "site.json").unlink()
    desk.edit("tea.md", "It rained.", "It poured.")
    assert desk.changes(desk.publish(later=HOUR))["tea"] == "updated"


def test_a_draft_is_not_built(desk: Desk) -> None:
    desk.write("draft.md", "---\ndraft: true\n---\n# Draft\n\nHm.\n")
    assert desk.changes(desk.publish())["draft"] == "draft"
    assert "draft" not in desk.built
    assert b"Draft" not in desk.feed()


@pytest.mark.parametrize("how", ["front matter", "command", "draft"])
def test_a_withdrawn_episode_goes_and_can_come_back_as_itself(desk: Desk, how: str) -> None:
    desk.publish()
    before = items(desk.feed())
    if how != "command":
        desk.edit(
            "tea.md", "---\ndate", f"---\n{'withdrawn' if how == 'front matter' else 'draft'}: true\ndate"
        )
    done = desk.publish(withdraw=["tea"] if how == "command" else [], later=HOUR)
    assert desk.changes(done)["tea"] == "withdrawn"
    assert b"Tea" not in desk.feed() + (desk.site / "index.html").read_bytes()
    assert not (desk.site / "tea").exists()
    order = [step.path for step in done.steps]
    assert order.index("feed.xml") < order.index("tea/tea.mp3")
    assert check_site(desk.site).findings == ()
    assert desk.changes(desk.publish(later=HOUR))["tea"] == "withdrawn"
    if how == "command":
        desk.edit("tea.md", "---\ndate", "---\nwithdrawn: false\ndate")
    else:
        desk.edit("tea.md", "true\n", "false\n")
    assert desk.changes(desk.publish(later=HOUR))["tea"] == "new"
    assert items(desk.feed()) == before


def test_an_article_that_is_gone_is_a_mistake_until_somebody_says_otherwise(desk: Desk) -> None:
    desk.publish()
    before = desk.files()
    (desk.folder / "tea.md").unlink()
    with pytest.raises(PublishError, match=r"tea\.md") as caught:
        desk.publish(later=HOUR)
    assert "--withdraw tea" in caught.value.next_step
    assert desk.files() == before
    assert desk.changes(desk.publish(withdraw=["tea"], later=HOUR))["tea"] == "withdrawn"
    desk.publish(later=HOUR)
    assert b"Tea" not in desk.feed()


def test_an_unknown_name_cannot_be_withdrawn(desk: Desk) -> None:
    with pytest.raises(PublishError, match="no episode 'coffee'"):
        desk.publish(withdraw=["coffee"])


def test_a_new_article_that_cannot_be_built_stops_no_other(desk: Desk) -> None:
    desk.broken.add("tea.md")
    done = desk.publish()
    assert desk.changes(done) == {"gulls": "new", "tea": "failed", "tide": "new"}
    assert not done.ok
    assert len(items(desk.feed())) == 2


def test_an_edit_that_cannot_be_built_leaves_the_episode_as_it_was(desk: Desk) -> None:
    desk.publish()
    before = desk.files()
    desk.edit("tea.md", "It rained.", "It snowed.")
    desk.broken.add("tea.md")
    done = desk.publish(later=HOUR)
    assert desk.changes(done)["tea"] == "failed"
    assert desk.files() == before


def test_a_published_episode_is_never_lost_with_its_edition(desk: Desk) -> None:
    desk.publish()
    before = desk.files()
    for path in (desk.folder / "editions" / "tea").iterdir():
        path.unlink()
    desk.broken.add("tea.md")
    with pytest.raises(PublishError, match="Nothing was published"):
        desk.publish(later=HOUR)
    assert desk.files() == before


def test_word_files_and_books_are_articles_too(desk: Desk) -> None:
    (desk.folder / "fair.docx").write_bytes(b"PK")
    (desk.folder / "book.epub").write_bytes(b"PK")
    (desk.folder / "~$fair.docx").write_bytes(b"open in Word")
    told = desk.publish()
    assert sorted(desk.built) == ["book", "fair", "gulls", "tea", "tide"]
    assert desk.changes(told)["fair"] == desk.changes(told)["tea"]


def test_two_articles_of_one_name_are_two_episodes(desk: Desk) -> None:
    desk.write("2026/tea.md", "# Tea again\n\nMore.\n")
    desk.write("2025/tea.md", "# Tea of old\n\nLess.\n")
    first = desk.changes(desk.publish())
    assert first.keys() == {"gulls", "tea", "tide", "2026-tea", "2025-tea"}
    assert desk.changes(desk.publish(later=HOUR)) == dict.fromkeys(first, "unchanged")


def test_a_corrected_script_is_built_in_place_of_its_article(desk: Desk) -> None:
    desk.write("tea.script", "# Tea\n\nIt rained.\n")
    done = desk.publish()
    assert desk.changes(done) == {"gulls": "new", "tea": "new", "tide": "new"}
    assert next(e.published for e in parsed(desk).entries if e.title == "Tea").startswith("Fri, 01 May")


def test_what_is_no_article_is_left_alone(desk: Desk) -> None:
    desk.write("README.md", "# How we work\n")
    desk.write("_notes/idea.md", "# Idea\n")
    desk.write(".git/x.md", "# X\n")
    desk.write("notes/plan.txt", "Plan\n")
    desk.write("picture.png", "x")
    desk.edit("edition.toml", "[show]", '[publish]\nignore = ["notes/*"]\n[show]')
    assert desk.changes(desk.publish()).keys() == {"gulls", "tea", "tide"}
    assert desk.changes(desk.publish(later=HOUR)).keys() == {"gulls", "tea", "tide"}


def test_files_of_others_on_the_site_are_never_touched(desk: Desk) -> None:
    desk.publish()
    other = desk.site / "tea" / "robots.txt"
    other.write_text("mine", encoding="utf-8")
    desk.publish(withdraw=["tea"], later=HOUR)
    assert other.read_text(encoding="utf-8") == "mine"


def test_a_file_that_somebody_changed_or_removed_is_mended(desk: Desk) -> None:
    desk.publish()
    before = desk.files()
    (desk.site / "tea" / "tea.mp3").write_bytes(b"other")
    (desk.site / "tide" / "transcript.vtt").unlink()
    (desk.site / "feed.xml").unlink()
    assert not check_site(desk.site).ok
    desk.publish(later=HOUR)
    after = desk.files()
    assert {path for path in before if after.get(path) != before[path]} <= {"feed.xml", "site.json"}
    assert items(after["feed.xml"]) == items(before["feed.xml"])
    assert check_site(desk.site).findings == ()


def test_pictures_are_drawn_or_taken(desk: Desk) -> None:
    desk.publish()
    (drawn,) = desk.site.glob("cover-*.png")
    assert drawn.read_bytes() == draw_cover("The Harrow Weekly")
    (desk.folder / "own.png").write_bytes(draw_cover("Own"))
    (desk.folder / "tea.png").write_bytes(draw_cover("Tea"))
    (desk.folder / "wide.txt.png").write_bytes(b"no picture")
    desk.edit("edition.toml", "[show]", '[show]\nimage = "own.png"')
    desk.edit("tea.md", "---\ndate", "---\nimage: tea.png\ndate")
    desk.edit("2026/tide.md", "---\ndate", "---\nimage: /wide.txt.png\ndate")
    done = desk.publish(later=HOUR)
    assert any("tide.md: its image" in note for note in done.notes)
    feed = parsed(desk)
    own = feed.feed.image.href.removeprefix("https://harrow.example/audio/")
    assert (desk.site / own).read_bytes() == draw_cover("Own")
    tea = next(entry for entry in feed.entries if entry.title == "Tea").image.href
    assert (desk.site / tea.removeprefix("https://harrow.example/audio/")).read_bytes() == draw_cover("Tea")
    assert check_site(desk.site).findings == ()


def test_a_killed_publishing_is_finished_by_the_next(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk refuses at every write in turn; what the feed points to is there at all times."""
    desk.publish()
    old = desk.feed()
    desk.edit("tea.md", "It rained.", "It rained and rained.")
    desk.write("new.md", "---\ndate: 2026-05-20\n---\n# New\n\nWords.\n")
    from edition.show import apply

    real, count = apply.publishing, 0
    limit = 0

    def refusing(path: Path):  # type: ignore[no-untyped-def]
        nonlocal count
        count += 1
        if count > limit:
            raise PublishError("disk full", "Make room.")
        return real(path)

    monkeypatch.setattr(apply, "publishing", refusing)
    monkeypatch.setattr(apply, "write_atomic", lambda path, data: _write(refusing, path, data))
    for limit in range(60):  # noqa: B007 - `refusing` reads it
        count = 0
        try:
            done = desk.publish(later=HOUR)
        except PublishError:
            assert all(
                url.partition("?")[0].removeprefix("https://harrow.example/audio/") in desk.files()
                for url in re.findall(r'enclosure url="([^"]*)"', desk.feed().decode())
            )
            continue
        break
    assert done.ok
    assert items(desk.feed()).keys() > items(old).keys()
    assert check_site(desk.site).findings == ()


def _write(opening, path: Path, data: bytes) -> None:  # type: ignore[no-untyped-def]
    with opening(path) as file:
        file.write(data)


def test_the_list_of_files_is_the_site(desk: Desk) -> None:
    desk.publish()
    listed = json.loads((desk.site / "site.json").read_text(encoding="utf-8"))["files"]
    assert set(listed) == set(desk.files()) - {"site.json"}
