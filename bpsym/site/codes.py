"""The page of all findings, from the table that `bpsym explain` reads."""

from __future__ import annotations

from bpsym.derivation import CODES, Code

GROUPS = {"1": "Reading", "2": "Shapes", "3": "Truth", "4": "Conditions", "5": "Style", "9": "bpsym itself"}
"""First digit of a code -> what the findings of the group are about."""


def findings_page() -> str:
    """The Markdown of the page: every code once, in groups."""
    parts = ["# Findings", "Every finding has a code that stays the same, so that you can look it up and expect it."]
    for digit, title in GROUPS.items():
        parts.append(f"## {title}")
        parts += [_show(code, row) for code, row in CODES.items() if code[2] == digit]
    return "\n\n".join(parts) + "\n"


def _show(code: str, row: Code) -> str:
    head = f"### {code} {row.name} {{: #{code.lower()} }}"
    return f"{head}\n\n{_plain(row.meaning)}\n\n```text\n{row.example}\n```\n\n{_plain(row.way_out)}"


def _plain(text: str) -> str:
    """Prose in which Markdown sees no markup: a backslash of LaTeX stays one."""
    return text if "`" in text else text.replace("\\", "\\\\").replace("<", "&lt;").replace("*", "\\*")
