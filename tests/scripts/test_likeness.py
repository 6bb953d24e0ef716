"""Sections by what paragraphs mean, where a model of sentences is installed; without it, words are enough."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from scripts import likeness
from scripts.boundaries import odds, signs
from scripts.boundaries import weights as weights_of_words
from scripts.keeping import Earlier, EarlierSection
from scripts.model import Article
from scripts.plain import folded
from scripts.reading import SourceKind, read_bytes
from scripts.sections import Settled, find_sections
from scripts.topics import meaning

HIVE = "The {0} beekeeper lifts the frame out of the hive and looks for the queen among the {0} bees."
BUS = "The {0} driver takes the bus out of the depot and waits for passengers at the {0} stop of the route."


def text_of(count: int = 8) -> str:
    """A title, and paragraphs about bees and then about a bus."""
    numbers = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")[:count]
    told = [one.format(number) + " " + one.format("next") for one in (HIVE, BUS) for number in numbers]
    return "\n\n".join(["Two working days", *told])


def read(text: str) -> Article:
    return read_bytes(text.encode(), SourceKind.TEXT, "test")


class Model:
    """Rows that are alike where words are: a number for each stem."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.read += texts
        rows = np.full((len(texts), 512), 1e-3, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for stem in meaning(text):
                row[sum(map(ord, stem)) % 512] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Model:
    made = Model()
    monkeypatch.setattr(likeness, "_model", lambda: made)
    monkeypatch.setattr(likeness, "find_spec", lambda _: True)
    return made


def test_each_sign_has_a_weight(model: Model) -> None:
    for found in signs(read(text_of())):
        assert found is None or set(found) == set(likeness.weights()) - {"bias"}
    assert model.read


def test_where_the_subject_changes_paragraphs_are_least_alike(model: Model) -> None:
    rows = likeness.rows(["Days", *[HIVE] * 4, *[BUS] * 4], "en")
    assert rows is not None
    found = likeness.signs(rows, 1)
    assert len(model.read) == len(found) == 9
    change = 5
    for name in ("meeting", "meeting_dip", "follows", "leads"):
        assert min(range(2, 8), key=lambda at: found[at][name]) == change, name
    assert found[1]["meeting"] == found[1]["follows"] == 0


def test_an_edit_changes_the_odds_near_it_only(model: Model) -> None:
    before = odds(read(text_of()))
    after = odds(read(text_of().replace("first beekeeper", "first woodcutter", 1)))
    assert model.read
    assert before[9:] == pytest.approx(after[9:])
    assert before[2:4] != pytest.approx(after[2:4])


@pytest.mark.parametrize("language", ["no", "el", "ga"])
def test_a_language_that_the_model_was_not_made_for_has_words_only(model: Model, language: str) -> None:
    assert likeness.rows(["Words.", "More words."], language) is None
    assert not model.read
    assert likeness.is_known("pt-BR")


def test_a_library_is_not_read(model: Model) -> None:
    assert likeness.rows(["Line."] * 2001, "en") is None
    assert not model.read


def test_without_the_model_words_are_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "find_spec", lambda _: None)
    found = signs(read(text_of()))
    assert all(one is None or set(one) == set(weights_of_words()) - {"bias"} for one in found)
    assert len(find_sections(read(text_of()))) > 1


def test_what_needs_no_change_of_subject_does_not_load_it(model: Model) -> None:
    find_sections(read(text_of(2)))
    headed = read_bytes(
        text_of().replace("The third", "## Later\n\nThe third").encode(), SourceKind.MARKDOWN, "test"
    )
    assert len(find_sections(headed)) > 1
    assert not model.read


def test_an_edit_of_an_article_whose_sections_are_known_does_not_load_it(model: Model) -> None:
    article = read(text_of())
    found = find_sections(article)
    assert len(found) > 1
    assert model.read
    model.read.clear()
    known = [
        EarlierSection(
            one.title,
            tuple(folded(article, block) for block in article.blocks if one.start <= block.start < one.end),
        )
        for one in found
    ]
    edited = read(text_of().replace("fifth beekeeper", "tired fifth beekeeper"))
    earlier = Earlier("75/150 s", tuple(known))
    assert [one.title for one in find_sections(edited, settled=Settled(earlier=earlier))] == [
        one.title for one in found
    ]
    assert not model.read


@pytest.mark.skipif(not likeness.is_known("en"), reason="needs the extra neural")
@pytest.mark.parametrize(
    ("language", "bees", "other_bees", "bus"),
    [
        ("en", "The bees swarm in May.", "A hive makes honey in spring.", "The bus is late again."),
        (
            "de",
            "Die Bienen schwärmen im Mai.",
            "Ein Stock macht im Frühling Honig.",
            "Der Bus kommt spät.",
        ),
        ("fr", "Les abeilles essaiment en mai.", "La ruche fait du miel.", "Le bus est encore en retard."),
    ],
)
def test_the_model_itself_tells_subjects_apart_without_a_word_in_common(
    language: str, bees: str, other_bees: str, bus: str
) -> None:
    rows = likeness.rows([bees, other_bees, bus], language)
    assert rows is not None
    assert rows.shape == (3, 512)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-3)
    alike = rows @ rows.T
    assert alike[0, 1] > alike[0, 2] + 0.1
    again = likeness.rows([bees, other_bees, bus], language)
    assert again is not None
    assert (rows == again).all()
