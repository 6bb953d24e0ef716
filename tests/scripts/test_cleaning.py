"""Residue goes, with a reason; prose stays."""

import pytest

from scripts.cleaning import residue
from tests.scripts.conftest import article

BODY = (
    "The boats did not go out on that morning, and nobody on the pier could say when they would. It was cold."
)

RESIDUE = [
    ("Source link", "source link"),
    ("Comments are closed.", "comments line"),
    ("12 Comments", "comments line"),
    ("Leave a reply", "comments line"),
    ("Share this article on Facebook and Twitter", "share line"),
    ("Facebook | Twitter | WhatsApp", "share line"),
    ("Follow us on Bluesky", "share line"),
    ("Sign up for our weekly newsletter and never miss a story", "newsletter line"),
    ("Get the best stories in your inbox every morning.", "newsletter line"),
    ("Read more: Five ways to sleep well", "link to another article"),
    ("Related stories", "link to another article"),
    ("ADVERTISEMENT", "advertisement"),
    ("Article continues below", "advertisement"),
    ("We use cookies to improve your experience.", "cookie notice"),
    ("https://example.org/a?b=c", "bare address"),
    ("www.example.org", "bare address"),
    ("© 2024 The Example Post. All rights reserved.", "copyright line"),
    ("Copyright 2024 The Example Post. All rights reserved.", "copyright line"),
    ("Back to top", "navigation"),
    ("5 min read", "navigation"),
    ("Tempo de leitura: 3 minutos", "navigation"),
    ("Lesezeit: ca. 4 Min.", "navigation"),
    ("À lire aussi : Le pont rouvre enfin", "link to another article"),
    ("Lee también: El puente reabre", "link to another article"),
    ("Leggi anche", "link to another article"),
    ("Читайте также: Мост снова открыт", "link to another article"),
    ("関連記事：橋が再開", "link to another article"),
    ("Czytaj też", "link to another article"),
    ("La suite après cette publicité", "advertisement"),
    ("РЕКЛАМА", "advertisement"),
    ("Advertentie", "advertisement"),
    ("Los comentarios están cerrados.", "comments line"),
    ("Partager l’article", "share line"),
    ("Teilen", "share line"),
    ("Abonnez-vous à notre newsletter !", "newsletter line"),
    ("© Riproduzione riservata", "copyright line"),
    ("Все права защищены.", "copyright line"),
]

PROSE = [
    "Source links were missing from the report.",
    "Comments are closed to nobody, she said.",
    "Share this with your children.",
    "Like this.",
    "He read more slowly than she did.",
    "Related questions remain.",
    "Sign here.",
    "No comment.",
    "(c) the third point of the treaty",
    "See https://example.org for the list.",
    "Copyright law changed in 1998.",
    "We use cookies, she said. They were cold.\nHe laughed about the crumbs on the table, and they did too."
    + BODY * 2,
    "Keep reading, he told the boy.",
    "Lire aussi les petites lignes est un métier.",
    "La publicité : un mal nécessaire.",
    "Teilen: ein Wort, das hier jeder kennt.",
    "Compartir la casa fue su idea: nadie quería irse.",
    "Reading time 5 minutes before the bell, they learned little.",
]


@pytest.mark.parametrize(("line", "reason"), RESIDUE)
def test_residue_is_dropped(line: str, reason: str) -> None:
    found = article(f"{BODY}\n\n{line}\n\n{BODY[::-1]} It ended.")
    assert [(found.text[one.start : one.end], one.reason) for one in found.dropped] == [(line, reason)]


@pytest.mark.parametrize("line", PROSE)
def test_prose_stays(line: str) -> None:
    found = article(f"{BODY}\n\n{line}\n\nThe end came soon after that.")
    assert not found.dropped


def test_the_later_of_two_captions_goes() -> None:
    caption = "A boat on the beach. (The Example Post)"
    text = f"{BODY}\n\n{caption.replace('. ', '.  ')}\n{caption}\n\nThe end came soon after that."
    found = article(text)
    assert [one.reason for one in found.dropped] == ["repeated caption"]
    assert found.dropped[0].start == text.rindex("A boat")


def test_a_long_paragraph_twice_goes_and_a_refrain_stays() -> None:
    assert [one.reason for one in article(f"{BODY}\n\n{BODY}\n\nEnd.").dropped] == ["repeated paragraph"]
    assert not article(f"{BODY}\n\nNobody came.\n\nNobody came.\n\nNobody came.").dropped
    assert not article(f"{BODY}\n\nThen it rained.\n\n{BODY}").dropped


def test_a_line_without_words_goes() -> None:
    found = article(f"{BODY}\n\n* * *\n\nThe end came soon after that.")
    assert [one.reason for one in found.dropped] == ["no words in it"]


def test_an_article_of_residue_is_read() -> None:
    found = article("Source link\n\n***\n\nComments are closed.")
    assert len(found.blocks) == 2
    assert [one.reason for one in found.dropped] == ["no words in it"]


def test_a_heading_over_residue_goes_with_it() -> None:
    text = f"Boats\n\n{BODY}\n\nRelated stories\n\nRead more: Five ways to sleep\n\nhttps://example.org/"
    assert len(article(text).dropped) == 3


def test_long_lines_cost_little() -> None:
    assert residue("sign up " * 40) == ""
    assert residue("x " * 120) == ""
