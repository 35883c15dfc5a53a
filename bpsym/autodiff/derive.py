"""From forward equations to the equations of their gradients."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bpsym.autodiff.assuming import write_under
from bpsym.autodiff.dependence import Program
from bpsym.autodiff.naming import Names
from bpsym.autodiff.request import Named, as_derivation, find_scalar, find_variables, forward_program
from bpsym.autodiff.rewrite import rewrite_once
from bpsym.autodiff.simplify import simplify
from bpsym.autodiff.spelling import is_known_value, nameless, spell, spell_beside_a_divisor
from bpsym.autodiff.sweep import Found, Sweep
from bpsym.autodiff.wording import explain, explain_independence
from bpsym.derivation import Derivation, Equation, Step, claim
from bpsym.expr import ColumnSoftmax, Expr, Map, RowSoftmax, Symbol, partial, zero
from bpsym.notation import Assumption


def derive(
    derivation: Derivation | Iterable[Any],
    of: Named = "J",
    wrt: Sequence[Named] | None = None,
    spell_out: bool = False,
) -> Derivation:
    """The derivation, extended by one claim for each gradient and for each cotangent that it needs.

    Args:
        derivation: the forward equations; symbols with the meaning of a derivative of `of` name its cotangents, and
            what it assumes of its symbols is used where that makes a gradient simpler.
            Also SymPy equations: pairs (left, right), or `sympy.Eq`.
        of: the scalar to differentiate: a symbol, also SymPy's, or its LaTeX or code name.
        wrt: the variables, inputs or intermediates; by default the inputs whose gradients the derivation mentions,
            or, where it mentions none, all inputs that `of` depends on (nothing says which of them are data).
        spell_out: whether to write the derivatives of all known functions as formulas, such as ŷ ⊙ (1 − ŷ) for
            σ'(z) where ŷ = σ(z) is a definition; otherwise only those like (t²)' = 2t.

    Returns:
        The derivation with the claims in the order in which the reverse sweep finds them, each with its `Step`;
        a variable on which `of` does not depend has the gradient 0. Their number and their size are linear in the
        number of definitions.

    Raises:
        InputError: `of` is no scalar, a name is unknown, or a variable is itself a derivative.
        UnsupportedError: `of` is computed from a derivative.
    """
    derivation = as_derivation(derivation)
    scalar = find_scalar(derivation, of)
    program = forward_program(derivation, scalar)
    asked = find_variables(derivation, scalar, program, wrt)
    meanings = {meaning.wrt: s for s, meaning in derivation.meanings.items() if meaning.of == scalar}
    sweep = Sweep(scalar, frozenset(asked), program, meanings, _tidy(program, spell_out))
    names = Names.of(derivation)
    claims = [_claim(found, names, derivation.assumptions) for found in sweep.run()]
    reached = {equation.left for equation in claims}
    unreached = [v for v in asked if (meanings.get(v) or partial(scalar, v)) not in reached]
    claims += [_zero_claim(scalar, v, meanings.get(v) or partial(scalar, v), names) for v in unreached]
    return derivation.extended(tuple(claims))


def _claim(found: Found, names: Names, assumptions: Sequence[Assumption]) -> Equation:
    rules = tuple(firing.rule.name for firing in found.way.firings)
    right, taken = write_under(found.way.cotangent, assumptions)
    reason = explain(found.way, found.parts) + (f" On condition that {' and '.join(taken)}." if taken else "")
    step = Step(rules, reason, names.origin(found.way.through))
    return claim(names.new_id(found.left), found.left, right, step)


def _zero_claim(scalar: Symbol, variable: Symbol, left: Expr, names: Names) -> Equation:
    step = Step((), explain_independence(scalar, variable), names.origin((scalar,)))
    return claim(names.new_id(left), left, zero(variable.rows, variable.columns), step)


def _tidy(program: Program, spell_out: bool) -> Callable[[Expr], Expr]:
    """Simplification in which values of known functions go by the names that the program gives them."""
    values: dict[Expr, Symbol] = {}
    for symbol, definition in program.items():
        if isinstance(definition, Map | RowSoftmax | ColumnSoftmax):
            values.setdefault(simplify(definition), symbol)
    named = {nameless(value): symbol for value, symbol in values.items() if is_known_value(value)}
    known: dict[Expr, Expr] = {}

    def rewrite(node: Expr) -> Expr | None:
        if is_known_value(node) and nameless(node) in named:
            return named[nameless(node)]
        spelled = spell(node, values, only_plain=not spell_out) or spell_beside_a_divisor(node, values)
        return spelled or rewrite_once(node)

    return lambda expr: simplify(expr, rewrite, known)
