"""Text on its way to a person's terminal."""

import json
import re
import sys


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


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Print the one object that `--json` promises; on one line if `indent` is None."""
    text = json.dumps(value, ensure_ascii=False) if indent is None else in_rows(value, indent)
    # What a terminal obeys is written as its code: the same JSON, and nobody's screen moves.
    print(
        re.sub(r"[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", lambda m: f"\\u{ord(m[0]):04x}", text),
        flush=True,
    )


def in_rows(value: object, indent: int = 2) -> str:
    """`value` as JSON that people read as well: of an object's lists, each item has a row.

    The encoder of C writes such rows, but nothing that is indented; a script has tens of thousands of lines.

    >>> print(in_rows({"title": "Eels", "lines": [{"end": 4}, {"end": 9}], "notes": []}))
    {
      "title": "Eels",
      "lines": [
        {"end": 4},
        {"end": 9}
      ],
      "notes": []
    }
    """
    if not isinstance(value, dict) or not value:
        return json.dumps(value, ensure_ascii=False, indent=indent)
    edge = "\n" + " " * indent
    return "{" + edge + f",{edge}".join(_member(name, one, indent) for name, one in value.items()) + "\n}"


def _member(name: object, value: object, indent: int) -> str:
    edge = "\n" + " " * indent
    if isinstance(value, list) and value:
        rows = f",{edge}{' ' * indent}".join(json.dumps(one, ensure_ascii=False) for one in value)
        text = f"[{edge}{' ' * indent}{rows}{edge}]"
    else:
        text = json.dumps(value, ensure_ascii=False, indent=indent).replace("\n", edge)
    return f"{json.dumps(str(name), ensure_ascii=False)}: {text}"


def say(message: str) -> None:
    """Tell a person something, on one line of standard error."""
    print(f"audio-edition: {harmless(' '.join(message.splitlines()))}", file=sys.stderr)
