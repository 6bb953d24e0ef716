"""Which language a whole article is in, and what tells languages apart: alphabets, letters, commonest words.

Conventions
-----------
Languages are BCP 47 primary subtags. Cheap evidence is asked first. The identifier (py3langid, a naive Bayes
over byte n-grams, offline, the same answer for the same words) takes half a second to load; it is asked only
about texts that their alphabet, or enough of one language's commonest words, does not settle: short ones,
and those in a language that is easily taken for another.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from scripts.words import FUNCTION_WORDS, word_set

KNOWN = sorted(
    word_set(
        "ar bg ca cs cy da de el en es et eu fa fi fr ga he hi hr hu id is it ja ka ko la lt lv mk ms nl no"
        " pl pt ro ru sk sl sq sr sv sw ta th tr uk ur vi zh"
    )
)
"""Languages that are told apart; dialects and minor relatives would draw short texts to them."""
ALIKE = (
    frozenset(("no", "nb", "nn", "da", "sv")),
    frozenset(("cs", "sk")),
    frozenset(("hr", "sr", "sl", "mk", "bg")),
    frozenset(("es", "pt", "ca", "it")),
    frozenset(("id", "ms")),
    frozenset(("ru", "uk", "bg")),
)
ALPHABETS = {
    name: re.compile(signs)
    for name, signs in (
        ("Latin", "[A-Za-zÀ-ɏḀ-ỿ]"),
        ("Cyrillic", "[Ѐ-ӿ]"),
        ("Greek", "[Ͱ-Ͽἀ-῿]"),
        ("Hebrew", "[א-ת]"),
        ("Arabic", "[ء-ۿ]"),
        ("Devanagari", "[ऄ-ॿ]"),
        ("Bengali", "[ঀ-৿]"),
        ("Gurmukhi", "[਀-੿]"),
        ("Gujarati", "[઀-૿]"),
        ("Tamil", "[஀-௿]"),
        ("Telugu", "[ఀ-౿]"),
        ("Kannada", "[ಀ-೿]"),
        ("Malayalam", "[ഀ-ൿ]"),
        ("Sinhala", "[඀-෿]"),
        ("Thai", "[ก-๛]"),
        ("Lao", "[ກ-ໟ]"),
        ("Burmese", "[က-႟]"),
        ("Georgian", "[Ⴀ-ჿ]"),
        ("Ethiopic", "[ሀ-፿]"),
        ("Khmer", "[ក-៿]"),
        ("Armenian", "[Ա-֏]"),
        ("Hangul", "[가-힣]"),
        ("Han", "[぀-ヿ一-鿿]"),
    )
}
USUAL = {
    "Cyrillic": "ru",
    "Greek": "el",
    "Hebrew": "he",
    "Arabic": "ar",
    "Devanagari": "hi",
    "Bengali": "bn",
    "Gurmukhi": "pa",
    "Gujarati": "gu",
    "Tamil": "ta",
    "Telugu": "te",
    "Kannada": "kn",
    "Malayalam": "ml",
    "Sinhala": "si",
    "Thai": "th",
    "Lao": "lo",
    "Burmese": "my",
    "Georgian": "ka",
    "Ethiopic": "am",
    "Khmer": "km",
    "Armenian": "hy",
    "Hangul": "ko",
    "Han": "zh",
}
"""What a few words in an alphabet are in, where nothing else tells."""
WRITTEN = {
    "Cyrillic": word_set("ru uk bg mk sr"),
    "Arabic": word_set("ar fa ur"),
}
"""What else may be written in one."""
KANA = re.compile(r"[぀-ヿ]")
COMMON_WORDS = {
    "en": word_set(
        "the of and to in that is was for it with as his he on be by had not are but from have this"
    ),
    "de": word_set(
        "der die und das den von ist nicht mit sich des auf für ein eine dem auch es als war im zu"
    ),
    "fr": word_set(
        "le la les et des est une du dans que qui pour pas sur au avec ce il elle plus ne se sont"
    ),
    "es": word_set("el la los las y del que es una por con para se su al lo como más pero fue sus está han"),
    "it": word_set("il la di che è e un una per non con del della sono ha gli le si più anche nel alla dei"),
    "nl": word_set(
        "de het een van en is dat op te zijn voor met niet aan er om ook als maar bij uit door naar"
    ),
    "pt": word_set("o a os as e do da dos das que é um uma para com não em por se mais como mas foi ao seu"),
    "sv": word_set(
        "och att det som en är av för på med den till inte har de om ett han var sig jag men från"
    ),
    "pl": word_set("i w na z że nie się do jest to jak o po ale za od przez był dla tym czy już są przed"),
}
"""Commonest words of languages in the Latin alphabet."""
SURE, SURER = 0.97, 0.995
"""How likely a language must be, and a short text's."""
DOUBT = 0.02
"""The language that was thought of first must not be likelier than this."""
FEW_LETTERS = 40
"""Below this a text is short, and surer evidence is asked for."""
LEAST_LETTERS, LEAST_WORDS = 20, 4
"""Less says too little."""

