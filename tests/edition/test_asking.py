"""What is asked for each line: its sentence is in it, and nothing beyond."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.asking import ask, sentences
from scripts.additions import with_additions
from scripts.model import Line, Script
from scripts.reading import SourceKind, read_bytes
from scripts.settings import Additions, Cues, CueStyle
from scripts.writing import write_script
from voices.engines.tone import ToneEngine
from voices.spoken import spoken_form


class Choir(ToneEngine):
    reads_in_context = True


ENGINE = Choir()
PARTS = st.sampled_from(
    ["“We sail,” she said.", "He left.", "“No,” she said, “not now.”", "Then “go,” he cried, and went."]
)


def script(text: str) -> Script:
    return write_script(read_bytes(text.encode(), SourceKind.TEXT, "test"))


def keys(lines: tuple[Line, ...]) -> list[str]:
    voices = [ENGINE.voices("en")[0]] * len(lines)
    spoken = [spoken_form(line.text) for line in lines]
    asked = ask(lines, voices, ["en"] * len(lines), {"tone": ENGINE}, spoken)
    return [request.key if request else "" for request in asked]


@settings(deadline=None)
@given(st.lists(st.lists(PARTS, min_size=1, max_size=4), min_size=1, max_size=3))
def test_sentences_hold_every_line_once_in_order(paragraphs: list[list[str]]) -> None:
    lines = script("\n\n".join(map(" ".join, paragraphs))).lines
    assert [index for sentence in sentences(lines) for index in sentence] == list(range(len(lines)))


@settings(deadline=None)
@given(st.lists(PARTS, min_size=2, max_size=6), st.data())
def test_an_edit_changes_the_takes_of_its_sentence_only(parts: list[str], data: st.DataObject) -> None:
    lines = script(" ".join(parts)).lines
    before = keys(lines)
    groups = list(sentences(lines))
    edited = data.draw(st.sampled_from(groups))
    at = data.draw(st.sampled_from(edited))
    changed = replace(lines[at], text=f"Perhaps {lines[at].text}")
    after = keys((*lines[:at], changed, *lines[at + 1 :]))
    different = {index for index, (a, b) in enumerate(zip(before, after, strict=True)) if a != b}
    assert at in different
    assert different <= set(edited)


def test_cues_between_the_parts_leave_the_sentence_whole() -> None:
    plain = script("“We sail,” said Ann Lee, “at nine.” He left.")
    cued = with_additions(plain, Additions(Cues(CueStyle.QUOTE)))
    own = [key for key, line in zip(keys(cued.lines), cued.lines, strict=True) if not line.added]
    assert own == keys(plain.lines)
    assert len(set(own)) == len(own) == 4


def test_a_line_of_nothing_is_not_asked_for() -> None:
    lines = script("He left.").lines
    assert keys((replace(lines[0], text="* * *"),)) == [""]
