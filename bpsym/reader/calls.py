"""How applied functions are read: elementwise maps, and the operators of the vocabulary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from bpsym.errors import InputError, ShapeError, UnreadError
from bpsym.expr import (
    ONE,
    Expr,
    Function,
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    determinant,
    diagonal,
    diagonal_part,
    known,
    show_shape,
    sum_over_columns,
    sum_over_rows,
    trace,
    transpose,
    vec,
)
from bpsym.notation import Call, Formula, Name
from bpsym.reader.elaborate import AmbiguousError, ClashError, Scope, Typed, elaborate, merge, rule
from bpsym.reader.shape_text import read_dim
from bpsym.reader.softmax import DECLARED, NAMES
from bpsym.reader.unknown_cost import COST, read_cost
from bpsym.reader.vocabulary import FUNCTION_COMMANDS
from bpsym.reader.words import of_family

OPERATORS: dict[str, Callable[[Expr], Expr]] = {
    r"\operatorname{tr}": trace,
    r"\operatorname{Tr}": trace,
    r"\det": determinant,
    r"\operatorname{vec}": vec,
    r"\operatorname{sumrows}": sum_over_rows,
    r"\operatorname{sumcols}": sum_over_columns,
}
DIAGONAL = "diagonal "
"""What the header says of a function that puts the values of another one on a diagonal, before its name."""
DIAG = r"\operatorname{diag}"
BROADCASTS = {r"\operatorname{rows}": broadcast_over_rows, r"\operatorname{cols}": broadcast_over_columns}


def is_builtin(name: str) -> bool:
    """Whether the vocabulary knows the name as a function or an operator."""
    is_operator = name in OPERATORS or name in NAMES or name == DIAG
    return is_operator or name in FUNCTION_COMMANDS or name.partition("_")[0] in BROADCASTS


@rule(Call)
def read_call(formula: Formula, scope: Scope) -> list[Typed]:
    """An elementwise map, or an operator of the vocabulary."""
    call = cast(Call, formula)
    name = call.function.at(scope.layers)
    if name == DIAG and not call.primes:
        found = [made for r in elaborate(call.argument, scope) for made in _diagonal(r)]
        if not found:
            raise UnreadError(f"{scope.show(call)}: neither a vector nor a square matrix", call.start, call.end)
        return found
    declared = scope.functions.get(name)
    if declared is not None and declared.kind == COST:
        return read_cost(call, name, scope)
    if declared is not None and declared.kind.startswith(DIAGONAL):
        return _as_diagonal(call, declared.kind.removeprefix(DIAGONAL), scope)
    along = _along_an_axis(call, name, scope)
    if along is not None:
        return along
    operator = _operator(call, name)
    if operator is not None:
        return _operate(call, operator, scope)
    function = scope.functions.get(name) or _of_layer(call.function, name, scope)
    if function is None and name in FUNCTION_COMMANDS:
        function = known(FUNCTION_COMMANDS[name], name)
    if function is None:
        message = f"the function {name} is not declared: functions: {{'{name}': elementwise}}"
        raise UnreadError(message, call.function.start, call.function.end)
    function = replace(function, order=function.order + call.primes)
    arguments = elaborate(call.argument, scope)
    return [merge(apply(function, r.expr), [r]) for r in arguments if len(r.expr.shape) == 2]


def _as_diagonal(call: Call, name: str, scope: Scope) -> list[Typed]:
    r"""The diagonal matrix of what another function makes of a vector, `\Sigma'(z)` of σ'(z)."""
    entrywise = replace(call, function=Name(call.function.start, call.function.end, name))
    found = [r for r in read_call(entrywise, scope) if ONE in r.expr.shape and not r.expr.is_scalar]
    if not found:
        raise UnreadError(f"{scope.show(call.argument)} is no vector to put on a diagonal", call.start, call.end)
    return [made for r in found for made in _diagonal(r)]


def _of_layer(function: Name, name: str, scope: Scope) -> Function | None:
    """The function of one layer, of which the header declares the family: an unknown one is another in each layer."""
    key = of_family(function, scope.functions)
    return replace(scope.functions[key], name=name) if key else None


def _diagonal(body: Typed) -> list[Typed]:
    """Of a vector the diagonal matrix; of a square matrix the column of its diagonal, or (cost 1) that as a matrix."""
    expr = body.expr
    if len(expr.shape) != 2 or expr.is_scalar:
        return [body] if expr.is_scalar else []
    if ONE in expr.shape:
        return [merge(diagonal(expr if expr.is_column else transpose(expr)), [body])]
    if expr.rows != expr.columns:
        return []
    part = diagonal_part(expr)
    return [merge(part, [body]), merge(diagonal(part), [body], cost=1)]


def _along_an_axis(call: Call, name: str, scope: Scope) -> list[Typed] | None:
    """A softmax or its like; None where the name stands for something else."""
    declared = scope.functions.get(name)
    word = declared.kind if declared is not None else NAMES.get(name, "")
    if word not in DECLARED:
        return None
    if call.primes:
        raise UnreadError(f"{name} is no function of one number: it has no derivative f'", call.start, call.end)
    found = []
    for reading in elaborate(call.argument, scope):
        made = DECLARED[word](reading.expr) if len(reading.expr.shape) == 2 else None
        if made is None:
            message = (
                f"{scope.show(call)}: of the rows or of the columns of a matrix? "
                f"Declare functions: {{'{name}': {word} over rows}}, or over columns"
            )
            raise AmbiguousError(message, call.start, call.end)
        found.append(merge(made, [reading]))
    return found


def _operator(call: Call, name: str) -> Callable[[Expr], Expr] | None:
    stem, _, size = name.partition("_")
    if name not in OPERATORS and stem not in BROADCASTS:
        return None
    if call.primes:
        raise UnreadError(f"{name} is no function of one number: it has no derivative f'", call.start, call.end)
    if name in OPERATORS:
        return OPERATORS[name]
    try:
        count = read_dim(size[1:-1])
    except InputError as error:
        raise UnreadError(f"{name}: {error}", call.function.start, call.function.end) from error
    return lambda body: BROADCASTS[stem](body, count)


def _operate(call: Call, operator: Callable[[Expr], Expr], scope: Scope) -> list[Typed]:
    arguments = elaborate(call.argument, scope)
    found, failure = list[Typed](), ""
    for r in arguments:
        try:
            found.append(merge(operator(r.expr), [r]))
        except ShapeError as error:
            failure = str(error)
    if not found:
        shape = show_shape(arguments[0].expr.shape)
        raise ClashError(f"{scope.show(call)}: {failure}", shape, shape, call.argument.start, call.argument.end)
    return found
