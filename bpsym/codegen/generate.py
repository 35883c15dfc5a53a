"""From a derivation to a module of NumPy source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bpsym.codegen.function_names import FunctionNames
from bpsym.codegen.module import Frame
from bpsym.codegen.naming import RESERVED, arguments, name_dimensions, name_symbols
from bpsym.codegen.predict import choose_prediction
from bpsym.codegen.rewrite import nodes
from bpsym.codegen.sequence import Lines, claimed, derivative_names, inputs_of, quantity, sequence
from bpsym.codegen.sharing import share
from bpsym.codegen.simplify import simplify
from bpsym.codegen.source import FORWARD, LOSS, Source
from bpsym.codegen.supply import require_known, supply
from bpsym.codegen.text import WIDTH, bracketed, words
from bpsym.derivation import Derivation
from bpsym.errors import InputError
from bpsym.expr import Dim, Expr, Partial, Symbol, show_shape


def generate(
    derivation: Derivation,
    of: str = "J",
    wrt: Sequence[str] | None = None,
    functions: Mapping[str, Any] | None = None,
    prediction: str | None = None,
) -> Source:
    """A NumPy module that computes a scalar and its gradients, one statement per equation.

    Args:
        derivation: forward definitions, and for each gradient that is asked for an equation that gives it.
        of: the scalar, by its LaTeX or code name.
        wrt: the inputs by which it is differentiated; by default those for which a gradient is claimed.
        functions: what the unknown functions are: name -> `"sigmoid"`, a `Function` or a SymPy expression.
        prediction: what `forward` returns; by default the last forward value that needs no target.

    Raises:
        InputError: no such symbol, no gradient, a gradient that nothing computes, or an unknown function.
        UnsupportedError: a part that has no NumPy form.
    """
    derivation = supply(derivation, functions or {})
    loss = derivation.find(of)
    if not loss.is_scalar:
        raise InputError(f"{loss.name} is {show_shape(loss.shape)}; gradients are those of a scalar")
    parameters = _parameters(derivation, loss, wrt)
    gradients = [Partial(loss, p) for p in parameters]
    names = derivative_names(derivation, gradients)
    outputs = {p: quantity(g, names) for p, g in zip(parameters, gradients)}
    program = _prepared(derivation, [loss, *gradients])
    predicted = choose_prediction(derivation, loss, parameters, prediction)
    forward = _prepared(derivation, [predicted]) if predicted else {}
    if prediction is None and not _knows_its_sizes(forward):
        predicted, forward = None, {}
    return _source(derivation, loss, outputs, program, predicted, forward)


def _prepared(derivation: Derivation, outputs: Sequence[Expr]) -> Lines:
    lines = sequence(derivation, outputs)
    require_known(lines)
    return share(simplify(lines))


def _knows_its_sizes(lines: Lines) -> bool:
    """Whether every dimension can be read off an input: a broadcast to m rows needs an input that has them."""
    given = {d for s in inputs_of(lines) for d in s.shape}
    used = {n for node in nodes(*lines.values()) for d in node.shape for n in d.names}
    return all(Dim.of(name) in given for name in used)


def _parameters(derivation: Derivation, loss: Symbol, wrt: Sequence[str] | None) -> tuple[Symbol, ...]:
    found = {claimed(e) for e in derivation.claims if e.readings}
    found |= {meaning for symbol, meaning in derivation.meanings.items() if symbol in found}
    inputs = derivation.inputs
    chosen = [derivation.find(name) for name in wrt] if wrt else [s for s in inputs if Partial(loss, s) in found]
    stray = next((s for s in chosen if s not in inputs), None)
    if stray is not None:
        raise InputError(f"{stray.name} is computed, not given; gradients for training are those by inputs")
    if not chosen:
        raise InputError(f"no gradient of {loss.name} by an input is among the equations; derive one first")
    return tuple(dict.fromkeys(chosen))


def _source(
    derivation: Derivation,
    loss: Symbol,
    outputs: Mapping[Symbol, Expr],
    program: Lines,
    predicted: Symbol | None,
    forward: Lines,
) -> Source:
    results = [s for s in outputs.values() if isinstance(s, Symbol)]
    names = name_symbols(derivation, (*results, *program, *forward))
    dimensions = name_dimensions(derivation, names)
    data = [s for s in derivation.inputs if s not in outputs]
    inputs = arguments(program, dimensions, data) + tuple(outputs)
    frame = Frame(names, dimensions, FunctionNames({*RESERVED, *names.values(), *dimensions.values()}))
    functions = []
    forward_inputs = arguments(forward, dimensions, inputs)
    if predicted is not None:
        says = f"{names[predicted]}, by the forward equations."
        functions.append(frame.function(FORWARD, says, forward_inputs, forward, names[predicted]))
    by = words([names[p] for p in outputs])
    says = f"{names[loss]} and its gradients" + (f" by {by}." if len(by) < WIDTH // 2 else ".")
    result = [f'"{names[p]}": {names[g]}' for p, g in zip(outputs, results, strict=True)]
    returned = bracketed(f"{names[loss]}, {{", result, "}", 4)
    functions.append(frame.function(LOSS, says, inputs, program, returned))
    text = frame.module(derivation.title, inputs, functions)
    kinds = frozenset(frame.functions.kinds)
    return Source(text, names, inputs, tuple(outputs), loss, predicted, forward_inputs, dimensions, kinds)
