"""Plain text with what e-mail, verse and interviews are told by, more of it than anybody writes."""

from tests.hostile.spoiling import HUGE, SENTENCE, Files


def text_files() -> Files:
    """Plain text, with what e-mail, verse and interviews are told by."""
    for name, row in {
        "quoted lines": "> a word\n",
        "deeper and deeper": "".join(">" * (n % 500) + " a\n" for n in range(2_000)),
        "who wrote": "On Monday, Ada Lund wrote:\n> a\n",
        "headers": "From: Ada Lund <a@b.c>\nTo: x\nDate: y\n\n",
        "signatures": "-- \na\n",
        "labels": "Q: why?\nA: so.\n",
        "verse": "The water goes\nwhere water\nwill and\n\n",
        "short lines": "a\n",
        "colons": "A: " * 50 + "\n",
        "brackets": "<a@b.c> (" * 40 + "\n",
        "other alphabets": "これは川です。 Это река.\n\n",
    }.items():
        yield f"many {name}", (row * (200_000 // len(row))).encode()
    yield "too many lines", b"It rained.\n" * 300_000
    yield "one long line of marks", b">" * HUGE + b" a"
    yield "one long line", (SENTENCE * 20_000).encode()
