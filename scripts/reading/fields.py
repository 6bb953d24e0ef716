"""What stands around an article: title, byline, date, and its language, found in its own words."""

import re
from datetime import date

from scripts.reading.layout import ends_sentence
from scripts.words import fold, word_set

TITLE_CHARACTERS = 160
_BYLINE_CHARACTERS = 120

_NAME = (
    r"(?:[A-Z][\w’'.-]*|[^\W\d_a-zA-Z][\w’'.-]*|de|da|di|du|van|von|der|den|la|le|el|al|bin|and|und|et|y|e|&)"
)
_BYLINE = re.compile(
    r"(?:(?:written|reported|story|text|words)\s)?(?:by|von|par|por|di|door|av|af)\b[:\s]\s?"
    rf"(?P<names>{_NAME}(?:,?\s{_NAME}){{0,11}})(?P<rest>(?:\s?[,|•·–—/-].{{0,70}})?)\Z"
)
_OFFICE = re.compile(
    r",\s(?=[^,]*\b(?:writer|reporter|correspondent|editor|staff|press|contributor|critic|columnist|redaktion)\b)",
    re.IGNORECASE,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio",
            "february feb februar février febrero febbraio",
            "march mar märz mars marzo",
            "april apr avril abril aprile",
            "may mai mayo maggio",
            "june jun juni juin junio giugno",
            "july jul juli juillet julio luglio",
            "august aug août agosto",
            "september sept sep septembre septiembre settembre",
            "october oct oktober octobre octubre ottobre",
            "november nov novembre noviembre",
            "december dec dezember décembre diciembre dicembre",
        ),
        start=1,
    )
    for name in names.split()
}
_YEAR = r"(?P<year>(?:1[5-9]|2[01])\d\d)"
_DATES = (
    re.compile(rf"\b{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    re.compile(
        rf"\b(?P<day>\d\d?)(?:st|nd|rd|th|\.)?(?:\sde|\sof)?\s(?P<name>[^\W\d_]{{3,10}})\.?,?(?:\sde)?\s{_YEAR}\b"
    ),
    re.compile(rf"\b(?P<name>[^\W\d_]{{3,10}})\.?\s(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s{_YEAR}\b"),
    re.compile(rf"\b(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?{_YEAR}\b"),
)
# What may stand on a date line beside the date: days of the week, "published", a time, a zone.
_BESIDE_DATE = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thur?s?|fri|sat|sun"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|(?:first\s)?published|posted|updated|dated?"
    r"|modified|last|on|at|am|um|uhr|le|el|veröffentlicht|stand|vom|the|a\.?m\.?|p\.?m\.?"
    r"|[ECMP][SD]?T|GMT|UTC|BST|CES?T|\d\d?[:.h]\d\d(?::\d\d)?|\d\d?)(?=\W|\Z)",
    re.IGNORECASE,
)

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\Z")
"""BCP 47, as far as files have it."""

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
_ALPHABETS = (
    ("ru", re.compile(r"[а-яёіїєґўјљњђћџѓќѕ]")),
    ("el", re.compile(r"[α-ω]")),
    ("he", re.compile(r"[א-ת]")),
    ("ar", re.compile(r"[ء-يپچژگکیٹڈڑںےہ]")),
    ("hi", re.compile(r"[ऄ-ह]")),
    ("ja", re.compile(r"[ぁ-ヿ]")),
    ("ko", re.compile(r"[가-힣]")),
    ("zh", re.compile(r"[一-鿿]")),
)
_OWN_LETTERS = {
    "ru": (
        ("be", "ў", "щъ"),
        ("uk", "іїєґ", "ыэ"),
        ("mk", "ѓќѕ", "ыђћ"),
        ("sr", "јљњђћџ", "ыщ"),
        ("bg", "ъ", "ыэ"),
    ),
    "ar": (("ur", "ٹڈڑںے", ""), ("fa", "پچژگکی", "")),
}
"""Languages of one alphabet, the most telling first: the letters that tell them, and those that they lack and
which may be no more."""
_OWN_SHARE = 0.004
"""Of all letters: so many are no foreign names. Russian has ъ ten times more seldom."""
_SAMPLE_CHARACTERS = 20_000


