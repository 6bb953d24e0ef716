"""What a page shows among an article's blocks and is none of them."""

import pytest

from tests.scripts.test_reading_gaps import reasons, voiced


def made(inside: str, title: str = "Boats") -> str:
    days = [
        f"<p>On day {day} the keeper counted {day + 20} boats, and wrote them in the book by the door.</p>"
        for day in range(16)
    ]
    return (
        f"<html><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav><main><article>"
        f"<h1>{title}</h1>{''.join(days[:8])}{inside}{''.join(days[8:])}</article></main></body></html>"
    )


@pytest.mark.parametrize(
    "inside",
    [
        "<p><a href='/x'><strong>KEEPER OF HARROW LIGHT TELLS OF HER LONGEST NIGHT</strong></a></p>",
        "<p><strong>DON'T MISS</strong><br><a href='/x'>Nine lamps that the sea took in one night</a> [VIDEO]"
        "<br><a href='/y'>Why the harbour wall will not be mended</a> [INSIGHT]</p>",
        "<p>SEE MORE: <a href='/x'>The boats that never came back</a></p>",
        "<p>Like this story? Share it with somebody!</p>",
    ],
)
def test_links_to_other_articles_are_left_out_and_listed(inside: str) -> None:
    page = made(inside)
    said = " ".join(voiced(page))
    left = " ".join(reasons(page))
    for words in ("TELLS OF HER", "Nine lamps", "never came back", "Share it"):
        assert words not in said
        assert (words in inside) is (words in left)
    assert said.count("counted") == 16


@pytest.mark.parametrize(
    "inside",
    [
        "<p><a href='/report'>The whole report of the keepers can be read here.</a></p>",
        "<p>Files: <a href='/a'>lamps.csv</a>, <a href='/b'>boats-of-1911.csv</a></p>",
        "<h2><a href='/lamp'>A lamp for the long nights of winter</a></h2><p>It burns for sixty hours.</p>",
    ],
)
def test_links_that_say_something_are_read(inside: str) -> None:
    words = (
        "The whole report" if "report" in inside else "boats-of-1911.csv" if "csv" in inside else "A lamp for"
    )
    assert any(words in one for one in voiced(made(inside)))


def test_a_picture_named_after_its_article_is_not_announced() -> None:
    title = "How the long lamp of Harrow Light was saved"
    picture = f"<figure><img src='a.jpg' alt='{title} 2' width='600' height='400'></figure>"
    page = made(picture, title)
    assert f"{title} 2" not in voiced(page)
    assert reasons(page)[f"{title} 2"] == "picture named after the article"


def test_a_heading_does_not_say_edit() -> None:
    heading = (
        "<h2><span>What she saw</span><span class='mw-editsection'>[<a href='/w?edit'>edit</a>]</span></h2>"
    )
    page = made(f"{heading}<p>Nothing but the rain over the bay, she wrote, until the morning came.</p>")
    assert "What she saw" in voiced(page)
    assert reasons(page)["[edit]"] == "link to edit"


def test_comments_in_the_source_of_a_program_are_no_comments_of_readers() -> None:
    code = (
        "<pre><code><span class='token comment'># counts the lamps</span>\n"
        "<span class='token keyword'>def</span> lamps(): ...</code></pre>"
    )
    assert any("# counts the lamps" in one for one in voiced(made(code)))
