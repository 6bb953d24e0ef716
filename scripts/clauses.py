"""Main clauses of English sentences, whole or up to where they may end, as titles.

Conventions
-----------
A clause is a run of the author's words as they stand, but for its first letter. What it is worth as a title
is a number near one or nought; one that leans on what was said before, or that is cut where more is wanted,
is worth less or is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.titles import LEAD, TITLE_CHARACTERS, plain_title
from scripts.words import FUNCTION_WORDS, sayable, word_set

_LEAST = 10
_WEAK = word_set(
    "he she it they this that these those his her their its him them i we you my our your there here what who"
    " such many most some others both one all"
)
"""First words that lean on what was said before, or say nothing yet."""
_POINTING = word_set("latter former same such following another above aforementioned other others")
"""Words that do so a little later as well."""
_MODAL = word_set("will would can could may might shall should must cannot can’t can't won’t won't")
_BEFORE_VERB = _MODAL | word_set(
    "to i you he she we it they who that which what do does did don't don’t not never didn't didn’t doesn't"
    " doesn’t"
)
"""What stands after these is a verb, which wants its object."""
_ASKING = _MODAL | word_set("do does did is are was were has have had")
"""A sentence that begins with one of these asks, or is of no use."""
_SUBORDINATE = word_set(
    "in on at by for from with as after before during since until among amid under over despite according"
    " like unlike although though while when whenever if because once where whereas given without unless"
    " whether having being besides instead to into through across along around behind beside between beyond"
    " within of than thus so and but or nor yet then that which whose due based faced given compared followed"
    " neither either"
)
"""First words of what is no main clause."""
_HEDGING = word_set(
    "even just only shortly soon right not especially particularly perhaps maybe long rather exactly"
)
"""A first word before such a one."""
_WHEN = re.compile(
    r"(?:an?|the|one|two|three|four|five|six|ten|some|several|many|every|each|last|next|that|this|\d+)\s"
    r"(?:[\w’'-]+\s){0,2}?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|times?|moments?"
    r"|mornings?|afternoons?|evenings?|nights?|summers?|winters?|springs?|autumns?)\b[^.;:!?]{0,40}?,\s"
    r"|(?:(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber)\b[^.;:!?]{0,12},\s",
    re.IGNORECASE,
)
"""When it was, before the clause that tells what."""
_CLAUSE = re.compile(r"[,:](?!\d)\s?|[;—–!?()]\s?|\s[-–—]\s|--|…|[“”\"«»„]")
_BREAK = re.compile(
    r"\s(?=(?:who|which|whose|where|when|while|because|after|before|since|until|although|though|but|if|unless"
    r"|in|on|at|from|with|by|during|under|over|through|across|against|was|were|is|are|had|has|have|will"
    r"|would|could|can|may|did|does|and\s(?:an?|the|his|her|their|its|our|is|are|was|were|will|has|had))\b)"
)
_FINITE = word_set("was were is are had has have will would could can may did does")
_OPEN_END = re.compile(
    r"(?:ed|ing|ly|n’t|n't|\b(?:told|made|given|taken|seen|known|done|written|found|built|held|kept|left|sent|set"
    r"|put|shown|brought|got|felt|lost|led|come|came|went|go|goes|lies|lie|lay|stands|stood|begins|began"
    r"|become|becomes|became|ago|later|earlier|includes?|hopes?|wants?|needs?|says?|thinks?|means?|requires?"
    r"|provides?|starts?|far|check|faces?|likely|able|unable|ready|important|necessary|possible|willing|due|common"
    r"|good|hard|easy|better|best|such|as|well|used|let|help|make|get|take|give|have|look|works?|helps?|makes?"
    r"|gets?|takes?|gives?|looks?|one|two|three|four|five|six|seven|eight|nine|ten))\Z"
)
"""A word that seldom ends a phrase: what it needs comes after it."""
_INNER = re.compile(
    r"\s(?:that|which|who|whom|whose|how|why|what|whether|if|because|when|where|while|than|i|we|he|she|they|you"
    r"|between|not only|either|neither|both"
    r"|(?:to|can|will|would|could|may|might)\s(?:let|help|allow|enable|encourage|force|ask|make|get))\s",
    re.IGNORECASE,
)
"""What opens a clause in a clause, or a pair: who cuts behind it cuts that in half."""
_GERUND = re.compile(r"\b(?:by|of|for|without|from|in|at|on|to)\s\w+ing\Z")
_NUMBER = re.compile(r"\A(?:\(?\d{1,3}[.)]|[-*•])\s+")
_NOTE_MARK = re.compile(r"\A\d{1,2}\s(?:[A-Z]|(?:was|were|is|are|had|has|have)\b)")
_VAGUE = re.compile(
    r"\A(?:an?\s(?:number|lot|few|couple|variety|series|kind|sort|bit)|(?:one|some|many|most)\sof)\b", re.I
)
_SAYING = re.compile(r"\b(?:said|says|told|asked|added|wrote|explained|replied)\b")
_QUOTES = re.compile(r"[“”\"«»„]")
_UNFIT = re.compile(r"[()\[\]{}\"“”«»„=<>\\|]")


@dataclass(frozen=True, slots=True)
class Clause:
    """What a section may be called."""

    text: str
    worth: float


def clauses(sentence: str) -> Iterator[Clause]:
    """The main clause of a sentence, whole or up to where it may end."""
    main = _main(sentence)
    words = main.text.split(" ", 2)
    if len(words) < 2 or not sayable(main.text) or _NOTE_MARK.match(main.text):
        return
    weak = 1.6 * (re.split("[’']", words[0].lower())[0] in _WEAK)
    weak += 0.8 * (_VAGUE.match(main.text) is not None)
    weak += 1.0 * (not _POINTING.isdisjoint(main.text.lower().split(" ", 3)[:3]))
    for end, worth in _ends(main.text):
        whole = end == len(main.text) or main.text[end] in ".?!"
        title = plain_title(main.text[:end])
        asks = main.text[end : end + 1] == "?"
        parts = title.split(" ")
        if not _LEAST <= len(title) <= TITLE_CHARACTERS - asks or len(parts) < 2:
            continue
        if _dangles(parts, whole=whole) or _unfit(title) or (parts[0].lower() in _ASKING and not asks):
            continue
        yield Clause(capital(title + "?" * asks), main.worth + worth - weak)


def _main(sentence: str) -> Clause:
    """The sentence from its main clause on; worth less if somebody says it."""
    said = -0.5 if _QUOTES.match(sentence) else 0.0
    text = _NUMBER.sub("", sentence.lstrip("“\"«„‘'([ "))
    while lead := LEAD.match(text) or _WHEN.match(text):
        text = text[lead.end() :]
    if _subordinate(text):
        comma = re.search(r",\s", text)
        rest = text[comma.end() :] if comma and comma.start() <= 80 else ""
        return Clause("", 0) if not rest or _subordinate(rest) else Clause(rest, said - 0.4)
    return Clause(text, said)


def _subordinate(text: str) -> bool:
    first, second = [*(word.strip(",").lower() for word in text.split(" ", 2)[:2]), "", ""][:2]
    return first in _SUBORDINATE or first.endswith("ing") or (first in _HEDGING and second in _SUBORDINATE)


def _ends(text: str) -> Iterator[tuple[int, float]]:
    """Where a clause may be cut, and what that is worth: at its end best, before a new phrase less."""
    limit = TITLE_CHARACTERS + 1
    stop = next((found.start() for found in _CLAUSE.finditer(text)), len(text))
    head = text[:stop]
    if stop <= limit:
        verbless = not _BREAK.search(head) and stop < len(text) and text[stop] == ","
        if text[stop : stop + 1] != "," or not _is_open(head):
            yield stop, 0.2 if verbless else 0.8 - 1.0 * (_SAYING.search(head) is not None)
    for found in _BREAK.finditer(head[: limit + 1]):
        cut = head[: found.start()]
        following = head[found.end() :].split(" ", 1)[0]
        noun = text.split(" ", 1)[0].lower() in {"a", "an", "the"} or text[:1].isupper()
        if _wants_more(cut) or (following in _FINITE and not noun):
            continue
        yield found.start(), 0.0 if following in _FINITE else 0.2


def _wants_more(cut: str) -> bool:
    """Whether the beginning of a clause that goes on cannot stand for itself."""
    return _is_open(cut) or _INNER.search(f"{cut} ") is not None


def _is_open(cut: str) -> bool:
    """Whether its last words want an object."""
    parts = cut.lower().split(" ")
    return (
        _OPEN_END.search(parts[-1]) is not None
        or not _MODAL.isdisjoint(parts[-3:])
        or (len(parts) > 2 and parts[-2] in {"and", "or", "nor"})
    )


def _dangles(parts: Sequence[str], *, whole: bool) -> bool:
    """Whether the last word leans on a next one."""
    last = parts[-1].lower()
    if last in FUNCTION_WORDS or last in _SUBORDINATE or last in _BEFORE_VERB:
        return True
    if _GERUND.search(" ".join(parts[-2:]).lower()):
        return True
    if whole:
        return False
    before = parts[-2].lower()
    # "A picture of the mill's" says whose; "the boat was Ana's" says all.
    return before in _BEFORE_VERB or (last.endswith(("'s", "’s")) and before not in _BEING)


_BEING = frozenset({"is", "was", "are", "were", "be", "been"})


def _unfit(title: str) -> bool:
    half = "‘" in title and title.count("‘") != title.count("’")
    return half or _UNFIT.search(title) is not None


def capital(title: str) -> str:
    """With a capital, unless the first word has one of its own ("iPhone")."""
    first = re.split(r"[\s-]", title, maxsplit=1)[0]
    return title if first != first.lower() else title[:1].upper() + title[1:]
