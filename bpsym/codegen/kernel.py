"""Known functions as NumPy source: finite and accurate at extreme arguments, in the precision of the argument.

`{}` stands for the argument. Functions that are no single call of NumPy are defined in the generated module.
The definitions of sigmoid and softplus accept complex arguments, so that gradients can be checked by complex steps.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kernel:
    """How a function is written, and the definitions that this needs, in order."""

    call: str
    needs: tuple[str, ...] = ()


DEFINITIONS: dict[str, str] = {
    "decay": '''\
def decay(z):
    """exp(-|z|), kept above the smallest normal number of the precision of z."""
    lowest = np.log(np.finfo(np.result_type(z, np.float32)).tiny) + 1
    return np.exp(np.maximum(np.where(z.real < 0, z, -z), lowest))
''',
    "sigmoid": '''\
def sigmoid(z):
    """1 / (1 + exp(-z)), without overflow."""
    e = decay(z)
    return np.where(z.real < 0, e, 1) / (1 + e)
''',
    "sigmoid_slope": '''\
def sigmoid_slope(z):
    """The derivative of sigmoid, without overflow or cancellation."""
    e = decay(z)
    return e / (1 + e) ** 2
''',
    "tanh_slope": '''\
def tanh_slope(z):
    """The derivative of tanh, without overflow or cancellation."""
    e = decay(2 * z)
    return 4 * e / (1 + e) ** 2
''',
    "softplus": '''\
def softplus(z):
    """log(1 + exp(z)), without overflow."""
    return np.where(z.real > 0, z, 0) + np.log1p(decay(z))
''',
}

KERNELS: dict[tuple[str, int], Kernel] = {
    ("sigmoid", 0): Kernel("sigmoid({})", ("decay", "sigmoid")),
    ("sigmoid", 1): Kernel("sigmoid_slope({})", ("decay", "sigmoid_slope")),
    ("tanh", 0): Kernel("np.tanh({})"),
    ("tanh", 1): Kernel("tanh_slope({})", ("decay", "tanh_slope")),
    ("relu", 0): Kernel("np.maximum({}, 0)"),
    ("exp", 0): Kernel("np.exp({})"),
    ("log", 0): Kernel("np.log({})"),
    ("softplus", 0): Kernel("softplus({})", ("decay", "softplus")),
    ("sqrt", 0): Kernel("np.sqrt({})"),
    ("abs", 0): Kernel("np.abs({})"),
    ("sign", 0): Kernel("np.sign({})"),
    ("step", 0): Kernel("np.heaviside({}, 0)"),
    ("sin", 0): Kernel("np.sin({})"),
    ("cos", 0): Kernel("np.cos({})"),
}
"""Kind and order of derivative -> how it is written; powers are written by the writer, other orders by `scalar`."""

NOT_ANALYTIC = frozenset({"relu", "abs", "sign", "step"})
"""Kinds that complex steps cannot differentiate."""
