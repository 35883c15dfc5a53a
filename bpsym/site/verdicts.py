"""A Python-Markdown extension: a page that asks for it is verified, and shows its verdicts.

A page asks with a comment anywhere in it, `<!-- bpsym-site: check -->`, or `<!-- bpsym-site: check NAME.md -->` to
say by which name its report should call it. Under `strict` (the default) a page that may not be published raises.
"""

from __future__ import annotations

import re
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX

from bpsym.site.drawing import draw_page
from bpsym.site.verification import require_clean, verify

_REQUEST = re.compile(r"\n?<!-- bpsym-site: check(?: (?P<file>[^\n]+?))? -->")
NAMELESS = "page"
"""What the report calls a page that does not say its name."""
BEFORE_WHITESPACE, AFTER_WHITESPACE = 40, 29
"""Priorities about Python-Markdown's `normalize_whitespace` (30), which expands tabs and drops STX and ETX."""
_KEPT = str.maketrans({STX: "\ue000", ETX: "\ue001"})
_BACK = str.maketrans({"\ue000": STX, "\ue001": ETX})


def find_request(page: str) -> tuple[str, str] | None:
    """The text to verify and the name to call it by, where the page asks for it."""
    match = _REQUEST.search(page)
    if match is None:
        return None
    return page[: match.start()] + page[match.end() :], match["file"] or NAMELESS


def ask(text: str, file: str) -> str:
    """The text with the request to verify it; at its end, so that no line moves."""
    return f"{text}\n<!-- bpsym-site: check {file} -->"


class VerdictExtension(Extension):
    """Draws the verdicts of the pages that ask for them."""

    def __init__(self, **options: Any) -> None:
        self.config = {"strict": [True, "Whether a page that may not be published raises UncleanPageError"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Add the two steps of drawing to the converter."""
        md.preprocessors.register(_Draw(md, self), "bpsym-draw", BEFORE_WHITESPACE)
        md.preprocessors.register(_Restore(md), "bpsym-restore", AFTER_WHITESPACE)


class _Draw(Preprocessor):
    """Verifies the text as it was written, and puts a placeholder for everything that is drawn."""

    def __init__(self, md: Markdown, extension: VerdictExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        request = find_request("\n".join(lines))
        if request is None:
            return lines
        text, file = request
        report = verify(text, file)
        if self.extension.getConfig("strict"):
            require_clean(report)
        return draw_page(text, report, self._store).split("\n")

    def _store(self, html: str) -> str:
        return self.md.htmlStash.store(html).translate(_KEPT)


class _Restore(Preprocessor):
    """Gives the placeholders the characters by which Python-Markdown knows them."""

    def run(self, lines: list[str]) -> list[str]:
        return [line.translate(_BACK) for line in lines]


def makeExtension(**options: Any) -> VerdictExtension:  # noqa: N802 - the name is Python-Markdown's
    """What Python-Markdown calls for `bpsym.site.verdicts`."""
    return VerdictExtension(**options)
