"""Turn-taking: in a conversation, paragraphs that name nobody go back and forth between two.

Conventions
-----------
Works on what is left unsure once an article was read: pages of speech without a cue. Only articles that are
told in dialogue are touched (many short paragraphs that are nothing but a quote); in news, a second
paragraph without a cue is the same speaker's, and stays so.
"""

from statistics import median

from scripts.speech.kinds import Kind
from scripts.speech.people import Person
from scripts.speech.records import Basis, Said

FEW = 6
"""Pages of speech below which nothing is called a dialogue."""
SHORT = 170
"""Characters of the median page in a dialogue, at most."""


def take_turns(said: list[Said], bare: set[int]) -> None:
    """Give the unsure pages of a dialogue to the one whose turn it is. `bare`: pages that are only a quote."""
    pages: dict[int, list[Said]] = {}
    for one in said:
        if one.kind is Kind.SPEECH:
            pages.setdefault(one.page, []).append(one)
    if not _is_dialogue(pages, bare):
        return
    run: list[int] = []
    for page in sorted(pages):
        if run and page - run[-1] > 1:
            _fill(run, pages)
            run = []
        run.append(page)
    _fill(run, pages)


def _is_dialogue(pages: dict[int, list[Said]], bare: set[int]) -> bool:
    if len(pages) < FEW:
        return False
    short = (
        median(sum(one.quoted.end - one.quoted.start for one in group) for group in pages.values()) < SHORT
    )
    alone = [page for page in pages if page in bare and pages[page][0].quoted.closed]
    return short and len(alone) >= 0.2 * len(pages)


def _fill(run: list[int], pages: dict[int, list[Said]]) -> None:
    """One conversation: paragraphs that follow each other without narration between them."""
    fixed = {page: pages[page][0].person for page in run if not _unsure(pages[page])}
    topic = pages[run[0]][0].topic
    if run[0] not in fixed and topic is not None:
        fixed[run[0]] = topic
        for one in pages[run[0]]:
            one.person, one.evidence, one.confidence = (
                topic,
                "no cue: the paragraph before was about this speaker",
                0.5,
            )
    known: list[Person] = []
    for person in fixed.values():
        if person is not None and person not in known:
            known.append(person)
    if not known:
        known = [one.person for one in pages[run[0]][:1] if one.person is not None]
    before: Person | None = None
    last: Person | None = None
    for at, page in enumerate(run):
        group = pages[page]
        if page in fixed or group[0].quoted.continues:
            speaker = fixed.get(page, last) or last
        else:
            speaker = _next(run, at, fixed, last, before, known)
            if speaker is None:
                speaker = group[0].person
            for one in group:
                one.person, one.evidence, one.confidence = (
                    speaker,
                    "no cue: their turn in the conversation",
                    0.6,
                )
        if speaker is not last:
            before, last = last, speaker


def _unsure(group: list[Said]) -> bool:
    return all(one.basis in (Basis.GUESS, Basis.SAME) for one in group)


def _next(
    run: list[int],
    at: int,
    fixed: dict[int, Person | None],
    last: Person | None,
    before: Person | None,
    known: list[Person],
) -> Person | None:
    """Who speaks the page `run[at]`: back and forth, with an eye on the next page that names its speaker."""
    anchor = next((number for number in range(at + 1, min(len(run), at + 12)) if run[number] in fixed), None)
    if last is not None and before is not None:
        return before
    if anchor is not None:
        named = fixed[run[anchor]]
        others = [person for person in known if person is not named]
        if (anchor - at) % 2 == 0:
            return named if named is not last else (others[0] if others else named)
        if last is not None and last is not named:
            return last if (anchor - at) % 2 else named
        return others[0] if others else None
    others = [person for person in known if person is not last]
    return others[0] if others else None
