"""Where a line of Chinese or Japanese may be parted, told from two neighbouring characters, without a
dictionary; and how much of a line characters take.

Conventions
-----------
A cost says how badly a break would read, on the scale of `chapters.cues`: 14 where a phrase begins, 25 where
nothing is known, 120 and more inside a word. Japanese words mostly change their script where they begin,
behind a particle, and not where they end: 橋は|町の|中に. Chinese has no such change; some particles end a
phrase, and some words begin one, unless a neighbour shows that they are a part of another word.

Sources: JIS X 4051 and W3C, Requirements for Japanese Text Layout, 3.1.7 (what no line begins with); caption
guidelines for Chinese and Korean (16 full-width characters a line).
"""

import unicodedata

from scripts.words import word_set
from voices.words import is_unspaced

WIDE_LINE = 16
"""Full-width characters on a line."""

_PHRASE, _UNKNOWN, _LOOSE, _WORD, _STEM = 14.0, 25.0, 35.0, 120.0, 140.0
INSIDE = _WORD
"""From this cost on a break is inside a word."""
_NO_START = frozenset("ーゝゞヽヾ々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ〜～％‰℃゛゜")
_PARTICLES = frozenset("はがをにでともへやねよ")
_JOINING, _GOES_ON = frozenset("がにと"), frozenset("はもらきいうしすっのなかく")
"""Particles, and what shows in Hiragana that they are a part of something longer: ながら."""
_HONOURS = frozenset("おご")
"""Prefixes: お知らせ."""
_ENDS_PHRASE = frozenset("的了着過过嗎吗呢吧們们")
_NOT_ENDING = word_set("的确 的確 了解 了结 着急 着手 着眼 着力 着重 着陆 过去 过程 过年 過去 過程 过渡 过半")
"""Words that begin with one of those."""
_STARTS_PHRASE = frozenset("和與与但而並并或因把被從从在将將也都不對对向是就還还")
_NOT_STARTING = word_set(
    "温和 缓和 緩和 总和 饱和 共和 柔和 暖和 平和 参与 參與 给与 不但 非但 然而 从而 從而 反而"
    " 进而 因而 合并 一并 抑或 原因 基因 成因 病因 火把 服从 自从 顺从 棉被 现在 現在 正在 存在"
    " 实在 實在 所在 内在 潜在 好在 即将 即將 首都 成都 京都 反对 反對 面对 面對 绝对 相对 针对"
    " 方向 面向 倾向 转向 一向 但是 于是 还是 只是 可是 就是 总是 總是 不是 也是 都是 成就 造就"
    " 归还 偿还 也不 都不 就不 还不 是不 在不"
)
"""Words that end with one of those."""


def columns(text: str, width: int) -> float:
    """How much of a line of `width` characters a text takes; a full-width character takes a sixteenth.

    >>> columns("The bridge", 42), columns("橋は町の中にある", 42)
    (10, 21.0)
    """
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide * (width / WIDE_LINE - 1) if wide else len(text)


def may_begin(sign: str) -> bool:
    """Whether a line may begin with a sign of these scripts."""
    return sign not in _NO_START


def break_cost(before: str, after: str, *, japanese: bool) -> float:
    """Of a break between two characters without a space.

    >>> break_cost("は", "町", japanese=True), break_cost("町", "の", japanese=True)
    (14.0, 140.0)
    """
    if not (is_unspaced(before) or is_unspaced(after)):
        return _UNKNOWN  # a word that is too long for a line
    first, second = _script(before), _script(after)
    if not first or not second:  # a bracket, a quotation mark
        return _LOOSE if second == "hiragana" else _PHRASE
    if "other" in (first, second):
        return _STEM if first == "other" and before.isdigit() else _UNKNOWN
    return _japanese(before, after, first, second) if japanese else _chinese(before, after)


def _japanese(before: str, after: str, first: str, second: str) -> float:
    if first == "hiragana" and second == "hiragana":
        joins = before in _JOINING and after not in _GOES_ON
        return _UNKNOWN if before in "はを" else _LOOSE if joins else _WORD
    if first == "hiragana":
        return _PHRASE if before in _PARTICLES else _STEM if before in _HONOURS else _UNKNOWN
    if second == "hiragana":
        return _STEM
    return _WORD if first == second else _LOOSE


def _chinese(before: str, after: str) -> float:
    pair = before + after
    if pair in _NOT_ENDING or pair in _NOT_STARTING:
        return _WORD
    if after in _ENDS_PHRASE:
        return _STEM
    return _PHRASE if before in _ENDS_PHRASE or after in _STARTS_PHRASE else _LOOSE


def _script(sign: str) -> str:
    if "぀" <= sign <= "ゟ":
        return "hiragana"
    if "゠" <= sign <= "ヿ" or "ㇰ" <= sign <= "ㇿ":
        return "katakana"
    if sign.isalnum():
        return "han" if "㐀" <= sign <= "鿿" or sign >= "\U00020000" or sign == "々" else "other"
    return ""
