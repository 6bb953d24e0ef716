"""Which stretches of an article somebody says, and who.

Conventions
-----------
`find_speech` reads an article's blocks in order and once: quotation marks (`marks`), sentences of tokens
(`tokens`), cues beside quotes (`cues`), speech against scare quotes (`kinds`), people and pronouns
(`mentions`, `people`), and who speaks where nothing says so (`attribution`). Words of a language are in
`data/<language>.toml`. Nothing here raises on any text; time is proportional to the length of the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from scripts.model import Article, Speaker, Utterance
from scripts.settings import Fragments


@dataclass(frozen=True, slots=True)
class Attribution:
    """What is said in an article and who says it."""

    utterances: tuple[Utterance, ...]
    """Sorted, not overlapping, each inside one block, quotation marks included."""
    speakers: tuple[Speaker, ...]
    """Everybody who says an utterance, in the order of their first one; names are unique."""


def is_unsought(article: Article, utterances: Sequence[Utterance]) -> bool:
    """Whether an article has quotes that nobody was looked for, since its language is not known: those that
    are plainly speech, or, where nothing is said at all, others."""
    from scripts.speech.lexicon import knows
    from scripts.speech.plainly import NOT_SOUGHT
    from scripts.speech.quotes import find_quoted
    from scripts.speech.view import pages

    if knows(article.language):
        return False
    if utterances:
        return any(one.evidence.startswith(NOT_SOUGHT) for one in utterances)
    return any(find_quoted([page.text for page in pages(article)]))


def find_speech(article: Article, *, fragments: Fragments = Fragments.NARRATOR) -> Attribution:
    """Find what is said in an article and by whom.

    Quoted fragments inside narration stay with the narrator, unless `fragments` gives them to their speaker.
    In a language without words in `data/`, only labels ("Name: ...") and the file itself tell who speaks;
    other quotes that are plainly speech go to one unnamed speaker.

    >>> from scripts.model import Block, BlockKind
    >>> text = "“We open on Friday,” said Ana Ruiz, the mayor."
    >>> found = find_speech(Article(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),)))
    >>> [(text[said.start : said.end], said.speaker) for said in found.utterances]
    [('“We open on Friday,”', 'Ana Ruiz')]
    """
    from scripts.speech.reading import read_article  # here, so that importing the package stays fast

    utterances, speakers = read_article(article, fragments is Fragments.SPEAKER)
    return Attribution(utterances, speakers)
