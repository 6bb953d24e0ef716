"""E-mail and news posts saved as plain text: header, quoted messages, who wrote them, signatures (RFC 5322,
RFC 3676).

Conventions
-----------
A line that begins with ">" is quoted, as deep as it has them; the marks are markup. A line such as "On
Friday, Ada Lund wrote:" before what is quoted tells whose words these are, and so does the header of a
message that is forwarded whole. Headers and signatures are dropped, but for the subject, which is the title.
Whoever quotes nobody and has no header writes no e-mail: the text is read as it stands.
"""

import email.utils
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scripts.words import fold, trim, word_set

HEADER, SIGNATURE, NO_WORDS = "header of the message", "signature", "no words in it"
_MARKS = re.compile(r"[ \t]{0,3}(?>(?:>[ \t]?+)+)")
_FIELD = re.compile(
    r"(?P<name>from|to|cc|bcc|subject|date|sent|reply-to|message-id|in-reply-to|references|mime-version|received"
    r"|return-path|user-agent|newsgroups|organization|x-[\w-]{1,40}|content-[\w-]{1,40}|list-[\w-]{1,40}"
    r"|von|an|betreff|datum|gesendet|de|à|objet|envoyé|para|asunto|fecha|da|oggetto)\s?:\s",
    re.IGNORECASE,
)
_FROM = word_set("from von de da")
_SUBJECT = word_set("subject betreff objet asunto oggetto")
_DATE = word_set("date sent datum gesendet envoyé fecha")
_AGAIN = re.compile(r"(?:(?:re|fwd?|aw|wg|sv|tr|rv)\s?:\s*)+", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"-{2,}\s?(?:original message|forwarded message|original-nachricht|ursprüngliche nachricht"
    r"|weitergeleitete nachricht|message d[’']origine|message transféré|mensaje original)\s?-{2,}\Z"
    r"|begin forwarded message:\Z|anfang der weitergeleiteten nachricht:\Z",
    re.IGNORECASE,
)
_SIGNATURE_LINES = 8
_WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|schreef|skrev|escreveu)\b[^:\n]{0,120}:\s*\Z",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\s?[<\[(](?:mailto:)?[^<>\[\]()\s@]{1,100}@[^<>\[\]()\s@]{1,100}[>\])]")
_PARTICLES = word_set("van von de da di del der den la le bin al")
_NO_NAMES = word_set(
    "am pm a.m p.m utc gmt mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday"
    " sunday january february march april may june july august september october november december jan feb"
    " mar apr jun jul aug sep sept oct nov dec uhr"
)
_LONGEST = 240
"""Characters of a line that tells who wrote what follows."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file."""

    at: int
    """Where it starts, marks included."""
    start: int
    """Where what it says starts; `start:end` has no outer white space."""
    end: int
    depth: int
    """How many marks it has."""


@dataclass(slots=True)
class Mail:
    """What is not the text of a message, and whose words are quoted."""

    runs: list[list[Row]]
    """Lines of text, all that are neither header nor signature; a new run starts behind one of those."""
    dropped: list[tuple[int, int, str]] = field(default_factory=list)
    subject: tuple[int, int] | None = None
    author: str = ""
    date: str = ""
    """ISO 8601."""
    authors: list[tuple[int, str]] = field(default_factory=list)
    """From where on the words are another's who is named in a header."""


def read_mail(text: str, lines: Sequence[tuple[int, int]]) -> Mail | None:
    """What is e-mail about a text; None if it is none."""
    rows = [_row(text, start, end) for start, end in lines]
    rows = _certain(text, rows)
    mail = Mail([[]])
    number, first = 0, True
    quoted = any(row.depth for row in rows)
    while number < len(rows):
        sure = quoted or mail.author != "" or mail.subject is not None
        if end := _header_end(text, rows, number, first=first):
            _read_header(text, rows[number:end], mail, first=first)
            mail.runs.append([])
            number = end
        elif end := _signature_end(text, rows, number, sure=sure):
            _drop_span(text, mail, rows[number].at, rows[end - 1].end, SIGNATURE)
            mail.runs.append([])
            number = end
        else:
            mail.runs[-1].append(rows[number])
            first = first and rows[number].start == rows[number].end
            number += 1
    return mail if quoted or mail.dropped else None


def attributed(words: str) -> str:
    """Who wrote what follows, if the words say so; empty if they do not.

    >>> attributed("On Thu, Apr 30, 2026 at 6:02 PM Noor Haddad <noor@harrow.example> wrote:")
    'Noor Haddad'
    >>> attributed("Am 30.04.2026 um 18:02 schrieb Noor Haddad:"), attributed("She said nothing of it:")
    ('Noor Haddad', '')
    """
    words = fold(words)[-_LONGEST:]
    verb = _WROTE.search(words)
    if verb is None:
        return ""
    bare = re.sub(r"\(\s*\)", "", _ADDRESS.sub("", words))
    verb = _WROTE.search(bare) or verb
    behind = re.sub(r"\A\S+(?: écrit| scritto)?\s*|\s*:\s*\Z", "", bare[verb.start() :])
    before = bare[: verb.start()].rstrip(" ,")
    name = _name_at_end(before) or _name_at_end(behind)
    if not name and (address := re.search(r"[^\s<>@]+@[^\s<>@]+", words)):
        name = address[0].strip("()[]:,")
    return name


def addresses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """E-mail addresses in brackets, which nobody wants to hear."""
    for match in _ADDRESS.finditer(text, start, end):
        yield match.span()


def _row(text: str, start: int, end: int) -> Row:
    marks = _MARKS.match(text, start, end)
    inner = marks.end() if marks else start
    depth = text.count(">", start, inner) if marks else 0
    return Row(start, *trim(text, inner, end), depth)


