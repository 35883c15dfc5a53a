"""Claims that look like others: false ones and true ones, each with its two sides in floats."""

from __future__ import annotations

import numpy as np

from tests.attacks.notes import Attack, gradient

REGRESSION = (r"J = \frac{1}{2}\|y - X w\|^2",)
CHAIN = (r"z = A x", r"h = f(z)", r"J = \frac{1}{2}\|h - u\|^2")

FALSE = {
    "a flipped sign": Attack(
        r"\frac{\partial J}{\partial w} = X^T(y - X w)",
        lambda v: (gradient(lambda w: ((v.y - v.X @ w) ** 2).sum() / 2, v.w), v.X.T @ (v.y - v.X @ v.w)),
        REGRESSION,
    ),
    "a negated claim after a refuted one": Attack(
        r"-\frac{\partial J}{\partial w} = -X^T(y - X w)",
        lambda v: (-gradient(lambda w: ((v.y - v.X @ w) ** 2).sum() / 2, v.w), -v.X.T @ (v.y - v.X @ v.w)),
        (*REGRESSION, r"\frac{\partial J}{\partial w} = X^T(y - X w)"),
    ),
    "a claim that contains itself": Attack(
        r"\frac{\partial J}{\partial w} = 3\frac{\partial J}{\partial w}",
        lambda v: (2 * v.w, 3 * 2 * v.w),
        (r"J = \|w\|^2",),
    ),
    "two claims that prove each other": Attack(r"2 x = A x", lambda v: (2 * v.x, v.A @ v.x), (r"A x = 2 x",)),
    "commuting matrices": Attack(r"A B = B A", lambda v: (v.A @ v.B, v.B @ v.A)),
    "a product transposed without swapping": Attack(r"(A B)^T = A^T B^T", lambda v: ((v.A @ v.B).T, v.A.T @ v.B.T)),
    "output indices swapped": Attack(r"A^T = A", lambda v: (v.A.T, v.A)),
    "the matrix square for the square of the entries": Attack(r"A^2 = A \odot A", lambda v: (v.A @ v.A, v.A * v.A)),
    "the square of a product": Attack(
        r"(A B)^2 = A^2 B^2", lambda v: (v.A @ v.B @ v.A @ v.B, v.A @ v.A @ v.B @ v.B)
    ),
    "1 for the identity": Attack(r"(1 - A) x = x - A x", lambda v: ((1 - v.A) @ v.x, v.x - v.A @ v.x)),
    "a trace that is not cyclic": Attack(
        r"\operatorname{tr}(A B C) = \operatorname{tr}(A C B)",
        lambda v: (np.trace(v.A @ v.B @ v.C), np.trace(v.A @ v.C @ v.B)),
    ),
    "the trace of a square": Attack(
        r"\operatorname{tr}(A)^2 = \operatorname{tr}(A^2)", lambda v: (np.trace(v.A) ** 2, np.trace(v.A @ v.A))
    ),
    "a norm of a product": Attack(
        r"\|A B\|^2 = \|A\|^2 \|B\|^2", lambda v: (((v.A @ v.B) ** 2).sum(), (v.A**2).sum() * (v.B**2).sum())
    ),
    "the gradient of a trace untransposed": Attack(
        r"\frac{\partial \operatorname{tr}(A B)}{\partial A} = B",
        lambda v: (gradient(lambda a: np.trace(a @ v.B), v.A), v.B),
    ),
    "the gradient of tr AA without its transpose": Attack(
        r"\frac{\partial \operatorname{tr}(A A)}{\partial A} = 2A",
        lambda v: (gradient(lambda a: np.trace(a @ a), v.A), 2 * v.A),
    ),
    "a quadratic form taken for symmetric": Attack(
        r"\frac{\partial x^T A x}{\partial x} = 2 A x",
        lambda v: (gradient(lambda x: (x.T @ v.A @ x).sum(), v.x), 2 * v.A @ v.x),
    ),
    "the square of a sum": Attack(
        r"\|x\|^2 = (\sum x)^2", lambda v: ((v.x**2).sum(), v.x.sum() ** 2)
    ),
    "a repeated dummy": Attack(
        r"\sum x \odot x = (\sum x) (\sum x)", lambda v: ((v.x * v.x).sum(), v.x.sum() * v.x.sum())
    ),
    "the reciprocal of a sum": Attack(
        r"\frac{1}{\sum x} = \sum \frac{1}{x}", lambda v: (1 / v.x.sum(), (1 / v.x).sum())
    ),
    "the end of a sum": Attack(r"\sum (x + 1) = (\sum x) + 1", lambda v: ((v.x + 1).sum(), v.x.sum() + 1)),
    "a minus before a square": Attack(r"-a^2 = (-a)^2", lambda v: (-(v.a**2), (-v.a) ** 2)),
    "a minus before brackets": Attack(r"a - (b - s) = a - b - s", lambda v: (v.a - (v.b - v.s), v.a - v.b - v.s)),
    "f' of one function for another's": Attack(
        r"f'(x) \odot g(x) = f(x) \odot g'(x)", lambda v: (v.fp(v.x) * v.g(v.x), v.f(v.x) * v.gp(v.x))
    ),
    "f' at the wrong place": Attack(
        r"\frac{\partial \sum f(f(x))}{\partial x} = f'(f(x))",
        lambda v: (gradient(lambda x: v.f(v.f(x)).sum(), v.x), v.fp(v.f(v.x))),
    ),
    "an inner derivative forgotten": Attack(
        r"\frac{\partial \sum f(2x)}{\partial x} = f'(2x)",
        lambda v: (gradient(lambda x: v.f(2 * x).sum(), v.x), v.fp(2 * v.x)),
    ),
    "an outer product the wrong way": Attack(
        r"\frac{\partial \sum f(A x)}{\partial A} = x f'(A x)^T",
        lambda v: (gradient(lambda a: v.f(a @ v.x).sum(), v.A), v.x @ v.fp(v.A @ v.x).T),
    ),
    "a missing transpose that fits a square matrix": Attack(
        r"\frac{\partial J}{\partial x} = A ((h - u) \odot f'(z))",
        lambda v: (
            gradient(lambda x: ((v.f(v.A @ x) - v.u) ** 2).sum() / 2, v.x),
            v.A @ ((v.f(v.A @ v.x) - v.u) * v.fp(v.A @ v.x)),
        ),
        CHAIN,
    ),
    "functions that commute": Attack(r"f(g(x)) = g(f(x))", lambda v: (v.f(v.g(v.x)), v.g(v.f(v.x)))),
    "an odd function": Attack(r"f(-x) = -f(x)", lambda v: (v.f(-v.x), -v.f(v.x))),
    "an exponential of a product": Attack(
        r"e^{a b} = e^a e^b", lambda v: (np.exp(v.a * v.b), np.exp(v.a) * np.exp(v.b))
    ),
    "tanh' with the square inside": Attack(
        r"\tanh'(a) = 1 - \tanh(a^2)", lambda v: (1 - np.tanh(v.a) ** 2, 1 - np.tanh(v.a**2))
    ),
    "the root of a square of a number that may be negative": Attack(
        r"\sqrt{(a - 5)^2} = a - 5", lambda v: (abs(v.a - 5), v.a - 5)
    ),
    "a layout that does not fit": Attack(
        r"\frac{\partial J}{\partial w} = (X w - y)^T X",
        lambda v: (gradient(lambda w: ((v.y - v.X @ w) ** 2).sum() / 2, v.w), (v.X @ v.w - v.y).T @ v.X),
        REGRESSION,
    ),
    "a row times a column, swapped": Attack(r"r x = x r", lambda v: (v.r @ v.x, v.x @ v.r)),
}  # fmt: skip

