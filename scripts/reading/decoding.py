"""Bytes in, text out: which encoding a file is in.

The order: a byte-order mark, strict UTF-8, the charset that the page or its server declares, and last what
charset-normalizer makes of a legacy encoding, if it is sure. What is no text in any of them is refused.
The text is decoded and nothing else: a byte-order mark stays as U+FEFF at offset 0.
"""

import codecs
import re

from scripts.errors import ArticleError
from scripts.words import sayable, trim

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""charset\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HEAD_BYTES = 32 * 1024
"""Where a page declares its charset; browsers look at 1 KiB, and tool bars put in above it push it down."""
_SAMPLE_BYTES = 200_000
_SURE_CHAOS = 0.15
_WESTERN_SHARE, _WESTERN_FEW = 0.12, 6
_LETTERS = frozenset("ŠŒŽšœžŸ".encode("cp1252"))
"""The letters of windows-1252 under C0, among marks."""
_WESTERN = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœŠšŽžŸ"
    "“”‘’‚„‹›«»–—…•€£¥§©®™°ªº½¼¾·¿¡\u00a0\u00ad"
)
"""What western prose has of windows-1252; other code pages have other signs in the same places."""
"""charset-normalizer's measure of mess in the text, above which the text is not worth reading."""
_UTF8_NEXT_STEP = "Save it as UTF-8 text and try again."


def decode(data: bytes, name: str, declared: str = "") -> str:
    """The text in `data`, with a byte-order mark as its first character if there was one.

    `name` says in errors which file it is; `declared` is the charset that the page's server named. Raises
    ArticleError if there is no text in it: nothing at all, white space only, binary data, unknown bytes.
    """
    return read_encoded(data, name, declared)[0]


def read_encoded(data: bytes, name: str, declared: str = "") -> tuple[str, str]:
    """As `decode`; and a note for the producer, if the bytes are in no encoding that was declared but in
    another one, else nothing."""
    if not data:
        raise ArticleError(f"{name} is empty", "Give a file with the article's text in it.")
    text, other = _decoded(data, name, declared)
    start, end = trim(text, 0, len(text))
    if start >= end:
        raise ArticleError(f"{name} holds only white space", "Give a file with the article's text in it.")
    if len(_CONTROL.findall(text, 0, _SAMPLE_BYTES)) > 0.3 * min(len(text), _SAMPLE_BYTES):
        raise _binary(name)
    if not sayable(text):
        raise ArticleError(f"{name} holds no words", "Give a file with the article's text in it.")
    note = f"{name} says that it is in {declared}, and is in {other}: it was read as that."
    return text, note if other and declared else ""


def declared_charset(data: bytes) -> str:
    """The charset that an HTML page declares at its beginning; empty if none."""
    found = _DECLARED.search(data[:_HEAD_BYTES])
    return found[1].decode("ascii") if found else ""


def _decoded(data: bytes, name: str, declared: str) -> tuple[str, str]:
    """The text, and its encoding where nothing tells that but the text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), ""
            except UnicodeDecodeError as error:
                raise ArticleError(
                    f"{name} starts as {encoding.upper()} text but is damaged at byte {error.start}",
                    _UTF8_NEXT_STEP,
                ) from error
    # UTF-16 without a mark is full of NULs too, but so is what is no text; a stray one is read.
    if (
        data.count(b"\0", 0, _SAMPLE_BYTES) > max(2, 0.01 * min(len(data), _SAMPLE_BYTES))
        or data[:4] == b"%PDF"
    ):
        raise _binary(name)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        known = _known(data, declared)
        return (known, "") if known else _guessed(data, name, error)


_NO_CHARSETS = frozenset({"unicode-escape", "raw-unicode-escape", "utf-7", "idna", "punycode", "undefined"})
"""Codecs of Python's that no page is written in: they interpret the text, or make lone surrogates of it."""


