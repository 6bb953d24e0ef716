"""Text on its way to a person's terminal."""


def harmless(text: str) -> str:
    """`text` with every character that a terminal would obey, and that nobody sees, shown as its code.

    Articles and file names are other people's words: an escape sequence in a title must not move the cursor,
    nor a bidi mark turn a line around.

    >>> harmless("Ruth\\x1b[2J\\nOwen")
    'Ruth\\\\x1b[2J\\nOwen'
    """
    return "".join(
        character if character.isprintable() or character in "\n\t" else _code(character)
        for character in text
    )


def _code(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii") if not character.isspace() else " "
