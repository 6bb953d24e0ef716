"""Where sentences end: rules for English first, harmless for other languages, and the short forms of some.

Conventions
-----------
`split_sentences` tiles a stretch of text with spans; the white space after a sentence belongs to it, and a
piece without a single letter or digit (a stray full stop, a lost quotation mark) belongs to its neighbour.
Every look to the left or right of a stop is bounded, and the patterns never backtrack over more than one run
of characters, so the time is linear in the length of the text.

The rules are those known from Kiss and Strunk (2006), "Unsupervised Multilingual Sentence Boundary
Detection", with fixed lists in the place of statistics: abbreviations that never end a sentence,
abbreviations that do so only before a word that often starts one, and orthography for all the rest.
"""

import itertools
import re
from collections.abc import Iterator

from scripts.model import Span
from scripts.short_forms import ShortForms, short_forms
from scripts.words import word_set

_OPENERS = "\"'“‘«‹„‚([{¿¡*_"
_CLOSERS = "\"'”’»›)]}*_"
_STRAY_MARKS = '"“„”»'

_STOP = re.compile(
    # (Atomic groups, for Python up to 3.11.3 goes wrong in a group that is repeated possessively.)
    # Stops, also spaced ones (". . .", "thousands. ."), but not the dot of " .NET";
    r"(?P<stop>[.!?…‼⁇⁈⁉]++(?>(?:\s++[.…]++(?!\w))*))"
    # closing marks, footnote numbers, and an opening mark that closes because it stands alone;
    rf"(?P<closed>(?>(?:[{re.escape(_CLOSERS)}]|\[\d{{1,3}}\])*)(?:\s?[{_STRAY_MARKS}](?=\s|\Z))?)"
    r"(?P<gap>\s++|\Z)"
    # scripts that write their stops without a space after them;
    rf"|(?P<wide>[。！？｡؟۔।॥።։]++[{re.escape(_CLOSERS)}」』）]*+\s*+)"
    # an empty line.
    r"|(?P<blank>(?:\r\n|\n|\r|\u2029)[^\S\r\n]*+(?:[\r\n\u2029]\s*+))"
)
_WORDY = re.compile(r"[^\W_]")
_BEFORE = re.compile(r"(?<![\w.’'&-])[\w.’'&-]++\Z")
_NEXT_WORD = re.compile(r"[^\W_][\w’'-]*")

_NEVER_END = word_set(
    "mr mrs ms mx dr prof sen rep gov gen col lt sgt capt maj cpl pvt adm cmdr cmdt rev hon pres supt"
    " insp det msgr messrs mme mlle fr sra srta vs viz cf e.g i.e approx ca esp incl resp bzw z.b d.h nr"
    " p.s p.p.s n.b mt ft st asst assoc atty amb ret treas sec"
    " cdr ofc msgt ssgt tsgt sqn flt ldr ex-gov ex-sen ex-rep then-gov then-sen then-rep"
)
_BEFORE_NUMBER = word_set(
    "no nos nr fig figs vol vols p pp ch chap sec art par para eq ref op ver tab §"
    " rm ste apt mk ss fl r tel ext rte weds"
    " jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"
)
_BEFORE_ROMAN = word_set("vol vols ch chap sec fig art no mk")
_MAY_END = word_set(
    "jr sr inc co corp ltd llc plc bros etc al u.s u.k u.n e.u d.c a.m p.m ph.d m.d b.c a.d ave blvd rd hwy"
    " dept univ est ibid usw ala ariz ark calif colo conn del fla ga ill ind kan ky mass md mich minn miss"
    " mont neb nev okla ore pa tenn tex va vt wash wis wyo esq"
)
_BEFORE_SUM = word_set("c ca approx est max min incl excl avg")
"""What stands in front of "€250m" and the like."""
_SUM = re.compile(r"[£$€¥+±~-]{1,2}\d")
# These are words as well, so they count as abbreviations only when they are capitalised.
_CAPITAL_ONLY = word_set(
    "mar dec jan jun sat sun mon wed fri no col gen hon pres det sec art par tab ill ind mass miss ore del"
    " pa va wash est mt ft ret amb may tex ark"
)
_STARTERS = word_set(
    "a after all also although an and another as at because before both but by despite during each even for"
    " from he her his how however i if in instead it its last later many most my no nobody not now on one"
    " only our she since so some still such that the their then there these they this those though through"
    " to today two under until we what when where while who why with yesterday yet you your"
)
_GERMAN_MONTHS = word_set(
    "januar jänner februar märz april mai juni juli august september oktober november dezember"
)
_ASKED = re.compile(
    r"(?:[A-Z][\w’'.-]*+\s++){1,4}?"
    r"(?:said|says|asked|asks|added|adds|cried|called|shouted|replied|answered|wondered|exclaimed|whispered"
    r"|demanded|wrote|told|yelled|inquired|repeated|continued|went)\b"
)
_LOOK = 48
_SHORTENED = re.compile(r"(?:[^\W\d_]{1,5}\.\s?){0,3}[\w.ºª°-]{1,24}\Z")
_ROMAN = re.compile(r"[IVXL]{1,8}")


