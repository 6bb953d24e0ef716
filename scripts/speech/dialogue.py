"""Turn-taking: in a conversation, paragraphs that name nobody go back and forth between two.

Conventions
-----------
Works on what is left unsure once an article was read: pages of speech without a cue. Only articles that are
told in dialogue are touched (many short paragraphs that are nothing but a quote); in news, a second
paragraph without a cue is the same speaker's, and stays so.
"""

from statistics import median

from scripts.speech.kinds import Kind
from scripts.speech.person import Person
from scripts.speech.records import Basis, Said

FEW = 6
"""Pages of speech below which nothing is called a dialogue."""
FEW_DASHED = 3
"""The same where dashes open them all: each dash is another speaker, and news has none."""
SHORT = 170
"""Characters of the median page in a dialogue, at most."""


def take_turns(said: list[Said], bare: set[int]) -> None:
    """Give the unsure pages of a dialogue to whose turn it is; `bare` are those that are only a quote."""
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
    dashed = all(group[0].quoted.dashed for group in pages.values())
    if len(pages) < (FEW_DASHED if dashed else FEW):
        return False
    short = (
        median(sum(one.quoted.end - one.quoted.start for one in group) for group in pages.values()) < SHORT
    )
    alone = [page for page in pages if page in bare and pages[page][0].quoted.closed]
    return short and len(alone) >= 0.2 * len(pages)


_TURN = "no cue: their turn in the conversation", 0.6
_UNSURE_TURN = "no cue: their turn, if the conversation is between two", 0.4
"""Where not just two are known to speak: right half of the time."""


def _fill(run: list[int], pages: dict[int, list[Said]]) -> None:
    """One conversation: paragraphs that follow each other without narration between them."""
    named = {page: pages[page][0].person for page in run if not _unsure(pages[page])}
    first = pages[run[0]]
    if run[0] not in named and first[0].topic is not None:
        named[run[0]] = first[0].topic
        for one in first:
            one.give(first[0].topic, one.basis, "no cue: the paragraph before was about this speaker", 0.4)
    present = list({person.number: person for person in named.values() if person is not None}.values())
    if not present and first[0].person is not None:
        present = [first[0].person]
    before: Person | None = None
    last: Person | None = None
    for at, page in enumerate(run):
        group = pages[page]
        if page in named or group[0].quoted.continues:
            speaker = named.get(page) or last
        else:
            speaker = (
                before
                if last is not None and before is not None
                else _first_turn(run, at, named, present, last)
            )
            speaker = speaker or group[0].person
            evidence, sure = _TURN if len(present) == 2 else _UNSURE_TURN
            for one in group:
                one.give(speaker, one.basis, evidence, sure)
        if speaker is not last:
            before, last = last, speaker


def _unsure(group: list[Said]) -> bool:
    return all(one.basis in (Basis.GUESS, Basis.SAME) for one in group)


def _first_turn(
    run: list[int], at: int, named: dict[int, Person | None], present: list[Person], last: Person | None
) -> Person | None:
    """Who speaks while only one has spoken: counted back from the next page that names its speaker."""
    anchor = next((number for number in range(at + 1, min(len(run), at + 12)) if run[number] in named), None)
    if anchor is None:
        return _other(present, last)
    speaker = named[run[anchor]]
    if (anchor - at) % 2 == 0:
        return speaker if speaker is not last else _other(present, speaker) or speaker
    return last if last is not None and last is not speaker else _other(present, speaker)


def _other(present: list[Person], person: Person | None) -> Person | None:
    """The first of those present who is somebody else."""
    return next((one for one in present if one is not person), None)
