"""Languages: the three letters that ID3 wants for the two that everybody writes (ISO 639-2/T, which is also
ISO 639-3), and which way a language is written.
"""

from scripts.words import main_language

_TWO_TO_THREE = """
aa aar ab abk ae ave af afr ak aka am amh an arg ar ara as asm av ava ay aym az aze ba bak be bel bg bul bi
bis bm bam bn ben bo bod br bre bs bos ca cat ce che ch cha co cos cr cre cs ces cu chu cv chv cy cym da dan
de deu dv div dz dzo ee ewe el ell en eng eo epo es spa et est eu eus fa fas ff ful fi fin fj fij fo fao fr
fra fy fry ga gle gd gla gl glg gn grn gu guj gv glv ha hau he heb hi hin ho hmo hr hrv ht hat hu hun hy hye
hz her ia ina id ind ie ile ig ibo ii iii ik ipk io ido is isl it ita iu iku ja jpn jv jav ka kat kg kon ki
kik kj kua kk kaz kl kal km khm kn kan ko kor kr kau ks kas ku kur kv kom kw cor ky kir la lat lb ltz lg lug
li lim ln lin lo lao lt lit lu lub lv lav mg mlg mh mah mi mri mk mkd ml mal mn mon mr mar ms msa mt mlt my
mya na nau nb nob nd nde ne nep ng ndo nl nld nn nno no nor nr nbl nv nav ny nya oc oci oj oji om orm or ori
os oss pa pan pi pli pl pol ps pus pt por qu que rm roh rn run ro ron ru rus rw kin sa san sc srd sd snd se
sme sg sag si sin sk slk sl slv sm smo sn sna so som sq sqi sr srp ss ssw st sot su sun sv swe sw swa ta tam
te tel tg tgk th tha ti tir tk tuk tl tgl tn tsn to ton tr tur ts tso tt tat tw twi ty tah ug uig uk ukr ur
urd uz uzb ve ven vi vie vo vol wa wln wo wol xh xho yi yid yo yor za zha zh zho zu zul
"""

_WORDS = _TWO_TO_THREE.split()
_CODES = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))


def three_letters(language: str) -> str:
    """ISO 639-2 code of a BCP 47 language; "und" (undetermined) if it has none.

    >>> three_letters("en-GB"), three_letters("haw"), three_letters("x-klingon"), three_letters("")
    ('eng', 'haw', 'und', 'und')
    """
    primary = main_language(language)
    if len(primary) == 3 and primary.isascii() and primary.isalpha():
        return primary
    return _CODES.get(primary, "und")


_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"))


def direction(language: str) -> str:
    """For HTML's `dir`.

    >>> direction("ar-EG"), direction("en")
    ('rtl', 'ltr')
    """
    return "rtl" if main_language(language) in _RIGHT_TO_LEFT else "ltr"


def clean_tag(language: str) -> str:
    """A language as HTML's `lang` takes it; English if it cannot be one.

    >>> clean_tag("en-GB"), clean_tag('e"n'), clean_tag("<>")
    ('en-GB', 'en', 'en')
    """
    kept = "".join(one for one in language if one.isascii() and (one.isalnum() or one == "-")).strip("-")
    return kept if kept[:2].isalpha() else "en"


def lang(language: str) -> str:
    """Attributes for words in another language than the page's, in HTML and in XHTML.

    >>> lang("fr"), lang("")
    (' lang="fr" xml:lang="fr"', '')
    """
    tag = clean_tag(language) if language else ""
    return f' lang="{tag}" xml:lang="{tag}"' if tag else ""
