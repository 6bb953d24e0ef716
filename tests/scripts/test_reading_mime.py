"""E-mail as programs save it: in parts, encoded, as a page."""

import base64
import contextlib
import time

import pytest

from scripts.errors import ArticleError
from scripts.model import Article
from scripts.reading import read_bytes

HEAD = (
    "From: Ada Lund <ada@holm.example>\nSubject: =?utf-8?q?Die_F=C3=A4hre?=\n"
    "Date: Mon, 4 May 2026 06:00:00 +0000\n"
)
PLAIN = (
    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    "The ferry left at six =E2=80=94 without me.\n\nNobody waited, and nobody had said that they wou=\nld.\n"
)
WORDS = "The ferry left at six — without me."
MORE = "Nobody waited, and nobody had said that they would."
HTML = f"<html><head><title>News 4</title></head><body><p>{WORDS}</p><p>{MORE}</p></body></html>"
ENCODED = base64.encodebytes(HTML.encode()).decode()
PAGE = f"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{ENCODED}\n"
STUB = "Content-Type: text/plain\n\nRead this in a browser.\n"
ATTACHED = "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nNot for you.\n"


def parts(*those: str) -> bytes:
    body = "".join(f"--b\n{part}\n" for part in those)
    kind = 'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="b"'
    return f"{HEAD}{kind}\n\n{body}--b--\n".encode()


def article(data: bytes) -> Article:
    return read_bytes(data, None, "a.eml")


@pytest.mark.parametrize(
    "data",
    [
        parts(PLAIN, PAGE),
        parts(STUB, PAGE),
        parts(ATTACHED, PLAIN),
        parts(PAGE, ATTACHED),
        (HEAD + PLAIN).encode(),
        (HEAD + PAGE).encode(),
        parts(PLAIN, PAGE).replace(b"\n", b"\r\n"),
    ],
)
def test_the_message_is_read_once(data: bytes) -> None:
    found = article(data)
    words = [" ".join(found.words(block.start, block.end).split()) for block in found.blocks]
    assert words == ["Die Fähre", WORDS, MORE]
    assert (found.title, found.byline, found.date[:10]) == ("Die Fähre", "Ada Lund", "2026-05-04")


def test_a_message_without_a_text_is_refused() -> None:
    with pytest.raises(ArticleError, match="without a text"):
        article(parts(ATTACHED))


def test_a_text_that_begins_like_a_header_stays_one() -> None:
    found = article(b"Note: nobody came.\nContent: none.\n\nThat was all that we heard of it.\n")
    assert "Note: nobody came." in found.text


def test_damaged_messages_are_read_or_refused() -> None:
    whole = parts(PLAIN, PAGE)
    for cut in range(150, len(whole), 23):
        for data in (whole[:cut], whole[:cut] + b"\xff=\x00" + whole[cut + 5 :]):
            with contextlib.suppress(ArticleError):
                article(data)


def test_a_message_of_messages_is_refused_soon() -> None:
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(5_000))
    started = time.process_time()
    with pytest.raises(ArticleError, match="too many parts"):
        article((HEAD + deep + PLAIN).encode())
    assert time.process_time() - started < 3
