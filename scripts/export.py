"""A script as plain data, for `script --json` and for other programs."""

from scripts.model import Line, Script

DOUBTFUL = 0.5
"""Lines whose speaker is less sure than this are marked."""


def to_json(script: Script) -> dict[str, object]:
    """The script as JSON data: offsets are code points into `text`, end exclusive.

    `markup` and `dropped` list what is in `text` and is not read. A line's `section` is an index into
    `sections`; `doubtful` marks lines whose speaker is a guess, `added` those that are not in the article (an
    intro, an outro, a spoken cue): their span is empty. A line of a footnote has its number as `note`, one
    that refers to some has theirs as `refs`, one in another language than the article's has `language`.
    """
    return {
        "title": script.title,
        "byline": script.byline,
        "date": script.date,
        "language": script.language,
        "source": script.source,
        "image": script.image,
        "link": script.link,
        "publisher": script.publisher,
        "text": script.text,
        "sections": [{"title": one.title, "start": one.start, "end": one.end} for one in script.sections],
        "lines": [line_json(line) for line in script.lines],
        "speakers": [
            {
                "name": one.name,
                "aliases": list(one.aliases),
                "gender": one.gender.value if one.gender else None,
                "age": one.age.value if one.age else None,
                "evidence": one.evidence,
            }
            for one in script.speakers
        ],
        "dropped": [{"start": one.start, "end": one.end, "reason": one.reason} for one in script.dropped],
        "markup": [
            {
                "start": one.start,
                "end": one.end,
                **({"instead": one.instead} if one.instead else {}),
                **({"note": one.note} if one.note else {}),
            }
            for one in script.markup
        ],
        "notes": list(script.notes),
        "links": [{"words": one.words, "address": one.address} for one in script.links],
    }


def doubtful(line: Line) -> bool:
    """Whether somebody should look who says this line."""
    return line.confidence < DOUBTFUL


def line_json(line: Line) -> dict[str, object]:
    """A line as `to_json` has it."""
    return {
        "start": line.start,
        "end": line.end,
        "kind": line.kind.value,
        "speaker": line.speaker,
        "text": line.text,
        "section": line.section,
        "evidence": line.evidence,
        "boundary": line.boundary.value,
        "role": line.role.value,
        **({"level": line.level} if line.level else {}),
        **({"note": line.note} if line.note else {}),
        **({"refs": list(line.refs)} if line.refs else {}),
        **({"language": line.language} if line.language else {}),
        "confidence": round(line.confidence, 3),
        "doubtful": doubtful(line),
        "added": line.added,
    }
