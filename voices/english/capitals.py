"""Words in capitals: which are read letter by letter (NYC, FDIC), and which are words (NATO, PAC, NOT).

A synthesiser says what it can as a word ("nick" for NYC, "plow" for PLO). Two or three capitals that are no
word, no name and no acronym are initials. Of longer ones a list tells, and what nobody can say.
"""

import re

from voices.english.rule import given_names
from voices.rule import words

_SPELLED = words(
    "AARP ACLU ADA AFT ASA BYOB COO CSIRO CSIS DOE DOT DUI DVLA EEOC ERA ESA FDIC FOMC IAAF IAEA ICC ICRC "
    "IFRC IFRS IPCC IRA ISBN IT IUCN JCPOA LED NCAA NTSB OAS OECD OHCHR OSCE POW ROTC SAT SEIU UCLA UNFPA "
    "UNGA UNHCR UNODC UPS USAF USMC USMCA USPS VAT "
    "AIIB AITA AQAP CAGR COPD IBEW IMHO IOPC ITIA LNER NASUWT NYSE PAYE PCOS PHEV RFID SADC TGIF UKAEA UKHSA "
    "UKRI USCIS USGA USPTO USTA"
)
"""Letter by letter though they look like words, or are long."""
_WORDS = words(
    "ACE ACT AD ADD ADO AFT AGE AGO AH AHA AID AIL AIM AIR AL ALE ALL ALT AM AN AND ANT ANY APE APP APT "
    "ARC ARE ARK ARM ART AS ASH ASK AT ATE AUG AWE AX AXE AYE BAD BAG BAH BAM BAN BAR BAT BAY BE BED BEE "
    "BEG BEN BET BIB BID BIG BIN BIT BO BOA BOB BOG BOO BOP BOW BOX BOY BRA BUD BUG BUM BUN BUS BUT BUY "
    "BY BYE CAB CAD CAM CAN CAP CAR CAT CAW COB COD COG CON COO COP COT COW COY CRY CUB CUD CUE CUP CUR "
    "CUT DAB DAD DAM DAS DAY DEC DEL DEN DER DES DEW DID DIE DIG DIM DIN DIP DO DOC DOE DOG DON DOT DRY "
    "DUB DUD DUE DUG DUO DYE EAR EAT EBB ED EEL EGG EGO EH EIN ELF ELK ELM EM EMU END EON ERA ERR EVE EWE "
    "EX EYE FAB FAD FAN FAR FAT FAX FEB FED FEE FEN FEW FIB FIG FIN FIR FIT FIX FLU FLY FOE FOG FOR FOX "
    "FRI FRY FUN FUR GAB GAG GAL GAP GAS GAY GEL GEM GET GIG GIN GNU GO GOA GOD GOT GUM GUN GUT GUY GYM "
    "HA HAD HAM HAN HAS HAT HAY HE HEM HEN HER HEW HEX HEY HI HID HIM HIP HIS HIT HO HOG HOP HOT HOW HU "
    "HUB HUE HUG HUH HUM HUT ICY IF ILL IMP IN INK INN ION IRE IS IT ITS IVY JAB JAM JAN JAR JAW JAY JET "
    "JIG JO JOB JOG JOT JOY JUG JUL JUN KEG KEN KEY KID KIM KIN KIT LA LAB LAD LAG LAO LAP LAS LAW LAX "
    "LAY LED LEE LEG LET LI LID LIE LIP LIT LO LOG LOL LOO LOS LOT LOW LUG MA MAD MAN MAO MAP MAR MAT MAW "
    "MAX MAY ME MED MEN MET MID MIX MOB MOM MON MOP MOW MU MUD MUG MUM MY NAG NAH NAP NAY NET NEW NIL NIP "
    "NO NOD NOR NOT NOV NOW NU NUN NUT OAF OAK OAR OAT OCT ODD ODE OF OFF OFT OH OHM OIL OK OLD ON ONE "
    "OPS OPT OR ORB ORE OUR OUT OVA OW OWE OWL OWN OX PAD PAK PAL PAN PAR PAT PAW PAY PEA PEG PEN PEP PER "
    "PET PEW PIE PIG PIT PLY POD POP POT POW PRO PRY PUB PUN PUP PUT QI RAG RAN RAP RAT RAW RAY RE RED "
    "REF REP RIB RID RIG RIM RIP ROB ROD ROE ROT ROW RUB RUE RUG RUM RUN RUT RYE SAD SAG SAN SAT SAW SAY "
    "SEA SEE SEP SET SEW SEX SHE SHY SIC SIN SIP SIR SIS SIT SIX SKI SKY SLY SO SOB SOD SON SOW SOY SPA "
    "SPY STY SUB SUE SUM SUN SUP SUR TAB TAD TAG TAN TAO TAP TAR TAT TAX TEA TEE TEN THE THU THY TIC TIE "
    "TIN TIP TO TOE TON TOO TOP TOT TOW TOY TRY TUB TUE TUG TUX TWO UGH UH UM UND UNE UNI UP URN US USE "
    "VAN VAT VET VEX VIA VIC VIE VIM VOL VON VOW WAD WAG WAR WAS WAX WAY WE WEB WED WEE WET WHO WHY WIG "
    "WIN WIT WOE WOK WON WOO WOW WRY WU XI XU YAK YAM YAP YAY YE YEA YEP YES YET YEW YIN YO YOU YU YUM "
    "YUP ZAG ZAP ZEN ZIG ZOO"
)
"""English words of two and three letters, months, and particles of names."""
ACRONYMS = words(
    "AIDS AIPAC ASCAP ASEAN ASIC AUKUS BAFTA BRICS CAC CAF CAS CISA CUNY DACA DAX DEFRA DOS EASA EFSA "
    "EFTA FARC FEMA FERC FIDE FIFA FIFO FIS FISA FOIA GAAP GATT GIF HUD IATA ICAC ICANN ICE IFAD INEC "
    "IRNA ISIL ISIS JAG LAN MAC MAGA MERS NAFTA NASA NASCAR NATO NICE NIMBY NOAA OCHA OFAC OFCOM OFSTED "
    "OLED OPEC OSHA PAC PETA PFAS PIN POTUS RADA RAM REIT RICO ROM RUSI SAM SAP SARS SCOTUS SEAL SHAPE "
    "SIM SPAC STEM SUNY SWAPO SWAT TARP TED TEPCO UCAS UKIP UMNO UNICEF UNITA UNRWA WAN ZANU ZIP"
)
"""Said as words."""
_UNSAYABLE = re.compile(r"[AEIOU][B-DF-HJ-NP-TV-XZ]{3,6}|[B-DF-HJ-NP-TV-XZ]{3,6}[AEIOU]")
"""What a synthesiser says as a word although nobody can: IRGC, DVLA."""
_SAYABLE = words(
    "ACTS ADDS APTS ARCH ARMS ARTS ASKS ASPS EGGS ELKS ELMS ENDS INCH INNS IRKS ITCH ODDS OILS ORBS UMPS THRU"
)
_LOUD = words("UPS OAS ESA DUI")
"""Spelled, and met among words in capitals as words or as parts of some."""
_ROMAN = re.compile("[IVXLC]{2,3}")
_SHORT = 3


