"""Who says each quote: cues first, then what a reader would infer without one.

Conventions
-----------
Pages are read in order, once. On each page the narration's mentions are taken up first, left to right, then its
quotes are given to their speakers, who are thereby in the foreground for what follows.
"""

from dataclasses import dataclass, field
from enum import Enum

from scripts.speech.cues import Cue, Place, cue_after, cue_before
from scripts.speech.kinds import Kind, Setting, judge
from scripts.speech.lexicon import Lexicon
from scripts.speech.marks import Quoted
from scripts.speech.mentions import Mentions
from scripts.speech.people import People, Person
from scripts.speech.phrases import Form, read_phrase
from scripts.speech.tokens import Token
from scripts.speech.view import Page

DASHES = ("-", "—", "–", "--", "―")


class Basis(Enum):
    """What an attribution rests on."""

    CUE = "cue"
    CONTEXT = "context"
    """The sentence before or after, an announcement, a quote that goes on."""
    SAME = "same"
    """The same paragraph as another quote."""
    GUESS = "guess"


@dataclass(slots=True)
class Said:
    """A quote, what it is and who says it."""

    page: int
    quoted: Quoted
    kind: Kind
    person: Person | None = None
    evidence: str = ""
    confidence: float = 0.0
    basis: Basis = Basis.GUESS
    topic: Person | None = None
    """Whom the narration of the page before was about, if it was narration alone."""


@dataclass(slots=True)
class Turn:
    """What the pages before leave behind."""

    last: Person | None = None
    last_page: int = -10
    before_last: Person | None = None
    open: bool = False
    """The last quote ran to its page's end without a closing mark."""
    topic: Person | None = None
    """Whom the last page was about, if nobody spoke on it."""
    teller: Person | None = None
    """The one whose words the last sentence of the page before reported."""
    colon: Person | None = None
    """The subject of a page that ended in a colon."""
    said: list[Said] = field(default_factory=list)


