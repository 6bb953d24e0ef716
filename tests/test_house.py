"""Rules of the house that no single room can hold."""

import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("scripts", "voices", "audio", "chapters", "edition")


def test_no_dependency_ships_a_module_with_one_of_our_names() -> None:
    owners = importlib.metadata.packages_distributions()
    assert "numpy" in owners, "the listing should know the dependencies"
    foreign = {room: set(owners.get(room, ())) - {"audio-edition"} for room in ROOMS}
    assert not any(foreign.values()), foreign


def test_every_dependency_has_its_reason() -> None:
    architecture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").lower()
    architecture = architecture.replace("_", "-")
    required = importlib.metadata.requires("audio-edition") or []
    names = {re.split(r"[\s\[<>=!;~]", line)[0] for line in required if "extra == 'dev'" not in line}
    names = {name for name in names if 'extra == "dev"' not in name}
    dev = {re.split(r"[\s\[<>=!;~]", line)[0] for line in required if re.search(r"extra == .dev.", line)}
    missing = {name for name in names - dev if name.lower().replace("_", "-") not in architecture}
    assert not missing


def test_help_and_script_do_not_load_what_is_heavy() -> None:
    heavy = ["numpy", "scipy", "onnx", "onnxruntime", "piper", "soxr", "pydub", "PIL"]
    heavy += ["trafilatura", "mutagen", "pyttsx3"]
    for arguments in (["--help"], ["script", str(ROOT / "examples" / "last-ferry.md")]):
        program = (
            "import sys; from edition.cli import run; code = run(sys.argv[1:]);"
            f"loaded = [m for m in {heavy!r} if m in sys.modules];"
            "sys.stderr.write(repr(loaded)); sys.exit(code or bool(loaded))"
        )
        finished = subprocess.run(
            [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False
        )
        assert finished.returncode == 0, (arguments, finished.stderr)


def test_rooms_say_what_they_are() -> None:
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert text.startswith('"""'), f"{path} opens with what it is"
            assert len(text.splitlines()) <= 400, f"{path} holds two ideas"
