"""What scraping leaves behind, found and left out with a reason each.

A block goes only if the whole of it is residue; in doubt it stays and is read. An article of nothing but
residue stays as it is: then somebody wants to hear it.
"""

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files

from scripts.model import Article, Block, BlockKind, Dropped, Span
from scripts.plain import all_folded
from scripts.pulled import PULL_QUOTE, pull_quotes
from scripts.words import sayable

REPEATED_CAPTION = "repeated caption"
REPEATED_PARAGRAPH = "repeated paragraph"
NO_WORDS = "no words in it"
_REPEAT_CHARACTERS = 60
"""Shorter neighbours that are the same are a refrain, not a slip."""
_RESIDUE_CHARACTERS = 240
_TAIL = r"[\s.!…:»>→]{0,9}\Z"

_SITES = r"(?:facebook|twitter|x|linkedin|whatsapp|reddit|e-?mail|pinterest|telegram|threads|print|copy link)"
_LINK = "link to another article"
_PATTERNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "source link",
        (
            r"(?:source|original) (?:link|article|url)",
            r"link to (?:the )?(?:source|original)",
            r"quell(?:e|link)",
        ),
    ),
    (
        "comments line",
        (
            r"comments? (?:are|is|have been) (?:now )?(?:closed|disabled|off|turned off)"
            r"(?: (?:on|for) this (?:article|post|story))?",
            r"(?:leave|post|add|write) (?:a|your) (?:comment|reply)",
            r"(?:no|\d{1,5}) comments(?: yet)?|1 comment|comments? ?\(\d{1,5}\)",
            r"(?:view|show|see|load|read)(?: all| more)?(?: \d{1,5})? comments",
            r"join the (?:conversation|discussion)",
            r"(?:die )?kommentare? (?:sind )?(?:geschlossen|deaktiviert)",
        ),
    ),
    (
        "share line",
        (
            r"(?:share|tweet|pin|e-?mail|print) this(?: (?:article|story|post|page))?"
            rf"(?:(?: on| via| to| by| with| your| friends|,| and| or|:| {_SITES}){{1,14}})?",
            rf"click to (?:share|tweet|print|e-?mail)(?: (?:this|on|via|to|a|link|friend|{_SITES})){{0,8}}"
            r"(?: \(opens in new window\))?",
            rf"share(?: (?:on|via|to|by))?(?:[ ,|•·/]+(?:{_SITES}|and|or)){{1,12}}",
            rf"(?!x ){_SITES}(?:[ ,|•·/]+{_SITES}){{1,9}}",
            r"follow us on .{1,60}|like us on facebook|like this: ?(?:like )?(?:loading)?|share:?",
            r"(?:diesen )?(?:artikel|beitrag) teilen",
        ),
    ),
    (
        "newsletter line",
        (
            r"(?:sign up|subscribe|register)(?: (?:now|here|today))?(?: (?:for|to))?[^.!?]{0,80}"
            r"\b(?:newsletters?|mailing list|daily briefing|inbox|e-?mail alerts?)\b[^.!?]{0,80}",
            r"subscribe (?:now|here|today)|join our (?:newsletter|mailing list)",
            r"thanks? (?:you )?for subscribing",
            r"unsubscribe(?: here| now)?(?:\s?:?\s?https?://\S{1,300})?",
            r"(?:view|read|open) (?:this (?:e-?mail|message|newsletter) )?(?:in|on) (?:your|a|the) browser"
            r"(?:\s?:?\s?https?://\S{1,300})?",
            r"(?:get|receive) [^.!?]{0,80}\b(?:newsletter|in(?:to)? your inbox)\b[^.!?]{0,60}",
            r"(?:enter )?your e-?mail(?: address)?|(?:jetzt )?(?:unseren )?newsletter abonnieren",
        ),
    ),
    (
        _LINK,
        (
            r"(?:read(?: more| next| also)|also read|see also|more on this(?: story| topic)?"
            r"|related(?: (?:articles?|stor(?:y|ies)|posts?|news|coverage|content|links?))?"
            r"|recommended(?: (?:stories|articles|for you|reading))?|mehr zum thema|lesen sie auch"
            r"|auch interessant|lire aussi|lea también)(?: ?: ?[^.!?:]{1,160}[.?!]?)?",
            r"you (?:may|might) also (?:like|be interested in)|more from .{1,40}|most (?:read|popular)"
            r"|trending(?: now)?|up next",
        ),
    ),
    (
        "advertisement",
        (
            r"(?:skip |close )?advertisement|advertisements|sponsored(?: (?:content|post))?",
            r"paid (?:content|post)|anzeige|werbung",
            r"(?:story|article|text) continues (?:below|after)(?: (?:the |this )?(?:ad|advertisement))?",
            r"(?:continue|keep) reading(?: (?:below|the main story|after (?:the )?(?:advertisement|ad)))?",
            r"scroll (?:down )?to continue(?: with content)?",
        ),
    ),
    (
        "cookie notice",
        (
            r"(?:we|this (?:web ?)?site|our (?:web ?)?site) uses? cookies (?:to|on|for|and|in|so)\b.{0,200}",
            r"by (?:continuing|using|browsing) .{0,60}\b(?:cookies|cookie policy)\b.{0,100}",
            r"(?:accept|reject|allow|manage)(?: all)? cookies|cookie (?:settings|preferences|policy|notice)",
        ),
    ),
    ("bare address", (r"<?(?:https?://|ftp://|www\.)\S+",)),
    (
        "copyright line",
        (
            r"(?:copyright )?(?:©|\(c\)) ?(?:copyright )?(?:\S+ ){0,12}(?:1[89]|20)\d\d\b.{0,160}|© .{1,80}",
            r"copyright(?: (?:©|\(c\)))? (?:1[89]|20)\d\d[ ,.–-].{0,160}\ball rights reserved",
            r"all rights reserved(?: by .{1,60})?|alle rechte vorbehalten",
        ),
    ),
    (
        "navigation",
        (
            r"(?:back|return) to (?:the )?(?:top|homepage)|skip to (?:the )?(?:main )?(?:content|navigation)",
            r"(?:next|previous) (?:post|article|story|page)|download (?:our|the) app|loading(?: comments)?",
            r"\d{1,3} min(?:ute)?s? read|(?:(?:estimated )?(?:reading|read) time|lesezeit|(?:tempo de leitura"
            r"|tiempo de lectura|temps de lecture|tempo di lettura|leestijd)(?: estim\w+)?):? ?(?:ca\. )?"
            r"\d{1,3} ?min(?:ut[a-z]{1,3})?",
            r"listen to this (?:article|story)",
            r"(?:tags|tagged|filed under|posted in): ?[^.!?]{1,160}",
        ),
    ),
)
_RESIDUE = tuple(
    (reason, re.compile(rf"(?:{'|'.join(patterns)}){_TAIL}", re.IGNORECASE)) for reason, patterns in _PATTERNS
)
_TITLED = re.compile(r" ?[:：] ?.{1,160}", re.DOTALL)
"""Behind the words that lead to another article: its title."""
_FRAME = " \t\n\xa0\u202f.!…:：»>→|[]【】©"
_DROPPABLE = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CAPTION, BlockKind.FOOTNOTE, BlockKind.IMAGE}
)


