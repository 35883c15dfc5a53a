"""The few pieces of HTML of which every page is made."""

from __future__ import annotations

import re
from html import escape

_COMMAND = r"\\(?:(?:b|z|th)?eta|delta|sigma|lambda|alpha|gamma|epsilon|mu|phi|odot|top)(?![a-zA-Z])"
_ACCENT = r"\\(?:hat|bar|tilde|vec)\{[A-Za-z]\}"
_PIECE = rf"(?:{_COMMAND}|{_ACCENT}|[\^_](?:\{{[\w()+\-]*\}}|\w)|['\w∂/=])"
_SPECIAL = re.compile(
    rf"""
      \$(?P<math>[^$\n]+)\$
    | `(?P<code>[^`\n]+)`
    | (?<![\w\\])(?P<bare>{_PIECE}*(?:{_COMMAND}|{_ACCENT}|\w[\^_]\{{[\w()+\-]*\}}){_PIECE}*)(?![\w\\{{^])
    | (?P<raw>\\[a-zA-Z]+\S*)
    """,
    re.VERBOSE,
)


def display(latex: str) -> str:
    """A displayed formula, for KaTeX to render."""
    return f"\\[{escape(latex, quote=False)}\\]"


def inline(latex: str) -> str:
    """A formula in running text, for KaTeX to render."""
    return f"\\({escape(latex, quote=False)}\\)"


def prose(text: str) -> str:
    r"""A message of the verifier as HTML.

    `$...$` is a formula and a word in backquotes code. Messages also name symbols as the notes write them, without
    dollars: those that are plain enough become formulas, `\delta^{(3)}` for instance, and other LaTeX becomes code.
    """
    parts, end = [], 0
    for match in _SPECIAL.finditer(text):
        parts.append(escape(text[end : match.start()], quote=False))
        math, code = match["math"] or match["bare"], match["code"] or match["raw"]
        parts.append(inline(math) if math else f"<code>{escape(code, quote=False)}</code>")
        end = match.end()
    return "".join(parts) + escape(text[end:], quote=False)


def element(tag: str, content: str, css: str = "", **attributes: str) -> str:
    """`<tag class="css" ...>content</tag>`; underscores in the names of attributes stand for hyphens."""
    named = {"class": css, **attributes}
    shown = "".join(f' {k.replace("_", "-")}="{escape(v)}"' for k, v in named.items() if v)
    return f"<{tag}{shown}>{content}</{tag}>"
