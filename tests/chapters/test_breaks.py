"""Cues in Chinese and Japanese: lines of at most sixteen full-width characters, not parted inside words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapters.breaks import INSIDE, break_cost, columns
from chapters.cues import Layout, cues_of
from chapters.transcripts import SRT_LAYOUT, VTT_LAYOUT
from tests.chapters.test_transcripts import RATE, line

JAPANESE = [
    "県内の|小さな|町で|長く|続いてきた|朝市が、|来月で|終わる|ことに|なった。",
    "出店する|農家の|高齢化が|進み、|この|十年で|店の|数は|三分の一に|減ったと|いう。",
    "「寂しいけれど、|体が|続かない」と|七十八歳の|佐藤さんは|話す。",
    "町の|商工会は|新しい|担い手を|探すため、|インターネットで|募集を|始めたが、|応募は|まだ|二件しか|ない。",
    "市の|担当者に|よると、|水道管の|交換には|およそ|四億円が|必要で、|工事は|早くても|来年の|秋に|なる。",
    "図書館の|利用者からは、|閲覧室の|エアコンが|古くて|寒いとの|声が|上がっている。",
    "研究グループは|この|結果を|国際的な|科学雑誌に|発表し、|今後も|観測を|続けると|している。",
]
CHINESE = [
    "县里|的|小|集市|开|了|四十年，|下个月|就|要|结束|了。",
    "摆摊|的|农民|年纪|越来越|大，|十年|来|摊位|的|数量|减少|了|三分之二。",
    "虽然|如此，|每个|星期天|仍然|有|许多|老|顾客|从|很远|的|城市|坐|公共汽车|过来。",
    "现在|的|原因|还|没有|公布，|但是|居民|已经|不再|相信|这个|说法。",
]
LAYOUTS = pytest.mark.parametrize("layout", [VTT_LAYOUT, SRT_LAYOUT], ids=["vtt", "srt"])


def lines_of(text: str, layout: Layout, per_word: float = 0.16) -> list[str]:
    """The lines shown, empty ones left out."""
    return [
        one
        for cue in cues_of([line(text, "Ann", per_word=per_word)], RATE, layout)
        for one in cue.lines
        if one
    ]


@LAYOUTS
@pytest.mark.parametrize("marked", [*JAPANESE, *CHINESE, "|".join(JAPANESE)])
def test_no_line_ends_inside_a_word(marked: str, layout: Layout) -> None:
    ends, at = set(), 0
    for word in marked.split("|"):
        at += len(word)
        ends.add(at)
    shown, at = lines_of(marked.replace("|", ""), layout), 0
    assert "".join(shown) == marked.replace("|", "")
    for one in shown:
        at += len(one)
        assert at in ends, (shown, one)


@LAYOUTS
def test_sixteen_full_width_characters_make_a_line(layout: Layout) -> None:
    shown = lines_of("".join(JAPANESE).replace("|", ""), layout)
    assert max(map(len, shown)) <= 16
    assert columns("永" * 16, layout.width) == layout.width
    assert columns("a" * layout.width, layout.width) == layout.width


@settings(max_examples=100, deadline=None)
@given(
    st.text("あがのっー々漢字中的了和現カッナabc 12、。「」", min_size=1, max_size=120),
    st.sampled_from((0.05, 0.2, 0.9)),
)
def test_any_mixture_keeps_its_words_and_its_widths(text: str, per_word: float) -> None:
    for layout in (VTT_LAYOUT, SRT_LAYOUT):
        cues = cues_of([line(text, "Ann", per_word=per_word)], RATE, layout) if text.strip() else []
        for cue in cues:
            first = f"Ann: {cue.lines[0]}".rstrip() if layout.named else cue.lines[0]
            assert all(columns(one, layout.width) <= layout.width for one in (first, *cue.lines[1:]))
            assert len(cue.lines) <= 2
        if any(sign.isalnum() for sign in text):
            shown = "".join(one for cue in cues for one in cue.lines)
            assert "".join(shown.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("before", "after", "japanese", "inside"),
    [
        ("は", "町", True, False),
        ("町", "は", True, True),
        ("カ", "フ", True, True),
        ("町", "中", True, True),
        ("お", "知", True, True),
        ("3", "年", True, True),
        ("的", "城", False, False),
        ("城", "的", False, True),
        ("现", "在", False, True),
        ("人", "在", False, False),
        ("了", "解", False, True),
    ],
)
def test_what_is_a_break_inside_a_word(before: str, after: str, japanese: bool, inside: bool) -> None:
    assert (break_cost(before, after, japanese=japanese) >= INSIDE) is inside


@pytest.mark.parametrize("sign", "ー々ゃっ、。」")
def test_no_line_begins_with_what_must_not(sign: str) -> None:
    shown = lines_of(f"漢{sign}" * 40, VTT_LAYOUT)
    assert len(shown) > 1 and not any(one.startswith(sign) for one in shown)
