"""bpsym: doctest for derivations.

`load` notes, `derive` gradients, `check` a file, `prove` an equation, `lambdify` and `train`. Each is imported when it
is first used, so that `import bpsym` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from bpsym import expr as expr

if TYPE_CHECKING:
    from bpsym.autodiff import derive as derive
    from bpsym.program import lambdify as lambdify
    from bpsym.review.check import check_file as check
    from bpsym.review.check import load as load
    from bpsym.review.prove import prove as prove
    from bpsym.training import train as train

_HOMES = {
    "load": ("bpsym.review.check", "load"),
    "derive": ("bpsym.autodiff.derive", "derive"),
    "check": ("bpsym.review.check", "check_file"),
    "prove": ("bpsym.review.prove", "prove"),
    "lambdify": ("bpsym.program.lambdify", "lambdify"),
    "train": ("bpsym.training.train", "train"),
}
__all__ = ["check", "derive", "lambdify", "load", "prove", "train"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'bpsym' has no attribute {name!r}")
    module, function = _HOMES[name]
    return getattr(importlib.import_module(module), function)


def _display(shown: expr.Expr) -> str:
    written: str = importlib.import_module("bpsym.printer").latex(shown)
    return written


expr.DISPLAYS.append(_display)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
