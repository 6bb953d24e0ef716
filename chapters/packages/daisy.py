"""DAISY 2.02: text and recording together, for the players of libraries for the blind. As a ZIP.

Conventions
-----------
Clips are those of the EPUB: they follow each other without a gap. Each chapter has a content document, a SMIL
file and a recording; `ncc.html` leads to them. Documents are XHTML 1.0 in UTF-8, as the specification asks.

Source: DAISY 2.02 Specification (2001), NISO's predecessor of Z39.86.
"""

import html
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from chapters.epub.content import ContentChapter, content_chapters
from chapters.epub.package import identifier, modified, title_of
from chapters.labels import labels_for
from chapters.languages import clean_tag, direction
from chapters.manifest import Manifest
from chapters.reading.container import Sound, write_package
from chapters.reading.model import reading_text
from chapters.text import one_line
from chapters.written import WrittenFile

MIMETYPE = "application/zip"
_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
_XHTML = (
    f'{_XML}<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
)
_SMIL = f'{_XML}<!DOCTYPE smil PUBLIC "-//W3C//DTD SMIL 1.0//EN" "http://www.w3.org/TR/REC-smil/SMIL10.dtd">\n<smil>\n'
_LINK = re.compile(r'<a class="(?:ref|back)"[^>]*></a>')
_LAYOUT = '<layout><region id="txtView"/></layout>'


def write_daisy(path: Path, manifest: Manifest, sound: Sound) -> WrittenFile:
    """Write the package to `path`, in one step. Raises as `write_package` does."""
    return write_package(path, _contents(manifest, sound))


