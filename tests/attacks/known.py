"""The notes of attacks that succeeded once: false ones with both sides in floats, true ones, and ones that crashed."""

from __future__ import annotations

import numpy as np

from tests.attacks.notes import HEADER, Array, Sides, gradient

LOSS = r"$$J = \frac{1}{2}\|y - X w\|^2$$ "
PENALTY = r"$$J = \|y - X w\|^2 + \lambda\|w\|^2$$ "
NORM = r"$$J = \|w\|^2$$ "
TWICE = "$$w = 2w$$"

FALSE: dict[str, tuple[str, Sides]] = {
    "a row that continues a sum": (
        LOSS + r"$$\begin{aligned}\frac{\partial J}{\partial w} &= -X^T(y - X w) \\ &\quad + \lambda w\end{aligned}$$",
        lambda v: (-v.X.T @ (v.y - v.X @ v.w), -v.X.T @ (v.y - v.X @ v.w) + v.lam * v.w),
    ),
    "a definition over two rows, of which the second counts too": (
        r"$$\begin{aligned} J &= \|y - X w\|^2 \\ &\quad + \lambda\|w\|^2\end{aligned}$$ "
        r"$$\frac{\partial J}{\partial w} = -2X^T(y - X w)$$",
        lambda v: (-2 * v.X.T @ (v.y - v.X @ v.w) + 2 * v.lam * v.w, -2 * v.X.T @ (v.y - v.X @ v.w)),
    ),
    "a remark in prose that sets an input to 0": (
        PENALTY + r"$$\frac{\partial J}{\partial w} = -2X^T(y - X w) + 7\lambda w$$ With $\lambda = 0$ it is simple.",
        lambda v: (2 * v.lam * v.w, 7 * v.lam * v.w),
    ),
    "a remark in prose that sets the output to the target": (
        r"$$\hat y = X w$$ $$J = \frac{1}{2}\|y - \hat y\|^2$$ If $\hat y = y$ the loss is 0. "
        r"$$\frac{\partial J}{\partial \hat y} = 7(y - \hat y)$$",
        lambda v: (-(v.y - v.X @ v.w), 7 * (v.y - v.X @ v.w)),
    ),
    "a wrong link of a chain of forward expressions": (
        r"$$J = \|y - X w\|^2 = y^T y - y^T X w + w^T X^T X w$$",
        lambda v: (((v.y - v.X @ v.w) ** 2).sum(), (v.y.T @ v.y - v.y.T @ v.X @ v.w + v.w.T @ v.X.T @ v.X @ v.w).sum()),
    ),
    "a wrong row of a chain of forward expressions": (
        r"$$\begin{aligned} q &= (A + B) x \\ &= A x + x \end{aligned}$$",
        lambda v: ((v.A + v.B) @ v.x, v.A @ v.x + v.x),
    ),
    "a derivative defined with a walrus": (
        NORM + r"$$\frac{\partial J}{\partial w} := 5 w$$",
        lambda v: (gradient(lambda w: (w**2).sum(), v.w), 5 * v.w),
    ),
    "an arrow at the end of a chain": (
        NORM + r"$$\frac{\partial J}{\partial w} = 5 w = w \leftarrow w$$",
        lambda v: (gradient(lambda w: (w**2).sum(), v.w), 5 * v.w),
    ),
    "an update of two shapes": (r"$$w := w - \lambda x$$", lambda v: (v.w, v.x)),
    "nabla before two factors": (
        r"$$\nabla_w 2 \|w\|^2 = 0$$",
        lambda v: (gradient(lambda w: 2 * (w**2).sum(), v.w), 0 * v.w),
    ),
    "a derivative before two factors": (
        r"$$\frac{\partial}{\partial w} \lambda \|w\|^2 = 0$$",
        lambda v: (gradient(lambda w: v.lam * (w**2).sum(), v.w), 0 * v.w),
    ),
    "a derivative of a product of scalars": (r"$$\frac{d}{da} a a = a$$", lambda v: (2 * v.a, v.a)),
    "a number that begins with a point": (
        r"$$J = .5 \|w\|^2$$ $$\frac{\partial J}{\partial w} = 10 w$$",
        lambda v: (gradient(lambda w: 0.5 * (w**2).sum(), v.w), 10 * v.w),
    ),
    "a decimal comma": (r"$$J = b$$ $$\frac{\partial J}{\partial b} = 1,5$$", lambda v: (1, 1.5)),
    "a fraction without braces": (r"$$\frac12 a = \frac{12}{a}$$", lambda v: (0.5 * v.a, 12 / v.a)),
    "a cube root": (r"$$\sqrt[3]{a} = \sqrt{3} a$$", lambda v: (np.cbrt(v.a), np.sqrt(3) * v.a)),
    "an argument without brackets": (r"$$\sin 2a = \sin(2) a$$", lambda v: (np.sin(2 * v.a), np.sin(2) * v.a)),
    "a spectral norm": (
        r"$$\|A\|_2^2 = \sum A^{\odot 2}$$",
        lambda v: (np.linalg.norm(v.A, 2) ** 2, (v.A**2).sum()),
    ),
    "a cost with its argument in brackets": (
        NORM + r"$$\nabla_w J(w) = 2 w \odot w$$",
        lambda v: (gradient(lambda w: (w**2).sum(), v.w), 2 * v.w * v.w),
    ),
    "a formula for minus a gradient": (
        NORM + r"$$q = -\frac{\partial J}{\partial w}$$ $$q = 77 w$$",
        lambda v: (-gradient(lambda w: (w**2).sum(), v.w), 77 * v.w),
    ),
    "a formula before its symbol is said to be a gradient": (
        NORM + r"$$q = 77 w$$ $$q = \frac{\partial J}{\partial w}$$",
        lambda v: (77 * v.w, gradient(lambda w: (w**2).sum(), v.w)),
    ),
    "a rule for all layers, false where a meaning stands": (
        r"$$z^{(1)} = A x$$ $$z^{(2)} = B x$$ $$J = \|z^{(1)}\|^2 + \|z^{(2)}\|^2$$ "
        r"$$\delta^{(2)} = \frac{\partial J}{\partial z^{(2)}}$$ $$\delta^{(k)} = 9 z^{(k)}$$ "
        r"$$\delta^{(1)} = 9 z^{(1)}$$",
        lambda v: (2 * v.B @ v.x, 9 * v.B @ v.x),
    ),
    "a name that is used a second time": (
        r"$$z = A x$$ $$q = f(z)$$ $$z = B x$$ $$q = f(B x)$$",
        lambda v: (v.f(v.A @ v.x), v.f(v.B @ v.x)),
    ),
    "a softmax as an elementwise function": (
        r"$$h = \operatorname{softmax}(x)$$ $$J = \frac{1}{2}\|u - h\|^2$$ "
        r"$$\frac{\partial J}{\partial x} = -(u - h) \odot \operatorname{softmax}'(x)$$",
        lambda v: (
            gradient(lambda x: ((v.u - np.exp(x) / np.exp(x).sum()) ** 2).sum() / 2, v.x),
            -(v.u - _softmax(v.x)) * _softmax(v.x) * (1 - _softmax(v.x)),
        ),
    ),
    "a diagonal as an elementwise function": (
        r"$$\mathrm{diag}(P)^T = \mathrm{diag}(P^T)$$",
        lambda v: (np.diag(v.P)[None], np.diag(v.P.T)[:, None]),
    ),
    "spaces between two relations": (r"$$a = 1 \quad b = a$$ $$b = 2$$", lambda v: (1, 2)),
    "dz/dx as a product": (
        "$$d = 3$$ $$da/db = a b$$",
        lambda v: (0, v.a * v.b),
    ),
    "a row that continues after a comma": (
        r"$$\begin{aligned} A x &= A x, \\ & + u \end{aligned}$$",
        lambda v: (v.A @ v.x, v.A @ v.x + v.u),
    ),
    "a row that continues after a full stop": (
        r"$$\begin{aligned} A x &= A x. \\ & + u \end{aligned}$$",
        lambda v: (v.A @ v.x, v.A @ v.x + v.u),
    ),
    "a row after an inequality": (
        r"$$\begin{aligned} A x &\leq u \\ &= 5 u \end{aligned}$$ $$u + x = x + u$$",
        lambda v: (v.u, 5 * v.u),
    ),
    "a derivative before a quotient": (r"$$\frac{d}{da} 1/a = 0$$", lambda v: (-1 / v.a**2, 0)),
    "a derivative before a dot": (r"$$\frac{d}{da} a \cdot a = a$$", lambda v: (2 * v.a, v.a)),
    "a derivative before a Hadamard product": (r"$$\frac{d}{da} a \odot a = a$$", lambda v: (2 * v.a, v.a)),
    "a thousand with a space": (r"$$1 000 a = 0$$", lambda v: (1000 * v.a, 0)),
    "a thousand with a thin space": (r"$$1\,000 a = 0$$", lambda v: (1000 * v.a, 0)),
    "an input set to 0 in a display": (
        r"$$J = \lambda w^T w$$ $$\lambda = 0$$ $$\frac{\partial J}{\partial w} = 99 \lambda w$$",
        lambda v: (2 * v.lam * v.w, 99 * v.lam * v.w),
    ),
    "a line with a leading arrow": (NORM + r"$$\Rightarrow w = 2w$$", lambda v: (v.w, 2 * v.w)),
    "a line in a block quote": (NORM + "\n\n> $$\n> w = 2w\n> $$\n", lambda v: (v.w, 2 * v.w)),
    "an equals sign with something on top": (NORM + r"$$w \overset{!}{=} 2w$$", lambda v: (v.w, 2 * v.w)),
    "a relation in braces": (NORM + r"$${w = 2w}$$", lambda v: (v.w, 2 * v.w)),
    "a relation in a box": (NORM + r"$$\boxed{w = 2w}$$", lambda v: (v.w, 2 * v.w)),
    "a relation in colour": (NORM + r"$$\color{red}{w = 2w}$$", lambda v: (v.w, 2 * v.w)),
    "another environment of amsmath": (
        NORM + "\n\n\\begin{flalign} w = 2w \\end{flalign}\n",
        lambda v: (v.w, 2 * v.w),
    ),
    "code at the start of a line": (NORM + "\n\n```w``` is the weight.\n\n" + TWICE, lambda v: (v.w, 2 * v.w)),
    "a fence in a text with the line ends of Windows": (
        (HEADER + NORM + "\n\n```\ncode\n```\n\n" + TWICE).replace("\n", "\r\n"),
        lambda v: (v.w, 2 * v.w),
    ),
    "a claim that holds, and an implication that does not": (
        NORM + r"$$w + v = v + w \implies \frac{\partial J}{\partial w} = 5w$$",
        lambda v: (gradient(lambda w: (w**2).sum(), v.w), 5 * v.w),
    ),
}  # fmt: skip

