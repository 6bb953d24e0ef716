"""Frames of an MP3: headers, checksums, the Info header, joining."""

import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.mp3 import MP3

from audio.crc16 import crc16, crc16_of_both
from audio.mp3 import (
    BITRATES_KBPS,
    SAMPLES_PER_FRAME,
    Counted,
    FrameHeader,
    ends,
    frame_offsets,
    header_bytes,
    info_frame,
    join,
    keep_frames,
    parse_header,
    parse_info,
    silent_frame,
)
from scripts.errors import SoundError


def stream(bitrate_kbps: int, frames: int, fill: int = 7) -> bytes:
    """Frames with padding as an encoder places it, full of `fill`."""
    parts, left = [], 0
    for _ in range(frames):
        left += 144_000 * bitrate_kbps % 44_100
        header = FrameHeader(bitrate_kbps, left >= 44_100)
        left %= 44_100
        parts.append(header_bytes(header) + bytes([fill]) * (header.size - 4))
    return b"".join(parts)


@given(st.sampled_from(BITRATES_KBPS), st.booleans())
def test_headers_come_back_as_they_were_written(bitrate: int, padded: bool) -> None:
    header = FrameHeader(bitrate, padded)
    assert parse_header(header_bytes(header)) == header


@given(st.binary(max_size=6))
def test_only_our_kind_of_header_is_taken(data: bytes) -> None:
    try:
        header = parse_header(data)
    except SoundError:
        return
    assert header.bitrate_kbps in BITRATES_KBPS
    # The two bits that are free (private, copyright, original) change nothing of what a decoder does.
    ours = header_bytes(header)
    assert data[:2] == ours[:2]
    assert data[2] & 0xFE == ours[2]
    assert data[3] & 0xF3 == ours[3] & 0xF3


@pytest.mark.parametrize(
    "head",
    [
        "fffa90c4",
        "fffb94c4",
        "fffb9044",
        "fff390c4",
        "fffb00c4",
        "fffbf0c4",
        "fffb90c5",
        "49443303",
        "fffb90",
    ],
    ids=[
        "with a CRC",
        "48 kHz",
        "stereo",
        "MPEG-2",
        "free format",
        "no bit rate",
        "emphasis",
        "a tag",
        "cut",
    ],
)
def test_other_headers_are_refused(head: str) -> None:
    with pytest.raises(SoundError):
        parse_header(bytes.fromhex(head))


@given(st.binary(max_size=5_000), st.integers(0, 5_000))
def test_crc_is_the_same_in_one_piece_or_two(data: bytes, cut: int) -> None:
    assert crc16(data[cut:], crc16(data[:cut])) == crc16(data)
    second = data[cut:]
    assert crc16_of_both(crc16(data[:cut]), crc16(second), len(second)) == crc16(data)


def bitwise_crc(data: bytes) -> int:
    remainder = 0
    for byte in data:
        remainder ^= byte
        for _ in range(8):
            remainder = remainder >> 1 ^ (0xA001 if remainder & 1 else 0)
    return remainder


@given(st.binary(max_size=600))
def test_crc_against_a_division_bit_by_bit(data: bytes) -> None:
    assert crc16(data) == bitwise_crc(data)


@given(st.sampled_from((32, 64, 96, 320)), st.integers(0, 40), st.integers(0, 40))
def test_frames_are_kept_or_missed(bitrate: int, there: int, wanted: int) -> None:
    data = stream(bitrate, there)
    if wanted > there:
        with pytest.raises(SoundError, match=f"{there} frames where {wanted}"):
            keep_frames(data, wanted)
    else:
        assert keep_frames(data, wanted) == stream(bitrate, wanted)


@pytest.mark.parametrize("damage", ["cut", "garbage between", "other rate", "tag behind"])
def test_a_damaged_row_of_frames_is_noticed(damage: str) -> None:
    good = stream(96, 5)
    bad = {
        "cut": good[:-1],
        "garbage between": good[:313] + b"?" + good[313:],
        "other rate": good + stream(64, 1),
        "tag behind": good + b"TAG" + bytes(125),
    }[damage]
    with pytest.raises(SoundError):
        list(frame_offsets(bad))


@pytest.mark.parametrize("bitrate", BITRATES_KBPS)
def test_info_header_is_read_alike_by_mutagen(bitrate: int) -> None:
    chapters = [stream(bitrate, 40), stream(bitrate, 30, fill=9)]
    file = io.BytesIO()
    joined = join(chapters, file)
    data = file.getvalue()
    assert (joined.frames, joined.size) == (70, len(data))

    size = parse_header(data).size
    info = parse_info(data[:size])
    assert info is not None
    body = data[size:]
    assert body == b"".join(chapters) + silent_frame(bitrate)
    assert info.intact
    assert (info.frames, info.size, info.music_bytes) == (71, len(data), len(data))
    assert info.music_crc == bitwise_crc(body)
    assert info.samples == 70 * SAMPLES_PER_FRAME

    file.seek(0)
    read = MP3(file).info
    assert read.encoder_info.startswith("LAME 3.100")
    assert not read.sketchy
    # mutagen takes the rate from the first frame, and the length from the header.
    assert read.length == pytest.approx(70 * SAMPLES_PER_FRAME / 44_100, abs=1e-9)


def test_table_of_contents_points_at_the_frames() -> None:
    file = io.BytesIO()
    join([stream(96, 1_000), stream(96, 531)], file)
    data = file.getvalue()
    size = parse_header(data).size
    info = parse_info(data[:size])
    assert info is not None
    offsets = [size + offset for offset in frame_offsets(data[size:])]
    for hundredth in range(100):
        true = offsets[len(offsets) * hundredth // 100]
        said = info.toc[hundredth] * len(data) / 256
        assert abs(true - said) <= len(data) / 256 + 314


def test_any_flip_in_the_info_header_is_noticed() -> None:
    good = info_frame(96, 100, 31_300, 0xBEEF)
    for at in range(21, 21 + 156):
        bad = bytearray(good)
        bad[at] ^= 0x40
        info = parse_info(bytes(bad))
        assert info is None or not info.intact


def test_a_frame_of_sound_is_no_info_header() -> None:
    assert parse_info(stream(96, 1)) is None
    assert parse_info(b"") is None


def test_chapters_of_two_rates_are_refused() -> None:
    with pytest.raises(SoundError, match="64 kbit/s where others have 96"):
        join([stream(96, 3), stream(64, 3)], io.BytesIO())


def test_no_chapter_is_refused() -> None:
    with pytest.raises(SoundError, match="no chapter"):
        join([], io.BytesIO())


def test_join_holds_one_chapter_at_a_time() -> None:
    given_out: list[int] = []

    class Watched(io.BytesIO):
        def write(self, data: object) -> int:
            if isinstance(data, bytes) and len(data) > 400:
                assert len(given_out) == self.chapters + 1
                self.chapters += 1
            return super().write(data)  # type: ignore[arg-type]

        chapters = 0

    def chapters() -> Iterator[bytes]:
        for number in range(5):
            given_out.append(number)
            yield stream(96, 20)

    file = Watched()
    assert join(chapters(), file).frames == 100
    assert file.chapters == 5


def test_one_of_another_rate_is_refused_wherever_it_stands() -> None:
    same, other = Counted(96, 1, 313, 0), Counted(64, 1, 208, 0)
    for counted in ([other, same, same], [same, other, same], [same, same, other]):
        with pytest.raises(SoundError, match="kbit/s"):
            ends(counted)
