"""Finding ffmpeg and running it, with good ones and bad ones on PATH."""

import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audio import tools
from audio.tools import encoder_identity, ffmpeg_path, run_ffmpeg
from scripts.errors import SoundError

Fake = Callable[[str], Path]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    """Put an `ffmpeg` on PATH, and nothing else, that runs these lines of Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def install(code: str) -> Path:
        path = folder / "ffmpeg"
        path.write_text(f"#!{sys.executable} -S\nimport sys, time\n{code}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    yield install
    tools._probe.cache_clear()


VERSION = 'if "-version" in sys.argv: print("ffmpeg version 9.9 of a test"); sys.exit()\n'


def test_the_one_on_path_is_taken(fake: Fake) -> None:
    path = fake(VERSION)
    assert ffmpeg_path() == str(path)
    assert encoder_identity() == "ffmpeg version 9.9"


def test_without_one_on_path_the_wheel_brings_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = ffmpeg_path()
    assert "imageio_ffmpeg" in path
    assert subprocess.run([path, "-version"], capture_output=True, check=False).returncode == 0


def test_with_neither_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    with pytest.raises(SoundError, match="ffmpeg was not found") as caught:
        ffmpeg_path()
    assert "pip install imageio-ffmpeg" in caught.value.next_step


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("sys.exit('libfoo.so: cannot open shared object file')", "does not work: libfoo.so: cannot open"),
        ("print('hello')", "does not work: hello"),
        ("sys.stdout.buffer.write(bytes(range(256)))", "does not work"),
        ("pass", "does not work: it said nothing"),
    ],
    ids=["fails", "another program", "garbage", "silent"],
)
def test_one_that_does_not_work_is_named(fake: Fake, code: str, said: str) -> None:
    path = fake(code)
    with pytest.raises(SoundError, match=said) as caught:
        ffmpeg_path()
    assert str(path) in caught.value.message


def test_one_that_hangs_is_named(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "PROBE_TIMEOUT_S", 0.3)
    fake("time.sleep(60)")
    with pytest.raises(SoundError, match="does not answer"):
        ffmpeg_path()


def test_one_that_cannot_be_run_is_named(fake: Fake) -> None:
    path = fake("")
    path.write_bytes(b"\x7fELF" + bytes(60))
    with pytest.raises(SoundError, match="cannot be run"):
        ffmpeg_path()


def test_what_goes_in_comes_out(fake: Fake) -> None:
    fake(VERSION + "sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])")
    blocks = [bytes([n % 251]) * 100_000 for n in range(30)]
    finished = run_ffmpeg([], timeout_s=20, feed=blocks)
    assert finished.stdout == b"".join(blocks)[::-1]


def test_a_sink_gets_the_output_as_it_comes(fake: Fake) -> None:
    fake(VERSION + "sys.stdout.buffer.write(b'x' * 300_000)")
    heard: list[bytes] = []
    finished = run_ffmpeg([], timeout_s=20, sink=heard.append)
    assert (finished.stdout, b"".join(heard)) == (b"", b"x" * 300_000)


def test_a_failure_quotes_the_last_line(fake: Fake) -> None:
    fake(VERSION + "print('a\\nUnknown encoder \\x1b[31mlibmp3lame', file=sys.stderr); sys.exit(3)")
    with pytest.raises(SoundError) as caught:
        run_ffmpeg([], timeout_s=20, feed=[bytes(1_000_000)] * 5)
    assert caught.value.message == "ffmpeg failed (exit code 3): Unknown encoder [31mlibmp3lame"


@pytest.mark.parametrize("feed", [None, [bytes(1_000_000)] * 3], ids=["idle", "fed"])
def test_one_that_hangs_is_stopped(fake: Fake, feed: list[bytes] | None) -> None:
    fake(VERSION + "print('working', file=sys.stderr, flush=True); time.sleep(60)")
    started = time.monotonic()
    with pytest.raises(SoundError, match="longer than 1 s"):
        run_ffmpeg([], timeout_s=1.0, feed=feed)
    assert time.monotonic() - started < 10


def test_a_wrapper_that_hangs_is_stopped_with_what_it_runs(fake: Fake) -> None:
    """A script that runs the real program as a child: the child holds the pipes open."""
    path = fake("")
    path.write_text('#!/bin/sh\n[ "$*" = -version ] && echo ffmpeg version 1 && exit\n/bin/sleep 60\n')
    started = time.monotonic()
    with pytest.raises(SoundError, match="longer than 1 s"):
        run_ffmpeg([], timeout_s=1.0, feed=[bytes(1_000_000)] * 3)
    assert time.monotonic() - started < 10


def test_an_error_of_the_feed_comes_through_and_ffmpeg_is_gone(fake: Fake, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    fake(
        VERSION
        + f"import os; open({str(pid)!r}, 'w').write(str(os.getpid()))\n"
        + "sys.stdin.buffer.read(); time.sleep(60)"
    )

    def feed() -> Iterator[bytes]:
        while not pid.exists() or not pid.read_text():
            time.sleep(0.01)
        yield b"x"
        raise SoundError("a take is damaged", "Build again.")

    with pytest.raises(SoundError, match="a take is damaged"):
        run_ffmpeg([], timeout_s=30, feed=feed())
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def test_talk_without_end_is_not_kept(fake: Fake) -> None:
    fake(VERSION + "for n in range(60_000): print('line', n, file=sys.stderr)")
    finished = run_ffmpeg([], timeout_s=60)
    assert finished.stderr.endswith("line 59999\n")
    assert len(finished.stderr) <= 1 << 16