NO_VALUES = {
    "an exclusion without a reason": HEADER + TWICE + " <!-- bpsym: ignore -->\n",
    "a cross product that commutes": "---\nbpsym: {symbols: {p: [3], q: [3]}}\n---\n" + r"$$p \times q = q \times p$$",
    "two symbols that differ in the font": "---\nbpsym: {symbols: {'\\mathbf{A}': [m, n], A: [m, n]}}\n---\n"
    + r"$$\mathbf{A}^T A = A^T A$$",
    "two spellings of one name with two shapes": "---\nbpsym: {symbols: {'\\hat y': [n], '\\hat{y}': [m]}}\n---\n"
    + r"$$\hat y + \hat{y} = 2\hat y$$",
    "a cost that nothing defines": "---\nbpsym: {symbols: {J: scalar, w: [d]}}\n---\n"
    + r"$$\frac{\partial J}{\partial w} = 0$$",
    "a symbol that the table declares twice": "a|b|c\n--|--|--\n$X$|data|(m, n)\n$X$|data|(n, m)\n\n"
    + r"$$\operatorname{tr}(X^T X) = \|X\|^2$$",
}
"""False, or without a truth value, for reasons that no value shows."""

TRUE = {
    "a derivative before a product": r"$$\frac{\partial}{\partial w} w^T X^T X w = 2 X^T X w$$",
    "a scalar derivative before a product": r"$$\frac{d}{da} a a = 2a$$",
    "half without braces": r"$$\frac12 a = 0.5 a$$",
    "a trace in upright letters": r"$$\mathrm{tr}(P Q) = \mathrm{tr}(Q P)$$",
    "the logistic function, defined in the notes": r"$$\sigma(x) = \frac{1}{1 + e^{-x}}$$ "
    r"$$\sigma'(x) = \sigma(x) \odot (1 - \sigma(x))$$",
    "a cost as a function": r"$$K(w) = w^T w$$ $$\frac{\partial K(w)}{\partial w} = 2w$$",
    "the gradient of a cost with its argument": NORM + r"$$\nabla_w J(w) = 2 w$$",
    "a dot product": r"$$x \cdot u = x^T u$$",
    "a Jacobian of a vector": r"$$z = A x$$ $$\frac{\partial z}{\partial x} = A$$",
    "a Jacobian of a bracket": r"$$\frac{\partial (A x)}{\partial x} = A$$",
    "a Hessian": LOSS + r"$$\nabla_w \nabla_w J = X^T X$$",
    "a derivative by what is not there": r"$$\frac{\partial A}{\partial w} = 0$$",
    "the softmax of a course": r"$$p = \mathrm{softmax}(P)$$ $$J = -\sum Q^T \odot \log(p)$$ "
    r"$$\frac{\partial J}{\partial P} = p - Q^T$$",
    "the layer as a number": r"$$z^{(2)} = 2x$$ $$z^{(k)} = k x$$",
    "a product that the header names": HEADER.replace("  functions", "  products: {'\\circ': matmul}\n  functions")
    + r"$$A \circ B = A B$$",
    "a matrix exponential": r"$$e^{A} e^{-A} = e^{A - A} e^{A - A}$$",
}

