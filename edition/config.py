"""`edition.toml`: what a producer decides, read into frozen records.

The file is looked for beside the article and then in every folder above it; the first one found counts. Every
table is a record below, every key one of its fields: a key that is not there, or a value of another type, is
an error that names the line.
"""

import difflib
import tomllib
import typing
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from audio.model import Encoding, Format, Loudness, Music, Pacing
from chapters.feed.settings import Publish, Show
from edition.config_values import must_be
from edition.toml_lines import line_of
from edition.voice_settings import EXCLUSIVE, VoiceSettings, as_text
from scripts.errors import ConfigError
from scripts.model import Age, Gender
from scripts.settings import (
    Additions,
    Announcement,
    AsidePolicy,
    Cues,
    Fragments,
    LanguageDecision,
    QuoteDecision,
    SectionDecision,
    SectionLengths,
    SpeakerDecision,
)
from voices.lexicon import PronunciationFiles
from voices.table import ENGINE_TABLE

FILE_NAME = "edition.toml"


@dataclass(frozen=True, slots=True)
class Output:
    """`[output]`: what is written where."""

    folder: str = "editions"
    """From the folder that the command runs in; `-o` wins."""
    engine: str = "auto"
    """`--engine` wins."""
    bitrate_kbps: int = Encoding().bitrate_kbps
    formats: tuple[Format, ...] = (Format.MP3,)
    """The MP3 is there in any case: other files refer to it. `--format` wins."""
    page: bool = True
    """Whether there is a page to listen and read along (`index.html`)."""
    picture: bool = False
    """Whether there is a picture of who speaks when, for reports (`timeline.png`)."""
    epub_words: bool = False
    """Whether an EPUB marks each word as it is heard, instead of each sentence."""
    single_voice: bool = False
    """Whether the narrator reads everything; `--single-voice` wins."""


@dataclass(frozen=True, slots=True)
class ScriptChoices:
    """`[script]`: how an article becomes lines."""

    fragments: Fragments = Fragments.NARRATOR
    """Who reads a few quoted words inside the narrator's sentence."""
    section_s: float = SectionLengths().target_s
    """How long a section is that no heading makes, in seconds of speech, more or less."""
    split_sections: bool = False
    """Whether long sections under a heading are parted as well."""
    detect_languages: bool = True
    """Whether paragraphs and quotes in another language are looked for."""

    def lengths(self) -> SectionLengths:
        """As the script's room takes them: what is shorter than two sections stays one."""
        return SectionLengths(self.section_s, 2 * self.section_s, self.split_sections)


@dataclass(frozen=True, slots=True)
class SpeakerChoices:
    """`[speakers.NAME]`: who somebody is."""

    also: tuple[str, ...] = ()
    """Other names under which the script has them."""
    gender: Gender | None = None
    age: Age | None = None


@dataclass(frozen=True, slots=True)
class QuoteChoices:
    """`[[quotes]]`: who says some words."""

    words: str
    speaker: str


@dataclass(frozen=True, slots=True)
class SectionChoices:
    """`[[sections]]`: the title of a section that starts with some words."""

    words: str
    title: str


@dataclass(frozen=True, slots=True)
class LanguageChoices:
    """`[[languages]]`: the language of the paragraph or quote that has some words."""

    words: str
    language: str


_BY_WORDS: Mapping[str, tuple[type[Any], type[Any]]] = {
    "quotes": (QuoteChoices, QuoteDecision),
    "sections": (SectionChoices, SectionDecision),
    "languages": (LanguageChoices, LanguageDecision),
}
"""Tables that find what they are about by words: what each has, and the decision that it becomes."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything in `edition.toml`, with defaults for what it does not say."""

    show: Show = field(default_factory=Show)
    voices: Mapping[str, VoiceSettings] = field(default_factory=dict)
    cast: Mapping[str, str] = field(default_factory=dict)
    """Speaker to voice: a name in `[voices]`, or an engine's own."""
    lexicon: Mapping[str, str] = field(default_factory=dict)
    """Written word or phrase to how it is said, as voices.lexicon has it."""
    pronunciation: PronunciationFiles = field(default_factory=PronunciationFiles)
    pacing: Pacing = field(default_factory=Pacing)
    loudness: Loudness = field(default_factory=Loudness)
    output: Output = field(default_factory=Output)
    publish: Publish = field(default_factory=Publish)
    script: ScriptChoices = field(default_factory=ScriptChoices)
    article: AsidePolicy = field(default_factory=AsidePolicy)
    speakers: tuple[SpeakerDecision, ...] = ()
    quotes: tuple[QuoteDecision, ...] = ()
    sections: tuple[SectionDecision, ...] = ()
    languages: tuple[LanguageDecision, ...] = ()
    cues: Cues = field(default_factory=Cues)
    intro: Announcement = field(default_factory=Announcement)
    outro: Announcement = field(default_factory=Announcement)
    music: Music = field(default_factory=Music)
    path: Path | None = None
    """Of the file; None where there is none."""
    text: str = field(default="", repr=False, compare=False)
    """The file itself, to find lines in."""

    def where(self, place: tuple[str, ...]) -> str:
        """For what turns out to be wrong when it is used: the file, and the line that says `place`."""
        return f"{self.path}, line {line_of(self.text, place)}"

    def additions(self) -> Additions:
        """What is read besides the article."""
        return Additions(self.cues, self.intro, self.outro, self.show.title)


