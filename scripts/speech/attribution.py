"""Who says each quote: the cue beside it, or what `inference` makes of the context.

Conventions
-----------
Pages are read in order, once. On each page the narration's mentions are taken up first, left to right, then
its quotes are given to their speakers, who are thereby in the foreground for what follows.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from scripts.speech.bare import verb_alone, verb_in_front
from scripts.speech.cues import Cue, Place, cue_after
from scripts.speech.inference import announced, infer, subject_of
from scripts.speech.kinds import Kind, Setting, judge
from scripts.speech.lead import cue_before
from scripts.speech.mentions import Mentions
from scripts.speech.people import People
from scripts.speech.person import Person
from scripts.speech.phrases import Form, Phrase
from scripts.speech.prose import Prose
from scripts.speech.quotes import Quoted
from scripts.speech.records import Basis, Said, Sheet, Turn, nobody
from scripts.speech.signed import signature
from scripts.speech.subjects import joint

_SHORT_PAGE = 90
"""Tokens of a page of narration that can be about one person."""
RIVALRY = 0.5
"""A pronoun that somebody else fits better than this, as a share of the best, is a guess."""
GUESS = 0.45


class Attributor:
    """Reads an article page by page."""

    def __init__(self, people: People, mentions: Mentions, line: Callable[[int, int], int]) -> None:
        self.people = people
        self.line = line
        """The line of the text, counted from 1, for a page and a page offset."""
        self.mentions = mentions
        self.turn = Turn()

    def read(self, number: int, text: str, prose: Prose, quotes: list[Quoted]) -> list[Said]:
        """The quotes of the next page, each with its kind and, for speech, its speaker."""
        sheet = _look_at(number, text, prose, quotes)
        named = [cue for pair in sheet.cues for cue in pair if cue is not None]
        chosen = [
            cue
            for at, pair in zip(sheet.places, sheet.cues, strict=True)
            if (cue := _better(prose, at, *pair)) is not None
        ]
        self.mentions.asker = self._asker(number)
        labels = frozenset(
            before.phrase.start
            for quoted, (_, before) in zip(quotes, sheet.cues, strict=True)
            if quoted.dashed and before is not None and before.place is Place.LABEL
        )
        speaking = frozenset(cue.phrase.start for cue in chosen)
        sheet.found = self.mentions.read(number, prose, named, speaking, labels)
        self._sign(sheet)
        self._give_by_cue(sheet)
        self._give_rest(sheet)
        self._leave(sheet)
        return sheet.said

    def _asker(self, number: int) -> Person | None:
        """Who asked, if the page before this one ended in a question that has a speaker."""
        before = self.turn.said
        if not before or before[-1].page != number - 1 or before[-1].kind is not Kind.SPEECH:
            return None
        return before[-1].person if self.turn.asks else None

    def _sign(self, sheet: Sheet) -> None:
        """`- Ana Ruiz` or `Ana Ruiz, Holm Institute` in a paragraph of its own signs the quote before it."""
        before, prose = self.turn.said, sheet.prose
        if not before or before[-1].page != sheet.number - 1:
            return
        phrase = signature(prose)
        if phrase is None:
            return
        if before[-1].basis is not Basis.CUE and before[-1].kind is Kind.SPEECH:
            person = self.people.mention(phrase, 1.0, True)
            for said in before:
                said.give(person, Basis.CUE, f"signed below the quote: {' '.join(phrase.words)}", 0.95)
            self.turn.last = person

    def give_signed(self, said: list[Said], phrase: Phrase) -> None:
        """A page of a block quotation goes to who signs it."""
        person = self.people.mention(phrase, 1.0, True)
        for one in said:
            one.give(person, Basis.CUE, f"signed below the quotation: {' '.join(phrase.words)}", 0.95)
        self.turn.last = person

    def _give_by_cue(self, sheet: Sheet) -> None:
        for said, at, (after, before) in zip(sheet.said, sheet.places, sheet.cues, strict=True):
            cue = _better(sheet.prose, at, after, before)
            if cue is None:
                continue
            person = sheet.found.get(cue.phrase.start)
            if person is None:
                if not cue.phrase.head:
                    said.give(None, Basis.CUE, "asked by somebody who is not named", 0.5)
                continue
            if said.quoted.continues and self.turn.last is not None:
                if cue.phrase.form is Form.PRONOUN or person is self.turn.last:
                    continue
                said.quoted = replace(said.quoted, continues=False)
            told, sure = self._told(sheet, cue, person), _sure(cue)
            if self.mentions.rivalries.get(cue.phrase.start, 0.0) > RIVALRY:
                told, sure = f"{told}, the nearest of several who fit", GUESS
            said.give(person, Basis.CUE, told, sure)

    def _told(self, sheet: Sheet, cue: Cue, person: Person) -> str:
        """The words of a cue, and who they were taken to mean where they do not say the name themselves."""
        tokens = sheet.prose.tokens
        span = tokens[cue.start].start, tokens[min(cue.end, len(tokens)) - 1].end
        words = " ".join(sheet.text[span[0] : span[1]].split())
        told = f"{_WHERE[cue.place]}: {words if len(words) <= 80 else words[:79].rstrip() + '…'}"
        known = " ".join(person.fullest()) if person.names else next(iter(person.aliases), "")
        seen = person.named or person.described
        where = f"{known} (line {self.line(*seen)})" if seen else known
        if cue.phrase.form is Form.PRONOUN and known:
            return f"{told}; taken to be {where}"
        if (
            cue.phrase.form is Form.NOUN
            and person.names
            and not set(cue.phrase.words) <= set(person.fullest())
        ):
            return f"{told}; same person as {where}"
        return told

    def _give_rest(self, sheet: Sheet) -> None:
        """Quotes without a cue, from left to right."""
        later = _later_speakers(sheet.said)
        previous: Person | None = None
        for index, said in enumerate(sheet.said):
            if said.kind is Kind.SCARE:
                continue
            if said.basis is not Basis.CUE:
                infer(sheet, index, self.turn, (previous, later[index]), self.people)
            if said.kind is Kind.SPEECH and said.person is not None:
                previous = said.person
                said.person.spoke = sheet.number
                self.people.boost(said.person, 0.6)

    def _leave(self, sheet: Sheet) -> None:
        """Remember what the next page needs."""
        turn, prose = self.turn, sheet.prose
        speakers = [
            said.person for said in sheet.said if said.kind is Kind.SPEECH and said.person is not None
        ]
        if speakers:
            turn.last, turn.last_page = speakers[-1], sheet.number
        turn.said = sheet.said
        inner = (
            sheet.text[sheet.said[-1].quoted.inner_start : sheet.said[-1].quoted.inner_end]
            if sheet.said
            else ""
        )
        turn.asks = inner.rstrip().endswith("?")
        turn.colon = turn.topic = None
        turn.teller = nobody
        if not speakers and len(prose) < _SHORT_PAGE:
            turn.topic = subject_of(sheet, len(prose))
        last = prose.low(len(prose) - 1)
        if last in (":", ","):
            turn.colon = announced(sheet, self.people, False)
        elif last:
            turn.teller = partial(announced, sheet, self.people, True)


def _look_at(number: int, text: str, prose: Prose, quotes: list[Quoted]) -> Sheet:
    """The cues and the kind of each quote. A quote that is no speech is from then on a word like others."""
    places = [at for at, token in enumerate(prose.tokens) if token.quote >= 0]
    sheet = Sheet(number, text, prose, places, [], [])
    for at, quoted in zip(places, quotes, strict=True):
        inner = text[quoted.inner_start : quoted.inner_end]
        ending = inner[-4:].rstrip("'’”\" ")[-1:]
        pair = cue_after(prose, at, ending), cue_before(prose, at)
        for cue in pair:
            if cue is not None:
                cue.phrase = joint(prose, cue.phrase)
                cue.start, cue.end = min(cue.start, cue.phrase.start), max(cue.end, cue.phrase.end)
        spoken = any(said.kind is Kind.SPEECH for said in sheet.said[-3:])
        told = verb_alone(prose, at, ending) or verb_in_front(prose, at)
        kind = judge(Setting(prose, at, inner, quoted, *pair, spoken, told))
        prose.tokens[at].inert = kind is not Kind.SPEECH
        sheet.cues.append(pair)
        sheet.said.append(Said(number, quoted, kind, told=told))
    return sheet


def _later_speakers(said: list[Said]) -> list[Person | None]:
    """For each quote, who says the next one on the page that has a cue."""
    result: list[Person | None] = []
    speaker: Person | None = None
    for one in reversed(said):
        result.append(speaker)
        if one.kind is Kind.SPEECH and one.person is not None:
            speaker = one.person
    return result[::-1]


def _better(prose: Prose, at: int, after: Cue | None, before: Cue | None) -> Cue | None:
    """Which of two cues names the speaker."""
    if after is None or before is None:
        return after or before
    if before.place is Place.LABEL:
        return before
    sign = prose.low(at - 1)
    if sign == ":":
        return before if before.certain else after
    return before if before.certain and sign == "," and before.direct else after


_WHERE = {
    Place.AFTER: "named after the quote",
    Place.BEFORE: "named before the quote",
    Place.LABEL: "named in front of the quote",
    Place.SOURCE: "named after the quote",
}


def _sure(cue: Cue) -> float:
    sure = {Form.NAME: 0.97, Form.NOUN: 0.92, Form.PRONOUN: 0.85}[cue.phrase.form]
    return sure if cue.direct and cue.certain else sure - 0.2
