r"""Costs of which nothing is known but their arguments: `L = l(o, y)`, with `functions: {l: cost}`.

Such a cost is read as an unknown function of one number, and that number as a linear form of the arguments with
unknown coefficients. Its value and its first derivatives at a point can then be anything, so that what holds of them
holds of every cost. Its second derivatives cannot: a line that takes one is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from bpsym.errors import UnreadError
from bpsym.expr import Expr, Function, Symbol, add, apply, hadamard, scale, total, unknown
from bpsym.notation import Arguments, Call, Differential, Entry, Formula, Name
from bpsym.reader.arguments import arguments_of
from bpsym.reader.document import Problem, Relation
from bpsym.reader.elaborate import AmbiguousError, Scope, Typed, elaborate, merge, rule

COST = "cost"
"""What the header says of such a function."""
_WEIGHT = r"\bar{\Xi} _{"
"""With a blank, which no name of the notes keeps in this place: no symbol of theirs is taken for a coefficient."""
_SECOND = "a second derivative of a cost of which nothing is known: give its formula"


def cost(name: str) -> Function:
    """A scalar of which nothing is known but that it depends smoothly on its arguments."""
    return Function(name, COST)


@rule(Arguments)
def refuse_arguments(formula: Formula, scope: Scope) -> list[Typed]:
    """Several arguments have no meaning without their function."""
    message = (
        f"{scope.show(formula)}: a function of several arguments is read if it is a scalar, functions: {{l: cost}}"
    )
    raise UnreadError(message, formula.start, formula.end)


def read_cost(call: Call, name: str, scope: Scope) -> list[Typed]:
    """The value of the cost.

    Raises:
        UnreadError: a prime, or an argument that can be read in several ways.
    """
    if call.primes:
        raise UnreadError(rf"{name} is a cost: write \partial for its derivative", call.start, call.end)
    parts = list[Typed]()
    for argument in arguments_of(call.argument):
        found = [r for r in elaborate(argument, scope) if len(r.expr.shape) == 2]
        strict = [r for r in found if r.cost == 0] or found
        if len(strict) != 1:
            message = f"{scope.show(argument)}, an argument of {name}, can be read in {len(strict)} ways"
            raise AmbiguousError(message, argument.start, argument.end)
        parts += strict
    forms = [_form(name, at, part.expr) for at, part in enumerate(parts)]
    sum_of_all = forms[0]
    for form in forms[1:]:
        sum_of_all = add(sum_of_all, form)
    return [merge(apply(unknown(name), sum_of_all), parts)]


def _form(name: str, at: int, argument: Expr) -> Expr:
    """The sum of all entries of the argument, each times a coefficient of its own."""
    shape = "".join(f"{dim}" for dim in argument.shape)
    weight = Symbol(f"{_WEIGHT}{name},{at + 1},{shape}}}", *argument.shape)
    return scale(weight, argument) if argument.is_scalar else total(hadamard(weight, argument))


def is_weight(symbol: Symbol) -> bool:
    """Whether it is a coefficient in the linear form that stands for the arguments of a cost."""
    return symbol.name.startswith(_WEIGHT)


def find_costs(relations: Iterable[Relation], scalars: Collection[str]) -> frozenset[str]:
    """Functions all of whose uses are whole formulas for scalars of the header."""
    wholes, others = set[str](), set[str]()
    for relation in relations:
        left = relation.members[0] if relation.members else None
        is_scalar = isinstance(left, Name) and left.text in scalars
        for member in relation.members:
            inside: tuple[Formula, ...] = (member,)
            if isinstance(member, Call) and is_scalar and not member.primes:
                wholes.add(member.function.text)
                inside = (member.argument,)
            others |= {n.function.text for part in inside for n in part.walk() if isinstance(n, Call)}
    return frozenset(wholes - others)


def without_second_derivatives(
    given: Iterable[Relation], relations: list[Relation], functions: Mapping[str, Function]
) -> list[Relation]:
    """The relations, those refused that differentiate what depends on a derivative of an unknown cost."""
    made = _Dependent(frozenset(n for n, f in functions.items() if f.kind == COST))
    if not made.costs:
        return relations
    pairs = [pair for r in (*given, *relations) for pair in _formulas(r)]
    before = -1
    while before != len(made.values) + len(made.slopes):
        before = len(made.values) + len(made.slopes)
        for template, formula in pairs:
            made.note(template, formula)
    return [_refused(r, made) for r in relations]


@dataclass(frozen=True, slots=True)
class _Dependent:
    """Templates of the names that depend on an unknown cost, and of those that depend on a derivative of it."""

    costs: frozenset[str]
    values: set[str] = field(default_factory=set)
    slopes: set[str] = field(default_factory=set)

    def note(self, template: str, formula: Formula) -> None:
        if self.is_value(formula):
            self.values.add(template)
        if self.is_slope(formula):
            self.slopes.add(template)

    def is_value(self, formula: Formula) -> bool:
        """Whether a cost is in it."""
        return any(
            n.function.text in self.costs if isinstance(n, Call) else isinstance(n, Name) and n.template in self.values
            for n in formula.walk()
        )

    def is_slope(self, formula: Formula) -> bool:
        """Whether a derivative of a cost is in it."""
        return any(
            self.is_value(n.of) if isinstance(n, Differential) else isinstance(n, Name) and n.template in self.slopes
            for n in formula.walk()
        )


def _formulas(relation: Relation) -> Iterator[tuple[str, Formula]]:
    """Each name that stands alone in a relation, with each of the other members."""
    for at, member in enumerate(relation.members):
        base = member.base if isinstance(member, Entry) else member
        if isinstance(base, Name):
            yield from ((base.template, other) for n, other in enumerate(relation.members) if n != at)


def _refused(relation: Relation, made: _Dependent) -> Relation:
    for node in (n for m in relation.members for n in m.walk()):
        if isinstance(node, Differential) and made.is_slope(node.of):
            return replace(relation, members=(), problem=Problem(_SECOND, node.start, node.end))
    return relation
