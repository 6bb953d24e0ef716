"""Number words below a thousand, and how numbers stand before what is counted.

Engines read figures in their language; words are made only where the figures would be read wrong: places in a
row, years by hundreds, and the forms that follow a noun's gender.
"""

from voices.tongues.facts import Endings, Noun, Tongue


def cardinal(number: int, tongue: Tongue) -> str:
    """A whole number below a thousand, in words; below a million where the language has a word for it.

    >>> from voices.tongues.loading import tongue_of
    >>> [cardinal(n, tongue_of("de")) for n in (1, 21, 100, 345)]
    ['eins', 'einundzwanzig', 'hundert', 'dreihundertfünfundvierzig']
    >>> cardinal(172, tongue_of("fr")), cardinal(2219, tongue_of("pt"))
    ('cent soixante-douze', 'dois mil duzentos e dezenove')
    """
    facts = tongue.cardinals
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        many = facts.thousand if thousands == 1 else f"{cardinal(thousands, tongue)} {facts.thousand}"
        joint = facts.thousand_joint if rest < 100 or rest % 100 == 0 else " "
        return many + (joint + cardinal(rest, tongue) if rest else "")
    hundreds, rest = divmod(number, 100)
    if number == 100:
        return facts.exactly_hundred
    said = [facts.hundreds[hundreds - 1]] if hundreds else []
    if rest or not hundreds:
        said.append(facts.below_hundred[rest])
    return facts.joint.join(said)


def ordinal(number: int, tongue: Tongue, form: str = "m") -> str:
    """A place in a row below a thousand; `form` is "m", "f", "ms", "fs" (several), "short" or one that the
    language calls its own. German: the stem, without the ending of the case.

    >>> from voices.tongues.loading import tongue_of
    >>> [ordinal(n, tongue_of("fr")) for n in (1, 2, 21, 80)]
    ['premier', 'deuxième', 'vingt et unième', 'quatre-vingtième']
    >>> [ordinal(n, tongue_of("es"), "f") for n in (3, 13, 21)]
    ['tercera', 'decimotercera', 'vigésima primera']
    >>> [ordinal(n, tongue_of("nl")) for n in (1, 8, 19, 20, 103)]
    ['eerste', 'achtste', 'negentiende', 'twintigste', 'honderdderde']
    """
    facts = tongue.ordinals
    if form in facts.others:
        return facts.others[form]
    said = _place(number, tongue)
    if form.startswith("f"):
        said = " ".join(ended(word, facts.feminine) for word in said.split())
    if form == "short":
        return ended(said, facts.short)
    return " ".join(word + facts.plural for word in said.split()) if form.endswith("s") else said


def _place(number: int, tongue: Tongue) -> str:
    facts = tongue.ordinals
    if number in facts.exact:
        return facts.exact[number]
    if facts.units:
        figures = f"{number:03}"
        rows = (facts.hundreds, facts.tens, facts.units)
        return " ".join(
            row[int(figure) - 1] for row, figure in zip(rows, figures, strict=True) if int(figure)
        )
    rest = number % 100
    if facts.exact_within_hundreds:
        head = tongue.cardinals.hundreds[number // 100 - 1] if number >= 100 else ""
        if rest in facts.exact:
            return head + facts.exact[rest]
        return cardinal(number, tongue) + (facts.small if 0 < rest < 20 or number == 0 else facts.large)
    return ended(cardinal(number, tongue), facts.endings)


def ended(word: str, endings: Endings) -> str:
    """The word with another ending, where it has one of those that are listed.

    >>> ended("neuf", (("f", "vième"), ("", "ième")))
    'neuvième'
    """
    for ending, instead in endings:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + instead
    return word


def before_noun(number: str, noun: Noun, tongue: Tongue) -> str:
    """A number, as written, before what is counted: figures, or words where the noun decides their form.

    >>> from voices.tongues.loading import tongue_of
    >>> es = tongue_of("es")
    >>> [before_noun(n, es.units[u], es) for n, u in (("1", "km"), ("21", "km"), ("200", "t"), ("1,5", "km"))]
    ['un', 'veintiún', 'doscientas', '1,5']
    """
    longest = 6 if tongue.cardinals.thousand else 3
    if not number.isdigit() or len(number) > longest or (number[0] == "0" and len(number) > 1):
        return number
    if number == "1":
        return tongue.cardinals.one.get(noun.gender) or tongue.cardinals.one["m"]
    plain = cardinal(int(number), tongue)
    facts = tongue.cardinals
    endings = {"f": facts.feminine, "m": facts.masculine}.get(noun.gender, ())
    said = " ".join(ended(word, endings) for word in plain.split())
    return number if said == plain else said


def form(number: str, noun: Noun, tongue: Tongue) -> str:
    """The noun after a number, as written.

    >>> from voices.tongues.loading import tongue_of
    >>> [form(n, tongue_of(t).magnitudes["M"], tongue_of(t)) for n, t in (("1,5", "fr"), ("1,5", "es"))]
    ['million', 'millones']
    """
    one = number == "1"
    if tongue.singular_below_two:
        one = one or number == "0" or number.startswith(("0,", "1,"))
    return noun.one if one else noun.many


def year(digits: str, tongue: Tongue) -> str:
    """Four figures, said by hundreds where the language does that.

    >>> from voices.tongues.loading import tongue_of
    >>> year("1848", tongue_of("de")), year("2019", tongue_of("de")), year("1848", tongue_of("nl"))
    ('achtzehnhundertachtundvierzig', '2019', '1848')
    """
    if not tongue.hundreds_of_years or not "1100" <= digits <= "1999" or len(digits) != 4:
        return digits
    names = tongue.cardinals
    rest = int(digits[2:])
    century = names.below_hundred[int(digits[:2])] + names.exactly_hundred
    return century + (names.below_hundred[rest] if rest else "")
