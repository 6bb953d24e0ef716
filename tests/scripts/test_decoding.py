"""Bytes to text: encodings, and what is refused with which words."""

import codecs
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.errors import ArticleError
from scripts.reading import MAX_BYTES, SourceKind, read_bytes
from scripts.reading.decoding import decode
from scripts.writing import write_script

TEXT = (
    "Die Boote fuhren für Müller nicht hinaus, weil das Wetter so schlecht war wie immer. Schöne Grüße.\n" * 4
)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_byte_order_marks(mark: bytes, encoding: str) -> None:
    assert decode(mark + TEXT.encode(encoding), "a.txt") == "\ufeff" + TEXT


def test_utf8_without_a_mark() -> None:
    assert decode(TEXT.encode(), "a.txt") == TEXT


def test_declared_charset() -> None:
    assert decode(TEXT.encode("cp1252"), "a.html", "iso-8859-1") == TEXT
    page = f"<html><head><meta charset='koi8-r'></head><body><p>{'Он ушёл домой. ' * 9}</p></body></html>"
    assert "Он ушёл домой." in read_bytes(page.encode("koi8-r"), SourceKind.HTML, "a.html").text


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_legacy_text(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT


REFUSED = [
    (b"", "is empty"),
    (b" \n\t\r\n", "only white space"),
    ("\ufeff\u200b \u00a0".encode(), "only white space"),
    (b"...\n---", "no words"),
    (b"\x7fELF\x02\x01\x01" + bytes(200), "not a text file"),
    (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a text file"),
    (b"%PDF-1.7 text text text", "not a text file"),
    (b"\x01\x02\x03\x04\x05\x06\x0e\x0f text", "not a text file"),
    (codecs.BOM_UTF16_LE + b"a", "damaged at byte"),
    (random.Random(1).randbytes(3000).replace(b"\0", b""), "UTF-8"),
    (b"abc \xff\xfe\xfd\x81 " + bytes(range(128, 256)) * 3, "UTF-8"),
]


@pytest.mark.parametrize(("data", "words"), REFUSED)
@pytest.mark.parametrize("kind", [SourceKind.TEXT, SourceKind.MARKDOWN, SourceKind.HTML, None])
def test_refused_with_a_next_step(data: bytes, words: str, kind: SourceKind | None) -> None:
    with pytest.raises(ArticleError, match=words) as caught:
        read_bytes(data, kind, "a.txt")
    assert "a.txt" in caught.value.message
    assert not caught.value.message.endswith(".")
    assert caught.value.next_step.endswith(".")


def test_too_large() -> None:
    with pytest.raises(ArticleError, match="larger than"):
        read_bytes(b"a" * (MAX_BYTES + 1), SourceKind.TEXT, "a.txt")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode), st.sampled_from([*SourceKind, None]))
def test_only_article_errors_escape(data: bytes, kind: SourceKind | None) -> None:
    try:
        found = read_bytes(data, kind, "x")
    except ArticleError as error:
        assert error.next_step
    else:
        assert found.blocks


@pytest.mark.parametrize(
    "text",
    [
        "It costs €5, she said – or more…",
        "El señor said so.",
        "At 20° and ½ a cup.",
        "Mme Lefèvre, où?",
        "“Ja”, naïve.",
    ],
)
def test_a_little_western_text_is_not_taken_for_another_code_page(text: str) -> None:
    assert read_bytes(f"{text}\n".encode("cp1252"), SourceKind.TEXT).text == f"{text}\n"


@pytest.mark.parametrize("name", ["unicode_escape", "raw_unicode_escape", "utf-7", "idna", "punycode"])
def test_a_server_cannot_have_the_text_interpreted(name: str) -> None:
    data = "caf\\ud800 +AGE- é, a café in the village".encode("cp1252")
    assert "\\ud800 +AGE-" in read_bytes(data, SourceKind.TEXT, declared=name).text


EAST = {
    "gb18030": "守灯人在天亮以前沿着海堤走了一圈，数了数还没有回来的船，把它们写在门边的本子上。",
    "big5": "守燈人在天亮以前沿著海堤走了一圈，數了數還沒有回來的船，把它們寫在門邊的本子上。",
    "shift_jis": "灯台守は夜明け前に防波堤を歩き、まだ戻らない船を数えて、戸口の帳面に書きとめた。",
    "euc_jp": "灯台守は夜明け前に防波堤を歩き、まだ戻らない船を数えて、戸口の帳面に書きとめた。",
    "euc_kr": "등대지기는 새벽이 오기 전에 방파제를 따라 걸으며 아직 돌아오지 않은 배를 세어 적었다.",
}


@pytest.mark.parametrize("encoding", EAST)
def test_a_page_that_says_utf_8_and_is_another_is_read_with_a_note(encoding: str) -> None:
    words = EAST[encoding]
    page = (
        "<html><head><meta charset='utf-8'><script>var a = {b: [1, 2, 3]}; f(a);</script></head><body>"
        f"<div>{f'<p>{words}</p>' * 5}</div></body></html>"
    )
    article = read_bytes(page.encode(encoding), SourceKind.HTML, "a.html")
    assert words in article.text
    (note,) = article.notes
    assert note.startswith("a.html says that it is in utf-8, and is in ")
    assert write_script(article).notes[0] == note
    honest = page.replace("charset='utf-8'", f"charset='{encoding}'").encode(encoding)
    assert read_bytes(honest, SourceKind.HTML, "a.html").notes == ()


def test_curly_marks_do_not_make_a_short_text_another_code_page_s() -> None:
    text = "“It’s a naïve plan,” said René – the café’s owner. “It costs €50.”"
    assert decode(text.encode("cp1252"), "a.txt") == text