def _contents(manifest: Manifest, sound: Sound) -> Iterator[tuple[str, bytes]]:
    """The table of contents comes first and says how large all is, so the recordings are counted before; they
    are made one at a time, twice."""
    chapters = content_chapters(reading_text(manifest), manifest.language, by_word=False)
    heard = [(number, one) for number, one in enumerate(chapters) if one.clips]
    book = _Book(manifest, [one for _, one in heard])
    texts = dict(book.texts())
    size = sum(map(len, texts.values())) + sum(len(sound.mp3(number)) for number, _ in heard)
    yield "ncc.html", book.ncc(len(texts) + len(heard) + 1, -(-size // 1024)).encode()
    yield from texts.items()
    for number, one in heard:
        yield f"{one.name}.mp3", sound.mp3(number)


class _Book:
    """The documents of a package."""

    def __init__(self, manifest: Manifest, chapters: Sequence[ContentChapter]) -> None:
        self.manifest, self.chapters = manifest, chapters
        self.tag = clean_tag(manifest.language)
        self.labels = labels_for(manifest.language)
        self.title = title_of(manifest)
        self.elapsed_ms = [0, *accumulate(one.duration_ms for one in chapters)]

    def texts(self) -> Iterator[tuple[str, bytes]]:
        """All but `ncc.html`, by name."""
        yield "master.smil", self.master().encode()
        for number, one in enumerate(self.chapters):
            yield f"{one.name}.smil", self.smil(one, self.elapsed_ms[number]).encode()
            yield f"{one.name}.html", self.content(one).encode()

    def ncc(self, files: int, kilobytes: int) -> str:
        """The navigation control centre."""
        rows = [
            f'<h1 class="{"title" if number == 0 else "section"}" id="h{number + 1}">'
            f'<a href="{one.name}.smil#p1">{_e(one.title if number else self.title)}</a></h1>'
            for number, one in enumerate(self.chapters)
        ]
        facts = {
            **self._common(),
            "dc:creator": one_line(self.manifest.byline)
            or one_line(self.manifest.show)
            or self.labels("unknown"),
            "dc:date": modified(self.manifest)[:10],
            "dc:language": self.tag,
            "dc:publisher": one_line(self.manifest.show) or self.labels("unknown"),
            "dc:title": self.title,
            "ncc:charset": "utf-8",
            "ncc:depth": "1",
            "ncc:files": str(files),
            "ncc:kByteSize": str(kilobytes),
            "ncc:maxPageNormal": "0",
            "ncc:multimediaType": "audioFullText",
            "ncc:narrator": ", ".join(self._voices()) or self.labels("disclosure"),
            "ncc:pageFront": "0",
            "ncc:pageNormal": "0",
            "ncc:pageSpecial": "0",
            "ncc:setInfo": "1 of 1",
            "ncc:tocItems": str(len(self.chapters)),
            "ncc:totalTime": clock(self.elapsed_ms[-1], fraction=False),
        }
        return self._page(self.title, facts, "\n".join(rows))

    def content(self, one: ContentChapter) -> str:
        """A chapter's text. XHTML 1.0 knows no `auto` direction and no roles of links; a quotation mark in
        text is an entity."""
        return self._page(one.title, {}, _LINK.sub("", one.body).replace(' dir="auto"', ""))

    def smil(self, one: ContentChapter, before_ms: int) -> str:
        """When a chapter's text is heard."""
        facts = {
            **self._common(),
            "title": one.title,
            "dc:title": self.title,
            "ncc:timeInThisSmil": clock(one.duration_ms),
            "ncc:totalElapsedTime": clock(before_ms),
        }
        pars = "\n".join(
            f'<par endsync="last" id="p{number}"><text src="{one.name}.html#{clip.element}" id="t{number}"/>'
            f'<seq><audio src="{one.name}.mp3" clip-begin="{npt(clip.start_ms)}" '
            f'clip-end="{npt(clip.end_ms)}" id="a{number}"/></seq></par>'
            for number, clip in enumerate(one.clips, 1)
        )
        dur = f"{one.duration_ms // 1000}.{one.duration_ms % 1000:03}s"
        return (
            f"{_SMIL}<head>\n{_metas(facts)}\n{_LAYOUT}\n</head>\n"
            f'<body>\n<seq dur="{dur}">\n{pars}\n</seq>\n</body>\n</smil>\n'
        )

    def master(self) -> str:
        """The order of the SMIL files."""
        facts = {
            **self._common(),
            "dc:title": self.title,
            "ncc:timeInThisSmil": clock(self.elapsed_ms[-1], fraction=False),
        }
        rows = "\n".join(
            f'<ref src="{one.name}.smil" title="{_e(one.title)}" id="m{number}"/>'
            for number, one in enumerate(self.chapters, 1)
        )
        return f"{_SMIL}<head>\n{_metas(facts)}\n{_LAYOUT}\n</head>\n<body>\n{rows}\n</body>\n</smil>\n"

    def _common(self) -> dict[str, str]:
        return {
            "dc:format": "Daisy 2.02",
            "dc:identifier": identifier(self.manifest),
            "ncc:generator": self.manifest.generator,
        }

    def _voices(self) -> list[str]:
        names = dict.fromkeys(one_line(one.voice) for one in self.manifest.cast)
        return [self.labels("synthetic_voice", voice=name) for name in names if name]

    def _page(self, title: str, facts: dict[str, str], body: str) -> str:
        return (
            f'{_XHTML}<html xmlns="http://www.w3.org/1999/xhtml" lang="{self.tag}" xml:lang="{self.tag}" '
            f'dir="{direction(self.tag)}">\n<head>\n'
            '<meta http-equiv="Content-type" content="text/html; charset=utf-8"/>\n'
            f"<title>{_e(title)}</title>\n{_metas(facts)}\n</head>\n<body>\n{body}\n</body>\n</html>\n"
        )


def clock(ms: int, *, fraction: bool = True) -> str:
    """Hours, minutes and seconds; without the fraction to the nearest second.

    >>> clock(3_661_050), clock(1_500, fraction=False)
    ('01:01:01.050', '00:00:02')
    """
    total_s, rest = divmod(ms if fraction else ms + 500, 1000)
    text = f"{total_s // 3600:02}:{total_s // 60 % 60:02}:{total_s % 60:02}"
    return f"{text}.{rest:03}" if fraction else text


def npt(ms: int) -> str:
    """Normal play time.

    >>> npt(61_050)
    'npt=61.050s'
    """
    return f"npt={ms // 1000}.{ms % 1000:03}s"


def _metas(facts: dict[str, str]) -> str:
    return "\n".join(f'<meta name="{name}" content="{_e(value)}"/>' for name, value in facts.items())


def _e(text: str) -> str:
    return html.escape(one_line(text))
