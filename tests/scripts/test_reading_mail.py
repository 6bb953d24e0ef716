"""E-mail as plain text: whose words are quoted, and what nobody wants to hear of it."""

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.errors import ArticleError
from scripts.model import NARRATOR, Script
from scripts.reading import SourceKind
from scripts.reading.mail import attributed
from scripts.screenplay import compose, parse
from scripts.writing import write_script
from tests.scripts.conftest import article, assert_tiles, spaced

SPACE = " "
"""Behind the dashes of a signature."""

LETTER = f"""From: "Lund, Ada" <ada@weir.example>
To: desk@harrow.example
Subject: Re: AW: The weir will stand
Date: Fri, 1 May 2026 09:00:00 +0200

Dear Noor,

The weir will stand, and we will not pay for it. I have written to the
council twice and nobody answered.

On Thu, 30 Apr 2026 at 18:02, Noor Haddad
<noor@harrow.example> wrote:

> Will the weir stand, and who is going to pay for the repairs that the
> council wants to see?
>
> I have to file on Friday.
>
> On Wed, 29 Apr 2026 at 12:00, Karl Weber wrote:
>> The council has no money. “Nobody” has asked us.
>> --{SPACE}
>> Karl

As I said, not us.

--{SPACE}
Ada Lund
Keeper of the sluice
"""


def script_of(text: str) -> Script:
    script = write_script(article(text))
    assert_tiles(script)
    return script


def told(script: Script) -> list[tuple[str, str]]:
    """Who says what, sentence by sentence."""
    return [(line.speaker, " ".join(line.text.split())) for line in script.lines]


def test_everybody_quoted_speaks_for_themselves() -> None:
    script = script_of(LETTER)
    assert (script.title, script.byline, script.date) == (
        "The weir will stand",
        "Ada Lund",
        "2026-05-01T09:00:00+02:00",
    )
    assert told(script) == [
        (NARRATOR, "The weir will stand"),
        (NARRATOR, "Dear Noor,"),
        (NARRATOR, "The weir will stand, and we will not pay for it."),
        (NARRATOR, "I have written to the council twice and nobody answered."),
        (NARRATOR, "On Thu, 30 Apr 2026 at 18:02, Noor Haddad wrote:"),
        (
            "Noor Haddad",
            "Will the weir stand, and who is going to pay for the repairs that the council wants to see?",
        ),
        ("Noor Haddad", "I have to file on Friday."),
        (NARRATOR, "On Wed, 29 Apr 2026 at 12:00, Karl Weber wrote:"),
        ("Karl Weber", "The council has no money."),
        ("Karl Weber", "“Nobody” has asked us."),
        (NARRATOR, "As I said, not us."),
    ]
    assert [one.reason for one in script.dropped] == [
        "header of the message",
        "header of the message",
        "signature",
        "signature",
    ]
    assert script.text == LETTER


def test_a_message_that_is_forwarded_whole_is_its_authors() -> None:
    text = (
        "We should run it.\n\n-----Original Message-----\nFrom: Karl Weber <karl@council.example>\n"
        "Sent: Wednesday, April 29, 2026 12:00 PM\nTo: Noor Haddad\nSubject: RE: The weir\n\n"
        "Nobody has asked us.\n\nWe have no money.\n\nSent from my phone\n"
    )
    script = script_of(text)
    assert told(script) == [
        (NARRATOR, "We should run it."),
        ("Karl Weber", "Nobody has asked us."),
        ("Karl Weber", "We have no money."),
    ]
    assert [one.reason for one in script.dropped] == ["header of the message", "signature"]


