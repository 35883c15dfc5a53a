"""Names as they are written, in headers and tables, to their canonical LaTeX."""

from __future__ import annotations

import re

from bpsym.errors import InputError, UnreadError
from bpsym.notation import Formula, Name
from bpsym.reader.parse import Names, parse
from bpsym.reader.softmax import NAMES
from bpsym.reader.token import tokenize
from bpsym.reader.vocabulary import WORDS

_UPRIGHT = re.compile(r"\\(?:operatorname|mathrm|mathsf|text|textrm)\s*\{\s*([A-Za-z]+)\s*\}")
r"""`\mathrm{softmax}`, whose axis a header may say: alone it would be a function that lacks its argument."""


def read_formula(text: str, names: Names | None = None, start: int = 0, end: int | None = None) -> Formula:
    """The formula text[start:end], on its own.

    Raises:
        UnreadError: what is not understood.
    """
    stop = len(text) if end is None else end
    return parse(tokenize(text, start, stop), stop, names or Names())


def canonical_name(text: str) -> str:
    r"""The canonical LaTeX of a name: `\hat y` and `\hat{y}` are `\hat{y}`, `\mathbf{W}^{(1)}` is `W^{(1)}`.

    Raises:
        InputError: the text is not a name.
    """
    upright = _UPRIGHT.fullmatch(text.strip())
    if upright and WORDS.get(upright[1], "") in NAMES:
        return WORDS[upright[1]]
    try:
        formula = read_formula(text, Names(heading=text))
    except UnreadError as error:
        raise InputError(f"{text!r} is not a name: {error}") from error
    if not isinstance(formula, Name):
        raise InputError(f"{text!r} is not a name of a symbol")
    return formula.text
