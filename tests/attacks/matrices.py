"""Lines about inverses, determinants, Kronecker products, vec and diagonals: false ones, and true ones."""

from __future__ import annotations

import numpy as np

from tests.attacks.notes import Array, Attack, gradient


def inv(matrix: Array) -> Array:
    """The inverse."""
    return np.asarray(np.linalg.inv(matrix))


def det(matrix: Array) -> float:
    """The determinant."""
    return float(np.linalg.det(matrix))


def vec(matrix: Array) -> Array:
    """The columns below one another."""
    return matrix.T.reshape(-1, 1)


RIDGE = r"w = (X^T X + \lambda I)^{-1} X^T y"
I_2 = np.eye(2)

FALSE = {
    "the inverse of a sum": Attack(
        r"(A + B)^{-1} = A^{-1} + B^{-1}", lambda v: (inv(v.A + v.B), inv(v.A) + inv(v.B))
    ),
    "the inverse of a product in order": Attack(
        r"(A B)^{-1} = A^{-1} B^{-1}", lambda v: (inv(v.A @ v.B), inv(v.A) @ inv(v.B))
    ),
    "an inverse for a transpose": Attack(r"A^{-1} = A^T", lambda v: (inv(v.A), v.A.T)),
    "an inverse that commutes with another matrix": Attack(
        r"A^{-1} B = B A^{-1}", lambda v: (inv(v.A) @ v.B, v.B @ inv(v.A))
    ),
    "a conjugated matrix": Attack(r"A B A^{-1} = B", lambda v: (v.A @ v.B @ inv(v.A), v.B)),
    "a projection for the identity": Attack(
        r"X (X^T X)^{-1} X^T y = y", lambda v: (v.X @ inv(v.X.T @ v.X) @ v.X.T @ v.y, v.y)
    ),
    "a Gram matrix of rows that is singular": Attack(
        r"\det(X X^T) = \det(X^T X)", lambda v: (det(v.X @ v.X.T), det(v.X.T @ v.X))
    ),
    "the trace of an inverse": Attack(
        r"\operatorname{tr}(A^{-1}) = \frac{1}{\operatorname{tr}(A)}",
        lambda v: (np.trace(inv(v.A)), 1 / np.trace(v.A)),
    ),
    "the determinant of a sum": Attack(
        r"\det(A + B) = \det A + \det B", lambda v: (det(v.A + v.B), det(v.A) + det(v.B))
    ),
    "the determinant of a multiple": Attack(r"\det(a A) = a \det A", lambda v: (det(v.a * v.A), v.a * det(v.A))),
    "log det of a sum": Attack(
        r"\log\det(A + B) = \log\det A + \log\det B",
        lambda v: (np.log(abs(det(v.A + v.B))), np.log(abs(det(v.A) * det(v.B)))),
    ),
    "vec of a transpose": Attack(r"\operatorname{vec}(A^T) = \operatorname{vec}(A)", lambda v: (vec(v.A.T), vec(v.A))),
    "vec of a product with the factor untransposed": Attack(
        r"\operatorname{vec}(A B C) = (C \otimes A) \operatorname{vec}(B)",
        lambda v: (vec(v.A @ v.B @ v.C), np.kron(v.C, v.A) @ vec(v.B)),
    ),
    "vec of a product with the factors swapped": Attack(
        r"\operatorname{vec}(A B C) = (A \otimes C^T) \operatorname{vec}(B)",
        lambda v: (vec(v.A @ v.B @ v.C), np.kron(v.A, v.C.T) @ vec(v.B)),
    ),
    "Kronecker factors swapped": Attack(r"A \otimes B = B \otimes A", lambda v: (np.kron(v.A, v.B), np.kron(v.B, v.A))),
    "Kronecker products multiplied crosswise": Attack(
        r"(A \otimes B)(C \otimes A) = A A \otimes B C",
        lambda v: (np.kron(v.A, v.B) @ np.kron(v.C, v.A), np.kron(v.A @ v.A, v.B @ v.C)),
    ),
    "the inverse of a Kronecker product swapped": Attack(
        r"(A \otimes B)^{-1} = B^{-1} \otimes A^{-1}",
        lambda v: (inv(np.kron(v.A, v.B)), np.kron(inv(v.B), inv(v.A))),
    ),
    "a matrix for its diagonal": Attack(
        r"\operatorname{diag}(x) A = A \operatorname{diag}(x)",
        lambda v: (np.diag(v.x[:, 0]) @ v.A, v.A @ np.diag(v.x[:, 0])),
    ),
    "the gradient of log det untransposed": Attack(
        r"\frac{\partial \log\det A}{\partial A} = A^{-1}",
        lambda v: (gradient(lambda a: np.log(abs(det(a))), v.A), inv(v.A)),
    ),
    "the gradient of an inverse as of a number": Attack(
        r"\frac{\partial (x^T A^{-1} x)}{\partial A} = -A^{-2} x x^T",
        lambda v: (
            gradient(lambda a: (v.x.T @ inv(a) @ v.x).sum(), v.A),
            -inv(v.A) @ inv(v.A) @ v.x @ v.x.T,
        ),
    ),
    "normal equations without the penalty": Attack(
        r"X^T X w = X^T y",
        lambda v: (v.X.T @ v.X @ inv(v.X.T @ v.X + v.lam * I_2) @ v.X.T @ v.y, v.X.T @ v.y),
        (RIDGE,),
    ),
    "Woodbury with a plus": Attack(
        r"(A + x x^T)^{-1} = A^{-1} + \frac{1}{1 + x^T A^{-1} x} A^{-1} x x^T A^{-1}",
        lambda v: (
            inv(v.A + v.x @ v.x.T),
            inv(v.A) + inv(v.A) @ v.x @ v.x.T @ inv(v.A) / (1 + (v.x.T @ inv(v.A) @ v.x).item()),
        ),
    ),
    "Woodbury without its denominator": Attack(
        r"(A + x x^T)^{-1} = A^{-1} - A^{-1} x x^T A^{-1}",
        lambda v: (inv(v.A + v.x @ v.x.T), inv(v.A) - inv(v.A) @ v.x @ v.x.T @ inv(v.A)),
    ),
    "the lemma of determinants without 1": Attack(
        r"\det(A + x x^T) = \det(A) x^T A^{-1} x",
        lambda v: (det(v.A + v.x @ v.x.T), det(v.A) * (v.x.T @ inv(v.A) @ v.x).item()),
    ),
}  # fmt: skip