class Attributor:
    """Reads an article page by page."""

    def __init__(self, lexicon: Lexicon, people: People, mentions: Mentions) -> None:
        self.lexicon = lexicon
        self.people = people
        self.mentions = mentions
        self.turn = Turn()

    def read(self, number: int, page: Page, tokens: list[Token], quotes: list[Quoted]) -> list[Said]:
        """The quotes of the next page, each with its kind and, for speech, its speaker."""
        places = [at for at, token in enumerate(tokens) if token.quote >= 0]
        cues: list[tuple[Cue | None, Cue | None]] = []
        kinds: list[Kind] = []
        for at, quoted in zip(places, quotes, strict=True):
            cues.append(self._cues(page.text, tokens, at, quotes))
            inner = page.text[quoted.inner_start : quoted.inner_end]
            setting = Setting(tokens, at, inner, quoted, *cues[-1], Kind.SPEECH in kinds[-3:])
            kinds.append(judge(setting, self.lexicon))
            tokens[at].inert = kinds[-1] is not Kind.SPEECH
        found = self.mentions.read(page, tokens, [cue for pair in cues for cue in pair if cue is not None])
        result = [Said(number, quoted, kind) for quoted, kind in zip(quotes, kinds, strict=True)]
        self._sign(number, tokens)
        self._give(number, page, tokens, result, places, cues, found)
        self._leave(number, tokens, result, found)
        return result

    def _sign(self, number: int, tokens: list[Token]) -> None:
        """`- Maria Lopez` in a paragraph of its own signs the quote before it."""
        last = self.turn.said
        if not tokens or tokens[0].low not in DASHES or not last or last[-1].page != number - 1:
            return
        phrase = read_phrase(tokens, 1, self.lexicon)
        if phrase is None or phrase.form is Form.PRONOUN or len(tokens) - phrase.end > 12:
            return
        if last[-1].basis is not Basis.CUE and last[-1].kind is Kind.SPEECH:
            person = self.people.mention(phrase, 1.0, True)
            for said in last:
                said.person, said.basis, said.confidence = person, Basis.CUE, 0.95
                said.evidence = f"signed below the quote: {' '.join(phrase.words)}"
            self.turn.last = person

    def _cues(
        self, text: str, tokens: list[Token], at: int, quotes: list[Quoted]
    ) -> tuple[Cue | None, Cue | None]:
        quoted = quotes[tokens[at].quote]
        inner = text[max(quoted.inner_start, quoted.inner_end - 4) : quoted.inner_end].rstrip("'’”\" ")
        return cue_after(tokens, at, inner[-1:], self.lexicon), cue_before(tokens, at, self.lexicon)

    def _give(
        self,
        number: int,
        page: Page,
        tokens: list[Token],
        result: list[Said],
        places: list[int],
        cues: list[tuple[Cue | None, Cue | None]],
        found: dict[int, Person],
    ) -> None:
        """Give every quote of the page to somebody; those with a cue first."""
        for said, at, (after, before) in zip(result, places, cues, strict=True):
            cue = _better(tokens, at, after, before)
            if cue is None or (said.quoted.continues and self.turn.last is not None):
                continue
            person = found.get(cue.phrase.start)
            if person is None and cue.phrase.head == "":
                said.evidence, said.confidence = "asked by somebody who is not named", 0.5
            if person is None:
                continue
            said.person = person
            words = page.text[tokens[cue.start].start : tokens[min(cue.end, len(tokens)) - 1].end]
            said.evidence = _told(cue, _short(words), person)
            said.confidence = _sure(cue)
            said.basis = Basis.CUE
        previous: Said | None = None
        for index, said in enumerate(result):
            if said.kind is Kind.SCARE:
                continue
            if said.person is None and not said.evidence:
                self._infer(number, tokens, said, places[index], previous, result[index + 1 :], found)
            if said.kind is Kind.SPEECH:
                previous = said
                if said.person is not None:
                    self.people.boost(said.person, 0.6)

    def _infer(
        self,
        number: int,
        tokens: list[Token],
        said: Said,
        at: int,
        previous: Said | None,
        following: list[Said],
        found: dict[int, Person],
    ) -> None:
        turn = self.turn
        said.topic = turn.topic
        if said.quoted.continues and turn.last is not None:
            said.person, said.evidence, said.confidence = turn.last, "went on from the paragraph before", 0.95
            said.basis = Basis.CONTEXT
            return
        if previous is not None and previous.person is not None:
            said.person = previous.person
            said.evidence, said.confidence = "no cue: same paragraph as the quote before", 0.85
            said.basis = Basis.SAME
            return
        subject = self._subject_before(tokens, at, found)
        if subject is not None:
            said.person, said.evidence, said.confidence = (
                subject,
                "no cue: the sentence before was about this speaker",
                0.6,
            )
            said.basis = Basis.CONTEXT
            return
        later = next(
            (other for other in following if other.person is not None and other.kind is Kind.SPEECH), None
        )
        if later is not None:
            said.person = later.person
            said.evidence, said.confidence = "no cue: same paragraph as the quote after", 0.8
            said.basis = Basis.SAME
            return
        if at + 1 < len(tokens):
            subject = self._subject_after(tokens, at, found)
            if subject is not None:
                said.person, said.evidence, said.confidence = subject, "named in the sentence after", 0.6
                said.basis = Basis.CONTEXT
                return
        if turn.colon is not None:
            said.person, said.evidence, said.confidence = (
                turn.colon,
                "announced in the paragraph before",
                0.85,
            )
            said.basis = Basis.CONTEXT
            return
        if turn.teller is not None:
            said.person, said.evidence, said.confidence = turn.teller, "spoke in the paragraph before", 0.6
            return
        if turn.last is not None and number - turn.last_page <= 1:
            said.person, said.evidence, said.confidence = (
                turn.last,
                "no cue: went on from the speaker before",
                0.55,
            )
            return
        latest = max(
            (person for person in self.people.recent() if person.human > 0 and not person.plural),
            key=lambda person: person.now(self.people.sentence),
            default=turn.last,
        )
        if latest is not None:
            said.person, said.evidence, said.confidence = latest, "no cue: the person last spoken of", 0.4

    def _subject_before(self, tokens: list[Token], at: int, found: dict[int, Person]) -> Person | None:
        """The subject of the sentence before, on the same page."""
        if at == 0:
            return None
        sentence = tokens[at - 1].sentence
        best: Person | None = None
        for position in range(at - 1, max(-1, at - 120), -1):
            if tokens[position].quote >= 0:
                break
            if tokens[position].sentence != sentence:
                if best is not None:
                    break
                sentence = tokens[position].sentence
            person = found.get(position)
            governed = position > 0 and tokens[position - 1].low in self.lexicon.prepositions
            if person is not None and person.human > 0 and not person.plural and not governed:
                best = person
        return best

    def _subject_after(self, tokens: list[Token], at: int, found: dict[int, Person]) -> Person | None:
        sentence = tokens[at + 1].sentence
        for position in range(at + 1, min(len(tokens), at + 40)):
            if tokens[position].sentence != sentence or tokens[position].quote >= 0:
                return None
            person = found.get(position)
            if person is not None and person.human > 0:
                return person
        return None

    def _leave(self, number: int, tokens: list[Token], result: list[Said], found: dict[int, Person]) -> None:
        """Remember what the next page needs."""
        turn = self.turn
        speech = [said for said in result if said.kind is Kind.SPEECH and said.person is not None]
        if speech:
            last = speech[-1].person
            if last is not turn.last:
                turn.before_last = turn.last
            turn.last, turn.last_page = last, number
        turn.said = result
        turn.open = bool(result) and not result[-1].quoted.closed
        turn.colon = turn.teller = turn.topic = None
        if not speech and found and len(tokens) < 90:
            turn.topic = self._subject_before(tokens, len(tokens), found)
        if tokens and tokens[-1].low in (":", ","):
            turn.colon = self._announced(tokens, found, False)
        elif tokens and tokens[-1].quote < 0:
            turn.teller = self._announced(tokens, found, True)

    def _announced(self, tokens: list[Token], found: dict[int, Person], certain: bool) -> Person | None:
        """Who is about to speak, by the last sentence of a page; `certain` asks for a verb of speech."""
        ghost = Token("", "", tokens[-1].end, tokens[-1].end, 0, sentence=tokens[-1].sentence)
        cue = cue_before([*tokens[-60:], ghost], min(len(tokens), 60), self.lexicon)
        if cue is not None and cue.phrase.head and (cue.certain or not certain):
            shift = max(0, len(tokens) - 60)
            person = found.get(cue.phrase.start + shift)
            if person is None and not certain:
                person = self.people.mention(cue.phrase, 1.0, True)
            if person is not None:
                return person
        if certain:
            return None
        firsts = [at for at in found if tokens[at].sentence == tokens[-1].sentence]
        return found[min(firsts)] if firsts else None


def _better(tokens: list[Token], at: int, after: Cue | None, before: Cue | None) -> Cue | None:
    """Which of two cues names the speaker."""
    if after is None or before is None:
        return after or before
    sign = tokens[at - 1].low
    if (sign == ":" and before.certain) or before.place is Place.LABEL:
        return before
    if sign == ":":
        return after
    return before if before.certain and sign == "," and before.direct else after


def _told(cue: Cue, words: str, person: Person) -> str:
    where = {
        Place.AFTER: "named after the quote",
        Place.BEFORE: "named before the quote",
        Place.LABEL: "named in front",
        Place.SOURCE: "named after the quote",
    }[cue.place]
    text = f"{where}: {words}"
    if cue.phrase.form is Form.PRONOUN and person.names:
        text += f" (taken to be {' '.join(max(person.names, key=len))})"
    return text


def _sure(cue: Cue) -> float:
    form = {Form.NAME: 0.97, Form.NOUN: 0.92, Form.PRONOUN: 0.85}[cue.phrase.form]
    return form if cue.direct and cue.certain else form - 0.2


def _short(words: str, limit: int = 80) -> str:
    words = " ".join(words.split())
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"
