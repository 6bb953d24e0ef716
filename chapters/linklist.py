"""Addresses of an article's links, as a list at the end of a page."""

import html
from collections.abc import Iterable, Iterator

from chapters.labels import Labels
from chapters.manifest import Manifest
from chapters.text import one_line
from scripts.links import safe_address


def readable(links: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Words and addresses that readers can be sent to, whatever `links` hold: pages and mail only. Where
    there are no words, the address stands for them."""
    for words, address in links:
        if safe := safe_address(address):
            yield one_line(words) or safe, safe


def links_html(manifest: Manifest, labels: Labels) -> str:
    """The list; empty if there are none."""
    rows = "\n".join(
        f'<li><a href="{html.escape(address)}" rel="noopener noreferrer"{labels.edition_marked()}>'
        f"{html.escape(words)}</a></li>"
        for words, address in readable((one.words, one.address) for one in manifest.links)
    )
    if not rows:
        return ""
    title = labels("links")
    return (
        f'\n<section class="links" aria-labelledby="links"><h2 id="links">{title}</h2>\n'
        f"<ul>\n{rows}\n</ul></section>"
    )
