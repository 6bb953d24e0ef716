"""What several tests of this room need: checks of the invariants and a simple finder of speech."""

import re

from scripts.model import Article, Gender, Line, LineKind, Script, Speaker, Utterance
from scripts.reading import SourceKind, read_bytes
from scripts.settings import Fragments
from scripts.speech import Attribution, find_speech
from scripts.writing import write_script


def article(text: str, kind: SourceKind = SourceKind.TEXT) -> Article:
    return read_bytes(text.encode(), kind, "test")


def told(text: str) -> list[tuple[str, str]]:
    """Speaker and words of each quote that is found."""
    found = article(text)
    return [(one.speaker, found.text[one.start : one.end]) for one in find_speech(found).utterances]


def quoted(article: Article, fragments: Fragments) -> Attribution:
    """Everything between quotation marks, by one person: simple, so that it cannot hide another's mistake."""
    assert fragments is Fragments.NARRATOR
    found = [
        Utterance(
            block.start + match.start(),
            block.start + match.end(),
            "Ann: (Lee)",
            "marks",
            0.9 if number % 3 else 0.3,
        )
        for block in article.blocks
        for number, match in enumerate(re.finditer(r"“[^”]*”?", article.text[block.start : block.end]))
    ]
    return Attribution(tuple(found), (Speaker("Ann: (Lee)", ("Lee; the keeper",), Gender.FEMALE),))


def script(text: str, kind: SourceKind = SourceKind.TEXT) -> Script:
    return write_script(article(text, kind), speech=quoted)


def assert_tiles(script: Script) -> None:
    """Invariant 1: lines and drops partition the text; sections tile it, and every line stands in its own."""
    spans = sorted((one.start, one.end) for one in (*script.lines, *script.dropped))
    assert [start for start, _ in spans] == [0, *(end for _, end in spans[:-1])]
    assert all(start < end for start, end in spans)
    assert spans[-1][1] == len(script.text)
    assert [one.start for one in script.sections] == [0, *(one.end for one in script.sections[:-1])]
    assert script.sections[-1].end == len(script.text)
    assert all(one.title.strip() for one in script.sections)
    for line in script.lines:
        section = script.sections[line.section]
        assert section.start <= line.start < line.end <= max(section.end, line.end)
        assert any(map(str.isprintable, line.text.strip())) or line.text


def voiced(script: Script) -> list[tuple[str, LineKind, str]]:
    """Who says what, white space folded."""
    return [(line.speaker, line.kind, spaced(line)) for line in script.lines]


def spaced(line: Line) -> str:
    return " ".join(line.text.split())
