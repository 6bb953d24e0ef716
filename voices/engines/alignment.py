"""Which words of a text the groups of phonemes belong to that eSpeak NG makes of it, and so when words are
heard.

eSpeak NG puts a space between words, but says some together ("of the") and splits others ("4.5"). Words and
groups are aligned by how many phonemes each has, alone and in the sentence: dynamic programming in a narrow
band, so the time is linear in the number of words.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from voices.model import Sound, SpeechWord
from voices.words import word_spans

_BAND = 12
"""How far words and groups may drift apart, in words."""
_MOST_TOGETHER = 3
"""Words said in one group, or groups of one word that says more than expected."""

Pair = tuple[int, int, int, int]
"""(first word, one after the last, first group, one after the last)."""


@dataclass(frozen=True, slots=True)
class Group:
    """Phonemes between two spaces: mostly a word."""

    phonemes: int
    start_frame: int
    end_frame: int


def words_of(
    text: str,
    groups: Sequence[Group],
    sounds: Sequence[tuple[Sound, Sequence[int]]],
    alone: Callable[[str], tuple[int, ...]],
) -> Iterator[SpeechWord]:
    """When each word is heard, or several that are said as one.

    `alone` tells how many phonemes each group has that a word makes when it is said alone, `sounds` the same
    of each of the producer's sounds.
    """
    spans = list(word_spans(text))
    given = _given(spans, sounds)
    expected = [given[start] if start in given else alone(text[start:end]) for start, end in spans]
    for word, after_word, group, after_group in align(expected, [group.phonemes for group in groups]):
        if after_group > group:
            yield SpeechWord(
                spans[word][0],
                spans[after_word - 1][1],
                groups[group].start_frame,
                groups[after_group - 1].end_frame,
            )


def _given(
    spans: Sequence[tuple[int, int]], sounds: Sequence[tuple[Sound, Sequence[int]]]
) -> dict[int, tuple[int, ...]]:
    """For each word in a stretch of the producer's sounds, by its start, the phonemes of its groups: a group
    for each word, or all of them for the first if they are not as many."""
    given: dict[int, tuple[int, ...]] = {}
    for sound, counts in sounds:
        starts = [start for start, _ in spans if sound.start <= start < sound.end]
        if len(starts) == len(counts):
            given |= {start: (count,) for start, count in zip(starts, counts, strict=True)}
        else:
            given |= dict.fromkeys(starts, ()) | dict.fromkeys(starts[:1], tuple(counts))
    return given


def align(alone: Sequence[Sequence[int]], groups: Sequence[int]) -> list[Pair]:
    """Pair stretches of words with stretches of groups, all of both, in order.

    `alone` has for each word the number of phonemes of each group that it makes when said alone; `groups` has
    the numbers of phonemes in the sentence. Of two words in one pair nothing is known but where they are
    together.
    """
    if not alone or not groups:
        return []
    if all(len(word) == 1 for word in alone) and len(alone) == len(groups):
        return [(at, at + 1, at, at + 1) for at in range(len(alone))]
    return _backwards(_table(alone, groups), len(alone), len(groups))


_Cell = tuple[float, int, int]
"""(cost, words taken, groups taken) of the best way to a point."""


def _table(alone: Sequence[Sequence[int]], groups: Sequence[int]) -> list[dict[int, _Cell]]:
    """For each number of words, the best way to each number of groups near the diagonal."""
    lengths = [sum(word) for word in alone]
    expected = _diagonal(alone, len(groups))
    table: list[dict[int, _Cell]] = [{0: (0.0, 0, 0)}, *({} for _ in alone)]
    for word, row in enumerate(table[:-1]):
        for group, (cost, _, _) in row.items():
            for words, taken in _moves(len(alone[word])):
                w, g = word + words, group + taken
                if w > len(alone) or g > len(groups) or abs(g - expected[w]) > _BAND:
                    continue
                apart = abs(sum(lengths[word:w]) - sum(groups[group:g]))
                total = cost + apart + (0.5 if (words, taken) != (1, len(alone[word])) else 0.0)
                known = table[w].get(g)
                if known is None or total < known[0]:
                    table[w][g] = (total, words, taken)
    return table


def _diagonal(alone: Sequence[Sequence[int]], groups: int) -> list[float]:
    passed, total = [0.0], sum(max(1, len(word)) for word in alone)
    for word in alone:
        passed.append(passed[-1] + max(1, len(word)) * groups / total)
    return passed


def _moves(own: int) -> list[tuple[int, int]]:
    """(words, groups): a word as expected, or with more or fewer groups, or several words in one group."""
    ways = {(1, own), (1, own + 1), (1, max(0, own - 1)), (1, 1)}
    return sorted(ways | {(words, 1) for words in range(2, _MOST_TOGETHER + 1)})


def _backwards(table: Sequence[dict[int, _Cell]], words: int, groups: int) -> list[Pair]:
    if groups not in table[words]:
        return [(0, words, 0, groups)]  # nothing fits: all that is known is where the sentence is
    pairs: list[Pair] = []
    while words:
        _, took, taken = table[words][groups]
        pairs.append((words - took, words, groups - taken, groups))
        words, groups = words - took, groups - taken
    return pairs[::-1]
