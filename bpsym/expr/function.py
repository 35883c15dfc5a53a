"""Elementwise functions: unknown ones (f), those of the table (sigmoid, tanh, ...), and a user's own.

The table states the definition of each function and nothing else. Rules for derivatives live in `bpsym.rules`;
the checker differentiates the definition by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sympy

ARGUMENT = "t"
"""The name of the real variable in every definition."""


@dataclass(frozen=True, slots=True)
class Function:
    r"""An elementwise function, or its derivative of some order.

    `kind` is the key of the table of known functions, "" for an unknown function,
    "own" for a user's, whose definition is `own` (a SymPy expression in the real symbol t).
    `name` is how the notes write it: `f`, `\sigma`, `g^{[1]}`.
    """

    name: str
    kind: str = ""
    order: int = 0
    own: Any = None

    @property
    def is_known(self) -> bool:
        """Whether the function has a definition."""
        return self.kind != ""

    def derivative(self) -> Function:
        """The derivative, as a function."""
        return replace(self, order=self.order + 1)

    def __str__(self) -> str:
        return self.name + "'" * self.order


def known(kind: str, name: str = "") -> Function:
    """A function of the table; `name` is how to write it, by default the table's own LaTeX."""
    if kind not in KNOWN:
        raise KeyError(f"no known function {kind!r}; there are {', '.join(KNOWN)}")
    return Function(name or KNOWN[kind].latex, kind)


def unknown(name: str) -> Function:
    """A function of which nothing is known but that it is smooth and acts entry by entry."""
    return Function(name)


def own_function(name: str, definition: sympy.Expr, variable: sympy.Symbol) -> Function:
    """A user's own elementwise function, from a SymPy scalar expression in `variable`."""
    import sympy

    free = definition.free_symbols - {variable}
    if free:
        names = ", ".join(sorted(str(s) for s in free))
        raise ValueError(f"the function {name} may depend on {variable} alone, found {names}")
    return Function(name, "own", 0, definition.subs(variable, sympy.Symbol(ARGUMENT, real=True)))


@dataclass(frozen=True, slots=True)
class Definition:
    """One row of the table: how the function is written, and what it is (SymPy, in a real symbol t)."""

    latex: str
    build: Callable[[Any, Any], Any]
    """From the sympy module and t to the expression; a function, so that SymPy is imported only when it is needed."""
    domain: str = ""
    """Where it is defined, if not everywhere: conditions with commas between, each of t or of cos(t)."""
    smooth: str = ""
    """Where it has derivatives of every order, if not on its whole domain."""


def _gelu_gate(sp: Any, t: Any) -> Any:
    """√(2/π) (t + 0.044715 t³)."""
    return sp.sqrt(2) / sp.sqrt(sp.pi) * (t + sp.Rational(44715, 10**6) * t**3)


