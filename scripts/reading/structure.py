"""What each block is to its reader: title, byline, heading, caption, or a paragraph.

A file's own markup knows better and comes in as it is; these rules look at paragraphs only, and leave a
paragraph one where they are in doubt. Everything stays voiced, whatever it is called.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scripts.cleaning import residue
from scripts.letters import Part, is_salutation, letter_parts
from scripts.model import Article, Block, BlockKind
from scripts.note_headings import is_notes_title
from scripts.plain import all_folded
from scripts.reading import fields
from scripts.reading.bylines import byline
from scripts.reading.layout import ends_sentence
from scripts.reading.notes import with_notes
from scripts.words import FUNCTION_WORDS, fold, sayable, word_set

_LABEL = re.compile(
    r"(?:chapter|chap\.|part|book|volume|section|act|scene|phase|stave|canto|letter|adventure|kapitel|teil"
    r"|chapitre|partie|capítulo|parte|capitolo)\s(?:the\s)?(?:[ivxlc]+|\d{1,3}|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|first|second|third|fourth|fifth|last|eins|zwei|drei)\b(?P<rest>.{0,60})\Z"
    r"|(?:introduction|prologue|epilogue|preface|foreword|afterword|conclusion|abstract|summary|background"
    r"|acknowledge?ments|einleitung|vorwort|fazit|schluss)[.:]?\Z",
    re.IGNORECASE,
)
_TURN = re.compile(r"(?:[^\W\d_a-z][\w.'’-]{0,24})(?: [^\W\d_a-z][\w.'’-]{0,24}){0,3} ?: (?=\S)")
"""What a turn of an interview begins with: one is a headline's beginning as well, two are none."""
_NUMERAL = re.compile(r"[—–\[\s]*(?:[IVXLC]{1,7}|\d{1,3})[\].—–\s]*\Z")
_QUESTION = re.compile(
    r"(?:What|Who|Whom|Whose|When|Where|Why|How|Which|Is|Are|Do|Does|Can|Will|Should)\s.*\?\Z"
)
_BRACKET = re.compile(r"[.!?”\"’]\s?\((?P<inside>[^()]{2,80})\)\.?\Z")
_PICTURE = (
    r"(?:photos?|images?|pictures?|photographs?|photography|foto(?:s|'s|’s)?|bild(?:er)?|billeder?|beeld|kuvat?|kuvaaja"
    r"|imagen(?:es)?|imagem|imagens|immagin[ei]|fotograf[ií]as?|zdjęci[ea]|фото|снимка|снимки|φωτογραφί[αε]ς?|الصورة|صورة"
    r"|תמונה|צילום|写真|撮影|图片|图|摄影|圖片|圖|攝影|사진)"
)
_CREDIT = r"(?:credits?|crédits?(?:\sphotos?)?|créditos?|bildnachweis|bildquelle|fotocredit|photo\scredits?)"
_CREDITED = re.compile(
    rf"(?:\A|[\s.!?。！？”\"’)(])(?:{_PICTURE}|{_CREDIT})(?:\s(?:by|credit))?(?:\s?:\s|[：／])[^.。]{{1,80}}[.。]?\)?\Z"
    rf"|[(（](?:(?:{_PICTURE}|courtesy|file)\b|fot\.|写真|图|圖|사진)[^()（）]{{0,80}}[)）][.。]?\Z",
    re.IGNORECASE,
)
_CAPTION_START = re.compile(
    rf"(?:{_PICTURE}|caption|bildunterschrift|légende|pie\sde\sfoto|leyenda|didascalia|legenda|bijschrift|bildtext)"
    r"(?:\s(?:by|credit))?(?:\s?:\s|[：／])",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"(?:[^\W_][\w’'.-]*\s){0,4}(?:logo|screenshot|thumbnail|infographic|headshot|icon)s?\Z", re.IGNORECASE
)
"""Words that stand for a picture where the article was copied from a page."""
_TRAIL = re.compile(r"\s[>|»›/•·]\s")
"""What parts the names on the way to a page, and the links in a row."""
_NAME_LINKS = word_set("of for the via and de by von und")
_HEADS = 5
"""Byline and date stand within so many blocks from the start."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A block and its words, white space folded."""

    block: Block
    words: str


