"""The articles of a show: every readable file below its folder, with what its front matter says."""

import fnmatch
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from chapters.feed.episode import EpisodeError, EpisodeSettings, read_settings
from chapters.manifest import FILE_NAME as MANIFEST
from edition.load import SCRIPT_SUFFIX
from scripts.errors import ConfigError, PublishError
from scripts.reading import SUFFIXES, SourceKind, read_text_file
from scripts.reading.matter import front_matter

_ABOUT_THE_FOLDER = re.compile(r"(readme|license|licence|changelog|contributing)(\.|\Z)", re.IGNORECASE)
_NOT_FOLLOWED = frozenset(("node_modules", "__pycache__"))


@dataclass(frozen=True, slots=True)
class Found:
    """An article of the show."""

    path: Path
    """What is built: the article, or the corrected script beside it."""
    name: str
    """Path of the article from the show's folder, with "/"."""
    sha256: str
    """Of the article's bytes, hex: by it an article is known that was given another name."""
    settings: EpisodeSettings


def find_articles(folder: Path, zone: tzinfo, ignore: Sequence[str], ours: Sequence[Path]) -> list[Found]:
    """The articles below `folder`, by name.

    Left out are files and folders whose names begin with "." or "_", what explains the folder (README...),
    what a pattern of `ignore` matches, built editions, and the folders `ours`. A script beside its article
    (same name, `.script`) is built in its place. Raises ConfigError for front matter that cannot be right,
    PublishError if there is no article.
    """
    paths = [path for path in _walk(folder, {path.resolve() for path in ours}) if _is_article(path)]
    scripts = {path.with_suffix(""): path for path in paths if path.suffix.lower() == SCRIPT_SUFFIX}
    written = [path for path in paths if path.suffix.lower() != SCRIPT_SUFFIX]
    alone = scripts.keys() - {path.with_suffix("") for path in written}
    found = []
    for path in sorted([*written, *(scripts[stem] for stem in alone)]):
        name = path.relative_to(folder).as_posix()
        if not any(fnmatch.fnmatchcase(name, pattern) for pattern in ignore):
            settings = _settings(path, zone)
            made_from = scripts.get(path.with_suffix(""), path)
            found.append(Found(made_from, name, _sha256(path), settings))
    if not found:
        raise PublishError(
            f"There is no article in {folder}",
            "Put .md, .txt, .html, .docx or .epub files in it, at any depth.",
        )
    return found


def _walk(folder: Path, ours: set[Path]) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise PublishError(
            f"Cannot read {error.filename}: {error.strerror}", "Check the folder's rights."
        ) from error

    for top, folders, files in os.walk(folder, onerror=refuse):
        place = Path(top)
        if MANIFEST in files and place != folder:
            folders.clear()
            continue
        folders[:] = sorted(
            name
            for name in folders
            if name[0] not in "._" and name not in _NOT_FOLLOWED and (place / name).resolve() not in ours
        )
        yield from (place / name for name in sorted(files))


def _is_article(path: Path) -> bool:
    return (
        (path.suffix.lower() in SUFFIXES or path.suffix.lower() == SCRIPT_SUFFIX)
        and path.name[0] not in "._~"  # "~$..." is Word's mark of a file that is open
        and not _ABOUT_THE_FOLDER.match(path.name)
        and path.is_file()
    )


def _settings(path: Path, zone: tzinfo) -> EpisodeSettings:
    if SUFFIXES.get(path.suffix.lower()) is not SourceKind.MARKDOWN:
        return EpisodeSettings()
    text = read_text_file(path)
    try:
        return read_settings(front_matter(text).values, zone)
    except EpisodeError as error:
        line = _line(text, error.key)
        raise ConfigError(f"{path}, line {line}: {error.key}: {error}", "Mend that line.") from error


def _line(text: str, key: str) -> int:
    pattern = re.compile(rf"{re.escape(key)}\s*[:=]", re.IGNORECASE)
    lines = enumerate(text.splitlines(), 1)
    return next((number for number, line in lines if pattern.match(line)), 1)


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise PublishError(f"Cannot read {path}: {error.strerror}", "Check the file's rights.") from error