def _certain(text: str, rows: list[Row]) -> list[Row]:
    """A lone line that begins with ">5" tells of numbers: it is no quoted line."""
    found = list(rows)
    for number, row in enumerate(rows):
        alone = row.depth == 1 and not any(
            rows[other].depth for other in (number - 1, number + 1) if 0 <= other < len(rows)
        )
        if alone and row.start < row.end and text[row.start - 1] == ">":
            found[number] = Row(row.at, *trim(text, row.at, row.end), 0)
    return found


def _header_end(text: str, rows: Sequence[Row], number: int, *, first: bool) -> int:
    """Where the header that starts at a row ends; 0 if none does."""
    at, depth = number, rows[number].depth
    separated = False
    if rows[at].start < rows[at].end and _SEPARATOR.match(text[rows[at].start : rows[at].end]):
        separated, at = True, at + 1
        while at < len(rows) and rows[at].start == rows[at].end and rows[at].depth == depth:
            at += 1
    names: list[str] = []
    while at < len(rows) and rows[at].depth == depth and rows[at].start < rows[at].end:
        match = _FIELD.match(text, rows[at].start, min(len(text), rows[at].end + 1))
        folded = names and rows[at].start > rows[at].at and text[rows[at].start - 1] in " \t" and not depth
        if match:
            names.append(match["name"].lower())
        elif not folded:
            break
        at += 1
    known = set(names)
    whole = len(names) >= 2 and bool(known & _FROM) and bool(known & (_SUBJECT | _DATE | {"to", "an"}))
    blank = at == len(rows) or rows[at].start == rows[at].end
    if whole and (separated or ((first or bool(known & _DATE)) and blank)):
        return at
    return number + 1 if separated else 0


def _read_header(text: str, rows: Sequence[Row], mail: Mail, *, first: bool) -> None:
    """Learn from a header: who writes, of what; the rest of it is dropped."""
    said = ""
    subject: tuple[int, int] | None = None
    for row in rows:
        match = _FIELD.match(text, row.start, min(len(text), row.end + 1))
        if match is None:
            continue
        value = (min(match.end(), row.end), row.end)
        name = match["name"].lower()
        if name in _FROM:
            said = said or _plain_name(text[slice(*value)])
        elif name in _SUBJECT and first and subject is None:
            again = _AGAIN.match(text, *value)
            subject = trim(text, again.end() if again else value[0], value[1])
        elif name in _DATE and first:
            mail.date = mail.date or _iso(text[slice(*value)])
    if first and mail.subject is None and not mail.author:
        mail.author = "" if "@" in said else said
        mail.subject = subject if subject and subject[0] < subject[1] else None
    elif said:
        mail.authors.append((rows[-1].end, said))
    start, end = rows[0].at, rows[-1].end
    if first and mail.subject and start < mail.subject[0]:
        _drop_span(text, mail, start, mail.subject[0], HEADER)
        _drop_span(text, mail, mail.subject[1], end, HEADER)
    else:
        _drop_span(text, mail, start, end, HEADER)


def _signature_end(text: str, rows: Sequence[Row], number: int, *, sure: bool) -> int:
    """Where the signature that starts at a row ends: "-- " alone on its line, and little below it; 0 if none
    does."""
    row = rows[number]
    if text[row.start : row.end] != "--":
        return 0
    end, lines = number + 1, 0
    while end < len(rows) and rows[end].depth == row.depth:
        lines += rows[end].start < rows[end].end
        if lines > _SIGNATURE_LINES:
            return 0  # without a look at the rest: a text may have a thousand such lines
        end += 1
    spaced = text[row.end : row.end + 1] == " "
    return end if lines and (sure or (spaced and end == len(rows))) else 0


def _drop_span(text: str, mail: Mail, start: int, end: int, reason: str) -> None:
    start, end = trim(text, start, end)
    if start < end:
        mail.dropped.append((start, end, reason))


def _plain_name(words: str) -> str:
    """Who is behind "Lund, Ada (desk) <ada@weir.example>"; the address, where nothing else is there."""
    words = fold(words)[:_LONGEST]
    bare = re.sub(r"\([^()]*\)|<[^<>]*>|\[[^\[\]]*\]", " ", words).strip(" \"'")
    if bare.count(",") == 1 and " " not in bare.partition(",")[0]:
        last, _, given = bare.partition(",")
        bare = f"{given} {last}"
    bare = " ".join(bare.split())
    if bare:
        return bare
    address = re.search(r"[^\s<>@]+@[^\s<>@]+", words)
    return address[0] if address else ""


def _name_at_end(words: str) -> str:
    """The name that some words end with, if they do."""
    words = words.rstrip(" ,")
    if words[-1:] in "\"'”’":
        opening = max(words[:-1].rfind(mark) for mark in "\"'“‘")
        return _plain_name(words[opening + 1 : -1]) if opening >= 0 else ""
    found: list[str] = []
    for word in reversed(words.split()[-6:]):
        bare = word.strip("()")
        if word.endswith(",") or any(map(str.isdigit, bare)) or bare.lower().rstrip(".") in _NO_NAMES:
            break
        if not bare[:1].isupper() and bare.lower() not in _PARTICLES:
            break
        found.append(bare)
    while found and found[-1].lower() in _PARTICLES:
        found.pop()
    return " ".join(reversed(found)) if len(found) <= 5 else ""


def _iso(words: str) -> str:
    try:
        return email.utils.parsedate_to_datetime(words.strip()).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        from scripts.reading import fields

        return fields.any_date(words)
