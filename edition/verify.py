"""`audio-edition check`: which folders to check, and their reports in words."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from chapters.check import Report, check_edition
from chapters.manifest import FILE_NAME
from chapters.reading.completeness import Completeness
from edition.show.check import check_site, site_in
from scripts.errors import PublishError
from scripts.words import beginning, how_many


def check_folder(folder: Path) -> Mapping[Path, Report]:
    """The report on the edition in `folder`, or on each edition in a folder of editions; of a show or its
    site first one on the feed."""
    if site := site_in(folder):
        editions = sorted(path.parent for path in site.glob(f"*/{FILE_NAME}"))
        return {site: check_site(site), **{path: check_edition(path) for path in editions}}
    if (folder / FILE_NAME).is_file():
        return {folder: check_edition(folder)}
    try:
        editions = sorted(path.parent for path in folder.glob(f"*/{FILE_NAME}"))
    except OSError as error:
        raise PublishError(
            f"Cannot read {folder}: {error.strerror}", "Name the folder of an edition."
        ) from error
    if not editions:
        raise PublishError(
            f"There is no edition in {folder}", "Name the folder that holds edition.json, or build one first."
        )
    return {path: check_edition(path) for path in editions}


def report_json(reports: Mapping[Path, Report]) -> dict[str, object]:
    """One report as it is; several in a list, with whether all are well."""
    if len(reports) == 1:
        return next(iter(reports.values())).to_json()
    return {
        "ok": all(report.ok for report in reports.values()),
        "editions": [report.to_json() for report in reports.values()],
    }


def words_text(told: Completeness) -> Iterator[str]:
    """What became of the article's words, for a person."""
    yield f"{how_many(told.article_words, 'word')} in the article, {told.voiced_words} read aloud"
    for one in told.dropped:
        yield f"{how_many(one.words, 'word')} not read: {one.reason}"
    if told.silent_words:
        yield f"{how_many(told.silent_words, 'word')} without a sound: no voice could say them"
    if told.added_words:
        yield f"{how_many(told.added_words, 'word')} added (announcements, cues)"
    if told.pronounced:
        yield "by the lexicon: " + ", ".join(f"{one.written} ({one.times})" for one in told.pronounced)
    for doubt in told.doubtful:
        yield f"not certain who says, at {doubt.start_s:.1f} s: {doubt.speaker}: {beginning(doubt.text)}"
    voices = ", ".join(f"{one.speaker}: {one.voice}" for one in told.voices)
    yield f"synthetic voices: {voices}"


def report_text(reports: Mapping[Path, Report]) -> str:
    """The reports for a person."""
    lines = []
    for folder, report in reports.items():
        lines.append(f"{folder}: {'well' if report.ok else 'not well'}")
        if report.measured:
            levels = report.measured
            lines.append(f"  {levels.integrated_lufs:.1f} LUFS, peak {levels.true_peak_dbtp:.1f} dBTP")
        if report.words:
            lines += (f"  {line}" for line in words_text(report.words))
        for finding in report.findings:
            lines.append(f"  {finding.severity}: {finding.where}: {finding.what}. {finding.next_step}")
    return "\n".join(lines)
