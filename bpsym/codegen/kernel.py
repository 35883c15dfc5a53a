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
    "damped": '''\
def damped(exponent):
    """exp(exponent) of an exponent below 0, and 0 where that is too small for the precision."""
    lowest = np.log(np.finfo(np.result_type(exponent, np.float32)).tiny) + 1
    return np.where(exponent.real > lowest, np.exp(np.maximum(exponent, lowest)), 0)
''',
    "softmax": '''\
def softmax(z, axis):
    """exp(z) divided by its sums along an axis, without overflow."""
    e = damped(z - np.max(z.real, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
''',
    "logsumexp": '''\
def logsumexp(z, axis):
    """The logarithm of the sums of exp(z) along an axis, without overflow."""
    largest = np.max(z.real, axis=axis, keepdims=True)
    return largest + np.log(np.sum(damped(z - largest), axis=axis, keepdims=True))
''',
    "special": "from scipy import special\n",
    "log_cosh": '''\
def log_cosh(z):
    """log(cosh(z)), without overflow, and accurate near 0."""
    a = np.where(z.real < 0, -z, z)
    near = np.log1p(2 * np.sinh(np.minimum(a, 1) / 2) ** 2)
    return np.where(a.real < 1, near, a + np.log1p(decay(2 * a)) - 0.6931471805599453)
''',
    "normal_pdf": '''\
def normal_pdf(z):
    """The density of the standard normal distribution."""
    return damped(-z * z / 2) / (2 * np.pi) ** 0.5
''',
    "erf_slope": '''\
def erf_slope(z):
    """The derivative of the error function."""
    return 2 / np.pi**0.5 * damped(-z * z)
''',
    "leaky_relu": '''\
def leaky_relu(z):
    """z, or z / 100 below 0."""
    return np.where(z > 0, z, z / 100)
''',
    "leaky_relu_slope": '''\
def leaky_relu_slope(z):
    """1, or 1 / 100 below 0."""
    return (1 + 99 * np.heaviside(z, 0)) / 100
''',
    "elu": '''\
def elu(z):
    """z, or exp(z) - 1 below 0."""
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))
''',
    "elu_slope": '''\
def elu_slope(z):
    """1, or exp(z) below 0."""
    return np.where(z > 0, 1, decay(z))
''',
    "elu_bend": '''\
def elu_bend(z):
    """The second derivative of elu: 0, or exp(z) below 0."""
    return np.where(z > 0, 0, decay(z))
''',
    "silu_slope": '''\
def silu_slope(z):
    """The derivative of z * sigmoid(z), without overflow."""
    e = decay(z)
    return np.where(z.real < 0, e * (1 + e + z), 1 + e + z * e) / (1 + e) ** 2
''',
    "gelu_gate": '''\
def gelu_gate(z):
    """u = sqrt(8 / pi) * (z + 0.044715 * z**3), with u' and u''."""
    c = (8 / np.pi) ** 0.5
    return c * (z + 0.044715 * z**3), c * (1 + 0.134145 * z**2), c * 0.26829 * z
''',
    "gelu_tanh": '''\
def gelu_tanh(z):
    """z * sigmoid(u), which is z * (1 + tanh(u / 2)) / 2."""
    u = gelu_gate(z)[0]
    e = damped(np.where(u.real < 0, u, -u))
    return z * np.where(u.real < 0, e, 1) / (1 + e)
''',
    "gelu_tanh_slope": '''\
def gelu_tanh_slope(z):
    """The derivative of z * sigmoid(u)."""
    u, first, _ = gelu_gate(z)
    e = damped(np.where(u.real < 0, u, -u))
    return np.where(u.real < 0, e, 1) / (1 + e) + z * first * e / (1 + e) ** 2
''',
    "gelu_tanh_bend": '''\
def gelu_tanh_bend(z):
    """The second derivative of z * sigmoid(u)."""
    u, first, second = gelu_gate(z)
    e = damped(np.where(u.real < 0, u, -u))
    return e / (1 + e) ** 2 * (2 * first + z * (second - first**2 * np.tanh(u / 2)))
''',
    "softsign_bend": '''\
def softsign_bend(z):
    """The second derivative of z / (1 + |z|)."""
    return -2 * np.sign(z) / (1 + np.abs(z)) ** 3
''',
    "huber": '''\
def huber(z):
    """z**2 / 2 between -1 and 1, abs(z) - 1 / 2 outside."""
    inner = np.clip(z, -1, 1)
    return inner * (z - inner / 2)
''',
    "log_det": '''\
def log_det(A):
    """log det A, without overflow; not a number where det A is negative."""
    sign, log_size = np.linalg.slogdet(A)
    return np.log(sign) + log_size
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
    ("tan", 0): Kernel("np.tan({})"),
    ("sinh", 0): Kernel("np.sinh({})"),
    ("cosh", 0): Kernel("np.cosh({})"),
    ("arctan", 0): Kernel("np.arctan({})"),
    ("expm1", 0): Kernel("np.expm1({})"),
    ("log1p", 0): Kernel("np.log1p({})"),
    ("erf", 0): Kernel("special.erf({})", ("special",)),
    ("erf", 1): Kernel("erf_slope({})", ("damped", "erf_slope")),
    ("normal_pdf", 0): Kernel("normal_pdf({})", ("damped", "normal_pdf")),
    ("normal_cdf", 0): Kernel("special.ndtr({})", ("special",)),
    ("leaky_relu", 0): Kernel("leaky_relu({})", ("leaky_relu",)),
    ("leaky_relu", 1): Kernel("leaky_relu_slope({})", ("leaky_relu_slope",)),
    ("elu", 0): Kernel("elu({})", ("elu",)),
    ("elu", 1): Kernel("elu_slope({})", ("decay", "elu_slope")),
    ("elu", 2): Kernel("elu_bend({})", ("decay", "elu_bend")),
    ("silu", 1): Kernel("silu_slope({})", ("decay", "silu_slope")),
    ("gelu_tanh", 0): Kernel("gelu_tanh({})", ("damped", "gelu_gate", "gelu_tanh")),
    ("gelu_tanh", 1): Kernel("gelu_tanh_slope({})", ("damped", "gelu_gate", "gelu_tanh_slope")),
    ("gelu_tanh", 2): Kernel("gelu_tanh_bend({})", ("damped", "gelu_gate", "gelu_tanh_bend")),
    ("softsign", 2): Kernel("softsign_bend({})", ("softsign_bend",)),
    ("hard_tanh", 0): Kernel("np.clip({}, -1, 1)"),
    ("hard_tanh", 1): Kernel("np.heaviside(1 - np.abs({}), 0)"),
    ("log_cosh", 0): Kernel("log_cosh({})", ("decay", "log_cosh")),
    ("huber", 0): Kernel("huber({})", ("huber",)),
}
"""Kind and order of derivative -> how it is written; powers are written by the writer, other orders by `scalar`."""

NOT_ANALYTIC = frozenset({"relu", "abs", "sign", "step", "leaky_relu", "elu", "softsign", "hard_tanh", "huber"})
"""Kinds that complex steps cannot differentiate."""
