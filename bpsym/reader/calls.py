"""How applied functions are read: elementwise maps, and the operators of the vocabulary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from bpsym.errors import InputError, ShapeError, UnreadError
from bpsym.expr import (
    Expr,
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    known,
    show_shape,
    sum_over_columns,
    sum_over_rows,
    trace,
)
from bpsym.notation import Call, Formula
from bpsym.reader.elaborate import ClashError, Scope, Typed, elaborate, merge, rule
from bpsym.reader.shape_text import read_dim
from bpsym.reader.vocabulary import FUNCTION_COMMANDS

OPERATORS: dict[str, Callable[[Expr], Expr]] = {
    r"\operatorname{tr}": trace,
    r"\operatorname{Tr}": trace,
    r"\operatorname{sumrows}": sum_over_rows,
    r"\operatorname{sumcols}": sum_over_columns,
}
BROADCASTS = {r"\operatorname{rows}": broadcast_over_rows, r"\operatorname{cols}": broadcast_over_columns}


def is_builtin(name: str) -> bool:
    """Whether the vocabulary knows the name as a function or an operator."""
    return name in FUNCTION_COMMANDS or name in OPERATORS or name.partition("_")[0] in BROADCASTS


@rule(Call)
def read_call(formula: Formula, scope: Scope) -> list[Typed]:
    """An elementwise map, or an operator of the vocabulary."""
    call = cast(Call, formula)
    name = call.function.at(scope.layers)
    operator = _operator(call, name)
    if operator is not None:
        return _operate(call, operator, scope)
    function = scope.functions.get(name)
    if function is None and name in FUNCTION_COMMANDS:
        function = known(FUNCTION_COMMANDS[name], name)
    if function is None:
        message = f"the function {name} is not declared: functions: {{'{name}': elementwise}}"
        raise UnreadError(message, call.function.start, call.function.end)
    function = replace(function, order=function.order + call.primes)
    arguments = elaborate(call.argument, scope)
    return [merge(apply(function, r.expr), [r]) for r in arguments if len(r.expr.shape) == 2]


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
