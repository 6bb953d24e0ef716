"""The cover: always a square RGB picture that directories take, with type inside its margins."""

import io
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageColor

from chapters import typeset
from chapters.cover import PALETTES, SIZE, cover_problem, draw_cover, fit_cover
from chapters.typeset import Area, fit, load_font, settable

TITLES = [
    "",
    "x",
    "The bakers of Rosswell Street",
    "word " * 60,
    "Donaudampfschifffahrtsgesellschaftskapitän" * 7,
    "東京の夜",
    "\x00\x1b[31m\u202e",
    "🦊🦊🦊",
    "’“”—…",
    "A" * 5_000,
]


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("title", TITLES)
def test_any_title_gives_a_picture_that_directories_take(title: str) -> None:
    data = draw_cover(title, "A show")
    image = opened(data)
    assert (image.format, image.mode, image.size) == ("PNG", "RGB", (SIZE, SIZE))
    assert 1_400 <= SIZE <= 3_000
    assert len(data) < 300_000
    ground = image.getpixel((0, 0))
    assert isinstance(ground, tuple)
    difference = ImageChops.difference(image, Image.new("RGB", image.size, ground)).getbbox()
    assert difference is not None, "the cover is not empty"
    assert min(difference[:2]) >= 130
    assert max(difference[2:]) <= SIZE - 130, "nothing reaches into the margin"


def test_the_same_edition_has_the_same_cover_and_others_do_not() -> None:
    assert draw_cover("A title", "Show") == draw_cover("A title", "Show")
    assert draw_cover("A title", "Show") != draw_cover("Another title", "Show")
    assert draw_cover("A title", "Show") != draw_cover("A title", "")


def luminance(colour: str) -> float:
    channels = [value / 255 for value in ImageColor.getrgb(colour)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", PALETTES)
def test_colours_have_contrast(palette: object) -> None:
    """WCAG 2.2: 7 to 1 for the title, 3 to 1 for large type and graphics."""

    def contrast(first: str, second: str) -> float:
        light, dark = sorted((luminance(first), luminance(second)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    assert contrast(palette.ink, palette.ground) >= 7  # type: ignore[attr-defined]
    assert contrast(palette.accent, palette.ground) >= 4.5  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("Déjà vu: Łódź", "Déjà vu: Łódź"),
        ("e\u0301te\u0301", "été"),
        ("Coffee ☕🦊 break", "Coffee break"),
        ("東京", ""),
        ("Tokyo 東京", ""),
        ("שלום", ""),
        ("🦊", ""),
    ],
)
def test_letters_that_the_font_lacks_are_never_boxes(text: str, set_as: str) -> None:
    assert settable(text) == set_as


def test_without_the_font_package_plain_titles_are_still_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "_PACKAGE", "no_such_package")
    load_font.cache_clear()
    typeset._has_glyph.cache_clear()
    try:
        assert settable("A plain title") == "A plain title"
        assert settable("Été") == ""
        assert opened(draw_cover("A plain title", "Show")).size == (SIZE, SIZE)
    finally:
        load_font.cache_clear()
        typeset._has_glyph.cache_clear()


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text("abcdefgh WM", min_size=1, max_size=40), min_size=1, max_size=30))
def test_lines_fit_and_lose_no_word(words: list[str]) -> None:
    text = " ".join(" ".join(words).split())
    area = Area(900, 700)
    setting = fit(text, area, range(160, 40, -8))
    font = load_font(setting.size_px)
    assert all(font.getlength(line) <= area.width for line in setting.lines)
    assert len(setting.lines) * setting.size_px * area.leading <= area.height
    shown = " ".join(setting.lines)
    if not shown.endswith("…"):
        assert shown.replace(" ", "") == text.replace(" ", "")
    else:
        assert text.replace(" ", "").startswith(shown[:-1].replace(" ", ""))


def test_a_shorter_title_is_never_set_smaller() -> None:
    area, sizes = Area(1_700, 1_010), range(250, 66, -4)
    chosen = [fit("word " * count, area, sizes).size_px for count in range(1, 60)]
    assert all(first >= second for first, second in pairwise(chosen))
    assert chosen[0] == 250


def picture(size: tuple[int, int], kind: str = "PNG", mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, 0).save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("size", [(600, 900), (900, 600), (3_000, 3_000), (1, 1)])
@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGB"), ("JPEG", "CMYK"), ("GIF", "P"), ("PNG", "RGBA")])
def test_a_books_cover_is_brought_to_size_whole(size: tuple[int, int], kind: str, mode: str) -> None:
    fitted = fit_cover(picture(size, kind, mode))
    assert cover_problem(fitted) == ""
    assert fitted == fit_cover(picture(size, kind, mode))


def test_a_books_cover_stands_in_the_middle_on_the_colour_of_its_border() -> None:
    image = Image.new("RGB", (400, 800), "navy")
    image.paste("white", (100, 100, 300, 700))
    file = io.BytesIO()
    image.save(file, "PNG")
    found = opened(fit_cover(file.getvalue()))
    assert [round(one / 16) for one in found.getpixel((10, 1_000))] == [0, 0, 8]  # type: ignore[union-attr]
    assert [round(one / 16) for one in found.getpixel((1_000, 1_000))] == [16] * 3  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", picture((600, 900))[:100], picture((8_000, 8_000)), picture((10, 4_000)), b"<svg/>"],
)
def test_what_is_no_fit_picture_is_left(data: bytes) -> None:
    assert fit_cover(data) == b""
