"""Points drawn at random: a seed and a name give the same number on every machine, in whatever order they are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import prod
from random import Random
from typing import TYPE_CHECKING, Any

from bpsym.checker.evaluate import PRIME, Tensor
from bpsym.expr import Function, Symbol, own_function

if TYPE_CHECKING:
    import sympy

SIZES = (2, 3, 4, 5)
"""Never 1, where a product of matrices may look like a product of entries."""

Sampler = Callable[[Random], int | Fraction]


class Values(Mapping[Symbol, Tensor]):
    """A value for every symbol that anybody asks for, drawn when it is asked for."""

    def __init__(self, seed: str, sizes: Mapping[str, int], drawing: Callable[[Random], Sampler]) -> None:
        self._seed = seed
        self._sizes = sizes
        self._drawing = drawing
        self._drawn: dict[Symbol, Tensor] = {}

    def __getitem__(self, symbol: Symbol) -> Tensor:
        if symbol not in self._drawn:
            generator = Random(f"{self._seed}/{symbol.name}")
            draw = self._drawing(generator)
            shape = tuple(dim.evaluate(self._sizes) for dim in symbol.shape)
            self._drawn[symbol] = Tensor(shape, tuple(draw(generator) for _ in range(prod(shape))))
        return self._drawn[symbol]

    def __contains__(self, symbol: object) -> bool:
        return isinstance(symbol, Symbol)

    def __iter__(self) -> Iterator[Symbol]:
        return iter(self._drawn)

    def __len__(self) -> int:
        return len(self._drawn)


def draw_sizes(seed: str, names: Sequence[str]) -> dict[str, int]:
    """A size for each name, different from the others as long as sizes last."""
    generator = Random(f"{seed}/sizes")
    sizes: dict[str, int] = {}
    for name in names:
        free = [size for size in SIZES if size not in sizes.values()]
        sizes[name] = generator.choice(free or SIZES)
    return sizes


def residues(generator: Random) -> Sampler:
    """Uniform residues."""
    return lambda r: r.randrange(PRIME)


def ones(generator: Random) -> Sampler:
    """Nothing but 1, where only the shapes matter."""
    return lambda r: 1


def signed(generator: Random) -> Sampler:
    """Numbers of both signs, none of them 0."""
    return lambda r: Fraction(r.choice((-1, 1)) * r.randint(1, 127), 64)


def positive(generator: Random) -> Sampler:
    """Numbers between 0 and 2."""
    return lambda r: Fraction(r.randint(1, 127), 64)


def below_one(generator: Random) -> Sampler:
    """Numbers between 0 and 1."""
    return lambda r: Fraction(r.randint(1, 63), 64)


def one_sided(generator: Random) -> Sampler:
    """All entries of a symbol of one sign and one magnitude, both drawn for the symbol."""
    sign, scale = generator.choice((-1, 1)), generator.choice((16, 64, 256))
    return lambda r: Fraction(sign * r.randint(1, 127), scale)


def mirrored(drawing: Callable[[Random], Sampler]) -> Callable[[Random], Sampler]:
    """The same numbers with the other sign."""

    def turned(generator: Random) -> Sampler:
        draw = drawing(generator)
        return lambda r: -draw(r)

    return turned


DRAWINGS = (signed, positive, below_one, one_sided, one_sided, one_sided)
"""Tried in turn until the point is in the domain."""


def generic_function(seed: str, name: str) -> Function:
    """An analytic function in general position: a sin(b t + c) + d sin(e t + g), random rationals a ... g."""
    import sympy

    generator = Random(f"{seed}/function/{name}")
    t = sympy.Symbol("t", real=True)
    return own_function(name, _wave(sympy, generator, t) + _wave(sympy, generator, t), t)


def _wave(sp: Any, generator: Random, t: sympy.Symbol) -> Any:
    a, b, c = (sp.Rational(generator.randint(65, 127), 64) for _ in range(3))
    return a * sp.sin(b * t + c)
