"""Pronunciations from the command line: edition.toml, PLS files, and names to fix."""

import json
import tomllib
from pathlib import Path

import pytest

from tests.conftest import Run
from voices.pls import read_pls

PLS = """<lexicon version="1.0" alphabet="ipa" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon">
<lexeme><grapheme>Orr</grapheme><phoneme>ɔːɹ</phoneme><alias>or</alias></lexeme>
<lexeme><grapheme>Wynne</grapheme><alias>wine</alias></lexeme>
</lexicon>"""
ARTICLE = "The ferry\n\nSzczepan Orr met Müller.\n\n“Late,” said Szczepan, and Xqara nodded.\n"


@pytest.fixture
def show(tmp_path: Path) -> Path:
    (tmp_path / "names.pls").write_text(PLS, encoding="utf-8")
    (tmp_path / "edition.toml").write_text(
        '[lexicon]\nWynne = "/wɪn/ win"\n\n[pronunciation]\npls = ["names.pls"]\n', encoding="utf-8"
    )
    (tmp_path / "story.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def test_the_table_comes_before_the_files(command: Run, show: Path) -> None:
    assert command("spoken", "Wynne and Orr").out == "win and or\n"
    shown = json.loads(command("lexicon", "--json").out)
    assert shown == {"lexicon": {"Orr": "/ɔːɹ/ or", "Wynne": "/wɪn/ win"}}


def test_a_show_of_its_own_has_its_own_words(command: Run, show: Path) -> None:
    folder = show / "other"
    folder.mkdir()
    (folder / "edition.toml").write_text('[lexicon]\nSzczepan = "shteppan"\n', encoding="utf-8")
    (folder / "story.txt").write_text(ARTICLE, encoding="utf-8")
    names = json.loads(command("script", folder / "story.txt", "--names", "--json").out)["names"]
    assert "Szczepan" not in {name["name"] for name in names}
    names = json.loads(command("script", show / "story.txt", "--names", "--json").out)["names"]
    assert {"Szczepan"} <= {name["name"] for name in names}


def test_it_is_written_as_a_file(command: Run, show: Path) -> None:
    finished = command("lexicon", "--pls", "out.pls")
    assert (finished.code, finished.out) == (0, "")
    lexicon = read_pls((show / "out.pls").read_bytes(), "out.pls")
    assert {written: str(said) for written, said in lexicon.entries} == {
        "Orr": "/ɔːɹ/ or",
        "Wynne": "/wɪn/ win",
    }


def test_a_table_to_paste(command: Run, show: Path) -> None:
    finished = command("script", "story.txt", "--names")
    assert finished.code == 0
    table = tomllib.loads(finished.out)["lexicon"]
    assert {"Szczepan", "Müller", "Xqara"} <= table.keys()
    assert all(name == said for name, said in table.items())
    szczepan = next(line for line in finished.out.splitlines() if line.startswith('"Szczepan"'))
    assert "2 times, line 3" in szczepan
    before = (show / "edition.toml").read_text(encoding="utf-8")
    pasted = finished.out.replace('= "Müller"', '= "miller"') + before.partition("\n")[2]
    (show / "edition.toml").write_text(pasted, encoding="utf-8")
    assert command("spoken", "Müller, Szczepan").out == "miller, Szczepan\n"
    assert command("script", "story.txt", "--names").out == "[lexicon]\n"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[pronunciation]\npls = ["none.pls"]\n', "none.pls"),
        ('[pronunciation]\npls = "names.pls"\n', "line 2: pronunciation.pls must be"),
        ('[pronunciation]\nplz = ["names.pls"]\n', "line 2: there is no key 'plz'"),
        ('[lexicon]\nOrr = "/[[x]]/"\n', 'line 2: lexicon.Orr must be IPA between the strokes: "["'),
    ],
)
def test_mistakes_name_the_line(command: Run, show: Path, toml: str, message: str) -> None:
    (show / "edition.toml").write_text(toml, encoding="utf-8")
    finished = command("spoken", "Orr")
    assert finished.code == 1
    assert message in finished.err
    assert "Traceback" not in finished.err


def test_a_changed_pronunciation_costs_its_own_takes(command: Run, show: Path) -> None:
    build = ("build", "story.txt", "--engine", "tone", "--jobs", "1", "--json")
    assert json.loads(command(*build).out)["takes_made"] > 1
    (show / "names.pls").write_text(PLS.replace(">or<", ">awr<"), encoding="utf-8")
    again = json.loads(command(*build).out)
    assert (again["takes_made"], again["takes_reused"] > 0) == (1, True)


def test_an_engine_without_ipa_says_what_it_says_instead(command: Run, show: Path) -> None:
    finished = command("build", "story.txt", "--engine", "tone", "--json")
    told = json.loads(finished.out)["notes"]
    assert "the engine tone knows no IPA: it says 'or' for /ɔːɹ/" in told
    again = json.loads(command("build", "story.txt", "--engine", "tone", "--json").out)
    assert again["notes"] == told
