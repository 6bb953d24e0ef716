"""Quotations as HTML marks them up: `q`, whose marks the browser draws, and the foot of a `blockquote`.

Both are made plain before anybody reads the page, since readers of pages take a `q` for a block of its own,
and the foot of a quotation, which names its author, for the foot of the page.
"""

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

_OPENING, _CLOSING = "\"“„«‹‘'", "\"”“»›’'"
_MARKS = ("“", "”"), ("‘", "’")
"""Outside, and inside another quotation."""


def plain_quotations(root: etree._Element | None) -> bool:
    """Write the marks of each `q` into its words, and make a paragraph of each `footer` of a `blockquote`.

    Returns whether the tree was changed. Marks that the page has written itself are not doubled.

    >>> page = etree.fromstring("<p><q>Not <b>now</b></q>, she said.</p>")
    >>> plain_quotations(page), "".join(page.itertext())
    (True, '“Not now”, she said.')
    """
    if root is None:
        return False
    quotations = list(root.iter("q"))
    inner = {id(one) for one in quotations if next(one.iterancestors("q"), None) is not None}
    for one in quotations:
        _mark(one, *_MARKS[id(one) in inner])
    for one in quotations:
        one.tag = "span"
    feet = [one for one in root.iter("footer") if next(one.iterancestors("blockquote"), None) is not None]
    for one in feet:
        one.tag = "p"
    return bool(quotations or feet)


def _mark(quotation: etree._Element, opening: str, closing: str) -> None:
    words = "".join(quotation.itertext()).strip()
    if not words or (words[0] in _OPENING and words[-1] in _CLOSING) or _stands_in_marks(quotation):
        return
    quotation.text = opening + (quotation.text or "").lstrip()
    if len(quotation):
        quotation[-1].tail = (quotation[-1].tail or "").rstrip() + closing
    else:
        quotation.text = quotation.text.rstrip() + closing


def _stands_in_marks(quotation: etree._Element) -> bool:
    before, parent = quotation.getprevious(), quotation.getparent()
    text = before.tail if before is not None else (parent.text if parent is not None else "")
    return (text or "")[-1:] in tuple(_OPENING) and (quotation.tail or "")[:1] in tuple(_CLOSING)
