"""Texts with places for what is known of an article: `{title}`, `{byline}`, `{date}`, `{show}`.

Conventions
-----------
A part in square brackets is left out when a field in it has no value; outside brackets, the whole sentence is
left out. So nothing is ever read that says "by ." of an article without a byline. What fills a field is taken
as it is: braces in a title are no fields. Each sentence of the template is one string of the result.
"""

import re
from collections.abc import Mapping
from datetime import date

from scripts.model import Script
from scripts.words import main_language

FIELDS = ("title", "byline", "date", "show")

_FIELD = re.compile(r"\{([^{}]*)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_BRACKETS = frozenset("{}[]")
_SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s+|(?<=[.!?]\])\s+")
_TWO_STOPS = re.compile(r"([.!?…。！？][\"”’»)]*)\.\Z")
_BY = re.compile(r"\A(?:by|von|par|por)\s+", re.IGNORECASE)

INTRO = {
    "en": "[From {show}.] [{date}.] This is an audio edition, read by synthetic voices.",
    "de": "[Aus {show}.] [{date}.] Dies ist eine Audioausgabe, gelesen von synthetischen Stimmen.",
    "es": "[De {show}.] [{date}.] Esta es una edición de audio, leída por voces sintéticas.",
    "fr": "[De {show}.] [{date}.] Ceci est une édition audio, lue par des voix de synthèse.",
    "it": "[Da {show}.] [{date}.] Questa è un’edizione audio, letta da voci sintetiche.",
    "nl": "[Uit {show}.] [{date}.] Dit is een audio-editie, voorgelezen door synthetische stemmen.",
    "pt": "[De {show}.] [{date}.] Esta é uma edição em áudio, lida por vozes sintéticas.",
    "pl": "[{show}.] [{date}.] To jest wydanie audio, czytane przez głosy syntetyczne.",
    "sv": "[Ur {show}.] [{date}.] Det här är en ljudutgåva, uppläst av syntetiska röster.",
}
"""By language. Title and byline are left to the article, whose first lines they are."""
OUTRO = {
    "en": "That was {title}[, by {byline}]. [From {show}.] The voices are synthetic.",
    "de": "Das war {title}[, von {byline}]. [Aus {show}.] Die Stimmen sind synthetisch.",
    "es": "Esto fue {title}[, de {byline}]. [De {show}.] Las voces son sintéticas.",
    "fr": "C’était {title}[, de {byline}]. [De {show}.] Les voix sont synthétiques.",
    "it": "Questo era {title}[, di {byline}]. [Da {show}.] Le voci sono sintetiche.",
    "nl": "Dit was {title}[, door {byline}]. [Uit {show}.] De stemmen zijn synthetisch.",
    "pt": "Isto foi {title}[, de {byline}]. [De {show}.] As vozes são sintéticas.",
    "pl": "To był artykuł: {title}[, autor: {byline}]. [{show}.] Głosy są syntetyczne.",
    "sv": "Det var {title}[, av {byline}]. [Ur {show}.] Rösterna är syntetiska.",
}
INTRO_TITLE = {
    "en": "Introduction",
    "de": "Einleitung",
    "es": "Introducción",
    "fr": "Introduction",
    "it": "Introduzione",
    "nl": "Inleiding",
    "pt": "Introdução",
    "pl": "Wstęp",
    "sv": "Inledning",
}
OUTRO_TITLE = {
    "en": "Credits",
    "de": "Impressum",
    "es": "Créditos",
    "fr": "Crédits",
    "it": "Crediti",
    "nl": "Colofon",
    "pt": "Créditos",
    "pl": "Stopka",
    "sv": "Om ljudutgåvan",
}

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada"
    " grudnia",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
}
_DATES = {
    "en": "{day} {month} {year}",
    "de": "{day}. {month} {year}",
    "es": "{day} de {month} de {year}",
    "fr": "{day} {month} {year}",
    "it": "{day} {month} {year}",
    "nl": "{day} {month} {year}",
    "pt": "{day} de {month} de {year}",
    "pl": "{day} {month} {year}",
    "sv": "{day} {month} {year}",
}


def template_problem(template: str) -> str:
    """What a template must be that is none; empty if it is one.

    >>> template_problem("{title} by {autor}")
    'a text with the fields title, byline, date, show, and no {autor}'
    >>> template_problem("{title[, by {byline}]."), template_problem("{title}[, by {byline}].")
    ('a text in which each { has its } and each [ its ]', '')
    """
    strange = next((name for name in _FIELD.findall(template) if name not in FIELDS), None)
    if strange is not None and _BRACKETS.isdisjoint(strange):
        return f"a text with the fields {', '.join(FIELDS)}, and no {{{strange}}}"
    if strange is not None or not _BRACKETS.isdisjoint(_OPTIONAL.sub("", _FIELD.sub("", template))):
        return "a text in which each { has its } and each [ its ]"
    return ""


def values_of(script: Script, show: str) -> dict[str, str]:
    """What the fields stand for in this article; empty where it is not known. A byline's "By" is left out."""
    return {
        "title": _spaced(script.title),
        "byline": _BY.sub("", _spaced(script.byline)),
        "date": date_in_words(script.date, script.language),
        "show": _spaced(show),
    }


def filled(template: str, values: Mapping[str, str]) -> list[str]:
    """The sentences of `template`, with `values` for its fields, less what has none.

    >>> filled("{title}[, by {byline}]. [From {show}.] Good night.", {"title": "Who pays?", "show": ""})
    ['Who pays?', 'Good night.']
    """
    sentences = []
    for sentence in _SENTENCE_END.split(template):
        kept = _OPTIONAL.sub(lambda part: part[1] if _has_all(part[1], values) else "", sentence)
        if _has_all(kept, values):
            said = _FIELD.sub(lambda field: values.get(field[1], field[0]), kept)
            said = _TWO_STOPS.sub(r"\1", _spaced(said))
            if any(map(str.isalnum, said)):
                sentences.append(said)
    return sentences


def date_in_words(iso: str, language: str) -> str:
    """A date as it is read, without its time of day; the text itself if it is no ISO date.

    >>> [date_in_words(iso, "en-GB") for iso in ("2026-05-17", "2026-05-17T08:00Z", "in May")]
    ['17 May 2026', '17 May 2026', 'in May']
    """
    spoken = main_language(language)
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return _spaced(iso)
    if spoken not in _DATES:
        return day.isoformat()
    month = _MONTHS[spoken].split()[day.month - 1]
    return _DATES[spoken].format(day=day.day, month=month, year=day.year)


def _has_all(template: str, values: Mapping[str, str]) -> bool:
    return all(values.get(name, "") for name in _FIELD.findall(template) if name in FIELDS)


def _spaced(text: str) -> str:
    return " ".join(text.split())
