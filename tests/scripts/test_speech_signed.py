"""Block quotations without quotation marks: who signs them says them. Pull quotes are heard once."""

import time

import pytest

from scripts.model import NARRATOR, Block, BlockKind
from scripts.pulled import pull_quotes
from scripts.reading import SourceKind
from scripts.writing import write_script
from tests.scripts.conftest import article, assert_tiles

BEFORE = "The ferry stopped on Monday, and nobody told the people on the island why it had to be so."
AFTER = "The council will meet again on Friday, and the ferry stays where it is until then, they say."
WORDS = "We waited for six years, and nobody came to mend it."
MARKED = [
    f"> {WORDS}\n>\n> — Ana Ruiz",
    f"> {WORDS}\n> — Ana Ruiz, mayor of Holm",
    f"> {WORDS} — Ana Ruiz",
    f"> {WORDS}\n\n— Ana Ruiz",
    f"> {WORDS}\n>\n> -- *Ana Ruiz*",
    f"> {WORDS}\n>\n> Ana Ruiz, mayor of Holm",
]
PAGES = [
    f"<blockquote><p>{WORDS}</p><footer>— Ana Ruiz, mayor</footer></blockquote>",
    f"<blockquote><p>{WORDS}</p><cite>Ana Ruiz</cite></blockquote>",
    f"<figure><blockquote><p>{WORDS}</p></blockquote><figcaption>— Ana Ruiz</figcaption></figure>",
    f"<blockquote>{WORDS}<br>— Ana Ruiz</blockquote>",
]


def quoted(text: str, kind: SourceKind = SourceKind.MARKDOWN) -> list[tuple[str, str]]:
    """Speaker and words of all that is not the narrator's."""
    script = write_script(article(text, kind))
    assert_tiles(script)
    return [(line.speaker, " ".join(line.text.split())) for line in script.lines if line.speaker != NARRATOR]


@pytest.mark.parametrize("quotation", MARKED)
def test_who_signs_a_quotation_says_it(quotation: str) -> None:
    assert quoted(f"# The ferry\n\n{BEFORE}\n\n{quotation}\n\n{AFTER}\n") == [("Ana Ruiz", WORDS)]


@pytest.mark.parametrize("quotation", PAGES)
def test_who_signs_a_quotation_of_a_page_says_it(quotation: str) -> None:
    body = f"<h1>The ferry</h1><p>{BEFORE}</p>{quotation}<p>{AFTER}</p>"
    assert quoted(f"<html><body><article>{body}</article></body></html>", SourceKind.HTML) == [
        ("Ana Ruiz", WORDS)
    ]


def test_all_paragraphs_of_a_quotation_are_its_signers_who_may_be_known_from_elsewhere() -> None:
    text = (
        f"{BEFORE} “It is a shame,” said Ana Ruiz, the mayor.\n\n> We waited. My mother said “stay”.\n>\n"
        f"> Nobody came to mend it.\n>\n> — Ruiz\n\n{AFTER}\n"
    )
    assert {speaker for speaker, _ in quoted(f"# The ferry\n\n{text}")} == {"Ana Ruiz"}
    assert len(quoted(f"# The ferry\n\n{text}")) == 4


@pytest.mark.parametrize(
    "quotation",
    [
        f"> {WORDS}",
        "> The weir was built of oak. The town paid for it — twice",
        "> The weir was built of oak.\n>\n> — and the town paid for it twice",
        "> The weir was built of oak.\n\n— Ana came to see it, and so did the others.",
        "> The weir was built of oak.\n>\n> The Town Hall paid for it twice.",
    ],
)
def test_what_nobody_signs_is_the_narrators(quotation: str) -> None:
    assert quoted(f"# The ferry\n\n{BEFORE}\n\n{quotation}\n\n{AFTER}\n") == []


def test_each_of_two_quotations_is_its_own_signers() -> None:
    text = f"> {WORDS}\n> — Ana Ruiz\n\n> Nobody asked us.\n>\n> — Bo Dahl\n\n> It is shut.\n\n{AFTER}"
    assert quoted(f"# The ferry\n\n{BEFORE}\n\n{text}\n") == [
        ("Ana Ruiz", WORDS),
        ("Bo Dahl", "Nobody asked us."),
    ]


