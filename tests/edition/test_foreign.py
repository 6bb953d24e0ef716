"""Who speaks another language than the article: with which voice, and who is not disturbed by it."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from edition.casting import script_parts
from edition.foreign import cast_foreign
from scripts.model import NARRATOR, Gender, Script
from scripts.reading import SourceKind, read_bytes
from scripts.writing import write_script
from tests.conftest import Run
from voices.casting import decide_cast
from voices.engines.tone import ToneEngine
from voices.model import Cast, Health, Voice

TEXT = """The weir on the border

Ada Lund has kept the sluice for thirty years. “We need bread,” she said.

“Nous ne savons pas encore ce que nous allons faire demain,” said Luc Morel, the mayor. “We wait,” he said in
English. “We always wait for somebody in the city to decide.”

Der Fluss gehört niemandem, und das Wehr gehört allen. So steht es auf dem Stein neben der Mühle.
"""


class Choir(ToneEngine):
    """Speakers that it has in each of some languages, in the same order."""

    def __init__(
        self, name: str, languages: Sequence[str], speakers: Sequence[str], problem: str = ""
    ) -> None:
        super().__init__()
        self.name = name
        self.languages, self.speakers, self.problem = languages, speakers, problem

    def health(self) -> Health:
        return Health(self.problem)

    def voices(self, language: str) -> Sequence[Voice]:
        if language not in self.languages:
            return []
        return [
            Voice(self.name, f"{language}/{one}", one, Gender.FEMALE if one.endswith("a") else Gender.MALE)
            for one in self.speakers
        ]


SPEAKERS = ("Own", "Flora", "Max", "Anna", "Milo")


def script() -> Script:
    return write_script(read_bytes(TEXT.encode(), SourceKind.TEXT, "test"))


def cast_in(engine: Choir, **pins: Voice) -> Cast:
    return decide_cast(
        script_parts(script()), engine.voices("en"), {n.replace("_", " "): v for n, v in pins.items()}
    )


def foreign(cast: Cast, engine: Choir, **more: Any) -> dict[tuple[str, str], Voice]:
    found = cast_foreign(script(), cast, engine, "en", **more)
    assert found.voices == cast.voices, "the article's cast stays as it is"
    return {(speaker, language): voice for speaker, language, voice in found.foreign}


def test_the_same_speaker_speaks_where_the_engine_has_them() -> None:
    engine = Choir("a", ["en", "fr", "de"], SPEAKERS)
    cast = cast_in(engine)
    found = foreign(cast, engine)
    main = dict(cast.voices)
    assert set(found) == {("Luc Morel", "fr"), (NARRATOR, "de")}
    assert found["Luc Morel", "fr"].label == main["Luc Morel"].label
    assert found["Luc Morel", "fr"].name == main["Luc Morel"].name.replace("en/", "fr/")
    assert found[NARRATOR, "de"].name == "de/Own"


def test_a_producers_settings_go_along() -> None:
    engine = Choir("a", ["en", "fr", "de"], SPEAKERS)
    chosen = replace(engine.voices("en")[4], label="luc", tract=0.9, rate=1.1, pitch=-2.0, gain_db=-1.0)
    found = foreign(cast_in(engine, Luc_Morel=chosen), engine)["Luc Morel", "fr"]
    assert (found.name, found.label, found.tract, found.rate, found.pitch, found.gain_db) == (
        "fr/Milo",
        "luc",
        0.9,
        1.1,
        -2.0,
        -1.0,
    )


def test_other_speakers_of_another_engine_fit_and_are_nobody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Choir("a", ["en"], SPEAKERS)
    broken = Choir("b", ["fr", "de"], SPEAKERS, problem="it is not installed")
    other = Choir("c", ["fr"], ("Petra", "Rosa", "Paul", "Piet"))
    monkeypatch.setattr("edition.foreign.engines_after", lambda name: iter([broken, other]))
    cast = cast_in(engine)
    assert foreign(cast, engine) == {}
    found = foreign(cast, engine, stand_in=True)
    assert set(found) == {("Luc Morel", "fr")}
    assert (found["Luc Morel", "fr"].engine, found["Luc Morel", "fr"].gender) == ("c", Gender.MALE)
    # The first voice is the narrator's, also where the narrator does not speak.
    assert found["Luc Morel", "fr"].label != "Petra"
    notes = cast_foreign(script(), cast, engine, "en", stand_in=True).notes
    assert notes == (
        "a has no voice for the language 'fr': c reads one passage",
        "a has no voice for the language 'de': one for 'en' reads one passage",
    )


def test_one_voice_for_everything_is_one_in_each_language() -> None:
    engine = Choir("a", ["en", "fr", "de"], SPEAKERS)
    narrator = engine.voices("en")[0]
    cast = Cast(tuple((speaker, narrator) for speaker, _ in cast_in(engine).voices))
    found = foreign(cast, engine)
    assert {voice.label for voice in found.values()} == {"Own"}


def build(command: Run, source: Path, *more: object) -> dict[str, Any]:
    finished = command("build", source, "--engine", "system", "--jobs", "1", "--json", *more)
    assert finished.code == 0, finished
    told: dict[str, Any] = json.loads(finished.out)
    return told


def manifest(tmp_path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (tmp_path / "editions" / "weir" / "edition.json").read_text(encoding="utf-8")
    )
    return found


def test_a_built_edition_says_which_language_is_heard(command: Run, tmp_path: Path) -> None:
    article = tmp_path / "weir.txt"
    article.write_text(TEXT, encoding="utf-8")
    assert not build(command, article, "--format", "epub")["unchanged"]
    found = manifest(tmp_path)
    voices = {one["speaker"]: one["name"] for one in found["cast"]}
    (french, german) = found["foreign"]
    assert (french["speaker"], french["language"]) == ("Luc Morel", "fr")
    assert french["name"].partition("+")[2] == voices["Luc Morel"].partition("+")[2]
    assert german["name"] == "gmw/de"
    assert {line["language"] for line in found["lines"]} == {"", "fr", "de"}
    page = (tmp_path / "editions" / "weir" / "index.html").read_text(encoding="utf-8")
    assert 'lang="fr" xml:lang="fr">' in page
    assert '<span lang="de" xml:lang="de">' in page
    transcript = (tmp_path / "editions" / "weir" / "transcript.html").read_text(encoding="utf-8")
    assert '<p dir="auto" lang="de" xml:lang="de">Der Fluss' in transcript
    assert command("check", tmp_path / "editions" / "weir").code == 0
    assert build(command, article, "--format", "epub")["unchanged"]
    # What is decided holds, and costs the passage that it is about.
    (tmp_path / "edition.toml").write_text(
        '[[languages]]\nwords = "der Fluss gehört"\nlanguage = "en"\n', encoding="utf-8"
    )
    again = build(command, article, "--format", "epub")
    assert again["takes_made"] == 2
    assert [one["language"] for one in manifest(tmp_path)["foreign"]] == ["fr"]
    article.write_text(TEXT.replace("thirty", "forty"), encoding="utf-8")
    build(command, article, "--format", "epub")
    assert [one["language"] for one in manifest(tmp_path)["foreign"]] == ["fr"]


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        (
            '[[languages]]\nwords = "a"\nlanguage = "french"\n',
            "line 3: languages.1.language must be a language tag",
        ),
        ('[[languages]]\nwords = "..."\nlanguage = "fr"\n', "line 2: languages.1.words must be words"),
        ('[[languages]]\nwords = "a"\n', "language is missing"),
        ("[script]\ndetect_languages = 1\n", "line 2: script.detect_languages must be"),
    ],
)
def test_a_wrong_decision_names_its_line(command: Run, tmp_path: Path, toml: str, says: str) -> None:
    (tmp_path / "edition.toml").write_text(toml, encoding="utf-8")
    (tmp_path / "weir.txt").write_text(TEXT, encoding="utf-8")
    finished = command("build", tmp_path / "weir.txt", "--engine", "tone")
    assert finished.code == 1
    assert says in finished.err
