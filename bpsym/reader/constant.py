r"""Numbers, the identity `I_{n}` and the zero matrix `0_{m \times n}`."""

from __future__ import annotations

from fractions import Fraction

from bpsym.errors import InputError, UnreadError
from bpsym.expr import Dim
from bpsym.notation import Formula, IdentityMatrix, Name, Number, ZeroMatrix
from bpsym.reader.name import show_tokens
from bpsym.reader.names import Names
from bpsym.reader.shape_text import read_dim
from bpsym.reader.stream import Stream

MOST_DIGITS = 30


def starts_number(text: str) -> bool:
    """Whether a number starts with this token."""
    return text[-1:] in tuple("0123456789")


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
    """The identity matrix that `I_{n}` stands for, unless the notes have a symbol of that name."""
    stem, _, size = name.text.partition("_")
    if stem != "I" or not size or name.text in names.symbols or names.is_family(name):
        return None
    return IdentityMatrix(name.start, name.end, _dimension(size[1:-1], name.start, name.end))


def _dimension(text: str, start: int, end: int) -> Dim:
    try:
        return read_dim(text)
    except InputError as error:
        raise UnreadError(str(error), start, end) from error
