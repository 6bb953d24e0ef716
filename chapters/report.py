"""What a check of an edition found."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from audio.measure import Measured
from chapters.reading.completeness import Completeness


class Severity(StrEnum):
    """Whether an edition can be published."""

    ERROR = "error"
    """Listeners or players will notice."""
    WARNING = "warning"
    """It plays; somebody should look at it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be."""

    severity: Severity
    what: str
    """One sentence without full stop."""
    where: str
    """File, and the place in it: "edition.json: lines[4]"."""
    next_step: str
    """One imperative sentence."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found in one edition."""

    folder: Path
    findings: tuple[Finding, ...]
    measured: Measured | None = None
    """Levels of the recording; None if it could not be measured."""
    words: Completeness | None = None
    """What became of the article's words; None where there is no manifest to tell."""

    @property
    def ok(self) -> bool:
        """Nothing that a listener or a player would notice."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)

    def to_json(self) -> dict[str, object]:
        """For `check --json`; a peak of digital silence is null, since JSON has no infinity."""
        levels = None
        if self.measured is not None:
            peak = self.measured.true_peak_dbtp
            levels = {
                "integrated_lufs": self.measured.integrated_lufs,
                "true_peak_dbtp": peak if peak > float("-inf") else None,
            }
        return {
            "dir": str(self.folder),
            "ok": self.ok,
            "measured": levels,
            "completeness": self.words.to_json() if self.words else None,
            "findings": [
                {**asdict(finding), "severity": finding.severity.value} for finding in self.findings
            ],
        }