def split_sentences(
    text: str, start: int = 0, end: int | None = None, language: str = "en"
) -> tuple[Span, ...]:
    """Spans of the sentences in `text[start:end]`, in order; they tile the stretch without gap or overlap.

    A text without letters and digits is one span, an empty stretch none. `language` is a BCP 47 tag.

    >>> [text[s.start:s.end] for text in ["“Why?” she asked. He left."] for s in split_sentences(text)]
    ['“Why?” she asked. ', 'He left.']
    """
    stop = len(text) if end is None else end
    if start >= stop:
        return ()
    cuts = [start, *_word_cuts(text, start, stop, short_forms(language)), stop]
    return tuple(Span(a, b) for a, b in itertools.pairwise(cuts))


def _word_cuts(text: str, start: int, end: int, forms: ShortForms | None) -> Iterator[int]:
    """The cuts that have a letter or digit on both of their sides before the next cut."""
    held: int | None = None
    since = start
    for cut in (*_cuts(text, start, end, forms), end):
        if not _WORDY.search(text, since, cut):
            # Nothing to say here: it joins what is before it, or at the very start what is after it.
            held = cut if held is not None else None
        else:
            if held is not None:
                yield held
            held = cut
        since = cut


def _cuts(text: str, start: int, end: int, forms: ShortForms | None) -> Iterator[int]:
    for match in _STOP.finditer(text, start, end):
        if match.end() < end and (match["stop"] is None or _ends(text, start, end, match, forms)):
            yield match.end()


def _ends(text: str, start: int, end: int, match: re.Match[str], forms: ShortForms | None) -> bool:
    """Whether a Western stop with white space after it ends its sentence."""
    stop, closed = match["stop"], match["closed"]
    following = text[match.end() : min(end, match.end() + _LOOK)].lstrip(_OPENERS)
    word = found[0] if (found := _NEXT_WORD.match(following)) else ""
    asks = "?" in stop or "!" in stop
    if not following:
        return True
    if not word:
        # Before a dash the sentence goes on; before an emoji or the like it does not.
        return following[0] not in "–—-,;:/&" and not (
            _SUM.match(following) and _word_before(text, start, match.start()).lower() in _BEFORE_SUM
        )
    if word[0].islower() and word[1:].islower() | (len(word) == 1):
        before = _word_before(text, start, match.start())
        return stop == "." and not closed and _is_plain_word(before, forms)
    if asks:
        return not (closed and word.lower() not in _STARTERS and _ASKED.match(following))
    if stop[0] == "…" or stop.startswith(".."):
        return word.split("’")[0].split("'")[0] != "I"
    return len(stop) > 1 or bool(closed) or _full_stop(text, start, match.start(), word, forms)


def _word_before(text: str, start: int, at: int) -> str:
    found = _BEFORE.search(text[max(start, at - _LOOK) : at])
    return found[0].lstrip(".’'-") if found else ""


def _is_plain_word(word: str, forms: ShortForms | None) -> bool:
    """Long, lower case and no abbreviation: its full stop is one, even where small letters follow."""
    long = len(word) >= 5 and word.islower() and word.isalpha()
    return long and not _known(word) and not (forms and forms.knows(word))


