"""Text in Python source: docstrings that cannot end early, lists that break over lines."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH = 100


def plain(text: str) -> str:
    """Free text for a docstring: one line, every backslash doubled, no quotation mark that could end it."""
    return " ".join(text.replace("\\", "\\\\").replace('"', "'").split())


def bracketed(opening: str, items: Sequence[str], closing: str, indent: int = 0) -> str:
    """The items between brackets, in one line if it is short, else one below the other."""
    line = f"{opening}{', '.join(items)}{closing}"
    if indent + len(line) <= WIDTH:
        return line
    margin = " " * indent
    return opening + "".join(f"\n{margin}    {item}," for item in items) + f"\n{margin}{closing}"


def words(names: Sequence[str]) -> str:
    """`W1`, `W1 and W2`, `W1, W2 and W3`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
