"""HTML pages as articles: trafilatura finds the article in the page, a walk over its XML makes blocks.

`Article.text` is made here: the words of the page's blocks, white space folded, with an empty line between
blocks; what is not the article's is listed in `Article.dropped` where it stands on the page, with a reason. A
page in which trafilatura finds next to nothing is read from its body as it stands.
"""

import contextlib
import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from lxml import etree  # type: ignore[import-untyped,unused-ignore]
from lxml import html as lxml_html  # type: ignore[import-untyped,unused-ignore]

from scripts.detecting import article_language
from scripts.errors import ArticleError
from scripts.model import CELLS, Article, BlockKind
from scripts.reading.apart import APART, UNSEEN, with_article, without_hidden
from scripts.reading.gaps import filled
from scripts.reading.headline import headline, with_title, writer
from scripts.reading.html_notes import placed, taken_out
from scripts.reading.leftovers import sorted_out, with_captions, with_rest
from scripts.reading.metadata import About, about_page
from scripts.reading.page import pieces
from scripts.reading.pieces import Piece, laid_out
from scripts.reading.placing import in_order
from scripts.reading.quoted_html import plain_quotations
from scripts.reading.structure import describe
from scripts.reading.teasers import is_teaser, without_related, without_teasers
from scripts.reading.trees import parsable
from scripts.words import LANGUAGE_TAG, fold, sayable, word_set

MAX_ELEMENTS = 25_000
"""A page with more elements is refused: it is no article, and cleaning it would take minutes."""
_DEEP = 500
"""Elements of a page in which the parser found none, because they are nested deeper than it goes."""
_MANY_ELEMENTS = 10_000
"""Above this a page is read once, not also precisely."""
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}")
_VALUE = re.compile("\"[^\"]*\"|'[^']*'")
_MOST_ATTRIBUTES = 2_000
"""Of one element: parsers compare each with all before it."""
_LONG_VALUE = re.compile(r"(=\s?)(?:\"[^\"<>]{2000,}\"|'[^'<>]{2000,}')")
"""An attribute of which nothing is read, and over which the readers' patterns go again and again."""
_FUSED = 3
"""So many blocks of the page in one that was found were made one by mistake."""
_MOSTLY = 0.5
"""Share of a body that holds the article by what its classes say."""
_SMALL_CHARACTERS = 600
"""A page with less text than this has nothing around its article that could be told from it."""
_LEAST_CHARACTERS = 200
"""Less than this is no article that trafilatura found, where the page has much more."""
_PRECISE = 0.3
"""Trafilatura's precise reading does not count if it holds less than this part of the usual one."""
_LOST = 0.35
"""Nor does it if it lacks more prose than this part of its own length."""
_TITLED = 0.8
"""Share of the words of a picture's alternative text that a headline has, if it only says that again."""
_PROSE_CHARACTERS = 150
"""A paragraph of this length is prose, and no teaser."""


