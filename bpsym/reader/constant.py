r"""Numbers, the identity `I_{n}` and the zero matrix `0_{m \times n}`."""

from __future__ import annotations

from fractions import Fraction

from bpsym.errors import InputError, UnreadError
from bpsym.expr import Dim
from bpsym.notation import Extent, Filling, Formula, IdentityMatrix, Name, Number, Ones, Unsized, ZeroMatrix
from bpsym.reader.name import read_name, show_tokens
from bpsym.reader.names import Names
from bpsym.reader.shape_text import read_dim
from bpsym.reader.stream import Stream
from bpsym.reader.token import Token

MOST_DIGITS = 30
_UPRIGHT = frozenset({r"\text", r"\mathrm", r"\textrm", r"\operatorname", r"\mathsf", r"\mathtt"})
_INDICES = frozenset({"i", "j", "k", ","})
_INDICATOR = r"a matrix of ones, or 1 where the indices are equal? Write \delta_{ij} for the latter"
_AXES = {"rows": 0, "row": 0, "cols": 1, "columns": 1, "col": 1}
"""Words for the number of rows or columns of a matrix."""


def starts_number(text: str) -> bool:
    """Whether a number starts with this token."""
    return text[-1:] in tuple("0123456789") and not text[0].isalpha()


def read_number(stream: Stream) -> Formula:
    """A number, or a matrix of zeros with its dimensions.

    Raises:
        UnreadError: a number of more than MOST_DIGITS digits, or dimensions that are none.
    """
    token = stream.take()
    if len(token.text) > MOST_DIGITS:
        raise UnreadError(f"a number of more than {MOST_DIGITS} digits", token.start, token.end)
    if stream.here != "_":
        return Number(token.start, token.end, Fraction(token.text))
    stream.take()
    tokens = stream.argument()
    cut = next((at for at, t in enumerate(tokens) if t.text == r"\times"), None)
    if token.text != "0" or cut is None:
        raise UnreadError(
            r"a number with a subscript; a matrix of zeros is 0_{m \times n}", token.start, stream.last_end
        )
    texts = show_tokens(tokens[:cut]), show_tokens(tokens[cut + 1 :])
    rows, columns = (_dimension(text, token.start, stream.last_end) for text in texts)
    return ZeroMatrix(token.start, stream.last_end, rows, columns)


def read_identity(name: Name, names: Names) -> Formula | None:
    """The identity matrix that `I` or `I_{n}` stands for, unless the notes have a symbol of that name."""
    stem, _, size = name.text.partition("_")
    if stem not in ("I", r"\mathbb{I}") or name.text in names.symbols or names.is_family(name):
        return None
    if not size and (name.text in names.functions or not names.symbols):
        return None
    if not size:
        return Unsized(name.start, name.end, Filling.IDENTITY)
    return IdentityMatrix(name.start, name.end, _dimension(size[1:-1], name.start, name.end))


def read_ones(stream: Stream) -> Formula:
    r"""The column of ones, `\mathbf{1}` or `\mathbf{1}_{n}`, or the matrix of ones, `\mathbf{1}_{m, n}`."""
    start = stream.take().start
    if stream.here != "_":
        return Unsized(start, stream.last_end, Filling.ONES)
    stream.take()
    tokens, end = stream.argument(), stream.last_end
    cut = next((at for at, t in enumerate(tokens) if t.text in (",", r"\times")), None)
    if cut is not None:
        if {t.text for t in tokens} <= _INDICES:
            raise UnreadError(_INDICATOR, start, end)
        return Ones(start, end, _size(tokens[:cut], start, end), _size(tokens[cut + 1 :], start, end))
    size = _size(tokens, start, end)
    return Ones(start, end, size, Dim.of(1)) if isinstance(size, Extent) else Unsized(start, end, Filling.ONES, size)


def _size(tokens: list[Token], start: int, end: int) -> Dim | Extent:
    r"""A dimension, also in upright letters, or `\text{rows}(X)`."""
    texts = [t.text for t in tokens]
    word = "".join(t for t in texts[1 : texts.index("}")] if t != "{") if texts[:1] and "}" in texts else ""
    if not word or texts[0] not in _UPRIGHT:
        return _dimension(show_tokens(tokens), start, end)
    after = texts.index("}") + 1
    if after == len(texts):
        return _dimension(word, start, end)
    if word not in _AXES or texts[after] != "(" or texts[-1] != ")":
        raise UnreadError(f"{show_tokens(tokens)} is no size; a size is a dimension, or \\text{{rows}}(X)", start, end)
    inner = Stream(tokens[after + 1 : -1], end)
    name = read_name(inner).name
    if inner.here:
        raise inner.error("expected the name of a matrix alone")
    return Extent(start, end, name, _AXES[word])


def _dimension(text: str, start: int, end: int) -> Dim:
    try:
        return read_dim(text)
    except InputError as error:
        raise UnreadError(str(error), start, end) from error