def describe(article: Article) -> Article:
    """`article` with the kinds of its paragraphs told apart, and with title, byline and date where found."""
    article = with_notes(article)
    seen = [_Seen(*both) for both in zip(article.blocks, all_folded(article), strict=True)]
    seen, article = _with_title(seen, article)
    seen, article = _with_heads(seen, article)
    seen = [_as(one, BlockKind.CAPTION) if _is_caption(one) else one for one in seen]
    seen = _with_closings(seen, article)
    supposed = article.headings_supposed or not _has_heading(seen)
    if not _has_heading(seen):
        seen = _with_headings(seen)
    seen = _with_note_headings(seen)
    return replace(
        article,
        blocks=tuple(one.block for one in seen),
        headings_supposed=supposed and _has_heading(seen),
    )


def _has_heading(seen: Sequence[_Seen]) -> bool:
    return any(one.block.kind is BlockKind.HEADING for one in seen)


def _as(seen: _Seen, kind: BlockKind, level: int = 0) -> _Seen:
    return replace(seen, block=replace(seen.block, kind=kind, level=level))


def _with_title(seen: list[_Seen], article: Article) -> tuple[list[_Seen], Article]:
    marked = next((one for one in seen if one.block.kind is BlockKind.TITLE), None)
    if marked:
        return seen, replace(article, title=article.title or (marked.words if sayable(marked.words) else ""))
    number = next((number for number, one in enumerate(seen) if sayable(one.words)), None)
    if number is None or seen[number].block.kind is not BlockKind.PARAGRAPH:
        return seen, article
    first = seen[number]
    known = article.title and fold(article.title) == first.words
    following = seen[number + 1].words if len(seen) > number + 1 else ""
    if known or (not article.title and following and _stands_as_title(first.words, following)):
        seen = [*seen[:number], _as(first, BlockKind.TITLE), *seen[number + 1 :]]
        return seen, replace(article, title=first.words)
    return seen, article


def _stands_as_title(words: str, following: str) -> bool:
    """Whether the first words are a title, going by them and by the block after them."""
    is_other = byline(words) or fields.date_line(words) or _LABEL.match(words) or _NUMERAL.match(words)
    said = is_salutation(words) or (_TURN.match(words) and _TURN.match(following))
    return not (is_other or said or residue(words)) and fields.heads_article(words, following)


def _with_heads(seen: list[_Seen], article: Article) -> tuple[list[_Seen], Article]:
    """Byline and date lines among the first blocks; the first paragraph of another kind ends the search."""
    found = list(seen)
    for number, one in enumerate(seen[:_HEADS]):
        if one.block.kind is not BlockKind.PARAGRAPH or not sayable(one.words):
            continue
        author, day = byline(one.words), fields.date_line(one.words)
        if not author and not day:
            break
        found[number] = _as(one, BlockKind.BYLINE)
        if author:
            day = fields.any_date(one.words)
        article = replace(article, byline=article.byline or author, date=article.date or day)
    return found, article


def _with_closings(seen: list[_Seen], article: Article) -> list[_Seen]:
    """How letters end, a line for each line."""
    written = [article.words(one.block.start, one.block.end) for one in seen]
    return [
        _as(one, BlockKind.VERSE)
        if part is Part.CLOSING and one.block.kind is BlockKind.PARAGRAPH and len(words.split("\n")) > 1
        else one
        for one, words, part in zip(seen, written, letter_parts(written), strict=True)
    ]


def _is_caption(seen: _Seen) -> bool:
    if seen.block.kind is not BlockKind.PARAGRAPH or len(seen.words) > 500:
        return False
    if _CAPTION_START.match(seen.words) or _PICTURED.match(seen.words):
        return True
    bracket = _BRACKET.search(seen.words[-100:])
    return _CREDITED.search(seen.words[-120:]) is not None or (
        bracket is not None and _named(bracket["inside"])
    )


def _named(inside: str) -> bool:
    """Whether a bracket after a sentence holds names alone, as a photo's credit does."""
    words = re.findall(r"[^\W_][\w’'.-]*", inside)
    if (
        not words
        or len(words) > 10
        or words[0].lower() in {"see", "i", "this", "he", "she", "it", "they", "we"}
    ):
        return False
    return all(not word[0].islower() or word in _NAME_LINKS for word in words)


def _with_note_headings(seen: list[_Seen]) -> list[_Seen]:
    """ "Notes" on a line of its own over notes is a heading."""
    return [
        _as(one, BlockKind.HEADING, 2)
        if one.block.kind is BlockKind.PARAGRAPH
        and following.block.kind is BlockKind.FOOTNOTE
        and is_notes_title(one.words)
        else one
        for one, following in zip(seen, [*seen[1:], *seen[-1:]], strict=True)
    ]