def read_html(text: str, source: str = "") -> Article:
    """The article in an HTML page. Raises ArticleError if no words are in its body, or if it is too large."""
    name = source or "The page"
    if text.count("<") > 2 * MAX_ELEMENTS:
        raise ArticleError(
            f"{name} has too many elements for an article", "Save its text and give that file."
        )
    if any(len(_VALUE.sub("", tag[0]).split()) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise ArticleError(
            f"{name} has an element with too many attributes", "Save its text and give that file."
        )
    page = parse_page(text)
    moved = _with_body(page)
    rewritten = plain_quotations(page) or moved
    marker, footnotes = taken_out(page, text)
    whole = list(pieces(page, UNSEEN)) if page is not None else []
    if without_hidden(page, whole) or footnotes or marker.used or rewritten:
        text = etree.tostring(page, encoding="unicode", method="html")
    about = about_page(page)
    whole = _without_names(whole, (about.author, about.publisher), (about.title, _page_title(page)))
    inside = [piece for piece in whole if piece.around not in APART]
    apart = {piece.words for piece in whole if piece.around or is_teaser(piece)}
    found, guessed = _extracted(text, source, apart)
    found = in_order(found, whole)
    title = headline(about, guessed.title, _page_title(page), whole)
    about = about.filled(replace(guessed, author=writer(guessed.author, whole)))
    whole = with_article(whole, found)
    if _is_too_little(found, inside):
        found = [one for one in _plain(inside) or whole if one.kind is not BlockKind.IMAGE or not one.around]
    else:
        found = filled(without_related(found, whole), whole, about.summary)
        found = with_captions(without_teasers(found, whole), whole)
    kept = sorted_out(with_title(found, title, whole), about.author)
    if not any(sayable(piece.words) for piece, _ in kept):
        if not whole and text.count("<") > _DEEP:
            raise ArticleError(
                f"{name} nests its elements too deep to be read", "Save its text and give that."
            )
        raise ArticleError(
            f"{name} has no text in its body", "Copy the article's words into a text file and give that."
        )
    own = _by_words(whole)
    parts = [(_as_on_page(piece, own), reason) for piece, reason in with_rest(kept, whole)]
    return _article(placed(parts, footnotes, marker), title, about, page, source)


def _by_words(page: Sequence[Piece]) -> dict[str, list[Piece]]:
    """The pieces of a page that have the same words, the last one first."""
    found: dict[str, list[Piece]] = {}
    for piece in reversed(page):
        found.setdefault(piece.words, []).append(piece)
    return found


def _as_on_page(piece: Piece, page: dict[str, list[Piece]]) -> Piece:
    """A piece with what it has on the page and readers of the page leave out: links, languages, the number of
    an item, what a cell names. The next with these words is meant, and the last of them ever after."""
    those = page.get(piece.words, [])
    own = those.pop() if len(those) > 1 else those[0] if those else None
    if own is None:
        return replace(piece, links=(), tongues=())
    wrong = piece.kind in CELLS and own.kind in CELLS
    captioned = own.kind is BlockKind.CAPTION and piece.kind in (*CELLS, BlockKind.PARAGRAPH)
    kind = own.kind if wrong or captioned else piece.kind
    return replace(piece, kind=kind, links=own.links, tongues=own.tongues, number=own.number)


def _without_names(page: Sequence[Piece], people: Sequence[str], titles: Sequence[str]) -> list[Piece]:
    """The pieces of a page; a picture that is called after the author, the publisher or the article tells
    nothing of its own."""
    names = {one.casefold() for one in people if one}
    titled = [set(re.findall(r"\w+", one.casefold())) for one in titles]

    def called(piece: Piece) -> str:
        words = re.findall(r"[^\W\d]\w*", piece.words.casefold())
        if piece.words.casefold() in names:
            return "icon or logo"
        known = any(sum(word in title for word in words) >= _TITLED * len(words) for title in titled)
        return "picture named after the article" if words and known else ""

    return [
        replace(one, around=one.around or called(one)) if one.kind is BlockKind.IMAGE else one for one in page
    ]


def _plain(inside: Sequence[Piece]) -> Sequence[Piece]:
    """The body of a page without what names of classes call something else, if most of it is left then."""
    left = [piece for piece in inside if not piece.around]
    return left if _length(left) >= _MOSTLY * _length(inside) else inside


def _is_too_little(found: Sequence[Piece], inside: Sequence[Piece]) -> bool:
    """Whether what was found is less than the article, going by its length and by that of the page's body."""
    if _length(inside) < _SMALL_CHARACTERS:
        # Of a page that is this small the reader keeps no more than a run of words, headings among them, or
        # makes one paragraph of all.
        own = {one.words for one in inside}
        fused = any(sum(words in one.words for words in own - {one.words}) >= _FUSED for one in found)
        return fused or sum(len(one.words) for one in found) <= sum(len(one.words) for one in inside)
    return _length(found) < min(_LEAST_CHARACTERS, 0.25 * _length(inside))


def _article(
    parts: Sequence[tuple[Piece, str]], title: str, about: About, page: object, source: str
) -> Article:
    laid = laid_out(parts)
    declared = about.language or _declared_language(page)
    return describe(
        replace(
            laid.article(),
            title=title,
            byline=about.author,
            date=about.date,
            image=about.image,
            link=about.link,
            publisher=about.publisher,
            language=declared or article_language(laid.words),
            source=source,
        )
    )


def parse_page(text: str) -> etree._Element | None:
    """The page as lxml reads it: broken pages too, and no deeper than its parser allows."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    with contextlib.suppress(etree.LxmlError, ValueError, AssertionError):
        return etree.fromstring(parsable(text).encode("utf-8", "replace"), parser)
    return None


_OF_A_HEAD = word_set("title meta link base style script noscript template")


def _with_body(page: etree._Element | None) -> bool:
    """Put what stands in a page's head and is none of it into its body, and say whether there was any. A page
    may leave the tags of both out; the parser knows no elements of HTML 5, and takes them for the head's."""
    head = page.find("head") if page is not None else None
    if page is None or head is None:
        return False
    start = next((at for at, one in enumerate(head) if one.tag not in _OF_A_HEAD), len(head))
    stray = list(head)[start:]
    body = page.find("body")
    if stray and body is None:
        body = etree.SubElement(page, "body")
    for one in reversed(stray):
        body.insert(0, one)
    return bool(stray)


def _extracted(text: str, source: str, apart: set[str]) -> tuple[list[Piece], About]:
    """What trafilatura takes for the article, and for what the page says about it; nothing if it fails.

    Its precise reading leaves more teasers out; now and then it takes a part for the whole. `apart` are the
    words of blocks that the page itself sets apart.
    """
    text = _LONG_VALUE.sub(r"\1''", text)
    usual, about = _reading(text, source, precise=False)
    if text.count("<") > 2 * _MANY_ELEMENTS:
        return usual, about
    precise, _ = _reading(text, source, precise=True)
    return (_with_middle(precise, usual, apart) if _holds(precise, usual) else usual), about


def _with_middle(precise: list[Piece], usual: list[Piece], apart: set[str]) -> list[Piece]:
    """The precise reading with what the usual one has between its pieces: short paragraphs and headings."""
    own = {piece.words for piece in precise}
    shared = [number for number, piece in enumerate(usual) if piece.words in own]
    if not shared:
        return precise
    words = [piece.words for piece in precise]
    start = words.index(usual[shared[0]].words)
    end = len(words) - words[::-1].index(usual[shared[-1]].words)
    middle = usual[shared[0] : shared[-1] + 1]
    middle = [piece for piece in middle if piece.words in own or piece.words not in apart]
    return [*precise[:start], *middle, *precise[end:]]


def _holds(precise: list[Piece], usual: list[Piece]) -> bool:
    """Whether the precise reading is the whole article."""
    said = {piece.words for piece in precise}
    lost = sum(
        len(piece.words)
        for piece in usual
        if piece.words not in said
        and piece.kind is BlockKind.PARAGRAPH
        and len(piece.words) >= _PROSE_CHARACTERS
    )
    length = _length(precise)
    return bool(length) and length >= _PRECISE * _length(usual) and lost < _LOST * length


def _reading(text: str, source: str, *, precise: bool) -> tuple[list[Piece], About]:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        document = trafilatura.bare_extraction(
            parsable(text),
            url=source if "://" in source else None,
            include_comments=False,
            include_tables=True,
            favor_precision=precise,
            with_metadata=not precise,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:  # noqa: BLE001  (a page can break any of its parsers; the whole body is read then)
        return [], About()
    if document is None:
        return [], About()
    known = {key: str(getattr(document, key, None) or "") for key in ("title", "author", "date", "language")}
    known["author"] = known["author"].replace(";", ",")
    body = getattr(document, "body", None)
    return list(pieces(body)) if body is not None else [], About(**{k: fold(v) for k, v in known.items()})


def _length(found: Iterable[Piece]) -> int:
    return sum(len(piece.words) for piece in found if piece.kind not in (BlockKind.HEADING, BlockKind.IMAGE))


def _page_title(page: etree._Element | None) -> str:
    found = page.find(".//title") if page is not None else None
    return fold("".join(found.itertext())) if found is not None else ""


def _declared_language(page: object) -> str:
    declared = page.get("lang", "") if isinstance(page, etree._Element) else ""
    return declared if LANGUAGE_TAG.match(declared) else ""
