"""From an article to utterances and speakers: the parts put together."""

import re
from bisect import bisect_right

from scripts.model import NARRATOR, Age, Article, BlockKind, Gender, Speaker, Utterance
from scripts.speech.attribution import Attributor
from scripts.speech.dashes import add_dashed, add_mixed
from scripts.speech.dialogue import take_turns
from scripts.speech.incises import part_at_incises
from scripts.speech.kinds import Kind
from scripts.speech.labels import add_labelled, name_interview
from scripts.speech.lexicon import Lexicon, knows, lexicon_for
from scripts.speech.mentions import Mentions
from scripts.speech.people import People
from scripts.speech.person import Person
from scripts.speech.phrases import Phrase
from scripts.speech.plainly import CONFIDENCE, NOT_SOUGHT, plain_speech
from scripts.speech.prose import Prose
from scripts.speech.quotes import Quoted, find_quoted
from scripts.speech.records import Basis, Said
from scripts.speech.signed import signed_quotes
from scripts.speech.tokens import tokenize
from scripts.speech.unclosed import end_at_cues
from scripts.speech.view import Page, pages
from scripts.speech.vocabulary import Vocabulary

_PLAIN = re.compile(r"(?<![\w’'-])[^\W\d_A-Z][^\W\d_]*")
_NEW_LINE = re.compile(r"\r\n|\r|\n")
_PROPER = re.compile(r"(?<=[a-z,;’'] )[A-Z][^\W\d_]+")
"""Words with a capital behind a word or a comma."""
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_HEADLINE = 200
"""Characters."""


def read_article(
    article: Article, voice_fragments: bool
) -> tuple[tuple[Utterance, ...], tuple[Speaker, ...]]:
    """Utterances and speakers of an article."""
    lexicon = lexicon_for(article.language)
    vocabulary = Vocabulary(lexicon)
    sheets = pages(article)
    quoted = [
        part_at_incises(page.text, end_at_cues(page.text, quotes, lexicon), vocabulary)
        for page, quotes in zip(sheets, find_quoted([page.text for page in sheets]), strict=True)
    ]
    known, marked = knows(article.language), quoted
    if not known:  # who speaks would be found by the words of another language: by chance
        quoted = [[] for _ in sheets]
    add_labelled(sheets, quoted, lexicon)
    if known:
        add_mixed([page.text for page in sheets], quoted, vocabulary)
        add_dashed([page.text for page in sheets], quoted, vocabulary)
    signers: dict[int, Phrase] = {}
    for signed in signed_quotes(sheets, vocabulary):
        for number, words in signed.quotes.items():
            quoted[number], signers[number] = [words], signed.phrase
    told = any(block.said_by for block in article.blocks)
    if not told and not any(quoted) and not any(marked):
        return (), ()
    people = People(vocabulary)
    plain = frozenset(word for page in sheets for word in set(_PLAIN.findall(page.text)) if word[0].islower())
    proper = frozenset(word for page in sheets for word in _PROPER.findall(page.text))
    lines = [found.end() for found in _NEW_LINE.finditer(article.text)]
    attributor = Attributor(
        people,
        Mentions(people, plain, proper),
        lambda page, offset: 1 + bisect_right(lines, sheets[page].source(offset)),
    )
    said: list[Said] = []
    singles = sum(quote.single for quotes in quoted for quote in quotes)
    doubled = sum(map(len, quoted)) > 3 * singles  # so single marks are for headlines and quotes in quotes
    for number, (page, quotes) in enumerate(zip(sheets, quoted, strict=True)):
        single = doubled and len(quotes) == 1 and quotes[0].single
        if quotes and (
            _is_headline(page, number, lexicon) or (single and (number == 0 or _is_bare(page, quotes)))
        ):
            quoted[number] = []
    for number, page in enumerate(sheets):
        by = article.blocks[number].said_by
        quotes = [] if by else quoted[number]
        prose = Prose(tokenize(page.text, quotes, lexicon), vocabulary)
        found = attributor.read(number, page.text, prose, quotes)
        if number in signers and not by:
            attributor.give_signed(found, signers[number])
        said += found
        if by and page.text.strip():
            said.append(_as_told(article, sheets, number, people))
        if number == 0 and _is_headline(page, number, lexicon):
            people.end_headline()
    bare = {
        number
        for number, (page, quotes) in enumerate(zip(sheets, quoted, strict=True))
        if _is_bare(page, quotes)
    }
    take_turns(said, bare)
    name_interview(said, people.all, lexicon, article.byline)
    if not known:
        taken = {one.page for one in said}
        said += _unsought(
            sheets, [[] if at in taken else quotes for at, quotes in enumerate(marked)], lexicon
        )
        said.sort(key=lambda one: (one.page, one.quoted.start))
    kinds = {Kind.SPEECH, Kind.FRAGMENT} if voice_fragments else {Kind.SPEECH}
    chosen = [
        one for one in said if one.kind in kinds and (one.kind is Kind.SPEECH or one.person is not None)
    ]
    return _compose(chosen, sheets, lexicon)


