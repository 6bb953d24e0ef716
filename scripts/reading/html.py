"""HTML pages as articles: trafilatura finds the article in the page, a walk over its XML makes blocks.

`Article.text` is made here: the blocks' words, white space folded, with an empty line between blocks. A page
in which trafilatura finds nothing, or far less than there is, is read from its body as it stands.
"""

import contextlib
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped,unused-ignore]
from lxml import html as lxml_html  # type: ignore[import-untyped,unused-ignore]

from scripts.errors import ArticleError
from scripts.model import Article, Block, BlockKind
from scripts.reading import fields
from scripts.reading.structure import describe
from scripts.words import fold, sayable, word_set

MAX_ELEMENTS = 200_000
"""A page with more elements is refused: it is no article, and cleaning it would take minutes."""
_SMALL_CHARACTERS = 600
"""A page with less text than this has nothing around its article that could be told from it."""
_SILENT = word_set(
    "script style template noscript svg math iframe object head nav footer aside form button select textarea"
    " input canvas audio video"
)
_BLOCKS = {
    "p": BlockKind.PARAGRAPH,
    "li": BlockKind.LIST_ITEM,
    "item": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.BLOCK_QUOTE,
    "quote": BlockKind.BLOCK_QUOTE,
    "figcaption": BlockKind.CAPTION,
    "row": BlockKind.LIST_ITEM,
    "tr": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "ab": BlockKind.PARAGRAPH,
}
_BREAKS = word_set(
    "main body div section article header figure table thead tbody ul ol dl list pre hr address details"
    " summary fw"
)
_CELLS = frozenset(("td", "th", "cell"))
_HEADING = re.compile(r"h([1-6])\Z")


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: BlockKind
    words: str
    level: int = 0


def read_html(text: str, source: str = "") -> Article:
    """The article in an HTML page. Raises ArticleError if no words are in its body, or if it is too large."""
    name = source or "The page"
    if text.count("<") > 2 * MAX_ELEMENTS:
        raise ArticleError(
            f"{name} has too many elements for an article", "Save its text and give that file."
        )
    page = _parsed(text)
    whole = list(_pieces(page, _SILENT)) if page is not None else []
    pieces, about = _extracted(text, source)
    if _length(whole) < _SMALL_CHARACTERS or _length(pieces) < 0.25 * _length(whole):
        pieces = whole
    title = fold(about.get("title", "")) or _page_title(page)
    pieces = _with_title(pieces, title, whole)
    if not any(sayable(piece.words) for piece in pieces):
        raise ArticleError(
            f"{name} has no text in its body", "Copy the article's words into a text file and give that."
        )
    return _article(pieces, title, about, page, source)


def _article(pieces: list[_Piece], title: str, about: dict[str, str], page: object, source: str) -> Article:
    parts, blocks, at = [], [], 0
    for piece in pieces:
        blocks.append(Block(piece.kind, at, at + len(piece.words), piece.level))
        parts.append(piece.words)
        at += len(piece.words) + 2
    text = "\n\n".join(parts) + "\n"
    declared = about.get("language", "") or _declared_language(page)
    return describe(
        Article(
            text,
            tuple(blocks),
            title=title,
            byline=fold(about.get("author", "")).replace(";", ","),
            date=about.get("date", ""),
            language=declared or fields.language(text),
            source=source,
        )
    )


def _parsed(text: str) -> etree._Element | None:
    """The page as lxml reads it: broken pages too, and no deeper than its parser allows."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    with contextlib.suppress(etree.LxmlError, ValueError, AssertionError):
        return etree.fromstring(_clean(text).encode("utf-8", "replace"), parser)
    return None


def _clean(text: str) -> str:
    """Without the characters that XML forbids, a BOM, and an encoding declaration that is no longer true."""
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", " ", text.lstrip("\ufeff"))
    return re.sub(r"\A\s*<\?xml[^<>]*\?>", "", text)


def _extracted(text: str, source: str) -> tuple[list[_Piece], dict[str, str]]:
    """What trafilatura takes for the article, and what it knows about it; nothing if it fails."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        document = trafilatura.bare_extraction(
            _clean(text),
            url=source if "://" in source else None,
            include_comments=False,
            include_tables=True,
            favor_recall=True,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:  # noqa: BLE001  (a page can break any of its parsers; the whole body is read then)
        return [], {}
    if document is None:
        return [], {}
    known = {key: str(getattr(document, key, None) or "") for key in ("title", "author", "date", "language")}
    body = getattr(document, "body", None)
    return (list(_pieces(body, frozenset())) if body is not None else []), known


def _pieces(root: etree._Element, silent: frozenset[str]) -> Iterator[_Piece]:
    """The blocks under `root`, in order. Without recursion: pages nest as deep as they like."""
    words: list[str] = []
    kinds: list[tuple[BlockKind, int]] = []

    def flush() -> Iterator[_Piece]:
        text = fold("".join(words))
        words.clear()
        if text:
            kind, level = kinds[-1] if kinds else (BlockKind.PARAGRAPH, 0)
            yield _Piece(kind, text, level)

    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                words.append(element.tail or "")
            continue
        if event == "start" and tag in silent:
            skipped = element
            continue
        own = _kind(element, tag)
        if own or tag in _BREAKS:
            yield from flush()
        if event == "start":
            if own:
                # A paragraph in a list item or a quote is one of those.
                outer = kinds[-1] if kinds and own[0] is BlockKind.PARAGRAPH else own
                kinds.append(outer)
            if tag in _CELLS and "".join(words).strip():
                words.append(", ")
            words.append(element.text or "")
        else:
            if own and kinds:
                kinds.pop()
            if tag in {"br", "lb"}:
                words.append(" ")
            if element is not root:
                words.append(element.tail or "")
    yield from flush()


def _kind(element: etree._Element, tag: str) -> tuple[BlockKind, int] | None:
    if tag in _BLOCKS:
        return _BLOCKS[tag], 0
    heading = _HEADING.match(element.get("rend", "") if tag == "head" else tag)
    if heading:
        return BlockKind.HEADING, int(heading[1])
    return (BlockKind.HEADING, 2) if tag == "head" else None


def _length(pieces: Iterable[_Piece]) -> int:
    return sum(len(piece.words) for piece in pieces if piece.kind is not BlockKind.HEADING)


def _with_title(pieces: list[_Piece], title: str, whole: list[_Piece]) -> list[_Piece]:
    """The title as the first block: the article's own h1 if it is in there, else the page's."""
    shown = next((one.words for one in whole if one.kind is BlockKind.HEADING and one.level == 1), "")
    words = shown if shown and (shown in title or title in shown) else title
    if not words:
        return pieces
    same = next(
        (
            at
            for at, one in enumerate(pieces[:5])
            if one.words.casefold() in {words.casefold(), title.casefold()}
        ),
        None,
    )
    if same is not None:
        return [_Piece(BlockKind.TITLE, pieces[same].words), *pieces[:same], *pieces[same + 1 :]]
    return [_Piece(BlockKind.TITLE, words), *pieces]


def _page_title(page: etree._Element | None) -> str:
    found = page.find(".//title") if page is not None else None
    return fold("".join(found.itertext())) if found is not None else ""


def _declared_language(page: object) -> str:
    declared = page.get("lang", "") if isinstance(page, etree._Element) else ""
    return declared if re.match(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\Z", declared) else ""
