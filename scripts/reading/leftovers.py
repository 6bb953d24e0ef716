"""What trafilatura leaves in an article that is none of it, and what it leaves out that is.

Pure: pieces in, pieces out, each with the reason to drop it, if there is one.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from scripts.cleaning import residue
from scripts.model import BlockKind
from scripts.reading.pieces import Piece

OUTSIDE = "outside the article"
_BARE_HEADING = "heading with nothing under it"
_SHORT = 260
"""Characters; a longer block is told by its content, and its content is read."""
_NEAR = 4
"""Blocks within which a caption has the article's words before and after it."""
_CAPTION_WORDS = 9
"""A caption of more words tells something, whether it ends like a sentence or not."""
_LONGEST_ALT = 1_500
"""Characters of an alternative text; a longer one was not written for listeners."""
_HEAD = 2
"""Headings that an article may begin with."""
_LEAST_ALT = 4
"""Words of an alternative text; what is shorter names a picture and does not describe it."""
_NO_ALT = re.compile(
    r"<[a-z/]|\w_\w|\.(?:jpe?g|png|gif|webp)\b|\b(?:mugshot|headshot|image for post|featured image"
    r"|illustration for article)\b|\A(?:e-?mail|share|print|tweet|pin) this\b|\A(?:image|figure|photo) \d+\Z",
    re.IGNORECASE,
)
_CREDIT = "caption without a sentence"
_ADDRESS = r"[\w.+-]{1,60}@[\w-]{1,60}\.[\w.-]{1,40}"
_SAID = {
    "contact line": (
        rf"(?:e-?mail|write to|contact|reach) .{{2,80}}{_ADDRESS}.{{0,140}}",
        rf".{{2,80}} (?:can|may) be reached (?:at|by|via|on) .{{0,40}}{_ADDRESS}.{{0,140}}",
        r"(?:have|got) a (?:news )?tip\?.{0,200}|(?:send|email) (?:us )?(?:your )?tips .{0,160}",
        r"(?:you can )?follow (?:us|me|him|her|them|the author) (?:here )?(?:on|@|at) ?.{1,120}",
        r"follow [^.!?]{2,80} (?:on (?:facebook|twitter|instagram|linkedin|mastodon|bluesky|threads)\b"
        r"[^.!?]{0,60}[.!]?|at (?:https?://|www\.)\S+)",
    ),
    "newsletter line": (
        r"(?:get|sign up|subscribe|let|receive|want|don.t miss|stay|join|our|never miss|like what).{0,180}"
        r"\b(?:in ?box|newsletters?|mailing list)\b.{0,120}",
        r".{0,200}\b(?:sign(?:ing)? up|subscribe|register)\b.{0,120}\bnewsletters?\b.{0,80}",
        r".{0,200}\bclick here (?:for more|to (?:subscribe|sign up|buy|order|donate|register))\b.{0,60}",
        r"thanks for signing up.{0,120}|there was an error processing your subscription.{0,40}",
    ),
    "link to another article": (
        r"(?:related|read more|read next|see (?:also|more)|also (?:on|read)|don.t miss|in case you missed it"
        r"|more|watch|leggi anche|lees ook|lire aussi"
        r"|lea también|leia também|mehr zum thema|lesen sie auch)(?: (?:stories|articles|news|on this|su))?"
        r" ?[:|] ?.{3,200}",
        r"\((?:related|leggi anche|see also|read more|lesen sie auch)\b.{0,160}\)",
    ),
    "share line": (
        r"order reprints|print article|text size|print this page|save for later|copy link",
        r"(?:post|view) comments?",
        r"(?:like|enjoy(?:ed)?|liked) (?:this|the|our) (?:story|article|post)\? ?(?:please )?share\b.{0,60}",
    ),
    "comments line": (
        r"comments?:?|(?:tell us )?what do you think\??|tell us what you think.{0,10}|leave a reply",
    ),
    "message of the page": (
        r"an error (?:has )?occurred\b.{0,60}|thank you\W?|this (?:article|slideshow|video)"
        r" (?:has been sent to|requires javascript).{0,40}|please try again later.{0,20}"
        r"|your browser does not support .{1,80}",
    ),
    "date line": (
        r"(?:last |first )?(?:updated|published|posted|aktualisiert|veröffentlicht|actualizado|publicado"
        r"|mis à jour|publié|aggiornato|pubblicato)(?: on| at| le| el| il| am)?\b"
        r"[ :]{0,3}(?=.{0,40}\d)[^.!?]{4,60}(?:[ap]\.m\.)?",
    ),
    "source line": (r"(?:sources?|quellen?|fontes?|fuentes?|fonte|bron) ?: ?[^.!?]{2,60}\.?",),
    "copyright line": (
        r"copyright .{1,60}\b(?:19|20)\d\d\b.{0,60}",
        r"this copy is for your personal,? non-?commercial use only.{0,300}",
    ),
    "advertisement": (r"\[/?(?:button|ad|caption|gallery|embed)\b[^\]]{0,120}\].{0,140}",),
}
_PATTERNS = tuple(
    (reason, re.compile(rf"(?:{'|'.join(patterns)})\Z", re.IGNORECASE)) for reason, patterns in _SAID.items()
)
_TELLS = re.compile(r".*(?:[.!?。](?:\s?\([^()]{2,60}\))?|[.!?][”\"])\Z")
_NO_CAPTION = re.compile(r"media caption|(?:watch|video|play|now playing|photos?:|image:)\b", re.IGNORECASE)
_AUTHOR = re.compile(
    r"(?:[A-Z][\w’'.-]+ ){1,3}[A-Z][\w’'-]+"
    r" (?:is|was|writes|covers|joined|has been|has covered|works|lives)\b"
)
"""A sentence that tells who the author is, at the end of a page."""
_ROLE = re.compile(
    r"\b(?:reporter|writer|editor|correspondent|columnist|contributor|journalist|author|covers|blogger"
    r"|freelance|bureau|staff)\b",
    re.IGNORECASE,
)


