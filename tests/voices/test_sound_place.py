"""Where a child process leaves its sound: nothing stays behind, however the processes end."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from scripts.files import ABANDONED_S
from voices.engines import sound_place as places
from voices.engines.sound_place import sound_place


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    places._sweep.cache_clear()
    return tmp_path


def write_from_elsewhere(path: Path) -> None:
    program = "import sys; open(sys.argv[1], 'wb').write(b'first'); open(sys.argv[1], 'wb').write(b'last')"
    subprocess.run([sys.executable, "-c", program, str(path)], check=True)


@pytest.mark.parametrize("in_memory", [True, False])
def test_another_process_writes_and_this_one_reads(
    temporary: Path, monkeypatch: pytest.MonkeyPatch, in_memory: bool
) -> None:
    if not in_memory:
        monkeypatch.delattr(os, "memfd_create", raising=False)
    with sound_place() as path:
        write_from_elsewhere(path)
        assert path.read_bytes() == b"last"
        if in_memory and sys.platform == "linux":
            assert not list(temporary.iterdir()), "it has no name in any folder"
    assert not path.exists()
    assert not list(temporary.iterdir())


def test_a_system_without_memory_files_has_a_folder(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> int:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(os, "memfd_create", refuse, raising=False)
    with sound_place() as path:
        assert path.is_relative_to(temporary)


def test_what_killed_processes_left_is_swept_and_what_others_use_is_not(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "memfd_create", raising=False)
    old, fresh, strange = (
        temporary / f"{name}" for name in ("audio-edition-speech-a", "audio-edition-speech-b", "x")
    )
    for folder in (old, fresh, strange):
        folder.mkdir()
        (folder / "speech.wav").write_bytes(b"sound")
    long_ago = time.time() - ABANDONED_S - 60
    for folder in (old, strange):
        os.utime(folder, (long_ago, long_ago))
    with sound_place():
        assert not old.exists()
        assert fresh.exists()
        assert strange.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file stays until the next sweep")
def test_a_killed_worker_leaves_nothing(tmp_path: Path) -> None:
    program = (
        "import tempfile; tempfile.tempdir = __import__('sys').argv[1]\n"
        "from voices.engines.system import SystemEngine\n"
        "from voices.model import Voice\n"
        "engine, voice = SystemEngine(), Voice('system', 'gmw/en-us', 'V')\n"
        "engine.speak('Ready.', voice, 'en', 0); print('ready', flush=True)\n"
        "while True: engine.speak('and on ' * 200, voice, 'en', 0)\n"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, cwd=root
    ) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"ready\n"
        time.sleep(0.1)
        worker.send_signal(signal.SIGKILL)
    assert not list(tmp_path.iterdir())
