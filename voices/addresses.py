"""Addresses of the web and of mail, handles and hashtags: how to know them, and how languages that leave
figures to the engine say their marks.

The names of marks are those in common use when an address is read out. A language without a table keeps
the words of an address, and the marks that engines name.
"""

import re
from collections.abc import Mapping

from scripts.words import main_language

_MAIL = re.compile(r"[\w.+&-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?:/\S*)?")
_TOP = (
    "com|org|net|gov|edu|info|io|co|uk|de|fr|eu|us|ca|au|ru|ua|cn|tv|news|app|dev|ai|mil|int|biz|it|es|nl|ch|at|be"
    "|se|no|dk|fi|pl|cz|ie|in|jp|kr|br|mx|za|nz|sm|me|ly|gg|xyz|tech|online|site|html|htm|php|pdf|jpg|jpeg|png|gif"
    "|mp3|mp4|zip|exe|txt|csv|docx?|xlsx?"
)
_HOST = re.compile(rf"(?:[\w-]{{1,63}}\.){{1,8}}(?:{_TOP})(?::[0-9]{{1,5}})?(?:[/?#]\S*)?")
_INITIALS = re.compile(r"(?:[A-Z]\.){1,4}[A-Z][a-z]{0,2}")
"""N.E.Br, an author of plants' names."""
_SCHEME = re.compile(r"(https?|ftp|file)://", re.IGNORECASE)
PARTS = re.compile(r"[0-9]+|[^\W\d_]+|[\W_]")
"""Of an address or a tag: figures, letters, and each mark."""

_ORDER = "./@-_:#"
_SPOKEN = {
    "cs": "tečka lomítko zavináč pomlčka podtržítko dvojtečka hashtag",
    "da": "punktum skråstreg snabel-a bindestreg understreg kolon hashtag",
    "de": "Punkt Schrägstrich ät Bindestrich Unterstrich Doppelpunkt Hashtag",
    "es": "punto barra arroba guion guion+bajo dos+puntos hashtag",
    "fi": "piste kauttaviiva ät viiva alaviiva kaksoispiste hashtag",
    "fr": "point slash arobase tiret tiret+bas deux+points hashtag",
    "it": "punto barra chiocciola trattino trattino+basso due+punti hashtag",
    "nb": "punktum skråstrek krøllalfa bindestrek understrek kolon hashtag",
    "nl": "punt slash apenstaartje streepje laag+streepje dubbele+punt hashtag",
    "pl": "kropka ukośnik małpa myślnik podkreślenie dwukropek hashtag",
    "pt": "ponto barra arroba hífen sublinhado dois+pontos hashtag",
    "ru": "точка слэш собака дефис подчёркивание двоеточие хэштег",
    "sv": "punkt snedstreck snabel-a bindestreck understreck kolon hashtag",
    "tr": "nokta eğik+çizgi et tire alt+çizgi iki+nokta hashtag",
    "uk": "крапка слеш собака дефіс підкреслення двокрапка хештег",
}
_ALIASES = {"no": "nb", "nn": "nb"}


def is_address(word: str) -> bool:
    """Whether a word is an address of the web or of mail, or the name of a file.

    >>> is_address("ann@alder.org"), is_address("alder.org/news"), is_address("e.g")
    (True, True, False)
    """
    lower = word.lower()
    if ("." not in word and "/" not in word) or _INITIALS.fullmatch(word):
        return False
    found = _SCHEME.match(lower) or _MAIL.fullmatch(word) or _HOST.fullmatch(lower)
    return lower.startswith("www.") or found is not None


def tag_parts(tag: str) -> list[str]:
    """The words, figures and marks of a hashtag.

    >>> tag_parts("SaveTheFerry"), tag_parts("NYTimes2024")
    (['Save', 'The', 'Ferry'], ['NY', 'Times', '2024'])
    """
    apart = re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", tag)
    return [part for part in PARTS.findall(apart) if part != " "]


def said_elsewhere(word: str, language: str) -> str:
    """How a word is said in a language other than English; as it is written unless it is an address, a
    handle or a tag.

    >>> said_elsewhere("ann_b@alder.de", "de"), said_elsewhere("#SaubereLuft", "fr-CA")
    ('ann Unterstrich b ät alder Punkt de', 'hashtag Saubere Luft')
    """
    names = _names(language)
    if word[:1] == "#" and len(word) > 1 and not word[1:].isdigit():
        return " ".join([names.get("#", "hashtag"), *(names.get(part, part) for part in tag_parts(word[1:]))])
    if not names or not (is_address(word) or (word[:1] == "@" and len(word) > 2)):
        return word
    return " ".join(names.get(part, part) for part in PARTS.findall(word))


def _names(language: str) -> Mapping[str, str]:
    primary = main_language(language)
    names = _SPOKEN.get(_ALIASES.get(primary, primary), "").split()
    return {mark: name.replace("+", " ") for mark, name in zip(_ORDER, names, strict=False)}
