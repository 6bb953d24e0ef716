"""From the stages' records to the manifest of an edition."""

from dataclasses import dataclass

from audio.model import Encoding, Loudness, Timeline
from chapters.manifest import (
    AudioFile,
    Levels,
    Manifest,
    ManifestDrop,
    ManifestForeign,
    ManifestLine,
    ManifestLink,
    ManifestMusic,
    ManifestPronounced,
    ManifestSection,
    ManifestVoice,
    ManifestWord,
)
from chapters.written import WrittenFile
from scripts.export import doubtful
from scripts.model import Script
from voices.model import Cast
from voices.rows import packed


@dataclass(frozen=True, slots=True)
class Imprint:
    """What an edition was made for, by and with."""

    show: str
    """Title of the show; empty if the edition belongs to none."""
    encoding: Encoding
    loudness: Loudness
    generator: str
    """Program and version: "audio-edition 0.1.0"."""
    plan: str
    """Fingerprint of all that decides the edition."""
    pronounced: tuple[tuple[str, str, int], ...] = ()
    """What a lexicon respells: written, spoken, how often."""


def make_manifest(
    script: Script, cast: Cast, timeline: Timeline, written: WrittenFile, imprint: Imprint
) -> Manifest:
    """Put together all that is known of an edition; `timeline.lines` refer to the lines of `script`."""
    return Manifest(
        title=script.title,
        byline=script.byline,
        date=script.date,
        language=script.language,
        source=script.source,
        link=script.link,
        image=script.image,
        show=imprint.show,
        audio=AudioFile(
            written.name,
            written.bytes,
            written.sha256,
            timeline.rate,
            timeline.frames,
            imprint.encoding.bitrate_kbps,
        ),
        loudness=Levels(imprint.loudness.target_lufs, imprint.loudness.ceiling_dbtp),
        sections=tuple(ManifestSection(s.title, s.start_frame, s.end_frame) for s in timeline.sections),
        lines=_lines(script, timeline),
        cast=tuple(
            ManifestVoice(
                speaker,
                v.label,
                v.engine,
                v.name,
                v.tract,
                v.rate,
                v.pitch,
                v.gain_db,
                speaker in cast.pinned,
            )
            for speaker, v in cast.voices
        ),
        dropped=tuple(
            ManifestDrop(drop.start, drop.end, drop.reason, script.text[drop.start : drop.end])
            for drop in script.dropped
        ),
        files=(),
        pronounced=tuple(ManifestPronounced(*one) for one in imprint.pronounced),
        links=tuple(ManifestLink(one.words, one.address) for one in script.links),
        foreign=tuple(
            ManifestForeign(speaker, language, v.label, v.engine, v.name, v.tract, v.rate, v.pitch)
            for speaker, language, v in cast.foreign
        ),
        parted=script.parted,
        music=tuple(ManifestMusic(one.start_frame, one.end_frame) for one in timeline.music),
        generator=imprint.generator,
        plan=imprint.plan,
    )


def _lines(script: Script, timeline: Timeline) -> tuple[ManifestLine, ...]:
    return tuple(
        ManifestLine(
            speaker=line.speaker,
            kind=line.kind.value,
            role=line.role.value,
            block=line.block,
            section=line.section,
            text=line.text,
            start=line.start,
            end=line.end,
            start_frame=timed.start_frame,
            end_frame=timed.end_frame,
            words=packed(timed.words, ManifestWord),
            added=line.added,
            doubtful=doubtful(line),
            level=line.level,
            estimated=timed.estimated,
            note=line.note,
            refs=" ".join(line.refs),
            language=line.language,
        )
        for timed in timeline.lines
        for line in (script.lines[timed.line],)
    )
