"""What several readers do with pages as lxml has them."""

import re

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from scripts.words import LANGUAGE_TAG

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_DECLARATION = re.compile(r"\A\s*<\?xml[^<>]*\?>")


def parsable(text: str) -> str:
    """Without the characters that XML forbids, a byte-order mark, and a declaration of an encoding, which is
    no longer true."""
    return _DECLARATION.sub("", _FORBIDDEN.sub(" ", text.lstrip("\ufeff")))


_NO_LANGUAGE = ("und", "zxx", "mul", "mis")
_LANG = ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang")


def declared_language(element: etree._Element) -> str:
    """The language that an element of a page says it is in; empty if it says none."""
    said = next(filter(None, map(element.get, _LANG)), "")
    is_tag = LANGUAGE_TAG.match(said) is not None and not said.startswith(_NO_LANGUAGE)
    return said if is_tag else ""


def said_language(element: etree._Element) -> str:
    """As `declared_language`, of a part of a page; empty for the whole."""
    return "" if element.tag in ("html", "body") else declared_language(element)


def emptied(element: etree._Element, text: str = "") -> None:
    """Leave `text` alone in the place of an element: many in a row cost no more than each."""
    element.clear(keep_tail=True)
    element.tag, element.text = "span", text


def remove(element: etree._Element) -> None:
    """Take an element out, and leave what stands after it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
