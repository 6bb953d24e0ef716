"""The picture of an edition: who speaks when, in colours and in words."""

import io

from lxml import etree
from PIL import Image

from chapters.page.page import read_along_page
from chapters.reading.model import reading_text
from chapters.reading.picture import COLUMNS, speakers_by_column, timeline_svg
from chapters.reading.report_picture import COLUMNS as REPORT_COLUMNS
from chapters.reading.report_picture import report_picture
from tests.articles import manifest_of, script_of

ARTICLE = "# Gate\n\nIt rained. “Open it & go,” said Mara <b>Quill</b>.\n\n## Sea\n\nNobody came that day.\n"


def test_it_tells_in_words_and_marks_chapters() -> None:
    manifest = manifest_of(script_of(ARTICLE))
    svg = etree.fromstring(timeline_svg(manifest, reading_text(manifest), [0.5] * COLUMNS))
    assert "in 2 chapters. Shares of the speech: Narrator " in svg.get("aria-label")
    assert "Mara" in svg.get("aria-label")
    assert [path.get("class") for path in svg] == [None, "v0", "mark"]
    assert sum(path.get("d").count("z") for path in svg) == COLUMNS


def test_columns_belong_to_who_is_heard_in_them() -> None:
    manifest = manifest_of(script_of(ARTICLE))
    read = reading_text(manifest)
    columns = speakers_by_column(manifest, read)
    length_ms = 1000 * manifest.audio.frames / manifest.audio.rate
    for one in read.sentences():
        middle = int((one.start_ms + one.end_ms) / 2 * COLUMNS / length_ms)
        assert columns[middle] == one.speaker
    assert len(columns) == COLUMNS


def test_the_page_shows_it() -> None:
    manifest = manifest_of(script_of(ARTICLE))
    assert "<figure>" in read_along_page(manifest, amplitudes=[0.1] * COLUMNS)
    assert "<figure>" not in read_along_page(manifest)


def test_a_report_gets_the_same_picture_every_time_whatever_the_names() -> None:
    hostile = "# \u202e𠀀 & <x>\n\n" + "".join(f"“No,” said Mara Quill{n:c}.\n\n" for n in range(97, 123))
    for text in (ARTICLE, hostile):
        manifest = manifest_of(script_of(text))
        read = reading_text(manifest)
        picture = report_picture(manifest, read, [0.5] * REPORT_COLUMNS)
        assert report_picture(manifest, read, [0.5] * REPORT_COLUMNS) == picture
        with Image.open(io.BytesIO(picture)) as image:
            assert (image.format, image.size) == ("PNG", (1600, 510))