TRUE = {
    "a gradient that is expanded": Attack(
        r"\frac{\partial J}{\partial w} = X^T X w - X^T y",
        lambda v: (gradient(lambda w: ((v.y - v.X @ w) ** 2).sum() / 2, v.w), v.X.T @ v.X @ v.w - v.X.T @ v.y),
        REGRESSION,
    ),
    "a claim that contains itself and is true": Attack(
        r"\frac{\partial J}{\partial w} = 2\frac{\partial J}{\partial w} - 2w",
        lambda v: (2 * v.w, 2 * 2 * v.w - 2 * v.w),
        (r"J = \|w\|^2",),
    ),
    "a cyclic trace": Attack(
        r"\operatorname{tr}(A B C) = \operatorname{tr}(C A B)",
        lambda v: (np.trace(v.A @ v.B @ v.C), np.trace(v.C @ v.A @ v.B)),
    ),
    "a trace of rectangles": Attack(
        r"\operatorname{tr}(P Q) = \operatorname{tr}(Q P)", lambda v: (np.trace(v.P @ v.Q), np.trace(v.Q @ v.P))
    ),
    "the gradient of a trace": Attack(
        r"\frac{\partial \operatorname{tr}(A B)}{\partial A} = B^T",
        lambda v: (gradient(lambda a: np.trace(a @ v.B), v.A), v.B.T),
    ),
    "a quadratic form": Attack(
        r"\frac{\partial (x^T A x)}{\partial x} = (A + A^T) x",
        lambda v: (gradient(lambda x: (x.T @ v.A @ x).sum(), v.x), (v.A + v.A.T) @ v.x),
    ),
    "a sum of an outer product": Attack(
        r"\sum x x^T = (\sum x)^2", lambda v: ((v.x @ v.x.T).sum(), v.x.sum() ** 2)
    ),
    "a number among entries": Attack(r"A + 1 - A = 1", lambda v: (v.A + 1 - v.A, np.ones((3, 3)))),
    "two minus signs": Attack(r"a - -b = a + b", lambda v: (v.a - -v.b, v.a + v.b)),
    "slashes from left to right": Attack(r"2/3/4 = 1/6", lambda v: (2 / 3 / 4, 1 / 6)),
    "decimals": Attack(r"0.1 + 0.2 = 0.3", lambda v: (0.1 + 0.2, 0.3)),
    "f' in two layers": Attack(
        r"\frac{\partial \sum f(f(x))}{\partial x} = f'(f(x)) \odot f'(x)",
        lambda v: (gradient(lambda x: v.f(v.f(x)).sum(), v.x), v.fp(v.f(v.x)) * v.fp(v.x)),
    ),
    "like arguments of one unknown function": Attack(r"f(x + x) = f(2x)", lambda v: (v.f(v.x + v.x), v.f(2 * v.x))),
    "a sigmoid and its mirror": Attack(
        r"\operatorname{sigmoid}(a) + \operatorname{sigmoid}(-a) = 1",
        lambda v: (1 / (1 + np.exp(-v.a)) + 1 / (1 + np.exp(v.a)), 1.0),
    ),
    "hats in two spellings": Attack(
        r"\hat y^T \hat{y} = \widehat{y}^T \widehat y",
        lambda v: (((v.X @ v.w) ** 2).sum(), ((v.X @ v.w) ** 2).sum()),
        (r"\hat y = X w",),
    ),
    "composition of a square chain": Attack(
        r"\frac{\partial J}{\partial x} = \frac{\partial J}{\partial z} \frac{\partial z}{\partial x}",
        lambda v: (
            gradient(lambda x: ((v.f(v.A @ x) - v.u) ** 2).sum() / 2, v.x),
            v.A.T @ ((v.f(v.A @ v.x) - v.u) * v.fp(v.A @ v.x)),
        ),
        CHAIN,
    ),
}  # fmt: skip
