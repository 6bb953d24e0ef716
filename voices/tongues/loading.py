"""Reads what each language has of its own from `data/<language>.toml`.

Conventions of the files
------------------------
Lists are words parted by spaces; `_` in a word of a list stands for a space. A noun that is counted is
`"gender one, many"` (many is left out where it is the same), a currency has its hundredth behind a semicolon.
Genders are `m`, `f`, `n`; `ms` is Italian's masculine that wants "uno". Short forms are those of
`scripts.short_forms`, where sentences are cut by them too. Patterns hold `{h}` hours, `{m}` minutes (in
times) or the month (in dates), `{d}` the day, `{y}` the year. What a file leaves out, its language has not.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from scripts.short_forms import ShortForms, short_forms
from scripts.words import main_language
from voices.tongues.facts import (
    Cardinals,
    Cases,
    Dates,
    Endings,
    Fractions,
    Noun,
    Ordinals,
    Romans,
    Times,
    Tongue,
    Words,
)


@cache
def tongue_of(language: str) -> Tongue | None:
    """The facts of a BCP 47 language; None if it has no file."""
    name = main_language(language)
    path = files("voices.tongues").joinpath("data", f"{name}.toml")
    forms = short_forms(name)
    if forms is None or not path.is_file():
        return None
    data = tomllib.loads(path.read_text("utf-8"))
    return _of_region(_tongue(name, data, forms), language, data)


def _of_region(tongue: Tongue, language: str, data: Mapping[str, Any]) -> Tongue:
    """With what the region of a tag writes otherwise: "es-MX" has points before decimals, and pesos."""
    regions = {part.upper() for part in re.split("[-_]", language)[1:]}
    currencies = dict(tongue.currencies)
    if regions & _set(data.get("peso_regions", "")):
        currencies["$"] = currencies["peso"]
    return replace(
        tongue,
        currencies=currencies,
        decimal_point=bool(regions & _set(data.get("point_regions", ""))),
    )


def _tongue(language: str, data: Mapping[str, Any], forms: ShortForms) -> Tongue:
    money = dict(data["currencies"])
    link = money.pop("link", "")
    vowel_link = money.pop("vowel_link", link)
    currencies = {sign: _noun(text) for sign, text in money.items()}
    duration = data["duration"]
    return Tongue(
        language=language,
        thousands=data["thousands"],
        decimal_point=False,
        hundreds_of_years=data.get("hundreds_of_years", False),
        singular_below_two=data.get("singular_below_two", False),
        range_word=data["range_word"],
        comma=data.get("comma", ""),
        ages=_endings(data.get("ages", [])),
        age_ends=_set(data.get("age_ends", "")),
        score_word=data["score_word"],
        per=data["per"],
        score_marks=data["score_marks"],
        score_dash=data.get("score_dash", False),
        century_words=_set(data["century_words"]),
        openers=forms.openers,
        telephones=data["telephones"],
        cardinals=_cardinals(data["cardinals"]),
        ordinals=_ordinals(data["ordinals"], forms),
        times=_times(data["times"]),
        dates=_dates(data["dates"]),
        durations=tuple(_noun(text) for text in duration["parts"]),
        duration_joint=duration["joint"],
        magnitudes={short: _noun(text) for short, text in data["magnitudes"].items()},
        magnitude_words=_set(data["magnitude_words"]),
        currencies=currencies,
        currency_words=frozenset(form for noun in currencies.values() for form in (noun.one, noun.many)),
        link=link,
        vowel_link=vowel_link,
        cents_word=data.get("cents_word", ""),
        unlinked=_set(data.get("unlinked", "")),
        pointed=forms.pointed,
        word_units=_set(data.get("word_units", "")),
        units={unit: _noun(text) for unit, text in data["units"].items()},
        fractions=_fractions(data["fractions"]),
        short=forms.short,
        enders=forms.enders,
        may_end=forms.may_end,
        unpointed=data.get("unpointed", {}),
        titles=forms.titles,
        unpointed_titles=_set(data.get("unpointed_titles", "")),
        hyphened=data.get("hyphened", {}),
        before_number=forms.before_number,
        signs=data["signs"],
        romans=_romans(data["roman"]),
        letters=_set(data["letters"]),
    )


def _cardinals(data: Mapping[str, Any]) -> Cardinals:
    return Cardinals(
        below_hundred=_list(data["below_hundred"]),
        hundreds=_list(data["hundreds"]),
        exactly_hundred=data["exactly_hundred"],
        joint=data.get("joint", ""),
        one=data["one"],
        feminine=_endings(data.get("feminine", [])),
        masculine=_endings(data.get("masculine", [])),
        thousand=data.get("thousand", ""),
        thousand_joint=data.get("thousand_joint", " "),
        feminine_ends=_list(data.get("feminine_ends", "")),
        masculine_ends=_list(data.get("masculine_ends", "")),
        feminine_nouns=_set(data.get("feminine_nouns", "")),
        masculine_nouns=_set(data.get("masculine_nouns", "")),
    )


def _ordinals(data: Mapping[str, Any], forms: ShortForms) -> Ordinals:
    return Ordinals(
        exact={int(number): word for number, word in data["exact"].items()},
        exact_within_hundreds=data.get("exact_within_hundreds", False),
        small=data.get("small", ""),
        large=data.get("large", ""),
        endings=_endings(data.get("endings", [])),
        units=_list(data.get("units", "")),
        tens=_list(data.get("tens", "")),
        hundreds=_list(data.get("hundreds", "")),
        feminine=_endings(data.get("feminine", [])),
        plural=data.get("plural", "s"),
        short=_endings(data.get("short", [])),
        suffixes=data.get("suffixes", {}),
        others=data.get("others", {}),
        cases=_cases(data["cases"], forms) if "cases" in data else None,
    )


def _cases(data: Mapping[str, str], forms: ShortForms) -> Cases:
    nominative, neuter = _set(data["nominative"]), _set(data["neuter"])
    return Cases(
        weak=forms.before_ordinals - nominative - neuter,
        nominative=nominative,
        double=_set(data["double"]),
        datives=_set(data["datives"]),
        neuter=neuter,
        feminine_nouns=_set(data["feminine_nouns"]),
        feminine_ends=_list(data["feminine_ends"]),
        neuter_nouns=_set(data["neuter_nouns"]),
        neuter_ends=_list(data["neuter_ends"]),
        ordered=forms.behind_ordinals,
        skipped=_list(data["skipped"]),
        links=_set(data["links"]),
    )


def _times(data: Mapping[str, Any]) -> Times:
    one, _, many = data.get("hour", "").partition(" ")
    return Times(
        after=_set(data["after"]),
        before=_set(data["before"]),
        marks=data["marks"],
        full=data["full"],
        minutes=data["minutes"],
        with_unit=data.get("with_unit", data["minutes"]),
        hour=(one, many),
        gender=data["gender"],
    )


def _dates(data: Mapping[str, Any]) -> Dates:
    months = _list(data["months"])
    names = {name.lower(): at for at, name in enumerate(months, 1)}
    return Dates(
        marks=data["marks"].replace(" ", ""),
        months=months,
        names=names | data.get("also", {}),
        short={name.lower(): at for name, at in data["short"].items()},
        said=data["said"],
        without_year=data["without_year"],
        first=data.get("first", ""),
        cues=_set(data["cues"]),
    )


def _fractions(data: Mapping[str, Any]) -> Fractions:
    return Fractions(
        half=data["half"],
        half_of=data.get("half_of", data["half"]),
        and_half=data["and_half"],
        names={int(number): _noun(f"m {text}") for number, text in data["names"].items()},
        endings=_endings(data.get("endings", [])),
        ordinal_ending=data.get("ordinal_ending", ""),
        plural=_endings(data.get("plural", [])),
        one=data["one"],
        over=data["over"],
    )


def _romans(data: Mapping[str, Any]) -> Romans:
    return Romans(
        numbered=_set(data["numbered"]),
        ordinal_nouns=_set(data["ordinal_nouns"]),
        feminine_nouns=_set(data.get("feminine_nouns", "")),
        masculine_articles=_set(data.get("masculine_articles", "")),
        feminine_articles=_set(data.get("feminine_articles", "")),
        regnal=_set(data["regnal"]),
        regnal_women=_set(data["regnal_women"]),
        style=data["style"],
        the=data.get("the", ""),
    )


def _noun(text: str) -> Noun:
    whole, _, part = text.partition("; ")
    gender, _, forms = whole.partition(" ")
    one, _, many = forms.partition(", ")
    return Noun(gender, one, many or one, _noun(f"m {part}") if part else None)


def _list(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


def _set(text: str) -> Words:
    return frozenset(text.split())


def _endings(pairs: list[list[str]]) -> Endings:
    return tuple((ending, instead) for ending, instead in pairs)
