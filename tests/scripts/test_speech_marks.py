"""Quotation marks: what stands between them, in every style and with the damage of real pages."""

import pytest

from scripts.speech.quotes import find_quoted


def quoted(*pages: str) -> list[str]:
    return [
        page[one.start : one.end]
        for page, found in zip(pages, find_quoted(pages), strict=True)
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said, "It rains."', ['"It rains."']),
        ("He said, “It rains.”", ["“It rains.”"]),
        ("Il dit : « Il pleut. »", ["« Il pleut. »"]),
        ("Er sagte: »Es regnet.«", ["»Es regnet.«"]),
        ("Er sagte: „Es regnet.“", ["„Es regnet.“"]),
        ("Er sagte: „Es regnet.”", ["„Es regnet.”"]),
        ("He said, 'It rains.'", ["'It rains.'"]),
        ("He said, ‘It rains.’", ["‘It rains.’"]),
        ("He said, ``It rains.''", ["``It rains.''"]),
        ("He said, ''It rains.''", ["''It rains.''"]),
        ('“It rains," he said.', ['“It rains,"']),
        ("'「雨だ」と言った", ["「雨だ」"]),
    ],
)
def test_every_style_of_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_marks_of_several_styles_in_one_text() -> None:
    text = "“One,” she said. \"Two,\" he said. ''Three,'' they said. «Four», said all."
    assert quoted(text) == ["“One,”", '"Two,"', "''Three,''", "«Four»"]


@pytest.mark.parametrize(
    "text",
    [
        "Back in the '90s the players' bus didn't stop for rock 'n' roll.",
        "Back in the ’90s the players’ bus didn’t stop for rock ’n’ roll; O’Brien drove.",
        'She is 6\'2" tall and the pipe is 12" wide.',
        "It was summer of ‘08 and nobody minded.",
        "’Tis nothing, 'tis nothing.",
    ],
)
def test_apostrophes_feet_and_inches_are_no_marks(text: str) -> None:
    assert quoted(text) == []


def test_an_apostrophe_after_an_s_does_not_close_single_marks() -> None:
    assert quoted("'The players' bus is late,' she said.") == ["'The players' bus is late,'"]


def test_what_is_quoted_inside_belongs_to_the_outer_quote() -> None:
    assert quoted("“She said ‘no’ to me,” he said.") == ["“She said ‘no’ to me,”"]
    assert quoted("“She said “no” to me,” he said.") == ["“She said “no” to me,”"]
    assert quoted("''I heard 'never,''' he said. ''Truly.''") == ["''I heard 'never,'''", "''Truly.''"]


def test_a_quote_over_paragraphs_with_marks_opened_again() -> None:
    pages = ["“One day we left.", "“The next day we came back.", "“Then we slept.”", "Nobody spoke."]
    found = find_quoted(pages)
    assert [len(one) for one in found] == [1, 1, 1, 0]
    assert [one[0].continues for one in found[:3]] == [False, True, True]
    assert [one[0].closed for one in found[:3]] == [False, False, True]


def test_an_open_quote_ends_with_its_paragraph() -> None:
    pages = ["He added: “We never saw the boat", "The boat came at noon."]
    assert quoted(*pages) == ["“We never saw the boat"]
    assert find_quoted(pages)[1] == []


def test_a_closing_mark_that_faces_the_wrong_way() -> None:
    assert quoted("“We are here, but we are free. “") == ["“We are here, but we are free. “"]


def test_a_missing_opening_mark_is_put_at_the_beginning_of_the_paragraph() -> None:
    text = "We were never asked,” said Ana."
    (only,) = find_quoted([text])[0]
    assert (text[only.start : only.end], only.opened) == ("We were never asked,”", False)


def test_a_quote_split_by_its_cue() -> None:
    assert quoted("“We left,” he said, “and came back.”") == ["“We left,”", "“and came back.”"]


def test_a_stray_mark_is_not_a_quote() -> None:
    assert quoted('The 12" record was sold for 5" of cloth.') == []
    assert quoted('It ended" here and nobody knew why.') == []
