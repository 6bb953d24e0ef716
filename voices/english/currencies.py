"""Currencies: how they are written -> (said of one, of more, the hundredth of one, of more)."""

Currency = tuple[str, str, str, str]


def _dollar(of: str) -> Currency:
    return (f"{of} dollar", f"{of} dollars", "cent", "cents")


def _plain(one: str, many: str = "", *parts: str) -> Currency:
    part, *more = parts or ("cent", "cents")
    return (one, many or f"{one}s", part, more[0] if more else part)


SYMBOLS: dict[str, Currency] = {
    "$": _plain("dollar"),
    "US$": _dollar("US"),
    "A$": _dollar("Australian"),
    "AU$": _dollar("Australian"),
    "C$": _dollar("Canadian"),
    "CA$": _dollar("Canadian"),
    "HK$": _dollar("Hong Kong"),
    "NZ$": _dollar("New Zealand"),
    "S$": _dollar("Singapore"),
    "NT$": _dollar("Taiwan"),
    "R$": _plain("real", "reais", "centavo", "centavos"),
    "TT$": _dollar("Trinidad"),
    "J$": _dollar("Jamaican"),
    "N$": _dollar("Namibian"),
    "MX$": _plain("Mexican peso", "Mexican pesos", "centavo", "centavos"),
    "RM": _plain("ringgit", "ringgit", "sen", "sen"),
    "GH₵": _plain("cedi", "cedis", "pesewa", "pesewas"),
    "€": _plain("euro"),
    "£": _plain("pound", "pounds", "penny", "pence"),
    "¥": _plain("yen", "yen", "sen", "sen"),
    "₹": _plain("rupee", "rupees", "paisa", "paise"),
    "₽": _plain("ruble", "rubles", "kopek", "kopeks"),
    "₩": _plain("won", "won", "jeon", "jeon"),
    "₪": _plain("shekel", "shekels", "agora", "agorot"),
    "₺": _plain("lira", "lira", "kurush", "kurush"),
    "₴": _plain("hryvnia", "hryvnias", "kopek", "kopeks"),
    "₦": _plain("naira", "naira", "kobo", "kobo"),
    "₱": _plain("peso", "pesos", "centavo", "centavos"),
    "฿": _plain("baht", "baht", "satang", "satang"),
    "₫": _plain("dong", "dong", "xu", "xu"),
    "₵": _plain("cedi", "cedis", "pesewa", "pesewas"),
    "₸": _plain("tenge", "tenge", "tiyn", "tiyn"),
    "₡": _plain("colon", "colones", "centimo", "centimos"),
    "₲": _plain("guarani", "guaranies", "centimo", "centimos"),
    "₮": _plain("tugrik", "tugriks", "mongo", "mongo"),
    "₾": _plain("lari", "lari", "tetri", "tetri"),
    "₿": _plain("bitcoin"),
}
"""Before a number, attached to it."""

CODES: dict[str, Currency] = {
    "USD": _dollar("US"),
    "AUD": _dollar("Australian"),
    "CAD": _dollar("Canadian"),
    "HKD": _dollar("Hong Kong"),
    "NZD": _dollar("New Zealand"),
    "SGD": _dollar("Singapore"),
    "EUR": SYMBOLS["€"],
    "GBP": SYMBOLS["£"],
    "JPY": SYMBOLS["¥"],
    "CNY": _plain("yuan", "yuan", "fen", "fen"),
    "RMB": _plain("yuan", "yuan", "fen", "fen"),
    "CHF": _plain("Swiss franc", "Swiss francs", "centime", "centimes"),
    "SFr": _plain("Swiss franc", "Swiss francs", "centime", "centimes"),
    "SEK": _plain("Swedish krona", "Swedish kronor", "öre", "öre"),
    "NOK": _plain("Norwegian krone", "Norwegian kroner", "øre", "øre"),
    "DKK": _plain("Danish krone", "Danish kroner", "øre", "øre"),
    "PLN": _plain("zloty", "zlotys", "grosz", "groszy"),
    "CZK": _plain("Czech crown", "Czech crowns", "haler", "halers"),
    "HUF": _plain("forint", "forints", "filler", "filler"),
    "RUB": SYMBOLS["₽"],
    "UAH": SYMBOLS["₴"],
    "TRY": SYMBOLS["₺"],
    "INR": _plain("Indian rupee", "Indian rupees", "paisa", "paise"),
    "PKR": _plain("Pakistani rupee", "Pakistani rupees", "paisa", "paise"),
    "BRL": SYMBOLS["R$"],
    "MXN": _plain("Mexican peso", "Mexican pesos", "centavo", "centavos"),
    "ZAR": _plain("rand", "rand"),
    "KRW": SYMBOLS["₩"],
    "ILS": SYMBOLS["₪"],
    "SAR": _plain("Saudi riyal", "Saudi riyals", "halala", "halalas"),
    "AED": _plain("dirham", "dirhams", "fils", "fils"),
    "NGN": SYMBOLS["₦"],
    "THB": SYMBOLS["฿"],
    "BTC": SYMBOLS["₿"],
    "Rs": SYMBOLS["₹"],
    "Rs.": SYMBOLS["₹"],
    "HRK": _plain("kuna", "kunas", "lipa", "lipas"),
    "RON": _plain("leu", "lei", "ban", "bani"),
    "BGN": _plain("lev", "leva", "stotinka", "stotinki"),
    "ISK": _plain("Icelandic krona", "Icelandic kronur", "eyrir", "aurar"),
    "ARS": _plain("Argentine peso", "Argentine pesos", "centavo", "centavos"),
    "EGP": _plain("Egyptian pound", "Egyptian pounds", "piastre", "piastres"),
    "IDR": _plain("rupiah", "rupiah", "sen", "sen"),
    "PHP": _plain("Philippine peso", "Philippine pesos", "centavo", "centavos"),
    "KES": _plain("Kenyan shilling", "Kenyan shillings"),
    "KSh": _plain("Kenyan shilling", "Kenyan shillings"),
    "Ksh": _plain("Kenyan shilling", "Kenyan shillings"),
    "TWD": _dollar("Taiwan"),
    "MYR": _plain("ringgit", "ringgit", "sen", "sen"),
    "VND": _plain("dong", "dong", "xu", "xu"),
    "CLP": _plain("Chilean peso", "Chilean pesos", "centavo", "centavos"),
    "QAR": _plain("Qatari riyal", "Qatari riyals", "dirham", "dirhams"),
    "KWD": _plain("Kuwaiti dinar", "Kuwaiti dinars", "fils", "fils"),
    "zł": _plain("zloty", "zlotys", "grosz", "groszy"),
    "kr": _plain("krona", "kronor", "öre", "öre"),
    "Kč": _plain("Czech crown", "Czech crowns", "haler", "halers"),
}
"""Before or after a number, attached to it or as a word of their own."""

AFTER = "".join(sign for sign in SYMBOLS if len(sign) == 1) + "$"
"""Signs that also stand after a number."""