def clean(article: Article) -> Article:
    """`article` without the blocks that are residue; they are listed in `dropped`, each with its reason."""
    words = all_folded(article)
    reasons = [_reason(block, text) for block, text in zip(article.blocks, words, strict=True)]
    if all(reasons):
        # No word at all is no reason to keep a block, but then there is nothing to keep it for either.
        reasons = ["" if sayable(text) else NO_WORDS for text in words]
    for number in range(1, len(words)):
        reasons[number] = reasons[number] or _repeats(article.blocks, words, number)
    for number in pull_quotes(article.blocks, words):
        reasons[number] = reasons[number] or PULL_QUOTE
    reasons = _with_headings(article.blocks, reasons, words)
    dropped = [
        Dropped(block.start, block.end, reason)
        for block, reason in zip(article.blocks, reasons, strict=True)
        if reason
    ]
    kept = tuple(block for block, reason in zip(article.blocks, reasons, strict=True) if not reason)
    everything = sorted((*article.dropped, *dropped), key=lambda one: one.start)
    return replace(article, blocks=kept, dropped=tuple(everything), markup=_inside(article.markup, kept))


def _inside(markup: tuple[Span, ...], blocks: tuple[Block, ...]) -> tuple[Span, ...]:
    """The markup of the blocks that are left."""
    found: list[Span] = []
    ends = iter(blocks)
    block = next(ends, None)
    for mark in markup:
        while block is not None and block.end <= mark.start:
            block = next(ends, None)
        if block is not None and block.start <= mark.start:
            found.append(mark)
    return tuple(found)


def residue(words: str) -> str:
    """Why a whole block of these words is residue; empty if it is not.

    >>> residue("Read more: Five ways to sleep"), residue("Read more slowly, she said.")
    ('link to another article', '')
    """
    if len(words) > _RESIDUE_CHARACTERS:
        return ""
    found = next((reason for reason, pattern in _RESIDUE if pattern.match(words)), "")
    return found or _in_other_languages(words)


def _in_other_languages(words: str) -> str:
    lines, bare = _lines(), words.casefold().replace("’", "'")
    title = _TITLED.search(bare)
    if title and title.end() == len(bare) and lines.get(bare[: title.start()].strip(_FRAME)) == _LINK:
        return _LINK
    return lines.get(bare.strip(_FRAME), "")


@cache
def _lines() -> dict[str, str]:
    """Line to reason, from `data/residue.toml`."""
    table = tomllib.loads((files("scripts") / "data" / "residue.toml").read_text(encoding="utf-8"))
    return {line.casefold(): reason for reason, told in table.items() for line in told["lines"]}


def _reason(block: Block, words: str) -> str:
    if not sayable(words):
        return NO_WORDS
    return residue(words) if block.kind in _DROPPABLE else ""


def _repeats(blocks: tuple[Block, ...], words: list[str], number: int) -> str:
    block, before = blocks[number], blocks[number - 1]
    if words[number] != words[number - 1] or block.kind is not before.kind:
        return ""
    if block.kind is BlockKind.CAPTION:
        return REPEATED_CAPTION
    repeats = block.kind is BlockKind.PARAGRAPH and len(words[number]) > _REPEAT_CHARACTERS
    return REPEATED_PARAGRAPH if repeats else ""


def _with_headings(blocks: tuple[Block, ...], reasons: list[str], words: list[str]) -> list[str]:
    """A heading of residue ("Related stories") goes if everything under it went."""
    found = list(reasons)
    for number in reversed(range(1, len(blocks))):
        bare = number + 1 == len(blocks) or found[number + 1]
        if bare and blocks[number].kind is BlockKind.HEADING and not found[number]:
            found[number] = residue(words[number])
    return found
