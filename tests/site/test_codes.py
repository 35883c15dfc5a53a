"""The page of findings says of every code what the table says."""

from __future__ import annotations

from bpsym.derivation import CODES
from bpsym.site.codes import GROUPS, findings_page


def test_every_code_is_on_the_page_once_and_in_a_group() -> None:
    page = findings_page()
    assert {code[2] for code in CODES} <= set(GROUPS)
    for code, row in CODES.items():
        assert page.count(f"### {code} {row.name} {{: #{code.lower()} }}") == 1
        assert row.example in page
