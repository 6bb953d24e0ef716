"""Where an edition goes: the name of its folder and files, made from what the producer called the article."""

import hashlib
import re
import unicodedata
from pathlib import Path, PurePath, PurePosixPath
from urllib.parse import unquote, urlsplit

_LONGEST = 60
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
"""Names that Windows keeps for devices."""
_TRACKING = re.compile(r"(?:utm_\w{1,30}|fbclid|gclid|msclkid|mc_[ce]id|igshid)(?:=|\Z)", re.IGNORECASE)
"""Parts of a query that do not choose a page."""


def edition_slug(source: str, title: str) -> str:
    """The file's name without its ending; for a URL the last part of its path; else the article's title.

    A name that stays when the headline is edited keeps the edition's address.

    >>> edition_slug("stories/Last Ferry (final).md", "")
    'last-ferry-final'
    >>> edition_slug("-", "Über den Fluß: Teil 2")
    'uber-den-fluss-teil-2'
    >>> edition_slug("https://example.org/2026/ferry.html?x=1", "")
    'ferry'
    """
    if source == "-":
        return slug(title)
    if is_url(source):
        return slug(telling(PurePosixPath(unquote(urlsplit(source).path))) or title)
    return slug(telling(Path(source).absolute()))


def page_slug(source: str, title: str) -> str:
    """`edition_slug`, with a mark of the query behind it if a web address has one.

    Pages of many sites differ in nothing else. What only tells where a reader came from is no part of it.

    >>> page_slug("https://example.org/story?id=3", "") == page_slug("https://example.org/story?id=4", "")
    False
    >>> page_slug("https://example.org/story?utm_source=mail", "")
    'story'
    """
    name = edition_slug(source, title)
    if not is_url(source):
        return name
    asked = [one for one in urlsplit(source).query.split("&") if one and not _TRACKING.match(one)]
    if not asked:
        return name
    digest = hashlib.sha256("&".join(asked).encode("utf-8", "replace")).hexdigest()[:8]
    return f"{name}-{digest}"


def is_named_by_title(source: str) -> bool:
    """Whether only the article's title can name its edition: standard input, an address without a path."""
    return source == "-" or (is_url(source) and not telling(PurePosixPath(unquote(urlsplit(source).path))))


def telling(path: PurePath) -> str:
    """The name of a file without its ending; of an index page, that of its folder."""
    return path.parent.name if path.stem.lower() == "index" else path.stem


def is_url(source: str) -> bool:
    """Whether a source is a web address (of any scheme: reading says which ones it takes)."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", source) is not None


def is_file_name(source: str) -> bool:
    """Whether a source is the path of a file."""
    return source != "-" and not is_url(source)


def slug(name: str) -> str:
    """ASCII letters, digits and single hyphens, 1 to 60 of them; never a path and never a reserved name."""
    folded = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    short = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:_LONGEST].strip("-")
    letters = sum(character.isalnum() for character in name)
    if not short or short in _RESERVED or 2 * sum(c != "-" for c in short) < min(letters, _LONGEST):
        # Most of the name is in another script: keep titles apart that would all become the same.
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        short = "-".join(filter(None, (short[:50].strip("-"), f"article-{digest}")))
    return short
