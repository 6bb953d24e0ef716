"""What heads a row, a column or a whole table of a page, and what stands under its pictures."""

from scripts.model import BlockKind
from scripts.reading import SourceKind, read_bytes

PROSE = (
    "<p>The landings are counted by the harbour office every Friday, in the rain as well, by two clerks who"
    " do not like fish and say so to everybody who asks them about it.</p>"
)
TABLE = """<table><caption>Landings in tons</caption>
<tr><th>Port</th><th>2024</th><th>2025</th></tr>
<tr><th scope=rowgroup>North</th><td></td><td></td></tr>
<tr><th scope=row>Holm</th><td>12</td><td>14</td></tr>
<tr><th scope=row>Sarn</th><th scope=row>3</th><td></td></tr>
</table>"""


def test_what_heads_a_row_names_no_column_and_a_caption_is_one() -> None:
    page = f"<!doctype html><title>Eels</title><article><h1>Eels</h1>{PROSE}{TABLE}{PROSE}</article>"
    article = read_bytes(page.encode(), SourceKind.HTML, "a")
    told = [(article.text[block.start : block.end], block.kind, block.level) for block in article.blocks]
    at = next(number for number, one in enumerate(told) if one[0] == "Landings in tons")
    column, cell = BlockKind.COLUMN, BlockKind.CELL
    assert told[at][1] is BlockKind.CAPTION
    assert told[at + 1 : at + 4] == [("Port", column, 1), ("2024", column, 2), ("2025", column, 3)]
    assert told[at + 4 : at + 8] == [("North", cell, 1), ("Holm", cell, 1), ("12", cell, 2), ("14", cell, 3)]
    assert told[at + 8 : at + 10] == [("Sarn", cell, 1), ("3", cell, 2)]


def test_a_paragraph_that_is_called_a_caption_is_one() -> None:
    figure = (
        '<div class="wp-caption alignleft"><img src="a.jpg"><p class="wp-caption-text">Two clerks count eels'
        " in the rain on a Friday in March.</p></div>"
    )
    page = f"<!doctype html><title>Eels</title><article><h1>Eels</h1>{PROSE}{figure}{PROSE}</article>"
    article = read_bytes(page.encode(), SourceKind.HTML, "a")
    told = {article.text[block.start : block.end][:10]: block.kind for block in article.blocks}
    assert told["Two clerks"] is BlockKind.CAPTION
