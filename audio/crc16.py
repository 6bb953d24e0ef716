"""CRC-16/ARC (polynomial 0x8005 reflected, from 0): the checksum of LAME's header in an MP3."""

import functools

import numpy as np

_BLOCK = 1 << 20
_ONE, _X8 = 0x8000, 0x0080
"""x^0 and x^8: in the reflected form the highest bit is the lowest power."""


def crc16(data: bytes, start: int = 0) -> int:
    """The checksum of `data` behind what gave `start`.

    The data are cut into strands that are worked on side by side, two bytes at a time, and their results are
    combined: what a strand contributes is its own remainder, moved past all the bytes behind it.

    >>> hex(crc16(b"123456789"))
    '0xbb3d'
    >>> crc16(b"6789", crc16(b"12345")) == crc16(b"123456789")
    True
    """
    for at in range(0, len(data), _BLOCK):
        start = _crc16_block(np.frombuffer(data[at : at + _BLOCK], dtype=np.uint8), start)
    return start


def crc16_of_both(first: int, second: int, size: int) -> int:
    """The checksum of two stretches one behind the other, of their own checksums (each from 0) and the size
    of the second in bytes.

    >>> crc16_of_both(crc16(b"12345"), crc16(b"6789"), 4) == crc16(b"123456789")
    True
    """
    return _product(first, _power(size)) ^ second


def _power(size: int) -> int:
    """x^(8 size), modulo the polynomial: what a remainder is multiplied by as `size` bytes go by."""
    result, square = _ONE, _X8
    while size:
        if size & 1:
            result = _product(result, square)
        square = _product(square, square)
        size >>= 1
    return result


def _product(one: int, other: int) -> int:
    """Of two polynomials over GF(2), modulo the checksum's."""
    result = 0
    for bit in range(15, -1, -1):
        if one >> bit & 1:
            result ^= other
        other = other >> 1 ^ (0xA001 if other & 1 else 0)
    return result


def _crc16_block(data: np.ndarray[tuple[int], np.dtype[np.uint8]], start: int) -> int:
    pairs = max(1, int((len(data) / 8) ** 0.5))
    strands = len(data) // (2 * pairs)
    words = data[: strands * pairs * 2].view("<u2").reshape(strands, pairs)
    remainders = np.zeros(strands, dtype=np.uint16)
    for column in np.ascontiguousarray(words.T):
        remainders = _CRC_PAIRS.take(remainders ^ column)
    past_strand = _zeros_operator(2 * pairs)
    for remainder in remainders.tolist():
        start = past_strand[start & 0xFF] ^ past_strand[256 + (start >> 8)] ^ remainder
    for byte in data[strands * pairs * 2 :].tolist():
        start = _CRC_LIST[(start ^ byte) & 0xFF] ^ (start >> 8)
    return start


@functools.lru_cache(maxsize=64)
def _zeros_operator(length: int) -> list[int]:
    """What a remainder becomes after `length` zero bytes, by its low byte (0-255) and its high byte
    (256-511)."""
    states = np.concatenate([np.arange(256, dtype=np.uint16), np.arange(256, dtype=np.uint16) << 8])
    for _ in range(length):
        states = _CRC_TABLE[states & 0xFF] ^ (states >> 8)
    return [int(state) for state in states]


def _crc_table() -> np.ndarray[tuple[int], np.dtype[np.uint16]]:
    table = np.arange(256, dtype=np.uint16)
    for _ in range(8):
        table = np.where(table & 1, (table >> 1) ^ 0xA001, table >> 1).astype(np.uint16)
    return table


_CRC_TABLE = _crc_table()
_CRC_PAIRS = np.arange(1 << 16, dtype=np.uint16)
"""What a remainder becomes after two bytes that were laid over it."""
for _ in range(2):
    _CRC_PAIRS = _CRC_TABLE[_CRC_PAIRS & 0xFF] ^ (_CRC_PAIRS >> 8)
_CRC_LIST = [int(entry) for entry in _CRC_TABLE]