_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""What labels mean on the web, where more is written than they stand for: WHATWG Encoding Standard, 4.2."""
_DAMAGED = 0.005
"""Share of characters that may be broken in a page that declares its charset; browsers show such pages too,
with U+FFFD for each."""


def _known(data: bytes, declared: str) -> str:
    """Decoded as declared; empty if that is no encoding of text or the bytes are not in it."""
    if not declared:
        return ""
    try:
        name = codecs.lookup(declared).name
        if name in _NO_CHARSETS:
            return ""
        name = _MEANT.get(name, name)
        text = data.decode(name, "replace")
    except (LookupError, UnicodeError, ValueError):
        return ""
    return text if text.count("\ufffd") <= _DAMAGED * len(text) else ""


_TAG = re.compile(rb"<[^<>]*>")
"""Of a page. Its signs are never half of a character in the encodings of East Asia."""
_FOREIGN = re.compile(rb"[\x80-\xff]")


def _telling(data: bytes) -> bytes:
    """The part of the bytes that tells an encoding: of a page, what is between tags and not ASCII alone."""
    sample = data[:_SAMPLE_BYTES]
    if data.lstrip()[:1] != b"<":
        return sample
    return b" ".join(part for part in _TAG.split(sample) if _FOREIGN.search(part))


_EASTERN = {
    "gb18030": frozenset(
        "的一是不了在人有他这中大来上个到说们为和地出也时年就那要下以会着去之过家对可里后小没"
    ),
    "big5": frozenset("的一是不了在人有他這中大來上個到說們為和地出也時年就那要下以會著去之過家對可裡後小沒"),
    "cp932": frozenset(map(chr, range(0x3041, 0x3094))),
    "euc_jp": frozenset(map(chr, range(0x3041, 0x3094))),
    "cp949": frozenset("이다는을의에가고하지은로를도한서리기사아인그나들어자시해"),
}
"""The commonest characters of what is written in each encoding of East Asia; of Japanese, the hiragana. A
text that is read in another of them has hardly any of these."""
_COMMON = 0.1
"""Share of the characters beyond ASCII that they are in prose, at least; a quarter is usual."""


def _eastern(sample: bytes) -> str:
    """The encoding of East Asia that a sample is in; empty if it is in none."""
    shares: dict[str, float] = {}
    for encoding, common in _EASTERN.items():
        text = [character for character in sample.decode(encoding, "replace") if character > "\x7f"]
        shares[encoding] = sum(character in common for character in text) / max(1, len(text))
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= _COMMON else ""


def _guessed(data: bytes, name: str, error: UnicodeDecodeError) -> tuple[str, str]:
    from charset_normalizer import from_bytes  # slow to import, rarely needed

    if data.count(b"\0"):
        raise _binary(name) from error
    western = _western(data)
    if western:
        return western, "windows-1252"
    if text := _known(data, eastern := _eastern(_telling(data))):
        return text, eastern
    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    if best is not None and any(character > "\u2e7f" for character in str(best)):
        best = None  # the form of an encoding of East Asia, and none of the words
    if best is None or best.chaos > _SURE_CHAOS or _few_letters(str(best)):
        raise ArticleError(
            f"{name} is not UTF-8 (byte {error.start}) and in no other encoding that can be told",
            _UTF8_NEXT_STEP,
        ) from error
    text = _known(data, best.encoding)
    if not text:
        raise ArticleError(f"{name} mixes encodings", _UTF8_NEXT_STEP) from error
    return text, best.encoding


def _western(data: bytes) -> str:
    """Decoded as windows-1252 if that gives mostly ASCII with the marks of western languages, else empty.

    Statistics cannot tell one "ñ" in English from the letter that another code page has there. Letters are
    counted alone: a short text full of quotes has many curly marks.
    """
    foreign = sum(byte >= 0xC0 or byte in _LETTERS for byte in data[:_SAMPLE_BYTES])
    if foreign > max(_WESTERN_FEW, _WESTERN_SHARE * min(len(data), _SAMPLE_BYTES)):
        return ""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return text if all(character in _WESTERN for character in set(text) if character > "\x7f") else ""


def _few_letters(text: str) -> bool:
    """Prose is letters and spaces; random bytes read in a legacy encoding are mostly something else."""
    prose = sum(character.isalpha() or character.isspace() for character in text)
    return prose < 0.75 * len(text) or " " not in text


def _binary(name: str) -> ArticleError:
    return ArticleError(
        f"{name} is not a text file",
        "Give the article as text, Markdown or HTML, or save the document as one.",
    )