def _with_headings(seen: list[_Seen]) -> list[_Seen]:
    repeats = Counter(one.words for one in seen)
    asks = sum(_asks(seen, number) for number in range(len(seen)))
    uncounted = _uncounted(seen)
    found: list[_Seen] = []
    told = False
    for number, one in enumerate(seen):
        plain = one.block.kind is BlockKind.PARAGRAPH and repeats[one.words] <= 2 and number not in uncounted
        if plain and _is_label(one.words, followed=number + 1 < len(seen)):
            found.append(_as(one, BlockKind.HEADING, 2))
            continue
        previous = found[-1].block.kind if found else None
        after_label = previous is BlockKind.HEADING and _is_label(found[-1].words, followed=True)
        heads = told and previous is not BlockKind.HEADING and _is_heading(seen, number)
        if plain and (
            heads or (asks > 1 and _asks(seen, number)) or (after_label and _is_second(seen, number))
        ):
            found.append(_as(one, BlockKind.HEADING, 2))
            continue
        told = told or (one.block.kind is BlockKind.PARAGRAPH and len(one.words) > 80)
        found.append(one)
    return found


def _uncounted(seen: Sequence[_Seen]) -> set[int]:
    """Numbers of blocks that are a figure alone and no count of parts from one on: a table's, a tally's."""
    figures = [
        (number, int(digits[0]))
        for number, one in enumerate(seen)
        if _NUMERAL.match(one.words) and (digits := re.search(r"\d+", one.words))
    ]
    runs: list[list[tuple[int, int]]] = []
    for figure in figures:
        if runs and figure[1] == runs[-1][-1][1] + 1:
            runs[-1].append(figure)
        else:
            runs.append([figure])
    return {number for run in runs if len(run) < 2 or run[0][1] != 1 for number, _ in run}


def _is_label(words: str, *, followed: bool) -> bool:
    """ "Chapter 3", "Part One: The Sea", "IV.": a heading whatever stands around it, if something follows."""
    if not followed or len(words) > 90 or words[:1].islower():
        return False
    label = _LABEL.match(words)
    if not label:
        return _NUMERAL.match(words) is not None
    name = (label["rest"] or "").strip(" .:–—-")
    return not name or words.isupper() or (not ends_sentence(words) and not name[0].islower())


def _is_second(seen: list[_Seen], number: int) -> bool:
    """A chapter's name on a line of its own, under "Chapter 3"."""
    words = seen[number].words
    followed = number + 1 < len(seen) and len(seen[number + 1].words) > len(words)
    return (
        followed
        and len(words) <= 80
        and (words.isupper() or (not ends_sentence(words) and _like_title(words)))
    )


_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|webp|svg|tiff?|heic|mp[34]|pdf)", re.IGNORECASE)
"""Of a picture that an export left on a line of its own."""


def _is_heading(seen: list[_Seen], number: int) -> bool:
    """Short, no sentence, written like a title, between paragraphs that end as such."""
    words = seen[number].words
    if (
        len(words) > 80
        or not words
        or ends_sentence(words)
        or words[-1] in ",;–—-"
        or words[0] in "\"“„«‘'-–—•*("
        or _FILE_NAME.fullmatch(words)
    ):
        return False
    if not (words[0].isupper() or words[0].isdigit()) or not any(map(str.isalpha, words)):
        return False
    if _TRAIL.search(words) or (number and fields.is_quoted(seen[number - 1].words) and _named(words)):
        return False  # the latter says whose words stand above it
    return _between(seen, number) and _like_title(words) and not residue(words)


def _like_title(words: str) -> bool:
    """Capitals on all words that carry meaning and at most 12 words, or at most 5 words."""
    parts = re.findall(r"[^\W_][\w’'-]*", words)
    telling = [part for part in parts if part.lower() not in FUNCTION_WORDS]
    return len(parts) <= 5 or (len(parts) <= 12 and all(not part[0].islower() for part in telling))


def _between(seen: list[_Seen], number: int) -> bool:
    before = seen[number - 1] if number else None
    after = seen[number + 1] if number + 1 < len(seen) else None
    ends = before is None or before.block.kind is not BlockKind.PARAGRAPH or ends_sentence(before.words)
    return ends and after is not None and _is_prose(after)


def _is_prose(seen: _Seen) -> bool:
    return seen.block.kind is BlockKind.PARAGRAPH and len(seen.words) >= 80 and ends_sentence(seen.words)


def _asks(seen: list[_Seen], number: int) -> bool:
    """A question that may head a part of the article; one alone may as well be the author's, and is."""
    one = seen[number]
    if one.block.kind is not BlockKind.PARAGRAPH or not 12 <= len(one.words) <= 80:
        return False
    return _QUESTION.match(one.words) is not None and _between(seen, number)
