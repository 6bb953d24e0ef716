"""Addresses of an article's links, as a list at the end of a page."""

import html

from chapters.labels import Labels
from chapters.manifest import Manifest
from chapters.text import one_line
from scripts.links import safe_address


def links_html(manifest: Manifest, labels: Labels) -> str:
    """The list; empty if there are none. Whatever the manifest holds, readers are sent to pages and mail
    only."""
    links = [(one_line(one.words), safe_address(one.address)) for one in manifest.links]
    rows = "\n".join(
        f'<li><a href="{html.escape(address)}" rel="noopener noreferrer"{labels.edition_marked()}>'
        f"{html.escape(words or address)}</a></li>"
        for words, address in links
        if address
    )
    if not rows:
        return ""
    title = labels("links")
    return (
        f'\n<section class="links" aria-labelledby="links"><h2 id="links">{title}</h2>\n'
        f"<ul>\n{rows}\n</ul></section>"
    )
