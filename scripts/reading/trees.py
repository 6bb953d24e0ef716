"""What several readers do with pages as lxml has them."""

import re

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_DECLARATION = re.compile(r"\A\s*<\?xml[^<>]*\?>")


def parsable(text: str) -> str:
    """Without the characters that XML forbids, a byte-order mark, and a declaration of an encoding, which is
    no longer true."""
    return _DECLARATION.sub("", _FORBIDDEN.sub(" ", text.lstrip("\ufeff")))


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
