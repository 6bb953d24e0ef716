"""Lists of words, as the rules of this room need them."""


def word_set(words: str) -> frozenset[str]:
    """The words of a text, parted by white space.

    >>> sorted(word_set("of the"))
    ['of', 'the']
    """
    return frozenset(words.split())