PACES = (0.5, 2.0)
"""The slowest and the fastest pace."""
RANGES: Mapping[str, tuple[float, float]] = {
    "phrase_ms": (0, 10_000),
    "sentence_ms": (0, 10_000),
    "paragraph_ms": (0, 10_000),
    "heading_ms": (0, 10_000),
    "section_ms": (0, 10_000),
    "lead_ms": (0, 10_000),
    "word_ms": (0, 10_000),
    "item_ms": (0, 10_000),
    "part_ms": (0, 10_000),
    "turn_ms": (0, 2_000),
    "pace": PACES,
    "heading_pace": (0.7, 1.2),
    "target_lufs": (-31, -9),
    "ceiling_dbtp": (-9, -0.5),
    "tract": (0.7, 1.5),
    "rate": (0.5, 2),
    "pitch": (-12, 12),
    "gain": (-24, 12),
    "gain_db": (-24, 12),
    "duck_db": (0, 60),
    "alone_ms": (0, 60_000),
    "fade_ms": (0, 20_000),
    "section_s": (20, 3600),
    "keep_days": (0, 3_650),
}
"""Smallest and greatest value that a number may have."""
ENGINE_NAMES = ("auto", *ENGINE_TABLE)
"""What an engine can be called."""
BITRATES = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)


def find_config(folder: Path) -> Path | None:
    """The nearest `edition.toml` in `folder` or above it."""
    for place in (folder, *folder.parents):
        candidate = place / FILE_NAME
        try:
            if candidate.is_file():
                return candidate
        except OSError:  # a folder above that may not be read holds nothing for us
            continue
    return None


def load_config(path: Path | None) -> Config:
    """Read the file; the defaults for None. Raises ConfigError, naming file and line."""
    if path is None:
        return Config()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"Cannot read {path}: {error}", "Save it as readable UTF-8 text.") from error
    return parse_config(text, path)


def line_in(path: Path, place: tuple[str, ...]) -> int:
    """Number of the line of `path` that says `place` (table, key), or of the one that it belongs to."""
    return line_of(path.read_text(encoding="utf-8-sig"), place)


