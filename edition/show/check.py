"""Checking a site: its feed, its list of files, and who its episodes are, against what stands there."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from chapters.feed.check import AGAIN, check_feed
from chapters.report import Finding, Report, Severity
from edition.config import FILE_NAME as CONFIG
from edition.show.command import SITE
from edition.show.digests import Digests
from edition.show.site import FEED, LIST, is_inside, read_list
from edition.show.state import FILE_NAME as STATE
from edition.show.state import read_state, recover_state
from scripts.errors import PublishError


def site_in(folder: Path) -> Path | None:
    """The site that `folder` is, or that is in it if it is that of a show; None if there is none."""
    if (folder / FEED).is_file():
        return folder
    if (folder / CONFIG).is_file() and (folder / SITE / FEED).is_file():
        return folder / SITE
    return None


def check_site(site: Path, now: datetime | None = None) -> Report:
    """Verify the feed of a site as of `now`, and that its files are those that were published."""
    try:
        data = (site / FEED).read_bytes()
    except OSError as error:
        what = f"It cannot be read: {error.strerror}"
        return Report(site, (Finding(Severity.ERROR, what, FEED, AGAIN),))
    findings = check_feed(data, _SiteFiles(site), now or datetime.now(UTC))
    return Report(site, (*findings, *_listed(site), *_identities(site)))


class _SiteFiles:
    """The files of a site in a folder; nothing outside of it is looked at."""

    def __init__(self, site: Path) -> None:
        self.site = site

    def size(self, path: str) -> int | None:
        try:
            return self._inside(path).stat().st_size
        except OSError:
            return None

    def read(self, path: str) -> bytes:
        return self._inside(path).read_bytes()

    def _inside(self, path: str) -> Path:
        if not is_inside(path):
            raise FileNotFoundError(path)
        file = self.site / path
        if not file.is_file():
            raise FileNotFoundError(path)
        return file


def _listed(site: Path) -> Iterator[Finding]:
    """Whether every file on the list is there as it was published."""
    try:
        listing = read_list((site / LIST).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        listing = {}
    if not listing:
        yield Finding(Severity.ERROR, "It is missing or damaged", LIST, AGAIN)
    digests = Digests(site / LIST)  # an empty record: everything is read
    for path, entry in listing.items():
        try:
            same = digests.of(site / path) == entry.digest
        except OSError:
            yield Finding(Severity.ERROR, "It is listed and not there", path, AGAIN)
            continue
        if not same:
            yield Finding(Severity.ERROR, "It is not as it was published", path, AGAIN)


def _identities(site: Path) -> Iterator[Finding]:
    """Whether the feed has the show and its episodes as the producer's record has them."""
    show = site.parent
    if not (show / STATE).is_file() or not (show / CONFIG).is_file():
        return
    try:
        state, feed = read_state(show), recover_state(site / FEED)
    except PublishError as error:
        yield Finding(Severity.ERROR, error.message, STATE, error.next_step)
        return
    if not state or not feed:
        return
    if feed.guid != state.guid:
        yield Finding(Severity.ERROR, f"podcast:guid is {feed.guid}, and was {state.guid}", FEED, AGAIN)
    known = {episode.slug: episode.guid for episode in state.episodes}
    for episode in feed.episodes:
        if known.get(episode.slug) != episode.guid:
            what = f"The guid of {episode.slug} is {episode.guid}, and was {known.get(episode.slug)}"
            yield Finding(Severity.ERROR, what, FEED, AGAIN)
