"""What files that are out to do harm cost to read.

    python benchmarks/hostile.py [--format FORMAT] [--most COUNT]

Makes web pages, Markdown, Word files, books and texts (`tests/hostile`): cut off, changed at random, nested
10,000 deep, unpacking to much more than they are, with attributes of megabytes, and so on. Reads each as
`audio-edition script` does, a format in one process, and prints those that took the most processor time and
those that took the most memory. Exits with 1 if any took more than 10 s or 500 MiB, or ended in anything but
a script or a refusal.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.hostile.__main__ import FORMATS, LIMIT_S  # noqa: E402 - found from here only now

MOST_S = 10.0
MOST_MIB = 500.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a file."""

    form: str
    name: str
    seconds: float
    """Of processor time."""
    mib: float
    """The most that the process had in use."""
    outcome: str
    """ "read", or why it was refused, or how the process ended."""
    ended: bool = False
    """Whether the process came to grief."""

    @property
    def ok(self) -> bool:
        """Whether it is within the bounds."""
        return not self.ended and self.seconds <= MOST_S and self.mib <= MOST_MIB


def readings(form: str) -> Iterator[Reading]:
    """Those of a format; a process that ends takes the rest of the format with it."""
    command = [sys.executable, "-m", "tests.hostile", form]
    name = ""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        for row in child.stdout or ():
            told = json.loads(row)
            name = told["name"]
            if "outcome" in told:
                yield Reading(form, **told)
                name = ""
        code = child.wait()
    if code or name:
        yield Reading(form, name, LIMIT_S, 0.0, f"the process ended with {code}", ended=True)


def table(title: str, found: Sequence[Reading]) -> None:
    """Print some readings."""
    print(f"\n{title}")
    for one in found:
        print(f"{one.seconds:7.1f} s {one.mib:6.0f} MiB  {one.form:<9} {one.name:<32} {one.outcome[:60]}")


def main() -> int:
    """Read everything and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--format", choices=sorted(FORMATS), action="append")
    parser.add_argument("--most", type=int, default=12, help="rows of each table")
    chosen = parser.parse_args()
    found = [one for form in chosen.format or FORMATS for one in readings(form)]
    table("The most time", sorted(found, key=lambda one: -one.seconds)[: chosen.most])
    table("The most memory", sorted(found, key=lambda one: -one.mib)[: chosen.most])
    outcomes = Counter("read" if one.outcome == "read" else "refused" for one in found if not one.ended)
    bad = [one for one in found if not one.ok]
    read, refused = outcomes["read"], outcomes["refused"]
    print(f"\n{len(found)} files: {read} read, {refused} refused, {len(bad)} out of bounds")
    if bad:
        table("Out of bounds", bad)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
