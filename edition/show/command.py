"""`audio-edition publish` as one call: the site, and then its way to the host."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from edition.show.digests import Digests
from edition.show.run import Builder, Published, ShowOrder, editions_folder, load_show, publish_show
from edition.show.upload import Uploaded, open_target, upload_to

SITE = "site"


def publish_and_upload(
    folder: Path, site: Path | None, withdraw: Sequence[str], to: str, builder: Builder
) -> tuple[Published, Uploaded | None]:
    """Publish the show in `folder` to `site`, and from there to `to` or what `[publish] to` says, if
    anything.

    Whether there is a way to the host is found out before anything is built.
    """
    config = load_show(folder)
    target = to or config.publish.to
    place = open_target(target) if target else None
    order = ShowOrder(folder, site or folder / SITE, tuple(withdraw))
    done = publish_show(order, builder, datetime.now(UTC))
    if place is None:
        return done, None
    fs, root, shown = place
    digests = Digests(editions_folder(folder, config) / ".digests.json")
    return done, upload_to(fs, root, order.site, digests, shown)
