"""What stands in an edition's folder by its manifest, and by which program."""

import importlib.metadata

from chapters.manifest import AudioFile, CompanionFile, Manifest, SavedPage, is_plain_name

PublishedFile = AudioFile | CompanionFile | SavedPage


def published_files(manifest: Manifest) -> tuple[PublishedFile, ...]:
    """The recording first."""
    return (manifest.audio, *manifest.files, *manifest.saved)


def published_names(manifest: Manifest | None) -> set[str]:
    """Of the published files; what a damaged manifest says is not trusted with a path."""
    names = {entry.file for entry in published_files(manifest)} if manifest else set()
    return {name for name in names if is_plain_name(name)}


def generator() -> str:
    """Program and version, as published files name it."""
    return f"audio-edition {importlib.metadata.version('audio-edition')}"
