"""What is to be differentiated by what: names become symbols, and impossible requests are refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bpsym.autodiff.dependence import Program, needed_for
from bpsym.derivation import Derivation, derivation_from_sympy
from bpsym.errors import InputError, UnsupportedError
from bpsym.expr import Expr, Partial, Symbol, from_sympy, is_indexed, lower, show_shape

Named = Symbol | str | Any
"""A symbol of ours, its LaTeX or code name, or a symbol of SymPy."""


def as_derivation(given: Derivation | Iterable[Any]) -> Derivation:
    """The derivation itself, or the one that SymPy equations make."""
    return given if isinstance(given, Derivation) else derivation_from_sympy(given)


def find_scalar(derivation: Derivation, of: Named) -> Symbol:
    """The symbol to differentiate.

    Raises:
        InputError: there is none of this name, or it is no scalar.
    """
    found = _find(of, {}, derivation)
    if not found.is_scalar:
        scalars = ", ".join(s.name for s in derivation.definitions if s.is_scalar) or "none"
        raise InputError(
            f"only a scalar has a gradient, and {found.name} has the shape {show_shape(found.shape)}; "
            f"scalars defined in this derivation: {scalars}"
        )
    return found


def forward_program(derivation: Derivation, scalar: Symbol) -> Program:
    """The definitions without derivatives; those that the scalar needs without index notation.

    Raises:
        InputError: the definitions form a circle.
        UnsupportedError: the scalar is computed from a derivative, or by index notation that has no form in matrices.
    """
    program = derivation.forward
    derivatives = derivation.definitions.keys() - program.keys()
    needed = needed_for(scalar, program)
    for symbol in needed:
        if symbol in derivatives:
            raise UnsupportedError(
                f"{scalar.name} is computed from {symbol.name}, which is defined by a derivative, and derivatives of "
                f"derivatives are not supported; write {symbol.name} as a formula without \\partial"
            )
    return {s: with_matrices(s, value) if s in needed else value for s, value in program.items()}


def with_matrices(symbol: Symbol, definition: Expr) -> Expr:
    """The definition without index notation.

    Raises:
        UnsupportedError: it has no form in matrices.
    """
    try:
        return lower(definition) if is_indexed(definition) else definition
    except UnsupportedError as error:
        raise UnsupportedError(f"cannot differentiate the definition of {symbol.name}: {error}") from error


def find_variables(
    derivation: Derivation, scalar: Symbol, program: Program, wrt: Sequence[Named] | None
) -> list[Symbol]:
    """The variables asked for, each once.

    Raises:
        InputError: a name is unknown, a symbol has another shape than in the derivation, or is itself a derivative.
    """
    if wrt is None:
        return _mentioned(derivation, scalar) or _inputs_of(derivation, scalar, program)
    by_name = {symbol.name: symbol for symbol in derivation.symbols}
    asked = [_find(variable, by_name, derivation) for variable in wrt]
    derivatives = derivation.definitions.keys() - program.keys()
    for variable in asked:
        known = by_name.get(variable.name, variable)
        if known != variable:
            here, there = show_shape(known.shape), show_shape(variable.shape)
            raise InputError(f"{variable.name} has the shape {here} in this derivation, and {there} was asked for")
        if variable in derivatives:
            raise InputError(f"{variable.name} is itself defined by a derivative; ask for the variable that it is for")
    return list(dict.fromkeys(asked))


def _find(given: Named, by_name: dict[str, Symbol], derivation: Derivation) -> Symbol:
    """The symbol that is meant; `by_name` saves the search for names that stand in it."""
    if isinstance(given, str):
        return by_name.get(given) or derivation.find(given)
    found = given if isinstance(given, Symbol) else from_sympy(given)
    if not isinstance(found, Symbol):
        raise InputError(f"expected a symbol or its name, found {given}; give it a name in a definition of its own")
    return found


def _mentioned(derivation: Derivation, scalar: Symbol) -> list[Symbol]:
    """The inputs whose gradients the derivation mentions: the v of every ∂of/∂v."""
    sides = (side for e in derivation.equations for reading in e.readings[:1] for side in (reading.left, reading.right))
    partials = (node for side in sides for node in side.walk() if isinstance(node, Partial))
    mentioned = dict.fromkeys(node.wrt for node in partials if node.of == scalar)
    return [symbol for symbol in derivation.inputs if symbol in mentioned]


def _inputs_of(derivation: Derivation, scalar: Symbol, program: Program) -> list[Symbol]:
    needed = needed_for(scalar, program)
    return [symbol for symbol in derivation.inputs if symbol in needed]
