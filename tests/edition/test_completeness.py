"""`check` and `check --json` prove that nothing was left out."""

import json
from pathlib import Path

from tests.conftest import Run

ARTICLE = """---
title: The Gate
---

# The Gate

It rained on Siobhan's gate. “Open it,” said Mara Quill. “No,” said Siobhan.
"""


def test_check_tells_what_became_of_every_word(command: Run, tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text(
        '[lexicon]\nSiobhan = "shi vawn"\nUnused = "nothing"\n[intro]\nenabled = true\ntext = "{title}."\n',
        encoding="utf-8",
    )
    path = tmp_path / "gate.md"
    path.write_text(ARTICLE, encoding="utf-8")
    built = command("build", path, "--engine", "tone", "--jobs", "1", "--json")
    assert built.code == 0, built
    folder = json.loads(built.out)["dir"]
    told = json.loads(command("check", folder, "--json").out)["completeness"]
    assert told["article_words"] == told["voiced_words"] + told["silent_words"] + told["dropped_words"]
    assert told["voiced_words"] == 15
    assert told["dropped"] == [{"reason": "front matter", "words": 3, "stretches": 1}]
    assert told["added_words"] == 2
    assert told["pronounced"] == [{"written": "Siobhan", "spoken": "shi vawn", "times": 2}]
    assert told["synthetic"] is True
    assert {voice["speaker"] for voice in told["voices"]} >= {"Narrator", "Mara Quill"}
    text = command("check", folder).out
    assert "words in the article, 15 read aloud" in text
    assert "3 words not read: front matter" in text
    assert "by the lexicon: Siobhan (2)" in text
    assert "synthetic voices: Narrator: " in text
    page = (Path(folder) / "index.html").read_text(encoding="utf-8")
    assert "Siobhan</bdi> (2×)" in page


def test_another_way_to_say_a_name_makes_the_page_anew(command: Run, tmp_path: Path) -> None:
    config, path = tmp_path / "edition.toml", tmp_path / "gate.md"
    path.write_text(ARTICLE, encoding="utf-8")
    for said in ("shi vawn", "shiv awn"):
        config.write_text(f'[lexicon]\nSiobhan = "{said}"\n', encoding="utf-8")
        built = json.loads(command("build", path, "--engine", "tone", "--jobs", "1", "--json").out)
        manifest = json.loads((Path(built["dir"]) / "edition.json").read_text(encoding="utf-8"))
        assert [entry["spoken"] for entry in manifest["pronounced"]] == [said]
    assert json.loads(command("build", path, "--engine", "tone", "--json").out)["unchanged"]