def is_spelled(word: str) -> bool:
    """Whether capitals are read letter by letter; those that every synthesiser spells by itself (BBC) need no
    telling.

    >>> is_spelled("NYC"), is_spelled("NATO"), is_spelled("NOT"), is_spelled("BBC"), is_spelled("FDIC")
    (True, False, False, False, True)
    """
    if word in _SPELLED:
        return True
    if not (word.isascii() and word.isalpha() and word.isupper()):
        return False
    if 1 < len(word) <= _SHORT:
        return has_vowel(word) and not (is_word_too(word) or _ROMAN.fullmatch(word))
    return _UNSAYABLE.fullmatch(word) is not None and word not in _SAYABLE


def has_vowel(letters: str) -> bool:
    """Whether they could be said as a word at all."""
    return any(vowel in letters for vowel in "AEIOUY")


def is_word_too(word: str) -> bool:
    """Whether a short word in capitals may be one that is only loud: IT, ERA."""
    return word in _WORDS or word in ACRONYMS or word in _LOUD or word.lower() in given_names()


def spell(letters: str) -> str:
    """Letter by letter, as synthesisers read it so: with the stress of one word.

    >>> spell("IMF")
    'I.M.F'
    """
    return ".".join(letters)


def spell_with(letters: str, ending: str) -> str:
    """The same with an ending after the last letter.

    >>> spell_with("NGO", "'s"), spell_with("AG", "'s")
    ("N.G.O's", "A-G's")
    """
    apart = spell(letters) if len(letters) > 2 else " ".join(letters).replace("A ", "A-")
    return apart + ending


def spelled_out(said: str) -> str:
    """What a rule says, initials in it spelled: it comes from no headline.

    >>> spelled_out("FY twenty twenty"), spelled_out("NATO or IT")
    ('F.Y twenty twenty', 'NATO or IT')
    """
    return _CAPITALS.sub(lambda found: spell(found[0]) if _is_initials(found[0]) else found[0], said)


def _is_initials(word: str) -> bool:
    return is_spelled(word) and not is_word_too(word)


_CAPITALS = re.compile(r"(?<![\w.'-])[A-Z]{2,8}(?![\w.'-])")
