"""What stands around an article: title and date, found in its own words."""

import re
from datetime import date

from scripts.reading.bylines import byline
from scripts.reading.layout import ends_sentence
from scripts.words import fold

TITLE_CHARACTERS = 160
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio janeiro januari tammikuuta stycznia ledna ianuarie"
            " ocak января січня januára gener",
            "february feb februar février febrero febbraio fevereiro februari helmikuuta lutego února"
            " februarie şubat февраля лютого februára febrer",
            "march mar märz mars marzo março maart marts maaliskuuta marca března martie mart марта"
            " березня març",
            "april apr avril abril aprile huhtikuuta kwietnia dubna aprilie nisan апреля квітня apríla",
            "may mai mayo maggio maio mei maj toukokuuta maja května mayıs мая травня mája maig",
            "june jun juni juin junio giugno junho kesäkuuta czerwca června iunie haziran июня червня"
            " júna juny",
            "july jul juli juillet julio luglio julho heinäkuuta lipca července iulie temmuz июля липня"
            " júla juliol",
            "august aug août agosto augustus augusti elokuuta sierpnia srpna ağustos августа серпня"
            " augusta agost",
            "september sept sep septembre septiembre settembre setembro syyskuuta września září"
            " septembrie eylül сентября вересня setembre",
            "october oct oktober octobre octubre ottobre outubro lokakuuta października října octombrie"
            " ekim октября жовтня októbra",
            "november nov novembre noviembre novembro marraskuuta listopada listopadu noiembrie kasım"
            " ноября листопада novembra",
            "december dec dezember décembre diciembre dicembre dezembro desember joulukuuta grudnia"
            " prosince decembrie aralık декабря грудня decembra desembre",
        ),
        start=1,
    )
    for name in names.split()
}
_YEAR = r"(?P<year>(?:1[5-9]|2[01])\d\d)"
_DATES = (
    re.compile(rf"\b{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    re.compile(
        rf"\b(?P<day>\d\d?)(?:st|nd|rd|th|\.)?(?:\sde|\sof)?\s(?P<name>[^\W\d_]{{3,13}})\.?,?(?:\sde)?\s{_YEAR}\b"
    ),
    re.compile(rf"\b(?P<name>[^\W\d_]{{3,13}})\.?\s(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s{_YEAR}\b"),
    re.compile(rf"\b(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?{_YEAR}\b"),
    re.compile(rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<month>\d\d?)\s?[月월]\s?(?P<day>\d\d?)\s?[日일]"),
)
# What may stand on a date line beside the date: days of the week, "published", a time, a zone.
_BESIDE_DATE = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thur?s?|fri|sat|sun"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?"
    r"|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    r"|publié|mis\sà\sjour|publicad[oa]|actualizad[oa]|atualizad[oa]|pubblicat[oa]|aggiornat[oa]|gepubliceerd|bijgewerkt"
    r"|publicerad|uppdaterad|publisert|oppdatert|offentliggjort|opdateret|julkaistu|opublikowano|zaktualizowano"
    r"|publikováno|опубликовано|обновлено|опубліковано|yayınlandı|発行|公開|更新|公開日|更新日|发布|發布|于|在|à|op|il|r|г"
    r"|(?:first\s)?published|posted|updated|dated?"
    r"|modified|last|on|at|am|um|uhr|le|el|veröffentlicht|stand|vom|the|a\.?m\.?|p\.?m\.?"
    r"|[ECMP][SD]?T|GMT|UTC|BST|CES?T|\d\d?[:.h]\d\d(?::\d\d)?|\d\d?)(?=\W|\Z)",
    re.IGNORECASE,
)


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
