"""What `publish` tells: for people, and as JSON."""

from edition.show.run import Published
from edition.show.site import Action
from edition.show.upload import Uploaded

_QUIET = frozenset(("unchanged", "draft"))


def published_text(done: Published, uploaded: Uploaded | None) -> str:
    """A few lines for a person: what changed, what was done, where it is."""
    lines = [f"{done.site / 'feed.xml'}", f"  {done.feed_url}"]
    counts: dict[str, int] = {}
    for told in done.episodes:
        counts[told.change] = counts.get(told.change, 0) + 1
        if told.change not in _QUIET:
            when = f" ({told.date})" if told.change == "scheduled" else ""
            why = f": {told.problem}" if told.problem else ""
            lines.append(f"  {told.change}: {told.title}{when}{why}")
    lines.append("  episodes: " + (", ".join(f"{n} {change}" for change, n in counts.items()) or "none"))
    written = sum(step.action is Action.WRITE for step in done.steps)
    removed = len(done.steps) - written
    lines.append(f"  files: {written} written, {removed} removed" if done.steps else "  Nothing has changed.")
    if uploaded:
        lines.append(f"  {uploaded.to}: {uploaded.written} uploaded, {uploaded.removed} removed")
    lines += [f"  note: {note}" for note in done.notes]
    return "\n".join(lines)


def published_json(done: Published, uploaded: Uploaded | None) -> dict[str, object]:
    """The same for programs."""
    return {
        "site": str(done.site),
        "feed": str(done.site / "feed.xml"),
        "feed_url": done.feed_url,
        "episodes": [
            {
                "name": told.slug,
                "title": told.title,
                "change": told.change,
                "date": told.date or None,
                "problem": told.problem or None,
            }
            for told in done.episodes
        ],
        "written": [step.path for step in done.steps if step.action is Action.WRITE],
        "removed": [step.path for step in done.steps if step.action is Action.REMOVE],
        "uploaded": None
        if uploaded is None
        else {"to": uploaded.to, "written": uploaded.written, "removed": uploaded.removed},
        "notes": list(done.notes),
    }