def parse_config(text: str, path: Path) -> Config:
    """Read `text` as the content of `path`.

    >>> parse_config('[cast]\\n"Ruth" = "joe-deep"', Path("edition.toml")).cast["Ruth"]
    'joe-deep'
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}", "Mend that line; https://toml.io shows the format.") from error
    return _Reader(text, path).config(tables)


_RECORDS: Mapping[str, type[Any]] = {
    "pronunciation": PronunciationFiles,
    "show": Show,
    "pacing": Pacing,
    "loudness": Loudness,
    "output": Output,
    "publish": Publish,
    "script": ScriptChoices,
    "article": AsidePolicy,
    "cues": Cues,
    "intro": Announcement,
    "outro": Announcement,
    "music": Music,
}
_NAMES = {str: "text in quotation marks", int: "a whole number", float: "a number", bool: "true or false"}


class _Reader:
    """Turns tables into records; knows the text so that an error can say its line."""

    def __init__(self, text: str, path: Path) -> None:
        self.text, self.path = text, path

    def config(self, tables: dict[str, Any]) -> Config:
        known = {f.name: f for f in fields(Config) if f.name not in ("path", "text")}
        values: dict[str, Any] = {}
        for name, table in tables.items():
            if name not in known and not isinstance(table, dict):
                raise self.homeless(name, known)
            if name not in known:
                raise self.unknown("table", name, known, (name,))
            if name in _BY_WORDS:
                values[name] = self.found_by_words(name, table)
                continue
            if not isinstance(table, dict):
                raise self.wrong((name,), "a table", table)
            if name == "speakers":
                values[name] = tuple(self.speaker(key, item) for key, item in table.items())
            elif name == "voices":
                values[name] = {voice: self.voice(voice, settings) for voice, settings in table.items()}
            elif name in ("cast", "lexicon"):
                values[name] = {key: self.value(str, item, (name, key)) for key, item in table.items()}
            else:
                values[name] = self.record(_RECORDS[name], table, (name,))
        return Config(**values, path=self.path, text=self.text)

    def voice(self, name: str, table: object) -> VoiceSettings:
        place = ("voices", name)
        if not isinstance(table, dict):
            raise self.wrong(place, f"a table [voices.{name}]", table)
        for one, other in EXCLUSIVE:
            if one in table and other in table:
                raise self.wrong((*place, other), f"left out where there is `{one}`", table[other])
        settings: VoiceSettings = self.record(VoiceSettings, as_text(table), place)
        return settings

    def speaker(self, name: str, table: object) -> SpeakerDecision:
        place = ("speakers", name)
        if not isinstance(table, dict):
            raise self.wrong(place, f"a table [speakers.{name!r}]", table)
        if not name.strip():
            raise self.wrong(place, "a table with somebody's name", name)
        choices = self.record(SpeakerChoices, table, place)
        return SpeakerDecision(name, choices.also, choices.gender, self.where(place), choices.age)

    def found_by_words(self, name: str, tables: object) -> tuple[Any, ...]:
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self.wrong((name,), f"tables that each start with [[{name}]]", tables)
        kind, decision = _BY_WORDS[name]
        found: list[Any] = []
        for number, table in enumerate(tables, 1):
            place = (name, str(number))
            choices = self.record(kind, table, place)
            found.append(decision(*(getattr(choices, one.name) for one in fields(kind)), self.where(place)))
        return tuple(found)

    def where(self, place: tuple[str, ...]) -> str:
        """For notes on what a producer decided."""
        return f"{self.path.name}, line {self.line(place)}"

    def record(self, kind: type[Any], table: dict[str, Any], place: tuple[str, ...]) -> Any:
        hints = typing.get_type_hints(kind)
        for key in table:
            if key not in hints:
                raise self.unknown("key", key, hints, (*place, key))
        for needed in fields(kind):
            if needed.name not in table and needed.default is needed.default_factory is MISSING:
                raise ConfigError(
                    f"{self.path}, line {self.line(place)}: {needed.name} is missing",
                    f'Add a line like: {needed.name} = "...".',
                )
        return kind(**{key: self.value(hints[key], item, (*place, key)) for key, item in table.items()})

    def value(self, kind: Any, item: Any, place: tuple[str, ...]) -> Any:
        if typing.get_origin(kind) is tuple:
            return self.several(typing.get_args(kind)[0], item, place)
        kind = next((k for k in typing.get_args(kind) if k is not type(None)), kind)
        if issubclass(kind, StrEnum):
            if item not in tuple(kind):
                raise self.wrong(place, " or ".join(f'"{one.value}"' for one in kind), item)
            return kind(item)
        if kind is float and type(item) is int:
            item = float(item)
        if type(item) is not kind:
            raise self.wrong(place, _NAMES[kind], item)
        if place[-1] in RANGES and kind is not str:
            low, high = RANGES[place[-1]]
            if not low <= item <= high:
                raise self.wrong(place, f"from {low:g} to {high:g}", item)
        if place[-1] == "bitrate_kbps" and item not in BITRATES:
            raise self.wrong(place, "one of " + ", ".join(map(str, BITRATES)), item)
        if must := must_be(place, item, by_words=place[0] in _BY_WORDS):
            raise self.wrong(place, must, item)
        if place[-1] == "engine" and item not in ("", *ENGINE_NAMES):
            raise self.wrong(place, "one of " + ", ".join(ENGINE_NAMES), item)
        if kind is str and not (item.replace("\n", "") if place[-1] == "description" else item).isprintable():
            raise self.wrong(place, "text on one line, without control characters", item)
        return item

    def several(self, kind: type[str], item: object, place: tuple[str, ...]) -> tuple[str, ...]:
        if issubclass(kind, StrEnum):
            return self.choices(kind, item, place)
        return self.texts([item] if place[-1] == "category" and isinstance(item, str) else item, place)

    def texts(self, item: object, place: tuple[str, ...]) -> tuple[str, ...]:
        if not isinstance(item, list) or not all(isinstance(one, str) and one.strip() for one in item):
            raise self.wrong(place, 'names in brackets, like ["the mayor", "Lopez"]', item)
        return tuple(item)

    def choices(self, kind: type[StrEnum], item: object, place: tuple[str, ...]) -> tuple[StrEnum, ...]:
        known = ", ".join(f'"{one.value}"' for one in kind)
        if not isinstance(item, list) or not item or not all(one in tuple(kind) for one in item):
            raise self.wrong(place, f"some of {known}, in brackets", item)
        return tuple(kind(one) for one in dict.fromkeys(item))

    def unknown(
        self, what: str, name: str, known: Mapping[str, object], place: tuple[str, ...]
    ) -> ConfigError:
        close = difflib.get_close_matches(name, known, n=1)
        hint = f"Did you mean {close[0]!r}?" if close else f"Known here: {', '.join(sorted(known))}."
        return ConfigError(f"{self.path}, line {self.line(place)}: there is no {what} {name!r}", hint)

    def homeless(self, name: str, known: Mapping[str, Any]) -> ConfigError:
        """A key that stands before every table."""
        homes = [table for table, record in _RECORDS.items() if name in {one.name for one in fields(record)}]
        hint = f"[{homes[0]}]" if homes else f"one of these: {', '.join(f'[{one}]' for one in sorted(known))}"
        return ConfigError(
            f"{self.path}, line {self.line((name,))}: {name!r} stands outside of every table",
            f"Put it below {hint}.",
        )

    def wrong(self, place: tuple[str, ...], wanted: str, item: object) -> ConfigError:
        return ConfigError(
            f"{self.path}, line {self.line(place)}: {'.'.join(place)} must be {wanted}, not {item!r}",
            "Mend that line.",
        )

    def line(self, place: tuple[str, ...]) -> int:
        """Number of the line that says `place`."""
        return line_of(self.text, place)
