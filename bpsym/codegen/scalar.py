"""SymPy scalar expressions in one variable as NumPy source: a closed set of nodes, and no text is ever evaluated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bpsym.codegen.piece import ADD, ATOM, MUL, NEG, Piece, number, power
from bpsym.errors import UnsupportedError

VARIABLE = "z"
"""The argument of the functions that are generated."""

_CALLS = {
    "exp": "np.exp",
    "log": "np.log",
    "sin": "np.sin",
    "cos": "np.cos",
    "tan": "np.tan",
    "sinh": "np.sinh",
    "cosh": "np.cosh",
    "tanh": "np.tanh",
    "asin": "np.arcsin",
    "acos": "np.arccos",
    "atan": "np.arctan",
    "asinh": "np.arcsinh",
    "Abs": "np.abs",
    "sign": "np.sign",
}
_CONSTANTS = {"Pi": "np.pi", "Exp1": "np.e"}


def scalar_source(name: str, expression: Any) -> Piece:
    """The NumPy source of a SymPy expression in one symbol, written `z`; `name` is for the message.

    Raises:
        UnsupportedError: a node that has no translation.
    """
    written: dict[Any, Piece] = {}
    stack = [expression]
    while stack:
        here = stack[-1]
        waiting = [argument for argument in here.args if argument not in written]
        if here in written:
            stack.pop()
        elif waiting:
            stack.extend(waiting)
        else:
            written[stack.pop()] = _write(name, here, [written[argument] for argument in here.args])
    return written[expression]


def _write(name: str, node: Any, parts: list[Piece]) -> Piece:
    kind = type(node).__name__
    if node.is_Symbol:
        return Piece(VARIABLE, ATOM)
    if node.is_Rational:
        return number(int(node.p), int(node.q))
    if node.is_Float:
        return Piece(repr(float(node)), NEG if node < 0 else ATOM)
    if kind in _CONSTANTS:
        return Piece(_CONSTANTS[kind], ATOM)
    if kind in _CALLS:
        return Piece(f"{_CALLS[kind]}({parts[0].text})", ATOM)
    if kind in _SHAPES:
        return _SHAPES[kind](node, parts)
    raise UnsupportedError(
        f"the function {name} contains {kind} ({node}), which has no NumPy form here; "
        f"there are sums, products, powers, Max, Min, Heaviside, {', '.join(_CALLS)}"
    )


def _sum(node: Any, parts: list[Piece]) -> Piece:
    text = parts[0].text
    for part in parts[1:]:
        text += f" - {part.text[1:]}" if part.text.startswith("-") else f" + {part.text}"
    return Piece(text, ADD)


def _product(node: Any, parts: list[Piece]) -> Piece:
    if node.args[0] == -1:
        return Piece("-" + " * ".join(p.at(MUL) for p in parts[1:]), MUL)
    return Piece(" * ".join([parts[0].at(MUL), *(p.at(NEG + 1) for p in parts[1:])]), MUL)


def _power(node: Any, parts: list[Piece]) -> Piece:
    base, exponent = node.args
    if exponent == -1:
        return Piece(f"1 / {parts[0].at(NEG + 1)}", MUL)
    if exponent.is_Rational and exponent.q == 2 and exponent.p in (1, -1):
        root = f"np.sqrt({parts[0].text})"
        return Piece(root, ATOM) if exponent.p == 1 else Piece(f"1 / {root}", MUL)
    if type(base).__name__ == "Exp1":
        return Piece(f"np.exp({parts[1].text})", ATOM)
    if exponent.is_Integer and exponent < 0:
        return Piece(f"1 / {power(parts[0], number(-int(exponent), 1)).text}", MUL)
    return power(parts[0], parts[1])


def _fold(call: str) -> Callable[[Any, list[Piece]], Piece]:
    def write(node: Any, parts: list[Piece]) -> Piece:
        text = parts[0].text
        for part in parts[1:]:
            text = f"{call}({part.text}, {text})"
        return Piece(text, ATOM)

    return write


def _heaviside(node: Any, parts: list[Piece]) -> Piece:
    return Piece(f"np.heaviside({parts[0].text}, {parts[1].text})", ATOM)


def _impulse(node: Any, parts: list[Piece]) -> Piece:
    """0: it stands for the derivative at a jump, and is 0 wherever there is a derivative."""
    return number(0)


_SHAPES: dict[str, Callable[[Any, list[Piece]], Piece]] = {
    "Add": _sum,
    "Mul": _product,
    "Pow": _power,
    "Max": _fold("np.maximum"),
    "Min": _fold("np.minimum"),
    "Heaviside": _heaviside,
    "DiracDelta": _impulse,
}
