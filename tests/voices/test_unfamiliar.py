"""Names that a producer should hear before the listeners do."""

import time

import pytest

from voices.lexicon import Lexicon
from voices.unfamiliar import Doubt, has_dictionary, unfamiliar

TEXT = "Szczepan met Müller, Aoife and Anna. Anna saw Szczepan’s boat; Brookmoor is a village. HARROW won."


def test_they_are_counted_and_placed() -> None:
    found = {name.name: name for name in unfamiliar([(TEXT, 4), ("Then\nMüller left.", 9)], Lexicon())}
    assert (found["Szczepan"].count, found["Szczepan"].line) == (2, 4)
    assert found["Szczepan"].doubt is Doubt.SPELLING
    assert (found["Müller"].count, found["Müller"].line) == (2, 4)
    assert found["Müller"].doubt is Doubt.LETTERS
    assert not {"Anna", "HARROW", "Then"} & found.keys()


@pytest.mark.skipif(not has_dictionary(), reason="the extra `names` is not installed")
def test_the_dictionary_knows_more() -> None:
    found = {name.name: name.doubt for name in unfamiliar([(TEXT, 1)], Lexicon())}
    assert found["Brookmoor"] is found["Aoife"] is Doubt.UNKNOWN


def test_a_line_that_begins_elsewhere() -> None:
    assert unfamiliar([("One\ntwo Xqam", 5)], Lexicon())[0].line == 6


def test_what_the_lexicon_has_is_not_listed() -> None:
    assert not unfamiliar([("Müller left", 1)], Lexicon.of({"Müller": "miller"}))


def test_a_word_that_also_stands_in_lower_case_is_no_name() -> None:
    assert not unfamiliar(
        [("Kvetch? No kvetch.", 1), ("Ghlor", 2), ("a ghlor", 3)], Lexicon.of({"Kvetch": "x"})
    )


def test_time_is_linear() -> None:
    begun = time.process_time()
    unfamiliar([("Xq" * 50_000, 1), ("Szczepan " * 10_000, 1)], Lexicon())
    assert time.process_time() - begun < 5
