r"""Short ways to write matrices, written out before a formula is parsed.

`\mathbf{AXB}` is the product of the declared A, X and B; `tr(A)` and `\tr A` are `\operatorname{tr}`; `\sin.(X)` is
the sine of every entry; `\mathbf{1}` is a column of ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bpsym.reader.increment import join_increments
from bpsym.reader.names import Names
from bpsym.reader.relation import SIGNS
from bpsym.reader.superscript import show_tokens
from bpsym.reader.token import Token
from bpsym.reader.vocabulary import ALIASES, FUNCTION_COMMANDS, ONES, SPELLED, WORDS

_BOLD = frozenset(r"\mathbf \boldsymbol \bm \pmb \mathit \mathsf \mathnormal \mathrm \textbf \bf".split())
_SCRIPTS = frozenset({"^", "_"})
_OPENING = frozenset({"(", "[", "{", r"\{"})
_AFTER_DOT = {"*": r"\odot", r"\ast": r"\odot", "/": r"\oslash"}
"""Signs that act entry by entry with a dot before them."""


LONGEST = 60
"""Tokens in the argument of a font."""


def spell(tokens: Sequence[Token], names: Names) -> list[Token]:
    """The tokens with what is written short written out."""
    written = join_increments(list(_in_words(list(_unbold(tokens, names)), names)), names)
    return list(_without_dots(written))


def _unbold(tokens: Sequence[Token], names: Names) -> Iterator[Token]:
    at = 0
    while at < len(tokens):
        end, content, written = at + 1, list[Token](), None
        if tokens[at].text in _BOLD or tokens[at].text in ONES:
            end = _end_of_argument(tokens, at + 1)
            content = _without_braces(tokens[at + 1 : end])
            written = _written_out(tokens[at], content, tokens[end : end + LONGEST], names) if content else None
        if written is None:
            yield tokens[at]
            at += 1
            continue
        is_raised = end < len(tokens) and tokens[end].text in _SCRIPTS
        yield from _braced(written) if _needs_braces(content, is_raised) else written
        at = end


def _end_of_argument(tokens: Sequence[Token], at: int) -> int:
    """The place after the argument of a command that begins here: one token, or a group of at most LONGEST."""
    if at >= len(tokens) or tokens[at].text != "{":
        return min(at + 1, len(tokens))
    depth = 0
    for end in range(at, min(at + LONGEST, len(tokens))):
        depth += (tokens[end].text == "{") - (tokens[end].text == "}")
        if depth == 0:
            return end + 1
    return at


def _without_braces(tokens: Sequence[Token]) -> list[Token]:
    return list(tokens[1:-1] if tokens and tokens[0].text == "{" else tokens)


def _written_out(font: Token, content: Sequence[Token], after: Sequence[Token], names: Names) -> list[Token] | None:
    """What a font command with its content stands for; None where it stays as it is."""
    text = show_tokens(content)
    if text in ("0", "1") and font.text in ONES and not _is_indicator(after):
        return [Token("0" if text == "0" else r"\mathbf{1}", font.start, content[-1].end)]
    if font.text not in _BOLD or len(content) < 2 or text in WORDS or text in names.symbols or text in names.functions:
        return None
    if all(t.text in names.symbols or t.text == "I" for t in content):
        return list(content)
    is_formula = any(t.text in _SCRIPTS | {"+", "-"} for t in content)
    begins = content[0].text in names.symbols or content[0].text in ("(", "[")
    return list(content) if is_formula and begins else None


def _is_indicator(after: Sequence[Token]) -> bool:
    """Whether a condition follows: 1[i = j]."""
    texts = [t.text for t in after[:3]]
    if texts[:1] == ["_"]:
        inside = [t.text for t in after[1 : _end_of_argument(after, 1)]]
        return any(sign in inside for sign in SIGNS)
    return texts[:1] != [] and texts[0] in ("[", "(", r"\{")


def _braced(tokens: list[Token]) -> list[Token]:
    first, last = tokens[0].start, tokens[-1].end
    return [Token("{", first, first), *tokens, Token("}", last, last)]


def _needs_braces(content: Sequence[Token], is_raised: bool) -> bool:
    texts = {t.text for t in content}
    return bool(texts & {"+", "-"}) or (is_raised and bool(texts & _SCRIPTS))


def _in_words(tokens: Sequence[Token], names: Names) -> Iterator[Token]:
    r"""`tr(` and `\tr` as `\operatorname{tr}`."""
    at = 0
    while at < len(tokens):
        end, word = _word_at(tokens, at, names)
        if word:
            yield from _upright(word, tokens[at].start, tokens[end - 1].end)
        else:
            yield tokens[at]
        at = end


def _word_at(tokens: Sequence[Token], first: int, names: Names) -> tuple[int, str]:
    """The place after the word that begins here, and the word; "" where none does."""
    alias = ALIASES.get(tokens[first].text)
    if alias is not None:
        return first + 1, alias
    touches = first > 0 and tokens[first - 1].end == tokens[first].start
    if not tokens[first].is_letter or (touches and tokens[first - 1].is_letter):
        return first + 1, ""
    end = first + 1
    while end < len(tokens) and tokens[end].is_letter and tokens[end].start == tokens[end - 1].end:
        end += 1
    letters = [t.text for t in tokens[first:end]]
    applied = end < len(tokens) and tokens[end].text in _OPENING
    if applied and "".join(letters) in SPELLED and not all(letter in names.symbols for letter in letters):
        return end, "".join(letters)
    return first + 1, ""


def _upright(word: str, start: int, end: int) -> Iterator[Token]:
    for text in (r"\operatorname", "{", *word, "}"):
        yield Token(text, start, end)


def _without_dots(tokens: Sequence[Token]) -> Iterator[Token]:
    r"""`\sin.(X)` without its dot, `A .* B` as `A \odot B`, `A.^2` as `A^{\odot 2}`."""
    at = 0
    while at < len(tokens):
        token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
        if token.text != "." or after is None:
            yield token
            at += 1
            continue
        if after.text in _AFTER_DOT:
            yield Token(_AFTER_DOT[after.text], token.start, after.end)
            at += 2
        elif after.text == "^":
            end = _end_of_argument(tokens, at + 2)
            yield from (after, *_entrywise(tokens[at + 2 : end], token))
            at = end
        else:
            if not (at and tokens[at - 1].text in FUNCTION_COMMANDS and after.text == "("):
                yield token
            at += 1


def _entrywise(exponent: Sequence[Token], dot: Token) -> list[Token]:
    inner = _without_braces(exponent)
    last = inner[-1].end if inner else dot.end
    return [Token("{", dot.start, dot.start), Token(r"\odot", dot.start, dot.end), *inner, Token("}", last, last)]