TRUE = {
    "an inverse on both sides": Attack(r"A^{-1} A = A A^{-1}", lambda v: (inv(v.A) @ v.A, v.A @ inv(v.A))),
    "the inverse of a product of three": Attack(
        r"(A B C)^{-1} = C^{-1} B^{-1} A^{-1}", lambda v: (inv(v.A @ v.B @ v.C), inv(v.C) @ inv(v.B) @ inv(v.A))
    ),
    "normal equations": Attack(
        r"(X^T X + \lambda I) w = X^T y",
        lambda v: ((v.X.T @ v.X + v.lam * I_2) @ inv(v.X.T @ v.X + v.lam * I_2) @ v.X.T @ v.y, v.X.T @ v.y),
        (RIDGE,),
    ),
    "primal and dual": Attack(
        r"w = X^T (X X^T + \lambda I)^{-1} y",
        lambda v: (
            inv(v.X.T @ v.X + v.lam * I_2) @ v.X.T @ v.y,
            v.X.T @ inv(v.X @ v.X.T + v.lam * np.eye(4)) @ v.y,
        ),
        (RIDGE,),
    ),
    "Sherman and Morrison": Attack(
        r"(A + x x^T)^{-1} = A^{-1} - \frac{1}{1 + x^T A^{-1} x} A^{-1} x x^T A^{-1}",
        lambda v: (
            inv(v.A + v.x @ v.x.T),
            inv(v.A) - inv(v.A) @ v.x @ v.x.T @ inv(v.A) / (1 + (v.x.T @ inv(v.A) @ v.x).item()),
        ),
    ),
    "vec of a product": Attack(
        r"\operatorname{vec}(A B C) = (C^T \otimes A) \operatorname{vec}(B)",
        lambda v: (vec(v.A @ v.B @ v.C), np.kron(v.C.T, v.A) @ vec(v.B)),
    ),
    "the gradient of a determinant": Attack(
        r"\frac{\partial \det A}{\partial A} = \det(A) A^{-T}",
        lambda v: (gradient(det, v.A), det(v.A) * inv(v.A).T),
    ),
    "the gradient of a product of determinants": Attack(
        r"\frac{\partial \det(A^T A)}{\partial A} = 2 \det(A)^2 A^{-T}",
        lambda v: (gradient(lambda a: det(a.T @ a), v.A), 2 * det(v.A) ** 2 * inv(v.A).T),
    ),
}  # fmt: skip