@pytest.mark.parametrize("signed", ["> — Ana Ruiz", ">\n> — Ana Ruiz, poet", "\n— Ana Ruiz"])
def test_verse_that_is_signed_is_said_line_by_line_by_who_signs_it(signed: str) -> None:
    stanza = "I saw the boats go out at night,\n> I saw them come again,\n> and no one ever told me why."
    assert quoted(f"# The ferry\n\n{BEFORE}\n\n> {stanza}\n{signed}\n\n{AFTER}\n") == [
        ("Ana Ruiz", "I saw the boats go out at night,"),
        ("Ana Ruiz", "I saw them come again,"),
        ("Ana Ruiz", "and no one ever told me why."),
    ]


def test_a_signature_tells_in_languages_that_are_not_known() -> None:
    text = (
        "# Prom\n\nProm stoi od poniedziałku, a nikt nie powiedział mieszkańcom wyspy, dlaczego.\n\n"
        "> Czekaliśmy sześć lat i nikt nie przyszedł.\n>\n> — Ewa Lis\n\nRada zbierze się znowu w piątek."
    )
    assert quoted(text) == [("Ewa Lis", "Czekaliśmy sześć lat i nikt nie przyszedł.")]


@pytest.mark.parametrize(
    ("body", "words", "name"),
    [
        ("橋は六年前から閉まっている。", "六年待ちました。誰も来ませんでした。", "佐藤明"),
        ("다리는 육 년째 닫혀 있다.", "우리는 오래 기다렸습니다.", "김민서"),
        ("الجسر مغلق منذ ست سنوات.", "انتظرنا طويلا ولم يأت أحد.", "ليلى حداد"),
    ],
)
def test_a_signature_needs_no_capitals_where_there_are_none(body: str, words: str, name: str) -> None:
    for signed in (f"> {words}\n>\n> —— {name}", f"> {words}\n> — {name}"):
        found = quoted(f"{body}\n\n{signed}\n\n{body}")
        assert {speaker for speaker, _ in found} == {name}
        assert "".join(said for _, said in found).replace(" ", "") == words.replace(" ", "")


def drops(text: str) -> list[str]:
    script = write_script(article(f"# The ferry\n\n{text}", SourceKind.MARKDOWN))
    assert_tiles(script)
    return [
        " ".join(script.text[one.start : one.end].split())
        for one in script.dropped
        if one.reason == "pull quote"
    ]


def test_a_pull_quote_is_heard_once_with_its_signature() -> None:
    body = f"“{WORDS[:-1]},” said Ana Ruiz, the mayor. {BEFORE}"
    assert drops(f"{body}\n\n> {WORDS}\n>\n> — Ana Ruiz\n\n{AFTER}") == [f"> {WORDS} >", "> — Ana Ruiz"]
    assert drops(f"{body}\n\n> “{WORDS}” — Ana Ruiz\n\n{AFTER}") == [f"> “{WORDS}” — Ana Ruiz"]


@pytest.mark.parametrize(
    "text",
    [
        f"{BEFORE}\n\n> {WORDS}\n\n{AFTER}",
        f"{BEFORE} The letter is short:\n\n> {WORDS}\n\n“{WORDS}” That was all it said.",
        f"{BEFORE} It is late.\n\n> It is late.\n\n{AFTER}",
        f"{BEFORE} {WORDS[:-1]} at all.\n\n> {WORDS} Not one of them.\n\n{AFTER}",
    ],
)
def test_what_is_said_once_or_announced_is_no_pull_quote(text: str) -> None:
    assert drops(text) == []


def test_quotations_are_compared_with_thousands_of_paragraphs_in_no_time() -> None:
    same = " ".join(["reed"] * 12)
    texts = [f"{same} bed"] * 16_000 + [f"{same} mat"] * 16_000
    kinds = [BlockKind.BLOCK_QUOTE] * 16_000 + [BlockKind.PARAGRAPH] * 16_000
    blocks = [Block(kind, 0, 0) for kind in kinds]
    started = time.process_time()
    assert pull_quotes(blocks, texts) == set()
    assert time.process_time() - started < 5
