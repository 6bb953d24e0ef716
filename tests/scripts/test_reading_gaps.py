"""What a page's article is between what was found of it, and what is none of it."""

from dataclasses import replace

import pytest

from scripts.model import BlockKind, Link
from scripts.reading import SourceKind, read_bytes
from scripts.reading.gaps import filled
from scripts.reading.pieces import Piece
from scripts.reading.teasers import without_related, without_teasers

PROSE = "The keeper walked along the harbour wall before dawn, and counted the boats that had stayed out."
OTHER = (
    "By noon the wind had turned, and the first of them came back with its nets torn and its lamp still lit."
)


def piece(words: str, kind: BlockKind = BlockKind.PARAGRAPH, inside: int = 1, around: str = "") -> Piece:
    return Piece(kind, words, 2 if kind is BlockKind.HEADING else 0, around, inside=inside)


def voiced(page: str) -> list[str]:
    article = read_bytes(page.encode(), SourceKind.HTML, "https://example.org/a")
    return [article.words(block.start, block.end) for block in article.blocks]


def reasons(page: str) -> dict[str, str]:
    article = read_bytes(page.encode(), SourceKind.HTML, "https://example.org/a")
    return {article.text[one.start : one.end]: one.reason for one in article.dropped}


def paragraphs(first: int, last: int) -> str:
    return "".join(
        f"<p>On day {day} the keeper counted {day + 20} boats, and wrote them in the book by the door.</p>"
        for day in range(first, last)
    )


def page(inside: str, behind: str = "") -> str:
    return (
        "<html><head><title>Boats</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<main><article><h1>Boats</h1>{paragraphs(0, 8)}{inside}{paragraphs(8, 16)}</article>{behind}</main>"
        "<footer>Printed in Harrow</footer></body></html>"
    )


def test_short_pieces_between_are_the_articles() -> None:
    whole = [
        piece(PROSE),
        piece("What came back", BlockKind.HEADING),
        piece("Two lamps", BlockKind.LIST_ITEM),
        piece("Nothing else."),
        piece(OTHER),
    ]
    assert [one.words for one in filled([whole[0], whole[4]], whole)] == [one.words for one in whole]


@pytest.mark.parametrize(
    "between",
    [
        piece("Sign up for our newsletter"),
        piece("Share this article"),
        piece("Two lamps", inside=7),
        piece("Two lamps", around="advertisement"),
        piece("Photo: Ann Lee"),
    ],
)
def test_what_is_none_of_it_stays_out(between: Piece) -> None:
    whole = [piece(PROSE), between, piece(OTHER)]
    assert [one.words for one in filled([whole[0], whole[2]], whole)] == [PROSE, OTHER]


def test_the_head_of_a_page_stays_out() -> None:
    whole = [piece("By Ann Lee"), piece("2 June 2026"), piece(PROSE), piece(OTHER)]
    assert [one.words for one in filled(whole[2:], whole)] == [PROSE, OTHER]


def test_the_end_of_a_list_that_was_cut_off_comes_back() -> None:
    whole = [
        piece(PROSE),
        piece(OTHER),
        piece("A net", BlockKind.LIST_ITEM),
        piece("A lamp", BlockKind.LIST_ITEM),
        piece("About us", inside=9),
    ]
    found = filled(whole[:3], whole)
    assert [one.words for one in found] == [PROSE, OTHER, "A net", "A lamp"]


def test_a_paragraph_that_lost_a_links_words_is_whole_again() -> None:
    cut = OTHER.replace("the first of them ", "")
    whole = [piece(PROSE), piece(OTHER)]
    assert [one.words for one in filled([whole[0], piece(cut)], whole)] == [PROSE, OTHER]


def test_what_stands_under_you_may_also_like_goes() -> None:
    article = [piece(f"{PROSE} {number}.") for number in range(4)]
    heading = piece("You may also like", BlockKind.HEADING, inside=2)
    teasers = [piece(f"{OTHER} {number}.", inside=3 + number) for number in range(3)]
    whole = [*article, heading, *teasers]
    assert without_related([*article, *teasers], whole) == article
    # An article that goes on behind such a box is kept.
    whole = [*article[:3], heading, article[3], *teasers]
    assert without_related([*article, *teasers], whole) == [*article, *teasers]


def test_such_a_heading_before_the_article_takes_nothing() -> None:
    heading = piece("Most read", BlockKind.HEADING, inside=2)
    article = [piece(f"{PROSE} {number}.", inside=3 + number) for number in range(4)]
    assert without_related(article, [heading, *article]) == article


