"""Addresses of an article's links, as far as readers can be sent there.

An address comes from outside: only pages (http, https) and mail are kept, nothing that runs or reads files.
"""

import re
from urllib.parse import urljoin, urlsplit

from scripts.model import Link, Script
from scripts.words import fold

_SCHEMES = frozenset(("http", "https", "mailto"))
_CLEAN = re.compile(r"[^\s\x00-\x20\x7f-\x9f<>\"\\^`{|}\u200b-\u200f\u202a-\u202e\u2066-\u2069]{1,2000}\Z")
_MOST = 500
"""Links of an article; more are no article's."""


def fit_for_readers(script: Script) -> tuple[Link, ...]:
    """The links of `script` that lead to a page or to mail, each address once, in order. Where the article's
    own address is known, others may start from it."""
    base = next((one for one in (script.link, script.source) if one.startswith(("http://", "https://"))), "")
    found: dict[str, Link] = {}
    for link in script.links:
        address = safe_address(link.address, base)
        if address and address not in found:
            found[address] = Link(fold(link.words) or address, address)
    return tuple(list(found.values())[:_MOST])


def safe_address(address: str, base: str = "") -> str:
    """The address in full, if a reader can be sent there; else nothing.

    >>> safe_address("https://example.org/a"), safe_address("javascript:alert(1)"), safe_address("#fn1")
    ('https://example.org/a', '', '')
    >>> safe_address("../b", "https://example.org/a/c"), safe_address("../b")
    ('https://example.org/b', '')
    """
    address = address.strip()
    if not address or address.startswith("#") or not _CLEAN.match(address):
        return ""
    try:
        whole = urljoin(base, address) if base else address
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES:
        return ""
    return whole if (parts.hostname if parts.scheme.lower() != "mailto" else parts.path) else ""
