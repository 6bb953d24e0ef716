"""What is kept of sections is what would be worked out again, wherever they are heard by then."""

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chapters.cues import READABLE_S, Layout, cues_of
from chapters.manifest import Manifest, ManifestLine
from chapters.memo import key_of
from chapters.reading.model import reading_text
from chapters.runs import runs_of
from chapters.transcripts import SRT_LAYOUT, VTT_LAYOUT, transcript_files
from tests.articles import ARTICLES, manifest_of, script_of
from tests.chapters.test_transcripts import RATE, row

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass
class Counting:
    """A memo that counts what was not known."""

    texts: dict[str, str] = field(default_factory=dict)
    new: int = 0

    def get(self, key: str) -> str | None:
        return self.texts.get(key)

    def put(self, key: str, text: str) -> None:
        assert text
        assert "\n" not in text
        assert text.isascii()
        self.texts[key] = text
        self.new += 1


def moved(lines: list[ManifestLine], by: int, section: int, block: int = 0) -> list[ManifestLine]:
    """Lines that are heard later, of another section and other blocks."""
    return [
        replace(
            one,
            section=section,
            block=one.block + block,
            start_frame=one.start_frame + by,
            end_frame=one.end_frame + by,
            words=tuple(
                replace(word, start_frame=word.start_frame + by, end_frame=word.end_frame + by)
                for word in one.words
            ),
        )
        for one in lines
    ]


def behind(sections: list[list[ManifestLine]], pause: int) -> list[ManifestLine]:
    """Sections one behind the other, `pause` frames between them."""
    lines: list[ManifestLine] = []
    for number, section in enumerate(sections):
        at = lines[-1].end_frame + pause if lines else RATE
        lines += moved(section, at - section[0].start_frame, number, 10 * number)
    return lines


@FEW
@given(ARTICLES, ARTICLES)
def test_what_is_kept_of_one_article_holds_for_the_next(before: str, after: str) -> None:
    memo = Counting()
    for text in (before, after, f"{before}\n\n{after}", f"{after}\n\n{before}", before):
        manifest = manifest_of(script_of(text))
        runs = runs_of(manifest.lines)
        assert transcript_files(manifest, memo, runs) == transcript_files(manifest)
        assert reading_text(manifest, memo, runs) == reading_text(manifest)


SAID = st.lists(
    st.tuples(
        st.sampled_from(["Ann", "Bob"]), st.sampled_from(["Yes.", "No, she said, and left.", "— …", "Oh!"])
    ),
    min_size=1,
    max_size=5,
)


@FEW
@given(st.lists(SAID, min_size=1, max_size=4), st.lists(st.integers(0, 3 * RATE), min_size=2, max_size=4))
def test_sections_may_come_closer_and_change_places(
    said: list[list[tuple[str, str]]], pauses: list[int]
) -> None:
    sections, memo = [row(*one) for one in said], Counting()
    for pause in pauses:
        for order in (sections, sections[::-1]):
            lines = behind(order, pause)
            for layout in (VTT_LAYOUT, SRT_LAYOUT):
                assert cues_of(lines, RATE, layout, memo) == cues_of(lines, RATE, layout)


def manifest(lines: list[ManifestLine]) -> Manifest:
    """As many sections as the lines say."""
    whole = manifest_of(script_of("# One\n\nText."))
    return replace(whole, lines=tuple(lines), sections=whole.sections * (1 + lines[-1].section))


def test_what_only_moved_is_not_worked_out_again() -> None:
    sections = [
        row(("Ann", f"The {name} came in, and nobody looked up."), ("Bob", "Well!")) for name in "abcd"
    ]
    memo = Counting()

    def new(lines: list[ManifestLine]) -> int:
        memo.new = 0
        transcript_files(manifest(lines), memo)
        reading_text(manifest(lines), memo)
        return memo.new

    pause = round(1.5 * READABLE_S * RATE)
    assert new(behind(sections, pause)) == 3 * 4, "VTT, SRT and what is read, of each section"
    assert new(behind(sections, pause)) == 0
    assert new(behind([sections[2], *sections[:2], sections[3]], 2 * pause)) == 0
    edited = row(("Ann", "The x came in, and nobody looked up."), ("Bob", "Well!"))
    assert new(behind([sections[0], edited, *sections[2:]], pause)) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"speaker": "Cy"},
        {"text": "The a came in, and nobody looked uq."},
        {"end_frame": 10**6},
        {"start_frame": 0},
        {"words": ()},
        {"block": 7},
        {"language": "de"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_is_heard_otherwise_is_other_content(change: dict[str, object]) -> None:
    lines = row(("Ann", "Nobody spoke."), ("Ann", "The a came in, and nobody looked up."))
    other = [lines[0], replace(lines[1], **change)]  # type: ignore[arg-type] # one of several types
    assert runs_of(lines)[0].content != runs_of(other)[0].content


def test_layouts_and_rates_have_texts_of_their_own() -> None:
    lines, memo = (
        row(("Ann", "One two three four five six seven, eight nine ten, eleven and twelve.")),
        Counting(),
    )
    for layout in (VTT_LAYOUT, SRT_LAYOUT, Layout(SRT_LAYOUT.width), Layout(20)):
        for rate in (RATE, RATE // 2):
            assert cues_of(lines, rate, layout, memo) == cues_of(lines, rate, layout)


def test_keys_tell_apart_what_looks_alike_in_a_row() -> None:
    assert len({key_of("a", "b"), key_of("ab"), key_of(["a", "b"]), key_of("a", 1), key_of("a", "1")}) == 5
    assert key_of("\ud800") != key_of("?")