@pytest.mark.parametrize("how", ["style='color: red; DISPLAY : none'", "hidden", "aria-hidden='true'"])
def test_what_a_page_hides_is_not_read(how: str) -> None:
    words = (
        "Your trial is over, and this paragraph is shown to those whose trial is over, and to nobody else."
    )
    made = page(f"<div {how}><p>{words}</p></div>")
    assert words not in voiced(made)
    assert reasons(made)[words] == "hidden on the page"


def test_a_page_that_hides_its_article_until_a_script_runs_is_read() -> None:
    made = page("").replace("<main>", "<main><div style='display:none'>").replace("</main>", "</div></main>")
    assert any("counted 25 boats" in words for words in voiced(made))


def test_a_list_of_links_in_the_article_is_teasers() -> None:
    links = [f"<li><a href='/{n}'>Why the lamp of boat {n} stayed lit</a></li>" for n in range(3)]
    made = voiced(page(f"<ul>{''.join(links)}</ul>"))
    assert not any("stayed lit" in words for words in made)
    assert sum("counted" in words for words in made) == 16


def test_an_article_of_links_is_read() -> None:
    words = [f"Why the lamp of boat {number} stayed lit all night" for number in range(9)]
    links = [
        replace(piece(one, BlockKind.LIST_ITEM), links=(Link(one, f"/{number}"),))
        for number, one in enumerate(words)
    ]
    whole = [piece(PROSE), *links]
    assert without_teasers(whole, whole) == whole


@pytest.mark.parametrize(
    "alt",
    ["harbour_01_final copy of it", "Ann Lee mugshot", "DSC.jpg of the old wall", "Email this to someone"],
)
def test_names_of_pictures_are_not_read(alt: str) -> None:
    assert alt not in voiced(page(f"<figure><img src='a.jpg' alt='{alt}'></figure>"))


def test_a_picture_that_leads_to_another_article_is_a_teaser() -> None:
    alt = "A keeper beside a lamp that is out"
    picture = f"<img src='a.jpg' alt='{alt}'>"
    assert alt in voiced(page(f"<figure><a href='/large/a.jpg'>{picture}</a></figure>"))
    assert alt not in voiced(page(f"<figure><a href='/2026/lamp'>{picture}</a></figure>"))


def test_a_caption_over_the_first_sentence_is_not_read() -> None:
    caption = "The harbour wall in June, seen from the lamp house."
    made = page("").replace("</h1>", f"</h1><figure><figcaption>{caption}</figcaption></figure>")
    assert caption not in voiced(made)
    assert caption in voiced(page(f"<figure><figcaption>{caption}</figcaption></figure>"))


@pytest.mark.parametrize(
    "words",
    [
        "Updated 3:27 am PST, Wednesday, November 20",
        "Source: News agencies",
        "There is more where that came from. Sign up for the Harrow letter to get our daily newsletter.",
        "An error has occurred, please try again later.",
        "Copyright Harrow Weekly 2026 - all of it",
    ],
)
def test_lines_of_the_page_are_not_read(words: str) -> None:
    assert words not in voiced(page(f"<p>{words}</p>"))


@pytest.mark.parametrize(
    "words",
    [
        "Sources: three fishermen spoke. One lied.",
        "Updated boats came back at 4. Old ones did not.",
        "Thank you, she said.",
    ],
)
def test_sentences_like_them_are(words: str) -> None:
    assert words in voiced(page(f"<p>{words}</p>"))


def test_a_page_with_a_broken_byte_is_read_in_its_charset() -> None:
    made = page("").replace("<head>", "<head><meta charset='gb2312'>").replace("by the door", "门口的书")
    data = made.encode("gb18030").replace(b"On day 3", b"On day \xff3")
    article = read_bytes(data, SourceKind.HTML, "https://example.org/a")
    assert "门口的书" in article.text and "\ufffd" in article.text


def test_a_short_letter_keeps_its_paragraphs() -> None:
    lines = [
        "Sir,",
        "The bridge has been closed for a year, and nobody at the council answers the telephone.",
        "I am eighty-one, and I walk four miles round by the mill to buy bread.",
        "Yours faithfully, Carl Hume",
    ]
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = (
        "<html><head><title>Letter: the bridge</title></head><body><header><nav><a href='/'>Home</a></nav>"
        f"</header><main><article><h1>Letter: the bridge</h1>{body}</article></main><footer>Imprint</footer>"
        "</body></html>"
    )
    assert voiced(page) == ["Letter: the bridge", *lines]