def _known(word: str) -> bool:
    return word in _NEVER_END or word in _MAY_END or word in _BEFORE_NUMBER


def _full_stop(text: str, start: int, at: int, following: str, forms: ShortForms | None) -> bool:
    """Whether a single "." between a word and a capital (or number, or caseless letter) is a full stop."""
    if not _word_before(text, start, at):
        return True
    said = _by_short_forms(text, start, at, following, forms) if forms else None
    if said is not None:
        return said
    return _by_english(text, start, at, following, forms.openers if forms else _STARTERS)


def _by_short_forms(text: str, start: int, at: int, following: str, forms: ShortForms) -> bool | None:
    """The same, by the short forms of the language; None if they do not tell."""
    opens = following.lower() in forms.openers and following[0].isupper()
    for key in _keys(text, start, at):
        if key in forms.never_end or f"{key}.{following}" in forms.beginnings:
            return False
        if key in forms.before_number and (following[0].isdigit() or _ROMAN.fullmatch(following)):
            return False
        if key in forms.may_end:
            return opens or (key in forms.enders and not forms.nouns_have_capitals)
    word = _word_before(text, start, at)
    is_place = forms.nouns_have_capitals and (word.isdigit() or _ROMAN.fullmatch(word) is not None)
    if is_place and following in forms.behind_ordinals:
        return False
    before = _word_before(text, start, at - len(word) - 1).lower() if is_place else ""
    return opens if before in forms.before_ordinals or (is_place and word.isalpha()) else None


def _keys(text: str, start: int, at: int) -> Iterator[str]:
    """What may be a short form before a point, the longest first, without its white space; at a sentence's
    beginning with a small letter too."""
    found = _SHORTENED.search(text, max(start, at - _LOOK), at)
    if not found:
        return
    parts = re.split(r"(?<=\.)\s?", found[0].rstrip("."))
    begins = not text[max(start, found.start() - _LOOK) : found.start()].rstrip()[-1:].strip(".!?:")
    for first in range(len(parts)):
        key = "".join(parts[first:])
        yield key
        if first or begins:
            yield key[:1].lower() + key[1:]


def _by_english(text: str, start: int, at: int, following: str, starters: frozenset[str]) -> bool:
    """The same, by what English shortens, and by initials."""
    word = _word_before(text, start, at)
    low = word.lower()
    if word.isdigit():
        before = text[max(start, at - _LOOK) : at - len(word)].rstrip(_OPENERS + " \t")
        enumerates = len(word) <= 3 and (not before or before[-1] in "\r\n")
        return not enumerates and following.lower() not in _GERMAN_MONTHS
    abbreviates = low not in _CAPITAL_ONLY or word[0].isupper()
    if abbreviates and low in _BEFORE_NUMBER and following[0].isdigit():
        return False
    if abbreviates and (low in _NEVER_END or _counts_in_roman(low, following)):
        return False
    if _is_initial(text, start, at, word) or (abbreviates and low in _MAY_END) or _is_acronym(word):
        return following.lower() in starters and (len(following) > 1 or following in ("I", "À", "É", "È"))
    return True


def _counts_in_roman(low: str, following: str) -> bool:
    """Vol. IV, Mk. II; not "No. I see"."""
    return (
        low in _BEFORE_ROMAN
        and _ROMAN.fullmatch(following) is not None
        and (following != "I" or low not in ("no", "fig"))
    )


def _is_acronym(word: str) -> bool:
    """ "U.S", "a.m", "Ph.D": dots inside, and never more than two letters between them."""
    parts = word.split(".")
    return len(parts) > 1 and all(part.isalpha() and len(part) <= 2 for part in parts)


def _is_initial(text: str, start: int, at: int, word: str) -> bool:
    """A single letter that stands for a name; "I" only where a name is around it."""
    if len(word) != 1 or not word.isalpha():
        return False
    if word != "I":
        return True
    before = _word_before(text, start, max(start, at - 2))
    after = text[at + 1 : at + 4].lstrip()
    return before[:1].isupper() or after[1:2] == "."