def test_answers_between_the_lines_are_the_narrators() -> None:
    script = script_of("> Will the weir stand?\nYes, it will.\n> And who pays?\nNot us.\n")
    assert [line.role.value for line in script.lines] == [
        "block quote",
        "paragraph",
        "block quote",
        "paragraph",
    ]
    assert "".join(line.text for line in script.lines).split() == [
        "Will",
        "the",
        "weir",
        "stand?",
        "Yes,",
        "it",
        "will.",
        "And",
        "who",
        "pays?",
        "Not",
        "us.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The price went up.\n\n>50% of the eels are gone.\n",
        "He had the words\n-- and the music --\nand nothing else.\n",
        "To: the reader\n\nThis is a book about a weir, and about nothing else.\n",
        "From: the mill to the sea it is a day.\n\nBy boat it is less.\n",
    ],
)
def test_what_is_no_letter_is_read_as_it_stands(text: str) -> None:
    script = script_of(text)
    assert script.dropped == ()
    assert script.markup == ()
    assert "".join(line.text for line in script.lines).split() == text.split()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("On Thu, Apr 30, 2026 at 6:02 PM Noor Haddad <n@a.example> wrote:", "Noor Haddad"),
        ('On 30 Apr 2026, at 18:02, "Haddad, Noor" <n@a.example> wrote:', "Noor Haddad"),
        ("Noor van der Berg wrote on 30 April 2026:", "Noor van der Berg"),
        ("Am 30.04.2026 um 18:02 schrieb Noor Haddad:", "Noor Haddad"),
        ("Le 30 avr. 2026 à 18:02, Noor Haddad <n@a.example> a écrit :", "Noor Haddad"),
        ("El jue, 30 abr 2026 a las 18:02, Noor Haddad (<n@a.example>) escribió:", "Noor Haddad"),
        ("On 4/30/26 6:02 PM, n@a.example wrote:", "n@a.example"),
        ("She wrote that it would rain: nobody believed her.", ""),
        ("She went on:", ""),
        ("", ""),
    ],
)
def test_who_wrote_what_follows(words: str, name: str) -> None:
    assert attributed(words) == name


def test_a_script_file_keeps_what_was_found() -> None:
    script = script_of(LETTER)
    again = parse(compose(script), "a.script")
    assert told(again) == told(script)


ROWS = (
    "> ", ">", ">> a word", "> -- ", "-- ", "A name", "", "", "On Monday, Ada Lund wrote:", "Date: x",
    "From: Ada Lund <a@b.c>", "Subject: Re:", "-----Original Message-----", " > > odd", "It held.",
    "> On Monday, Karl Weber <k@b.c> wrote:", "\ufeff> it did", ">\u200b", "**Ada:** no", "Q: why?", "A: so",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(ROWS), max_size=14), st.sampled_from(["\n", "\r\n"]))
def test_lines_and_drops_tile_any_letter(rows: list[str], end: str) -> None:
    text = end.join(rows)
    with contextlib.suppress(ArticleError):
        script = script_of(text)
        assert script.text == text


def test_a_letter_of_many_lines_is_read_in_time() -> None:
    import time

    began = time.process_time()
    article("> a word\n>> another\nOn Monday, Ada Lund wrote:\n" * 5_000, SourceKind.TEXT)
    assert time.process_time() - began < 10


def test_a_thousand_signatures_are_looked_at_in_time() -> None:
    started = time.process_time()
    found = article(LETTER + f"--{SPACE}\n" * 50_000)
    assert time.process_time() - started < 10
    assert found.blocks


@pytest.mark.parametrize("name", ["— Bo Dahl", "-- Bo Dahl", "– Bo"])
def test_who_signs_a_reply_has_not_said_what_it_quotes(name: str) -> None:
    text = (
        f"I will come on Friday, if the train runs.\n\n> Shall we meet?\n> It is open until six.\n\n{name}\n"
    )
    script = write_script(article(text))
    assert_tiles(script)
    assert {line.speaker for line in script.lines} == {NARRATOR}
    assert spaced(script.lines[-1]) == name


def test_a_signature_in_the_middle_of_a_text_is_that_of_the_quotation() -> None:
    text = "It is open.\n\n> We waited for six years.\n> Nobody came.\n\n— Bo Dahl\n\nIt rained all day.\n"
    assert {line.speaker for line in write_script(article(text)).lines} == {NARRATOR, "Bo Dahl"}