def test_a_list_in_a_small_box_comes_back_between_its_neighbours() -> None:
    long = [piece(f"{PROSE} {number}.", inside=1) for number in range(20)]
    small = [
        piece(f"{OTHER} One.", BlockKind.LIST_ITEM, inside=2),
        piece("A net", BlockKind.LIST_ITEM, inside=2),
        piece(f"{OTHER} Two.", BlockKind.LIST_ITEM, inside=2),
    ]
    found = filled([*long, small[0], small[2]], [*long, *small])
    assert [one.words for one in found[-3:]] == [one.words for one in small]


def test_a_table_between_two_paragraphs_comes_back() -> None:
    rows = [piece("Year\tBoats", BlockKind.COLUMN, inside=7), piece("1911\t40", BlockKind.CELL, inside=7)]
    whole = [piece(PROSE), *rows, piece(OTHER)]
    assert filled([whole[0], whole[-1]], whole) == whole
    # Beside an article it is not the article's.
    whole = [piece(PROSE), *rows, piece(OTHER, inside=3)]
    assert filled([whole[0], whole[-1]], whole) == [whole[0], whole[-1]]


LEAD = (
    "Forty boats went out from Harrow on the night of the great wind, and the keeper of the light wrote down"
    " each of them; what became of the nine that were never seen again is told here first."
)


def standing(lead: str, summary: str) -> str:
    shown = f"<h1>Boats</h1><div class='dek'>{lead}</div><div class='meta'>Tuesday</div><div class='text'>"
    article = page("").replace("<h1>Boats</h1>", shown).replace("</article>", "</div></article>")
    return article.replace("</head>", f"<meta property='og:description' content='{summary}'></head>")


def test_a_lead_that_stands_over_the_article_is_read() -> None:
    made = standing(f"<p>{LEAD}</p>", LEAD)
    assert voiced(made)[1] == LEAD
    # A heading that is a whole lead makes no chapter.
    article = read_bytes(standing(f"<h2>{LEAD}</h2>", LEAD).encode(), SourceKind.HTML)
    assert article.blocks[1].kind is BlockKind.PARAGRAPH


def test_sentences_before_the_first_that_was_found_are_read() -> None:
    title = Piece(BlockKind.HEADING, "Boats", 1)
    whole = [title, piece("By Ann Lee"), piece(PROSE), piece("Tuesday"), piece(OTHER)]
    assert [one.words for one in filled([title, whole[4]], whole)] == ["Boats", PROSE, OTHER]


def test_a_sentence_that_the_article_says_twice_is_heard_or_listed_twice() -> None:
    refrain = (
        "<p>Count them again, said the keeper, for the sea counts them too, and the sea counts well.</p>"
    )
    other = "<p>Nobody said a word to that, and so the lamp was lit again, and she counted them all.</p>"
    made = page(f"{refrain}{other}{refrain}")
    assert sum("the sea counts well" in one for one in voiced(made)) == 2
    once = page(f"{refrain}{refrain}")
    assert sum("the sea counts well" in one for one in voiced(once)) == 1
    assert "repeated paragraph" in reasons(once).values()


def test_an_embedded_post_is_the_articles() -> None:
    post = (
        "<div class='article-widget'><blockquote class='twitter-tweet'>"
        "<p>All nine are home. Put out the second lamp.</p>— Harrow Light (@harrow)"
        " <a href='https://t.example/1'>June 2</a></blockquote></div>"
    )
    assert "All nine are home. Put out the second lamp." in voiced(page(post))
    # The same box with anything else is a widget.
    widget = post.replace(
        "<blockquote", "<h4>Elsewhere</h4><p>Harrow has a new harbour master.</p><blockquote"
    )
    assert "All nine are home. Put out the second lamp." not in voiced(page(widget))


def test_the_name_of_a_box_around_most_of_the_article_says_nothing() -> None:
    short = "<p>Nothing else.</p>"
    boxed = page(short).replace("<article>", "<article><div class='sidebar'>")
    boxed = boxed.replace("</article>", "</div></article>")
    assert "Nothing else." in voiced(boxed)
    assert "Nothing else." not in voiced(page(f"<div class='sidebar'>{short}</div>"))


def test_hidden_copies_are_not_read_however_long() -> None:
    copies = "".join(f"<div style='display:none'><p>{paragraphs(0, 16)}</p></div>" for _ in range(4))
    assert sum("counted" in one for one in voiced(page("", copies))) == 16


def test_an_items_sentence_in_a_box_of_its_own_comes_back() -> None:
    before = [piece(f"{PROSE} {number}.", BlockKind.LIST_ITEM) for number in range(3)]
    beside = piece(OTHER, BlockKind.LIST_ITEM, inside=5)
    after = piece(f"{PROSE} Last.", BlockKind.LIST_ITEM)
    whole = [*before, beside, piece("Two lamps", BlockKind.LIST_ITEM, inside=6), after]
    assert filled([*before, after], whole) == [*before, beside, after]


