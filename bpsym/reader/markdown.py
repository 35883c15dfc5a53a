"""What of a Markdown document is text: code, comments and front matter found and blanked out, in one pass each."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CODE_FENCE = re.compile(
    r"^[ \t]*(?P<fence>```+|~~~+)[ \t]*(?P<info>[^`~\n]*)\n"
    r"(?P<body>.*?)(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)",
    re.M | re.S,
)
_INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`)[^\n]{0,400}?(?<!`)\1(?!`)")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<body>.*?)^---[ \t]*$", re.M | re.S)
_QUOTE = re.compile(r"^ {0,3}>(?: {0,3}>)*", re.M)
_OURS = re.compile(r"^bpsym[ \t]*:", re.M)
_COMMENT_START, _COMMENT_END = "<!--", "-->"
HEADERS = ("bpsym", "{bpsym}", "yaml bpsym")
MATH_FENCES = ("math", "{math}", "latex")


class Search:
    """Finds the end of what has begun; that there is none is remembered, so that a document is searched once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.missing: dict[str, int] = {}

    def find(self, closing: str, start: int) -> int:
        """The offset of the closing text at or after `start` (not after a backslash, if it is made of `$`), or -1."""
        if start >= self.missing.get(closing, len(self.text) + 1):
            return -1
        at = self.text.find(closing, start)
        while at > 0 and closing[0] == "$" and self.text[at - 1] == "\\":
            at = self.text.find(closing, at + 1)
        if at < 0:
            self.missing[closing] = start
        return at


def find_fences(text: str, kinds: tuple[str, ...]) -> list[tuple[int, int]]:
    """The spans of the bodies of fenced blocks of these kinds."""
    return [m.span("body") for m in _CODE_FENCE.finditer(text) if m["info"].strip().lower() in kinds]


def fence_spans(text: str) -> list[tuple[int, int]]:
    """The spans of all fenced blocks but those that declare symbols, marks included."""
    return [m.span() for m in _CODE_FENCE.finditer(text) if m["info"].strip().lower() not in HEADERS]


def find_header(text: str) -> list[tuple[str, int]]:
    """The YAML texts that declare symbols, with the line where each begins: front matter and `bpsym` fences.

    A front matter without the key `bpsym` is the author's own, whatever it holds.
    """
    front = _FRONT_MATTER.match(text)
    found = [(front["body"], 1)] if front and _OURS.search(front["body"]) else []
    spans = find_fences(text, HEADERS)
    return found + [(text[start:end], text.count("\n", 0, start) + 1) for start, end in spans]


def header_spans(text: str) -> list[tuple[int, int]]:
    """The spans of the YAML texts that declare symbols."""
    front = _FRONT_MATTER.match(text)
    own = [front.span("body")] if front and _OURS.search(front["body"]) else []
    return own + find_fences(text, HEADERS)


def find_comments(text: str) -> Iterator[tuple[int, int]]:
    """The spans of HTML comments; one that never ends is none."""
    search, at = Search(text), 0
    while (start := text.find(_COMMENT_START, at)) >= 0:
        end = search.find(_COMMENT_END, start + len(_COMMENT_START))
        if end < 0:
            return
        at = end + len(_COMMENT_END)
        yield start, at


def without_code(text: str) -> str:
    """The text with front matter and all code blanked out; offsets stay."""
    for pattern in (_FRONT_MATTER, _CODE_FENCE, _INLINE_CODE):
        text = blank(text, [m.span() for m in pattern.finditer(text)])
    return text


def without_quote_marks(text: str) -> str:
    """The text with the `>` of block quotes blanked out; offsets stay."""
    return _QUOTE.sub(lambda m: " " * len(m[0]), text)


def prose_and_tables(text: str) -> str:
    """The text with front matter, fenced blocks and comments blanked out; offsets stay."""
    for pattern in (_FRONT_MATTER, _CODE_FENCE):
        text = blank(text, [m.span() for m in pattern.finditer(text)])
    return blank(text, list(find_comments(text)))


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with spaces in the place of these spans; line ends stay."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])