PROVABLE = {
    "the first identity of a course": r"$$J = v^T w$$ $$\frac{\partial J}{\partial w} = v$$",
    "a loss with its penalty": r"$$J = \frac{1}{2}\lambda\|w\|^2$$ $$\frac{\partial J}{\partial w} = \lambda w$$",
    "a cost as a function": r"$$K(w) = w^T w$$ $$\frac{\partial K(w)}{\partial w} = 2w$$",
    "the gradient of a cost as a function": r"$$J(w, v) = w^T v$$ $$\nabla_w J(w, v) = v$$",
    "two brackets of one product": r"$$s = v^T w v^T w$$ $$\frac{\partial s}{\partial w} = 2 (v^T w) v$$",
    "a scalar product among vectors": r"$$q = v w^T v$$ $$q = (w^T v) v$$",
    "an unread line about an input": r"$$X = [x_1, \dots, x_m]^T$$ $$X w + X v = X(w + v)$$",
    "rows of a broadcast, as they are printed": r"$$\operatorname{sumrows}(\operatorname{rows}_{m}(r)) = "
    r"\operatorname{sumrows}(\operatorname{rows}_{m}(r)) + r - r$$",
}

UNHURT = {
    "a superscript two": "$$a = b²$$",
    "a subscript one": "$$a = b₁$$",
    "a layer two": "$$a_² = b$$",
    "fractions within fractions": "$$a = " + r"\frac{b}{" * 400 + "b" + "}" * 400 + "$$",
    "powers within powers": "$$a = " + "b^{" * 400 + "2" + "}" * 400 + "$$",
    "functions without brackets": "$$a = " + r"\tanh " * 900 + "b$$",
    "sums of sums": "$$a = " + r"\sum " * 900 + "b$$",
    "a sum of many terms": "$$a = " + "b + " * 1500 + "b$$",
    "a date that does not exist": "---\ndate: 2024-13-45\n---\n$$a = 1$$",
    "a deep header": "---\nbpsym: " + "[" * 3000 + "\n---\n$$a = 1$$",
    "an argument of a macro that it has not": HEADER.replace("  functions", "  macros: {'\\foo': '#12'}\n  functions")
    + r"$$a = \foo{b}$$",
    "an argument number zero": HEADER.replace("  functions", "  macros: {'\\foo': '#0'}\n  functions")
    + r"$$a = \foo{b}$$",
}


def _softmax(x: Array) -> Array:
    weights = np.exp(x)
    return np.asarray(weights / weights.sum())