LIVE = """
<div class='entry'><header><a href='#e3'><time datetime='2026-06-02T14:32Z'>14:32</time></a>
<h2>Six boats are home</h2></header>
<p>The harbour master says that six of the boats are tied to their rings, their crews well and dry.</p></div>
<div class='entry'><header><time>13.05 BST</time></header>
<p>The keeper of the light has counted nine boats that did not answer. The second lamp has been lit.</p></div>
<div class='entry'><div><time>11:40 am</time></div>
<p>The wind has turned north-west, and the harbour master has put up the black ball at the pier.</p></div>
"""


def test_the_times_of_a_live_blogs_entries_are_read() -> None:
    for made in (voiced(page(LIVE)), voiced(f"<title>Boats</title><main><h1>Boats</h1>{LIVE}</main>")):
        for time, first in (("14:32", "Six boats"), ("13.05 BST", "The keeper of"), ("11:40 am", "The wind")):
            assert made[made.index(time) + 1].startswith(first)


@pytest.mark.parametrize(
    "stamps",
    [["0:46", "1:13", "2:07"], ["<time>June 2</time>", "<time>June 3</time>", "<time>June 4</time>"]],
)
def test_other_times_are_not(stamps: list[str]) -> None:
    words = "On that day nobody on the wall said a word until the last of the nine boats had been tied up."
    made = voiced(
        page("".join(f"<div><div>{stamp}</div></div><p>{words} {stamp[-9:]}</p>" for stamp in stamps))
    )
    assert not {"0:46", "1:13", "2:07", "June 2", "June 3", "June 4"} & set(made)


def entry(time: str, heading: str, words: str) -> str:
    return f'<div class="entry"><time>{time}</time>{heading}<p>{words}</p></div>'


POWER = (
    "The grid operator says that 1,200 homes in the north have power again, and the rest will by midnight."
)
FERRY = "All 62 passengers of the evening ferry are ashore, and most of them have gone home by bus."
PIER = (
    "The harbour master has closed the harbour and asks everybody to stay away from the pier until Tuesday."
)
ENTRIES = (
    entry("16:40", "<h3>Power is back</h3>", POWER)
    + entry("15:05", "<h3>Passengers are safe</h3>", FERRY)
    + entry("14:20", "", PIER)
)


def test_the_order_is_the_pages_and_what_sums_an_article_up_is_its_own() -> None:
    lead = "<p>Follow the latest as the harbour closes and 4,000 homes lose power.</p>"
    points = "<h2>Key points</h2><ul><li>Harbour closed until Tuesday</li><li>No power in the north</li></ul>"
    found = voiced(
        f"<main><article><h1>Storm over Holm</h1>{lead}<div>{points}</div>{ENTRIES}</article></main>"
    )
    wanted = [
        *("Follow the latest as", "Key points", "Harbour closed until", "No power in the nort", "16:40"),
        *(
            "Power is back",
            "The grid operator sa",
            "15:05",
            "Passengers are safe",
            "All 62 passengers of",
            "14:20",
        ),
    ]
    assert [words[:20] for words in found if words[:20] in wanted] == wanted


def test_a_heading_of_what_stays_out_stays_out() -> None:
    first, last = (
        piece(f"On day {day} the keeper counted boats, and wrote them in the book.") for day in (1, 2)
    )
    heading = piece("Read on", BlockKind.HEADING, 5)
    links = [
        replace(piece(words, BlockKind.LIST_ITEM, 5), links=(Link(words, "/1"),))
        for words in ("Towns", "Banks")
    ]
    heading = replace(heading, level=2)
    assert filled([first, last], [first, heading, *links, last]) == [first, last]
    assert filled([first, last], [first, heading, last]) == [first, heading, last]


def test_a_short_article_is_read_without_what_the_page_calls_something_else() -> None:
    cookies = "<div class=cookie-banner><p>We use cookies.</p><button>Accept all</button></div>"
    news = "<p>Ida Brandt scored in the 94th minute as Holm beat Sarn at the Dock.</p>"
    comments = "<section class=comments><h2>Comments (3)</h2><p>Bob: What a waste of money.</p></section>"
    article = f"<main><article><h1>Late winner</h1>{news}</article></main>"
    found = voiced(f"<body>{cookies}{article}{comments}</body>")
    assert [words[:10] for words in found] == ["Late winne", "Ida Brandt"]