KNOWN: dict[str, Definition] = {
    "identity": Definition(r"\operatorname{id}", lambda sp, t: t),
    "sigmoid": Definition(r"\sigma", lambda sp, t: 1 / (1 + sp.exp(-t))),
    "tanh": Definition(r"\tanh", lambda sp, t: sp.tanh(t)),
    "relu": Definition(r"\operatorname{relu}", lambda sp, t: sp.Max(0, t), smooth="t != 0"),
    "exp": Definition(r"\exp", lambda sp, t: sp.exp(t)),
    "log": Definition(r"\log", lambda sp, t: sp.log(t), domain="t > 0"),
    "square": Definition(r"\operatorname{square}", lambda sp, t: t**2),
    "softplus": Definition(r"\operatorname{softplus}", lambda sp, t: sp.log(1 + sp.exp(t))),
    "sqrt": Definition(r"\sqrt", lambda sp, t: sp.sqrt(t), domain="t >= 0", smooth="t > 0"),
    "reciprocal": Definition(r"\operatorname{reciprocal}", lambda sp, t: 1 / t, domain="t != 0"),
    "abs": Definition(r"\operatorname{abs}", lambda sp, t: sp.Abs(t), smooth="t != 0"),
    "sign": Definition(r"\operatorname{sgn}", lambda sp, t: sp.sign(t), smooth="t != 0"),
    "step": Definition(r"\operatorname{step}", lambda sp, t: sp.Heaviside(t, 0), smooth="t != 0"),
    "sin": Definition(r"\sin", lambda sp, t: sp.sin(t)),
    "cos": Definition(r"\cos", lambda sp, t: sp.cos(t)),
    "cube": Definition(r"\operatorname{cube}", lambda sp, t: t**3),
    "tan": Definition(r"\tan", lambda sp, t: sp.sin(t) / sp.cos(t), domain="cos(t) != 0"),
    "sinh": Definition(r"\sinh", lambda sp, t: sp.sinh(t)),
    "cosh": Definition(r"\cosh", lambda sp, t: sp.cosh(t)),
    "arctan": Definition(r"\arctan", lambda sp, t: sp.atan(t)),
    "expm1": Definition(r"\operatorname{expm1}", lambda sp, t: sp.exp(t) - 1),
    "log1p": Definition(r"\operatorname{log1p}", lambda sp, t: sp.log(1 + t), domain="t > -1"),
    "erf": Definition(r"\operatorname{erf}", lambda sp, t: sp.erf(t)),
    "normal_pdf": Definition(
        r"\operatorname{normpdf}", lambda sp, t: sp.exp(-(t**2) / 2) / (sp.sqrt(2) * sp.sqrt(sp.pi))
    ),
    "normal_cdf": Definition(r"\operatorname{normcdf}", lambda sp, t: (1 + sp.erf(t / sp.sqrt(2))) / 2),
    "leaky_relu": Definition(
        r"\operatorname{LeakyReLU}", lambda sp, t: sp.Max(0, t) - sp.Max(0, -t) / 100, smooth="t != 0"
    ),
    "elu": Definition(r"\operatorname{ELU}", lambda sp, t: sp.Max(0, t) + sp.exp(sp.Min(0, t)) - 1, smooth="t != 0"),
    "silu": Definition(r"\operatorname{SiLU}", lambda sp, t: t / (1 + sp.exp(-t))),
    "gelu": Definition(r"\operatorname{GELU}", lambda sp, t: t * (1 + sp.erf(t / sp.sqrt(2))) / 2),
    "gelu_tanh": Definition(r"\operatorname{GELUtanh}", lambda sp, t: t * (1 + sp.tanh(_gelu_gate(sp, t))) / 2),
    "softsign": Definition(r"\operatorname{softsign}", lambda sp, t: t / (1 + sp.Abs(t)), smooth="t != 0"),
    "hard_tanh": Definition(
        r"\operatorname{hardtanh}", lambda sp, t: sp.Max(0, t + 1) - sp.Max(0, t - 1) - 1, smooth="t != -1, t != 1"
    ),
    "log_sigmoid": Definition(r"\operatorname{logsigmoid}", lambda sp, t: -sp.log(1 + sp.exp(-t))),
    "log_cosh": Definition(r"\operatorname{logcosh}", lambda sp, t: sp.log(sp.cosh(t))),
    "huber": Definition(
        r"\operatorname{Huber}",
        lambda sp, t: (t**2 - sp.Max(0, t - 1) ** 2 - sp.Max(0, -t - 1) ** 2) / 2,
        smooth="t != -1, t != 1",
    ),
}
"""Kind -> definition. GELU: Hendrycks and Gimpel 2016; SiLU: Elfwing et al. 2018; ELU with α = 1: Clevert et al. 2016;
leaky relu with the slope 1/100: Maas et al. 2013; the loss of Huber 1964 with δ = 1."""


@cache
def definition_of(function: Function) -> sympy.Expr:
    """What the function is, as a SymPy expression in the real symbol t; derivatives are SymPy's.

    Raises:
        ValueError: the function is unknown.
    """
    import sympy

    t = sympy.Symbol(ARGUMENT, real=True)
    if not function.is_known:
        raise ValueError(f"{function.name} is an unknown function and has no definition")
    body = function.own if function.kind == "own" else KNOWN[function.kind].build(sympy, t)
    return sympy.diff(body, t, function.order) if function.order else body
