"""What stands around an article: title, byline and date, found in its own words."""

import re
from datetime import date

from scripts.reading.layout import ends_sentence
from scripts.words import fold

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


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = _MONTHS.get((parts.get("name") or "").lower()) or int(parts.get("month") or 0)
    try:
        return date(int(parts["year"]), month, int(parts["day"])).isoformat()
    except ValueError:
        return ""
