"""Where links of an article lead: listed if that is wanted, and nowhere dangerous."""

import pytest

from scripts.links import safe_address
from scripts.model import Link
from scripts.settings import Addresses, AsidePolicy
from tests.scripts.test_asides import article, script


def test_links_are_listed_only_if_that_is_wanted_and_lead_nowhere_dangerous() -> None:
    text = (
        "See [the *report*](https://example.org/r 'T'), [again](https://example.org/r), "
        "<https://example.org/b>, [run](javascript:alert(1)), [file](file:///etc/passwd), "
        "[mail](mailto:a@example.org), [up](#top), [r].\n\n"
        "[r]: https://example.org/c\n"
    )
    assert script(article(text)).links == ()
    assert script(article(text), AsidePolicy(links=Addresses.END)).links == (
        Link("the report", "https://example.org/r"),
        Link("https://example.org/b", "https://example.org/b"),
        Link("mail", "mailto:a@example.org"),
        Link("r", "https://example.org/c"),
    )


@pytest.mark.parametrize(
    "address",
    [
        *(
            "javascript:alert(1)",
            " JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
        ),
        *(
            "file:///etc/passwd",
            "https://",
            "mailto:",
            "http://[::1",
            "//",
            "https://a.example/\u202egpj.exe",
        ),
        *('https://a.example/"onclick="x', "https://a.example/<script>", "", "#", "x" * 3_000),
    ],
)
def test_no_hostile_address_passes(address: str) -> None:
    assert safe_address(address) == ""
    kept = safe_address(address, "https://example.org/a/b")
    assert kept == "" or kept.startswith("https://example.org/")
