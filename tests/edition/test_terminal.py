"""Progress on terminals of several kinds, through a real one."""

import contextlib
import os
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

import fcntl
import termios

TEXT = "# The Mill\n\n" + "\n\n".join(f"The wheel has turned {n} times." for n in range(12))
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def shown(folder: Path, columns: int, kind: str) -> list[str]:
    """Each different line that a terminal shows while an article is built in a deep folder."""
    article = folder / "a" / "rather" / "deep" / "folder" / "of" / "stories" / "the-mill.md"
    article.parent.mkdir(parents=True)
    article.write_text(TEXT, encoding="utf-8")
    arguments = [sys.executable, "-m", "edition", "build", str(article), "--engine", "tone", "--jobs", "1"]
    settings = {
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "AUDIO_EDITION_CACHE": str(folder / "cache"),
        "TERM": kind,
        "COLUMNS": str(columns),
    }
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with subprocess.Popen(
        arguments, cwd=folder, env={**os.environ, **settings}, stdin=theirs, stdout=theirs, stderr=theirs
    ) as building:
        os.close(theirs)
        text = b"".join(_read(ours)).decode()
    assert building.returncode == 0, text
    if kind == "dumb":
        assert "\x1b" not in text
    return list(dict.fromkeys(re.split(r"[\r\n]+", ESCAPE.sub("", text))))


def _read(terminal: int) -> Iterator[bytes]:
    with contextlib.suppress(OSError):  # Linux's way to say that the other end is closed
        while data := os.read(terminal, 65_536):
            yield data
    os.close(terminal)


@pytest.mark.parametrize("columns", [40, 80])
def test_the_number_of_takes_is_in_sight(tmp_path: Path, columns: int) -> None:
    lines = shown(tmp_path, columns, "xterm-256color")

    counted = [line for line in lines if re.search(r"takes: \d+ of 14", line)]
    assert counted
    assert all("the-mill" in line and "deep" not in line for line in counted)
    assert max(map(len, counted)) <= columns
    assert columns < 60 or any(re.search(r"left [-\d]:[-\d]\d?-?:", line) for line in counted)


def test_a_terminal_that_cannot_move_its_cursor_has_plain_lines(tmp_path: Path) -> None:
    lines = shown(tmp_path, 80, "dumb")

    assert any(line.endswith("the-mill.md: speaking: takes: 14 of 14") for line in lines)
    assert any(line.endswith("the-mill.md: publishing: done") for line in lines)
