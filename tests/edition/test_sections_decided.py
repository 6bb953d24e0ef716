"""What `edition.toml` says about sections."""

from pathlib import Path

import pytest

from edition.config import parse_config
from edition.load import load_script
from scripts.errors import ConfigError

HERE = Path("edition.toml")


def test_titles_and_lengths_are_read() -> None:
    config = parse_config(
        '[script]\nsection_s = 60\nsplit_sections = true\n[[sections]]\nwords = "Low water"\ntitle = "Ebb"\n',
        HERE,
    )
    assert config.script.lengths().target_s == 60
    assert config.script.lengths().split
    assert [(one.words, one.title, one.place) for one in config.sections] == [
        ("Low water", "Ebb", "edition.toml, line 4")
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[script]\nsection_s = 5\n", "line 2"),
        ('[script]\nsplit_sections = "yes"\n', "line 2"),
        ('[[sections]]\nwords = "a"\ntitel = "b"\n', "line 3"),
        ('[[sections]]\nwords = "a"\ntitle = "b"\n[[sections]]\nwords = "b"\ntitle = ""\n', "line 6"),
        ('[[sections]]\nwords = "a"\n', "line 1"),
        ("[sections]\nwords = 1\n", "line 1"),
    ],
)
def test_wrong_keys_name_the_line(text: str, line: str) -> None:
    with pytest.raises(ConfigError, match=line):
        parse_config(text, HERE)


def test_a_decided_title_is_in_the_script(tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text(
        '[[sections]]\nwords = "The tide"\ntitle = "Ebb"\n', encoding="utf-8"
    )
    (tmp_path / "a.txt").write_text("Low Water\n\nIt was cold.\n\nThe tide went out.\n", encoding="utf-8")
    script = load_script(str(tmp_path / "a.txt"))
    assert [one.title for one in script.sections] == ["Low Water", "Ebb"]