def is_title(words: str) -> bool:
    """Whether the words that stand first and alone can be a title: short, and no sentence.

    Somebody's words in quotation marks are one if no sign ends them, as headlines have it.

    >>> is_title("Men are still in hiding"), is_title("He left."), is_title("She said:")
    (True, False, False)
    >>> is_title("“We never saw the sea”"), is_title("“We never saw the sea.”")
    (True, False)
    """
    text = fold(words)
    if not 2 <= len(text) <= TITLE_CHARACTERS or text[-1] in ",;:–—-":
        return False
    if is_quoted(text):
        return text[-2] not in ",;:–—-" and not ends_sentence(text)
    return not ends_sentence(text) or text[-1] in "?!" or text.isupper()


def is_quoted(words: str) -> bool:
    """Whether the words begin and end with quotation marks."""
    text = fold(words)
    return len(text) > 2 and text[0] in "\"“„«»‘'" and text[-1] in "\"”“»«’'"


def heads_article(words: str, following: str) -> bool:
    """Whether the words that stand first are a title, with what follows them: in quotation marks, a whole
    sentence is one over a byline.

    >>> heads_article("“We never saw the sea.”", "By Jane Doe")
    True
    """
    over_byline = is_quoted(words) and len(words) <= TITLE_CHARACTERS and byline(following) != ""
    return over_byline or is_title(words)


def byline(words: str) -> str:
    """Who wrote it, without the "By"; empty if the words are no byline.

    >>> byline("By Jane Doe and Max Roe"), byline("By the time she left")
    ('Jane Doe and Max Roe', '')
    """
    text = fold(words)
    if len(text) > _BYLINE_CHARACTERS:
        return ""
    found = _BYLINE.match(text[:1].lower() + text[1:] if not text.isupper() else text[:3].lower() + text[3:])
    if not found or (len(found["names"].split()) < 2 and not found["rest"]):
        return ""
    return _OFFICE.split(found["names"], maxsplit=1)[0].rstrip(" ,")


def date_line(words: str) -> str:
    """The date, as ISO 8601, of a line that holds a date and little else; empty otherwise.

    >>> date_line("Published on Friday, July 21, 2017, 3:04 p.m. ET"), date_line("In July 2017 it rained.")
    ('2017-07-21', '')
    """
    text = fold(words)
    if len(text) > 80:
        return ""
    for pattern in _DATES:
        if (match := pattern.search(text)) and (found := _iso(match)):
            beside = _BESIDE_DATE.sub("", text[: match.start()] + " " + text[match.end() :])
            return "" if any(character.isalnum() for character in beside) else found
    return ""


def any_date(words: str) -> str:
    """The first full date that is named in `words`, as ISO 8601; empty if none."""
    text = fold(words[:200])
    return next(
        (found for pattern in _DATES for match in pattern.finditer(text) if (found := _iso(match))), ""
    )


def language(text: str) -> str:
    """BCP 47 of the language that `text` is most likely in: by its alphabet, else by its commonest words.

    English if nothing speaks for another one.

    >>> language("Der Hund und die Katze sind nicht mit uns auf dem Weg zu einem Haus."), language("Hm")
    ('de', 'en')
    """
    sample = text[:_SAMPLE_CHARACTERS].lower()
    letters = sum(character.isalpha() for character in sample) or 1
    for code, alphabet in _ALPHABETS:
        # Kana in a third of the text make it Japanese; Chinese comes last and has none.
        if len(alphabet.findall(sample)) > 0.3 * letters:
            others = _OWN_LETTERS.get(code, ())
            least = _OWN_SHARE * letters
            for one, own, lacking in others:
                if sum(map(sample.count, own)) > max(least, sum(map(sample.count, lacking))):
                    return one
            return code
    words = re.findall(r"[^\W\d_]+", sample)
    counts = {code: sum(word in common for word in words) for code, common in COMMON_WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    sure = counts[best] >= 5 and counts[best] > 1.3 * counts["en"]
    return best if sure else "en"


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = _MONTHS.get((parts.get("name") or "").lower()) or int(parts.get("month") or 0)
    try:
        return date(int(parts["year"]), month, int(parts["day"])).isoformat()
    except ValueError:
        return ""
