"""Web pages that are out to do harm."""

from tests.hostile.spoiling import DEEP, HUGE, MANY, SENTENCE, Files, spoilt

PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>The weir</title><meta name="author" content="Ada Lund">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "The weir"}}</script></head><body>
<nav><a href="/">Home</a></nav><article><h1>The weir</h1><p>By Ada Lund</p>
<p>{SENTENCE} “It will stand,” said Karl Weber.<sup><a href="#fn1" id="r1">1</a></sup></p>
<blockquote><p>Nobody at all.</p></blockquote><ul><li>eels</li><li>bream</li></ul>
<figure><img src="a.jpg" alt="The weir at dawn">
<figcaption>The weir at dawn, before the flood.</figcaption></figure>
<table><tr><th>Fish</th><th>Count</th></tr><tr><td>Eels</td><td>40</td></tr></table>
<ol><li id="fn1">Counted in May. <a href="#r1">back</a></li></ol></article>
<footer>© 2019</footer></body></html>"""


def html_files() -> Files:
    """Web pages."""
    yield from spoilt(PAGE.encode())
    for tag in ("div", "p", "blockquote", "ul", "table", "span", "b", "article", "section"):
        yield f"nested <{tag}>", (f"<{tag}>" * DEEP + SENTENCE + f"</{tag}>" * DEEP).encode()
        yield f"unclosed <{tag}>", (PAGE + f"<{tag}>{SENTENCE}" * 12_000).encode()
    yield "nested lists", ("<ul><li>" * DEEP + SENTENCE).encode()
    yield "nested tables", ("<table><tr><td>" * DEEP + SENTENCE).encode()
    yield "mixed nesting", ("<b><i><p>" * DEEP + SENTENCE).encode()
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    yield "an entity bomb", f'<!DOCTYPE html [<!ENTITY a0 "b">{names}]><p>{SENTENCE} &a11;</p>'.encode()
    yield "many entities", (f"<p>{SENTENCE} " + "&lt;&#x41;&amp;" * MANY + "</p>").encode()
    for quote in ('"', "'", ""):
        value = "x" * HUGE
        yield (
            f"a huge attribute in {quote or 'nothing'}",
            f"<p title={quote}{value}{quote}>{SENTENCE}</p>".encode(),
        )
        yield f"a huge attribute unclosed {quote}", (PAGE + f"<p title={quote}{value}").encode()
    yield "many attributes", ("<p " + " ".join(f"a{n}=1" for n in range(MANY)) + f">{SENTENCE}</p>").encode()
    yield "a huge comment", f"<!--{'-' * HUGE}-->{PAGE}".encode()
    yield "many comments", (PAGE + "<!-- a -->" * MANY).encode()
    yield "a huge script", f"<script>{'var a;' * 800_000}</script>{PAGE}".encode()
    yield "many paragraphs", (PAGE + f"<p>{SENTENCE}</p>" * 200_000).encode()
    yield "many words", f"<p>{SENTENCE * 30_000}</p>".encode()
    yield "one long word", f"<p>{'x' * HUGE}</p>".encode()
    yield "many spaces", f"<p>{SENTENCE}{' ' * HUGE}</p>".encode()
    yield "many brackets", ("<" * MANY + PAGE).encode()
    yield "many links", (PAGE + '<a href="#fn1">1</a>' * 20_000).encode()
    yield (
        "many footnotes",
        (PAGE + "".join(f'<sup><a href="#n{n}">{n}</a></sup>' for n in range(6_000))).encode(),
    )
    yield "nothing but marks", b"\x00\xff\xfe<>&;" * 50_000
    yield "linked data", PAGE.replace('"The weir"}', '"The weir", "a": ' + "[" * MANY).encode()
