"""Quotations that HTML marks up: `q` and the foot of a `blockquote`."""

import pytest

from scripts.model import BlockKind
from scripts.reading import SourceKind
from scripts.speech import find_speech
from tests.scripts.conftest import article

BODY = (
    "The boats did not go out on that morning, and nobody on the pier could say when they would. It was cold,"
    " and the harbour master had sent two of his people home before noon."
)


def page(body: str) -> str:
    return (
        f'<html lang="en"><head><title>Boats</title></head><body><main><article><h1>Boats stay in</h1>'
        f"<p>{BODY}</p>{body}<p>{BODY.replace('boats', 'ships')}</p></article></main></body></html>"
    )


@pytest.mark.parametrize(
    "said",
    [
        "<q>It is <em>the</em> wind</q>, says Ida Brandt.",
        "“<q>It is the wind</q>”, says Ida Brandt.",
        "<q>“It is the wind”</q>, says Ida Brandt.",
    ],
)
def test_an_inline_quotation_is_read_once_by_who_says_it(said: str) -> None:
    found = article(page(f"<p>Nobody was surprised. {said}</p>"), SourceKind.HTML)
    assert found.text.count("the wind") == 1
    (one,) = find_speech(found).utterances
    assert (found.text[one.start : one.end], one.speaker) == ("“It is the wind”", "Ida Brandt")


def test_a_quotation_in_a_quotation_has_other_marks() -> None:
    found = article(page("<p><q>He said <q>no</q></q>, says Ida Brandt.</p>"), SourceKind.HTML)
    assert "“He said ‘no’”, says Ida Brandt." in found.text


def test_an_empty_quotation_has_no_marks() -> None:
    assert (
        "“"
        not in article(page("<p>Nothing <q> </q> was said to anybody on the pier.</p>"), SourceKind.HTML).text
    )


def test_the_foot_of_a_quotation_is_read() -> None:
    said = "<blockquote><p>“It is the wind.”</p><footer>— Ida Brandt, pilot</footer></blockquote>"
    found = article(page(said), SourceKind.HTML)
    read = [found.text[one.start : one.end] for one in found.blocks if one.kind is BlockKind.BLOCK_QUOTE]
    assert read == ["“It is the wind.”", "— Ida Brandt, pilot"]
    assert [one.speaker for one in find_speech(found).utterances] == ["Ida Brandt"]
    assert not any("Ida" in found.text[one.start : one.end] for one in found.dropped)
