"""Pronunciation lexicons of the W3C (PLS 1.0), read and written.

https://www.w3.org/TR/pronunciation-lexicon/: `lexicon` with an `alphabet`, `lexeme` with one or more
`grapheme`, and `phoneme` (IPA) or `alias` (a respelling). Of several pronunciations the preferred one counts,
else the first.
Files are untrusted: no document type, no entities, nothing is fetched.
"""

from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from scripts.errors import ConfigError
from voices.lexicon import Lexicon, Pronunciation, problem

NAMESPACE = "http://www.w3.org/2005/01/pronunciation-lexicon"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MOST_BYTES = 20_000_000
_HELP = "https://www.w3.org/TR/pronunciation-lexicon/ shows the format."


def read_pls(data: bytes, name: str) -> Lexicon:
    """The lexicon in a file called `name`. Raises ConfigError, naming the file and the line."""
    if len(data) > MOST_BYTES:
        raise ConfigError(
            f"{name} is larger than {MOST_BYTES // 1_000_000} MB", "Leave out what is not needed."
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ConfigError(
            f"{name}, line {error.lineno or 1}: no well-formed XML: {error.msg}", _HELP
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ConfigError(
            f"{name}, line 1: a document type is not read", "Take <!DOCTYPE ...> out of the file."
        )
    return _Reader(name).lexicon(root)


@dataclass(frozen=True, slots=True)
class _Reader:
    name: str

    def lexicon(self, root: etree._Element) -> Lexicon:
        if _tag(root) != "lexicon":
            raise self._wrong(root, f"<lexicon> was expected, not <{_tag(root)}>")
        alphabet = root.get("alphabet", "ipa")
        entries: dict[str, Pronunciation] = {}
        for lexeme in root:
            if isinstance(lexeme.tag, str) and _tag(lexeme) == "lexeme":
                for written, said in self._lexeme(lexeme, alphabet).items():
                    entries.setdefault(written, said)
        return Lexicon(tuple(sorted(entries.items())))

    def _lexeme(self, lexeme: etree._Element, alphabet: str) -> dict[str, Pronunciation]:
        graphemes = [self._text(e) for e in lexeme if isinstance(e.tag, str) and _tag(e) == "grapheme"]
        ways = [e for e in lexeme if isinstance(e.tag, str) and _tag(e) in ("phoneme", "alias")]
        if not graphemes or not ways:
            lacking = "pronunciation" if graphemes else "<grapheme>"
            raise self._wrong(lexeme, f"a lexeme without a {lacking}")
        said = Pronunciation(self._best(ways, "alias"), self._ipa(ways, alphabet))
        if wrong := problem(str(said)):
            raise self._wrong(ways[0], f"{graphemes[0]!r} must be {wrong}")
        return dict.fromkeys(graphemes, Pronunciation.of(str(said)))

    def _ipa(self, ways: list[etree._Element], alphabet: str) -> str:
        for way in ways:
            if _tag(way) == "phoneme" and way.get("alphabet", alphabet).lower() != "ipa":
                raise self._wrong(
                    way, f"the alphabet {way.get('alphabet', alphabet)!r} is not known, only ipa"
                )
        return self._best(ways, "phoneme")

    def _best(self, ways: list[etree._Element], tag: str) -> str:
        found = [way for way in ways if _tag(way) == tag]
        preferred = [way for way in found if way.get("prefer") == "true"]
        return self._text((preferred or found)[0]) if found else ""

    def _text(self, element: etree._Element) -> str:
        text = " ".join((element.text or "").split())
        if not text or len(element):
            raise self._wrong(element, f"<{_tag(element)}> must hold plain text")
        return text

    def _wrong(self, element: etree._Element, what: str) -> ConfigError:
        return ConfigError(f"{self.name}, line {element.sourceline or 1}: {what}", _HELP)


def _tag(element: etree._Element) -> str:
    name = etree.QName(element)
    return name.localname if name.namespace in (NAMESPACE, None) else f"{{{name.namespace}}}{name.localname}"


def write_pls(lexicon: Lexicon, language: str) -> bytes:
    """The lexicon as a file.

    >>> b"<alias>shee mon</alias>" in write_pls(Lexicon.of({"Szymon": "shee mon"}), "en")
    True
    """
    root = etree.Element(f"{{{NAMESPACE}}}lexicon", nsmap={None: NAMESPACE}, attrib={"version": "1.0"})
    root.set("alphabet", "ipa")
    root.set(_LANGUAGE, language)
    for written, said in lexicon.entries:
        lexeme = etree.SubElement(root, f"{{{NAMESPACE}}}lexeme")
        etree.SubElement(lexeme, f"{{{NAMESPACE}}}grapheme").text = written
        for tag, text in (("phoneme", said.ipa), ("alias", said.respelling)):
            if text:
                etree.SubElement(lexeme, f"{{{NAMESPACE}}}{tag}").text = text
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
