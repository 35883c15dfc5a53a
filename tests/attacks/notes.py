"""Notes for the attacks, and the truth about them: both sides in floats, gradients by central differences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bpsym.derivation import Entry, Report
from bpsym.review import check_text

Array = NDArray[np.float64]
Sides = Callable[[SimpleNamespace], tuple[ArrayLike, ArrayLike]]
"""From values of the symbols to the left and the right side of a claim."""

SIZES = {"m": 4, "n": 3, "d": 2}
SHAPES = {
    "X": "m, d", "y": "m", "w": "d", "v": "d", "A": "n, n", "B": "n, n", "C": "n, n", "x": "n", "u": "n",
    "P": "m, n", "Q": "n, m", "r": "1, n", "a": "", "b": "", "s": "", "t": "", r"\lambda": "",
}  # fmt: skip
"""Symbol -> its dimensions; none for a scalar."""

SYMBOLS = "\n".join(f"    '{name}': {f'[{shape}]' if shape else 'scalar'}" for name, shape in SHAPES.items())
HEADER = f"---\nbpsym:\n  symbols:\n{SYMBOLS}\n  functions: {{f: elementwise, g: elementwise}}\n---\n"


@dataclass(frozen=True)
class Attack:
    """A claim, the definitions before it, and what its two sides are in floats."""

    claim: str
    sides: Sides
    given: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """The whole note; the claim is its last relation."""
        return HEADER + "\n\n".join(f"$${line}$$" for line in (*self.given, self.claim))

    @property
    def is_true(self) -> bool:
        """Whether both sides agree at a random point."""
        left, right = self.sides(values())
        return np.shape(left) == np.shape(right) and bool(np.allclose(left, right, rtol=1e-5, atol=1e-7))


def values() -> SimpleNamespace:
    """A value for every symbol; `lam` is λ; f, g and their derivatives fp, gp are in general position."""
    generator = np.random.default_rng(20)
    found = SimpleNamespace()
    for name, shape in SHAPES.items():
        sizes = [int(SIZES.get(dim, 1)) for dim in shape.split(", ")] if shape else []
        size = (*sizes, 1) if len(sizes) == 1 else tuple(sizes)
        setattr(found, name.replace(r"\lambda", "lam"), generator.uniform(0.3, 1.7, size))
    found.f, found.fp = (lambda t: np.sin(t) + t**2), (lambda t: np.cos(t) + 2 * t)
    found.g, found.gp = (lambda t: np.cos(t) + t**3), (lambda t: -np.sin(t) + 3 * t**2)
    return found


def gradient(scalar: Callable[[Array], ArrayLike], at: Array) -> Array:
    """The gradient by central differences, in the shape of the variable."""
    found = np.zeros_like(at)
    for index in np.ndindex(*at.shape):
        step = np.zeros_like(at)
        step[index] = 1e-6
        found[index] = (np.sum(scalar(at + step)) - np.sum(scalar(at - step))) / 2e-6
    return found


def last_entry(text: str) -> Entry:
    """The last relation of a note, judged."""
    return check(text).entries[-1]


def check(text: str) -> Report:
    """The report on a note."""
    return check_text(text, "x.md")
