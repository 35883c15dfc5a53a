"""Which definitions a module needs for its elementwise functions, and how they are called."""

from __future__ import annotations

from dataclasses import dataclass, field

from bpsym.codegen.kernel import DEFINITIONS, KERNELS
from bpsym.codegen.scalar import VARIABLE, scalar_source
from bpsym.codegen.text import plain
from bpsym.errors import UnsupportedError
from bpsym.expr import Function, definition_of
from bpsym.notation.code_name import code_names

_BY_SYMPY = frozenset({"own", "log", "sqrt", "reciprocal", "square", "cube"})
"""Kinds whose derivatives may be written as SymPy gives them: they neither overflow nor cancel by their form."""


@dataclass(slots=True)
class FunctionNames:
    """The functions that a module has defined so far; names of the derivation's symbols are taken."""

    taken: set[str]
    definitions: dict[str, str] = field(default_factory=dict)
    """Name -> source, in the order in which they are needed."""
    kinds: set[str] = field(default_factory=set)
    _own: dict[Function, str] = field(default_factory=dict)

    def call(self, function: Function) -> str:
        """How the function is called, with `{}` for its argument.

        Raises:
            UnsupportedError: a derivative that has no safe form.
        """
        self.kinds.add(function.kind)
        kernel = KERNELS.get((function.kind, function.order))
        if kernel is None:
            return f"{self._own.get(function) or self._define(function)}({{}})"
        self.definitions.update((name, DEFINITIONS[name]) for name in kernel.needs)
        return kernel.call

    def _define(self, function: Function) -> str:
        if function.kind not in _BY_SYMPY:
            raise UnsupportedError(
                f"the derivative of order {function.order} of {function.kind} has no numerically safe form here; "
                "give the function as your own SymPy expression to have it written as SymPy differentiates it"
            )
        latex = function.name + "'" * function.order
        (name,) = code_names([latex], {}, self.taken).values()
        self.taken.add(name)
        definition = definition_of(function)
        body = scalar_source(function.name, definition).text
        if not definition.free_symbols:
            body = f"np.full_like({VARIABLE}, {body})"
        says = plain(f"{definition}, at t = {VARIABLE}.")
        self.definitions[name] = f'def {name}({VARIABLE}):\n    """{says}"""\n    return {body}\n'
        self._own[function] = name
        return name