_PART = 0.3
"""Of all letters: an article with so many in another alphabet than the Latin one is written in that."""
_KANA_PART = 0.05
_OWN_LETTERS = {
    "Cyrillic": (
        ("be", "ў", "щъ"),
        ("uk", "іїєґ", "ыэ"),
        ("mk", "ѓќѕ", "ыђћ"),
        ("sr", "јљњђћџ", "ыщ"),
        ("bg", "ъ", "ыэ"),
        ("ru", "ыэё", ""),
    ),
    "Arabic": (("ur", "ٹڈڑںے", ""), ("fa", "پچژگکی", "")),
}
"""Languages of one alphabet, the most telling first: the letters that tell them, and those that they lack and
which may be no more."""
_OWN_SHARE = 0.004
"""Of all letters: so many are no foreign names. Russian has ъ ten times more seldom."""
_ENGLISH_SHARE = 0.12
"""Of all words: English has so many that only English has among its commonest."""
_SURE_ENOUGH = 0.9
"""How likely another language must be where none of those words is there."""
_FEWEST_LETTERS, _FEWEST_SURE, _FEWEST_DOUBT = 8, 0.95, 0.002
"""The same for a text of two words or three."""
_ALONE = word_set("de es fr it nl pt")
"""Languages that no other is easily taken for by its commonest words: Danish has Swedish ones."""
_NOT_CATALAN = word_set("y los las con para su como más pero")
_SAMPLE, _ASKED = 20_000, 4_000
"""Characters of an article that are looked at, and that the identifier is asked about."""


def article_language(text: str) -> str:
    """The language that a whole text is most likely in; English if nothing speaks for another one.

    >>> article_language("Rada gminy zbierze się ponownie w piątek."), article_language("Hm")
    ('pl', 'en')
    """
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample)) or 1
    for name, signs in ALPHABETS.items():
        if name != "Latin" and len(signs.findall(sample)) > _PART * letters:
            lower = sample.lower()
            return by_letters(name, lower, letters) or _likeliest(lower, WRITTEN[name])
    return _in_latin(sample, letters)


@cache
def common_words(language: str) -> frozenset[str]:
    """The commonest words of a language, as far as they are known here."""
    common = COMMON_WORDS.get(language, frozenset[str]())
    return common | FUNCTION_WORDS if language == "en" else common


def words_of(sample: str) -> list[str]:
    """The words, in lower case, without digits and signs."""
    return re.findall(r"[^\W\d_]+", sample.lower())


def identified(sample: str, own: str = "") -> tuple[str, float, float]:
    """The likeliest language, how likely it is, and how likely `own` is."""
    ranked = ranks(sample)
    best = max(ranked, key=lambda code: ranked[code])
    return best, ranked[best], ranked.get(own, 0.0)


def ranks(sample: str) -> dict[str, float]:
    """How likely each of the known languages is; the sum is 1."""
    return {code: float(share) for code, share in _identifier().rank(sample[:_ASKED])}


def by_letters(alphabet: str, sample: str, letters: int) -> str:
    """The language of a text in an alphabet other than the Latin one, by its letters (of a `sample` in lower
    case, of which `letters` are); empty where these do not tell.

    >>> by_letters("Han", "これは川です", 6), by_letters("Cyrillic", "де ви їх бачили", 12)
    ('ja', 'uk')
    """
    if alphabet == "Han":
        return "ja" if len(KANA.findall(sample)) > _KANA_PART * letters else "zh"
    least = _OWN_SHARE * letters
    for one, own, lacking in _OWN_LETTERS.get(alphabet, ()):
        if sum(map(sample.count, own)) > max(least, sum(map(sample.count, lacking))):
            return one
    return "" if alphabet == "Cyrillic" else USUAL[alphabet]


def _likeliest(sample: str, languages: Iterable[str]) -> str:
    ranked = ranks(sample)
    return max(languages, key=lambda code: ranked[code])


def _in_latin(sample: str, letters: int) -> str:
    words = words_of(sample)
    counts = {code: sum(word in common for word in words) for code, common in COMMON_WORDS.items()}
    first, second = sorted(counts, key=lambda code: -counts[code])[:2]
    settled = first in _ALONE and counts[first] >= 5 and counts[first] > 2 * counts[second]
    if settled and (first != "es" or len(_NOT_CATALAN.intersection(words)) > 1):
        return first
    english = sum(word in _english_only() for word in words)
    few = letters < LEAST_LETTERS or len(words) < LEAST_WORDS
    if english >= _ENGLISH_SHARE * len(words) or (few and (letters < _FEWEST_LETTERS or english)):
        return "en"
    ranked = ranks(sample)
    best = max(ranked, key=lambda code: ranked[code])
    # Relatives share a short text's likelihood: the likelier of them is the best that can be said.
    family = {code for group in ALIKE if best in group for code in group} | {best}
    sure = sum(ranked.get(code, 0.0) for code in family)
    wanted = _FEWEST_SURE if few else SURE if english else _SURE_ENOUGH
    return best if sure >= wanted and ranked["en"] <= (_FEWEST_DOUBT if few else DOUBT) else "en"


@cache
def _english_only() -> frozenset[str]:
    others = (common for code, common in COMMON_WORDS.items() if code != "en")
    return common_words("en").difference(*others)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # imports numpy, and loads for a second

    load: Any = LanguageIdentifier.from_model_file
    identifier = load(MODEL_FILE, norm_probs=True)
    identifier.set_languages(KNOWN)
    return identifier
