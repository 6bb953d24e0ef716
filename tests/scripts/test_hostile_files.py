"""Files out to do harm are read or refused within 10 s and 500 MiB; all: `benchmarks/hostile.py`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
MOST_S = 10
MOST_MIB = 500

WORST = {
    "html": ["nested <div>", "an entity bomb", "a huge attribute in nothing"],
    "markdown": ["lists on a line", "many breaks", "too many items", "too many cells"],
    "docx": ["nested", "an entity bomb", "a zip bomb", "a bomb of elements"],
    "epub": [
        "nested <div>",
        "an entity bomb in UTF-16",
        "a bomb of a document",
        "notes in a ring",
        "too many notes",
    ],
    "text": ["many who wrote", "too many lines"],
}
"""By format, some of those that cost the most of their kind."""
REFUSED = {"a zip bomb", "a bomb of elements", "a bomb of a document", "an entity bomb in UTF-16"}
REFUSED |= {"too many items", "too many cells", "too many lines", "too many notes"}


@pytest.mark.parametrize("form", WORST)
def test_the_worst_are_read_or_refused_in_time(form: str) -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "tests.hostile", form, *WORST[form]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert finished.returncode == 0, finished.stderr[-2000:]
    told = [found for row in finished.stdout.splitlines() if "outcome" in (found := json.loads(row))]
    assert {one["name"] for one in told} == set(WORST[form])
    for one in told:
        assert one["seconds"] <= MOST_S, one
        assert one["mib"] <= MOST_MIB, one
        assert (one["outcome"] != "read") >= (one["name"] in REFUSED), one


def test_a_damaged_file_is_read_or_refused() -> None:
    """All that is cut off or changed, of each format: nothing but our own error comes out."""
    from tests.hostile.__main__ import FORMATS, read

    for kind, files in FORMATS.values():
        for name, data in files():
            if not name.startswith(("cut off", "changed")):
                break
            assert read(data, kind)
