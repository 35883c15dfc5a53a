"""A line that is not true, about a symbol that the notes define: a mistake, an assumption, or a second definition."""

from __future__ import annotations

from collections.abc import Mapping

from bpsym.checker import Judged
from bpsym.derivation import Equation, Judgement, Verdict
from bpsym.expr import Constant, Expr, Partial, Symbol, replace_symbol
from bpsym.reader import Relation

Definitions = Mapping[Symbol, Expr]


def passing(equation: Equation, judged: Judged, definitions: Definitions, is_inline: bool) -> Judged | None:
    """A formula for a symbol in running text ("if λ = 0 ..."): an assumption of that sentence; nothing rests on it."""
    if judged.judgement.verdict.is_true or not is_inline or equation.clash is not None:
        return None
    left = equation.left
    if not isinstance(left, Symbol) or isinstance(definitions.get(left), Partial):
        return None
    reason = f"{left.name} is something else in these notes: is this an assumption of this sentence only?"
    return Judged(Judgement(Verdict.UNDECIDED, reason=reason), judged.reading, "BP113")


def could_redefine(equation: Equation, judged: Judged, definitions: Definitions, relation: Relation) -> bool:
    """Whether an untrue line may be a second definition of a forward symbol.

    It stands in a row of its own, begins its chain, and has a formula on its right: not a number, not a bare symbol,
    nothing that contains a derivative or the symbol itself.
    """
    if judged.judgement.verdict.is_true or len(equation.readings) != 1 or equation.case or equation.link:
        return False
    if relation.members[0].start < relation.start:
        return False
    left, right = equation.left, equation.right
    if not isinstance(left, Symbol) or left not in definitions or isinstance(right, (Symbol, Constant)):
        return False
    nodes = [*right.walk(), *definitions[left].walk()]
    return not any(isinstance(n, Partial) for n in nodes) and left not in right.walk()


def redefined(definitions: Definitions, symbol: Symbol, body: Expr) -> dict[Symbol, Expr]:
    """The definitions from here on: what was defined by the symbol before still means the old one."""
    old = Symbol(f"{symbol.name}_{{before}}", symbol.row_dim, symbol.column_dim)
    while old in definitions:
        old = Symbol(f"{old.name}'", symbol.row_dim, symbol.column_dim)
    kept = {s: replace_symbol(e, symbol, old) for s, e in definitions.items() if s != symbol}
    return {**kept, old: definitions[symbol], symbol: body}
