"""Markdown that is out to do harm."""

from tests.hostile.spoiling import DEEP, HUGE, MANY, SENTENCE, Files, spoilt

MARKDOWN = f"""---
title: The weir
author: Ada Lund
---

# The weir

{SENTENCE} “It *will* stand,” said [Karl Weber](https://a.example).[^1]

> Nobody at all.

- eels
  - bream

| Fish | Count |
|------|-------|
| Eels | 40    |

![The weir at dawn](a.jpg)

[^1]: Counted in May.
"""


def markdown_files() -> Files:
    """Markdown."""
    yield from spoilt(MARKDOWN.encode())
    text = SENTENCE + "\n"
    yield "nested quotes", (">" * DEEP + text).encode()
    yield "nested lists", "".join(f"{' ' * 2 * n}- a\n" for n in range(2_000)).encode()
    yield "lists on a line", ("- " * DEEP + text).encode()
    for name, marks in {
        "brackets": "[",
        "pictures": "![",
        "stars": "*",
        "stars and words": "*a ",
        "double stars": "**a *b ",
        "underscores": "_a_",
        "backticks": "`",
        "growing backticks": "".join(f"{'`' * (1 + n % 300)} " for n in range(3_000)),
        "less-than": "<",
        "tags": "<b>",
        "comments": "<!--",
        "declarations": "<!A",
        "instructions": "<?",
        "links": "[a](b)",
        "open links": "[a](",
        "links in links": "[a](<b",
        "references": "[a][b]",
        "footnotes": "[^1]",
        "entities": "&amp;&#x41;",
        "ampersands": "&",
        "backslashes": "\\",
        "tildes": "~~a~",
        "addresses": "http://a.b/(",
        "mail addresses": "a@b.",
        "quotation marks": "“a ”",
        "tabs": "\t",
        "breaks": "a  \n",
        "headings": "# a\n\n",
        "rules": "---\n",
        "fences": "```\n",
        "tables": "| a | b |\n|---|---|\n",
    }.items():
        times = max(1, min(MANY, 400_000 // len(marks)))
        yield f"many {name}", (marks * times + "\n\n" + text).encode()
    yield "a wide table", ("|" + "a|" * 5_000 + "\n|" + "-|" * 5_000 + "\n|" + "b|" * 5_000 + "\n").encode()
    yield (
        "many definitions",
        "".join(f"[a{n}]: http://a.example/{n}\n" for n in range(30_000)).encode() + text.encode(),
    )
    notes = "".join(f"[^{n}]: a note\n" for n in range(5_000))
    yield "many notes below", (" ".join(f"a[^{n}]" for n in range(5_000)) + "\n\n" + notes).encode()
    yield "a ring of footnotes", b"a[^1]\n\n[^1]: b[^2]\n\n[^2]: c[^1]\n"
    anchors = "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}*a{n - 1}]\n" for n in range(1, 12))
    yield "front matter that grows", f"---\na0: &a0 [b]\n{anchors}---\n\n{text}".encode()
    yield "front matter without an end", ("---\n" + "a: b\n" * 50_000 + text).encode()
    yield "a long line", (SENTENCE * 20_000).encode()
    yield "one long word", b"x" * HUGE
    yield "a huge attribute", f'<p title="{"x" * HUGE}">{text}</p>'.encode()
    yield "blank lines", b"\n" * HUGE + text.encode()
    yield "many paragraphs", (SENTENCE + "\n\n").encode() * 20_000
    yield "too many paragraphs", (SENTENCE + "\n\n").encode() * 120_000
    yield "too many items", b"- eels\n" * 900_000
    yield "too many cells", b"| a | b |\n|---|---|\n" + b"| a | b |\n" * 60_000
