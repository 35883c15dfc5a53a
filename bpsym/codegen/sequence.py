"""From equations to the sequence of assignments that computes what is asked for, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bpsym.codegen.rewrite import nodes, rewrite
from bpsym.derivation import Derivation, Equation, in_order
from bpsym.errors import InputError, UnsupportedError
from bpsym.expr import Contract, Expr, Partial, Symbol, is_indexed, lower

Lines = dict[Symbol, Expr]
"""What is assigned, in order: a symbol and its value, in symbols that were assigned before or are inputs."""


def sequence(derivation: Derivation, outputs: Sequence[Expr]) -> Lines:
    """The assignments that compute the outputs, each after those that it uses.

    Definitions give the forward values. Claims give the derivatives: those that were derived (they have a step)
    before those that the notes only state.

    Args:
        derivation: definitions, and claims of the form δ = ... or ∂J/∂W = ...
        outputs: symbols, or derivatives ∂J/∂W of a scalar.

    Raises:
        InputError: nothing says how to compute a derivative that is needed, or the equations form a circle.
    """
    names = derivative_names(derivation, outputs)
    values = _values(derivation, names)
    wanted = [quantity(output, names) for output in outputs]
    needed = _needed(values, wanted)
    meant = {symbol for symbol in names.values() if symbol not in values}
    used = nodes(*needed.values(), *wanted)
    missing = next((n.name for n in used if isinstance(n, Symbol) and n in meant), None)
    if missing is not None:
        raise InputError(f"no equation says how to compute {missing}; derive the gradients first")
    return {symbol: _with_matrices(symbol, needed[symbol]) for symbol in in_order(needed)}


def _with_matrices(symbol: Symbol, value: Expr) -> Expr:
    try:
        return lower(value) if is_indexed(value) else value
    except UnsupportedError as error:
        raise UnsupportedError(f"{symbol.name} cannot be computed: {error}") from error


def claimed(equation: Equation) -> Expr:
    """What a claim is for: its left side, ∂J/∂W where that gives every ∂J/∂W[i, j]."""
    try:
        return lower(equation.left) if is_indexed(equation.left) else equation.left
    except UnsupportedError:
        return equation.left


def derivative_names(derivation: Derivation, outputs: Sequence[Expr] = ()) -> dict[Expr, Symbol]:
    r"""∂J/∂z -> the symbol that has this meaning (δ), or one that is made for it: `\frac{\partial J}{\partial z}`."""
    names: dict[Expr, Symbol] = {}
    for symbol, meaning in derivation.meanings.items():
        names.setdefault(meaning, symbol)
    sides = [s for e in derivation.equations for r in e.readings[:1] for s in (r.left, r.right)]
    for node in nodes(*sides, *outputs):
        if isinstance(node, Partial) and isinstance(node.of, Symbol) and node.of.is_scalar and node not in names:
            names[node] = Symbol(rf"\frac{{\partial {node.of.name}}}{{\partial {node.wrt.name}}}", *node.shape)
    return names


def quantity(expr: Expr, names: Mapping[Expr, Symbol]) -> Expr:
    """The expression with every derivative replaced by its name."""
    return rewrite(expr, lambda node: names.get(node, node), {})


def inputs_of(lines: Lines) -> tuple[Symbol, ...]:
    """The symbols that the lines use and do not assign, in order of first use."""
    return tuple(n for n in nodes(*lines.values()) if isinstance(n, Symbol) and n not in lines)


def _values(derivation: Derivation, names: Mapping[Expr, Symbol]) -> Lines:
    values = dict(derivation.forward)
    for symbol, meaning in derivation.meanings.items():
        if names[meaning] != symbol:
            values[symbol] = names[meaning]
    meant = set(names.values())
    for equation in sorted(derivation.claims, key=lambda c: c.step is None):
        if equation.readings and _is_computable(equation):
            target, value = quantity(claimed(equation), names), quantity(equation.right, names)
            if isinstance(target, Symbol) and target in meant and target not in values and target != value:
                values[target] = value
    return values


def _is_computable(equation: Equation) -> bool:
    """Whether the right side is made of matrices: no Jacobian, no composition of them."""
    return not any(isinstance(n, Contract) or len(n.shape) != 2 for n in nodes(equation.right))


def _needed(values: Lines, outputs: Sequence[Expr]) -> Lines:
    waiting = [n for n in nodes(*outputs) if isinstance(n, Symbol)]
    found: set[Symbol] = set()
    while waiting:
        here = waiting.pop()
        if here in values and here not in found:
            found.add(here)
            waiting.extend(n for n in nodes(values[here]) if isinstance(n, Symbol))
    return {symbol: value for symbol, value in values.items() if symbol in found}
