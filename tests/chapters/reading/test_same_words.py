"""Script, page and transcripts are the same words in the same order, whatever the article is."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace

import srt
from hypothesis import HealthCheck, example, given, settings
from lxml import etree
from lxml import html as lxml_html

from chapters.cues import cues_of, shown_name
from chapters.epub.content import content_chapters
from chapters.labels import labels_for
from chapters.manifest import Manifest
from chapters.page.page import read_along_page
from chapters.reading.markup import Markup
from chapters.reading.model import reading_text
from chapters.text import one_line
from chapters.transcripts import HTML, JSON, SRT, SRT_LAYOUT, VTT, transcript_files
from scripts.asides import arranged
from scripts.reading import SourceKind
from scripts.settings import AsidePolicy
from tests.articles import ARTICLES, manifest_of, script_of

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def letters(text: str) -> str:
    """All that can be seen, without white space."""
    return "".join(one_line(text).split())


def of_page(page: str) -> Iterator[str]:
    root = lxml_html.document_fromstring(page.encode())
    return (element.text_content() for element in root.iter() if "t" in (element.get("class") or "").split())


def of_transcript(page: str) -> Iterator[str]:
    root = lxml_html.document_fromstring(page.encode())
    for turn in root.xpath("//div[@class='turn']"):
        yield turn[-1].text_content()


def heard(manifest: Manifest) -> str:
    return letters("".join(line.text for line in manifest.lines if line.end_frame > line.start_frame))


@FEW
@example("O barco não partiu de manhã, e a ponte está fechada. Ninguém sabe quando abre.")
@given(ARTICLES)
def test_script_page_and_transcripts_have_the_same_words(text: str) -> None:
    script = script_of(text)
    manifest = manifest_of(script)
    words = letters("".join(line.text for line in script.lines))
    assert letters("".join(of_page(read_along_page(manifest)))) == words
    told = transcript_files(manifest)
    assert letters("".join(of_transcript(told[HTML]))) == words
    segments = json.loads(told[JSON])["segments"]
    assert letters("".join(one["body"] for one in segments)) == heard(manifest)
    shown = html.unescape("".join(re.sub(r"<v [^>]*>", "", cue) for cue in cue_texts(told[VTT])))
    assert letters(shown) == heard(manifest)
    assert letters("".join(subrip(told[SRT], manifest))) == heard(manifest).replace("-->", "->")


@FEW
@given(ARTICLES)
def test_asides_are_the_same_words_everywhere(text: str) -> None:
    """With what is added to them, and where they are moved to."""
    more = "\n\nIt rained.[^1]\n\n![A boat](b.png)\n\n| A | B |\n|--|--|\n| 1 | 2 |\n\n[^1]: Twice.\n\n"
    script = arranged(script_of(more + text), AsidePolicy())
    manifest = manifest_of(script)
    words = letters("".join(line.text for line in script.lines))
    assert letters("".join(of_page(read_along_page(manifest)))) == words
    assert letters("".join(of_transcript(transcript_files(manifest)[HTML]))) == words
    chapters = content_chapters(reading_text(manifest), manifest.language, by_word=False)
    bodies = (etree.fromstring(one.document.encode()).find("{*}body") for one in chapters)
    assert letters("".join("".join(body.itertext()) for body in bodies if body is not None)) == words


def subrip(text: str, manifest: Manifest) -> Iterator[str]:
    """The words of each cue, as a reader of the form has them; each begins with the name of who says them.

    The form knows no escapes, so an arrow inside the words is shortened (`chapters.transcripts`).
    """
    language = manifest.language
    cues = cues_of(manifest.lines, manifest.audio.rate, replace(SRT_LAYOUT, language=language))
    for shown, cue in zip(srt.parse(text), cues, strict=True):
        name = f"{shown_name(cue.speaker, language, SRT_LAYOUT.width)}:".replace("-->", "->")
        assert shown.content.startswith(name)
        yield shown.content.removeprefix(name)


def cue_texts(vtt: str) -> Iterator[str]:
    for block in vtt.split("\n\n")[1:]:
        yield " ".join(block.rstrip("\n").split("\n")[2:])


@FEW
@example("مرحبا \x08𠀀")
@example("It rained in Harrow. \x1b“It was never off,” said Mara Quill. ")
@given(ARTICLES)
def test_words_that_white_space_parts_stay_parted(text: str) -> None:
    script = script_of(text)
    manifest = manifest_of(script)
    blocks: dict[int, str] = {}
    for line in script.lines:
        blocks[line.block] = blocks.get(line.block, "") + line.text
    shown = [passage.text() for chapter in reading_text(manifest).chapters for passage in chapter.passages]
    written = [" ".join(filter(None, map(one_line, words.split()))) for words in blocks.values()]
    assert shown == list(filter(None, written))


@FEW
@given(ARTICLES)
def test_every_piece_has_a_time_inside_its_sentence_and_in_order(text: str) -> None:
    last = 0
    for one in reading_text(manifest_of(script_of(text))).sentences():
        if not one.is_heard:
            continue
        assert len(one.starts) == len(one.heard_ms) > 0
        assert list(one.heard_ms) == sorted(one.heard_ms)
        assert last <= one.start_ms <= one.heard_ms[0] <= one.heard_ms[-1] <= one.end_ms
        last = one.end_ms
        assert all(one.text[at] != " " and (at == 0 or at <= len(one.text)) for at in one.starts)


def test_lines_of_verse_stand_below_each_other() -> None:
    stanza = "The water goes\n  where water will. The wheel\nturns\n"
    text = f"The miller\n\n{stanza}\nHe is survived by the mill, and by nobody else at all.\n"
    read = reading_text(manifest_of(script_of(text, SourceKind.TEXT)))
    passages = [one for chapter in read.chapters for one in chapter.passages if one.role == "verse"]
    markup = Markup(read, lambda one: one.text, named=False, labels=labels_for("en"))
    assert list(markup.passages(passages, headed=False, level=1)) == [
        '<p class="t verse" dir="auto">The water goes <br/>where water will. The wheel <br/>turns</p>'
    ]