def sorted_out(found: Sequence[Piece], author: str = "") -> list[tuple[Piece, str]]:
    """The pieces of an article, each with the reason to leave it out, or with none.

    `author` is who the page says wrote it. A page of nothing but leftovers is kept.
    """
    reasons = [_reason(piece) for piece in found]
    end = len(found)
    while end and (reasons[end - 1] or found[end - 1].kind is BlockKind.HEADING):
        end -= 1
        reasons[end] = reasons[end] or _BARE_HEADING
    if end and end > 2 and _about_author(found[end - 1], author):
        reasons[end - 1] = "about the author"
    if all(reasons):
        return [(piece, "") for piece in found]
    return list(zip(found, reasons, strict=True))


def _reason(piece: Piece) -> str:
    if len(piece.words) > _SHORT or piece.kind is BlockKind.BLOCK_QUOTE:
        return ""
    return next((reason for reason, pattern in _PATTERNS if pattern.match(piece.words)), "")


def _about_author(piece: Piece, author: str) -> bool:
    words = piece.words
    if len(words) > 500 or not _AUTHOR.match(words) or not _ROLE.search(words):
        return False
    return any(name and words.startswith(name.strip()) for name in re.split(r"[;,]| and ", author))


def with_captions(found: Sequence[Piece], page: Sequence[Piece]) -> list[Piece]:
    """`found` with the alternative texts and captions of pictures that stand between its pieces."""
    places = {piece.words: number for number, piece in enumerate(found)}
    added: dict[int, list[Piece]] = {}
    for number, piece in enumerate(page):
        if piece.words in places or piece.around in _NO_FIGURE or not _tells(piece):
            continue
        before = _nearest(page[max(0, number - _NEAR) : number][::-1], places)
        if before is None or (found[before].kind is BlockKind.HEADING and before < _HEAD):
            continue  # over the article: nobody was told yet what it is about
        if piece.kind is BlockKind.IMAGE and _has_caption(page, number):
            continue
        after = _nearest(page[number + 1 : number + 1 + _NEAR], places)
        if after is not None and (before is None or before <= after):
            added.setdefault(after, []).append(replace(piece, around=""))
            places[piece.words] = after
    return [one for number, piece in enumerate(found) for one in (*added.get(number, []), piece)]


_NO_FIGURE = frozenset(
    {"link to another article", "advertisement", "navigation", "comments", "beside the article"}
)


def _tells(piece: Piece) -> bool:
    """Whether a caption or an alternative text says what is in the picture, and not only whose it is or what
    plays."""
    if piece.kind is BlockKind.IMAGE:
        return not piece.around and len(piece.words) <= _LONGEST_ALT and _describes(piece.words)
    if piece.kind is not BlockKind.CAPTION or _NO_CAPTION.match(piece.words):
        return False
    return _TELLS.match(piece.words) is not None or len(piece.words.split()) > _CAPTION_WORDS


def _has_caption(page: Sequence[Piece], number: int) -> bool:
    """Whether the caption beside a picture has most of the words of its alternative text."""
    alt = _long_words(page[number])
    beside = page[max(0, number - 1) : number + 2]
    captions = [_long_words(one) for one in beside if one.kind is BlockKind.CAPTION and _tells(one)]
    return any(2 * len(alt & one) >= len(alt) for one in captions)


def _long_words(piece: Piece) -> set[str]:
    return set(re.findall(r"\w{4,}", piece.words.casefold()))


def _describes(alt: str) -> bool:
    """Whether an alternative text says what is to be seen, and is not the name of a file or of its kind."""
    return len(alt.split()) >= _LEAST_ALT and not _NO_ALT.search(alt)


def _nearest(pieces: Sequence[Piece], places: dict[str, int]) -> int | None:
    return next((places[piece.words] for piece in pieces if piece.words in places), None)


def with_rest(kept: Sequence[tuple[Piece, str]], page: Sequence[Piece]) -> list[tuple[Piece, str]]:
    """`kept` with everything else that the page says, where it stands there, each with its reason.

    What is in `kept` in other pieces (a paragraph in two halves) is not told twice.
    """
    said = " ".join(piece.words for piece, _ in kept)
    places: dict[str, list[int]] = {}
    for number, piece in enumerate(page):
        places.setdefault(piece.words, []).append(number)
    found: list[tuple[Piece, str]] = []
    at = 0
    for piece, reason in kept:
        here = next((number for number in places.get(piece.words, []) if number >= at), None)
        if here is not None:
            found += _left_out(page[at:here], said)
            at = here + 1
        found.append((piece, reason))
    return found + _left_out(page[at:], said)


def _left_out(pieces: Sequence[Piece], said: str) -> list[tuple[Piece, str]]:
    return [
        (piece, piece.around or residue(piece.words) or (_CREDIT if _is_caption(piece) else OUTSIDE))
        for piece in pieces
        if piece.words not in said and not _mostly_in(piece.words, said)
    ]


def _is_caption(piece: Piece) -> bool:
    return piece.kind is BlockKind.CAPTION


def _mostly_in(words: str, said: str) -> bool:
    """Whether a long block stands in `said` in other pieces, by looking for its two halves' middles."""
    if len(words) < 80:
        return False
    third = len(words) // 3
    return words[10 : third - 5] in said or words[-third + 5 : -10] in said
