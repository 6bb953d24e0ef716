"""Who speaks where no cue says so: what a reader takes from the sentences around a quote.

Conventions
-----------
The rules stand in the order of how far they can be trusted; each leaves its evidence in words and how sure
it is.
"""

from scripts.speech.lead import cue_before
from scripts.speech.people import People
from scripts.speech.person import Person
from scripts.speech.prose import Prose
from scripts.speech.records import Basis, Said, Sheet, Turn
from scripts.speech.tokens import Token

_BACK = 120
"""Tokens looked through before a quote."""
_AHEAD = 40
_TAIL = 60
"""Tokens of a page's end that can announce a speaker."""

Neighbours = tuple[Person | None, Person | None]


def infer(sheet: Sheet, index: int, turn: Turn, neighbours: Neighbours, people: People) -> None:
    """Find a speaker for a quote without a cue; `neighbours` speak before and after it on the same page."""
    said, at = sheet.said[index], sheet.places[index]
    said.topic = turn.topic
    previous, later = neighbours
    if said.quoted.continues and turn.last is not None:
        said.give(turn.last, Basis.CONTEXT, "went on from the paragraph before", 0.95)
    elif previous is not None:
        said.give(previous, Basis.SAME, "no cue: same paragraph as the quote before", 0.85)
    elif not _by_sentences(sheet, said, at, later):
        _by_pages(sheet, said, turn, people)


def _by_sentences(sheet: Sheet, said: Said, at: int, later: Person | None) -> bool:
    subject = subject_of(sheet, at, governed=said.told)
    if subject is not None:
        said.give(subject, Basis.CONTEXT, "no cue: the sentence before was about this speaker", 0.6)
        return True
    if later is not None and not said.told:
        said.give(later, Basis.SAME, "no cue: same paragraph as the quote after", 0.8)
        return True
    subject = _subject_after(sheet, at) if not said.told else None
    if subject is not None:
        said.give(subject, Basis.CONTEXT, "no cue: named in the sentence after", 0.6)
    return subject is not None


def _by_pages(sheet: Sheet, said: Said, turn: Turn, people: People) -> None:
    if turn.colon is not None:
        said.give(turn.colon, Basis.CONTEXT, "announced in the paragraph before", 0.85)
    elif (teller := turn.teller()) is not None:
        said.give(teller, Basis.GUESS, "no cue: spoke in the paragraph before", 0.6)
    elif turn.last is not None and sheet.number - turn.last_page <= 1:
        said.give(turn.last, Basis.GUESS, "no cue: went on from the speaker before", 0.45)
    else:
        latest = max(
            (person for person in people.recent() if person.human > 0 and not person.plural),
            key=lambda person: person.now(people.sentence),
            default=turn.last,
        )
        if latest is not None:
            said.give(latest, Basis.GUESS, "no cue: the person last spoken of", 0.4)


def subject_of(sheet: Sheet, at: int, *, governed: bool = False) -> Person | None:
    """Whom the last sentence before a token is about; sentences about nobody are read over.

    Who stands behind a preposition is meant only where there is nobody else, and only with `governed`.
    """
    tokens, lexicon = sheet.prose.tokens, sheet.prose.lexicon
    best: Person | None = None
    other: Person | None = None
    for position in range(at - 1, max(-1, at - _BACK), -1):
        if tokens[position].quote >= 0 and not (lexicon.free_subjects and tokens[position].inert):
            break
        if best is not None and sheet.prose.opens(position + 1):
            break
        person = sheet.found.get(position)
        if person is None or person.human <= 0 or person.plural:
            continue
        if sheet.prose.low(position - 1) not in lexicon.prepositions:
            best = person
        elif governed:
            other = other or person
    return best or other


def _subject_after(sheet: Sheet, at: int) -> Person | None:
    """The first person of the sentence after a quote."""
    tokens = sheet.prose.tokens
    for position in range(at + 1, min(len(tokens), at + _AHEAD)):
        if tokens[position].sentence != tokens[at + 1].sentence or tokens[position].quote >= 0:
            return None
        person = sheet.found.get(position)
        if person is not None and person.human > 0:
            return person
    return None


def announced(sheet: Sheet, people: People, certain: bool) -> Person | None:
    """Who is about to speak, by the last sentence of a page; `certain` asks for a verb of speech."""
    tokens = sheet.prose.tokens
    last, shift = tokens[-1], max(0, len(tokens) - _TAIL)
    ghost = Token("", "", last.end, last.end, 0, sentence=last.sentence)
    cue = cue_before(Prose([*tokens[shift:], ghost], sheet.prose.vocabulary), len(tokens) - shift)
    if cue is not None and cue.phrase.head and (cue.certain or not certain):
        person = sheet.found.get(cue.phrase.start + shift)
        if person is None and not certain:
            person = people.mention(cue.phrase, 1.0, True)
        if person is not None:
            return person
    if certain:
        return None
    firsts = [at for at in sheet.found if tokens[at].sentence == last.sentence]
    return sheet.found[min(firsts)] if firsts else None