def _as_told(article: Article, sheets: list[Page], number: int, people: People) -> Said:
    """A block of which the file says whose words it is."""
    by, text = article.blocks[number].said_by, sheets[number].text
    end = len(text.rstrip())
    goes_on = number > 0 and article.blocks[number - 1].said_by == by
    quoted = Quoted(0, end, dashed=True, continues=goes_on, inner_end=end)
    person = people.known_as(tuple(by.split()[:6]))
    return Said(number, quoted, Kind.SPEECH, person, "named by the message that it is from", 0.95, Basis.CUE)


def _unsought(sheets: list[Page], marked: list[list[Quoted]], lexicon: Lexicon) -> list[Said]:
    """What is plainly said in a language in which nobody is looked for."""
    texts = [page.text for page in sheets]
    spoken = plain_speech(texts, marked)
    return [
        Said(number, one, Kind.SPEECH, None, NOT_SOUGHT, CONFIDENCE)
        for number, quotes in enumerate(spoken)
        if quotes and not _is_headline(sheets[number], number, lexicon)
        for one in quotes
    ]


def _is_headline(page: Page, number: int, lexicon: Lexicon) -> bool:
    """Whether a page is a title or a heading: the narrator announces what somebody says further on.

    A scraped text's first line is one if nearly all its long words have a capital.
    """
    if page.kind in (BlockKind.TITLE, BlockKind.HEADING):
        return True
    words = [word for word in _WORD.findall(page.text[:_LONGEST_HEADLINE]) if len(word) > 3]
    short = number == 0 and len(words) >= 4 and len(page.text) < _LONGEST_HEADLINE
    short = short and not any(word in lexicon.say for word in words)
    return short and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _is_bare(page: Page, quotes: list[Quoted]) -> bool:
    """Whether a page is one quote and nothing else."""
    return len(quotes) == 1 and quotes[0].end - quotes[0].start >= len(page.text.strip()) - 1


def _compose(
    said: list[Said], sheets: list[Page], lexicon: Lexicon
) -> tuple[tuple[Utterance, ...], tuple[Speaker, ...]]:
    names: dict[int, str] = {}
    taken: set[str] = {NARRATOR.casefold()}
    speakers: list[Speaker] = []
    utterances: list[Utterance] = []
    for one in said:
        key = one.person.number if one.person is not None else -1
        if key not in names:
            names[key] = _unique(best_name(one.person, lexicon), taken)
            speakers.append(_speaker(names[key], one.person))
        span = sheets[one.page].span(one.quoted.start, one.quoted.end)
        evidence = one.evidence or "nobody was named near the quote"
        utterances.append(
            Utterance(
                span.start, span.end, names[key], evidence, round(one.confidence, 2), one.quoted.continues
            )
        )
    return tuple(utterances), tuple(speakers)


def best_name(person: Person | None, lexicon: Lexicon) -> str:
    """The fullest name, or the descriptor of somebody unnamed.

    The shortest descriptor that was used most tells best who is meant.
    """
    if person is None:
        return lexicon.unknown
    name = " ".join(person.fullest()) if person.names else next(iter(person.aliases), lexicon.unknown)
    return lexicon.interviewer if name.lower() == lexicon.interviewer.lower() else name


def _unique(name: str, taken: set[str]) -> str:
    number, result = 1, name
    while result.casefold() in taken:
        number += 1
        result = f"{name} {number}"
    taken.add(result.casefold())
    return result


def _speaker(name: str, person: Person | None) -> Speaker:
    if person is None:
        return Speaker(name)
    gender = {"male": Gender.MALE, "female": Gender.FEMALE}.get(person.gender)
    aliases = tuple(alias for alias in person.aliases if alias != name)[:12]
    proofs = list(dict.fromkeys(person.proofs))[:3] if gender else []
    if person.age:
        proofs.append(person.age_proof)
    age = Age(person.age) if person.age and not person.plural and not person.body else None
    return Speaker(name, aliases, gender, "; ".join(proofs), age)
